"""A worksheet part as XlsxWriter writes it, made to stand in another workbook.

Texts move into the cells, because shared strings would be the other workbook's; looks get that workbook's numbers, and
columns its unit of width. Patterns do it in a fraction of the time of an XML parser: what XlsxWriter writes is known, a
test compares the cells that come out, and a part that is written otherwise is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xlcompare import errors
from xlcompare.writing.digit_width import in_other_unit

_CELL = re.compile(rb'<c r="([A-Z]+\d+)"(?: s="(\d+)")?(?: t="s"><v>(\d+)</v></c>)?')
_TEXT = re.compile(rb"<si>(.*?)</si>", re.S)
_ROW_LOOK = re.compile(rb'(<row [^>]*? s=")(\d+)"')
_COLUMN_LOOK = re.compile(rb'(<col [^>]*? style=")(\d+)"')
_COLUMN_WIDTH = re.compile(rb'(<col [^>]*? width=")([\d.]+)"')
_DIFFERENTIAL = re.compile(rb'( dxfId=")(\d+)"')
_SHARED = re.compile(rb'<c [^>]* t="s"')
_SELECTED = b' tabSelected="1"'


@dataclass(frozen=True, slots=True)
class Host:
    """What a sheet has to know of the workbook that it goes into: its numbers for looks, its unit of width."""

    looks: Sequence[int]
    differentials: Sequence[int]
    digit_width: int


def shared_texts(shared_strings: bytes) -> list[bytes]:
    """The content of each shared string, as XML."""
    return _TEXT.findall(shared_strings)


def grafted_sheet(xml: bytes, texts: Sequence[bytes], own_digit_width: int, host: Host, selected: bool) -> bytes:
    """The worksheet part `xml` for the workbook `host`; `selected`: its tab is the one in view."""

    def cell(found: re.Match[bytes]) -> bytes:
        place, look, text = found.groups()
        head = b'<c r="%b"' % place + (b' s="%d"' % host.looks[int(look)] if look else b"")
        return head + (b' t="inlineStr"><is>%b</is></c>' % texts[int(text)] if text else b"")

    def width(found: re.Match[bytes]) -> bytes:
        return b'%b%.15g"' % (found[1], in_other_unit(float(found[2]), own_digit_width, host.digit_width))

    # Before any text is in the cells, so that no pattern finds anything in a text.
    view, cells, rest = _parts(xml.replace(_SELECTED, b"", 1))
    view = _COLUMN_WIDTH.sub(width, _COLUMN_LOOK.sub(_numbered(host.looks), view))
    if selected:
        view = view.replace(b"<sheetView ", b"<sheetView%b " % _SELECTED, 1)
    cells = _CELL.sub(cell, _ROW_LOOK.sub(_numbered(host.looks), cells))
    if _SHARED.search(cells):
        raise errors.result_withheld("a shared string in an unknown form")
    return view + cells + _DIFFERENTIAL.sub(_numbered(host.differentials), rest)


def _parts(xml: bytes) -> tuple[bytes, bytes, bytes]:
    """`xml` before, inside and behind its cells."""
    start = xml.index(b"<sheetData")
    end = xml.find(b"</sheetData>", start)
    end = end if end >= 0 else start
    return xml[:start], xml[start:end], xml[end:]


def _numbered(numbers: Sequence[int]) -> Callable[[re.Match[bytes]], bytes]:
    """A replacement for an attribute that holds a number: what `numbers` has at that place."""
    return lambda found: b'%b%d"' % (found[1], numbers[int(found[2])])
