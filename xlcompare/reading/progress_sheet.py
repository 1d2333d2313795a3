"""A filled progress workbook read back: what people typed, on which item's row, under which column.

Columns are found by their titles and rows by what stands in them, so that a book that was sorted, filtered, widened,
rearranged or saved by another program gives the same. Rows without a key are rows that people added; what stands where
nobody should type is read as well, so that it can be listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xlcompare import progress_words as words
from xlcompare.folding import folded
from xlcompare.plan import Kind, Plan
from xlcompare.progress import OwnRow, RowKind, Spot, Typed, Value
from xlcompare.reading.progress_header import PLAN_TARGETS, SHOWN_TARGETS, TYPED_TARGETS
from xlcompare.reading.progress_table import Table

_KINDS = {kind.value: kind for kind in RowKind}
_KEY = re.compile(r"[a-z]-?[0-9]+")
_NUMBER = re.compile(r"目?[0-9]+(?:\..+)?")
_TYPED = (words.OWNER, words.METHOD, words.PROGRESS, words.RATING, words.NEXT, words.LAST_RATING, words.LAST_PROGRESS)

Known = tuple[RowKind, int]


@dataclass(slots=True)
class Found:
    """What was typed on a sheet, and which rows of ours it has."""

    typed: list[Typed] = field(default_factory=list)
    own_rows: list[OwnRow] = field(default_factory=list)
    rows: frozenset[Known] = frozenset()

    def covers(self, other: Found) -> bool:
        """Whether everything in `other` stands here too."""
        mine = [(each.spot, each.value) for each in self.typed]
        rows = [(row.item, row.cells) for row in self.own_rows]
        return all((each.spot, each.value) in mine for each in other.typed) and all(
            (row.item, row.cells) in rows for row in other.own_rows
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """What the sheets said when they were made."""

    plan: Plan
    rows: Mapping[Known, str]
    """the text of each row of an area's sheet: of a measure with its sub-bullets, of a target its sentence"""
    areas: Mapping[int, int]
    """the area of each item"""
    headings: Mapping[int, int]
    """the heading of each target"""
    titles: frozenset[str]
    """what stands above the tables, folded"""

    def text(self, item: int) -> str:
        return self.plan.items[item].text if item >= 0 else ""


def read_area(table: Table, area: int, expected: Expected) -> Found:
    """What was typed on an area's sheet."""
    rows = rows_of(table, area, expected)
    found = Found(rows=frozenset(rows.values()))
    found.typed += _head(table, Spot(RowKind.AREA, area, ""), expected)
    last = -1
    for row in table.rows():
        if row not in rows:
            _read_own(table, row, area, last, found)
            continue
        kind, last = rows[row]
        read = _measure if kind is RowKind.MEASURE else _bar
        found.typed += read(table, row, rows[row], expected)
        found.typed += [
            table.typed(Spot(kind, last, column), row, at, value, table.title(at))
            for column, at, value in table.free(row)
        ]
    return found


def _head(table: Table, spot: Spot, expected: Expected) -> Iterator[Typed]:
    """The free columns' titles, and what was written above the header."""
    for column, at, value in table.free(table.header):
        yield table.typed(Spot(spot.row, spot.item, column), table.header, at, value, str(value))
    for row in table.above():
        for at in (*table.columns.values(), *table.numbers):
            found = table.value(row, at)
            if found is not None and not table.is_formula(row, at) and folded(str(found)) not in expected.titles:
                yield table.typed(spot, row, at, found)


# ── which row is which item's ────────────────────────────────────────────────────────────────────────────────────────


def rows_of(table: Table, area: int, expected: Expected) -> dict[int, Known]:
    """Which row is which item's: by its text, and by its key where the text isn't clear.

    A range that was sorted without the hidden column leaves the keys behind, so a text outweighs a key.
    """
    keyed = {row: known for row in table.rows() if (known := _key(table.text(row, words.KEY))) in expected.rows}
    rows = {row: known for row, known in keyed.items() if known and _says(table, row, known, expected)}
    own = {known for known in expected.rows if expected.areas.get(known[1], -1) == area}
    left = sorted((own | {known for known in keyed.values() if known}) - set(rows.values()), key=lambda known: known[1])
    by_text: dict[tuple[bool, str], list[Known]] = {}
    for known in left:
        if known[0] in (RowKind.MEASURE, RowKind.HEADING, RowKind.NOTE):
            by_text.setdefault((known[0] is RowKind.MEASURE, folded(expected.rows[known])), []).append(known)
    strayed = False
    for row in table.rows():
        fits = by_text.get(_said(table, row), []) if row not in rows else []
        if fits:
            rows[row] = fits.pop(0)
            strayed = strayed or row in keyed
        elif row not in rows and (kind := _box_kind(table, row)) is not None:
            # Where its key says nothing, a target's two rows come in the order of the targets.
            boxes = (known for known in (keyed.get(row), *left) if known and known[0] is kind)
            if box := next((known for known in boxes if known not in rows.values()), None):
                rows[row] = box
    if not strayed:
        # Only where no key is known to be wrong.
        for row, found in keyed.items():
            if found and row not in rows and found not in rows.values():
                rows[row] = found
    return rows


