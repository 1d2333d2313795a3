"""The heights that LibreOffice chooses for a workbook's rows, which ours may not be lower than."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_GIVEN = re.compile(r' style:row-height="[^"]*"|(?<=<meta:generator>)[^<]*| table:number-\w+-spanned="\d+"')
_HUGE = etree.XMLParser(huge_tree=True)


def optimal_heights(
    book: Path,
    as_shown: Callable[[Path, str], Path],
    folder: Path,
    prepare: Callable[[etree._Element], None] = lambda table: None,
) -> Iterator[tuple[float, list[float]]]:
    """Of each sheet the first column's width and every row's height, in points, with no cell merged.

    LibreOffice takes the heights of a workbook that names Excel as its author, even the default ones. A flat document
    without heights and without a known author makes it choose. `prepare` may change a sheet before it does.
    """
    flat = _GIVEN.sub("", as_shown(book, "fods").read_text(encoding="utf-8"))
    root = etree.fromstring(flat.encode(), _HUGE)
    for table in root.iter(f"{TABLE}table"):
        prepare(table)
    bare = folder / "bare.fods"
    etree.ElementTree(root).write(bare, encoding="utf-8", xml_declaration=True)
    root = etree.parse(as_shown(bare, "fods"), _HUGE).getroot()
    sizes = {
        style.get(f"{STYLE}name"): _points(part.get(f"{STYLE}row-height") or part.get(f"{STYLE}column-width"))
        for style in root.iter(f"{STYLE}style")
        for part in style.iter(f"{STYLE}table-row-properties", f"{STYLE}table-column-properties")
    }
    for table in root.iter(f"{TABLE}table"):
        rows: list[float] = []
        for row in table.iter(f"{TABLE}table-row"):
            again = min(int(row.get(f"{TABLE}number-rows-repeated", "1")), 1000)  # Below the last, to the sheet's end.
            rows += [sizes[row.get(f"{TABLE}style-name")]] * again
        yield sizes[next(table.iter(f"{TABLE}table-column")).get(f"{TABLE}style-name")], rows


def _points(length: str | None) -> float:
    """Points of a length in inches, the unit in which a LibreOffice without a locale writes."""
    assert length
    assert length.endswith("in"), length
    return float(length[:-2]) * 72
