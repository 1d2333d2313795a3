"""Build the template that the head office restyles, standard.xlsx, from the looks in xlcompare/template.py.

    python templates/source/standard_template.py

writes it beside this folder and notes its digest in xlcompare/template.py. Every group of styles there appears without
a line being changed here: on a drawing of its sheet where there is one below, else as a list. The same looks give the
same bytes every time: no clock goes in, and nothing is packed, because every zlib packs otherwise.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from drawings import ABOVE, DRAWINGS, LEFT, Content
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.worksheet import Worksheet

from xlcompare import template, words
from xlcompare.layout.heights import height
from xlcompare.style import BORDERS, Style
from xlcompare.template import GROUPS, STANDARD, Group, Page

FIRST_SHEET = "はじめに"
NORMAL_FONT, NORMAL_SIZE, DIGIT = "Times New Roman", 10.5, 7
"""As in the finished workbooks: a column is as wide here as there."""
SHIFT_JIS = 128
FONT_ORDER = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
"""What stands in a font, as the schema has it; openpyxl's own order is another."""
PAPERS = {"A3": 8, "A4": 9}
LIST_TITLE = "スタイルの一覧（数のスタイルは、右に正の数、負の数、0を示します）"
FORMULATED = {True: (0.123, -0.123, 0), False: (1234, -1234, 0)}
"""What a style for figures shows, by whether it shows per cent."""

TITLE = "表の体裁を決めるファイル（テンプレート）"
INTRODUCTION = (
    (
        "",
        "このファイルは、xlcompare が作る表の文字、色、けい線、数の書き方、列の幅、用紙を決めています。Excel で"
        "書き換えて保存すると、次に作る表から、その体裁になります。プログラムを直す必要はありません。",
    ),
    ("変えるところ", ""),
    (
        "スタイル",
        "［ホーム］→［セルのスタイル］に、「対照表 見出し行」のような名前が並んでいます。変えたい名前を右クリックし、"
        "［変更］→［書式設定］で、フォント、大きさ、太字、色、塗りつぶし、けい線、配置、表示形式（数の書き方）を選びます。各シートの"
        "セルは見本で、書いてある文字がそのスタイルの名前です。",
    ),
    (
        "列の幅",
        "各シートの列の境目を動かします。「新旧対照表」と「予算対照表」では、用紙の幅いっぱいになるように、同じ割合で"
        "広げたり縮めたりします。",
    ),
    (
        "用紙",
        "各シートの［ページ レイアウト］で、A4かA3か、縦か横か、余白、ヘッダーとフッターの文字を選びます。",
    ),
    ("変えないところ", ""),
    (
        "名前",
        "スタイルの名前とシートの名前は、変えないでください。名前で見分けています。列を増やしたり、入れ替えたりしないで"
        "ください。",
    ),
    (
        "セルだけの書式",
        "セルを選んで直接色を付けても、作る表には反映されません。必ずスタイルの方を変えてください。",
    ),
    ("セルの文字", "見本の文字と数は、作る表には載りません。"),
    ("確かめて、使う", ""),
    (
        "確かめる",
        "保存してブックを閉じ、次のように入力します。足りないものや使えないものがあれば、名前を添えて表示します。\n"
        "xlcompare template check このファイル.xlsx",
    ),
    (
        "使う",
        "次のように入力します。xlcompare の templates フォルダーの standard.xlsx をそのまま書き換えたときは、"
        "「--template」は要りません。\nxlcompare compare 計画.xlsx --template このファイル.xlsx",
    ),
    (
        "写しを作る",
        "書き換える前に、次のように入力して写しを作っておくと、元の体裁に戻せます。\n"
        "xlcompare template export 写し.xlsx",
    ),
    (
        "支部の設定",
        "支部がシート「対照表の設定」でフォントや用紙を選んだときは、その支部では、選んだものが優先します。",
    ),
    ("スタイルの名前の始まりと、使うシート", ""),
)