def _key(said: str) -> Known | None:
    kind = _KINDS.get(said[:1])
    return (kind, int(said[1:])) if kind is not None and said[1:].isdecimal() else None


def _says(table: Table, row: int, known: Known, expected: Expected) -> bool:
    kind, text = known[0], folded(expected.rows[known])
    content, bar = folded(table.text(row, words.CONTENT)), folded(_bar_text(table, row))
    if kind is RowKind.MEASURE:
        return content == text
    if kind is RowKind.KPI:
        # Without a text where the book was saved by a program that doesn't calculate.
        return _names_target(bar) and content in ("", text)
    return bar == (words.ACTUAL if kind is RowKind.ACTUAL else text)


def _said(table: Table, row: int) -> tuple[bool, str]:
    """Whether the row is a measure's, and its text."""
    content = folded(table.text(row, words.CONTENT))
    return bool(content), content or folded(_bar_text(table, row))


def _box_kind(table: Table, row: int) -> RowKind | None:
    """Whether the row looks like a target's or its actual's in a box, whatever its key says."""
    column, bar = table.columns[words.CONTENT], folded(_bar_text(table, row))
    if table.value(row, column) is not None and not table.is_formula(row, column):
        return None
    return RowKind.ACTUAL if bar == words.ACTUAL else RowKind.KPI if _names_target(bar) else None


def is_of_a_box(table: Table, row: int) -> bool:
    """Whether the row is one of the two that a target has on its area's sheet, or a copy of one."""
    key = _key(table.text(row, words.KEY))
    return key is not None and key[0] in (RowKind.KPI, RowKind.ACTUAL) and _names_box(folded(_bar_text(table, row)))


def _names_box(bar: str) -> bool:
    return bar == words.ACTUAL or _names_target(bar)


def _bar_column(table: Table) -> int:
    """Where a row that is merged over our columns has its text: in the one that was the first."""
    return table.columns.get(words.OWNER, min(table.columns.values()))


def _bar_text(table: Table, row: int) -> str:
    value = table.value(row, _bar_column(table))
    return "" if value is None else str(value)


def _names_target(bar: str) -> bool:
    return bar.startswith((words.KPI, words.TARGET))


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _measure(table: Table, row: int, known: Known, expected: Expected) -> Iterator[Typed]:
    of = expected.plan.items[known[1]]
    own = {words.OWNER: of.owner or "", words.METHOD: of.method or ""}
    for name in (name for name in _TYPED if name in table.columns):
        value = table.entry(row, table.columns[name])
        if ("" if value is None else value) != own.get(name, ""):
            yield table.typed(Spot(*known, name), row, table.columns[name], value)
    if folded(table.text(row, words.CONTENT)) != folded(expected.rows[known]):
        column = table.columns[words.CONTENT]
        yield table.typed(Spot(*known, words.CONTENT), row, column, table.value(row, column))


def _bar(table: Table, row: int, known: Known, expected: Expected) -> Iterator[Typed]:
    """What was typed over a heading, a note or a target, and beside its text where somebody took it apart."""
    kind, bar, content = known[0], _bar_column(table), table.columns[words.CONTENT]
    text, shown = folded(expected.rows[known]), folded(_bar_text(table, row))
    for name, column in table.columns.items():
        value = table.value(row, column)
        if value is None or name == words.KEY:
            continue
        if kind in (RowKind.HEADING, RowKind.NOTE) and column == bar:
            if shown != text:
                yield table.typed(Spot(*known, words.CONTENT), row, column, value)
        elif kind in (RowKind.KPI, RowKind.ACTUAL) and column == content:
            if not table.is_formula(row, column) and folded(str(value)) != text:
                name = words.CONTENT if kind is RowKind.KPI else words.ACTUAL
                yield table.typed(Spot(*known, name), row, column, value)
        elif not (column == bar and (_names_target(shown) if kind is RowKind.KPI else shown == words.ACTUAL)):
            yield table.typed(Spot(*known, ""), row, column, value)


