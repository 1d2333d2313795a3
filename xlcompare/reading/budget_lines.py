"""What the money of a year tab buys: the lines of its columns 予算取組 and 予算額, each beside an item of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from xlcompare import notices, words
from xlcompare.folding import folded
from xlcompare.plan import BudgetLine, Item, Place
from xlcompare.reading.columns import Header
from xlcompare.reading.formatted_amounts import amount_as_shown
from xlcompare.reading.grid import Grid, Value

_TOTALS = frozenset(map(folded, words.SUM_NAMES))


class Tab(Protocol):
    """A year tab whose header is known, with the list of what a person should look at."""

    grid: Grid
    header: Header

    def value(self, row: int, name: str) -> Value:
        """What stands in the column `name`."""

    def text(self, row: int, name: str) -> str:
        """The same as text."""

    def place(self, row: int, name: str) -> Place:
        """Where that is."""

    def problem(self, row: int, name: str, message: str) -> None:
        """Note `message` about that cell."""


def budget_lines(tab: Tab, items: tuple[Item, ...]) -> Iterator[BudgetLine]:
    """The tab's budget lines, each with the last item that stands at or above its row."""
    columns = tab.header.columns
    if words.BUDGET_AMOUNT not in columns and words.BUDGET_NAME not in columns:
        return
    title = tab.header.titles.get(words.BUDGET_AMOUNT, "")
    rows = [int(re.sub(r"\D", "", item.place.cell)) - 1 for item in items]
    k = -1
    for row in range(tab.header.row + 1, tab.grid.top + len(tab.grid.rows)):
        while k + 1 < len(rows) and rows[k + 1] <= row:
            k += 1
        name, value = tab.text(row, words.BUDGET_NAME), tab.value(row, words.BUDGET_AMOUNT)
        if not name and value in (None, ""):
            continue
        if folded(name) in _TOTALS:
            # Sums are made anew; one that counted as a line would double them.
            tab.problem(row, words.BUDGET_NAME, notices.sum_in_the_plan(name))
            continue
        name_column = words.BUDGET_NAME if words.BUDGET_NAME in columns else words.BUDGET_AMOUNT
        unread = ""
        try:
            code = tab.grid.formats.get((row, columns.get(words.BUDGET_AMOUNT, -1)), "")
            figure = amount_as_shown(value, code, title)
        except ValueError as reason:
            figure, unread = None, str(reason)
            tab.problem(row, words.BUDGET_AMOUNT, notices.unreadable_amount(unread))
        one_line = "".join(part.strip() for part in name.split("\n"))
        yield BudgetLine(one_line, figure, tab.place(row, name_column), k if k >= 0 else None, unread)
