"""The widest digit of a font in pixels: the unit in which a workbook counts the widths of its columns.

It is the Normal style's font that counts, whatever font the cells have.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import normalize

UNKNOWN = 7
"""Calibri 11 and Arial 10; Excel's own new workbooks outside Japan."""

_PIXELS_PER_POINT = 96 / 72
_EM = (  # The widest digit as Windows draws it: Calibri 11 and Arial 10 come to 7 pixels, Japanese fonts at 11 to 8.
    (re.compile("calibri|aptosnarrow"), 0.49),
    (re.compile("ms(p|ui)?(ゴシック|明朝|gothic|mincho)|timesnewroman|yumincho.*|游明朝.*"), 0.51),
    (re.compile("arial|helvetica|liberationsans|yugothic.*|游ゴシック.*"), 0.556),
    (re.compile("meiryo(ui)?|メイリオ"), 0.6),
)


class NormalFont(NamedTuple):
    """The font of a workbook's Normal style; its size in points."""

    name: str
    size: float

    @property
    def digit(self) -> int:
        """Pixels of its widest digit."""
        return digit_width(self.name, self.size)


def digit_width(font: str, size: float) -> int:
    """Pixels; 7 where the font is unknown."""
    name = normalize("NFKC", font).replace(" ", "").lower()
    em = next((em for names, em in _EM if names.fullmatch(name)), None)
    # Windows rounds the font to whole pixels first.
    return max(1, round(em * round(size * _PIXELS_PER_POINT))) if em else UNKNOWN


def column_pixels(width: float, digit: int) -> int:
    """The pixels of a column whose `width` attribute counts digits and the cell's padding (ECMA-376 18.3.1.13)."""
    return int((256 * width + 128 // digit) / 256 * digit)
