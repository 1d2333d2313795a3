"""予算対照表 and 予算の動き: figures, formulas and what they say (layout/budget_*.py)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

from xlcompare.comparing.budget import BudgetComparison, compare_budget
from xlcompare.comparing.compare import compare
from xlcompare.errors import InternalError
from xlcompare.layout.budget_sheet import budget_sheets
from xlcompare.layout.budget_table import HEAD_ROWS
from xlcompare.layout.pages import printable
from xlcompare.layout.sheet import Formula, Number, Sheet, Text
from xlcompare.plan import BudgetLine, Item, Kind, Place, Plan
from xlcompare.reading.from_file import read_grids
from xlcompare.reading.plan_sheet import read_plan
from xlcompare.settings import Settings
from xlcompare.writing.new_book import write_book


def plan(year: int, *lines: tuple[str, str, str, float | None]) -> Plan:
    """A plan whose lines are (area, heading, name, amount)."""
    items: list[Item] = []
    budget = []
    for area, heading, name, amount in lines:
        if not items or items[-1].area != area:
            items.append(Item(area, Kind.AREA, area, (), Place("A2")))
        if items[-1].text != heading:
            items.append(Item(heading, Kind.HEADING, area, (), Place("B3")))
        budget.append(BudgetLine(name, amount, Place("G3"), len(items) - 1))
    return Plan("計画.xlsx", f"令和{year - 2018}年度", year, tuple(items), tuple(budget))


def budget_of(old: Plan, new: Plan) -> BudgetComparison:
    return compare_budget(compare(old, new))


OLD = plan(
    2020,
    ("基盤", "①窓口", "封筒の印刷", 100.0),
    ("戦略", "①広報", "新聞広告の掲載", 250.0),
    ("戦略", "①広報", "巡回健診の委託", 40.0),
)
NEW = plan(
    2021,
    ("基盤", "①窓口", "封筒の印刷", 120.0),
    ("戦略", "①広報", "新聞広告の掲載", 250.0),
    ("戦略", "①広報", "専門職の研修旅費", 7.0),
    ("戦略", "②健診", "受診券の発送", None),
)


@pytest.fixture(name="sheet")
def _sheet() -> Sheet:
    return budget_sheets(budget_of(OLD, NEW), Settings())[0]


def shown(sheet: Sheet) -> list[list[str]]:
    """The body as a viewer that doesn't calculate shows it."""

    def one(cell: object) -> str:
        if isinstance(cell, Text):
            return cell.text
        value = cell.value if isinstance(cell, Number) else cell.result if isinstance(cell, Formula) else ""
        return f"{value:.3g}" if isinstance(value, float) else str(value)

    return [[one(cell) for cell in row.cells] for row in sheet.rows[HEAD_ROWS:]]


def test_the_table_is_grouped_with_sums_of_heading_area_and_all(sheet: Sheet) -> None:
    first = [(row[0], row[2], row[4], row[5]) for row in shown(sheet)]
    assert first == [
        ("基盤", "", "", ""),
        ("①窓口", "120", "100", "20"),
        ("小計", "120", "100", "20"),
        ("計　基盤", "120", "100", "20"),
        ("戦略", "", "", ""),
        ("①広報", "250", "250", "0"),
        ("", "7", "0", "7"),
        ("", "0", "40", "-40"),
        ("小計", "257", "290", "-33"),
        ("②健診", "0", "0", "0"),
        ("小計", "0", "0", "0"),
        ("計　戦略", "257", "290", "-33"),
        ("合計", "377", "390", "-13"),
        ("", "", "", ""),
        (shown(sheet)[-1][0], "", "", ""),
    ]


def test_rates_and_remarks_say_new_ended_up_down_and_even(sheet: Sheet) -> None:
    said = {(row[1] or row[3]): (row[6], row[8]) for row in shown(sheet) if row[1:2] and (row[1] or row[3])}
    assert said["封筒の印刷"] == ("0.2", "増")
    assert said["新聞広告の掲載"] == ("0", "同額")
    assert said["専門職の研修旅費"] == ("皆増", "新規")
    assert said["巡回健診の委託"] == ("皆減", "廃止")


def test_shares_add_up_to_the_whole(sheet: Sheet) -> None:
    lines = [row for row in sheet.rows if len(row.cells) > 7 and isinstance(row.cells[2], Number)]
    assert sum(float(cell.result) for row in lines if isinstance(cell := row.cells[7], Formula)) == pytest.approx(1.0)


