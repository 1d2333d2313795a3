"""A workbook that writing/new_book.py made, with macros, a ribbon and buttons on its sheets put in.

Parts are stored, not deflated: two versions of zlib pack the same bytes differently, and the files that lie in the
repository shall come out the same everywhere.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import quoteattr

from xlcompare.addin.drawing import SheetButton, drawing
from xlcompare.addin.modules import WORKBOOK_MODULE

ADDIN, WORKBOOK = "addin", "sheet"
"""What the file is, by the words of its content type."""

_BOOK, _TYPES = "xl/workbook.xml", "[Content_Types].xml"
_PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = "application/vnd.ms-excel.{}.macroEnabled.main+xml"
_VBA_TYPE = "application/vnd.ms-office.vbaProject"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_VBA_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_OFFICE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NO_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_MACROS_INSIDE = "{37E998C4-C9E5-D4B9-71C8-EB1FF731991C}"  # What Excel writes with a VBA project.
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # The zip format's; the time of writing would make every file differ.

Parts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Macros:
    """What goes into the workbook: `sheets` are the code names of all of its sheets, in their order."""

    vba: bytes
    sheets: tuple[str, ...]
    ribbon: bytes | None = None
    buttons: Mapping[int, Sequence[SheetButton]] | None = None
    """by the sheet's number, from 0"""


def with_macros(book: bytes, macros: Macros, kind: str) -> bytes:
    """The .xlam (`kind` ADDIN) or .xlsm (WORKBOOK) of an .xlsx. ValueError where that isn't built as expected."""
    with zipfile.ZipFile(BytesIO(book)) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    parts[_TYPES] = _once(parts[_TYPES], _PLAIN_TYPE, _MACRO_TYPE.format(kind))
    binary = {"xl/vbaProject.bin": macros.vba}
    _announce(parts, "xl/vbaProject.bin", _VBA_TYPE)
    _relate(parts, "xl/_rels/workbook.xml.rels", "rIdVba", _VBA_RELATION, "vbaProject.bin")
    _name_for_vba(parts, macros.sheets)
    if kind == ADDIN:
        parts[_BOOK] = _once(parts[_BOOK], "<workbookView ", '<workbookView visibility="hidden" ')
    if macros.ribbon is not None:
        binary["customUI/customUI14.xml"] = macros.ribbon
        _relate(parts, "_rels/.rels", "rIdRibbon", _RIBBON_RELATION, "customUI/customUI14.xml")
    for sheet, buttons in (macros.buttons or {}).items():
        _draw(parts, sheet, buttons)
    return _zip({**{name: text.encode("utf-8") for name, text in parts.items()}, **binary})


def _name_for_vba(parts: Parts, sheets: Sequence[str]) -> None:
    """Writes the names by which VBA knows the workbook and its sheets; each has a module of that name."""
    book = _once(parts[_BOOK], "<fileVersion ", f'<fileVersion codeName="{_MACROS_INSIDE}" ')
    parts[_BOOK] = _once(book, "<workbookPr ", f'<workbookPr codeName="{WORKBOOK_MODULE}" ')
    present = [name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    if len(present) != len(sheets):
        raise ValueError(f"{len(present)} sheets and {len(sheets)} names for them")
    for number, name in enumerate(sheets, start=1):
        part = f"xl/worksheets/sheet{number}.xml"
        xml = parts[part]
        if "<sheetPr>" in xml:
            parts[part] = _once(xml, "<sheetPr>", f'<sheetPr codeName="{name}">')
        else:
            parts[part] = _once(xml, "<dimension ", f'<sheetPr codeName="{name}"/><dimension ')


def _draw(parts: Parts, sheet: int, buttons: Sequence[SheetButton]) -> None:
    """Puts `buttons` onto a sheet that has no drawing of its own."""
    part, relations = f"xl/worksheets/sheet{sheet + 1}.xml", f"xl/worksheets/_rels/sheet{sheet + 1}.xml.rels"
    if relations in parts or "<extLst>" in parts[part]:
        raise ValueError(f"sheet {sheet} has drawings or extensions, which stand behind or instead of ours")
    name = f"drawings/drawing{sheet + 1}.xml"
    parts[f"xl/{name}"] = drawing(buttons)
    _announce(parts, f"xl/{name}", _DRAWING_TYPE)
    parts[relations] = _NO_RELATIONS
    _relate(parts, relations, "rId1", f"{_OFFICE_RELATION}/drawing", f"../{name}")
    parts[part] = _once(parts[part], "</worksheet>", '<drawing r:id="rId1"/></worksheet>')


def _announce(parts: Parts, part: str, content_type: str) -> None:
    override = f'<Override PartName="/{part}" ContentType="{content_type}"/>'
    parts[_TYPES] = _once(parts[_TYPES], "</Types>", f"{override}</Types>")


def _relate(parts: Parts, relations: str, number: str, kind: str, target: str) -> None:
    relation = f"<Relationship Id={quoteattr(number)} Type={quoteattr(kind)} Target={quoteattr(target)}/>"
    parts[relations] = _once(parts[relations], "</Relationships>", f"{relation}</Relationships>")


def _once(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in a part of the workbook")
    return text.replace(old, new)


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        # The content types first, as in every file that Excel writes: some programs tell its kind by that.
        for name in sorted(parts, key=lambda each: (each != _TYPES, each)):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.create_system = 0  # Else Windows and Linux would differ.
            archive.writestr(info, parts[name])
    return out.getvalue()
