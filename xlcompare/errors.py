"""What can go wrong, said so that a person knows what to do next.

This is the only place where such sentences are built. Each names where it happened (file, tab, cell), what was found and
what to do. The classes differ in what a program may do about them; people only ever see the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence


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


class InternalError(XlcompareError):
    """A promise of this program was broken; the result is withheld rather than wrong."""


def where(book: str, sheet: str = "", cell: str = "") -> str:
    """The place in front of a sentence: 「岡山.xlsx 令和3年度!H42: 」, as much of it as is known."""
    tab = f"{sheet}!{cell}" if sheet and cell else sheet or cell
    place = " ".join(part for part in (book, tab) if part)
    return f"{place}: " if place else ""


# ── the workbook file ──────────────────────────────────────────────────────────────────────────────────────────────


def book_missing(book: str) -> BookError:
    return BookError("ファイルが見つかりません。ファイル名と場所を確認してください。", book=book)


def book_unreadable(book: str, reason: str) -> BookError:
    return BookError(
        f"ファイルを開けません（{reason}）。閲覧の権限と、ネットワークドライブの接続を確認してください。", book=book
    )


# ── the year tabs ──────────────────────────────────────────────────────────────────────────────────────────────────


def too_few_years(book: str, tabs: Sequence[str], found: Sequence[str]) -> PlanError:
    have = f"年度のシートは「{found[0]}」だけです" if found else "年度のシートがありません"
    return PlanError(
        f"{have}（シート：{'、'.join(tabs[:8])}）。比べる2つの年度のシートに「令和3年度」「令和2年度」のような名前を付けてください。",
        book=book,
    )


def same_year_twice(book: str, tabs: Sequence[str], label: str) -> PlanError:
    return PlanError(
        f"シート{'と'.join(f'「{tab}」' for tab in tabs)}がどちらも{label}です。"
        "使うシートを --old と --new で指定するか、使わないシートの名前を変えてください。",
        book=book,
    )


def tab_missing(book: str, wanted: str, tabs: Sequence[str]) -> PlanError:
    return PlanError(
        f"シート「{wanted}」がありません（シート：{'、'.join(tabs[:8])}）。シート名を確認してください。", book=book
    )
