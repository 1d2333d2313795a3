"""The buttons for paper, for checking and for help; those of a later version; and what no button may do."""

from __future__ import annotations

import importlib
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from xlcompare import __version__, notices, words
from xlcompare.buttons import BUTTONS
from xlcompare.hosts import excel as host
from xlcompare.hosts.excel_failure import log_file
from xlcompare.reading.from_excel import OpenBook

from .test_comparison_buttons import said, tabs, texts

NEW = "令和5年度"


@pytest.fixture
def book(opened: Callable[..., Any]) -> Any:
    return opened()


# ── paper ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pdf_has_the_tables_alone(book: Any, excel: Any, pdf_text: Callable[..., list[str]]) -> None:
    host.press("compare")
    host.press("budget")
    host.press("pdf")
    file = Path(book.fullname).with_name("見本支部_事業計画_対照表.pdf")
    assert said(excel)[-1] == notices.made(str(file))
    text = "".join("".join(page.split()) for page in pdf_text(file))
    assert "新旧対照表" in text
    assert "予算対照表" in text
    assert words.REVIEW_COLUMNS[0] + words.REVIEW_COLUMNS[1] not in text
    assert all(sheet.visible for sheet in book.sheets)


def test_a_pdf_is_replaced_only_with_consent(book: Any, excel: Any) -> None:
    host.press("compare")
    file = Path(book.fullname).with_name("見本支部_事業計画_対照表.pdf")
    file.write_bytes(b"mine")
    excel.impl.answers = ["no"]
    host.press("pdf")
    assert file.read_bytes() == b"mine"
    excel.impl.answers = ["yes"]
    host.press("pdf")
    assert file.read_bytes()[:5] == b"%PDF-"


def test_a_pdf_that_cannot_be_written_is_said_and_logged(book: Any, excel: Any) -> None:
    host.press("compare")
    file = Path(book.fullname).with_name("見本支部_事業計画_対照表.pdf")
    file.mkdir()
    excel.impl.answers = ["yes"]
    host.press("pdf")
    assert f"PDF「{file.name}」を書き出せません" in said(excel)[-1]
    assert "Traceback" in log_file().read_text(encoding="utf-8")


def test_preview_shows_the_table_and_says_where_the_preview_is(book: Any, excel: Any) -> None:
    host.press("compare")
    host.press("preview")
    assert book.sheets.active.name == words.COMPARISON_SHEET
    assert said(excel)[-1] == notices.preview_by_hand(words.COMPARISON_SHEET)


@pytest.mark.parametrize("name", ["pdf", "preview"])
def test_without_a_table_there_is_nothing_to_print(book: Any, excel: Any, name: str) -> None:
    host.press(name)
    assert "印刷する表がありません" in said(excel)[0]


# ── 計画の点検 ───────────────────────────────────────────────────────────────────────────────────────────────────────


def write_unknown_kinds(book: Any, count: int) -> None:
    """`count` problems: kinds that nobody knows."""
    sheet = book.sheets[NEW]
    values = sheet.used_range.value
    header = next(i for i, row in enumerate(values) if words.KIND in row and words.CONTENT in row)
    at, content = values[header].index(words.KIND), values[header].index(words.CONTENT)
    rows = [i for i in range(header + 1, len(values)) if values[i][content]][:count]
    assert len(rows) == count
    for row in rows:
        sheet.used_range[row, at].value = "その他"


def test_check_names_each_problem_with_its_cell(book: Any, excel: Any) -> None:
    write_unknown_kinds(book, 2)
    host.press("check")
    assert len(said(excel)[0].splitlines()) >= 3
    assert f"{NEW}!" in said(excel)[0]
    assert notices.unknown_kind("その他") in said(excel)[0]
    assert words.PROBLEMS_SHEET not in tabs(book)


def test_many_problems_are_listed_on_a_sheet_if_the_person_wants(book: Any, excel: Any) -> None:
    write_unknown_kinds(book, 15)
    excel.impl.answers = ["no"]
    host.press("check")
    assert len(said(excel)[0].splitlines()) == 2 + 12, (
        "what was read of two tabs, the count, ten problems, the question"
    )
    assert words.PROBLEMS_SHEET not in tabs(book)
    excel.impl.answers = ["yes"]
    host.press("check")
    assert book.sheets.active.name == words.PROBLEMS_SHEET
    listed = texts(book, words.PROBLEMS_SHEET)
    assert listed.count(notices.unknown_kind("その他")) == 15
    # Once it is there it is kept up to date, and goes when all is mended.
    host.press("check")
    assert said(excel)[-1].endswith(notices.problems_listed(words.PROBLEMS_SHEET))
    assert tabs(book).count(words.PROBLEMS_SHEET) == 1


