"""The stamp of a branch's book when it is made again: which new item goes on under which id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlcompare import progress_words as words
from xlcompare.comparing.comparison import Comparison
from xlcompare.progress import RowKind, Spot, Value
from xlcompare.stamp import Stamp, ids_after, plan_digest
from xlcompare.tracking.carrying import SURE


def homes_of(comparison: Comparison) -> dict[int, int]:
    """The new item that each old one surely became: by these go the ids, as what was typed does."""
    return {
        pair.old: pair.new
        for pair in comparison.pairs
        if pair.old is not None and pair.new is not None and not pair.doubtful and pair.likeness >= SURE
    }


def stamp_after(stamp: Stamp, comparison: Comparison, cells: Mapping[Spot, Value], template: str) -> Stamp:
    """The `stamp` of a book that is made again from its plan; `cells` are the new book's, `template` its version."""
    plan, homes = comparison.new, homes_of(comparison)
    issued = {homes[i]: figure for i, figure in enumerate(stamp.targets) if figure is not None and i in homes}
    kept = {i: figure for i, figure in issued.items() if cells.get(Spot(RowKind.TARGET, i, words.THRESHOLD)) == figure}
    return replace(
        stamp,
        year=plan.year,
        template=template,
        plan=plan_digest(plan),
        ids=ids_after(stamp.ids, plan, homes.items()),
        targets=figures_by_item(kept, len(plan.items)),
    )


def figures_by_item(figures: Mapping[int, float], count: int) -> tuple[float | None, ...]:
    """A branch's own figures as a stamp has them: one for each of `count` items."""
    return tuple(figures.get(i) for i in range(count))
