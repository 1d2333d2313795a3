"""What is refused before a reader sees it, and in which words; what only looks odd passes.

Hostile books are read in a child process: the reader may end its whole process, and that must show as a failure.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from xlcompare.errors import BookError
from xlcompare.reading.package import MAX_MEMBERS, checked_package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
TEXT = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'

# 4 GB of addresses: a reader that asks for more is ended, as it would be on an ordinary computer.
CHILD = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
except ImportError:
    pass
from pathlib import Path
from xlcompare.errors import XlcompareError
from xlcompare.reading.from_file import read_grids
try:
    result = {"rows": read_grids(Path(sys.argv[1]))[0].rows}
except XlcompareError as error:
    result = {"error": str(error)}
print(json.dumps(result, default=str))
"""


def sheet(rows: str, rest: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{rest}</worksheet>'


def strings(items: str, attributes: str = "") -> str:
    return f'<sst xmlns="{MAIN}"{attributes}>{items}</sst>'


def related(*targets: tuple[str, str]) -> str:
    one = '<Relationship Id="rId{}" Type="{}/{}" Target="{}"/>'
    inside = "".join(one.format(number, OFFICE, *target) for number, target in enumerate(targets, 1))
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def parts(**changed: str | bytes) -> dict[str, str | bytes]:
    """The smallest book that Excel opens; `changed` by the names above in lower case."""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": related(("officeDocument", BOOK)),
        BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="令和3年度" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        BOOK_RELS: related(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")),
        SHEET: sheet(ONE),
    }
    names = {"sheet": SHEET, "strings": STRINGS, "book": BOOK, "book_rels": BOOK_RELS}
    return made | {names[name]: content for name, content in changed.items()}


def saved(folder: Path, content: Mapping[str, str | bytes]) -> Path:
    path = folder / "岡山.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, xml in content.items():
            archive.writestr(part, xml)
    return path


def read(path: Path) -> dict[str, object]:
    """What a child process reads in `path`, or the sentence with which it refuses."""
    paths = {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", CHILD, str(path)]
    child = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, env={**os.environ, **paths})
    assert child.returncode == 0, f"the process ended with {child.returncode}: {child.stderr[-500:]}"
    return dict(json.loads(child.stdout))


def refusal(path: Path) -> str:
    result = read(path)
    assert "error" in result, f"not refused: {str(result)[:300]}"
    return str(result["error"])


def said(path: Path) -> str:
    """The sentence with which a package is refused that does no harm if it isn't."""
    with pytest.raises(BookError) as refused:
        checked_package(path)
    return str(refused.value)


def rows(path: Path) -> object:
    return read(path)["rows"]


def assert_says(sentence: str, *words: str) -> None:
    """One line that names the file, holds `words` and ends with what to do."""
    assert re.fullmatch("岡山.xlsx.+ください。", sentence)
    for word in words:
        assert word in sentence


# ── other content under the name of a workbook ─────────────────────────────────────────────────────────────────────


def compound(*streams: str) -> bytes:
    """A compound file's signature and directory entries, as old workbooks and encrypted ones begin."""
    entries = b"".join(f"{stream}\0".encode("utf-16-le").ljust(128, b"\0") for stream in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


def zipped(*members: tuple[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def office(part: str, content: str) -> bytes:
    return zipped(("_rels/.rels", related(("officeDocument", part))), (part, content))


OTHERS = {
    "an_empty_file": (b"", "空"),
    "a_cut_download": (b"PK", "途中で切れて"),
    "a_zip_of_nothing": (b"PK\x05\x06" + b"\0" * 18, "途中で切れて"),
    "an_old_workbook": (compound("Workbook"), ".xls）"),
    "a_password_protected_book": (compound("EncryptionInfo", "EncryptedPackage"), "パスワード"),
    "another_compound_file": (compound("WordDocument"), "Excelブックではない"),
    "a_web_page": (b"<!DOCTYPE html><html><table></table></html>", "HTML"),
    "a_table_named_xlsx": (b"\xef\xbb\xbf\r\n<TABLE border=1>", "HTML"),
    "an_xml_spreadsheet": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "2003"),
    "a_csv": ("分野,内容\r\n戦略,健診\r\n".encode("cp932"), "CSV"),
    "a_utf16_text": ("分野\t内容\r\n".encode("utf-16"), "CSV"),
    "a_pdf": (b"%PDF-1.7\n", "PDF"),
    "a_picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Excelブックではない"),
    "an_ods": (zipped(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")), ".ods"),
    "an_xlsb": (office("xl/workbook.bin", ""), ".xlsb"),
    "a_word_document": (office("word/document.xml", "<document/>"), "ZIP"),
    "a_zip_of_photos": (zipped(("a.jpg", "x")), "ZIP"),
}


@pytest.mark.parametrize(("content", "word"), OTHERS.values(), ids=OTHERS)
def test_other_content_is_named_and_refused(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "岡山.xlsx"
    path.write_bytes(content)
    assert_says(said(path), word)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "岡山.xlsx"
    assert_says(said(path), "見つかりません")
    path.mkdir()
    assert_says(said(path), "フォルダー")


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_book_is_refused(tmp_path: Path, kept: float) -> None:
    path = saved(tmp_path, parts())
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert_says(refusal(path), "途中で切れて")


def test_a_part_with_a_flipped_byte_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, parts())
    content = bytearray(path.read_bytes())
    content[content.index(SHEET.encode()) + len(SHEET) + 20] ^= 0xFF
    path.write_bytes(content)
    assert_says(refusal(path), "壊れて")


# ── the package ────────────────────────────────────────────────────────────────────────────────────────────────────


TRICKS = "/etc/passwd ../../x.xml xl/../../x.xml xl\\worksheets\\x.xml C:/x.xml xl//x.xml XL/Workbook.XML"


@pytest.mark.parametrize("name", TRICKS.split())
def test_a_member_name_with_a_trick_is_refused(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path, parts() | {name: "<x/>"})
    assert_says(refusal(path), name, "安全のため")


def test_a_name_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, parts())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, sheet(""))
    assert_says(refusal(path), SHEET, "安全のため")


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/media/image1.bmp"])
def test_a_part_that_inflates_a_thousand_times_is_refused(tmp_path: Path, part: str) -> None:
    path = saved(tmp_path, parts() | {part: b" " * (50 << 20)})
    assert_says(said(path), part, "倍に膨らむ")


def test_a_small_part_may_be_as_repetitive_as_it_likes(tmp_path: Path) -> None:
    path = saved(tmp_path, parts(sheet=sheet(ONE, " " * 900_000)))
    assert rows(path) == [[1]]


def test_more_than_a_gigabyte_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, parts())
    content = path.read_bytes()
    # The size that the directory claims for the first part; nothing has to be as large to be refused.
    at = content.index(b"PK\x01\x02") + 24
    path.write_bytes(content[:at] + (2**31).to_bytes(4, "little") + content[at + 4 :])
    assert_says(refusal(path), "大きすぎます", "MB")


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, parts() | {f"x/{number}": b"" for number in range(MAX_MEMBERS)})
    assert_says(refusal(path), "大きすぎます", "個")


