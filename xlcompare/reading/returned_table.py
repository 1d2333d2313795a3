"""The table on a sheet of a returned book, found although somebody has renamed, moved or removed columns of it."""

from __future__ import annotations

from xlcompare import progress_words as words
from xlcompare import rollup_words as own
from xlcompare.address import column_letters
from xlcompare.reading.grid import Grid
from xlcompare.reading.progress_header import (
    AREA_COLUMNS,
    ENOUGH,
    SEARCHED_ROWS,
    TARGET_COLUMNS,
    header_at,
    moved_columns,
    said_in,
)
from xlcompare.reading.progress_table import Table
from xlcompare.reading.returned_values import is_blank
from xlcompare.rollup import Fault

_READ = {words.OWNER, words.CONTENT, words.METHOD, words.PROGRESS, words.RATING, words.NEXT}
_READ_TARGETS = {words.SENTENCE, words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR, *words.MONTHS, words.RATING,
                 words.REMARK}  # fmt: skip


def returned_table(grid: Grid) -> tuple[Table, bool, list[Fault]] | None:
    """The table, whether it is KPI一覧's, and what is wrong with its columns; None where the sheet holds none."""
    best: tuple[int, int, bool] | None = None
    for i in range(min(len(grid.rows), SEARCHED_ROWS)):
        for targets in (False, True):
            said = said_in(grid, i, targets=targets)
            if said >= ENOUGH and (best is None or said > best[0]):
                best = said, i, targets
        if best and best[0] >= (len(TARGET_COLUMNS) if best[2] else len(AREA_COLUMNS)):
            break
    if best is None:
        return None
    _, at, targets = best
    return _table(grid, at, targets)


def _table(grid: Grid, at: int, targets: bool) -> tuple[Table, bool, list[Fault]]:
    row = grid.rows[at]
    found = header_at(grid, at, targets=targets)
    columns = {name: grid.left + j for name, j in found.columns.items()}
    issued = TARGET_COLUMNS if targets else AREA_COLUMNS
    header = grid.top + at

    def said(j: int) -> str:
        title = row[j] if j < len(row) else None
        return own.BLANK_SHOWN if is_blank(title) else str(title)

    def fault(kind: str, shown: str, *expected: str, column: int = -1) -> Fault:
        return Fault(kind, shown, own.EXPECT[kind].format(*expected), grid.sheet, header, column)

    faults = [
        fault(own.MOVED_COLUMN, own.ORDER.format(name), _behind(before), column=columns[name])
        for name, before in moved_columns(columns, issued)
    ]
    faults += [
        fault(own.RENAMED_COLUMN, said(found.columns[name]), _title(name), column=columns[name])
        for name in sorted(found.renamed, key=columns.__getitem__)
    ]
    faults += [
        fault(own.DOUBLED_COLUMN, said(j), said(found.columns[name]), column=grid.left + j) for name, j in found.doubled
    ]
    faults += [
        fault(own.NO_COLUMN, own.ORDER.format(_title(name)), _title(name))
        for name in issued
        if name not in columns and name in (_READ_TARGETS if targets else _READ)
    ]
    return Table(grid, header, columns, {}), targets, faults


def _behind(name: str | None) -> str:
    return own.ORDER.format(column_letters(0) if name is None else _title(name))


def _title(name: str) -> str:
    return words.CONTENT_TITLE if name == words.CONTENT else name
