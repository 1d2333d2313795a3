"""A later half or year begins anew: what was planned is the method, what was reached is last time's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from xlcompare import progress_words as words

from .books import CHECKUP_KPI, CONTENT_KPI, LAW, PLAN, POST, STAFF, Desk, cell, left, unplaced

FIRST, SECOND, NEXT_YEAR = date(2021, 8, 31), date(2022, 1, 31), date(2022, 8, 31)


def after(desk: Desk, typed: dict[tuple[str, str], object], day: date, year: str = "令和3年度") -> Path:
    """The workbook of August 2021 with `typed`, made again for `day`."""
    book, _ = desk.make(as_of=FIRST)
    with desk.typed_into(book) as typing:
        for (text, column), value in typed.items():
            typing.type(text, column, value)
    made, result = desk.make(PLAN, typing.path, day, year)
    assert result.progress.total == len(typed)
    return made


def test_a_later_day_in_the_same_half_changes_nothing(desk: Desk) -> None:
    typed = {(STAFF, "進捗状況"): "開いた", (STAFF, "評価"): "○", (STAFF, "取組予定"): "12月に開く"}
    made = after(desk, typed, date(2021, 9, 30))
    assert {key: cell(made, *key) for key in typed} == typed


def test_in_the_second_half_what_was_planned_is_the_method_and_the_rest_is_last_times(desk: Desk) -> None:
    made = after(
        desk, {(POST, "進捗状況"): "案内した", (POST, "評価"): "○", (POST, "取組予定"): "1月号に載せる"}, SECOND
    )
    assert cell(made, POST, "方法・スケジュール") == "1月号に載せる"
    assert (cell(made, POST, "前回評価"), cell(made, POST, "前回の進捗状況")) == ("○", "案内した")
    assert [cell(made, POST, column) for column in ("進捗状況", "評価", "取組予定")] == [None] * 3
    assert left(made) == []


def test_a_method_stays_where_nothing_new_was_planned(desk: Desk) -> None:
    made = after(desk, {(LAW, "方法・スケジュール"): "弁護士に相談する"}, SECOND)
    assert cell(made, LAW, "方法・スケジュール") == "弁護士に相談する"


def test_a_typed_method_that_the_new_one_replaces_is_listed(desk: Desk) -> None:
    made = after(desk, {(LAW, "方法・スケジュール"): "弁護士に相談", (LAW, "取組予定"): "訴訟"}, SECOND)
    assert cell(made, LAW, "方法・スケジュール") == "訴訟"
    assert [(row["入力されていた内容"], row["理由"]) for row in unplaced(made)] == [("弁護士に相談", words.REPLACED)]


def test_what_is_two_periods_old_is_listed(desk: Desk) -> None:
    second = after(desk, {(LAW, "進捗状況"): "検討した", (LAW, "評価"): "○"}, SECOND)
    made, _ = desk.make(PLAN, second, NEXT_YEAR, "令和4年度")
    assert [(row["入力されていた内容"], row["理由"]) for row in unplaced(made)] == [
        ("○", words.TWO_AGO), ("検討した", words.TWO_AGO),
    ]  # fmt: skip


def test_actuals_of_the_year_stay_in_its_second_half(desk: Desk) -> None:
    made = after(desk, {(CONTENT_KPI, "4月"): 96.1, (CONTENT_KPI, "評価"): "○", (CONTENT_KPI, "補足"): "速報"}, SECOND)
    assert (cell(made, CONTENT_KPI, "4月"), cell(made, CONTENT_KPI, "補足")) == (96.1, "速報")
    assert (cell(made, CONTENT_KPI, "評価"), cell(made, CONTENT_KPI, "前回評価")) == (None, "○")


def test_in_a_new_year_the_last_actual_is_last_years_and_the_others_are_listed(desk: Desk) -> None:
    typed = {(CHECKUP_KPI, "4月"): 10.5, (CHECKUP_KPI, "8月"): 41.25, (CHECKUP_KPI, "9月"): "集計中",
             (CHECKUP_KPI, "評価"): "△", (CHECKUP_KPI, "補足"): "速報値"}  # fmt: skip
    made = after(desk, typed, NEXT_YEAR, "令和4年度")
    assert (cell(made, CHECKUP_KPI, "前年度実績"), cell(made, CHECKUP_KPI, "前回評価")) == (41.25, "△")
    assert [cell(made, CHECKUP_KPI, column) for column in ("4月", "8月", "9月", "補足", "評価")] == [None] * 5
    assert {(row["欄"], row["入力されていた内容"], row["理由"]) for row in unplaced(made)} == {
        ("4月", 10.5, words.LAST_YEARS), ("9月", "集計中", words.LAST_YEARS), ("補足", "速報値", words.REPLACED_YEAR),
    }  # fmt: skip


def test_a_corrected_target_stays_in_a_new_year_whose_sentence_is_the_same(desk: Desk) -> None:
    made = after(desk, {(CHECKUP_KPI, "目標値"): 62, (CHECKUP_KPI, "前年度実績"): 58.5}, NEXT_YEAR, "令和4年度")
    assert (cell(made, CHECKUP_KPI, "目標値"), left(made)) == (62, [58.5])


def test_free_columns_and_notes_stay_in_a_new_half(desk: Desk) -> None:
    made = after(desk, {(STAFF, "+1"): "講師は外部", (CONTENT_KPI, "+0"): "本部集計"}, SECOND)
    assert (cell(made, STAFF, "+1"), cell(made, CONTENT_KPI, "+0")) == ("講師は外部", "本部集計")


def test_an_added_row_begins_anew_as_well(desk: Desk) -> None:
    book, _ = desk.make(as_of=FIRST)
    with desk.typed_into(book) as typing:
        sheet, row = typing.insert(POST)
        for column, value in enumerate(("総務", "電話の応答率を測る。", "毎月", "測った", "○", "毎週測る"), 1):
            sheet.cell(row, column).value = value
    made, result = desk.make(PLAN, typing.path, SECOND)
    text = "電話の応答率を測る。"
    assert [cell(made, text, column) for column in ("担当", "方法・スケジュール", "進捗状況", "取組予定")] == [
        "総務", "毎週測る", None, None,
    ]  # fmt: skip
    assert (cell(made, text, "前回評価"), cell(made, text, "前回の進捗状況"), left(made)) == ("○", "測った", ["毎月"])
    assert result.progress.total == 6


def test_a_new_half_and_a_changed_plan_at_once(desk: Desk) -> None:
    book, _ = desk.make(as_of=FIRST)
    with desk.typed_into(book) as typing:
        typing.type(STAFF, "取組予定", "12月に開く")
        typing.type(LAW, "取組予定", "訴訟")
    reworded = STAFF.replace("年2回", "年3回")
    made, _ = desk.make(PLAN.replace(STAFF, reworded).replace(LAW, "財産を調べる。"), typing.path, SECOND)
    assert cell(made, reworded, "方法・スケジュール") == "12月に開く"
    assert [(row["欄"], row["入力されていた内容"]) for row in unplaced(made)] == [("取組予定", "訴訟")]
