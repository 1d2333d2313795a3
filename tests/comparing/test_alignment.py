"""The best pairs of two short sequences that keep both orders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.comparing.alignment import LARGEST, aligned

tables = st.integers(0, 5).flatmap(
    lambda wide: st.lists(st.lists(st.integers(0, 8), min_size=wide, max_size=wide), max_size=5)
)
Table = list[list[int]]


def pairs_of(gains: Table) -> dict[int, int]:
    wide = len(gains[0]) if gains else 0
    return aligned(range(len(gains)), range(wide), lambda o, n: float(gains[o][n]))


def test_what_is_alike_is_paired_in_order() -> None:
    assert pairs_of([[3, 0], [0, 3]]) == {0: 0, 1: 1}


def test_pairs_never_cross() -> None:
    assert pairs_of([[0, 2], [3, 0]]) == {1: 0}


def test_no_gain_is_no_pair() -> None:
    assert pairs_of([[0, 0], [0, 0]]) == {}


def test_the_items_own_numbers_come_back() -> None:
    assert aligned([10, 20], [7, 9], lambda o, n: float(o == 20 and n == 7)) == {20: 7}


def test_a_gap_beyond_all_bounds_is_left_alone() -> None:
    side = range(int(LARGEST**0.5) + 1)
    assert aligned(side, side, lambda o, n: 1.0) == {}


@given(tables)
def test_order_is_kept_on_both_sides_and_every_pair_gains(gains: Table) -> None:
    pairs = sorted(pairs_of(gains).items())
    news = [n for _, n in pairs]
    assert news == sorted(set(news))
    assert all(gains[o][n] > 0 for o, n in pairs)


@given(tables)
def test_no_pairs_in_order_gain_more(gains: Table) -> None:
    assert sum(gains[o][n] for o, n in pairs_of(gains).items()) == pytest.approx(most(gains))


def most(gains: Table) -> float:
    """The greatest sum, by trying every partner of the first row."""
    if not gains:
        return 0
    first, *rest = gains
    return max(most(rest), *(gain + most([row[n + 1 :] for row in rest]) for n, gain in enumerate(first)), 0)
