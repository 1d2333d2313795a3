"""Which column holds what: names in any order, any spelling that branches use, within the first 20 rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare import words
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


def places(*rows: tuple[Value, ...]) -> dict[str, int]:
    found = header(*rows)
    assert found
    return found.columns


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
    assert places(tuple(name for name, _ in columns)) == {column: i for i, (_, column) in enumerate(columns)}


def test_the_content_column_alone_is_enough() -> None:
    assert header(("内容",)) == Header(0, {words.CONTENT: 0}, {words.CONTENT: "内容"})


def test_the_header_may_stand_below_a_title_and_beside_other_columns() -> None:
    found = header(("令和3年度岡山支部事業計画",), (), (None, "No.", "分野", "備考", "内容"))
    assert found == Header(2, {words.AREA: 2, words.CONTENT: 4}, {words.AREA: "分野", words.CONTENT: "内容"})


def test_rows_and_columns_are_counted_from_the_tabs_corner() -> None:
    assert header(("分野", "内容"), top=4, left=2) == Header(
        4, {words.AREA: 2, words.CONTENT: 3}, {words.AREA: "分野", words.CONTENT: "内容"}
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
    assert places(("事業計画",), ("分野", "項目", "内容")) == {words.AREA: 0, words.HEADING: 1, words.CONTENT: 2}


def test_of_equals_the_topmost_wins() -> None:
    found = header(("分野", "内容"), ("分野", "内容"))
    assert found
    assert found.row == 0


def test_a_name_that_occurs_twice_counts_for_its_first_column() -> None:
    assert places(("分野", "内容", "内容", "実施内容")) == {words.AREA: 0, words.CONTENT: 1}


def test_names_merged_over_two_header_rows_count_for_the_lower_one() -> None:
    rows: tuple[tuple[Value, ...], ...] = (("分野", "項目", "計画", ""), (None, None, "区分", "内容"))
    merged = (Area(0, 0, 1, 0), Area(0, 1, 1, 1), Area(0, 2, 0, 3))
    found = header_of(Grid("岡山.xlsx", "令和3年度", rows, 0, 0, merged))
    assert found
    assert found.row == 1
    assert found.columns == {words.AREA: 0, words.HEADING: 1, words.KIND: 2, words.CONTENT: 3}
