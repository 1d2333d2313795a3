"""What is no cell of ours stays as well: added rows, settings, what is still in 引継ぎ未了; and nothing grows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from xlcompare.errors import PlanError
from xlcompare.progress_settings import Rating

from .books import CONTENT_KPI, DUN, LAW, PLAN, POST, STAFF, VISIT, Desk, Typing, cell, left, opened, shown, unplaced

OWN = "電話の応答率を測る。"


def with_own_row(desk: Desk, below: str) -> Path:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        sheet, row = typing.insert(below)
        for column, value in ((1, "総務"), (2, OWN), (4, "毎月測った"), (5, "○"), (6, "続ける")):
            sheet.cell(row, column).value = value
    return typing.path


def texts(book: Path) -> list[str]:
    return list(dict.fromkeys(text for _, text, column in shown(book) if column in ("実施内容", "進捗状況")))


# ── rows that people added ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("below", [STAFF, POST, DUN, LAW])
def test_an_added_row_stays_below_its_neighbour(desk: Desk, below: str) -> None:
    made, result = desk.make(previous=with_own_row(desk, below))
    assert texts(made)[texts(made).index(below) + 1] == OWN
    assert [cell(made, OWN, column) for column in ("担当", "進捗状況", "評価", "取組予定")] == [
        "総務", "毎月測った", "○", "続ける",
    ]  # fmt: skip
    assert (result.progress.total, left(made)) == (5, [])


def test_an_added_row_follows_its_neighbour_where_that_moved(desk: Desk) -> None:
    plan = PLAN.replace(f"    {POST} | 業務\n", "").replace("    ○債権の早期回収\n", f"    ○債権の早期回収\n{POST}\n")
    made, _ = desk.make(plan, with_own_row(desk, POST))
    assert texts(made)[texts(made).index(POST) + 1] == OWN


def test_an_added_row_whose_neighbour_is_gone_stays_under_the_one_above(desk: Desk) -> None:
    made, _ = desk.make(PLAN.replace(f"    {POST} | 業務\n", ""), with_own_row(desk, POST))
    assert texts(made)[texts(made).index(STAFF) + 1] == OWN


def test_an_added_row_of_an_area_that_is_gone_is_listed(desk: Desk) -> None:
    plan = "# 組織体制\n○人材育成\n研修計画を立てる。"
    made, result = desk.make(plan, with_own_row(desk, POST))
    assert set(left(made)) == {"総務", OWN, "毎月測った", "○", "続ける"}
    assert {str(row["元の場所"]) for row in unplaced(made)} == {"基盤的保険者機能!B9"}
    assert result.progress.total == 5


def test_notes_below_the_table_stay_below_it(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        first = next(typing.areas())
        first.cell(first.max_row + 3, 2).value = "※支部長に報告済み"
    made, _ = desk.make(previous=typing.path)
    sheet = next(iter(opened(made).worksheets))
    assert sheet.cell(sheet.max_row, 2).value == "※支部長に報告済み"


# ── 設定 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_settings_stay(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        settings = typing.book["設定"]
        rows = {str(settings.cell(r, 1).value): r for r in range(1, settings.max_row + 1)}
        for name, value in (("支部名", "岩手支部"), ("前半の期の名前", "前期"), ("後半の期の名前", "後期"),
                            ("後半の次の取組予定", "次年度"), ("◎の余裕分", 0.1)):  # fmt: skip
            settings.cell(rows[name], 2).value = value
        for k, mark in enumerate("SABCD"):
            settings.cell(rows["1"] + k, 2).value = mark
        settings.cell(rows["1"] + 5, 2).value, settings.cell(rows["1"] + 5, 3).value = "E", "中止"
        settings.cell(settings.max_row, 1).value = "経理"
    made, result = desk.make(previous=typing.path)
    own = result.progress.settings
    assert (own.branch, own.halves, own.after, own.margin) == ("岩手支部", ("前期", "後期"), "次年度", 0.1)
    assert [rating.mark for rating in own.ratings] == [*"SABCDE"]
    assert own.ratings[5] == Rating("E", "中止")
    assert "経理" in own.owners
    again, second = desk.make(previous=made)
    assert second.progress.settings == own
    assert opened(again, data_only=True).worksheets[0].cell(3, 6).value == "後期取組予定"


@pytest.mark.parametrize(("name", "value"), [("◎の余裕分", "５％くらい"), ("◎の余裕分", -1), ("基準日", "8月末")])
def test_a_setting_that_cannot_be_read_is_refused(desk: Desk, name: str, value: object) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        settings = typing.book["設定"]
        next(row for row in settings.iter_rows() if row[0].value == name)[1].value = value
    with pytest.raises(PlanError, match=f"設定!B.*「{name}」の「{value}」"):
        desk.make(previous=typing.path)


def test_words_without_a_mark_are_refused(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        settings = typing.book["設定"]
        row = next(row for row in settings.iter_rows() if row[0].value == "5")
        settings.cell(row[0].row + 1, 3).value = "中止"
    with pytest.raises(PlanError, match="評価の記号は、1～5と言葉のある行"):
        desk.make(previous=typing.path)


# ── 引継ぎ未了 ───────────────────────────────────────────────────────────────────────────────────────────────────────


def with_rests(desk: Desk) -> Path:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        typing.type(LAW, "進捗状況", "検討した")
        typing.type(LAW, "評価", "△")
        typing.type(VISIT, "進捗状況", "12社")
    made, _ = desk.make(PLAN.replace(f"    {LAW} | レセプト\n", ""), typing.path)
    return made


def test_what_is_left_survives_until_a_person_deletes_it(desk: Desk) -> None:
    made = with_rests(desk)
    again, result = desk.make(previous=made)
    assert unplaced(again) == unplaced(made)
    assert len(unplaced(again)) == 2
    assert (result.progress.total, len(result.progress.unplaced)) == (3, 2)
    with Typing(again, desk.folder / "削除.xlsx") as typing:
        sheet = typing.book["引継ぎ未了"]
        sheet.delete_rows(5)
    third, _ = desk.make(previous=typing.path)
    assert left(third) == ["△"]
    with Typing(third, desk.folder / "削除2.xlsx") as typing:
        typing.book["引継ぎ未了"].delete_rows(5)
    assert "引継ぎ未了" not in opened(desk.make(previous=typing.path)[0]).sheetnames


def test_notes_beside_the_list_stay_in_it(desk: Desk) -> None:
    with Typing(with_rests(desk), desk.folder / "メモ.xlsx") as typing:
        typing.book["引継ぎ未了"].cell(5, 9).value = "佐藤が確認"
        typing.book["引継ぎ未了"].cell(8, 6).value = 0
    made, _ = desk.make(previous=typing.path)
    assert left(made) == ["検討した", "佐藤が確認", "△", 0]


def test_the_counts_add_up(desk: Desk) -> None:
    sheet: Any = opened(with_rests(desk))["引継ぎ未了"]
    assert sheet.cell(3, 1).value == "前の表の入力 3件：引き継いだもの 1件、引継ぎ未了 2件"


# ── nothing grows ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_made_again_without_a_change_it_is_the_same_to_the_byte(desk: Desk) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        for text in (STAFF, DUN, VISIT):
            for column, value in (("進捗状況", "＝済み\n2行目 "), ("評価", "○"), ("担当", None), ("+3", 12.5)):
                typing.type(text, column, value)
        typing.entitle("基盤的保険者機能", "+3", "件数")
        typing.type("○債権の早期回収", "+0", "横のメモ")
        typing.type(CONTENT_KPI, "7月", 93.25)
        sheet, row = typing.insert(LAW)
        sheet.cell(row, 4).value = "追加の行"
        sheet.cell(1, 12).value = "見出しの上"
    plan = PLAN.replace(f"    {POST} | 業務\n", "")
    once, _ = desk.make(plan, typing.path)
    twice, _ = desk.make(plan, once)
    thrice, _ = desk.make(plan, twice)
    assert thrice.read_bytes() == twice.read_bytes()


def test_a_blank_workbook_made_again_is_the_same_to_the_byte(desk: Desk) -> None:
    book, _ = desk.make()
    again, result = desk.make(previous=book)
    assert again.read_bytes() == book.read_bytes()
    assert result.progress.total == 0
