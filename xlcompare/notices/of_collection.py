"""What is said when the branches' books have been collected."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_NAMED = 10


def collected(year: str, received: int, expected: int, measures: int, targets: int) -> str:
    rows = f"取組 {measures}件、KPI・支部目標 {targets}件"
    return f"{year}の進捗管理表：{expected}支部のうち{received}支部を集計しました（{rows}）"


def still_missing(branches: Sequence[str]) -> str:
    left = len(branches) - _MOST_NAMED
    more = f"、ほか{left}支部" if left > 0 else ""
    return f"未受領 {len(branches)}支部：{'、'.join(branches[:_MOST_NAMED])}{more}"


def collected_faults(faults: int, books: int, read_so: int) -> str:
    return f"不備 {faults}件（{books}支部）、読み替え {read_so}件。シート「不備一覧」をご覧ください。"


def files_not_counted(count: int) -> str:
    return f"集計しなかったファイルが{count}件あります。シート「受領状況」の下をご覧ください。"


def collect_which_folder(first: str) -> str:
    return f"フォルダー「{first}」のブックを集計しますか。"


def collection_is_open(book: str) -> str:
    return f"「{book}」を開いています。閉じて、作り直します。よろしいですか。"
