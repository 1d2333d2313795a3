"""The list of branches: what a person has to correct in it."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare.errors.base import BookError, OutputError, PlanError

_MOST_FAULTS = 10


def branches_not_text(book: str) -> BookError:
    return BookError(
        "文字コードが UTF-8 でもシフトJISでもないため、支部の一覧を読めません。"
        "Excelで［名前を付けて保存］から「CSV UTF-8」を選んで保存し直してください。",
        book=book,
    )


def branches_no_file(book: str) -> BookError:
    return BookError(
        "フォルダーなどです。支部の一覧のファイル（.csv または .xlsx）を指定してください。",
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
    return f"{row}行目: 支部名「{found}」に、使えない文字（改行、先頭の＝など）があります。"


def code_twice(row: int, code: str, before: int) -> str:
    return f"{row}行目: コード「{code}」が{before}行目と同じです。"


def name_twice(row: int, name: str, before: int) -> str:
    return f"{row}行目: 支部名「{name}」が{before}行目と同じです。"


def own_target_unreadable(row: int, column: str, found: str) -> str:
    return f"{row}行目: 「{column}」の「{found}」を数として読めません。数だけを入力してください（例: 95.0）。"


def own_target_names(name: str, count: int) -> str:
    """`count`: how many targets have that name; not 1."""
    found = f"{count}つあり、どれか決まりません" if count else "計画にありません"
    return (
        f"見出し「{name}」のKPIが{found}。シート「KPI一覧」の番号（「3」「1.Ⅱ」「目1」など）か"
        "目標の文にするか、目標値でない列は別の表へ移してください。"
    )


def own_target_without_figure(name: str) -> str:
    return f"見出し「{name}」は、計画の文に目標の数がないKPI（対前年度など）です。その列を削除してください。"


def own_target_twice(name: str, before: str) -> str:
    return f"見出し「{name}」と「{before}」は同じKPIです。どちらかの列を削除してください。"


def own_target_is_share(row: str, name: str, found: str) -> str:
    return f"{row}行目: 「{name}」の「{found}」は、％の目標にしては小さすぎます。95.5％なら「95.5」と入力してください。"


# ── what is issued ───────────────────────────────────────────────────────────────────────────────────────────────────


def branch_name_too_long(book: str, name: str, most: int) -> PlanError:
    return PlanError(f"支部名「{name[:20]}…」が長すぎます。{most}文字までにしてください。", book=book)


def issue_folder_is_file(folder: str) -> OutputError:
    return OutputError(f"「{folder}」はフォルダーではありません。書き出すフォルダーを -o に指定してください。")


def issue_outside(book: str, folder: str) -> OutputError:
    return OutputError(
        f"フォルダー「{folder}」の外へのリンクなので、書き込みません。リンクを削除してから、もう一度実行してください。",
        book=book,
    )


def issued_already(book: str, folder: str, count: int) -> OutputError:
    """`book`: the first of `count` workbooks that would become others."""
    others = f"（ほか{count - 1}件）" if count > 1 else ""
    return OutputError(
        f"フォルダー「{folder}」に、配布したブックがあります{others}。上書きしないように中止しました。"
        "入力したものを残したまま計画や様式の変更を反映するときは、--changed を付けて実行してください。",
        book=book,
    )


def issued_for_other_branch(book: str, found: str, expected: str) -> OutputError:
    return OutputError(
        f"「{found}」のブックです。「{expected}」のブックと入れ替わっていないか確かめ、名前を直すか別の場所へ移してください。",
        book=book,
    )


def issued_for_other_year(book: str, found: str, expected: str) -> OutputError:
    return OutputError(f"{found}のブックです。{expected}は別のフォルダーに配布してください。", book=book)


def issued_otherwise(book: str, *, as_form: bool) -> OutputError:
    kind, way = ("空の様式", "付けて") if as_form else ("計画の入った表", "付けずに")
    return OutputError(f"{kind}として配布したブックです。--template-only を{way}実行してください。", book=book)


def issued_with_macros(book: str) -> OutputError:
    return OutputError(
        "マクロ有効ブック（.xlsm）なので作り直せません。"
        "Excelで［名前を付けて保存］から「Excel ブック（.xlsx）」を選んで保存し、"
        "元のブックを別の場所へ移してください。",
        book=book,
    )


def issued_twice(book: str, other: str, branch: str) -> OutputError:
    return OutputError(
        f"「{other}」も「{branch}」のブックです。使わないほうを別の場所へ移してから、もう一度実行してください。",
        book=book,
    )
