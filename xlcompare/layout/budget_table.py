"""The body of 予算対照表: lines under their headings, with subtotals, area sums and the total as live formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from xlcompare import words
from xlcompare.comparing.budget import BudgetComparison, BudgetPair
from xlcompare.layout.heights import MAX_ROW_HEIGHT, height
from xlcompare.layout.sheet import Blank, Cell, Formula, Merge, Number, Row, Style, Text
from xlcompare.layout.styles import BudgetLooks
from xlcompare.plan import BudgetLine

HEAD_ROWS = 3
COLUMNS = 9
DECIMALS = 3
"""Of thousands of yen: a yen. Beyond lies only what binary fractions leave (0.1 + 0.2 − 0.3)."""
HEADING, NEW, A, OLD, B, DIFFERENCE, RATE, SHARE, REMARK = range(COLUMNS)


def high_of(text: str, style: Style, width: float) -> float:
    return height(text, width, style.font, style.size, style.bold)


@dataclass(slots=True)
class BudgetTable:
    """The body as it grows, row by row. Row numbers in formulas are those of the finished sheet."""

    budget: BudgetComparison
    look: BudgetLooks
    widths: Sequence[float]
    rows: list[Row] = field(default_factory=list)
    headings: list[str | None] = field(default_factory=list)
    """for each row the heading that its first column says, None for bands and sums"""
    stays: list[bool] = field(default_factory=list)
    """for each row whether it may not end a page"""
    merges: list[Merge] = field(default_factory=list)
    totals: tuple[float, float] = (0.0, 0.0)
    area_rows: dict[str, int] = field(default_factory=dict)
    """the row, as Excel counts, of each area's sums"""
    lines: dict[int, float] = field(default_factory=dict)
    """how high a line is, by its style's id: a style's hash would cost more than all the rest of a cell"""
    pair_rows: list[tuple[BudgetPair, int]] = field(default_factory=list)

    def lay_out(self) -> None:
        total_row = HEAD_ROWS + 1 + self._row_count()
        for area, of_area in groupby(self.budget.pairs, key=lambda pair: pair.area):
            self._band(area)
            subtotals: list[int] = []
            sums = (0.0, 0.0)
            for heading, of_heading in groupby(of_area, key=lambda pair: pair.heading):
                pairs = list(of_heading)
                first = self._next()
                for pair in pairs:
                    self._pair(pair, heading or words.NO_HEADING, total_row)
                self._make_room(heading or words.NO_HEADING, len(pairs))
                own = self._sums(pairs)
                sums = (sums[0] + own[0], sums[1] + own[1])
                subtotals.append(self._next())
                last = self._next() - 1
                sums_of = (f"SUM(C{first}:C{last})", f"SUM(E{first}:E{last})")
                self._sum(words.SUBTOTAL, sums_of, own, total_row, self.look.subtotal)
            self.totals = (self.totals[0] + sums[0], self.totals[1] + sums[1])
            self.area_rows[area] = self._next()
            self._sum(words.AREA_TOTAL.format(area), _added(subtotals), sums, total_row, self.look.area_total)
        self._sum(words.TOTAL, _added(list(self.area_rows.values())), self.totals, total_row, self.look.total)
        self._fill_shares()

    def _row_count(self) -> int:
        pairs = self.budget.pairs
        areas = sum(1 for _ in groupby(pairs, key=lambda pair: pair.area))
        headings = sum(1 for _ in groupby(pairs, key=lambda pair: (pair.area, pair.heading)))
        return len(pairs) + headings + 2 * areas

    def _next(self) -> int:
        """The number, as Excel counts, of the row that comes next."""
        return HEAD_ROWS + len(self.rows) + 1

    def _sums(self, pairs: Sequence[BudgetPair]) -> tuple[float, float]:
        return (
            sum(self.budget.new.amount(pair.new) for pair in pairs),
            sum(self.budget.old.amount(pair.old) for pair in pairs),
        )

    def _add(self, cells: Sequence[Cell], high: float, heading: str | None, stays: bool) -> None:
        # A template may give figures a larger font than words.
        line = max([self._line_of(cell.style) for cell in cells if cell])
        self.rows.append(Row(tuple(cells), min(max(high, line), MAX_ROW_HEIGHT)))
        self.headings.append(heading)
        self.stays.append(stays)

    def _line_of(self, style: Style) -> float:
        """The height of a row with a single line in `style`, which is one of the look's."""
        if id(style) not in self.lines:
            self.lines[id(style)] = high_of("", style, 1.0)
        return self.lines[id(style)]

    def _band(self, area: str) -> None:
        style = self.look.band
        row = len(self.rows)
        self.merges.append(Merge(row, 0, row, COLUMNS - 1))
        self._add(
            [Text(area, style), *(Blank(style) for _ in range(1, COLUMNS))],
            high_of(area, style, sum(self.widths)),
            None,
            True,
        )

    def _pair(self, pair: BudgetPair, heading: str, total_row: int) -> None:
        look, r = self.look, self._next()
        new = self.budget.new.budget[pair.new] if pair.new is not None else None
        old = self.budget.old.budget[pair.old] if pair.old is not None else None
        a, b = self.budget.new.amount(pair.new), self.budget.old.amount(pair.old)
        self.pair_rows.append((pair, r))
        old_name = old.name if old else ""
        if pair.moved_from:
            old_name = f"{old_name}\n{words.BUDGET_FROM.format(pair.moved_from)}"
        names = (new.name if new else "", old_name)
        cells: list[Cell] = [
            Text(heading, look.heading),
            Text(names[0], look.name, pair.new_changed),
            _figure(new, a, look),
            Text(names[1], look.name, pair.old_changed),
            _figure(old, b, look),
            Formula(f"ROUND(C{r}-E{r},{DECIMALS})", round(a - b, DECIMALS), look.difference),
            Formula(_rate(r), _rate_result(a, b), look.rate),
            Formula(f"IF(C${total_row}=0,0,C{r}/C${total_row})", 0.0, look.rate),
            _remark(pair, r, a, b, look),
        ]
        high = max(high_of(name, look.name, self.widths[at]) for name, at in zip(names, (NEW, OLD), strict=True))
        self._add(cells, high, heading, False)

    def _make_room(self, heading: str, lines: int) -> None:
        """Let the last of a heading's lines grow where the heading is higher than all of them: merged cells don't."""
        own = self.rows[-lines:]
        missing = high_of(heading, self.look.heading, self.widths[HEADING]) - sum(row.height for row in own)
        if missing > 0:
            self.rows[-1] = replace(own[-1], height=min(own[-1].height + missing, MAX_ROW_HEIGHT))

    def _sum(
        self, name: str, formulas: tuple[str, str], sums: tuple[float, float], total_row: int, styles: tuple[Style, ...]
    ) -> None:
        label_style, money, rate = styles
        (a, b), r = sums, self._next()
        cells: list[Cell] = [
            Text(name, label_style),
            Blank(label_style),
            Formula(formulas[0], a, money),
            Blank(label_style),
            Formula(formulas[1], b, money),
            Formula(f"ROUND(C{r}-E{r},{DECIMALS})", round(a - b, DECIMALS), money),
            Formula(_rate(r), _rate_result(a, b), rate),
            Formula(f"IF(C${total_row}=0,0,C{r}/C${total_row})", 0.0, rate),
            Formula(_trend(r), _trend_result(a, b), label_style),
        ]
        row = len(self.rows)
        self.merges.append(Merge(row, HEADING, row, NEW))
        if self.stays:
            # A sum never begins a page: its last line comes with it.
            self.stays[-1] = True
        self._add(cells, high_of(name, label_style, self.widths[HEADING] + self.widths[NEW]), None, False)

    def _fill_shares(self) -> None:
        """The shares' results, known once the total is."""
        total = self.totals[0]
        for i, row in enumerate(self.rows):
            share, amount = (row.cells[SHARE], row.cells[A]) if len(row.cells) > SHARE else (None, None)
            if isinstance(share, Formula):
                value = (
                    amount.value if isinstance(amount, Number) else amount.result if isinstance(amount, Formula) else 0
                )
                cells = list(row.cells)
                cells[SHARE] = replace(share, result=float(value) / total if total else 0.0)
                self.rows[i] = replace(row, cells=tuple(cells))


