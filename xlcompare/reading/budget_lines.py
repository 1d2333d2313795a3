"""What the money of a year tab buys: the lines of its columns 予算取組 and 予算額, each beside an item of the plan.

Sums are made anew, so rows that are sums or parts of others are no lines; they are told. An amount that can't be read
is never 0: its line says so, and no budget is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from xlcompare import notices, words
from xlcompare.plan import BudgetLine, Item, Kind, Place
from xlcompare.reading.columns import Header
from xlcompare.reading.formatted_amounts import amount_as_shown
from xlcompare.reading.grid import Grid, Value
from xlcompare.reading.left_out import BudgetRow, Judged, judged
from xlcompare.reading.sum_formulas import SumFormulas
from xlcompare.reading.sum_names import Says, bare


class Tab(Protocol):
    """A year tab whose header is known, with the list of what a person should look at."""

    grid: Grid
    header: Header

    def value(self, row: int, name: str) -> Value:
        """What stands in the column `name`."""

    def text(self, row: int, name: str) -> str:
        """The same as text."""

    def label(self, row: int) -> str | None:
        """The one text that the row holds in the plan's columns, '' of several; None where there is none."""

    def place(self, row: int, name: str) -> Place:
        """Where that is."""

    def problem(self, row: int, name: str, message: str) -> None:
        """Note `message` about that cell."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A tab's budget lines, where the rows stand that are none (sums, and parts of lines), and which sums are wrong."""

    lines: tuple[BudgetLine, ...] = ()
    left_out: tuple[Place, ...] = ()
    off: tuple[Place, ...] = ()
    """sums that say another amount than their rows come to"""


class _Row(NamedTuple):
    row: int
    amount: float | None
    unread: str
    unread_in: str
    """the name of the column that `unread` stands in"""
    item: int | None


def budget_of(tab: Tab, items: tuple[Item, ...]) -> Budget:
    """The tab's budget, each line with the last item that stands at or above its row."""
    columns = tab.header.columns
    if words.BUDGET_AMOUNT not in columns and words.BUDGET_NAME not in columns:
        return Budget()
    rows = list(_rows(tab, items))
    found = _judged(tab, items, rows)
    lines = []
    for row in rows:
        if row.row in found.out:
            continue
        name = "".join(part.strip() for part in tab.text(row.row, words.BUDGET_NAME).split("\n"))
        at = tab.place(row.row, row.unread_in).cell if row.unread else ""
        lines.append(BudgetLine(name, row.amount, _place(tab, row.row), row.item, row.unread, at))
    off = tuple(_place(tab, row) for row, out in found.out.items() if out.lines is not None)
    return Budget(tuple(lines), tuple(_place(tab, row) for row in found.out), off)


def _rows(tab: Tab, items: tuple[Item, ...]) -> Iterator[_Row]:
    """The rows that have a name or an amount."""
    column = tab.header.columns.get(words.BUDGET_AMOUNT, -1)
    title = tab.header.titles.get(words.BUDGET_AMOUNT, "")
    hidden = _under_merges(tab.grid, column)
    at = [_row_of(item.place) for item in items]
    k = -1
    for row in range(tab.header.row + 1, tab.grid.top + len(tab.grid.rows)):
        while k + 1 < len(at) and at[k + 1] <= row:
            k += 1
        name, value = tab.text(row, words.BUDGET_NAME), tab.value(row, words.BUDGET_AMOUNT)
        if row in hidden and value not in (None, ""):
            tab.problem(row, words.BUDGET_AMOUNT, notices.amount_under_merge())
            value = None
        unread, where = _error(tab, row)
        if not (name or unread) and value in (None, ""):
            continue
        figure = None
        try:
            figure = amount_as_shown(value, tab.grid.formats.get((row, column), ""), title)
        except ValueError as reason:
            unread, where = str(reason), words.BUDGET_AMOUNT
            tab.problem(row, where, notices.unreadable_amount(unread))
        yield _Row(row, figure, unread, where, k if k >= 0 else None)


