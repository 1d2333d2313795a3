"""Which column of a progress workbook's table is which, although people rename titles and put columns of their own in.

One reader for what is carried over and for what is collected, so that a book that one command reads is read by all. A
title is ours as it was printed, else by another name that people give it, else by its place between its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from xlcompare import progress_words as words
from xlcompare.folding import folded
from xlcompare.progress import Value
from xlcompare.reading.grid import Grid

TYPED_TARGETS = (words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR, *words.MONTHS, words.RATING, words.REMARK,
                 words.LAST_RATING)  # fmt: skip
SHOWN_TARGETS = (words.LATEST, words.AT, words.ATTAINMENT, words.SUGGESTED, words.TREND, words.SHOWN, words.COUNTED)
"""What KPI一覧 finds by itself."""
PLAN_TARGETS = (words.NUMBER, words.KIND, words.HEADING, words.SENTENCE)
AREA_COLUMNS = (
    words.OWNER, words.CONTENT, words.METHOD, words.PROGRESS, words.RATING, words.NEXT, words.LAST_PROGRESS, words.KEY,
)  # fmt: skip
"""In the order in which they were sent out."""
TARGET_COLUMNS = (
    *PLAN_TARGETS, words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR, *words.MONTHS, words.LATEST, words.AT,
    words.ATTAINMENT, words.SUGGESTED, words.RATING, words.REMARK, words.TREND, words.SHOWN, words.COUNTED, words.KEY,
)  # fmt: skip
SEARCHED_ROWS = 40
ENOUGH = 4
"""Titles that no other table has so many of."""
_ONLY_TARGETS = frozenset((*TYPED_TARGETS, *SHOWN_TARGETS, *PLAN_TARGETS)) - {words.RATING, words.LAST_RATING}
_PRINTED = {
    words.CONTENT: re.compile(re.escape(folded(words.CONTENT_TITLE))),
    words.PROGRESS: re.compile(re.escape(folded(words.PROGRESS_TITLE)).replace(r"\{\}", ".*年[0-9]+月(?:末|[0-9]+日)")),
}
"""What the titles say that aren't simply a name, folded."""
_CALCULATED = (words.PROGRESS, words.NEXT)
"""The titles that are formulas, from left to right; KPI一覧 has none."""
_TARGET_NAMES = {folded(name): name for name in (*TYPED_TARGETS, *SHOWN_TARGETS, *PLAN_TARGETS)}
_AREA_NAMES = {
    folded(name): name for name in (words.LAST_RATING, words.LAST_PROGRESS, words.OWNER, words.RATING, words.METHOD)
}
_CALLED = {
    targets: {folded(title): name for name, titles in words.ALSO_CALLED.items() if name in ours for title in titles}
    for targets, ours in ((False, (*AREA_COLUMNS, words.LAST_RATING)), (True, (*TARGET_COLUMNS, words.LAST_RATING)))
}

Places = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a header by name, counted from the grid's left; what people made of the titles.

    `renamed`: the columns that go by another title than ours. `doubled`: for a name the columns that might have been it
    and aren't.
    """

    columns: Mapping[str, int]
    renamed: frozenset[str] = frozenset()
    doubled: tuple[tuple[str, int], ...] = ()


@lru_cache(maxsize=1 << 12)
def area_column(title: str) -> str | None:
    """Which of an area's columns has that title, None for any other."""
    said = folded(title)
    for name in (words.KEY, words.CONTENT, words.PROGRESS):
        if said.startswith(folded(name)):
            return name
    return _AREA_NAMES.get(said) or (words.NEXT if said.endswith(words.NEXT) else None)


@lru_cache(maxsize=1 << 12)
def target_column(title: str) -> str | None:
    """Which column of KPI一覧 has that title, None for any other."""
    said = folded(title)
    return words.KEY if said.startswith(folded(words.KEY)) else _TARGET_NAMES.get(said)


