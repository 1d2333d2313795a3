"""Which columns of a table hold what: the header, one row or two, known by the names of its columns.

A name may stand over several columns (番号 and 内容 under one merged title): all of them are its text. Two titles of
one meaning are no such thing: nobody but the person can tell which of them counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from xlcompare import words
from xlcompare.folding import folded
from xlcompare.reading.grid import Grid, Value

SEARCHED_ROWS = 20
LONGEST_TITLE = 16
"""Characters; what is longer is text."""
_UNIT_IN_BRACKETS = re.compile(r"\((?:単位[:、]?)?(?:百万円|千円|円)\)")
_BY_NAME = {folded(name): column for column, names in words.COLUMN_NAMES.items() for name in names}
_BELOW_TITLES = frozenset(map(folded, words.TITLES_BELOW_TITLES))
_TOGETHER = frozenset(map(folded, words.METHODS_APART))
"""Names of two columns that say 方法・スケジュール together."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header, whose rows `top` to `row` count from 0 in the tab.

    `columns` maps a column's standard name to its 0-based places, `titles` to what its cell says. `others`: the titles
    of columns that mean nothing here. `passed_over`: hidden columns, by the name that a visible one has as well.
    `doubled`: places and titles that mean the same, by that name; its columns are then the first of them.
    """

    row: int
    columns: dict[str, tuple[int, ...]]
    titles: dict[str, str]
    top: int = -1
    others: dict[int, str] = field(default_factory=dict)
    passed_over: dict[str, tuple[int, ...]] = field(default_factory=dict)
    doubled: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)

    def names(self) -> dict[int, str]:
        """The standard name of each column that has one."""
        return {column: name for name, places in self.columns.items() for column in places}


@dataclass(frozen=True, slots=True)
class _Title:
    """A header cell: its text and the columns below it."""

    text: str
    columns: tuple[int, ...]


Spans = Mapping[int, Mapping[int, _Title]]
"""By row and column, in the grid: the merged title that covers the cell, its own column included."""


def column_name(value: Value) -> str | None:
    """The standard name (words.py) of the column that a header cell `value` announces, None for any other cell."""
    return _named(value) if isinstance(value, str) else None


@lru_cache(4096)
def _named(text: str) -> str | None:
    # Titles may be set with blanks between their characters, but no text of a sentence's length is one.
    return _BY_NAME.get(_UNIT_IN_BRACKETS.sub("", folded(text))) if len(text) <= 3 * LONGEST_TITLE else None


def header_of(grid: Grid, chosen: Mapping[str, tuple[int, ...]] | None = None) -> Header | None:
    """The row among the first 20 that names most columns, 内容 among them; None where no row does.

    The topmost of equals wins. A row of titles below merged ones belongs to the header. `chosen`: places that a person
    named for a standard name; they outweigh what the titles say.
    """
    best: Header | None = None
    count = len(grid.rows[: max(0, SEARCHED_ROWS - grid.top)])
    spans = title_spans(grid, 0, count)
    for i in range(count):
        found = header_at(grid, i, spans, chosen)
        if words.CONTENT in found.columns and (best is None or len(found.columns) > len(best.columns)):
            best = found
    return best and with_row_below(grid, best, spans, chosen)


def with_row_below(
    grid: Grid, header: Header, spans: Spans, chosen: Mapping[str, tuple[int, ...]] | None = None
) -> Header:
    """`header`, with the row below it where that holds titles as well."""
    below = header.row + 1 - grid.top
    if below >= len(grid.rows) or not _is_below_titles(grid, below, spans):
        return header
    return header_at(grid, below, spans, chosen, top=header.row)


def header_at(
    grid: Grid, i: int, spans: Spans, chosen: Mapping[str, tuple[int, ...]] | None = None, top: int = -1
) -> Header:
    """What row `i` of the grid would be as a header."""
    titles = list(_titles(grid, i, spans))
    groups: dict[str, list[_Title]] = {}
    others: dict[int, str] = {}
    for title in titles:
        if name := column_name(title.text):
            groups.setdefault(name, []).append(title)
        else:
            others.update(dict.fromkeys(title.columns, title.text))
    header = Header(grid.top + i, {}, {}, top if top >= 0 else grid.top + i, others)
    for name, found in groups.items():
        _take(header, name, found, grid.hidden_columns)
    for name, columns in (chosen or {}).items():
        _choose(header, name, columns, titles)
    return header


def _take(header: Header, name: str, found: list[_Title], hidden: frozenset[int]) -> None:
    """Gives `name` its columns, of all the titles that announce it."""
    seen = [title for title in found if not hidden.issuperset(title.columns)]
    if seen and len(seen) < len(found):
        header.passed_over[name] = tuple(c for title in found if title not in seen for c in title.columns)
    seen = seen or found
    together = {folded(title.text) for title in seen} == _TOGETHER
    if len(seen) > 1 and not together:
        header.doubled[name] = tuple((title.columns[0], title.text) for title in seen)
    header.columns[name] = tuple(c for title in seen for c in title.columns) if together else seen[0].columns
    header.titles[name] = seen[0].text


def _choose(header: Header, name: str, columns: tuple[int, ...], titles: list[_Title]) -> None:
    """Gives `name` the `columns` that a person named, and takes them from whatever else they would be."""
    for other, places in list(header.columns.items()):
        left = tuple(place for place in places if place not in columns)
        if other == name or not left:
            del header.columns[other], header.titles[other]
        else:
            header.columns[other] = left
    unused = {place: title.text for title in titles for place in title.columns if column_name(title.text) == name}
    header.others.update(unused)
    for place in columns:
        header.others.pop(place, None)
    header.columns[name] = columns
    header.titles[name] = next((title.text for title in titles if columns[0] in title.columns), "")
    header.doubled.pop(name, None)
    header.passed_over.pop(name, None)


# ── titles ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def title_spans(grid: Grid, first: int, last: int) -> dict[int, dict[int, _Title]]:
    """The merged cells in the grid's rows `first` to `last` (exclusive), for each cell below them."""
    found: dict[int, dict[int, _Title]] = {}
    for merge in grid.merged:
        top, j = merge.top - grid.top, merge.left - grid.left
        if not (first <= top < last and 0 <= j < len(grid.rows[top])):
            continue
        title = _Title(_text(grid.rows[top][j]), tuple(range(merge.left, merge.right + 1)))
        for i in range(top, min(merge.bottom - grid.top + 1, last)):
            for column in title.columns:
                found.setdefault(i, {})[column] = title
    return found


