"""Which old item is which new one.

Renumbered headings and rewritten bullets make line diffs useless here, so pairs come from likeness in context. First
the best one-to-one choice over all candidates; its longest ordered chain of strong pairs is the backbone. Then the gaps
between the backbone's pairs are aligned once more with a lower bar, because what stands level and resembles is what a
person pairs; a pair that crosses the backbone needs more, and is a move.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from xlcompare.comparing.alignment import aligned
from xlcompare.comparing.assignment import Edge, best_pairs
from xlcompare.comparing.candidates import candidates, the_same
from xlcompare.comparing.likeness import Likeness, Side
from xlcompare.comparing.moves import blocks, longest_chain
from xlcompare.plan import Kind

CHOICE = 0.40
"""The score that a pair must have in the first choice."""
STRONG = 0.60
"""Text likeness of pairs that may carry the backbone, or cross it (moves)."""
STRONG_AT_HOME = 0.50
"""The same for a pair under the same heading."""
LEVEL_AT_HOME, LEVEL, LEVEL_ELSEWHERE = 0.25, 0.30, 0.40
"""Text likeness that is enough between two pairs of the backbone: under one heading, near it, under another."""
CLEAR = 0.06
"""A choice whose runner-up scores less than this below it is doubtful."""
SURE = 0.50
"""Pairs less alike than this are shown to a person."""

Indices = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Matching:
    """old → new for every pair, the moved blocks in the order of their old places, what a person should see."""

    partners: dict[int, int]
    moved: list[list[Indices]]
    likeness: dict[int, float]
    """of each old item that has a partner, to it"""
    doubtful_old: frozenset[int]
    doubtful_new: frozenset[int]


def matched(
    old: Side, new: Side, pinned: dict[int, int] | None = None, forbidden: frozenset[Indices] = frozenset(),
    alone_old: frozenset[int] = frozenset(), alone_new: frozenset[int] = frozenset(),
) -> Matching:  # fmt: skip
    """The pairs of `old` and `new`. `pinned` pairs stay; `forbidden` ones are never made; `alone_…` get no partner."""
    run = _Run(old, new, dict(pinned or {}), forbidden, alone_old, alone_new)
    run.areas()
    run.equal_texts()
    run.choose()
    run.align_gaps()
    run.lone_targets()
    return run.result()


@dataclass(slots=True)
class _Run:
    old: Side
    new: Side
    partners: dict[int, int]
    forbidden: frozenset[Indices]
    alone_old: frozenset[int]
    alone_new: frozenset[int]
    taken: set[int] = field(init=False)
    alike: Likeness = field(init=False)
    backbone: list[Indices] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    pinned: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.pinned = frozenset(self.partners)
        self.taken = set(self.partners.values())
        self.alike = Likeness(self.old, self.new, self.partners)

    def join(self, pairs: dict[int, int]) -> None:
        self.partners.update(pairs)
        self.taken.update(pairs.values())

    def free_old(self) -> list[int]:
        return [
            o for o, item in enumerate(self.old.items)
            if item.kind is not Kind.AREA and o not in self.partners and o not in self.alone_old
        ]  # fmt: skip

    def free_new(self) -> list[int]:
        return [
            n for n, item in enumerate(self.new.items)
            if item.kind is not Kind.AREA and n not in self.taken and n not in self.alone_new
        ]  # fmt: skip

    def allowed(self, o: int, n: int) -> bool:
        return (o, n) not in self.forbidden

    def areas(self) -> None:
        """Areas pair by their names; the rest in order, because there are three of them every year."""
        olds = self._areas(self.old, {*self.partners, *self.alone_old})
        news = self._areas(self.new, {*self.taken, *self.alone_new})
        level = [(o, n) for o in olds for n in news if self.allowed(o, n)]
        self.join(best_pairs((o, n, text) for o, n in level if (text := self.alike.text(o, n)) > LEVEL))
        rest_old = [o for o in olds if o not in self.partners]
        rest_new = [n for n in news if n not in self.taken]
        if len(olds) == len(news):
            self.join({o: n for o, n in zip(rest_old, rest_new, strict=True) if self.allowed(o, n)})

    @staticmethod
    def _areas(side: Side, settled: set[int]) -> list[int]:
        return [i for i, item in enumerate(side.items) if item.kind is Kind.AREA and i not in settled]

    def equal_texts(self) -> None:
        self.join(the_same(self.old, self.new, self.free_old(), self.free_new(), self.allowed))

    def choose(self) -> None:
        """The best choice over all candidates; its strong pairs stay."""
        pairs = candidates(self.alike, self.free_old(), self.free_new())
        gains = ((o, n, self.alike.score(o, n) - CHOICE) for o, n in pairs if self.allowed(o, n))
        self.edges = [edge for edge in gains if edge[2] > 0]
        chosen = best_pairs(self.edges)
        self.alike.partners = {**self.partners, **chosen}
        strong = {o: n for o, n in chosen.items() if self._strong(o, n)}
        self.join(strong)
        self.alike.partners = self.partners
        self.backbone = longest_chain(sorted(self.partners.items()))

    def _strong(self, o: int, n: int) -> bool:
        text = self.alike.text(o, n)
        return text >= STRONG or (text >= STRONG_AT_HOME and self._fits(o, n) and self.alike.headings(o, n) == 1)

    def _fits(self, o: int, n: int) -> bool:
        """A bullet and a target that only resemble each other are two things."""
        return (self.old.items[o].kind is Kind.KPI) == (self.new.items[n].kind is Kind.KPI)

    def align_gaps(self) -> None:
        """Pair what lies between the same two pairs of the backbone, in order, with the lower bar."""
        found: dict[int, int] = {}
        for olds, news in self._gaps():
            found.update(aligned(olds, news, self._level_gain))
        self.join(found)

    def _level_gain(self, o: int, n: int) -> float:
        text = self.alike.text(o, n)
        if text < LEVEL_AT_HOME or not self.allowed(o, n) or not self._fits(o, n):
            return 0.0
        if text < LEVEL_ELSEWHERE:
            near = self.alike.headings(o, n)
            if self.alike.unlike(o, n) or near < (0.5 if text >= LEVEL else 1):
                return 0.0
        return self.alike.score(o, n)

    def _gaps(self) -> list[tuple[list[int], list[int]]]:
        olds, news = self.free_old(), self.free_new()
        gaps: list[tuple[list[int], list[int]]] = []
        i = j = 0
        for o, n in [*self.backbone, (len(self.old.items), len(self.new.items))]:
            a, b = i, j
            while i < len(olds) and olds[i] < o:
                i += 1
            while j < len(news) and news[j] < n:
                j += 1
            if i > a and j > b:
                gaps.append((olds[a:i], news[b:j]))
        return gaps

    def lone_targets(self) -> None:
        """One target left alone on each side under the same heading: 「設定なし」 against last year's figure."""
        olds, news = self._lone(self.old, self.free_old()), self._lone(self.new, self.free_new())
        headings = {-1: -1, **self.partners}  # No heading at all is level with none, a dropped one with nothing.
        for o_heading, o in olds.items():
            n = news.get(headings[o_heading]) if o_heading in headings else None
            if n is not None and self.allowed(o, n):
                self.join({o: n})

    @staticmethod
    def _lone(side: Side, free: Sequence[int]) -> dict[int, int]:
        of_heading: dict[int, list[int]] = defaultdict(list)
        for i in free:
            if side.items[i].kind is Kind.KPI:
                of_heading[side.parents[i]].append(i)
        return {heading: found[0] for heading, found in of_heading.items() if len(found) == 1}

    def result(self) -> Matching:
        chain = set(longest_chain(sorted(self.partners.items())))
        crossing = [pair for pair in self.partners.items() if pair not in chain]
        moved = blocks(crossing, self.partners, self.taken)
        likeness = {o: self.alike.text(o, n) for o, n in self.partners.items()}
        doubtful_old, doubtful_new = self._doubtful(likeness)
        return Matching(self.partners, moved, likeness, doubtful_old, doubtful_new)

    def _doubtful(self, likeness: dict[int, float]) -> tuple[frozenset[int], frozenset[int]]:
        """Weak pairs, close calls, and items left alone although something free resembles them."""
        olds = {o for o, value in likeness.items() if value < SURE and self.old.items[o].kind is not Kind.AREA}
        news: set[int] = set()
        chosen = {o: gain for o, n, gain in self.edges if self.partners.get(o) == n}
        for o, n, gain in self.edges:
            partner = self.partners.get(o)
            if partner is None and n not in self.taken:
                olds.add(o)
                news.add(n)
            elif partner != n and o in chosen and gain > chosen[o] - CLEAR and likeness[o] < 1:
                olds.add(o)
        for o in self.pinned:
            # Whoever was left behind by a person's pair may be an oversight.
            n = self.partners[o]
            olds.update(left for left in self.free_old() if self.alike.text(left, n) >= STRONG)
            news.update(left for left in self.free_new() if self.alike.text(o, left) >= STRONG)
        return frozenset(olds - self.pinned), frozenset(news)
