"""Of 集約: the lowest rating under each heading, branch by branch, darker the lower it is; 27 headings on a page."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare import progress_words
from xlcompare import rollup_words as words
from xlcompare.layout.rollup_summary import COLUMNS, ROW, WIDTH, Summary, column_range, lines_high
from xlcompare.layout.sheet import Blank, Cell, Formula, Row, Text
from xlcompare.tracking.records import rating_shown
from xlcompare.tracking.rollup import HeadingLine

_MARKS = [mark for mark, _ in progress_words.RATINGS]
_FEET = (*_MARKS, words.NOT_RATED)


def add_ratings(summary: Summary) -> None:
    """The pages of headings."""
    lines = summary.rollup.headings
    for start in range(0, len(lines), COLUMNS):
        _page(summary, lines[start : start + COLUMNS], continued=start > 0)


def _page(summary: Summary, lines: Sequence[HeadingLine], *, continued: bool) -> None:
    looks = summary.looks
    summary.block(words.RATING_BLOCK + (words.CONTINUED if continued else ""), words.RATING_HELP)
    cells: list[Cell] = [Blank(looks.column)]
    spans = _areas(lines)
    for area, count in spans:
        summary.across(cells, area, looks.column, count)
    high = lines_high([(area, looks.column, count * WIDTH) for area, count in spans], ROW)
    summary.rows.append(Row(tuple(cells), high))
    heads = [
        Text(words.BRANCH, looks.column),
        *(Text(line.heading or words.NO_HEADING, looks.column) for line in lines),
    ]
    high = lines_high([(head.text, looks.column, WIDTH) for head in heads[1:]], ROW)
    summary.rows.append(Row(tuple(heads), high))
    first, tall = len(summary.rows), summary.row_height(len(_FEET))
    for number, receipt in enumerate(summary.rollup.receipts):
        cells = [Text(receipt.branch.name, looks.name)]
        cells += [_rating(summary, line, number, k) for k, line in enumerate(lines, 1)]
        summary.rows.append(Row(tuple(cells), tall))
    last = len(summary.rows) - 1
    for mark in _FEET:
        cells = [Text(mark, looks.mean_name)]
        for k, line in enumerate(lines, 1):
            of = column_range(first, last, k)
            shown = [_shown(line, number) for number in line.of]
            cells.append(Formula(f'COUNTIF({of},"{mark}")', shown.count(mark), looks.mean))
        summary.rows.append(Row(tuple(cells), tall))


def _areas(lines: Sequence[HeadingLine]) -> list[tuple[str, int]]:
    """The areas of the headings, each with how many of them follow one another."""
    spans: list[tuple[str, int]] = []
    for line in lines:
        if spans and spans[-1][0] == line.area:
            spans[-1] = line.area, spans[-1][1] + 1
        else:
            spans.append((line.area, 1))
    return spans


def _shown(line: HeadingLine, number: int) -> str:
    measure = line.of[number]
    return words.NOT_RATED if measure is None else rating_shown(measure)


def _rating(summary: Summary, line: HeadingLine, number: int, column: int) -> Cell:
    looks, book = summary.looks, summary.rollup.receipts[number].book
    if number not in line.of or book is None:
        return Blank(looks.none)
    measure = line.of[number]
    if measure is None or measure.rank is None:
        return Text(words.NOT_RATED, looks.unrated)
    at = len(summary.rows), column
    where = measure.columns.get(progress_words.RATING, 0)
    summary.links += summary.linker.to(at, book, measure.sheet, measure.row, where)
    return Text(rating_shown(measure), looks.rated[measure.rank])
