"""After the plan changed, everything typed is with the measure that it belongs to, or in 引継ぎ未了."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlcompare import progress_words as words

from .books import (
    CHECKUP_KPI,
    CONTENT_KPI,
    DATES,
    DUN,
    LAW,
    PLAN,
    POST,
    STAFF,
    VISIT,
    Desk,
    cell,
    free_titles,
    left,
    shown,
    unplaced,
)

DONE = "進捗状況"


def regenerated(desk: Desk, typed: dict[tuple[str, str], object], plan: str = PLAN) -> Path:
    """The workbook of PLAN with `typed` (by row and column), made again for `plan`."""
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        for (text, column), value in typed.items():
            typing.type(text, column, value)
    made, result = desk.make(plan, previous=typing.path)
    assert result.progress.total == len(typed)
    return made


def without(line: str, plan: str = PLAN) -> str:
    return plan.replace(next(each for each in plan.splitlines() if line.split("\n")[0] in each) + "\n", "")


# ── measures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_everything_stays_where_the_plan_did_not_change(desk: Desk) -> None:
    typed = {(text, column): f"{column}{n}" for n, text in enumerate((STAFF, POST, DUN, LAW, VISIT, DATES))
             for column in (DONE, "評価", "取組予定", "方法・スケジュール", "担当", "+0")}  # fmt: skip
    made = regenerated(desk, typed)
    assert {key: cell(made, *key) for key in typed} == typed
    assert unplaced(made) == []


def test_a_moved_measure_keeps_what_was_typed(desk: Desk) -> None:
    moved = f"{without(POST)}    {POST} | 保健\n"
    made = regenerated(desk, {(POST, DONE): "4月に案内した", (POST, "評価"): "○", (DATES, DONE): "増やした"}, moved)
    assert cell(made, POST, DONE, "○健診の受診率向上") == "4月に案内した"
    assert cell(made, POST, "評価") == "○"
    assert cell(made, DATES, DONE) == "増やした"


def test_a_reworded_measure_keeps_what_was_typed(desk: Desk) -> None:
    reworded = VISIT.replace("受診を勧める。", "健診の受診を強く勧める。")
    made = regenerated(desk, {(VISIT, DONE): "12社を訪問"}, PLAN.replace(VISIT, reworded))
    assert cell(made, reworded, DONE) == "12社を訪問"
    assert left(made) == []


def test_a_dropped_measure_goes_to_the_list_with_its_old_place(desk: Desk) -> None:
    made = regenerated(desk, {(LAW, DONE): "検討した", (LAW, "評価"): "△"}, without(LAW))
    (first, second) = unplaced(made)
    assert (first["元の場所"], first["元の分野"]) == ("基盤的保険者機能!D11", "基盤的保険者機能")
    assert (first["元の項目"], first["元の実施内容・KPI"]) == ("○債権の早期回収", LAW)
    assert (first["欄"], first["入力されていた内容"], first["理由"]) == (DONE, "検討した", words.NO_ITEM)
    assert (second["欄"], second["入力されていた内容"]) == ("評価", "△")


def test_a_new_measure_starts_empty(desk: Desk) -> None:
    new = "ホームページの手続き案内を見直す。"
    made = regenerated(desk, {(STAFF, DONE): "開いた", (POST, DONE): "案内した"},
                       PLAN.replace(POST, f"{new} | 業務\n    {POST}"))  # fmt: skip
    assert {column for _, text, column in shown(made) if text == new} == {"担当", "実施内容"}
    assert (cell(made, STAFF, DONE), cell(made, POST, DONE)) == ("開いた", "案内した")


def test_equal_sentences_under_two_headings_do_not_swap(desk: Desk) -> None:
    same = "毎月の進捗を会議で確認する。"
    old = """
        # 保険者機能
        ○窓口
        毎月の進捗を会議で確認する。 | 業務
        窓口の混雑を調べる。
        ○健診
        事業所を訪問する。
        毎月の進捗を会議で確認する。 | 保健
    """
    book, _ = desk.make(old)
    with desk.typed_into(book) as typing:
        typing.type(same, DONE, "窓口の会議", "○窓口")
        typing.type(same, DONE, "健診の会議", "○健診")
    made, _ = desk.make(old.replace("事業所を訪問する。", "事業所を10社訪問する。\n日程を組む。"), typing.path)
    assert (cell(made, same, DONE, "○窓口"), cell(made, same, DONE, "○健診")) == ("窓口の会議", "健診の会議")


def test_of_two_measures_in_one_cell_each_text_is_somewhere(desk: Desk) -> None:
    made = regenerated(desk, {(STAFF, DONE): "開いた", (POST, DONE): "案内した"},
                       PLAN.replace(f"{STAFF} | 業務 | 5月・11月\n    {POST}", f"{STAFF}／{POST}"))  # fmt: skip
    assert cell(made, f"{STAFF}\n{POST}", DONE) == "開いた"
    assert left(made) == ["案内した"]


def test_of_a_cell_that_became_two_the_first_keeps_the_text(desk: Desk) -> None:
    first, second = DUN.split("\n")
    made = regenerated(desk, {(DUN, DONE): "催告した"}, PLAN.replace("催告を行う。／", "催告を行う。\n"))
    assert (cell(made, first, DONE), cell(made, second, DONE)) == ("催告した", None)


def test_measures_under_a_renamed_heading_keep_their_texts(desk: Desk) -> None:
    made = regenerated(desk, {(DUN, DONE): "催告した", (LAW, DONE): "検討した", ("○債権の早期回収", "+0"): "重点"},
                       PLAN.replace("○債権の早期回収", "○債権の早期回収と管理"))  # fmt: skip
    assert (cell(made, DUN, DONE), cell(made, LAW, DONE)) == ("催告した", "検討した")
    assert cell(made, "○債権の早期回収と管理", "+0") == "重点"


def test_the_plans_new_owner_counts_and_the_persons_is_listed(desk: Desk) -> None:
    made = regenerated(desk, {(VISIT, "担当"): "企画・保健"}, PLAN.replace(f"{VISIT} | 保健", f"{VISIT} | 総務"))
    assert cell(made, VISIT, "担当") == "総務"
    assert [(row["入力されていた内容"], row["理由"]) for row in unplaced(made)] == [("企画・保健", words.PLAN_CHANGED)]


def test_a_persons_owner_stays_where_the_plan_says_what_it_said(desk: Desk) -> None:
    made = regenerated(desk, {(VISIT, "担当"): "企画・保健"})
    assert cell(made, VISIT, "担当") == "企画・保健"


def test_an_owner_that_a_person_cleared_stays_cleared(desk: Desk) -> None:
    made = regenerated(desk, {(VISIT, "担当"): None, (STAFF, "方法・スケジュール"): None})
    assert (cell(made, VISIT, "担当"), cell(made, STAFF, "方法・スケジュール")) == (None, None)
    again, _ = desk.make(previous=made)
    assert (cell(again, VISIT, "担当"), cell(again, STAFF, "方法・スケジュール")) == (None, None)


@pytest.mark.parametrize("value", [0, 0.5, 2021, "0", "TRUE"])
def test_a_figure_in_a_text_column_stays_a_figure(desk: Desk, value: object) -> None:
    assert cell(regenerated(desk, {(VISIT, DONE): value}), VISIT, DONE) == value


# ── the plan's own text ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_text_corrected_in_the_workbook_alone_is_listed(desk: Desk) -> None:
    made = regenerated(desk, {(DUN, "実施内容"): "書き直した文"})
    assert cell(made, DUN, "実施内容") == DUN
    assert [(row["入力されていた内容"], row["理由"]) for row in unplaced(made)] == [("書き直した文", words.PLAN_TEXT)]


def test_a_plan_text_corrected_in_the_plan_as_well_is_not_listed(desk: Desk) -> None:
    corrected = DUN.replace("納付拒否者", "納付を拒む方")
    plan = PLAN.replace("納付拒否者", "納付を拒む方")
    assert left(regenerated(desk, {(DUN, "実施内容"): corrected}, plan)) == []


# ── targets ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_months_and_remarks_stay_with_their_target(desk: Desk) -> None:
    typed = {(CONTENT_KPI, "4月"): 96.1, (CONTENT_KPI, "3月"): 97, (CONTENT_KPI, "12月"): "集計中",
             (CHECKUP_KPI, "8月"): 41.25, (CHECKUP_KPI, "評価"): "△", (CHECKUP_KPI, "補足"): "速報値"}  # fmt: skip
    made = regenerated(desk, typed, PLAN.replace("○窓口", "○健全な財政運営\n決算を公表する。\n○窓口"))
    assert {key: cell(made, *key) for key in typed} == typed


def test_a_changed_target_keeps_its_actuals_but_not_a_corrected_figure(desk: Desk) -> None:
    typed = {(CHECKUP_KPI, "8月"): 41.25, (CHECKUP_KPI, "目標値"): 62, (CHECKUP_KPI, "単位"): "点"}
    made = regenerated(desk, typed, PLAN.replace("60.0％", "65.0％"))
    changed = CHECKUP_KPI.replace("60.0％", "65.0％")
    assert [cell(made, changed, column) for column in ("8月", "目標値", "単位")] == [41.25, 65, "％"]
    assert [row["理由"] for row in unplaced(made)] == [words.CHANGED_TARGET] * 2
    assert left(made) == [62, "点"]


def test_actuals_do_not_pass_to_another_target_in_the_same_frame(desk: Desk) -> None:
    made = regenerated(
        desk, {(CHECKUP_KPI, "8月"): 41.25}, PLAN.replace(CHECKUP_KPI, "事業所の登録率を60.0％以上とする")
    )
    assert cell(made, "事業所の登録率を60.0％以上とする", "8月") is None
    assert left(made) == [41.25]


def test_a_corrected_target_stays_while_the_sentence_does(desk: Desk) -> None:
    typed = {(CHECKUP_KPI, "目標値"): 62, (CHECKUP_KPI, "目標の種類"): "以下", (CHECKUP_KPI, "前年度実績"): 58.5}
    made = regenerated(desk, typed, PLAN.replace("○健診の", "○生活習慣病予防健診の"))
    assert {key: cell(made, *key) for key in typed} == typed


def test_a_target_that_a_person_cleared_stays_cleared(desk: Desk) -> None:
    made = regenerated(desk, {(CHECKUP_KPI, "目標値"): None})
    assert cell(made, CHECKUP_KPI, "目標値") is None
    assert cell(desk.make(previous=made)[0], CHECKUP_KPI, "目標値") is None


# ── free columns and rows that people added ──────────────────────────────────────────────────────────────────────────


def test_free_columns_keep_their_titles_and_places(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        typing.type(POST, "+2", "部長に報告済み")
        for sheet in typing.areas():
            typing.entitle(sheet.title, "+2", f"{sheet.title}のメモ")
        typing.type(CONTENT_KPI, "+1", "速報")
        typing.entitle("KPI一覧", "+1", "出典")
    made, _ = desk.make(PLAN.replace("接遇研修を年2回", "接遇研修を年3回"), typing.path)
    assert cell(made, POST, "+2") == "部長に報告済み"
    assert cell(made, CONTENT_KPI, "+1") == "速報"
    assert free_titles(made) == {
        "基盤的保険者機能": {"+2": "基盤的保険者機能のメモ"},
        "戦略的保険者機能": {"+2": "戦略的保険者機能のメモ"},
        "KPI一覧": {"+1": "出典"},
    }


def test_a_measure_moved_to_another_area_takes_its_free_column_along(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        typing.type(POST, "+0", "広報紙は6月号")
        typing.type(LAW, "+0", "7月")
        typing.type(VISIT, "+0", "社名は別表")
        typing.entitle("基盤的保険者機能", "+0", "備考")
        typing.entitle("戦略的保険者機能", "+0", "事業所")
    made, result = desk.make(f"{without(POST)}    {POST}\n", typing.path)
    assert (cell(made, POST, "+0"), cell(made, POST, "+1")) == (None, "広報紙は6月号")
    assert free_titles(made)["戦略的保険者機能"] == {"+0": "事業所", "+1": "備考"}
    assert (cell(made, VISIT, "+0"), cell(made, LAW, "+0")) == ("社名は別表", "7月")
    assert (result.progress.total, result.progress.unplaced) == (5, ())


@pytest.mark.parametrize("title", ["評価", "自己評価"])
def test_a_free_column_with_the_title_of_one_of_ours_stays_a_free_column(desk: Desk, title: str) -> None:
    """Taken for ours, it would change places with the ratings, and nobody would be told."""
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        typing.entitle("基盤的保険者機能", "+0", title)
        typing.entitle("KPI一覧", "+0", title)
        for text in (STAFF, CONTENT_KPI):
            typing.type(text, "評価", "○")
            typing.type(text, "+0", "内部では△")
    made, result = desk.make(previous=typing.path)
    for text in (STAFF, CONTENT_KPI):
        assert (cell(made, text, "評価"), cell(made, text, "+0")) == ("○", "内部では△")
    assert free_titles(made) == {"基盤的保険者機能": {"+0": title}, "KPI一覧": {"+0": title}}
    assert unplaced(made) == []
    assert result.told == ()
