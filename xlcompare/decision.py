"""A person's word on which items belong together, in a form that outlives the rows that they stood on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from xlcompare.folding import folded
from xlcompare.marks import body_span, owner_tag
from xlcompare.plan import Item

KEY_LENGTH = 8_000
"""Characters of a text that identify it; the review sheet shows no more, because a cell holds 32,767 at the most."""
HEADING_LENGTH = 30
"""Characters of a heading that tell equal texts under different ones apart."""


@dataclass(frozen=True, slots=True)
class ItemKey:
    """An item as a decision remembers it: by its text, and by its heading where texts are equal."""

    text: str
    heading: str = ""
    nth: int = 0
    """which of several with this text and heading, in the plan's order"""


@dataclass(frozen=True, slots=True)
class Decision:
    """The pair belongs `together`, or not. None on one side: that item has no counterpart."""

    old: ItemKey | None
    new: ItemKey | None
    together: bool
    places: tuple[str, str] = field(default=("", ""), compare=False)
    """where the items stood when it was made, for people"""


def key_of(item: Item) -> ItemKey:
    """The item as a decision remembers it."""
    return ItemKey(item.text, item.path[-1][:HEADING_LENGTH] if item.path else "")


class ItemIndex:
    """A year's items by their text; under equal texts, by heading, then by their order."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._by_text: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for i, item in enumerate(items):
            self._by_text[_folded_body(item.text)].append((_folded_body(key_of(item).heading), i))

    def find(self, key: ItemKey) -> int | None:
        """The index of the item that `key` remembers, None where it no longer exists or can't be told."""
        known = self._by_text.get(_folded_body(key.text), [])
        heading = _folded_body(key.heading)
        here = [i for above, i in known if above == heading]
        if key.nth < len(here):
            return here[key.nth]
        # Its heading may have been renamed; of several there is no telling which.
        return known[0][1] if len(known) == 1 else None


def same_key(key: ItemKey) -> tuple[str, str]:
    """What two items share that only their order tells apart."""
    return _folded_body(key.text), _folded_body(key.heading)


def _folded_body(text: str) -> str:
    text = owner_tag(text[:KEY_LENGTH])[0]
    start, end = body_span(text)
    return folded(text[start:end]) or folded(text)
