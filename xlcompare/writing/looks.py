"""What a style is in a workbook: XlsxWriter's format properties, and the XML of rich-text runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from xlcompare import errors
from xlcompare.layout.sheet import Style
from xlcompare.plan import Span
from xlcompare.style import BORDERS, LINES

_SHIFT_JIS = 128  # The charset by which Excel finds a Japanese substitute where the font is missing.
_SIDES = ("left", "right", "top", "bottom")
_LINE = {name: number for number, name in enumerate(LINES)}
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "justify", "distributed": "distributed"}
_VALIGN = {"top": "top", "center": "vcenter", "bottom": "bottom"}
_COLOR = re.compile("#[0-9A-Fa-f]{6}")


def format_properties(style: Style) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "font_name": style.font,
        "font_size": _shortest(style.size),
        "font_scheme": "none",
        "font_family": 0,
        "font_charset": _SHIFT_JIS,
        "bold": style.bold,
        "italic": style.italic,
        "underline": int(style.underline),
        "text_wrap": style.wrap,
        "locked": style.locked,
        **_borders(style),
        "align": known(_ALIGN, style.align),
        "valign": known(_VALIGN, style.valign),
    }
    if style.color:
        properties["font_color"] = color_of(style.color)
    if style.fill:
        properties |= {"pattern": 1, "bg_color": color_of(style.fill)}
    if style.number_format:
        properties["num_format"] = style.number_format
    if not style.locked:
        properties["locked"] = False
    return properties


def _borders(style: Style) -> dict[str, Any]:
    named = style.border if " " in style.border else known(BORDERS, style.border)
    lines = dict(zip(_SIDES, (known(_LINE, line) for line in named.split()), strict=True))
    if style.border_color:
        # No colour where there is no line: two looks that are one would be two formats.
        lines |= {f"{side}_color": color_of(style.border_color) for side in _SIDES if lines[side]}
    return lines


def run_head(style: Style) -> str:
    """A run's XML up to its text: the font of `format_properties`, in the order in which Excel writes its parts."""
    color = f'rgb="FF{color_of(style.color)[1:].upper()}"' if style.color else 'theme="1"'
    return (
        f"<r><rPr>{'<b/>' * style.bold}{'<i/>' * style.italic}{'<u/>' * style.underline}"
        f'<sz val="{_shortest(style.size)}"/><color {color}/><rFont val={quoteattr(style.font)}/>'
        f'<charset val="{_SHIFT_JIS}"/></rPr><t xml:space="preserve">'
    )


_CONTROL = "\x00-\x08\x0b-\x1f\ufffe\uffff"
_UNSAFE = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}[_{_CONTROL}])|[{_CONTROL}]")


def escaped(text: str) -> str:
    """`text` as XML, with Excel's _xHHHH_ for what XML can't hold and for a `_` that would begin such an escape.

    The underscores are spelled &#95; because XlsxWriter escapes what looks like an escape in the finished XML.
    """
    return _UNSAFE.sub(lambda found: f"&#95;x{ord(found[0]):04X}&#95;", escape(text))


def _shortest(size: float) -> float:
    return int(size) if size == int(size) else size


def known(names: dict[str, Any], name: str) -> Any:
    if name not in names:
        raise errors.result_withheld(f"{name!r} is none of {', '.join(names)}")
    return names[name]


def color_of(color: str) -> str:
    if not _COLOR.fullmatch(color):
        raise errors.result_withheld(f"the color {color!r}")
    return color


def pieces(text: str, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """`text` cut where its marks begin and end, and whether the piece is marked; no piece is empty."""
    at = 0
    for start, end in marks:
        if not at <= start < end <= len(text):
            raise ValueError("marks out of order")
        if at < start:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def units(text: str) -> int:
    """The length in UTF-16 units, in which Excel counts."""
    return len(text.encode("utf-16-le")) // 2
