"""What would make Excel repair a file, found in a sheet before it is written."""

from __future__ import annotations

from collections.abc import Iterator

from xlcompare.layout.sheet import Formula, Merge, Number, Sheet, Text


class Unwritable(Exception):
    """A `reason` (for developers) and the place of it, counted from 0."""

    def __init__(self, reason: str, row: int, column: int) -> None:
        self.reason, self.row, self.column = reason, row, column
        super().__init__(reason)


def merges_apart(sheet: Sheet) -> Iterator[Merge]:
    """The merges of `sheet`: each of two cells or more, none over another, with content in the first cell only."""
    taken: set[tuple[int, int]] = set()
    for merge in sheet.merges:
        first, cells = (merge.top, merge.left), list(_cells_of(merge))
        if len(cells) < 2 or min(first) < 0:
            raise Unwritable("a merge of fewer than two cells", *first)
        for place in cells:
            # Excel repairs the file when two merges overlap.
            if place in taken:
                raise Unwritable("a cell in two merges", *place)
            if place != first and _has_content(sheet, *place):
                raise Unwritable("content that a merge would hide", *place)
        taken.update(cells)
        yield merge


def _cells_of(merge: Merge) -> Iterator[tuple[int, int]]:
    columns = range(merge.left, merge.right + 1)
    return ((row, column) for row in range(merge.top, merge.bottom + 1) for column in columns)


def _has_content(sheet: Sheet, r: int, c: int) -> bool:
    cells = sheet.rows[r].cells if r < len(sheet.rows) else ()
    cell = cells[c] if c < len(cells) else None
    return isinstance(cell, Number | Formula) or (isinstance(cell, Text) and cell.text != "")
