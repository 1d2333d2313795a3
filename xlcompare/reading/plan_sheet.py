"""From a year tab's grid to its plan: blank = as above, merged cells, several lines in one cell, both ways of writing.

Reading collects every problem before it stops, so that a person corrects a book once. What is fatal for a comparison
(no 内容 column, nothing in it) raises; everything else is kept as it is and listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from xlcompare import errors, marks, notices, words
from xlcompare.address import address
from xlcompare.fiscal_year import fiscal_year
from xlcompare.folding import folded
from xlcompare.plan import Kind, Place, Plan
from xlcompare.reading.amounts import column_unit
from xlcompare.reading.budget_lines import budget_of, label_of
from xlcompare.reading.coverage import coverage_of
from xlcompare.reading.grid import Grid
from xlcompare.reading.outline import Line, items_of
from xlcompare.reading.problem import Problem
from xlcompare.reading.sum_names import Says, says
from xlcompare.reading.table_reader import Account, TableReader
from xlcompare.reading.typed_rows import TypedRow, typed_rows
from xlcompare.reading.wrapped import joined
from xlcompare.reading.year_tab import Chosen, YearTab, year_tab

_KINDS = {folded(name): Kind(kind) for name, kind in words.KIND_NAMES.items()}
_BRANCH = re.compile(r"(?:^|年度|協会|[^一-龥々ケヶ])([一-龥々ケヶ]{2,4}支部)")
_MAY_STAND_BESIDE = {words.METHOD, words.BUDGET_NAME, words.BUDGET_AMOUNT}
"""Columns that may go on in a row in which the sentence of 内容 goes on."""
_READ = (words.AREA, words.HEADING, words.SUBHEADING, words.KIND, words.CONTENT, words.OWNER, words.METHOD)


class _Texts(NamedTuple):
    """A row's texts in the columns `_READ`."""

    area: str
    heading: str
    subheading: str
    kind: str
    content: str
    owner: str
    method: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan and what was noticed while reading it. `told`: sentences that every command says.

    `unread`: the cells of the plan's texts that hold an error or a formula without a result, and which error.
    """

    plan: Plan
    problems: tuple[Problem, ...]
    told: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


def read_plan(source: Grid | YearTab, year: int | None = None, chosen: Chosen | None = None) -> Reading:
    """The plan in a tab. `year` is the fiscal year where the tab's name doesn't tell it; `chosen` as in `year_tab`.

    Raises PlanError where the tab has no 内容 column or nothing in it, and as `year_tab` does.
    """
    tab = source if isinstance(source, YearTab) else year_tab(source, chosen)
    grid, header = tab.grid, tab.header
    account = Account()
    readers = [TableReader(tab, table, account) for table in tab.tables]
    above = _Above()
    lines = [line for reader in readers for line in _Table(reader, above).lines()]
    if not any(line.kind is not Kind.AREA for line in lines):
        raise errors.empty_tab(grid.book, grid.sheet, address(header.row, header.columns[words.CONTENT][0]))
    items = items_of(lines)
    budget = budget_of(readers, items)
    unit = column_unit(header.titles.get(words.BUDGET_AMOUNT, ""))
    plan = Plan(
        grid.book,
        grid.sheet,
        year if year is not None else fiscal_year(grid.sheet) or 0,
        items,
        budget.lines,
        _branch(grid, header.top),
        unit,
        left_out=budget.left_out,
        coverage=coverage_of(tab, account),
    )
    off = [place.cell for place in budget.off]
    return Reading(plan, tuple(account.problems), (notices.sums_off(grid.sheet, off),) if off else ())


@dataclass(slots=True)
class _Above:
    """What blank cells repeat: the last area, heading, subheading and owner."""

    area: str = ""
    area_cell: str = ""
    heading: str = ""
    subheading: str = ""
    owner: str | None = None
    line: str = ""
    """the last line of 内容; a 項目 below it with the same text is that very line, now with bullets of its own"""


@dataclass(slots=True)
class _Table:
    """One table's lines; `above` goes on from table to table."""

    reader: TableReader
    above: _Above
    opens_blocks: bool = field(init=False)

    def __post_init__(self) -> None:
        known = self.reader.header.columns.keys()
        self.opens_blocks = not {words.HEADING, words.KIND} & known and self._has_lines()

    def lines(self) -> Iterator[Line]:
        """Every line in reading order: an area's title, a 項目, a 小項目, then the lines of 内容."""
        rows: list[tuple[int, _Texts]] = []
        for row in self.reader.rows():
            texts = _Texts(*self.reader.texts(row, _READ))
            if any(texts) and not self._is_sum(row, texts):
                rows.append((row, texts))
        for row, texts in self._sentences(rows):
            yield from self._titles(row, texts)
            if texts.content:
                yield from self._content(row, texts)

    def _is_sum(self, row: int, texts: _Texts) -> bool:
        """Whether a row is a sum of the budget, named in a column of the plan."""
        reader = self.reader
        if words.BUDGET_AMOUNT not in reader.header.columns:
            return False
        # Few rows have an amount, and fewer of them no name for it.
        amount = reader.value(row, words.BUDGET_AMOUNT) not in (None, "") or reader.has_error(row, words.BUDGET_AMOUNT)
        if not amount or reader.text(row, words.BUDGET_NAME):
            return False
        if all(says(text) is not Says.SUM for text in texts[:5]) or says(label_of(reader, row) or "") is not Says.SUM:
            return False
        reader.leave_out(row, words.BY_SUM, *_READ)
        return True

    def _sentences(self, rows: list[tuple[int, _Texts]]) -> Iterator[tuple[int, _Texts]]:
        """The `rows`; those that are one sentence, typed over several of them, are the first of them."""
        if not any(texts.content and not texts.kind and not marks.first_mark(texts.content).kind for _, texts in rows):
            yield from rows
            return
        typed = typed_rows([self._typed(row) for row, texts in rows if texts.content])
        last = {first: row for row, first in typed.begins.items()}
        found = dict(rows)
        for row, first in typed.begins.items():
            goes_on = found.pop(row)
            found[first] = found[first]._replace(content=found[first].content + goes_on.content)
            # Its own words, wherever they are printed.
            self.reader.take(row, words.CONTENT)
        for first, end in last.items():
            self.reader.problem(first, words.CONTENT, notices.rows_joined(first + 1, end + 1))
        for row in sorted(typed.doubtful):
            above = self.reader.place(row - 1, words.CONTENT).cell
            self.reader.problem(row, words.CONTENT, notices.rows_may_be_one(above))
        yield from found.items()

    def _typed(self, row: int) -> TypedRow:
        own = {name: self.reader.own(row, name) for name in self.reader.header.columns}
        beside = {name for name, text in own.items() if text.strip()} - {words.CONTENT}
        return TypedRow(row, own[words.CONTENT], beside <= _MAY_STAND_BESIDE, not beside)

    def _titles(self, row: int, texts: _Texts) -> Iterator[Line]:
        above, reader = self.above, self.reader
        reader.take(row, words.AREA, words.HEADING, words.SUBHEADING, words.OWNER)
        if texts.area and texts.area != above.area_cell:
            above.area_cell = texts.area
            area = _one_line(texts.area)
            if folded(area) != folded(above.area):
                above.area, above.heading, above.subheading, above.owner, above.line = area, "", "", None, ""
                yield Line(area, reader.place(row, words.AREA), area, kind=Kind.AREA)
        elif not above.area and words.AREA in reader.header.columns and (texts.heading or texts.content):
            above.area = " "
            reader.problem(row, words.AREA, notices.text_without_area())
        own_method = None if texts.content else texts.method or None
        if texts.heading and folded(heading := _one_line(texts.heading)) != folded(above.heading):
            above.heading, above.subheading = heading, ""
            above.owner = texts.owner or marks.owner_tag(heading)[1]
            if folded(heading) != folded(above.line):
                method = None if texts.subheading else own_method
                self._take_method(row, method)
                yield Line(heading, reader.place(row, words.HEADING), above.area.strip(), True, Kind.HEADING,
                           owner=above.owner, method=method)  # fmt: skip
                above.line = ""
        elif texts.owner and not texts.content:
            above.owner = texts.owner
        if texts.subheading and folded(subheading := _one_line(texts.subheading)) != folded(above.subheading):
            above.subheading = subheading
            self._take_method(row, own_method)
            yield Line(subheading, reader.place(row, words.SUBHEADING), above.area.strip(), kind=Kind.HEADING,
                       depth=1 if above.heading else 0, owner=texts.owner or above.owner,
                       method=own_method)  # fmt: skip

    def _take_method(self, row: int, method: str | None) -> None:
        if method is not None:
            self.reader.take(row, words.METHOD)

    def _content(self, row: int, texts: _Texts) -> Iterator[Line]:
        above = self.above
        self.reader.take(row, words.CONTENT, words.KIND, words.METHOD)
        kind = self._kind(row, texts.kind) if texts.kind else None
        parts = self._logical_lines(row, texts.content)
        above.line = parts[-1][1]
        cell = self.reader.place(row, words.CONTENT).cell
        for k, (i, line) in enumerate(parts):
            opens = self.opens_blocks and k == 0
            tagged = marks.owner_tag(line)[1]
            if opens:
                above.owner = texts.owner or tagged
            yield Line(
                line,
                Place(cell, i + 1 if len(parts) > 1 else 0),
                above.area.strip(),
                opens,
                kind if k == 0 or kind is not Kind.MEASURE else None,
                None,
                texts.owner or tagged or above.owner,
                texts.method or None,
            )

    def _logical_lines(self, row: int, content: str) -> list[tuple[int, str]]:
        if "\n" not in content:
            return [(0, content)]
        lines = content.split("\n")
        parts = joined(lines)
        if len(parts) < sum(1 for line in lines if line.strip()):
            self.reader.problem(row, words.CONTENT, notices.lines_joined())
        return parts

    def _kind(self, row: int, text: str) -> Kind | None:
        kind = _KINDS.get(folded(text)) or _KINDS.get(folded(text).upper())
        if kind is None:
            self.reader.problem(row, words.KIND, notices.unknown_kind(text))
        return kind

    def _has_lines(self) -> bool:
        """Whether the table is written as an outline: cells of several lines, a heading with its bullets."""
        return any("\n" in self.reader.own(row, words.CONTENT).strip() for row in self.reader.rows())


def _one_line(text: str) -> str:
    return "".join(part.strip() for part in text.split("\n")) if "\n" in text else text


def _branch(grid: Grid, header: int) -> str | None:
    """The branch (岡山支部) that a title above the header names, or else the file's name."""
    above = (str(v) for row in grid.rows[: max(0, header - grid.top)] for v in row if isinstance(v, str))
    for text in (*above, grid.book):
        if found := _BRANCH.search(text):
            return found[1].removeprefix(words.FISCAL_YEAR)
    return None
