"""Workbooks as people have them, full of what a careless program loses: one builder for each kind.

Every one has three tabs or more, 「資料」 the second, and is made by a library or by hand: nobody's file is needed.
`BOOKS` lists them; of those in `RESAVED` LibreOffice makes further ones.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date

import openpyxl
import xlsxwriter
from openpyxl.chart import LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule, DataBarRule
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from xlsxwriter.worksheet import Worksheet

MIDDLE = "資料"
TABS = ("計画", MIDDLE, "まとめ")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def png() -> bytes:
    """A red picture of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def repacked(book: bytes, changed: Mapping[str, bytes], without: tuple[str, ...] = ()) -> bytes:
    """`book` with parts exchanged or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [n for n in old.namelist() if n not in without]:
            new.writestr(name, changed[name] if name in changed else old.read(name))
        for name in [n for n in changed if n not in old.namelist()]:
            new.writestr(name, changed[name])
    return target.getvalue()


def part_of(book: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(book)).read(name)


def put(xml: bytes, before: bytes, new: str) -> bytes:
    """`xml` with `new` in front of the only `before`."""
    assert xml.count(before) == 1, (before, xml.count(before))
    return xml.replace(before, new.encode() + before)


def _xlsxwriter(fill: Callable[[xlsxwriter.Workbook, list[Worksheet]], None], font: str = "Calibri") -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"default_format_properties": {"font_name": font, "font_size": 11}})
    pages = [book.add_worksheet(name) for name in TABS]
    red = book.add_format({"font_color": "#C00000", "bold": True, "num_format": "#,##0;△#,##0", "border": 1})
    for page in pages:
        for row in range(6):
            page.write_row(row, 0, [f"項目{row}", row * 1_000], red if row % 2 else None)
        page.write_rich_string(7, 0, "一部だけ", red, "赤い", "文字")
    fill(book, pages)
    book.close()
    return target.getvalue()


# ── XlsxWriter ─────────────────────────────────────────────────────────────────────────────────────────────────────


def charts_pictures_and_shapes() -> bytes:
    def fill(book: xlsxwriter.Workbook, pages: list[Worksheet]) -> None:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=資料!$B$1:$B$6", "trendline": {"type": "linear"}})
        pages[0].insert_chart("D2", chart)
        pages[1].insert_image("D2", "red.png", {"image_data": io.BytesIO(png())})
        pages[1].insert_textbox("D9", "吹き出し", {"gradient": {"colors": ["#DDEBF7", "#5B9BD5"]}})
        pages[2].insert_button("D2", {"macro": "m", "caption": "押す"})
        sheet = book.add_chartsheet("グラフ")
        pie = book.add_chart({"type": "pie"})
        pie.add_series({"values": "=計画!$B$2:$B$6"})
        sheet.set_chart(pie)

    return _xlsxwriter(fill)


def notes_lists_and_links() -> bytes:
    def fill(book: xlsxwriter.Workbook, pages: list[Worksheet]) -> None:
        pages[0].write_comment("A1", "前年度から継続", {"author": "企画", "visible": True})
        pages[1].write_comment("B2", "要確認")
        pages[1].data_validation("C1:C9", {"validate": "list", "source": ["○", "△", "×"]})
        pages[2].write_url("D1", "https://example.org/計画", string="参照")
        pages[2].write_url("D2", "internal:資料!A1")
        pages[2].autofilter("A1:B6")
        pages[2].freeze_panes(1, 1)
        pages[0].set_header("&L&G", {"image_left": "red.png", "image_data_left": io.BytesIO(png())})

    return _xlsxwriter(fill, "ＭＳ Ｐゴシック")


def conditional_formats_and_sparklines() -> bytes:
    def fill(book: xlsxwriter.Workbook, pages: list[Worksheet]) -> None:
        marked = book.add_format({"bg_color": "#FFC7CE", "num_format": "0.0"})
        pages[0].conditional_format("B1:B6", {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
        pages[0].conditional_format("B1:B6", {"type": "cell", "criteria": ">", "value": 2000, "format": marked})
        pages[1].conditional_format("B1:B6", {"type": "icon_set", "icon_style": "3_arrows"})
        pages[1].add_sparkline("C1", {"range": "資料!B1:B6", "type": "column", "markers": True})
        pages[2].conditional_format("A1:B6", {"type": "3_color_scale"})

    return _xlsxwriter(fill, "游ゴシック")


def tables_and_names() -> bytes:
    def fill(book: xlsxwriter.Workbook, pages: list[Worksheet]) -> None:
        pages[0].add_table("A10:B14", {"columns": [{"header": "取組"}, {"header": "額"}], "name": "取組表"})
        book.define_name("予算", "=まとめ!$B$1:$B$6")
        book.define_name("まとめ!税率", "=0.1")
        book.define_name("計画!税率", "=0.08")
        for number, page in enumerate(pages):
            page.print_area(0, 0, 9, 3)
            page.repeat_rows(0, number)
            page.set_landscape()
            page.autofilter(0, 0, 5, 1)
        pages[2].write_formula("B8", "=SUM(資料!B1:B6)", None, 15_000)
        pages[2].write_array_formula("C8:C9", "{=資料!B1:B2*2}", None, 0)

    return _xlsxwriter(fill)


def hidden_tabs_and_protection() -> bytes:
    def fill(book: xlsxwriter.Workbook, pages: list[Worksheet]) -> None:
        more = [book.add_worksheet(name) for name in ("作業", "非公開", "最後")]
        more[0].hide()
        more[1].very_hidden()
        pages[1].protect("abc", {"sort": True})
        pages[2].activate()
        pages[1].set_first_sheet()
        more[2].set_tab_color("#00B050")
        book.define_name("最後!端", "=最後!$A$1")
        book.read_only_recommended()

    return _xlsxwriter(fill, "Meiryo UI")


def macros() -> bytes:
    """An .xlsm; what the project holds matters to nobody who doesn't run it."""

    def fill(book: xlsxwriter.Workbook, pages: list[Worksheet]) -> None:
        book.add_vba_project(io.BytesIO(bytes(range(256)) * 8), is_stream=True)
        book.set_vba_name("ThisWorkbook")
        pages[0].insert_button("D2", {"macro": "Module1.Run", "caption": "実行"})

    return _xlsxwriter(fill)


