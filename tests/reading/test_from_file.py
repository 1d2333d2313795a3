"""Everything that people see in a tab arrives in the Grid, whatever program wrote the book."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import time
import unicodedata
import zipfile
import zlib
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from xlcompare.errors import BookError, PlanError
from xlcompare.reading.from_file import open_book, read_grids, tab_names
from xlcompare.reading.grid import Area, Grid

from .workbooks import SHEET, STRINGS, TAB, edited, first, grid, replaced, written

# ── tabs ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def many_tabs(tmp_path: Path) -> Path:
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("表紙", "令和3年度", "令和2年度", "R&D <案>"):
        book.add_worksheet(name).write_string(0, 0, f"{name}の中身")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=表紙!$A$1:$A$2"})
    book.add_chartsheet("グラフ").set_chart(chart)
    book.get_worksheet_by_name("令和3年度").hide()
    book.get_worksheet_by_name("令和2年度").very_hidden()
    book.close()
    return path


def test_tabs_come_in_order_with_hidden_ones_and_without_charts(many_tabs: Path) -> None:
    assert tab_names(many_tabs) == ("表紙", "令和3年度", "令和2年度", "R&D <案>")
    for found in read_grids(many_tabs):
        assert (found.book, found.rows) == ("岡山.xlsx", ((f"{found.sheet}の中身",),))


def test_only_the_named_tabs_are_read(many_tabs: Path) -> None:
    assert [found.sheet for found in read_grids(many_tabs, ["令和2年度", "表紙"])] == ["表紙", "令和2年度"]
    # A tab that nobody asks for may be damaged.
    replaced(many_tabs, SHEET, "</sheetData>", "")
    assert read_grids(many_tabs, ["令和2年度"])[0].rows == (("令和2年度の中身",),)
    with pytest.raises(BookError, match="壊れて"):
        read_grids(many_tabs)


def test_a_tab_that_is_not_there_is_said_with_those_that_are(many_tabs: Path) -> None:
    with pytest.raises(PlanError, match=r"シート「令和9年度」がありません（シート：表紙、令和3年度"):
        read_grids(many_tabs, ["令和9年度"])
    with pytest.raises(PlanError, match=r"シート「グラフ」がありません"):
        open_book(many_tabs).grid("グラフ")


def test_an_empty_tab_is_an_empty_grid(tmp_path: Path) -> None:
    assert grid(written(tmp_path, [])) == Grid("岡山.xlsx", TAB, ())


def test_a_grid_knows_where_it_begins(tmp_path: Path) -> None:
    found = grid(written(tmp_path, [[], [], ["", "", "分野", "内容"], ["", "", "", "健診"]]))
    assert (found.top, found.left, found.rows) == (2, 2, (("分野", "内容"), ("", "健診")))


# ── text ───────────────────────────────────────────────────────────────────────────────────────────────────────────

TEXTS = {
    "a command for another program": ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    "a mention": ("@支部長", "@支部長"),
    "signs that begin formulas": ("+1-1\n-2\n=3", "+1-1\n-2\n=3"),
    "half-width katakana": ("ｶﾞﾝ検診", "ｶﾞﾝ検診"),
    "full-width figures": ("９５．０％　①", "９５．０％　①"),
    "voicing marks typed apart": (NFD := unicodedata.normalize("NFD", "がん検診のパンフ"), NFD),
    "compatibility forms of names": ("\ufa19谷・\ufa1b田", "\ufa19谷・\ufa1b田"),
    "windows line ends": ("一行目\r\n二行目", "一行目\n二行目"),
    "old mac line ends": ("一行目\r二行目", "一行目\n二行目"),
    "control characters": ("健\x07診\x00\x1f\x85\tと\n指導", "健診\tと\n指導"),
    "an escape that is text": ("_x0041_", "_x0041_"),
    "entities": ("<b>&amp;</b> \"'", "<b>&amp;</b> \"'"),
    "beyond the basic plane": ("𠮷野家🏥", "𠮷野家🏥"),
}


@pytest.mark.parametrize("inline", [False, True], ids=["shared", "inline"])
@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_text_keeps_its_content_and_loses_what_nobody_sees(
    tmp_path: Path, text: str, expected: str, inline: bool
) -> None:
    # XlsxWriter escapes control characters as _x0007_.
    assert first(written(tmp_path, [[text]], constant_memory=inline)) == expected


def test_escaped_carriage_returns_are_decoded(tmp_path: Path) -> None:
    path = replaced(written(tmp_path, [["一行目@二行目"]]), STRINGS, "@", "_x000D_\n")
    assert first(path) == "一行目\n二行目"


def test_readings_above_characters_are_no_text(tmp_path: Path) -> None:
    path = written(tmp_path, [["健診"]])
    replaced(path, STRINGS, "<t>健診</t>", '<t>健診</t><rPh sb="0" eb="2"><t>ケンシン</t></rPh>')
    assert first(path) == "健診"


def test_rich_text_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path)
    tab, bold = book.add_worksheet(TAB), book.add_format({"bold": True})
    tab.write_rich_string(0, 0, "受診率を", bold, "95.0％", "以上とする")
    book.close()
    assert first(path) == "受診率を95.0％以上とする"


# ── numbers, dates, formulas, errors ───────────────────────────────────────────────────────────────────────────────


def test_whole_numbers_are_integers_and_others_stay(tmp_path: Path) -> None:
    (row,) = grid(written(tmp_path, [[9818, -307, 0, 95.5, 1e300, 9007199254740993, True, False]])).rows
    assert row == (9818, -307, 0, 95.5, 1e300, 9007199254740992, True, False)
    assert [type(value) for value in row] == [int, int, int, float, float, float, bool, bool]


@pytest.mark.parametrize("system", [1900, 1904])
def test_dates_are_right_in_both_date_systems(tmp_path: Path, system: int) -> None:
    path = tmp_path / "岡山.xlsx"
    book = openpyxl.Workbook()
    if system == 1904:
        book.epoch = CALENDAR_MAC_1904
    tab = book.create_sheet(TAB, 0)
    tab.append([date(2021, 9, 30), datetime(2021, 4, 1, 17, 15), clock(17, 15)])
    book.save(path)
    assert grid(path).rows == ((date(2021, 9, 30), datetime(2021, 4, 1, 17, 15), clock(17, 15)),)


KNOWN = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"]
NEW = ["#SPILL!", "#CALC!", "#FIELD!", "#ERROR!", "#GETTING_DATA"]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_errors_are_reported_with_their_places_and_their_cells_are_empty(tmp_path: Path, quote: str) -> None:
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path)
    tab = book.add_worksheet(TAB)
    tab.write_string(0, 0, "内容")
    tab.write_blank(2, 0, None, book.add_format({"bold": True}))
    for row, error in enumerate(KNOWN, 2):
        tab.write_formula(row, 27, "=A1", value=error)
    tab.write_string(20, 1, "#N/A")
    book.close()
    path = edited(
        path, lambda name, xml: xml.replace(b't="e"', f"t={quote}e{quote}".encode()) if name == SHEET else xml
    )
    found = grid(path)
    assert found.errors == {(row, 27): error for row, error in enumerate(KNOWN, 2)}
    assert [found.rows[row][27] for row in range(2, 9)] == [""] * 7
    assert found.rows[0][0] == "内容"
    assert found.rows[20][1] == "#N/A", "text that only looks like an error"


@pytest.mark.parametrize("error", NEW)
def test_errors_that_the_reader_does_not_know_are_reported_too(tmp_path: Path, error: str) -> None:
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path)
    tab = book.add_worksheet(TAB)
    tab.write_formula(0, 0, "=A9", value="#REF!")
    tab.write_formula(0, 1, "=A9", value="#N/A")
    tab.write_string(0, 2, "健診")
    book.close()
    found = grid(replaced(path, SHEET, "<v>#N/A</v>", f"<v>{error}</v>"))
    assert found.errors == {(0, 0): "#REF!", (0, 1): error}
    assert found.rows[0][2] == "健診"


# ── merges, hidden rows, and what else a book may hold ─────────────────────────────────────────────────────────────


def test_merged_ranges_are_kept_even_over_data(tmp_path: Path) -> None:
    path = tmp_path / "岡山.xlsx"
    book = openpyxl.Workbook()
    tab = book.create_sheet(TAB, 0)
    tab.append(["分野", "内容"])
    tab.append(["戦略", "一"])
    tab.append(["隠れた文字", "二"])
    tab.merge_cells("A5:B6")
    book.save(path)
    # Excel drops what a merge covers, other programs keep it.
    replaced(
        path, SHEET, '<mergeCell ref="A5:B6"', '<mergeCell ref="A2:A3"/><mergeCell ref="C9"/><mergeCell ref="B6:A5"'
    )
    found = grid(path)
    assert set(found.merged) == {Area(1, 0, 2, 0), Area(4, 0, 5, 1)}
    assert found.rows[2] == ("隠れた文字", "二")


def test_hidden_rows_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path)
    tab = book.add_worksheet(TAB)
    for row in range(6):
        tab.write_number(row, 0, row)
    tab.set_row(1, None, None, {"hidden": True})
    tab.set_row(4, 30, None, {"hidden": 1})
    tab.set_column(3, 3, None, None, {"hidden": 1})
    book.close()
    found = grid(path)
    assert found.hidden_rows == {1, 4}
    assert found.rows == tuple((row,) for row in range(6)), "hidden rows are read like others"


def png() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    image = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + image)


def test_pictures_comments_links_tables_and_external_books_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path)
    tab = book.add_worksheet(TAB)
    tab.write_row(0, 0, ["内容", "担当"])
    tab.write_row(1, 0, ["健診", "保健"])
    tab.write_comment(1, 0, "確認済み")
    tab.insert_image(5, 5, "枠.png", {"image_data": png()})
    tab.write_url(2, 0, "https://example.com/", string="資料")
    tab.add_table(4, 0, 5, 1, {"columns": [{"header": "名"}, {"header": "額"}], "data": [["あ", 1], ["い", 2]]})
    tab.data_validation(1, 1, 9, 1, {"validate": "list", "source": ["企画", "保健"]})
    book.define_name("範囲", f"='{TAB}'!$A$1")
    book.close()
    path = edited(path, lambda _, xml: xml, **{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    assert grid(path).rows[:3] == (("内容", "担当"), ("健診", "保健"), ("資料", ""))


def test_a_book_with_macros_is_read(tmp_path: Path) -> None:
    def macro_enabled(name: str, xml: bytes) -> bytes:
        return xml.replace(b"spreadsheetml.sheet.main", b"spreadsheetml.sheet.macroEnabled.main")

    path = edited(
        written(tmp_path, [["健診"]], "岡山.xlsm"), macro_enabled, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    )
    assert first(path) == "健診"


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    strict = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }

    def change(_: str, xml: bytes) -> bytes:
        for loose, exact in strict.items():
            xml = xml.replace(loose, exact)
        return xml

    path = edited(written(tmp_path, [["健診", 9818], ["指導", 0.5]]), change)
    assert b"purl.oclc.org" in zipfile.ZipFile(path).read(SHEET)
    found = open_book(path)
    assert found.tabs == (TAB,)
    assert found.grid(TAB).rows == (("健診", 9818), ("指導", 0.5))


def test_prefixed_xml_is_read_alike(tmp_path: Path) -> None:
    """Books made with Microsoft's Open XML SDK name every element x:…"""
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path)
    tab = book.add_worksheet(TAB)
    tab.write_row(0, 0, ["健診", 9818])
    tab.write_formula(1, 0, "=A9", value="#REF!")
    tab.set_row(1, None, None, {"hidden": True})
    tab.merge_range(2, 0, 2, 1, "結合")
    book.close()
    plain = grid(path)

    def prefix(name: str, xml: bytes) -> bytes:
        if name != SHEET:
            return xml
        return (
            xml.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?").replace(b"xmlns=", b"xmlns:x=")
        )

    edited(path, prefix)
    assert grid(path) == plain
    assert (dict(plain.errors), set(plain.hidden_rows)) == ({(1, 0): "#REF!"}, {1})


