"""The buttons 進捗管理表を作成, 作り直す and KPIを判定. A progress workbook lies beside its plan book."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from xlcompare import errors, notices, words
from xlcompare import progress_words as own
from xlcompare.hosts.synced_folder import kept_at
from xlcompare.reading.from_excel import OpenBook

if TYPE_CHECKING:
    from xlcompare.hosts.excel_window import Window
    from xlcompare.jobs.judging import Judgement
    from xlcompare.reading.book import Book
    from xlcompare.reading.from_excel import ExcelBook

MOST_SHOWN = 10
"""Lines of a dialog; a longer one would not fit on the screen."""


def progress(window: Window) -> None:
    """Make the progress workbook of the open plan book; where there is one, only after asking."""
    source, path = OpenBook(window.book), window.path
    if is_progress(source):
        raise errors.pressed_in_progress_book(source.name)
    out, year = _beside(path), None
    if out.exists():
        this, next_year = _years(source, out)
        if next_year is not None:
            answer = window.answer(notices.progress_of_last_year(out.name, this, next_year))
            if answer == "cancel":
                return
            year = next_year if answer == "yes" else None
        # One that is open is asked about once, when it has to be closed.
        elif opened_book(window, out) is None and not window.agrees(notices.progress_is_there(out.name)):
            return
    _make(window, source, out, year)


def _years(source: OpenBook, out: Path) -> tuple[str, str | None]:
    """The year that the workbook `out` was made for, and the tab of a later one in the plan book, if there is any."""
    from xlcompare.fiscal_year import fiscal_year, label
    from xlcompare.reading.from_file import open_book
    from xlcompare.reading.progress_book import is_progress_book, read_progress_book
    from xlcompare.reading.year_tab import is_plan as has_header
    from xlcompare.reading.year_tabs import latest_year, seen_years

    there = open_book(out)
    if not is_progress_book(there) or not seen_years(source):
        return "", None
    plan = read_progress_book(there).plan
    newest = latest_year(source, None, None, lambda tab: has_header(source.grid(tab)))
    return label(plan.year, plan.tab), newest if (fiscal_year(newest) or 0) > plan.year else None


def progress_again(window: Window) -> None:
    """Make it again with everything that was typed, from the plan book or from the progress workbook itself."""
    source, path = OpenBook(window.book), window.path
    if is_progress(source):
        _make(window, _plan_of(window, source, path), path)
        return
    out = _beside(path)
    if not out.exists():
        raise errors.no_progress_yet(source.name, out.name)
    _make(window, source, out)


def judge(window: Window) -> None:
    """Say where people's ratings differ from those that follow from target and actual."""
    from xlcompare.jobs.judging import judge as judged

    with window.working() as step:
        step(words.STEP_READING)
        result = judged(OpenBook(window.book))
    found = result.targets
    apart = [each for each in found if each.disagrees]
    counts = notices.judged_in_all(len(found), sum(bool(each.own) for each in found), len(apart))
    window.say(counts, *disagreements(apart), *result.told)


def disagreements(apart: list[Judgement]) -> tuple[str, ...]:
    """A line for each, as many as a dialog takes."""
    lines = [notices.disagreement(each.place, each.label, each.suggested, each.own) for each in apart]
    left = len(lines) - MOST_SHOWN
    return (*lines[:MOST_SHOWN], notices.disagreements_left(left)) if left > 0 else tuple(lines)


def is_progress(source: OpenBook) -> bool:
    """Whether the open book is a progress workbook."""
    from xlcompare.reading.progress_book import is_progress_book

    return is_progress_book(source)


def _beside(plan: Path) -> Path:
    return plan.with_name(f"{plan.stem}_{own.AREA_SHEET}.xlsx")


def _plan_of(window: Window, source: Book, path: Path) -> Path | OpenBook:
    """The plan book of the open progress workbook: open as well, or beside it."""
    from xlcompare.reading.progress_book import read_progress_book

    plan = path.with_name(read_progress_book(source).plan.book)
    if (book := opened_book(window, plan)) is not None:
        return OpenBook(book)
    if not plan.is_file():
        raise errors.plan_book_missing(source.name, plan.name)
    return plan


def opened_book(window: Window, file: Path) -> ExcelBook | None:
    """The workbook of that file, where Excel has it open."""
    for book in window.app.books:
        if book.name.lower() == file.name.lower() and _is_at(book, file):
            return book
    return None


def _is_at(book: ExcelBook, file: Path) -> bool:
    try:
        return os.path.samefile(kept_at(book), file)
    except Exception:
        # A book of that name from elsewhere: not saved, on the web, on a drive that is gone.
        return False


def _make(window: Window, source: Path | OpenBook, out: Path, year: str | None = None) -> None:
    """Make `out`, of the tab `year` or the one it was made of before, and have it open afterwards."""
    book = opened_book(window, out)
    if book is None and any(each.name.lower() == out.name.lower() for each in window.app.books):
        raise errors.progress_open_elsewhere(out.name)
    if book is not None and not window.agrees(notices.progress_is_open(out.name)):
        return
    with window.working() as step:
        from xlcompare.hosts.progress import about
        from xlcompare.jobs import progress as jobs

        if book is not None:
            # Its unsaved entries are carried over from the file; nobody can replace a file that Excel holds.
            try:
                book.save()
            except Exception as reason:
                raise errors.progress_not_saved(out.name) from reason
            book.close()
        try:
            result = jobs.progress(jobs.ProgressRequest(source, out, year), step)
        finally:
            opened = window.app.books.open(str(out)) if out.exists() else None
    if opened is not None:
        opened.activate()
    lines = [*about(result, out), notices.what_was_read(result.progress.plan), *result.told]
    if result.problems:
        lines.append(notices.press_check(len(result.problems)))
    window.say(*lines)
