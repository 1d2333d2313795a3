"""The entries of a filled progress workbook as their cells show them: without struck words, numbers in their formats.

The plan's own text stays as it is, struck or not: someone who strikes out a whole row wants its entries gone, and the
text and the keys say whose row it is. What is left out of an entry is listed, because nothing typed may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from xlcompare import progress_words as words
from xlcompare.address import address, column_letters
from xlcompare.progress import Unplaced
from xlcompare.reading.grid import Grid, Value, with_values
from xlcompare.reading.number_formats import shown
from xlcompare.reading.progress_header import TYPED_TARGETS
from xlcompare.reading.progress_table import Table

_TEXTS = (words.OWNER, words.METHOD, words.PROGRESS, words.NEXT, words.LAST_PROGRESS, words.REMARK)
"""Where a number is a text: 4月1日, 65.5%, 3回."""
_PLAIN_DAY = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?: [0-9:]+)?|[0-9:.]+")
_ENTRIES = frozenset((words.METHOD, words.PROGRESS, words.RATING, words.NEXT, words.LAST_RATING, words.LAST_PROGRESS,
                      *TYPED_TARGETS))  # fmt: skip


def whole(grid: Grid) -> Grid:
    """`grid` with all that is struck through, as if nothing were."""
    if not grid.struck:
        return grid
    return replace(with_values(grid, {place: struck.whole for place, struck in grid.struck.items()}), struck={})


def as_entered(table: Table, grid: Grid) -> Table:
    """`table`, which was found on `whole(grid)`, with what its entries show."""
    typed = {place: struck for place, struck in grid.struck.items() if _is_entry(table, *place)}
    entries: dict[tuple[int, int], Value] = {place: grid.value(*place) for place in typed}
    texts = {table.columns[name] for name in _TEXTS if name in table.columns}
    for place, code in grid.formats.items():
        if place[1] in texts and place[0] > table.header:
            entries[place] = _as_text(grid.value(*place), code)
    if not (typed or entries):
        return table
    return replace(table, grid=replace(with_values(table.grid, entries), struck=typed))


def _as_text(value: Value, code: str) -> Value:
    """What a cell shows where that says more than the value, or less; the value itself where it is just that."""
    said = shown(value, code)
    if isinstance(value, int | float):
        return value if said.replace(",", "") == shown(value) else said
    return value if _PLAIN_DAY.fullmatch(said) else said


def struck_entries(grid: Grid, table: Table | None = None) -> Iterator[Unplaced]:
    """What is struck through on a sheet with a `table`, or on one of a person's own, as rows of 引継ぎ未了."""
    for (row, column), struck in sorted(grid.struck.items()):
        title = words.FREE_COLUMN.format(column_letters(column))
        text = ""
        if table is not None:
            title = next((name for name, at in table.columns.items() if at == column), table.title(column))
            text = table.text(row, words.CONTENT) or table.text(row, words.SENTENCE)
        code = grid.formats.get((row, column), "")
        said = "\n".join(shown(word, code) for word in struck.words)
        yield Unplaced(f"{grid.sheet}!{address(row, column)}", "", "", text, title, said, words.STRUCK)


def _is_entry(table: Table, row: int, column: int) -> bool:
    """Whether people type in that cell: in a column of theirs, or a free one, below the header."""
    if row <= table.header:
        return False
    name = next((name for name, at in table.columns.items() if at == column), None)
    if name == words.OWNER:
        # Headings and targets have their own text there.
        return bool(table.text(row, words.CONTENT))
    return name is None or name in _ENTRIES
