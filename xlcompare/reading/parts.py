"""Which part of a package is the workbook, and which holds each tab?

A part may have any name and stand in any folder: relationships lead to it. Programs disagree on how to write their
targets, and python-calamine knows the usual ones only. Where a workbook is written otherwise, it isn't `plain`, and
calamine gets a `plain_copy`.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from xlcompare import errors

_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']""")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_USUAL_TARGET = re.compile(r"/?(?:[\w-]+/)*[\w-]+\.xml", re.ASCII)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DEFAULTS = {"xml": "application/xml", "rels": "application/vnd.openxmlformats-package.relationships+xml"}
_FOR_ALL_TABS = ("sharedStrings", "styles", "theme")


class _Relationship(NamedTuple):
    id: str
    type: str
    target: str

    @property
    def kind(self) -> str:
        """The last word of the type's address, in lower case."""
        return self.type.rpartition("/")[2].lower()


_NO_RELATIONSHIP = _Relationship("", "", "")


@dataclass(frozen=True)
class Parts:
    """The parts of the file `book`, by their lower-case names."""

    book: str
    archive: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]

    def content(self, part: str) -> bytes:
        try:
            return self.archive.read(self.members[part])
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as reason:
            raise errors.book_damaged(self.book, part) from reason

    def xml(self, part: str) -> bytes:
        """A part's content. Only UTF-8 passes: calamine reads UTF-16 as an empty tab, and the checks search bytes."""
        xml = self.content(part)
        declared = _ENCODING.search(xml[:200].removeprefix(b"\xef\xbb\xbf"))
        if b"\0" in xml[:200] or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
            raise errors.book_encoding(self.book, part)
        return xml

    def parsed(self, part: str) -> ElementTree.Element:
        require_well_formed(self.book, part, xml := self.xml(part))
        return ElementTree.fromstring(xml)

    def relationships(self, source: str) -> list[_Relationship]:
        """What `source` refers to inside the package."""
        folder, _, name = source.rpartition("/")
        part = f"{folder}/_rels/{name}.rels".lstrip("/")
        return [
            _Relationship(*(element.get(name, "") for name in ("Id", "Type", "Target")))
            for element in (self.parsed(part) if part in self.members else ())
            if element.get("TargetMode") != "External"
        ]

    def led_to(self, source: str, target: str) -> tuple[str, ...]:
        """The parts that `target` may mean in `source`, the right one first.

        Some programs write from the package's root without a slash or with slashes of Windows' own; some escape what
        needs no escape, or not what does.
        """
        said = dict.fromkeys((target, unquote(target), target.replace("\\", "/")))
        paths = [posixpath.join("/", posixpath.dirname(source), each) for each in said]
        paths += [posixpath.join("/", each) for each in said]
        # Two slashes at the start stay two.
        names = (posixpath.normpath(path).lstrip("/").lower() for path in paths)
        found = (name if name in self.members else self._unescaped.get(name, "") for name in names)
        return tuple(dict.fromkeys(name for name in found if name))

    @cached_property
    def _unescaped(self) -> dict[str, str]:
        return {unquote(name).lower(): name for name in self.members if "%" in name}

    def repacked(self) -> bytes:
        """The same parts in a package of nothing else."""
        return _packed({info.orig_filename: self.content(name) for name, info in self.members.items()})


def require_well_formed(book: str, part: str, xml: bytes, sheet: str = "") -> None:
    """BookError where `xml` isn't well-formed or declares a document type, and so could define entities."""

    def doctype(*_: object) -> None:
        raise errors.book_doctype(book, part)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    try:
        # In pieces, because between them Python can let another thread run, such as one that starts calamine.
        for start in range(0, len(xml), 1 << 18):
            parser.Parse(xml[start : start + (1 << 18)], False)
        parser.Parse(b"", True)
    except expat.ExpatError as reason:
        raise errors.book_damaged(book, part, sheet) from reason


# ── the workbook ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Structure:
    """The parts that matter to a reader, '' where there is none. `tabs` are the worksheets, in the workbook's order."""

    workbook: str
    tabs: Mapping[str, str]
    texts: str
    styles: str
    theme: str
    dates_from_1904: bool
    plain: bool
    """whether calamine finds all of this by itself"""


