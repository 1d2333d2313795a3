"""A template file as people leave it in Excel: cell styles by name, columns and page set-up by sheet.

The only place that knows openpyxl, which is slow to import and to read, but knows cell styles, colours and page set-up.
What the file lacks or what can't be shown is taken from `STANDARD` and told in the template's `problems`.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlcompare import errors, notices
from xlcompare.address import column_letters
from xlcompare.digit_width import UNKNOWN, column_pixels, digit_width
from xlcompare.errors.base import where
from xlcompare.reading.colors import palette_of
from xlcompare.reading.package import Package, checked_content, checked_package
from xlcompare.reading.parts import require_well_formed
from xlcompare.reading.template_styles import StyleReader
from xlcompare.style import Style
from xlcompare.template import STANDARD, Page, Template

if TYPE_CHECKING:
    from openpyxl.worksheet.dimensions import ColumnDimension
    from openpyxl.worksheet.worksheet import Worksheet

_STYLES = "xl/styles.xml"
MAX_PART_MB = 4
"""Of XML for each part: openpyxl takes a second for a megabyte, and a template's sheets have some kilobytes."""
_MERGES = re.compile(rb"<(?:\w+:)?mergeCells\b.*?</(?:\w+:)?mergeCells\s*>", re.DOTALL)
_POINTS_PER_PIXEL, _POINTS_PER_INCH = 0.75, 72
_NARROWEST = 12.0
"""Points: a column that holds a letter."""
_LEAST_ROOM = 200.0
"""Points that margins must leave on a sheet of paper in either direction."""
_PAPERS = {"8": "A3", "9": "A4"}
_SIZES = {"A4": (595.3, 841.9), "A3": (841.9, 1190.6)}
_LONGEST_LINE = 255
_MAX_SHOWN = (200, 40)
"""Rows and columns of a sheet that are looked at for cells with a look of their own."""


def read_template(path: Path) -> Template:
    """The template at `path`. BookError, in one sentence, where it is no workbook or has none of the styles."""
    package = checked_package(path)
    if not package.plain:
        tabs = {tab: package.part(part) for tab, part in package.tabs.items() if part}
        package = checked_content(path.name, package.copy(tabs))
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            # openpyxl tells what it leaves out of a workbook that it writes; this one is only read.
            warnings.simplefilter("ignore")
            return _template(package, _readable(package))
    except errors.XlcompareError:
        raise
    except Exception as reason:  # openpyxl checks nothing: whatever is odd in the XML comes as whatever error.
        raise errors.book_damaged(path.name, _STYLES) from reason


def _template(package: Package, data: bytes) -> Template:
    from openpyxl import load_workbook
    from openpyxl.styles.colors import COLOR_INDEX
    from openpyxl.styles.stylesheet import Stylesheet
    from openpyxl.xml.functions import fromstring

    book = load_workbook(BytesIO(data), keep_links=False)
    # Not the workbook's own list, which leaves out a style that looks like another one, as LibreOffice writes it.
    tree: Any = fromstring(package.part(_STYLES))
    sheet: Any = Stylesheet.from_tree(tree)
    found = {style.name: sheet._expand_named_style(style) for style in sheet.cellStyles.cellStyle}
    if not found.keys() & STANDARD.styles.keys():
        raise errors.no_template(package.name)
    indexed = sheet.colors.index if sheet.colors else COLOR_INDEX
    reader = StyleReader(palette_of(book.loaded_theme, tuple(indexed)))
    styles = {}
    for wanted, usual in STANDARD.styles.items():
        if wanted in found:
            styles[wanted] = reader.style(found[wanted], usual, wanted)
        else:
            styles[wanted] = usual
            reader.problems.append(notices.template_style_missing(wanted))
    names = {style.xfId: style.name for style in sheet.cellStyles.cellStyle}
    seen = {name: reader.style(found[name], styles[name]) for name in styles.keys() & found.keys()}
    problems, told = reader.problems, set[str]()
    # Not by its name, which is translated.
    normal = next((style.font for style in found.values() if style.builtinId == 0), None)
    digit = digit_width(normal.name or "", float(normal.sz or 11)) if normal else UNKNOWN
    pages = {}
    for tab, page in STANDARD.pages.items():
        if tab in book.sheetnames and hasattr(book[tab], "column_dimensions"):
            pages[tab] = _PageReader(book[tab], page, digit, problems).page()
            problems.extend(_cells_apart(book[tab], names, seen, reader, told))
        else:
            pages[tab] = page
            problems.append(notices.template_sheet_missing(tab))
    return Template(styles, pages, package.name, tuple(problems))


