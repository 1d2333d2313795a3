"""Same sheet, two hosts: a button's workbook and a command's are equal, part by part, on the four documents.

What the button brings into the plan book, or lays beside it, is the file that these tests compare: values, rich text,
styles, formulas, print set-up and all else are in its parts.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from xlcompare import words
from xlcompare.hosts import cli
from xlcompare.hosts import excel as host
from xlcompare.hosts.excel_sheets import normal_font

from ..progress.iwate import sections, write_plan
from .conftest import SAMPLE
from .seen import Flat

Opened = Callable[..., Any]
PLANS = ("okayama", "kagoshima", "gunma")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def commanded(*arguments: str) -> bytes:
    """What the command writes."""
    assert cli.main([*arguments]) == 0
    return Path(arguments[-1]).read_bytes()


def check_equal(app: Any, name: str, book: Any, out: Path, command: str) -> None:
    """The workbook that the button `name` last made and that of `command` on the same file have equal parts."""
    host.press(name)
    assert app.impl.alerts[-1][2] == "info", app.impl.alerts
    made = list(app.impl.opened.values())[-1]
    theirs = parts(commanded(command, book.fullname, "-o", str(out)))
    ours = parts(made)
    if normal_font(book) is not None:
        ours, theirs = without_widths(ours), without_widths(theirs)
    assert ours.keys() == theirs.keys()
    assert [part for part in ours if ours[part] != theirs[part]] == []


def without_widths(found: dict[str, bytes]) -> dict[str, bytes]:
    """Columns are counted in digits of the Normal font: that of the open book, or the command's own."""
    counted = re.compile(rb"<cols>.*?</cols>|(?<=\">)<font>.*?</font>(?=<font>)")
    return {name: counted.sub(b"", part, 1) for name, part in found.items()}


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("style", ["table", "outline"])
def test_comparisons_of_the_documents_are_equal(
    opened: Opened, plan_book: Callable[[str, str], Path], excel: Any, tmp_path: Path, name: str, style: str
) -> None:
    book = opened(plan_book(name, style))
    check_equal(excel, "compare", book, tmp_path / "対照表.xlsx", "compare")


def test_gunmas_budgets_are_equal(
    opened: Opened, plan_book: Callable[[str, str], Path], excel: Any, tmp_path: Path
) -> None:
    book = opened(plan_book("gunma", "table"))
    check_equal(excel, "budget", book, tmp_path / "予算.xlsx", "budget")


@pytest.mark.parametrize("name", PLANS)
def test_sheets_of_the_documents_made_again_are_equal(
    opened: Opened, plan_book: Callable[[str, str], Path], excel: Any, tmp_path: Path, name: str
) -> None:
    book = opened(plan_book(name, "table"))
    host.press("compare")
    book.save()
    check_equal(excel, "review", book, tmp_path / "対照表.xlsx", "compare")


@pytest.mark.parametrize("name", PLANS)
def test_what_arrives_in_the_workbook_is_what_the_command_writes(
    opened: Opened, plan_book: Callable[[str, str], Path], excel: Any, tmp_path: Path, name: str
) -> None:
    book = opened(plan_book(name, "table"))
    host.press("compare")
    out = tmp_path / "対照表.xlsx"
    commanded("compare", book.fullname, "-o", str(out))
    theirs = excel.books.open(str(out))
    ours, written = Flat(book.impl.xl, tmp_path), Flat(theirs.impl.xl, tmp_path)
    assert len(theirs.sheets) == 3
    for sheet in theirs.sheets:
        assert ours.sheet(sheet.name) == written.sheet(sheet.name)
    underlined = [cell for cell in written.sheet(words.COMPARISON_SHEET)[2:] if "solid" in str(cell)]
    assert len(underlined) > 20


@pytest.mark.parametrize("name", PLANS)
def test_progress_workbooks_of_the_documents_are_equal(
    opened: Opened, plan_book: Callable[[str, str], Path], excel: Any, tmp_path: Path, name: str
) -> None:
    book = opened(plan_book(name, "table"))
    check_equal(excel, "progress", book, tmp_path / "進捗管理表.xlsx", "progress")


def test_iwates_progress_workbook_is_equal(opened: Opened, shared: Path, excel: Any, tmp_path: Path) -> None:
    path = tmp_path / "岩手支部.xlsx"
    write_plan(path, sections(shared))
    check_equal(excel, "progress", opened(path), tmp_path / "進捗管理表.xlsx", "progress")


@pytest.mark.parametrize("job", ["compare", "budget", "progress"])
def test_those_of_the_sample_are_equal(opened: Opened, excel: Any, tmp_path: Path, job: str) -> None:
    check_equal(excel, job, opened(SAMPLE), tmp_path / "表.xlsx", job)


def test_sheets_made_again_with_decisions_are_equal(opened: Opened, excel: Any, tmp_path: Path) -> None:
    book = opened(SAMPLE)
    host.press("compare")
    host.press("budget")
    book.save()
    check_equal(excel, "review", book, tmp_path / "両方.xlsx", "book")


@pytest.mark.parametrize("font", ["游ゴシック", "メイリオ"])
def test_columns_are_as_wide_as_the_command_makes_them_whatever_the_books_normal_font(
    opened: Opened, plan_book: Callable[[str, str], Path], excel: Any, tmp_path: Path, font: str
) -> None:
    """Excel takes along how many digits wide a column is, and 游ゴシック 11's are a seventh wider than ours."""
    plan = openpyxl.load_workbook(plan_book("okayama", "table"))
    for style in plan._named_styles:
        style.font = Font(name=font, sz=11)
    plan.save(tmp_path / "計画ブック.xlsx")
    book = opened(tmp_path / "計画ブック.xlsx")
    assert book.api.Styles("Normal").Font.Name == font
    host.press("compare")
    assert excel.impl.alerts[-1][2] == "info", excel.impl.alerts
    into = tmp_path / "into.xlsx"
    shutil.copy(tmp_path / "計画ブック.xlsx", into)
    assert cli.main(["compare", str(into), "--into", "--no-backup"]) == 0
    theirs = excel.books.open(str(into))
    for name in (words.COMPARISON_SHEET, words.REVIEW_SHEET):
        widths = [
            [sheet.api.Columns.getByIndex(j).Width for j in range(sheet.used_range.shape[1])]
            for sheet in (book.sheets[name], theirs.sheets[name])
        ]
        assert widths[0] == pytest.approx(widths[1], abs=20), "hundredths of a millimetre"
