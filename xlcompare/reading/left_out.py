"""Which rows of a tab's budget are no lines of it: sums of other rows, and parts of lines that stand in them already.

Counted as lines they would double the money. They are known by name, by a formula that adds up the column, by standing
above rows that make up exactly their amount, or without any name by being the sum of all that stands above. A typed sum
that isn't what its rows add up to is told: somebody's arithmetic is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from xlcompare.marks import first_mark
from xlcompare.reading.sum_formulas import SumFormulas
from xlcompare.reading.sum_names import Says, bare, is_breakdown, says

_BLANKS = " \t\u3000\u00a0"
_OF_EVERYTHING = ("合", "総", "累")
"""What the words for sums of all rows above begin with; a 小計 adds up those since the last sum."""
_ROUNDING = 0.5
"""Thousands of yen by which a sum may differ where its rows are shown rounded."""


class BudgetRow(NamedTuple):
    """A row with a name or an amount.

    `name`: with the blanks at its beginning. `label`: the one text in the plan's own columns, '' of several, None where
    there is none. `amount`: in thousands of yen, None where there is none. `scope`: the area and headings that the row
    stands under, outermost first; `heads`: the row itself is the last of them.
    """

    row: int
    name: str
    label: str | None
    amount: float | None
    scope: tuple[str, ...]
    heads: bool = False


class LeftOut(NamedTuple):
    """Why a row is no line; `lines`: what the rows that it should add up come to, where that is another amount."""

    why: Says
    by_name: bool = False
    lines: float | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows that are no lines, and those that a person should say something about (they count as lines)."""

    out: dict[int, LeftOut]
    asked: frozenset[int]


def judged(rows: Sequence[BudgetRow], formulas: SumFormulas, headings: frozenset[str], *, named: bool) -> Judged:
    """What the budget's `rows` are. `headings`: the tab's own, bare. `named`: whether the tab has a column of names."""
    judge = _Judge(rows, formulas)
    judge.by_name(headings)
    judge.by_formula()
    judge.by_breakdown()
    judge.by_depth()
    judge.by_sum(named)
    judge.check()
    return Judged({rows[i].row: found for i, found in sorted(judge.out.items())}, frozenset(judge.asked))