@pytest.mark.parametrize("kind", ["row elements", "styled blank cells"])
def test_a_range_formatted_down_to_the_last_row_is_read_quickly(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    tab = book.add_worksheet(TAB)
    for row in range(30):
        tab.write_row(row, 0, ["分野", f"・取組{row}", row])
    book.close()
    tail = "".join(
        f'<row r="{row}" ht="18" customHeight="1"/>'
        if kind == "row elements"
        else f'<row r="{row}"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>'
        for row in range(31, 1_048_577)
    )
    replaced(path, SHEET, "</sheetData>", tail + "</sheetData>")
    started = time.perf_counter()
    found = grid(path)
    seconds = time.perf_counter() - started
    assert found.rows == tuple(("分野", f"・取組{row}", row) for row in range(30))
    assert seconds < 15, f"{seconds:.1f} s"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no files without the right to read")
def test_a_book_that_the_system_does_not_give_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, [["健診"]])
    path.chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)  # Root may read everything.
    try:
        with pytest.raises(BookError, match=r"^岡山.xlsx: ファイルを開けません（Permission denied）.*ください。$"):
            open_book(path)
    finally:
        if root:
            os.seteuid(0)
    with pytest.raises(BookError, match=r"ファイルを開けません（File name too long）"):
        open_book(path.with_name("岡" * 300))


def test_the_reader_is_imported_when_a_tab_is_read() -> None:
    code = "import sys, xlcompare.reading.from_file; sys.exit('python_calamine' in sys.modules)"
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    assert subprocess.run([sys.executable, "-c", code], env=paths, check=False).returncode == 0
