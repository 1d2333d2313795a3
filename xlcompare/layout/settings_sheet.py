"""The sheet 対照表の設定: what a person may choose, with lists to choose from; read back by the next run."""

from __future__ import annotations

from collections.abc import Iterator

from xlcompare import words
from xlcompare.layout.heights import MAX_ROW_HEIGHT, height
from xlcompare.layout.pages import not_printed
from xlcompare.layout.sheet import Choice, Column, Merge, Row, Sheet, Style, Text
from xlcompare.layout.styles import ReviewLooks, review_looks
from xlcompare.settings import Settings
from xlcompare.template import STANDARD, Template

MARK = "settings"
HEAD_ROWS = 3
VALUE_COLUMN = 1
Widths = tuple[float, ...]


def settings_sheet(settings: Settings, template: Template = STANDARD) -> Sheet:
    """The finished sheet: name, value, values on offer, meaning."""
    look, page = review_looks(settings, template), template.pages[words.SETTINGS_SHEET]
    rows = (*_head(look, page.widths), *(_row(row, look, page.widths) for row in settings.labels()))
    choices = tuple(
        Choice(VALUE_COLUMN, HEAD_ROWS + k, HEAD_ROWS + k, offered)
        for k, (_, _, offered, _) in enumerate(settings.labels())
        if offered
    )
    return Sheet(
        name=words.SETTINGS_SHEET,
        columns=tuple(Column(width) for width in page.widths),
        rows=rows,
        merges=(Merge(0, 0, 0, 3), Merge(1, 0, 1, 3)),
        choices=choices,
        freeze=(HEAD_ROWS, 0),
        print=not_printed(len(rows), page),
        mark=MARK,
    )


def _head(look: ReviewLooks, widths: Widths) -> Iterator[Row]:
    whole = (sum(widths),)
    yield Row((Text(words.SETTINGS_TITLE, look.title),), max(24.0, _high((words.SETTINGS_TITLE,), look.title, whole)))
    help_text = f"{words.SETTINGS_HELP}\n{words.NOT_PRINTED}"
    yield Row((Text(help_text, look.help),), _high((help_text,), look.help, whole))
    names = (words.SETTING, words.VALUE, words.CHOICES_TITLE, words.MEANING)
    yield Row(tuple(Text(name, look.header) for name in names), max(20.0, _high(names, look.header, widths)))


def _row(row: tuple[str, str, tuple[str, ...], str], look: ReviewLooks, widths: Widths) -> Row:
    name, value, offered, meaning = row
    texts = (name, value, "／".join(offered) or words.FREE, meaning)
    return Row(tuple(Text(text, look.plain) for text in texts), _high(texts, look.plain, widths))


def _high(texts: tuple[str, ...], style: Style, widths: Widths) -> float:
    high = max(height(t, w, style.font, style.size, style.bold) for t, w in zip(texts, widths, strict=True))
    return min(high, MAX_ROW_HEIGHT)