def test_members_with_a_zip_password_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, parts())
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert_says(refusal(path), "パスワード")


def test_a_comment_on_the_archive_does_not_matter(tmp_path: Path) -> None:
    path = saved(tmp_path, parts())
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"sent by mail"
    assert rows(path) == [[1]]


@pytest.mark.parametrize("inline", [False, True])
def test_the_same_text_in_100_000_rows_passes(tmp_path: Path, inline: bool) -> None:
    book = xlsxwriter.Workbook(tmp_path / "岡山.xlsx", {"constant_memory": inline})
    tab = book.add_worksheet("令和3年度")
    for row in range(100_000):
        tab.write_string(row, 0, "被保険者の健診受診率の向上に向けた取組を実施する。" * 8)
    book.close()
    assert len(checked_package(tmp_path / "岡山.xlsx").sheet("令和3年度")) > 3_000_000


# ── XML ────────────────────────────────────────────────────────────────────────────────────────────────────────────

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["_rels/.rels", BOOK, BOOK_RELS, SHEET, STRINGS, "xl/styles.xml"])
def test_a_document_type_is_refused_wherever_a_reader_would_see_it(tmp_path: Path, part: str) -> None:
    content = parts(strings=strings("<si><t>x</t></si>")) | {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"/>'}
    path = saved(tmp_path, content | {part: BOMB + str(content[part])})
    assert_says(refusal(path).replace(part.lower(), part), part, "DOCTYPE")


@pytest.mark.parametrize("part", ["_rels/.rels", BOOK, BOOK_RELS, SHEET, STRINGS])
@pytest.mark.parametrize("spoilt", ["cut", "crossed", "control", "entity", "twice"])
def test_xml_that_is_not_well_formed_is_refused(tmp_path: Path, part: str, spoilt: str) -> None:
    content = parts(strings=strings("<si><t>x</t></si>"))
    xml = str(content[part])
    wrong = {
        "cut": xml[: xml.rindex("</")],
        "crossed": xml + "</x>",
        "control": xml.replace("><", ">\x01<", 1),
        "entity": xml.replace("><", ">&nosuch;<", 1),
        "twice": xml + xml,
    }
    assert_says(refusal(saved(tmp_path, content | {part: wrong[spoilt]})), "壊れて")


def test_utf16_is_refused_because_the_reader_would_see_an_empty_tab(tmp_path: Path) -> None:
    xml = '<?xml version="1.0" encoding="UTF-16"?>' + sheet(ONE)
    assert_says(refusal(saved(tmp_path, parts(sheet=xml.encode("utf-16")))), SHEET.lower(), "UTF-8以外の文字コード")


def test_parts_that_no_reader_opens_may_hold_anything(tmp_path: Path) -> None:
    path = saved(tmp_path, parts() | {"customXml/item1.xml": BOMB + "<x>", "xl/drawings/drawing1.xml": "<"})
    assert rows(path) == [[1]]


@pytest.mark.parametrize("missing", [SHEET, BOOK, BOOK_RELS, "_rels/.rels"])
def test_a_book_without_a_part_that_it_needs_is_refused(tmp_path: Path, missing: str) -> None:
    content = parts()
    del content[missing]
    assert_says(refusal(saved(tmp_path, content)), "ください")


# ── cells ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def cell(reference: str, value: str = "1") -> str:
    return f'<c r="{reference}"><v>{value}</v></c>'


CORNER = f'<row r="1048576">{cell("XFD1048576")}</row>'
FAR = {
    "as_excel_writes": CORNER,
    "between_many_values": "".join(f'<row r="{n}">{cell(f"B{n}")}</row>' for n in range(2, 100_010)) + CORNER,
    "single_quotes": CORNER.replace('"', "'"),
    "spaces_around_the_sign": CORNER.replace('r="XFD', 'r = "XFD'),
    "a_line_break_before_the_attribute": CORNER.replace("<c ", "<c\n"),
    "the_attribute_not_first": CORNER.replace("<c ", '<c s="0" '),
    "in_another_row_element": f'<row r="1">{cell("XFD1048576")}</row>',
    "an_empty_inline_text": CORNER.replace("<v>1</v>", "<is><t></t></is>"),
    "without_a_reference": '<row r="1048576">' + '<c r="XFC1"/><c><v>1</v></c></row>' + CORNER.replace("XFD", "XFC"),
    "behind_an_empty_value": CORNER.replace("<v>", "<v></v><v>"),
    "behind_a_false_cell_in_a_comment": CORNER.replace("<v>", '<!--<c r="A1">--><v>'),
    "behind_a_false_cell_in_a_formula": CORNER.replace("<v>", '<f><![CDATA[<c r="A1"><f>]]></f><v>'),
    "lower_case": CORNER.replace("XFD", "xfd"),
}


@pytest.mark.parametrize("far", FAR.values(), ids=FAR)
def test_values_in_far_corners_are_refused(tmp_path: Path, far: str) -> None:
    assert_says(refusal(saved(tmp_path, parts(sheet=sheet(ONE + far)))), "令和3年度", "散らばりすぎて", "1048576")


def test_a_prefixed_far_corner_is_refused(tmp_path: Path) -> None:
    xml = sheet(ONE + CORNER).replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    assert_says(refusal(saved(tmp_path, parts(sheet=xml))), "散らばりすぎて")


def test_of_two_parts_that_a_tab_may_mean_only_the_right_one_reaches_the_reader(tmp_path: Path) -> None:
    # Readers disagree on what 「xl/worksheets/…」 means inside the folder xl.
    content, far = parts(book_rels=related(("worksheet", SHEET))), sheet(ONE + CORNER)
    assert rows(saved(tmp_path, content | {f"xl/{SHEET}": sheet(ONE), SHEET: far})) == [[1]]
    assert_says(refusal(saved(tmp_path, content | {f"xl/{SHEET}": far})), "散らばりすぎて")


@pytest.mark.parametrize("reference", ["XFE1", "ZZZ1", "A1048577", "AAAAAAA1", "A9999999", "A0", "1A"])
def test_a_value_outside_the_grid_is_refused(tmp_path: Path, reference: str) -> None:
    path = saved(tmp_path, parts(sheet=sheet(ONE + f'<row r="2">{cell(reference)}</row>')))
    assert_says(refusal(path), "令和3年度", "範囲", "外です")


def test_a_merge_outside_the_grid_is_refused(tmp_path: Path) -> None:
    merge = '<mergeCells count="1"><mergeCell ref="A1:ZZZZ99999999"/></mergeCells>'
    assert_says(refusal(saved(tmp_path, parts(sheet=sheet(ONE, merge)))), "令和3年度")


def test_blank_cells_and_rows_down_to_the_last_row_do_not_count(tmp_path: Path) -> None:
    blank = '<row r="1048575" hidden="1"/><row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"></c></row>'
    assert rows(saved(tmp_path, parts(sheet=sheet(ONE + blank)))) == [[1]]


def test_cells_in_any_order_and_without_references_are_read(tmp_path: Path) -> None:
    mixed = f'<row r="2">{cell("B2", "3")}{cell("A2", "1")}</row><row r="1">{cell("B1", "2")}</row>'
    bare = "<row><c/><c><v>2</v></c></row><row><c><v>1</v></c><c><v>3</v></c></row>"
    for cells in (mixed, bare):
        assert rows(saved(tmp_path, parts(sheet=sheet(cells)))) == [["", 2], [1, 3]]


# ── shared texts ───────────────────────────────────────────────────────────────────────────────────────────────────


FALSE = [strings("<si/>", f' count="1" uniqueCount="{count}"') for count in (4294967295, 10**9, 10**20)]
LATER = '<sst uniqueCount="4000000000"/>'


@pytest.mark.parametrize("texts", [*FALSE, strings(LATER), strings('<si><t>uniqueCount="1"</t></si>' + LATER)])
def test_a_false_count_of_texts_is_refused(tmp_path: Path, texts: str) -> None:
    assert_says(refusal(saved(tmp_path, parts(sheet=sheet(TEXT), strings=texts))), "sharedstrings", "壊れて")


@pytest.mark.parametrize("counts", ["", ' count="0" uniqueCount="0"', ' count="9999999999"', ' uniqueCount="5"'])
def test_a_count_that_is_a_little_wrong_does_not_matter(tmp_path: Path, counts: str) -> None:
    texts = strings("<si><t>健診</t></si><si/><si><t/></si>", counts)
    assert rows(saved(tmp_path, parts(sheet=sheet(TEXT), strings=texts))) == [["健診"]]


@pytest.mark.parametrize("number", ["-1", "1.0", "x", "+0", " 0"])
@pytest.mark.parametrize("others", [0, 100_000])
def test_a_text_number_that_is_none_is_refused(tmp_path: Path, number: str, others: int) -> None:
    many = "".join(f'<row r="{row + 2}"><c r="A{row + 2}" t="s"><v>0</v></c></row>' for row in range(others))
    content = parts(sheet=sheet(TEXT.replace(">0<", f">{number}<") + many), strings=strings("<si><t>x</t></si>"))
    assert_says(refusal(saved(tmp_path, content)), "令和3年度", f"「{number}」")


@pytest.mark.parametrize("number", ["1", "999999999", "99999999999999999999"])
def test_a_text_number_beyond_the_list_is_refused(tmp_path: Path, number: str) -> None:
    content = parts(sheet=sheet(TEXT.replace(">0<", f">{number}<")), strings=strings("<si><t>x</t></si>"))
    assert_says(refusal(saved(tmp_path, content)), "令和3年度")
    del content[STRINGS]
    assert_says(refusal(saved(tmp_path, content)), "令和3年度")