def test_a_list_of_what_is_mended_goes_away(opened: Callable[..., Any], excel: Any, tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "小さな計画.xlsx"
    plan = openpyxl.Workbook()
    for tab, kind in (("令和5年度", "その他"), ("令和4年度", "取組")):
        sheet = plan.create_sheet(tab)
        sheet.append(("分野", "項目", "区分", "内容"))
        for number in range(12):
            sheet.append(("基盤", "健診", kind, f"取組その{number}を行う。"))
    del plan[plan.sheetnames[0]]
    plan.save(path)
    book = opened(path)
    excel.impl.answers = ["yes"]
    host.press("check")
    assert words.PROBLEMS_SHEET in tabs(book)
    for row in range(2, 14):
        book.sheets["令和5年度"].range((row, 3)).value = "取組"
    host.press("check")
    assert tabs(book) == ["令和5年度", "令和4年度"]
    assert said(excel)[-1].splitlines()[-1] == notices.no_problems("小さな計画.xlsx")
    assert said(excel)[-1].startswith("令和5年度：分野はA列、")


# ── 設定, 使い方, 版 ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_settings_makes_its_sheet_once_and_shows_it(book: Any, excel: Any) -> None:
    host.press("settings")
    assert book.sheets.active.name == words.SETTINGS_SHEET
    assert OpenBook(book).marks == {"settings": words.SETTINGS_SHEET}
    book.sheets[words.SETTINGS_SHEET].name = "わが設定"
    book.sheets[NEW].activate()
    host.press("settings")
    assert book.sheets.active.name == "わが設定"
    assert tabs(book).count(words.SETTINGS_SHEET) == 0
    assert excel.impl.alerts == []


def test_settings_that_are_hidden_come_back_into_view(book: Any, excel: Any) -> None:
    host.press("settings")
    book.sheets[0].activate()
    book.sheets[words.SETTINGS_SHEET].visible = False
    host.press("settings")
    assert book.sheets.active.name == words.SETTINGS_SHEET
    assert said(excel) == []


def test_settings_and_guide_of_a_progress_workbook_are_its_own(book: Any, excel: Any) -> None:
    host.press("progress")
    made = excel.books["見本支部_事業計画_進捗管理表.xlsx"]
    made.set_mock_caller()
    for name, tab in (("settings", "設定"), ("guide", "使い方")):
        host.press(name)
        assert made.sheets.active.name == tab


def test_guide_opens_the_manual(book: Any, excel: Any, tmp_path: Path) -> None:
    host.press("guide")
    page = Path(url2pathname(urlsplit((tmp_path / "shown").read_text()).path))
    assert "<h1 id=" in page.read_text(encoding="utf-8")
    assert said(excel) == []


def test_guide_says_the_steps_where_nothing_can_show_the_manual(
    book: Any, excel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "/nowhere/browser %s")
    importlib.reload(webbrowser)
    host.press("guide")
    assert said(excel) == [notices.guide()]


def test_version_names_all_that_works_together(book: Any, excel: Any) -> None:
    host.press("version")
    lines = said(excel)[0].splitlines()
    assert lines[0] == f"xlcompare {__version__}"
    assert [line.split()[0] for line in lines] == ["xlcompare", "Python", "xlwings", "Excel"]


# ── no button raises ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_unknown_button_is_said(book: Any, excel: Any) -> None:
    host.press("no such button")
    assert said(excel)[0].startswith("ボタン「no such button」に当たる機能がありません。")


@pytest.mark.parametrize("name", BUTTONS)
def test_no_button_raises_in_a_workbook_without_anything(excel: Any, name: str) -> None:
    excel.books.add().set_mock_caller()
    host.press(name)
    assert excel.impl.alerts or name in ("settings", "guide")


def test_what_nobody_expected_is_logged_and_said_without_a_traceback(book: Any, excel: Any) -> None:
    def broken(path: Path) -> None:
        raise ZeroDivisionError("壊れた")

    excel.impl.on_open = broken
    host.press("compare")
    assert said(excel) == [notices.unexpected(str(log_file()))]
    log = log_file().read_text(encoding="utf-8")
    assert "ZeroDivisionError: 壊れた" in log
    assert f"compare (xlcompare {__version__}, Python " in log
    assert tabs(book) == [NEW, "令和4年度", "メモ"]


def test_a_log_without_a_folder_goes_to_the_temporary_one(
    book: Any, excel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    excel.impl.on_open = lambda path: 1 / 0
    host.press("compare")
    assert said(excel) == [notices.unexpected(str(tmp_path / "xlcompare.log"))]
    assert "ZeroDivisionError" in (tmp_path / "xlcompare.log").read_text(encoding="utf-8")
