"""Where each typed cell of the last progress workbook belongs in the new one.

The comparing stage says which item became which; a cell goes along only where that is sure, else it is listed with its
old place. Every typed cell ends in exactly one of the two, and the counts say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from xlcompare import progress_words as words
from xlcompare.comparing.comparison import Comparison
from xlcompare.fiscal_year import half_of
from xlcompare.folding import folded
from xlcompare.graphemes import cut
from xlcompare.kpi import target_in
from xlcompare.plan import Item, Kind, Plan
from xlcompare.progress import Filled, OwnRow, RowKind, Spot, Typed, Unplaced, Value, free_column
from xlcompare.sections import AreaOf, row_text
from xlcompare.tracking.same_target import measures_the_same

SURE = 0.5
"""Text likeness below which nothing is carried, however well the items stand level."""
_CANDIDATE = 30
"""Characters of an item that are enough to know it by."""
_NEXT_PERIOD = {
    words.NEXT: words.METHOD,
    words.RATING: words.LAST_RATING,
    words.PROGRESS: words.LAST_PROGRESS,
    words.LAST_RATING: None,
    words.LAST_PROGRESS: None,
}
"""Where a column goes when a new half begins; None: nowhere, it is two periods old."""
_OF_PLAN = {words.OWNER: "owner", words.METHOD: "method"}
_READ_FROM_PLAN = (words.AIM, words.THRESHOLD, words.UNIT)
_OF_TARGETS = (RowKind.KPI, RowKind.ACTUAL, RowKind.TARGET)
_SHOWN = (words.ACTUAL, words.LATEST, words.AT, words.ATTAINMENT, words.SUGGESTED, words.TREND, words.SHOWN,
          words.COUNTED)  # fmt: skip
"""Found by formulas."""


@dataclass(slots=True)
class Carried:
    """What was typed, at its new places, and what has none."""

    cells: dict[Spot, Value] = field(default_factory=dict)
    own_rows: list[OwnRow] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    total: int = 0

    @property
    def carried(self) -> int:
        return self.total - len(self.unplaced)


def carried_over(before: Filled, comparison: Comparison, areas: Iterable[AreaOf], half: int) -> Carried:
    """Every typed cell of `before` in the new plan's rows; `comparison` is of its plan and the new one.

    A later `half` (1 or 2) or a later year starts a new period: 取組予定 becomes 方法, ratings become 前回評価.
    """
    return _Carrier(before, comparison, tuple(areas), half).run()


class _Carrier:
    def __init__(self, before: Filled, comparison: Comparison, areas: tuple[AreaOf, ...], half: int) -> None:
        self.before, self.old, self.new = before, comparison.old.items, comparison.new.items
        self.new_year = comparison.new.year > comparison.old.year
        self.new_period = self.new_year or half > half_of(before.as_of, comparison.old.year)
        self.found = Carried(total=before.count, unplaced=list(before.unplaced))
        self.homes = {pair.old: pair for pair in comparison.pairs if pair.old is not None}
        self.rows = _rows(areas)
        self.texts = _texts(comparison.new, areas)
        self.areas = {i: area.area for area in areas for i in _items(area)}
        self.old_areas = _areas(self.old)
        self.renewed = {t.spot.item for t in before.typed if t.spot.column == words.NEXT and t.value != ""}
        self.titles: dict[int, list[str]] = {}
        """of each new area its free columns' titles"""

    def run(self) -> Carried:
        self._free_titles()
        latest = self._latest_actuals() if self.new_year else {}
        for typed in self.before.typed:
            if typed.spot.row in (RowKind.AREA, RowKind.TARGETS) and typed.spot.free is not None:
                continue  # placed by _free_titles
            self._place(typed, latest)
        for row in self.before.own_rows:
            self._place_row(row)
        return self.found

    # ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _place(self, typed: Typed, latest: Mapping[int, str]) -> None:
        spot = typed.spot
        if spot.row in (RowKind.AREA, RowKind.TARGETS) or not spot.column:
            return self._leave(typed, words.LOOSE)
        if spot.column in _SHOWN:
            return self._leave(typed, words.SHOWN_CELL)
        home, why = self._home(spot.item, spot.row)
        if home is None:
            return self._leave(typed, why)
        if spot.column == words.CONTENT:
            # Unless the plan itself was corrected in the same way.
            if folded(str(typed.value)) == folded(self.texts.get(home, "")):
                return None
            return self._leave(typed, words.PLAN_TEXT)
        if spot.column in _READ_FROM_PLAN and target_in(self.old[spot.item].text) != target_in(self.new[home].text):
            return self._leave(typed, words.CHANGED_TARGET)
        column, why = self._column(typed, latest)
        if column is not None and self._plan_says_otherwise(typed, column, home):
            column, why = None, words.PLAN_CHANGED
        if self.new_year and column == words.LAST_YEAR and self._states_last_year(home):
            column, why = None, words.LAST_YEAR_IN_PLAN
        if column is None:
            return self._leave(typed, why)
        if spot.free is not None and spot.row is not RowKind.TARGET:
            column = self._free_column(spot, home)
        goal = Spot(spot.row, home, column)
        if goal in self.found.cells:
            return self._leave(typed, words.TAKEN)
        self.found.cells[goal] = typed.value
        return None

    def _home(self, item: int, row: RowKind) -> tuple[int | None, str]:
        """The new item whose row of that kind the cell goes to, or None and why."""
        pair = self.homes.get(item)
        if pair is None or pair.new is None:
            return None, words.NO_ITEM
        sure = not pair.doubtful and pair.likeness >= SURE
        if row in _OF_TARGETS and sure:
            sure = measures_the_same(self.old[item].text, self.new[pair.new].text)
        if (row, pair.new) not in self.rows or not sure:
            return None, words.UNSURE.format(cut(self.new[pair.new].text, _CANDIDATE))
        return pair.new, ""

    def _plan_says_otherwise(self, typed: Typed, column: str, home: int) -> bool:
        """Whether the plan names an owner or a method of its own, newer than what was typed over the old one."""
        if typed.spot.row is not RowKind.MEASURE or column not in _OF_PLAN:
            return False
        before, now = (getattr(items[i], _OF_PLAN[column]) for items, i in
                       ((self.old, typed.spot.item), (self.new, home)))  # fmt: skip
        if self.new_year:
            return bool(now) and (now != before or column == words.METHOD or typed.value == "")
        return bool(now) and now != before and typed.spot.column == column

    def _states_last_year(self, home: int) -> bool:
        target = target_in(self.new[home].text)
        return target is not None and target.last_year is not None

    def _column(self, typed: Typed, latest: Mapping[int, str]) -> tuple[str | None, str]:
        column, on_kpi = typed.spot.column, typed.spot.row is RowKind.TARGET
        if self.new_year and on_kpi and typed.spot.free is None:
            if column in words.MONTHS:
                return (words.LAST_YEAR, "") if latest.get(typed.spot.item) == column else (None, words.LAST_YEARS)
            if column not in _READ_FROM_PLAN and column != words.RATING:
                return None, words.REPLACED_YEAR
        if not self.new_period:
            return column, ""
        if column == words.METHOD and typed.spot.item in self.renewed:
            return None, words.REPLACED
        goal = _NEXT_PERIOD.get(column, column)
        return goal, "" if goal else words.TWO_AGO

    def _latest_actuals(self) -> dict[int, str]:
        """The last month with a figure, by target."""
        latest: dict[int, str] = {}
        order = {month: k for k, month in enumerate(words.MONTHS)}
        for typed in self.before.typed:
            month, item = typed.spot.column, typed.spot.item
            if typed.spot.row is RowKind.TARGET and month in order and isinstance(typed.value, int | float):
                latest[item] = max(latest.get(item, month), month, key=lambda name: order[name])
        return latest

    def _leave(self, typed: Typed, reason: str) -> None:
        item = typed.spot.item
        known = 0 <= item < len(self.old) and typed.spot.row is not RowKind.AREA
        of = self.old[item] if known else None
        area = self.old_areas.get(item, item) if typed.spot.row is not RowKind.TARGETS else -1
        self._leave_value(typed.place, area, of, typed.title, typed.value, reason)

    def _leave_value(self, place: str, area: int, of: Item | None, title: str, value: Value, reason: str) -> None:
        self.found.unplaced.append(
            Unplaced(
                place,
                of.area if of else self.old[area].text if area >= 0 else "",
                of.heading if of else "",
                of.text if of else "",
                title,
                value,
                reason,
            )
        )

    # ── free columns ─────────────────────────────────────────────────────────────────────────────────────────────

    def _free_titles(self) -> None:
        """Each area's free columns keep their places and titles; one without its area is listed."""
        for typed in self.before.typed:
            spot = typed.spot
            if spot.free is None:
                continue
            is_title = spot.row in (RowKind.AREA, RowKind.TARGETS)
            area = self._new_area(spot.item if is_title else self.old_areas.get(spot.item, -1))
            if spot.row in (RowKind.TARGETS, RowKind.TARGET):
                area = None
            elif area is not None:
                # A column without a title is in use as well.
                self._title(area, spot.free, str(typed.value) if is_title else "")
            if not is_title:
                continue
            goal = Spot(spot.row, -1 if area is None else area, spot.column)
            if spot.row is RowKind.AREA and area is None:
                self._leave(typed, words.NO_ITEM)
            elif goal in self.found.cells:
                self._leave(typed, words.TAKEN)
            else:
                self.found.cells[goal] = typed.value

    def _title(self, area: int, number: int, title: str) -> None:
        titles = self.titles.setdefault(area, [])
        titles.extend([""] * (number + 1 - len(titles)))
        titles[number] = titles[number] or title

    def _new_area(self, area: int) -> int | None:
        pair = self.homes.get(area)
        if pair is not None and pair.new in self.areas.values():
            return pair.new
        return -1 if area == -1 and -1 in self.areas.values() else None

    def _free_column(self, spot: Spot, home: int) -> str:
        """The same column, or in another area the one of the same title; a new one with that title if there is none."""
        number = spot.free or 0
        old_area, area = self.old_areas.get(spot.item, -1), self.areas[home]
        title = self._title_before(old_area, number)
        if not title or self._new_area(old_area) == area:
            return spot.column
        titles = self.titles.setdefault(area, [])
        if title not in titles:
            titles.append(title)
            self.found.cells[Spot(RowKind.AREA, area, free_column(len(titles) - 1))] = title
        return free_column(titles.index(title))

    def _title_before(self, area: int, number: int) -> str:
        wanted = Spot(RowKind.AREA, area, free_column(number))
        return next((str(typed.value) for typed in self.before.typed if typed.spot == wanted), "")

    # ── rows that people added ───────────────────────────────────────────────────────────────────────────────────

    def _place_row(self, row: OwnRow) -> None:
        anchor = self._anchor(row.item)
        area = self.areas.get(anchor, -1) if anchor is not None else self._new_area(row.area)
        if area is None:
            self._leave_row(row)
            return
        cells = []
        renewed = any(column == words.NEXT for column, _ in row.cells)
        for column, value in row.cells:
            goal, why = self._column(Typed(Spot(RowKind.MEASURE, -2, column), value, "", ""), {})
            if goal == words.METHOD and column == words.METHOD and renewed and self.new_period:
                goal, why = None, words.REPLACED
            if goal is None:
                self._leave_value(row.place, row.area, None, f"{words.EXTRA_ROW}{column}", value, why)
            else:
                cells.append((goal, value))
        if cells:
            self.found.own_rows.append(replace(row, area=area, item=-1 if anchor is None else anchor,
                                               cells=tuple(cells)))  # fmt: skip

    def _anchor(self, item: int) -> int | None:
        """The new item after which the row goes: its neighbour's home, else the nearest above that has one."""
        while item >= 0:
            pair = self.homes.get(item)
            if pair is not None and pair.new is not None and pair.new in self.areas:
                return pair.new
            if self.old[item].kind is Kind.AREA:
                return None
            item -= 1
        return None

    def _leave_row(self, row: OwnRow) -> None:
        for column, value in row.cells:
            self._leave_value(row.place, row.area, None, f"{words.EXTRA_ROW}{column}", value, words.NO_ITEM)


