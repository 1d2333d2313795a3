"""Which rows of its own column a formula adds up: what makes a row of the budget a sum of others and no line.

Only a formula that is nothing but a sum counts, however it is rounded: =SUM(E2:E5), =E4+E7, =SUBTOTAL(9,E2:E5). One
that works out an amount is a line's own: =D5*1.1, =SUM(J5:L5), =SUM(E2:E5)*0.1, another sheet's cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

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


class Block(NamedTuple):
    """The amounts of one table: their `column`, its `title`, the table's `rows`."""

    column: int
    title: str
    rows: range


class SumFormulas:
    """The formulas of a tab's columns of amounts, and the rows that each adds up."""

    def __init__(self, formulas: Mapping[tuple[int, int], str], blocks: Sequence[Block]) -> None:
        self._formulas = formulas
        self._of_row: dict[int, tuple[str, int, Block]] = {}
        for block in blocks:
            written = "", 0
            for row in sorted(row for row, at in formulas if at == block.column and row in block.rows):
                # A file has the formula of several alike only once, for the first of them.
                written = (text, row) if (text := formulas[row, block.column]) else written
                self._of_row[row] = written[0], row - written[1], block

    def has(self, row: int) -> bool:
        """Whether the cell of `row` has a formula."""
        return row in self._of_row

    def summed(self, row: int) -> tuple[range, ...]:
        """The rows whose amounts the cell of `row` adds up; none where its formula is no sum of other rows."""
        if row not in self._of_row:
            return ()
        text, shift, block = self._of_row[row]
        found = self._as_at_its_left(row, block) or tuple(_added(_sum_in(text), block, shift))
        parts = (part for rows in found for part in _without(rows, row))
        return tuple(part for part in parts if part)

    def _as_at_its_left(self, row: int, block: Block) -> tuple[range, ...]:
        """What a cell adds up that only goes on with a sum at its left, as rows of sums are filled."""
        column = block.column
        while column >= 0 and self._formulas.get((row, column)) == "":
            column -= 1
        text = _sum_in(self._formulas.get((row, column), "")) if column < block.column else ""
        return tuple(_added(text, block, to_the_right=block.column - column))

    def repeated(self, row: int) -> int | None:
        """The other row whose amount the cell of `row` says again (=E8)."""
        if row not in self._of_row:
            return None
        text, shift, block = self._of_row[row]
        one = _ONE_CELL.fullmatch(_plain(text))
        found = [each for rows in _added(one[0], block, shift) for each in rows] if one else []
        return found[0] if len(found) == 1 and found[0] != row else None


def _without(rows: range, row: int) -> tuple[range, ...]:
    return (range(rows.start, row), range(row + 1, rows.stop)) if row in rows else (rows,)


def _added(text: str, block: Block, shift: int = 0, to_the_right: int = 0) -> Iterator[range]:
    """The rows of the `block` that `text` names, which was written so much further up, or at the left."""
    for left, fixed, top, right, fixed_too, bottom in (found.groups() for found in _REFERENCE.finditer(text)):
        if _number(left) <= block.column - to_the_right <= _number(right or left):
            first = int(top) - 1 + (0 if fixed else shift)
            last = int(bottom) - 1 + (0 if fixed_too else shift) if bottom else first
            yield range(max(first, block.rows.start), min(last + 1, block.rows.stop))
    if block.title and f"[{_BLANKS.sub('', block.title)}]" in text:
        yield block.rows


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
