"""The package: odd zip files copied as they are, names, relations, types; and which workbooks are refused, and how."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree

from xlcompare.errors import BookError, InternalError, PlanError, XlcompareError
from xlcompare.writing.grafted_sheet import Host, grafted_sheet
from xlcompare.writing.grafted_styles import Styles
from xlcompare.writing.into_book import into_book
from xlcompare.writing.new_book import write_book
from xlcompare.writing.opc import Package, relations_part

from .rich_books import BOOKS, MAIN, MIDDLE, OFFICE, PACKAGE, part_of, put, repacked
from .test_into_book import COMPARISON, SHEETS, opened, parts, tabs

PLAIN = BOOKS["tables_and_names"]()


class Streamed(io.RawIOBase):
    """A target that can't go back, so that zipfile writes sizes behind the data."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.written += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


def streamed(book: bytes) -> bytes:
    target = Streamed()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(book).items():
            package.writestr(name, content)
    return bytes(target.written)


def with_zip64_sizes(book: bytes) -> bytes:
    """As Apache POI writes: room for sizes past 4 GB in every member's extra field."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(book).items():
            with package.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                member.write(content)
    return target.getvalue()


def mixed(book: bytes) -> bytes:
    """Stored and packed members, folders, padding in extra fields, times of their own, a comment at the end."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("xl/", b"")
        for number, (name, content) in enumerate(parts(book).items()):
            info = zipfile.ZipInfo(name, (2024, 4, 1, 9, number, 0))
            info.compress_type = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)[number % 3]
            info.extra, info.external_attr = struct.pack("<2H8s", 0xA220, 8, b"padding."), 0o644 << 16
            package.writestr(info, content)
        package.comment = "備考".encode()
    return target.getvalue()


@pytest.mark.parametrize("kind", [streamed, with_zip64_sizes, mixed])
def test_zip_files_of_every_kind_are_copied_member_by_member(kind: Callable[[bytes], bytes]) -> None:
    base = kind(PLAIN)
    first = into_book(base, SHEETS)
    old, new = parts(base), parts(first.data)
    assert [name for name in new if name in old] == list(old)
    assert {name for name in old if old[name] != new[name]} == {
        "[Content_Types].xml", "docProps/app.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
    }  # fmt: skip
    assert into_book(first.data, SHEETS) == first
    assert tabs(first.data)[-2:] == list(first.names)


def test_no_header_promises_sizes_behind_the_data() -> None:
    base = streamed(PLAIN)
    assert {info.flag_bits & 8 for info in zipfile.ZipFile(io.BytesIO(base)).infolist()} == {8}
    assert {info.flag_bits & 8 for info in zipfile.ZipFile(io.BytesIO(Package(base).to_bytes())).infolist()} == {0}


def test_a_member_that_stays_keeps_its_packed_bytes_and_its_time() -> None:
    base, part = mixed(PLAIN), "xl/worksheets/sheet2.xml"
    before, now = (zipfile.ZipFile(io.BytesIO(data)) for data in (base, Package(base).to_bytes()))
    assert now.getinfo(part).date_time == before.getinfo(part).date_time != (1980, 1, 1, 0, 0, 0)
    assert now.getinfo(part).compress_type == before.getinfo(part).compress_type
    assert now.getinfo(part).external_attr == 0o644 << 16
    assert now.namelist() == before.namelist()


def test_what_stays_is_not_even_unpacked() -> None:
    """A part in a packing that Python doesn't know, as some programs use for pictures."""
    entry = zipfile.ZipFile(io.BytesIO(PLAIN)).getinfo("xl/theme/theme1.xml")
    name = b"xl/theme/theme1.xml"
    local = PLAIN.index(name) - 30 + 8
    directory = PLAIN.rindex(name) - 46 + 10
    base = bytearray(PLAIN)
    base[local : local + 2] = base[directory : directory + 2] = b"\x63\x00"
    now = zipfile.ZipFile(io.BytesIO(into_book(bytes(base), SHEETS).data)).getinfo(entry.filename)
    assert (now.compress_type, now.CRC, now.compress_size) == (0x63, entry.CRC, entry.compress_size)


