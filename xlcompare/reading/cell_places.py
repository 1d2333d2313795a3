"""Where a cell of a sheet's XML stands and which style it has, by its attributes as they are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_REFERENCE = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]+)\$?(\d+)["']""")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c\s")
_PLAIN_STYLE = rb' s="(%s)"'
_ANY_STYLE = rb"""\ss\s*=\s*["'](%s)["']"""
_STYLE_WRITTEN_ELSE = (b" s='", b" s =", b" s= ", b"\ts", b"\ns")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,9})["']""")


def place_of(attributes: bytes) -> tuple[int, int] | None:
    """The (row, column), from 0, of a cell with these `attributes`; None where they don't say it."""
    found = _REFERENCE.search(attributes)
    return (int(found[2]) - 1, column_of(found[1])) if found else None


def style_of(attributes: bytes) -> int:
    """The number of its style; 0 where nothing is said."""
    found = _STYLE.search(attributes)
    return int(found[1]) if found else 0


def styled_cells(xml: bytes, styles: Collection[int]) -> Iterator[tuple[int, bytes, int]]:
    """The cells that have one of the `styles`: which, their attributes, and where their content begins.

    Nearly all programs write s="1"; to look for these signs takes a tenth of the time of looking at every cell.
    """
    if not styles:
        return
    if 0 in styles:
        yield from _all_styled(xml, styles)
        return
    numbers = b"|".join(str(number).encode() for number in sorted(styles))
    plain = not any(sign in xml for sign in _STYLE_WRITTEN_ELSE)
    pattern = _PLAIN_STYLE if plain else _ANY_STYLE
    for found in re.finditer(pattern % numbers, xml):
        start = xml.rfind(b"<", 0, found.start())
        end = xml.find(b">", found.end())
        if cell := _CELL.match(xml, start, end):
            yield int(found[1]), xml[cell.end() : end], end + 1


def _all_styled(xml: bytes, styles: Collection[int]) -> Iterator[tuple[int, bytes, int]]:
    """The same where cells that name no style, and so have the first, are among them."""
    for cell in _CELL.finditer(xml):
        end = xml.find(b">", cell.end())
        attributes = xml[cell.end() : end]
        if (style := style_of(attributes)) in styles:
            yield style, attributes, end + 1


def column_of(letters: bytes) -> int:
    """The number, from 0, of a column by its letters."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column - 1
