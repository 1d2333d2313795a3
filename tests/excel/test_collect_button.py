"""The button 回収・集計: the returned books of the folder beside the plan book, rolled up and open afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlcompare import notices
from xlcompare import rollup_words as words
from xlcompare.hosts import excel as host

from .test_comparison_buttons import said, tabs

ISSUED, RETURNED = "配布_令和5年度", "回収_令和5年度"


@pytest.fixture
def plan(opened: Callable[..., Any], excel: Any) -> Any:
    """The sample whose two branches have been sent their books."""
    book = opened()
    sheet = book.sheets.add("支部一覧", after=book.sheets[-1])
    sheet.range("A1:B3").value = [["コード", "支部名"], [33, "岡山支部"], [3, "岩手支部"]]
    host.press("distribute")
    return book


@pytest.fixture
def place(plan: Any) -> Path:
    return Path(plan.fullname).parent


def test_the_issued_books_are_rolled_up_and_shown(plan: Any, place: Path, excel: Any) -> None:
    before = sorted((path.name, path.read_bytes()) for path in (place / ISSUED).iterdir())
    excel.impl.answers = ["yes"]
    host.press("collect")
    question, report = said(excel)[-2:]
    assert question == notices.collect_which_folder(ISSUED)
    assert "2支部のうち2支部を集計しました" in report
    name = words.OUT_NAME.format(folder=ISSUED)
    assert tabs(excel.books[name]) == [
        words.RECEIPT_SHEET,
        words.FAULTS_SHEET,
        words.SUMMARY_SHEET,
        words.RECORDS_SHEET,
    ]
    assert sorted((path.name, path.read_bytes()) for path in (place / ISSUED).iterdir()) == before


def test_a_folder_of_returned_books_goes_first(plan: Any, place: Path, excel: Any) -> None:
    (place / RETURNED).mkdir()
    shutil.copy(next((place / ISSUED).glob("33_*.xlsx")), place / RETURNED / "届いたもの.xlsx")
    excel.impl.answers = ["yes"]
    host.press("collect")
    assert "47支部のうち1支部を集計しました" in said(excel)[-1], "no list lies there"


def test_no_is_no(plan: Any, place: Path, excel: Any) -> None:
    excel.impl.answers = ["no"]
    host.press("collect")
    assert [book.name for book in excel.books] == [plan.name]
    assert not (place / words.OUT_NAME.format(folder=ISSUED)).exists()


def test_one_that_is_open_is_closed_and_made_again_after_asking(plan: Any, excel: Any) -> None:
    excel.impl.answers = ["yes"]
    host.press("collect")
    plan.set_mock_caller()
    excel.impl.answers = ["yes"]
    host.press("collect")
    name = words.OUT_NAME.format(folder=ISSUED)
    assert said(excel)[-2] == notices.collection_is_open(name)
    assert name in [book.name for book in excel.books]


def test_without_a_folder_it_says_where_the_books_belong(opened: Callable[..., Any], excel: Any) -> None:
    opened()
    host.press("collect")
    assert f"フォルダー「{RETURNED}」を作り" in said(excel)[0]
