"""A tab that is open in Excel gives the Grid that the saved file gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from xlcompare.errors import PlanError
from xlcompare.reading import excel_beside, excel_looks
from xlcompare.reading.beside import UNKNOWN, Beside
from xlcompare.reading.checks import checked
from xlcompare.reading.from_excel import OpenBook
from xlcompare.reading.from_file import open_book
from xlcompare.reading.grid import Grid
from xlcompare.reading.number_formats import shown
from xlcompare.reading.revisions import revisions_in

from ..progress.iwate import sections, write_plan
from ..reading.test_struck_plans import revised_tab
from .conftest import SAMPLE

DOCUMENTS = ("okayama", "kagoshima", "gunma")


def in_order(grid: Grid) -> Grid:
    """With the merged ranges from top to bottom, whatever order the file has them in, and formats as what they show.

    LibreOffice writes the codes of formats in its own way; each host names colours in its own.
    """
    said = {place: shown(grid.value(*place), code) for place, code in grid.formats.items()}
    told = {place: text for place, text in said.items() if text != shown(grid.value(*place))}
    struck = {place: replace(each, marks=frozenset()) for place, each in grid.struck.items()}
    merged = tuple(sorted(grid.merged, key=lambda area: (area.top, area.left)))
    return replace(grid, merged=merged, formats=told, struck=struck)


def check_equal(book: Any, path: Path) -> None:
    file, found = open_book(path), OpenBook(book)
    assert (found.name, found.tabs) == (path.name, file.tabs)
    for tab in file.tabs:
        assert in_order(found.grid(tab)) == in_order(file.grid(tab))
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


@pytest.fixture
def revised(tmp_path: Path) -> Path:
    """Struck parts of texts with and without marks beside them, struck cells of every kind, and numbers in formats."""
    path = tmp_path / "見え消し.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("令和6年度")
        struck, red = book.add_format({"font_strikeout": True}), book.add_format({"font_color": "red"})
        line = book.add_format({"font_color": "red", "underline": 1})
        sheet.write_row(0, 0, ["分野", "内容", "方法", "予算取組", "予算額（千円）"])
        sheet.write_row(1, 0, ["基盤", "x", 0.655, "印刷", 1234567])
        rate = "受診率を", struck, "60", red, "65", "％以上とする。\n", line, "𠮷田", struck, "髙田", "へ"
        sheet.write_rich_string(1, 1, *rate)
        sheet.write_rich_string(2, 1, "窓口を", struck, "月1回", "週1回開く。")
        sheet.write_row(3, 0, ["", "電話相談", 3, "看板", 200], struck)
        sheet.write_formula(4, 4, "=1/0", struck, "#DIV/0!")
        for row, (value, code) in enumerate([(0.655, "0.0%"), (3, '0"回"'), (45383, 'm"月"'), (3, '"第"0"期"')], 5):
            sheet.write_number(row, 2, value, book.add_format({"num_format": code}))
        sheet.write_number(9, 4, 1234567, book.add_format({"num_format": "#,##0,"}))
    return path


def test_struck_words_and_formats_arrive_as_from_the_file(revised: Path, excel: Any) -> None:
    book = excel.books.open(str(revised))
    check_equal(book, revised)
    grid = OpenBook(book).grid("令和6年度")
    assert grid.rows[1][1] == "受診率を65％以上とする。\n𠮷田へ"
    assert grid.struck[1, 1].words == ("60", "髙田")
    assert grid.struck[1, 1].before == "受診率を60％以上とする。\n髙田へ"
    assert grid.struck[2, 1].before == "窓口を月1回週1回開く。"
    assert [grid.struck[place].words for place in ((3, 1), (3, 4), (4, 4))] == [("電話相談",), (200,), ("#DIV/0!",)]
    assert (grid.unasked, grid.errors) == ((), {})


def test_words_that_were_put_in_are_known_as_in_the_file(tmp_path: Path, excel: Any) -> None:
    path = revised_tab(tmp_path / "計画.xlsx", 3)
    file, opened = open_book(path), OpenBook(excel.books.open(str(path)))
    of_file, of_excel = (
        [(item.text, line) for item, line in zip_longest(state.plan.items, state.plan.budget)]
        for state in (revisions_in(file, "R6")[0], revisions_in(opened, "R6")[0])
    )
    assert of_file == of_excel
    assert len(of_file) == 7


def test_where_excel_does_not_say_what_is_struck_a_person_is_told(
    revised: Path, excel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = excel.books.open(str(revised))

    def unknown(*_: object) -> Any:
        raise AttributeError

    monkeypatch.setattr(excel_looks, "_runs", unknown)
    assert OpenBook(book).grid("令和6年度").unasked == ("B2", "B3")
    monkeypatch.setattr(excel_looks, "_is_struck", unknown)
    grid = OpenBook(book).grid("令和6年度")
    assert (grid.unasked, grid.struck) == (("A1:E10",), {})
    assert "A1:E10" in "".join(checked(grid).told)


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


def test_what_stands_beside_the_cells_is_found_in_the_open_book_too(tmp_path: Path, excel: Any) -> None:
    path = tmp_path / "図形.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("令和6年度")
        sheet.write_row(0, 0, ["分野", "内容"])
        sheet.insert_textbox("D3", "重点事業")
        sheet.write_comment("B2", "本部に確認中")
    assert set(OpenBook(excel.books.open(str(path))).beside("令和6年度")) == set(open_book(path).beside("令和6年度"))


def test_where_excel_does_not_say_what_stands_beside_the_cells_a_person_is_told() -> None:
    assert excel_beside.beside_in(object()) == (Beside(UNKNOWN, "", ""),)  # type: ignore[arg-type]
