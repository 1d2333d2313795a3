"""Cell addresses as people and formulas write them."""

from __future__ import annotations

from functools import cache


@cache
def column_letters(column: int) -> str:
    """The letters of a 0-based `column`: A for 0, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The A1 address of a 0-based `row` and `column`."""
    return f"{column_letters(column)}{row + 1}"


def cell_ref(row: int, column: int) -> str:
    """The absolute address in a formula: $A$1."""
    return f"${column_letters(column)}${row + 1}"


def range_ref(sheet: str, top: int, left: int, bottom: int, right: int) -> str:
    """A range of another sheet in a formula: 'KPI一覧'!$I$5:$T$5."""
    cells = cell_ref(top, left)
    if (top, left) != (bottom, right):
        cells += f":{cell_ref(bottom, right)}"
    return "'{}'!{}".format(sheet.replace("'", "''"), cells)
