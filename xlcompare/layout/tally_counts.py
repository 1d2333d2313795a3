"""The counts of 集計: each as a formula and as its result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xlcompare import progress_words as words
from xlcompare.address import range_ref
from xlcompare.layout.kpi_sheet import AT, KpiCells
from xlcompare.layout.kpi_sheet import HEAD_ROWS as KPI_HEAD
from xlcompare.layout.progress_cells import shown_value
from xlcompare.layout.progress_settings_sheet import SPARE_OWNERS
from xlcompare.layout.progress_sheet import AreaSheet
from xlcompare.plan import Kind
from xlcompare.progress import RowKind, Spot, Value
from xlcompare.tracking.progress import Progress

Count = tuple[str, float]
"""A formula without its =, and what it gives."""


class Counter:
    """Counts the measures of the areas' sheets, the rows that people added among them."""

    def __init__(self, progress: Progress, areas: Sequence[AreaSheet]) -> None:
        self.progress, self.areas = progress, areas
        self.marks = [words.MARK_NAME.format(k + 1) for k in range(len(progress.settings.ratings))]
        self.rated = {area.sheet.name: list(self._rows(area, k)) for k, area in enumerate(areas)}
        """(owner, rating, is a measure of the plan) of each row, by sheet"""

    def _rows(self, area: AreaSheet, number: int) -> Iterator[tuple[str, str, bool]]:
        for item, _ in area.measures:
            yield self._owner(item), self._text(item, words.RATING), True
        of = self.progress.areas[number].area
        for row in self.progress.own_rows:
            if row.area == of:
                values = dict(row.cells)
                yield shown_value(values.get(words.OWNER)), shown_value(values.get(words.RATING)), False

    def _owner(self, item: int) -> str:
        typed = self.progress.cells.get(Spot(RowKind.MEASURE, item, words.OWNER))
        return shown_value(self.progress.plan.items[item].owner if typed is None else typed)

    def _text(self, item: int, column: str) -> str:
        value: Value | None = self.progress.cells.get(Spot(RowKind.MEASURE, item, column))
        return shown_value(value)

    # ── by area ──────────────────────────────────────────────────────────────────────────────────────────────────

    def of_area(self, area: AreaSheet) -> list[Count]:
        """One count for each mark, then others, blanks and all."""
        return self._counts([area], None, [row[1:] for row in self.rated[area.sheet.name]])

    def blanks(self, area: AreaSheet) -> list[Count]:
        """How many measures have nothing in 進捗状況, 評価, 取組予定."""
        found = []
        for name in words.BLANK_COUNTS:
            count = sum(not self._text(item, name) for item, _ in area.measures)
            formula = f'SUMPRODUCT((LEFT({_range(area, words.KEY)},1)="m")*({_range(area, name)}=""))'
            found.append((formula, float(count)))
        return found

    # ── by owner ─────────────────────────────────────────────────────────────────────────────────────────────────

    def owners(self) -> Iterator[tuple[str, str]]:
        """A formula for each owner of the list in 設定, the spare rows too, and what it says."""
        known = self.progress.settings.owners
        for k in range(len(known) + SPARE_OWNERS):
            yield f"INDEX({words.OWNERS_NAME},{k + 1})", known[k] if k < len(known) else ""

    def of_owner(self, cell: str, owner: str) -> list[Count]:
        rows = [row[1:] for rows in self.rated.values() for row in rows if owner and row[0] == owner]
        return self._counts(self.areas, cell, rows)

    def of_no_owner(self, columns: Sequence[str]) -> list[Count]:
        """What is left when the owners' counts (ranges `columns`) are taken from the areas'."""
        known = set(self.progress.settings.owners)
        rows = [row[1:] for rows in self.rated.values() for row in rows if row[0] not in known]
        whole = self._counts(self.areas, None, rows)
        return [(f"{text}-SUM({column})", value) for (text, value), column in zip(whole, columns, strict=True)]

    # ── the formulas ─────────────────────────────────────────────────────────────────────────────────────────────

    def _counts(self, areas: Sequence[AreaSheet], owner: str | None, rows: Sequence[tuple[str, bool]]) -> list[Count]:
        by_mark = [sum(self._is(rating, k) for rating, _ in rows) for k in range(len(self.marks))]
        rated = sum(bool(rating) for rating, _ in rows)
        blank = sum(planned and not rating for rating, planned in rows)
        marks = [_sum(areas, owner, _is_mark(mark)) for mark in self.marks]
        any_mark = _sum(areas, owner, lambda area: f'({_range(area, words.RATING)}<>"")')
        no_mark = _sum(areas, owner, _unrated)
        others = f"{any_mark}-({'+'.join(marks)})"
        return [
            *((text, float(count)) for text, count in zip(marks, by_mark, strict=True)),
            (others, float(rated - sum(by_mark))),
            (no_mark, float(blank)),
            (f"{any_mark}+{no_mark}", float(rated + blank)),
        ]

    def _is(self, rating: str, k: int) -> bool:
        """What `_is_mark` says in the workbook, where upper and lower case are alike."""
        mark, rating = self.progress.settings.ratings[k].mark.lower(), rating.lower()
        return bool(mark) and (rating == mark or rating.startswith((f"{mark}：", f"{mark}:")))

    def of_kpis(self, cell: str, kind: Kind, kpis: dict[int, KpiCells]) -> list[Count]:
        """One count for each mark, then others and all, of the targets whose 区分 is in `cell`."""
        own = [kpi for kpi in self.progress.kpis if self.progress.plan.items[kpi.item].kind is kind]
        counted = [kpis[kpi.item].counted.lower() for kpi in own]
        kinds, marks = _kpi_range(words.KIND, len(kpis)), _kpi_range(words.COUNTED, len(kpis))
        formulas = [f"SUMPRODUCT(({kinds}={cell})*({marks}={mark}))" for mark in self.marks]
        results = [counted.count(rating.mark.lower()) for rating in self.progress.settings.ratings]
        whole = f"SUMPRODUCT(({kinds}={cell})*1)"
        return [
            *((text, float(count)) for text, count in zip(formulas, results, strict=True)),
            (f"{whole}-({'+'.join(formulas)})", float(len(own) - sum(results))),
            (whole, float(len(own))),
        ]


def _range(area: AreaSheet, column: str) -> str:
    at = area.at(column)
    return range_ref(area.sheet.name, area.first, at, area.last, at)


def _kpi_range(column: str, count: int) -> str:
    return range_ref(words.KPI_SHEET, KPI_HEAD, AT[column], KPI_HEAD + max(count, 1) - 1, AT[column])


def _is_mark(mark: str) -> Callable[[AreaSheet], str]:
    def formula(area: AreaSheet) -> str:
        ratings = _range(area, words.RATING)
        head = f"LEFT({ratings},LEN({mark})+1)"
        return f'({mark}<>"")*(({ratings}={mark})+({head}={mark}&"：")+({head}={mark}&":"))'

    return formula


def _unrated(area: AreaSheet) -> str:
    return f'(LEFT({_range(area, words.KEY)},1)="m")*({_range(area, words.RATING)}="")'


def _sum(areas: Sequence[AreaSheet], owner: str | None, condition: Callable[[AreaSheet], str]) -> str:
    """How many rows of the areas meet `condition`, of the owner in the cell `owner` only if there is one."""
    terms = []
    for area in areas:
        whose = f'({owner}<>"")*({_range(area, words.OWNER)}={owner})*' if owner else ""
        # 1*: a single factor is no product, and its truth values no numbers.
        terms.append(f"SUMPRODUCT(1*{whose}{condition(area)})")
    return "+".join(terms)
