"""How wide a workbook's columns are: the unit of a width is the widest digit of the workbook's Normal font.

A number of characters is therefore another width in another workbook, and a sheet that was laid out in points has to be
told anew when it moves.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from lxml import etree

from xlcompare.writing.grafted_styles import MAIN, normal_font

UNKNOWN = 7
"""Calibri 11 and Arial 10; Excel's own new workbooks outside Japan."""

_PIXELS_PER_POINT = 96 / 72
_EM = (  # The widest digit as Windows draws it: Calibri 11 and Arial 10 come to 7 pixels, Japanese fonts at 11 to 8.
    (re.compile("calibri|aptosnarrow"), 0.49),
    (re.compile("ms(p|ui)?(ゴシック|明朝|gothic|mincho)|timesnewroman|yumincho.*|游明朝.*"), 0.51),
    (re.compile("arial|helvetica|liberationsans|yugothic.*|游ゴシック.*"), 0.556),
    (re.compile("meiryo(ui)?|メイリオ"), 0.6),
)


def digit_width_of(styles: etree._Element) -> int:
    """The widest digit of the Normal font in pixels; 7 where the font is unknown."""
    font = normal_font(styles)
    if font is None:
        return UNKNOWN
    name = normalize("NFKC", _value(font, "name")).replace(" ", "").lower()
    em = next((em for names, em in _EM if names.fullmatch(name)), None)
    try:
        size = float(_value(font, "sz"))
    except ValueError:
        return UNKNOWN
    # Windows rounds the font to whole pixels first.
    return max(1, round(em * round(size * _PIXELS_PER_POINT))) if em else UNKNOWN


def in_other_unit(width: float, own: int, other: int) -> float:
    """The `width` attribute of a column that has as many pixels where a digit has `other` pixels, not `own`.

    The attribute counts the cell's padding as well (ECMA-376 18.3.1.13).
    """
    return int(round(width * own) / other * 256) / 256


def _value(font: etree._Element, name: str) -> str:
    found = font.find(f"{{{MAIN}}}{name}")
    return found.get("val", "") if found is not None else ""
