"""The sheet 集計: ratings by area and owner, how the targets stand, what is still blank and where; all live formulas.

SUMPRODUCT instead of COUNTIFS: it compares texts as they are, so that a mark may be * or ?.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlcompare import progress_words as words
from xlcompare.address import column_letters, range_ref
from xlcompare.layout.kpi_sheet import AT, KpiCells
from xlcompare.layout.kpi_sheet import HEAD_ROWS as KPI_HEAD
from xlcompare.layout.pages import SPARE, printable
from xlcompare.layout.progress_cells import high, or_blank
from xlcompare.layout.progress_looks import House
from xlcompare.layout.progress_sheet import AreaSheet
from xlcompare.layout.sheet import Blank, Cell, Chart, Column, Formula, Merge, Row, Series, Sheet, Text
from xlcompare.layout.tally_blanks import blank_list
from xlcompare.layout.tally_counts import Count, Counter
from xlcompare.plan import Kind
from xlcompare.tracking.progress import Progress

MARK = "progress-tally"
BARS = (
    ("#A6A6A6", ""),
    ("#D9D9D9", ""),
    ("#FFFFFF", "wide_upward_diagonal"),
    ("#FFFFFF", "light_horizontal"),
    ("#F2F2F2", ""),
)
"""Of the five marks: light enough for the figures on them, told apart in black and white."""
OWN_BARS = (("#FFFFFF", "light_vertical"), ("#FFFFFF", "wide_downward_diagonal"))
OTHER_BARS = (("#FFFFFF", "percent_25"), ("#FFFFFF", ""))
"""Of その他 and 未入力."""
WIDE = 1000.0
"""Points that a title on one line never needs."""
ROW = 18.0
SHORT = 11
"""Characters of a heading that a line and the chart have room for."""
CHART_ROW, CHART_HEAD, CHART_LINE = 15.0, 60.0, 18.0
"""Points: of the rows below a chart, of its title and axis, of a bar."""


def tally_sheet(
    progress: Progress, areas: Sequence[AreaSheet], kpis: dict[int, KpiCells], title: Formula, house: House
) -> Sheet:
    """The finished sheet; its results are those that a program which calculates will find."""
    return _Builder(progress, areas, kpis, title, house).build()


class _Builder:
    def __init__(
        self, progress: Progress, areas: Sequence[AreaSheet], kpis: dict[int, KpiCells], title: Formula,
        house: House,
    ) -> None:  # fmt: skip
        self.progress, self.areas, self.kpis, self.title, self.look = progress, areas, kpis, title, house.look
        self.label_width, self.count_width = house.page(words.TALLY_SHEET).widths
        self.counter = Counter(progress, areas)
        self.marks = [words.MARK_NAME.format(k + 1) for k in range(len(progress.settings.ratings))]
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self.charts: list[Chart] = []
        self.breaks: list[int] = [0]
        self.setup = house.setup(words.TALLY_SHEET)
        self.width = max(len(self.marks) + 3, 8)
        """columns of counts"""

    def build(self) -> Sheet:
        self.merges.append(Merge(0, 0, 0, self.width))
        self.rows += [Row((self.title,), 24.0), Row((), 6.0)]
        self._by_area()
        self._by_owner()
        self._blanks()
        self._new_page()
        self._by_kpi()
        self._attainments()
        printed = len(self.rows)
        rows, helpers = blank_list(self.progress, self.areas, self.kpis, printed, self.width, self.look)
        first_helper = self.width + 2
        whole = [*self.rows, *rows]
        for r, cells in helpers.items():
            held: list[Cell] = list(whole[r].cells)
            held += [None] * (first_helper - len(held))
            whole[r] = Row((*held, *cells), whole[r].height)
        counts = [Column(self.count_width) for _ in range(self.width)]
        return Sheet(
            name=words.TALLY_SHEET,
            columns=(Column(self.label_width), *counts, Column(12.0), *(Column(60.0, hidden=True) for _ in range(5))),
            rows=tuple(whole),
            merges=tuple(self.merges),
            charts=tuple(self.charts),
            print=replace(self.setup, area=(0, 0, printed - 1, self.width), breaks=tuple(self.breaks[1:])),
            protected=True,
            mark=MARK,
        )

    # ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _block(self, title: str, names: Sequence[str]) -> None:
        self.rows.append(Row((Text(title, self.look.area),), high([(title, self.look.area, WIDE)], 20.25)))
        heads = [Text(name, self.look.header) for name in names[:1]]
        cells: list[Cell] = [*heads]
        for k, name in enumerate(names[1:]):
            is_mark = names[1:].index(name) == k and k < len(self.marks) and name == self._mark(k)
            cells.append(Formula(self.marks[k], name, self.look.header) if is_mark else Text(name, self.look.header))
        said = [(name, self.look.header, self._width(k)) for k, name in enumerate(names)]
        self.rows.append(Row(tuple(cells), high(said, 24.0)))

    def _width(self, column: int) -> float:
        return self.count_width if column else self.label_width

    def _mark(self, k: int) -> str:
        return self.progress.settings.ratings[k].mark

    def _rating_names(self, first: str) -> list[str]:
        marks = [rating.mark for rating in self.progress.settings.ratings]
        return [first, *marks, words.OTHER, words.NO_RATING, words.ALL]

    def _counts(self, label: Cell, cells: Sequence[Count], *, total: bool = False) -> None:
        style = self.look.total if total else self.look.count
        name = label.text if isinstance(label, Text) else str(label.result) if isinstance(label, Formula) else ""
        tall = high([(name, self.look.shown, self.label_width), ("0", style, self.count_width)], ROW)
        self.rows.append(Row((label, *(Formula(text, value, style) for text, value in cells)), tall))

    def _sum(self, first: int) -> None:
        """A row of sums over the rows from `first` to here."""
        last = len(self.rows)
        results: list[Count] = []
        for c in range(1, len(self.rows[first].cells)):
            letters = column_letters(c)
            values = [row.cells[c] for row in self.rows[first:last]]
            numbers = (float(v.result) for v in values if isinstance(v, Formula) and not isinstance(v.result, str))
            results.append((f"SUM({letters}{first + 1}:{letters}{last})", sum(numbers)))
        self._counts(Text(words.SUM, self.look.header), results, total=True)

    def _new_page(self) -> None:
        self.breaks.append(len(self.rows))

    def _space(self) -> None:
        self.rows.append(Row((), 9.0))

    def _by_area(self) -> None:
        self._block(words.BY_AREA, self._rating_names(words.AREA))
        first = len(self.rows)
        for area in self.areas:
            self._counts(Text(area.sheet.name, self.look.shown), self.counter.of_area(area, len(self.rows)))
        last = len(self.rows) - 1
        self._sum(first)
        self._space()
        series = tuple(
            Series(name, (first, c, last, c), *bar)
            for c, (name, bar) in enumerate(zip(self._rating_names("")[1:-1], self._bars(), strict=True), 1)
        )
        self._chart(words.CHART_RATINGS, (first, 0, last, 0), series, 60.0 + 36.0 * len(self.areas), stacked=True)

    def _bars(self) -> list[tuple[str, str]]:
        own = len(self.marks) - len(BARS)
        return [*BARS, *(OWN_BARS[k % len(OWN_BARS)] for k in range(own)), *OTHER_BARS]

    def _by_owner(self) -> None:
        self._block(words.BY_OWNER, self._rating_names(words.OWNER))
        first = len(self.rows)
        for name, result in self.counter.owners():
            label = Formula(f'IF({name}="","",{name}&"")', result, self.look.shown)
            self._counts(label, self.counter.of_owner(len(self.rows), result))
        self._counts(Text(words.NO_OWNER, self.look.shown), self.counter.of_no_owner(first, len(self.rows)))
        self._sum(first)
        self._space()

    def _by_kpi(self) -> None:
        self._block(words.BY_KPI, [*self._rating_names(words.KIND)[:-2], words.ALL])
        first = len(self.rows)
        for kind, name in ((Kind.KPI, words.KPI), (Kind.TARGET, words.TARGET)):
            if any(self.progress.plan.items[kpi.item].kind is kind for kpi in self.progress.kpis):
                label = Text(name, self.look.shown)
                self._counts(label, self.counter.of_kpis(len(self.rows), kind, self.kpis))
        if len(self.rows) > first:
            self._sum(first)
        self._space()

    def _attainments(self) -> None:
        if not self.progress.kpis:
            return
        self._block(words.ATTAINMENTS, [words.HEADING, words.ATTAINMENT, words.RATING, words.LATEST, words.AT])
        first = len(self.rows)
        for kpi in self.progress.kpis:
            cells, found = self.kpis[kpi.item], kpi.judged
            of = range_ref(words.KPI_SHEET, cells.row, AT[words.NUMBER], cells.row, AT[words.NUMBER])
            heading = self.progress.plan.items[kpi.heading].text if kpi.heading >= 0 else ""
            shown = cells.shown
            where = range_ref(words.KPI_SHEET, cells.row, AT[words.HEADING], cells.row, AT[words.HEADING])
            short = f"{kpi.label} {heading[:SHORT]}"
            link = Formula(f'{of}&" "&LEFT({where},{SHORT})', short, self.look.shown)
            self.rows.append(
                Row(
                    (
                        link,
                        Formula(cells.ref(words.ATTAINMENT), or_blank(found.attainment), self.look.share),
                        Formula(cells.ref(words.COUNTED), cells.counted, self.look.shown_center),
                        Formula(cells.ref(words.SHOWN), shown, self.look.shown),
                        *(Blank(self.look.shown) for _ in range(4)),
                    ),
                    high(
                        [(shown, self.look.shown, 5 * self.count_width), (short, self.look.shown, self.label_width)],
                        ROW,
                    ),
                )
            )
            self.merges.append(Merge(len(self.rows) - 1, 3, len(self.rows) - 1, 7))
        last = len(self.rows) - 1
        self.merges.append(Merge(first - 1, 3, first - 1, 7))
        head = self.rows[first - 1].cells
        self.rows[first - 1] = Row((*head[:4], *(Blank(self.look.header) for _ in range(4))), 20.25)
        series = (Series(words.ATTAINMENT, (first, 1, last, 1), "#7F7F7F"),)
        self._space()
        used = sum(row.height for row in self.rows[self.breaks[-1] :])
        if used + CHART_LINE * (last - first + 1) + CHART_HEAD > printable(self.setup)[1] * SPARE:
            self._new_page()
        high_chart = CHART_HEAD + CHART_LINE * (last - first + 1)
        self._chart(words.CHART_ATTAINMENT, (first, 0, last, 0), series, high_chart, number_format="0%")

    def _blanks(self) -> None:
        self._block(words.BLANKS, [words.AREA, *words.BLANK_COUNTS])
        first = len(self.rows)
        for area in self.areas:
            self._counts(Text(area.sheet.name, self.look.shown), self.counter.blanks(area))
        self._sum(first)
        latest, remark, aim, key = (
            range_ref(words.KPI_SHEET, KPI_HEAD, AT[name], KPI_HEAD + max(len(self.kpis), 1) - 1, AT[name])
            for name in (words.LATEST, words.REMARK, words.AIM, words.KEY)
        )
        none = sum(cells.blank for cells in self.kpis.values())
        due = f'({latest}="")*({remark}="")*({aim}<>"{words.NOT_MEASURABLE}")'
        formula = f'SUMPRODUCT((LEFT({key},1)="t")*{due})'
        self.rows.append(Row((Text(words.KPI_BLANK, self.look.shown), Formula(formula, none, self.look.count)), ROW))
        self._space()

    def _chart(
        self, title: str, categories: tuple[int, int, int, int], series: tuple[Series, ...], high: float, *,
        stacked: bool = False, number_format: str = "0;;",
    ) -> None:  # fmt: skip
        """A chart below its cells, with rows under it to lie on."""
        high = min(high, printable(self.setup)[1] - 60.0)
        at = len(self.rows)
        self.rows += [Row((), CHART_ROW) for _ in range(int(high / CHART_ROW) + 2)]
        self.charts.append(
            Chart(
                title=title,
                categories=categories,
                series=series,
                at=(at, 0),
                width=self.label_width + self.count_width * self.width,
                height=high,
                font=self.look.help.font,
                size=self.look.help.size,
                number_format=number_format,
                horizontal=True,
                stacked=stacked,
            )
        )
