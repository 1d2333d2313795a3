"""Every text comes back to the letter, marked or not: by openpyxl, by calamine, and as the standard has it read."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from xlcompare.errors import InternalError
from xlcompare.layout.sheet import Cell, Column, Row, Sheet, Span, Style, Text
from xlcompare.writing.new_book import write_book

MINCHO = Style("ＭＳ 明朝", 10.5, border="item")
GOTHIC = Style("ＭＳ ゴシック", 12.0, bold=True, color="#C00000", fill="#DDEBF7")
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet_of(*rows: tuple[Cell, ...]) -> Sheet:
    return Sheet("新旧対照表", (Column(120.0),), tuple(Row(cells, 30.0) for cells in rows))


def bytes_of(sheet: Sheet) -> bytes:
    stream = io.BytesIO()
    write_book([sheet], stream)
    return stream.getvalue()


def page_of(sheet: Sheet) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(bytes_of(sheet)), rich_text=True).worksheets[0]


def part(sheet: Sheet, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(bytes_of(sheet))).read(name)


def read_by_calamine(sheet: Sheet) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(bytes_of(sheet)))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def stored(text: str, marks: tuple[Span, ...]) -> list[tuple[str, bool]]:
    """A written cell's runs and whether they are underlined, as ECMA-376 22.4.2.4 (ST_Xstring) has them read.

    Neither reader does: openpyxl takes every `x005F_` away and decodes nothing, calamine leaves `_xFFFE_`.
    """
    table = etree.fromstring(part(sheet_of((Text(text, MINCHO, marks),)), "xl/sharedStrings.xml"))
    found = []
    for run in table.xpath("m:si[m:t] | m:si/m:r", namespaces=NS):
        (element,) = run.findall("m:t", NS)
        assert element.text == element.text.strip() or element.get("{http://www.w3.org/XML/1998/namespace}space")
        decoded = re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), element.text)
        found.append((decoded, run.find("m:rPr/m:u", NS) is not None))
    return found


def runs(text: str, *marks: Span) -> list[tuple[str, bool]]:
    """The text runs that openpyxl finds in a written cell, and whether they are underlined."""
    value = page_of(sheet_of((Text(text, MINCHO, marks),)))["A1"].value
    assert isinstance(value, CellRichText)
    assert {run.font.rFont for run in value} == {"ＭＳ 明朝"}
    assert {run.font.sz for run in value} == {10.5}
    return [(run.text, run.font.u == "single") for run in value]


# ── text ───────────────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "=cmd|'/C calc'!A0",
    "=1+1",
    "{=1+1}",
    "@SUM(1)",
    "+1",
    "-1",
    "http://x",
    "mailto:a@b",
    "internal:Sheet1!A1",
    "0123",
    "1e5",
    "TRUE",
    "#N/A",
    "_x000D_",
    "_x005F_x000D_",
    "_x0001_x0002_",
    "_x0041\x01",
    "\x00\x01\x08\x0b\x0c\r\x1f\x7f\x85",
    "行1\r\n行2\n行3\t\n",
    "\ufffe\uffff",
    "  前後の空白　 ",
    " ",
    "\n",
    "<r>",
    "<r><t>x</t></r>",
    "<r>&</r>",
    "&lt; & < > \" ' ]]>",
    "吉\U00020bb7家👩‍👩‍👧𠮷",
    "か\u3099葛\U000e0100",
    "\u200b\u202e\u2028\ufeff",
    "あ" * 32_767,
    "\U00020bb7" * 16_383 + "。",
]
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("_x0041D\r\n\x01 <>&r/"), min_size=1)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
@pytest.mark.parametrize("marked", [False, True])
def test_text_stays_text_to_the_letter(text: str, marked: bool) -> None:
    marks = ((0, 1),) if marked else ()
    assert "".join(run for run, _ in stored(text, marks)) == text
    sheet = sheet_of((Text(text, MINCHO, marks),))
    cell = page_of(sheet)["A1"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    if not re.search("_x|[\x00-\x08\x0b-\x1f\ufffe\uffff]", text):
        assert str(cell.value) == text
    if "\uffff" not in text:
        assert read_by_calamine(sheet)[0][0] == text
    assert b"<f>" not in part(sheet, "xl/worksheets/sheet1.xml")


@settings(max_examples=150, deadline=None)
@given(texts, st.data())
@example("_x0001_x0002_", None)
def test_whatever_the_text_and_its_marks_it_reads_back_unchanged(text: str, data: st.DataObject | None) -> None:
    edges = data.draw(st.sets(st.integers(0, len(text)))) if data else {1, 2}
    cuts = sorted(edges)
    marks = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    found = stored(text, marks)
    assert "".join(run for run, _ in found) == text
    if len(found) > 1:
        assert "".join(run for run, underlined in found if underlined) == "".join(text[a:b] for a, b in marks)
    assert page_of(sheet_of((Text(text, MINCHO, marks),)))["A1"].data_type == "s"


# ── marks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (((0, 2),), [("新し", True), ("い文", False)]),
        (((2, 4),), [("新し", False), ("い文", True)]),
        (((1, 3),), [("新", False), ("しい", True), ("文", False)]),
        (((0, 1), (2, 3)), [("新", True), ("し", False), ("い", True), ("文", False)]),
        (((0, 1), (1, 2)), [("新", True), ("し", True), ("い文", False)]),
    ],
)
def test_marks_are_underlined_runs_in_the_cells_own_font(marks: tuple[Span, ...], expected: Any) -> None:
    assert runs("新しい文", *marks) == expected


def test_runs_keep_spaces_breaks_and_characters_beyond_16_bits() -> None:
    assert runs(" 一\n\n　👩二 ", (2, 5), (6, 8)) == [
        (" 一", False),
        ("\n\n　", True),
        ("👩", False),
        ("二 ", True),
    ]


def test_a_cell_marked_as_a_whole_is_plain_text_in_an_underlined_format() -> None:
    page = page_of(sheet_of((Text("全部", MINCHO, ((0, 2),)), Text("無印", MINCHO))))
    assert [(cell.value, cell.font.u) for cell in page[1]] == [("全部", "single"), ("無印", None)]
    assert page["A1"].font.name == "ＭＳ 明朝"


def test_runs_carry_bold_and_color() -> None:
    value = page_of(sheet_of((Text("太字", GOTHIC, ((0, 1),)),)))["A1"].value
    assert [(run.font.b, run.font.color.rgb, run.font.sz, run.font.rFont) for run in value] == [
        (True, "FFC00000", 12, "ＭＳ ゴシック")
    ] * 2


@pytest.mark.parametrize("marks", [((1, 1),), ((-1, 1),), ((0, 5),), ((2, 3), (0, 1)), ((0, 2), (1, 3)), ((2, 1),)])
def test_marks_out_of_order_are_refused(marks: tuple[Span, ...]) -> None:
    with pytest.raises(InternalError, match=r"新旧対照表!B1: .*marks out of order"):
        bytes_of(sheet_of((None, Text("四文字だ", MINCHO, marks))))


# ── what cannot be written ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("marks", [(), ((0, 3),), ((3, 9),)])
@pytest.mark.parametrize("text", ["あ" * 32_768, "\U00020bb7" * 16_384])
def test_text_past_excels_limit_is_refused_and_not_cut(text: str, marks: tuple[Span, ...]) -> None:
    with pytest.raises(InternalError, match=r"新旧対照表!A1: .*32768 UTF-16 units"):
        bytes_of(sheet_of((Text(text, MINCHO, marks),)))
