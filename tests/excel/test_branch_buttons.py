"""The button 配布: a folder of books beside the plan book; renewed with what was typed, after asking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlcompare import notices
from xlcompare import progress_words as own
from xlcompare.hosts import excel as host
from xlcompare.reading.from_file import open_book
from xlcompare.reading.progress_book import read_progress_book

from ..test_jobs import ADDED
from .test_comparison_buttons import find, said, tabs
from .test_progress_buttons import type_into

FOLDER = "配布_令和5年度"
OKAYAMA, IWATE = "33_岡山支部_進捗管理表.xlsx", "03_岩手支部_進捗管理表.xlsx"


@pytest.fixture
def plan(opened: Callable[..., Any]) -> Any:
    """The sample with a list of two branches on a sheet."""
    book = opened()
    sheet = book.sheets.add("支部一覧", after=book.sheets[-1])
    sheet.range("A1:B3").value = [["コード", "支部名"], [33, "岡山支部"], [3, "岩手支部"]]
    return book


@pytest.fixture
def out(plan: Any) -> Path:
    return Path(plan.fullname).with_name(FOLDER)


def texts(book: Path) -> list[str]:
    return [item.text for item in read_progress_book(open_book(book)).plan.items]


def test_distribute_makes_a_folder_of_books_without_a_question(plan: Any, out: Path, excel: Any) -> None:
    before = tabs(plan)
    find(plan.sheets["令和5年度"], ADDED).value = "○いま書いた取組"
    host.press("distribute")
    assert sorted(path.name for path in out.iterdir()) == sorted([OKAYAMA, IWATE, "配布一覧.csv"])
    assert "○いま書いた取組" in texts(out / OKAYAMA), "unsaved changes count"
    (text,) = said(excel)
    assert text.startswith(
        notices.distributed("令和5年度", 2, str(out)) + "\n" + notices.distributed_counts(2, 0, 0, 0)
    )
    assert tabs(plan) == before
    assert [book.name for book in excel.books] == [plan.name]


def test_a_second_press_renews_what_was_typed_after_asking(plan: Any, out: Path, excel: Any) -> None:
    host.press("distribute")
    book = excel.books.open(str(out / OKAYAMA))
    type_into(book, own.PROGRESS, "3回実施した")
    book.save()
    book.close()
    before = (out / OKAYAMA).read_bytes()
    plan.set_mock_caller()
    find(plan.sheets["令和5年度"], ADDED).value = "○書き直した取組"
    excel.impl.answers = ["no"]
    host.press("distribute")
    assert said(excel)[-1] == notices.issued_is_there(FOLDER)
    assert (out / OKAYAMA).read_bytes() == before
    excel.impl.answers = ["yes"]
    host.press("distribute")
    assert notices.distributed_typed(1, 0) in said(excel)[-1]
    filled = read_progress_book(open_book(out / OKAYAMA))
    assert "○書き直した取組" in [item.text for item in filled.plan.items]
    assert [each.value for each in filled.typed] == ["3回実施した"]
    assert (out / OKAYAMA.replace(".xlsx", ".bak.xlsx")).read_bytes() == before


def test_a_book_that_is_open_is_named_and_the_other_done(plan: Any, out: Path, excel: Any) -> None:
    host.press("distribute")
    excel.books.open(str(out / OKAYAMA))
    (out / f"~${OKAYAMA}").write_bytes(b"")
    plan.set_mock_caller()
    find(plan.sheets["令和5年度"], ADDED).value = "○書き直した取組"
    excel.impl.answers = ["yes"]
    host.press("distribute")
    assert f"「{OKAYAMA}」は Excel で開かれています" in said(excel)[-1]
    assert "○書き直した取組" in texts(out / IWATE)
    assert "○書き直した取組" not in texts(out / OKAYAMA)


def test_in_a_progress_workbook_it_says_where_to_press(plan: Any, excel: Any) -> None:
    host.press("progress")
    made = excel.books["見本支部_事業計画_進捗管理表.xlsx"]
    made.set_mock_caller()
    host.press("distribute")
    assert "計画ブック" in said(excel)[-1]
    assert not Path(plan.fullname).with_name(FOLDER).exists()
