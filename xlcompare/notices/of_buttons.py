"""What the buttons in Excel ask, and say when they are done."""

from __future__ import annotations

from collections.abc import Sequence


def _quoted(tabs: Sequence[str]) -> str:
    return "".join(f"「{tab}」" for tab in tabs)


_NO_UNDO = "（このあと、Excelの［元に戻す］は使えません。）"


def step_and_escape(step: str) -> str:
    return f"{step}（Escキーで中止）"


def compare_these(old: str, new: str) -> str:
    return f"「{new}」（新）を「{old}」（旧）と比べますか。\n［いいえ］を押すと、ほかの年度をお尋ねします。"


def no_more_years() -> str:
    return "ほかに比べられる年度はありません。何も作らずに終わります。"


def will_be_replaced(tabs: Sequence[str]) -> str:
    return (
        f"シート{_quoted(tabs)}を作り直します。直接書き込んだものは消えます（対応の判定と設定は引き継ぎます）。\n"
        f"{_NO_UNDO}よろしいですか。"
    )


def sheets_made(tabs: Sequence[str], new: str, old: str) -> str:
    return f"シート{_quoted(tabs)}を作りました（新：{new}　旧：{old}）。"


def old_sheets_left(tabs: Sequence[str]) -> str:
    return f"前のシートを削除できず、{_quoted(tabs)}という名前で残っています。見出しを右クリックして削除してください。"


def formulas_to_mend(places: Sequence[str]) -> str:
    more = f"、ほかに{len(places) - 5}か所" if len(places) > 5 else ""
    named = "、".join(places[:5])
    return f"作り直したシートを参照できなくなった数式があります（{named}{more}）。数式を直してください。"


def press_check(count: int) -> str:
    return f"計画に確認していただきたい点が{count}件あります（［計画の点検］で一覧を表示します）。"


def progress_is_there(book: str) -> str:
    return (
        f"「{book}」がすでにあります。入力したものを引き継いで作り直しますか。\n"
        "（今の表は、名前の終わりが .bak.xlsx の控えに残します。）"
    )


def progress_of_last_year(book: str, year: str, newer: str) -> str:
    return (
        f"「{book}」は{year}のものです。「{newer}」の進捗管理表に作り替えますか。\n"
        "（入力したものは引き継げるだけ引き継ぎ、今の表は、名前の終わりが .bak.xlsx の控えに残します。）\n"
        f"［いいえ］を押すと、{year}のまま作り直します。"
    )


def progress_is_open(book: str) -> str:
    return f"「{book}」を開いています。上書き保存して閉じ、作り直します。よろしいですか。"


def file_is_there(file: str) -> str:
    return f"「{file}」がすでにあります。上書きしてもよろしいですか。"


def preview_by_hand(sheet: str) -> str:
    return f"シート「{sheet}」を表示しました。［ファイル］→［印刷］で印刷プレビューをご覧ください。"


def problems_found(count: int) -> str:
    return f"確認事項：{count}件"


def list_the_problems(count: int, sheet: str) -> str:
    return f"ほかに{count}件あります。すべてを一覧にしたシート「{sheet}」を作りますか。{_NO_UNDO}"


def problems_listed(sheet: str) -> str:
    return f"すべてをシート「{sheet}」に一覧にしました。"


def disagreements_left(count: int) -> str:
    return f"ほかに{count}件あります。シート「KPI一覧」の「自動判定」と「評価」をご覧ください。"


def guide() -> str:
    return (
        "1　「令和5年度」「令和4年度」のような名前の2つのシートに、計画を書きます。\n"
        "2　［計画の点検］で、書き方を確かめます。\n"
        "3　［新旧対照表］［予算対照表］で、最も新しい年度のシートの次に表ができます。\n"
        "4　対応が正しくないときは、シート「対応確認」の判定を直して［対応確認を反映］を押します。\n"
        "5　［PDF］［印刷プレビュー］で、紙の上の仕上がりを確かめます。\n"
        "6　［進捗管理表を作成］で、同じフォルダーに進捗管理表のブックができます。\n"
        "保存していない変更も読みます。できた表を残すには、ブックを上書き保存してください。"
    )


def unexpected(log: str) -> str:
    return (
        "思わぬ誤りのため、途中で止めました。もう一度試しても直らないときは、次のファイルを添えて、配布元に知らせてください。\n"
        f"{log}"
    )
