"""The table on a sheet of a filled progress workbook: its header, its columns by their titles, its free columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from xlcompare import errors
from xlcompare import progress_words as words
from xlcompare.address import address, column_letters
from xlcompare.folding import folded
from xlcompare.progress import Spot, Typed, Value, free_column
from xlcompare.reading.grid import Grid

_PRINTED = {
    words.CONTENT: re.compile(re.escape(folded(words.CONTENT_TITLE))),
    words.PROGRESS: re.compile(re.escape(folded(words.PROGRESS_TITLE)).replace(r"\{\}", ".*年[0-9]+月(?:末|[0-9]+日)")),
}
"""What the titles say that aren't simply a name, folded."""
_CALCULATED = (words.PROGRESS, words.NEXT)
"""The titles that are formulas, from left to right; KPI一覧 has none."""
SEARCHED_ROWS = 40
_NEAR = 16
"""Free columns that keep their places."""
TYPED_TARGETS = (words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR, *words.MONTHS, words.RATING, words.REMARK,
                 words.LAST_RATING)  # fmt: skip
SHOWN_TARGETS = (words.LATEST, words.AT, words.ATTAINMENT, words.SUGGESTED, words.TREND, words.SHOWN, words.COUNTED)
"""What KPI一覧 finds by itself."""
PLAN_TARGETS = (words.NUMBER, words.KIND, words.HEADING, words.SENTENCE)
_TARGET_NAMES = {folded(name): name for name in (*TYPED_TARGETS, *SHOWN_TARGETS, *PLAN_TARGETS)}


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's table: its header row, its columns by name, and the numbers of those that are free."""

    grid: Grid
    header: int
    columns: Mapping[str, int]
    numbers: Mapping[int, int]
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
    return _table(grid, area_column, (words.CONTENT, words.PROGRESS, words.RATING))


@lru_cache(maxsize=1 << 12)
def area_column(title: str) -> str | None:
    """Which of an area's columns has that title, None for any other."""
    said = folded(title)
    if said.startswith(folded(words.KEY)):
        return words.KEY
    if said in (words.LAST_RATING, words.LAST_PROGRESS, words.OWNER, words.RATING, folded(words.METHOD)):
        return {folded(words.METHOD): words.METHOD}.get(said, said)
    if said.startswith(words.CONTENT):
        return words.CONTENT
    if said.startswith(words.PROGRESS):
        return words.PROGRESS
    return words.NEXT if said.endswith(words.NEXT) else None


def kpi_table(grid: Grid) -> Table | None:
    """The table of KPI一覧; None where the sheet holds none."""
    return _table(grid, target_column, (words.SENTENCE, words.REMARK, *words.MONTHS))


@lru_cache(maxsize=1 << 12)
def target_column(title: str) -> str | None:
    """Which column of KPI一覧 has that title, None for any other."""
    said = folded(title)
    return words.KEY if said.startswith(folded(words.KEY)) else _TARGET_NAMES.get(said)


def _table(grid: Grid, name_of: Callable[[str], str | None], needed: tuple[str, ...]) -> Table | None:
    for i, row in enumerate(grid.rows[:SEARCHED_ROWS]):
        found = titles_at(grid, i, name_of)
        if all(name in found for name in needed):
            columns = {name: grid.left + j for name, j in chosen_columns(row, found).items()}
            return Table(grid, grid.top + i, columns, _free_numbers(grid, columns))
    return None


def titles_at(grid: Grid, i: int, name_of: Callable[[str], str | None]) -> dict[str, list[int]]:
    """Where in the row with index `i` a title of each of our columns stands."""
    found: dict[str, list[int]] = {}
    for j, value in enumerate(grid.rows[i]):
        if isinstance(value, str) and (name := name_of(value)):
            found.setdefault(name, []).append(j)
    missing = [name for name in _CALCULATED if name not in found]
    if missing and words.CONTENT in found:
        # A program that doesn't calculate has saved the book: the formulas are there, without what they say.
        unread = [j for j in range(len(grid.rows[i])) if grid.errors.get((grid.top + i, grid.left + j)) == ""]
        if len(unread) == len(missing):
            found |= {name: [j] for name, j in zip(missing, unread, strict=True)}
    return found


def chosen_columns(row: Sequence[Value | None], found: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """One place for each name that was `found` in the header `row`."""
    end = found[words.KEY][0] if words.KEY in found else len(row)
    return {name: _ours(name, places, row, end) for name, places in found.items()}


def _ours(name: str, places: Sequence[int], row: Sequence[Value | None], end: int) -> int:
    """Which of several columns with such a title is ours: the one whose title is printed so, the last before `end`.

    Behind the keys, at `end`, are free columns; in front of ours people put one of their own (進捗状況（8月末）, 担当).
    """
    pattern = _PRINTED.get(name)
    printed = [j for j in places if pattern and pattern.fullmatch(folded(str(row[j])))]
    inside = [j for j in printed or places if j <= end]
    return inside[-1] if inside else (printed or places)[0]


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
