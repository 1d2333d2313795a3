"""Every way in which a book comes back otherwise than it was sent: found, named by its cell, and read on around it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from xlcompare import progress_words
from xlcompare import rollup_words as words
from xlcompare.jobs.collecting import MAX_BYTES, CollectRequest, collect

from ..progress.books import CHECKUP_KPI, CONTENT_KPI, POST, STAFF, columns_of, opened, write_plan
from .branches import AREA, Folder

RATING, PROGRESS, NEXT = progress_words.RATING, progress_words.PROGRESS, progress_words.NEXT


def test_a_book_as_it_was_sent_has_no_fault(folder: Folder) -> None:
    assert folder.faults("33") == {}


def test_a_book_that_was_only_typed_into_has_none_either(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, RATING, "○：概ね目標達成")
        typing.type(STAFF, PROGRESS, "5月に実施した")
        typing.type(CONTENT_KPI, "9月", 95.7)
    assert folder.faults("33") == {}


def test_a_book_that_libreoffice_saved_has_no_fault(folder: Folder, recalculated: Callable[[Path], Path]) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, RATING, "○")
    folder.book("33").write_bytes(recalculated(folder.book("33")).read_bytes())
    assert folder.faults("33") == {}
    assert [row["評価"] for row in folder.records() if row["実施内容・目標"] == STAFF and row["コード"] == "33"] == [
        "○"
    ]


def test_titles_that_nobody_has_calculated_are_no_fault(folder: Folder) -> None:
    book = opened(folder.book("33"))
    titles = [cell for cell in book[AREA][3] if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert len(titles) >= 2
    book.save(folder.book("33"))
    assert words.RENAMED_COLUMN not in folder.faults("33")


def test_a_sheet_of_a_million_rows_and_links_elsewhere_stop_nobody(folder: Folder) -> None:
    with folder.typing("33") as typing:
        sheet = typing.book[AREA]
        sheet.row_dimensions[1_048_576].height = 30
        sheet.cell(1_000_000, 2).value = "遠くのメモ"
        typing.type(STAFF, PROGRESS, "='[よそのブック.xlsx]Sheet1'!A1")
    assert folder.faults("33").keys() == {words.NOT_CALCULATED, words.REMARK_ROW}
    assert folder.receipt("33").book is not None


@pytest.mark.parametrize("typed", ["〇", "◯", "o", "〇：概ね目標達成", "○ 概ね目標達成", "概ね目標達成"])
def test_what_looks_like_a_rating_is_read_as_one_and_listed(folder: Folder, typed: str) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, RATING, typed)
        place = typing.at(STAFF, RATING)
    assert folder.faults("33") == {words.READ_AS: (f"{AREA}!{place.row},{place.column}", typed)}
    assert [row["評価"] for row in folder.records() if row["実施内容・目標"] == STAFF and row["コード"] == "33"] == [
        "○"
    ]
    assert folder.receipt("33").state == words.RECEIVED


@pytest.mark.parametrize("typed", ["B", "○△", "良", "=1+1"])
def test_an_unknown_rating_is_listed_with_the_ones_there_are(folder: Folder, typed: str) -> None:
    with folder.typing("33") as typing:
        cell = typing.at(STAFF, RATING)
        cell.value, cell.data_type = typed, "s"
    faults = folder.receipt("33").faults
    assert [(f.kind, f.found, f.expected) for _, f in faults] == [
        (words.NO_RATING, typed, "◎ ○ △ × —のどれかにしてください。")
    ]
    assert folder.receipt("33").state == words.FAULTY


@pytest.mark.parametrize(
    ("typed", "read"),
    [("９５．７", 95.7), ("95.7%", 95.7), ("９５．７％", 95.7), ("1,234", 1234.0), ("△3", -3.0), (" 95 ", 95.0)],
)
def test_a_figure_in_a_text_is_read_and_listed(folder: Folder, typed: str, read: float) -> None:
    with folder.typing("33") as typing:
        typing.type(CONTENT_KPI, "9月", typed)
    assert folder.faults("33").keys() == {words.READ_AS}
    assert first_actual(folder) == read


@pytest.mark.parametrize("typed", ["調査中", "約95", "95～96", "5月10日", "95,7", True])
def test_text_where_a_number_belongs_is_listed_and_not_counted(folder: Folder, typed: object) -> None:
    with folder.typing("33") as typing:
        typing.type(CONTENT_KPI, "8月", 93.5)
        typing.type(CONTENT_KPI, "9月", typed)
    assert folder.faults("33").keys() == {words.NO_NUMBER}
    assert first_actual(folder) == 93.5


def first_actual(folder: Folder) -> object:
    return next(row["最新の実績"] for row in folder.records() if row["区分"] == "KPI" and row["コード"] == "33")


def test_a_share_of_one_where_per_cents_belong_is_listed(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(CONTENT_KPI, "9月", 0.957)
    assert folder.faults("33").keys() == {words.ODD_FIGURE}


def test_an_aim_that_is_none_is_listed(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(CONTENT_KPI, progress_words.AIM, "だいたい")
    assert folder.faults("33").keys() == {words.NO_AIM}


def test_a_formula_that_nobody_calculated_and_one_that_fails_are_no_blanks(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, PROGRESS, "=A1&B1")
        typing.type(POST, PROGRESS, "#DIV/0!")
        typing.at(POST, PROGRESS).data_type = "e"
    assert {words.NOT_CALCULATED, words.ERROR_VALUE} <= folder.faults("33").keys()


def test_a_missing_tab_is_named_and_the_others_are_read(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.book.remove(typing.book[AREA])
    assert folder.faults("33") == {words.NO_TAB: ("!0,0", f"「{AREA}」")}
    assert [row["分野"] for row in folder.records() if row["コード"] == "33" and row["区分"] == "取組"]


def test_without_kpis_sheet_the_areas_are_read(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.book.remove(typing.book["KPI一覧"])
    assert folder.faults("33").keys() == {words.NO_TAB}


def test_a_tab_of_another_name_is_found_by_what_stands_on_it(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.book[AREA].title = "うちの表"
    assert words.NO_TAB not in folder.faults("33")


def test_a_copied_tab_is_listed_and_counted_once(folder: Folder) -> None:
    with folder.typing("33") as typing:
        copy = typing.book.copy_worksheet(typing.book[AREA])
        copy.protection.sheet = True
    assert words.TAB_TWICE in folder.faults("33")
    assert len([row for row in folder.records() if row["コード"] == "33" and row["実施内容・目標"] == STAFF]) == 1


def test_a_renamed_column_is_read_where_it_stood(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, RATING, "△")
        cell = typing.at(STAFF, RATING)
        cell.parent.cell(3, cell.column).value = "自己評価"
    assert folder.faults("33") == {words.RENAMED_COLUMN: (f"{AREA}!3,{cell.column}", "自己評価")}
    assert [row["評価"] for row in folder.records() if row["実施内容・目標"] == STAFF and row["コード"] == "33"] == [
        "△"
    ]


def test_a_moved_column_is_read_by_its_title(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, RATING, "△")
        cell = typing.at(STAFF, RATING)
        sheet, last = cell.parent, cell.parent.max_row
        sheet.move_range(f"{cell.column_letter}3:{cell.column_letter}{last}", cols=8)
    assert words.MOVED_COLUMN in folder.faults("33")
    assert [row["評価"] for row in folder.records() if row["実施内容・目標"] == STAFF and row["コード"] == "33"] == [
        "△"
    ]


def test_a_column_that_is_gone_is_named(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, PROGRESS, "5月に実施した")
        column = typing.at(STAFF, NEXT).column
        typing.book[AREA].delete_cols(column)
    assert folder.faults("33")[words.NO_COLUMN][1] == f"「{NEXT}」"
    assert [r["進捗状況"] for r in folder.records() if r["実施内容・目標"] == STAFF and r["コード"] == "33"] == [
        "5月に実施した"
    ]


def test_a_row_that_is_gone_is_named(folder: Folder) -> None:
    with folder.typing("33") as typing:
        cell = typing.at(STAFF, PROGRESS)
        for each in cell.parent[cell.row]:
            if type(each).__name__ == "Cell":
                each.value = None
    assert STAFF[:10] in folder.faults("33")[words.NO_ROW][1]


def test_a_row_that_somebody_added_is_kept_as_such(folder: Folder) -> None:
    with folder.typing("33") as typing:
        sheet, row = typing.insert(STAFF)
        _, names = columns_of(sheet)
        sheet.cell(row, names[progress_words.CONTENT]).value = "独自の取組"
        sheet.cell(row, names[PROGRESS]).value = "6月に実施した"
    rows = {
        (row["実施内容・目標"], row["進捗状況"], row["項目"])
        for row in folder_records(folder)
        if row["区分"] == words.OWN_ROW
    }
    assert rows == {("独自の取組", "6月に実施した", "○窓口サービスの向上")}


def folder_records(folder: Folder) -> list[dict[str, object]]:
    folder.collect()
    return folder.records()


def test_validation_that_was_pasted_over_and_lifted_protection_are_noted(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.book[AREA].protection.sheet = False
        typing.book[AREA].data_validations.dataValidation = []
    faults = folder.faults("33")
    assert faults.keys() == {words.NOT_PROTECTED, words.NO_CHOICES}
    assert folder.receipt("33").state == words.RECEIVED, "nothing is lost by it"


def test_one_cell_without_its_list_is_found(folder: Folder) -> None:
    with folder.typing("33") as typing:
        cell = typing.at(STAFF, RATING)
        for validation in typing.book[AREA].data_validations.dataValidation:
            letters, rows = cell.column_letter, re.findall(r"\d+", str(validation.sqref))
            if str(validation.sqref).startswith(letters):
                validation.sqref = type(validation.sqref)(
                    f"{letters}{rows[0]}:{letters}{cell.row - 1} {letters}{cell.row + 1}:{letters}{rows[-1]}"
                )
    assert folder.faults("33")[words.NO_CHOICES] == (f"{AREA}!{cell.row},{cell.column}", "一覧から選べないセルが1個")


def test_another_years_book_isnt_counted(folder: Folder) -> None:
    result = folder.collect("令和4年度")
    assert [each.book for each in result.rollup.receipts] == [None, None, None]
    assert {fault.kind for _, _, fault in result.rollup.faults} == {words.WRONG_YEAR}
    assert len(result.rollup.others) == 3


def test_another_branchs_name_in_the_settings_or_the_file_is_a_fault(folder: Folder) -> None:
    folder.book("34").unlink()
    folder.book("33").rename(folder.path / "広島支部.xlsx")
    receipt = folder.receipt("33")
    assert [fault.kind for _, fault in receipt.faults] == [words.WRONG_BRANCH]
    assert receipt.book is not None, "the stamp says whose it is"


def test_another_branchs_name_in_the_settings_leads_to_its_cell(folder: Folder) -> None:
    with folder.typing("33") as typing:
        sheet = typing.book["設定"]
        row = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "支部名")
        sheet.cell(row, 2).value = "広島支部"
    assert folder.faults("33")[words.WRONG_BRANCH][0] == f"設定!{row},2"


def test_a_book_without_its_record_and_one_with_a_changed_record_arent_counted(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.book.remove(typing.book["計画の控え"])
    with folder.typing("34") as typing:
        sheet = typing.book["計画の控え"]
        sheet.cell(sheet.max_row, 1).value = "?"
    faults = {fault.kind for _, _, fault in folder.collect().rollup.faults}
    assert faults == {words.NO_RECORD, words.RECORD_CHANGED}


def test_a_book_of_another_revision_of_the_plan_is_noted(folder: Folder, tmp_path: Path) -> None:
    from xlcompare.jobs.distributing import DistributeRequest, distribute

    from ..progress.books import PLAN

    listed = tmp_path / "b.csv"
    listed.write_text("コード,支部名\n33,岡山支部\n", encoding="utf-8")
    plan = write_plan(tmp_path / "計画2.xlsx", PLAN.replace("健診機関と連携", "医師会と連携"))
    distribute(DistributeRequest(plan, tmp_path / "新", branches=listed))
    folder.book("33").write_bytes(next((tmp_path / "新").glob("33*.xlsx")).read_bytes())
    assert folder.faults("33").keys() == {words.OTHER_PLAN}


HOSTILE = {
    "cut.xlsx": b"PK\x03\x04cut",
    "encrypted.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook\0".encode("utf-16-le"),
    "paper.pdf": b"%PDF-1.4",
    "empty.xlsx": b"",
}


def test_a_bad_file_among_the_books_is_one_row_with_its_reason(folder: Folder) -> None:
    for name, data in HOSTILE.items():
        (folder.path / name).write_bytes(data)
    with zipfile.ZipFile(folder.path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * (8 << 20))
    with zipfile.ZipFile(folder.path / "entity.xlsx", "w") as entity:
        entity.writestr("_rels/.rels", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')
    rollup = folder.collect().rollup
    unread = {file.path: fault.found for _, file, fault in rollup.faults if fault.kind == words.UNREADABLE}
    assert unread.keys() == {*HOSTILE, "bomb.xlsx", "entity.xlsx"}
    assert [each.state for each in rollup.receipts] == [words.RECEIVED] * 3


def test_a_file_beyond_the_limit_isnt_opened(folder: Folder) -> None:
    for name, size in (("まだ読める.xlsx", MAX_BYTES), ("大きすぎる.xlsx", MAX_BYTES + 1)):
        with (folder.path / name).open("wb") as file:
            file.truncate(size)
    rollup = folder.collect().rollup
    unread = {file.path: fault.expected for _, file, fault in rollup.faults if fault.kind == words.UNREADABLE}
    assert {name: "大きすぎます" in said for name, said in unread.items()} == {
        "まだ読める.xlsx": False,
        "大きすぎる.xlsx": True,
    }


def test_two_kpis_of_one_name_in_two_books_stand_in_one_line(folder: Folder) -> None:
    for code, actual in (("03", 90.0), ("33", 96.0)):
        with folder.typing(code) as typing:
            typing.type(CHECKUP_KPI, "9月", actual)
    line = next(line for line in folder.collect().rollup.targets if line.issued.text == CHECKUP_KPI)
    assert {n: (s.target.latest, s.attainment) for n, s in line.of.items()} == {
        0: (90.0, 1.5),
        1: (96.0, 1.6),
        2: (None, None),
    }
    assert line.ranks == {0: 2, 1: 1}


def test_no_returned_file_is_ever_changed(folder: Folder) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.path.iterdir()}
    collect(CollectRequest(folder.path, folder.path / "集約.xlsx"))
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before}
    assert after == before


def test_what_stands_under_another_title_is_never_taken_for_the_column_beside_it(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, PROGRESS, "5月に実施した")
        progress, rating = typing.at(STAFF, PROGRESS), typing.at(STAFF, RATING)
        progress.parent.cell(3, progress.column).value = "実績と課題"
        progress.parent.delete_cols(rating.column)
    assert {PROGRESS, RATING} <= {
        fault.found.strip("「」") for _, fault in folder.receipt("33").faults if fault.kind == words.NO_COLUMN
    }
    assert words.NO_RATING not in folder.faults("33")


def test_two_renamed_columns_side_by_side_are_read_in_their_order(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, PROGRESS, "5月に実施した")
        typing.type(STAFF, RATING, "△")
        places = [(typing.at(STAFF, PROGRESS), "実績と課題"), (typing.at(STAFF, RATING), "自己採点")]
        for cell, title in places:
            cell.parent.cell(3, cell.column).value = title
    (row,) = (r for r in folder_records(folder) if r["実施内容・目標"] == STAFF and r["コード"] == "33")
    assert (row["進捗状況"], row["評価"]) == ("5月に実施した", "△")


@pytest.mark.parametrize("typed", ["１，２３４円", "98点", "3件"])
def test_a_figure_in_another_unit_is_no_figure(folder: Folder, typed: str) -> None:
    with folder.typing("33") as typing:
        typing.type(CONTENT_KPI, "9月", typed)
    assert folder.faults("33").keys() == {words.NO_NUMBER}
    assert first_actual(folder) is None


def test_a_renamed_column_or_tab_is_no_reason_to_send_the_book_back(folder: Folder) -> None:
    with folder.typing("33") as typing:
        cell = typing.at(STAFF, RATING)
        cell.parent.cell(3, cell.column).value = "自己評価"
        typing.book[AREA].title = "うちの表"
        typing.book["設定"].title = "うちの設定"
    receipt = folder.receipt("33")
    assert {(fault.kind, fault.found) for _, fault in receipt.faults} == {
        (words.RENAMED_COLUMN, "自己評価"),
        (words.RENAMED_TAB, "うちの表"),
        (words.RENAMED_TAB, "うちの設定"),
    }
    assert receipt.state == words.RECEIVED


@pytest.mark.parametrize("typed", ["-", "—", "ー", "なし", " － "])
def test_a_dash_in_a_month_is_a_blank(folder: Folder, typed: str) -> None:
    with folder.typing("33") as typing:
        typing.type(CONTENT_KPI, "8月", 93.5)
        typing.type(CONTENT_KPI, "9月", typed)
    assert folder.faults("33") == {}
    assert first_actual(folder) == 93.5
