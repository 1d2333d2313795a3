"""Of 集約: every target in sum with its chart, and the branches' actuals with attainment and rank, nine on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from xlcompare import progress_words
from xlcompare import rollup_words as words
from xlcompare.address import column_letters
from xlcompare.layout.progress_cells import figure_text, or_blank
from xlcompare.layout.rollup_summary import (
    COLUMNS,
    WIDTH,
    Summary,
    aggregate,
    column_range,
    here,
    lines_high,
    mean_of,
)
from xlcompare.layout.sheet import Bars, Blank, Cell, Chart, Condition, Formula, Number, Row, Series, Text
from xlcompare.tracking.rollup import Standing, TargetLine

EACH = 3
"""Columns of a target: its actual, attainment, rank."""
ON_A_PAGE = COLUMNS // EACH
_MOST = 1.5
"""The attainment whose bar fills the cell."""
_BAR = "#BFBFBF"
_SENTENCE, _AIM = 10, 3
"""Columns that they take in the sum."""
_SUM_ROW, _HEAD_ROW = 24.0, 12.0
_CHART = 210.0
"""Points of the least that a chart can be read in."""
_FEET = (words.MEAN, words.HIGHEST, words.LOWEST, words.REACHED, words.MEASURED)


@dataclass(frozen=True, slots=True)
class _Feet:
    """The rows below a target's figures."""

    mean: int
    highest: int
    lowest: int
    reached: int
    measured: int


def add_targets(summary: Summary) -> None:
    """The sum on the first page, then the pages that it is the sum of."""
    lines = summary.rollup.targets
    if not lines:
        return
    # Rows are kept free until it is known where the pages are that the sum refers to.
    sums: list[tuple[int, Sequence[TargetLine]]] = []
    waiting = lines
    while waiting:
        summary.block(words.KPI_SUM_BLOCK + (words.CONTINUED if sums else ""), new_page=bool(sums))
        count = _fitting(summary, waiting)
        sums.append((len(summary.rows), waiting[:count]))
        summary.rows += [Row((), _SUM_ROW)] * (count + 1)
        tall = _SUM_ROW + sum(_sum_height(summary, line) for line in waiting[:count])
        summary.rows += [Row((), _CHART - tall)] if tall < _CHART else []
        waiting = waiting[count:]
    places: list[tuple[int, _Feet]] = []
    for start in range(0, len(lines), ON_A_PAGE):
        places += _page(summary, lines[start : start + ON_A_PAGE], continued=start > 0)
    for top, part in sums:
        _sum(summary, top, part, places[: len(part)])
        places = places[len(part) :]


