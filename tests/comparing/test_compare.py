"""Two plans compared: what happened to each item between the years."""

from __future__ import annotations

from xlcompare.comparing.compare import compare
from xlcompare.comparing.comparison import Change, Pair

from .plans import plan_of

HEADING = "○サービス水準の向上\n・お客様満足度調査を毎年実施する\n{}\n・職員の研修を行う"
LINE = "・窓口の案内を見直し、待ち時間を短くする"


def became(old_line: str, new_line: str) -> Pair:
    """The pair of the one line that differs."""
    comparison = compare(plan_of(HEADING.format(old_line)), plan_of(HEADING.format(new_line)))
    return next(pair for pair in comparison.pairs if pair.old == 2)


def test_an_equal_item_is_the_same() -> None:
    assert became(LINE, LINE) == Pair(2, 2, Change.SAME, likeness=1.0)


def test_another_width_space_or_line_break_is_the_same() -> None:
    assert became("・割合を95.0%以上に保つ取組を行う", "・割合を ９５．０％以上に保つ取組を行う").change is Change.SAME


def test_another_number_in_front_is_renumbered() -> None:
    pair = became("④窓口の案内を見直す", "⑤窓口の案内を見直す")
    assert pair.change is Change.RENUMBERED
    assert (pair.old_changed, pair.new_changed) == ((), ())


def test_another_figure_is_changed() -> None:
    pair = became("・研修会を年2回開く", "・研修会を年3回開く")
    assert pair.change is Change.CHANGED
    assert (pair.old_changed, pair.new_changed) == (((6, 8),), ((6, 8),))


def test_a_number_in_front_and_a_word_is_changed_with_the_word_alone_marked() -> None:
    pair = became("④研修会を年2回開く", "⑤研修会を年3回開く")
    assert (pair.change, pair.new_changed) == (Change.CHANGED, ((6, 8),))


def test_an_added_item_is_marked_whole() -> None:
    comparison = compare(plan_of("○見出し"), plan_of("○見出し\n・研修会を開く"))
    assert comparison.pairs[1] == Pair(None, 1, Change.ADDED, new_changed=((1, 7),))


def test_a_dropped_item_is_marked_whole_and_stands_last() -> None:
    comparison = compare(plan_of("○見出し\n・研修会を開く\n○債権"), plan_of("○見出し\n○債権"))
    assert comparison.pairs[-1] == Pair(1, None, Change.DROPPED, old_changed=((1, 7),))


def test_a_moved_measure_keeps_its_number() -> None:
    stays = "○電話の応対\n・電話の担当者を決める\n・応対の記録を残す\n"
    old, new = plan_of(f"・{LINE}\n{stays}"), plan_of(f"{stays}・{LINE}")
    moved = [pair for pair in compare(old, new).pairs if pair.move is not None]
    assert moved == [Pair(0, 3, Change.SAME, move=1, likeness=1.0)]


def test_a_renamed_area_is_marked_whole() -> None:
    comparison = compare(plan_of("# 組織体制関係"), plan_of("# 組織・運営体制関係"))
    assert comparison.pairs == (
        Pair(0, 0, Change.CHANGED, None, comparison.pairs[0].likeness, False, False, ((0, 6),), ((0, 9),)),
    )


def test_persons_are_marked_with_a_figure_unless_told_otherwise() -> None:
    old, new = plan_of("KPI：登録者 2,000人"), plan_of("KPI：登録者 2,200人")
    assert compare(old, new).pairs[0].new_changed == ((8, 14),)
    assert compare(old, new, persons=False).pairs[0].new_changed == ((8, 13),)


def test_a_final_full_stop_is_a_change_unless_told_otherwise() -> None:
    old, new = plan_of("・研修会を開く"), plan_of("・研修会を開く。")
    assert compare(old, new).pairs[0].change is Change.CHANGED
    assert compare(old, new, full_stops=False).pairs[0].change is not Change.CHANGED


def test_what_changed_is_never_shown_as_wholly_alike() -> None:
    """A final 。 and a figure don't count for the pairing."""
    assert became("・研修会を年2回開く", "・研修会を年2回開く。").likeness == 0.99
    assert became("・研修会を年2回開く", "・研修会を年3回開く").likeness == 0.99
    assert became("・研修会を年2回開く", "・研修会を年2回開く").likeness == 1.0
    assert became("④研修会を年2回開く", "⑤研修会を年2回開く").likeness == 1.0
    assert became("・東京東京を巡る", "・東京東京東京を巡る").likeness == 0.98


def test_nothing_against_a_plan_is_all_added() -> None:
    comparison = compare(plan_of(""), plan_of("○見出し\n・取組"))
    assert [pair.change for pair in comparison.pairs] == [Change.ADDED, Change.ADDED]
    assert compare(plan_of(""), plan_of("")).pairs == ()
