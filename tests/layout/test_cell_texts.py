"""What a cell says: labels, marks, areas' names, and texts that are too much for one row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.layout.cell_texts import LONGEST_TITLE, Printed, area_title, printed, shortened, split_over_rows
from xlcompare.layout.heights import MAX_CELL_UNITS, MAX_ROW_HEIGHT, height
from xlcompare.layout.sheet import Style
from xlcompare.plan import Item, Kind, Place, Plan

STYLE = Style("ＭＳ 明朝", 10)
WIDTH = 354.0


def plan(*items: Item) -> Plan:
    return Plan("岡山.xlsx", "令和3年度", 2021, items)


def item(text: str, kind: Kind = Kind.MEASURE, label: str | None = None) -> Item:
    return Item(text, kind, "基盤", ("①窓口",), Place("B2"), label=label)


# ── labels ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_item_is_printed_as_it_is_with_its_changed_characters() -> None:
    assert printed(plan(item("・年2回行う")), 0, ((2, 4),)) == Printed("・年2回行う", ((2, 4),), 0)


def test_a_label_stands_on_a_line_before_the_text_and_marks_move_along() -> None:
    found = printed(plan(item("① 受診率 60％", Kind.KPI, "■ ＫＰＩ")), 0, ((6, 9),))
    assert found.text == "■ ＫＰＩ\n① 受診率 60％"
    assert [found.text[a:b] for a, b in found.changed] == ["60％"]


def test_the_first_of_several_unlabelled_targets_is_labelled() -> None:
    targets = plan(item("・取組"), item("受診率 60％", Kind.KPI), item("指導率 30％", Kind.KPI))
    assert [printed(targets, i, ()).text for i in range(3)] == ["・取組", "《ＫＰＩ》\n受診率 60％", "指導率 30％"]


def test_a_target_that_says_so_itself_gets_no_label() -> None:
    assert printed(plan(item("■ KPI：受診率 60％", Kind.KPI)), 0, ()).text == "■ KPI：受診率 60％"


# ── areas ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_area_of_one_name_is_named_once() -> None:
    assert area_title("基盤", "基盤", (), ()) == Printed("基盤")
    assert area_title("１ 基盤", "1基盤", (), ()) == Printed("１ 基盤")


def test_a_new_and_a_dropped_area_have_their_own_names_marked() -> None:
    assert area_title("基盤", None, ((0, 2),), ()) == Printed("基盤", ((0, 2),))
    assert area_title(None, "戦略", (), ((0, 2),)) == Printed("戦略", ((0, 2),))


def test_a_renamed_area_says_its_old_name_below_both_marked() -> None:
    found = area_title("組織・運営", "組織体制", ((0, 5),), ((0, 4),))
    assert found.text == "組織・運営\n（旧：組織体制）"
    assert [found.text[a:b] for a, b in found.changed] == ["組織・運営", "組織体制"]


def test_a_name_is_cut_only_where_it_is_a_whole_text() -> None:
    name = Printed("あ" * LONGEST_TITLE, ((0, 1),))
    assert shortened(name) == name
    assert shortened(Printed("あ" * 200)).text == "あ" * LONGEST_TITLE + "…"


# ── long texts ─────────────────────────────────────────────────────────────────────────────────────────────────────


def rows(left: Printed, right: Printed) -> list[tuple[Printed, Printed]]:
    """The rows' texts, each found to fit its row and a cell."""
    found = []
    for (a, b), high in split_over_rows(left, right, STYLE, WIDTH):
        assert high <= MAX_ROW_HEIGHT
        for text in (a.text, b.text):
            assert height(text, WIDTH, STYLE.font, STYLE.size) <= high
            assert len(text.encode("utf-16-le")) // 2 <= MAX_CELL_UNITS
        found.append((a, b))
    return found


def marked(pieces: list[Printed]) -> str:
    return "".join(piece.text[a:b] for piece in pieces for a, b in piece.changed)


def test_texts_that_fit_stand_on_one_row() -> None:
    pair = Printed("・短い", (), 0), Printed("・短い文", ((2, 4),), 0)
    assert rows(*pair) == [pair]


@pytest.mark.parametrize(
    "text", ["健康保険委員の研修会を開く。" * 2858, "a" * 40_000, "😀" * 40_000, "・行\n" * 10_000]
)
def test_forty_thousand_characters_lose_none_and_keep_their_marks(text: str) -> None:
    marks = ((10, 20), (5_000, 30_000), (39_990, 40_000))
    found = rows(Printed(text, marks, 0), Printed("・短い", (), 0))
    pieces = [a for a, _ in found]
    assert len(pieces) > 1
    assert "".join(p.text for p in pieces).replace("\n", "") == text.replace("\n", "")
    assert marked(pieces).replace("\n", "") == "".join(text[a:b] for a, b in marks).replace("\n", "")
    assert all(piece.item == 0 for piece in pieces)
    assert [b.text for _, b in found] == ["・短い"] + [""] * (len(found) - 1)


def test_a_text_higher_than_excels_highest_row_is_split() -> None:
    text = "\n".join(f"・{number}行目" for number in range(40))
    found = rows(Printed(text, ((0, len(text)),), 0), Printed("移動①"))
    assert len(found) == 2
    assert "\n".join(a.text for a, _ in found) == text
    assert [a.changed for a, _ in found] == [((0, len(a.text)),) for a, _ in found]


@given(st.text("健診のa。\n", max_size=1500), st.data())
def test_whatever_the_text_nothing_is_lost(text: str, data: st.DataObject) -> None:
    at = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    marks = ((at[0], at[1]),) if at[0] < at[1] else ()
    pieces = [a for a, _ in rows(Printed(text, marks, 0), Printed("短", (), 0))]
    assert "".join(p.text for p in pieces).replace("\n", "") == text.replace("\n", "")
    assert marked(pieces).replace("\n", "") == text[at[0] : at[1]].replace("\n", "")
    assert all(start < end for piece in pieces for start, end in piece.changed)
