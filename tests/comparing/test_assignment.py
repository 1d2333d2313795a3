"""The one-to-one choice of pairs with the greatest sum of gains."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.comparing.assignment import MOST_PER_ITEM, Edge, best_pairs

# Halves and quarters add up exactly.
gains = st.integers(1, 40).map(lambda quarters: quarters / 4)
graphs = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), gains, max_size=16).map(
    lambda found: [(o, n, gain) for (o, n), gain in found.items()]
)


def test_nothing_gives_no_pair() -> None:
    assert best_pairs([]) == {}


def test_a_lone_edge_is_a_pair() -> None:
    assert best_pairs([(3, 7, 0.2)]) == {3: 7}


def test_the_sum_counts_and_not_the_best_single_pair() -> None:
    assert best_pairs([(0, 0, 3.0), (0, 1, 2.5), (1, 0, 2.5)]) == {0: 1, 1: 0}


def test_an_item_may_stay_alone() -> None:
    assert best_pairs([(0, 0, 3.0), (1, 0, 1.0)]) == {0: 0}


def test_one_strong_pair_outweighs_two_weak_ones() -> None:
    assert best_pairs([(0, 0, 5.0), (0, 1, 2.0), (1, 0, 2.0)]) == {0: 0}


def test_equal_gains_go_to_items_in_order() -> None:
    assert best_pairs(every_edge(3, 1.0)) == {0: 0, 1: 1, 2: 2}


def every_edge(size: int, gain: float) -> list[Edge]:
    return [(o, n, gain) for o, n in product(range(size), repeat=2)]


def test_many_equal_candidates_do_not_leave_the_first_items_alone() -> None:
    size = MOST_PER_ITEM * 2
    assert best_pairs(every_edge(size, 1.0)) == {i: i for i in range(size)}


@given(graphs)
def test_each_item_is_paired_at_most_once_and_only_along_an_edge(edges: list[Edge]) -> None:
    pairs = best_pairs(edges)
    assert len(set(pairs.values())) == len(pairs)
    assert set(pairs.items()) <= {(o, n) for o, n, _ in edges}


@given(graphs)
def test_the_pairs_gain_as_much_as_any_choice_can(edges: list[Edge]) -> None:
    of_pair = {(o, n): gain for o, n, gain in edges}
    assert sum(of_pair[pair] for pair in best_pairs(edges).items()) == pytest.approx(most(edges))


def most(edges: list[Edge]) -> float:
    """The greatest sum, by trying every choice."""
    if not edges:
        return 0.0
    (o, n, gain), *rest = edges
    without = most(rest)
    return max(without, gain + most([edge for edge in rest if edge[0] != o and edge[1] != n]))


@given(graphs, st.randoms(use_true_random=False))
def test_the_order_of_the_edges_does_not_matter(edges: list[Edge], random: Random) -> None:
    mixed = list(edges)
    random.shuffle(mixed)
    assert best_pairs(mixed) == best_pairs(edges)
