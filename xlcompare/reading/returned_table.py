"""The table on a sheet of a returned book, found although somebody has renamed, moved or removed columns of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile

from xlcompare import progress_words as words
from xlcompare import rollup_words as own
from xlcompare.address import column_letters
from xlcompare.progress import Value
from xlcompare.reading.grid import Grid
from xlcompare.reading.progress_table import (
    PLAN_TARGETS,
    SEARCHED_ROWS,
    SHOWN_TARGETS,
    TYPED_TARGETS,
    Table,
    area_column,
    chosen_columns,
    target_column,
    titles_at,
)
from xlcompare.reading.returned_values import is_blank
from xlcompare.rollup import Fault

NameOf = Callable[[str], str | None]

AREA_COLUMNS = (
    words.OWNER, words.CONTENT, words.METHOD, words.PROGRESS, words.RATING, words.NEXT, words.LAST_PROGRESS, words.KEY,
)  # fmt: skip
"""In the order in which they were sent out."""
TARGET_COLUMNS = (
    *PLAN_TARGETS, words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR, *words.MONTHS, words.LATEST, words.AT,
    words.ATTAINMENT, words.SUGGESTED, words.RATING, words.REMARK, words.TREND, words.SHOWN, words.COUNTED, words.KEY,
)  # fmt: skip
_ONLY_TARGETS = frozenset((*TYPED_TARGETS, *SHOWN_TARGETS, *PLAN_TARGETS)) - {words.RATING, words.LAST_RATING}
_READ = {words.OWNER, words.CONTENT, words.METHOD, words.PROGRESS, words.RATING, words.NEXT}
_READ_TARGETS = {words.SENTENCE, words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR, *words.MONTHS, words.RATING,
                 words.REMARK}  # fmt: skip
_ENOUGH = 4
"""Titles that no other table has so many of."""


def returned_table(grid: Grid) -> tuple[Table, bool, list[Fault]] | None:
    """The table, whether it is KPI一覧's, and what is wrong with its columns; None where the sheet holds none."""
    best: tuple[int, int, bool] | None = None
    for i in range(min(len(grid.rows), SEARCHED_ROWS)):
        for targets in (False, True):
            found = titles_at(grid, i, target_column if targets else area_column)
            said = len(found) - (0 if not targets or found.keys() & _ONLY_TARGETS else len(found))
            if said >= _ENOUGH and (best is None or said > best[0]):
                best = said, i, targets
        if best and best[0] >= (len(TARGET_COLUMNS) if best[2] else len(AREA_COLUMNS)):
            break
    if best is None:
        return None
    _, at, targets = best
    return _table(grid, at, targets)


def _table(grid: Grid, at: int, targets: bool) -> tuple[Table, bool, list[Fault]]:
    row = grid.rows[at]
    columns = chosen_columns(row, titles_at(grid, at, target_column if targets else area_column))
    issued = TARGET_COLUMNS if targets else AREA_COLUMNS
    header = grid.top + at
    faults = [
        Fault(own.MOVED_COLUMN, own.ORDER.format(name), own.EXPECT[own.MOVED_COLUMN].format(before), grid.sheet,
              header, grid.left + columns[name])
        for name, before in _moved(columns, issued)
    ]  # fmt: skip
    missing = [name for name in issued if name not in columns and name in (_READ_TARGETS if targets else _READ)]
    taken = set(columns.values())
    for name in missing:
        column = _in_the_gap(row, columns, taken, issued, name)
        if column is None:
            expected = own.EXPECT[own.NO_COLUMN].format(_title(name))
            faults.append(Fault(own.NO_COLUMN, own.ORDER.format(_title(name)), expected, grid.sheet, header))
            continue
        said = row[column] if column < len(row) else None
        found = own.BLANK_SHOWN if is_blank(said) else str(said)
        expected = own.EXPECT[own.RENAMED_COLUMN].format(_title(name))
        faults.append(Fault(own.RENAMED_COLUMN, found, expected, grid.sheet, header, grid.left + column))
        columns[name] = column
        taken.add(column)
    placed = {name: grid.left + column for name, column in columns.items()}
    return Table(grid, header, placed, {}), targets, faults


def _title(name: str) -> str:
    return words.CONTENT_TITLE if name == words.CONTENT else name


def _in_the_gap(
    row: Sequence[Value | None], columns: Mapping[str, int], taken: set[int], issued: Sequence[str], name: str
) -> int | None:
    """The column that stands where `name` was sent out: between its neighbours, of as many as are missing there."""
    at = issued.index(name)
    before = [columns[each] for each in issued[:at] if each in columns]
    after = [columns[each] for each in issued[at + 1 :] if each in columns]
    first = before[-1] + 1 if before else 0
    last = min((column for column in after if column >= first), default=len(row)) - 1
    free = [column for column in range(first, last + 1) if column not in taken]
    run = len(list(takewhile(lambda each: each not in columns, reversed(issued[:at]))))
    run += len(list(takewhile(lambda each: each not in columns, issued[at:])))
    return free[0] if free and len(free) == run else None


def _moved(columns: Mapping[str, int], issued: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The columns that left their order, each with the one that it stood behind: as few as explain it."""
    names = [name for name in issued if name in columns]
    places = [columns[name] for name in names]
    if places == sorted(places):
        return
    # The longest row of columns that are still in order; the others have moved.
    best: list[tuple[int, int]] = []
    for i, place in enumerate(places):
        longest = max(((best[j][0], j) for j in range(i) if places[j] < place), default=(0, -1))
        best.append((longest[0] + 1, longest[1]))
    at = max(range(len(best)), key=lambda i: best[i][0])
    stayed = set()
    while at >= 0:
        stayed.add(at)
        at = best[at][1]
    for i, name in enumerate(names):
        if i not in stayed:
            yield name, own.ORDER.format(_title(names[i - 1])) if i else own.ORDER.format(column_letters(0))
