"""Which column of a progress workbook's table is which, whatever people made of the titles."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from xlcompare import progress_words as words
from xlcompare.reading.grid import Grid
from xlcompare.reading.progress_header import (
    AREA_COLUMNS,
    TARGET_COLUMNS,
    Header,
    header_at,
    list_header,
    moved_columns,
    said_in,
)
from xlcompare.reading.progress_table import Table, area_table

AREA = [
    "担当", "実施内容（計画）", "方法・スケジュール", "進捗状況（令和3年9月末現在）", "評価", "下期取組予定",
    "前回の進捗状況", "管理番号f0",
]  # fmt: skip
TARGETS = [*TARGET_COLUMNS[:-1], "管理番号u"]


def header(titles: Sequence[object], *, targets: bool = False) -> Header:
    return header_at(Grid("表.xlsx", "基盤", (tuple(titles),)), 0, targets=targets)  # type: ignore[arg-type]


def with_title(titles: Sequence[str], name: str, title: object) -> list[object]:
    """`titles` with another one for the column `name`."""
    at = (TARGET_COLUMNS if titles is TARGETS else AREA_COLUMNS).index(name)
    return [*titles[:at], title, *titles[at + 1 :]]


def test_printed_titles_are_what_they_say() -> None:
    assert header(AREA) == Header({name: j for j, name in enumerate(AREA_COLUMNS)})
    assert header(TARGETS, targets=True) == Header({name: j for j, name in enumerate(TARGET_COLUMNS)})


CALLED = [(name, title) for name, titles in words.ALSO_CALLED.items() for title in titles]


@pytest.mark.parametrize(("name", "title"), [each for each in CALLED if each[0] in AREA_COLUMNS])
def test_another_name_for_a_column_of_an_areas_sheet_is_that_column_even_where_it_has_moved(
    name: str, title: str
) -> None:
    assert header(with_title(AREA, name, title)) == Header(header(AREA).columns, frozenset((name,)))
    without = [said for said in AREA if said != AREA[AREA_COLUMNS.index(name)]]
    assert header([title, "メモ", *without]).columns[name] == 0


@pytest.mark.parametrize(("name", "title"), [each for each in CALLED if each[0] in TARGET_COLUMNS])
def test_another_name_for_a_column_of_the_targets_is_that_column(name: str, title: str) -> None:
    found = header(with_title(TARGETS, name, title), targets=True)
    assert found == Header(header(TARGETS, targets=True).columns, frozenset((name,)))


def test_no_other_name_means_two_columns_or_is_a_title_of_ours() -> None:
    for columns in (AREA_COLUMNS, TARGET_COLUMNS):
        titles = [title for name, title in CALLED if name in columns]
        assert len(titles) == len(set(titles))
        assert not set(titles) & set(columns)


@pytest.mark.parametrize("title", ["ランク", "", None])
def test_a_title_that_nobody_knows_is_told_by_its_place(title: str | None) -> None:
    found = header(with_title(AREA, words.RATING, title))
    assert (found.columns[words.RATING], found.renamed) == (4, {words.RATING})


def test_two_unknown_titles_side_by_side_keep_their_order() -> None:
    found = header([*AREA[:3], "実績と課題", "ランク", *AREA[5:]])
    assert (found.columns[words.PROGRESS], found.columns[words.RATING]) == (3, 4)


def test_one_unknown_title_where_two_columns_are_missing_is_neither() -> None:
    found = header([*AREA[:3], "実績と課題", *AREA[5:]])
    assert words.PROGRESS not in found.columns
    assert words.RATING not in found.columns


def test_two_unknown_titles_where_one_column_is_missing_are_neither() -> None:
    assert words.RATING not in header([*AREA[:4], "ランク", "メモ", *AREA[5:]]).columns


def test_the_last_column_is_never_told_by_place_where_the_keys_are_gone() -> None:
    """Behind them stand free columns: one of these would be taken for it."""
    assert words.NEXT not in header([*AREA[:5], "メモ"]).columns
    assert words.KEY not in header([*AREA[:-1], "メモ"]).columns


@pytest.mark.parametrize("name", [words.OWNER, words.METHOD, words.RATING, words.NEXT])
def test_columns_of_ones_own_elsewhere_dont_hide_where_a_column_stood(name: str) -> None:
    at = AREA_COLUMNS.index(name)
    titles = [*AREA[:at], "なにか", *AREA[at + 1 :]]
    for own in {0, 1, 4, 6, 7} - {at, at + 1}:
        found = header([*titles[:own], "メモ", *titles[own:], "別のメモ"])
        assert found.columns[name] == at + (own <= at), own
        assert "メモ" not in {titles[j] for j in found.columns.values() if j < own}


def test_a_moved_column_doesnt_hide_where_another_stood() -> None:
    found = header([AREA[1], *AREA[3:4], "ランク", *AREA[5:], AREA[0], AREA[2]])
    assert (found.columns[words.RATING], found.columns[words.OWNER], found.columns[words.METHOD]) == (2, 6, 7)


def test_titles_that_nobody_has_calculated_are_told_by_their_order() -> None:
    """A program that doesn't calculate saved the book: 進捗状況 and 取組予定 are formulas without a result."""
    titles = [*AREA[:3], None, AREA[4], None, *AREA[6:]]

    def found(*unread: int) -> Header:
        errors = {(4, 2 + j): "" for j in unread}
        grid = Grid("表.xlsx", "基盤", (tuple(titles),), 4, 2, errors=errors)  # type: ignore[arg-type]
        return header_at(grid, 0, targets=False)

    assert found(3, 5) == Header(header(AREA).columns)
    assert found().renamed == found(3).renamed == {words.PROGRESS, words.NEXT}  # by their places


