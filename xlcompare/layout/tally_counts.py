"""The counts of 集計: each as a formula and as its result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xlcompare import progress_words as words
from xlcompare.address import column_letters, range_ref
from xlcompare.layout.kpi_sheet import AT, KpiCells
from xlcompare.layout.kpi_sheet import HEAD_ROWS as KPI_HEAD
from xlcompare.layout.progress_cells import shown_value
from xlcompare.layout.progress_settings_sheet import SPARE_OWNERS
from xlcompare.layout.progress_sheet import AreaSheet
from xlcompare.plan import Kind
from xlcompare.progress import RowKind, Spot, Value
from xlcompare.progress_settings import mark_in
from xlcompare.tracking.progress import Progress

Count = tuple[str, float | str]
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

    # ── rows of counts: one for each mark, then others, blanks and all ───────────────────────────────────────────

    def of_area(self, area: AreaSheet, row: int) -> list[Count]:
        """The counts of an area's measures, for the sheet's row `row`."""
        return self._row(self._counts([area], None, [each[1:] for each in self.rated[area.sheet.name]]), row)

    def owners(self) -> Iterator[tuple[str, str]]:
        """A formula for each owner of the list in 設定, the spare rows too, and what it says."""
        known = self.progress.settings.owners
        for k in range(len(known) + SPARE_OWNERS):
            yield f"INDEX({words.OWNERS_NAME},{k + 1})", known[k] if k < len(known) else ""

    def of_owner(self, row: int, owner: str) -> list[Count]:
        """The counts of the owner whose name is in the first column of `row`; nothing where that is empty."""
        cell = f"$A{row + 1}"
        rows = [each[1:] for rows in self.rated.values() for each in rows if owner and each[0] == owner]
        counts = self._row(self._counts(self.areas, cell, rows), row)
        return [(f'IF({cell}="","",{text})', value if owner else "") for text, value in counts]

    def of_no_owner(self, first: int, row: int) -> list[Count]:
        """What is left when the owners' counts, from row `first` to the one above `row`, are taken from all."""
        known = set(self.progress.settings.owners)
        rows = [each[1:] for rows in self.rated.values() for each in rows if each[0] not in known]
        whole = self._counts(self.areas, None, rows)
        columns = [*range(1, len(self.marks) + 1), len(self.marks) + 2, len(self.marks) + 3]
        spans = (f"{column_letters(c)}{first + 1}:{column_letters(c)}{row}" for c in columns)
        left = [(f"{text}-SUM({span})", value) for (text, value), span in zip(whole, spans, strict=True)]
        return self._row(left, row)

    def blanks(self, area: AreaSheet) -> list[Count]:
        """How many measures have nothing in 進捗状況, 評価, 取組予定."""
        found: list[Count] = []
        for name in words.BLANK_COUNTS:
            count = sum(not self._text(item, name) for item, _ in area.measures)
            formula = f'SUMPRODUCT((LEFT({area.name(words.KEY)},1)="m")*({area.name(name)}=""))'
            found.append((formula, float(count)))
        return found

    # ── the formulas ─────────────────────────────────────────────────────────────────────────────────────────────

    def _counts(
        self, areas: Sequence[AreaSheet], owner: str | None, rows: Sequence[tuple[str, bool]]
    ) -> list[tuple[str, float]]:
        """By mark, then blanks and all."""
        by_mark = [sum(self._is(rating, k) for rating, _ in rows) for k in range(len(self.marks))]
        blank = sum(planned and not rating for rating, planned in rows)
        any_mark = _sum(areas, owner, lambda area: f'({area.name(words.RATING)}<>"")')
        no_mark = _sum(areas, owner, _unrated)
        return [
            *((_sum(areas, owner, _is_mark(mark)), float(n)) for mark, n in zip(self.marks, by_mark, strict=True)),
            (no_mark, float(blank)),
            (f"{any_mark}+{no_mark}", float(sum(bool(rating) for rating, _ in rows) + blank)),
        ]

    def _row(self, counts: Sequence[tuple[str, float]], row: int) -> list[Count]:
        """`counts` with the others, which are what the cells of the row leave: a sum of formulas would be too long."""
        *by_mark, blank, whole = counts
        last = column_letters(len(by_mark))
        blanks, alls = (column_letters(len(by_mark) + k) for k in (2, 3))
        others = f"{alls}{row + 1}-{blanks}{row + 1}-SUM(B{row + 1}:{last}{row + 1})"
        left = whole[1] - blank[1] - sum(value for _, value in by_mark)
        return [*by_mark, (others, left), blank, whole]

    def _is(self, rating: str, k: int) -> bool:
        """What `_is_mark` says in the workbook, where upper and lower case are alike."""
        mark = self.progress.settings.ratings[k].mark
        return bool(mark) and mark_in(rating).lower() == mark.lower()

    def of_kpis(self, row: int, kind: Kind, kpis: dict[int, KpiCells]) -> list[Count]:
        """One count for each mark, then others and all, of the targets whose 区分 is in the first column of `row`."""
        cell = f"$A{row + 1}"
        own = [kpi for kpi in self.progress.kpis if self.progress.plan.items[kpi.item].kind is kind]
        counted = [kpis[kpi.item].counted.lower() for kpi in own]
        kinds, marks = _kpi_range(words.KIND, len(kpis)), _kpi_range(words.COUNTED, len(kpis))
        formulas = [f'SUMPRODUCT(({kinds}={cell})*({marks}&""={mark}&""))' for mark in self.marks]
        results = [counted.count(rating.mark.lower()) for rating in self.progress.settings.ratings]
        by_mark = [(text, float(count)) for text, count in zip(formulas, results, strict=True)]
        others = f"{column_letters(len(by_mark) + 2)}{row + 1}-SUM(B{row + 1}:{column_letters(len(by_mark))}{row + 1})"
        return [
            *by_mark,
            (others, float(len(own) - sum(results))),
            (f"SUMPRODUCT(({kinds}={cell})*1)", float(len(own))),
        ]


def _kpi_range(column: str, count: int) -> str:
    return range_ref(words.KPI_SHEET, KPI_HEAD, AT[column], KPI_HEAD + max(count, 1) - 1, AT[column])


def _is_mark(mark: str) -> Callable[[AreaSheet], str]:
    def formula(area: AreaSheet) -> str:
        ratings = area.name(words.RATING)
        head = f"LEFT({ratings},LEN({mark})+1)"
        return f'({mark}<>"")*(({ratings}&""={mark}&"")+({head}={mark}&"：")+({head}={mark}&":"))'

    return formula


def _unrated(area: AreaSheet) -> str:
    return f'(LEFT({area.name(words.KEY)},1)="m")*({area.name(words.RATING)}="")'


def _sum(areas: Sequence[AreaSheet], owner: str | None, condition: Callable[[AreaSheet], str]) -> str:
    """How many rows of the areas meet `condition`, of the owner in the cell `owner` only if there is one."""
    terms = []
    for area in areas:
        whose = f"({area.name(words.OWNER)}={owner})*" if owner else ""
        # 1*: a single factor is no product, and its truth values no numbers.
        terms.append(f"SUMPRODUCT(1*{whose}{condition(area)})")
    return "+".join(terms)
