"""Small plan books and their progress workbooks, typed into by openpyxl as a person would.

A plan is written as an outline: `# ` begins an area, `○` a heading, `KPI：` a target; all else is a measure, as
「文 | 担当 | 方法」, with ／ between the lines of its cell.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from xlcompare import progress_words as words
from xlcompare.jobs.progress import ProgressRequest, ProgressResult, progress

HEADER = ("分野", "項目", "区分", "内容", "担当", "方法・スケジュール")
YEAR = "令和3年度"
UNPLACED = "引継ぎ未了"
AREA_HEADER, KPI_HEADER = 3, 4

PLAN = """
    # 基盤的保険者機能
    ○窓口サービスの向上
    KPI：窓口の満足度を95.0％以上とする
    接遇研修を年2回開き、応対を全員で振り返る。 | 業務 | 5月・11月
    申請書の郵送化を進めるため、広報紙で案内する。 | 業務
    ○債権の早期回収
    納付拒否者に文書と電話で催告を行う。／夜間の電話も試みる。 | レセプト
    法的手続きを四半期ごとに検討する。 | レセプト
    # 戦略的保険者機能
    ○健診の受診率向上
    KPI：生活習慣病予防健診の受診率を60.0％以上とする
    受診率の低い事業所を訪問し、受診を勧める。 | 保健
    健診機関と連携して日程を増やす。 | 保健
"""
STAFF, POST, DUN, LAW, VISIT, DATES = (
    "接遇研修を年2回開き、応対を全員で振り返る。",
    "申請書の郵送化を進めるため、広報紙で案内する。",
    "納付拒否者に文書と電話で催告を行う。\n夜間の電話も試みる。",
    "法的手続きを四半期ごとに検討する。",
    "受診率の低い事業所を訪問し、受診を勧める。",
    "健診機関と連携して日程を増やす。",
)
CONTENT_KPI, CHECKUP_KPI = "窓口の満足度を95.0％以上とする", "生活習慣病予防健診の受診率を60.0％以上とする"


def write_plan(path: Path, outline: str, tab: str = YEAR) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = tab
    sheet.append(HEADER)
    area = heading = ""
    for line in filter(None, map(str.strip, outline.splitlines())):
        if line.startswith("# "):
            area = line[2:]
        elif line.startswith("○"):
            heading = line
        elif line.startswith("KPI："):
            sheet.append((area, heading, "KPI", line.removeprefix("KPI：")))
        else:
            text, *more = line.split(" | ")
            sheet.append((area, heading, "取組", text.replace("／", "\n"), *more))
    book.save(path)
    return path


_MADE: dict[tuple[str, date | None, str], tuple[bytes, ProgressResult]] = {}
"""Blank workbooks, which most tests begin with."""


@dataclass
class Desk:
    """A folder in which one person keeps the plan and makes progress workbooks of it."""

    folder: Path
    number: int = 0

    def make(
        self, outline: str = PLAN, previous: Path | None = None, as_of: date | None = None, tab: str = YEAR
    ) -> tuple[Path, ProgressResult]:
        """A new progress workbook, and what the job said of it."""
        self.number += 1
        out = self.folder / f"進捗{self.number}.xlsx"
        if previous is None and (outline, as_of, tab) in _MADE:
            data, result = _MADE[outline, as_of, tab]
            out.write_bytes(data)
            return out, result
        plan = write_plan(self.folder / "計画.xlsx", outline, tab)
        result = progress(ProgressRequest(plan, out, as_of=as_of, previous=previous))
        if previous is None:
            _MADE[outline, as_of, tab] = out.read_bytes(), result
        return out, result

    def typed_into(self, book: Path) -> Typing:
        return Typing(book, self.folder / f"入力{self.number}.xlsx")


class Typing:
    """A copy of `book` while somebody types in it; `with` saves it as `path`."""

    def __init__(self, book: Path, path: Path) -> None:
        self.book, self.path = opened(book), path
        for cell in (cell for sheet in self.areas() for cell in sheet[AREA_HEADER]):
            # openpyxl keeps no results of formulas, and the columns are found by what their titles say.
            if str(cell.value).startswith("="):
                title = words.PROGRESS_TITLE if words.PROGRESS in cell.value else words.NEXT_TITLE
                cell.value = title.format("次の期")

    def __enter__(self) -> Typing:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.book.save(self.path)

    def areas(self) -> Iterator[Any]:
        return (sheet for sheet in self.book.worksheets if str(sheet.cell(AREA_HEADER, 2).value) == words.CONTENT_TITLE)

    def at(self, text: str, column: str, heading: str = "") -> Any:
        """The cell of the row that says `text` (of the one under `heading`) in `column`."""
        for sheet in self.book.worksheets:
            header, names = columns_of(sheet)
            content = names.get(words.CONTENT) or names.get(words.SENTENCE)
            above = ""
            for row in range(header + 1, sheet.max_row + 1) if content else ():
                above = str(sheet.cell(row, 1).value or "") if kind_of(sheet, row, names) == "h" else above
                said = {sheet.cell(row, content).value, *([sheet.cell(row, 1).value] if above == text else [])}
                if text in said and heading in (above, ""):
                    c = names[words.KEY] + 1 + int(column[1:]) if column.startswith("+") else names[column]
                    return sheet.cell(row, c)
        raise AssertionError(f"no row says {text!r}")

    def type(self, text: str, column: str, value: object, heading: str = "") -> None:
        self.at(text, column, heading).value = value

    def entitle(self, tab: str, column: str, title: str) -> None:
        """Writes `title` above a free column."""
        header, names = columns_of(self.book[tab])
        self.book[tab].cell(header, names[words.KEY] + 1 + int(column[1:])).value = title

    def insert(self, text: str, heading: str = "") -> tuple[Any, int]:
        """A new row below the one that says `text`: its sheet and number."""
        below = self.at(text, words.CONTENT, heading)
        insert_row(below.parent, below.row + 1)
        return below.parent, below.row + 1


def insert_row(sheet: Any, row: int, count: int = 1) -> None:
    """As Excel does: with the merged ranges below moved down."""
    ranges = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
    for top, left, bottom, right in ranges:
        sheet.unmerge_cells(None, top, left, bottom, right)
    sheet.insert_rows(row, count)
    for top, left, bottom, right in ranges:
        by = count if top >= row else 0
        sheet.merge_cells(None, top + by, left, bottom + by, right)


def opened(book: Path, data_only: bool = False) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sparkline")
        return openpyxl.load_workbook(book, data_only=data_only)


def columns_of(sheet: Any) -> tuple[int, dict[str, int]]:
    """The header's row and the columns by name; none where the sheet has no table of ours."""
    for row in (AREA_HEADER, KPI_HEADER):
        # A free column at the right may have a title of ours.
        names = {_name(str(cell.value)): cell.column for cell in reversed(sheet[row]) if cell.value is not None}
        if words.KEY in names:
            return row, names
    return 0, {}


