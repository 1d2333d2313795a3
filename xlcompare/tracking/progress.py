"""A year's progress table as plain values: the plan's rows, what was typed in them, how the targets stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from xlcompare import progress_words as words
from xlcompare.fiscal_year import day_number, half_of
from xlcompare.kpi import Aim, Target
from xlcompare.plan import Kind, Plan
from xlcompare.progress import OwnRow, RowKind, Spot, Unplaced, Value
from xlcompare.progress_settings import ProgressSettings
from xlcompare.sections import AreaOf, Section, targets_of
from xlcompare.stamp import Stamp
from xlcompare.tracking.carrying import Carried
from xlcompare.tracking.ratings import Judged, judged

ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One target: its item, its numbers (「3」 of the heading, 「Ⅱ」 of several there), what its sentence says."""

    item: int
    heading: int
    number: str
    part: str
    target: Target | None
    judged: Judged

    @property
    def label(self) -> str:
        return f"{self.number}.{self.part}" if self.part else self.number


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that the progress workbook shows. `cells`: what people typed, by spot."""

    plan: Plan
    as_of: date
    settings: ProgressSettings
    areas: tuple[AreaOf, ...]
    kpis: tuple[KpiRow, ...]
    cells: Mapping[Spot, Value]
    own_rows: tuple[OwnRow, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    total: int = 0
    """typed cells in the last workbook; 0 where there was none"""
    stamp: Stamp | None = None
    """of a branch's own workbook"""

    @property
    def half(self) -> int:
        return half_of(self.as_of, self.plan.year)

    @property
    def counts(self) -> str:
        """What became of the last workbook's typed cells, in one sentence."""
        left = len(self.unplaced)
        return words.COUNTS.format(total=self.total, carried=self.total - left, unplaced=left)

    def has_last(self, column: str) -> bool:
        """Whether any row has something of the period before in `column`."""
        return any(spot.column == column for spot in self.cells) or any(
            name == column for row in self.own_rows for name, _ in row.cells
        )


def progress_of(
    plan: Plan,
    as_of: date,
    settings: ProgressSettings,
    areas: tuple[AreaOf, ...],
    carried: Carried,
    stamp: Stamp | None = None,
) -> Progress:
    """The progress table of `plan` with what was `carried` into it. Owners of the plan are added to the list."""
    return Progress(
        plan,
        as_of,
        replace(settings, owners=_owners(plan, settings)),
        areas,
        _kpis(plan, settings, areas, carried.cells),
        carried.cells,
        tuple(carried.own_rows),
        tuple(carried.unplaced),
        carried.total,
        stamp,
    )


def _owners(plan: Plan, settings: ProgressSettings) -> tuple[str, ...]:
    of_plan = dict.fromkeys(item.owner for item in plan.items if item.owner)
    return tuple(dict.fromkeys((*settings.owners, *of_plan))) or words.OWNERS


def _kpis(
    plan: Plan, settings: ProgressSettings, areas: tuple[AreaOf, ...], cells: Mapping[Spot, Value]
) -> tuple[KpiRow, ...]:
    """Every target, numbered by headings that have one; branch targets by themselves."""
    read = targets_of(plan, areas)
    found: list[KpiRow] = []
    kpi_number = target_number = 0
    for section in (s for area in areas for s in area.sections):
        kpis = [i for i in section.kpis if plan.items[i].kind is Kind.KPI]
        kpi_number += bool(kpis)
        for i in section.kpis:
            if plan.items[i].kind is Kind.KPI:
                part = _part(kpis.index(i)) if len(kpis) > 1 else ""
                number = str(kpi_number)
            else:
                target_number += 1
                number, part = words.BRANCH_TARGET_NUMBER.format(target_number), ""
            found.append(_row(i, section, number, part, read[i], cells, settings))
    return tuple(found)


def _part(k: int) -> str:
    return ROMAN[k] if k < len(ROMAN) else f"({k + 1})"


def _row(
    i: int, section: Section, number: str, part: str, target: Target | None, cells: Mapping[Spot, Value],
    settings: ProgressSettings,
) -> KpiRow:  # fmt: skip
    def typed(column: str) -> Value | None:
        return cells.get(Spot(RowKind.TARGET, i, column))

    aim, threshold = target.aim if target else None, target.threshold if target else None
    last_year = target.last_year if target else None
    if (chosen := typed(words.AIM)) is not None:
        aim = next((known for known in Aim if known.value == chosen), None)
    if (own := typed(words.THRESHOLD)) is not None:
        threshold = number_of(own)
    if (own := typed(words.LAST_YEAR)) is not None:
        last_year = number_of(own)
    actuals = [number_of(typed(month)) for month in words.MONTHS]
    return KpiRow(i, section.heading, number, part, target, judged(aim, threshold, last_year, actuals, settings))


def number_of(value: Value | None) -> float | None:
    """A typed number; None for text, which people write where nothing was measured.

    A date is the number by which Excel knows it: 「5/10」 in a cell for figures is one, and shown red.
    """
    if isinstance(value, date):
        return float(day_number(value))
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
