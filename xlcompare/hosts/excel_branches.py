"""The button 配布: a progress workbook for every branch, in a folder beside the open plan book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlcompare import errors, notices
from xlcompare.hosts.excel_progress import MOST_SHOWN, is_progress
from xlcompare.reading.from_excel import OpenBook

if TYPE_CHECKING:
    from xlcompare.errors import XlcompareError
    from xlcompare.hosts.excel_window import Window
    from xlcompare.jobs.distributing import DistributeResult


def distribute(window: Window) -> None:
    """Issue the books of the latest year; where there are some already, renew them with what was typed, after asking.

    The branches are those of the sheet 支部一覧 of the plan book, else the 47.
    """
    source, path = OpenBook(window.book), window.path
    if is_progress(source):
        raise errors.pressed_in_progress_book(source.name)
    from xlcompare.hosts.distributing import about
    from xlcompare.jobs.distributing import DistributeRequest, folder_for, is_issued
    from xlcompare.jobs.distributing import distribute as issue

    out = folder_for(source, path)
    changed = is_issued(out)
    if changed and not window.agrees(notices.issued_is_there(out.name)):
        return
    with window.working() as step:
        result = issue(DistributeRequest(source, out, changed=changed, beside=path), step)
    window.say(*about(result), *_matters(result))


def _matters(result: DistributeResult) -> tuple[str, ...]:
    """What went wrong with single books, as much as a dialog takes, and whether the plan has problems."""
    failed: list[XlcompareError] = [issue.error for issue in result.issues if issue.error]
    lines = [str(error) for error in failed[:MOST_SHOWN]]
    if (left := len(failed) - MOST_SHOWN) > 0:
        lines.append(notices.more_failed(left))
    lines += result.told
    if result.problems:
        lines.append(notices.press_check(len(result.problems)))
    return tuple(lines)
