"""People's corrections are found again by the items' texts, wherever those stand now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xlcompare.comparing.compare import compare
from xlcompare.comparing.comparison import Comparison
from xlcompare.comparing.decisions import resolved
from xlcompare.decision import Decision, ItemKey, key_of
from xlcompare.plan import Plan

from .plans import partner, plan_of

OLD = plan_of("○④受診の勧奨\n・はがきを送る\n・電話をかける\n○⑤債権の回収\n・はがきを送る", "令和2年度")
NEW = plan_of("○④受診の勧奨\n・はがきを送る\n・電話をかける\n○⑤債権の回収\n・はがきを送る")

POSTCARD = ItemKey("・はがきを送る", "○④受診の勧奨")
OTHER_POSTCARD = ItemKey("・はがきを送る", "○⑤債権の回収")
CALL = ItemKey("・電話をかける", "○④受診の勧奨")

TOGETHER = Decision(POSTCARD, CALL, together=True)
APART = Decision(CALL, CALL, together=False)


def decided(old: Plan, new: Plan, *decisions: Decision) -> Comparison:
    return compare(old, new, decisions)


def test_without_decisions_nothing_is_decided() -> None:
    assert not any(pair.decided for pair in decided(OLD, NEW).pairs)


def test_a_pair_set_together_is_made_and_said_to_be_decided() -> None:
    comparison = decided(OLD, NEW, TOGETHER)
    assert partner(comparison, 1) == 2
    assert [pair.new for pair in comparison.pairs if pair.decided] == [2]


def test_a_pair_set_apart_is_not_made() -> None:
    comparison = decided(OLD, NEW, APART)
    assert partner(comparison, 2) is None
    assert comparison.apart == (APART,)
    assert comparison.unmet == ()


def test_an_item_without_counterpart_stays_alone() -> None:
    comparison = decided(OLD, NEW, Decision(CALL, None, together=True), Decision(None, POSTCARD, together=True))
    assert partner(comparison, 2) is None
    assert partner(comparison, 1) != 1
    assert {(pair.old, pair.new) for pair in comparison.pairs if pair.decided} == {(2, None), (None, 1)}


# ── equal texts ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_equal_texts_are_told_apart_by_their_heading() -> None:
    found = resolved([Decision(OTHER_POSTCARD, POSTCARD, together=True)], OLD.items, NEW.items)
    assert found.pinned == {4: 1}


def test_equal_texts_under_one_heading_are_told_apart_by_their_order() -> None:
    plan = plan_of("○④受診の勧奨\n・はがきを送る\n・電話をかける\n・はがきを送る")
    second = replace(POSTCARD, nth=1)
    found = resolved([Decision(second, second, together=True)], plan.items, plan.items)
    assert found.pinned == {3: 3}
    found = resolved([Decision(POSTCARD, second, together=False)], plan.items, plan.items)
    assert found.unmet == []


def test_of_equal_texts_under_an_unknown_heading_none_is_guessed() -> None:
    decision = Decision(ItemKey("・はがきを送る", "○表彰"), CALL, together=True)
    found = resolved([decision], OLD.items, NEW.items)
    assert (found.pinned, found.unmet) == ({}, [decision])


def test_an_item_is_remembered_by_its_text_and_its_innermost_heading() -> None:
    item = plan_of("○受診の勧奨\ni）被保険者\n・はがきを送る").items[2]
    assert key_of(item) == ItemKey("・はがきを送る", "i）被保険者")


# ── what a decision outlives ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "outline",
    [
        pytest.param("○表彰\n・表彰する\n○④受診の勧奨\n・電話をかける\n・はがきを送る", id="rows moved"),
        pytest.param("○①受診の勧奨\n・はがきを送る\n・電話をかける", id="heading renumbered"),
        pytest.param("○④受診の勧奨\n（１）はがきを送る\n（２）電話をかける", id="bullets renumbered"),
        pytest.param("○④受診の勧奨【業務G】\n・はがき を送る\n・電話を　かける", id="owner and spaces"),
    ],
)
def test_a_decision_outlives_edits_around_its_items(outline: str) -> None:
    new = plan_of(outline)
    comparison = decided(OLD, new, TOGETHER)
    assert comparison.unmet == ()
    called = new.items[partner(comparison, 1) or 0].text
    assert called.replace("　", "").endswith("電話をかける")


def test_a_decision_outlives_a_renamed_tab() -> None:
    new = replace(NEW, tab="R3（案）", year=0)
    assert partner(decided(OLD, new, TOGETHER), 1) == 2


def test_a_decision_does_not_outlive_its_text_but_is_kept() -> None:
    new = plan_of("○④受診の勧奨\n・はがきを送る\n・訪問する")
    comparison = decided(OLD, new, TOGETHER, APART)
    assert comparison.unmet == (TOGETHER, APART)
    assert partner(comparison, 1) == 1


# ── contradictions ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_of_two_partners_for_one_item_the_later_holds() -> None:
    first, second = Decision(POSTCARD, CALL, together=True), Decision(POSTCARD, OTHER_POSTCARD, together=True)
    assert resolved([first, second], OLD.items, NEW.items).pinned == {1: 4}
    assert resolved([second, first], OLD.items, NEW.items).pinned == {1: 2}


def test_of_together_and_apart_the_later_holds() -> None:
    together, apart = Decision(CALL, CALL, together=True), Decision(CALL, CALL, together=False)
    assert partner(decided(OLD, NEW, together, apart), 2) is None
    assert partner(decided(OLD, NEW, apart, together), 2) == 2


def test_a_partner_given_later_ends_being_alone() -> None:
    alone = Decision(POSTCARD, None, together=True)
    assert partner(decided(OLD, NEW, alone, TOGETHER), 1) == 2


def test_being_alone_decided_later_ends_a_pair() -> None:
    alone = Decision(POSTCARD, None, together=True)
    assert partner(decided(OLD, NEW, TOGETHER, alone), 1) is None


def test_a_pair_replaced_by_a_later_decision_is_not_said_to_be_kept_apart() -> None:
    apart, together = Decision(CALL, CALL, together=False), Decision(CALL, CALL, together=True)
    assert decided(OLD, NEW, apart, together).apart == ()
