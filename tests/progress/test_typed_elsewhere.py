"""What was typed where nobody should type is listed in 引継ぎ未了 or refused, never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlcompare import progress_words as words
from xlcompare.errors import PlanError

from .books import (
    CHECKUP_KPI,
    CONTENT_KPI,
    DUN,
    LAW,
    PLAN,
    POST,
    STAFF,
    VISIT,
    Desk,
    Typing,
    cell,
    columns_of,
    left,
    unplaced,
)

DONE = "進捗状況"
Change = Callable[[Typing], object]


def regenerated(desk: Desk, change: Change, plan: str = PLAN) -> Path:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        change(typing)
    return desk.make(plan, typing.path)[0]


def put(sheet: Any, row: int, column: int, value: object) -> None:
    sheet.cell(row, column).value = value


def first(typing: Typing) -> Any:
    return next(typing.areas())


# ── beside, above and below the tables ───────────────────────────────────────────────────────────────────────────────


def box_line(typing: Typing) -> None:
    """An actual typed into the box of the area's sheet, over its formula."""
    sheet = first(typing)
    put(sheet, 6, 2, "96.1％（4月）")


def apart(typing: Typing) -> None:
    first(typing).unmerge_cells("B6:F6")
    put(first(typing), 6, 4, "本部に照会中")


LISTED: dict[str, tuple[Change, object]] = {
    "over a heading": (lambda t: t.type("○債権の早期回収", "担当", "重点項目"), "重点項目"),
    "over a target's sentence": (lambda t: put(first(t), 5, 2, "満足度は来年度から"), "満足度は来年度から"),
    "over an actual's formula": (box_line, "96.1％（4月）"),
    "over the name of a target": (lambda t: put(first(t), 5, 1, "済"), "済"),
    "in a bar that was taken apart": (apart, "本部に照会中"),
    "over the title": (lambda t: put(first(t), 1, 1, "9月の報告"), "9月の報告"),
    "beside the title": (lambda t: put(first(t), 1, 4, "部外秘"), "部外秘"),
    "over the area's name": (lambda t: put(first(t), 2, 1, "分野その1"), "分野その1"),
    "above a free column": (lambda t: put(first(t), 2, 11, "9/15 更新"), "9/15 更新"),
    "in the hidden column": (lambda t: put(first(t), 12, 8, "確認済み"), "確認済み"),
    "over the latest actual": (lambda t: t.type(CONTENT_KPI, "最新の実績", 96.1), 96.1),
    "over the rating found by itself": (lambda t: t.type(CONTENT_KPI, "自動判定", "◎"), "◎"),
    "in the column of small charts": (lambda t: t.type(CONTENT_KPI, "推移", "上昇"), "上昇"),
    "over a sentence of KPI一覧": (lambda t: t.type(CONTENT_KPI, "目標（計画の文）", "新しい目標"), "新しい目標"),
    "over a heading of KPI一覧": (lambda t: t.type(CONTENT_KPI, "項目", "満足度"), "満足度"),
    "below KPI一覧": (lambda t: put(t.book["KPI一覧"], 9, 4, "独自の目標"), "独自の目標"),
    "beside KPI一覧": (lambda t: put(t.book["KPI一覧"], 8, 40, 7), 7),
    "above KPI一覧": (lambda t: put(t.book["KPI一覧"], 2, 3, "速報値です"), "速報値です"),
    "on a sheet of a person's own": (lambda t: put(t.book.create_sheet("会議メモ", 0), 3, 2, "10/1 開催"), "10/1 開催"),
    "a zero on a person's own sheet": (lambda t: put(t.book.create_sheet("別表"), 1, 1, 0), 0),
    "below 集計": (lambda t: put(t.book["集計"], t.book["集計"].max_row + 2, 1, "委員会へ報告"), "委員会へ報告"),
    "beside 集計": (lambda t: put(t.book["集計"], 4, 20, "前年比＋2"), "前年比＋2"),
    "over a count of 集計": (lambda t: put(t.book["集計"], 4, 3, 99), 99),
    "below 使い方": (lambda t: put(t.book["使い方"], 40, 1, "当支部の決まり"), "当支部の決まり"),
    "between the settings": (lambda t: put(t.book["設定"], 13, 1, "本部と調整中"), "本部と調整中"),
    "beyond 設定": (lambda t: put(t.book["設定"], 5, 9, 3), 3),
}  # fmt: skip


@pytest.mark.parametrize(("change", "value"), LISTED.values(), ids=LISTED)
def test_it_is_listed_once_with_its_place(desk: Desk, change: Change, value: object) -> None:
    made = regenerated(desk, change)
    assert left(made) == [value]
    assert "!" in str(unplaced(made)[0]["元の場所"])


