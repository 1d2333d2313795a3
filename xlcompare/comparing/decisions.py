"""People's corrections, found again in this year's plans by the items' texts.

A decision outlives edits around it: rows may have moved, tabs may be new. It does not outlive its item's text; then it is
kept and shown as unmet, never dropped silently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xlcompare.decision import Decision, ItemKey
from xlcompare.folding import folded
from xlcompare.marks import body_span, owner_tag
from xlcompare.plan import Item


KEY_LENGTH = 8_000
"""Characters of a text that identify it; the review sheet shows no more, because a cell holds 32,767 at the most."""


@dataclass(slots=True)
class Resolved:
    """Decisions as item indices."""

    pinned: dict[int, int] = field(default_factory=dict)
    forbidden: set[tuple[int, int]] = field(default_factory=set)
    alone_old: set[int] = field(default_factory=set)
    alone_new: set[int] = field(default_factory=set)
    apart: list[Decision] = field(default_factory=list)
    unmet: list[Decision] = field(default_factory=list)


def key_of(item: Item) -> ItemKey:
    """The item as a decision remembers it."""
    return ItemKey(item.text, item.path[-1] if item.path else "")


def resolved(decisions: Iterable[Decision], old: Sequence[Item], new: Sequence[Item]) -> Resolved:
    """`decisions` on the items of both years. Of two that contradict each other the later one holds."""
    found = Resolved()
    decisions = tuple(decisions)
    if not decisions:
        return found
    olds, news = _Index(old), _Index(new)
    for decision in decisions:
        o = olds.find(decision.old) if decision.old else None
        n = news.find(decision.new) if decision.new else None
        if (decision.old and o is None) or (decision.new and n is None):
            found.unmet.append(decision)
        elif decision.together:
            _pin(found, o, n)
        elif o is not None and n is not None:
            found.forbidden.add((o, n))
            if found.pinned.get(o) == n:
                del found.pinned[o]
            found.apart.append(decision)
    return found


def _pin(found: Resolved, o: int | None, n: int | None) -> None:
    if o is None or n is None:
        if o is not None:
            found.alone_old.add(o)
        if n is not None:
            found.alone_new.add(n)
        return
    found.pinned = {a: b for a, b in found.pinned.items() if a != o and b != n}
    found.pinned[o] = n
    found.forbidden.discard((o, n))
    found.alone_old.discard(o)
    found.alone_new.discard(n)


def find(items: Sequence[Item], key: ItemKey) -> int | None:
    """The index of the item that `key` remembers, None where it no longer exists."""
    return _Index(items).find(key)


class _Index:
    """Items by their text; under equal texts, by heading, then in order."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._by_text: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for i, item in enumerate(items):
            self._by_text[_folded_body(item.text)].append((_folded_body(key_of(item).heading), i))

    def find(self, key: ItemKey) -> int | None:
        known = self._by_text.get(_folded_body(key.text), [])
        heading = _folded_body(key.heading)
        return next((i for above, i in known if above == heading), known[0][1] if known else None)


def _folded_body(text: str) -> str:
    text = owner_tag(text[:KEY_LENGTH])[0]
    start, end = body_span(text)
    return folded(text[start:end]) or folded(text)
