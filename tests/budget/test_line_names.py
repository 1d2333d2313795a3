"""What distinguishes the name of a budget line (comparing/line_names.py)."""

from __future__ import annotations

import pytest

from xlcompare.comparing.line_names import NameLikeness, Names, name_of


def alike(old: str, new: str, *others: str) -> NameLikeness:
    """The likeness of two names in a budget that has the `others` in both years."""
    names = [name_of(text) for text in (old, new, *others, *others)]
    return Names(names).alike(names[0], names[1])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("庁舎管理事業費", "庁舎管理費"),
        ("文化財保護事業", "文化財の保護事業"),
        ("給食業務委託料", "給食業務委託"),
        ("障害者雇用促進事業費", "障がい者雇用促進事業費"),
        ("介護保険特別会計繰出金", "介護保険特会繰出金"),
        ("橋りょう長寿命化対策事業", "橋梁長寿命化対策事業"),
        ("第４８回健康まつり", "第49回健康まつり"),
        ("令和５年度保育士等処遇改善事業費", "令和６年度保育士等処遇改善事業費"),
        ("パンフレット印刷費（10,000部）", "パンフレット印刷費（12,000部）"),
        ("【継続】敬老会の開催", "【拡充】敬老会開催"),
        ("受診券に同封する案内の印刷", "受診券同封案内の印刷及び封入"),
        ("専門業者を活用した健診データの取得勧奨", "専門業者を活用した健診結果の取得勧奨"),
    ],
)
def test_one_line_under_two_names(old: str, new: str) -> None:
    assert alike(old, new).sure
    assert alike(new, old).sure or name_of(old).yearly


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("市道１０１号線道路改良事業", "市道２０５号線道路改良事業"),
        ("第一保育所運営費", "第三保育所運営費"),
        ("仲町図書館運営管理事業", "大沼図書館運営管理事業"),
        ("上宿樽井線（野口工区）整備事業", "上宿樽井線（北工区）整備事業"),
        ("国道野口線改良費", "国道田野線改良費"),
        ("水道事業会計繰出金", "下水道事業会計繰出金"),
        ("夏まつり実行委員会負担金", "雪まつり実行委員会負担金"),
    ],
)
def test_what_tells_two_lines_apart(old: str, new: str) -> None:
    found = alike(old, new)
    assert found.two
    assert not found.sure


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("妊婦健康診査事業", "妊産婦健康診査事業"),
        ("広報発行事業", "広報紙発行事業"),
        ("清掃業務委託", "院内清掃業務委託"),
        ("児童手当支給事業", "児童扶養手当支給事業"),
        ("養護老人ホーム建設事業費", "養護老人ホーム入所措置費"),
        ("道路改良事業", "市道２０５号線道路改良事業"),
        ("第１期保育計画の策定", "第３期保育計画の策定"),
    ],
)
def test_what_may_be_one_line_or_two(old: str, new: str) -> None:
    found = alike(old, new)
    assert not (found.two)
    assert not (found.sure)
    assert found.share > 0.4


def test_generic_words_alone_are_nothing_in_common() -> None:
    assert alike("消防車両・資機材管理事業費", "消防庁舎管理事業費", "消防活動費").share < 0.3
    assert alike("林道整備事業費", "駐車場整備事業費").share < 0.1


def test_what_many_lines_share_says_little() -> None:
    branches = [f"{place}図書館開館時間延長" for place in ("中央", "仲町", "津田", "大沼")]
    assert alike("図書館空調更新", "図書館屋根塗装").share > alike("図書館空調更新", "図書館屋根塗装", *branches).share


def test_a_name_that_says_only_what_is_paid_has_no_weight() -> None:
    assert alike("消耗品費", "消耗品費").weight == 0
    assert alike("電子カルテ消耗品費", "電子カルテ消耗品費").weight > 2
