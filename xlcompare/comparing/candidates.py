"""Which pairs are worth scoring: equal texts first, then what stands in the same gap, then what shares rare words.

Never all with all: on four branches' plans that gave not one pair more, not even between two branches, and 100,000
items have to cost little more than ten times 10,000.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from xlcompare.comparing.likeness import Likeness, Side
from xlcompare.comparing.moves import longest_chain

POSTINGS, NEAREST = 24, 8
"""An item's runs of four characters tell what it resembles where at most 24 free items have them; the 8 that share most
of them are scored."""
AT_HOME = 0.6
"""Text likeness by which an item between the same two settled pairs is taken for the one sought."""

Indices = tuple[int, int]


def the_same(
    old: Side, new: Side, free_old: Sequence[int], free_new: Sequence[int], allowed: Callable[[int, int], bool]
) -> dict[int, int]:
    """old → new of the items that can be told by their text alone, the surest first; only `allowed` pairs.

    The same text under the same heading; then the same text anywhere: each only where it occurs once on either side,
    among what the surer way has left.
    """
    found: dict[int, int] = {}
    ways: tuple[Way, ...] = (
        lambda side, i: (side.texts[i], _heading(side, i)),
        lambda side, i: side.texts[i],
    )
    for way in ways:
        taken = set(found.values())
        olds = _once((way(old, o), o) for o in free_old if o not in found)
        news = _once((way(new, n), n) for n in free_new if n not in taken)
        found.update({o: news[key] for key, o in olds.items() if key in news and allowed(o, news[key])})
    return found


Way = Callable[[Side, int], Hashable]
"""What an item is known by."""


def _once(known: Iterable[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """The items by what they are known by, where that is one item's only."""
    found: dict[Hashable, int] = {}
    often: set[Hashable] = set()
    for key, i in known:
        if key in found:
            often.add(key)
        found[key] = i
    return {key: i for key, i in found.items() if key not in often}


def candidates(alike: Likeness, free_old: Sequence[int], free_new: Sequence[int]) -> Iterator[Indices]:
    """Pairs of the items that are still free, worth a closer look; `alike.partners` are settled already.

    What finds its like between the same two settled pairs isn't looked for elsewhere.
    """
    found = set(_in_gaps(free_old, free_new, alike.partners))
    at_home = {(o, n) for o, n in found if alike.text(o, n) >= AT_HOME}
    olds, news = {o for o, _ in at_home}, {n for _, n in at_home}
    free_old, free_new = [o for o in free_old if o not in olds], [n for n in free_new if n not in news]
    found.update(_by_rare_grams(alike.old, alike.new, free_old, free_new))
    yield from sorted(found)


def _heading(side: Side, i: int) -> str:
    parent = side.parents[i]
    return side.keys[parent] if parent >= 0 else ""


def _in_gaps(free_old: Sequence[int], free_new: Sequence[int], anchors: dict[int, int]) -> Iterator[Indices]:
    """Free items that lie between the same two anchors of the longest ordered chain."""
    chain = longest_chain(sorted(anchors.items()))
    olds, news = [o for o, _ in chain], [n for _, n in chain]
    of_gap: dict[int, list[int]] = defaultdict(list)
    for n in free_new:
        of_gap[bisect_left(news, n)].append(n)
    for o in free_old:
        near = of_gap.get(bisect_left(olds, o), ())
        if len(near) <= NEAREST * 4:
            yield from ((o, n) for n in near)


def _by_rare_grams(old: Side, new: Side, free_old: Sequence[int], free_new: Sequence[int]) -> Iterator[Indices]:
    postings: dict[str, list[int]] = defaultdict(list)
    for n in free_new:
        for gram in _long_grams(new.keys[n]):
            postings[gram].append(n)
    for o in free_old:
        shared: Counter[int] = Counter()
        for gram in _long_grams(old.keys[o]):
            if len(of_gram := postings.get(gram, ())) <= POSTINGS:
                shared.update(of_gram)
        yield from ((o, n) for n, _ in shared.most_common(NEAREST))


def _long_grams(key: str) -> Iterable[str]:
    # Each once and in order: a set's order would change from run to run.
    return dict.fromkeys(key[i : i + 4] for i in range(len(key) - 3))