def test_a_missing_figure_is_a_number_shown_as_a_dash(sheet: Sheet) -> None:
    (missing,) = [
        row.cells[2] for row in sheet.rows if isinstance(row.cells[1], Text) and row.cells[1].text == "受診券の発送"
    ]
    assert isinstance(missing, Number)
    assert missing.value == 0
    assert '"－"' in (missing.style.number_format or "")


def test_negatives_and_zero_look_as_set() -> None:
    settings = replace(Settings(), negative="▲", zero="±0")
    formats = {
        cell.style.number_format
        for row in budget_sheets(budget_of(OLD, NEW), settings)[0].rows
        for cell in row.cells
        if isinstance(cell, Formula)
    }
    assert any('"▲"' in (found or "") and '"±0"' in (found or "") for found in formats)
    assert not any("△" in (found or "") for found in formats)


def test_a_total_that_is_not_the_tabs_own_is_withheld() -> None:
    budget = budget_of(OLD, NEW)
    with pytest.raises(InternalError, match="予算対照表の合計"):
        budget_sheets(replace(budget, pairs=budget.pairs[:-1]), Settings())


def test_every_sum_is_a_formula_on_the_cells_above_it() -> None:
    budget = budget_of(OLD, NEW)
    stream = BytesIO()
    write_book(budget_sheets(budget, Settings()), stream)
    page = load_workbook(stream)["予算対照表"]
    total = next(row for row in page.iter_rows(min_row=4) if row[0].value == "合計")
    assert re.fullmatch(r"=C\d+\+C\d+", total[2].value)
    stored = load_workbook(stream, data_only=True)["予算対照表"]
    assert stored.cell(total[2].row, 3).value == 377


@pytest.mark.libreoffice
def test_libreoffice_recalculates_gunma_to_the_stored_results(
    plan_book: Callable[[str, str], Path], recalculated: Callable[[Path], Path], tmp_path: Path
) -> None:
    grids = {grid.sheet: grid for grid in read_grids(plan_book("gunma", "table"))}
    old, new = (read_plan(grids[tab]).plan for tab in ("令和2年度", "令和3年度"))
    made = tmp_path / "予算.xlsx"
    with made.open("wb") as stream:
        write_book(budget_sheets(budget_of(old, new), Settings()), stream)
    again = load_workbook(recalculated(made), data_only=True)
    stored, formulas = load_workbook(made, data_only=True), load_workbook(made)
    compared = 0
    for page in formulas:
        for cell in (
            cell for row in page.iter_rows() for cell in row if isinstance(cell.value, str) and cell.value[:1] == "="
        ):
            before, after = stored[page.title][cell.coordinate].value, again[page.title][cell.coordinate].value
            assert after == (pytest.approx(before) if isinstance(before, float | int) else before), cell.coordinate
            compared += 1
    assert compared > 200
    totals = next(row for row in stored["予算対照表"].iter_rows(min_row=4) if row[0].value == "合計")
    assert [totals[k].value for k in (2, 4, 5)] == [73784, 74010, -226]


def test_no_page_is_fuller_than_the_paper(plan_book: Callable[[str, str], Path]) -> None:
    grids = {grid.sheet: grid for grid in read_grids(plan_book("gunma", "table"))}
    old, new = (read_plan(grids[tab]).plan for tab in ("令和2年度", "令和3年度"))
    sheet = budget_sheets(budget_of(old, new), Settings())[0]
    assert sheet.print is not None
    head = sum(row.height for row in sheet.rows[:HEAD_ROWS])
    starts = [HEAD_ROWS, *sheet.print.breaks, len(sheet.rows)]
    pages = [sum(row.height for row in sheet.rows[a:b]) + head for a, b in pairwise(starts)]
    assert len(pages) > 1
    assert max(pages) <= printable(sheet.print)[1]


def test_the_chart_by_area_begins_left_of_a_negative_sum() -> None:
    returned = plan(2021, ("基盤", "①窓口", "返還金", -60.0))
    charts = budget_sheets(budget_of(OLD, returned), Settings())[1].charts
    assert charts[0].low == pytest.approx(-75.0)
    assert budget_sheets(budget_of(OLD, NEW), Settings())[1].charts[0].low == 0
