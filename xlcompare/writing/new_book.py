"""A new workbook file from finished sheets: the only door to XlsxWriter.

Copies what `Sheet` says and decides nothing but the view. The same sheets give the same bytes at any time and in any
time zone. What can't be copied as it is (merges that overlap, text past Excel's limit) raises: a result that lost
something without a word is worse than none.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from math import ceil, isfinite
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell, xl_rowcol_to_cell_fast  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from xlcompare import errors
from xlcompare.digit_width import NormalFont
from xlcompare.layout.sheet import (
    MARK_NAME,
    Blank,
    Formula,
    Link,
    Number,
    PrintSetup,
    Row,
    Sheet,
    Style,
    Text,
)
from xlcompare.writing.interactive import make_interactive
from xlcompare.writing.links import link_place, link_target, require_links
from xlcompare.writing.looks import color_of, escaped, format_properties, known, pieces, run_head, units
from xlcompare.writing.page_lines import in_font
from xlcompare.writing.sheet_checks import Unwritable, merges_apart

NORMAL = NormalFont("Times New Roman", 10.5)
"""The Normal style's font, whose widest digit (7 pixels, as Calibri 11's) is the unit of every column width.

Its digits are half an em, 7 pixels exactly, here and in LibreOffice's Liberation Serif. Calibri's came out a third
wider there, Arial's a twentieth, and the page was shrunk to fit. Nothing visible is in this font.
"""

NORMAL_HEIGHT = 12.75
"""A row of the Normal font, in points. Not 15, XlsxWriter's own: it leaves out a height of 15 that is the default, and
Excel would fit such rows itself."""

MAX_CELL_UNITS = 32_767
MAX_HEIGHT = 409.5
MAX_WIDTH_PIXELS = 1790  # 255 digits of our Normal font

_PIXELS_PER_POINT = 96 / 72
_POINTS_PER_INCH = 72
_CREATED = datetime(2000, 1, 1)  # Fixed: the time of writing would make every file differ.
_CALC_ID = 191029  # Excel 2019 and later. An older one makes Excel recalculate, then ask to save an unchanged book.

_PAPER = {"A3": 8, "A4": 9}


def write_book(sheets: Sequence[Sheet], stream: BinaryIO, normal: NormalFont = NORMAL) -> None:
    """Writes a workbook of `sheets`, in their order, to `stream`; the first one is in view.

    `normal`: the Normal font of the workbook that the sheets will be copied to by Excel, which copies a column's number
    of digits and not its width.

    Raises InternalError where a sheet can't be written as it is, and OutputError where there is no room for temporary
    files. `stream` then holds nothing that may be used.
    """
    if not sheets:
        raise errors.result_withheld("a workbook needs a sheet")
    # Temporary files take half the memory of XlsxWriter's in_memory; in a folder of our own nothing is left behind.
    with TemporaryDirectory(prefix="xlcompare-", ignore_cleanup_errors=True) as folder, warnings.catch_warnings():
        # XlsxWriter warns where it leaves something out.
        warnings.simplefilter("error", UserWarning)
        try:
            book = _new_book(stream, folder, normal)
            looks = _Looks(book)
            for sheet in sheets:
                _write_sheet(book, sheet, looks)
            book.close()
        except (FileCreateError, OSError) as error:
            raise errors.no_room_to_work(folder, str(error)) from error
        # UnicodeError: half a surrogate pair in a name or a heading.
        except (XlsxWriterException, UserWarning, UnicodeError) as error:
            raise errors.result_withheld(f"{type(error).__name__}: {error}") from error


def _new_book(stream: BinaryIO, folder: str, normal: NormalFont) -> Workbook:
    # Without a scheme: a theme font would be another font, of other widths, in a Japanese Excel.
    font = {"font_name": normal.name, "font_size": normal.size, "font_scheme": "none"}
    text_only = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(stream, {**text_only, "tmpdir": folder, "default_format_properties": font})
    book.max_digit_width = normal.digit
    book.set_properties({"author": "xlcompare", "created": _CREATED})
    book.set_calc_mode("auto", _CALC_ID)
    book.calc_on_load = False
    return book


def _write_sheet(book: Workbook, sheet: Sheet, looks: _Looks) -> None:
    page = book.add_worksheet(sheet.name, worksheet_class=_Page)
    # A run's XML is longer than its text; `_write_text` looks at the text's own length.
    page.xls_strmax = 1 << 30
    page.set_default_row(NORMAL_HEIGHT)
    for number, column in enumerate(sheet.columns):
        pixels = min(MAX_WIDTH_PIXELS, round(column.width * _PIXELS_PER_POINT))
        _check(page.set_column_pixels(number, number, pixels, None, {"hidden": column.hidden}), sheet, 0, number)
    for table in sheet.tables:
        titles = [{"header": title} for title in table.titles]
        # Before the cells, which give its header their own look.
        _check(page.add_table(*table.area, {"name": table.name, "columns": titles, "style": None}), sheet)
    _write_cells(page, sheet, looks)
    page.links = sheet.links
    try:
        # merge_range would write every cell once more; Excel needs no more than this entry.
        page.merge.extend([merge.top, merge.left, merge.bottom, merge.right] for merge in merges_apart(sheet))
    except Unwritable as wrong:
        raise _withheld(wrong.reason, sheet, wrong.row, wrong.column) from wrong
    try:
        require_links(sheet.links)
        make_interactive(book, page, sheet)
    except Unwritable as wrong:
        raise _withheld(wrong.reason, sheet, wrong.row, wrong.column) from wrong
    if sheet.autofilter:
        _check(page.autofilter(*sheet.autofilter), sheet)
    if sheet.tab_color:
        page.set_tab_color(color_of(sheet.tab_color))
    if sheet.mark is not None:
        # Not define_name, which can't hide. Excel copies a sheet's own names along with the sheet.
        value = '"{}"'.format(sheet.mark.replace('"', '""'))
        book.defined_names.append([MARK_NAME, page.index, value, True])
    _write_view(page, sheet)
    if sheet.print:
        _write_print_setup(page, sheet.print, sheet)


class _Page(Worksheet):  # type: ignore[misc]
    """A worksheet that writes the cell which nearly all are, a shared string with a look, in one go: a third faster.

    `growing` rows have a height that the program may change; XlsxWriter's own are all fixed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()
        self.links: Sequence[Link] = ()

    def _write_hyperlinks(self) -> None:
        # XlsxWriter's own make a string of the cell, a relationship for each link, and take ten times as long.
        targets: dict[str, str] = {}
        if not self.links:
            return
        self._xml_start_tag("hyperlinks")
        for link in self.links:
            if link.file not in targets:
                self.rel_count += 1
                targets[link.file] = f"rId{self.rel_count}"
                self.external_hyper_links.append(["/hyperlink", link_target(link.file), "External"])
            cell = xl_rowcol_to_cell_fast(link.row, link.column)
            self.fh.write(f'<hyperlink ref="{cell}" r:id="{targets[link.file]}"{link_place(link)}/>')
        self._xml_end_tag("hyperlinks")

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # Layout writes formulas as the file holds them. XlsxWriter's thirty searches for functions that would need a
        # prefix take a third of the time of a workbook with many formulas.
        return formula.removeprefix("=")

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        if tag == "row" and self.growing and attributes[0][1] - 1 in self.growing:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        look = cell.format if cell.__class__.__name__ == "String" else None
        if look is None or look.xf_index is None:
            super()._write_cell(row, col, cell)
        else:
            self.fh.write(
                f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{look.xf_index}" t="s"><v>{cell.string}</v></c>'
            )


