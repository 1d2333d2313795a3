"""A tab exactly as it stands: values by row and column, and what a reader can't see in the values.

Rows and columns are counted from 0 here; people are shown A1 addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

MAX_RANGE = 20_000_000
"""Cells between the first and the last value of a tab: calamine takes 32 bytes for each, used or not, 640 MB."""

Value = str | float | int | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range; all four bounds are inside it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab. `rows[0][0]` is the cell at (`top`, `left`); rows may differ in length; empty cells are None or ''.

    `errors` holds the error values (`#DIV/0!`; '' for a formula without a result) by (row, column), absolute; such
    cells are empty in `rows`. `formulas`: where formulas stand, absolute; their results are in `rows`.
    """

    book: str
    sheet: str
    rows: tuple[tuple[Value, ...], ...]
    top: int = 0
    left: int = 0
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
