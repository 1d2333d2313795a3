"""The buttons 新旧対照表, 予算対照表 and 対応確認を反映, pressed in a real spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xlcompare import notices, words
from xlcompare.hosts import excel as host
from xlcompare.jobs.comparing import ORDER
from xlcompare.reading.from_excel import OpenBook

from ..test_jobs import ADDED, OLD_A
from .conftest import SAMPLE

Opened = Callable[..., Any]
OLD, NEW, NOTES = "令和4年度", "令和5年度", "メモ"
OF_PLAN = [words.COMPARISON_SHEET, words.REVIEW_SHEET, words.SETTINGS_SHEET]
OF_BUDGET = [words.BUDGET_SHEET, words.BUDGET_CHART_SHEET, words.BUDGET_REVIEW_SHEET]


def tabs(book: Any) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def said(app: Any) -> list[str]:
    return [text for text, *_ in app.impl.alerts]


def texts(book: Any, tab: str) -> list[object]:
    return [value for row in OpenBook(book).grid(tab).rows for value in row if value not in (None, "")]


def find(sheet: Any, text: str) -> Any:
    """The cell of `sheet` that holds `text`."""
    for i, row in enumerate(sheet.used_range.value):
        if text in row:
            return sheet.used_range[i, row.index(text)]
    raise AssertionError(f"no {text!r} on {sheet.name}")


@pytest.fixture
def book(opened: Opened) -> Any:
    found = opened()
    assert tabs(found) == [NEW, OLD, NOTES]
    return found


def test_compare_brings_its_sheets_in_behind_the_newest_year(book: Any, excel: Any) -> None:
    book.sheets[NOTES].activate()
    book.sheets[NOTES]["A3"].select()
    host.press("compare")
    assert tabs(book) == [NEW, *OF_PLAN, OLD, NOTES]
    assert OpenBook(book).marks == dict(zip(("comparison", "review", "settings"), OF_PLAN, strict=True))
    (text,) = said(excel)
    assert text.startswith(
        "シート「新旧対照表」「対応確認」「対照表の設定」を作りました（新：令和5年度　旧：令和4年度）。\n"
    )
    assert "色の付いた行をご覧ください" in text
    # Everything is given back.
    assert (book.sheets.active.name, excel.selection.address) == (NOTES, "$A$3")
    assert excel.impl.status_log == [
        words.STEP_READING, words.STEP_COMPARING, words.STEP_LAYOUT, words.STEP_WRITING, words.STEP_BRINGING, False,
    ]  # fmt: skip
    assert excel.impl.updating_log == [False, True]
    assert len(excel.books) == 1


def test_the_sheet_keeps_its_underlined_words(book: Any) -> None:
    host.press("compare")
    cell = find(
        book.sheets[words.COMPARISON_SHEET],
        "○保険証を返していない人へ、資格喪失の処理から7営業日以内に返納を催告する。",
    )
    runs, found = cell.api.getCellByPosition(0, 0).createEnumeration().nextElement().createEnumeration(), []
    while runs.hasMoreElements():
        run = runs.nextElement()
        found.append((run.String, run.CharUnderline))
    assert "".join(text for text, line in found if line) == "7営業日"


def test_compare_reads_what_is_not_saved_yet(book: Any) -> None:
    cell = find(book.sheets[NEW], ADDED)
    cell.value = "○いま書いた取組"
    host.press("compare")
    assert "○いま書いた取組" in texts(book, words.COMPARISON_SHEET)


def test_compare_again_asks_and_replaces(book: Any, excel: Any) -> None:
    host.press("compare")
    book.sheets[words.COMPARISON_SHEET]["A1"].value = "手で直した表題"
    excel.impl.answers = ["no"]
    host.press("compare")
    assert "手で直した表題" in texts(book, words.COMPARISON_SHEET)
    excel.impl.answers = ["yes"]
    host.press("compare")
    assert "手で直した表題" not in texts(book, words.COMPARISON_SHEET)
    assert tabs(book) == [NEW, *OF_PLAN, OLD, NOTES]
    assert said(excel)[1] == notices.will_be_replaced([words.COMPARISON_SHEET])


def test_budget_joins_the_comparison_and_its_formulas_stay_in_the_workbook(book: Any, excel: Any) -> None:
    host.press("compare")
    host.press("budget")
    assert set(tabs(book)) == {NEW, OLD, NOTES, *OF_PLAN, *OF_BUDGET}
    formulas = [f for row in book.sheets[words.BUDGET_CHART_SHEET].used_range.formula for f in row if f.startswith("=")]
    assert any(words.BUDGET_SHEET in formula for formula in formulas)
    assert not any("[" in formula or "file:" in formula for formula in formulas)
    assert excel.impl.alerts[-1][0].startswith(
        "シート「予算対照表」「予算の動き」「予算の対応確認」「対照表の設定」を作りました"
    )


@pytest.mark.parametrize("buttons", [("compare", "budget"), ("budget", "compare")])
def test_the_sheets_stand_in_one_order_whichever_button_was_pressed_first(book: Any, buttons: tuple[str, str]) -> None:
    for button in buttons:
        host.press(button)
    assert tabs(book) == [NEW, *(name for _, name in ORDER), OLD, NOTES]


def test_a_tab_that_a_person_renamed_is_replaced_and_keeps_its_name(book: Any, excel: Any) -> None:
    host.press("budget")
    book.sheets[words.BUDGET_SHEET].name = "理事会資料"
    excel.impl.answers = ["yes"]
    host.press("budget")
    assert "理事会資料" in tabs(book)
    assert words.BUDGET_SHEET not in tabs(book)
    formulas = [f for row in book.sheets[words.BUDGET_CHART_SHEET].used_range.formula for f in row if f.startswith("=")]
    assert any("理事会資料" in formula for formula in formulas)


def test_a_persons_formulas_and_names_still_refer_to_a_replaced_sheet(book: Any, excel: Any) -> None:
    host.press("budget")
    notes = book.sheets[NOTES]
    notes["F9"].formula = f"='{words.BUDGET_SHEET}'!C6+1"
    notes["F10"].formula = "=1+1"
    book.api.NamedRanges.addNewByName(
        "今年度の額", f"$'{words.BUDGET_SHEET}'.$C$6", notes["A1"].api.getCellByPosition(0, 0).CellAddress, 0
    )
    before = notes["F9"].value
    assert before > 1
    excel.impl.answers = ["yes"]
    host.press("budget")
    assert notes["F9"].formula == f"='{words.BUDGET_SHEET}'!C6+1"
    assert (notes["F9"].value, notes["F10"].value) == (before, 2)
    assert book.names["今年度の額"].refers_to == f"='{words.BUDGET_SHEET}'!$C$6"
    assert notices.formulas_to_mend([]) not in said(excel)[-1]


def test_formulas_that_cannot_be_kept_are_named(book: Any, excel: Any) -> None:
    host.press("budget")
    notes = book.sheets[NOTES]
    notes["F9"].formula = f"='{words.BUDGET_SHEET}'!C6+1"
    notes.api.protect("")
    excel.impl.answers = ["yes"]
    host.press("budget")
    assert notices.formulas_to_mend([f"{NOTES}!F9"]) in said(excel)[-1].splitlines()


def test_a_persons_own_sheet_of_our_name_survives(book: Any, excel: Any) -> None:
    own = book.sheets.add(words.COMPARISON_SHEET, after=book.sheets[NOTES])
    own["A1"].value = "手作りの対照表"
    host.press("compare")
    host.press("budget")
    assert texts(book, words.COMPARISON_SHEET) == ["手作りの対照表"]
    given = OpenBook(book).marks["comparison"]
    assert given == f"{words.COMPARISON_SHEET} (2)"
    assert notices.other_name(words.COMPARISON_SHEET, given) in said(excel)[0]
    excel.impl.answers = ["yes"]
    host.press("compare")
    assert texts(book, words.COMPARISON_SHEET) == ["手作りの対照表"]
    assert [tab for tab in tabs(book) if tab.startswith(words.COMPARISON_SHEET)] == [given, words.COMPARISON_SHEET]


def test_review_follows_what_people_decided_without_saving(book: Any, excel: Any) -> None:
    host.press("compare")
    review = book.sheets[words.REVIEW_SHEET]
    cell = find(review, OLD_A)
    judgement = words.REVIEW_COLUMNS.index(words.JUDGEMENT) + 1
    review[cell.row - 1, judgement - 1].value = words.NOT_PAIRED
    host.press("review")
    assert "対応の判定1件を引き継ぎました" in said(excel)[-1]
    assert [value for value in texts(book, words.REVIEW_SHEET) if value == words.DECIDED] != []


def test_review_makes_both_again_where_there_are_both(book: Any, excel: Any) -> None:
    host.press("compare")
    host.press("budget")
    before = tabs(book)
    host.press("review")
    assert tabs(book) == before
    assert len(excel.impl.alerts) == 3


def test_review_without_a_review_sheet_says_what_to_do(book: Any, excel: Any) -> None:
    host.press("review")
    assert "先に［新旧対照表］または［予算対照表］を押してください" in said(excel)[0]
    assert excel.impl.alerts[0][2] == "critical"


def test_the_settings_in_the_workbook_count(book: Any, excel: Any) -> None:
    host.press("compare")
    find(book.sheets[words.SETTINGS_SHEET], "表題").offset(0, 1).value = "わが支部の表題"
    host.press("review")
    assert "わが支部の表題" in texts(book, words.COMPARISON_SHEET)


def test_protected_sheets_are_read_and_replaced(book: Any, excel: Any) -> None:
    host.press("compare")
    for tab in (NEW, OLD, words.COMPARISON_SHEET):
        book.sheets[tab].api.protect("")
    excel.impl.answers = ["yes"]
    host.press("compare")
    assert tabs(book) == [NEW, *OF_PLAN, OLD, NOTES]
    assert excel.impl.alerts[-1][2] == "info"


def test_a_workbook_whose_structure_is_protected_stays_as_it_was(book: Any, excel: Any) -> None:
    book.api.protect("")
    host.press("compare")
    assert tabs(book) == [NEW, OLD, NOTES]
    assert "［ブックの保護］" in said(excel)[0]
    assert len(excel.books) == 1


def test_a_plan_with_an_error_is_said_in_its_sentence(book: Any, excel: Any) -> None:
    book.sheets[OLD].name = "下書き"
    host.press("compare")
    assert said(excel)[0].startswith("見本支部_事業計画.xlsx: 年度のシートは「令和5年度」だけです")
    assert tabs(book) == [NEW, "下書き", NOTES]


def copied(book: Any, tab: str, name: str) -> None:
    """A person's copy of `tab`, in front of it, as Excel makes it: with the name that says what it is."""
    copy = book.sheets[tab].copy(after=book.sheets[NEW])
    copy.name = name
    (mark,) = (each for each in book.sheets[tab].names if each.name.endswith(words.MARK_NAME))
    corner = copy["A1"].api.getCellByPosition(0, 0).CellAddress
    if not copy.api.NamedRanges.hasByName(words.MARK_NAME):
        copy.api.NamedRanges.addNewByName(words.MARK_NAME, mark.refers_to.removeprefix("="), corner, 0)


