"""A filled workbook read back says exactly what was typed, whatever was done to its rows, columns and file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from xlcompare import progress_words as words
from xlcompare.progress import Filled, Value
from xlcompare.reading.from_file import open_book
from xlcompare.reading.progress_book import read_progress_book

from .books import (
    AREA_HEADER,
    CHECKUP_KPI,
    CONTENT_KPI,
    DATES,
    DUN,
    LAW,
    POST,
    STAFF,
    VISIT,
    Desk,
    Typing,
    columns_of,
    insert_row,
    kind_of,
)

TEXTS = {
    "a formula": "=SUM(A1:A3)",
    "signs that begin formulas": "+81-3\n-1\n@支部長",
    "a date": "2021/9/30",
    "a number with zeros": "007",
    "full-width figures": "１２．５％",
    "a quotation mark in front": "'引用",
    "blanks around": "  前後に空白 　",
    "line breaks": "一行目\n\n三行目\n",
    "beyond the basic plane": "𠮷野家🏥👩‍👩‍👧",
    "entities": "<b>&amp;</b> \"'",
    "an error's name": "#N/A",
    "a truth value": "TRUE",
    "as long as it gets": "長い報告です。" * 4571,
}
VALUES: dict[str, Value] = {
    **TEXTS, "nothing": 0, "a figure": 12.5, "less than nothing": -3, "a large figure": 123456789012,
    "a day": date(2021, 9, 30), "a moment": datetime(2021, 9, 30, 17, 15), "a time": time(9, 30),
}  # fmt: skip
ROWS = (STAFF, POST, DUN, LAW, VISIT, DATES)
COLUMNS = ("進捗状況", "方法・スケジュール", "取組予定", "評価", "担当", "+0", "+4")
Told = dict[tuple[str, str], Value]


def put(cell: Any, value: Value) -> None:
    cell.value = value
    if isinstance(value, str):
        # openpyxl would make formulas and errors of what looks like them.
        cell.data_type = "s"


def filled(desk: Desk) -> tuple[Path, Told]:
    """A workbook with every odd value, and where each was typed."""
    book, _ = desk.make()
    told: Told = {}
    with desk.typed_into(book) as typing:
        for n, value in enumerate(VALUES.values()):
            told[ROWS[n % len(ROWS)], COLUMNS[n // len(ROWS)]] = value
        told |= {
            (CONTENT_KPI, "4月"): 96.1, (CONTENT_KPI, "5月"): 0, (CONTENT_KPI, "補足"): "=速報",
            (CONTENT_KPI, "+0"): "出典", (CHECKUP_KPI, "目標値"): 61.25, (CHECKUP_KPI, "8月"): "集計中",
            ("○債権の早期回収", "+1"): "見出しの横",
        }  # fmt: skip
        for (text, column), value in told.items():
            put(typing.at(text, column), value)
    return typing.path, told


def read(path: Path) -> Filled:
    return read_progress_book(open_book(path))


def said(book: Filled) -> Told:
    """What was read, by the row's text and the column."""
    found: Told = {}
    for typed in book.typed:
        text = book.plan.items[typed.spot.item].text
        whole = next((row for row in ROWS if row.split("\n")[0] == text), text)
        assert (whole, typed.spot.column) not in found
        found[whole, typed.spot.column] = typed.value
    return found


def assert_told(path: Path, told: Told) -> Filled:
    book = read(path)
    assert said(book) == told
    assert {key: type(value) for key, value in said(book).items()} == {key: type(value) for key, value in told.items()}
    return book


def changed(path: Path, desk: Desk, change: Callable[[Any], object]) -> Path:
    """A copy in which `change` was done to the first area's sheet."""
    with Typing(path, desk.folder / "変えた.xlsx") as typing:
        change(next(typing.areas()))
    return typing.path


def test_what_was_typed_comes_back(desk: Desk) -> None:
    path, told = filled(desk)
    book = assert_told(path, told)
    assert (book.own_rows, book.unplaced) == ((), ())


def test_what_was_typed_comes_back_from_the_next_workbook(desk: Desk) -> None:
    path, told = filled(desk)
    again, _ = desk.make(previous=path)
    assert_told(again, told)


def test_what_was_typed_comes_back_after_libreoffice_saved_it(desk: Desk, recalculated: Callable[[Path], Path]) -> None:
    path, told = filled(desk)
    saved = recalculated(path)
    assert_told(saved, told)
    assert desk.make(previous=saved)[0].read_bytes() == desk.make(previous=path)[0].read_bytes()


def test_blank_rows_change_nothing(desk: Desk) -> None:
    path, told = filled(desk)

    def insert(sheet: Any) -> None:
        for row in (15, 10, 8, 4, 4, 1):
            insert_row(sheet, row, 2)

    assert assert_told(changed(path, desk, insert), told).own_rows == ()


