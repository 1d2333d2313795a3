"""Books that are unlike the usual: long texts, many areas, columns and sheets of people's own, a tab for next year."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from xlcompare.jobs.progress import ProgressRequest, ProgressResult, progress

from .small_plan import PLAN, typed, write_plan

Make = Callable[..., ProgressResult]
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")
AREA = "基盤的業務"


def cells(book: Path, tab: str) -> dict[str, object]:
    sheet = openpyxl.load_workbook(book, data_only=True)[tab]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


@pytest.mark.parametrize(
    "place", ["KPI一覧!Z5", "KPI一覧!G5", "基盤的業務!A10", "設定!A27", "設定!C17", "基盤的業務!D10", "設定!B5"]
)
def test_a_very_long_text_is_carried_wherever_it_stands(made: Make, plan: Path, place: str) -> None:
    made()
    long = "長い文。" * 700
    filled = typed(plan.with_name("表.xlsx"), plan.with_name("入力.xlsx"), {place: long})
    made("新.xlsx", previous=filled)
    tab, _, _ = place.partition("!")
    assert long in [str(value) for value in cells(plan.with_name("新.xlsx"), tab).values()]


def test_very_long_titles_and_owners_of_a_plan_are_no_obstacle(tmp_path: Path) -> None:
    rows = [("分野" * 2000, "見出し" * 900, "取組", "◆一", "担当" * 400, "方法" * 3000)]
    result = progress(ProgressRequest(write_plan(tmp_path / "計画.xlsx", rows), tmp_path / "表.xlsx"))
    assert result.measures == 1


def test_forty_areas_with_long_names_keep_every_formula_within_excels_limit(tmp_path: Path) -> None:
    rows = [(f"{k:02}" + "長い名前の分野" * 6, "①甲", "取組", "◆一", "業務", "") for k in range(40)]
    out = tmp_path / "表.xlsx"
    progress(ProgressRequest(write_plan(tmp_path / "計画.xlsx", rows), out))
    book = openpyxl.load_workbook(out)
    assert len(book.sheetnames) == 45
    formulas = [c.value for c in (c for row in book["集計"].iter_rows() for c in row) if str(c.value).startswith("=")]
    assert max(map(len, formulas)) < 8192


def test_quotation_marks_in_an_areas_name_break_no_formula(
    tmp_path: Path, recalculated: Callable[[Path], Path]
) -> None:
    rows = [("基盤\"的\"'機能'", "①甲", "取組", "◆一", "業務", "")]
    out = tmp_path / "表.xlsx"
    progress(ProgressRequest(write_plan(tmp_path / "計画.xlsx", rows), out))
    found = openpyxl.load_workbook(recalculated(out), data_only=True)
    assert found.sheetnames[0] == "基盤的機能"
    values = [str(cell.value) for row in found["集計"].iter_rows() for cell in row]
    assert [value for value in values if value.startswith("#") and not value.startswith("#'基盤的機能'!")] == []


def test_a_deleted_row_leaves_the_list_of_blanks_right(
    made: Make, plan: Path, recalculated: Callable[[Path], Path]
) -> None:
    made()
    book = openpyxl.load_workbook(plan.with_name("表.xlsx"))
    # What Excel leaves of references to a row that was deleted.
    for row in book["集計"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "!D10" in cell.value and f"'{AREA}'" in cell.value:
                cell.value = '=IFERROR(#REF!,"")' if cell.value.startswith("=IFERROR(") else "=#REF!"
    book.save(plan.with_name("行なし.xlsx"))
    found = openpyxl.load_workbook(recalculated(plan.with_name("行なし.xlsx")), data_only=True)
    blanks = [str(cell.value) for row in found["集計"].iter_rows(max_col=3) for cell in row if cell.column == 3]
    assert blanks.count("進捗状況・評価・取組予定") == 3


@pytest.mark.parametrize(("title", "before"), [("進捗状況（8月末）", 4), ("実施内容の分類", 2), ("担当", 1)])
def test_a_column_of_ones_own_with_a_title_like_ours_takes_nothing(
    made: Make, plan: Path, title: str, before: int
) -> None:
    made()
    filled = typed(
        plan.with_name("表.xlsx"), plan.with_name("入力.xlsx"), {f"{AREA}!D10": "9月のこと", f"{AREA}!A11": "保健"}
    )
    book = openpyxl.load_workbook(filled)
    sheet = book[AREA]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_cols(before)
    sheet.cell(3, before).value = title
    sheet.cell(10, before).value = "8月のこと"
    book.save(filled)
    result = made("新.xlsx", previous=filled)
    found = cells(plan.with_name("新.xlsx"), AREA)
    assert (found["D10"], found["A10"], found["A11"]) == ("9月のこと", "業務", "保健")
    assert result.progress.unplaced == ()
    assert title in found.values()
    assert "8月のこと" in found.values()


def test_an_added_row_stands_once_after_its_sheet_was_copied(made: Make, plan: Path) -> None:
    made()
    filled = typed(plan.with_name("表.xlsx"), plan.with_name("入力.xlsx"), {f"{AREA}!D10": "した"})
    book = openpyxl.load_workbook(filled)
    book[AREA].insert_rows(12)
    book[AREA]["B12"], book[AREA]["D12"] = "足した取組", "足した進捗"
    book.copy_worksheet(book[AREA]).title = "写し"
    book.save(filled)
    made("新.xlsx", previous=filled)
    found = list(cells(plan.with_name("新.xlsx"), AREA).values())
    assert found.count("足した取組") == 1


def test_a_tab_for_next_year_doesnt_end_this_years_workbook(made: Make, plan: Path) -> None:
    made()
    filled = typed(plan.with_name("表.xlsx"), plan.with_name("入力.xlsx"), {f"{AREA}!E10": "○"})
    shutil.copy(filled, plan.with_name("表.xlsx"))
    book = openpyxl.load_workbook(plan)
    book.copy_worksheet(book["令和2年度"]).title = "令和3年度（案）"
    book.save(plan)
    result = made()
    assert result.progress.plan.tab == "令和2年度"
    assert cells(plan.with_name("表.xlsx"), AREA)["E10"] == "○"
    assert made("来年.xlsx", previous=filled).progress.plan.tab == "令和3年度（案）"


def test_last_years_figure_in_the_new_plan_outweighs_the_old_workbooks(tmp_path: Path) -> None:
    old = write_plan(tmp_path / "前.xlsx")
    progress(ProgressRequest(old, tmp_path / "前の表.xlsx"))
    filled = typed(tmp_path / "前の表.xlsx", tmp_path / "入力.xlsx", {"KPI一覧!I5": 93, "KPI一覧!I6": 0.4})
    new = write_plan(tmp_path / "今.xlsx", PLAN, "令和3年度")
    result = progress(ProgressRequest(new, tmp_path / "今の表.xlsx", previous=filled))
    found = cells(tmp_path / "今の表.xlsx", "KPI一覧")
    assert (found["H5"], found["H6"]) == (94.2, 0.4)
    assert [row.value for row in result.progress.unplaced] == [93]


def test_a_date_in_a_month_is_the_number_that_excel_takes_it_for(
    made: Make, plan: Path, recalculated: Callable[[Path], Path]
) -> None:
    made()
    filled = typed(plan.with_name("表.xlsx"), plan.with_name("入力.xlsx"), {"KPI一覧!J5": date(2020, 5, 10)})
    made("新.xlsx", previous=filled)
    book = plan.with_name("新.xlsx")
    stored, live = cells(book, "KPI一覧"), cells(recalculated(book), "KPI一覧")
    assert (stored["U5"], stored["X5"]) == (43961, "◎")
    assert [stored[c] for c in ("W5", "X5")] == [live[c] for c in ("W5", "X5")]


@pytest.mark.parametrize(("cell", "value", "title"), [("B6", None, "進捗状況（現在）"), ("B11", None, None)])
def test_an_emptied_setting_gives_no_nonsense(
    made: Make, plan: Path, recalculated: Callable[[Path], Path], cell: str, value: object, title: str | None
) -> None:
    made()
    filled = typed(plan.with_name("表.xlsx"), plan.with_name("入力.xlsx"), {f"設定!{cell}": value})
    book = openpyxl.load_workbook(filled)
    book[AREA]["D3"] = '="進捗状況（"&設定!$B$7&"現在）"'
    book.save(filled)
    found = cells(recalculated(filled), AREA)
    assert title is None or found["D3"] == title
    made("新.xlsx", previous=recalculated(filled))
