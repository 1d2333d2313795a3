"""Iwate's first half of 令和2年度: all that its documents say stands in the workbook, filled and made again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xlcompare import progress_words as words
from xlcompare.jobs.progress import ProgressRequest, ProgressResult, progress

from .books import columns_of, kind_of, opened
from .iwate import Actual, Section, actual, fill, heading_of, same, sections, write_plan

COLUMNS = {
    "担当": "担当", "実施内容": "実施内容", "方法・スケジュール": "方法・スケジュール", "進捗状況": "進捗状況",
    "評価": "評価", "下期取組予定": "取組予定",
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """The source, how many cells were typed, and the workbook made again from them."""

    source: list[Section]
    typed: int
    book: Path
    result: ProgressResult

    def measures(self) -> dict[str, dict[str, object]]:
        """Each row by its 実施内容, blanks aside."""
        found = {}
        for sheet, names in self.area_sheets():
            for row in range(4, sheet.max_row + 1):
                if kind_of(sheet, row, names) == "m":
                    values = {name: sheet.cell(row, c).value for name, c in names.items()}
                    found[bare(values[words.CONTENT])] = values
        return found

    def boxes(self) -> dict[str, str]:
        """Each target's sentence and the line of its actual: the lines come below the sentences, in their order."""
        sentences: list[str] = []
        lines: list[str] = []
        for sheet, names in self.area_sheets():
            for row in range(4, sheet.max_row + 1):
                kind = kind_of(sheet, row, names)
                if kind in "ka" and kind:
                    (sentences if kind == "k" else lines).append(str(sheet.cell(row, 2).value))
        return dict(zip(sentences, lines, strict=True))

    def area_sheets(self) -> list[tuple[Any, dict[str, int]]]:
        sheets = [(sheet, columns_of(sheet)[1]) for sheet in opened(self.book, data_only=True).worksheets]
        return [(sheet, names) for sheet, names in sheets if words.CONTENT in names]

    def headings(self) -> list[str]:
        return [
            str(sheet.cell(row, 1).value)
            for sheet, names in self.area_sheets() for row in range(4, sheet.max_row + 1)
            if kind_of(sheet, row, names) == "h"
        ]  # fmt: skip


def bare(text: object) -> str:
    return "".join(str(text or "").split())


@pytest.fixture(scope="module")
def made(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("iwate")
    source = sections(shared)
    plan, blank, typed, book = (folder / f"{name}.xlsx" for name in ("岩手", "空", "入力", "進捗"))
    write_plan(plan, source)
    progress(ProgressRequest(plan, blank, as_of=date(2020, 8, 31)))
    count = fill(blank, source, typed)
    return Made(source, count, book, progress(ProgressRequest(plan, book, previous=typed)))


def test_all_that_was_typed_is_carried(made: Made) -> None:
    assert (made.result.progress.total, made.result.progress.unplaced) == (made.typed, ())
    assert made.typed == 251


def test_every_section_has_its_heading(made: Made) -> None:
    wanted = [part for section in made.source for part in heading_of(section) if part]
    assert made.headings() == list(dict.fromkeys(wanted))
    assert (len(made.source), len(made.headings())) == (25, 26)


def test_every_row_says_what_the_document_says_in_all_six_columns(made: Made) -> None:
    rows, found = [row for section in made.source for row in section["rows"]], made.measures()
    assert (len(rows), len(found)) == (77, 77)
    wrong = [
        (name, row[name], found[bare(row["実施内容"])].get(column))
        for row in rows for name, column in COLUMNS.items()
        if not same(row[name], found[bare(row["実施内容"])].get(column))
    ]  # fmt: skip
    assert wrong == []


def test_rows_stand_in_the_documents_order(made: Made) -> None:
    assert list(made.measures()) == [bare(row["実施内容"]) for section in made.source for row in section["rows"]]


def line(what: Actual) -> list[str]:
    """What the line of an actual has to say: figure and month, and the remark."""
    if what.value is None:
        return [what.remark]
    month = what.month.removesuffix("月")
    return [f"{what.value:g}{what.unit or '％'}（令和2年{month}月現在）", what.remark]


def test_every_target_has_its_box_and_every_actual_its_line(made: Made) -> None:
    boxes = made.boxes()
    targets = [sentence for section in made.source for sentence in section["kpi"]]
    assert len(targets) == 20
    assert list(boxes) == targets
    told = {}
    for section in made.source:
        told |= {section["kpi"][k]: actual(text, section) for k, text in enumerate(section["kpi_actual"])}
    assert len(told) == 19
    wrong = [(sentence, boxes[sentence]) for sentence in told
             if not all(part in boxes[sentence] for part in line(told[sentence]))]  # fmt: skip
    assert wrong == []
    assert [boxes[sentence][-5:] for sentence in targets if sentence not in told] == ["（未入力）"]


def test_the_tally_says_what_the_documents_count(made: Made, recalculated: Callable[[Path], Path]) -> None:
    for book in (made.book, recalculated(made.book)):
        sheet = opened(book, data_only=True)["集計"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=9)]
        head = next(row for row in rows if row[0] == "分野")
        total = next(row for row in rows if row[0] == "合計")
        counts = dict(zip(head[1:], total[1:], strict=True))
        assert {name: counts[name] for name in ("◎", "○", "△", "×", "—", "その他", "未入力", "計")} == {
            "◎": 1, "○": 57, "△": 12, "×": 0, "—": 6, "その他": 0, "未入力": 1, "計": 77,
        }  # fmt: skip
