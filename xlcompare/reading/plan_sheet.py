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
from xlcompare.reading.budget_lines import budget_of
from xlcompare.reading.columns import Header, column_name, header_of
from xlcompare.reading.grid import Grid, Value
from xlcompare.reading.number_formats import shown
from xlcompare.reading.outline import Line, items_of
from xlcompare.reading.sum_names import Says, says
from xlcompare.reading.typed_rows import TypedRow, typed_rows
from xlcompare.reading.wrapped import joined

_HEADER_LENGTH = 12
"""Characters of the longest name of the column 内容, its blanks included."""
_KINDS = {folded(name): Kind(kind) for name, kind in words.KIND_NAMES.items()}
_BRANCH = re.compile(r"(?:^|年度|協会|[^一-龥々ケヶ])([一-龥々ケヶ]{2,4}支部)")
_LABELS = (words.AREA, words.HEADING, words.SUBHEADING, words.CONTENT)
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
class Problem:
    """Something that a person should look at: one sentence about one cell."""

    sheet: str
    cell: str
    message: str
    remark: bool = False
    """whether nothing is wrong: a person should know it, that is all"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan and what was noticed while reading it. `told`: sentences that every command says.

    `unread`: the cells of the plan's texts that hold an error or a formula without a result, and which error.
    """

    plan: Plan
    problems: tuple[Problem, ...]
    told: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


