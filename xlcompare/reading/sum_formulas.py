"""Which rows of its own column a formula adds up: what makes a row of the budget a sum of others and no line.

Only a formula that is nothing but a sum counts, however it is rounded: =SUM(E2:E5), =E4+E7, =SUBTOTAL(9,E2:E5). One
that works out an amount is a line's own: =D5*1.1, =SUM(J5:L5), =SUM(E2:E5)*0.1, another sheet's cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

_RANGE = r"\$?([A-Z]{1,3})(\$?)(\d{1,7})(?::\$?([A-Z]{1,3})(\$?)(\d{1,7}))?"
_REFERENCE = re.compile(_RANGE)
_TABLE = r"[^\s+\-*/(),:!=\[\]]*\[[^\[\]]*\]"
_ARGUMENTS = rf"(?:{_RANGE}|{_TABLE})(?:,(?:{_RANGE}|{_TABLE}))*"
_SUM = rf"(?:SUM\({_ARGUMENTS}\)|SUBTOTAL\((?:9|109),{_ARGUMENTS}\)|AGGREGATE\(9,[0-7],{_ARGUMENTS}\))"
_SUMS = re.compile(rf"\+?(?:{_SUM}|{_RANGE})(?:\+(?:{_SUM}|{_RANGE}))*")
_OTHER_SUMS = re.compile(
    r"SUMIFS?\([^()]*\)|SUMPRODUCT\(.*\)|SUM\((?:[^()]*,)?[^()]*:(?:OFFSET|INDEX|INDIRECT)\(.*\)\)"
)
_ONE_CELL = re.compile(rf"\+?{_RANGE}")
_AROUND = re.compile(
    r"""(?:ROUND|ROUNDUP|ROUNDDOWN|TRUNC|INT|IFERROR)\((.*?)(?:,-?\d*|,"[^"]*")?\)"""
    r"""|IF\(.*?,(?:""|0),(.*)\)|\((.*)\)"""
)
"""What may stand around a sum: rounding, and an empty text where there is nothing to add."""
_BLANKS = re.compile(r"\s+")
_OF_OTHER_SHEETS = "!"


class SumFormulas:
    """The formulas of one column of a tab, `title` by its header, and the rows that each adds up."""

    def __init__(self, formulas: Mapping[tuple[int, int], str], column: int, title: str, rows: range) -> None:
        self._formulas, self._column, self._rows = formulas, column, rows
        self._title = _BLANKS.sub("", title)
        self._of_row: dict[int, tuple[str, int]] = {}
        written = "", 0
        for row in sorted(row for row, at in formulas if at == column):
            # A file has the formula of several alike only once, for the first of them.
            written = (text, row) if (text := formulas[row, column]) else written
            self._of_row[row] = written[0], row - written[1]

    def has(self, row: int) -> bool:
        """Whether the cell of `row` has a formula."""
        return row in self._of_row

    def summed(self, row: int) -> tuple[range, ...]:
        """The rows whose amounts the cell of `row` adds up; none where its formula is no sum of other rows."""
        if row not in self._of_row:
            return ()
        found = self._as_at_its_left(row) or tuple(self._added(_sum_in(self._of_row[row][0]), self._of_row[row][1]))
        return () if any(row in rows for rows in found) else found

    def _as_at_its_left(self, row: int) -> tuple[range, ...]:
        """What a cell adds up that only goes on with a sum at its left, as rows of sums are filled."""
        column = self._column
        while column >= 0 and self._formulas.get((row, column)) == "":
            column -= 1
        text = _sum_in(self._formulas.get((row, column), "")) if column < self._column else ""
        return tuple(self._added(text, 0, self._column - column))

    def repeated(self, row: int) -> int | None:
        """The other row whose amount the cell of `row` says again (=E8)."""
        text, shift = self._of_row.get(row, ("", 0))
        one = _ONE_CELL.fullmatch(_plain(text))
        found = [each for rows in self._added(one[0], shift) for each in rows] if one else []
        return found[0] if len(found) == 1 and found[0] != row else None

    def _added(self, text: str, shift: int, to_the_right: int = 0) -> Iterator[range]:
        for left, fixed, top, right, fixed_too, bottom in (found.groups() for found in _REFERENCE.finditer(text)):
            if _number(left) <= self._column - to_the_right <= _number(right or left):
                first = int(top) - 1 + (0 if fixed else shift)
                last = int(bottom) - 1 + (0 if fixed_too else shift) if bottom else first
                yield range(max(first, self._rows.start), min(last + 1, self._rows.stop))
        if self._title and f"[{self._title}]" in text:
            yield self._rows


@lru_cache(maxsize=1 << 12)
def _sum_in(formula: str) -> str:
    """The part of `formula` that adds cells up; '' where it does something else with them."""
    text = _plain(formula)
    while not (_SUMS.fullmatch(text) or _OTHER_SUMS.fullmatch(text)):
        around = _AROUND.fullmatch(text)
        if not around:
            return ""
        text = next(part for part in around.groups() if part is not None)
    return "" if _ONE_CELL.fullmatch(text) else text


def _plain(formula: str) -> str:
    """`formula` without its =, blanks and lower case; '' where it looks at other sheets."""
    return "" if _OF_OTHER_SHEETS in formula else _BLANKS.sub("", formula).lstrip("=@").upper()


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
