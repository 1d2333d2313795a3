"""One sentence typed over several rows (reading/typed_rows.py)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xlcompare import notices
from xlcompare.reading.checks import checked
from xlcompare.reading.from_file import read_grids
from xlcompare.reading.grid import Area, Grid, Value
from xlcompare.reading.plan_sheet import Reading, read_plan
from xlcompare.reading.typed_rows import TypedRow, TypedRows, typed_rows

HEADER = ("分野", "項目", "内容", "方法", "担当")
LINED = (
    "○特定健診の受診率を高めるため、未受診者に対して",
    "　電話と文書による受診勧奨を年3回行い、結果を分析",
    "　して次年度の計画に反映する。",
)


def found(*texts: str) -> TypedRows:
    return typed_rows([TypedRow(row, text, True) for row, text in enumerate(texts)])


def read(*rows: tuple[Value, ...], merged: tuple[Area, ...] = ()) -> Reading:
    return read_plan(Grid("計画.xlsx", "令和6年度", (HEADER, *rows), merged=merged))


def texts(reading: Reading) -> list[str]:
    return [item.text for item in reading.plan.items]


def test_indented_rows_below_a_full_marked_one_are_one_sentence() -> None:
    assert found(*LINED, "○窓口で案内する。") == TypedRows({1: 0, 2: 0}, frozenset())


def test_rows_without_indent_are_one_sentence_where_a_full_row_breaks_off() -> None:
    assert found("健診の受診率を高めるため、まだ受けていない方へ", "電話と文書により勧奨する。").begins == {1: 0}


def test_an_open_bracket_breaks_a_sentence_off() -> None:
    assert found("○関係機関（市町村、医師会、", "　商工会）と連携する。").begins == {1: 0}


@pytest.mark.parametrize(
    "rows",
    [
        ("○広報の充実", "　LINE公式アカウント登録者数 2,400人", "　がん検診の受診勧奨"),
        ("健診の実施率を65％以上とする", "被扶養者の実施率を35％以上とする"),
        ("○受診率の低い市町村と連携して集団健診を実施する。", "　電話による受診勧奨を年3回行い、結果を分析する。"),
        ("○特定健診の受診率を高めるため、未受診者に対して", "・電話と文書により受診勧奨を年3回行う。"),
        ("はがきの送付", "のぼり旗の作成"),
    ],
)
def test_lists_are_items_of_their_own(rows: tuple[str, ...]) -> None:
    assert found(*rows) == TypedRows({}, frozenset())


@pytest.mark.parametrize(
    "rows",
    [
        ("チラシの作成、", "配布"),
        ("特定健診の受診率を高めるため、未受診者に対して文", "書による受診勧奨を年2回行う。"),
        ("○健診結果を踏まえ、受診が必要な方が医療機関を受診する", "　体制を整える。"),
    ],
)
def test_where_one_sign_alone_says_so_a_person_is_told(rows: tuple[str, ...]) -> None:
    assert found(*rows) == TypedRows({}, frozenset({1}))


def test_a_row_goes_on_from_the_row_just_above_only() -> None:
    rows = [TypedRow(2, LINED[0], True), TypedRow(4, LINED[1], True)]
    assert typed_rows(rows) == TypedRows({}, frozenset())


def test_a_joined_sentence_stands_where_it_begins_and_is_told() -> None:
    reading = read(("基盤", "健診", LINED[0]), (None, None, LINED[1]), (None, None, LINED[2]), (None, None, "○窓口。"))
    assert texts(reading)[2:] == ["".join(line.strip() for line in LINED), "○窓口。"]
    assert [item.place.cell for item in reading.plan.items[2:]] == ["C2", "C5"]
    assert [(p.cell, p.message) for p in reading.problems] == [("C2", notices.rows_joined(2, 4))]


def test_a_row_with_an_owner_of_its_own_is_an_item_of_its_own() -> None:
    reading = read(("基盤", "健診", LINED[0], None, "保健"), (None, None, LINED[1], None, "企画"))
    assert texts(reading)[2:] == [LINED[0], LINED[1].strip()]
    assert not reading.problems


def test_an_owner_merged_over_the_rows_is_the_one_sentences_owner() -> None:
    rows: tuple[tuple[Value, ...], ...] = (
        ("基盤", "健診", LINED[0], None, "保健"),
        *((None, None, line, None, None) for line in LINED[1:]),
    )
    reading = read(*rows, merged=(Area(1, 4, 3, 4),))
    assert [(item.text[:3], item.owner) for item in reading.plan.items[2:]] == [("○特定", "保健")]


def test_a_method_in_the_lower_row_keeps_the_rows_apart_and_is_told() -> None:
    reading = read(("基盤", "健診", LINED[0], "四半期ごとに"), (None, None, LINED[1], "実施する。"))
    assert len(texts(reading)) == 4
    assert [(p.cell, p.message) for p in reading.problems] == [("C3", notices.rows_may_be_one("C2"))]


def test_budget_lines_beside_both_rows_keep_them_apart_and_are_told() -> None:
    header = ("分野", "項目", "内容", "予算取組", "予算額（千円）")
    rows = (header, ("基盤", "健診", LINED[0], "チラシ", 120), (None, None, LINED[1], "郵送料", 80))
    reading = read_plan(Grid("計画.xlsx", "令和6年度", rows))
    assert len(texts(reading)) == 4
    assert [(p.cell, p.message) for p in reading.problems] == [("C3", notices.rows_may_be_one("C2"))]


def test_two_years_that_break_the_lines_differently_have_one_item_each(shared: Path) -> None:
    grids = read_grids(shared / "data" / "cases" / "reading" / "f08_sentence_over_rows.xlsx")
    plans = [checked(grid).plan for grid in grids]
    assert [[item.text[-7:] for item in plan.items[2:]] for plan in plans] == [
        ["計画に反映する。"[-7:], "窓口で案内する。"[-7:]]
    ] * 2


@pytest.mark.parametrize("branch", ["okayama", "kagoshima", "gunma"])
@pytest.mark.parametrize("style", ["table", "outline"])
def test_no_branchs_rows_are_joined_or_doubted(plan_book: Callable[[str, str], Path], branch: str, style: str) -> None:
    told = [problem.message for grid in read_grids(plan_book(branch, style)) for problem in checked(grid).problems]
    assert not [message for message in told if "分けて入力" in message or "続きのよう" in message]
