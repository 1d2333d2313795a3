"""An empty form: what all branches' plans have in common, with room for each branch's own measures.

Areas, headings and KPIs are the same everywhere; measures and branch targets (支部目標) are the branch's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlcompare.plan import Kind, Plan
from xlcompare.progress import OwnRow
from xlcompare.sections import AreaOf

EMPTY_ROWS = 5
"""Under each heading; more can be inserted in Excel."""
_COMMON = (Kind.AREA, Kind.HEADING, Kind.KPI)


def form_of(plan: Plan) -> Plan:
    """The `plan` without what is a branch's own."""
    items = tuple(item for item in plan.items if item.kind in _COMMON)
    return replace(plan, items=items, budget=())


def is_form(plan: Plan) -> bool:
    """Whether nothing in `plan` is a branch's own."""
    return all(item.kind in _COMMON for item in plan.items)


def empty_rows(areas: Iterable[AreaOf]) -> Iterator[OwnRow]:
    """Rows for measures below the KPIs of each heading that has no headings of its own."""
    for area in areas:
        if not area.sections:
            yield from _rows(area.area, -1)
        for section, after in zip(area.sections, [*area.sections[1:], None], strict=True):
            if after is None or after.depth <= section.depth:
                yield from _rows(area.area, section.kpis[-1] if section.kpis else section.heading)


def _rows(area: int, below: int) -> Iterator[OwnRow]:
    return (OwnRow(area, below, (), "") for _ in range(EMPTY_ROWS))
