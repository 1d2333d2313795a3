"""What a year's plan is, once the workbook's way of writing it has been understood.

Reading produces these values, every later stage consumes them. Nothing here knows a workbook library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from xlcompare import words
from xlcompare.fiscal_year import label

Span = tuple[int, int]
"""A half-open range of character offsets."""


class Kind(str, Enum):
    """What an item is (docs/glossary.md). The values are those of the JSON format."""

    AREA = "area"
    HEADING = "heading"
    MEASURE = "measure"
    KPI = "kpi"
    TARGET = "target"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of text stands: an A1 `cell`, and the `line` in it (from 1; 0 where the cell holds one item)."""

    cell: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.cell}-{self.line}" if self.line else self.cell


@dataclass(frozen=True, slots=True)
class Item:
    """One logical line of a plan: an area's title, a heading, a measure, a target or a note.

    `text` is the line as printed, its mark (「・」 「①」) included. `path` holds the texts of the items that it stands
    under, outermost first, the area left out. `label` is a line of its own that was printed before it (《ＫＰＩ》).
    """

    text: str
    kind: Kind
    area: str
    path: tuple[str, ...]
    place: Place
    owner: str | None = None
    method: str | None = None
    label: str | None = None

    @property
    def heading(self) -> str:
        """The heading path in one string, as the JSON format prints it."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What some money buys, and how much of it: `amount` in thousands of yen, None where none is given.

    `item` is the index in `Plan.items` of the item that the line stands beside, None where there is none above it.
    """

    name: str
    amount: float | None
    place: Place
    item: int | None
    unread: str = ""
    """what stands in the amount's cell where it can't be read as a number: a text, an error, the formula itself"""
    unread_at: str = ""
    """that cell"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the filled cells below a tab's header: every one of them is in one of these.

    `read`: how many are in the plan, `budget` among them in budget lines. `left_out`: how many a rule (words.py's BY_…)
    keeps out of it, by rule. `not_understood`: the cells that nobody could make anything of. `columns`: the letters of
    the columns that are read, by their standard names; `unused`: letters and titles of those that hold text and aren't.
    """

    read: int = 0
    budget: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    not_understood: tuple[str, ...] = ()
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unused: tuple[tuple[str, str], ...] = ()
    further: tuple[tuple[int, tuple[tuple[str, tuple[str, ...]], ...]], ...] = ()
    """the columns of each table further down, with its first row as people count"""

    @property
    def filled(self) -> int:
        return self.read + sum(count for _, count in self.left_out) + len(self.not_understood)


@dataclass(frozen=True, slots=True)
class Plan:
    """One fiscal year's plan: the content of one year tab, in reading order."""

    book: str
    tab: str
    year: int
    items: tuple[Item, ...]
    budget: tuple[BudgetLine, ...] = ()
    branch: str | None = None
    budget_unit: str = words.THOUSAND_YEN
    """what the tab's amounts were in before they became thousands of yen"""
    version: str = ""
    """which of two versions of its tab it is: 見え消し前, 見え消し後"""
    left_out: tuple[Place, ...] = ()
    """where the rows of the budget stand that are no lines of it: sums, and parts of lines"""
    coverage: Coverage = Coverage()
    by_tab: bool = False
    """whether its tab's own name tells it from the plan that it is compared with: 令和6年度（変更前）"""

    @property
    def title(self) -> str:
        """What it is called beside the plan that it is compared with: 令和3年度, 令和3年度・見え消し前."""
        name = self.tab if self.by_tab else label(self.year, self.tab)
        return words.BETWEEN_MARKS.join(filter(None, (name, self.version)))

    @property
    def tab_title(self) -> str:
        """The same with the tab's own name."""
        return words.BETWEEN_MARKS.join(filter(None, (self.tab, self.version)))

    def amount(self, line: int | None) -> float:
        """Thousands of yen of a budget line (its index); 0 where there is no line or no figure."""
        return (self.budget[line].amount or 0.0) if line is not None else 0.0


def parents(items: Sequence[Item]) -> list[int]:
    """For each item the index of the one that it stands under: its area's title at the top, -1 where there is none."""
    found: list[int] = []
    area = -1
    last: dict[tuple[str, ...], int] = {}
    for i, item in enumerate(items):
        if item.kind is Kind.AREA:
            area, last = i, {}
            found.append(-1)
            continue
        found.append(last.get(item.path, area) if item.path else area)
        own = (*item.path, item.text)
        last[own] = i
    return found
