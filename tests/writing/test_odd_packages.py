"""Packages as other programs leave them: names that are spoken for, types that are missing, chains, full styles."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree

from xlcompare.errors import BookError
from xlcompare.layout.sheet import Formula, Row, Sheet
from xlcompare.writing.grafted_styles import LIMITS
from xlcompare.writing.into_book import into_book

from .rich_books import BOOKS, MAIN, OFFICE, PACKAGE, SHEET_TYPE, part_of, put, repacked
from .test_into_book import COMPARISON, FIGURE, SHEETS, opened, parts, tabs

PLAIN = BOOKS["tables_and_names"]()
TYPES, BOOK_RELS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


def type_of(book: bytes, part: str) -> str:
    """The content type of a part as the package's rules have it."""
    types = etree.fromstring(part_of(book, TYPES))
    found = {(e.get("PartName") or e.get("Extension", "")).lower(): e.get("ContentType", "") for e in types}
    return found.get(f"/{part}".lower()) or found.get(part.rpartition(".")[2].lower(), "")


def changed(base: bytes, part: str, pattern: str, new: str, at_least: int = 1) -> bytes:
    xml, count = re.subn(pattern.encode(), new.encode(), part_of(base, part))
    assert count >= at_least, (part, pattern)
    return repacked(base, {part: xml})


def without_default(base: bytes, extension: str, instead: str = "") -> bytes:
    """`base` without the Default of the `extension`, each part of that kind with an Override of its own."""
    named = [name for name in parts(base) if name.endswith(f".{extension}")]
    own = "".join(f'<Override PartName="/{name}" ContentType="{type_of(base, name)}"/>' for name in named)
    base = changed(base, TYPES, f'<Default Extension="{extension}"[^>]*/>', instead)
    return repacked(base, {TYPES: put(part_of(base, TYPES), b"</Types>", own)})


# ── content types ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("instead", ["", '<Default Extension="RELS" ContentType="application/xml"/>'])
def test_what_our_parts_lead_to_has_its_type_where_no_default_gives_it(instead: str) -> None:
    base = without_default(PLAIN, "rels", instead)
    made = into_book(base, SHEETS).data
    ours = [name for name in parts(made) if name.endswith(".rels") and name not in parts(base)]
    assert ours
    assert {type_of(made, name) for name in ours} == {RELATIONS}
    assert into_book(made, SHEETS).data == made
    # And nothing is said of what a later run leaves out.
    plain = into_book(made, [replace(sheet, charts=()) for sheet in SHEETS]).data
    assert not any(f'"/{name}"'.encode() in part_of(plain, TYPES) for name in ours)


def test_a_default_that_is_there_is_enough() -> None:
    made = into_book(PLAIN, SHEETS).data
    assert b".rels" not in part_of(made, TYPES)
    assert type_of(made, "xl/worksheets/_rels/sheet5.xml.rels") == RELATIONS


@pytest.mark.parametrize("instead", ["", f'<Default Extension="xml" ContentType="{SHEET_TYPE}.chartsheet+xml"/>'])
def test_our_parts_have_their_own_types_whatever_xml_is_by_default(instead: str) -> None:
    base = changed(PLAIN, TYPES, '<Default Extension="xml"[^>]*/>', instead)
    made = into_book(base, SHEETS).data
    kinds = {re.sub(r"\d*\.xml", "", name): type_of(made, name) for name in parts(made) if name not in parts(base)}
    assert kinds["xl/worksheets/sheet"] == f"{SHEET_TYPE}.worksheet+xml"
    assert kinds["xl/drawings/drawing"] == "application/vnd.openxmlformats-officedocument.drawing+xml"
    assert kinds["xl/charts/chart"] == "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def test_styles_that_are_missing_go_where_the_workbook_says_that_they_are() -> None:
    base = repacked(PLAIN, {}, ("xl/styles.xml",))
    base = changed(base, TYPES, '<Override PartName="/xl/styles.xml"[^>]*/>', "")
    base = changed(base, BOOK_RELS, '"styles.xml"', '"looks/all.xml"')
    made = into_book(base, SHEETS).data
    assert type_of(made, "xl/looks/all.xml") == f"{SHEET_TYPE}.styles+xml"
    assert part_of(made, BOOK_RELS).count(b"/styles") == 1
    assert into_book(made, SHEETS).data == made


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def dangling(base: bytes, kind: str, target: str) -> bytes:
    """`base` with a relation of its first tab to a part that isn't there."""
    relation = f'<Relationship Id="gone" Type="{OFFICE}/{kind}" Target="{target}"/>'
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    old = parts(base).get(name, f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode())
    return repacked(base, {name: put(old, b"</Relationships>", relation)})


