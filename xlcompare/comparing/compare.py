"""Two plans compared: pairs, kinds of change, changed words, rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xlcompare.comparing.comparison import Change, Comparison, Pair
from xlcompare.comparing.decisions import Resolved, resolved
from xlcompare.comparing.likeness import Side
from xlcompare.comparing.matching import Matching, matched
from xlcompare.comparing.ordering import levels
from xlcompare.comparing.wording import FULL_STOPS, changed_words, whole
from xlcompare.decision import Decision
from xlcompare.folding import folded
from xlcompare.marks import body_span
from xlcompare.plan import Item, Kind, Plan, Span


def compare(
    old: Plan, new: Plan, decisions: Iterable[Decision] = (), *, persons: bool = True, full_stops: bool = True
) -> Comparison:
    """Every item of both plans in exactly one pair, with what changed in it.

    `decisions` are people's corrections; they outweigh likeness. `persons`: mark 人 with a changed figure.
    `full_stops`: a final 。 that only one year has is a change.
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
    pairs = _pairs(old, new, found, wishes, Rules(persons, full_stops))
    rows = levels(pairs, here, there)
    return Comparison(old, new, pairs, rows, tuple(wishes.unmet), tuple(wishes.apart))


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as a change where people differ."""

    persons: bool
    full_stops: bool

    def seen(self, text: str) -> str:
        return text if self.full_stops else text.rstrip(FULL_STOPS)


def _pairs(old: Plan, new: Plan, found: Matching, wishes: Resolved, rules: Rules) -> tuple[Pair, ...]:
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
        change, old_changed, new_changed = _item_changes(old.items[o], item, rules)
        pairs.append(
            Pair(
                o,
                n,
                change,
                moves.get(o),
                shown_likeness(found.likeness[o], change),
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


def _item_changes(old: Item, new: Item, rules: Rules) -> tuple[Change, tuple[Span, ...], tuple[Span, ...]]:
    found = changes(old.text, new.text, rules)
    if found[0] is Change.CHANGED and new.kind is Kind.AREA:
        return Change.CHANGED, _whole(old), _whole(new)
    return found


def changes(old: str, new: str, rules: Rules) -> tuple[Change, tuple[Span, ...], tuple[Span, ...]]:
    """What happened to a text between the years, and the changed characters of the old and of the new one."""
    if old == new or rules.seen(folded(old)) == rules.seen(folded(new)):
        return Change.SAME, (), ()
    if rules.seen(_body(old)) == rules.seen(_body(new)):
        return Change.RENUMBERED, (), ()
    old_changed, new_changed = changed_words(old, new, persons=rules.persons, full_stops=rules.full_stops)
    return Change.CHANGED, old_changed, new_changed


def shown_likeness(likeness: float, change: Change) -> float:
    """Figures are masked for matching; two sentences that differ in one are still not wholly alike."""
    return round(min(likeness, 0.99) if change is Change.CHANGED else likeness, 4)


def _body(text: str) -> str:
    start, end = body_span(text)
    return folded(text[start:end])


def _whole(item: Item) -> tuple[Span, ...]:
    return whole(item.text)
