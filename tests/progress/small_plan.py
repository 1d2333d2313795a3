"""A small made-up plan, and typing into the workbook that is made from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl import Workbook

HEADER = ("分野", "項目", "区分", "内容", "担当", "方法・スケジュール")
PLAN = (
    ("基盤的業務", "①窓口", "説明", "窓口の質を保つ。", "", ""),
    ("", "", "KPI", "郵送化率を95.0％以上とする（昨年度94.2％）", "", ""),
    ("", "", "KPI", "苦情の割合を対前年度以下とする", "", ""),
    ("", "", "取組", "◆勉強会を開く\n・月に一度\n・講師は外から招く", "業務", "4月、10月"),
    ("", "", "取組", "◆案内を同封する", "業務", ""),
    ("", "②点検", "KPI", "効果的な意見発信を実施する", "", ""),
    ("", "", "取組", "◆点検員の研修を行う", "レセプト", "毎月"),
    ("戦略的業務", "①健診", "支部目標", "支部目標 登録事業所数 1,850社", "", ""),
    ("", "", "取組", "◆健診を勧める手紙を送る", "保健", "6月"),
)


def write_plan(path: Path, rows: Sequence[Sequence[str]] = PLAN, year: str = "令和2年度") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = year
    sheet.append(HEADER)
    for row in rows:
        sheet.append([value or None for value in row])
    for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
        cell.data_type = "s"  # openpyxl takes what begins with = for a formula.
    book.save(path)
    return path


def typed(book: Path, out: Path, cells: dict[str, object]) -> Path:
    """A copy of `book` with `cells` (「基盤的業務!D5」) typed in; titles keep what they said."""
    workbook, shown = openpyxl.load_workbook(book), openpyxl.load_workbook(book, data_only=True)
    for sheet in workbook.worksheets:
        for cell in sheet[3]:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.value = shown[sheet.title][cell.coordinate].value
    for place, value in cells.items():
        tab, _, address = place.partition("!")
        workbook[tab][address] = value
    workbook.save(out)
    return out
