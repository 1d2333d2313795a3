"""Which old budget line is which new one: by name, and between names that are equally alike by the place.

A wrong pair shows a rise or fall that never was, on paper, so a pair is sure only where its names are one line's; where
they are alike without that, it is made and shown to a person; where they share generic words alone, it isn't made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xlcompare.comparing.assignment import Edge, best_pairs
from xlcompare.comparing.line_names import Name, NameLikeness, Names, name_of

WORTH = 0.40
"""Names that share less of what they say are two lines'."""
WORTH_WITH_OTHER_WORDS = 0.55
"""The same where one has other words in the place of the other's."""
RESEMBLING = 0.60
"""Lines left alone whose names share so much are shown to a person, although they say two things."""
BESIDE, AT_HOME, VERY_NAME = 0.12, 0.08, 0.04
"""What it counts that two lines stand beside items that pair, under one heading, or have the very same name."""
CLEAR = 0.06
"""A choice whose runner-up is this close is shown to a person."""
TELLING = 2.0
"""How much a name must say to be known again under another heading: 事務費 is another one there."""
OFTEN = 60
"""Lines that share two characters; beyond, these tell nothing and would only cost time."""
NEAREST = 8
"""Lines of the new year that are weighed for each of the old: those that share most of what few lines have."""


class Spot(NamedTuple):
    """Where a budget line stands: its name, the heading that it is shown under, the plan's item beside it."""

    name: str
    heading: Hashable
    item: int | None


@dataclass(frozen=True, slots=True)
class LineMatching:
    """old → new for every pair of lines (indices), how alike their names are, and what a person should see."""

    partners: dict[int, int]
    likeness: dict[int, float]
    doubtful_old: frozenset[int]
    doubtful_new: frozenset[int]


@dataclass(frozen=True, slots=True)
class Said:
    """What people said: pairs, pairs that are none, and lines that have no partner."""

    pinned: Mapping[int, int] = field(default_factory=dict)
    forbidden: Collection[tuple[int, int]] = ()
    alone_old: Collection[int] = ()
    alone_new: Collection[int] = ()


def matched_lines(old: Sequence[Spot], new: Sequence[Spot], plans: Plans, said: Said) -> LineMatching:
    """The pairs of the lines `old` and `new`, of two plans whose items were paired as `plans` tells."""
    run = _Run(old, new, plans, said)
    run.equal_names()
    run.choose()
    return run.result()


@dataclass(frozen=True, slots=True)
class Plans:
    """The partners of the plans' items, old → new (above the first item: None → None); the old ones that are unsure."""

    partners: Mapping[int | None, int | None]
    doubtful: Collection[int] = ()


class _Weighed(NamedTuple):
    alike: NameLikeness
    score: float
    sure: bool


