"""Where the result can't go, and results that are withheld."""

from __future__ import annotations

from xlcompare.errors.base import InternalError, NoRoomError, OutputError


def output_folder_missing(book: str, folder: str) -> OutputError:
    return OutputError(
        f"保存先のフォルダー「{folder}」がありません。フォルダーを作るか、別の場所にしてください。", book=book
    )


def output_is_folder(book: str) -> OutputError:
    return OutputError("同じ名前のフォルダーなどがあるため、保存できません。別のファイル名にしてください。", book=book)


def output_is_input(book: str) -> OutputError:
    return OutputError("比べる元のファイルには上書きしません。別のファイル名にしてください。", book=book)


def output_open(book: str, lock: str = "") -> OutputError:
    """`lock` is the file beside the book that says so; a crash leaves it behind."""
    hint = f"（開いていないときは、同じフォルダーの「{lock}」を削除してください。）" if lock else ""
    return OutputError(f"「{book}」は Excel で開かれています。閉じてからもう一度実行してください。{hint}")


def output_not_writable(book: str, folder: str) -> OutputError:
    return OutputError(
        f"フォルダー「{folder}」のこのファイルに書き込めません。書き込みの権限と「読み取り専用」の設定を確認するか、別の場所にしてください。",
        book=book,
    )


def output_disk_full(book: str, folder: str) -> NoRoomError:
    return NoRoomError(
        f"「{folder}」のディスクの空き容量が足りません。不要なファイルを削除するか、別の場所にしてください。",
        book=book,
    )


def output_failed(book: str, reason: str) -> OutputError:
    return OutputError(
        f"保存できません（{reason}）。保存先の名前と、ネットワークドライブの接続を確認してください。", book=book
    )


def no_room_to_work(folder: str, reason: str) -> NoRoomError:
    return NoRoomError(
        f"作業用フォルダー「{folder}」に書き込めません（{reason}）。ディスクの空き容量を確認してください。"
    )


def result_withheld(reason: str, *, sheet: str = "", cell: str = "") -> InternalError:
    """`reason` is English, for whoever mends the program."""
    return InternalError(
        f"このプログラムの誤りのため、結果を保存しませんでした（{reason}）。この文を添えて、配布元に知らせてください。",
        sheet=sheet,
        cell=cell,
    )


def items_not_accounted_for(book: str, count: int) -> InternalError:
    return InternalError(
        f"対照表に{count}項目が一度ずつ載らなかったため、作成を中止しました。お手数ですが、計画ブックを添えて開発者へご連絡ください。",
        book=book,
    )


def outputs_are_one(book: str) -> OutputError:
    return OutputError("-o と --json に同じファイルが指定されています。別々の名前にしてください。", book=book)


def output_is_no_xlsx(book: str) -> OutputError:
    return OutputError("作成するブックの名前は、末尾を .xlsx にしてください。", book=book)


def output_is_not_ours(book: str) -> OutputError:
    return OutputError(
        "同じ名前の、xlcompare が作ったものではないファイルがあります。上書きしないように中止しました。"
        "別の名前にしてください。",
        book=book,
    )


def budget_not_accounted_for(book: str, tab: str, own: float, total: float) -> InternalError:
    return InternalError(
        f"予算対照表の合計（{total:,.10g}）がシートの予算額の和（{own:,.10g}）と一致しないため、作成を中止しました。"
        "お手数ですが、計画ブックを添えて開発者へご連絡ください。",
        book=book,
        sheet=tab,
    )
