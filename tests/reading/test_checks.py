"""What `check` tells about a year tab: every problem, each with its cell, from top to bottom."""

from __future__ import annotations

import pytest

from xlcompare import errors, notices
from xlcompare.reading.checks import problems_of
from xlcompare.reading.grid import Area, Grid, Value
from xlcompare.reading.problem import Problem

BOOK, TAB = "岡山.xlsx", "令和3年度"
HEAD = ("分野", "項目", "区分", "内容", "予算額（千円）")
ROW = ("1. 基盤", "○広報", "取組", "・広報紙", 100)
BROKEN = "・事業主や加入者に対して資格喪失後の保険証を\n確実に返却していただくよう周知する"


def problems(
    *rows: tuple[Value, ...],
    merged: tuple[Area, ...] = (),
    hidden: frozenset[int] = frozenset(),
    wrong: dict[tuple[int, int], str] | None = None,
    top: int = 0,
) -> list[tuple[str, str]]:
    found = problems_of(Grid(BOOK, TAB, rows, top, 0, merged, hidden, wrong or {}))
    assert {problem.sheet for problem in found} <= {TAB}
    return [(problem.cell, problem.message) for problem in found]


def test_a_tab_in_order_has_no_problems() -> None:
    assert problems(HEAD, ROW, (None, None, "KPI", "理解率を50％以上とする", None)) == []


def test_text_without_an_area() -> None:
    assert problems(HEAD, (None, *ROW[1:])) == [("A2", notices.text_without_area())]


def test_an_unknown_kind() -> None:
    assert problems(HEAD, (*ROW[:2], "その他", *ROW[3:])) == [("C2", notices.unknown_kind("その他"))]


def test_hard_line_breaks() -> None:
    assert problems(HEAD, (*ROW[:3], BROKEN, None)) == [("D2", notices.lines_joined())]


def test_an_unreadable_amount() -> None:
    assert problems(HEAD, (*ROW[:4], "約100")) == [("E2", notices.unreadable_amount("約100"))]


def test_an_error_value_in_a_column_that_is_read() -> None:
    wrong = {(1, 4): "#REF!", (1, 7): "#DIV/0!"}
    assert problems(HEAD, (*ROW[:4], None), wrong=wrong) == [("E2", notices.error_in_the_text("#REF!"))]


def test_a_formula_without_a_stored_result() -> None:
    assert problems(HEAD, (*ROW[:4], None), wrong={(1, 4): ""}) == [("E2", notices.text_not_calculated())]


def test_a_sum_among_the_budget_lines() -> None:
    head, line = (*HEAD[:4], "予算取組", HEAD[4]), (*ROW[:4], "広報紙", 100)
    assert problems(head, line, (None, None, None, None, "合　計", 100)) == [("E3", notices.sum_in_the_plan("合　計"))]


def test_a_hidden_row_is_told_once_for_all_its_lines() -> None:
    found = problems(HEAD, ROW, (None, None, None, "・勧奨\n・表彰"), hidden=frozenset((2, 5)))
    assert found == [("D3", notices.hidden_row())]


def test_a_hidden_row_without_items_is_nobodys_business() -> None:
    assert problems(HEAD, (None,) * 5, ROW, hidden=frozenset((1,))) == []


def test_the_same_text_twice_under_one_heading() -> None:
    assert problems(HEAD, ROW, (None, None, "取組", "・広報 紙", None)) == [("D3", notices.duplicate_item("D2"))]


def test_the_same_text_twice_in_one_cell_is_told_by_its_lines() -> None:
    found = problems(HEAD, (*ROW[:3], "・広報紙\n・勧奨\n・広報紙", None))
    assert found == [("D2-3", notices.duplicate_item("D2-1"))]


def test_the_same_text_under_another_heading_is_in_order() -> None:
    assert problems(HEAD, ROW, (None, "○勧奨", "取組", "・広報紙", None)) == []


def test_text_that_a_merge_hides() -> None:
    found = problems(HEAD, ROW, (None, None, None, "・隠れた文章", None), merged=(Area(1, 3, 2, 3),))
    assert found == [("D3", notices.text_under_merge())]


def test_merges_that_hide_nothing_are_in_order() -> None:
    rows = (("令和3年度", None, None, "内容"), HEAD, ROW, (None, None, None, "", None), (*ROW[:3], "・勧奨", None))
    merged = (Area(0, 0, 0, 4), Area(2, 3, 3, 3), Area(2, 0, 4, 0))
    assert problems(*rows, merged=merged) == []


@pytest.mark.parametrize(
    ("rows", "cell", "message"),
    [
        ((("分野", "項目"), ("1. 基盤", "○広報")), "", errors.no_content_column(BOOK, TAB, empty=False).message),
        ((), "", errors.no_content_column(BOOK, TAB, empty=True).message),
        ((HEAD,), "D1", errors.empty_tab(BOOK, TAB, "D1").message),
    ],
)
def test_what_is_fatal_is_the_only_problem(rows: tuple[tuple[Value, ...], ...], cell: str, message: str) -> None:
    assert problems(*rows) == [(cell, message)]


def test_all_problems_come_at_once_from_top_to_bottom_and_left_to_right() -> None:
    found = problems(
        HEAD,
        (None, "○広報", "その他", "・広報紙", "約100"),
        ("1. 基盤", "○勧奨", "取組", "・勧奨", None),
        (None, None, "取組", "・勧奨", None),
        (None, None, "取組", BROKEN, "未定"),
        *[(None, None, None, f"・研修{i}", None) for i in range(5)],
        (None, None, "他", "・表彰", None),
        hidden=frozenset((2,)),
        wrong={(3, 4): "#N/A"},
    )
    assert found == [
        ("A2", notices.text_without_area()),
        ("C2", notices.unknown_kind("その他")),
        ("E2", notices.unreadable_amount("約100")),
        ("A3", notices.hidden_row()),
        ("B3", notices.hidden_row()),
        ("D3", notices.hidden_row()),
        ("D4", notices.duplicate_item("D3")),
        ("E4", notices.error_in_the_text("#N/A")),
        ("D5", notices.lines_joined()),
        ("E5", notices.unreadable_amount("未定")),
        ("C11", notices.unknown_kind("他")),
    ]


def test_cells_are_those_of_the_tab_wherever_its_values_begin() -> None:
    rows = (HEAD, (*ROW[:2], "その他", ROW[3], "未定"))
    found = problems_of(Grid(BOOK, TAB, rows, top=9, left=23))
    assert found == (
        Problem(TAB, "Z11", notices.unknown_kind("その他")),
        Problem(TAB, "AB11", notices.unreadable_amount("未定")),
    )
