"""What is said of the books that are made for branches."""

from __future__ import annotations


def distributed(year: str, count: int, folder: str) -> str:
    return f"{year}の進捗管理表（{count}支部）：{folder}"


def distributed_counts(made: int, renewed: int, same: int, failed: int) -> str:
    bad = f"、作れなかったもの {failed}件" if failed else ""
    return f"新しく作ったもの {made}件、作り直したもの {renewed}件、変わらないもの {same}件{bad}"


def distributed_typed(total: int, unplaced: int) -> str:
    return f"入力 {total}件：引き継いだもの {total - unplaced}件、引継ぎ未了 {unplaced}件"


def distributed_backups() -> str:
    return "作り直す前のブックは、名前の終わりが .bak.xlsx の控えに残しました。"


def unplaced_in(book: str, count: int) -> str:
    return f"{book}：行き先の決まらなかった入力が{count}件、シート「引継ぎ未了」にあります。"


def filled_in_place_of(book: str, blank: str) -> str:
    return (
        f"{book}：入力のあるこのブックを作り直しました。"
        f"入力のない「{blank}」はそのままです。使わないほうを別の場所へ移してください。"
    )


def manifest_made(file: str) -> str:
    return f"「{file}」に、支部とファイルの一覧があります。"


def issued_is_there(folder: str) -> str:
    return (
        f"フォルダー「{folder}」に、配布したブックがあります。入力したものを残したまま、計画の変更を反映しますか。\n"
        "（作り直す前のブックは、名前の終わりが .bak.xlsx の控えに残します。）"
    )


def more_failed(count: int) -> str:
    return f"ほかに{count}件のブックを作れませんでした。"
