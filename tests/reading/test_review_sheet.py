"""What a person decided on the sheet 対応確認, whatever else was done to it in the meantime."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare import errors, words
from xlcompare.decision import Decision, ItemKey
from xlcompare.errors import PlanError
from xlcompare.reading.grid import Grid, Value
from xlcompare.reading.review_sheet import decisions_in

BOOK, TAB = "岡山.xlsx", words.REVIEW_SHEET
OLD = {"B3-1": ItemKey("・広報紙の発行", "○広報"), "B3-2": ItemKey("・研修", "○広報"), "B4": ItemKey("○勧奨")}
NEW = {"B3-1": ItemKey("・広報誌の発行", "○広報"), "B5": ItemKey("・訓練", "○研修"), "B6": ItemKey("○督促")}
NOBODY = ItemKey("")
Row = dict[str, Value]


def line(old: str = "", new: str = "", judged: str = words.AUTO, *, typed_old: str = "=", typed_new: str = "=") -> Row:
    """A row as the program makes it for the items at `old` and `new`, with what a person typed over the addresses."""
    one, other = OLD.get(old, NOBODY), NEW.get(new, NOBODY)
    return {
        words.STATE: words.DOUBTFUL,
        words.CHANGE: words.CHANGE_NAMES["changed"],
        words.OLD_CELL: old if typed_old == "=" else typed_old,
        words.OLD_HEADING: one.heading,
        words.OLD_TEXT: one.text,
        words.NEW_CELL: new if typed_new == "=" else typed_new,
        words.NEW_HEADING: other.heading,
        words.NEW_TEXT: other.text,
        words.LIKENESS: 0.62,
        words.JUDGEMENT: judged,
        words.OLD_CELL_THEN: old,
        words.NEW_CELL_THEN: new,
    }


def orphan(old: ItemKey | None, new: ItemKey | None, judged: str) -> Row:
    """A decision that met no item: texts without addresses."""
    row = line(judged=judged)
    one, other = old or NOBODY, new or NOBODY
    texts = (one.heading, one.text, other.heading, other.text)
    columns = (words.OLD_HEADING, words.OLD_TEXT, words.NEW_HEADING, words.NEW_TEXT)
    return {**row, words.STATE: words.ORPHAN, words.LIKENESS: "", **dict(zip(columns, texts, strict=True))}


def sheet(*rows: Row, columns: tuple[str, ...] = words.REVIEW_COLUMNS, top: int = 0, left: int = 0) -> Grid:
    head: tuple[tuple[Value, ...], ...] = ((words.REVIEW_TITLE,), (words.REVIEW_HELP,), columns)
    body = tuple(tuple(row.get(name) for name in columns) for row in rows)
    return Grid(BOOK, TAB, (*head, *body), top, left)


def decided(*rows: Row) -> tuple[Decision, ...]:
    return decisions_in(sheet(*rows))


UNTOUCHED = (line("B3-1", "B3-1"), line("B3-2"), line("", "B5"), line("B4", "B6"))


# ── ways to decide ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_untouched_sheet_decides_nothing() -> None:
    assert decided(*UNTOUCHED) == ()


@pytest.mark.parametrize("judged", ["", None, "自動", " 自動 "])
def test_automatic_or_blank_is_no_decision(judged: str) -> None:
    assert decided(line("B3-1", "B3-1", judged)) == ()


def test_a_pair_may_be_confirmed() -> None:
    [decision] = decided(line("B3-1", "B3-1", words.PAIRED))
    assert decision == Decision(OLD["B3-1"], NEW["B3-1"], together=True)
    assert decision.places == ("B3-1", "B3-1")


def test_a_pair_may_be_forbidden() -> None:
    assert decided(line("B4", "B6", words.NOT_PAIRED)) == (Decision(OLD["B4"], NEW["B6"], together=False),)


def test_an_item_may_be_confirmed_to_stand_alone() -> None:
    assert decided(line("B3-2", "", words.PAIRED), line("", "B5", words.PAIRED)) == (
        Decision(OLD["B3-2"], None, together=True),
        Decision(None, NEW["B5"], together=True),
    )


def test_an_item_alone_that_belongs_to_nobody_stays_alone() -> None:
    assert decided(line("B3-2", "", words.NOT_PAIRED)) == (Decision(OLD["B3-2"], None, together=False),)


@pytest.mark.parametrize("judged", [words.AUTO, words.PAIRED, ""])
def test_an_address_written_over_pairs_the_items_that_it_names(judged: str) -> None:
    rows = (line("B3-1", "B3-1", judged, typed_new="B5"), *UNTOUCHED[1:])
    assert decided(*rows) == (Decision(OLD["B3-1"], NEW["B5"], together=True),)


def test_an_address_written_where_there_was_none_pairs_too() -> None:
    rows = (line("", "B5", typed_old="B3-2"), line("B3-2"))
    assert decided(*rows) == (Decision(OLD["B3-2"], NEW["B5"], together=True),)


def test_an_address_written_over_may_be_forbidden_as_well() -> None:
    rows = (line("B3-1", "B3-1", words.NOT_PAIRED, typed_new="B5"), *UNTOUCHED[1:])
    assert decided(*rows) == (Decision(OLD["B3-1"], NEW["B5"], together=False),)


@pytest.mark.parametrize("typed", ["Ｂ３－２", "b3-2", " B3-2 ", "B3−2"])
def test_an_address_is_read_as_excel_would(typed: str) -> None:
    rows = (line("", "B5", typed_old=typed), line("B3-2"))
    assert decided(*rows) == (Decision(OLD["B3-2"], NEW["B5"], together=True),)


def test_the_same_address_in_other_letters_is_untouched() -> None:
    assert decided(line("B4", "B6", typed_old="ｂ４", typed_new="b6")) == ()


def test_an_emptied_address_leaves_the_other_item_alone() -> None:
    assert decided(line("B3-1", "B3-1", typed_old="")) == (Decision(None, NEW["B3-1"], together=True),)
    assert decided(line("B3-1", "B3-1", typed_new="")) == (Decision(OLD["B3-1"], None, together=True),)


def test_a_row_with_both_addresses_emptied_says_nothing() -> None:
    assert decided(line("B3-1", "B3-1", typed_old="", typed_new="")) == ()


def test_decisions_come_in_the_sheets_order() -> None:
    found = decided(line("B4", "B6", words.NOT_PAIRED), line("B3-2"), line("B3-1", "B3-1", words.PAIRED))
    assert [decision.together for decision in found] == [False, True]


# ── what can't be understood ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["B99", "B3", "B3-3", "広報紙"])
def test_an_address_that_no_item_had_is_refused_with_its_cell(typed: str) -> None:
    with pytest.raises(PlanError) as refused:
        decided(line("B4", "B6"), line("B3-1", "B3-1", typed_new=typed))
    assert str(refused.value) == str(errors.unknown_address(BOOK, TAB, "F5", typed))


def test_an_address_of_the_other_year_is_refused() -> None:
    with pytest.raises(PlanError) as refused:
        decided(*UNTOUCHED[:3], line("B4", "B6", typed_old="B6"))
    assert str(refused.value) == str(errors.unknown_address(BOOK, TAB, "C7", "B6"))


@pytest.mark.parametrize("judged", ["○", "はい", "対応", "対応する？"])
def test_an_unknown_judgement_is_refused_with_its_cell(judged: str) -> None:
    with pytest.raises(PlanError) as refused:
        decided(line("B4", "B6"), line("B3-1", "B3-1", judged))
    assert str(refused.value) == str(errors.unknown_judgement(BOOK, TAB, "J5", judged))


def test_the_cell_is_the_sheets_own_wherever_its_values_begin() -> None:
    with pytest.raises(PlanError) as refused:
        decisions_in(sheet(line("B4", "B6", "○"), top=2, left=1))
    assert refused.value.cell == "K6"


# ── decisions without a home ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "judged", "together"),
    [
        (ItemKey("・昔の取組", "○広報"), ItemKey("・今の取組", "○研修"), words.PAIRED, True),
        (ItemKey("・昔の取組", "○広報"), ItemKey("・今の取組"), words.NOT_PAIRED, False),
        (ItemKey("・昔の取組"), None, words.PAIRED, True),
        (None, ItemKey("・今の取組", "○研修"), words.PAIRED, True),
    ],
)
def test_a_decision_that_met_no_item_keeps_its_texts(
    old: ItemKey | None, new: ItemKey | None, judged: str, together: bool
) -> None:
    rows = (*UNTOUCHED, {words.STATE: words.REVIEW_ORPHANS}, orphan(old, new, judged))
    assert decided(*rows) == (Decision(old, new, together),)


def test_such_a_decision_ends_when_its_row_is_deleted_or_set_to_automatic() -> None:
    assert decided(*UNTOUCHED, orphan(OLD["B4"], NEW["B6"], words.AUTO)) == ()


# ── what people do to sheets ───────────────────────────────────────────────────────────────────────────────────────

TOUCHED = (
    line("B3-1", "B3-1", typed_new="B5"),
    line("B3-2"),
    line("", "B5"),
    line("B4", "B6", words.NOT_PAIRED),
    orphan(ItemKey("・昔の取組"), ItemKey("・今の取組"), words.PAIRED),
)


@given(st.permutations(TOUCHED))
def test_rows_sorted_by_the_user_say_the_same(rows: list[Row]) -> None:
    assert set(decided(*rows)) == set(decided(*TOUCHED))
    assert len(decided(*rows)) == 3


PLACES = ("B9", "B9-2", "B9-10", "C9", "Z9", "AA9", "BA9", "B10", "A100")
"""In reading order: by row, column and line of the cell."""


@pytest.mark.parametrize("step", [1, 2, 4, 5, 7, 8])
def test_items_of_one_text_are_told_apart_by_their_order_in_the_tab(step: int) -> None:
    """However the rows were sorted, and beside others of other texts."""
    same = [{**line(judged=words.PAIRED), words.OLD_TEXT: "・研修", words.OLD_HEADING: "○広報"} for _ in PLACES]
    rows = [{**row, words.OLD_CELL: place, words.OLD_CELL_THEN: place} for row, place in zip(same, PLACES, strict=True)]
    mixed = [rows[(k * step) % len(rows)] for k in range(len(rows))]
    found = decided(line("B3-1", "B3-1"), *mixed)
    assert [decision.old for decision in found] == [
        ItemKey("・研修", "○広報", (k * step) % len(rows)) for k in range(len(rows))
    ]


@given(st.permutations(words.REVIEW_COLUMNS))
def test_columns_in_another_order_say_the_same(columns: list[str]) -> None:
    assert decisions_in(sheet(*TOUCHED, columns=tuple(columns))) == decided(*TOUCHED)


def test_blank_rows_and_columns_of_ones_own_do_not_matter() -> None:
    rows = [{**row, "メモ": "要相談"} for row in TOUCHED]
    columns = (*words.REVIEW_COLUMNS[:4], "メモ", *words.REVIEW_COLUMNS[4:])
    assert decisions_in(sheet(*rows[:2], {}, {"メモ": "ここまで確認"}, *rows[2:], columns=columns)) == decided(*TOUCHED)


def test_without_the_hidden_columns_the_judgement_still_counts() -> None:
    rows = (line("B3-1", "B3-1"), line("B4", "B6", words.NOT_PAIRED))
    found = decisions_in(sheet(*rows, columns=words.REVIEW_COLUMNS[:-2]))
    assert found == (Decision(OLD["B4"], NEW["B6"], together=False),)


def test_a_sheet_of_another_layout_says_nothing() -> None:
    assert decisions_in(Grid(BOOK, TAB, (("分野", "内容"), ("1. 基盤", "・広報")))) == ()
    assert decisions_in(Grid(BOOK, TAB, ())) == ()
    assert decisions_in(sheet(line("B4", "B6", words.NOT_PAIRED), columns=(words.OLD_CELL, words.JUDGEMENT))) == ()