def test_a_workbook_of_our_own_is_taken_like_any_other() -> None:
    stream = io.BytesIO()
    write_book((COMPARISON, replace(COMPARISON, name="別", mark="other")), stream)
    first = into_book(stream.getvalue(), SHEETS)
    assert tabs(first.data) == ["新旧対照表", "別", "予算の動き"]
    assert into_book(first.data, SHEETS) == first


def test_parts_are_the_same_whatever_case_their_names_are_written_in() -> None:
    content = parts(PLAIN)
    shouted = {name.upper() if "sheet" in name or "styles" in name else name: xml for name, xml in content.items()}
    base = repacked(PLAIN, shouted, tuple(content.keys() - shouted.keys()))
    package = Package(base)
    assert "XL/styles.XML" in package
    assert package.read("xl/Styles.xml") == content["xl/styles.xml"]
    assert package.fresh("xl/worksheets/sheet1.xml") == "xl/worksheets/sheet4.xml"
    new = parts(into_book(base, SHEETS).data)
    assert [name for name in new if name.lower() == "xl/styles.xml"] == ["XL/STYLES.XML"]


def test_a_fresh_name_is_free_of_what_a_removed_part_left_behind() -> None:
    package = Package(repacked(PLAIN, {"xl/charts/_rels/chart1.xml.rels": b"<x/>", "xl/charts/chart2.xml": b"<x/>"}))
    assert package.fresh("xl/charts/chart7.xml") == "xl/charts/chart3.xml"


def test_targets_are_found_however_they_are_written() -> None:
    kinds = [
        "worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "../xl/./worksheets/sheet1.xml",
        "xl/worksheets/sheet1.xml",
    ]
    kinds += ["worksheets/sheet%31.xml", "Worksheets/SHEET1.xml"]
    for target in kinds:
        one = f'<Relationship Id="a" Type="{OFFICE}/worksheet" Target="{target}"/>'
        away = f'<Relationship Id="b" Type="{OFFICE}/hyperlink" Target="worksheets/sheet1.xml" TargetMode="External"/>'
        xml = f'<Relationships xmlns="{PACKAGE}/relationships">{one}{away}</Relationships>'
        relations = Package(repacked(PLAIN, {"xl/_rels/workbook.xml.rels": xml.encode()})).relations("xl/workbook.xml")
        assert str(relations.part("a")).lower() == "xl/worksheets/sheet1.xml", target
        assert [relation.part for relation in relations][1] is None


def test_relations_stand_beside_their_part() -> None:
    assert [relations_part(part) for part in ("", "a.xml", "xl/a.xml")] == [
        "_rels/.rels", "_rels/a.xml.rels", "xl/_rels/a.xml.rels"
    ]  # fmt: skip


def test_what_is_shared_stays_when_a_part_goes_with_its_belongings() -> None:
    book = BOOKS["charts_pictures_and_shapes"]()
    package = Package(book)
    package.remove_with_belongings(["xl/worksheets/sheet2.xml"])
    gone = set(parts(book)) - set(package)
    assert gone == {
        "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet2.xml.rels", "xl/drawings/drawing2.xml",
        "xl/drawings/_rels/drawing2.xml.rels", "xl/media/image1.png"
    }  # fmt: skip
    assert package.content_type("xl/drawings/drawing2.xml") == "application/xml"


# ── formulas of an earlier run ─────────────────────────────────────────────────────────────────────────────────────


def with_formulas_calculated_by_excel() -> bytes:
    """A result that Excel has saved: its calculation chain names cells of our tab (sheetId 4) too."""
    first = into_book(BOOKS["external_links_and_calculation_chain"](), (COMPARISON,)).data
    sheet = part_of(first, "xl/worksheets/sheet4.xml").replace(b"<v>-1234</v>", b"<f>1-1235</f><v>-1234</v>")
    chain = (
        f'<calcChain xmlns="{MAIN}"><c r="B8" i="3"/><c r="B2" i="4"/><c r="B3"/><c r="C8" i="3" l="1"/></calcChain>'
    )
    return repacked(first, {"xl/worksheets/sheet4.xml": sheet, "xl/calcChain.xml": chain.encode()})


