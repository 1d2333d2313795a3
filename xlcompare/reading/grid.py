"""A tab exactly as it stands: values by row and column, and what a reader can't see in the values.

Rows and columns are counted from 0 here; people are shown A1 addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

MAX_RANGE = 20_000_000
"""Cells between the first and the last value of a tab: calamine takes 32 bytes for each, used or not, 640 MB."""

Value = str | float | int | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range; all four bounds are inside it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Look:
    """What marks inserted words beside struck ones: the colour of the letters and a line under them."""

    color: str = ""
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Struck:
    """What a cell held of which something is struck through (見え消し): the struck `words`, and all of it.

    `before`: what it held before it was revised, so with those words and without what was put in beside them, which is
    known by its `marks`.
    """

    words: tuple[Value, ...]
    whole: Value
    before: Value
    marks: frozenset[Look] = frozenset()


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab. `rows[0][0]` is the cell at (`top`, `left`); rows may differ in length; empty cells are None or ''.

    The mappings are by (row, column), absolute. `errors` holds the error values (`#DIV/0!`; '' for a formula without a
    result); such cells are empty in `rows`. `formulas`: the formulas as they are written, their leading = included, ''
    where the file has only the first of several alike; their results are in `rows`. `formats`: the number formats of
    numbers and dates, where they are no General. `struck`: the cells of which something is struck through; `rows` hold
    what isn't. `unasked`: cells and ranges of which nobody could ask what is struck through.
    """

    book: str
    sheet: str
    rows: tuple[tuple[Value, ...], ...]
    top: int = 0
    left: int = 0
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: Mapping[tuple[int, int], Struck] = field(default_factory=dict)
    unasked: tuple[str, ...] = ()

    def value(self, row: int, column: int) -> Value:
        """What stands in a cell; None outside of the rows."""
        cells = self.rows[row - self.top] if 0 <= row - self.top < len(self.rows) else ()
        return cells[column - self.left] if 0 <= column - self.left < len(cells) else None


def with_values(grid: Grid, values: Mapping[tuple[int, int], Value]) -> Grid:
    """`grid` with other `values` in some of its cells."""
    rows = [*grid.rows]
    by_row: dict[int, dict[int, Value]] = {}
    for (row, column), value in values.items():
        by_row.setdefault(row - grid.top, {})[column - grid.left] = value
    for i, cells in by_row.items():
        if 0 <= i < len(rows):
            rows[i] = tuple(cells.get(j, value) for j, value in enumerate(rows[i]))
    return replace(grid, rows=tuple(rows))
