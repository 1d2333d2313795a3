"""What does a cell's style number say of what the cell shows: its number format, and whether it is struck through?

In a cell's own style Excel goes by the numbers of font and format alone; whether they are said to be applied, and what
the named style behind them has, doesn't matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from xlcompare.format_words import BUILT_IN, NO_FORMAT
from xlcompare.reading.format_codes import text_section
from xlcompare.reading.grid import Look

_OFF = frozenset(("0", "false", "off"))


@dataclass(frozen=True, slots=True)
class CellStyles:
    """The styles of a workbook's cells by their numbers. `formats` leaves General out."""

    formats: dict[int, str]
    text_formats: dict[int, str]
    """those that add words to a text"""
    struck: frozenset[int]
    looks: tuple[Look, ...]
    struck_rules: frozenset[int]
    """conditional formats that strike through, by their numbers"""
    struck_tables: frozenset[str] = frozenset()
    """tables' styles that strike through, by their names"""


def cell_styles(xml: bytes) -> CellStyles:
    """The styles in a workbook's styles part, b"" for none."""
    if not xml:
        return CellStyles({}, {}, frozenset(), (), frozenset())
    root = ElementTree.fromstring(xml)
    codes = dict(BUILT_IN)
    fonts: list[ElementTree.Element] = []
    cells: list[ElementTree.Element] = []
    rules: set[int] = set()
    tables: list[ElementTree.Element] = []
    for part in root:
        name = part.tag.rpartition("}")[2]
        if name == "numFmts":
            codes |= dict(_codes(part))
        elif name == "fonts":
            fonts = list(part)
        elif name == "cellXfs":
            cells = list(part)
        elif name == "tableStyles":
            tables = list(part)
        elif name == "dxfs":
            rules = {i for i, rule in enumerate(part) if any(is_struck(each) for each in rule if _is(each, "font"))}
    used = [codes.get(_number(cell, "numFmtId"), "") for cell in cells]
    formats = {i: code for i, code in enumerate(used) if code not in NO_FORMAT}
    looks = [look_of(font) for font in fonts]
    own = [_number(cell, "fontId") for cell in cells]
    struck_fonts = {i for i, font in enumerate(fonts) if is_struck(font)}
    return CellStyles(
        formats,
        {i: code for i, code in formats.items() if text_section(code)},
        frozenset(i for i, font in enumerate(own) if font in struck_fonts),
        tuple(looks[font] if font < len(looks) else Look() for font in own),
        frozenset(rules),
        frozenset(each.get("name", "") for each in tables if any(_number(part, "dxfId") in rules for part in each)),
    )


def is_struck(font: ElementTree.Element | None) -> bool:
    """Whether a font's or a run's properties strike through."""
    return font is not None and any(_is(each, "strike") and is_on(each) for each in font)


def look_of(font: ElementTree.Element | None) -> Look:
    """The look of a font's or a run's letters."""
    color, underlined = "", False
    for each in font if font is not None else ():
        if _is(each, "color"):
            # Black is said in three ways; it marks nothing.
            said = " ".join(f"{name}={value}" for name, value in sorted(each.attrib.items()))
            color = "" if said in ("rgb=FF000000", "theme=1", "auto=1", "indexed=8", "indexed=64") else said
        elif _is(each, "u"):
            underlined = each.get("val", "single") != "none"
    return Look(color, underlined)


def is_on(element: ElementTree.Element) -> bool:
    return element.get("val", "1").strip().lower() not in _OFF


def _codes(part: ElementTree.Element) -> Iterator[tuple[int, str]]:
    for each in part:
        yield _number(each, "numFmtId"), each.get("formatCode", "")


def _number(element: ElementTree.Element, name: str) -> int:
    said = element.get(name, "0").strip()
    return int(said) if said.isdecimal() else 0


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name
