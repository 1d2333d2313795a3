"""The classes, and the place in front of every sentence."""

from __future__ import annotations


class XlcompareError(Exception):
    """Any failure that is explained to the user; `str()` is one complete Japanese sentence (or a few)."""

    def __init__(self, message: str, *, book: str = "", sheet: str = "", cell: str = "") -> None:
        self.book, self.sheet, self.cell, self.message = book, sheet, cell, message
        super().__init__(message)

    def __str__(self) -> str:
        return f"{where(self.book, self.sheet, self.cell)}{self.message}"


class BookError(XlcompareError):
    """The workbook file itself can't be used: missing, damaged, locked, or not a workbook."""


class PlanError(XlcompareError):
    """The workbook opens, but its tabs don't hold what a plan book holds."""


class OutputError(XlcompareError):
    """The result can't be written where it should go. Nothing was written."""


class NoRoomError(OutputError):
    """The disk is full, so that the next result couldn't be written either."""


class InternalError(XlcompareError):
    """A promise of this program was broken; the result is withheld rather than wrong."""


def where(book: str, sheet: str = "", cell: str = "") -> str:
    """The place in front of a sentence: 「岡山.xlsx 令和3年度!H42: 」, as much of it as is known."""
    tab = f"{sheet}!{cell}" if sheet and cell else sheet or cell
    place = " ".join(part for part in (book, tab) if part)
    return f"{place}: " if place else ""
