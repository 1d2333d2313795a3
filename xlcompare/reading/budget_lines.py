"""What the money of a year tab buys: the lines of its columns 予算取組 and 予算額, each beside an item of the plan.

Sums are made anew, so rows that are sums or parts of others are no lines; they are told. An amount that can't be read
is never 0: its line says so, and no budget is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xlcompare import notices, words
from xlcompare.plan import BudgetLine, Item, Kind, Place
from xlcompare.reading.formatted_amounts import amount_as_shown
from xlcompare.reading.left_out import BudgetRow, Judged, judged
from xlcompare.reading.sum_formulas import Block, SumFormulas
from xlcompare.reading.sum_names import Says, bare
from xlcompare.reading.table_reader import TableReader

_LABELS = (words.AREA, words.HEADING, words.SUBHEADING, words.CONTENT)
"""Columns of the plan in which a row of the budget may have its name."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A tab's budget lines, where the rows stand that are none (sums, and parts of lines), and which sums are wrong."""

    lines: tuple[BudgetLine, ...] = ()
    left_out: tuple[Place, ...] = ()
    off: tuple[Place, ...] = ()
    """sums that say another amount than their rows come to"""


class _Row(NamedTuple):
    tab: TableReader
    row: int
    amount: float | None
    unread: str
    unread_in: str
    """the name of the column that `unread` stands in"""
    item: int | None

    @property
    def name(self) -> str:
        return self.tab.text(self.row, words.BUDGET_NAME)


def budget_of(tables: Sequence[TableReader], items: tuple[Item, ...]) -> Budget:
    """The budget of a tab's tables, each line with the last item that stands at or above its row."""
    tables = [tab for tab in tables if tab.header.columns.keys() & {words.BUDGET_AMOUNT, words.BUDGET_NAME}]
    if not tables:
        return Budget()
    rows = [row for tab in tables for row in _rows(tab, items)]
    found = _judged(tables, items, rows)
    lines = []
    out = []
    for row in rows:
        if row.row in found.out:
            row.tab.leave_out(row.row, words.BY_SUM, words.BUDGET_NAME, words.BUDGET_AMOUNT)
            out.append(row.tab.place(row.row, _told_at(row)))
            continue
        row.tab.take(row.row, *({words.BUDGET_NAME, words.BUDGET_AMOUNT} - {row.unread_in if row.unread else ""}))
        name = "".join(part.strip() for part in row.name.split("\n"))
        at = row.tab.place(row.row, row.unread_in).cell if row.unread else ""
        lines.append(BudgetLine(name, row.amount, _place(row), row.item, row.unread, at))
    off = tuple(
        row.tab.place(row.row, _told_at(row))
        for row in rows
        if row.row in found.out and found.out[row.row].lines is not None
    )
    return Budget(tuple(lines), tuple(out), off)


def _rows(tab: TableReader, items: tuple[Item, ...]) -> Iterator[_Row]:
    """The rows that have a name or an amount."""
    title = tab.header.titles.get(words.BUDGET_AMOUNT, "")
    hidden = _under_merges(tab)
    at = [_row_of(item.place) for item in items]
    k = -1
    for row in tab.rows():
        while k + 1 < len(at) and at[k + 1] <= row:
            k += 1
        name, value = tab.text(row, words.BUDGET_NAME), tab.value(row, words.BUDGET_AMOUNT)
        if row in hidden and value not in (None, ""):
            tab.problem(row, words.BUDGET_AMOUNT, notices.amount_under_merge())
            tab.leave_out(row, words.BY_MERGE, words.BUDGET_AMOUNT)
            value = None
        unread, where = _error(tab, row)
        if not (name or unread) and value in (None, ""):
            continue
        figure = None
        try:
            figure = amount_as_shown(value, tab.number_format(row, words.BUDGET_AMOUNT), title)
        except ValueError as reason:
            unread, where = str(reason), words.BUDGET_AMOUNT
            tab.problem(row, where, notices.unreadable_amount(unread))
        yield _Row(tab, row, figure, unread, where, k if k >= 0 else None)


def _error(tab: TableReader, row: int) -> tuple[str, str]:
    """The error, or the formula without a result, of a row's amount or name, and the column; '' where there is none."""
    for name in (words.BUDGET_AMOUNT, words.BUDGET_NAME):
        for column in tab.header.columns.get(name, ()):
            if (error := tab.grid.errors.get((row, column))) is not None:
                return error or tab.grid.formulas.get((row, column)) or "=", name
    return "", ""


def _row_of(place: Place) -> int:
    return int(re.sub(r"\D", "", place.cell)) - 1


def _under_merges(tab: TableReader) -> frozenset[int]:
    """The rows whose amount a merged range covers: Excel shows nothing of what it holds."""
    columns = tab.header.columns.get(words.BUDGET_AMOUNT, ())
    return frozenset(
        row
        for merge in tab.grid.merged
        for column in columns
        if merge.left <= column <= merge.right
        for row in range(merge.top + (merge.left == column), min(merge.bottom + 1, tab.table.last))
    )


def _judged(tables: Sequence[TableReader], items: tuple[Item, ...], rows: list[_Row]) -> Judged:
    """Which of the `rows` are no lines; each is told."""
    blocks = [
        Block(column, tab.header.titles.get(words.BUDGET_AMOUNT, ""), range(tab.table.first, tab.table.last))
        for tab in tables
        for column in tab.header.columns.get(words.BUDGET_AMOUNT, ())
    ]
    found = judged(
        [
            BudgetRow(
                row.row,
                name,
                "" if name.strip() else label_of(row.tab, row.row),
                row.amount,
                _scope(items, row.item),
                _heads(items, row.item, row.row),
            )
            for row in rows
            for name in (row.tab.own(row.row, words.BUDGET_NAME),)
        ],
        SumFormulas(tables[0].grid.formulas, blocks),
        frozenset(bare(item.text) for item in items if item.kind in (Kind.AREA, Kind.HEADING)),
        named=any(words.BUDGET_NAME in tab.header.columns for tab in tables),
    )
    for row in rows:
        if row.row in found.out:
            out = found.out[row.row]
            name = row.name or label_of(row.tab, row.row) or ""
            if out.why is Says.PART:
                message = notices.part_in_the_plan(name)
            elif out.why is Says.COMPARED:
                message = notices.amount_compared(name)
            elif out.lines is not None:
                message = notices.sum_is_off(name, row.amount or 0.0, out.lines)
            else:
                message = notices.sum_in_the_plan(name) if out.by_name else notices.sum_of_rows(name)
            row.tab.problem(row.row, _told_at(row), message)
        elif row.row in found.asked:
            message = notices.may_be_a_sum(row.name) if row.name else notices.amount_without_name()
            row.tab.problem(row.row, _told_at(row), message)
    return found


def _told_at(row: _Row) -> str:
    return words.BUDGET_NAME if row.name else words.BUDGET_AMOUNT


def label_of(tab: TableReader, row: int) -> str | None:
    """The one text that the row itself holds in the plan's columns, '' of several; None where there is none."""
    texts = [text for name in _LABELS if (text := tab.own(row, name).strip())]
    return None if not texts else texts[0] if len(texts) == 1 else ""


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


def _place(row: _Row) -> Place:
    columns = row.tab.header.columns
    return row.tab.place(row.row, words.BUDGET_NAME if words.BUDGET_NAME in columns else words.BUDGET_AMOUNT)
