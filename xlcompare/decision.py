"""A person's word on which items belong together, in a form that outlives the rows that they stood on."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ItemKey:
    """An item as a decision remembers it: by its text, and by its heading where texts are equal."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The pair belongs `together`, or not. None on one side: that item has no counterpart."""

    old: ItemKey | None
    new: ItemKey | None
    together: bool
    places: tuple[str, str] = field(default=("", ""), compare=False)
    """where the items stood when it was made, for people"""
