"""A filled progress workbook read back: what people typed, on which item's row, under which column.

Columns are found by their titles and rows by what stands in them, so that a book that was sorted, filtered, widened,
rearranged or saved by another program gives the same. Rows without a key are rows that people added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from xlcompare import progress_words as words
from xlcompare.address import address, column_letters
from xlcompare.folding import folded
from xlcompare.plan import Plan
from xlcompare.progress import OwnRow, RowKind, Spot, Typed, Value, free_column
from xlcompare.reading.grid import Grid

_SEARCHED_ROWS = 12
_NEAR = 16
"""Free columns that keep their places."""
_KINDS = {kind.value: kind for kind in RowKind}
_TYPED = (words.OWNER, words.METHOD, words.PROGRESS, words.RATING, words.NEXT, words.LAST_RATING, words.LAST_PROGRESS)
_OF_AREA = (*_TYPED, words.CONTENT)


@dataclass(slots=True)
class Found:
    """What was typed on a sheet."""

    typed: list[Typed] = field(default_factory=list)
    own_rows: list[OwnRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's table: its header row, its columns by name, and the numbers of those that are free."""

    grid: Grid
    header: int
    columns: Mapping[str, int]
    numbers: Mapping[int, int]

    def value(self, row: int, column: int) -> Value | None:
        cells = self.grid.rows[row - self.grid.top]
        j = column - self.grid.left
        found = cells[j] if 0 <= j < len(cells) else None
        return self.grid.errors.get((row, column)) or (None if found == "" else found)

    def text(self, row: int, name: str) -> str:
        value = self.value(row, self.columns[name]) if name in self.columns else None
        return "" if value is None else str(value)

    def rows(self) -> range:
        return range(self.header + 1, self.grid.top + len(self.grid.rows))

    def free(self, row: int) -> Iterator[tuple[str, int, Value]]:
        """(column name, column, value) of what stands in the free columns."""
        for column, number in self.numbers.items():
            if (value := self.value(row, column)) is not None:
                yield free_column(number), column, value

    def place(self, row: int, column: int) -> str:
        return f"{self.grid.sheet}!{address(row, column)}"

    def title(self, column: int) -> str:
        """The title of a free column, or the letter by which people know it."""
        said = self.value(self.header, column)
        return str(said) if said is not None else words.FREE_COLUMN.format(column_letters(column))


def area_table(grid: Grid) -> Table | None:
    """The table of an area's sheet; None where the sheet holds none."""
    return _table(grid, _area_column, (words.CONTENT, words.PROGRESS, words.RATING))


def _area_column(title: str) -> str | None:
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


def _table(grid: Grid, name_of: Callable[[str], str | None], needed: tuple[str, ...]) -> Table | None:
    for i, row in enumerate(grid.rows[:_SEARCHED_ROWS]):
        columns: dict[str, int] = {}
        for j, value in enumerate(row):
            name = name_of(value) if isinstance(value, str) else None
            if name and name not in columns:
                columns[name] = grid.left + j
        if all(name in columns for name in needed):
            return Table(grid, grid.top + i, columns, _free_numbers(grid, columns))
    return None


def _free_numbers(grid: Grid, columns: Mapping[str, int]) -> dict[int, int]:
    """A number for each used column that isn't ours, counted from the end of ours.

    Columns that a person put between ours, or far away, follow after the others.
    """
    ours, ends = set(columns.values()), max(columns.values()) + 1
    used = {grid.left + j for row in grid.rows for j, value in enumerate(row) if value not in (None, "")}
    near = {c: c - ends for c in sorted(used - ours) if 0 <= c - ends < _NEAR}
    after = max(near.values(), default=-1) + 1
    return {**near, **{c: after + k for k, c in enumerate(sorted(used - ours - near.keys()))}}


@dataclass(frozen=True, slots=True)
class Expected:
    """What the sheets said when they were made: of each item the text in its row."""

    plan: Plan
    rows: Mapping[int, str]
    """the whole text of each measure's and note's row, by its first item"""
    kpis: frozenset[int]


def read_area(table: Table, area: int, expected: Expected) -> Found:
    """What was typed on an area's sheet."""
    found = Found()
    rows = _items_of(table, area, expected)
    _read_head(table, area, found)
    last = -1
    for row in table.rows():
        known = rows.get(row)
        if known is None:
            own = _own_cells(table, row)
            if own:
                found.own_rows.append(OwnRow(area, last, own, table.place(row, table.columns[words.CONTENT])))
            continue
        kind, last = known
        _read_row(table, row, kind, last, expected, found)
    return found


def _read_head(table: Table, area: int, found: Found) -> None:
    for column, at, value in table.free(table.header):
        spot = Spot(RowKind.AREA, area, column)
        found.typed.append(Typed(spot, value, table.place(table.header, at), str(value)))
    for row in range(table.grid.top, table.header):
        for _, at, value in table.free(row):
            # The title stands in our columns; this was written beside it.
            found.typed.append(Typed(Spot(RowKind.AREA, area, ""), value, table.place(row, at), table.title(at)))


