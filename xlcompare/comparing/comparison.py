"""What comparing two plans gives: every item of both years in exactly one pair, and the changed words of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from xlcompare.decision import Decision
from xlcompare.plan import Plan, Span


class Change(str, Enum):
    """What happened to an item between the years. The values are those of the JSON format."""

    SAME = "same"
    CHANGED = "changed"
    RENUMBERED = "renumbered"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Pair:
    """An old item and the new one that it became (indices in the plans' `items`); None where there is no counterpart.

    `move`: the number of the moved block (1, 2, …) that the pair belongs to. `likeness`: of the texts, 0 to 1.
    `old_changed`, `new_changed`: the changed characters, in order, as offsets into the texts. `decided`: a person said
    so.
    """

    old: int | None
    new: int | None
    change: Change
    move: int | None = None
    likeness: float = 0.0
    doubtful: bool = False
    decided: bool = False
    old_changed: tuple[Span, ...] = ()
    new_changed: tuple[Span, ...] = ()


class Part(Enum):
    """What of a pair stands on a row: both items, the old one where it was, or the new one where it is now."""

    BOTH = "both"
    LEFT = "left"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True)
class Level:
    """One row of the table: a pair (index in `Comparison.pairs`) or a part of it."""

    pair: int
    part: Part


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans and their pairs, every item of either in exactly one; `levels` puts them on rows (see `ordering`).

    `unmet`: people's decisions whose items no longer exist. `apart`: their 対応しない decisions that were followed.
    """

    old: Plan
    new: Plan
    pairs: tuple[Pair, ...]
    levels: tuple[Level, ...]
    unmet: tuple[Decision, ...] = ()
    apart: tuple[Decision, ...] = ()
