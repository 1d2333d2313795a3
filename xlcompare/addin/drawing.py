"""Buttons on a sheet: shapes with a macro behind them, as Excel's own [図形] → [マクロの登録] makes them.

Not form controls: those are VML, which no Excel on a Mac and no screen of high resolution draws well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

FILL, LINE, INK, FONT = "DDEBF7", "2F5597", "1F3864", "Yu Gothic"

_EMU_PER_POINT = 12700
_MARGIN = 3 * _EMU_PER_POINT
_SHEET = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"


@dataclass(frozen=True, slots=True)
class SheetButton:
    """A button that fills the cell at (`row`, `column`), whose size in points is given; a click runs `macro`."""

    name: str
    caption: str
    macro: str
    row: int
    column: int
    width: float
    height: float


def drawing(buttons: Sequence[SheetButton]) -> str:
    """The drawing part with all `buttons`."""
    anchors = "".join(_anchor(number, button) for number, button in enumerate(buttons, start=2))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<xdr:wsDr xmlns:xdr="{_SHEET}" xmlns:a="{_MAIN}">{anchors}</xdr:wsDr>'
    )


def _anchor(number: int, button: SheetButton) -> str:
    width = round(button.width * _EMU_PER_POINT) - 2 * _MARGIN
    height = round(button.height * _EMU_PER_POINT) - 2 * _MARGIN
    # [0]! is this workbook, under whatever name it is saved.
    return (
        "<xdr:oneCellAnchor>"
        f"<xdr:from><xdr:col>{button.column}</xdr:col><xdr:colOff>{_MARGIN}</xdr:colOff>"
        f"<xdr:row>{button.row}</xdr:row><xdr:rowOff>{_MARGIN}</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{width}" cy="{height}"/>'
        f'<xdr:sp macro={quoteattr(f"[0]!{button.macro}")} textlink="">'
        f'<xdr:nvSpPr><xdr:cNvPr id="{number}" name={quoteattr(button.name)} descr={quoteattr(button.caption)}/>'
        "<xdr:cNvSpPr/></xdr:nvSpPr>"
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="roundRect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{FILL}"/></a:solidFill>'
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill></a:ln></xdr:spPr>'
        '<xdr:txBody><a:bodyPr vertOverflow="clip" lIns="36000" tIns="0" rIns="36000" bIns="0" anchor="ctr"/>'
        '<a:lstStyle/><a:p><a:pPr algn="ctr"/>'
        f'<a:r><a:rPr lang="ja-JP" altLang="en-US" sz="1100" b="1"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill>'
        f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/></a:rPr>'
        f"<a:t>{escape(button.caption)}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/>"
        "</xdr:oneCellAnchor>"
    )
