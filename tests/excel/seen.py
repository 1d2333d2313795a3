"""What a person sees of a workbook's sheets, out of LibreOffice's flat document: UNO would take a call a cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree

from ..office import FILTERS, properties, url

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {name: f"{_URN}{name}:1.0" for name in ("office", "style", "table", "text")}
NAMESPACES |= {"fo": f"{_URN}xsl-fo-compatible:1.0", "svg": f"{_URN}svg-compatible:1.0"}
LOOK = ("fo:background-color", "fo:font-weight", "style:font-name", "fo:font-size")
_MOST = 100
"""How often something empty is repeated at most: to the end of the sheet, it is thousands of times."""


def _q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


class Flat:
    """The document that `document` (UNO's) is saved as, by way of a file in `folder`."""

    def __init__(self, document: Any, folder: Path) -> None:
        file = folder / "seen.fods"
        document.storeToURL(url(file), properties(FilterName=FILTERS["fods"], Overwrite=True))
        self.root = etree.parse(file, etree.XMLParser(huge_tree=True)).getroot()
        styles, fonts = self.root.iter(_q("style:style")), self.root.iter(_q("style:font-face"))
        self.styles = {(each.get(_q("style:family")), each.get(_q("style:name"))): each for each in styles}
        self.fonts = {each.get(_q("style:name")): each.get(_q("svg:font-family")) for each in fonts}

    def property(self, family: str, style: str | None, name: str) -> str | None:
        """What a style says of `name`, itself or by the style that it is based on."""
        while style is not None and (family, style) in self.styles:
            element = self.styles[family, style]
            for part in element:
                if (value := part.get(_q(name))) is not None:
                    return self.fonts.get(value, value) if "font-name" in name else value
            style = element.get(_q("style:parent-style-name"))
        return None

    def sheet(self, name: str) -> list[object]:
        """Widths, heights, and of each cell with content its place, value, formula, merge, looks and underlined words.

        An empty cell without a look of its own is in the font of its workbook.
        """
        table = next(each for each in self.root.iter(_q("table:table")) if each.get(_q("table:name")) == name)
        columns = [each for each in table.iter(_q("table:table-column")) for _ in range(self._times(each, "columns"))]
        widths = [self._size(each, "table-column", "style:column-width") for each in columns]
        found: list[object] = []
        used = (0, 0)
        heights = []
        for row in table.iter(_q("table:table-row")):
            cells = list(self._cells(row, columns))
            for _ in range(self._times(row, "rows")):
                found += [(len(heights), *cell) for cell in cells]
                heights.append(self._size(row, "table-row", "style:row-height"))
                used = (len(heights) if cells else used[0], max(used[1], *(cell[0] + 1 for cell in cells), 0))
        return [widths[: used[1]], heights[: used[0]], *found]

    def _times(self, element: etree._Element, of: str) -> int:
        return min(int(element.get(_q(f"table:number-{of}-repeated"), "1")), _MOST)

    def _size(self, element: etree._Element, family: str, name: str) -> str | None:
        return self.property(family, element.get(_q("table:style-name")), name)

    def _cells(self, row: etree._Element, columns: list[etree._Element]) -> Iterator[tuple[int, object]]:
        place = 0
        for cell in row:
            times = self._times(cell, "columns")
            if {*cell.attrib.keys()} & {_q("office:value-type"), _q("table:formula")}:
                by_column = columns[place].get(_q("table:default-cell-style-name"))
                style = cell.get(_q("table:style-name")) or row.get(_q("table:default-cell-style-name")) or by_column
                look = [self.property("table-cell", style, name) for name in LOOK]
                value = sorted((k, v) for k, v in cell.attrib.items() if not k.endswith(("style-name", "-repeated")))
                for again in range(times):
                    yield place + again, (value, look, list(self._runs(cell, style)))
            place += times

    def _runs(self, cell: etree._Element, style: str | None) -> Iterator[tuple[str, str | None]]:
        """The pieces of a cell's text and how each is underlined."""
        pieces = (piece for part in cell.iterfind(_q("text:p")) for piece in self._pieces(part, "table-cell", style))
        for underline, run in groupby(pieces, key=lambda piece: piece[1]):
            yield "".join(text for text, _ in run), underline

    def _pieces(self, part: etree._Element, family: str, style: str | None) -> Iterator[tuple[str, str | None]]:
        own = self.property(family, style, "style:text-underline-style")
        yield part.text or "", own
        for inner in part:
            if inner.tag == _q("text:span"):
                yield from self._pieces(inner, "text", inner.get(_q("text:style-name")))
            else:
                yield etree.QName(inner).localname * int(inner.get(_q("text:c"), "1")), own
            yield inner.tail or "", own
        if part.tag == _q("text:p"):
            yield "\n", own
