"""What a person should look at in a plan: the lines of `check`. Their place stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare.fiscal_year import era_label
from xlcompare.graphemes import cut
from xlcompare.words import KIND_CHOICES

_MOST_CELLS = 5
_LONGEST_WORDS = 40


def text_without_area() -> str:
    return "分野が空欄です（上にも分野がありません）。分野を入力してください。"


def lines_joined() -> str:
    return "文の途中に改行があるため、1つの文としてつなげて読みました。改行を取り除いてください。"


def rows_joined(first: int, last: int) -> str:
    return (
        f"1つの文が{first}～{last}行目に分けて入力されているため、つなげて読みました。1つのセルにまとめてください"
        "（別の項目なら、文の頭に「・」などの記号を付けてください）。"
    )


def rows_may_be_one(above: str) -> str:
    return (
        f"上の行（{above}）の文の続きのようにも見えますが、別の項目として読みました。"
        "続きなら1つのセルにまとめ、別の項目なら文の頭に「・」などの記号を付けてください。"
    )


def unknown_kind(found: str) -> str:
    return f"区分「{found}」は使えません。{KIND_CHOICES}のどれかにしてください（空欄なら記号から判断します）。"


def unreadable_amount(found: str) -> str:
    return f"予算額「{found}」を数として読めません。数だけを入力してください（例: 9818）。"


def error_value(found: str) -> str:
    return f"計算結果がエラー（{found}）のため、空欄として読みました。数式を直してください。"


def hidden_row() -> str:
    return "非表示の行に項目があります。対照表には載るので、載せない場合は行を削除してください。"


def duplicate_item(first: str) -> str:
    return f"同じ見出しの下に同じ文章が{first}にもあります。片方を削除するか、書き分けてください。"


def text_under_merge() -> str:
    return "結合されたセルの下に、画面に見えない文章が残っています。結合を解除して確認してください。"


def plan_has_problems(book: str, count: int) -> str:
    return f"{book}: 計画に確認していただきたい点が{count}件あります（xlcompare check で一覧を表示します）。"


def same_year(year: int, tabs: Sequence[str]) -> str:
    return (
        f"シート{'と'.join(f'「{tab}」' for tab in tabs)}がどちらも{era_label(year)}です。"
        "使わないシートの名前を変えてください。"
    )


def sum_in_the_plan(found: str) -> str:
    return f"予算の行「{found}」は合計とみなし、予算の行に数えません（合計は予算対照表で計算します）。"


def not_calculated() -> str:
    return "数式の計算結果がブックに保存されていないため、空欄として読みました。Excel で開いて上書き保存してください。"


def struck_words(words: Sequence[str]) -> str:
    said = "」「".join(f"{cut(word, _LONGEST_WORDS)}…" if len(word) > _LONGEST_WORDS else word for word in words)
    return f"取り消し線の付いた「{said}」は、ないものとして読みました。要るものなら取り消し線を外してください。"


def struck_left_out(sheet: str, cells: Sequence[str]) -> str:
    return f"{sheet}: 取り消し線の付いた文字は、ないものとして読みました（{_named(cells)}）。"


def amounts_scaled(sheet: str, cells: Sequence[str]) -> str:
    return f"{sheet}: 予算額は、表示形式で千円単位などに縮めてあり、表示のとおりに読みました（{_named(cells)}）。"


def _named(cells: Sequence[str]) -> str:
    more = f"ほか{len(cells) - _MOST_CELLS}か所" if len(cells) > _MOST_CELLS else ""
    return "、".join(cells[:_MOST_CELLS]) + more
