"""Iwate's progress tables as a year tab and as what its staff typed.

The source is ../shared/data/iwate.json. Its rows become a plan tab of one row each; everything else is typed into the
generated workbook by openpyxl, cell by cell, as a person would.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from .books import opened

YEAR = "令和2年度"
HEADER = ("分野", "項目", "小項目", "区分", "内容", "担当", "方法・スケジュール")
MONTHS = [f"{m}月" for m in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]
TYPED = {"進捗状況": "進捗状況", "評価": "評価", "下期取組予定": "取組予定"}

Section = dict[str, Any]


def sections(shared: Path) -> list[Section]:
    found: list[Section] = json.loads((shared / "data" / "iwate.json").read_text(encoding="utf-8"))["sections"]
    return found


def heading_of(section: Section) -> tuple[str, str]:
    """項目 and 小項目 of a section: the parent and the own title, or the own title alone."""
    if section["parent"]:
        return section["parent"], f"{section['number'].split('-')[-1]} {section['title']}"
    return f"{section['number']} {section['title']}", ""


def write_plan(path: Path, found: list[Section]) -> None:
    """The year tab: every section's KPIs, then its measures with owner and method."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = YEAR
    sheet.append(HEADER)
    for section in found:
        place = (section["group"], *heading_of(section))
        for kpi in section["kpi"]:
            sheet.append((*place, "KPI", kpi))
        for row in section["rows"]:
            sheet.append((*place, "取組", row["実施内容"], row["担当"], row["方法・スケジュール"]))
    book.save(path)


@dataclass(frozen=True)
class Actual:
    """An actual as it is typed: into a month, with a unit of its own and a remark, or as a remark alone."""

    month: str
    value: float | None
    remark: str = ""
    unit: str = ""


def actual(text: str, section: Section) -> Actual:
    """「I.96.69%（令和2年8月現在）」 is 96.69 in August; 「-」 says that nothing was measured."""
    said = re.sub(r"^I{1,3}\.\s*", "", unicodedata.normalize("NFKC", text)).strip()
    when = re.search(r"\(令和2年(\d+)月現在\)", said) or re.search(
        r"(\d+)月", section.get("kpi_actual_as_of", section["as_of"])
    )
    assert when
    figure = re.search(r"([\d.]+)(%|回)", said)
    if said.startswith("-") or figure is None:
        return Actual("", None, said)
    rest = re.sub(r"\(令和2年\d+月現在\)", "", said).replace(figure[0], "").strip(" :")
    unit = figure[2] if figure[2] != "%" else ""
    return Actual(f"{when[1]}月", float(figure[1]), rest, unit)


def same(a: object, b: object) -> bool:
    """Whether two texts are equal, blanks aside."""
    return "".join(str(a or "").split()) == "".join(str(b or "").split())


def fill(book: Path, found: list[Section], filled: Path) -> int:
    """Types everything of the source into a copy of the generated `book`; how many cells that were."""
    workbook, shown = opened(book), opened(book, data_only=True)
    rows = {"".join(str(row["実施内容"]).split()): row for section in found for row in section["rows"]}
    typed = 0
    for sheet in workbook.worksheets:
        titles = {str(cell.value): cell.column for cell in shown[sheet.title][3] if cell.value}
        content = titles.get("実施内容（計画）")
        if not content:
            continue
        for title, c in titles.items():
            # openpyxl keeps no results of formulas, and the columns are found by what their titles say.
            sheet.cell(3, c).value = title
        columns = {name: c for name in TYPED for title, c in titles.items() if _is(title, name)}
        for r in range(4, sheet.max_row + 1):
            row = rows.get("".join(str(sheet.cell(r, content).value or "").split()))
            for name, column in columns.items():
                if row and row[name]:
                    sheet.cell(r, column).value = row[name]
                    typed += 1
    typed += _fill_kpis(workbook["KPI一覧"], found)
    workbook.save(filled)
    return typed


def _is(title: str, name: str) -> bool:
    return {"評価": title == name, "進捗状況": title.startswith(name)}.get(name, title.endswith(TYPED[name]))


def _fill_kpis(sheet: Any, found: list[Section]) -> int:
    header = {str(cell.value): cell.column for cell in sheet[4] if cell.value}
    sentences = {str(sheet.cell(r, header["目標（計画の文）"]).value): r for r in range(5, sheet.max_row + 1)}
    typed = 0
    for section in found:
        for k, text in enumerate(section["kpi_actual"]):
            r, what = sentences[section["kpi"][k]], actual(text, section)
            cells = {what.month: what.value, "補足": what.remark, "単位": what.unit}
            for name, value in cells.items():
                if name and value not in ("", None):
                    sheet.cell(r, header[name]).value = value
                    typed += 1
    return typed
