"""Two plans compared: pairs, kinds of change, changed words, rows."""

from __future__ import annotations

from collections.abc import Iterable

from xlcompare.comparing.comparison import Change, Comparison, Pair
from xlcompare.comparing.decisions import Resolved, resolved
from xlcompare.comparing.likeness import Side
from xlcompare.comparing.matching import Matching, matched
from xlcompare.comparing.ordering import levels
from xlcompare.comparing.wording import changed_words, whole
from xlcompare.decision import Decision
from xlcompare.folding import folded
from xlcompare.marks import body_span
from xlcompare.plan import Item, Kind, Plan, Span


def compare(old: Plan, new: Plan, decisions: Iterable[Decision] = (), *, persons: bool = True) -> Comparison:
    """Every item of both plans in exactly one pair, with what changed in it.

    `decisions` are people's corrections; they outweigh likeness. `persons`: mark 人 with a changed figure.
    """
    here, there = Side(old.items), Side(new.items)
    wishes = resolved(decisions, old.items, new.items)
    found = matched(
        here,
        there,
        wishes.pinned,
        frozenset(wishes.forbidden),
        frozenset(wishes.alone_old),
        frozenset(wishes.alone_new),
    )
    pairs = _pairs(old, new, found, wishes, persons)
    rows = levels(pairs, here, there)
    return Comparison(old, new, pairs, rows, tuple(wishes.unmet), tuple(wishes.apart))


def _pairs(old: Plan, new: Plan, found: Matching, wishes: Resolved, persons: bool) -> tuple[Pair, ...]:
    """Pairs in the new year's order, dropped items last."""
    moves = {o: number for number, block in enumerate(found.moved, 1) for o, _ in block}
    back = {n: o for o, n in found.partners.items()}
    pairs = []
    for n, item in enumerate(new.items):
        o = back.get(n)
        if o is None:
            decided = n in wishes.alone_new
            pairs.append(
                Pair(None, n, Change.ADDED, doubtful=n in found.doubtful_new, decided=decided, new_changed=_whole(item))
            )
            continue
        change, old_changed, new_changed = _changes(old.items[o], item, persons)
        pairs.append(
            Pair(
                o,
                n,
                change,
                moves.get(o),
                round(found.likeness[o], 4),
                o in found.doubtful_old,
                wishes.pinned.get(o) == n,
                old_changed,
                new_changed,
            )
        )
    for o, item in enumerate(old.items):
        if o not in found.partners:
            decided = o in wishes.alone_old
            pairs.append(
                Pair(
                    o, None, Change.DROPPED, doubtful=o in found.doubtful_old, decided=decided, old_changed=_whole(item)
                )
            )
    return tuple(pairs)


def _changes(old: Item, new: Item, persons: bool) -> tuple[Change, tuple[Span, ...], tuple[Span, ...]]:
    if old.text == new.text or folded(old.text) == folded(new.text):
        return Change.SAME, (), ()
    if _body(old.text) == _body(new.text):
        return Change.RENUMBERED, (), ()
    if new.kind is Kind.AREA:
        return Change.CHANGED, _whole(old), _whole(new)
    old_changed, new_changed = changed_words(old.text, new.text, persons=persons)
    return Change.CHANGED, old_changed, new_changed


def _body(text: str) -> str:
    start, end = body_span(text)
    return folded(text[start:end])


def _whole(item: Item) -> tuple[Span, ...]:
    return whole(item.text)
