"""A distributed book's stamp: what it is made of, and that it comes back from the workbook as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from xlcompare import errors
from xlcompare import progress_words as words
from xlcompare.jobs.files import workbook_bytes
from xlcompare.layout.progress_book import progress_sheets
from xlcompare.plan import Item, Kind, Place, Plan
from xlcompare.progress import Filled
from xlcompare.progress_settings import ProgressSettings
from xlcompare.reading.from_file import open_book
from xlcompare.reading.progress_book import read_progress_book
from xlcompare.sections import areas_of
from xlcompare.stamp import Stamp, ids_after, item_ids, plan_digest
from xlcompare.tracking.carrying import Carried
from xlcompare.tracking.progress import progress_of

from ..progress.books import Typing, opened


def item(text: str, kind: Kind = Kind.MEASURE, cell: str = "E5") -> Item:
    path = () if kind in (Kind.AREA, Kind.HEADING) else ("①窓口",)
    return Item(text, kind, "基盤的業務", path, Place(cell))


ITEMS = (
    item("基盤的業務", Kind.AREA, "A2"),
    item("①窓口", Kind.HEADING, "B2"),
    item("KPI：郵送化率を95.0％以上とする", Kind.KPI, "E3"),
    item("◆勉強会を開く", cell="E4"),
    item("◆案内を同封する", cell="E5"),
    item("◆案内を同封する", cell="E6"),
)
PLAN = Plan("計画.xlsx", "令和3年度", 2021, ITEMS)
STAMP = Stamp("33", "岡山支部", 2021, "0.1.0", plan_digest(PLAN), item_ids(PLAN), (None, None, 95.5, None, None, None))


def workbook(path: Path, stamp: Stamp | None) -> Path:
    made = progress_of(PLAN, date(2021, 9, 30), ProgressSettings(), areas_of(PLAN), Carried(), stamp)
    path.write_bytes(workbook_bytes(progress_sheets(made)))
    return path


def filled(path: Path) -> Filled:
    return read_progress_book(open_book(path))


def test_equal_texts_have_ids_of_their_own_and_moving_down_changes_none() -> None:
    ids = item_ids(PLAN)
    assert len(set(ids)) == len(ITEMS)
    moved = replace(PLAN, items=tuple(replace(each, place=Place("Z99")) for each in ITEMS))
    assert item_ids(moved) == ids
    assert plan_digest(moved) == STAMP.plan


def test_every_change_of_the_plan_is_another_digest() -> None:
    first, *others = ITEMS
    changes = [
        (replace(first, owner="業務"), *others),
        (replace(first, method="4月"), *others),
        (replace(first, text="基盤的 業務"), *others),
        ITEMS[:-1],
        (*others, first),
    ]
    digests = {plan_digest(replace(PLAN, items=items)) for items in changes}
    assert len(digests | {STAMP.plan}) == len(changes) + 1


def test_a_successor_keeps_its_id_and_no_two_items_have_one() -> None:
    ids = item_ids(PLAN)
    # The second of the equal measures was rewritten, and a new one says what the first says.
    revised = replace(PLAN, items=(*ITEMS[:3], item("◆勉強会を毎月開く"), item("◆手紙を送る"), ITEMS[3], ITEMS[4]))
    kept = ids_after(ids, revised, ((0, 0), (1, 1), (2, 2), (3, 3), (5, 6)))
    assert kept[:4] == ids[:4]
    assert kept[6] == ids[5]
    assert len(set(kept)) == len(revised.items)
    assert kept[5] != ids[3], "taken by the item that was this text before"


def test_the_stamp_comes_back_from_the_workbook_as_it_was(tmp_path: Path) -> None:
    book = workbook(tmp_path / "配布.xlsx", STAMP)
    read = filled(book)
    assert read.stamp == STAMP
    assert read.count == 0
    assert opened(book)[words.RECORD_SHEET].sheet_state == "veryHidden"


def test_the_stamp_outlives_another_name_and_saving_by_another_program(tmp_path: Path) -> None:
    with Typing(workbook(tmp_path / "配布.xlsx", STAMP), tmp_path / "（提出）岡山.xlsx"):
        pass
    assert filled(tmp_path / "（提出）岡山.xlsx").stamp == STAMP


def test_a_workbook_that_was_not_distributed_has_none(tmp_path: Path) -> None:
    read = filled(workbook(tmp_path / "表.xlsx", None))
    assert read.stamp is None
    assert item_ids(read.plan) == item_ids(PLAN)


@pytest.mark.parametrize("value", ["", STAMP.ids[0]], ids=["gone", "twice"])
def test_a_changed_id_is_refused(tmp_path: Path, value: str) -> None:
    book = opened(workbook(tmp_path / "配布.xlsx", STAMP))
    sheet = book[words.RECORD_SHEET]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == STAMP.ids[2])
    cell.value = value or None
    book.save(tmp_path / "直した.xlsx")
    with pytest.raises(errors.PlanError, match="計画の控え"):
        filled(tmp_path / "直した.xlsx")
