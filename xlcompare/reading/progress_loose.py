"""What people typed in a progress workbook where no table of ours is: on sheets that they added."""

from __future__ import annotations

from collections.abc import Iterator

from xlcompare import progress_words as words
from xlcompare.address import address, column_letters
from xlcompare.progress import RowKind, Spot, Typed
from xlcompare.reading.grid import Grid


def own_sheet(grid: Grid) -> Iterator[Typed]:
    """Every cell of a sheet that a person added."""
    for row, values in enumerate(grid.rows, grid.top):
        for column, value in enumerate(values, grid.left):
            found = grid.errors.get((row, column)) or value
            if found not in (None, ""):
                place, title = f"{grid.sheet}!{address(row, column)}", words.FREE_COLUMN.format(column_letters(column))
                yield Typed(Spot(RowKind.TARGETS, -1, ""), found, place, title)
