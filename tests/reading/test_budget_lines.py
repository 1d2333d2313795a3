"""What some money buys, and beside which item of the plan it stands."""

from __future__ import annotations

from xlcompare import notices
from xlcompare.plan import BudgetLine, Place
from xlcompare.reading.grid import Grid, Value
from xlcompare.reading.plan_sheet import Reading, read_plan
from xlcompare.reading.problem import Problem

AREA, TAB = "1. 基盤的保険者機能関係", "令和3年度"


def read(*rows: tuple[Value, ...]) -> Reading:
    return read_plan(Grid("計画.xlsx", TAB, rows))


def test_budget_lines_belong_to_the_item_beside_or_above_them() -> None:
    reading = read(
        ("分野", "内容", "予算取組", "予算額（千円）"),
        (AREA, "・健診の勧奨", "・専門業者を活用した勧奨", "9,818千円"),
        (None, None, "・チラシ", 307),
        (None, "・保健指導", None, None),
        (None, None, "・委託", "△1,000"),
    )
    assert reading.plan.budget == (
        BudgetLine("・専門業者を活用した勧奨", 9818.0, Place("C2"), 1),
        BudgetLine("・チラシ", 307.0, Place("C3"), 1),
        BudgetLine("・委託", -1000.0, Place("C5"), 2),
    )
    assert not reading.problems


def test_the_budgets_unit_is_the_headers() -> None:
    assert read(("内容", "予算額（円）"), ("・広報", 9_818_000)).plan.budget == (
        BudgetLine("", 9818.0, Place("B2"), 0),
    )


def test_an_amount_above_every_item_belongs_to_none() -> None:
    budget = read(("内容", "予算"), (None, 500), ("・広報", None)).plan.budget
    assert budget == (BudgetLine("", 500.0, Place("B2"), None),)


def test_an_unreadable_amount_is_told_and_never_zero() -> None:
    reading = read(("内容", "予算取組", "予算額"), ("・広報", "広報紙", "9,818千円（税込）"), ("・勧奨", "文書", "－"))
    assert [line.amount for line in reading.plan.budget] == [None, None]
    assert reading.problems == (Problem(TAB, "C2", notices.unreadable_amount("9,818千円（税込）")),)
