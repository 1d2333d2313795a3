"""Which column holds what: names in any order, any spelling that branches use, within the first 20 rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare import words
from xlcompare.address import column_letters
from xlcompare.reading.columns import Header, column_name, header_of
from xlcompare.reading.grid import Area, Grid, Value

NAMES = ("分野", "項目", "小項目", "区分", "内容", "担当", "方法・スケジュール", "予算取組", "予算額（千円）")
STANDARD = (
    words.AREA,
    words.HEADING,
    words.SUBHEADING,
    words.KIND,
    words.CONTENT,
    words.OWNER,
    words.METHOD,
    words.BUDGET_NAME,
    words.BUDGET_AMOUNT,
)


def header(*rows: tuple[Value, ...], top: int = 0, left: int = 0) -> Header | None:
    return header_of(Grid("岡山.xlsx", "令和3年度", rows, top, left))


def places(*rows: tuple[Value, ...], merged: tuple[Area, ...] = (), hidden: tuple[int, ...] = ()) -> dict[str, str]:
    """The letters of each column, by its standard name."""
    found = header_of(Grid("岡山.xlsx", "令和3年度", rows, 0, 0, merged, hidden_columns=frozenset(hidden)))
    assert found
    return {name: "".join(map(column_letters, columns)) for name, columns in found.columns.items()}


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        *zip(NAMES, STANDARD, strict=True),
        ("重点項目", words.HEADING),
        ("種別", words.KIND),
        ("実施内容", words.CONTENT),
        ("実施内容（計画）", words.CONTENT),
        ("取組内容", words.CONTENT),
        ("事業計画", words.CONTENT),
        ("担当グループ", words.OWNER),
        ("担当G", words.OWNER),
        ("方法", words.METHOD),
        ("スケジュール", words.METHOD),
        ("取組（予算）", words.BUDGET_NAME),
        ("予算", words.BUDGET_AMOUNT),
        ("予算額", words.BUDGET_AMOUNT),
        ("予算（千円）", words.BUDGET_AMOUNT),
        ("担当Ｇ", words.OWNER),
        ("方法･ｽｹｼﾞｭｰﾙ", words.METHOD),
        ("内　容", words.CONTENT),
        (" 分 野 ", words.AREA),
        ("方法・\nスケジュール", words.METHOD),
        ("予算額\n（千円）", words.BUDGET_AMOUNT),
        ("予算額(円)", words.BUDGET_AMOUNT),
        ("予算額（百万円）", words.BUDGET_AMOUNT),
        ("予算額（単位：千円）", words.BUDGET_AMOUNT),
    ],
)
def test_a_columns_name_is_known_in_every_spelling(cell: str, column: str) -> None:
    assert column_name(cell) == column


@pytest.mark.parametrize("cell", [None, "", "備考", "内容の説明", "進捗状況", "評価", "千円", "（千円）", 3, True])
def test_other_cells_name_no_column(cell: Value) -> None:
    assert column_name(cell) is None


@given(st.permutations(list(zip(NAMES, STANDARD, strict=True))))
def test_the_columns_stand_in_any_order(columns: list[tuple[str, str]]) -> None:
    assert places(tuple(name for name, _ in columns)) == {
        column: column_letters(i) for i, (_, column) in enumerate(columns)
    }


def test_the_content_column_alone_is_enough() -> None:
    assert header(("内容",)) == Header(0, {words.CONTENT: (0,)}, {words.CONTENT: "内容"}, 0)


def test_the_header_may_stand_below_a_title_and_beside_other_columns() -> None:
    found = header(("令和3年度岡山支部事業計画",), (), (None, "No.", "分野", "備考", "内容"))
    assert found
    assert (found.row, found.columns) == (2, {words.AREA: (2,), words.CONTENT: (4,)})
    assert found.titles == {words.AREA: "分野", words.CONTENT: "内容"}
    assert found.others == {1: "No.", 3: "備考"}


def test_rows_and_columns_are_counted_from_the_tabs_corner() -> None:
    assert header(("分野", "内容"), top=4, left=2) == Header(
        4, {words.AREA: (2,), words.CONTENT: (3,)}, {words.AREA: "分野", words.CONTENT: "内容"}, 4
    )


def test_titles_keep_the_header_as_it_stands() -> None:
    found = header(("内容", "予算額\n（円）"))
    assert found
    assert found.titles[words.BUDGET_AMOUNT] == "予算額\n（円）"


def test_the_header_is_found_in_row_20() -> None:
    found = header(*[()] * 19, ("分野", "内容"))
    assert found
    assert found.row == 19


def test_the_header_is_not_looked_for_in_row_21() -> None:
    assert header(*[()] * 20, ("分野", "内容")) is None


def test_row_20_is_the_tabs_own_even_where_the_first_rows_are_empty() -> None:
    assert header(("分野", "内容"), top=19) is not None
    assert header(("分野", "内容"), top=20) is None


def test_a_tab_without_a_content_column_has_no_header() -> None:
    assert header(("分野", "項目", "区分", "担当"), ("基盤", "○広報", "取組", "企画")) is None
    assert header() is None


def test_the_row_that_names_most_columns_wins() -> None:
    assert places(("事業計画",), ("分野", "項目", "内容")) == {words.AREA: "A", words.HEADING: "B", words.CONTENT: "C"}


def test_of_equals_the_topmost_wins() -> None:
    found = header(("分野", "内容"), ("分野", "内容"))
    assert found
    assert found.row == 0


def test_two_titles_of_one_meaning_are_doubled() -> None:
    found = header(("分野", "取組内容", "実施内容", "内容"))
    assert found
    assert found.doubled == {words.CONTENT: ((1, "取組内容"), (2, "実施内容"), (3, "内容"))}


def test_a_hidden_column_gives_way_to_a_visible_one_of_its_meaning() -> None:
    rows = ("分野", "実施内容", "内容")
    grid = Grid("岡山.xlsx", "令和3年度", (rows,), hidden_columns=frozenset({1}))
    found = header_of(grid)
    assert found
    assert (found.columns[words.CONTENT], found.passed_over, found.doubled) == ((2,), {words.CONTENT: (1,)}, {})
    both = header_of(replace(grid, hidden_columns=frozenset({1, 2})))
    assert both
    assert both.doubled == {words.CONTENT: ((1, "実施内容"), (2, "内容"))}


def test_a_hidden_column_counts_where_it_is_the_only_one() -> None:
    assert places(("分野", "内容"), hidden=(1,)) == {words.AREA: "A", words.CONTENT: "B"}


def test_method_and_schedule_are_one_in_two_columns() -> None:
    assert places(("内容", "方法", "担当", "スケジュール"))[words.METHOD] == "BD"
    found = header(("内容", "方法", "方法"))
    assert found
    assert found.doubled == {words.METHOD: ((1, "方法"), (2, "方法"))}


def test_a_merged_title_stands_for_all_its_columns() -> None:
    rows = (("分野", "項目", None, "内容", None, None, "担当"),)
    found = places(*rows, merged=(Area(0, 1, 0, 2), Area(0, 3, 0, 5)))
    assert found == {words.AREA: "A", words.HEADING: "BC", words.CONTENT: "DEF", words.OWNER: "G"}


def test_a_title_merged_in_both_directions_stands_for_all_its_columns() -> None:
    rows = (("分野", "内容", None, "担当"), (None, None, None, None))
    merged = (Area(0, 0, 1, 0), Area(0, 1, 1, 2), Area(0, 3, 1, 3))
    assert places(*rows, merged=merged) == {words.AREA: "A", words.CONTENT: "BC", words.OWNER: "D"}


def test_titles_below_a_merged_title_belong_to_the_header() -> None:
    rows = (
        ("分野", "項目", "事業計画", None, "担当"),
        (None, None, "番号", "内容", None),
        ("基盤", "健診", "①", "勧奨", "保健"),
    )
    found = header_of(Grid("岡山.xlsx", "令和3年度", rows, merged=(Area(0, 2, 0, 3),)))
    assert found
    assert (found.top, found.row) == (0, 1)
    assert found.columns[words.CONTENT] == (2, 3)
    assert found.columns[words.OWNER] == (4,)


def test_a_first_row_of_short_texts_is_no_row_of_titles() -> None:
    rows = (("分野", "項目", "内容", None, "担当"), (None, None, "①", "電話する。", None))
    found = header_of(Grid("岡山.xlsx", "令和3年度", rows, merged=(Area(0, 2, 0, 3),)))
    assert found
    assert found.row == 0


def test_a_title_over_the_whole_table_is_none_of_a_column() -> None:
    rows = (("事業計画", None, None, None), ("分野", "項目", "内容", "担当"))
    found = places(*rows, merged=(Area(0, 0, 0, 3),))
    assert found == {words.AREA: "A", words.HEADING: "B", words.CONTENT: "C", words.OWNER: "D"}


def test_a_persons_choice_outweighs_what_titles_say() -> None:
    grid = Grid("岡山.xlsx", "令和3年度", (("分野", "取組内容", "実施内容", "担当"),))
    found = header_of(grid, {words.CONTENT: (2,)})
    assert found
    assert (found.columns[words.CONTENT], found.titles[words.CONTENT], found.doubled) == ((2,), "実施内容", {})
    assert found.others == {1: "取組内容"}
    taken = header_of(grid, {words.CONTENT: (2,), words.METHOD: (3,)})
    assert taken
    assert taken.columns == {words.AREA: (0,), words.CONTENT: (2,), words.METHOD: (3,)}


def test_names_merged_over_two_header_rows_count_for_the_lower_one() -> None:
    rows: tuple[tuple[Value, ...], ...] = (("分野", "項目", "計画", ""), (None, None, "区分", "内容"))
    merged = (Area(0, 0, 1, 0), Area(0, 1, 1, 1), Area(0, 2, 0, 3))
    found = header_of(Grid("岡山.xlsx", "令和3年度", rows, 0, 0, merged))
    assert found
    assert found.row == 1
    assert found.columns == {words.AREA: (0,), words.HEADING: (1,), words.KIND: (2,), words.CONTENT: (3,)}
