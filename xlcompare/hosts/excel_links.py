"""Formulas from one sheet to another, where sheets come into a workbook and go: none may lose what it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlcompare.address import address

if TYPE_CHECKING:
    from xlcompare.reading.from_excel import ExcelBook, ExcelSheet


@dataclass(frozen=True, slots=True)
class Pointing:
    """A person's formula that refers to a sheet which will be replaced: in a cell (from 0), or of a name."""

    tab: str
    row: int
    column: int
    formula: str
    name: str = ""

    @property
    def place(self) -> str:
        return self.name or f"{self.tab}!{address(self.row, self.column)}"


def formulas_into(book: ExcelBook, tabs: Sequence[str]) -> tuple[Pointing, ...]:
    """The names and the formulas on all other sheets that refer to one of `tabs`: #REF! once it is deleted."""
    if not tabs:
        return ()
    said = [tab.replace("'", "''") for tab in tabs]

    def points(formula: str) -> bool:
        return "!" in formula and any(tab in formula for tab in said)

    # Those of a sheet's own scope (its print area) come and go with it.
    names = ((name.name, str(name.refers_to)) for name in book.names if "!" not in name.name)
    found = [Pointing("", 0, 0, formula, name) for name, formula in names if points(formula)]
    for sheet in book.sheets:
        if sheet.name not in tabs:
            used = sheet.used_range
            top, left = used.row - 1, used.column - 1
            cells = ((i, j, formula) for i, j, formula in _formulas(used) if points(formula))
            found += [Pointing(sheet.name, top + i, left + j, formula) for i, j, formula in cells]
    return tuple(found)


def put_back(book: ExcelBook, formulas: Sequence[Pointing]) -> tuple[str, ...]:
    """Has `formulas` refer to the sheets that now have those names; the places where Excel refuses it."""
    refused = []
    for each in formulas:
        with suppress(Exception):
            if each.name:
                book.names[each.name].refers_to = each.formula
                continue
            cell = book.sheets[each.tab][each.row, each.column]
            # What a formula spills into has its text as well, and is right again with the first cell.
            if _formula(cell) != each.formula:
                _write(cell, each.formula)
            if _formula(cell) == each.formula:
                continue
        refused.append(each.place)
    return tuple(refused)


def relinked(sheets: Sequence[ExcelSheet], file: str, given: Mapping[str, str]) -> None:
    """Has formulas that refer to another of the sheets do so in this workbook."""
    for sheet in sheets:
        used = sheet.used_range
        for i, j, formula in _formulas(used):
            if file in formula:
                used[i, j].formula = without_links(formula, file, given)


def without_links(formula: str, file: str, given: Mapping[str, str]) -> str:
    """`formula` with its references to sheets of `file` as references to those of this workbook; `given`: their names.

    Excel copies sheets one by one, so that ='Sheet'!A1 became ='[file]Sheet'!A1 (with the folder in front of [file]
    once it is closed), a link to a file that will be gone.
    """
    name = re.escape(file)

    def here(found: re.Match[str]) -> str:
        tab = found[2] or found[1].replace("''", "'")
        return "'{}'!".format(given.get(tab, tab).replace("'", "''"))

    return re.sub(rf"'(?:[^'\[]|'')*\[{name}\]((?:[^']|'')+)'!|\[{name}\]([^'!]+)!", here, formula)


def _formulas(used: Any) -> Iterator[tuple[int, int, str]]:
    """The formulas of a range with their (row, column) in it, from one call."""
    found = _formula(used)
    for i, row in enumerate(found if isinstance(found, tuple | list) else ((found,),)):
        for j, formula in enumerate(row):
            if isinstance(formula, str) and formula.startswith("="):
                yield i, j, formula


def _formula(cells: Any) -> Any:
    return getattr(cells, _spelling(cells))


def _write(cell: Any, formula: str) -> None:
    # An Excel that hasn't got formula2 (2016, 2019) says so when it is read; xlwings would try for ever to write it.
    setattr(cell, _spelling(cell), formula)


def _spelling(cells: Any) -> str:
    """formula2 where Excel has it, which keeps apart what spills and what doesn't."""
    with suppress(Exception):
        _ = cells.formula2
        return "formula2"
    return "formula"
