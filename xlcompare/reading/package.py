"""May this file be handed to a workbook reader?

python-calamine ends the whole process, without an exception, on a few kinds of file: two values in far corners of a
tab (https://github.com/tafia/calamine/issues/693), a false count of texts (issue 684). Without a word it reads
nothing from UTF-16 XML, and another cell's text for a negative text number. So every part is looked at before the
reader sees it; parts that no reader opens (pictures, comments, macros) are left alone.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from xlcompare import errors
from xlcompare.address import address
from xlcompare.reading.file_content import MAX_INFLATED, content_of, refusal
from xlcompare.reading.grid import MAX_RANGE
from xlcompare.reading.part_limits import SHEET, STYLES, TEXTS, WORKBOOK, require_few
from xlcompare.reading.parts import Parts, Structure, plain_copy, require_well_formed, structure_of

# Real books have some hundreds of parts; each costs a reader time however small it is.
MAX_MEMBERS = 20_000
# XML of ordinary tabs shrinks 5 to 40 times, 20,000 rows that repeat 2,000 characters 260 times, a bomb 1,000 times
# (deflate's limit is 1,032). Small parts may be as repetitive as they like.
MAX_RATIO = 300
RATIO_GRACE = 1 << 20
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_TYPES = "[content_types].xml"

# Cells as Excel, LibreOffice and the usual libraries write them. The first kind has values in A1:Z199999 only, which is
# under MAX_RANGE: most tabs are settled by one pass that finds no other cell. `t="s"` counts texts from 0.
_KNOWN = rb'(?: s="\d{1,9}")?(?:>| t="(?:s"><v>\d{1,9}</v></c>|(?:n|b|e|d|str|inlineStr)">))'
_BLANK = rb' r="[A-Z]{1,3}[1-9]\d{0,6}"(?: s="\d{1,9}")?/>'
_NEAR = rb' r="[A-Z](?:[1-9]\d{0,4}|1\d{5})"' + _KNOWN
_ANYWHERE = rb' r="[A-Z]{1,3}[1-9]\d{0,6}"' + _KNOWN
_CELL_NOT_NEAR = re.compile(rb"<c(?=[\s/>])(?!" + _NEAR + rb"|" + _BLANK + rb")")
_CELL_ODD = re.compile(rb"<c(?=[\s/>])(?!" + _ANYWHERE + rb"|" + _BLANK + rb")")
_CELL_VALUED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^<>]*(?<!/)>(?!</c>|<v></v></c>|<v/></c>)')
# No bare > in the formula, so that a comment or CDATA in it can't pass a false cell off as the value's own.
_FORMULA = rb"(?:<f[^<>]*(?:/>|>[^<>]*</f>))?"
_CELL_TO_VALUE = re.compile(rb"<c(?=" + _ANYWHERE + rb') r="([A-Z]+)(\d+)"[^<>]*>' + _FORMULA + rb"<(?:v|is)[\s/>]")
_PREFIXED = re.compile(rb":(?:c|v|is)[\s/>]")
_VALUE = re.compile(rb"<(?:v|is)[\s/>]")
# Below this many values it is quicker to look back from each to its cell than to look at all of a large tab's cells.
FEW_VALUES, SMALL = 5_000, 1 << 18
_ROOT_COUNT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^<>]*\?>\s*)?<[^<>?!]*\buniqueCount[^<>]*>")


@dataclass(frozen=True)
class Package:
    """A file that passed: `data` may go to a reader, each tab's part after `sheet(tab)`.

    Where it isn't `plain`, a reader that knows the usual names only finds nothing in it; `copy` is for that one.
    """

    name: str
    data: bytes
    shared_strings: bytes
    _parts: Parts
    _structure: Structure

    @property
    def tabs(self) -> Mapping[str, str]:
        """The worksheets in the workbook's order, each with its part; '' where there is none."""
        return self._structure.tabs

    @property
    def workbook(self) -> str:
        """The name of the workbook's part."""
        return self._structure.workbook

    @property
    def styles(self) -> bytes:
        """The styles of its cells; b"" where it has none."""
        return self.part(self._structure.styles) if self._structure.styles else b""

    @property
    def dates_from_1904(self) -> bool:
        return self._structure.dates_from_1904

    @property
    def plain(self) -> bool:
        return self._structure.plain

    def sheet(self, tab: str) -> bytes:
        """The XML of `tab`, which a reader survives. That it is well-formed is for `require_well_formed` to say."""
        if not self.tabs[tab]:
            raise errors.book_damaged(self.name, "worksheet", tab)
        xml = self.part(self.tabs[tab])
        require_few(self.name, xml, SHEET, tab)
        _require_survivable(self.name, tab, self.tabs[tab], xml)
        return xml

    def part(self, part: str) -> bytes:
        return self._parts.xml(part)

    def parsed(self, part: str) -> ElementTree.Element:
        return self._parts.parsed(part)

    def numbered(self, part: str) -> list[tuple[str, str, str]]:
        """The parts that `part` leads to: the relationship's number and kind, and the part's name."""
        return [
            (each.id, each.kind, found[0])
            for each in self._parts.relationships(part)
            if (found := self._parts.led_to(part, each.target))
        ]

    def related(self, part: str) -> list[tuple[str, str]]:
        """The same without the numbers."""
        return [(kind, name) for _, kind, name in self.numbered(part)]

    def copy(self, tabs: Mapping[str, bytes]) -> bytes:
        """A workbook file of `tabs`, name → XML, with the looks of this one, that every reader understands."""
        return plain_copy(self._parts, self._structure, tabs)


