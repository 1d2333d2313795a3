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
    """none | thin (all round) | item (thin at the sides, hair above and below) | head (an item's, but thin above)"""
    align: str = "left"
    """left | center | right | justify | distributed"""
    valign: str = "top"
    """top | center | bottom"""
    wrap: bool = True
    number_format: str | None = None
    italic: bool = False
    locked: bool = True
    """whether the cell may not be typed into once its sheet is protected"""
