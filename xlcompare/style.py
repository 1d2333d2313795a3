"""How a cell looks, as one plain value that layout, templates and writing share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. Equal styles are one format in the workbook."""

    font: str
    size: float
    bold: bool = False
    underline: bool = False
    color: str | None = None
    fill: str | None = None
    """#RRGGBB, as is `color`"""
    border: str = "none"
    """none | thin (all round) | item (thin at the sides, hair above and below) | head (an item's, but thin above), or
    four of `LINES` for left, right, top and bottom, such as 'thin thin medium double'"""
    align: str = "left"
    """left | center | right | justify | distributed"""
    valign: str = "top"
    """top | center | bottom"""
    wrap: bool = True
    number_format: str | None = None
    italic: bool = False
    locked: bool = True
    """whether the cell may not be typed into once its sheet is protected"""
    border_color: str | None = None
    """#RRGGBB"""


LINES = (
    "none", "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed", "dashDot",
    "mediumDashDot", "dashDotDot", "mediumDashDotDot", "slantDashDot",
)  # fmt: skip
"""Excel's lines by its own names for them, in the order of XlsxWriter's numbers."""
BORDERS = {
    "none": "none none none none",
    "thin": "thin thin thin thin",
    "item": "thin thin hair hair",
    "head": "thin thin thin hair",
}
"""What the names stand for: left, right, top, bottom."""
