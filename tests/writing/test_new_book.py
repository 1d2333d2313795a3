"""What was written reads back the same, with readers that share nothing with the writer: openpyxl and calamine."""

from __future__ import annotations

import io
import os
import re
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xlcompare.errors import InternalError, OutputError
from xlcompare.layout.sheet import (
    MARK_NAME,
    Blank,
    Cell,
    Choice,
    Column,
    Merge,
    Number,
    PrintSetup,
    Row,
    Sheet,
    Style,
    Text,
)
from xlcompare.writing.new_book import NORMAL, write_book

MINCHO = Style("ＭＳ 明朝", 10.5, border="item")
GOTHIC = Style("ＭＳ ゴシック", 12.0, bold=True, color="#C00000", fill="#DDEBF7", border="thin", align="center")
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet_of(*rows: tuple[Cell, ...], **more: Any) -> Sheet:
    columns = more.pop("columns", tuple(Column(120.0) for _ in range(max(map(len, rows), default=1))))
    return Sheet(more.pop("name", "新旧対照表"), columns, tuple(Row(cells, 30.0) for cells in rows), **more)


def bytes_of(*sheets: Sheet) -> bytes:
    stream = io.BytesIO()
    write_book(sheets, stream)
    return stream.getvalue()


def book_of(*sheets: Sheet) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(bytes_of(*sheets)), rich_text=True)


def page_of(sheet: Sheet) -> Worksheet:
    return book_of(sheet).worksheets[0]


def part(sheet: Sheet, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(bytes_of(sheet))).read(name)


# ── cells ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_many_cells_of_every_kind_come_back_in_their_places() -> None:
    rows = [tuple(Text(f"{r}の{c}", MINCHO, ((0, 1),) if c == 1 else ()) for c in range(3)) for r in range(50)]
    read = [[str(cell.value) for cell in row] for row in page_of(sheet_of(*rows)).iter_rows()]
    assert read == [[f"{r}の{c}" for c in range(3)] for r in range(50)]


def test_numbers_are_numbers_and_empty_text_is_a_drawn_blank() -> None:
    number = replace(MINCHO, number_format="#,##0", align="right")
    page = page_of(
        sheet_of((Number(9818, number), Number(0.1, number), Text("", MINCHO), Blank(MINCHO), None, Blank(GOTHIC)))
    )
    first, second, empty, blank, nothing, _ = page[1]
    assert (first.value, first.data_type, first.number_format, second.value) == (9818, "n", "#,##0", 0.1)
    assert [cell.value for cell in (empty, blank, nothing)] == [None] * 3
    assert [cell.border.top.style for cell in (empty, blank, nothing)] == ["hair", "hair", None]


# ── looks, merges, sizes ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_styles_every_part_is_in_the_format() -> None:
    cell = page_of(sheet_of((Text("見出し", replace(GOTHIC, valign="center", wrap=False, underline=True)),)))["A1"]
    font = cell.font
    assert (font.name, font.sz, font.b, font.u, font.color.rgb) == ("ＭＳ ゴシック", 12, True, "single", "FFC00000")
    assert (font.scheme, font.charset) == (None, 128)
    assert (cell.fill.fill_type, cell.fill.fgColor.rgb) == ("solid", "FFDDEBF7")
    assert {getattr(cell.border, side).style for side in ("left", "right", "top", "bottom")} == {"thin"}
    assert (cell.alignment.horizontal, cell.alignment.vertical, cell.alignment.wrap_text) == ("center", "center", None)


def test_equal_styles_are_one_format() -> None:
    cells = tuple(Text(f"{n}", replace(MINCHO)) for n in range(40))
    styles = etree.fromstring(part(sheet_of(cells), "xl/styles.xml"))
    assert len(styles.findall("m:cellXfs/m:xf", NS)) == 2


