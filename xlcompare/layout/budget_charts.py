"""The sheet 予算の動き: two charts that a council member reads at a glance, on cells that follow 予算対照表.

The figures are formulas on the budget sheet, so a corrected amount moves the bars too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xlcompare import words
from xlcompare.layout.budget_table import DECIMALS, BudgetTable, high_of
from xlcompare.layout.heights import MAX_ROW_HEIGHT
from xlcompare.layout.pages import SPARE, print_setup, printable
from xlcompare.layout.sheet import (
    Blank,
    Cell,
    Chart,
    Column,
    Formula,
    Merge,
    Row,
    Series,
    Sheet,
    Style,
    Text,
)
from xlcompare.layout.styles import BudgetLooks
from xlcompare.settings import Settings
from xlcompare.template import STANDARD, Template

MARK = "budget-charts"
LARGEST = 10
"""Changes shown."""
MIN_CHART = 150.0
BAR, AROUND = 36.0, 90.0
"""Points for a bar with its gap, and for the title, the legend and the margins."""
CHART_ROW = 15.0


def chart_sheet(table: BudgetTable, settings: Settings, template: Template = STANDARD) -> Sheet:
    """The finished sheet: by area this year and last, and the ten largest changes."""
    builder = _Builder(table, settings, template)
    by_area = builder.by_area()
    changes = builder.largest_changes()
    return Sheet(
        name=words.BUDGET_CHART_SHEET,
        columns=tuple(Column(width) for width in builder.widths),
        rows=tuple(builder.rows),
        merges=tuple(builder.merges),
        charts=tuple(chart for chart in (by_area, changes) if chart),
        print=replace(builder.setup, breaks=tuple(builder.breaks)),
        mark=MARK,
    )


class _Builder:
    def __init__(self, table: BudgetTable, settings: Settings, template: Template) -> None:
        page = template.pages[words.BUDGET_CHART_SHEET]
        self.table = table
        self.look = table.look
        self.widths = page.widths
        self.setup = print_setup(page, settings)
        self.fills = tuple(_fill(self.look, year) for year in ("this_year", "last_year"))
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self.breaks: list[int] = []
        budget = table.budget
        self.years = budget.new.title, budget.old.title

    def by_area(self) -> Chart | None:
        self._title(words.CHART_BY_AREA)
        self._header((words.CHART_AREA, *self.years))
        first = len(self.rows)
        sums = self._sums_by_area()
        for area, row in self.table.area_rows.items():
            self._line(area, (("C", row, sums[area][0]), ("E", row, sums[area][1])), self.look.money)
        last = len(self.rows) - 1
        series = (
            Series(self.years[0], (first, 1, last, 1), self.fills[0]),
            Series(self.years[1], (first, 2, last, 2), self.fills[1]),
        )
        low = _low(value for pair in sums.values() for value in pair)
        return self._chart(words.CHART_BY_AREA, first, last, series, self.look.money, low=low)

    def largest_changes(self) -> Chart | None:
        budget = self.table.budget
        self.breaks.append(len(self.rows))
        self._title(words.CHART_CHANGES)
        self._header((words.CHART_LINE, words.BUDGET_COLUMNS[5]))
        changes = []
        for pair, row in self.table.pair_rows:
            change = round(budget.new.amount(pair.new) - budget.old.amount(pair.old), DECIMALS)
            plan, line = (budget.new, pair.new) if pair.new is not None else (budget.old, pair.old)
            if change and line is not None:
                changes.append((abs(change), row, change, plan.budget[line].name))
        first = len(self.rows)
        shown = sorted(changes, key=lambda found: (-found[0], found[1]))[:LARGEST]
        for _, row, change, name in shown:
            self._line(name, (("F", row, change),), self.look.difference)
        last = len(self.rows) - 1
        series = (Series(words.BUDGET_COLUMNS[5], (first, 1, last, 1), self.fills[0]),)
        low = _low(change for _, _, change, _ in shown)
        return self._chart(words.CHART_CHANGES, first, last, series, self.look.difference, low=low)

    def _sums_by_area(self) -> dict[str, tuple[float, float]]:
        budget = self.table.budget
        sums: dict[str, tuple[float, float]] = {}
        for pair in budget.pairs:
            a, b = sums.get(pair.area, (0.0, 0.0))
            sums[pair.area] = a + budget.new.amount(pair.new), b + budget.old.amount(pair.old)
        return sums

    def _title(self, text: str) -> None:
        style = self.look.title
        last = len(self.widths) - 1
        high = min(max(26.25, high_of(text, style, sum(self.widths))), MAX_ROW_HEIGHT)
        self.merges.append(Merge(len(self.rows), 0, len(self.rows), last))
        self.rows.append(Row((Text(text, style), *self._blanks(style, last)), high))

    def _header(self, names: Sequence[str]) -> None:
        style = self.look.header
        high = max(high_of(name, style, width) for name, width in zip(names, self.widths, strict=False))
        self.rows.append(Row(tuple(Text(name, style) for name in names), min(max(20.25, high), MAX_ROW_HEIGHT)))

    def _line(self, name: str, figures: Sequence[tuple[str, int, float]], style: Style) -> None:
        """`figures`: column and row on the budget sheet, and the value there."""
        cells: list[Cell] = [Text(name, self.look.name)]
        cells += [Formula(f"'{words.BUDGET_SHEET}'!{column}{row}", value, style) for column, row, value in figures]
        high = max(high_of(name, self.look.name, self.widths[0]), high_of("", style, self.widths[1]))
        self.rows.append(Row(tuple(cells), min(high, MAX_ROW_HEIGHT)))

    def _chart(
        self, title: str, first: int, last: int, series: tuple[Series, ...], figures: Style, *, low: float
    ) -> Chart | None:
        """The chart below its cells, on the same page, with empty rows under it; None without anything to draw."""
        if last < first:
            return None
        at = len(self.rows) + 1
        used = sum(row.height for row in self.rows[self.breaks[-1] if self.breaks else 0 :]) + CHART_ROW
        room = printable(self.setup)[1] * SPARE - used - 3 * CHART_ROW
        high = max(MIN_CHART, min(room, (last - first + 1) * len(series) * BAR + AROUND))
        self.rows += [Row((), CHART_ROW) for _ in range(int(high / CHART_ROW) + 3)]
        name = self.look.name
        return Chart(
            title=title,
            categories=(first, 0, last, 0),
            series=series,
            at=(at, 0),
            width=sum(self.widths),
            height=high,
            font=name.font,
            size=name.size,
            number_format=figures.number_format or "General",
            horizontal=True,
            low=low,
        )

    @staticmethod
    def _blanks(style: Style, count: int) -> tuple[Cell, ...]:
        return tuple(Blank(style) for _ in range(count))


def _fill(look: BudgetLooks, year: str) -> str:
    """A year's bars have the fill of its style; the delivered one where that has none."""
    style: Style = getattr(look, year)
    return style.fill or STANDARD.styles[words.BUDGET_STYLES[year]].fill or "#000000"


def _low(figures: Iterable[float]) -> float:
    """Where the axis begins: at 0, or left of the least figure, with room for what stands at its bar."""
    return min(0.0, *figures, 0.0) * 1.25