# ── which columns have moved ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("order", "moved"),
    [
        ("ABCDE", []),
        ("ABDE", []),
        ("BCDEA", [("A", None)]),
        ("EABCD", [("E", "D")]),
        ("ACDBE", [("B", "A")]),
        ("BACDE", [("A", None)]),
        ("DEABC", [("D", "C"), ("E", "D")]),
        ("CABED", [("C", "B"), ("E", "D")]),
    ],
)
def test_as_few_columns_as_explain_the_order_have_moved(order: str, moved: list[tuple[str, str | None]]) -> None:
    assert list(moved_columns({name: 3 * k for k, name in enumerate(order)}, "ABCDE")) == moved


# ── two columns of one name ────────────────────────────────────────────────────────────────────────────────────────


def test_a_printed_title_wins_over_another_name_for_it() -> None:
    for titles, ours, other in (
        ([*AREA[:5], "自己評価", *AREA[5:]], 4, 5),
        ([*AREA[:4], "自己評価", *AREA[4:]], 5, 4),
    ):
        found = header(titles)
        assert (found.columns[words.RATING], found.renamed, found.doubled) == (ours, set(), ((words.RATING, other),))


def test_of_two_other_names_the_first_wins() -> None:
    found = header([*AREA[:4], "自己評価", "支部評価", *AREA[5:]])
    assert (found.columns[words.RATING], found.renamed) == (4, {words.RATING})
    assert found.doubled == ((words.RATING, 5),)


@pytest.mark.parametrize("title", ["評価", "自己評価"])
def test_a_free_column_behind_the_keys_is_never_ours(title: str) -> None:
    found = header([*AREA, title, "メモ"])
    assert (found.columns[words.RATING], found.doubled) == (4, ())
    assert found.columns == header(AREA).columns


def test_a_free_column_behind_the_keys_is_not_ours_even_where_ours_has_an_unknown_title() -> None:
    found = header([*with_title(AREA, words.RATING, "ランク"), "自己評価"])
    assert (found.columns[words.RATING], found.renamed, found.doubled) == (4, {words.RATING}, ())


def test_where_the_keys_are_gone_another_name_counts_wherever_it_stands() -> None:
    assert header([*AREA[:4], *AREA[5:-1], "自己評価"]).columns[words.RATING] == 6


def test_a_title_of_the_other_kind_of_table_is_nothing_here() -> None:
    assert words.REMARK not in header([*AREA[:5], "備考", *AREA[5:]]).columns
    assert words.OWNER not in header([*TARGETS[:5], "担当者", *TARGETS[5:]], targets=True).columns


def test_a_target_column_that_nobody_knows_is_told_by_its_place() -> None:
    found = header(with_title(TARGETS, words.REMARK, "一言"), targets=True)
    assert (found.columns, found.renamed) == (header(TARGETS, targets=True).columns, {words.REMARK})


def test_a_column_of_ones_own_in_front_with_a_name_like_ours_is_left_aside() -> None:
    found = header([*AREA[:3], "進捗状況（8月末）", *AREA[3:]])
    assert (found.columns[words.PROGRESS], found.doubled) == (4, ((words.PROGRESS, 3),))


def test_of_two_the_one_that_is_titled_as_printed_counts_wherever_the_other_stands() -> None:
    for own in (3, 4):
        found = header([*AREA[:own], "進捗状況（8月末）", *AREA[own:]])
        assert found.columns[words.PROGRESS] == (4 if own == 3 else 3)
    assert header([*AREA[:2], "実施内容の分類", *AREA[2:]]).columns[words.CONTENT] == 1


def test_where_the_keys_stand_in_front_the_titles_still_count() -> None:
    assert header([AREA[-1], *AREA[:-1]]).columns == {
        words.KEY: 0,
        **{n: k for k, n in enumerate(AREA_COLUMNS[:-1], 1)},
    }


# ── which row is a header ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_titles_that_a_row_says_are_counted_whatever_they_are_called() -> None:
    def said(*titles: str, targets: bool = False) -> int:
        return said_in(Grid("表.xlsx", "基盤", (titles,)), 0, targets=targets)

    assert said(*AREA) == 8
    assert said("担当者", "取組内容", "自己評価", "メモ") == 3
    assert said("担当者", "担当") == 1
    assert said("評価", "備考", "前回評価", targets=True) == 0
    assert said("評価", "備考", "目標値", targets=True) == 3


def test_a_table_is_looked_for_in_the_first_forty_rows() -> None:
    def table(above: int) -> Table | None:
        return area_table(Grid("表.xlsx", "基盤", (*[()] * above, tuple(AREA))))

    assert table(39) is not None
    assert table(40) is None


# ── 引継ぎ未了 ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("at", range(7))
def test_a_title_of_the_list_that_was_renamed_is_told_by_its_neighbour(at: int) -> None:
    names = words.UNPLACED_COLUMNS
    found = list_header(["メモ", *names[:at], "なにか", *names[at + 1 :], "メモ"], names)
    assert found == Header({name: k for k, name in enumerate(names, 1)}, frozenset((names[at],)))


def test_a_list_with_too_few_titles_or_without_room_for_one_is_none() -> None:
    names = words.UNPLACED_COLUMNS
    assert list_header([*names[:4], "甲", "乙", "丙"], names) is not None
    assert list_header([*names[:3], "甲", "乙", "丙", "丁"], names) is None
    assert list_header(names[1:], names) is None
    assert list_header([*names[:2], *names[3:]], names) is None