# ── openpyxl ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _openpyxl() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in TABS:
        page = book.create_sheet(name)
        for row in range(1, 7):
            page.append([f"項目{row}", row * 1_000, date(2024, 4, row)])
    return book


def _saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def named_styles_and_comments() -> bytes:
    book = _openpyxl()
    style = NamedStyle(
        "注意", Font("ＭＳ 明朝", 12, color="FF0000"), PatternFill("solid", "FFFF00"), number_format="0.00%"
    )
    page = book[MIDDLE]
    page["A1"].style = style
    page["B1"].alignment = Alignment(textRotation=45, vertical="distributed")
    page["B2"].protection = Protection(locked=False, hidden=True)
    page["C1"].number_format = '[$-411]ggge"年"m"月"d"日"'
    page["A3"].comment = Comment("確認", "企画")
    page.merge_cells("A5:B6")
    page.protection.enable()
    book.defined_names["全体"] = DefinedName("全体", attr_text="まとめ!$A$1:$B$6")
    book["まとめ"].defined_names["端"] = DefinedName("端", attr_text="まとめ!$B$6", hidden=True)
    book["まとめ"].print_area = "A1:B6"
    book.active = 1
    return _saved(book)


def drawings_by_openpyxl() -> bytes:
    book = _openpyxl()
    page = book[MIDDLE]
    chart = LineChart()
    chart.add_data(Reference(page, min_col=2, min_row=1, max_row=6))
    page.add_chart(chart, "E2")
    page.conditional_formatting.add("B1:B6", ColorScaleRule("min", None, "FFFFFF", "max", None, "FF0000"))
    page.conditional_formatting.add("B1:B6", DataBarRule("min", None, "max", None, color="638EC6"))
    validation = DataValidation("whole", operator="between", formula1="1", formula2="9")
    validation.add("B1:B6")
    page.add_data_validation(validation)
    book["まとめ"].append(["見出し", "額"])
    book["まとめ"].add_table(Table(displayName="表1", ref="A7:B8"))
    book["まとめ"].sheet_state = "veryHidden"
    return _saved(book)


# ── by hand ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_parts(book: bytes, relations: Mapping[str, str], parts: Mapping[str, tuple[str, bytes]]) -> bytes:
    """`book` with new `parts` (content type, content) and `relations`: rels part → <Relationship …/> elements."""
    changed = {name: content for name, (_, content) in parts.items()}
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items())
    changed["[Content_Types].xml"] = put(part_of(book, "[Content_Types].xml"), b"</Types>", types)
    for name, elements in relations.items():
        known = name in zipfile.ZipFile(io.BytesIO(book)).namelist()
        old = (
            part_of(book, name)
            if known
            else f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()
        )
        changed[name] = put(old, b"</Relationships>", elements)
    return repacked(book, changed)