def checked_package(path: Path) -> Package:
    """The workbook at `path`, safe to read; BookError says what else it is or what is wrong with it."""
    return checked_content(path.name, content_of(path))


def checked_content(book: str, data: bytes, most: int = MAX_INFLATED) -> Package:
    """The same of a file called `book` that holds `data`, and that may unpack to as many as `most` bytes."""
    if not data.startswith(b"PK\x03\x04"):
        raise refusal(book, data)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as reason:
        raise errors.book_cut_short(book) from reason
    parts = Parts(book, archive, _checked_members(book, archive, most))
    if archive.comment:  # The end of a zip file is searched for: with a comment, two readers may see two archives.
        data = parts.repacked()
    # No reader of ours needs it, but what writes into a book does, and all commands refuse the same books.
    if _TYPES in parts.members:
        require_well_formed(book, _TYPES, parts.xml(_TYPES))
    structure = structure_of(parts)
    require_few(book, parts.xml(structure.workbook), WORKBOOK)
    texts = b""
    if structure.texts:
        texts = parts.xml(structure.texts)
        require_few(book, texts, TEXTS)
        _require_true_count(book, structure.texts, texts)
        require_well_formed(book, structure.texts, texts)
    if structure.styles:
        require_few(book, parts.xml(structure.styles), STYLES)
        require_well_formed(book, structure.styles, parts.xml(structure.styles))
    return Package(book, data, texts, parts, structure)