def test_all_of_it_at_once_is_listed_and_stays_listed(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        # The sentence last: it is what the others find their rows by.
        for name in sorted(LISTED, key="over a sentence of KPI一覧".__eq__):
            LISTED[name][0](typing)
    made, result = desk.make(previous=typing.path)
    assert {str(value) for _, value in LISTED.values()} <= {str(value) for value in left(made)}
    assert len(left(made)) == result.progress.total
    assert left(desk.make(previous=made)[0]) == left(made)


def test_a_box_line_says_what_to_do_about_it(desk: Desk) -> None:
    (row,) = unplaced(regenerated(desk, box_line))
    assert (row["元の場所"], row["元の実施内容・KPI"], row["理由"]) == (
        "基盤的保険者機能!B6", CONTENT_KPI, words.SHOWN_CELL,
    )  # fmt: skip


def test_what_stands_in_a_row_that_was_merged_away_is_an_added_row(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        typing.type(DUN, DONE, "長い報告。" * 400)
    tall, _ = desk.make(previous=typing.path)
    with Typing(tall, desk.folder / "解除.xlsx") as typing:
        at = typing.at(DUN, DONE)
        for area in [area for area in at.parent.merged_cells.ranges if at.coordinate in area]:
            at.parent.unmerge_cells(str(area))
        at.offset(1, 0).value = "続き"
    made, result = desk.make(previous=typing.path)
    assert cell(made, "", DONE) == "続き"
    assert result.progress.unplaced == ()


# ── keys that are gone, copies, other sheets ─────────────────────────────────────────────────────────────────────────


def fill(typing: Typing) -> None:
    for n, text in enumerate((STAFF, POST, DUN, LAW, VISIT)):
        typing.type(text, DONE, f"報告{n}")
    typing.type(CONTENT_KPI, "4月", 96.1)


def assert_filled(book: Path) -> None:
    assert [cell(book, text, DONE) for text in (STAFF, POST, DUN, LAW, VISIT)] == [f"報告{n}" for n in range(5)]
    assert cell(book, CONTENT_KPI, "4月") == 96.1


def empty_keys(typing: Typing) -> None:
    for sheet in typing.book.worksheets:
        header, names = columns_of(sheet)
        for row in range(header + 1, sheet.max_row + 1) if names else ():
            sheet.cell(row, names[words.KEY]).value = None


def drop_key_column(typing: Typing) -> None:
    for sheet in typing.book.worksheets:
        _, names = columns_of(sheet)
        if names:
            for area in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(area))
            sheet.delete_cols(names[words.KEY])


def rename(typing: Typing) -> None:
    for sheet in typing.book.worksheets:
        sheet.title = f"R3 {sheet.title}"[:31]


def hide(typing: Typing) -> None:
    for row in range(5, 10):
        first(typing).row_dimensions[row].hidden = True


HARMLESS: dict[str, Change] = {
    "the keys are emptied": empty_keys,
    "the hidden column is deleted": drop_key_column,
    "the sheets are renamed": rename,
    "the sheets are in another order": lambda t: t.book.move_sheet("設定", -4),
    "a chart sheet is added": lambda t: t.book.create_chartsheet("グラフ", 0),
    "an empty sheet is added": lambda t: t.book.create_sheet("別紙", 0),
    "the sheet of the counts is deleted": lambda t: t.book.remove(t.book["集計"]),
    "rows are hidden": hide,
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_everything_is_carried_although(desk: Desk, change: Change) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        fill(typing)
        change(typing)
    made, result = desk.make(previous=typing.path)
    assert_filled(made)
    assert (result.progress.total, result.progress.unplaced, result.progress.own_rows) == (6, (), ())


def test_a_deleted_sheet_takes_only_its_own_texts_along(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        fill(typing)
        typing.book.remove(first(typing))
    made, result = desk.make(previous=typing.path)
    assert (cell(made, VISIT, DONE), cell(made, CONTENT_KPI, "4月"), result.progress.total) == ("報告4", 96.1, 2)


def copy_row(sheet: Any, row: int, to: int) -> None:
    for each in sheet[row]:
        sheet.cell(to, each.column).value = each.value


def test_a_row_that_was_copied_and_rewritten_is_an_added_row(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        fill(typing)
        sheet, row = typing.insert(STAFF)
        copy_row(sheet, row - 1, row)
        put(sheet, row, 2, "電話の応対も振り返る。")
        put(sheet, row, 4, "10月に実施")
    made, result = desk.make(previous=typing.path)
    assert_filled(made)
    assert cell(made, "電話の応対も振り返る。", DONE) == "10月に実施"
    assert result.progress.unplaced == ()


def test_of_a_row_that_was_copied_the_other_text_is_listed(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        fill(typing)
        typing.type(STAFF, "評価", "○")
        sheet, row = typing.insert(STAFF)
        copy_row(sheet, row - 1, row)
        put(sheet, row, 4, "別の報告")
    made, _ = desk.make(previous=typing.path)
    assert_filled(made)
    assert [(row["元の場所"], row["入力されていた内容"], row["理由"]) for row in unplaced(made)] == [
        ("基盤的保険者機能!D8", "別の報告", words.TAKEN)
    ]


def test_of_a_target_that_was_copied_the_other_figure_is_listed(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        typing.type(CHECKUP_KPI, "4月", 10)
        copy_row(typing.book["KPI一覧"], 6, 7)
        put(typing.book["KPI一覧"], 7, columns_of(typing.book["KPI一覧"])[1]["4月"], 11)
    made, _ = desk.make(previous=typing.path)
    assert (cell(made, CHECKUP_KPI, "4月"), left(made)) == (10, [11])


def test_a_row_that_was_moved_to_another_sheet_is_still_its_measures(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        fill(typing)
        source, target = typing.areas()
        at = typing.at(POST, DONE).row
        for each in source[at]:
            target.cell(target.max_row + (each.column == 1), each.column).value = each.value
            each.value = None
    made, result = desk.make(previous=typing.path)
    assert_filled(made)
    assert result.progress.unplaced == ()


def test_a_sheet_copied_without_a_change_counts_once(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        fill(typing)
        typing.book.copy_worksheet(first(typing))
    made, result = desk.make(previous=typing.path)
    assert_filled(made)
    assert (result.progress.total, result.progress.unplaced) == (6, ())


@pytest.mark.parametrize("place", [0, -1])
def test_of_a_copy_and_its_original_the_fuller_one_counts(desk: Desk, place: int) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        sheet, row = typing.insert(STAFF)
        put(sheet, row, 4, "追加の報告")
        copy = typing.book.copy_worksheet(sheet)
        typing.book.move_sheet(copy, place - typing.book.index(copy))
        fill(typing)
    made, result = desk.make(previous=typing.path)
    assert_filled(made)
    assert (result.progress.total, len(result.progress.own_rows), result.progress.unplaced) == (7, 1, ())


@pytest.mark.parametrize("tab", ["基盤的保険者機能", "KPI一覧"])
def test_two_copies_with_other_entries_are_refused(desk: Desk, tab: str) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        fill(typing)
        copy = typing.book.copy_worksheet(typing.book[tab])
        at = typing.at(STAFF, DONE) if tab != "KPI一覧" else typing.at(CONTENT_KPI, "4月")
        at.value = "直した報告"
        assert copy[at.coordinate].value != at.value
    with pytest.raises(PlanError, match=f"シート「{tab}」と同じ表で、入力が違います"):
        desk.make(previous=typing.path)


@pytest.mark.parametrize("tab", ["基盤的保険者機能", "KPI一覧"])
def test_a_table_without_its_header_is_refused(desk: Desk, tab: str) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        fill(typing)
        for each in typing.book[tab][columns_of(typing.book[tab])[0]]:
            each.value = None
    with pytest.raises(PlanError, match=f"{tab}: 表の見出し"):
        desk.make(previous=typing.path)


def test_a_list_of_rests_without_its_header_is_refused(desk: Desk) -> None:
    made = regenerated(desk, lambda t: put(first(t), 1, 4, "部外秘"))
    with Typing(made, desk.folder / "見出しなし.xlsx") as typing:
        typing.book["引継ぎ未了"].delete_rows(4)
    with pytest.raises(PlanError, match="引継ぎ未了: 表の見出し"):
        desk.make(previous=typing.path)


def test_a_formula_that_nobody_calculated_is_refused(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        typing.type(CONTENT_KPI, "5月", "=96.1/100")
    with pytest.raises(PlanError, match=r"KPI一覧!J5: 式の結果が計算されていない"):
        desk.make(previous=typing.path)


def test_a_workbook_without_its_record_is_refused(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        typing.book.remove(typing.book["計画の控え"])
    with pytest.raises(PlanError, match="シート「計画の控え」がありません"):
        desk.make(previous=typing.path)


def test_a_renamed_title_of_what_has_no_home_loses_no_row(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        typing.type(STAFF, "進捗状況", "1回開いた")
    without_staff = "\n".join(line for line in PLAN.splitlines() if STAFF not in line)
    listed, _ = desk.make(without_staff, typing.path)
    with desk.typed_into(listed) as typing:
        sheet = typing.book["引継ぎ未了"]
        (title,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "理由")
        title.value = "備考"
    again, result = desk.make(without_staff, typing.path)
    assert left(again) == left(listed) == ["1回開いた"]
    (told,) = result.told
    assert told.endswith("見出し「備考」の列を「理由」として読みました。")
