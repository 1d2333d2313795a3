"""Rows that branches add, copy or leave half empty: in 全件, or on 不備一覧; none is lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlcompare import progress_words
from xlcompare import rollup_words as words
from xlcompare.jobs.distributing import DistributeRequest, distribute

from ..progress.books import CONTENT_KPI, STAFF, Typing, columns_of, insert_row
from .branches import AREA, Folder

CONTENT, PROGRESS, RATING = progress_words.CONTENT, progress_words.PROGRESS, progress_words.RATING


def copied(typing: Typing) -> dict[str, object]:
    """The row of STAFF again below it, hidden key and all: its cells by column."""
    sheet, row = typing.insert(STAFF)
    for cell in sheet[row - 1]:
        sheet.cell(row, cell.column).value = cell.value
    return {name: sheet.cell(row, column) for name, column in columns_of(sheet)[1].items()}


def own_rows(folder: Folder) -> list[tuple[object, object]]:
    folder.collect()
    rows = folder.records()
    return [(row["実施内容・目標"], row["評価"]) for row in rows if row["区分"] == words.OWN_ROW]


@pytest.mark.parametrize("text", ["独自の取組", STAFF])
def test_a_copied_row_with_its_own_entries_is_kept(folder: Folder, text: str) -> None:
    with folder.typing("33") as typing:
        cells = copied(typing)
        cells[CONTENT].value, cells[RATING].value = text, "△"  # type: ignore[attr-defined]
    assert own_rows(folder) == [(text, "△")]


def test_a_row_that_was_copied_as_it_is_says_nothing_new(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, RATING, "○")
        copied(typing)
    assert own_rows(folder) == []
    assert folder.faults("33").keys() <= {words.NO_CHOICES}


def test_a_text_alone_between_the_plans_rows_is_a_measure_that_is_not_filled_in(folder: Folder) -> None:
    with folder.typing("33") as typing:
        sheet, row = typing.insert(STAFF)
        sheet.cell(row, columns_of(sheet)[1][CONTENT]).value = "独自の取組"
    assert own_rows(folder) == [("独自の取組", None)]
    assert folder.receipt("33").blanks[:3] == (7, 7, 7)


def test_entries_without_a_text_are_listed_with_their_cell(folder: Folder) -> None:
    with folder.typing("33") as typing:
        sheet, row = typing.insert(STAFF)
        column = columns_of(sheet)[1][PROGRESS]
        sheet.cell(row, column).value = "6月に実施した"
    assert folder.faults("33")[words.EXTRA_ROW] == (f"{AREA}!{row},{column}", "6月に実施した")
    assert folder.receipt("33").state == words.FAULTY


def test_a_remark_below_the_table_is_listed_and_no_reason_to_send_the_book_back(folder: Folder) -> None:
    with folder.typing("33") as typing:
        sheet = typing.at(STAFF, CONTENT).parent
        row = sheet.max_row + 2
        sheet.cell(row, 2).value = "※ 前年度と同じ"
    assert folder.faults("33")[words.REMARK_ROW] == (f"{AREA}!{row},2", "※ 前年度と同じ")
    assert folder.receipt("33").state == words.RECEIVED


def test_a_row_added_to_the_targets_is_listed(folder: Folder) -> None:
    with folder.typing("33") as typing:
        sheet = typing.at(CONTENT_KPI, progress_words.AIM).parent
        row = sheet.max_row + 1
        names = columns_of(sheet)[1]
        sheet.cell(row, names[progress_words.SENTENCE]).value = "独自のKPI"
        sheet.cell(row, names["9月"]).value = 12
    place = f"KPI一覧!{row},{names[progress_words.SENTENCE]}"
    assert folder.faults("33")[words.EXTRA_TARGET] == (place, "独自のKPI")


def test_measures_of_a_form_that_are_not_filled_in_count_as_measures_and_as_blank(issued: Path, tmp_path: Path) -> None:
    listed, plan = tmp_path / "b.csv", issued.parent / "計画.xlsx"
    listed.write_text("コード,支部名\n33,岡山支部\n", encoding="utf-8")
    distribute(DistributeRequest(plan, tmp_path / "回収", branches=listed, template_only=True))
    folder = Folder(tmp_path / "回収")
    with folder.typing("33") as typing:
        sheet = typing.book[AREA]
        names = columns_of(sheet)[1]
        last = max(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value == "○債権の早期回収")
        insert_row(sheet, last + 6, 4)  # More than there was room for.
        for row in (last + 1, last + 3, last + 9):
            sheet.cell(row, names[CONTENT]).value = f"取組{row - last}"
    assert own_rows(folder) == [("取組1", None), ("取組3", None), ("取組9", None)]
    assert folder.receipt("33").blanks[:3] == (3, 3, 3)
    assert folder.faults("33") == {}