def read_plan(grid: Grid, year: int | None = None) -> Reading:
    """The plan in `grid`. `year` is the fiscal year where the tab's name doesn't tell it.

    Raises PlanError where the tab has no 内容 column or nothing in it.
    """
    header = header_of(grid)
    if header is None:
        raise errors.no_content_column(grid.book, grid.sheet, empty=not any(any(row) for row in grid.rows))
    tab = _Tab(grid, header)
    lines = list(tab.lines())
    if not any(line.kind is not Kind.AREA for line in lines):
        raise errors.empty_tab(grid.book, grid.sheet, address(header.row, header.columns[words.CONTENT]))
    items = items_of(lines)
    budget = budget_of(tab, items)
    plan = Plan(
        grid.book,
        grid.sheet,
        year if year is not None else fiscal_year(grid.sheet) or 0,
        items,
        budget.lines,
        _branch(grid, header),
        column_unit(header.titles.get(words.BUDGET_AMOUNT, "")),
        left_out=budget.left_out,
    )
    off = [place.cell for place in budget.off]
    return Reading(plan, tuple(tab.problems), (notices.sums_off(grid.sheet, off),) if off else ())


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
class _Tab:
    grid: Grid
    header: Header
    problems: list[Problem] = field(default_factory=list)
    spread: dict[tuple[int, int], Value] = field(init=False)
    opens_blocks: bool = field(init=False)

    def __post_init__(self) -> None:
        self.spread = dict(self._merged_values())
        self.opens_blocks = not {words.HEADING, words.KIND} & self.header.columns.keys() and self._has_lines()

    def lines(self) -> Iterator[Line]:
        """Every line of the tab in reading order: an area's title, a 項目, a 小項目, then the lines of 内容."""
        above = _Above()
        columns = [self.header.columns.get(name, -1) for name in _READ]
        first = self.header.row + 1
        rows: list[tuple[int, _Texts]] = []
        for row, cells in enumerate(self.grid.rows[first - self.grid.top :], first):
            texts = _Texts(*(self._text(row, cells, column) if column >= 0 else "" for column in columns))
            if any(texts) and not _is_header(texts) and not self._is_sum(row, texts):
                rows.append((row, texts))
        for row, texts in self._sentences(rows):
            yield from self._titles(row, texts, above)
            if texts.content:
                yield from self._content(row, texts, above)

    def _is_sum(self, row: int, texts: _Texts) -> bool:
        """Whether a row is a sum of the budget, named in a column of the plan."""
        if words.BUDGET_AMOUNT not in self.header.columns or self.text(row, words.BUDGET_NAME):
            return False
        if all(says(text) is not Says.SUM for text in texts[:5]):
            return False
        amount = self.value(row, words.BUDGET_AMOUNT) not in (None, "") or self._error(row, words.BUDGET_AMOUNT)
        return bool(amount) and says(self.label(row) or "") is Says.SUM

    def _error(self, row: int, name: str) -> str | None:
        return self.grid.errors.get((row, self.header.columns[name]))

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
        for first, end in last.items():
            self.problem(first, words.CONTENT, notices.rows_joined(first + 1, end + 1))
        for row in sorted(typed.doubtful):
            self.problem(row, words.CONTENT, notices.rows_may_be_one(self.place(row - 1, words.CONTENT).cell))
        yield from found.items()

    def _typed(self, row: int) -> TypedRow:
        """The `row` with what its own cells hold, merged ranges left aside."""
        own = self._own(row)
        beside = {name for name, text in own.items() if text.strip()} - {words.CONTENT}
        return TypedRow(row, own[words.CONTENT], beside <= {words.METHOD}, not beside)

    def _own(self, row: int) -> dict[str, str]:
        """What the row's own cells hold by column, merged ranges left aside."""
        cells = self.grid.rows[row - self.grid.top]
        found = {}
        for name, column in self.header.columns.items():
            j = column - self.grid.left
            found[name] = shown(cells[j]) if 0 <= j < len(cells) else ""
        return found

    def _titles(self, row: int, texts: _Texts, above: _Above) -> Iterator[Line]:
        if texts.area and texts.area != above.area_cell:
            above.area_cell = texts.area
            area = _one_line(texts.area)
            if folded(area) != folded(above.area):
                above.area, above.heading, above.subheading, above.owner, above.line = area, "", "", None, ""
                yield Line(area, self.place(row, words.AREA), area, kind=Kind.AREA)
        elif not above.area and words.AREA in self.header.columns and (texts.heading or texts.content):
            above.area = " "
            self.problem(row, words.AREA, notices.text_without_area())
        if texts.heading and folded(heading := _one_line(texts.heading)) != folded(above.heading):
            above.heading, above.subheading = heading, ""
            above.owner = texts.owner or marks.owner_tag(heading)[1]
            if folded(heading) != folded(above.line):
                yield Line(heading, self.place(row, words.HEADING), above.area.strip(), True, Kind.HEADING,
                           owner=above.owner, method=None if texts.content else texts.method or None)  # fmt: skip
                above.line = ""
        elif texts.owner and not texts.content:
            above.owner = texts.owner
        if texts.subheading and folded(subheading := _one_line(texts.subheading)) != folded(above.subheading):
            above.subheading = subheading
            yield Line(subheading, self.place(row, words.SUBHEADING), above.area.strip(), kind=Kind.HEADING,
                       depth=1 if above.heading else 0, owner=texts.owner or above.owner)  # fmt: skip

    def _content(self, row: int, texts: _Texts, above: _Above) -> Iterator[Line]:
        kind = self._kind(row, texts.kind) if texts.kind else None
        parts = self._logical_lines(row, texts.content)
        above.line = parts[-1][1]
        cell = address(row, self.header.columns[words.CONTENT])
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
            self.problem(row, words.CONTENT, notices.lines_joined())
        return parts

    def label(self, row: int) -> str | None:
        """The one text that the row itself holds in the plan's columns, '' of several; None where there is none."""
        texts = [text for name, text in self._own(row).items() if text.strip() and name in _LABELS]
        return None if not texts else texts[0].strip() if len(texts) == 1 else ""

    def value(self, row: int, name: str) -> Value:
        """What stands in the column `name`, the value of its merged range where the cell itself is empty."""
        column = self.header.columns.get(name)
        return None if column is None else self._value(row, self.grid.rows[row - self.grid.top], column)

    def text(self, row: int, name: str) -> str:
        column = self.header.columns.get(name)
        return "" if column is None else self._text(row, self.grid.rows[row - self.grid.top], column)

    def _value(self, row: int, cells: tuple[Value, ...], column: int) -> Value:
        j = column - self.grid.left
        found = cells[j] if 0 <= j < len(cells) else None
        return self.spread.get((row, column)) if found is None or found == "" else found

    def _text(self, row: int, cells: tuple[Value, ...], column: int) -> str:
        found = self._value(row, cells, column)
        return found.strip() if isinstance(found, str) else shown(found, self.grid.formats.get((row, column), ""))

    def place(self, row: int, name: str) -> Place:
        return Place(address(row, self.header.columns[name]))

    def _kind(self, row: int, text: str) -> Kind | None:
        if not text:
            return None
        kind = _KINDS.get(folded(text)) or _KINDS.get(folded(text).upper())
        if kind is None:
            self.problem(row, words.KIND, notices.unknown_kind(text))
        return kind

    def problem(self, row: int, name: str, message: str) -> None:
        self.problems.append(Problem(self.grid.sheet, address(row, self.header.columns[name]), message))

    def _merged_values(self) -> Iterator[tuple[tuple[int, int], Value]]:
        """What the cells below a merged range show, for the columns where blank doesn't mean "as above" anyway.

        内容, 予算取組 and 予算額 are left out: there one merged range is one item, not one for each of its rows.
        """
        once = {self.header.columns.get(n) for n in (words.CONTENT, words.BUDGET_NAME, words.BUDGET_AMOUNT)}
        known = set(self.header.columns.values()) - once
        grid = self.grid
        for merge in grid.merged:
            if merge.left not in known or merge.top <= self.header.row:
                continue
            cells = grid.rows[merge.top - grid.top] if merge.top - grid.top < len(grid.rows) else ()
            j = merge.left - grid.left
            value = cells[j] if 0 <= j < len(cells) else None
            for row in range(merge.top + 1, min(merge.bottom + 1, grid.top + len(grid.rows))):
                yield (row, merge.left), value

    def _has_lines(self) -> bool:
        """Whether the tab is written as an outline: cells of several lines, a heading with its bullets."""
        j = self.header.columns[words.CONTENT] - self.grid.left
        below = self.grid.rows[self.header.row + 1 - self.grid.top :]
        return any(j < len(row) and isinstance(row[j], str) and "\n" in str(row[j]).strip() for row in below)


def _is_header(texts: _Texts) -> bool:
    """Whether a row repeats the header, as tables do that were pasted page by page."""
    if len(texts.content) > _HEADER_LENGTH or column_name(texts.content) != words.CONTENT:
        return False
    named = [column_name(text) == column for text, column in zip(texts, _READ, strict=True) if text]
    return len(named) > 1 and all(named)


def _one_line(text: str) -> str:
    return "".join(part.strip() for part in text.split("\n")) if "\n" in text else text


def _branch(grid: Grid, header: Header) -> str | None:
    """The branch (岡山支部) that a title above the header names, or else the file's name."""
    above = (str(v) for row in grid.rows[: max(0, header.row - grid.top)] for v in row if isinstance(v, str))
    for text in (*above, grid.book):
        if found := _BRANCH.search(text):
            return found[1].removeprefix(words.FISCAL_YEAR)
    return None
