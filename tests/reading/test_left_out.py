"""Which rows of a tab's budget are no lines of it (reading/left_out.py), and amounts that can't be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

import pytest

from xlcompare import notices
from xlcompare.reading.checks import checked
from xlcompare.reading.grid import Area, Grid, Value
from xlcompare.reading.plan_sheet import Reading

HEADER = ("分野", "項目", "内容", "予算取組", "予算額（千円）")
Row = tuple[Value, ...]


def read(*rows: Row, formulas: Mapping[str, str] | None = None, **more: object) -> Reading:
    """The tab of the `rows`, with `formulas` by the amount's cell (E4)."""
    places = {(int(cell[1:]) - 1, 4): formula for cell, formula in (formulas or {}).items()}
    return checked(Grid("計画.xlsx", "令和6年度", (HEADER, *rows), formulas=places, **more))  # type: ignore[arg-type]


def line(name: str | None, amount: Value, content: str | None = None, heading: str | None = None) -> Row:
    return None, heading, content, name, amount


FIRST = ("基盤", "①健診", "・勧奨する。", "チラシ", 120)


def lines(reading: Reading) -> dict[str, float | None]:
    return {each.name: each.amount for each in reading.plan.budget}


def said(reading: Reading) -> dict[str, str]:
    return {problem.cell: problem.message for problem in reading.problems}


def test_sums_by_name_are_left_out_and_told() -> None:
    reading = read(
        FIRST,
        line("健診　小計", 120),
        line("郵送料", 80, "・催告する。", "②債権"),
        line("計（A）", 200),
        line("総　計", 200),
        line("合計額", 200),
    )
    assert lines(reading) == {"チラシ": 120, "郵送料": 80}
    assert [place.cell for place in reading.plan.left_out] == ["D3", "D5", "D6", "D7"]
    assert said(reading)["D3"] == notices.sum_in_the_plan("健診　小計")
    assert reading.told == (notices.budget_rows_left_out("令和6年度", ["D3", "D5", "D6", "D7"]),)


def test_names_like_sums_are_lines() -> None:
    reading = read(FIRST, line("会計年度任用職員", 10), line("活動量計", 20), line("うちわの作成", 30))
    assert len(lines(reading)) == 4
    assert not reading.problems


def test_a_sum_of_the_column_is_left_out_whatever_its_name() -> None:
    reading = read(FIRST, line("動画", 30), line("広報費", 150), formulas={"E4": "=SUM(E2:E3)"})
    assert lines(reading) == {"チラシ": 120, "動画": 30}
    assert said(reading) == {"D4": notices.sum_of_rows("広報費")}


def test_a_sum_that_is_said_again_is_left_out_too() -> None:
    rows = [FIRST, line("動画", 30), line("広報費", 150), line("支部の予算", 150), line("看板", 30)]
    reading = read(*rows, formulas={"E4": "=SUM(E2:E3)", "E5": "=E4", "E6": "=E3"})
    assert list(lines(reading)) == ["チラシ", "動画", "看板"]


@pytest.mark.parametrize("formula", ["=D3*1.1", "=SUM(J3:L3)", "=120+30", "=Sheet2!B3", "=SUM(E2:E2)*0.1"])
def test_an_amount_that_is_worked_out_is_a_line(formula: str) -> None:
    reading = read(FIRST, line("動画", 30), formulas={"E3": formula})
    assert lines(reading) == {"チラシ": 120, "動画": 30}
    assert not reading.problems


def test_parts_of_a_line_are_left_out() -> None:
    reading = read(FIRST, line("うち国庫補助金", 60), line("（再掲）動画", 20))
    assert lines(reading) == {"チラシ": 120}
    assert said(reading)["D3"] == notices.part_in_the_plan("うち国庫補助金")


def test_lines_behind_a_breakdown_that_make_up_the_line_above_are_its_parts() -> None:
    rows = [FIRST, line("（内訳）", None), line("印刷", 80), line("郵送", 40), line("動画", 30)]
    assert lines(read(*rows)) == {"チラシ": 120, "動画": 30}
    apart = read(FIRST, line("（内訳）", None), line("印刷", 80), line("郵送", 30))
    assert sum(amount or 0 for amount in lines(apart).values()) == 230
    assert said(apart) == {"D3": notices.may_be_a_sum("（内訳）")}


