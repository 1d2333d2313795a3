"""People's corrections, found again in this year's plans by the items' texts.

A decision outlives edits around it: rows may have moved, tabs may be new. It does not outlive its item's text; then it
is kept and shown as unmet, never dropped silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xlcompare.decision import Decision, ItemIndex
from xlcompare.plan import Item


@dataclass(slots=True)
class Resolved:
    """Decisions as item indices."""

    pinned: dict[int, int] = field(default_factory=dict)
    forbidden: set[tuple[int, int]] = field(default_factory=set)
    alone_old: set[int] = field(default_factory=set)
    alone_new: set[int] = field(default_factory=set)
    apart: list[Decision] = field(default_factory=list)
    unmet: list[Decision] = field(default_factory=list)


def resolved(decisions: Iterable[Decision], old: Sequence[Item], new: Sequence[Item]) -> Resolved:
    """`decisions` on the items of both years. Of two that contradict each other the later one holds."""
    found = Resolved()
    decisions = tuple(decisions)
    if not decisions:
        return found
    olds, news = ItemIndex(old), ItemIndex(new)
    apart: dict[tuple[int, int], Decision] = {}
    for decision in decisions:
        o = olds.find(decision.old) if decision.old else None
        n = news.find(decision.new) if decision.new else None
        if (decision.old and o is None) or (decision.new and n is None):
            found.unmet.append(decision)
        elif decision.together or o is None or n is None:
            _pin(found, o, n)
        else:
            found.forbidden.add((o, n))
            if found.pinned.get(o) == n:
                del found.pinned[o]
            apart[o, n] = decision
    found.apart = [decision for pair, decision in apart.items() if pair in found.forbidden]
    return found


def _pin(found: Resolved, o: int | None, n: int | None) -> None:
    found.pinned = {a: b for a, b in found.pinned.items() if a != o and b != n}
    if o is not None and n is not None:
        found.pinned[o] = n
        found.forbidden.discard((o, n))
        found.alone_old.discard(o)
        found.alone_new.discard(n)
    elif o is not None:
        found.alone_old.add(o)
    elif n is not None:
        found.alone_new.add(n)