@pytest.mark.parametrize(
    ("border", "sides"),
    [
        ("none", (None,) * 4),
        ("thin", ("thin",) * 4),
        ("item", ("thin", "thin", "hair", "hair")),
        ("head", ("thin", "thin", "thin", "hair")),
    ],
)
def test_a_border_has_its_lines_left_right_above_and_below(border: str, sides: tuple[str | None, ...]) -> None:
    drawn = page_of(sheet_of((Text("枠", replace(MINCHO, border=border)),)))["A1"].border
    assert (drawn.left.style, drawn.right.style, drawn.top.style, drawn.bottom.style) == sides


def test_the_normal_font_is_known_by_name_and_not_by_theme() -> None:
    font = book_of(sheet_of((Text("字", MINCHO),)))._fonts[0]  # type: ignore[attr-defined]
    assert (font.name, font.sz, font.scheme) == (*NORMAL, None)


def test_merges_keep_the_covered_cells_borders() -> None:
    blank = Blank(MINCHO)
    rows = ((Text("分野", MINCHO, ((0, 1),)), blank, None), (blank, blank, None), (None, None, None))
    sheet = sheet_of(*rows, merges=(Merge(0, 0, 1, 1), Merge(0, 2, 2, 2)))
    page = page_of(sheet)
    assert sorted(map(str, page.merged_cells.ranges)) == ["A1:B2", "C1:C3"]
    assert str(page["A1"].value) == "分野"
    xml = etree.fromstring(part(sheet, "xl/worksheets/sheet1.xml"))
    written = xml.xpath("//m:c[@s>0]/@r", namespaces=NS)
    assert written == ["A1", "B1", "A2", "B2"]


@pytest.mark.parametrize(
    ("merges", "reason"),
    [
        ((Merge(0, 0, 0, 1), Merge(0, 1, 1, 1)), r"!B1: .*two merges"),
        ((Merge(0, 0, 1, 1), Merge(0, 0, 1, 1)), r"!A1: .*two merges"),
        ((Merge(0, 0, 0, 0),), "fewer than two"),
        ((Merge(1, 0, 0, 0),), "fewer than two"),
        ((Merge(1, 0, 1, 2),), r"!C2: .*content that a merge would hide"),
    ],
)
def test_merges_that_would_damage_the_file_or_hide_text_are_refused(merges: tuple[Merge, ...], reason: str) -> None:
    with pytest.raises(InternalError, match=reason):
        bytes_of(sheet_of((None, None, None), (None, None, Text("中身", MINCHO)), merges=merges))


def test_widths_are_points_and_hidden_columns_are_hidden() -> None:
    columns = (Column(60.0), Column(200.25), Column(36.0, hidden=True), Column(99_999.0))
    page = page_of(sheet_of((Text("幅", MINCHO),), columns=columns))
    pixels = [int(page.column_dimensions[letter].width * 7 + 0.5) for letter in "ABCD"]
    assert pixels == [80, 267, 48, 1790]
    assert [page.column_dimensions[letter].hidden for letter in "ABCD"] == [False, False, True, False]


def test_heights_are_rounded_up_to_pixels_so_that_no_line_is_cut() -> None:
    rows = tuple(Row((Text("高", MINCHO),), height) for height in (12.75, 15.0, 15.1, 30.75, 409.5))
    page = page_of(Sheet("x", (Column(50.0),), rows))
    assert [page.row_dimensions[r].height for r in range(1, 6)] == [12.75, 15.0, 15.75, 30.75, 409.5]
    assert all(page.row_dimensions[r].customHeight for r in range(1, 6))


@pytest.mark.parametrize("height", [0.0, -1.0, 409.6, float("nan")])
def test_heights_that_excel_cannot_show_are_refused(height: float) -> None:
    with pytest.raises(InternalError, match=r"!A1: .*points high"):
        bytes_of(Sheet("x", (Column(50.0),), (Row((), height),)))


# ── around the cells ───────────────────────────────────────────────────────────────────────────────────────────────


def test_choices_are_drop_down_lists() -> None:
    choice = Choice(1, 2, 9, ("未着手", "実施中", "完了　& 確認済"))
    page = page_of(sheet_of((Text("進捗", MINCHO),), choices=(choice,)))
    (validation,) = page.data_validations.dataValidation
    assert (str(validation.sqref), validation.type) == ("B3:B10", "list")
    assert validation.formula1 == '"未着手,実施中,完了　& 確認済"'


