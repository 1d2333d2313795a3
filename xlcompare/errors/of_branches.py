"""The list of branches: what a person has to correct in it."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare.errors.base import BookError, PlanError

_MOST_FAULTS = 10


def branches_not_text(book: str) -> BookError:
    return BookError(
        "文字コードが UTF-8 でもシフトJISでもないため、支部の一覧を読めません。"
        "Excelで［名前を付けて保存］から「CSV UTF-8」を選んで保存し直してください。",
        book=book,
    )


def branches_too_large(book: str) -> BookError:
    return BookError("支部の一覧にしては大きすぎます。ファイルの指定を確認してください。", book=book)


def no_branches(book: str, sheet: str = "") -> PlanError:
    return PlanError(
        "支部の一覧がありません。「コード」と「支部名」の見出しの下に、1行に1支部を入力してください。",
        book=book,
        sheet=sheet,
    )


def branches_faulty(book: str, sheet: str, faults: Sequence[str]) -> PlanError:
    """`faults` are sentences of this module, each with its row."""
    left = len(faults) - _MOST_FAULTS
    shown = [*faults[:_MOST_FAULTS], *([f"ほかに{left}件あります。"] if left > 0 else [])]
    return PlanError(" ".join(shown), book=book, sheet=sheet)


def column_twice(row: int, column: str) -> str:
    return f"{row}行目: 見出し「{column}」が2つあります。1つにしてください。"


def code_unreadable(row: int, found: str) -> str:
    return f"{row}行目: コード「{found}」を読めません。「33」のような4けたまでの数字にしてください。"


def name_missing(row: int) -> str:
    return f"{row}行目: 支部名がありません。"


def name_unreadable(row: int, found: str) -> str:
    return f"{row}行目: 支部名「{found}」に、改行などの使えない文字があります。"


def code_twice(row: int, code: str, before: int) -> str:
    return f"{row}行目: コード「{code}」が{before}行目と同じです。"


def name_twice(row: int, name: str, before: int) -> str:
    return f"{row}行目: 支部名「{name}」が{before}行目と同じです。"


def own_target_unreadable(row: int, column: str, found: str) -> str:
    return f"{row}行目: 「{column}」の「{found}」を数として読めません。数だけを入力してください（例: 95.0）。"