def _items_of(table: Table, area: int, expected: Expected) -> dict[int, tuple[RowKind, int]]:
    """Which row is which item's: by its text, and by its key where the text isn't clear.

    A range that was sorted without the hidden column leaves the keys behind, so a text outweighs a key.
    """
    keyed: dict[int, tuple[RowKind, int]] = {}
    for row in table.rows():
        said = table.text(row, words.KEY)
        kind = _KINDS.get(said[:1])
        if kind is not None and said[1:].isdecimal() and int(said[1:]) < len(expected.plan.items):
            keyed[row] = kind, int(said[1:])
    own = [item for kind, item in keyed.values() if kind is RowKind.MEASURE]
    by_text: dict[str, list[int]] = {}
    for item in own:
        by_text.setdefault(folded(expected.rows.get(item, "")), []).append(item)
    settled = {
        row: known
        for row, known in keyed.items()
        if known[0] is not RowKind.MEASURE or _says(table, row, known[1], expected)
    }
    left = set(own) - {item for kind, item in settled.values() if kind is RowKind.MEASURE}
    for row in table.rows():
        if row in settled or not table.text(row, words.CONTENT):
            continue
        fits = [i for i in by_text.get(folded(table.text(row, words.CONTENT)), ()) if i in left]
        if fits:
            settled[row] = RowKind.MEASURE, fits[0]
            left.discard(fits[0])
    for row, (kind, item) in keyed.items():
        if row not in settled and item in left:
            settled[row] = kind, item
            left.discard(item)
    return settled


def _says(table: Table, row: int, item: int, expected: Expected) -> bool:
    return folded(table.text(row, words.CONTENT)) == folded(expected.rows.get(item, ""))


def _read_row(table: Table, row: int, kind: RowKind, item: int, expected: Expected, found: Found) -> None:
    if kind is RowKind.MEASURE:
        _read_measure(table, row, item, expected, found)
    elif kind in (RowKind.HEADING, RowKind.NOTE):
        # Merged over our columns: only the first can hold anything.
        first = table.value(row, min(table.columns[name] for name in _OF_AREA if name in table.columns))
        text = expected.rows.get(item) or expected.plan.items[item].text
        if first is not None and folded(str(first)) != folded(text) and not _in_row(table, row, text):
            spot = Spot(kind, item, words.CONTENT)
            found.typed.append(Typed(spot, first, table.place(row, table.columns[words.CONTENT]), words.CONTENT))
    for column, at, value in table.free(row):
        found.typed.append(Typed(Spot(kind, item, column), value, table.place(row, at), table.title(at)))


def _in_row(table: Table, row: int, text: str) -> bool:
    """Whether some cell of the row says `text`: columns may have been moved."""
    return any(folded(table.text(row, name)) == folded(text) for name in table.columns)


def _read_measure(table: Table, row: int, item: int, expected: Expected, found: Found) -> None:
    of = expected.plan.items[item]
    own = {words.OWNER: of.owner or "", words.METHOD: of.method or "", words.CONTENT: expected.rows.get(item, "")}
    for name in _OF_AREA:
        if name not in table.columns:
            continue
        value = table.value(row, table.columns[name])
        printed = own.get(name, "")
        same = (
            folded("" if value is None else str(value)) == folded(printed)
            if name == words.CONTENT
            else (value or "") == printed
        )
        if not same:
            spot = Spot(RowKind.MEASURE, item, name)
            found.typed.append(Typed(spot, "" if value is None else value, table.place(row, table.columns[name]), name))


def _own_cells(table: Table, row: int) -> tuple[tuple[str, Value], ...]:
    """What stands in a row without a key, by column."""
    ours = [(name, table.value(row, column)) for name, column in table.columns.items() if name != words.KEY]
    free = [(name, value) for name, _, value in table.free(row)]
    return tuple((name, value) for name, value in (*ours, *free) if value is not None)


# ── KPI一覧 ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_OF_TARGET = (words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR, *words.MONTHS, words.RATING, words.REMARK,
              words.LAST_RATING)  # fmt: skip
_SHOWN = (words.NUMBER, words.KIND, words.HEADING, words.SENTENCE, words.LATEST, words.AT, words.ATTAINMENT,
          words.SUGGESTED, words.TREND, words.SHOWN, words.COUNTED)  # fmt: skip


def kpi_table(grid: Grid) -> Table | None:
    """The table of KPI一覧; None where the sheet holds none."""
    names = {folded(name): name for name in (*_OF_TARGET, *_SHOWN)}

    def name_of(title: str) -> str | None:
        said = folded(title)
        return words.KEY if said.startswith(folded(words.KEY)) else names.get(said)

    return _table(grid, name_of, (words.SENTENCE, words.REMARK, *words.MONTHS))


def read_targets(table: Table, expected: Expected, printed: Mapping[int, Mapping[str, Value | None]]) -> list[Typed]:
    """What was typed on KPI一覧. `printed`: by target and column, what was read from its sentence."""
    found = [
        Typed(Spot(RowKind.TARGETS, -1, column), value, table.place(table.header, at), str(value))
        for column, at, value in table.free(table.header)
    ]
    for row, item in _targets_of(table, expected).items():
        for name in (name for name in _OF_TARGET if name in table.columns):
            value = table.value(row, table.columns[name])
            if value != printed[item].get(name):
                spot = Spot(RowKind.TARGET, item, name)
                found.append(Typed(spot, "" if value is None else value, table.place(row, table.columns[name]), name))
        for column, at, value in table.free(row):
            spot = Spot(RowKind.TARGET, item, column)
            found.append(Typed(spot, value, table.place(row, at), table.title(at)))
    return found


def _targets_of(table: Table, expected: Expected) -> dict[int, int]:
    """The target of each row, by its sentence, and by its key where the sentence isn't clear."""
    by_text: dict[str, list[int]] = {}
    for item in sorted(expected.kpis):
        by_text.setdefault(folded(expected.plan.items[item].text), []).append(item)
    rows: dict[int, int] = {}
    for row in table.rows():
        said = table.text(row, words.KEY)
        own = int(said[1:]) if said[:1] == RowKind.TARGET.value and said[1:].isdecimal() else -1
        fits = by_text.get(folded(table.text(row, words.SENTENCE)), [])
        item = own if own in fits else fits[0] if fits else own
        if item in expected.kpis and item not in rows.values():
            rows[row] = item
            if item in fits:
                fits.remove(item)
    return rows