@pytest.mark.parametrize("values", [("一,二",), ('"',), ("長" * 256,), ()])
def test_choices_that_excel_cannot_hold_are_refused(values: tuple[str, ...]) -> None:
    with pytest.raises(InternalError, match=r"!B3: .*the choice"):
        bytes_of(sheet_of((Text("進捗", MINCHO),), choices=(Choice(1, 2, 9, values),)))


def test_view_filter_freeze_and_tab_color_are_the_sheets() -> None:
    rows = tuple((Text(f"{r}", MINCHO), Text("b", MINCHO)) for r in range(5))
    page = page_of(sheet_of(*rows, freeze=(2, 1), autofilter=(1, 0, 4, 1), tab_color="#C00000"))
    assert (page.freeze_panes, page.auto_filter.ref) == ("B3", "A2:B5")
    assert page.sheet_properties.tabColor.rgb == "FFC00000"
    assert page.sheet_view.zoomScale in (None, 100)
    assert page.sheet_view.showGridLines is False
    assert {selection.activeCell for selection in page.sheet_view.selection if selection.pane == "bottomRight"} == {
        "B3"
    }


def test_the_first_sheet_is_in_view_and_all_keep_their_order() -> None:
    book = book_of(*(sheet_of((Text("字", MINCHO),), name=name) for name in ("新旧対照表", "要確認", "令和3年度!")))
    assert book.sheetnames == ["新旧対照表", "要確認", "令和3年度!"]
    assert book.active is book.worksheets[0]
    assert [page.sheet_view.tabSelected for page in book.worksheets] == [True, None, None]


def test_print_setup_is_all_there() -> None:
    setup = PrintSetup("A3", True, (0, 1), (36.0, 27.0, 54.0, 42.0), breaks=(3, 2), header='&L&"ＭＳ 明朝"岡山支部')
    rows = tuple((Text(f"{r}", MINCHO), Text("b", MINCHO)) for r in range(5))
    page = page_of(sheet_of(*rows, print=setup))
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (8, "landscape")
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToWidth) == (True, None)
    assert page.page_setup.fitToHeight == 0
    assert (page.print_title_rows, page.print_area) == ("$1:$2", "'新旧対照表'!$A$1:$B$5")
    margins = page.page_margins
    assert (margins.left, margins.right, margins.top, margins.bottom) == (0.5, 0.375, 0.75, pytest.approx(42 / 72))
    assert (page.oddHeader.left.text, page.oddFooter.center.text) == ("岡山支部", "&P／&N")
    assert [brk.id for brk in page.row_breaks.brk] == [2, 3]
    assert page.print_options.horizontalCentered


def test_print_area_and_portrait_can_be_chosen() -> None:
    setup = PrintSetup("A4", landscape=False, area=(1, 0, 1, 0))
    page = page_of(sheet_of((Text("上", MINCHO),), (Text("下", MINCHO),), print=setup))
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "portrait")
    assert page.print_area == "'新旧対照表'!$A$2"


def test_more_page_breaks_than_excel_holds_are_cut_to_those_that_it_holds() -> None:
    rows = tuple((Text("字", MINCHO),) for _ in range(1_100))
    page = page_of(sheet_of(*rows, print=PrintSetup(breaks=tuple(range(1, 1_100)))))
    assert len(page.row_breaks.brk) == 1_023


def test_a_mark_is_a_hidden_name_of_the_sheets_own() -> None:
    marked = sheet_of((Text("字", MINCHO),), mark='comparison "2"')
    book = book_of(marked, replace(marked, name="別", mark="review"), replace(marked, name="無", mark=None))
    names = [page.defined_names.get(MARK_NAME) for page in book.worksheets]
    assert [name and (name.value, name.hidden) for name in names] == [
        ('"comparison ""2"""', True),
        ('"review"', True),
        None,
    ]
    assert MARK_NAME not in book.defined_names