@dataclass(slots=True)
class _Judge:
    rows: Sequence[BudgetRow]
    formulas: SumFormulas
    out: dict[int, LeftOut] = field(default_factory=dict)
    """by position in `rows`, as all that follows"""
    may_be: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)

    def by_name(self, headings: frozenset[str]) -> None:
        for i, row in enumerate(self.rows):
            named = bool(row.name.strip())
            said = says(row.name if named else row.label or "", headings)
            if said is Says.SUM or (said in (Says.PART, Says.COMPARED) and named):
                self.out[i] = LeftOut(said, by_name=True)
            elif said is Says.MAY_BE_SUM and named:
                self.may_be.add(i)

    def by_formula(self) -> None:
        positions = {row.row: i for i, row in enumerate(self.rows)}
        for i, row in enumerate(self.rows):
            added = self.formulas.summed(row.row)
            if i not in self.out and any(each in positions for part in added for each in part):
                self.out[i] = LeftOut(Says.SUM)
        for i, row in enumerate(self.rows):
            # A sum said again, as the total at a tab's top.
            of = positions.get(self.formulas.repeated(row.row) or -1)
            if i not in self.out and of in self.out and self.out[of].why is Says.SUM:
                self.out[i] = LeftOut(Says.SUM)

    def by_breakdown(self) -> None:
        """Rows behind a 内訳 that make up the amount of the line above it to the last yen."""
        for i, row in enumerate(self.rows):
            if i in self.out or row.amount is not None or not is_breakdown(row.name):
                continue
            parts = list(self._until(i, self.rows[i - 1].amount if i else None))
            for j in (i, *parts) if parts else ():
                self.out[j] = LeftOut(Says.PART)
            if not parts and i + 1 < len(self.rows):
                self.asked.add(row.row)

    def _until(self, i: int, amount: float | None) -> Iterator[int]:
        """The rows behind `i` that add up to `amount`; none where they don't."""
        total, found = 0.0, []
        for j in range(i + 1, len(self.rows)):
            if j in self.out or self.rows[j].scope != self.rows[i].scope or not amount:
                return
            total += self.rows[j].amount or 0.0
            found.append(j)
            if _exact(total - amount) == 0:
                yield from found
                return

    def by_depth(self) -> None:
        """A row above deeper ones that make up its amount to the last yen; the innermost come first."""
        depths = [_depth(row.name) for row in self.rows]
        first = {mark: i for i, (_, mark) in reversed(list(enumerate(depths)))}
        levels = [(blanks, first[mark]) for blanks, mark in depths]
        for i in range(len(self.rows) - 2, -1, -1):
            row = self.rows[i]
            if i in self.out or not row.amount:
                continue
            heads = row.heads and not row.name.strip()
            below = self._under_heading(i) if heads else self._deeper(i, levels)
            parts = [self.rows[j].amount or 0.0 for j in below]
            if len(parts) > (0 if heads else 1) and _exact(sum(parts) - row.amount) == 0:
                self.out[i] = LeftOut(Says.SUM)
            elif heads and any(parts):
                self.asked.add(row.row)

    def _deeper(self, i: int, levels: Sequence[tuple[int, int]]) -> Iterator[int]:
        """The lines below `i` that are indented further, or have a mark that first came up later."""
        for j in range(i + 1, len(self.rows)):
            is_sum = j in self.out and self.out[j].by_name
            if is_sum or not self.rows[j].name.strip() or levels[j] <= levels[i]:
                return
            if j not in self.out:
                yield j

    def _under_heading(self, i: int) -> Iterator[int]:
        """The lines below `i` that stand under the same heading."""
        scope = self.rows[i].scope
        for j in range(i + 1, len(self.rows)):
            if self.rows[j].scope[: len(scope)] != scope:
                return
            if j not in self.out:
                yield j

    def by_sum(self, named: bool) -> None:
        """Rows without any name, or of a doubtful one, that are the sum of what stands above them."""
        sums, total, counted = {0.0}, 0.0, 0
        for i, row in enumerate(self.rows):
            if i and row.scope != self.rows[i - 1].scope:
                sums.add(_exact(total))
            nameless = named and not row.name.strip() and row.label is None
            if i not in self.out and row.amount and (nameless or i in self.may_be):
                if counted > 1 and _exact(total - row.amount) in sums:
                    self.out[i] = LeftOut(Says.SUM)
                else:
                    self.asked.add(row.row)
            if i not in self.out:
                total += row.amount or 0.0
                counted += 1
            elif self.out[i].why is Says.SUM:
                sums.add(_exact(total))

    def check(self) -> None:
        """What the rows of each typed sum come to where it says another amount."""
        totals = self._totals()
        bounds = {_exact(totals[i]) for i in self._bounds()}
        since = 0.0
        for i, row in enumerate(self.rows):
            if i not in self.out or self.out[i].why is not Says.SUM:
                continue
            total = totals[i]
            name = bare(row.name if row.name.strip() else row.label or "")
            everything = name[:1] in _OF_EVERYTHING or total == since
            lines = total if everything else total - since
            if row.amount is not None and self.out[i].by_name and self._adds_its_rows(row):
                fits = {_exact(total - row.amount), _exact(total + row.amount)} & bounds
                if not fits and abs(lines - row.amount) > _ROUNDING:
                    self.out[i] = LeftOut(Says.SUM, True, lines)
            since = total

    def _totals(self) -> list[float]:
        """What all lines above each row come to, and at the end all of them."""
        lines = (0.0 if i in self.out else row.amount or 0.0 for i, row in enumerate(self.rows))
        return [0.0, *accumulate(lines)]

    def _bounds(self) -> Iterator[int]:
        """Where sums begin and end: at the ends, where heading or area change, at other sums."""
        yield from (0, len(self.rows))
        for i, row in enumerate(self.rows):
            if (i and row.scope != self.rows[i - 1].scope) or (i in self.out and self.out[i].why is Says.SUM):
                yield i

    def _adds_its_rows(self, row: BudgetRow) -> bool:
        """Whether a sum claims the rows beside it: one that was typed, or one run of cells; no picked cells."""
        return not self.formulas.has(row.row) or len(self.formulas.summed(row.row)) == 1


def _depth(name: str) -> tuple[int, str]:
    """How far a name is indented, in half-width blanks, and its mark."""
    text = name.lstrip(_BLANKS)
    return sum(2 if sign == "\u3000" else 1 for sign in name[: len(name) - len(text)]), first_mark(text).kind


def _exact(total: float) -> float:
    """To the yen: binary fractions leave dust."""
    return round(total, 3)