def header_at(grid: Grid, i: int, *, targets: bool) -> Header:
    """The columns in the row with index `i`, of KPI一覧 if `targets`, else of an area's sheet."""
    row = grid.rows[i]
    printed, called = _titles(grid, i, targets)
    end = printed[words.KEY][0] if words.KEY in printed else len(row)
    columns = {name: _ours(name, places, row, end) for name, places in printed.items()}
    # Behind the keys stand free columns, whatever they are called.
    inside = {name: [j for j in places if j < end] for name, places in called.items() if name not in columns}
    renamed = {name: places[0] for name, places in inside.items() if places}
    known = {**columns, **renamed}
    taken = set(known.values())
    issued = TARGET_COLUMNS if targets else AREA_COLUMNS
    for name in issued:
        if name not in known and (column := _in_the_gap(known, taken, issued, name)) is not None:
            known[name] = renamed[name] = column
            taken.add(column)
    others = {name: (*printed.get(name, ()), *called.get(name, ())) for name in known}
    doubled = ((name, j) for name, places in others.items() for j in places if j < end and j not in taken)
    return Header(known, frozenset(renamed), tuple(sorted(doubled)))


def said_in(grid: Grid, i: int, *, targets: bool) -> int:
    """How many of our columns the row with index `i` names; 0 where none of them is KPI一覧's alone, if `targets`."""
    printed, called = _titles(grid, i, targets)
    return 0 if targets and not printed.keys() & _ONLY_TARGETS else len(printed.keys() | called.keys())


def list_header(row: Sequence[Value | None], names: Sequence[str]) -> Header | None:
    """The columns of a list whose `names` stand side by side, most of them as printed; None where they don't."""
    said = [folded(value) if isinstance(value, str) else "" for value in row]
    columns = {name: said.index(folded(name)) for name in names if folded(name) in said}
    if len(columns) < ENOUGH:
        return None
    renamed = []
    for before, name, after in zip(("", *names), names, (*names[1:], ""), strict=False):
        if name not in columns:
            column = columns[before] + 1 if before in columns else columns.get(after, 0) - 1
            if column < 0 or column in columns.values():
                return None
            columns[name] = column
            renamed.append(name)
    return Header(columns, frozenset(renamed))


def _titles(grid: Grid, i: int, targets: bool) -> tuple[Places, Places]:
    """Where in the row with index `i` a title of each of our columns stands: as printed, and by other names."""
    name_of, other = (target_column if targets else area_column), _CALLED[targets]
    printed: Places = {}
    called: Places = {}
    for j, value in enumerate(grid.rows[i]):
        if not isinstance(value, str):
            continue
        if name := name_of(value):
            printed.setdefault(name, []).append(j)
        elif name := other.get(folded(value)):
            called.setdefault(name, []).append(j)
    missing = [name for name in _CALCULATED if name not in printed]
    if missing and words.CONTENT in printed:
        # A program that doesn't calculate has saved the book: the formulas are there, without what they say.
        unread = [j for j in range(len(grid.rows[i])) if grid.errors.get((grid.top + i, grid.left + j)) == ""]
        if len(unread) == len(missing):
            printed |= {name: [j] for name, j in zip(missing, unread, strict=True)}
    return printed, called


def _ours(name: str, places: Sequence[int], row: Sequence[Value | None], end: int) -> int:
    """Which of several columns with such a title is ours: the one whose title is printed so, the last before `end`.

    Behind the keys, at `end`, are free columns; in front of ours people put one of their own (進捗状況（8月末）, 担当).
    """
    pattern = _PRINTED.get(name)
    printed = [j for j in places if pattern and pattern.fullmatch(folded(str(row[j])))]
    inside = [j for j in printed or places if j <= end]  # The key is at `end` itself.
    return inside[-1] if inside else (printed or places)[0]


def _in_the_gap(columns: Mapping[str, int], taken: set[int], issued: Sequence[str], name: str) -> int | None:
    """The column that stands where `name` was sent out: between its neighbours, of as many as are missing there."""
    at = issued.index(name)
    before = [columns[each] for each in issued[:at] if each in columns]
    first = before[-1] + 1 if before else 0
    # Behind the last of ours stand free columns, of which nobody knows how many there are.
    end = min((columns[each] for each in issued[at + 1 :] if columns.get(each, -1) >= first), default=first)
    free = [column for column in range(first, end) if column not in taken]
    run = len(list(takewhile(lambda each: each not in columns, reversed(issued[:at]))))
    run += len(list(takewhile(lambda each: each not in columns, issued[at:])))
    return free[0] if free and len(free) == run else None


def moved_columns(columns: Mapping[str, int], issued: Sequence[str]) -> Iterator[tuple[str, str | None]]:
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
            yield name, names[i - 1] if i else None
