"""Collecting what came back: no folder, no year, nothing to go by."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare.errors.base import BookError, OutputError, PlanError


def no_folder(folder: str) -> BookError:
    return BookError("フォルダーがありません。回収したブックを入れたフォルダーを指定してください。", book=folder)


def nothing_beside(folder: str) -> OutputError:
    return OutputError(
        f"フォルダー「{folder}」には、並べて書き出す場所がありません。作成するブックを -o に指定してください。"
    )


def collected_year_unknown(found: str) -> PlanError:
    return PlanError(f"--year の「{found}」から年度が分かりません。「令和3年度」のように指定してください。")


def nothing_to_collect() -> PlanError:
    return PlanError(
        "進捗管理表のブックが1つもないため、年度が分かりません。フォルダーを確かめるか、--year を指定してください。"
    )


def nothing_returned(book: str, folders: Sequence[str]) -> BookError:
    names = "か".join(f"「{folder}」" for folder in folders)
    return BookError(
        f"このブックと同じ場所に、フォルダー{names}がありません。"
        f"フォルダー「{folders[0]}」を作り、支部から戻ったブックを入れてから、もう一度押してください。",
        book=book,
    )
