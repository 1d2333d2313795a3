"""The buttons 進捗管理表を作成, 作り直す and KPIを判定: a workbook beside the plan book, open afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xlcompare import errors, notices
from xlcompare import progress_words as own
from xlcompare.hosts import excel as host
from xlcompare.reading.from_excel import OpenBook
from xlcompare.reading.progress_book import read_progress_book

from ..test_jobs import ADDED
from .test_comparison_buttons import find, said, tabs

NAME = "見本支部_事業計画_進捗管理表.xlsx"


@pytest.fixture
def plan(opened: Callable[..., Any]) -> Any:
    return opened()


@pytest.fixture
def made(plan: Any, excel: Any) -> Any:
    """The progress workbook, as the button left it."""
    host.press("progress")
    return excel.books[NAME]


def typed(book: Any) -> list[object]:
    return [each.value for each in read_progress_book(OpenBook(book)).typed]


def type_into(book: Any, column: str, text: str) -> None:
    """`text` in the first row of the first area's sheet that has a measure."""
    sheet = next(sheet for sheet in book.sheets if (OpenBook(book).marks.get("progress-area-1")) == sheet.name)
    values = sheet.used_range.value
    header = next(i for i, row in enumerate(values) if own.OWNER in row and own.METHOD in row)
    at = next(j for j, title in enumerate(values[header]) if str(title).startswith(column))
    content = next(j for j, title in enumerate(values[header]) if str(title).startswith(own.CONTENT))
    row = next(i for i in range(header + 1, len(values)) if values[i][content])
    sheet.api.unprotect("")
    sheet.used_range[row, at].value = text


def test_progress_makes_a_workbook_beside_the_plan_and_opens_it(plan: Any, excel: Any) -> None:
    folder = Path(plan.fullname).parent
    host.press("progress")
    assert sorted(path.name for path in folder.iterdir()) == sorted([plan.name, NAME])
    book = excel.books[NAME]
    assert own.KPI_SHEET in tabs(book)
    (text,) = said(excel)
    assert text.startswith(notices.made(str(folder / NAME)) + "\n令和5年度の進捗管理表（")
    assert tabs(plan) == ["令和5年度", "令和4年度", "メモ"]


def test_progress_reads_what_is_not_saved_yet(plan: Any, excel: Any) -> None:
    find(plan.sheets["令和5年度"], ADDED).value = "○いま書いた取組"
    host.press("progress")
    record = read_progress_book(OpenBook(excel.books[NAME])).plan
    assert "○いま書いた取組" in [item.text for item in record.items]


def test_where_there_is_one_it_is_replaced_only_with_consent(made: Any, plan: Any, excel: Any) -> None:
    type_into(made, own.PROGRESS, "3回実施した")
    made.save()
    made.close()
    excel.impl.answers = ["no"]
    host.press("progress")
    assert [book.name for book in excel.books] == [plan.name]
    assert said(excel)[-1] == notices.progress_is_there(NAME)
    excel.impl.answers = ["yes"]
    host.press("progress")
    assert "3回実施した" in typed(excel.books[NAME])
    assert Path(plan.fullname).with_name(NAME.replace(".xlsx", ".bak.xlsx")).is_file()


@pytest.mark.parametrize(("answer", "year"), [("yes", "令和5年度"), ("no", "令和4年度"), ("cancel", None)])
def test_when_a_new_year_has_begun_the_person_says_which(
    opened: Callable[..., Any], excel: Any, answer: str, year: str | None
) -> None:
    plan = opened()
    plan.sheets["令和5年度"].name = "来年度の下書き"
    host.press("progress")
    type_into(excel.books[NAME], own.PROGRESS, "去年書いた")
    excel.books[NAME].save()
    excel.books[NAME].close()
    plan.sheets["来年度の下書き"].name = "令和5年度"
    plan.set_mock_caller()
    before = Path(plan.fullname).with_name(NAME).read_bytes()
    excel.impl.answers = [answer]
    host.press("progress")
    assert excel.impl.alerts[1][:2] == (notices.progress_of_last_year(NAME, "令和4年度", "令和5年度"), "yes_no_cancel")
    if year is None:
        assert Path(plan.fullname).with_name(NAME).read_bytes() == before
        assert [book.name for book in excel.books] == [plan.name]
    else:
        assert read_progress_book(OpenBook(excel.books[NAME])).plan.tab == year
        assert f"{year}の進捗管理表（" in said(excel)[-1]


