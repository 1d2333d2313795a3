"""Same sheet, two hosts: a button's workbook and a command's are equal, part by part, on the four documents.

What the button brings into the plan book, or lays beside it, is the file that these tests compare: values, rich text,
styles, formulas, print set-up and all else are in its parts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlcompare.hosts import cli
from xlcompare.hosts import excel as host

from ..progress.iwate import sections, write_plan
from .conftest import SAMPLE

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
    assert ours.keys() == theirs.keys()
    assert [part for part in ours if ours[part] != theirs[part]] == []


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("style", ["table", "outline"])
def test_comparisons_of_the_documents_are_equal(
    opened: Opened, plan_book: Callable[[str, str], Path], excel: Any, tmp_path: Path, name: str, style: str
) -> None:
    book = opened(plan_book(name, style))
    check_equal(excel, "compare", book, tmp_path / "対照表.xlsx", "compare")


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
