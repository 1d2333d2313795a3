"""What keeps a button in Excel from its work."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare.errors.base import OutputError, PlanError, XlcompareError


def no_such_button(name: str) -> XlcompareError:
    return XlcompareError(
        f"ボタン「{name}」に当たる機能がありません。"
        "アドインと xlcompare の版が合っていないので、両方を入れ直してください。"
    )


def cancelled() -> XlcompareError:
    return XlcompareError("Escキーが押されたので、中止しました。開いている計画ブックは、押す前のままです。")


def excel_busy() -> XlcompareError:
    return XlcompareError(
        "Excelが応答しないため、途中で止めました。セルに入力中なら Enter か Esc で終え、"
        "開いているほかの画面を閉じてから、もう一度押してください。"
    )


def book_not_saved(book: str) -> OutputError:
    return OutputError(
        "まだ一度も保存していないブックです。名前を付けて保存してから、もう一度押してください。", book=book
    )


def book_in_the_cloud(book: str) -> OutputError:
    return OutputError(
        "ブックのある場所が、このパソコンのフォルダーとして確かめられません（OneDriveやSharePointにあるブックです）。"
        "エクスプローラーで同期しているフォルダーを開き、そこにあるこのブックをダブルクリックして開くか、"
        "パソコンのフォルダーに写しを保存して開いてから、もう一度押してください。",
        book=book,
    )


def no_review_sheet(book: str) -> PlanError:
    return PlanError(
        "シート「対応確認」がありません。先に［新旧対照表］または［予算対照表］を押してください。", book=book
    )


def sheets_refused(book: str) -> OutputError:
    return OutputError(
        "Excelがシートの追加を受け付けません。［校閲］→［ブックの保護］でブックの構成の保護を解除し、"
        "ブックの共有をやめ、古い形式（.xls）なら「Excelブック（*.xlsx）」に保存し直してから、もう一度押してください。",
        book=book,
    )


def which_is_the_copy(book: str, tabs: Sequence[str]) -> PlanError:
    named = "".join(f"「{tab}」" for tab in tabs)
    return PlanError(
        f"シート{named}の、どれが元でどれが写しか分かりません。写しを別のブックへ移すか削除してから、もう一度押してください。",
        book=book,
    )


def progress_open_elsewhere(book: str) -> OutputError:
    return OutputError(
        "同じ名前の別のブックを開いています。Excelは同じ名前のブックを2つ開けません。"
        "そのブックを閉じてから、もう一度押してください。",
        book=book,
    )


def progress_not_saved(book: str) -> OutputError:
    return OutputError(
        "開いている進捗管理表を上書き保存できません（読み取り専用か、ほかの人が使っています）。"
        "保存できるようにしてから、もう一度押してください。",
        book=book,
    )


def pressed_in_progress_book(book: str) -> PlanError:
    return PlanError("進捗管理表のブックです。計画ブックを開いて押すか、［作り直す］を押してください。", book=book)


def no_progress_yet(book: str, progress: str) -> PlanError:
    return PlanError(
        f"同じフォルダーに進捗管理表「{progress}」がありません。［進捗管理表を作成］を押してください。", book=book
    )


def plan_book_missing(book: str, plan: str) -> PlanError:
    return PlanError(
        f"同じフォルダーに計画ブック「{plan}」がありません。計画ブックを開き、そこで［作り直す］を押してください。",
        book=book,
    )


def nothing_to_print(book: str) -> PlanError:
    return PlanError("印刷する表がありません。先に［新旧対照表］または［予算対照表］を押してください。", book=book)


def pdf_failed(book: str, file: str) -> OutputError:
    return OutputError(
        f"PDF「{file}」を書き出せません。そのPDFを開いていれば閉じ、ブックの構成が保護されていれば"
        "［校閲］→［ブックの保護］で解除してから、もう一度押してください。",
        book=book,
    )
