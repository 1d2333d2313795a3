"""How wide a workbook's columns are: the unit of a width is the widest digit of the workbook's Normal font.

A number of characters is therefore another width in another workbook, and a sheet that was laid out in points has to be
told anew when it moves.
"""

from __future__ import annotations

from lxml import etree

from xlcompare.digit_width import UNKNOWN, digit_width
from xlcompare.writing.grafted_styles import MAIN, normal_font


def digit_width_of(styles: etree._Element) -> int:
    """The widest digit of the Normal font in pixels; 7 where the font is unknown."""
    font = normal_font(styles)
    if font is None:
        return UNKNOWN
    try:
        size = float(_value(font, "sz"))
    except ValueError:
        return UNKNOWN
    return digit_width(_value(font, "name"), size)


def in_other_unit(width: float, own: int, other: int) -> float:
    """The `width` attribute of a column that has as many pixels where a digit has `other` pixels, not `own`.

    The attribute counts the cell's padding as well (ECMA-376 18.3.1.13).
    """
    return int(round(width * own) / other * 256) / 256


def _value(font: etree._Element, name: str) -> str:
    found = font.find(f"{{{MAIN}}}{name}")
    return found.get("val", "") if found is not None else ""
