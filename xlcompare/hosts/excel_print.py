"""The buttons PDF and 印刷プレビュー: the tables that the council gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlcompare import errors, notices, words
from xlcompare.hosts.excel_window import is_visible
from xlcompare.reading.from_excel import OpenBook

if TYPE_CHECKING:
    from xlcompare.hosts.excel_window import Window

_PRINTED = ("comparison", "budget", "progress-area-", "progress-kpi", "progress-tally")
"""How the marks of these sheets begin; the others are for work."""
_NOT_PRINTED = ("budget-review",)


def pdf(window: Window) -> None:
    """Write the tables to a PDF beside the workbook; where there is one, only after asking."""
    tabs = _tables(window)
    name, path = window.book.name, window.path
    ending = "" if _is_progress(window) else f"_{words.PDF_SUFFIX}"
    out = path.with_name(f"{path.stem}{ending}.pdf")
    if out.exists() and not window.agrees(notices.file_is_there(out.name)):
        return
    with window.working() as step:
        step(words.STEP_PDF)
        try:
            window.book.to_pdf(str(out), include=list(tabs))
        except Exception as reason:
            raise errors.pdf_failed(name, out.name) from reason
    window.say(notices.made(str(out)))


def preview(window: Window) -> None:
    """Show the table in view, or else the first, as it will be printed."""
    tabs = _tables(window)
    active = window.book.sheets.active.name
    tab = active if active in tabs else tabs[0]
    sheet = window.book.sheets[tab]
    sheet.activate()
    # xlwings has no preview of its own; these are Excel's names for it on Windows and on the Mac.
    show = getattr(sheet.api, "PrintPreview", None) or getattr(sheet.api, "print_preview", None)
    if show is None:
        window.say(notices.preview_by_hand(tab))
        return
    show()


def _tables(window: Window) -> tuple[str, ...]:
    """The tabs to print, in the workbook's order. PlanError where there are none."""
    source = OpenBook(window.book)
    printed = {
        tab
        for mark, tab in source.marks.items()
        if mark.startswith(_PRINTED) and mark not in _NOT_PRINTED and is_visible(window.book.sheets[tab])
    }
    if not printed:
        raise errors.nothing_to_print(source.name)
    return tuple(tab for tab in source.tabs if tab in printed)


def _is_progress(window: Window) -> bool:
    return "progress-record" in OpenBook(window.book).marks
