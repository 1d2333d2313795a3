"""What do the tabs of a workbook file hold?

The only place that knows python-calamine. It reads 15 times faster than openpyxl, in a third of the memory, but says
nothing of hidden rows and of what error stands in a cell, so those are read here. The package is checked first, because
calamine may end the process on a hostile one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from functools import cached_property
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from xlcompare import errors
from xlcompare.reading.as_shown import as_shown
from xlcompare.reading.beside import Beside, beside
from xlcompare.reading.book import by_mark
from xlcompare.reading.cell_places import place_of
from xlcompare.reading.cell_styles import CellStyles, cell_styles
from xlcompare.reading.grid import Area, Grid, Look, Value
from xlcompare.reading.package import (
    MAX_COLUMN,
    MAX_ROW,
    Package,
    checked_content,
    checked_package,
)
from xlcompare.reading.parts import require_well_formed
from xlcompare.reading.put_in import before_put_in
from xlcompare.reading.struck import SharedRuns
from xlcompare.reading.values import cleaned
from xlcompare.words import MARK_NAME

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b([^<>]*)>")
_ERROR_CELL = re.compile(
    rb"""<(?:[\w.-]+:)?c\s([^<>]*?\bt\s*=\s*["']e["'][^<>]*)(?<!/)>(.*?)</(?:[\w.-]+:)?c\s*>""", re.DOTALL
)
_ERROR_VALUE = re.compile(rb"(<(?:[\w.-]+:)?v\b[^<>]*>)([^<]*)(?=<)")
_NO_RESULT = re.compile(
    rb"<(?:[\w.-]+:)?c\s([^<>]*)(?<!/)>\s*<(?:[\w.-]+:)?f\b[^<>]*(?:/>|>[^<]*</(?:[\w.-]+:)?f>)\s*"
    rb"(?:<(?:[\w.-]+:)?v\s*/>|<(?:[\w.-]+:)?v>\s*</(?:[\w.-]+:)?v>)?\s*</(?:[\w.-]+:)?c>"
)
_PROPERTIES = "docprops/core.xml"
_NO_VALUE = (b"</f></c>", b"<v></v>", b"<v/>", b"<v />")
_SAVED = re.compile(rb"<dcterms:modified[^<>]*>\s*([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})Z?")
_FORMULA = re.compile(
    rb"<(?:[\w.-]+:)?c\s([^<>]*)(?<!/)>\s*<(?:[\w.-]+:)?f(?=[\s/>])(?:[^<>]*/>|[^<>]*(?<!/)>([^<]*)</(?:[\w.-]+:)?f\s*>)"
)
_TEXT_RESULT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d+)["']""")
_COLUMNS = re.compile(rb"<(?:[\w.-]+:)?col\s([^<>]*)>")
_BOUND = re.compile(rb"""\b(min|max)\s*=\s*["'](\d{1,5})["']""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
# calamine refuses a whole tab for any other (Google's #ERROR!, #SPILL!).
_CALAMINE_ERRORS = frozenset((b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"))

# What in the XML may mean that a text has to be cleaned; Excel's first line ends with CRLF, so the head is skipped.
_HEAD = 100
_MAYBE_UNCLEAN = (b"_x", b"&#", b"\r", b"\x7f")
_MAYBE_CONTROL = (re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xef\xbf[\xbe\xbf]"))


class Book:
    """An open workbook: `tabs` in its order (hidden ones too, chart sheets not), each read when it is asked for."""

    def __init__(self, package: Package) -> None:
        self.name = package.name
        self.tabs: tuple[str, ...] = tuple(package.tabs)
        self._package = package
        self._unclean_texts = _is_unclean(package.shared_strings)
        self._reader: CalamineWorkbook | None = None

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The tabs that nobody sees, those that only a macro can show included."""
        root = ElementTree.fromstring(self._package.part(self._package.workbook))
        sheets = (element for element in root.iter() if element.tag.endswith("}sheet"))
        return frozenset(sheet.get("name", "") for sheet in sheets if sheet.get("state") in ("hidden", "veryHidden"))

    @cached_property
    def marks(self) -> dict[str, str]:
        """The tabs that xlcompare made, by what they were made to be (layout/sheet.py's MARK_NAME); '' is none's."""
        root = ElementTree.fromstring(self._package.part(self._package.workbook))
        tabs = [element.get("name", "") for element in root.iter() if element.tag.endswith("}sheet")]
        found = []
        for name in (element for element in root.iter() if element.tag.endswith("}definedName")):
            place = name.get("localSheetId", "")
            if name.get("name", "").lower() == MARK_NAME and place.isdecimal() and int(place) < len(tabs):
                found.append(((name.text or "").strip().strip('"'), int(place)))
        return by_mark((mark, tabs[place]) for mark, place in sorted(found, key=lambda each: each[1]))

    def grid(self, tab: str) -> Grid:
        """What `tab` holds. BookError where its part can't be read, PlanError where there is no such tab."""
        if tab not in self._package.tabs:
            raise errors.tab_missing(self.name, tab, self.tabs)
        xml = self._package.sheet(tab)
        part = self._package.tabs[tab]
        found = _errors(xml)
        # calamine leaves Python free while it parses, so the other check costs no time where there is a second core.
        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(self._sheet, tab, xml, bool(set(found.values()) - _CALAMINE_ERRORS))
            require_well_formed(self.name, part, xml, tab)
            sheet = reading.result()
        top, left = sheet.start or (0, 0)
        rows = sheet.to_python() if sheet.start else []
        grid = Grid(
            book=self.name,
            sheet=tab,
            rows=cleaned(rows, unclean=self._unclean_texts or _is_unclean(xml)),
            top=top,
            left=left,
            merged=self._merged(sheet, tab, part),
            hidden_rows=_hidden_rows(xml),
            errors={
                **dict.fromkeys(_uncalculated(xml), ""),
                **{place: value.decode("utf-8", "replace") for place, value in found.items()},
            },
            formulas=dict(_formulas(xml)),
            hidden_columns=_hidden_columns(xml) & frozenset(range(left, left + len(rows[0]))) if rows else frozenset(),
        )
        return self._shown(grid, xml)

    def values(self, tab: str) -> tuple[Grid, bytes]:
        """What stands in the cells of `tab`, without merges, formulas and hidden rows; and the XML that says the rest.

        A third of the time of `grid`, for those who read many books. Raises as `grid` does.
        """
        xml = self._package.sheet(tab)
        require_well_formed(self.name, self._package.tabs[tab], xml, tab)
        found = _errors(xml)
        sheet = self._sheet(tab, xml, bool(set(found.values()) - _CALAMINE_ERRORS))
        top, left = sheet.start or (0, 0)
        rows = sheet.to_python() if sheet.start else []
        said = {place: value.decode("utf-8", "replace") for place, value in found.items()}
        unknown = dict.fromkeys(_uncalculated(xml), "") if any(sign in xml for sign in _NO_VALUE) else {}
        clean = cleaned(rows, unclean=self._unclean_texts or _is_unclean(xml))
        return self._shown(Grid(self.name, tab, clean, top, left, errors={**unknown, **said}), xml), xml

    def _shown(self, grid: Grid, xml: bytes) -> Grid:
        return as_shown(grid, xml, self._styles, self._shared_runs, from_1904=self._package.dates_from_1904)

    @cached_property
    def _styles(self) -> CellStyles:
        return cell_styles(self._package.styles)

    @cached_property
    def _shared_runs(self) -> SharedRuns:
        return SharedRuns(self._package.shared_strings)

    def before(self, tab: str, marks: Collection[Look]) -> dict[tuple[int, int], Value]:
        """What stood in cells of `tab`, struck ones aside, before words with these `marks` were put in."""
        xml = self._package.part(self._package.tabs[tab])
        return before_put_in(self.grid(tab), xml, self._styles, self._shared_runs, marks)

    def beside(self, tab: str) -> tuple[Beside, ...]:
        """What `tab` shows that isn't in its cells, and so isn't in its grid."""
        return beside(self._package, tab, self._styles)

    @property
    def data(self) -> bytes:
        """The file's content."""
        return self._package.data

    @property
    def saved(self) -> datetime | None:
        """When the workbook says that it was last saved (UTC); None where it doesn't."""
        try:
            found = _SAVED.search(self._package.part(_PROPERTIES))
            return datetime.fromisoformat(found[1].decode()[:19]).replace(tzinfo=timezone.utc) if found else None
        except (KeyError, ValueError, errors.BookError):
            return None

    def ahead(self, tab: str) -> Callable[[], Grid]:
        """The grid of `tab`, read while the caller works on: the reader leaves Python free."""
        pool = ThreadPoolExecutor(1)
        reading = pool.submit(self.grid, tab)
        pool.shutdown(wait=False)
        return reading.result

    def _sheet(self, tab: str, xml: bytes, unknown_errors: bool) -> CalamineSheet:
        if unknown_errors or not self._package.plain:
            known = _with_known_errors(xml) if unknown_errors else xml
            reader = _calamine(self.name, self._package.copy({tab: known}))
        elif self._reader is None:
            reader = self._reader = _calamine(self.name, self._package.data)
        else:
            reader = self._reader
        try:
            return reader.get_sheet_by_name(tab)
        except BaseException as reason:
            if not _is_readers(reason):
                raise
            raise errors.book_damaged(self.name, self._package.tabs[tab], tab) from reason

    def _merged(self, sheet: CalamineSheet, tab: str, part: str) -> tuple[Area, ...]:
        areas = []
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            area = Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
            if area.bottom >= MAX_ROW or area.right >= MAX_COLUMN:
                raise errors.book_damaged(self.name, part, tab)
            if (area.top, area.left) != (area.bottom, area.right):
                areas.append(area)
        return tuple(areas)


def open_book(path: Path) -> Book:
    """The workbook at `path`. BookError, in one sentence, where it is missing, damaged, unsafe or something else."""
    return Book(checked_package(Path(path)))


def book_of(name: str, data: bytes, most: int) -> Book:
    """The same of a file called `name` that holds `data`, and that may unpack to as many as `most` bytes."""
    return Book(checked_content(name, data, most))


def read_grids(path: Path, tabs: Collection[str] | None = None) -> tuple[Grid, ...]:
    """The named `tabs`, or all, in the workbook's order. PlanError where one of them isn't there."""
    book = open_book(path)
    for tab in tabs or ():
        if tab not in book.tabs:
            raise errors.tab_missing(book.name, tab, book.tabs)
    return tuple(book.grid(tab) for tab in book.tabs if tabs is None or tab in tabs)


def tab_names(path: Path) -> tuple[str, ...]:
    """The names of the worksheet tabs in the workbook's order."""
    return open_book(path).tabs


def _calamine(book: str, data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except BaseException as reason:
        if not _is_readers(reason):
            raise
        raise errors.book_damaged(book, "workbook.xml") from reason


def _is_readers(reason: BaseException) -> bool:
    """Whether the reader failed, not the program interrupted: Rust's PanicException is no Exception."""
    return isinstance(reason, Exception) or type(reason).__name__ == "PanicException"


# ── what calamine doesn't say ──────────────────────────────────────────────────────────────────────────────────────


def _hidden_rows(xml: bytes) -> frozenset[int]:
    if b"hidden" not in xml:
        return frozenset()
    hidden = set()
    row = -1
    for match in _ROW.finditer(xml):
        number = _ROW_NUMBER.search(match[1])
        row = int(number[1]) - 1 if number else row + 1
        if _HIDDEN.search(match[1]):
            hidden.add(row)
    return frozenset(hidden)


def _hidden_columns(xml: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for match in _COLUMNS.finditer(xml, 0, max(xml.find(b"sheetData"), 0)):
        bounds = {name: int(number) for name, number in _BOUND.findall(match[1])}
        if _HIDDEN.search(match[1]) and bounds.keys() == {b"min", b"max"}:
            hidden.update(range(bounds[b"min"] - 1, min(bounds[b"max"], MAX_COLUMN)))
    return frozenset(hidden)


def _errors(xml: bytes) -> dict[tuple[int, int], bytes]:
    """The error values by (row, column)."""
    found: dict[tuple[int, int], bytes] = {}
    if b'"e"' not in xml and b"'e'" not in xml:
        return found
    for match in _ERROR_CELL.finditer(xml):
        place, value = place_of(match[1]), _ERROR_VALUE.search(match[2])
        if place and value:
            found[place] = value[2].strip()
    return found


def _uncalculated(xml: bytes) -> Iterator[tuple[int, int]]:
    """Where a formula stands without a result, as programs leave it that don't calculate."""
    for match in _NO_RESULT.finditer(xml) if b"<f" in xml else ():
        place = place_of(match[1])
        # An empty text is a result.
        if place and not _TEXT_RESULT.search(match[1]):
            yield place


def _formulas(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Where formulas stand, and what each is."""
    for match in _FORMULA.finditer(xml) if b"<f" in xml or b":f" in xml else ():
        if place := place_of(match[1]):
            written = unescape((match[2] or b"").decode("utf-8", "replace").strip())
            yield place, f"={written}" if written else ""


def _with_known_errors(xml: bytes) -> bytes:
    def known(cell: re.Match[bytes]) -> bytes:
        value = _ERROR_VALUE.search(cell[2])
        if value is None or value[2] in _CALAMINE_ERRORS:
            return cell[0]
        return cell[0].replace(value[0], value[1] + b"#VALUE!")

    return _ERROR_CELL.sub(known, xml)


# ── values ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_unclean(xml: bytes) -> bool:
    """Whether a text in `xml` may have to be cleaned. Looking at 20 MB once is ten times faster than at each text."""
    if any(xml.find(sign, _HEAD) >= 0 for sign in _MAYBE_UNCLEAN):
        return True
    if xml.isascii():
        return False
    return any(pattern.search(xml) for pattern in _MAYBE_CONTROL)
