"""The summary of a batch: まとめ, a row for each plan book with links to its workbooks, and 対象外."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from xlcompare import batch_words as words
from xlcompare.address import column_letters
from xlcompare.batch import Entry, Kind, LeftOut, State, readable
from xlcompare.layout.heights import MAX_ROW_HEIGHT, height
from xlcompare.layout.progress_looks import ProgressLooks, house
from xlcompare.layout.sheet import Blank, Cell, Column, Condition, Formula, Merge, Number, PrintSetup, Row, Sheet, Text
from xlcompare.style import Style
from xlcompare.template import STANDARD, Template

MARK, LEFT_OUT_MARK = "batch", "batch-left-out"
HEAD_ROWS = 4
WIDTHS = (
    27.0, 210.0, 66.0, 51.0, 51.0, 60.0, 60.0, 36.0, 36.0, 36.0,
    36.0, 36.0, 48.0, 60.0, 60.0, 36.0, 36.0, 48.0, 48.0, 270.0,
)  # fmt: skip
LEFT_OUT_WIDTHS = (27.0, 300.0, 330.0)
_FIGURES: tuple[Callable[[Entry], int | float | None], ...] = (
    lambda entry: entry.figures.items,
    lambda entry: entry.figures.changed,
    lambda entry: entry.figures.added,
    lambda entry: entry.figures.dropped,
    lambda entry: entry.figures.moved,
    lambda entry: entry.figures.doubtful,
    lambda entry: entry.figures.budget,
    lambda entry: entry.figures.budget_before,
    lambda entry: entry.figures.measures,
    lambda entry: entry.figures.kpis,
    lambda entry: entry.figures.unplaced,
    lambda entry: entry.figures.problems if entry.outputs else None,
)
FIRST_FIGURE = 7
_ATTENTION = "#FFF2CC"


def batch_sheets(
    entries: Sequence[Entry], left_out: Sequence[LeftOut], template: Template = STANDARD
) -> tuple[Sheet, ...]:
    """The finished sheets. The same books give the same sheets, whatever had to be done for that in this run."""
    look = house(template).look
    return (_summary(entries, left_out, look), *([_left_out(left_out, look)] if left_out else []))


def _summary(entries: Sequence[Entry], left_out: Sequence[LeftOut], look: ProgressLooks) -> Sheet:
    states = [entry.state for entry in entries]
    counts = (states.count(State.MADE), states.count(State.PARTLY), states.count(State.FAILED), len(left_out))
    whole = sum(WIDTHS)
    rows = (
        Row((Text(words.SUMMARY_TITLE.format(len(entries)), look.title),), 26.25),
        Row((Text(words.SUMMARY_COUNTS.format(*counts), look.help),), 18.0),
        Row((Text(words.SUMMARY_HELP, look.help),), _high((words.SUMMARY_HELP,), look.help, (whole,))),
        _header(words.SUMMARY_COLUMNS, WIDTHS, look),
        *(_entry(number, entry, look) for number, entry in enumerate(entries, start=1)),
        _total(entries, look),
    )
    last = HEAD_ROWS + len(entries) - 1
    return Sheet(
        name=words.SUMMARY_SHEET,
        columns=tuple(map(Column, WIDTHS)),
        rows=rows,
        merges=tuple(Merge(row, 0, row, len(WIDTHS) - 1) for row in range(HEAD_ROWS - 1)),
        freeze=(HEAD_ROWS, 2),
        autofilter=(HEAD_ROWS - 1, 0, last, len(WIDTHS) - 1),
        print=PrintSetup("A3", title_rows=(HEAD_ROWS - 1, HEAD_ROWS - 1)),
        conditions=(_attention(last),),
        mark=MARK,
    )


def _attention(last: int) -> Condition:
    """Rows that are not wholly done, in colour; the mark in front of the state says it on paper."""
    area = (HEAD_ROWS, 0, last, len(WIDTHS) - 1)
    return Condition(area, f'LEFT($C{HEAD_ROWS + 1},1)<>"{words.STATES[State.MADE][0]}"', fill=_ATTENTION)


def _header(titles: Sequence[str], widths: Sequence[float], look: ProgressLooks) -> Row:
    # The buttons of the filter cover the end of a line.
    return Row(tuple(Text(title, look.header) for title in titles), max(30.0, _high(titles, look.header, widths)))


def _entry(number: int, entry: Entry, look: ProgressLooks) -> Row:
    figures = entry.figures
    remarks = words.ONE_YEAR if entry.one_year else "\n".join(entry.reasons)
    book = readable(entry.book)
    cells: tuple[Cell, ...] = (
        _number(number, look),
        Text(book, look.shown),
        Text(words.STATES[entry.state], look.shown_center),
        *(_link(entry.outputs.get(kind), look) for kind in Kind),
        Text(figures.new, look.shown_center),
        Text(figures.old, look.shown_center),
        *(_figure(figure(entry), look.count) for figure in _FIGURES),
        Text(remarks, look.shown),
    )
    texts = (book, remarks)
    return Row(cells, max(18.0, _high(texts, look.shown, (WIDTHS[1], WIDTHS[-1]))))


def _number(number: int, look: ProgressLooks) -> Number:
    """In the middle: on the right it would stand close to the name beside it."""
    return Number(number, replace(look.count, align="center"))


def _figure(value: int | float | None, style: Style) -> Cell:
    return Blank(style) if value is None else Number(value, style)


def _link(output: str | None, look: ProgressLooks) -> Cell:
    """A link to the workbook, from the summary's own folder; none where its name can't stand in a formula."""
    style = replace(look.link, align="center")
    if output is None or readable(output) != output or any(sign < " " or sign == "\x7f" for sign in output):
        return Blank(style)
    # % and # mean something in an address.
    address = output.replace("%", "%25").replace("#", "%23")
    # A text in a formula has at most 255 characters.
    parts = [address[start : start + 200].replace('"', '""') for start in range(0, len(address), 200)]
    place = "&".join(f'"{part}"' for part in parts)
    return Formula(f'HYPERLINK({place},"{words.OPEN}")', words.OPEN, style)


def _total(entries: Sequence[Entry], look: ProgressLooks) -> Row:
    """Of the rows that the filter shows."""
    first, last = HEAD_ROWS + 1, HEAD_ROWS + len(entries)
    sums = []
    for k, figure in enumerate(_FIGURES):
        letters = column_letters(FIRST_FIGURE + k)
        result = round(sum(figure(entry) or 0 for entry in entries), 3)
        sums.append(Formula(f"SUBTOTAL(109,{letters}{first}:{letters}{last})", result, look.total))
    blank = Blank(look.total)
    return Row((blank, Text(words.SUMMARY_TOTAL, look.total), *[blank] * 5, *sums, blank), 18.0)


def _left_out(left_out: Sequence[LeftOut], look: ProgressLooks) -> Sheet:
    rows = [
        Row((Text(words.LEFT_OUT_TITLE.format(len(left_out)), look.title),), 26.25),
        _header(words.LEFT_OUT_COLUMNS, LEFT_OUT_WIDTHS, look),
    ]
    for number, each in enumerate(left_out, start=1):
        texts = (readable(each.path), each.reason)
        high = max(18.0, _high(texts, look.shown, LEFT_OUT_WIDTHS[1:]))
        rows.append(Row((_number(number, look), *(Text(text, look.shown) for text in texts)), high))
    return Sheet(
        name=words.LEFT_OUT_SHEET,
        columns=tuple(map(Column, LEFT_OUT_WIDTHS)),
        rows=tuple(rows),
        freeze=(2, 0),
        autofilter=(1, 0, len(rows) - 1, len(LEFT_OUT_WIDTHS) - 1),
        print=PrintSetup(title_rows=(1, 1)),
        mark=LEFT_OUT_MARK,
    )


def _high(texts: Sequence[str], style: Style, widths: Sequence[float]) -> float:
    high = max(height(t, w, style.font, style.size, style.bold) for t, w in zip(texts, widths, strict=True))
    return min(high, MAX_ROW_HEIGHT)