def _name(title: str) -> str:
    if title.startswith((words.KEY, words.CONTENT, words.PROGRESS)):
        return next(name for name in (words.KEY, words.CONTENT, words.PROGRESS) if title.startswith(name))
    return words.NEXT if title.endswith(words.NEXT) else title


def kind_of(sheet: Any, row: int, names: dict[str, int]) -> str:
    return str(sheet.cell(row, names[words.KEY]).value or "")[:1]


@cache
def shown(book: Path) -> dict[tuple[str, str, str], object]:
    """What the book's tables show: by heading, text of the row, and column. Free columns are 「+0」, 「+1」, …."""
    found: dict[tuple[str, str, str], object] = {}
    for sheet in opened(book, data_only=True).worksheets:
        header, names = columns_of(sheet)
        content = names.get(words.CONTENT) or names.get(words.SENTENCE)
        heading = ""
        for row in range(header + 1, sheet.max_row + 1) if content else ():
            if kind_of(sheet, row, names) == "h":
                heading = text = str(sheet.cell(row, 1).value)
            else:
                text = str(sheet.cell(row, content).value or "")
                heading = str(sheet.cell(row, names[words.HEADING]).value) if header == KPI_HEADER else heading
            for name, c in names.items():
                if c < names[words.KEY] and sheet.cell(row, c).value is not None:
                    found[heading, text, name] = sheet.cell(row, c).value
            for c in range(names[words.KEY] + 1, sheet.max_column + 1):
                if sheet.cell(row, c).value is not None:
                    found[heading, text, f"+{c - names[words.KEY] - 1}"] = sheet.cell(row, c).value
    return found


def free_titles(book: Path) -> dict[str, dict[str, str]]:
    """The titles of the free columns, by sheet and column."""
    found: dict[str, dict[str, str]] = {}
    for sheet in opened(book, data_only=True).worksheets:
        header, names = columns_of(sheet)
        for each in sheet[header or 1] if names else ():
            if each.column > names[words.KEY] and each.value is not None:
                found.setdefault(sheet.title, {})[f"+{each.column - names[words.KEY] - 1}"] = each.value
    return found


def cell(book: Path, text: str, column: str, heading: str = "") -> object:
    """What stands in `column` of the row that says `text`; None for nothing."""
    fits = [value for (h, t, c), value in shown(book).items() if (t, c) == (text, column) and heading in (h, "")]
    return fits[0] if fits else None


def unplaced(book: Path) -> list[dict[str, object]]:
    """The rows of 引継ぎ未了, by the columns' titles."""
    whole = opened(book, data_only=True)
    if UNPLACED not in whole.sheetnames:
        return []
    rows = [[each.value for each in row] for row in whole[UNPLACED].iter_rows()]
    header = rows.index(next(row for row in rows if row[0] == words.UNPLACED_COLUMNS[0]))
    return [dict(zip(words.UNPLACED_COLUMNS, row, strict=False)) for row in rows[header + 1 :]]


def left(book: Path) -> list[object]:
    """What was typed and has no home, as 引継ぎ未了 lists it."""
    return [row["入力されていた内容"] for row in unplaced(book)]
