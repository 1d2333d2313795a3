"""How much may stand in a part of a workbook, counted on its bytes before anything parses it.

A part of some kilobytes can hold millions of elements, each of which costs a reader a hundred times its size. The
limits are those of Excel itself where it has one, else far above any book of an office (two tabs of 100,000 rows have
2,000,000 cells).
"""

from __future__ import annotations

from collections.abc import Mapping

from xlcompare import errors

Limits = Mapping[bytes, tuple[int, str]]
"""By an element's name: how many of it, and what people call it."""

SHEET: Limits = {
    b"c": (4_000_000, "セル"),
    b"row": (1_048_576, "行"),
    b"mergeCell": (500_000, "結合セル"),
    b"hyperlink": (65_530, "リンク"),
    b"dataValidation": (65_534, "入力規則"),
    b"cfRule": (200_000, "条件付き書式"),
}
STYLES: Limits = {
    b"xf": (2 * 65_490, "セルの書式"),
    b"font": (2 * 65_490, "フォント"),
    b"fill": (2 * 65_490, "塗りつぶし"),
    b"border": (2 * 65_490, "罫線"),
    b"cellStyle": (65_490, "セルのスタイル"),
    b"numFmt": (65_490, "表示形式"),
}
TEXTS: Limits = {b"si": (4_000_000, "文字列"), b"r": (4_000_000, "文字列の部分")}
WORKBOOK: Limits = {b"definedName": (200_000, "名前")}

_ENDS = (b" ", b">", b"/", b"\t", b"\n", b"\r")


def require_few(book: str, xml: bytes, limits: Limits, sheet: str = "") -> None:
    """BookError where the part holds more of one kind of element than its limit says."""
    # One count of all elements settles nearly every part.
    elements = xml.count(b"<")
    for name, (most, called) in limits.items():
        if elements > most and (found := _count(xml, name)) > most:
            raise errors.too_many_elements(book, sheet, called, found, most)


def _count(xml: bytes, name: bytes) -> int:
    """How many elements begin with that name, with a prefix or without."""
    return sum(xml.count(start + name + end) for start in (b"<", b":") for end in _ENDS)
