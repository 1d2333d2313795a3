"""Struck-through words in returned books are left out, and listed on 不備一覧."""

from __future__ import annotations

from xlcompare import progress_words
from xlcompare import rollup_words as words

from ..progress.books import CONTENT_KPI, STAFF
from ..progress.test_struck_entries import in_part, strike
from .branches import Folder


def test_a_struck_part_of_a_figure_is_left_out_and_listed(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(CONTENT_KPI, "9月", in_part("9~", "95.5"))
    found = folder.faults("33")
    assert (found[words.STRUCK][1], found[words.READ_AS][1]) == ("9~", "95.5")
    (target,) = [row for row in folder.receipt("33").book.targets if row.issued.text == CONTENT_KPI]  # type: ignore[union-attr]
    assert target.latest == 95.5


def test_a_struck_entry_counts_as_blank(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, progress_words.RATING, "○")
        strike(typing.at(STAFF, progress_words.RATING))
    assert folder.faults("33")[words.STRUCK][1] == "○"
    rows = [row for row in folder.records() if row["実施内容・目標"] == STAFF and row["コード"] == "33"]
    assert [row["評価"] for row in rows] == [None]


def test_a_struck_text_of_the_plan_is_still_the_plans(folder: Folder) -> None:
    with folder.typing("33") as typing:
        strike(typing.at(STAFF, progress_words.CONTENT))
    assert folder.faults("33") == {}
