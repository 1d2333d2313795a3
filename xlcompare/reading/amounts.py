"""A budget cell as thousands of yen, whatever way it was typed.

Offices write `9,818千円`, `９，８１８`, `△307`, `▲307`, `−307`, `(307)`, `±0`. What can't be read is None and a problem
for a person, never 0.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from xlcompare import words
from xlcompare.figures import is_countable
from xlcompare.folding import folded
from xlcompare.reading.grid import Value

_AMOUNT = re.compile(
    r"(?:(?P<open>\()|(?P<sign>[△▲\-+±]))?[¥\\]?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?(?P<unit>百万円|千円|円)?(?(open)\))"
)
_UNIT = re.compile(r"\((?:単位[:、]?)?(百万円|千円|円)\)")
_TWO_FIGURES = re.compile(r"[\d円]\s+[\d△▲(+\-]")
_NONE = {"", "-", "なし", "―"}


def column_unit(header: str) -> str:
    """The unit that a budget column's `header` names in brackets; 千円 where it names none."""
    return named_unit(header) or "千円"


def named_unit(header: str) -> str | None:
    """The unit that a budget column's `header` names in brackets."""
    found = _UNIT.search(folded(header))
    return found[1] if found else None


def amount(value: Value, unit: str = "千円") -> float | None:
    """`value` in thousands of yen (`unit` holds where the cell names none), or None for a blank cell.

    Raises ValueError for what can't be read as one amount.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise ValueError(value)
    if value is None:
        return None
    if isinstance(value, int | float):
        if not is_countable(value):
            raise ValueError(value)
        return _exact(Decimal(str(value)), unit)
    if _TWO_FIGURES.search(unicodedata.normalize("NFKC", value)):
        raise ValueError(value)
    text = folded(value)
    if text in _NONE:
        return None
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise ValueError(value)
    number = Decimal(found["digits"].replace(",", "") + (found["part"] or ""))
    if found["sign"] == "±" and number:
        raise ValueError(value)
    negative = found["open"] or found["sign"] in ("△", "▲", "-")
    return _exact(-number if negative else number, found["unit"] or unit)


def _exact(number: Decimal, unit: str) -> float:
    """Decimal arithmetic, because 0.1 百万円 must be 100 and not 100.00000000000001."""
    found = float(number * Decimal(str(words.YEN_UNITS[unit])))
    if not is_countable(found):
        raise ValueError(number)
    return found
