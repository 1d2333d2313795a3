"""What the generated workbook is to work in: what is open, what helps, and that nothing in it can run."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xlcompare import progress_words as words
from xlcompare.jobs.progress import ProgressRequest, ProgressResult, progress

from .small_plan import PLAN, write_plan

Make = Callable[..., ProgressResult]
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")
AREA = "基盤的業務"


@pytest.fixture
def book(made: Make, plan: Path) -> Path:
    made()
    return plan.with_name("表.xlsx")


@pytest.fixture
def read(book: Path) -> Workbook:
    return openpyxl.load_workbook(book)


@pytest.fixture
def values(book: Path) -> Workbook:
    return openpyxl.load_workbook(book, data_only=True)


def texts(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row][:6] for row in sheet.iter_rows()]


def part(book: Path, name: str) -> str:
    with zipfile.ZipFile(book) as package:
        return package.read(name).decode("utf-8")


def test_the_sheets_stand_in_the_order_of_the_work(read: Workbook) -> None:
    assert read.sheetnames == [AREA, "戦略的業務", "KPI一覧", "集計", "設定", "使い方", "計画の控え"]
    assert read["計画の控え"].sheet_state == "veryHidden"


def test_an_areas_sheet_shows_each_heading_with_its_targets_and_one_row_a_measure(values: Workbook) -> None:
    rows = texts(values[AREA])
    assert rows[0][0] == "令和2年度　見本支部事業計画　進捗管理表"
    assert rows[2] == [
        "担当",
        "実施内容（計画）",
        "方法・スケジュール",
        "進捗状況（令和2年9月末現在）",
        "評価",
        "下期取組予定",
    ]
    assert [row[:3] for row in rows[3:]] == [
        ["①窓口", None, None],
        ["KPI Ⅰ", "郵送化率を95.0％以上とする（昨年度94.2％）", None],
        ["KPI Ⅱ", "苦情の割合を対前年度以下とする", None],
        ["実績", "1.【KPI】Ⅰ.（未入力）", None],
        ["実績", "1.【KPI】Ⅱ.（未入力）", None],
        ["窓口の質を保つ。", None, None],
        ["業務", "◆勉強会を開く\n・月に一度\n・講師は外から招く", "4月、10月"],
        ["業務", "◆案内を同封する", None],
        ["②点検", None, None],
        ["KPI", "効果的な意見発信を実施する", None],
        ["実績", "2.【KPI】（未入力）", None],
        ["レセプト", "◆点検員の研修を行う", "毎月"],
    ]


def test_the_boxes_are_formulas_on_the_list_of_targets(read: Workbook) -> None:
    assert str(read[AREA]["B5"].value).startswith("='KPI一覧'!")
    assert "'KPI一覧'!" in str(read[AREA]["B7"].value)


def test_what_people_type_is_open_and_the_plan_is_locked(read: Workbook) -> None:
    sheet = read[AREA]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert sheet["B10"].protection.locked
    assert [c for c in "ACDEF" if sheet[f"{c}10"].protection.locked] == []
    targets = read["KPI一覧"]
    assert targets["D5"].protection.locked
    assert [c for c in "EFGHIT" if targets[f"{c}5"].protection.locked] == []
    assert targets["U5"].protection.locked
    # The free columns at the right, and on the bars nothing that the Tab key would stop at.
    assert [c for c in "IJ" if sheet[f"{c}10"].protection.locked] == []
    assert [c for c in "IJK" if not sheet[f"{c}4"].protection.locked] == []


def test_lists_help_and_refuse_nothing(read: Workbook) -> None:
    lists = {str(v.sqref).split(":")[0]: v for v in read[AREA].data_validations.dataValidation}
    assert {cell: v.formula1 for cell, v in lists.items()} == {"A4": "担当の一覧", "E4": "評価の一覧"}
    assert not any(v.showErrorMessage for v in lists.values())
    assert (
        read.defined_names["評価の一覧"].attr_text
        == "'設定'!$D$16:INDEX('設定'!$D$16:$D$22,COUNTA('設定'!$B$16:$B$22))"
    )


def test_the_ratings_on_offer_are_mark_and_words(values: Workbook) -> None:
    assert [values["設定"].cell(r, 4).value for r in range(16, 21)] == [
        "◎：目標を大きく上回る成果を上げた", "○：概ね目標達成", "△：着手するも目標未達成", "×：未着手", "—：評価対象外",
    ]  # fmt: skip


def test_every_mark_has_a_look_of_its_own_that_differs_without_colour(read: Workbook) -> None:
    looks = []
    for area, rules in read[AREA].conditional_formatting._cf_rules.items():
        assert str(area.sqref).startswith("E4")
        for rule in rules:
            font, fill = rule.dxf.font, rule.dxf.fill
            shade = fill.bgColor.rgb if fill and fill.bgColor else None
            looks.append((bool(font and font.b), bool(font and font.i), shade))
    assert len(looks) == len(set(looks)) == 6
    lightness = sorted(_lightness(shade) for *_, shade in looks if shade)
    assert all(b - a > 8 for a, b in pairwise(lightness)), lightness


def _lightness(shade: str) -> float:
    red, green, blue = (int(shade[k : k + 2], 16) for k in (2, 4, 6))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_each_column_explains_itself(read: Workbook) -> None:
    notes = {cell.column_letter: cell.comment.text for cell in read[AREA][3] if cell.comment}
    assert sorted(notes) == list("ABCDEF")
    assert notes["E"] == words.NOTES["評価"]
    titles = [
        cell
        for cell in read["KPI一覧"][4]
        if cell.value and not read["KPI一覧"].column_dimensions[cell.column_letter].hidden
    ]
    assert [cell.value for cell in titles if not cell.comment and cell.column <= 27] == []


def test_the_header_stays_and_is_printed_on_every_page(read: Workbook) -> None:
    sheet = read[AREA]
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$1:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0


def test_a_measures_row_grows_with_what_is_typed(book: Path) -> None:
    rows = dict(re.findall(r'<row r="(\d+)"([^>]*)>', part(book, "xl/worksheets/sheet1.xml")))
    assert "customHeight" not in rows["10"]
    assert "ht=" in rows["10"]
    assert "customHeight" in rows["4"]


def test_charts_are_native_and_sparklines_follow_the_months(book: Path) -> None:
    with zipfile.ZipFile(book) as package:
        charts = [name for name in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) == 2
    lines = re.findall(r"<xm:f>(.*?)</xm:f>", part(book, "xl/worksheets/sheet3.xml"))
    assert sorted(lines) == [f"'KPI一覧'!I{row}:T{row}" for row in range(5, 9)]


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    rows = [*PLAN, ("", "", "取組", '=HYPERLINK("http://example.org","x")', "=1+1", "+cmd|' /C calc'!A0")]
    made = tmp_path / "表.xlsx"
    progress(ProgressRequest(write_plan(tmp_path / "計画.xlsx", rows), made))
    for name in zipfile.ZipFile(made).namelist():
        assert "HYPERLINK(&quot;http" not in (part(made, name) if name.endswith("sheet2.xml") else "")
    sheet = openpyxl.load_workbook(made)["戦略的業務"]
    hostile = [
        cell for row in sheet.iter_rows() for cell in row if "example.org" in str(cell.value) or cell.value == "=1+1"
    ]
    assert {cell.data_type for cell in hostile} == {"s"}


def test_a_row_higher_than_excels_rows_is_several_that_are_merged(tmp_path: Path) -> None:
    long = "◆" + "長い文を書きます。" * 180
    rows = [*PLAN, ("", "", "取組", long, "保健", "")]
    made = tmp_path / "表.xlsx"
    progress(ProgressRequest(write_plan(tmp_path / "計画.xlsx", rows), made))
    sheet = openpyxl.load_workbook(made)["戦略的業務"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == long)
    merged = next(m for m in sheet.merged_cells.ranges if cell.coordinate in m)
    heights = [sheet.row_dimensions[r].height for r in range(merged.min_row, merged.max_row + 1)]
    assert len(heights) > 1
    assert max(heights) <= 409.5
    assert sum(heights) > 409.5


def test_a_row_that_smaller_letters_keep_in_one_piece_has_them(tmp_path: Path) -> None:
    long = "◆" + "長い文を書きます。" * 90
    rows = [*PLAN, ("", "", "取組", long, "保健", "")]
    made = tmp_path / "表.xlsx"
    progress(ProgressRequest(write_plan(tmp_path / "計画.xlsx", rows), made))
    sheet = openpyxl.load_workbook(made)["戦略的業務"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == long)
    assert not any(cell.coordinate in m for m in sheet.merged_cells.ranges)
    assert 6.5 <= cell.font.sz < 9
    assert sheet.row_dimensions[cell.row].height <= 409.5


def test_areas_of_one_name_and_with_forbidden_signs_get_sheets_of_their_own(tmp_path: Path) -> None:
    rows = [("A/B:業務", "①甲", "取組", "◆一", "", ""), ("設定", "①乙", "取組", "◆二", "", ""),
            ("A?B業務", "①丙", "取組", "◆三", "", "")]  # fmt: skip
    made = tmp_path / "表.xlsx"
    progress(ProgressRequest(write_plan(tmp_path / "計画.xlsx", rows), made))
    assert openpyxl.load_workbook(made).sheetnames[:3] == ["AB業務", "設定(2)", "AB業務(2)"]


def test_the_same_plan_gives_the_same_bytes(made: Make, plan: Path) -> None:
    made("一.xlsx")
    made("二.xlsx")
    assert plan.with_name("一.xlsx").read_bytes() == plan.with_name("二.xlsx").read_bytes()
