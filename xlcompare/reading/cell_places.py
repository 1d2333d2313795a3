"""Where a cell of a sheet's XML stands and which style it has, by its attributes as they are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_REFERENCE = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]+)\$?(\d+)["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,9})["']""")


def place_of(attributes: bytes) -> tuple[int, int] | None:
    """The (row, column), from 0, of a cell with these `attributes`; None where they don't say it."""
    found = _REFERENCE.search(attributes)
    return (int(found[2]) - 1, column_of(found[1])) if found else None


def style_of(attributes: bytes) -> int:
    """The number of its style; 0 where nothing is said."""
    found = _STYLE.search(attributes)
    return int(found[1]) if found else 0


def styled_cells(xml: bytes, styles: Collection[int]) -> Iterator[tuple[tuple[int, int], int]]:
    """The cells that have one of the `styles`, and which."""
    if not styles:
        return
    numbers = b"|".join(str(number).encode() for number in sorted(styles))
    pattern = re.compile(rb"""<(?:[\w.-]+:)?c\s([^<>]*?\bs\s*=\s*["'](?:%s)["'][^<>]*)>""" % numbers)
    for cell in pattern.finditer(xml):
        if (place := place_of(cell[1])) is not None:
            yield place, style_of(cell[1])


def column_of(letters: bytes) -> int:
    """The number, from 0, of a column by its letters."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column - 1