def test_a_line_above_deeper_ones_that_make_it_up_is_their_sum() -> None:
    deeper = [FIRST, line("広報費", 100), line("　印刷", 60), line("　動画", 40)]
    marked = [FIRST, line("○広報費", 100), line("・印刷", 60), line("・動画", 40)]
    for rows in (deeper, marked):
        assert sum(amount or 0 for amount in lines(read(*rows)).values()) == 220
    assert len(lines(read(FIRST, line("広報費", 100), line("　印刷", 60), line("　動画", 30)))) == 4
    assert len(lines(read(FIRST, line("広報費", 100), line("印刷", 60), line("動画", 40)))) == 4


def test_sums_named_in_a_column_of_the_plan_are_no_items_either() -> None:
    reading = read(FIRST, ("合計", None, None, None, 120), ("戦略", "②広報", "・知らせる。", "新聞", 50))
    assert lines(reading) == {"チラシ": 120, "新聞": 50}
    assert [item.text for item in reading.plan.items] == [
        "基盤",
        "①健診",
        "・勧奨する。",
        "戦略",
        "②広報",
        "・知らせる。",
    ]
    assert said(reading) == {"E3": notices.sum_in_the_plan("合計")}


def test_an_amount_without_any_text_that_is_the_sum_of_those_above_is_left_out() -> None:
    reading = read(FIRST, line("動画", 30), (None, None, None, None, 150))
    assert lines(reading) == {"チラシ": 120, "動画": 30}
    assert said(reading) == {"E4": notices.sum_of_rows("")}
    assert [place.cell for place in reading.plan.left_out] == ["E4"]
    other = read(FIRST, line("動画", 30), (None, None, None, None, 140))
    assert lines(other)[""] == 140
    assert said(other) == {"E4": notices.amount_without_name()}


def test_an_amount_beside_an_item_needs_no_name() -> None:
    assert not read(FIRST, (None, None, "・催告する。", None, 120)).problems


def test_a_doubtful_name_is_a_sum_where_its_amount_is() -> None:
    assert list(lines(read(FIRST, line("動画", 30), line("めぐり計", 150)))) == ["チラシ", "動画"]
    reading = read(FIRST, line("動画", 30), line("脳波計", 140))
    assert list(lines(reading)) == ["チラシ", "動画", "脳波計"]
    assert said(reading) == {"D4": notices.may_be_a_sum("脳波計")}


def test_a_typed_sum_that_its_rows_dont_come_to_is_told() -> None:
    reading = read(FIRST, line("動画", 10), line("小計", 120), line("新聞", 50, "・出す。", "②広報"), line("合計", 170))
    assert said(reading)["D4"] == notices.sum_is_off("小計", 120, 130)
    assert said(reading)["D6"] == notices.sum_is_off("合計", 170, 180)
    assert reading.told[0] == notices.sums_off("令和6年度", ["D4", "D6"])


def test_sums_of_sums_and_of_headings_are_right() -> None:
    reading = read(
        FIRST,
        line("動画", 10),
        line("小計", 130),
        line("新聞", 50, "・出す。", "②広報"),
        line("小計", 50),
        line("基盤計", 180),
        ("戦略", "③重症化", "・勧める。", "文書", 20),
        line("戦略計", 20),
        line("総計", 200),
    )
    assert set(said(reading).values()) == {notices.sum_in_the_plan(n) for n in ("小計", "基盤計", "戦略計", "総計")}


def test_a_sum_at_the_top_is_right() -> None:
    assert said(read(line("合計", 150), FIRST, line("動画", 30)))["D2"] == notices.sum_in_the_plan("合計")


def test_a_formula_that_misses_a_row_is_told() -> None:
    reading = read(FIRST, line("動画", 30), line("合計", 120), formulas={"E4": "=SUM(E2:E2)"})
    assert said(reading) == {"D4": notices.sum_is_off("合計", 120, 150)}


def test_a_sum_of_picked_cells_claims_no_more_than_those() -> None:
    rows = [FIRST, line("動画", 30), line("新聞", 50), line("補助対象経費小計", 170)]
    assert said(read(*rows, formulas={"E5": "=E2+E4"})) == {"D5": notices.sum_in_the_plan("補助対象経費小計")}


@pytest.mark.parametrize(
    "value", [True, date(2024, 4, 1), time(9, 30), "約100", "100（税込）", float("nan"), float("inf"), "未定"]
)
def test_what_is_no_amount_is_never_nought(value: Value) -> None:
    reading = read((*FIRST[:4], value))
    assert reading.plan.budget[0].amount is None
    assert reading.plan.budget[0].unread
    assert reading.plan.budget[0].unread_at == "E2"


