"""Items that differ by figures only: what stands word for word in both years pairs with itself (candidates.py)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from xlcompare.comparing.compare import compare
from xlcompare.comparing.comparison import Change
from xlcompare.plan import Item, Kind, Place, Plan


def plan(year: int, texts: Sequence[str], kind: Kind = Kind.MEASURE, heading: str = "○評議会") -> Plan:
    above = Item(heading, Kind.HEADING, "", (), Place("B2"))
    items = [Item(text, kind, "", (above.text,), Place(f"C{k}")) for k, text in enumerate(texts, 3)]
    return Plan("計画.xlsx", str(year), year, (above, *items))


def changes(old: Sequence[str], new: Sequence[str], kind: Kind = Kind.MEASURE) -> list[tuple[str, str, Change, bool]]:
    """(old text, new text, change, moved) of every pair, the heading left out."""
    found = compare(plan(2020, old, kind), plan(2021, new, kind))
    return [
        (
            found.old.items[pair.old].text if pair.old is not None else "",
            found.new.items[pair.new].text if pair.new is not None else "",
            pair.change,
            pair.move is not None,
        )
        for pair in found.pairs[1:]
    ]


MEETINGS = [f"・第{k}回評議会を{month}月に開催する。" for k, month in ((1, 7), (2, 10), (3, 1), (4, 3))]


def test_a_dropped_one_of_a_series_leaves_the_others_as_they_are() -> None:
    assert changes(MEETINGS, MEETINGS[1:]) == [
        *((text, text, Change.SAME, False) for text in MEETINGS[1:]),
        (MEETINGS[0], "", Change.DROPPED, False),
    ]


def test_a_series_under_a_renamed_heading_leaves_the_others_as_they_are() -> None:
    found = compare(plan(2020, MEETINGS), plan(2021, MEETINGS[1:], heading="○地域の声を聴く場の運営"))
    same = {pair.old for pair in found.pairs if pair.change is Change.SAME}
    assert [MEETINGS[k - 1] for k in sorted(same - {None}, key=int)] == MEETINGS[1:]


def test_a_series_that_goes_on_a_month_keeps_what_it_shares() -> None:
    months = [f"・{month}月：{100 + month}件" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1)]
    found = changes(months[:-1], months[1:])
    assert [pair for pair in found if pair[2] is Change.SAME] == [(m, m, Change.SAME, False) for m in months[1:-1]]


def test_of_two_targets_the_one_that_stays_is_the_same() -> None:
    old = ["■ KPI：実施率を50％以上とする", "■ KPI：実施率を60％以上とする"]
    assert changes(old, old[1:], Kind.KPI) == [
        (old[1], old[1], Change.SAME, False),
        (old[0], "", Change.DROPPED, False),
    ]


def test_two_neighbours_that_changed_places_are_a_move() -> None:
    found = changes(MEETINGS, [MEETINGS[0], MEETINGS[2], MEETINGS[1], MEETINGS[3]])
    assert {change for _, _, change, _ in found} == {Change.SAME}
    assert sum(moved for _, _, _, moved in found) == 1


def test_a_figure_that_alone_changed_is_a_change_of_the_same_item() -> None:
    (pair,) = changes(["・受診率を60.3％とする"], ["・受診率を61.0％とする"])
    assert pair[2] is Change.CHANGED


@pytest.mark.parametrize("count", [120, 700])
def test_every_ninth_of_many_reworded_leaves_the_rest_the_same(count: int) -> None:
    old = [f"・事業所{k}への訪問を{k % 12 + 1}月に行う。" for k in range(count)]
    new = [text.replace("訪問", "電話と文書による勧奨") if k % 9 == 0 else text for k, text in enumerate(old)]
    found = changes(old, new)
    assert sum(change is Change.SAME for _, _, change, _ in found) == sum(k % 9 != 0 for k in range(count))
    assert sum(change is Change.CHANGED for _, _, change, _ in found) >= count // 9