def _titles(grid: Grid, i: int, spans: Spans) -> Iterator[_Title]:
    """The titles of row `i`: its own cells, what a merge brings down to it, else what stands directly above."""
    merged = spans.get(i, {})
    own = {grid.left + j: text for j, value in enumerate(grid.rows[i]) if (text := _text(value))}
    told: list[_Title] = []
    taken: set[int] = set()
    for column, text in own.items():
        title = merged[column] if column in merged else _Title(text, (column,))
        if title not in told:
            told.append(title)
        taken.update(title.columns)
    for column, title in merged.items():
        if column not in taken and title.text and title not in told:
            told.append(title)
            taken.update(title.columns)
    above = [title for title in _titles(grid, i - 1, spans) if column_name(title.text)] if i and _names(own) else []
    if len(above) > 1 or (above and len(above[0].columns) > 1):
        told = _with_row_above(told, above)
    return iter(sorted(told, key=lambda title: title.columns))


def _with_row_above(told: list[_Title], above: list[_Title]) -> list[_Title]:
    """The titles of a row, with those of the row above over columns that have none here, or no name (番号)."""
    result = [title for title in told if column_name(title.text)]
    named = {column for title in result for column in title.columns}
    other = {column: column_name(title.text) for title in result for column in title.columns}
    # A title over the whole table is none of a column.
    groups = [t for t in above if all(other.get(c) in (None, column_name(t.text)) for c in t.columns)]
    for title in groups:
        columns = tuple(column for column in title.columns if column not in named)
        same = [each for each in result if column_name(each.text) == column_name(title.text)]
        inside = [each for each in same if set(each.columns) <= set(title.columns)]
        if inside:
            # 番号 and 内容 under one 事業計画: all of it is the text.
            result = [each for each in result if each not in inside]
            result.append(_Title(inside[0].text, title.columns))
        elif columns:
            result.append(_Title(title.text, columns))
        named.update(title.columns)
    result += [title for title in told if not column_name(title.text) and not named & set(title.columns)]
    return result


def _names(own: Mapping[int, str]) -> bool:
    """Whether a row of titles says so by itself: the row above is looked at then only."""
    return any(column_name(text) for text in own.values()) and all(len(text) <= LONGEST_TITLE for text in own.values())


def _is_below_titles(grid: Grid, i: int, spans: Spans) -> bool:
    """Whether row `i` holds titles for the columns under the merged titles above it, and nothing else."""
    above = spans.get(i - 1, {})
    own = {grid.left + j: text for j, value in enumerate(grid.rows[i]) if (text := _text(value))}
    under = all(column in above and len(above[column].columns) > 1 for column in own)
    titles = all(column_name(text) or folded(text) in _BELOW_TITLES for text in own.values())
    return bool(own) and under and titles


def _text(value: Value) -> str:
    return value.strip() if isinstance(value, str) else ""
