"""The hidden record of a progress workbook read back: the plan that it was made from, and whose workbook it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from xlcompare import errors
from xlcompare import progress_words as words
from xlcompare.fiscal_year import day_said
from xlcompare.folding import folded
from xlcompare.plan import Item, Kind, Place, Plan
from xlcompare.progress import Value
from xlcompare.reading.grid import Grid
from xlcompare.reading.number_formats import shown
from xlcompare.stamp import Stamp

_KINDS = {kind.value: kind for kind in Kind}


def read_record(grid: Grid) -> tuple[Plan, date, Stamp | None]:
    """The plan, the date that the workbook was made for, and its stamp. PlanError where the record was changed."""
    about: dict[str, Value] = {}
    table = None
    for i, row in enumerate(grid.rows):
        texts = [folded(value) if isinstance(value, str) else "" for value in row]
        if all(folded(name) in texts for name in words.RECORD_COLUMNS):
            known = (*words.RECORD_COLUMNS, *words.STAMP_COLUMNS)
            columns = {name: texts.index(folded(name)) for name in known if folded(name) in texts}
            table = _Table(grid, i, columns)
            break
        if len(row) > 1 and row[0] not in (None, "") and row[1] not in (None, ""):
            about[str(row[0])] = row[1]
    year = about.get(words.YEAR)
    if table is None or not isinstance(year, int):
        raise errors.record_changed(grid.book, grid.sheet)
    items = tuple(table.item(number) for number in range(len(grid.rows) - table.header - 1))
    book, tab = str(about.get(words.BOOK, grid.book)), str(about.get(words.TAB, ""))
    as_of = day_of(about.get(words.AS_OF_DATE)) or date(year, 9, 30)
    return Plan(book, tab, year, items), as_of, _stamp(about, table, year, len(items))


@dataclass(frozen=True, slots=True)
class _Table:
    """The items' rows: their header, and where each column stands."""

    grid: Grid
    header: int
    columns: Mapping[str, int]

    def value(self, number: int, name: str) -> Value | None:
        row, column = self.grid.rows[self.header + 1 + number], self.columns[name]
        return row[column] if column < len(row) else None

    def item(self, number: int) -> Item:
        text = {name: shown(self.value(number, name)) for name in words.RECORD_COLUMNS}
        if text[words.KEY] != str(number) or text[words.KIND_OF] not in _KINDS:
            raise errors.record_changed(self.grid.book, self.grid.sheet)
        cell, _, line = text[words.CELL].partition("-")
        return Item(
            text[words.TEXT],
            _KINDS[text[words.KIND_OF]],
            text[words.AREA],
            tuple(text[words.PATH].split("\n")) if text[words.PATH] else (),
            Place(cell, int(line) if line.isdecimal() else 0),
            text[words.OWNER] or None,
            text[words.METHOD] or None,
            text[words.LINE_LABEL] or None,
        )


def _stamp(about: Mapping[str, Value], table: _Table, year: int, count: int) -> Stamp | None:
    """None where the workbook wasn't distributed; PlanError where half of a stamp is gone."""
    if words.STAMP_CODE not in about:
        return None
    grid = table.grid
    if any(name not in table.columns for name in words.STAMP_COLUMNS):
        raise errors.record_changed(grid.book, grid.sheet)
    ids = tuple(shown(table.value(number, words.ITEM_ID)) for number in range(count))
    targets = (table.value(number, words.ISSUED_TARGET) for number in range(count))
    if not all(ids) or len(set(ids)) < count:
        raise errors.record_changed(grid.book, grid.sheet)
    code, branch, template, plan = (
        shown(about.get(name))
        for name in (words.STAMP_CODE, words.STAMP_BRANCH, words.STAMP_TEMPLATE, words.STAMP_PLAN)
    )
    figures = tuple(float(figure) if isinstance(figure, int | float) else None for figure in targets)
    return Stamp(code, branch, year, template, plan, ids, figures)


def day_of(value: Value | None) -> date | None:
    """The day that a cell names, as a date or in words."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return day_said(value)
    return value if isinstance(value, date) else None
