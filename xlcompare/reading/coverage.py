"""What became of each filled cell of a year tab: in the plan, left out by a rule, or not understood.

A proof on paper speaks of the person's tab, so it counts the cells that stand there and not those that our reading
looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlcompare import words
from xlcompare.address import address, column_letters
from xlcompare.plan import Coverage
from xlcompare.reading.columns import Header
from xlcompare.reading.grid import Value
from xlcompare.reading.table_reader import Account
from xlcompare.reading.year_tab import Table, YearTab

_BUDGET = (words.BUDGET_NAME, words.BUDGET_AMOUNT)
_READ, _MONEY, _UNKNOWN = "read", "budget", ""
_NONE: frozenset[str] = frozenset()


def coverage_of(tab: YearTab, account: Account) -> Coverage:
    """The account of all filled cells below the tab's header, after the plan has been read."""
    counted: Counter[str] = Counter()
    unknown: list[tuple[int, int]] = []
    unused: dict[int, str] = {}
    for table in tab.tables:
        fates = _Fates(tab, table, account)
        for row, column, fate in fates.all():
            if fate == _UNKNOWN:
                unknown.append((row, column))
            else:
                counted[fate] += 1
            if fate == words.BY_COLUMN:
                unused.setdefault(column, table.header.others[column])
    numbers = _running_numbers(tab, unknown)
    unknown = [place for place in unknown if place not in numbers]
    counted.update([words.BY_NUMBER] * len(numbers))
    rules = {rule: number for rule, number in counted.items() if rule not in (_READ, _MONEY)}
    return Coverage(
        counted[_READ] + counted[_MONEY],
        counted[_MONEY],
        tuple(sorted(rules.items())),
        tuple(address(*place) for place in sorted(unknown)),
        _columns(tab.header),
        tuple((column_letters(column), title) for column, title in sorted(unused.items())),
        tuple((table.header.row + 1, _columns(table.header)) for table in tab.tables[1:]),
    )


def _running_numbers(tab: YearTab, unknown: list[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Those of the cells that only number the rows, in a column without a title."""
    columns: dict[int, list[tuple[int, int]]] = {}
    for place in sorted(unknown):
        columns.setdefault(place[1], []).append(place)
    found: set[tuple[int, int]] = set()
    for places in columns.values():
        numbers = [tab.grid.value(*place) for place in places]
        if numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1 and not any(n is True for n in numbers):
            found.update(places)
    return frozenset(found)


def _columns(header: Header) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(map(column_letters, places))) for name, places in header.columns.items())


class _Fates:
    """What became of the cells of one table."""

    def __init__(self, tab: YearTab, table: Table, account: Account) -> None:
        self.tab, self.table, self.account = tab, table, account
        self.names = table.header.names()
        # The header of a further table stands below the first one's.
        self.first = table.first if table is tab.tables[0] else table.header.top
        self.hidden = {column for places in table.header.passed_over.values() for column in places}

    def all(self) -> Iterator[tuple[int, int, str]]:
        """Every cell of the table that holds something, errors and struck words included, and what became of it."""
        grid, rows = self.tab.grid, range(self.first, self.table.last)
        taken, left_out = self.account.taken, {row for row, _ in self.account.left_out}
        for row in rows:
            cells = grid.rows[row - grid.top] if row >= grid.top else ()
            plain = taken.get(row, _NONE) if row not in left_out and row not in self.tab.repeated else _NONE
            for column, value in enumerate(cells, grid.left):
                if value is None or value == "" or _is_blank(value):
                    continue
                name = self.names.get(column)
                # Nearly all cells: read, and nothing else said of them.
                if name in plain and row >= self.table.first:
                    yield row, column, _MONEY if name in _BUDGET else _READ
                else:
                    yield row, column, self.of(row, column)
        for row, column in (*grid.errors, *grid.struck):
            # In a column of no meaning they are no text.
            if row in rows and column in self.names and _is_blank(grid.value(row, column)):
                yield row, column, self.of(row, column)

    def of(self, row: int, column: int) -> str:
        """The rule that kept the cell out of the plan; _READ or _MONEY where it is in, _UNKNOWN for none of these."""
        if row in self.tab.repeated or row < self.table.first:
            return words.BY_REPEAT
        name = self.account.moved.get((row, column)) or self.names.get(column)
        if name is None:
            if column in self.hidden:
                return words.BY_HIDDEN
            return words.BY_COLUMN if column in self.table.header.others else _UNKNOWN
        if (row, name) in self.account.left_out:
            return self.account.left_out[row, name]
        if _is_blank(self.tab.grid.value(row, column)):
            return words.BY_STRIKE if (row, column) in self.tab.grid.struck else _UNKNOWN
        if name not in self.account.taken.get(row, ()):
            return _UNKNOWN
        return _MONEY if name in _BUDGET else _READ


def _is_blank(value: Value) -> bool:
    return value is None or (value.__class__ is str and not str(value).strip())
