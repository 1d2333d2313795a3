"""The buttons 計画の点検, 設定, 使い方 and 版."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from xlcompare import __version__, errors, notices, words
from xlcompare.hosts.excel_sheets import brought_in, work_file
from xlcompare.reading.from_excel import OpenBook
from xlcompare.reading.year_tabs import years

if TYPE_CHECKING:
    from xlcompare.hosts.excel_window import Window
    from xlcompare.reading.problem import Problem

MOST_SHOWN = 10
_PROBLEMS = "problems"


def check(window: Window) -> None:
    """Say what `check` finds; many problems are listed on a sheet 確認事項, if the person wants it or has it."""
    from xlcompare.jobs.checking import check as check_book

    source = OpenBook(window.book)
    with window.working() as step:
        step(words.STEP_READING)
        checked = check_book(source)
    found = checked.problems
    lines = [f"{errors.where('', each.sheet, each.cell)}{each.message}" for each in found]
    shown = (*checked.read, notices.problems_found(len(lines)), *lines[:MOST_SHOWN])
    listed, left = source.marks.get(_PROBLEMS), len(lines) - MOST_SHOWN
    if not found:
        if listed is not None:
            # A list of what is mended would mislead.
            with window.working():
                window.book.sheets[listed].delete()
        window.say(*checked.read, notices.no_problems(source.name))
    elif listed is not None:
        window.say(*shown, notices.problems_listed(_list(window, found)))
    elif left <= 0:
        window.say(*shown)
    elif window.agrees("\n".join((*shown, notices.list_the_problems(left, words.PROBLEMS_SHEET)))):
        window.show(_list(window, found))


def settings(window: Window) -> None:
    """Show the sheet of settings, made now where the workbook has none."""
    marks = OpenBook(window.book).marks
    tab = marks.get("progress-settings") or marks.get("settings")
    if tab is None:
        from xlcompare.jobs import extras

        tab = _added(window, extras.settings)
    window.show(tab)


def guide(window: Window) -> None:
    """Show a progress workbook's own 使い方, or else the manual, or else the steps in short."""
    marks = OpenBook(window.book).marks
    if tab := marks.get("progress-guide"):
        window.show(tab)
        return
    import webbrowser

    page = _manual()
    if page is None or not webbrowser.open(page.as_uri()):
        window.say(notices.guide())


def version(window: Window) -> None:
    """Say which versions work together here."""
    from importlib.metadata import version as version_of

    python = f"Python {platform.python_version()} ({platform.architecture()[0]}) {sys.executable}"
    excel = f"Excel {window.app.version}"
    window.say(f"xlcompare {__version__}", python, f"xlwings {version_of('xlwings')}", excel)


def _list(window: Window, found: tuple[Problem, ...]) -> str:
    """The tab on which all problems now stand."""
    from xlcompare.jobs import extras

    return _added(window, lambda out: extras.problems(found, window.book.name, out))


def _added(window: Window, write: Callable[[Path], None]) -> str:
    """The name of the one sheet that `write` makes, brought in after the newest year tab, or at the end."""
    tabs = [sheet.name for sheet in window.book.sheets]
    newest = next((tab for tab, *_ in years(tabs).values()), tabs[-1])
    with window.working() as step, work_file() as out:
        step(words.STEP_LAYOUT)
        write(out)
        step(words.STEP_BRINGING)
        return brought_in(window.book, out, newest).names[0]


def _manual() -> Path | None:
    """The manual as a page for the browser; None where it can't be made."""
    from xlcompare.hosts.excel_failure import log_file
    from xlcompare.jobs import extras

    page = log_file().parent / words.MANUAL_PAGE
    try:
        extras.manual(page)
    except (OSError, errors.OutputError):
        return None
    return page
