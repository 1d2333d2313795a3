"""Build the sample plan books of 見本支部 from the text master in sample_rows.py.

    python workbooks/source/sample_plan.py

writes both books beside this script. Loaded in any other way, it needs this folder on sys.path. The same rows give the
same bytes every time: no clock and no random part goes in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from math import ceil
from pathlib import Path
from unicodedata import east_asian_width

import xlsxwriter
from sample_rows import AREA, HEADING, KINDS, KPI, METHOD, MONEY, NEW, OLD, SUBHEADING, TARGET, Line
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

TABLE_BOOK = "見本支部_事業計画.xlsx"
OUTLINE_BOOK = "見本支部_事業計画_箇条書き.xlsx"
YEARS: tuple[tuple[str, list[Line]], ...] = (("令和5年度", NEW), ("令和4年度", OLD))

COLUMNS = (AREA, HEADING, SUBHEADING, "区分", "内容", "担当", METHOD, MONEY, "予算額（千円）")
WIDTHS = (12, 21, 17, 9, 58, 10, 21, 24, 11)
OUTLINE_WIDTHS = (22, 110)
HEADER_ROW = 2
"""Counted from 0, in both styles: the title and the author's line stand above it."""

FULL_WIDTH = 1.7
"""How much column width one full-width character of 10 points takes, where the book's own font has 11."""
LINE_HEIGHT = 17.0
"""Points; what Excel gives a line of 游ゴシック in 10 points."""

Row = list[str | int]
"""One row of the table style, a value per column, "" where the cell is left blank."""

MEMO = (
    "このブックについて",
    "・見本支部（見本県）は実在しません。事業計画の書き方と新旧対照表の作り方を試すための見本です。",
    "・年度ごとに1枚のシートを使います。翌年度の計画は、今年度のシートを複写して書き始めてください。",
    "・分野、項目及び小項目は、上の行と同じときは空欄にします。",
    "・区分は一覧から選びます（見出し、取組、KPI、支部目標、説明）。",
    "・予算額は千円単位で入力します。1つの取組に予算が2件あるときは、次の行に予算だけを書きます。",
    "・このシート「メモ」は年度のシートではないので、対照表には載りません。",
)


def row_height(texts: Sequence[str | int], widths: Sequence[float]) -> float:
    """A height in points at which no text is cut off: LibreOffice doesn't fit rows that lack one when it prints."""
    most = 1
    for text, width in zip(texts, widths, strict=True):
        cells = (sum(FULL_WIDTH if east_asian_width(c) in "FWA" else 1 for c in line) for line in str(text).split("\n"))
        most = max(most, sum(max(1, ceil(cell / (width - 1))) for cell in cells))
    return most * LINE_HEIGHT + 3


def table_rows(lines: Sequence[Line]) -> list[Row]:
    """The rows of the table style: titles stand beside the first item under them, and are blank below it."""
    rows: list[Row] = []
    titles = dict.fromkeys((AREA, HEADING, SUBHEADING), "")
    owner: str | int = ""
    for kind, text, *rest in lines:
        if kind in titles:
            titles[kind] = text
            owner = rest[0] if kind == HEADING else "" if kind == AREA else owner
        elif kind == METHOD:
            rows[-1][COLUMNS.index(METHOD)] = text
        elif kind == MONEY:
            if rows[-1][-2]:
                rows.append([""] * len(COLUMNS))
            rows[-1][-2:] = [text, *rest]
        else:
            rows.append([*titles.values(), kind, text, rest[0] if rest else owner, "", "", ""])
            titles = dict.fromkeys(titles, "")
    return rows


