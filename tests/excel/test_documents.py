"""Each of the buttons on the real documents, one after the other, as somebody tries them out on the first day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlcompare import notices, words
from xlcompare import progress_words as own
from xlcompare.buttons import BUTTONS
from xlcompare.hosts import excel as host

from .test_comparison_buttons import said, tabs

IN_THE_PLAN = ("check", "compare", "review", "settings", "preview", "pdf", "guide", "version", "progress")
IN_THE_PROGRESS = ("judge", "settings", "guide", "preview", "pdf", "progress_again")
AT_HEADQUARTERS = ("distribute", "collect")


@pytest.mark.parametrize("name", ["okayama", "kagoshima", "gunma"])
@pytest.mark.parametrize("style", ["table", "outline"])
def test_every_button_does_its_work_on_a_document(
    opened: Callable[..., Any], plan_book: Callable[[str, str], Path], excel: Any, name: str, style: str
) -> None:
    book = opened(plan_book(name, style))
    years, folder = tabs(book), Path(book.fullname).parent
    assert {"budget", *IN_THE_PLAN, *IN_THE_PROGRESS, *AT_HEADQUARTERS} == set(BUTTONS)
    for button in IN_THE_PLAN[:-1]:
        if button == "check":
            # Many problems: whether they shall stand on a sheet. A document without any asks nothing.
            excel.impl.answers = ["yes"]
        host.press(button)
        excel.impl.answers = []
    kinds = {kind for _, _, kind in excel.impl.alerts}
    assert "critical" not in kinds, excel.impl.alerts
    assert set(tabs(book)) - {words.PROBLEMS_SHEET} == {
        *years, words.COMPARISON_SHEET, words.REVIEW_SHEET, words.SETTINGS_SHEET
    }  # fmt: skip
    assert book.sheets.active.name in (words.COMPARISON_SHEET, words.SETTINGS_SHEET)
    host.press("budget")
    if (name, style) == ("gunma", "table"):
        assert words.BUDGET_SHEET in tabs(book)
    else:
        assert "予算" in said(excel)[-1]
        assert excel.impl.alerts[-1][2] == "critical"
    book.save()
    book.set_mock_caller()
    host.press("progress")
    progress = f"{Path(book.fullname).stem}_{own.AREA_SHEET}.xlsx"
    before = len(excel.impl.alerts)
    for button in IN_THE_PROGRESS:
        excel.impl.answers = ["yes"] if button == "progress_again" else []
        excel.books[progress].set_mock_caller()
        host.press(button)
    assert "critical" not in {kind for _, _, kind in excel.impl.alerts[before:]}, excel.impl.alerts[before:]
    assert sorted(file.suffix for file in folder.iterdir() if ".bak" not in file.name) == [
        ".pdf", ".pdf", ".xlsx", ".xlsx"
    ]  # fmt: skip
    assert notices.made(excel.books[progress].fullname) in said(excel)[-1]