def test_a_book_without_formulas_does_not_ask_to_be_saved() -> None:
    workbook = etree.fromstring(part(sheet_of((Text("字", MINCHO),)), "xl/workbook.xml"))
    (calculation,) = workbook.findall("m:calcPr", NS)
    assert dict(calculation.attrib) == {"calcId": "191029"}


# ── the same bytes ─────────────────────────────────────────────────────────────────────────────────────────────────


def full_sheet() -> Sheet:
    rows = tuple((Text(f"第{r}項", MINCHO, ((0, 1),)), Number(r, GOTHIC), Blank(MINCHO)) for r in range(9))
    setup = PrintSetup(title_rows=(0, 0), breaks=(4,))
    return sheet_of(*rows, merges=(Merge(0, 2, 3, 2),), print=setup, autofilter=(0, 0, 8, 1), mark="comparison")


@pytest.mark.skipif(sys.platform == "win32", reason="time.tzset")
def test_the_same_sheets_give_the_same_bytes_at_any_time_in_any_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    first = bytes_of(full_sheet())
    old_mask = os.umask(0o077)
    try:
        for zone in ("Asia/Tokyo", "America/St_Johns", "Pacific/Apia"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            time.sleep(0.7)  # Zip counts in steps of two seconds.
            assert bytes_of(full_sheet()) == first
    finally:
        os.umask(old_mask)
        monkeypatch.undo()
        time.tzset()


def test_no_date_in_the_package_is_that_of_writing() -> None:
    package = zipfile.ZipFile(io.BytesIO(bytes_of(full_sheet())))
    assert {member.date_time[0] for member in package.infolist()} == {1980}
    assert set(re.findall(rb"\d{4}-\d\d-\d\dT", package.read("docProps/core.xml"))) == {b"2000-01-01T"}


# ── what cannot be written ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(number: float) -> None:
    with pytest.raises(InternalError, match=r"!A1: .*the number"):
        bytes_of(sheet_of((Number(number, MINCHO),)))


@pytest.mark.parametrize(
    "sheet",
    [
        sheet_of((Text("字", MINCHO),), name="長" * 32),
        sheet_of((Text("字", MINCHO),), name="a/b"),
        sheet_of((Text("字", replace(MINCHO, border="double")),)),
        sheet_of((Text("字", replace(MINCHO, align="middle")),)),
        sheet_of((Text("字", replace(MINCHO, color="red")),)),
        sheet_of((Text("字", MINCHO),), print=PrintSetup("B5")),
        sheet_of((Text("字", MINCHO),), print=PrintSetup(footer="長" * 256)),
        sheet_of((Text("\ud842", MINCHO),)),
        sheet_of((Text("字\ud842", MINCHO, ((0, 1),)),)),
    ],
)
def test_what_xlsxwriter_would_leave_out_or_refuse_is_an_internal_error(sheet: Sheet) -> None:
    with pytest.raises(InternalError, match="このプログラムの誤り"):
        bytes_of(sheet)


def test_two_sheets_of_one_name_and_no_sheet_at_all_are_refused() -> None:
    sheet = sheet_of((Text("字", MINCHO),))
    with pytest.raises(InternalError, match="already in use"):
        bytes_of(sheet, sheet)
    with pytest.raises(InternalError, match="needs a sheet"):
        bytes_of()


def test_cells_past_excels_last_column_are_refused() -> None:
    with pytest.raises(InternalError, match=r"!XFE1: .*returned -1"):
        bytes_of(sheet_of(tuple([None] * 16_384 + [Text("外", MINCHO)]), columns=()))


def test_no_room_for_temporary_files_is_said_and_nothing_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(OutputError, match="空き容量"):
            bytes_of(full_sheet())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_no_temporary_file_stays_after_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(InternalError, match=r"!B1: .*half a surrogate pair"):
        bytes_of(sheet_of((None, Text("字\ud842", MINCHO))))
    assert list(tmp_path.iterdir()) == []
