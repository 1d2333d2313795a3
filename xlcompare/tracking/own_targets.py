"""A branch's own targets: which KPI each one is for, and what becomes of it where people changed the figure.

A figure that was issued and is as it was issued is nobody's typing. One that a person typed stays, unless the head
office now issues another than before: then that one counts, and the person's is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from xlcompare import errors
from xlcompare import progress_words as words
from xlcompare.branches import Branch
from xlcompare.folding import folded
from xlcompare.marks import body_span
from xlcompare.plan import Plan
from xlcompare.progress import Filled, RowKind, Spot, Typed, Unplaced, Value
from xlcompare.tracking.carrying import Carried
from xlcompare.tracking.progress import KpiRow

_PER_CENT = "％"
_AS_SHARE, _LEAST_PER_CENT = 1.0, 10.0
"""Excel makes 0.955 of 「95.5％」: a figure below the first, where the plan has at least the second, is a mistake."""


class TargetNames:
    """Which target a title of the branches' list names: 「3」, 「1.Ⅱ」, 「目1」, or the sentence itself."""

    def __init__(self, plan: Plan, kpis: Iterable[KpiRow]) -> None:
        self._found: dict[str, list[KpiRow]] = {}
        for kpi in kpis:
            text = plan.items[kpi.item].text
            start, end = body_span(text)
            for name in {folded(kpi.label), folded(text), folded(text[start:end])}:
                self._found.setdefault(name, []).append(kpi)

    def faults(self, titles: Iterable[str]) -> Iterator[str]:
        """What is wrong with the titles of columns."""
        said: dict[int, str] = {}
        for title in dict.fromkeys(titles):
            found = self._found.get(folded(title), [])
            if len(found) != 1:
                yield errors.own_target_names(title, len(found))
            elif not _has_figure(found[0]):
                yield errors.own_target_without_figure(title)
            elif said.setdefault(found[0].item, title) != title:
                yield errors.own_target_twice(title, said[found[0].item])

    def figures(self, branch: Branch) -> tuple[dict[int, float], list[str]]:
        """The branch's own figures by item, those that differ from the plan's, and what is wrong in its row.

        Its columns' titles are without fault.
        """
        own: dict[int, float] = {}
        faults = []
        for each in branch.targets:
            (kpi,) = self._found[folded(each.kpi)]
            threshold = kpi.target.threshold if kpi.target else None
            is_rate = kpi.target is not None and kpi.target.unit == _PER_CENT
            if is_rate and 0 < each.figure < _AS_SHARE <= _LEAST_PER_CENT <= (threshold or 0):
                faults.append(errors.own_target_is_share(each.place, each.kpi, f"{each.figure:g}"))
            elif each.figure != threshold:
                own[kpi.item] = each.figure
        return own, faults


def _has_figure(kpi: KpiRow) -> bool:
    return kpi.target is not None and not kpi.target.aim.relative


def without_issued(before: Filled) -> Filled:
    """`before` without the figures that it was issued with."""
    stamp = before.stamp
    if stamp is None:
        return before
    typed = (t for t in before.typed if not (_is_figure(t) and t.value == stamp.target(t.spot.item)))
    return replace(before, typed=tuple(typed))


def with_own_targets(
    carried: Carried, figures: Mapping[int, float], before: Filled | None, homes: Mapping[int, int], plan: Plan
) -> Carried:
    """`carried` with the branch's own `figures` by item; `homes`: which new item each old one of `before` became."""
    issued = _issued(before, homes) if before else {}
    places = {homes[t.spot.item]: t for t in before.typed if _is_figure(t) and t.spot.item in homes} if before else {}
    reset = _reset(before, homes) if before else set()
    for item, figure in figures.items():
        spot = Spot(RowKind.TARGET, item, words.THRESHOLD)
        anew = issued.get(item) != figure
        if spot in carried.cells and anew and carried.cells[spot] != figure and item in places:
            carried.unplaced.append(_superseded(plan, item, places[item], carried.cells[spot]))
        if anew or (spot not in carried.cells and item not in reset):
            carried.cells[spot] = figure
    return carried


def _is_figure(typed: Typed) -> bool:
    return typed.spot.row is RowKind.TARGET and typed.spot.column == words.THRESHOLD


def _issued(before: Filled, homes: Mapping[int, int]) -> dict[int, float]:
    """The figures that the workbook was issued with, by the items of the new plan."""
    targets = before.stamp.targets if before.stamp else ()
    return {homes[i]: figure for i, figure in enumerate(targets) if figure is not None and i in homes}


def _reset(before: Filled, homes: Mapping[int, int]) -> set[int]:
    """The new items whose issued figure a person took back to the plan's: what a reader can't see as typed."""
    typed = {t.spot.item for t in before.typed if _is_figure(t)}
    targets = before.stamp.targets if before.stamp else ()
    return {homes[i] for i, figure in enumerate(targets) if figure is not None and i in homes and i not in typed}


def _superseded(plan: Plan, item: int, typed: Typed, value: Value) -> Unplaced:
    of = plan.items[item]
    return Unplaced(typed.place, of.area, of.heading, of.text, typed.title, value, words.REISSUED)