def test_rows_with_text_are_a_persons_own(desk: Desk) -> None:
    path, told = filled(desk)

    def insert(sheet: Any) -> None:
        for row in (11, 8):
            insert_row(sheet, row)
            for column, value in ((1, "総務"), (2, "追加の取組"), (4, f"進捗{row}"), (10, 3)):
                sheet.cell(row, column).value = value

    book = assert_told(changed(path, desk, insert), told)
    assert [dict(row.cells) for row in book.own_rows] == [
        {"担当": "総務", "実施内容": "追加の取組", "進捗状況": text, "+1": 3} for text in ("進捗8", "進捗11")
    ]
    assert [book.plan.items[row.item].text for row in book.own_rows] == [STAFF, DUN.split("\n")[0]]


def taken_apart(sheet: Any) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def contents(row: Iterable[Any]) -> list[tuple[object, str, str]]:
    return [(cell.value, cell.data_type, cell.number_format) for cell in row]


def move_here(cell: Any, content: tuple[object, str, str]) -> None:
    cell.value, cell.data_type, cell.number_format = content


def reordered(sheet: Any, order: list[int]) -> None:
    """The columns in the order of their old numbers, titles and all."""
    taken_apart(sheet)
    rows = [contents(row) for row in sheet.iter_rows(max_col=max(sheet.max_column, len(order)))]
    for row, values in enumerate(rows, 1):
        for column, old in enumerate(order, 1):
            move_here(sheet.cell(row, column), values[old - 1])


WIDTHS = 16


@pytest.mark.parametrize("seed", range(4))
def test_our_columns_may_stand_in_any_order(desk: Desk, seed: int) -> None:
    path, told = filled(desk)
    order = [*Random(seed).sample(range(1, 9), 8), *range(9, WIDTHS)]
    assert_told(changed(path, desk, lambda sheet: reordered(sheet, order)), told)


def test_free_columns_between_ours_are_still_free(desk: Desk) -> None:
    path, told = filled(desk)
    order = [1, 2, 9, 3, 4, 5, 13, 6, 7, 8, 10, 11, 12, 14, 15]
    book = read(changed(path, desk, lambda sheet: reordered(sheet, order)))
    found = said(book)
    ours = {key: value for key, value in told.items() if not key[1].startswith("+") or "KPI" in key[0]}
    assert ours.items() <= {**found, **{k: told[k] for k in ours if k[1].startswith("+")}}.items()
    free = sorted(str(value) for (_, column), value in told.items() if column.startswith("+"))
    assert free == sorted(str(value) for (_, column), value in found.items() if column.startswith("+"))


def test_widths_hidden_columns_and_hidden_rows_change_nothing(desk: Desk) -> None:
    path, told = filled(desk)

    def look(sheet: Any) -> None:
        sheet.column_dimensions["D"].width = 80
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions["H"].hidden = False
        sheet.auto_filter.ref = f"A{AREA_HEADER}:F{sheet.max_row}"
        for row in (7, 8, 11):
            sheet.row_dimensions[row].hidden = True

    assert_told(changed(path, desk, look), told)


def measure_rows(sheet: Any) -> list[int]:
    _, names = columns_of(sheet)
    return [row for row in range(AREA_HEADER + 1, sheet.max_row + 1) if kind_of(sheet, row, names) == "m"]


def sort(sheet: Any, rows: list[int], *, keys: bool) -> None:
    """The rows in the reverse order, as Excel sorts a range: with the hidden column or without it."""
    taken_apart(sheet)
    key = columns_of(sheet)[1][words.KEY]
    values = {row: contents(sheet[row]) for row in rows}
    for row, other in zip(rows, rows[::-1], strict=True):
        for cell, value in zip(sheet[row], values[other], strict=True):
            if keys or cell.column != key:
                move_here(cell, value)


@pytest.mark.parametrize("keys", [True, False])
def test_sorted_measures_keep_their_texts(desk: Desk, keys: bool) -> None:
    path, told = filled(desk)
    assert_told(changed(path, desk, lambda sheet: sort(sheet, measure_rows(sheet), keys=keys)), told)


@pytest.mark.parametrize("keys", [True, False])
def test_a_whole_sheet_that_was_sorted_keeps_its_texts(desk: Desk, keys: bool) -> None:
    path, told = filled(desk)

    def whole(sheet: Any) -> None:
        sort(sheet, [*range(AREA_HEADER + 1, sheet.max_row + 1)], keys=keys)

    book = assert_told(changed(path, desk, whole), told)
    assert book.own_rows == ()


@pytest.mark.parametrize("keys", [True, False])
def test_sorted_targets_keep_their_figures(desk: Desk, keys: bool) -> None:
    path, told = filled(desk)
    with Typing(path, desk.folder / "並べた.xlsx") as typing:
        sort(typing.book["KPI一覧"], [5, 6], keys=keys)
    assert_told(typing.path, told)


def test_the_plan_and_the_settings_come_back(desk: Desk) -> None:
    book, result = desk.make()
    before = read(book)
    assert before.plan.items == result.progress.plan.items
    assert (before.plan.year, before.plan.tab, before.as_of) == (2021, "令和3年度", result.progress.as_of)
    assert before.settings == result.progress.settings
    assert (before.typed, before.own_rows, before.unplaced, before.count) == ((), (), (), 0)
