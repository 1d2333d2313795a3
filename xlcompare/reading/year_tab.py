"""A year tab whose header is known: found once, then handed to everything that reads or checks the tab.

Below the first table there may be another with other columns, and pages may repeat the header: from each header on, its
own columns hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlcompare import errors, words
from xlcompare.address import address, column_letters
from xlcompare.reading.columns import (
    LONGEST_TITLE,
    Header,
    column_name,
    header_at,
    header_of,
    title_spans,
    with_row_below,
)
from xlcompare.reading.grid import Grid, Value

Chosen = Mapping[str, tuple[str, ...]]
"""Which columns a person named for a standard name, each by its letters or its title."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows `first` to `last` (exclusive, from 0 in the tab) that stand under one header."""

    header: Header
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class YearTab:
    """A tab with its tables; `repeated`: rows that say the header once more."""

    grid: Grid
    tables: tuple[Table, ...]
    repeated: frozenset[int] = frozenset()

    @property
    def header(self) -> Header:
        """That of the first table."""
        return self.tables[0].header


def is_plan(grid: Grid, chosen: Chosen | None = None) -> bool:
    """Whether the tab has a header."""
    return header_of(grid, _places(grid, chosen, strict=False)) is not None


def year_tab(grid: Grid, chosen: Chosen | None = None) -> YearTab:
    """The tables of the tab. PlanError where it has no 内容 column, or two and nobody has chosen one of them."""
    places = _places(grid, chosen)
    header = header_of(grid, places)
    if header is None:
        raise errors.no_content_column(grid.book, grid.sheet, empty=not any(any(row) for row in grid.rows))
    _require_one_meaning(grid, header)
    tables: list[Table] = []
    repeated: set[int] = set()
    first = header.row + 1
    for found in _further_headers(grid, header, places):
        rows = range(found.top, found.row + 1)
        if found.columns == header.columns:
            repeated.update(rows)
            continue
        _require_one_meaning(grid, found)
        tables.append(Table(header, first, found.top))
        header, first = found, found.row + 1
    tables.append(Table(header, first, grid.top + len(grid.rows)))
    return YearTab(grid, tuple(tables), frozenset(repeated))


def _further_headers(grid: Grid, first: Header, places: Mapping[str, tuple[int, ...]]) -> Iterator[Header]:
    """Each row below the header that is one as well."""
    below = first.row
    for i in range(first.row + 1 - grid.top, len(grid.rows)):
        if grid.top + i <= below or not _looks_like_titles(grid.rows[i]):
            continue
        spans = title_spans(grid, i, min(i + 2, len(grid.rows)))
        found = with_row_below(grid, header_at(grid, i, spans), spans)
        if found.doubled or found.columns == first.columns:
            # What was chosen for the first table settles the same question here.
            found = with_row_below(grid, header_at(grid, i, spans, places), spans, places)
        if _is_header(found):
            below = found.row
            yield found


def _looks_like_titles(row: tuple[Value, ...]) -> bool:
    """Whether nothing but titles may stand in the row: one pass over what nearly all rows are not."""
    named = 0
    for value in row:
        if value.__class__ is str:
            text = str(value)
            if len(text) > 3 * LONGEST_TITLE:
                return False
            if column_name(text):
                named += 1
            elif len(text.strip()) > LONGEST_TITLE:
                return False
        elif value is not None:
            return False
    return named > 1


def _is_header(found: Header) -> bool:
    money = {words.BUDGET_NAME, words.BUDGET_AMOUNT}
    return len(found.columns) > 1 and (words.CONTENT in found.columns or found.columns.keys() >= money)


def _require_one_meaning(grid: Grid, header: Header) -> None:
    for name, titles in header.doubled.items():
        cells = [(address(header.row, column), title) for column, title in titles]
        raise errors.columns_doubled(grid.book, grid.sheet, name, cells, column_letters(titles[-1][0]))


def _places(grid: Grid, chosen: Chosen | None, *, strict: bool = True) -> dict[str, tuple[int, ...]]:
    """The 0-based columns that a person named. PlanError where there is no such column, if `strict`."""
    found: dict[str, tuple[int, ...]] = {}
    for name, said in (chosen or {}).items():
        places = tuple(place for each in said for place in _places_of(grid, each))
        if places:
            found[name] = places
        elif strict:
            raise errors.column_not_there(grid.book, grid.sheet, name, "・".join(said))
    return found


def _places_of(grid: Grid, said: str) -> list[int]:
    """The column that `said` names by its letters; else the first one with that title."""
    width = max((len(row) for row in grid.rows), default=0)
    for j in range(width):
        if column_letters(grid.left + j) == said.upper():
            return [grid.left + j]
    for i in range(min(len(grid.rows), 20)):
        for j, value in enumerate(grid.rows[i]):
            if isinstance(value, str) and value.strip() == said:
                return [grid.left + j]
    return []