# ── the archive ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _checked_members(book: str, archive: zipfile.ZipFile, most: int) -> dict[str, zipfile.ZipInfo]:
    """The package's parts by their lower-case names: OPC takes names that differ in case only for the same."""
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise errors.book_too_large(book, len(infos), MAX_MEMBERS, "個")
    inflated = sum(info.file_size for info in infos)
    if inflated > most:
        raise errors.book_too_large(book, inflated >> 20, most >> 20, "MB")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        # `filename` is cut at a NUL and has the system's separators replaced; `orig_filename` is what the file says.
        name = info.orig_filename
        steps = name.removesuffix("/").split("/")
        if "\\" in name or "\0" in name or ":" in name or name.lower() in members or {"", ".", ".."} & {*steps}:
            raise errors.book_unsafe_name(book, name)
        if info.flag_bits & 1:
            raise errors.book_password(book)
        if info.file_size > RATIO_GRACE and info.file_size > MAX_RATIO * info.compress_size:
            raise errors.book_inflates(book, name, info.file_size // max(info.compress_size, 1))
        members[name.lower()] = info
    return members


# ── texts and cells ────────────────────────────────────────────────────────────────────────────────────────────────


def _require_true_count(book: str, part: str, xml: bytes) -> None:
    """calamine makes room for as many texts as `uniqueCount` says; wrong by some is common and harmless."""

    def check(_: str, attributes: Mapping[str, str]) -> None:
        count = attributes.get("uniqueCount", "").strip()
        if count.isdecimal() and int(count) > len(xml) // len("<si/>"):
            raise errors.book_damaged(book, part)
        if once:
            parser.StartElementHandler = None

    # The word may also be somebody's text, or stand further down; then each element is looked at.
    once = xml.count(b"uniqueCount") == 1 and bool(_ROOT_COUNT.match(xml))
    if once or b"uniqueCount" in xml:
        parser = expat.ParserCreate()
        parser.StartElementHandler = check
        try:
            parser.Parse(xml[: xml.index(b">", xml.index(b"uniqueCount")) + 1] if once else xml, False)
        except expat.ExpatError as reason:
            raise errors.book_damaged(book, part) from reason


def _require_survivable(book: str, tab: str, part: str, xml: bytes) -> None:
    """BookError where the values' bounding range would end the process, or a text number would give a wrong text."""
    places: set[tuple[int, int]] | None = None
    if not _PREFIXED.search(xml):
        few = xml.count(b"<v") + xml.count(b"<is") < FEW_VALUES
        if (not few or len(xml) < SMALL) and not _CELL_NOT_NEAR.search(xml):
            return
        places = _places_of_few(xml) if few else None
        if not few and not _CELL_ODD.search(xml):
            places = {(_column(letters), int(row) - 1) for letters, row in _CELL_VALUED.findall(xml)}
    if places is None:
        places = _places(book, tab, part, xml)
    if not places:
        return
    columns, rows = {column for column, _ in places}, {row for _, row in places}
    left, right, top, bottom = min(columns), max(columns), min(rows), max(rows)
    for column, row in ((right, top), (left, bottom)):
        if column >= MAX_COLUMN or row >= MAX_ROW or row < 0:
            raise errors.cell_outside(book, tab, address(row, column))
    if (right - left + 1) * (bottom - top + 1) > MAX_RANGE:
        raise errors.cells_too_far_apart(book, tab, f"{address(top, left)}:{address(bottom, right)}")


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1


def _places_of_few(xml: bytes) -> set[tuple[int, int]] | None:
    """Where the values are, (column, row); None where a cell is written in an unknown way."""
    places = set()
    for value in _VALUE.finditer(xml):
        cell = _CELL_TO_VALUE.match(xml, max(xml.rfind(b"<c", 0, value.start()), 0))
        if cell is None or cell.end() != value.end():
            return None
        places.add((_column(cell[1]), int(cell[2]) - 1))
    return places


def _places(book: str, tab: str, part: str, xml: bytes) -> set[tuple[int, int]]:
    """Where the values are, (column, row), in XML written in whatever way; ten times slower than the patterns above."""
    places: set[tuple[int, int]] = set()
    column = row = 0
    kind, text = "", [""]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal column, row, kind
        name = name.rpartition(":")[2]
        if name == "row" and attributes.get("r", "").isdecimal():
            row, column = int(attributes["r"]) - 1, 0
        elif name == "c":
            kind = attributes.get("t", "")
            if "r" in attributes:
                match = re.fullmatch(r"([A-Za-z]{1,7})([0-9]{1,9})", attributes["r"])
                if not match:
                    raise errors.cell_outside(book, tab, attributes["r"])
                column, row = _column(match[1].upper().encode()), int(match[2]) - 1
        elif name == "is":
            places.add((column, row))
        elif name == "v":
            text[:] = []
            parser.CharacterDataHandler = text.append

    def end(name: str) -> None:
        nonlocal column, row
        name = name.rpartition(":")[2]
        if name == "c":
            column += 1
        elif name == "row":
            row, column = row + 1, 0
        elif name == "v":
            parser.CharacterDataHandler = None
            value = "".join(text)
            if value:
                places.add((column, row))
            if kind == "s" and value and not re.fullmatch("[0-9]{1,9}", value):
                raise errors.book_text_index(book, tab, value)

    require_well_formed(book, part, xml, tab)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)
    return places
