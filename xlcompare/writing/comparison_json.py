"""A comparison as JSON, for other programs (the format is described in docs/json.md and must hold still)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from xlcompare.comparing.comparison import Comparison
from xlcompare.plan import Plan, Span

FORMAT = 1


def comparison_json(comparison: Comparison) -> bytes:
    """The comparison in UTF-8: both years' items with their changed characters, and every pair."""
    changed: dict[tuple[str, int], tuple[Span, ...]] = {}
    for pair in comparison.pairs:
        if pair.old is not None:
            changed["o", pair.old] = pair.old_changed
        if pair.new is not None:
            changed["n", pair.new] = pair.new_changed
    document = {
        "format": FORMAT,
        "old": _side(comparison.old, "o", [changed["o", i] for i in range(len(comparison.old.items))]),
        "new": _side(comparison.new, "n", [changed["n", i] for i in range(len(comparison.new.items))]),
        "pairs": [
            {
                "old": _id("o", pair.old),
                "new": _id("n", pair.new),
                "change": pair.change.value,
                "move": pair.move,
                "likeness": round(pair.likeness, 2),
                "doubtful": pair.doubtful,
            }
            for pair in comparison.pairs
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _id(letter: str, index: int | None) -> str | None:
    return None if index is None else f"{letter}{index + 1}"


def _side(plan: Plan, letter: str, changed: Sequence[tuple[Span, ...]]) -> dict[str, Any]:
    return {
        "book": plan.book,
        "tab": plan.tab,
        "year": plan.year,
        "items": [
            {
                "id": _id(letter, i),
                "area": item.area,
                "heading": item.heading,
                "kind": item.kind.value,
                "owner": item.owner,
                "text": item.text,
                "cell": item.place.cell,
                "changed": [list(span) for span in changed[i]],
            }
            for i, item in enumerate(plan.items)
        ],
    }