def outline_cells(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The (分野, 内容) pairs of the outline style: a heading, its owner and all that stands under it are one cell."""
    cells: list[tuple[str, str]] = []
    area, block = "", list[str]()
    for kind, text, *rest in [*lines, (AREA, "")]:
        if kind in (AREA, HEADING) and block:
            cells.append((area, "\n".join(block)))
            area, block = "", []
        if kind == AREA:
            area = text
        elif kind == HEADING:
            block = [f"{text}【{rest[0]}G】"]
        elif kind not in (METHOD, MONEY):
            block.append(text)
    return cells


class _Book:
    """A workbook being written, and the looks that its sheets share."""

    def __init__(self, path: Path) -> None:
        options = {"default_format_properties": {"font_name": "游ゴシック", "font_size": 11}}
        self.book = xlsxwriter.Workbook(str(path), options)
        self.book.set_properties(
            {
                "title": "見本支部　事業計画",
                "author": "見本支部　企画総務グループ",
                "created": datetime(2023, 3, 1, 9, 0, 0),
            }
        )
        self.title = self.look(font_size=16, bold=True, align="center", valign="vcenter")
        self.author = self.look(align="right", valign="vcenter")
        self.header = self.cell(bold=True, bg_color="#D9E1F2", align="center", valign="vcenter")
        self.text = self.cell()
        self.area = self.cell(bold=True)

    def look(self, **properties: object) -> Format:
        return self.book.add_format({"font_name": "游ゴシック", "font_size": 10, **properties})

    def cell(self, **properties: object) -> Format:
        return self.look(**{"border": 1, "text_wrap": True, "valign": "top", **properties})

    def year_sheet(self, tab: str, columns: Sequence[str], widths: Sequence[int]) -> Worksheet:
        """A new year tab with its title, header row and page setup; the rows under the header are the caller's."""
        sheet = self.book.add_worksheet(tab)
        last = len(columns) - 1
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 30)
        sheet.merge_range(0, 0, 0, last, f"{tab}　見本支部　事業計画", self.title)
        sheet.write_string(1, last, "作成：企画総務グループ", self.author)
        sheet.set_row(HEADER_ROW, 2 * LINE_HEIGHT + 3)
        sheet.write_row(HEADER_ROW, 0, columns, self.header)
        sheet.freeze_panes(HEADER_ROW + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, HEADER_ROW)
        sheet.center_horizontally()
        sheet.set_footer("&C&P／&N&R&A")
        return sheet

    def memo(self) -> None:
        """A tab that isn't a year's."""
        sheet = self.book.add_worksheet("メモ")
        sheet.set_column(0, 0, 100)
        for row, line in enumerate(MEMO):
            sheet.write_string(row, 0, line, self.look(bold=row == 0, font_size=10 if row else 12, text_wrap=True))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _merge_areas(sheet: Worksheet, areas: Sequence[str], look: Format) -> None:
    """Write the first column; an area's title is merged down over the blank rows under it."""
    first = HEADER_ROW + 1
    starts = [*(row for row, area in enumerate(areas, first) if area), first + len(areas)]
    for start, stop in pairwise(starts):
        sheet.merge_range(start, 0, stop - 1, 0, areas[start - first], look)


def build(path: str | Path) -> None:
    """Write the plan book in the table style to `path`."""
    book = _Book(Path(path))
    # A title and the blanks under it read as one cell, without the merges that get in the way of inserting rows.
    first, below, foot = book.cell(bottom=0), book.cell(top=0, bottom=0), book.cell(top=0)
    plain, centred = book.cell(valign="vcenter"), book.cell(valign="vcenter", align="center")
    money = book.cell(valign="vcenter", align="right", num_format='#,##0;"△"#,##0;0')
    goal = book.cell(valign="vcenter", bg_color="#F2F2F2")
    goal_kind = book.cell(valign="vcenter", bg_color="#F2F2F2", align="center")
    for tab, lines in YEARS:
        sheet = book.year_sheet(tab, COLUMNS, WIDTHS)
        rows = table_rows(lines)
        last = HEADER_ROW + len(rows)
        _merge_areas(sheet, [str(row[0]) for row in rows], book.area)
        for at, row in enumerate(rows, HEADER_ROW + 1):
            sheet.set_row(at, row_height(row[1:], WIDTHS[1:]))
            title = first if row[1] or row[0] else foot if at == last else below
            subtitle = first if row[2] or row[1] or row[0] else foot if at == last else below
            is_goal = row[3] in (KPI, TARGET)
            looks = (title, subtitle, goal_kind if is_goal else centred, goal if is_goal else plain)
            for column, look in enumerate((*looks, centred, plain, plain, money), 1):
                sheet.write(at, column, row[column], look)
        sheet.data_validation(
            HEADER_ROW + 1,
            3,
            last + 50,
            3,
            {
                "validate": "list",
                "source": list(KINDS),
                "ignore_blank": True,
                "error_title": "区分",
                "error_message": "一覧から選んでください。",
            },
        )
    book.memo()
    book.book.close()


def build_outline(path: str | Path) -> None:
    """Write the same plan to `path` in the outline style: one cell for a heading with its bullets, a line each."""
    book = _Book(Path(path))
    for tab, lines in YEARS:
        sheet = book.year_sheet(tab, (AREA, "内容"), OUTLINE_WIDTHS)
        cells = outline_cells(lines)
        _merge_areas(sheet, [area for area, _ in cells], book.area)
        for at, (_, text) in enumerate(cells, HEADER_ROW + 1):
            sheet.set_row(at, row_height([text], OUTLINE_WIDTHS[1:]))
            sheet.write_string(at, 1, text, book.text)
    book.memo()
    book.book.close()


if __name__ == "__main__":
    here = Path(__file__).parents[1]
    build(here / TABLE_BOOK)
    build_outline(here / OUTLINE_BOOK)