def _read_own(table: Table, row: int, area: int, above: int, found: Found) -> None:
    """A row that isn't ours: a person's own, below the row of item `above`."""
    said = table.text(row, words.KEY)
    if said and not _KEY.fullmatch(said):
        column = table.columns[words.KEY]
        found.typed.append(table.typed(Spot(RowKind.AREA, area, ""), row, column, said, words.KEY))
    ours = [(name, table.entry(row, column)) for name, column in table.columns.items() if name != words.KEY]
    free = [(name, value) for name, _, value in table.free(row)]
    cells = tuple((name, value) for name, value in (*ours, *free) if value is not None)
    if cells:
        found.own_rows.append(OwnRow(area, above, cells, table.place(row, table.columns[words.CONTENT])))


# ── KPI一覧 ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_targets(table: Table, expected: Expected, printed: Mapping[int, Mapping[str, Value | None]]) -> Found:
    """What was typed on KPI一覧. `printed`: by target and column, what was read from its sentence."""
    loose = Spot(RowKind.TARGETS, -1, "")
    rows = target_rows(table, expected, printed.keys())
    found = Found(list(_head(table, loose, expected)), rows=frozenset((RowKind.TARGET, item) for item in rows.values()))
    for row in table.rows():
        if row in rows:
            found.typed += _target(table, row, rows[row], expected, printed[rows[row]])
            continue
        for column in (*table.columns.values(), *table.numbers):
            value = table.value(row, column)
            if value is not None and not table.is_formula(row, column) and not _is_key(table, row, column):
                found.typed.append(table.typed(loose, row, column, value))
    return found


def _is_key(table: Table, row: int, column: int) -> bool:
    return column == table.columns.get(words.KEY) and bool(_KEY.fullmatch(table.text(row, words.KEY)))


def _target(
    table: Table, row: int, item: int, expected: Expected, printed: Mapping[str, Value | None]
) -> Iterator[Typed]:
    of = expected.plan.items[item]
    same = {
        words.KIND: words.KPI if of.kind is Kind.KPI else words.TARGET,
        words.HEADING: expected.text(expected.headings[item]),
        words.SENTENCE: of.text,
    }
    for name, column in table.columns.items():
        spot = Spot(RowKind.TARGET, item, name)
        value = table.entry(row, column) if name in TYPED_TARGETS else table.value(row, column)
        if name in TYPED_TARGETS:
            if value != printed.get(name):
                yield table.typed(spot, row, column, value)
        elif value is None or table.is_formula(row, column) or name == words.KEY:
            continue
        elif name in SHOWN_TARGETS:
            yield table.typed(spot, row, column, value)
        elif name in PLAN_TARGETS and not (
            _NUMBER.fullmatch(str(value)) if name == words.NUMBER else folded(str(value)) == folded(same[name])
        ):
            yield table.typed(Spot(RowKind.TARGET, item, words.CONTENT), row, column, value, name)
    for name, column, value in table.free(row):
        yield table.typed(Spot(RowKind.TARGET, item, name), row, column, value, table.title(column))


def target_rows(table: Table, expected: Expected, items: Iterable[int]) -> dict[int, int]:
    """The target of each row, by its sentence, and by its key where the sentence isn't clear."""
    by_text: dict[str, list[int]] = {}
    for item in sorted(items):
        by_text.setdefault(folded(expected.text(item)), []).append(item)
    keys = {row: known[1] for row in table.rows() if (known := _key(table.text(row, words.KEY))) is not None}
    rows: dict[int, int] = {}
    for row in table.rows():
        fits = by_text.get(folded(table.text(row, words.SENTENCE)), [])
        if keys.get(row) in fits:
            rows[row] = keys[row]
    left = [item for fits in by_text.values() for item in fits if item not in rows.values()]
    for row in table.rows():
        fits = [item for item in by_text.get(folded(table.text(row, words.SENTENCE)), []) if item in left]
        if row not in rows and fits:
            rows[row] = fits[0]
            left.remove(fits[0])
    for row, item in keys.items():
        if row not in rows and item in left:
            rows[row] = item
            left.remove(item)
    return rows
