"""Whose is a returned progress workbook, and which of its rows is which measure, whatever it has been renamed to?

An item's id follows from what it says, so that all branches' books of one plan agree without a register. When the plan
is revised, an item that is another's successor takes over its id; only new ones get an id of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from xlcompare.folding import folded
from xlcompare.plan import Item, Plan

_ID_LENGTH, _DIGEST_LENGTH = 10, 12
_BETWEEN = "\x1f"  # In no workbook's text: two fields can't be taken for one.


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a distributed progress workbook says of itself on its very hidden sheet."""

    code: str
    """「33」"""
    branch: str
    """「岡山支部」"""
    year: int
    template: str
    """version of the program, and of the house style, that made it"""
    plan: str
    """digest of the plan's items, so that revisions are told apart"""
    ids: tuple[str, ...]
    """one for each item of the plan, in the order of `Plan.items`"""
    targets: tuple[float | None, ...] = ()
    """the branch's own figures as they were issued, by item; None where it has the plan's; () for none at all"""

    def target(self, item: int) -> float | None:
        """The branch's own figure for the target `item`, as it was issued."""
        return self.targets[item] if item < len(self.targets) else None


def item_ids(plan: Plan) -> tuple[str, ...]:
    """One id for each item: of its area, its headings, its kind, its text, and which of several such it is."""
    seen: Counter[str] = Counter()
    found = []
    for item in plan.items:
        said = _BETWEEN.join(map(folded, (item.area, *item.path, item.kind.value, item.text)))
        seen[said] += 1
        found.append(_hashed((said, str(seen[said])))[:_ID_LENGTH])
    return tuple(found)


def ids_after(ids: tuple[str, ...], plan: Plan, pairs: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """The ids of a revised `plan`: of each pair (old item, new item) the old one's; of the others their own.

    No two are the same: where an old item that lives on elsewhere has the id that a new one's text gives, the new
    one's is made anew.
    """
    kept = {new: ids[old] for old, new in pairs}
    taken = set(kept.values())
    found = []
    for i, own in enumerate(item_ids(plan)):
        given = kept.get(i, own)
        while i not in kept and given in taken:
            given = _hashed((given,))[:_ID_LENGTH]
        taken.add(given)
        found.append(given)
    return tuple(found)


def plan_digest(plan: Plan) -> str:
    """What tells two revisions of a plan apart: everything of its items but where they stand."""
    return _hashed((str(plan.year), *(field for item in plan.items for field in _fields(item))))[:_DIGEST_LENGTH]


def _fields(item: Item) -> tuple[str, ...]:
    optional = (item.owner or "", item.method or "", item.label or "")
    return (item.kind.value, item.area, "\n".join(item.path), item.text, *optional)


def _hashed(texts: Iterable[str]) -> str:
    return sha256(_BETWEEN.join(texts).encode("utf-8", "surrogatepass")).hexdigest()
