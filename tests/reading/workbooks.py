"""Workbooks for the tests of reading: written plainly, then changed in their XML."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from xlcompare.reading.from_file import open_book
from xlcompare.reading.grid import Grid, Value

TAB = "令和3年度"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def written(folder: Path, values: list[list[object]], name: str = "岡山.xlsx", **options: object) -> Path:
    """A book of one tab with `values` from A1, as XlsxWriter writes it; text stays text."""
    path = folder / name
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, **options})
    tab = book.add_worksheet(TAB)
    for row, line in enumerate(values):
        tab.write_row(row, 0, line)
    book.close()
    return path


def edited(path: Path, change: Callable[[str, bytes], bytes], **added: bytes) -> Path:
    """The book at `path` with every part passed through `change`, and parts `added`."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **added}.items():
            archive.writestr(name, content)
    return path


def replaced(path: Path, part: str, old: str, new: str) -> Path:
    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old.encode() in content, f"{old} isn't in {part}"
        return content.replace(old.encode(), new.encode())

    return edited(path, change)


def grid(path: Path) -> Grid:
    return open_book(path).grid(TAB)


def first(path: Path) -> Value:
    return grid(path).rows[0][0]
