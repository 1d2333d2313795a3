"""The button 回収・集計: the books that came back to the folder beside the open plan book, rolled up and opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xlcompare import errors, notices
from xlcompare import rollup_words as words
from xlcompare.fiscal_year import label
from xlcompare.hosts.excel_progress import is_progress, opened_book
from xlcompare.reading.from_excel import OpenBook
from xlcompare.reading.year_tabs import seen_years

if TYPE_CHECKING:
    from xlcompare.hosts.excel_window import Window


def collect(window: Window) -> None:
    """Roll up the latest year's books, after asking, and have the workbook open afterwards.

    They lie in 回収_令和3年度 beside the plan book; without that folder, in 配布_令和3年度, where they were issued.
    """
    source, path = OpenBook(window.book), window.path
    if is_progress(source):
        raise errors.pressed_in_progress_book(source.name)
    by_year = seen_years(source)
    if not by_year:
        raise errors.no_year_tab(source.name)
    latest = max(by_year)
    year = label(latest, by_year[latest][0])
    names = [name.format(year=year) for name in words.FOLDER_NAMES]
    folder = next((place for name in names if (place := path.with_name(name)).is_dir()), None)
    if folder is None:
        raise errors.nothing_returned(source.name, names)
    out = folder.with_name(words.OUT_NAME.format(folder=folder.name))
    book = opened_book(window, out)
    question = notices.collection_is_open(out.name) if book is not None else notices.collect_which_folder(folder.name)
    if window.agrees(question):
        if book is not None:
            book.close()
        _make(window, folder, out, year)


def _make(window: Window, folder: Path, out: Path, year: str) -> None:
    with window.working() as step:
        from xlcompare.hosts.collect import about
        from xlcompare.jobs.collecting import CollectRequest
        from xlcompare.jobs.collecting import collect as roll_up

        try:
            result = roll_up(CollectRequest(folder, out, year), step)
        finally:
            # Also where it couldn't be made anew, the one that was closed comes back.
            opened = window.app.books.open(str(out)) if out.exists() else None
    if opened is not None:
        opened.activate()
    window.say(*about(result))
