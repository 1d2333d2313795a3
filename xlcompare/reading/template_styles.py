"""A cell style of a template file as our `Style`, and what of it can't be shown.

The objects are openpyxl's, which only template_file.py imports: fonts, fills, borders by its names for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from xlcompare import notices
from xlcompare.reading.colors import Palette
from xlcompare.style import BORDERS, LINES, Style

SMALLEST, LARGEST = 4.0, 48.0
"""Sizes in points; others can't be read, or leave no room in a column."""
_NAMES = {lines: name for name, lines in BORDERS.items()}
_ESCAPED = re.compile(r'"[^"]*"|\[[^\]]*\]|[_*].|\\([^"])')
_BLACK, _NOT_SAID = "#000000", "00000000"
_ALIGN = {
    "left": "left", "center": "center", "right": "right", "justify": "justify", "distributed": "distributed",
    "centerContinuous": "center", "fill": "left",
}  # fmt: skip
_VALIGN = {"top": "top", "center": "center", "bottom": "bottom", "justify": "top", "distributed": "center"}


@dataclass(slots=True)
class StyleReader:
    """Reads styles of one workbook; `problems` are sentences about what they lose."""

    palette: Palette
    problems: list[str] = field(default_factory=list)

    def style(self, look: Any, usual: Style, name: str = "") -> Style:
        """The look of a cell style called `name`, or of a cell. `usual` is what stands in for what can't be used.

        Without a name nothing is reported.
        """

        def lost(part: str) -> None:
            if name:
                self.problems.append(notices.template_style_loses(name, part))

        style = Style(
            font=look.font.name or usual.font,
            size=float(look.font.sz or usual.size),
            bold=bool(look.font.b),
            italic=bool(look.font.i),
            underline=_underlined(look.font, lost),
            color=self._ink(look.font.color),
            fill=self._fill(look.fill, lost),
            number_format=_plain_format(look.number_format),
            locked=look.protection.locked is not False,
        )
        style = self._aligned(self._bordered(style, look.border, lost), look.alignment, usual, lost)
        if name and not SMALLEST <= style.size <= LARGEST:
            self.problems.append(notices.template_size(name, style.size, SMALLEST, LARGEST, usual.size))
            style = replace(style, size=usual.size)
        if name and usual.wrap and not style.wrap:
            self.problems.append(notices.template_style_cuts(name))
        return style

    def _ink(self, color: Any) -> str | None:
        """A colour of letters or lines; black is what they have without one."""
        found = self._color(color)
        return None if found == _BLACK else found

    def _color(self, color: Any) -> str | None:
        if color is None or color.type not in ("rgb", "theme", "indexed"):
            return None
        return self.palette.rgb(color.type, getattr(color, color.type), float(color.tint or 0.0))

    def _fill(self, fill: Any, lost: Callable[[str], None]) -> str | None:
        kind = getattr(fill, "patternType", None) if fill.tagname == "patternFill" else "gradient"
        if kind == "solid":
            # openpyxl's own transparent black stands for a colour that isn't said.
            return None if fill.fgColor.rgb == _NOT_SAID else self._color(fill.fgColor)
        if kind not in (None, "none"):
            lost("gradient" if kind == "gradient" else "pattern")
        return None

    def _bordered(self, style: Style, border: Any, lost: Callable[[str], None]) -> Style:
        sides = (border.left, border.right, border.top, border.bottom)
        lines = [side.style if side is not None and side.style in LINES else "none" for side in sides]
        drawn = [side for side, line in zip(sides, lines, strict=True) if line != "none"]
        colors = [self._ink(side.color) for side in drawn]
        if len(set(colors)) > 1:
            lost("line_colors")
        if (border.diagonalUp or border.diagonalDown) and border.diagonal and border.diagonal.style:
            lost("diagonal")
        named = " ".join(lines)
        return replace(style, border=_NAMES.get(named, named), border_color=colors[0] if colors else None)

    def _aligned(self, style: Style, alignment: Any, usual: Style, lost: Callable[[str], None]) -> Style:
        for part, there in (
            ("rotation", alignment.textRotation),
            ("indent", alignment.indent),
            ("shrink", alignment.shrinkToFit),
            ("align", alignment.horizontal in ("centerContinuous", "fill")),
            ("valign", alignment.vertical in ("justify", "distributed")),
        ):
            if there:
                lost(part)
        # Left to the program, text stands on the left and figures on the right.
        general = "right" if style.number_format and usual.align == "right" else "left"
        return replace(
            style,
            align=_ALIGN.get(alignment.horizontal, general),
            valign=_VALIGN.get(alignment.vertical, "bottom"),
            wrap=bool(alignment.wrapText),
        )


def _plain_format(number_format: str) -> str | None:
    """The number format with single signs quoted as well: "△" and \\△ are the same, and programs write either."""
    if number_format == "General":
        return None
    quoted = _ESCAPED.sub(lambda found: f'"{found[1]}"' if found[1] else found[0], number_format)
    return quoted.replace('""', "")


def _underlined(font: Any, lost: Callable[[str], None]) -> bool:
    if font.strike:
        lost("strike")
    if font.vertAlign in ("superscript", "subscript"):
        lost("script")
    if font.u not in (None, "none", "single"):
        lost("double_underline")
    return font.u not in (None, "none")
