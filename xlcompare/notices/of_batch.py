"""What a batch says while it runs and when it is done."""

from __future__ import annotations


def batch_step(done: int, books: int) -> str:
    return f"ブックを処理しています（{done}／{books}冊）"


def batch_done(books: int, made: int, kept: int, partly: int, failed: int) -> str:
    """`made`: books that all was made of; `kept`: that nothing had to be made of."""
    some = f"、一部のみ {partly}冊" if partly else ""
    return f"計画ブック{books}冊：作成 {made}冊、変更なし {kept}冊{some}、できなかったもの {failed}冊"


def batch_one_year(count: int, summary: str) -> str:
    return f"対照表のないもの：{count}冊（年度のシートが1つのため。{summary} の「備考」の列にあります）"


def batch_left_out(path: str, reason: str) -> str:
    return f"対象外：{path}（{reason}）"


def batch_left_out_more(count: int, summary: str) -> str:
    return f"対象外：ほか{count}件（{summary} のシート「対象外」にあります）"


def batch_failed(book: str, reason: str) -> str:
    return f"{book}: {reason}"


def batch_interrupted(done: int, books: int) -> str:
    return (
        f"中止しました。ブック{books}冊のうち{done}冊まで終わっています。"
        "もう一度実行すると、残りから続けます（作成済みの表はそのまま使えます）。"
    )


def batch_stopped(done: int, books: int) -> str:
    return (
        f"途中で終わりました。ブック{books}冊のうち{done}冊まで終わっています。"
        "原因を取り除いてからもう一度実行すると、残りから続けます。"
    )


def batch_doubtful(count: int, summary: str) -> str:
    return f"確かめていただきたい対応が、あわせて{count}件あります。{summary} の「要確認」の列をご覧ください。"
