"""What stayed in order, and what was moved as a block."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from xlcompare.comparing.moves import Indices, blocks, longest_chain

orders = st.lists(st.integers(0, 30), unique=True, max_size=9).map(lambda news: list(enumerate(news)))


def test_what_is_in_order_is_the_chain() -> None:
    assert longest_chain([(0, 0), (2, 1), (3, 5)]) == [(0, 0), (2, 1), (3, 5)]


def test_no_pairs_are_no_chain() -> None:
    assert longest_chain([]) == []


def test_one_item_moved_down_is_what_crosses() -> None:
    assert longest_chain([(0, 3), (1, 0), (2, 1), (3, 2)]) == [(1, 0), (2, 1), (3, 2)]


def test_of_two_items_that_changed_places_the_earlier_one_moved() -> None:
    assert longest_chain([(0, 1), (1, 0)]) == [(1, 0)]


@given(orders)
def test_the_chain_is_a_chain_of_the_pairs(pairs: list[Indices]) -> None:
    chain = longest_chain(pairs)
    assert set(chain) <= set(pairs)
    assert in_order(chain)


@given(orders)
def test_no_chain_is_longer(pairs: list[Indices]) -> None:
    longest = next(
        size for size in range(len(pairs), -1, -1) if any(in_order(found) for found in combinations(pairs, size))
    )
    assert len(longest_chain(pairs)) == longest


def in_order(chain: tuple[Indices, ...] | list[Indices]) -> bool:
    return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))


# ── blocks ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_neighbours_on_both_sides_are_one_block() -> None:
    assert blocks([(1, 8), (2, 9)], range(5), range(10)) == [[(1, 8), (2, 9)]]


def test_dropped_and_added_items_do_not_part_a_block() -> None:
    # Old 2 and new 8 have no partner.
    assert blocks([(1, 7), (3, 9)], [0, 1, 3, 4], [0, 1, 7, 9]) == [[(1, 7), (3, 9)]]


def test_a_paired_item_in_between_parts_two_blocks() -> None:
    assert blocks([(1, 7), (3, 8)], [0, 1, 2, 3], [0, 1, 7, 8]) == [[(1, 7)], [(3, 8)]]
    assert blocks([(1, 7), (2, 9)], [0, 1, 2], [7, 8, 9]) == [[(1, 7)], [(2, 9)]]


def test_neighbours_that_changed_their_order_are_two_blocks() -> None:
    assert blocks([(1, 8), (2, 7)], range(4), range(10)) == [[(1, 8)], [(2, 7)]]


def test_blocks_come_in_the_order_of_their_old_places() -> None:
    assert blocks([(4, 1), (2, 9)], range(6), range(10)) == [[(2, 9)], [(4, 1)]]


@given(orders)
def test_every_moved_pair_is_in_exactly_one_block(pairs: list[Indices]) -> None:
    chain = longest_chain(pairs)
    moved = [pair for pair in pairs if pair not in chain]
    found = blocks(moved, [o for o, _ in pairs], [n for _, n in pairs])
    assert sorted(pair for block in found for pair in block) == sorted(moved)
