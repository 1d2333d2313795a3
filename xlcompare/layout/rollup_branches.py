"""Of 集約: how many ratings of each kind a branch gave and what it left blank, counted on 全件; two charts."""

from __future__ import annotations

from collections.abc import Iterator

from xlcompare import progress_words
from xlcompare import rollup_words as words
from xlcompare.address import range_ref
from xlcompare.layout.rollup_cells import criterion
from xlcompare.layout.rollup_records import AT
from xlcompare.layout.rollup_summary import COLUMNS, NAME_WIDTH, WIDTH, Summary, column_range, here, there
from xlcompare.layout.sheet import Bars, Blank, Cell, Chart, Formula, Row, Series, Text
from xlcompare.layout.tally_sheet import BARS, OTHER_BARS
from xlcompare.rollup import Returned
from xlcompare.tracking.records import rating_shown
from xlcompare.tracking.rollup import Receipt

_MARKS = tuple(mark for mark, _ in progress_words.RATINGS)
_RATINGS = (*_MARKS, words.OTHER, words.NO_RATING_YET)
_COLUMNS = (*_RATINGS, words.MEASURES, *words.BLANK_TITLES, words.BLANK_ALL)
_BLANK_FIRST = 1 + _COLUMNS.index(words.BLANK_TITLES[0])
_TYPED = (progress_words.PROGRESS, progress_words.RATING, progress_words.NEXT)
_BLANK_BAR = "#BFBFBF"
_CHART_HEIGHT, _CHART_ROW = 330.0, 15.0


def add_branches(summary: Summary, records: int) -> list[str]:
    """The block; where each branch's blank cells stand, for 受領状況. `records`: how many rows 全件 has."""
    looks = summary.looks
    summary.block(words.BRANCH_BLOCK, words.BRANCH_HELP)
    heads = (words.BRANCH, *_COLUMNS)
    summary.rows.append(Row(tuple(Text(name, looks.column) for name in heads), 24.0))
    first, tall = len(summary.rows), summary.row_height(1)
    counter = _Counter(max(records, 1))
    blanks = []
    for receipt in summary.rollup.receipts:
        row = len(summary.rows)
        blanks.append(there(row, len(_COLUMNS)))
        summary.rows.append(_row(summary, receipt, counter, row, tall))
    last = len(summary.rows) - 1
    _sum(summary, first, last, tall)
    most = max((sum(receipt.blanks) for receipt in summary.rollup.receipts), default=1)
    summary.bars.append(Bars((first, len(_COLUMNS), last, len(_COLUMNS)), _BLANK_BAR, float(max(most, 1))))
    _charts(summary, first, last)
    return blanks


class _Counter:
    """The formulas that count on 全件, and what they will find."""

    def __init__(self, records: int) -> None:
        self.columns = {
            name: range_ref(words.RECORDS_SHEET, 1, AT[name], records, AT[name])
            for name in (words.BRANCH, words.ROW_KIND, words.RATING, words.PROGRESS, words.NEXT, words.BLANK_COUNT)
        }

    def measures(self, name: str, column: str = "", wanted: str = "") -> str:
        of = self.columns
        more = f",{of[column]},{wanted}" if column else ""
        kinds = "".join(f',{of[words.ROW_KIND]},"<>{kind}"' for kind in (words.KPI, words.TARGET))
        return f"COUNTIFS({of[words.BRANCH]},{name}{kinds}{more})"

    def blank_targets(self, name: str) -> str:
        of = self.columns
        sums = (
            f'SUMIFS({of[words.BLANK_COUNT]},{of[words.BRANCH]},{name},{of[words.ROW_KIND]},"{kind}")'
            for kind in (words.KPI, words.TARGET)
        )
        return "+".join(sums)