def named_style(name: str, style: Style) -> NamedStyle:
    """The cell style `name` as Excel keeps it, which looks like `style`."""
    line_names = BORDERS.get(style.border, style.border).split()
    color = style.border_color and style.border_color[1:]
    sides = [Side(None if line == "none" else line, color=color) for line in line_names]
    return NamedStyle(
        name=name,
        font=_font(style),
        fill=PatternFill("solid", fgColor=f"FF{style.fill[1:]}") if style.fill else PatternFill(),
        border=Border(**dict(zip(("left", "right", "top", "bottom"), sides, strict=True))),
        alignment=Alignment(horizontal=style.align, vertical=style.valign, wrap_text=style.wrap or None),
        number_format=style.number_format or "General",
        protection=Protection(locked=style.locked),
    )


def _font(style: Style) -> Font:
    return Font(
        name=style.font,
        sz=style.size,
        b=style.bold or None,
        i=style.italic or None,
        u="single" if style.underline else None,
        color=f"FF{style.color[1:]}" if style.color else None,
        charset=SHIFT_JIS,
    )


def _set_up(sheet: Worksheet, page: Page) -> None:
    for column, width in enumerate(page.widths, 1):
        # Excel cuts the width to 1/256 of a digit.
        sheet.column_dimensions[get_column_letter(column)].width = int(width / 0.75 / DIGIT * 256) / 256
    sheet.page_setup.paperSize = PAPERS[page.paper]
    sheet.page_setup.orientation = "landscape" if page.landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.header = margins.footer = 0.3
    margins.left, margins.right, margins.top, margins.bottom = (margin / 72 for margin in page.margins)
    for item, text in ((sheet.oddHeader, page.header), (sheet.oddFooter, page.footer)):
        for place, part in re.findall(r"&([LCR])((?:(?!&[LCR]).)*)", text):
            getattr(item, {"L": "left", "C": "center", "R": "right"}[place]).text = part
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100


class _Drawing:
    """One sheet as it fills, row by row."""

    def __init__(self, book: Workbook, name: str, page: Page) -> None:
        self.sheet, self.widths = book.create_sheet(name), page.widths
        self.row = 0
        _set_up(self.sheet, page)

    def add(self, names: Mapping[str, str], contents: Sequence[Content]) -> None:
        self.row += 1
        starts: list[int] = []
        for at, content in enumerate(contents):
            if content not in (LEFT, ABOVE):
                starts.append(at)
        ends = [*starts[1:], len(contents)]
        highs = [18.0]
        for start, end in zip(starts, ends, strict=True):
            content = contents[start]
            if content is None:
                continue
            field, value = content if isinstance(content, tuple) else (content, names[str(content)])
            style = STANDARD.styles[names[str(field)]]
            merged = [c for c in contents[start + 1 : end] if c == LEFT]
            last = start + len(merged)
            for column in range(start + 1, last + 2):
                self.sheet.cell(self.row, column).style = names[str(field)]
            self.sheet.cell(self.row, start + 1).value = value
            if merged:
                self.sheet.merge_cells(
                    start_row=self.row, end_row=self.row, start_column=start + 1, end_column=last + 1
                )
            room = sum(self.widths[start : last + 1]) if style.wrap else 10_000.0
            highs.append(height(str(value), room, style.font, style.size, style.bold) + 3)
        for column, content in enumerate(contents, 1):
            if content == ABOVE:
                self.sheet.cell(self.row, column).style = self.sheet.cell(self.row - 1, column).style
        self.sheet.row_dimensions[self.row].height = max(highs)

    def merge_down(self, contents: Sequence[Sequence[Content]]) -> None:
        """Merge what stands ABOVE, once all rows are there."""
        for column in range(len(self.widths)):
            run = [k for k, row in enumerate(contents, 1) if column < len(row) and row[column] == ABOVE]
            if run:
                self.sheet.merge_cells(
                    start_row=run[0] - 1, end_row=run[-1], start_column=column + 1, end_column=column + 1
                )

    def list(self, styles: Sequence[str], more: Font) -> None:
        """The styles by name, each in its own look; figures to its right."""
        self.row += 2
        self.sheet.cell(self.row, 1, LIST_TITLE).font = more
        for name in styles:
            style = STANDARD.styles[name]
            figures = FORMULATED["%" in style.number_format] if style.number_format else ()
            names = {name: name}
            self.add(names, (name, *((name, figure) for figure in figures)))


def _shown(contents: Sequence[Sequence[Content]], names: Mapping[str, str]) -> set[str]:
    """The styles whose names can be read in a drawing."""
    return {names[c] for row in contents for c in row if isinstance(c, str) and c not in (LEFT, ABOVE)}