# ── cells ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _write_cells(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    """Writes all rows and cells, in one loop with local names: a large sheet has a million cells."""
    # The public ones look for addresses such as "A1" first, every time.
    write_string, write_blank, set_row = page._write_string, page._write_blank, page.set_row_pixels
    known, look_of, safe_length = looks.known, looks.of, MAX_CELL_UNITS // 2
    r = c = 0
    try:
        for r, row in enumerate(sheet.rows):
            _check(set_row(r, _pixels_high(row, sheet, r)), sheet, r)
            if row.grows:
                page.growing.add(r)
            for c, cell in enumerate(row.cells):
                if cell is None:
                    continue
                style = cell.style
                look = known.get(id(style)) or look_of(style)
                if isinstance(cell, Text):
                    text = cell.text
                    text.encode()
                    # XlsxWriter takes text that begins with <r> for finished XML; its escape of _x0041_ has gaps.
                    if cell.marks or not text or len(text) > safe_length or "_x" in text or text.startswith("<r>"):
                        status = _write_special(page, r, c, cell, looks, sheet)
                    else:
                        status = write_string(r, c, text, look)
                elif isinstance(cell, Blank):
                    status = write_blank(r, c, None, look)
                else:
                    status = _write_figure(page, r, c, cell, look, sheet)
                if status:
                    _check(status, sheet, r, c)
    except UnicodeEncodeError as error:
        raise _withheld("half a surrogate pair, which XML can't hold", sheet, r, c) from error


def _pixels_high(row: Row, sheet: Sheet, r: int) -> int:
    if not 0 < row.height <= MAX_HEIGHT:
        raise _withheld(f"a row {row.height} points high", sheet, r, 0)
    return ceil(row.height * _PIXELS_PER_POINT - 1e-6)