def _added(rows: Sequence[int]) -> tuple[str, str]:
    a, b = ("+".join(f"{column}{row}" for row in rows) or "0" for column in "CE")
    return a, b


def _figure(line: BudgetLine | None, amount: float, look: BudgetLooks) -> Number:
    """A figure; where there is none, a 0 that is shown as －."""
    return Number(amount, look.money if line and line.amount is not None else look.no_money)


def _rate(r: int) -> str:
    nothing, rise, fall = (f'"{word}"' for word in (words.NOTHING, words.FROM_NOTHING, words.TO_NOTHING))
    return f"IF(E{r}=0,IF(C{r}=0,{nothing},{rise}),IF(C{r}=0,{fall},(C{r}-E{r})/ABS(E{r})))"


def _rate_result(a: float, b: float) -> float | str:
    if not b:
        return words.FROM_NOTHING if a else words.NOTHING
    return (a - b) / abs(b) if a else words.TO_NOTHING


def _trend(r: int) -> str:
    return f'IF(F{r}>0,"{words.UP}",IF(F{r}<0,"{words.DOWN}","{words.EVEN}"))'


def _trend_result(a: float, b: float) -> str:
    change = round(a - b, DECIMALS)
    return words.UP if change > 0 else words.DOWN if change < 0 else words.EVEN


def _remark(pair: BudgetPair, r: int, a: float, b: float, look: BudgetLooks) -> Cell:
    if pair.old is None or pair.new is None:
        return Text(words.NEW_LINE if pair.old is None else words.ENDED_LINE, look.remark)
    move = f"・{words.MOVED}" if pair.moved_from else ""
    formula = f'{_trend(r)}&"{move}"' if move else _trend(r)
    return Formula(formula, _trend_result(a, b) + move, look.remark)