def _row(summary: Summary, receipt: Receipt, counter: _Counter, row: int, tall: float) -> Row:
    looks, book = summary.looks, receipt.book
    cells: list[Cell] = [Text(receipt.branch.name, looks.name)]
    if book is None:
        return Row((*cells, *(Blank(looks.none) for _ in _COLUMNS)), tall)
    found = _counts(book)
    name = criterion(here(row, 0), receipt.branch.name)
    texts = [counter.measures(name, words.RATING, f'"{mark}"') for mark in _MARKS]
    marks, unrated, all_of_them = f"{here(row, 1)}:{here(row, 5)}", here(row, 7), here(row, 8)
    texts += [
        f"{all_of_them}-SUM({marks})-{unrated}",
        counter.measures(name, words.RATING, '""'),
        counter.measures(name),
    ]
    columns = (words.PROGRESS, words.RATING, words.NEXT)
    texts += [counter.measures(name, column, '""') for column in columns]
    texts += [counter.blank_targets(name), f"SUM({here(row, _BLANK_FIRST)}:{here(row, _BLANK_FIRST + 3)})"]
    results = [*found, *receipt.blanks, sum(receipt.blanks)]
    heads = ("", *_COLUMNS)
    for k, (text, result) in enumerate(zip(texts, results, strict=True), 1):
        cells.append(Formula(text, result, looks.link_count))
        _lead(summary, book, (row, k), heads[k])
    return Row(tuple(cells), tall)


def _counts(book: Returned) -> list[int]:
    """Of each mark, of others, of none, of all."""
    shown = [rating_shown(measure) for measure in book.measures]
    given = [shown.count(mark) for mark in _MARKS]
    none = shown.count("")
    return [*given, len(shown) - sum(given) - none, none, len(shown)]


def _lead(summary: Summary, book: Returned, at: tuple[int, int], name: str) -> None:
    """A link to the first cell that was counted."""
    place = next(_places(book, name), None)
    if place is not None:
        summary.links += summary.linker.to(at, book, *place)


def _places(book: Returned, name: str) -> Iterator[tuple[str, int, int]]:
    """The cells that the column `name` counts: sheet, row, column."""
    if name in (words.BLANK_TITLES[3], words.BLANK_ALL):
        for target in book.targets:
            if target.blank:
                yield target.sheet, target.row, target.columns.get(progress_words.LATEST, 0)
    for measure in book.measures:
        shown = rating_shown(measure)
        for k, blank in enumerate(measure.blanks):
            if blank and name in (words.BLANK_TITLES[k], words.BLANK_ALL):
                yield measure.sheet, measure.row, measure.columns.get(_TYPED[k], 0)
        kind = shown if shown in _MARKS else words.OTHER if shown else words.NO_RATING_YET
        if name in (kind, words.MEASURES):
            yield measure.sheet, measure.row, measure.columns.get(progress_words.RATING, 0)


def _sum(summary: Summary, first: int, last: int, tall: float) -> None:
    looks = summary.looks
    cells: list[Cell] = [Text(words.ALL_BRANCHES, looks.mean_name)]
    for k in range(1, len(_COLUMNS) + 1):
        found = [row.cells[k] for row in summary.rows[first : last + 1]]
        total = sum(cell.result for cell in found if isinstance(cell, Formula) and not isinstance(cell.result, str))
        cells.append(Formula(f"SUM({column_range(first, last, k)})", total, looks.mean))
    summary.rows.append(Row(tuple(cells), tall))


def _charts(summary: Summary, first: int, last: int) -> None:
    """Two on a page of their own, as wide as it is: 47 names have to stand below them."""
    names, width = (first, 0, last, 0), NAME_WIDTH + COLUMNS * WIDTH - 12.0
    ratings = tuple(
        Series(name, (first, k, last, k), *bar)
        for k, (name, bar) in enumerate(zip(_RATINGS, [*BARS, *OTHER_BARS], strict=True), 1)
    )
    blanks = tuple(
        Series(name, (first, k, last, k), *bar)
        for k, (name, bar) in enumerate(zip(words.BLANK_TITLES, BARS, strict=False), _BLANK_FIRST)
    )
    summary.breaks.append(len(summary.rows))
    # A chart that began with the page would leave its frame on the one before.
    summary.rows.append(Row((), 6.0))
    for title, series in ((words.CHART_RATINGS, ratings), (words.CHART_BLANKS, blanks)):
        at, font = (len(summary.rows), 0), summary.looks.look.shown.font
        summary.charts.append(
            Chart(title, names, series, at, width, _CHART_HEIGHT, font, 7.0, "0;;", stacked=True, low=0.0)
        )
        summary.rows += [Row((), _CHART_ROW)] * (int(_CHART_HEIGHT / _CHART_ROW) + 2)