def _write_special(page: Worksheet, r: int, c: int, cell: Text, looks: _Looks, sheet: Sheet) -> int:
    """Writes text that is marked, empty, perhaps too long, or in need of our own escapes; XlsxWriter's return code."""
    text, style = cell.text, cell.style
    if not text:
        return int(page.write_blank(r, c, None, looks.of(style)))
    if units(text) > MAX_CELL_UNITS:
        raise _withheld(f"a text of {units(text)} UTF-16 units", sheet, r, c)
    try:
        parts = list(pieces(text, cell.marks))
    except ValueError as error:
        raise _withheld(f"{error}: {cell.marks} in {len(text)} characters", sheet, r, c) from error
    if len(parts) == 1:
        if cell.marks:
            style = looks.underlined(style)
        if not ("_x" in text or text.startswith("<r>")):
            return int(page.write_string(r, c, text, looks.of(style)))
    # write_rich_string makes the same XML in four times the time, escapes control characters twice, and writes nothing
    # for one run. A string in <r> goes into the file as it is.
    return int(page.write_string(r, c, looks.rich_text(style, parts), looks.of(style)))


def _write_figure(page: Worksheet, r: int, c: int, cell: Number | Formula, look: Format, sheet: Sheet) -> int:
    value = cell.value if isinstance(cell, Number) else cell.result
    if not isinstance(value, str) and not isfinite(value):
        raise _withheld(f"the number {value}", sheet, r, c)
    if isinstance(cell, Number):
        return int(page.write_number(r, c, cell.value, look))
    # With its result, for viewers that don't calculate.
    return int(page.write_formula(r, c, f"={cell.text}", look, value))


# ── looks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Looks:
    """XlsxWriter's formats and the heads of rich-text runs, one for each style."""

    def __init__(self, book: Workbook) -> None:
        self.known: dict[int, Format] = {}
        """By the style's id: most cells share few styles, and a style's hash costs more than the rest of the cell."""
        self._kept: list[Style] = []  # An id is a style's own only as long as the style lives.
        self._formats: dict[Style, Format] = {}
        self._underlined: dict[Style, Style] = {}
        self._heads: dict[Style, tuple[str, str]] = {}
        self._book = book

    def of(self, style: Style) -> Format:
        if id(style) not in self.known:
            if style not in self._formats:
                self._formats[style] = self._book.add_format(format_properties(style))
            self._kept.append(style)
            self.known[id(style)] = self._formats[style]
        return self.known[id(style)]

    def underlined(self, style: Style) -> Style:
        if style not in self._underlined:
            self._underlined[style] = replace(style, underline=True)
        return self._underlined[style]

    def rich_text(self, style: Style, parts: Sequence[tuple[str, bool]]) -> str:
        """The runs' XML. Each names its font: Excel shows one that doesn't in the Normal font."""
        if style not in self._heads:
            self._heads[style] = run_head(style), run_head(self.underlined(style))
        heads = self._heads[style]
        return "".join([f"{heads[marked]}{escaped(piece)}</t></r>" for piece, marked in parts])


# ── around the cells ───────────────────────────────────────────────────────────────────────────────────────────────


def _write_view(page: Worksheet, sheet: Sheet) -> None:
    """As a person would leave it: 100 %, no grid behind the drawn borders, the cursor where scrolling begins."""
    page.set_zoom(100)
    page.hide_gridlines(2)
    if sheet.freeze:
        page.freeze_panes(*sheet.freeze)
        page.set_selection(*sheet.freeze, *sheet.freeze)


def _write_print_setup(page: Worksheet, setup: PrintSetup, sheet: Sheet) -> None:
    page.set_paper(known(_PAPER, setup.paper))
    turn: Callable[[], None] = page.set_landscape if setup.landscape else page.set_portrait
    turn()
    page.fit_to_pages(1, 0)
    page.center_horizontally()
    page.set_margins(*(margin / _POINTS_PER_INCH for margin in setup.margins))
    page.set_header(in_font(setup.header, setup.font, setup.size))
    page.set_footer(in_font(setup.footer, setup.font, setup.size))
    if setup.title_rows:
        page.repeat_rows(*setup.title_rows)
    # Past 1,023 breaks, all that Excel holds, pages break where they are full: nothing is lost.
    page.set_h_pagebreaks(list(setup.breaks))
    area = setup.area or (0, 0, len(sheet.rows) - 1, len(sheet.columns) - 1)
    if area[2] >= area[0] and area[3] >= area[1]:
        _check(page.print_area(*area), sheet)


def _check(status: int, sheet: Sheet, r: int = 0, c: int = 0) -> None:
    """Raises InternalError where XlsxWriter returned that it did not write."""
    if status:
        raise _withheld(f"XlsxWriter returned {status}", sheet, r, c)


def _withheld(reason: str, sheet: Sheet, r: int, c: int) -> errors.InternalError:
    cell = xl_rowcol_to_cell(r, c) if r >= 0 and c >= 0 else f"R{r + 1}C{c + 1}"
    return errors.result_withheld(reason, sheet=sheet.name, cell=cell)
