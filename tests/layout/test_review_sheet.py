"""The sheet 対応確認: every pair once, doubtful ones first, and a form that outlives sorting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from xlcompare import words
from xlcompare.comparing.comparison import Comparison
from xlcompare.decision import Decision, ItemKey
from xlcompare.layout.review_sheet import review_sheet
from xlcompare.layout.review_table import HEAD_ROWS, VISIBLE
from xlcompare.layout.sheet import Cell, Merge, Number, Sheet, Text
from xlcompare.settings import Settings
from xlcompare.template import DOUBTFUL_FILL

SETTINGS = Settings()
OLD = """
# 基盤
! ①窓口
・勉強会を月1回開く。
・換気と消毒を徹底する。
"""
NEW = """
# 基盤
! ①窓口
・勉強会を月2回開く。
・統計の講座を受けさせる。
"""
COLUMN = {name: k for k, name in enumerate(words.REVIEW_COLUMNS)}


def values(sheet: Sheet) -> list[dict[str, str]]:
    """The rows below the header by column name, without the empty ones."""
    rows = [[said(cell) for cell in row.cells] for row in sheet.rows[HEAD_ROWS:]]
    return [dict(zip(words.REVIEW_COLUMNS, row, strict=True)) for row in rows if len(row) == len(words.REVIEW_COLUMNS)]


def said(cell: Cell) -> str:
    return cell.text if isinstance(cell, Text) else f"{cell.value:g}" if isinstance(cell, Number) else ""


def row_of(sheet: Sheet, text: str) -> dict[str, str]:
    (found,) = [row for row in values(sheet) if text in (row[words.OLD_TEXT], row[words.NEW_TEXT])]
    return found


def test_every_pair_has_a_row_with_places_texts_likeness_and_judgement(compared: Callable[..., Comparison]) -> None:
    comparison = compared(OLD, NEW)
    sheet = review_sheet(comparison, SETTINGS)
    assert len(values(sheet)) == len(comparison.pairs)
    row = row_of(sheet, "・勉強会を月2回開く。")
    assert row[words.CHANGE] == "変更"
    assert (row[words.OLD_CELL], row[words.OLD_HEADING], row[words.OLD_TEXT]) == (
        "B4", "①窓口", "・勉強会を月1回開く。",
    )  # fmt: skip
    assert (row[words.NEW_CELL], row[words.NEW_CELL_THEN]) == ("B4", "B4")
    assert 0.5 < float(row[words.LIKENESS]) <= 1
    assert row[words.JUDGEMENT] == "自動"


def test_what_has_no_counterpart_has_no_likeness_and_an_empty_side(compared: Callable[..., Comparison]) -> None:
    row = row_of(review_sheet(compared(OLD, NEW), SETTINGS), "・換気と消毒を徹底する。")
    assert (row[words.CHANGE], row[words.NEW_CELL], row[words.NEW_TEXT], row[words.LIKENESS]) == ("廃止", "", "", "")


def test_doubtful_pairs_come_first_and_are_coloured(sample: Comparison) -> None:
    pairs = tuple(replace(pair, doubtful=i in (7, 30)) for i, pair in enumerate(sample.pairs))
    sheet = review_sheet(replace(sample, pairs=pairs), SETTINGS)
    assert [row[words.STATE] for row in values(sheet)][:3] == ["要確認", "要確認", ""]
    fills = [{cell.style.fill for cell in row.cells if cell} for row in sheet.rows[HEAD_ROWS:]]
    assert fills[:2] == [{DOUBTFUL_FILL}] * 2
    assert set().union(*fills[2:]) == {None}


def test_peoples_decisions_stand_with_their_judgement(compared: Callable[..., Comparison]) -> None:
    together = Decision(ItemKey("・換気と消毒を徹底する。"), ItemKey("・統計の講座を受けさせる。"), True)
    apart = Decision(ItemKey("・勉強会を月1回開く。"), ItemKey("・勉強会を月2回開く。"), False)
    sheet = review_sheet(compared(OLD, NEW, [together, apart]), SETTINGS)
    decided = [row for row in values(sheet) if row[words.STATE] == "判定済み"]
    assert {(row[words.OLD_TEXT], row[words.NEW_TEXT], row[words.JUDGEMENT]) for row in decided} == {
        ("・換気と消毒を徹底する。", "・統計の講座を受けさせる。", "対応する"),
        ("・勉強会を月1回開く。", "・勉強会を月2回開く。", "対応しない"),
    }


def test_decisions_whose_item_is_gone_are_listed_below_with_a_word_of_explanation(
    compared: Callable[..., Comparison],
) -> None:
    gone = Decision(ItemKey("・もうない項目", "①窓口"), ItemKey("・勉強会を月2回開く。", "①窓口"), True)
    sheet = review_sheet(compared(OLD, NEW, [gone]), SETTINGS)
    last = values(sheet)[-1]
    assert (last[words.STATE], last[words.JUDGEMENT]) == ("対象なし", "対応する")
    assert (last[words.OLD_CELL], last[words.OLD_TEXT], last[words.NEW_TEXT]) == (
        "", "・もうない項目", "・勉強会を月2回開く。",
    )  # fmt: skip
    row = len(sheet.rows) - 2
    said = sheet.rows[row].cells[0]
    assert isinstance(said, Text)
    assert said.text == words.REVIEW_ORPHANS
    assert Merge(row, 0, row, VISIBLE - 1) in sheet.merges


def test_a_moved_pair_is_listed_once(sample: Comparison) -> None:
    moved = [row for row in values(review_sheet(sample, SETTINGS)) if row[words.CHANGE].startswith("移動")]
    assert len(moved) == sum(pair.move is not None for pair in sample.pairs) > 0


def test_judgements_are_chosen_from_a_list_on_every_row(sample: Comparison) -> None:
    sheet = review_sheet(sample, SETTINGS)
    (choice,) = sheet.choices
    assert (choice.column, choice.values) == (COLUMN[words.JUDGEMENT], ("自動", "対応する", "対応しない"))
    assert (choice.top, choice.bottom) == (HEAD_ROWS, len(sheet.rows) - 1)


def test_the_filter_sorts_the_hidden_places_along_with_their_rows(sample: Comparison) -> None:
    sheet = review_sheet(sample, SETTINGS)
    assert sheet.autofilter == (HEAD_ROWS - 1, 0, HEAD_ROWS - 1 + len(sample.pairs), len(words.REVIEW_COLUMNS) - 1)
    assert [column.hidden for column in sheet.columns] == [False] * VISIBLE + [True, True]


def test_texts_of_forty_thousand_characters_are_shown_as_far_as_they_are_needed(
    compared: Callable[..., Comparison],
) -> None:
    long = "・" + "長い取組の文章を書く。" * 4000
    sheet = review_sheet(compared(f"{OLD}! {long}\n{long}", f"{NEW}! {long}\n{long}"), SETTINGS)
    assert all(len(cell.text) <= 32_767 for row in sheet.rows for cell in row.cells if isinstance(cell, Text))
    assert all(row.height <= 409.5 for row in sheet.rows)


def test_the_samples_review_sheet_is_as_agreed(
    sample: Comparison, as_text: Callable[..., str], golden: Callable[[str, str], None]
) -> None:
    golden("sample_review", as_text(review_sheet(sample, SETTINGS)))
