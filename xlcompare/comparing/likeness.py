"""How alike two items are: their texts without what changes every year, and the company that they keep.

Text likeness is the Dice coefficient of character bigrams on the prepared text; cleverer measures gave people's
pairs of four branches' plans within .01 of it. Context decides between equal sentences under different headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from xlcompare.folding import folded
from xlcompare.marks import body_span, owner_tag
from xlcompare.plan import Item, Kind, parents

_FIGURES = re.compile(r"\d[\d,.]*")
TEXT, HEADING, NEIGHBOURS = 0.72, 0.16, 0.12
"""What the three parts of `Likeness.score` count; they add up to 1."""
BUT_FOR_FIGURES = 0.99
"""The likeness of texts that differ in figures only."""
ONE_LEVEL_OFF = 0.6
"""The likeness of headings when one year has put a subheading in between."""
UNLIKE_KINDS = 0.15
"""Taken off where a target would pair with work, or a heading with a bullet."""


@lru_cache(maxsize=1 << 17)
def plain(text: str) -> str:
    """`text` in NFKC without white space, bullets, numbers in front, owner tag and final 。."""
    text = owner_tag(text)[0]
    start, end = body_span(text)
    return folded(text[start:end]).rstrip("。．. ")


@lru_cache(maxsize=1 << 17)
def prepared(text: str) -> str:
    """`plain(text)` with each figure as one 0: figures change every year."""
    return _FIGURES.sub("0", plain(text))


def bigrams(key: str) -> frozenset[str]:
    return frozenset(map(str.__add__, key, key[1:])) if len(key) > 1 else frozenset((key,))


def dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


@dataclass(slots=True)
class Side:
    """One year's items, prepared once: keys, bigrams, parents, kinds."""

    items: Sequence[Item]
    texts: list[str] = field(init=False)
    """plain, figures and all"""
    keys: list[str] = field(init=False)
    """prepared, figures masked"""
    parents: list[int] = field(init=False)
    """index of the item that each stands under; its area's title at the top; -1 where there is none"""
    holders: frozenset[int] = field(init=False)
    """the items that others stand under"""
    _grams: dict[str, frozenset[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = [plain(item.text) for item in self.items]
        self.keys = [prepared(item.text) for item in self.items]
        self.parents = parents(self.items)
        self.holders = frozenset(self.parents)

    def above(self, i: int) -> list[int]:
        """The items that `i` stands under, innermost first, its area's title last."""
        chain: list[int] = []
        while (i := self.parents[i]) >= 0:
            chain.append(i)
        return chain

    def grams(self, i: int) -> frozenset[str]:
        key = self.keys[i]
        found = self._grams.get(key)
        if found is None:
            found = self._grams[key] = bigrams(key)
        return found


@dataclass(slots=True)
class Likeness:
    """Likeness of an old item `o` to a new item `n` (indices), remembered.

    `partners` (old → new), once there are any, tell which headings belong together, whatever they are called.
    """

    old: Side
    new: Side
    partners: dict[int, int] = field(default_factory=dict)
    _texts: dict[tuple[int, int], float] = field(default_factory=dict)
    _scores: dict[tuple[int, int], float] = field(default_factory=dict)
    """without the headings, whose likeness grows with what is known of them"""

    def text(self, o: int, n: int) -> float:
        """Of the texts alone: 0 (nothing in common) to 1 (the same)."""
        if self.old.keys[o] == self.new.keys[n]:
            return 1.0 if self.old.texts[o] == self.new.texts[n] else BUT_FOR_FIGURES
        known = self._texts.get((o, n))
        if known is None:
            # Different texts of the same bigrams (東京都京都 …) are not equal.
            known = self._texts[o, n] = min(dice(self.old.grams(o), self.new.grams(n)), BUT_FOR_FIGURES - 0.01)
        return known

    def score(self, o: int, n: int) -> float:
        """Of the texts in their context, for choosing between candidates."""
        known = self._scores.get((o, n))
        if known is None:
            known = TEXT * self.text(o, n) + NEIGHBOURS * self._neighbours(o, n) - UNLIKE_KINDS * self.unlike(o, n)
            self._scores[o, n] = known
        return known + HEADING * self.headings(o, n)

    def headings(self, o: int, n: int) -> float:
        """Whether the items stand under the same heading: 1 for partners, else the likeness of the headings' texts."""
        above_o, above_n = self.old.parents[o], self.new.parents[n]
        if above_o < 0 or above_n < 0:
            return 1.0 if above_o == above_n else 0.0
        if self.partners.get(above_o) == above_n:
            return 1.0
        if self.partners.get(above_o) in self.new.above(above_n) or above_n in self._partners_above(above_o):
            return ONE_LEVEL_OFF
        return 0.8 * self.text(above_o, above_n) + 0.2 * self.headings(above_o, above_n)

    def _partners_above(self, o: int) -> list[int | None]:
        return [self.partners.get(above) for above in self.old.above(o)]

    def _neighbours(self, o: int, n: int) -> float:
        last_o, last_n = o + 1 == len(self.old.items), n + 1 == len(self.new.items)
        before = self.text(o - 1, n - 1) if o and n else float(not (o or n))
        after = float(last_o and last_n) if last_o or last_n else self.text(o + 1, n + 1)
        return (before + after) / 2

    def unlike(self, o: int, n: int) -> float:
        """1 for a target against work, 0.5 for something with bullets of its own against something without, else 0."""
        a, b = self.old.items[o].kind, self.new.items[n].kind
        if (a is Kind.KPI) != (b is Kind.KPI):
            return 1.0
        return 0.5 if (o in self.old.holders) != (n in self.new.holders) else 0.0