def test_again_saves_and_closes_the_open_one_first(made: Any, plan: Any, excel: Any) -> None:
    type_into(made, own.PROGRESS, "まだ保存していない")
    excel.impl.answers = ["no"]
    host.press("progress_again")
    assert "まだ保存していない" in typed(made)
    excel.impl.answers = ["yes"]
    host.press("progress_again")
    assert said(excel)[-2] == notices.progress_is_open(NAME)
    assert "まだ保存していない" in typed(excel.books[NAME])
    assert len(excel.books) == 2


def test_one_that_cannot_be_saved_stays_open(made: Any, plan: Any, excel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    type_into(made, own.PROGRESS, "まだ保存していない")

    def refused(*values: Any, **options: Any) -> None:
        raise RuntimeError("read-only")

    monkeypatch.setattr(type(made.impl), "save", refused)
    excel.impl.answers = ["yes"]
    plan.set_mock_caller()
    host.press("progress_again")
    assert said(excel)[-1] == str(errors.progress_not_saved(NAME))
    assert "まだ保存していない" in typed(made)


def test_a_book_of_that_name_from_elsewhere_is_told_before_the_work(
    plan: Any, excel: Any, opened: Callable[..., Any], tmp_path: Path
) -> None:
    other = tmp_path / "別の場所" / NAME
    other.parent.mkdir()
    openpyxl.Workbook().save(other)
    excel.books.open(str(other))
    plan.set_mock_caller()
    host.press("progress")
    assert said(excel) == [str(errors.progress_open_elsewhere(NAME))]
    assert not Path(plan.fullname).with_name(NAME).exists()


@pytest.mark.parametrize("plan_is_open", [True, False])
def test_again_can_be_pressed_in_the_progress_workbook(made: Any, plan: Any, excel: Any, plan_is_open: bool) -> None:
    type_into(made, own.PROGRESS, "3回実施した")
    made.set_mock_caller()
    if not plan_is_open:
        plan.close()
    excel.impl.answers = ["yes"]
    host.press("progress_again")
    assert "3回実施した" in typed(excel.books[NAME])
    assert excel.impl.alerts[-1][2] == "info"


def test_again_from_the_progress_workbook_alone_asks_for_the_plan_book(made: Any, plan: Any, excel: Any) -> None:
    made.set_mock_caller()
    path = Path(plan.fullname)
    plan.close()
    path.unlink()
    host.press("progress_again")
    assert f"計画ブック「{path.name}」がありません" in said(excel)[-1]


def test_again_before_there_is_one_says_which_button_comes_first(plan: Any, excel: Any) -> None:
    host.press("progress_again")
    assert "［進捗管理表を作成］を押してください" in said(excel)[0]


def test_progress_in_a_progress_workbook_says_which_button_is_meant(made: Any, excel: Any) -> None:
    made.set_mock_caller()
    host.press("progress")
    assert "［作り直す］を押してください" in said(excel)[-1]


def test_a_book_that_was_never_saved_has_to_be_saved_first(excel: Any) -> None:
    excel.books.add().set_mock_caller()
    host.press("progress")
    assert "名前を付けて保存してから" in said(excel)[0]


def test_a_strangers_workbook_of_that_name_stays(plan: Any, excel: Any) -> None:
    stranger = Path(plan.fullname).with_name(NAME)
    stranger.write_bytes(Path(plan.fullname).read_bytes())
    excel.impl.answers = ["yes"]
    host.press("progress")
    assert "xlcompare が作ったものではない" in said(excel)[-1]
    assert stranger.read_bytes() == Path(plan.fullname).read_bytes()


def test_judge_counts_and_names_where_ratings_differ(made: Any, excel: Any) -> None:
    made.set_mock_caller()
    host.press("judge")
    assert said(excel)[-1].startswith("目標 ")
    sheet = made.sheets[own.KPI_SHEET]
    values = sheet.used_range.value
    header = next(i for i, row in enumerate(values) if own.SUGGESTED in row and own.RATING in row)
    suggested, rating = values[header].index(own.SUGGESTED), values[header].index(own.RATING)
    row = next(i for i in range(header + 1, len(values)) if values[i][suggested])
    sheet.api.unprotect("")
    sheet.used_range[row, rating].value = "◎"
    host.press("judge")
    assert "の評価は「◎」ですが" in said(excel)[-1]


def test_judge_in_another_workbook_says_where_it_belongs(plan: Any, excel: Any) -> None:
    host.press("judge")
    assert "進捗管理表ではありません" in said(excel)[0]