def _error(tab: Tab, row: int) -> tuple[str, str]:
    """The error, or the formula without a result, of a row's amount or name, and the column; '' where there is none."""
    for name in (words.BUDGET_AMOUNT, words.BUDGET_NAME):
        place = row, tab.header.columns.get(name, -1)
        if (error := tab.grid.errors.get(place)) is not None:
            return error or tab.grid.formulas.get(place) or "=", name
    return "", ""


def _row_of(place: Place) -> int:
    return int(re.sub(r"\D", "", place.cell)) - 1


def _under_merges(grid: Grid, column: int) -> frozenset[int]:
    """The rows whose cell of `column` a merged range covers: Excel shows nothing of what it holds."""
    return frozenset(
        row
        for merge in grid.merged
        if merge.left <= column <= merge.right
        for row in range(merge.top + (merge.left == column), min(merge.bottom + 1, grid.top + len(grid.rows)))
    )


def _judged(tab: Tab, items: tuple[Item, ...], rows: list[_Row]) -> Judged:
    """Which of the `rows` are no lines; each is told."""
    column = tab.header.columns.get(words.BUDGET_AMOUNT, -1)
    name_column = tab.header.columns.get(words.BUDGET_NAME, -1)
    title = tab.header.titles.get(words.BUDGET_AMOUNT, "")
    body = range(tab.header.row + 1, tab.grid.top + len(tab.grid.rows))
    found = judged(
        [
            BudgetRow(
                row.row,
                name,
                "" if name.strip() else tab.label(row.row),
                row.amount,
                _scope(items, row.item),
                _heads(items, row.item, row.row),
            )
            for row in rows
            for name in (_untrimmed(tab, row.row, name_column),)
        ],
        SumFormulas(tab.grid.formulas, column, title, body),
        frozenset(bare(item.text) for item in items if item.kind in (Kind.AREA, Kind.HEADING)),
        named=name_column >= 0,
    )
    amounts = {row.row: row.amount for row in rows}
    for row, out in found.out.items():
        name = tab.text(row, words.BUDGET_NAME) or tab.label(row) or ""
        if out.why is Says.PART:
            message = notices.part_in_the_plan(name)
        elif out.lines is not None:
            message = notices.sum_is_off(name, amounts[row] or 0.0, out.lines)
        else:
            message = notices.sum_in_the_plan(name) if out.by_name else notices.sum_of_rows(name)
        tab.problem(row, words.BUDGET_NAME if tab.text(row, words.BUDGET_NAME) else words.BUDGET_AMOUNT, message)
    for row in sorted(found.asked):
        name = tab.text(row, words.BUDGET_NAME)
        at = words.BUDGET_NAME if name else words.BUDGET_AMOUNT
        tab.problem(row, at, notices.may_be_a_sum(name) if name else notices.amount_without_name())
    return found


def _untrimmed(tab: Tab, row: int, column: int) -> str:
    cells, j = tab.grid.rows[row - tab.grid.top], column - tab.grid.left
    return cells[j] if 0 <= j < len(cells) and isinstance(cells[j], str) else ""  # type: ignore[return-value]


def _scope(items: tuple[Item, ...], item: int | None) -> tuple[str, ...]:
    """What a row stands under: its area and headings, outermost first."""
    if item is None:
        return ()
    found = items[item]
    return (found.area, *found.path, *((found.text,) if found.kind is Kind.HEADING else ()))


def _heads(items: tuple[Item, ...], item: int | None, row: int) -> bool:
    """Whether the last item at or above `row` is a heading or an area's title in that very row."""
    if item is None or items[item].kind not in (Kind.AREA, Kind.HEADING):
        return False
    return _row_of(items[item].place) == row


def _place(tab: Tab, row: int) -> Place:
    return tab.place(row, words.BUDGET_NAME if words.BUDGET_NAME in tab.header.columns else words.BUDGET_AMOUNT)