def _relation(number: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'


def custom_xml_and_printer_settings() -> bytes:
    """With SharePoint's properties, threaded comments, printer settings, and padding as Excel leaves it."""
    book = notes_lists_and_links()
    threaded = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    persons = f'<personList xmlns="{threaded}"><person displayName="企画" id="{{1}}" providerId="None"/></personList>'
    parts = {
        "customXml/item1.xml": ("application/xml", "<p:properties xmlns:p='urn:x'>機密</p:properties>".encode()),
        "xl/printerSettings/printerSettings1.bin": (f"{SHEET_TYPE}.printerSettings", b"\0\1\2" * 300),
        "xl/persons/person.xml": ("application/vnd.ms-excel.person+xml", persons.encode()),
    }
    relations = {
        "_rels/.rels": _relation("rId77", "customXml", "customXml/item1.xml"),
        "xl/worksheets/_rels/sheet2.xml.rels": _relation(
            "rId9", "printerSettings", "../printerSettings/printerSettings1.bin"
        ),
        "xl/_rels/workbook.xml.rels": '<Relationship Id="rId50" Target="persons/person.xml" '
        'Type="http://schemas.microsoft.com/office/2017/10/relationships/person"/>',
    }
    return _with_parts(book, relations, parts)


def external_links_and_calculation_chain() -> bytes:
    book = tables_and_names()
    link = f"""<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1">
<sheetNames><sheetName val="前年度"/></sheetNames></externalBook></externalLink>"""
    chain = f'<calcChain xmlns="{MAIN}"><c r="B8" i="3"/><c r="C8" l="1"/><c r="C9"/></calcChain>'
    parts = {
        "xl/externalLinks/externalLink1.xml": (f"{SHEET_TYPE}.externalLink+xml", link.encode()),
        "xl/calcChain.xml": (f"{SHEET_TYPE}.calcChain+xml", chain.encode()),
    }
    relations = {
        "xl/externalLinks/_rels/externalLink1.xml.rels": _relation(
            "rId1", "externalLinkPath", "file:///C:/前年度.xlsx", ' TargetMode="External"'
        ),
        "xl/_rels/workbook.xml.rels": _relation("rId50", "externalLink", "/xl/externalLinks/externalLink1.xml")
        + _relation("rId51", "calcChain", "calcChain.xml"),
    }
    book = _with_parts(book, relations, parts)
    references = '<externalReferences><externalReference r:id="rId50"/></externalReferences>'
    return repacked(book, {"xl/workbook.xml": put(part_of(book, "xl/workbook.xml"), b"<definedNames>", references)})


def other_names_prefixes_and_views() -> bytes:
    """As the Open XML SDK writes: prefixes, a BOM, the workbook elsewhere; with views and extensions as Excel's."""
    book = hidden_tabs_and_protection()
    xml = part_of(book, "xl/workbook.xml").decode()
    xml = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml[xml.index("<workbook") :]).replace("xmlns=", "xmlns:x=")
    xml = xml.replace("<x:workbook ", '<x:workbook xmlns:mc="urn:mc" xmlns:x15="urn:15" mc:Ignorable="x15" ', 1)
    guid = "{00000000-0000-0000-0000-00000000000A}"
    size = 'activeSheetId="2" windowWidth="9" windowHeight="9"'
    view = f'<x:customWorkbookView name="印刷用" guid="{guid}" {size}/>'
    views = f"<x:customWorkbookViews>{view}</x:customWorkbookViews>"
    extension = '<x:extLst><x:ext uri="{1}"><x15:a xml:space="preserve"> 　</x15:a></x:ext></x:extLst>'
    xml = xml.replace("</x:workbook>", f"\n<!-- 残す -->\n{views}{extension}</x:workbook>\n<!-- 後 -->")
    relations = part_of(book, "xl/_rels/workbook.xml.rels").decode()
    relations = relations.replace('Target="worksheets/', 'Target="/xl/worksheets/')
    root = part_of(book, "_rels/.rels").replace(b'"xl/workbook.xml"', b'"/xl/workbook2.xml"')
    types = part_of(book, "[Content_Types].xml").replace(b"/xl/workbook.xml", b"/xl/workbook2.xml")
    changed = {
        "[Content_Types].xml": types,
        "_rels/.rels": root,
        "xl/workbook2.xml": b"\xef\xbb\xbf" + f'<?xml version="1.0" encoding="utf-8"?>\n{xml}'.encode(),
        "xl/_rels/workbook2.xml.rels": relations.encode(),
    }
    return repacked(book, changed, ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))


def without_styles() -> bytes:
    """The least that Excel opens: no styles, no theme, no properties, no numbers of counts."""
    row = '<row><c t="inlineStr"><is><t>字</t></is></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{row}</sheetData></worksheet>'
    names = {f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(TABS, start=1)}
    tabs = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="a{n}"/>' for n, name in enumerate(TABS, start=1))
    kinds = {"xl/workbook.xml": "sheet.main", **dict.fromkeys(names, "worksheet")}
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{SHEET_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    relations = "".join(_relation(f"a{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2, 3))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, xml in {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{default}{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f"{_relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{tabs}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
            **dict.fromkeys(names, sheet),
        }.items():
            package.writestr(name, xml)
    return target.getvalue()


BOOKS: dict[str, Callable[[], bytes]] = {
    build.__name__: build
    for build in (
        charts_pictures_and_shapes,
        notes_lists_and_links,
        conditional_formats_and_sparklines,
        tables_and_names,
        hidden_tabs_and_protection,
        macros,
        named_styles_and_comments,
        drawings_by_openpyxl,
        custom_xml_and_printer_settings,
        external_links_and_calculation_chain,
        other_names_prefixes_and_views,
        without_styles,
    )
}
RESAVED = (
    "charts_pictures_and_shapes",
    "notes_lists_and_links",
    "conditional_formats_and_sparklines",
    "tables_and_names",
)
"""Those that LibreOffice makes another rich workbook of, its own way of writing."""
