"""The sheet 対照表の設定: what a person may choose, with lists to choose from; read back by the next run."""

from __future__ import annotations

from collections.abc import Iterator

from xlcompare import words
from xlcompare.layout.heights import height
from xlcompare.layout.pages import not_printed
from xlcompare.layout.sheet import Choice, Column, Merge, Row, Sheet, Text
from xlcompare.layout.styles import ReviewLooks, review_looks
from xlcompare.settings import Settings

MARK = "settings"
HEAD_ROWS = 3
WIDTHS = (132.0, 180.0, 216.0, 360.0)
VALUE_COLUMN = 1


def settings_sheet(settings: Settings) -> Sheet:
    """The finished sheet: name, value, values on offer, meaning."""
    look = review_looks(settings)
    rows = (*_head(look), *(_row(row, look) for row in settings.labels()))
    choices = tuple(
        Choice(VALUE_COLUMN, HEAD_ROWS + k, HEAD_ROWS + k, offered)
        for k, (_, _, offered, _) in enumerate(settings.labels())
        if offered
    )
    return Sheet(
        name=words.SETTINGS_SHEET,
        columns=tuple(Column(width) for width in WIDTHS),
        rows=rows,
        merges=(Merge(0, 0, 0, 3), Merge(1, 0, 1, 3)),
        choices=choices,
        freeze=(HEAD_ROWS, 0),
        print=not_printed(len(rows)),
        mark=MARK,
    )


def _head(look: ReviewLooks) -> Iterator[Row]:
    yield Row((Text(words.SETTINGS_TITLE, look.title),), 24.0)
    help_text = f"{words.SETTINGS_HELP}\n{words.NOT_PRINTED}"
    yield Row((Text(help_text, look.help),), _high((help_text,), look, (sum(WIDTHS),)))
    names = (words.SETTING, words.VALUE, words.CHOICES_TITLE, words.MEANING)
    yield Row(tuple(Text(name, look.header) for name in names), 20.0)


def _row(row: tuple[str, str, tuple[str, ...], str], look: ReviewLooks) -> Row:
    name, value, offered, meaning = row
    texts = (name, value, "／".join(offered) or words.FREE, meaning)
    return Row(tuple(Text(text, look.plain) for text in texts), _high(texts, look, WIDTHS))


def _high(texts: tuple[str, ...], look: ReviewLooks, widths: tuple[float, ...]) -> float:
    return max(height(t, w, look.plain.font, look.plain.size) for t, w in zip(texts, widths, strict=True))