@pytest.mark.parametrize("call", ["copy", "name"])
def test_where_excel_refuses_midway_the_workbook_is_as_it_was(
    book: Any, excel: Any, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    host.press("compare")
    book.sheets[words.COMPARISON_SHEET]["A1"].value = "手で直した表題"
    before = tabs(book)
    implementation = type(book.sheets[NEW].impl)
    whole, calls = getattr(implementation, call), []

    def refused(sheet: Any, *values: Any) -> Any:
        calls.append(sheet)
        if len(calls) == (2 if call == "copy" else 4):
            raise RuntimeError("refused")
        return whole(sheet, *values) if call == "copy" else whole.fset(sheet, *values)

    double = refused if call == "copy" else property(whole.fget, refused)
    monkeypatch.setattr(implementation, call, double)
    excel.impl.answers = ["yes"]
    host.press("compare")
    monkeypatch.undo()
    assert "［ブックの保護］" in said(excel)[-1]
    assert tabs(book) == before
    assert "手で直した表題" in texts(book, words.COMPARISON_SHEET)
    assert len(excel.books) == 1


def test_a_replaced_sheet_that_stays_is_named(book: Any, excel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    host.press("compare")
    implementation = type(book.sheets[NEW].impl)

    def refused(sheet: Any) -> None:
        raise RuntimeError("refused")

    monkeypatch.setattr(implementation, "delete", refused)
    excel.impl.answers = ["yes"]
    host.press("compare")
    monkeypatch.undo()
    left = [tab for tab in tabs(book) if tab.startswith("xlcompare-")]
    assert len(left) == 3
    assert "前のシートを削除できず、" in said(excel)[-1]
    assert all(f"「{tab}」" in said(excel)[-1] for tab in left)
    assert set(tabs(book)) == {NEW, OLD, NOTES, *OF_PLAN, *left}


def test_a_hidden_sheet_is_replaced_and_stays_hidden(book: Any, excel: Any) -> None:
    host.press("compare")
    book.sheets[words.SETTINGS_SHEET].visible = False
    excel.impl.answers = ["yes"]
    host.press("compare")
    assert set(tabs(book)) == {NEW, OLD, NOTES, *OF_PLAN}
    assert [sheet.name for sheet in book.sheets if not sheet.visible] == [words.SETTINGS_SHEET]


def test_a_persons_copy_stays_and_the_sheet_with_our_name_is_replaced(book: Any, excel: Any) -> None:
    host.press("compare")
    for tab in OF_PLAN[:2]:
        copied(book, tab, f"{tab}（控え）")
    book.sheets["新旧対照表（控え）"]["A1"].value = "去年の写し"
    excel.impl.answers = ["yes"]
    host.press("compare")
    assert tabs(book) == [NEW, "対応確認（控え）", "新旧対照表（控え）", *OF_PLAN, OLD, NOTES]
    assert "去年の写し" in texts(book, "新旧対照表（控え）")


def test_two_copies_without_our_name_are_asked_about(book: Any, excel: Any) -> None:
    host.press("compare")
    book.sheets[words.COMPARISON_SHEET].name = "会議用"
    copied(book, "会議用", "会議用の控え")
    before = tabs(book)
    excel.impl.answers = ["yes"]
    host.press("compare")
    assert "「会議用の控え」「会議用」の、どれが元で" in said(excel)[-1]
    assert tabs(book) == before


# ── more than two years ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def three_years(opened: Opened, tmp_path: Path) -> Any:
    path = tmp_path / "三年分.xlsx"
    book = openpyxl.load_workbook(SAMPLE)
    book.copy_worksheet(book[OLD]).title = "令和3年度"
    book.save(path)
    return opened(path)


def test_with_three_years_the_latest_two_are_proposed(three_years: Any, excel: Any) -> None:
    excel.impl.answers = ["yes"]
    host.press("compare")
    assert excel.impl.alerts[0][:2] == (notices.compare_these(OLD, NEW), "yes_no_cancel")
    assert "（新：令和5年度　旧：令和4年度）" in said(excel)[1]


def test_a_person_may_choose_the_years_before(three_years: Any, excel: Any) -> None:
    excel.impl.answers = ["no", "yes"]
    host.press("compare")
    assert "（新：令和4年度　旧：令和3年度）" in said(excel)[2]
    assert tabs(three_years) == [NEW, OLD, *OF_PLAN, NOTES, "令和3年度"]


def test_the_year_in_view_is_proposed_first(three_years: Any, excel: Any) -> None:
    three_years.sheets[OLD].activate()
    excel.impl.answers = ["yes"]
    host.press("compare")
    assert excel.impl.alerts[0][0] == notices.compare_these("令和3年度", OLD)
    assert "（新：令和4年度　旧：令和3年度）" in said(excel)[1]


@pytest.mark.parametrize("tab", ["令和3年度", NOTES])
def test_a_tab_with_no_year_before_it_proposes_the_latest(three_years: Any, excel: Any, tab: str) -> None:
    three_years.sheets[tab].activate()
    excel.impl.answers = ["no", "no"]
    host.press("compare")
    questions = [notices.compare_these(OLD, NEW), notices.compare_these("令和3年度", OLD)]
    assert said(excel) == [*questions, notices.no_more_years()]


@pytest.mark.parametrize("answers", [["cancel"], ["no", "cancel"], ["no", "no"]])
def test_a_person_may_go_away_again(three_years: Any, excel: Any, answers: list[str]) -> None:
    before = tabs(three_years)
    excel.impl.answers = list(answers)
    host.press("compare")
    assert tabs(three_years) == before
    assert said(excel)[2:] == ([notices.no_more_years()] if answers[-1] == "no" else [])