# ── the file ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _readable(package: Package) -> bytes:
    """The workbook for openpyxl: without pictures, and without merges, whose every cell it would make an object of.

    BookError for XML that it would take minutes for, or that isn't well-formed, in whatever part.
    """
    sheets = set(package.tabs.values())
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(package.data)) as archive, zipfile.ZipFile(target, "w") as copy:
        for info in archive.infolist():
            name = info.filename.lower()
            if name.endswith((".xml", ".rels")):
                if info.file_size > MAX_PART_MB << 20:
                    raise errors.book_too_large(package.name, info.file_size >> 20, MAX_PART_MB, "MB")
                content = package.part(name)
                require_well_formed(package.name, info.filename, content)
                copy.writestr(info.filename, _MERGES.sub(b"", content) if name in sheets else content)
            elif not name.endswith("/"):
                copy.writestr(info.filename, b"")
    return target.getvalue()


# ── a sheet ────────────────────────────────────────────────────────────────────────────────────────────────────────


class _PageReader:
    """Columns and page set-up of one sheet; what can't be used is that of `usual`."""

    def __init__(self, sheet: Worksheet, usual: Page, digit: int, problems: list[str]) -> None:
        self.sheet, self.usual, self.digit, self.problems = sheet, usual, digit, problems

    def page(self) -> Page:
        setup = self.sheet.page_setup
        paper = _PAPERS.get(str(setup.paperSize), "") if setup.paperSize else self.usual.paper
        if not paper:
            self._lost("paper")
        landscape = {"landscape": True, "portrait": False}.get(str(setup.orientation), self.usual.landscape)
        return Page(
            widths=tuple(self._widths()),
            paper=paper or self.usual.paper,
            landscape=landscape,
            margins=self._margins(paper or self.usual.paper, landscape),
            header=self._line(self.sheet.oddHeader, self.usual.header),
            footer=self._line(self.sheet.oddFooter, self.usual.footer),
        )

    def _lost(self, part: str, column: str = "") -> None:
        self.problems.append(notices.template_page_loses(self.sheet.title, part, column))

    def _widths(self) -> Iterator[float]:
        said: dict[int, ColumnDimension] = {}
        for dimension in self.sheet.column_dimensions.values():
            last = min(dimension.max or 0, len(self.usual.widths))
            said.update(dict.fromkeys(range(dimension.min or 1, last + 1), dimension))
        for column, usual in enumerate(self.usual.widths, 1):
            own = said.get(column)
            width = (own.width if own else None) or self.sheet.sheet_format.defaultColWidth or 0.0
            points = column_pixels(width, self.digit) * _POINTS_PER_PIXEL
            if (own and own.hidden) or (width and points < _NARROWEST):
                self._lost("width", column_letters(column - 1))
            yield points if points >= _NARROWEST and not (own and own.hidden) else usual

    def _margins(self, paper: str, landscape: bool) -> tuple[float, float, float, float]:
        found = self.sheet.page_margins
        sides = (found.left, found.right, found.top, found.bottom)
        points = (round(float(side) * _POINTS_PER_INCH, 1) for side in sides)
        # LibreOffice moves the margin below a footer by half a point when it saves.
        near = tuple(
            b if abs(a - b) < _POINTS_PER_PIXEL else a for a, b in zip(points, self.usual.margins, strict=True)
        )
        left, right, top, bottom = near
        short, long = _SIZES[paper]
        wide, high = (long, short) if landscape else (short, long)
        room = (wide - left - right, high - top - bottom)
        # The other way round, no number at all (NaN) would pass.
        if not (all(side >= 0 for side in near) and all(size >= _LEAST_ROOM for size in room)):
            self._lost("margins")
            return self.usual.margins
        return left, right, top, bottom

    def _line(self, line: Any, usual: str) -> str:
        """A header or footer in one string, as Excel writes it; without pictures, which aren't copied."""
        parts = ((key, getattr(line, side)) for key, side in zip("LCR", _SIDES, strict=True))
        text = "".join(f"&{key}{part}" for key, part in parts if part.text)
        if "&G" in text:
            self._lost("picture")
            text = re.sub(r"&[LCR](?=&[LCR]|$)", "", text.replace("&G", ""))
        if len(text) > _LONGEST_LINE:
            self._lost("line")
            return usual
        return text


_SIDES = ("left", "center", "right")


def _cells_apart(
    sheet: Any, names: Mapping[int, str], styles: Mapping[str, Style], reader: StyleReader, told: set[str]
) -> Iterator[str]:
    """A sentence for the first cell of each style that was given another look than the style: it has no effect.

    Styles in `told` are left out, and those that are told of now are added.
    """
    last_row, last_column = (min(a, b) for a, b in zip((sheet.max_row, sheet.max_column), _MAX_SHOWN, strict=True))
    for row in sheet.iter_rows(max_row=last_row, max_col=last_column):
        for cell in row:
            name = names.get(cell._style.xfId, "") if cell.has_style else ""
            if name not in styles or name in told:
                continue
            # LibreOffice gives cells another font where the computer doesn't have the style's.
            if replace(reader.style(cell, styles[name]), font=styles[name].font) != styles[name]:
                told.add(name)
                yield where("", sheet.title, cell.coordinate) + notices.template_cell_apart(name)
