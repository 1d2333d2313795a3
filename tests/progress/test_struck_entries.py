"""Struck-through entries of a progress workbook aren't carried over, and are listed; numbers in texts are as shown."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from xlcompare import progress_words as words

from .books import CONTENT_KPI, DUN, POST, STAFF, Desk, cell, unplaced


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def strike(each: Any) -> None:
    font = copy(each.font)
    font.strike = True
    each.font = font


def in_part(struck: str, rest: str) -> CellRichText:
    return CellRichText(TextBlock(InlineFont(strike=True), struck), TextBlock(InlineFont(), rest))


def test_a_struck_entry_is_none_and_is_listed_with_its_place(desk: Desk) -> None:
    first, _ = desk.make()
    with desk.typed_into(first) as typing:
        typing.type(STAFF, words.PROGRESS, "5月に実施した")
        strike(typing.at(STAFF, words.PROGRESS))
        typing.type(POST, words.PROGRESS, in_part("9件", "95件"))
    second, _ = desk.make(previous=typing.path)
    assert (cell(second, STAFF, words.PROGRESS), cell(second, POST, words.PROGRESS)) == (None, "95件")
    listed = [(row["元の実施内容・KPI"], row["欄"], row["入力されていた内容"], row["理由"]) for row in unplaced(second)]
    assert listed == [
        (STAFF, "進捗状況", "5月に実施した", words.STRUCK), (POST, "進捗状況", "9件", words.STRUCK),
    ]  # fmt: skip


def test_what_was_listed_once_stays_listed_and_is_not_listed_again(desk: Desk) -> None:
    first, _ = desk.make()
    with desk.typed_into(first) as typing:
        typing.type(POST, words.PROGRESS, in_part("9件", "95件"))
    second, _ = desk.make(previous=typing.path)
    third, _ = desk.make(previous=second)
    assert [row["入力されていた内容"] for row in unplaced(third)] == ["9件"]


def test_a_figure_of_which_a_part_is_struck_is_what_is_left(desk: Desk) -> None:
    first, _ = desk.make()
    with desk.typed_into(first) as typing:
        typing.type(CONTENT_KPI, "9月", in_part("9~", "95.5"))
    second, _ = desk.make(previous=typing.path)
    assert cell(second, CONTENT_KPI, "9月") == "95.5"


def test_a_row_that_is_struck_as_a_whole_still_is_its_measure(desk: Desk) -> None:
    first, _ = desk.make()
    with desk.typed_into(first) as typing:
        typing.type(DUN, words.PROGRESS, "催告した")
        at = typing.at(DUN, words.PROGRESS)
        for each in at.parent[at.row]:
            strike(each)
    second, _ = desk.make(previous=typing.path)
    assert cell(second, DUN, words.PROGRESS) is None
    assert {row["入力されていた内容"] for row in unplaced(second)} == {"催告した", "レセプト"}


def test_numbers_in_texts_are_carried_as_they_are_shown(desk: Desk) -> None:
    first, _ = desk.make()
    with desk.typed_into(first) as typing:
        for text, value, code in ((STAFF, 0.655, "0.0%"), (POST, 45383, 'm"月"d"日"'), (DUN, 3, '0"回"')):
            typing.type(text, words.PROGRESS, value)
            typing.at(text, words.PROGRESS).number_format = code
    second, _ = desk.make(previous=typing.path)
    assert [cell(second, text, words.PROGRESS) for text in (STAFF, POST, DUN)] == ["65.5%", "4月1日", "3回"]
