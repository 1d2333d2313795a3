"""One table of a year tab, cell by cell: what stands in a named column, and the account of which cells were taken.

Whoever takes a cell for the plan says so; what nobody takes is told to the person (reading/coverage.py). So a cell that
no code thinks of can't get lost without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xlcompare import words
from xlcompare.address import address
from xlcompare.plan import Place
from xlcompare.reading.columns import Header
from xlcompare.reading.grid import Grid, Value
from xlcompare.reading.number_formats import shown
from xlcompare.reading.problem import Problem
from xlcompare.reading.year_tab import Table, YearTab


@dataclass(slots=True)
class Account:
    """What became of a tab's rows: the column names that were `taken` of each, and those `left_out`, with the rule."""

    problems: list[Problem] = field(default_factory=list)
    taken: dict[int, set[str]] = field(default_factory=dict)
    left_out: dict[tuple[int, str], str] = field(default_factory=dict)
    moved: dict[tuple[int, int], str] = field(default_factory=dict)
    """merged cells that begin in another column than the one that they are read for: (row, column) → that one's name"""


@dataclass(slots=True)
class TableReader:
    """The rows of one table."""

    tab: YearTab
    table: Table
    account: Account
    grid: Grid = field(init=False)
    header: Header = field(init=False)
    spread: dict[tuple[int, int], Value] = field(init=False)

    def __post_init__(self) -> None:
        self.grid, self.header = self.tab.grid, self.table.header
        self.spread = dict(self._merged_values())

    def rows(self) -> Iterator[int]:
        """The table's rows that don't repeat its header."""
        repeated = self.tab.repeated
        return (row for row in range(self.table.first, self.table.last) if row not in repeated)

    def value(self, row: int, name: str) -> Value:
        """What stands in the column `name`, the value of its merged range where the cell itself is empty.

        Of several columns, a text of all that is in them.
        """
        columns = self.header.columns.get(name, ())
        if len(columns) == 1:
            return self._value(row, columns[0])
        found = [(column, value) for column in columns if (value := self._value(row, column)) not in (None, "")]
        if len(found) < 2:
            return found[0][1] if found else None
        return together([self._shown(row, column, value) for column, value in found])

    def texts(self, row: int, names: Sequence[str]) -> list[str]:
        """`text` of several columns: the row is looked up once."""
        cells, left, columns = self.grid.rows[row - self.grid.top], self.grid.left, self.header.columns
        found = []
        for name in names:
            places = columns.get(name, ())
            if len(places) != 1:
                found.append(self.text(row, name) if places else "")
                continue
            j = places[0] - left
            value = cells[j] if 0 <= j < len(cells) else None
            if value is None or value == "":
                value = self.spread.get((row, places[0]))
            found.append(value.strip() if value.__class__ is str else self._shown(row, places[0], value))
        return found

    def text(self, row: int, name: str) -> str:
        """The same as a person sees it."""
        columns = self.header.columns.get(name, ())
        if not columns:
            return ""
        value = self.value(row, name)
        return self._shown(row, columns[0], value)

    def own(self, row: int, name: str) -> str:
        """What the row's own cells hold in the column `name`, merged ranges left aside, blanks at its ends included."""
        columns = self.header.columns.get(name, ())
        found = [str(shown(value)) for column in columns if (value := self.grid.value(row, column)) not in (None, "")]
        return found[0] if len(found) == 1 else together(found)

    def has_error(self, row: int, name: str) -> bool:
        """Whether the column's cell holds an error, or a formula without a result."""
        return any((row, column) in self.grid.errors for column in self.header.columns.get(name, ()))

    def number_format(self, row: int, name: str) -> str:
        """The number format of the column's cell, '' for none that is known."""
        columns = self.header.columns.get(name, ())
        return next((code for column in columns if (code := self.grid.formats.get((row, column)))), "")

    def place(self, row: int, name: str) -> Place:
        """The first of the column's cells that holds something; where none does, its first cell."""
        columns = self.header.columns[name]
        filled = (column for column in columns if self.grid.value(row, column) not in (None, ""))
        return Place(address(row, next(filled, columns[0]) if len(columns) > 1 else columns[0]))

    def problem(self, row: int, name: str, message: str) -> None:
        """Note `message` about that cell."""
        self.account.problems.append(Problem(self.grid.sheet, self.place(row, name).cell, message))

    def take(self, row: int, *names: str) -> None:
        """Note that what stands in these columns of the row is in the plan."""
        self.account.taken.setdefault(row, set()).update(names)

    def leave_out(self, row: int, rule: str, *names: str) -> None:
        """Note that a rule keeps what stands there out of the plan."""
        for name in names:
            self.account.left_out[row, name] = rule

    def _value(self, row: int, column: int) -> Value:
        found = self.grid.value(row, column)
        return self.spread.get((row, column)) if found is None or found == "" else found

    def _shown(self, row: int, column: int, value: Value) -> str:
        if value is None:
            return ""
        return value.strip() if isinstance(value, str) else shown(value, self.grid.formats.get((row, column), ""))

    def _merged_values(self) -> Iterator[tuple[tuple[int, int], Value]]:
        """What the cells below a merged range show, for the columns where blank doesn't mean "as above" anyway.

        内容, 予算取組 and 予算額 are left out: there one merged range is one item, not one for each of its rows. What
        begins in a column of no meaning and reaches over 内容 is read there: a title across the table.
        """
        columns = self.header.columns
        once = {c for n in (words.CONTENT, words.BUDGET_NAME, words.BUDGET_AMOUNT) for c in columns.get(n, ())}
        names = self.header.names()
        content = columns.get(words.CONTENT, (-1,))[0]
        for merge in self.grid.merged:
            if not self.table.first <= merge.top < self.table.last:
                continue
            value = self.grid.value(merge.top, merge.left)
            if merge.left not in names:
                if merge.left < content <= merge.right and value not in (None, ""):
                    self.account.moved[merge.top, merge.left] = words.CONTENT
                    yield (merge.top, content), value
            elif merge.left not in once:
                if (code := self.grid.formats.get((merge.top, merge.left))) is not None:
                    # The cells below have other formats of their own, which nobody sees.
                    value = shown(value, code)
                for row in range(merge.top + 1, min(merge.bottom + 1, self.table.last)):
                    yield (row, merge.left), value


def together(texts: list[str]) -> str:
    """Several cells of a row as one text: a number or mark before its sentence, line by line where both have lines."""
    texts = [text.strip() for text in texts]
    lines = [text.split("\n") for text in texts]
    if len({len(each) for each in lines}) == 1 and len(lines[0]) > 1:
        return "\n".join(" ".join(filter(None, (part.strip() for part in row))) for row in zip(*lines, strict=True))
    return " ".join(texts)