def test_the_calculation_chain_forgets_replaced_cells_and_no_others() -> None:
    new = into_book(with_formulas_calculated_by_excel(), (COMPARISON,))
    chain = etree.fromstring(part_of(new.data, "xl/calcChain.xml"))
    assert [(cell.get("r"), cell.get("i")) for cell in chain] == [("B8", "3"), ("C8", "3")]


def test_a_calculation_chain_of_nothing_else_goes() -> None:
    base = with_formulas_calculated_by_excel()
    chain = f'<calcChain xmlns="{MAIN}"><c r="B2" i="4"/></calcChain>'.encode()
    new = parts(into_book(repacked(base, {"xl/calcChain.xml": chain}), (COMPARISON,)).data)
    assert "xl/calcChain.xml" not in new
    assert b"calcChain" not in new["[Content_Types].xml"] + new["xl/_rels/workbook.xml.rels"]
    assert b"externalLink1.xml" in new["xl/_rels/workbook.xml.rels"]


# ── stylesheets that say little ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "styles",
    [
        f'<styleSheet xmlns="{MAIN}"/>',
        f'<x:styleSheet xmlns:x="{MAIN}"><x:fonts><!-- 一 --><x:font><x:sz val="20"/></x:font></x:fonts>\n'
        "<x:extLst/></x:styleSheet>",
    ],
)
def test_cells_without_a_look_keep_looking_plain(styles: str) -> None:
    first = into_book(repacked(PLAIN, {"xl/styles.xml": styles.encode()}), SHEETS)
    root = etree.fromstring(part_of(first.data, "xl/styles.xml"))
    plain = root.find(f"{{{MAIN}}}cellXfs")[0]
    assert [plain.get(name) for name in ("fontId", "fillId", "borderId", "numFmtId")] == ["0"] * 4
    order = [etree.QName(group).localname for group in root]
    assert order == sorted(
        order, key=["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "extLst"].index
    )
    sizes = [font.find(f"{{{MAIN}}}sz").get("val") for font in root.iter(f"{{{MAIN}}}font")]
    assert sizes == ["20" if "extLst" in styles else "11", "10.5"]
    assert into_book(first.data, SHEETS) == first


def test_a_cell_style_called_normal_with_another_number_is_the_one_ours_go_by() -> None:
    styles = part_of(PLAIN, "xl/styles.xml").replace(b'xfId="0" builtinId="0"', b'xfId="1" builtinId="0"')
    extra = '<xf numFmtId="0" fontId="1" fillId="0" borderId="0"/>'
    page = opened(into_book(repacked(PLAIN, {"xl/styles.xml": put(styles, b"</cellStyleXfs>", extra)}), SHEETS).data)
    assert {cell.style_id and cell._style.xfId for cell in page["新旧対照表"][1]} == {1}


def test_only_looks_that_are_not_there_are_added_and_all_say_what_they_decide() -> None:
    """openpyxl writes the first, reserved fill in another way than XlsxWriter; it is none all the same."""
    base = BOOKS["named_styles_and_comments"]()
    old, new = (etree.fromstring(part_of(b, "xl/styles.xml")) for b in (base, into_book(base, SHEETS).data))
    fills, looks = (
        new.find(f"{{{MAIN}}}{name}")[len(old.find(f"{{{MAIN}}}{name}")) :] for name in ("fills", "cellXfs")
    )
    assert [fill[0].get("patternType") for fill in fills] == ["solid"]
    decisions = ("applyFont", "applyFill", "applyBorder", "applyNumberFormat", "applyAlignment", "applyProtection")
    assert {xf.get(decision) for xf in looks for decision in decisions} == {"1"}


def test_differential_looks_get_the_numbers_of_the_workbook() -> None:
    def styles(*colors: str) -> etree._Element:
        looks = "".join(f'<dxf><font><color rgb="{color}"/></font></dxf>' for color in colors)
        return etree.fromstring(f'<styleSheet xmlns="{MAIN}"><dxfs count="{len(colors)}">{looks}</dxfs></styleSheet>')

    theirs = Styles(styles("FF0000FF", "FFFF0000"))
    assert theirs.added(styles("FFFF0000", "FF00FF00")) == ([0], [1, 2])
    xml = (
        b'<worksheet><sheetData/><conditionalFormatting><cfRule dxfId="0"/><cfRule dxfId="1"/></conditionalFormatting>'
    )
    assert re.findall(rb'dxfId="(\d)"', grafted_sheet(xml, [], 7, Host([0], [1, 2], 7), False)) == [b"1", b"2"]


# ── refusals ───────────────────────────────────────────────────────────────────────────────────────────────────────


def changed_workbook(old: str, new: str) -> bytes:
    xml = part_of(PLAIN, "xl/workbook.xml").decode()
    assert old in xml
    return repacked(PLAIN, {"xl/workbook.xml": xml.replace(old, new).encode()})


def protected(how: str) -> bytes:
    return changed_workbook("<bookViews>", f"<workbookProtection {how}/><bookViews>")


def encrypted(book: bytes) -> bytes:
    """With the flag of every member set, which stands 8 bytes into its entry in the directory."""
    return re.sub(rb"(PK\x01\x02.{4})\x00", lambda found: found[1] + b"\x01", book, flags=re.S)


ORIGIN = f'<Relationship Id="s" Type="{PACKAGE}/relationships/digital-signature/origin" Target="_xmlsignatures/o"/>'
REFUSED = {
    "署名を削除": repacked(PLAIN, {"_xmlsignatures/o": b""}),
    "署名が無効": repacked(
        PLAIN, {"_rels/.rels": put(part_of(PLAIN, "_rels/.rels"), b"</Relationships>", ORIGIN), "_xmlsignatures/o": b""}
    ),
    "［校閲］→［ブックの保護］で保護を解除": protected('lockStructure="1"'),
    "構成が保護": protected('lockStructure="true"'),
    "Strict Open XML": changed_workbook(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    "文書型宣言": changed_workbook("<workbook ", '<!DOCTYPE workbook [<!ENTITY a "b">]><workbook '),
    "「xl/workbook.xml」が壊れて": changed_workbook("</workbook>", ""),
    "パスワード": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "パスワードで保護": encrypted(PLAIN),
    "Excelブックではない": "分野,内容".encode(),
    "途中で切れている": PLAIN[:-60],
    "圧縮ファイル": repacked(PLAIN, {}, ("_rels/.rels",)),
    "バイナリ形式": repacked(
        PLAIN,
        {"_rels/.rels": part_of(PLAIN, "_rels/.rels").replace(b"book.xml", b"book.bin"), "xl/workbook.bin": b"\x83\1"},
    ),
    "Content_Types": repacked(PLAIN, {}, ("[Content_Types].xml",)),
}  # fmt: skip


@pytest.mark.parametrize("sentence", REFUSED)
def test_a_workbook_that_takes_no_sheet_is_refused_in_a_sentence(sentence: str) -> None:
    with pytest.raises(BookError) as refusal:
        into_book(REFUSED[sentence], SHEETS, book="計画.xlsx")
    assert str(refusal.value).startswith("計画.xlsx: ")
    assert sentence in str(refusal.value)


def test_other_protection_is_no_hindrance() -> None:
    base = protected('lockWindows="1" lockStructure="0"')
    assert tabs(into_book(base, SHEETS).data)[-1] == "予算の動き"


@pytest.mark.parametrize(
    ("sheets", "after", "kind", "sentence"),
    [
        ((COMPARISON,), "ない", PlanError, "シート「ない」がありません"),
        ((replace(COMPARISON, mark=None),), None, InternalError, "without a mark"),
        ((COMPARISON, COMPARISON), None, InternalError, "without a mark"),
        ((), None, InternalError, "needs a sheet"),
    ],
)
def test_sheets_that_have_no_place_are_refused(
    sheets: tuple[object, ...], after: str | None, kind: type[XlcompareError], sentence: str
) -> None:
    with pytest.raises(kind, match=sentence):
        into_book(PLAIN, sheets, after)  # type: ignore[arg-type]


def test_the_tab_to_go_after_is_found_without_regard_to_case() -> None:
    base = changed_workbook(f'name="{MIDDLE}"', 'name="Data"')
    assert tabs(into_book(base, SHEETS, "ＤＡＴＡ").data)[2] == "新旧対照表"
