"""The one-to-one choice of pairs with the greatest sum of scores, on candidates only.

The candidates of a plan fall into small independent groups, so each is solved by itself: successive shortest augmenting
paths with potentials (the Hungarian method on a sparse graph; Ahuja, Magnanti, Orlin, Network Flows, 1993, 12.4).
Leaving an item alone is allowed and costs nothing, so only scores above the bar count.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

Edge = tuple[int, int, float]
"""old index, new index, gain (above 0)"""
MOST_PER_ITEM = 8
"""Candidates kept for each item, best first; a ninth has never been a person's choice."""
TIE = 1e-6
"""What a pair at opposite ends of its group is worth less than one level with each other: equal texts keep their
order, because of two crossing pairs and the two that don't cross the squared distances of the latter add up to less."""


def best_pairs(edges: Iterable[Edge]) -> dict[int, int]:
    """old → new, each at most once, so that the gains add up to the most. Equal gains keep the items' order."""
    result: dict[int, int] = {}
    for group in _groups(_pruned(edges)):
        if len(group) == 1:
            result[group[0][0]] = group[0][1]
        else:
            result.update(_solved(group))
    return result


def _pruned(edges: Iterable[Edge]) -> list[Edge]:
    by_old: dict[int, list[Edge]] = defaultdict(list)
    by_new: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_old[edge[0]].append(edge)
        by_new[edge[1]].append(edge)
    kept: set[Edge] = set()
    for edges_of in (*by_old.values(), *by_new.values()):
        if len(edges_of) > MOST_PER_ITEM:
            edges_of.sort(key=lambda edge: (-edge[2], abs(edge[0] - edge[1]), edge))
        kept.update(edges_of[:MOST_PER_ITEM])
    return sorted(kept)


def _groups(edges: list[Edge]) -> Iterator[list[Edge]]:
    """The edges by connected component (union-find over old and new items)."""
    root: dict[int, int] = {}

    def find(x: int) -> int:
        while root.setdefault(x, x) != x:
            root[x] = x = root[root[x]]
        return x

    for o, n, _ in edges:
        root[find(o)] = find(~n)
    groups: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[find(edge[0])].append(edge)
    yield from groups.values()


def _solved(edges: list[Edge]) -> dict[int, int]:
    """One component: every old item in turn takes the cheapest alternating path to a free new item, or stays alone."""
    top = max(gain for _, _, gain in edges)
    olds, news = _ranks(o for o, _, _ in edges), _ranks(n for _, n, _ in edges)
    tie = TIE / max(len(olds), len(news)) ** 2
    costs: dict[int, dict[int, float]] = defaultdict(dict)
    for o, n, gain in edges:
        costs[o][n] = top - gain + tie * (olds[o] - news[n]) ** 2
    state = _State(costs)
    for o, of_item in costs.items():
        of_item[~o] = top  # a place of its own: staying alone gains nothing
    for o in costs:
        state.augment(o)
    return {o: n for o, n in state.held.items() if n >= 0}


def _ranks(items: Iterable[int]) -> dict[int, int]:
    return {item: rank for rank, item in enumerate(sorted(set(items)))}


@dataclass(slots=True)
class _State:
    """`held`: old → new and `owner`: new → old so far; `price`: the duals of the new items, at most 0."""

    costs: dict[int, dict[int, float]]
    price: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    owner: dict[int, int] = field(default_factory=dict)
    held: dict[int, int] = field(default_factory=dict)

    def augment(self, start: int) -> None:
        """Dijkstra on reduced costs from `start` to the nearest free new item; then shift the pairs along the path."""
        heap: list[tuple[float, int, int]] = []
        done: dict[int, float] = {}
        came: dict[int, int] = {}
        row, reached, slack = start, 0.0, 0.0
        while True:
            for n, cost in self.costs[row].items():
                if n not in done:
                    heapq.heappush(heap, (reached + cost - self.price[n] - slack, n, row))
            reached, n, by = heapq.heappop(heap)
            while n in done:
                reached, n, by = heapq.heappop(heap)
            done[n], came[n] = reached, by
            if n not in self.owner:
                break
            row = self.owner[n]
            slack = self.costs[row][n] - self.price[n]
        for seen, distance in done.items():
            self.price[seen] += distance - reached
        while True:
            row = came[n]
            self.owner[n] = row
            before = self.held.get(row)
            self.held[row] = n
            if before is None:
                return
            n = before
