"""The documentation of the progress workbook: sheets, columns, settings, rules and sentences are the program's."""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import io
import warnings
from pathlib import Path

import pytest

from xlcompare import errors, words
from xlcompare import progress_words as progress
from xlcompare.hosts import cli
from xlcompare.kpi import Aim
from xlcompare.layout.kpi_sheet import COLUMNS as KPI_COLUMNS

from .doc_pages import MANUAL, ROOT, messages, patterns_in, section, table

SHEETS = ROOT / "docs" / "sheets.md"
CHAPTER = "8. 進捗管理表"
MARKS = [mark for mark, _ in progress.RATINGS]
PROGRESS_TABS = (progress.KPI_SHEET, progress.TALLY_SHEET, progress.UNPLACED_SHEET, progress.SETTINGS_SHEET,
                 progress.GUIDE_SHEET, progress.RECORD_SHEET)  # fmt: skip
AREA_COLUMNS = (progress.OWNER, progress.CONTENT, progress.METHOD, progress.PROGRESS, progress.RATING, progress.NEXT)
HIDDEN_COLUMNS = (progress.LAST_RATING, progress.LAST_PROGRESS, progress.KEY)


def first_column(page: Path, title: str) -> list[str]:
    return [row[0] for row in table(section(page, title))]


def test_the_sheets_of_the_progress_workbook_are_documented() -> None:
    drawn = section(SHEETS, progress.AREA_SHEET)
    assert [tab for tab in PROGRESS_TABS if tab not in drawn] == []
    assert [tab for tab in PROGRESS_TABS if tab not in section(MANUAL, "進捗管理表を作る")] == []


def test_the_columns_of_an_areas_sheet_are_documented() -> None:
    assert tuple(first_column(MANUAL, "取組の進捗を入力する")) == AREA_COLUMNS
    drawn = "".join(first_column(SHEETS, "分野のシート"))
    assert [column for column in (*AREA_COLUMNS, *HIDDEN_COLUMNS) if column not in drawn] == []


def test_the_columns_of_the_targets_are_documented() -> None:
    drawn, explained = section(SHEETS, progress.KPI_SHEET), section(MANUAL, "KPIの実績を入力する")
    months = set(progress.MONTHS[1:-1])
    assert [column for column in KPI_COLUMNS if column not in drawn and column not in months] == []
    hidden = {progress.LAST_RATING, progress.SHOWN, progress.COUNTED, progress.KEY}
    assert [column for column in KPI_COLUMNS if column not in explained and column not in months | hidden] == []
    aims = [aim.value for aim in Aim]
    assert [row[0] for row in table(explained) if row[0] in aims] == aims
    assert progress.NOT_MEASURABLE in explained


def test_the_settings_of_the_progress_workbook_are_documented() -> None:
    own = [progress.BRANCH, progress.AS_OF_DATE, progress.FIRST_HALF, progress.SECOND_HALF, progress.AFTER,
           progress.MARGIN, progress.RATING_TABLE, progress.OWNER_TABLE]  # fmt: skip
    rows = list(table(section(MANUAL, "進捗管理表の設定")))
    assert [row[0] for row in rows] == own
    values = {row[0]: row[1] for row in rows}
    assert (values[progress.FIRST_HALF], values[progress.SECOND_HALF]) == progress.HALVES
    assert values[progress.AFTER] == progress.AFTER_DEFAULT
    assert values[progress.RATING_TABLE] == "".join(MARKS)
    assert [name for name in own if name not in section(SHEETS, progress.SETTINGS_SHEET)] == []


def test_the_suggested_ratings_are_documented() -> None:
    assert [
        mark for mark in first_column(ROOT / "README.md", "The progress workbook (進捗管理表)") if mark in MARKS
    ] == MARKS
    assert first_column(MANUAL, "達成率と自動の判定") == MARKS


def test_every_block_of_the_tally_is_documented() -> None:
    blocks = (progress.BY_AREA, progress.BY_OWNER, progress.BLANKS, progress.BY_KPI, progress.ATTAINMENTS)
    assert [block for block in blocks if block not in first_column(MANUAL, "集計と、未入力の欄")] == []
    assert [block for block in blocks if block not in section(SHEETS, progress.TALLY_SHEET)] == []


def test_every_reason_for_having_no_place_is_explained() -> None:
    reasons = [progress.NO_ITEM, progress.UNSURE.format("…"), progress.TAKEN, progress.CHANGED_TARGET,
               progress.PLAN_TEXT, progress.LOOSE, progress.SHOWN_CELL, progress.REPLACED,
               progress.PLAN_CHANGED, progress.LAST_YEARS, progress.LAST_YEAR_IN_PLAN, progress.REPLACED_YEAR,
               progress.TWO_AGO]  # fmt: skip
    assert first_column(MANUAL, "引継ぎ未了を片付ける") == reasons
    assert [c for c in progress.UNPLACED_COLUMNS if c not in section(SHEETS, progress.UNPLACED_SHEET)] == []


def test_every_error_about_a_progress_workbook_is_in_the_manual() -> None:
    package = Path(errors.__file__).parents[1]
    used = "".join(file.read_text(encoding="utf-8") for file in package.rglob("*.py"))
    said = ast.parse((Path(errors.__file__).parent / "of_progress.py").read_text(encoding="utf-8"))
    functions = [node for node in said.body if isinstance(node, ast.FunctionDef) and f"errors.{node.name}(" in used]
    assert functions
    for function in functions:
        patterns = patterns_in(list(ast.walk(function)))
        assert any(p.fullmatch(message) for p in patterns for message in messages()), function.name


@pytest.fixture(scope="module")
def said_of_progress(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `demo`, `progress` and `judge` say of the made-up branch's workbook, filled in as for the pictures."""
    spec = importlib.util.spec_from_file_location("made_up_progress", ROOT / "docs" / "drawing" / "made_up_progress.py")
    assert spec
    assert spec.loader
    made_up = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made_up)
    folder = tmp_path_factory.mktemp("progress")
    out = folder / "計画_進捗管理表.xlsx"
    plan = str(ROOT / "workbooks" / words.SAMPLE_BOOK)
    with contextlib.redirect_stdout(io.StringIO()) as said, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it drops sparklines.
        assert cli.main(["progress", plan, "-o", str(out)]) == 0
        made_up.fill(out, out)
        assert cli.main(["progress", plan, "-o", str(out)]) == 0
        assert cli.main(["judge", str(out)]) == 0
    return said.getvalue().replace(f"{folder}/", "").replace(f"{folder}\\", "")


@pytest.mark.parametrize(
    "line",
    [
        "作成しました：計画_進捗管理表.xlsx",
        "前の表は 計画_進捗管理表.bak.xlsx に残しました。",
        "数で測れない目標が2件あります（3、14）。シート「KPI一覧」で確かめてください。",
        "KPI一覧!Y14: 5 の評価は「○」ですが、目標と実績からは「△」です。",
    ],
)
def test_the_manuals_lines_are_really_said_of_the_sample(said_of_progress: str, line: str) -> None:
    assert line in said_of_progress.splitlines()
    assert line in MANUAL.read_text(encoding="utf-8")
