"""What colour is meant by a workbook that names one of its theme or of its palette: #RRGGBB."""

from __future__ import annotations

import re
from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from xml.etree import ElementTree

_OFFICE = (
    "FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47",
    "0563C1", "954F72",
)  # fmt: skip
"""Office's own theme, where a workbook has none."""
# A theme keeps its four first colours in another order than cells count them.
_ORDER = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
)  # fmt: skip
_RGB = re.compile("(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


@dataclass(frozen=True, slots=True)
class Palette:
    """A workbook's colours: its theme's twelve, and those that go by number. All as RRGGBB or AARRGGBB."""

    theme: Sequence[str] = _OFFICE
    indexed: Sequence[str] = ()

    def rgb(self, kind: str, value: object, tint: float = 0.0) -> str | None:
        """The colour that a cell means by `kind` (rgb | theme | indexed | auto) and `value`.

        None where the colour is left to the program: automatic, or a number that the palette doesn't have.
        """
        found: object = None
        if kind == "rgb":
            found = value
        elif kind in ("theme", "indexed") and isinstance(value, int):
            colors = self.theme if kind == "theme" else self.indexed
            found = colors[value] if 0 <= value < len(colors) else None
        plain = _RGB.fullmatch(found) if isinstance(found, str) else None
        return _tinted(plain[1].upper(), tint) if plain else None


def palette_of(theme: bytes | None, indexed: Sequence[str]) -> Palette:
    """The colours of a workbook with this theme part, which is well-formed, or with none."""
    if not theme:
        return Palette(indexed=indexed)
    named: dict[str, str] = {}
    for element in ElementTree.fromstring(theme).iter():
        name = element.tag.rpartition("}")[2]
        if name in _ORDER and len(element):
            # What the system's own colour was on the computer that saved the book.
            named[name] = element[0].get("lastClr") or element[0].get("val") or ""
    return Palette(tuple(named.get(name, own) for name, own in zip(_ORDER, _OFFICE, strict=True)), indexed)


def _tinted(rgb: str, tint: float) -> str:
    """`rgb` lighter (`tint` up to 1) or darker (down to -1), as ECMA-376 18.3.1.15 has it."""
    if not tint:
        return f"#{rgb}"
    hue, light, saturation = rgb_to_hls(*(int(rgb[k : k + 2], 16) / 255 for k in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = hls_to_rgb(hue, min(1.0, max(0.0, light)), saturation)
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
