"""Sheets put into someone's workbook: they are right, and nothing else has changed, down to the bytes of every part."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.workbook import Workbook

from xlcompare.layout.sheet import (
    MARK_NAME,
    Blank,
    Chart,
    Column,
    Formula,
    Number,
    PrintSetup,
    Row,
    Series,
    Sheet,
    Style,
    Text,
)
from xlcompare.writing.into_book import IntoResult, into_book

from .rich_books import BOOKS, MAIN, MIDDLE, OFFICE, PACKAGE, TABS, part_of, put, repacked

MINCHO = Style("ＭＳ 明朝", 10.5, border="item")
FIGURE = replace(MINCHO, number_format="#,##0;△#,##0", align="right", fill="#FFF2CC")
HUBS = ("xl/workbook.xml", "xl/workbook2.xml", "xl/styles.xml", "docProps/app.xml", "[Content_Types].xml")
M = f"{{{MAIN}}}"

COMPARISON = Sheet(
    "新旧対照表",
    (Column(120.0), Column(200.25), Column(60.0, hidden=True)),
    (
        Row((Text("分野", MINCHO), Text("旧　から新へ\n二行目 & <b>", MINCHO, ((0, 1), (4, 5))), Blank(MINCHO)), 30.0),
        Row((Text("=A1", MINCHO), Number(-1_234.0, FIGURE), None), 20.25),
    ),
    freeze=(1, 0),
    autofilter=(0, 0, 1, 1),
    print=PrintSetup(title_rows=(0, 0)),
    tab_color="#C00000",
    mark="comparison",
)
CHART = Chart(
    "額", (0, 0, 1, 0), (Series("新", (0, 1, 1, 1), "#808080"),), (3, 0), 300.0, 150.0, "ＭＳ 明朝", 9.0, "#,##0"
)
MOVES = Sheet(
    "予算の動き", (Column(100.0),), (Row((Text("動き", FIGURE),), 20.25),), charts=(CHART,), mark="budget_charts"
)
SHEETS = (COMPARISON, MOVES)


@pytest.fixture(params=BOOKS)
def base(request: pytest.FixtureRequest) -> bytes:
    return BOOKS[request.param]()


def parts(book: bytes) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(book))
    assert package.testzip() is None
    return {name: package.read(name) for name in package.namelist()}


def opened(book: bytes) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl says what it would lose if it saved the book.
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(book), rich_text=True)


def tabs(book: bytes) -> list[str]:
    return opened(book).sheetnames


# ── what stays ─────────────────────────────────────────────────────────────────────────────────────────────────────


def check_nothing_else_changed(base: bytes, result: IntoResult) -> None:
    old, new = parts(base), parts(result.data)
    assert [name for name in new if name in old] == list(old)
    changed = {name for name in old if new[name] != old[name]}
    assert changed <= {
        *HUBS,
        *(name for name in old if name.endswith("/_rels/workbook.xml.rels") or "workbook2" in name),
    }
    for name in changed:
        assert canonical(without_ours(name, new[name], old, result)) == canonical(etree.fromstring(old[name])), name


def canonical(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), method="c14n")


def without_ours(name: str, content: bytes, old: dict[str, bytes], result: IntoResult) -> etree._Element:
    """The new hub part `name` with our additions taken out again, in ways that share nothing with how they went in."""
    root, before = etree.fromstring(content), etree.fromstring(old[name])
    if name == "[Content_Types].xml":
        drop(e for e in root if e.get("PartName", "/")[1:].lower() not in {part.lower() for part in ["", *old]})
    elif name.endswith(".rels"):
        ids = {e.get("Id") for e in before}
        drop(e for e in root if e.get("Id") not in ids)
    elif name == "docProps/app.xml":
        drop(e for e in root.iter() if e.text in result.names)
        restore(root, before, "i4", "vector")
    elif name == "xl/styles.xml":
        drop(e for group in root for e in group[length_of(before.find(group.tag)) :])
        drop(group for group in root if before.find(group.tag) is None)
        restore(root, before, *(etree.QName(group).localname for group in before))
    else:
        return workbook_without_ours(root, before, result)
    return root


def length_of(element: etree._Element | None) -> int:
    return 0 if element is None else len(element)


def restore(root: etree._Element, before: etree._Element, *names: str) -> None:
    """Gives counts their old values; that the new ones are right is for another test."""
    for name in names:
        for new, old in zip(root.iter(f"{{*}}{name}"), before.iter(f"{{*}}{name}"), strict=True):
            for count in ("count", "size"):
                if old.get(count):
                    new.set(count, old.get(count, ""))
            if name == "i4":
                new.text = old.text


def workbook_without_ours(root: etree._Element, before: etree._Element, result: IntoResult) -> etree._Element:
    order = [e.get("name", "") for e in root.find(f"{M}sheets")]
    kept = [name for name in order if name not in result.names]
    local = [e for e in root.iter(f"{M}definedName") if e.get("localSheetId")]
    drop(e for e in local if order[int(e.get("localSheetId", ""))] in result.names)
    drop(e for e in root.iter(f"{M}sheet") if e.get("name") in result.names)
    drop(e for e in root if e.tag == f"{M}definedNames" and before.find(e.tag) is None)
    for element in [*root.iter(f"{M}definedName"), *root.iter(f"{M}workbookView")]:
        for position in ("localSheetId", "activeTab", "firstSheet"):
            if element.get(position):
                element.set(position, str(kept.index(order[int(element.get(position, ""))])))
    return root


def drop(elements: object) -> None:
    for element in list(elements):  # type: ignore[call-overload]
        element.getparent().remove(element)


@pytest.mark.parametrize("after", [None, "計画", MIDDLE])
def test_every_part_stays_as_it_was_and_the_hub_parts_keep_all_they_hold(base: bytes, after: str | None) -> None:
    result = into_book(base, SHEETS, after)
    check_nothing_else_changed(base, result)
    old = tabs(base)
    place = len(old) if after is None else old.index(after) + 1
    assert tabs(result.data) == [*old[:place], *result.names, *old[place:]]


def test_members_that_stay_are_not_packed_anew(base: bytes) -> None:
    result = into_book(base, SHEETS)
    before, now = (zipfile.ZipFile(io.BytesIO(data)) for data in (base, result.data))
    kept = [name for name in before.namelist() if before.read(name) == now.read(name)]
    stated = [
        [(i.CRC, i.compress_size, i.date_time, i.external_attr) for i in map(z.getinfo, kept)] for z in (before, now)
    ]
    assert stated[0] == stated[1]


def test_the_looks_of_all_cells_are_as_they_were(base: bytes) -> None:
    before, now = (opened(data) for data in (base, into_book(base, SHEETS, "計画").data))
    for page in before.worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row):
            same = now[page.title][cell.coordinate]
            assert looks_of(same) == looks_of(cell)


def looks_of(cell: Cell) -> list[str]:
    looks = ("font", "fill", "border", "number_format", "alignment", "protection", "style")
    # Where there is no stylesheet, openpyxl takes the theme's font, and we Calibri, which is the theme's font.
    return [repr(getattr(cell, look)).replace("scheme='minor'", "scheme=None") for look in looks]


def test_names_and_views_mean_the_same_tabs_when_sheets_go_into_the_middle() -> None:
    base = BOOKS["hidden_tabs_and_protection"]()
    root = etree.fromstring(part_of(into_book(base, SHEETS, "計画").data, "xl/workbook.xml"))
    view = root.find(f"{M}bookViews/{M}workbookView")
    assert (view.get("activeTab"), view.get("firstSheet")) == ("4", "3")
    places = {e.get("name"): e.get("localSheetId") for e in root.iter(f"{M}definedName")}
    assert (places["端"], places["_xlnm.Print_Area"]) == ("7", "1")
    result = opened(into_book(BOOKS["tables_and_names"](), SHEETS, MIDDLE).data)
    assert [result[tab].print_title_rows for tab in (*TABS, "新旧対照表")] == ["$1:$1", "$1:$2", "$1:$3", "$1:$1"]
    assert result["まとめ"].defined_names["税率"].value == "0.1"
    assert result["まとめ"].print_area == "'まとめ'!$A$1:$D$10"


# ── what is added ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_our_sheet_is_all_there(base: bytes) -> None:
    book = opened(into_book(base, SHEETS, "計画").data)
    page, moves = book["新旧対照表"], book["予算の動き"]
    text = page["B1"].value
    assert isinstance(text, CellRichText)
    assert str(text) == "旧　から新へ\n二行目 & <b>"
    assert [str(run) for run in text if run.font.u] == ["旧", "新"]
    assert {(run.font.rFont, run.font.sz) for run in text} == {("ＭＳ 明朝", 10.5)}
    assert (page["A2"].value, page["A2"].data_type, page["B2"].value) == ("=A1", "s", -1_234)
    assert (page["B2"].number_format, page["B2"].fill.fgColor.rgb) == ("#,##0;△#,##0", "FFFFF2CC")
    assert (page["A1"].font.name, page["A1"].font.sz, page["C1"].border.top.style) == ("ＭＳ 明朝", 10.5, "hair")
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A2", "A1:B2", "$1:$1")
    assert page.print_area == "'新旧対照表'!$A$1:$C$2"
    assert (page.sheet_view.tabSelected, book.active is page) == (None, False)
    assert page.defined_names[MARK_NAME].value == '"comparison"'
    (chart,) = moves._charts
    assert chart.series[0].val.numRef.f == "予算の動き!$B$1:$B$2"


@pytest.mark.parametrize(
    ("name", "digit"),
    [
        ("tables_and_names", 7),
        ("notes_lists_and_links", 8),
        ("conditional_formats_and_sparklines", 8),
        ("hidden_tabs_and_protection", 9),
        ("without_styles", 7),
    ],
)
def test_columns_are_as_many_pixels_wide_as_laid_out_in_every_normal_font(name: str, digit: int) -> None:
    page = opened(into_book(BOOKS[name](), SHEETS).data)["新旧対照表"]
    # ECMA-376 18.3.1.13: pixels = Truncate(((256 * width + Truncate(128 / digit)) / 256) * digit)
    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert [int((256 * width + 128 // digit) / 256 * digit) for width in widths] == [160, 267, 80]
    assert page.column_dimensions["C"].hidden


def test_the_package_says_of_every_part_what_it_is_and_counts_right(base: bytes) -> None:
    new = parts(into_book(base, SHEETS).data)
    types = etree.fromstring(new["[Content_Types].xml"])
    named = [e.get("PartName", "").lower() for e in types.iter(f"{{{PACKAGE}/content-types}}Override")]
    assert len(set(named)) == len(named)
    assert {f"/{name}".lower() for name in new} >= set(named)
    ours = [name for name in new if re.search(r"(worksheets|drawings|charts)/[a-z]+\d+\.xml$", name)]
    assert {f"/{name}" for name in ours} <= set(named)
    styles = etree.fromstring(new["xl/styles.xml"])
    assert {group.get("count", str(len(group))) == str(len(group)) for group in styles} == {True}
    workbook = next(etree.fromstring(xml) for name, xml in new.items() if re.fullmatch(r"xl/workbook2?\.xml", name))
    for attribute in ("name", "sheetId", f"{{{OFFICE}}}id"):
        values = [e.get(attribute) for e in workbook.iter(f"{M}sheet")]
        assert len(set(values)) == len(values)


def test_the_properties_list_the_new_tabs() -> None:
    base = BOOKS["charts_pictures_and_shapes"]()
    titles = opened(into_book(base, SHEETS, "計画").data).sheetnames
    xml = part_of(into_book(base, SHEETS, "計画").data, "docProps/app.xml").decode()
    assert re.findall("<vt:lpstr>([^<]*)</vt:lpstr>", xml) == [
        "Worksheets", "Charts", *(title for title in titles if title != "グラフ"), "グラフ"
    ]  # fmt: skip
    assert re.findall(r"<vt:i4>(\d+)</vt:i4>", xml) == ["5", "1"]


# ── again ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("after", [None, "計画"])
def test_a_second_time_gives_the_same_bytes(base: bytes, after: str | None) -> None:
    first = into_book(base, SHEETS, after)
    assert into_book(first.data, SHEETS, after) == first
    assert into_book(base, SHEETS, after).data == first.data


def test_a_sheet_is_replaced_in_its_place_and_its_old_parts_are_gone(base: bytes) -> None:
    first = into_book(base, SHEETS, "計画")
    other = replace(COMPARISON, rows=COMPARISON.rows[:1])
    plain = replace(MOVES, charts=())
    second = into_book(first.data, (other, plain))
    assert tabs(second.data) == tabs(first.data)
    assert set(parts(first.data)) - set(parts(second.data)) == {
        name for name in set(parts(first.data)) - set(parts(base)) if re.search("drawing|chart|worksheets/_rels", name)
    }
    assert opened(second.data)["新旧対照表"].max_row == 1
    check_nothing_else_changed(base, second)
    # And back again: nothing of the way is left but looks that are not used any more.
    assert into_book(second.data, SHEETS).data == first.data


def test_a_sheet_that_is_not_made_this_time_stays() -> None:
    first = into_book(BOOKS["tables_and_names"](), SHEETS)
    second = into_book(first.data, (replace(COMPARISON, rows=()),))
    assert second.names == ("新旧対照表",)
    assert tabs(second.data) == tabs(first.data)
    kept = opened(second.data)["予算の動き"]
    assert (kept["A1"].value, len(kept._charts)) == ("動き", 1)


def test_a_tab_that_a_person_renamed_is_known_by_its_mark_and_keeps_its_name() -> None:
    first = into_book(BOOKS["tables_and_names"](), SHEETS, "計画")
    xml = (
        part_of(first.data, "xl/workbook.xml")
        .decode()
        .replace("新旧対照表", "議会用")
        .replace(">議会用!", ">'議会用'!")
    )
    second = into_book(repacked(first.data, {"xl/workbook.xml": xml.encode()}), SHEETS)
    assert (second.names, second.renamed) == (("議会用", "予算の動き"), (("新旧対照表", "議会用"),))
    page = opened(second.data)["議会用"]
    assert page.print_area == "'議会用'!$A$1:$C$2"


def test_formulas_follow_a_sheet_of_ours_that_took_another_name() -> None:
    first = into_book(BOOKS["tables_and_names"](), (replace(COMPARISON, mark="theirs"),))
    formulas = ("'新旧対照表'!B2+新旧対照表!B2", "資料!B1&'資料'!B1")
    row = Row(tuple(Formula(text, 1.0, FIGURE) for text in formulas), 30.0)
    page = opened(into_book(first.data, (COMPARISON, Sheet("b", (), (row,), mark="b"))).data)["b"]
    assert page["A1"].value == "='新旧対照表 (2)'!B2+'新旧対照表 (2)'!B2"
    assert page["B1"].value == "=資料!B1&'資料'!B1"


@pytest.mark.parametrize("theirs", ["新旧対照表", "新旧対照表 (2)"])
def test_a_persons_own_tab_of_our_name_stays_and_ours_takes_another(theirs: str) -> None:
    base = BOOKS["tables_and_names"]()
    xml = part_of(base, "xl/workbook.xml").replace(f'name="{MIDDLE}"'.encode(), f'name="{theirs}"'.encode())
    base = repacked(base, {"xl/workbook.xml": xml})
    first = into_book(base, SHEETS)
    ours = "新旧対照表 (2)" if theirs == "新旧対照表" else "新旧対照表"
    assert first.names[0] == ours
    assert first.renamed == ((("新旧対照表", ours),) if ours != "新旧対照表" else ())
    assert part_of(first.data, "xl/worksheets/sheet2.xml") == part_of(base, "xl/worksheets/sheet2.xml")
    assert into_book(first.data, SHEETS) == first


def test_names_clash_as_in_excel_and_fit_its_31_characters() -> None:
    base = BOOKS["tables_and_names"]()
    long = "Ａ" + "長" * 30
    xml = part_of(base, "xl/workbook.xml").replace(f'name="{MIDDLE}"'.encode(), f'name="a{long[1:]}"'.encode())
    result = into_book(repacked(base, {"xl/workbook.xml": xml}), (replace(COMPARISON, name=long),))
    assert result.names == (f"Ａ{'長' * 26} (2)",)
    assert len(result.names[0]) == 31


def test_of_a_persons_copies_the_one_with_our_name_is_replaced() -> None:
    first = into_book(BOOKS["tables_and_names"](), (COMPARISON,))
    copied = into_book(first.data, (replace(COMPARISON, name="控え", mark="copy"),), "計画").data
    xml = part_of(copied, "xl/workbook.xml").replace(b'"copy"', b'"comparison"')
    again = into_book(repacked(copied, {"xl/workbook.xml": xml}), (replace(COMPARISON, rows=()),))
    assert again.names == ("新旧対照表",)
    assert opened(again.data)["控え"]["A1"].value == "分野"


def test_what_a_person_put_onto_our_tab_goes_with_it_but_not_what_others_use() -> None:
    """Excel itself adds printer settings; a picture may be shared with another tab."""
    base = BOOKS["charts_pictures_and_shapes"]()
    first = into_book(base, SHEETS)
    own = "xl/worksheets/_rels/sheet5.xml.rels"
    rels = part_of(first.data, own)
    more = f'<Relationship Id="rId7" Type="{OFFICE}/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
    more += f'<Relationship Id="rId8" Type="{OFFICE}/image" Target="../media/image1.png"/>'
    changed = {own: put(rels, b"</Relationships>", more), "xl/printerSettings/printerSettings1.bin": b"\0"}
    second = into_book(repacked(first.data, changed), SHEETS)
    assert parts(second.data) == parts(first.data)


def test_the_tab_in_view_stays_in_view_when_it_is_replaced() -> None:
    first = into_book(BOOKS["tables_and_names"](), SHEETS)
    xml = part_of(first.data, "xl/workbook.xml").replace(b"<workbookView ", b'<workbookView activeTab="3" ')
    again = into_book(repacked(first.data, {"xl/workbook.xml": xml}), SHEETS)
    book = opened(again.data)
    assert (book.active.title, book["新旧対照表"].sheet_view.tabSelected) == ("新旧対照表", True)


def test_a_persons_name_for_cells_of_our_tab_stays() -> None:
    first = into_book(BOOKS["tables_and_names"](), SHEETS)
    mine = '<definedName name="対象" localSheetId="3">新旧対照表!$A$1</definedName>'
    xml = put(part_of(first.data, "xl/workbook.xml"), b"</definedNames>", mine)
    names = opened(into_book(repacked(first.data, {"xl/workbook.xml": xml}), SHEETS).data)["新旧対照表"].defined_names
    assert (names["対象"].value, names[MARK_NAME].value) == ("新旧対照表!$A$1", '"comparison"')