class _Run:
    def __init__(self, old: Sequence[Spot], new: Sequence[Spot], plans: Plans, said: Said) -> None:
        self.old, self.new, self.plans, self.said = old, new, plans, said
        self.old_names = [name_of(spot.name) for spot in old]
        self.new_names = [name_of(spot.name) for spot in new]
        self.names = Names([*self.old_names, *self.new_names])
        self.old_often, self.new_often = (
            Counter(name.plain for name in names) for names in (self.old_names, self.new_names)
        )
        self.partners = dict(said.pinned)
        self.taken = set(self.partners.values())
        self.weighed: dict[tuple[int, int], _Weighed] = {}

    def equal_names(self) -> None:
        """Lines of the same name under the same heading, where there is one of them in either year."""
        olds, news = (
            self._once(self.old, self.old_names, self.free_old()),
            self._once(self.new, self.new_names, self.free_new()),
        )
        for key, o in olds.items():
            n = news.get(key)
            if n is not None and (o, n) not in self.said.forbidden:
                self.partners[o] = n
                self.taken.add(n)

    def _once(self, spots: Sequence[Spot], names: Sequence[Name], free: Sequence[int]) -> dict[Hashable, int]:
        keys = {k: (names[k].plain, spots[k].heading) for k in free if names[k].plain}
        often = Counter(keys.values())
        return {key: k for k, key in keys.items() if often[key] == 1}

    def free_old(self) -> list[int]:
        return [o for o in range(len(self.old)) if o not in self.partners and o not in self.said.alone_old]

    def free_new(self) -> list[int]:
        return [n for n in range(len(self.new)) if n not in self.taken and n not in self.said.alone_new]

    def choose(self) -> None:
        """The best one-to-one choice among the rest."""
        for o, n in self._candidates():
            if (o, n) not in self.said.forbidden and (found := self._weigh(o, n)):
                self.weighed[o, n] = found
        edges: list[Edge] = [
            (o, n, found.score - WORTH) for (o, n), found in self.weighed.items() if not found.alike.two
        ]
        self.partners.update(best_pairs(edges))
        self.taken = set(self.partners.values())

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Free lines whose names share something, or that stand beside one item."""
        where: dict[Hashable, list[int]] = defaultdict(list)
        for n in self.free_new():
            for key in self._keys(self.new_names[n], self.new[n].item):
                where[key].append(n)
        for o in self.free_old():
            found: Counter[int] = Counter()
            for key in self._keys(self.old_names[o], self.plans.partners.get(self.old[o].item, -1)):
                if 0 < len(near := where.get(key, ())) <= OFTEN:
                    # What few lines share says more.
                    found.update(dict.fromkeys(near, OFTEN // len(near)))
            yield from ((o, n) for n, _ in found.most_common(NEAREST))

    @staticmethod
    def _keys(name: Name, item: int | None) -> Iterator[Hashable]:
        yield item
        yield name.units
        yield from name.grams

    def _weigh(self, o: int, n: int) -> _Weighed | None:
        beside = self.plans.partners.get(self.old[o].item, -1) == self.new[n].item
        at_home = self.old[o].heading == self.new[n].heading
        a, b = self.old_names[o], self.new_names[n]
        if not (a.plain and b.plain):
            # An amount without a name is known by what it stands beside.
            same = a.plain == b.plain
            alike = NameLikeness(1.0 if same else WORTH, same and self.old[o].item not in self.plans.doubtful)
            return _Weighed(alike, alike.share + BESIDE, alike.sure) if beside else None
        alike = self.names.alike(a, b)
        if alike.share < (WORTH_WITH_OTHER_WORDS if alike.other_words else WORTH):
            return None
        same = a.plain == b.plain
        if same and not (at_home or beside) and alike.weight < TELLING:
            return None
        sure = alike.sure and (at_home or (alike.share == 1 and alike.weight >= TELLING))
        return _Weighed(alike, alike.share + BESIDE * beside + AT_HOME * at_home + VERY_NAME * same, sure)

    def result(self) -> LineMatching:
        olds, news = self._doubtful()
        likeness = {o: self._likeness(o, n) for o, n in self.partners.items()}
        return LineMatching(self.partners, likeness, frozenset(olds - self.said.pinned.keys()), frozenset(news))

    def _likeness(self, o: int, n: int) -> float:
        a, b = self.old_names[o], self.new_names[n]
        if a.plain == b.plain:
            return 1.0
        return min(self.weighed[o, n].alike.share if (o, n) in self.weighed else self.names.alike(a, b).share, 0.99)

    def _doubtful(self) -> tuple[set[int], set[int]]:
        """Pairs whose names aren't surely one line's, close calls, and what was left alone beside either."""
        pairs = {pair for pair in self.partners.items() if pair in self.weighed}
        olds = {o for o, n in pairs if not self.weighed[o, n].sure}
        news: set[int] = set()
        back = {n: o for o, n in self.partners.items()}
        for (o, n), found in self.weighed.items():
            if self.partners.get(o) == n:
                continue
            if found.alike.share >= RESEMBLING and o not in self.partners and n not in self.taken:
                olds.add(o)
                news.add(n)
            rivals = [pair for pair in ((o, self.partners.get(o)), (back.get(n), n)) if pair in pairs]
            for a, b in rivals:
                if self._is_close(found, self.weighed[a, b], (a, b)):
                    olds.add(a)
                    if o not in self.partners:
                        olds.add(o)
                    if n not in self.taken:
                        news.add(n)
        for o, n in self.said.pinned.items():
            # Whoever was left behind by a person's pair may be an oversight.
            olds.update(left for left in self.free_old() if self._resemble(left, n))
            news.update(left for left in self.free_new() if self._resemble(o, left))
        return olds, news

    def _resemble(self, o: int, n: int) -> bool:
        return self.names.alike(self.old_names[o], self.new_names[n]).share >= RESEMBLING

    def _is_close(self, rival: _Weighed, chosen: _Weighed, pair: tuple[int, int]) -> bool:
        if chosen.alike.share == 1 and chosen.sure and self._even(pair):
            return False
        return rival.score > chosen.score - CLEAR

    def _even(self, pair: tuple[int, int]) -> bool:
        """Whether as many lines of the old year have this very name as of the new one: they pair in order."""
        a, b = self.old_names[pair[0]].plain, self.new_names[pair[1]].plain
        return a == b and self.old_often[a] == self.new_often[a]