CLAIMED = (
    "../drawings/drawing1.xml",
    "/xl/drawings/drawing1.xml",
    "xl/drawings/Drawing1.xml",
    "../drawings/drawing%31.xml",
    "..\\drawings\\drawing1.xml",
)


@pytest.mark.parametrize("target", CLAIMED)
def test_a_name_to_which_a_relation_leads_is_taken(target: str) -> None:
    base = dangling(PLAIN, "drawing", target)
    made = into_book(base, SHEETS).data
    ours = sorted(name for name in parts(made) if "drawings/" in name and name not in parts(base))
    assert ours == ["xl/drawings/_rels/drawing2.xml.rels", "xl/drawings/drawing2.xml"]
    assert part_of(made, "xl/worksheets/_rels/sheet1.xml.rels") == part_of(base, "xl/worksheets/_rels/sheet1.xml.rels")
    assert into_book(made, SHEETS).data == made


@pytest.mark.parametrize(
    "name", ["/xl/worksheets/sheet4.xml", "/xl/Worksheets/Sheet4.XML", "/xl/worksheets/sheet%34.xml"]
)
def test_a_name_that_has_a_type_is_taken(name: str) -> None:
    override = f'<Override PartName="{name}" ContentType="{SHEET_TYPE}.chartsheet+xml"/>'
    base = repacked(PLAIN, {TYPES: put(part_of(PLAIN, TYPES), b"</Types>", override)})
    made = into_book(base, [COMPARISON]).data
    assert sorted(parts(made).keys() - parts(base).keys()) == ["xl/worksheets/sheet5.xml"]
    assert override.encode() in part_of(made, TYPES)
    assert into_book(made, [COMPARISON]).data == made


def test_a_name_outside_the_package_is_free() -> None:
    base = changed(
        dangling(PLAIN, "hyperlink", "../drawings/drawing1.xml"),
        "xl/worksheets/_rels/sheet1.xml.rels",
        'Id="gone"',
        'Id="gone" TargetMode="External"',
    )
    assert "xl/drawings/drawing1.xml" in parts(into_book(base, SHEETS).data)


# ── the calculation chain ────────────────────────────────────────────────────────────────────────────────────────────

SUMS = Sheet("予算対照表", (), (Row((Formula("1+1", 2.0, FIGURE),), 20.25),), mark="budget")


def chained(base: bytes, chain: str) -> bytes:
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{SHEET_TYPE}.calcChain+xml"/>'
    relation = f'<Relationship Id="chain" Type="{OFFICE}/calcChain" Target="calcChain.xml"/>'
    return repacked(
        base,
        {
            TYPES: put(part_of(base, TYPES), b"</Types>", override),
            BOOK_RELS: put(part_of(base, BOOK_RELS), b"</Relationships>", relation),
            "xl/calcChain.xml": chain.encode(),
        },
    )


CHAINS = (
    f'<calcChain xmlns="{MAIN}"><c r="A8" i="3"/><c r="B8"/></calcChain>',
    f"<?xml version='1.0'?>\r\n<x:calcChain\txmlns:x='{MAIN}' ><x:c i='1' r='A8' l='1'/><!-- 注 --></x:calcChain>\n",
    f'<calcChain xmlns="{MAIN}"/>',
)


@pytest.mark.parametrize("chain", CHAINS)
def test_a_chain_that_names_no_cell_of_ours_stays_to_the_byte(chain: str) -> None:
    base = chained(PLAIN, chain)
    for _ in range(3):
        made = into_book(base, [SUMS]).data
        assert part_of(made, "xl/calcChain.xml") == chain.encode()
        base = made
    assert into_book(base, [SUMS]).data == base


