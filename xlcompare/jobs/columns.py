"""Which columns a person has chosen for a plan book: on its sheet 対照表の設定, and weightier, beside the command."""

from __future__ import annotations

from xlcompare import words
from xlcompare.reading.book import Book
from xlcompare.reading.column_choices import ColumnChoices, column_choices
from xlcompare.reading.settings_sheet import settings_in
from xlcompare.settings import Settings, with_values

SETTINGS_MARK = "settings"


def choices_for(book: Book, said: str = "") -> ColumnChoices:
    """What holds for the tabs of `book`. PlanError where a choice can't be read."""
    tab = book.marks.get(SETTINGS_MARK, words.SETTINGS_SHEET if words.SETTINGS_SHEET in book.tabs else None)
    settings = with_values(Settings(), settings_in(book.grid(tab)), book.name) if tab is not None else Settings()
    return column_choices((settings.columns, said))
