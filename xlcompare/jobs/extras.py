"""What buttons show that no command makes: the settings, the list of a check, the manual."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlcompare import words
from xlcompare.jobs.files import workbook_bytes
from xlcompare.jobs.template import template_of
from xlcompare.layout.problems_sheet import problems_sheet
from xlcompare.layout.settings_sheet import settings_sheet
from xlcompare.reading.problem import Problem
from xlcompare.resources import folder
from xlcompare.settings import Settings
from xlcompare.writing.files import replace_file


def settings(out: Path) -> None:
    """Write a workbook with the sheet 対照表の設定, every setting as it is without one."""
    replace_file(out, workbook_bytes([settings_sheet(Settings(), template_of(None))]))


def problems(found: Sequence[Problem], book: str, out: Path) -> None:
    """Write a workbook with the sheet 確認事項: what `check` found in `book`."""
    listed = [(problem.sheet, problem.cell, problem.message) for problem in found]
    replace_file(out, workbook_bytes([problems_sheet(listed, book, template_of(None))]))


def manual(out: Path) -> None:
    """Write the manual as a page for the browser. FileNotFoundError where this installation has none."""
    from xlcompare.writing.manual_page import manual_page

    docs = folder("docs")
    page = manual_page((docs / words.MANUAL).read_text(encoding="utf-8"), docs)
    out.parent.mkdir(parents=True, exist_ok=True)
    replace_file(out, page)