def structure_of(parts: Parts) -> Structure:
    """What leads where in a package. BookError where no workbook is in it."""
    workbook = _workbook_part(parts)
    root, relations = parts.parsed(workbook), parts.relationships(workbook)
    sheets = [element for element in root.iter() if _local_name(element) == "sheet"]
    if len({sheet.get("name", "") for sheet in sheets}) < len(sheets):
        raise errors.book_damaged(parts.book, workbook)
    tabs: dict[str, str] = {}
    # Where a number is doubled, readers take the first or the last.
    by_number = {relation.id: relation for relation in reversed(relations)}
    plain = parts.members[workbook].orig_filename == "xl/workbook.xml" and len(by_number) == len(relations)
    for sheet in sheets:
        number = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        relation = by_number.get(number or "", _NO_RELATIONSHIP)
        kind, target = relation.kind, relation.target
        plain = plain and (kind == "chartsheet" or (kind == "worksheet" and _is_usual(parts, workbook, target)))
        # A macro module of Excel 95 has no part and an empty id; any other tab without one is damaged if it is read.
        if kind == "worksheet" or (not kind and number != ""):
            tabs[sheet.get("name", "")] = next(iter(parts.led_to(workbook, target)), "") if kind else ""
    texts, styles, theme = (_of_kind(parts, workbook, relations, kind) for kind in _FOR_ALL_TABS)
    dates = any(e.get("date1904") in ("1", "true") for e in root.iter() if _local_name(e) == "workbookPr")
    related = [each.target for each in relations if each.kind in ("sharedstrings", "styles")]
    plain = plain and {*related} <= {f"{each}{kind}.xml" for each in ("", "/xl/") for kind in _FOR_ALL_TABS}
    plain = plain and all(_is_usual(parts, workbook, target) for target in related)
    return Structure(workbook, tabs, texts, styles, theme, dates, plain)


def _is_usual(parts: Parts, workbook: str, target: str) -> bool:
    """Whether every reader finds the same part by `target`."""
    found = parts.led_to(workbook, target)
    name = parts.members[found[0]].orig_filename if len(found) == 1 else ""
    return bool(_USUAL_TARGET.fullmatch(target)) and name == posixpath.join("/xl", target)[1:]


def _of_kind(parts: Parts, workbook: str, relations: Iterable[_Relationship], kind: str) -> str:
    """The part of `kind`; that with the usual name where no relationship leads to one, as some readers take it."""
    targets = [relation.target for relation in relations if relation.kind == kind.lower()]
    related = [part for target in targets for part in parts.led_to(workbook, target)[:1]]
    usual = f"xl/{kind}.xml".lower()
    return next(iter(related), usual if usual in parts.members else "")


def _workbook_part(parts: Parts) -> str:
    if "mimetype" in parts.members:
        raise errors.not_a_workbook(parts.book, "ods" if parts.xml("mimetype").endswith(b".spreadsheet") else "zip")
    targets = [relation.target for relation in parts.relationships("") if relation.kind == "officedocument"]
    if "xl/workbook.bin" in parts.members or any(target.lower().endswith(".bin") for target in targets):
        raise errors.not_a_workbook(parts.book, "xlsb")
    for target in targets:
        for part in parts.led_to("", target):
            if _local_name(parts.parsed(part)) == "workbook":
                return part
    if "xl/workbook.xml" in parts.members:
        raise errors.book_damaged(parts.book, "_rels/.rels")
    raise errors.not_a_workbook(parts.book, "zip")


def _local_name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


# ── for a reader that knows the usual names only ─────────────────────────────────────────────────────────────────────


def plain_copy(parts: Parts, structure: Structure, tabs: Mapping[str, bytes]) -> bytes:
    """A package that holds the `tabs`, name → XML, with the workbook's texts, styles and theme, under usual names."""
    known = {
        f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml", xml)
        for number, xml in enumerate(tabs.values(), 1)
    }
    for kind, part in zip(_FOR_ALL_TABS, (structure.texts, structure.styles, structure.theme), strict=True):
        if part:
            known[kind] = kind, "theme/theme1.xml" if kind == "theme" else f"{kind}.xml", parts.xml(part)
    relations = "".join(_relationship(number, kind, name) for number, (kind, name, _) in known.items())
    sheets = "".join(
        f'<sheet name={quoteattr(tab)} sheetId="{number}" r:id="rId{number}"/>' for number, tab in enumerate(tabs, 1)
    )
    types = {"workbook.xml": "sheet.main", **{name: kind for kind, name, _ in known.values() if kind != "theme"}}
    overrides = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in types.items()
    )
    xml, rels = (f'<Default Extension="{ending}" ContentType="{of}"/>' for ending, of in _DEFAULTS.items())
    dates = ' date1904="1"' if structure.dates_from_1904 else ""
    heads = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{xml}{rels}{overrides}</Types>',
        "_rels/.rels": _relationships(_relationship("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr{dates}/>'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relationships(relations),
    }
    bodies = {f"xl/{name}": content for _, name, content in known.values()}
    return _packed({name: head.encode() for name, head in heads.items()} | bodies)


def _relationship(number: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relationships(elements: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{elements}</Relationships>'


def _packed(contents: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target.getvalue()
