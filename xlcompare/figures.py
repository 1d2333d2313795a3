"""Which numbers can be counted with: files and sentences hold others too, and one of them would spoil a whole sum."""

from __future__ import annotations

from math import isfinite

MOST = 1e300
"""Beyond any figure of an office, and so far below a float's end (1.8e308) that no sum of such figures reaches it."""


def is_countable(number: float) -> bool:
    """Whether a number is neither NaN nor beyond MOST."""
    return isfinite(number) and abs(number) <= MOST


def countable(digits: str) -> float | None:
    """The number that plain `digits` say, None where it is beyond counting: somebody held down a key."""
    number = float(digits)
    return number if is_countable(number) else None
