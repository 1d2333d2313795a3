"""On which row each item stands."""

from __future__ import annotations

from xlcompare.comparing.compare import compare
from xlcompare.comparing.comparison import Part

from .plans import plan_of, rows

OLD = """
# 基盤的機能
○サービス水準の向上
・窓口の案内を見直す
・お客様満足度調査を実施する
○債権の早期回収
・法的手続きを積極的に進める
"""


def table(old: str, new: str) -> list[tuple[str, str]]:
    return rows(compare(plan_of(old), plan_of(new)))


def test_what_stayed_stands_level() -> None:
    assert all(old == new for old, new in table(OLD, OLD))
    assert len(table(OLD, OLD)) == 6


def test_a_dropped_item_stands_after_what_it_stood_after() -> None:
    found = table(OLD, OLD.replace("・窓口の案内を見直す\n", ""))
    assert found[1:4] == [
        ("○サービス水準の向上", "○サービス水準の向上"),
        ("・窓口の案内を見直す", ""),
        ("・お客様満足度調査を実施する", "・お客様満足度調査を実施する"),
    ]


def test_what_was_dropped_stands_before_what_was_added_in_its_place() -> None:
    found = table(OLD, OLD.replace("窓口の案内を見直す", "健康宣言の事業所を増やす"))
    assert found[2:4] == [("・窓口の案内を見直す", ""), ("", "・健康宣言の事業所を増やす")]


def test_a_dropped_heading_stands_behind_the_new_bullets_of_the_heading_before() -> None:
    old = OLD.replace("○債権", "○オンライン資格確認\n・医療機関に利用を勧める\n○債権")
    new = OLD.replace("○債権", "・健康宣言の事業所を増やす\n○債権")
    assert table(old, new)[3:7] == [
        ("・お客様満足度調査を実施する", "・お客様満足度調査を実施する"),
        ("", "・健康宣言の事業所を増やす"),
        ("○オンライン資格確認", ""),
        ("・医療機関に利用を勧める", ""),
    ]


def test_an_added_heading_stands_behind_the_dropped_bullets_of_the_heading_before() -> None:
    old = OLD.replace("○債権", "・健康宣言の事業所を増やす\n○債権")
    new = OLD.replace("○債権", "○オンライン資格確認\n・医療機関に利用を勧める\n○債権")
    assert table(old, new)[4:7] == [
        ("・健康宣言の事業所を増やす", ""),
        ("", "○オンライン資格確認"),
        ("", "・医療機関に利用を勧める"),
    ]


def test_a_moved_pair_gives_two_rows() -> None:
    new = OLD.replace("・窓口の案内を見直す\n", "") + "・窓口の案内を見直す"
    comparison = compare(plan_of(OLD), plan_of(new))
    assert rows(comparison)[2] == ("・窓口の案内を見直す", "")
    assert rows(comparison)[-1] == ("", "・窓口の案内を見直す")
    moved = [level for level in comparison.levels if level.part is not Part.BOTH]
    assert [level.part for level in moved] == [Part.LEFT, Part.ARRIVED]
    assert moved[0].pair == moved[1].pair


def test_areas_are_contiguous() -> None:
    old = f"{OLD}# 組織体制\n○人材育成\n・研修を行う\n・通信教育を勧める"
    new = f"{OLD}○健康経営\n・宣言の事業所を増やす\n# 組織体制\n○法令の遵守\n・職員に周知する\n○人材育成\n・研修を行う"
    comparison = compare(plan_of(old), plan_of(new))
    areas = []
    for level in comparison.levels:
        pair = comparison.pairs[level.pair]
        side, index = (comparison.new, pair.new) if level.part is not Part.LEFT else (comparison.old, pair.old)
        assert index is not None
        areas.append(side.items[index].area)
    assert areas == sorted(areas, key=["基盤的機能", "組織体制"].index)


def test_every_item_of_both_years_has_a_row() -> None:
    new = OLD.replace("・窓口の案内を見直す\n", "") + "・窓口の案内を見直す\n・職員に周知する"
    found = table(OLD, new)
    assert sorted(old for old, _ in found if old) == sorted(item.text for item in plan_of(OLD).items)
    assert [text for _, text in found if text] == [item.text for item in plan_of(new).items]
