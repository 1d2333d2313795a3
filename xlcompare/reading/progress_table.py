"""The table on a sheet of a filled progress workbook: its header, its columns by their titles, its free columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlcompare import errors, notices
from xlcompare import progress_words as words
from xlcompare.address import address, column_letters
from xlcompare.progress import Spot, Typed, Value, free_column
from xlcompare.reading.grid import Grid
from xlcompare.reading.number_formats import shown
from xlcompare.reading.progress_header import ENOUGH, SEARCHED_ROWS, Header, header_at, said_in

_NEAR = 16
"""Free columns that keep their places."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's table: its header row, its columns by name, and the numbers of those that are free."""

    grid: Grid
    header: int
    columns: Mapping[str, int]
    numbers: Mapping[int, int]
    told: tuple[str, ...] = ()
    """what people made of the titles, in sentences"""
    used: Sequence[int] = field(init=False)
    """The rows below the header that hold anything: a remark in the last row of a sheet costs no million rows."""

    def __post_init__(self) -> None:
        rows, top = self.grid.rows, self.grid.top
        # `any` sees no 0, and neither sees the cells with errors.
        filled = {top + i for i, row in enumerate(rows) if any(row) or 0 in row} | {row for row, _ in self.grid.errors}
        object.__setattr__(self, "used", sorted(row for row in filled if self.header < row < top + len(rows)))

    def value(self, row: int, column: int) -> Value | None:
        cells = self.grid.rows[row - self.grid.top]
        j = column - self.grid.left
        found = cells[j] if 0 <= j < len(cells) else None
        return self.grid.errors.get((row, column)) or (None if found == "" else found)

    def entry(self, row: int, column: int) -> Value | None:
        """The value of a cell that people type in. PlanError for their formula that nothing has calculated yet."""
        value = self.value(row, column)
        if value is None and self.grid.errors.get((row, column)) == "":
            raise errors.formula_unread(self.grid.book, self.grid.sheet, address(row, column))
        return value

    def text(self, row: int, name: str) -> str:
        value = self.value(row, self.columns[name]) if name in self.columns else None
        return "" if value is None else str(value)

    def rows(self) -> Sequence[int]:
        return self.used

    def above(self) -> range:
        return range(self.grid.top, self.header)

    def free(self, row: int) -> Iterator[tuple[str, int, Value]]:
        """(column name, column, value) of what stands in the free columns."""
        for column, number in self.numbers.items():
            if (value := self.entry(row, column)) is not None:
                yield free_column(number), column, value

    def is_formula(self, row: int, column: int) -> bool:
        return (row, column) in self.grid.formulas

    def place(self, row: int, column: int) -> str:
        return f"{self.grid.sheet}!{address(row, column)}"

    def title(self, column: int) -> str:
        """The title of a column, or the letter by which people know it."""
        said = self.value(self.header, column)
        return str(said) if said is not None else words.FREE_COLUMN.format(column_letters(column))

    def typed(self, spot: Spot, row: int, column: int, value: Value | None, title: str = "") -> Typed:
        """The `value` of a cell, '' where a person emptied it."""
        return Typed(
            spot, "" if value is None else value, self.place(row, column), title or spot.column or self.title(column)
        )


def area_table(grid: Grid) -> Table | None:
    """The table of an area's sheet; None where the sheet holds none."""
    return _table(grid, (words.CONTENT, words.PROGRESS, words.RATING), targets=False)


def kpi_table(grid: Grid) -> Table | None:
    """The table of KPI一覧; None where the sheet holds none."""
    return _table(grid, (words.SENTENCE, words.REMARK, *words.MONTHS), targets=True)


def _table(grid: Grid, needed: tuple[str, ...], *, targets: bool) -> Table | None:
    for i in range(min(len(grid.rows), SEARCHED_ROWS)):
        if said_in(grid, i, targets=targets) >= ENOUGH:
            header = header_at(grid, i, targets=targets)
            if all(name in header.columns for name in needed):
                columns = {name: grid.left + j for name, j in header.columns.items()}
                return Table(grid, grid.top + i, columns, _free_numbers(grid, columns), tuple(told_of(grid, i, header)))
    return None


def told_of(grid: Grid, i: int, header: Header) -> Iterator[str]:
    """What a person has to know of how the titles of the header at index `i` were read."""
    row = grid.rows[i]

    def said(name: str, j: int) -> tuple[str, str, str, str]:
        title = row[j] if j < len(row) else None
        return grid.book, f"{grid.sheet}!{address(grid.top + i, grid.left + j)}", shown(title), name

    for name in sorted(header.renamed, key=header.columns.__getitem__):
        yield notices.title_read_as(*said(name, header.columns[name]))
    for name, j in header.doubled:
        yield notices.title_left_aside(*said(name, j), shown(row[header.columns[name]]))


def _free_numbers(grid: Grid, columns: Mapping[str, int]) -> dict[int, int]:
    """A number for each used column that isn't ours, counted from the end of ours.

    Columns that a person put between ours, or far away, follow after the others.
    """
    ours, ends = set(columns.values()), max(columns.values()) + 1
    rows = (row for row in grid.rows if any(row) or 0 in row)
    used = {grid.left + j for row in rows for j, value in enumerate(row) if value not in (None, "")}
    used |= {column for _, column in grid.errors}
    near = {c: c - ends for c in sorted(used - ours) if 0 <= c - ends < _NEAR}
    after = max(near.values(), default=-1) + 1
    return {**near, **{c: after + k for k, c in enumerate(sorted(used - ours - near.keys()))}}
