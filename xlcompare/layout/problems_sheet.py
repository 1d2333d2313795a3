"""The sheet 確認事項: what a check found, to be worked through beside the plan."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare import words
from xlcompare.layout.heights import MAX_ROW_HEIGHT, height
from xlcompare.layout.pages import not_printed
from xlcompare.layout.sheet import Column, Merge, Row, Sheet, Style, Text
from xlcompare.layout.styles import review_looks
from xlcompare.settings import Settings
from xlcompare.template import STANDARD, Template

MARK = "problems"
WIDTHS = (36.0, 96.0, 54.0, 420.0)
HEAD_ROWS = 3


def problems_sheet(problems: Sequence[tuple[str, str, str]], book: str, template: Template = STANDARD) -> Sheet:
    """The finished sheet. `problems`: tab, cell and sentence of each."""
    look = review_looks(Settings(), template)
    title = words.PROBLEMS_TITLE.format(book, len(problems))
    head = (
        _row((title,), look.title, (sum(WIDTHS),), 24.0),
        _row((f"{words.PROBLEMS_HELP}\n{words.NOT_PRINTED}",), look.help, (sum(WIDTHS),)),
        _row(words.PROBLEMS_COLUMNS, look.header, WIDTHS, 20.0),
    )
    body = tuple(_row((str(number), *problem), look.plain, WIDTHS) for number, problem in enumerate(problems, 1))
    return Sheet(
        name=words.PROBLEMS_SHEET,
        columns=tuple(Column(width) for width in WIDTHS),
        rows=(*head, *body),
        merges=tuple(Merge(row, 0, row, len(WIDTHS) - 1) for row in (0, 1)),
        freeze=(HEAD_ROWS, 0),
        autofilter=(HEAD_ROWS - 1, 0, HEAD_ROWS - 1 + len(body), len(WIDTHS) - 1),
        print=not_printed(HEAD_ROWS + len(body)),
        mark=MARK,
    )


def _row(texts: Sequence[str], style: Style, widths: Sequence[float], least: float = 0.0) -> Row:
    high = max(height(t, w, style.font, style.size, style.bold) for t, w in zip(texts, widths, strict=True))
    return Row(tuple(Text(text, style) for text in texts), min(max(high, least), MAX_ROW_HEIGHT))
