"""A budget comparison as JSON, for other programs (docs/json.md). Amounts are in thousands of yen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from xlcompare.comparing.budget import BudgetComparison
from xlcompare.plan import Plan, Span

FORMAT = 1


def budget_json(budget: BudgetComparison) -> bytes:
    """The budget comparison in UTF-8: both years' lines with their changed characters, and every pair."""
    old: list[Sequence[Span]] = [()] * len(budget.old.budget)
    new: list[Sequence[Span]] = [()] * len(budget.new.budget)
    for pair in budget.pairs:
        if pair.old is not None:
            old[pair.old] = pair.old_changed
        if pair.new is not None:
            new[pair.new] = pair.new_changed
    document = {
        "format": FORMAT,
        "unit": "thousand yen",
        "old": _side(budget.old, "o", old),
        "new": _side(budget.new, "n", new),
        "pairs": [
            {
                "old": f"o{pair.old + 1}" if pair.old is not None else None,
                "new": f"n{pair.new + 1}" if pair.new is not None else None,
                "area": pair.area,
                "heading": pair.heading,
                "change": pair.change.value,
                "moved_from": pair.moved_from,
                "difference": round(budget.new.amount(pair.new) - budget.old.amount(pair.old), 3),
                "likeness": round(pair.likeness, 2),
                "doubtful": pair.doubtful,
            }
            for pair in budget.pairs
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _side(plan: Plan, letter: str, changed: Sequence[Sequence[Span]]) -> dict[str, Any]:
    return {
        "book": plan.book,
        "tab": plan.tab,
        "year": plan.year,
        "total": round(sum(line.amount or 0.0 for line in plan.budget), 3),
        "lines": [
            {
                "id": f"{letter}{i + 1}",
                "name": line.name,
                "amount": line.amount,
                "cell": line.place.cell,
                "changed": [list(span) for span in changed[i]],
            }
            for i, line in enumerate(plan.budget)
        ],
    }
