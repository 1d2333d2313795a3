"""Which column of a year tab holds what: the header row, found by its names within the first 20 rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlcompare import words
from xlcompare.folding import folded
from xlcompare.reading.grid import Grid, Value

SEARCHED_ROWS = 20
_UNIT_IN_BRACKETS = re.compile(r"\((?:単位[:、]?)?(?:百万円|千円|円)\)")
_BY_NAME = {folded(name): column for column, names in words.COLUMN_NAMES.items() for name in names}


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: `row` counts from 0 in the tab; `columns` maps a column's standard name to its 0-based place."""

    row: int
    columns: dict[str, int]
    titles: dict[str, str]
    """the names as they stand in the cells"""


def column_name(value: Value) -> str | None:
    """The standard name (words.py) of the column that a header cell `value` announces, None for any other cell."""
    return _BY_NAME.get(_UNIT_IN_BRACKETS.sub("", folded(value))) if isinstance(value, str) else None


def header_of(grid: Grid) -> Header | None:
    """The row among the first 20 that names most columns, 内容 among them; None where no row does.

    The topmost of equals wins. A name that occurs twice counts for its first column.
    """
    best: Header | None = None
    searched = grid.rows[: max(0, SEARCHED_ROWS - grid.top)]
    above = _merged_from_above(grid, len(searched))
    for i, row in enumerate(searched):
        columns: dict[str, int] = {}
        titles: dict[str, str] = {}
        for j, value in [*enumerate(row), *above.get(i, ())]:
            name = column_name(value)
            if name and name not in columns:
                columns[name] = grid.left + j
                titles[name] = str(value)
        if words.CONTENT in columns and (best is None or len(columns) > len(best.columns)):
            best = Header(grid.top + i, columns, titles)
    return best


def _merged_from_above(grid: Grid, count: int) -> dict[int, list[tuple[int, Value]]]:
    """For each searched row the (column, value) of cells that a merge brings down to it: a header of two rows."""
    found: dict[int, list[tuple[int, Value]]] = {}
    for merge in grid.merged:
        top, j = merge.top - grid.top, merge.left - grid.left
        if 0 <= top < count and 0 <= j < len(grid.rows[top]):
            for i in range(top + 1, min(merge.bottom - grid.top + 1, count)):
                found.setdefault(i, []).append((j, grid.rows[top][j]))
    return found
