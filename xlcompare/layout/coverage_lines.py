"""The proof's second half: what became of every cell that a person filled, in the words of a sheet's foot."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare import words
from xlcompare.plan import Coverage, Plan

MOST_NAMED = 8
"""Cells that a line names; of more, it says how many."""


def all_understood(plans: Sequence[Plan]) -> bool:
    """Whether nothing stands in the tabs that nobody could make anything of: else no proof may be given."""
    return not any(plan.coverage.not_understood for plan in plans)


def coverage_lines(plans: Sequence[Plan]) -> tuple[str, ...]:
    """A line for each plan with cells that weren't understood; where there is none, one that counts all cells."""
    missed = tuple(
        words.CELLS_MISSED.format(tab=plan.tab_title, cells=_named(plan.coverage.not_understood))
        for plan in plans
        if plan.coverage.not_understood
    )
    counted = [plan for plan in plans if plan.coverage.filled]
    if missed or not counted:
        return missed
    said = "、".join(words.CELLS_OF.format(tab=plan.tab_title, cells=_counted(plan.coverage)) for plan in counted)
    return (words.CELLS_READ.format(tabs=said),)


def _counted(coverage: Coverage) -> str:
    if not coverage.left_out:
        return words.ALL_CELLS.format(filled=coverage.filled)
    rules = "・".join(words.CELLS_BY_RULE.format(rule=rule, count=count) for rule, count in coverage.left_out)
    return words.CELLS_BUT.format(filled=coverage.filled, read=coverage.read, rules=rules)


def _named(cells: Sequence[str]) -> str:
    more = len(cells) - MOST_NAMED
    return "・".join(cells[:MOST_NAMED]) + (words.AND_CELLS.format(count=more) if more > 0 else "")
