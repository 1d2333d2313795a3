"""What keeps a batch from running, or one of its books from being done."""

from __future__ import annotations

from xlcompare.errors.base import BookError, NoRoomError, OutputError, PlanError, XlcompareError


def folder_missing(folder: str) -> BookError:
    return BookError(f"フォルダー「{folder}」がありません。計画ブックのあるフォルダーを指定してください。")


def no_plan_books(folder: str, left_out: int) -> PlanError:
    other = f"（対象外のファイルなどが{left_out}件あります）" if left_out else ""
    return PlanError(
        f"フォルダー「{folder}」に計画ブック（年度のシートがある .xlsx か .xlsm）がありません{other}。"
        "フォルダーを確かめてください。"
    )


def folders_are_one(folder: str) -> OutputError:
    return OutputError(
        f"作成先が計画ブックのフォルダー「{folder}」と同じです。"
        "-o に別のフォルダー（その中でも構いません）を指定してください。"
    )


def out_is_no_folder(out: str) -> OutputError:
    return OutputError(f"作成先「{out}」はフォルダーではありません。-o にフォルダーを指定してください。")


def batch_is_running(folder: str) -> OutputError:
    return OutputError(
        f"フォルダー「{folder}」には、別の一括作成が書き込んでいます。それが終わってから、もう一度実行してください。"
    )


def output_leads_outside(book: str, folder: str) -> OutputError:
    return OutputError(
        f"作成先「{folder}」の中にあるリンクが外を指しているため、保存しません。リンクを削除してください。", book=book
    )


def output_changed_meanwhile(book: str) -> OutputError:
    return OutputError("作成している間に、だれかが保存しました。もう一度実行してください。", book=book)


def book_took_too_long(seconds: float) -> BookError:
    return BookError(
        f"{seconds:g}秒以内に終わらなかったため、中止しました。内容を確かめるか、--max-seconds を大きくしてください。"
    )


def book_took_too_much_memory(limit: int) -> BookError:
    return BookError(
        f"処理に要るメモリーが上限（{limit:,}MB）を超えました。要らないシートや離れたセルを除くか、"
        "--max-memory を大きくしてください。"
    )


def book_ended_worker() -> BookError:
    return BookError(
        "処理中にプログラムが終了しました（メモリーの不足か、壊れたブックです）。Excelで開いて保存し直してください。"
    )


def worker_not_started(reason: str) -> XlcompareError:
    return XlcompareError(
        f"処理を始められません（{reason}）。ほかのプログラムを終了するか、--jobs を小さくしてください。"
    )


def cluster_missing() -> XlcompareError:
    return XlcompareError(
        "--cluster に要る dask.distributed がありません。pip install xlcompare[cluster] を実行してください。"
    )


def cluster_address_wrong(address: str) -> XlcompareError:
    return XlcompareError(
        f"クラスターのアドレス「{address}」が違います。tcp://10.0.0.5:8786 のように指定してください。"
    )


def cluster_unreachable(address: str, reason: str) -> XlcompareError:
    return XlcompareError(
        f"クラスター「{address}」につながりません（{reason}）。アドレスと、dask scheduler が動いているかを"
        "確かめてください。"
    )


def cluster_is_empty(address: str) -> XlcompareError:
    return XlcompareError(
        f"クラスター「{address}」に dask worker がありません。dask worker {address} を実行してください。"
    )


def cluster_differs(address: str, worker: str, theirs: str, ours: str) -> XlcompareError:
    """`theirs` is '' where the worker has no xlcompare."""
    found = f"版が {theirs} です" if theirs else "入っていません"
    return XlcompareError(
        f"クラスター「{address}」の {worker} の xlcompare は{found}。すべてのPCに {ours} を入れてください。"
    )


def cluster_lost(address: str) -> XlcompareError:
    return XlcompareError(f"クラスター「{address}」との接続が切れました。")


def log_not_writable(log: str, reason: str, *, full: bool) -> OutputError:
    kind = NoRoomError if full else OutputError
    return kind(f"記録を書けません（{reason}）。ディスクの空き容量と、書き込みの権限を確認してください。", book=log)
