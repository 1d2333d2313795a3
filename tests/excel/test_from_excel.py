"""A tab that is open in Excel gives the Grid that the saved file gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xlcompare.errors import PlanError
from xlcompare.reading.from_excel import OpenBook
from xlcompare.reading.from_file import open_book
from xlcompare.reading.grid import Grid

from ..progress.iwate import sections, write_plan
from .conftest import SAMPLE

DOCUMENTS = ("okayama", "kagoshima", "gunma")


def in_order(grid: Grid) -> Grid:
    """With the merged ranges from top to bottom, whatever order the file has them in."""
    return replace(grid, merged=tuple(sorted(grid.merged, key=lambda area: (area.top, area.left))))


def check_equal(book: Any, path: Path) -> None:
    file, found = open_book(path), OpenBook(book)
    assert (found.name, found.tabs) == (path.name, file.tabs)
    for tab in file.tabs:
        assert found.grid(tab) == in_order(file.grid(tab))
        assert found.ahead(tab)() is found.grid(tab)


@pytest.mark.parametrize("style", ["table", "outline"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_documents_give_the_same_grids(
    opened: Callable[..., Any], plan_book: Callable[[str, str], Path], name: str, style: str
) -> None:
    path = plan_book(name, style)
    check_equal(opened(path), path)


def test_iwate_gives_the_same_grid(opened: Callable[..., Any], shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "岩手.xlsx"
    write_plan(path, sections(shared))
    check_equal(opened(path), path)


def test_the_sample_gives_the_same_grids(opened: Callable[..., Any]) -> None:
    check_equal(opened(SAMPLE), SAMPLE)


@pytest.fixture
def motley(tmp_path: Path) -> Path:
    """Every kind of value, merges, hidden rows and columns, errors, formulas, and looks where nothing stands."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "令和3年度"
    sheet["C3"], sheet["D3"], sheet["E3"] = "内容", 95.0, 2.5
    sheet["C4"], sheet["D4"], sheet["E4"] = "一行目\r\n二行目", True, dt.datetime(2021, 4, 1)
    sheet["C5"], sheet["D5"], sheet["E5"] = "=1/0", "=1+1", dt.datetime(2021, 4, 1, 9, 30)
    sheet["C6"], sheet["D6"], sheet["E6"] = "か\u3099ん", dt.time(9, 30), "=NA()"
    sheet["C7"] = "=cmd"
    sheet["C7"].data_type = "s"
    sheet["D9"] = 9818.5
    sheet["D9"].number_format = "[$¥-411]#,##0.00"
    sheet["C8"], sheet["E9"] = "隠れた行", "最後"
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["H20"].fill = openpyxl.styles.PatternFill("solid", "FFFF00")
    for area in ("C10:C12", "D10:E10", "G15:H18", "D12:E12"):
        sheet.merge_cells(area)
    book.create_sheet("空")
    path = tmp_path / "いろいろ.xlsx"
    book.save(path)
    return path


def test_every_kind_of_cell_arrives(motley: Path, recalculated: Callable[[Path], Path], excel: Any) -> None:
    path = recalculated(motley)
    book = excel.books.open(str(path))
    check_equal(book, path)
    # As Excel does, which hands amounts of money over in a type of their own.
    assert isinstance(book.sheets[0]["D9"].raw_value, Decimal)


def test_unsaved_edits_are_read(opened: Callable[..., Any]) -> None:
    book = opened()
    book.sheets["令和5年度"]["E9"].value = "○いま書いた取組"
    grid = OpenBook(book).grid("令和5年度")
    assert "○いま書いた取組" in [value for row in grid.rows for value in row]


def test_a_protected_tab_is_read_without_what_is_hidden(motley: Path, excel: Any) -> None:
    book = excel.books.open(str(motley))
    before = OpenBook(book).grid("令和3年度")
    book.sheets["令和3年度"].api.protect("")
    assert OpenBook(book).grid("令和3年度") == replace(before, hidden_rows=frozenset(), hidden_columns=frozenset())


def test_a_tab_that_is_not_there_is_said(opened: Callable[..., Any]) -> None:
    with pytest.raises(PlanError, match="シート「令和9年度」がありません"):
        OpenBook(opened()).grid("令和9年度")
