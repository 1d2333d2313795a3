"""What a returned book lost that only its XML tells: protection, and the lists to choose a rating from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlcompare import progress_words as words
from xlcompare import rollup_words as own
from xlcompare.reading.progress_table import Table
from xlcompare.rollup import Fault

_LOCKED = re.compile(rb"""<(?:\w+:)?sheetProtection\b[^<>]*\bsheet\s*=\s*["'](?:1|true|on)["']""")
_CHOICE = re.compile(rb"<(?:\w+:)?dataValidation\s([^<>]*)>(.*?)</(?:\w+:)?dataValidation>", re.DOTALL)
_IS_LIST = re.compile(rb"""\btype\s*=\s*["']list["']""")
_WHERE = re.compile(rb"""\bsqref\s*=\s*["']([^"']*)["']""")
_MOVED_OUT = re.compile(rb"<(?:\w+:)?sqref>([^<]*)</")
_RANGE = re.compile(rb"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")


def sheet_faults(table: Table, xml: bytes, rated: Sequence[int]) -> Iterator[Fault]:
    """Whether the sheet's protection is gone, and the list of ratings on any of the rows `rated`."""
    sheet = table.grid.sheet
    if not _LOCKED.search(xml):
        yield Fault(own.NOT_PROTECTED, own.UNPROTECTED_FOUND, own.EXPECT[own.NOT_PROTECTED], sheet)
    column = table.columns.get(words.RATING)
    if column is None or not rated:
        return
    covered = [(top, bottom) for left, top, right, bottom in _lists(xml) if left <= column <= right]
    without = [row for row in rated if not any(top <= row <= bottom for top, bottom in covered)]
    if without:
        found = own.NO_CHOICES_FOUND.format(len(without))
        yield Fault(own.NO_CHOICES, found, own.EXPECT[own.NO_CHOICES], sheet, without[0], column)


def _lists(xml: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Where cells have a list to choose from: left, top, right, bottom."""
    for attributes, inside in _CHOICE.findall(xml):
        # A list on another sheet may stand in an extension, which says its cells in an element of its own.
        where = _WHERE.search(attributes) or _MOVED_OUT.search(inside)
        if where and _IS_LIST.search(attributes):
            for left, top, right, bottom in _RANGE.findall(where[1]):
                first = _column(left), int(top) - 1
                yield (*first, _column(right) if right else first[0], int(bottom) - 1 if bottom else first[1])


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
