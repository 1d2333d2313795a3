"""Why the buttons can't be made, installed or removed."""

from __future__ import annotations

from xlcompare.errors.base import BookError, OutputError


def xlwings_missing() -> BookError:
    return BookError(
        "xlwings が入っていないため、ボタンを作れません。コマンド「python -m pip install xlwings」で入れてください。"
    )


def xlwings_unfit(version: str) -> BookError:
    return BookError(
        f"入っている xlwings（{version}）からは、ボタンを作れません。"
        "コマンド「python -m pip install --upgrade xlwings」で新しくしてください。"
    )


def macros_missing() -> BookError:
    return BookError("ボタンの元になるファイル（macros）がありません。xlcompare を入れ直してください。")


def addin_system(system: str) -> OutputError:
    return OutputError(
        f"このシステム（{system}）の Excel にはボタンを入れられません。Windows か macOS で実行してください。"
    )


def addin_folder(folder: str, reason: str) -> OutputError:
    return OutputError(
        f"Excel のフォルダー「{folder}」を作れません（{reason}）。Excel を一度起動してから、もう一度実行してください。"
    )


def addin_in_use(name: str, reason: str) -> OutputError:
    return OutputError(f"「{name}」を削除できません（{reason}）。Excel をすべて閉じてから、もう一度実行してください。")


def addin_not_ours(path: str) -> OutputError:
    return OutputError(
        f"「{path}」は xlcompare が作ったものではないため、そのままにしました。不要なら、ご自分で削除してください。"
    )
