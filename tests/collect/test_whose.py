"""Whose a returned book is where only a name tells: 設定, the file's, a folder's, as people shorten them."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlcompare import rollup_words as words
from xlcompare.branches import Branch
from xlcompare.tracking.branch_names import branch_in, branch_said

from ..progress.books import PLAN, Desk
from .branches import Folder

BRANCHES = tuple(
    Branch(code, f"{name}支部")
    for code, name in (("01", "北海道"), ("13", "東京"), ("16", "富山"), ("17", "石川"), ("19", "山梨"), ("26", "京都"),
                       ("33", "岡山"))
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("13_東京都支部.xlsx", "13"),
        ("東京都支部.xlsx", "13"),
        ("東京都.xlsx", "13"),
        ("富山.xlsx", "16"),
        ("16_富山.xlsx", "16"),
        ("19_山梨.xls", "19"),
        ("京都府支部（最終）.xlsx", "26"),
        ("北海道.xlsx", "01"),
        ("令和3年度岡山支部進捗管理表.xlsx", "33"),
        ("進捗管理表岡山支部.xlsx", "33"),
        ("岡山　支部.xlsx", "33"),
        ("京都支部/13_東京支部.xlsx", "13"),
        ("京都支部/進捗.xlsx", "26"),
        ("33_岡山・富山.xlsx", "33"),
        ("岡山支部から富山支部へ.xlsx", None),
        ("石川さんより.xlsx", None),
        ("13.xlsx", None),
        ("福岡山支部.xlsx", None),
    ],
)
def test_a_files_name_tells_a_branch_where_the_name_begins_and_ends(path: str, code: str | None) -> None:
    found = branch_in(path, BRANCHES)
    assert (found.code if found else None) == code


def test_the_longer_name_isnt_anothers_even_where_only_that_is_expected() -> None:
    assert branch_in("東京都支部.xlsx", [each for each in BRANCHES if each.code == "26"]) is None


@pytest.mark.parametrize("said", ["東京支部", "東京都支部", "東京", "東京都", "東京　支部"])
def test_the_settings_may_say_it_in_short(said: str) -> None:
    found = branch_said(said, BRANCHES)
    assert found is not None
    assert found.code == "13"
    assert branch_said(f"{said}の控え", BRANCHES) is None


def test_a_short_name_in_the_settings_is_no_other_branch(folder: Folder) -> None:
    with folder.typing("33") as typing:
        name_on_settings(typing.book, "岡山県支部")
    assert folder.faults("33") == {}


def name_on_settings(book: object, name: str) -> None:
    sheet = book["設定"]  # type: ignore[index]
    row = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "支部名")
    sheet.cell(row, 2).value = name


def test_a_book_without_its_record_goes_by_its_settings(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.book.remove(typing.book["計画の控え"])
    folder.book("33").rename(folder.path / "無題.xlsx")
    receipt = folder.receipt("33")
    assert receipt.state == words.FAULTY
    assert [fault.kind for _, fault in receipt.faults] == [words.NO_RECORD]


def test_an_unstamped_book_is_known_by_a_short_name(folder: Folder, tmp_path: Path) -> None:
    book, _ = Desk(tmp_path).make(PLAN)
    folder.book("33").unlink()
    (folder.path / "33_岡山.xlsx").write_bytes(book.read_bytes())
    assert folder.receipt("33").state == words.RECEIVED


def test_the_list_may_have_been_saved_by_excel_in_shift_jis(folder: Folder) -> None:
    manifest = folder.path / "配布一覧.csv"
    text = manifest.read_text(encoding="utf-8-sig").replace("\n03,", "\n3,")
    manifest.write_bytes(text.encode("cp932"))
    assert [(each.branch.code, each.state) for each in folder.collect().rollup.receipts] == [
        (code, words.RECEIVED) for code in ("03", "33", "34")
    ]