def _rows(areas: Iterable[AreaOf]) -> frozenset[tuple[RowKind, int]]:
    """Every row that items of the new plan have."""
    found: set[tuple[RowKind, int]] = set()
    for area in areas:
        for section in area.sections:
            found.add((RowKind.HEADING, section.heading))
            found.update((kind, i) for i in section.kpis for kind in (RowKind.KPI, RowKind.ACTUAL, RowKind.TARGET))
            found.update((kind, line[0]) for line in section.lines for kind in (RowKind.MEASURE, RowKind.NOTE))
    return frozenset(found)


def _texts(plan: Plan, areas: Iterable[AreaOf]) -> dict[int, str]:
    """What the row of each item says."""
    lines = (line for area in areas for section in area.sections for line in section.lines)
    return {i: item.text for i, item in enumerate(plan.items)} | {line[0]: row_text(plan, line) for line in lines}


def _items(area: AreaOf) -> Iterable[int]:
    for section in area.sections:
        yield section.heading
        yield from section.kpis
        for line in section.lines:
            yield from line


def _areas(items: Iterable[Item]) -> dict[int, int]:
    """The area's own item for each item."""
    found, area = {}, -1
    for i, item in enumerate(items):
        area = i if item.kind is Kind.AREA else area
        found[i] = area
    return found
