"""Workbooks whose parts stand where few programs put them, and tabs that are no worksheets: the year tabs are read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from xlcompare.errors import BookError
from xlcompare.reading.from_file import open_book
from xlcompare.reading.package import checked_package
from xlcompare.reading.template_file import read_template

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK, BOOK_RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TABS = ("令和3年度", "メモ", "令和2年度")
DAY = date(2021, 4, 1)

Parts = dict[str, bytes]


@pytest.fixture(name="book")
def _book(tmp_path: Path) -> Path:
    """Three tabs with texts, a number and a date, counted from 1904."""
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    date = book.add_format({"num_format": "yyyy/m/d"})
    for number, name in enumerate(TABS):
        page = book.add_worksheet(name)
        page.write_row(0, 0, ["内容", f"・{name}", number])
        page.write_datetime(1, 0, DAY, date)
    book.close()
    return path


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(path: Path, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def swapped(parts: Parts, part: str, *pairs: tuple[str, str]) -> None:
    """Replaces texts in a part, each of which must be there."""
    for old, new in pairs:
        assert old.encode() in parts[part], old
        parts[part] = parts[part].replace(old.encode(), new.encode())


def assert_read(path: Path) -> None:
    book = open_book(path)
    assert book.tabs == TABS
    for number, tab in enumerate(TABS):
        found = book.grid(tab)
        assert found.rows[0] == ("内容", f"・{tab}", number)
        assert found.rows[1][0] == DAY
        assert book.values(tab)[0].rows == found.rows


# ── parts elsewhere ──────────────────────────────────────────────────────────────────────────────────────────────────


def another_workbook_name(parts: Parts) -> None:
    parts["xl/workbook2.xml"] = parts.pop(BOOK)
    parts["xl/_rels/workbook2.xml.rels"] = parts.pop(BOOK_RELS)
    swapped(parts, "_rels/.rels", ('"xl/workbook.xml"', '"xl/workbook2.xml"'))


def another_folder(parts: Parts) -> None:
    for name in [name for name in parts if name.startswith("xl/")]:
        parts["表/" + name[3:]] = parts.pop(name)
    swapped(parts, "_rels/.rels", ('"xl/workbook.xml"', '"/表/workbook.xml"'))


def sheets_beside_the_workbooks_folder(parts: Parts) -> None:
    another_folder(parts)
    for number in (1, 2, 3):
        parts[f"xl/worksheets/sheet{number}.xml"] = parts.pop(f"表/worksheets/sheet{number}.xml")
    swapped(parts, "表/_rels/workbook.xml.rels", ('"worksheets/', '"../xl/worksheets/'))


def no_folder(parts: Parts) -> None:
    for name in [name for name in parts if name.startswith("xl/")]:
        parts[name[3:]] = parts.pop(name)
    swapped(parts, "_rels/.rels", ('"xl/workbook.xml"', '"workbook.xml"'))


def upper_case(parts: Parts) -> None:
    for name in [name for name in parts if name.startswith("xl/") and name.endswith(".xml")]:
        parts[name.upper()] = parts.pop(name)


def escaped_targets(parts: Parts) -> None:
    swapped(parts, BOOK_RELS, ('"worksheets/sheet1.xml"', '"worksheets/sheet%31.xml"'))


def escaped_names(parts: Parts) -> None:
    parts["xl/worksheets/%E8%A1%A8%201.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    swapped(parts, BOOK_RELS, ('"worksheets/sheet1.xml"', '"worksheets/表 1.xml"'))


def escaped_targets_of_plain_names(parts: Parts) -> None:
    parts["xl/worksheets/表 1.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    swapped(parts, BOOK_RELS, ('"worksheets/sheet1.xml"', '"worksheets/%E8%A1%A8%201.xml"'))


def roundabout_targets(parts: Parts) -> None:
    swapped(
        parts,
        BOOK_RELS,
        ('"worksheets/', '"./../xl/worksheets/'),
        ('"sharedStrings.xml"', '"../xl/./sharedStrings.xml"'),
    )


def targets_with_windows_slashes(parts: Parts) -> None:
    swapped(parts, BOOK_RELS, ('"worksheets/', '"worksheets\\'), ('"sharedStrings.xml"', '"..\\xl\\sharedStrings.xml"'))


def absolute_targets(parts: Parts) -> None:
    swapped(parts, BOOK_RELS, ('"worksheets/', '"/xl/worksheets/'), ('"styles.xml"', '"/xl/styles.xml"'))


def targets_from_the_root(parts: Parts) -> None:
    swapped(parts, BOOK_RELS, ('"worksheets/', '"xl/worksheets/'), ('"sharedStrings.xml"', '"xl/sharedStrings.xml"'))


def other_names_of_texts_and_styles(parts: Parts) -> None:
    parts["xl/a/texts.xml"], parts["xl/b.xml"] = parts.pop("xl/sharedStrings.xml"), parts.pop("xl/styles.xml")
    swapped(parts, BOOK_RELS, ('"sharedStrings.xml"', '"a/texts.xml"'), ('"styles.xml"', '"b.xml"'))


def another_prefix(parts: Parts) -> None:
    swapped(parts, BOOK, ("r:id=", "rel:id="), ("xmlns:r=", "xmlns:rel="))


def strict(parts: Parts) -> None:
    for name, content in parts.items():
        new = content.replace(OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        parts[name] = new.replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main")


def strict_elsewhere(parts: Parts) -> None:
    strict(parts)
    another_folder(parts)


ELSEWHERE = (
    another_workbook_name,
    another_folder,
    sheets_beside_the_workbooks_folder,
    no_folder,
    upper_case,
    escaped_targets,
    escaped_names,
    escaped_targets_of_plain_names,
    roundabout_targets,
    targets_with_windows_slashes,
    absolute_targets,
    targets_from_the_root,
    other_names_of_texts_and_styles,
    another_prefix,
    strict,
    strict_elsewhere,
)


@pytest.mark.parametrize("change", ELSEWHERE, ids=lambda change: change.__name__)
def test_parts_are_found_wherever_they_stand(book: Path, change: Callable[[Parts], None]) -> None:
    parts = parts_of(book)
    change(parts)
    assert_read(written(book, parts))


@pytest.mark.parametrize("change", [another_workbook_name, another_folder, no_folder, upper_case])
def test_a_template_is_read_wherever_its_parts_stand(tmp_path: Path, change: Callable[[Parts], None]) -> None:
    standard = Path(__file__).resolve().parents[2] / "templates" / "standard.xlsx"
    parts = parts_of(standard)
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b'"/xl/', b'"xl/')
    parts[BOOK_RELS] = parts[BOOK_RELS].replace(b'"/xl/', b'"')
    # openpyxl, which reads templates, finds the workbook by its type.
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"/xl/workbook.xml", b"/xl/workbook2.xml")
    change(parts)
    expected = read_template(standard)
    assert replace(read_template(written(tmp_path / "本部.xlsx", parts)), name=expected.name) == expected


def test_a_workbook_as_excel_writes_it_goes_to_the_reader_as_it_is(book: Path) -> None:
    assert checked_package(book).plain
    parts = parts_of(book)
    escaped_targets(parts)
    assert not checked_package(written(book, parts)).plain


# ── tabs that are no worksheets ──────────────────────────────────────────────────────────────────────────────────────

MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
KINDS = {
    "an Excel 4.0 macro sheet": f"{MICROSOFT}/xlMacrosheet",
    "an international macro sheet": f"{MICROSOFT}/xlIntlMacrosheet",
    "a dialog sheet": f"{OFFICE}/dialogsheet",
    "a chart sheet": f"{OFFICE}/chartsheet",
}


def with_tab(parts: Parts, attributes: str, place: int) -> None:
    sheets = re.findall("<sheet .*?/>", parts[BOOK].decode())
    swapped(parts, BOOK, (sheets[place], f'<sheet name="他" sheetId="9"{attributes}/>{sheets[place]}'))


@pytest.mark.parametrize("place", [0, 2])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_year_tabs_are_read_beside_tabs_of_other_kinds(book: Path, kind: str, place: int) -> None:
    parts = parts_of(book)
    with_tab(parts, ' r:id="other"', place)
    more = f'<Relationship Id="other" Type="{kind}" Target="others/sheet1.xml"/></Relationships>'
    swapped(parts, BOOK_RELS, ("</Relationships>", more))
    parts["xl/others/sheet1.xml"] = b"<sheet/>"
    assert_read(written(book, parts))


def test_year_tabs_are_read_beside_a_macro_module_of_old(book: Path) -> None:
    parts = parts_of(book)
    with_tab(parts, ' r:id=""', 1)
    assert_read(written(book, parts))


@pytest.mark.parametrize("attributes", ["", ' r:id="rId999"', ' r:id="away"', ' r:id="gone"'])
def test_a_tab_without_its_part_is_damaged_and_the_others_are_read(book: Path, attributes: str) -> None:
    parts = parts_of(book)
    with_tab(parts, attributes, 1)
    gone = f'<Relationship Id="gone" Type="{OFFICE}/worksheet" Target="worksheets/sheet99.xml"/>'
    away = gone.replace("gone", "away").replace("/>", ' TargetMode="External"/>')
    swapped(parts, BOOK_RELS, ("</Relationships>", f"{gone}{away}</Relationships>"))
    found = open_book(written(book, parts))
    assert found.tabs == (TABS[0], "他", *TABS[1:])
    assert [found.grid(tab).rows[0][1] for tab in TABS] == [f"・{tab}" for tab in TABS]
    with pytest.raises(BookError, match=r"^岡山.xlsx 他: ブックの部品「worksheet」が壊れていて"):
        found.grid("他")


def test_a_damaged_tab_that_nobody_reads_does_no_harm_elsewhere(book: Path) -> None:
    parts = parts_of(book)
    another_folder(parts)
    parts["表/worksheets/sheet2.xml"] = b"<worksheet><"
    found = open_book(written(book, parts))
    assert found.grid(TABS[2]).rows[0][1] == "・令和2年度"
    with pytest.raises(BookError, match=r"メモ: .*壊れて"):
        found.grid("メモ")


# ── what can't be read, in true words ────────────────────────────────────────────────────────────────────────────────


def refusal(path: Path) -> str:
    with pytest.raises(BookError) as refused:
        checked_package(path)
    return str(refused.value)


def test_a_workbook_without_what_leads_to_it_is_damaged_not_a_zip_of_something_else(book: Path) -> None:
    parts = parts_of(book)
    swapped(parts, "_rels/.rels", ('"xl/workbook.xml"', '"xl/nothing.xml"'))
    assert "_rels/.rels」が壊れていて" in refusal(written(book, parts))


def test_a_binary_workbook_is_told_wherever_it_stands(book: Path) -> None:
    parts = parts_of(book)
    parts["表/workbook.bin"] = parts.pop(BOOK)
    swapped(parts, "_rels/.rels", ('"xl/workbook.xml"', '"表/workbook.bin"'))
    assert ".xlsb" in refusal(written(book, parts))


@pytest.mark.parametrize("part", [BOOK, BOOK_RELS, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_another_encoding_is_told(book: Path, part: str) -> None:
    parts = parts_of(book)
    parts[part] = parts[part].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert "UTF-8以外の文字コード" in refusal(written(book, parts))


def test_two_tabs_of_one_name_are_damage(book: Path) -> None:
    parts = parts_of(book)
    swapped(parts, BOOK, (f'name="{TABS[1]}"', f'name="{TABS[0]}"'))
    assert "xl/workbook.xml」が壊れていて" in refusal(written(book, parts))


def test_of_two_relationships_of_one_number_the_first_counts(book: Path) -> None:
    parts = parts_of(book)
    again = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>'
    swapped(parts, BOOK_RELS, ("</Relationships>", again))
    assert_read(written(book, parts))


def test_what_bounds_the_texts_is_checked_under_any_name(book: Path) -> None:
    parts = parts_of(book)
    other_names_of_texts_and_styles(parts)
    parts["xl/a/texts.xml"] = re.sub(rb'uniqueCount="\d+"', b'uniqueCount="9999999999"', parts["xl/a/texts.xml"])
    assert "xl/a/texts.xml」が壊れていて" in refusal(written(book, parts))