def test_a_percentage_is_no_amount() -> None:
    reading = read((*FIRST[:4], 0.5), formats={(1, 4): "0%"})
    assert reading.plan.budget[0].unread


@pytest.mark.parametrize(
    ("error", "formula", "unread"), [("#REF!", "=#REF!*2", "#REF!"), ("", "=D2*2", "=D2*2"), ("", "", "=")]
)
def test_an_amount_without_a_value_is_never_nought(error: str, formula: str, unread: str) -> None:
    for name in ("チラシ", None):
        reading = read((*FIRST[:3], name, None), errors={(1, 4): error}, formulas={"E2": formula})
        assert [(each.unread, each.unread_at) for each in reading.plan.budget] == [(unread, "E2")]


def test_a_name_without_a_value_is_unread() -> None:
    reading = read((*FIRST[:3], None, 120), errors={(1, 3): "#N/A"})
    assert [(each.unread, each.unread_at) for each in reading.plan.budget] == [("#N/A", "D2")]


def test_a_formula_that_gives_an_empty_text_is_no_amount() -> None:
    reading = read((*FIRST[:4], ""), formulas={"E2": '=IF(J2="","",J2)'})
    assert [(each.amount, each.unread) for each in reading.plan.budget] == [(None, "")]
    assert not reading.problems


def test_an_amount_that_a_merged_range_hides_is_told_and_no_line() -> None:
    reading = read(FIRST, line(None, 50), merged=(Area(1, 4, 2, 4),))
    assert lines(reading) == {"チラシ": 120}
    assert said(reading) == {"E3": notices.amount_under_merge()}


def test_texts_of_the_plan_without_a_value_are_kept_apart() -> None:
    wrong = {(1, 2): "#REF!", (2, 0): "", (2, 3): "#N/A"}
    reading = read(FIRST, line("動画", 30), errors=wrong)
    assert reading.unread == (("C2", "#REF!"), ("A3", ""))
    assert said(reading)["C2"] == notices.error_in_the_text("#REF!")
    assert said(reading)["A3"] == notices.text_not_calculated()


def test_amounts_of_areas_and_headings_are_sums_of_what_stands_under_them() -> None:
    reading = read(
        ("基盤", None, None, None, 150),
        (None, "①健診", None, None, 150),
        line("チラシ", 120, "・勧奨する。"),
        line("動画", 30),
        ("戦略", "②広報", None, None, 70),
        line("新聞", 50, "・出す。"),
    )
    assert lines(reading) == {"チラシ": 120, "動画": 30, "": 70, "新聞": 50}
    assert said(reading) == {
        "E2": notices.sum_of_rows("基盤"),
        "E3": notices.sum_of_rows("①健診"),
        "E6": notices.amount_without_name(),
    }


def test_an_amount_of_a_heading_alone_is_a_line() -> None:
    reading = read(("基盤", "①健診", None, None, 150), ("戦略", "②広報", None, None, 70))
    assert [each.amount for each in reading.plan.budget] == [150, 70]
    assert not reading.problems


def test_lines_in_lines_are_summed_from_the_innermost() -> None:
    names = [
        ("１．総務費", 1000),
        ("（１）庁舎", 600),
        ("①清掃", 250),
        ("②警備", 350),
        ("（２）広報", 400),
        ("２．民生費", 70),
    ]
    reading = read(("基盤", "①健診", "・勧奨する。", *names[0]), *(line(*each) for each in names[1:]))
    assert lines(reading) == {"①清掃": 250, "②警備": 350, "（２）広報": 400, "２．民生費": 70}


def test_other_years_amounts_and_where_the_money_comes_from_are_no_lines() -> None:
    reading = read(
        FIRST,
        line("動画", 30),
        line("合計", 150),
        line("前年度予算額", 140),
        line("差引増減", 10),
    )
    assert lines(reading) == {"チラシ": 120, "動画": 30}
    assert said(reading)["D5"] == notices.amount_compared("前年度予算額")
    rows = [FIRST, line("動画", 30), line("合計", 150), line("財源内訳", None), line("国庫", 70), line("一般財源", 80)]
    assert lines(read(*rows)) == {"チラシ": 120, "動画": 30}
