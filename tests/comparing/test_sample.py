"""The sample book holds exactly the differences that its writer meant (tests/sample_truth.py)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from xlcompare.comparing.comparison import Change, Comparison, Pair
from xlcompare.jobs import comparing as jobs
from xlcompare.marks import owner_tag

from .. import sample_truth as truth

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks"
Texts = tuple[str, str]


@pytest.fixture(scope="module", params=["見本支部_事業計画.xlsx", "見本支部_事業計画_箇条書き.xlsx"])
def comparison(request: pytest.FixtureRequest) -> Comparison:
    return jobs.compare(jobs.Request(WORKBOOKS / request.param)).comparison


def texts(comparison: Comparison, pair: Pair) -> Texts:
    """Without the owner that the outline style prints behind a heading."""
    old = "" if pair.old is None else comparison.old.items[pair.old].text
    new = "" if pair.new is None else comparison.new.items[pair.new].text
    return owner_tag(old)[0], owner_tag(new)[0]


def having(comparison: Comparison, change: Change) -> list[Texts]:
    """The pairs of that change, but for those written anew, which may be either changed or dropped and added."""
    found = [texts(comparison, pair) for pair in comparison.pairs if pair.change is change]
    return sorted(both for both in found if both not in REWRITTEN)


REWRITTEN: set[Texts] = {
    either for old, new in truth.REWRITTEN for either in ((old, new), (old, ""), ("", new))
}  # fmt: skip


def in_order(pairs: Iterable[Texts]) -> list[Texts]:
    return sorted(pairs)


def test_what_was_added_is_added(comparison: Comparison) -> None:
    assert having(comparison, Change.ADDED) == in_order(("", text) for text in truth.ADDED)


def test_what_was_dropped_is_dropped(comparison: Comparison) -> None:
    assert having(comparison, Change.DROPPED) == in_order((text, "") for text in truth.DROPPED)


def test_what_was_changed_is_changed_and_nothing_else_is(comparison: Comparison) -> None:
    assert having(comparison, Change.CHANGED) == in_order(truth.CHANGED)


def test_what_was_renumbered_is_renumbered(comparison: Comparison) -> None:
    assert having(comparison, Change.RENUMBERED) == in_order(truth.RENUMBERED)


def test_what_differs_in_width_or_spaces_alone_is_the_same(comparison: Comparison) -> None:
    same = having(comparison, Change.SAME)
    assert in_order(both for both in same if both[0] != both[1]) == in_order(truth.SAME_BUT_FOR_WIDTH)


def test_what_was_written_anew_is_there_in_both_years(comparison: Comparison) -> None:
    found = {texts(comparison, pair) for pair in comparison.pairs}
    for old, new in truth.REWRITTEN:
        assert (old, new) in found or {(old, ""), ("", new)} <= found


def test_the_moved_blocks_are_found_with_all_their_items(comparison: Comparison) -> None:
    blocks: dict[int, list[Texts]] = {}
    for pair in comparison.pairs:
        if pair.move is not None:
            blocks.setdefault(pair.move, []).append(texts(comparison, pair))
    assert sorted(blocks.values()) == sorted(truth.MOVED)


def test_every_changed_item_has_a_mark_on_one_side_at_least(comparison: Comparison) -> None:
    for pair in comparison.pairs:
        marked = bool(pair.old_changed or pair.new_changed)
        assert marked == (pair.change not in (Change.SAME, Change.RENUMBERED))