def test_what_excel_added_to_the_chain_of_ours_goes_once() -> None:
    first = into_book(chained(PLAIN, CHAINS[0]), [SUMS]).data
    xml = part_of(first, "xl/workbook.xml").decode()
    number = re.search('name="予算対照表" sheetId="([0-9]+)"', xml)
    assert number
    longer = put(part_of(first, "xl/calcChain.xml"), b"</calcChain>", f'<c r="A1" i="{number[1]}"/><c r="B1"/>')
    once = into_book(repacked(first, {"xl/calcChain.xml": longer}), [SUMS]).data
    assert re.findall(rb'r="(\w+)"', part_of(once, "xl/calcChain.xml")) == [b"A8", b"B8"]
    assert into_book(once, [SUMS]).data == once


# ── where the workbook stands ────────────────────────────────────────────────────────────────────────────────────────


def elsewhere(base: bytes, folder: str) -> bytes:
    """`base` with everything of xl/ in another folder."""
    content = parts(base)
    moved = {folder + name[3:]: xml for name, xml in content.items() if name.startswith("xl/")}
    moved[TYPES] = content[TYPES].replace(b'"/xl/', f'"/{folder}'.encode())
    moved["_rels/.rels"] = content["_rels/.rels"].replace(b'"xl/', f'"{folder}'.encode())
    return repacked(base, moved, tuple(name for name in content if name.startswith("xl/")))


@pytest.mark.parametrize("folder", ["表/", "a/b/", ""])
def test_our_parts_go_beside_the_workbook(folder: str) -> None:
    base = elsewhere(PLAIN, folder)
    made = into_book(base, SHEETS).data
    new = parts(made).keys() - parts(base).keys()
    assert {name for name in new if "_rels" not in name} == {
        f"{folder}worksheets/sheet4.xml",
        f"{folder}worksheets/sheet5.xml",
        f"{folder}drawings/drawing1.xml",
        f"{folder}charts/chart1.xml",
    }
    assert into_book(made, SHEETS).data == made


# ── limits ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def with_looks(group: str, count: int) -> bytes:
    """A workbook that has so many entries in a `group` of its stylesheet."""
    xml = part_of(PLAIN, "xl/styles.xml").decode()
    entries = {
        "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
        "fills": "<fill><patternFill/></fill>",
    }
    found = re.search(f"<{group}[^>]*>(.*?)</{group}>", xml, re.S)
    assert found
    more = entries[group] * (count - len(etree.fromstring(f"<a>{found[1]}</a>")))
    return repacked(PLAIN, {"xl/styles.xml": xml.replace(f"</{group}>", f"{more}</{group}>").encode()})


def added(group: str) -> int:
    """How many entries our sheets add to PLAIN."""
    one, other = (etree.fromstring(part_of(b, "xl/styles.xml")) for b in (PLAIN, into_book(PLAIN, SHEETS).data))
    return len(other.find(f"{{{MAIN}}}{group}")) - len(one.find(f"{{{MAIN}}}{group}"))


@pytest.mark.parametrize(
    ("group", "words"), [("cellXfs", "セルの書式の種類.*65,490"), ("fills", "塗りつぶしの種類.*65,430")]
)
def test_a_stylesheet_is_filled_up_to_excels_limit_and_no_further(group: str, words: str) -> None:
    room = LIMITS[group] - added(group)
    made = into_book(with_looks(group, room), SHEETS).data
    assert part_of(made, "xl/styles.xml").count(f'<{group} count="{LIMITS[group]}"'.encode()) == 1
    with pytest.raises(BookError, match=f"^計画.xlsx: {words}.*ください。$"):
        into_book(with_looks(group, room + 1), SHEETS, book="計画.xlsx")


# ── other programs save the book in between ──────────────────────────────────────────────────────────────────────────


def by_openpyxl(book: bytes) -> bytes:
    target = io.BytesIO()
    opened(book).save(target)
    return target.getvalue()


def stored(book: bytes) -> bytes:
    """With nothing packed and the parts in another order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in sorted(parts(book).items(), reverse=True):
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("saved", [by_openpyxl, stored])
def test_after_any_program_has_saved_the_book_the_second_run_changes_nothing(saved: Callable[[bytes], bytes]) -> None:
    base = saved(into_book(PLAIN, SHEETS, "計画").data)
    once = into_book(base, SHEETS, "計画").data
    assert into_book(once, SHEETS, "計画").data == once
    assert tabs(once) == tabs(base)
