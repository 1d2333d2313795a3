"""A budget cell as its format shows it: yen shown in thousands (#,##0,) under the title （千円） are thousands of yen.

What the title says is the unit of what is shown. Where title, format and value can't all be right, nobody can tell the
amount, and so it isn't read.
"""

from __future__ import annotations

from decimal import Decimal

from xlcompare import words
from xlcompare.reading.amounts import amount, column_unit, named_unit
from xlcompare.reading.format_codes import Section, section_for
from xlcompare.reading.grid import Value
from xlcompare.reading.number_formats import shown

_BY_SCALE = dict(enumerate(sorted(words.YEN_UNITS, key=words.YEN_UNITS.__getitem__)))
"""The unit of yen that are shown divided by 1,000 so many times."""


def amount_as_shown(value: Value, code: str, title: str) -> float | None:
    """`value`, in the number format `code` under the column's `title`, in thousands of yen; None for a blank cell.

    Raises ValueError, with what the cell says, where that is no amount.
    """
    if not code or isinstance(value, bool) or not isinstance(value, int | float):
        try:
            return amount(value, column_unit(title))
        except ValueError as reason:
            raise ValueError(shown(value, code)) from reason
    section, _ = section_for(code, value)
    unit = _unit(section, named_unit(title))
    if section.is_date or section.percents or unit is None:
        said, held = shown(value, code), shown(value)
        raise ValueError(said if section.is_date or said == held else words.SHOWN_FOR.format(said, held))
    number = Decimal(repr(value)).scaleb(-3 * section.scaling)
    return float(number * Decimal(str(words.YEN_UNITS[unit])))


def is_scaled(value: Value, code: str) -> bool:
    """Whether a cell shows a smaller number than it holds."""
    if not code or isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return bool(section_for(code, value)[0].scaling)


def _unit(section: Section, of_title: str | None) -> str | None:
    """The unit of the number that is shown; None where title and format can't both be right."""
    of_format = next((unit for unit in sorted(words.YEN_UNITS, key=len, reverse=True) if unit in section.words), None)
    if of_title and of_format and of_title != of_format:
        return None
    scale = min(section.scaling, max(_BY_SCALE))
    unit = of_title or of_format or (_BY_SCALE[scale] if scale else column_unit(""))
    # Yen divided by a thousand aren't yen, by a million no thousands.
    return unit if words.YEN_UNITS[unit] >= words.YEN_UNITS[_BY_SCALE[scale]] or not scale else None