def _fitting(summary: Summary, lines: Sequence[TargetLine]) -> int:
    """How many of `lines` this page gets, at least one: the pages are filled alike, none with a line or two."""
    heights = [_sum_height(summary, line) for line in lines]
    room = summary.room() - _SUM_ROW
    most = max(sum(1 for end in accumulate(heights) if end <= room), 1)
    pages = -(-len(lines) // most)
    return -(-len(lines) // pages)


def _page(summary: Summary, lines: Sequence[TargetLine], *, continued: bool) -> list[tuple[int, _Feet]]:
    """A page of targets; for each its first column and the rows below its figures."""
    looks = summary.looks
    summary.block(words.KPI_BLOCK + (words.CONTINUED if continued else ""), words.KPI_HELP)
    texts = [f"{line.label}　{line.issued.text}" for line in lines]
    for said, least in ((texts, 36.0), ([_aim(line) for line in lines], _HEAD_ROW)):
        cells: list[Cell] = [Blank(looks.column)]
        for text in said:
            summary.across(cells, text, looks.column, EACH)
        high = lines_high([(text, looks.column, EACH * WIDTH) for text in said], least)
        summary.rows.append(Row(tuple(cells), high))
    heads: list[Cell] = [Text(words.BRANCH, looks.column)]
    heads += [Text(name, looks.column) for _ in lines for name in (words.ACTUAL, words.ATTAINMENT, words.RANK)]
    summary.rows.append(Row(tuple(heads), _HEAD_ROW))
    first, tall = len(summary.rows), summary.row_height(len(_FEET))
    last = first + len(summary.rollup.receipts) - 1
    for number, receipt in enumerate(summary.rollup.receipts):
        row = len(summary.rows)
        cells = [Text(receipt.branch.name, looks.name)]
        for k, line in enumerate(lines):
            cells += _figures(summary, line, number, (row, 1 + EACH * k), (first, last))
        summary.rows.append(Row(tuple(cells), tall))
    for k in range(len(lines)):
        area = (first, 2 + EACH * k, last, 2 + EACH * k)
        summary.bars.append(Bars(area, _BAR, _MOST))
        own = here(first, 2 + EACH * k)
        reached = (first, 1 + EACH * k, last, 1 + EACH * k)
        summary.conditions.append(Condition(reached, f"AND(ISNUMBER(${own}),${own}>=1)", bold=True))
    feet = _Feet(*range(last + 1, last + 1 + len(_FEET)))
    _add_feet(summary, lines, first, last, tall)
    return [(1 + EACH * k, feet) for k in range(len(lines))]


def _aim(line: TargetLine) -> str:
    """What the target sets; where the branches have figures of their own, that they do."""
    said = {(s.target.aim, s.target.threshold, s.target.unit) for s in line.of.values()}
    aim, threshold, unit = next(iter(said))
    if len({aim for aim, _, _ in said}) > 1 or aim is None:
        return progress_words.NOT_MEASURABLE if aim is None else words.OWN_TARGETS
    figure = "" if threshold is None else figure_text(threshold)
    if len({threshold for _, threshold, _ in said}) > 1:
        return f"{words.OWN_TARGETS} {aim.value}（{unit}）"
    return words.TARGET_LINE.format(
        aim=aim.value, figure=figure, unit=unit if figure else f"（{unit}）" if unit else ""
    )


def _figures(summary: Summary, line: TargetLine, number: int, at: tuple[int, int], rows: tuple[int, int]) -> list[Cell]:
    """A branch's actual, attainment and rank. The first two lead to their cells."""
    looks = summary.looks
    standing = line.of.get(number)
    row, column = at
    order = 1 if line.downward else 0
    letters, own = column_letters(column), here(row, column)
    all_of_them = f"{letters}${rows[0] + 1}:{letters}${rows[1] + 1}"
    formula = f'IF(ISNUMBER({own}),RANK({own},{all_of_them},{order}),"")'
    rank = Formula(formula, or_blank(line.ranks.get(number)), looks.rank)
    if standing is None:
        return [Blank(looks.none), Blank(looks.none), rank]
    return [_actual(summary, standing, number, at), _attainment(summary, standing, number, (row, column + 1)), rank]


def _actual(summary: Summary, standing: Standing, number: int, at: tuple[int, int]) -> Cell:
    target, looks = standing.target, summary.looks
    if target.latest is None and not target.remark:
        return Blank(looks.number)
    name = (
        progress_words.REMARK if target.latest is None or target.month is None else progress_words.MONTHS[target.month]
    )
    _lead(summary, number, at, target.sheet, target.row, target.columns.get(name, 0))
    if target.latest is None:
        return Text(words.SAID, looks.link_center)
    return Number(target.latest, looks.linked if abs(target.latest) < 1e6 else looks.linked_thousands)


def _attainment(summary: Summary, standing: Standing, number: int, at: tuple[int, int]) -> Cell:
    if standing.attainment is None:
        return Blank(summary.looks.number)
    target = standing.target
    column = target.columns.get(progress_words.ATTAINMENT, 0)
    _lead(summary, number, at, target.sheet, target.row, column)
    return Number(standing.attainment, summary.looks.link_share)


def _lead(summary: Summary, number: int, at: tuple[int, int], sheet: str, row: int, column: int) -> None:
    book = summary.rollup.receipts[number].book
    if book is not None:
        summary.links += summary.linker.to(at, book, sheet, row, column)


def _add_feet(summary: Summary, lines: Sequence[TargetLine], first: int, last: int, tall: float) -> None:
    """Mean, highest, lowest, and how many branches have reached it and have an actual."""
    looks = summary.looks
    found = [_values(line) for line in lines]
    for name in _FEET:
        cells: list[Cell] = [Text(name, looks.mean_name)]
        for k, (actuals, shares) in enumerate(found):
            of, share_of = (column_range(first, last, 1 + EACH * k + more) for more in (0, 1))
            if name == words.REACHED:
                count = sum(share >= 1 for share in shares)
                cells += [
                    Formula(f'COUNTIF({share_of},">=1")', count, looks.mean),
                    Blank(looks.mean),
                    Blank(looks.mean),
                ]
            elif name == words.MEASURED:
                cells += [Formula(f"COUNT({of})", len(actuals), looks.mean), Blank(looks.mean), Blank(looks.mean)]
            else:
                function, python = {
                    words.MEAN: ("AVERAGE", mean_of), words.HIGHEST: ("MAX", _highest), words.LOWEST: ("MIN", _lowest),
                }[name]  # fmt: skip
                cells += [
                    aggregate(function, of, python(actuals), looks.mean_number),
                    aggregate(function, share_of, python(shares), looks.mean_share),
                    Blank(looks.mean),
                ]
        summary.rows.append(Row(tuple(cells), tall))


def _values(line: TargetLine) -> tuple[list[float], list[float]]:
    """In the branches' order, in which the formulas add them up."""
    standings = [line.of[number] for number in sorted(line.of)]
    return (
        [s.target.latest for s in standings if s.target.latest is not None],
        [s.attainment for s in standings if s.attainment is not None],
    )


def _highest(values: Sequence[float]) -> float | str:
    return max(values) if values else ""


def _lowest(values: Sequence[float]) -> float | str:
    return min(values) if values else ""


# ── the sum ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sum_height(summary: Summary, line: TargetLine) -> float:
    small = summary.looks.small
    texts = [(line.issued.text, small, _SENTENCE * WIDTH), (_aim(line), small, _AIM * WIDTH)]
    return lines_high(texts, _SUM_ROW)


def _sum(summary: Summary, top: int, lines: Sequence[TargetLine], places: Sequence[tuple[int, _Feet]]) -> None:
    """Fills the rows kept free from `top` on, and draws the chart beside them."""
    looks, look = summary.looks, summary.looks.look
    after, summary.rows = summary.rows[top + len(lines) + 1 :], summary.rows[:top]
    heads: list[Cell] = [Text(progress_words.NUMBER, looks.column)]
    summary.across(heads, progress_words.SENTENCE, looks.column, _SENTENCE)
    summary.across(heads, words.AIM_TITLE, looks.column, _AIM)
    heads += [Text(name, looks.column) for name in _FEET]
    summary.rows.append(Row(tuple(heads), _SUM_ROW))
    for line, (column, feet) in zip(lines, places, strict=True):
        actuals, shares = _values(line)
        cells: list[Cell] = [Text(line.label, looks.column)]
        summary.across(cells, line.issued.text, looks.small, _SENTENCE)
        summary.across(cells, _aim(line), looks.small, _AIM)
        means = ((feet.mean, mean_of(actuals)), (feet.highest, _highest(actuals)), (feet.lowest, _lowest(actuals)))
        cells += [Formula(here(row, column), value, looks.mean_number) for row, value in means]
        reached = sum(share >= 1 for share in shares)
        cells += [Formula(here(feet.reached, column), reached, looks.number)]
        cells += [Formula(here(feet.measured, column), len(actuals), looks.number)]
        summary.rows.append(Row(tuple(cells), _sum_height(summary, line)))
    last = len(summary.rows) - 1
    column = 1 + _SENTENCE + _AIM + _FEET.index(words.REACHED)
    series = (Series(words.CHART_REACHED, (top + 1, column, last, column), "#A6A6A6"),)
    chart_at = 1 + _SENTENCE + _AIM + len(_FEET)
    # A little less than its rows: one that touches the next page would be printed on both.
    height = sum(row.height for row in summary.rows[top:])
    summary.charts.append(
        Chart(
            words.CHART_REACHED, (top + 1, 0, last, 0), series, (top, chart_at),
            (COLUMNS - chart_at + 1) * WIDTH - 6.0, max(height, _CHART) - 3.0, look.shown.font, 8.0, "0",
            horizontal=True, low=0.0,
        )
    )  # fmt: skip
    summary.rows += after