def _draw(book: Workbook, group: Group) -> None:
    drawings = {name: DRAWINGS.get(name, ({}, [])) for name in group.pages}
    shown = set().union(*(_shown(contents, names) for names, contents in drawings.values()))
    missing = [name for name in group.styles if name not in shown]
    for number, (name, page) in enumerate(group.pages.items()):
        names, contents = drawings[name]
        drawing = _Drawing(book, name, page)
        for row in contents:
            drawing.add(names, row)
        drawing.merge_down(contents)
        if missing and number == 0:
            drawing.list(missing, Font(name=words.DEFAULT_FONT, sz=9, charset=SHIFT_JIS))


def _introduce(sheet: Worksheet) -> None:
    """The first sheet: what to change and what not, on one page."""
    page = Page((96.0, 396.0), landscape=False, margins=(48.0, 48.0, 48.0, 48.0))
    _set_up(sheet, page)
    sheet.page_setup.fitToHeight = 1
    plain = 10.0

    def put(row: int, column: int, text: str, bold: bool, size: float, width: float) -> float:
        cell = sheet.cell(row, column, text)
        cell.font = Font(name=words.DEFAULT_FONT, sz=size, b=bold or None, charset=SHIFT_JIS)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        return height(text, width, words.DEFAULT_FONT, size, bold) + 3

    rows = [*INTRODUCTION, *(_use_of(group) for group in GROUPS)]
    sheet.merge_cells("A1:B1")
    sheet.row_dimensions[1].height = put(1, 1, TITLE, True, 16, sum(page.widths)) + 6
    for row, (name, text) in enumerate(rows, 2):
        if name and text:
            high = max(put(row, 1, name, True, plain, 96.0), put(row, 2, text, False, plain, 396.0))
        else:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
            high = put(row, 1, text or f"■ {name}", not text, plain if text else 12, sum(page.widths))
            high += 0 if text else 6
            if not text:
                sheet.cell(row, 1).alignment = Alignment(vertical="bottom", wrap_text=True)
        sheet.row_dimensions[row].height = high


def _use_of(group: Group) -> tuple[str, str]:
    """How the group's styles begin, and the sheets that use them."""
    first = next(iter(group.styles)).partition(" ")[0]
    return f"{first} …", "、".join(group.pages)


def _workbook() -> Workbook:
    book = Workbook()
    normal = Font(name=NORMAL_FONT, sz=NORMAL_SIZE)
    book._fonts = IndexedList([normal])
    book._named_styles["Normal"].font = normal
    book.properties.creator = "xlcompare"
    for group in GROUPS:
        for name, style in group.styles.items():
            book.add_named_style(named_style(name, style))
    book.active.title = FIRST_SHEET
    _introduce(book.active)
    for group in GROUPS:
        _draw(book, group)
    return book


def build(path: str | Path) -> None:
    """Write the template to `path`."""
    stream = BytesIO()
    _workbook().save(stream)
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as kept:
        for name, content in _parts(made):
            kept.writestr(zipfile.ZipInfo(name), content)


def _parts(made: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
        content = made.read(name)
        if name == "docProps/core.xml":
            content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", content)
        if name == "xl/styles.xml":
            content = re.sub(rb"(?<=<font>).*?(?=</font>)", _in_order, content)
        yield name, content


def _in_order(font: re.Match[bytes]) -> bytes:
    elements = re.findall(rb"<[^<>]*/>", font[0])
    if b"".join(elements) != font[0]:
        raise ValueError(f"a font in an unknown form: {font[0]!r}")

    def place(element: bytes) -> int:
        return FONT_ORDER.split().index(element[1:-2].split()[0].decode())

    return b"".join(sorted(elements, key=place))


def note_digest(file: Path) -> None:
    """Write the digest of `file` into xlcompare/template.py."""
    module = Path(template.__file__)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    text = re.sub(r'^DIGEST = ".*"$', f'DIGEST = "{digest}"', module.read_text(encoding="utf-8"), flags=re.MULTILINE)
    module.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    book = Path(__file__).parents[1] / words.TEMPLATE_BOOK
    build(book)
    note_digest(book)
