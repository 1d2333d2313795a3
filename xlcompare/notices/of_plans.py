"""What a person should look at in a plan: the lines of `check`. Their place stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare.fiscal_year import era_label
from xlcompare.graphemes import cut
from xlcompare.plan import Plan
from xlcompare.words import BUDGET_AMOUNT, KIND_CHOICES

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


def line_breaks_lost() -> str:
    return (
        "セルの中の改行が、Excel では表示されない形で保存されているため、表示のとおり、行をつなげて読みました。"
        "改行を入れ直して保存してください。"
    )


def unknown_kind(found: str) -> str:
    return f"区分「{found}」は使えません。{KIND_CHOICES}のどれかにしてください（空欄なら記号から判断します）。"


def unreadable_amount(found: str) -> str:
    return f"予算額「{found}」を数として読めません。数だけを入力してください（例: 9818）。"


def error_in_the_text(found: str) -> str:
    return f"計算結果がエラー（{found}）のため、読めません。数式を直してください。"


def text_not_calculated() -> str:
    return "数式の計算結果がブックに保存されていないため、読めません。Excel で開いて上書き保存してください。"


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
    return f"予算の行{_quoted(found)}は合計とみなし、予算の行に数えません（合計は予算対照表で計算します）。"


def sum_of_rows(found: str) -> str:
    return (
        f"予算の行{_quoted(found)}は、ほかの行を足した額なので合計とみなし、予算の行に数えません"
        "（合計は予算対照表で計算します）。"
    )


def sum_is_off(found: str, stated: float, lines: float) -> str:
    return (
        f"予算の行{_quoted(found)}は合計とみなし、予算の行に数えません。{stated:,.10g}千円とありますが、"
        f"足した行の和は{lines:,.10g}千円です。どちらが正しいか確認してください。"
    )


def part_in_the_plan(found: str) -> str:
    return (
        f"予算の行{_quoted(found)}は、ほかの行に含まれる額とみなし、予算の行に数えません。"
        "別の予算なら、名前から「うち」「再掲」「内訳」を取り除いてください。"
    )


def amount_compared(found: str) -> str:
    return f"予算の行{_quoted(found)}は、ほかの年度との比較のための額とみなし、予算の行に数えません。"


def may_be_a_sum(found: str) -> str:
    return (
        f"予算の行{_quoted(found)}を予算の行に数えました。"
        "ほかの行を足した額なら名前を「小計」か「合計」に、ほかの行に含まれる額なら「うち…」にしてください。"
    )


def amount_without_name() -> str:
    return "名前のない金額を予算の行に数えました。予算取組に名前を、ほかの行を足した額なら「合計」を入力してください。"


def amount_under_merge() -> str:
    return (
        "結合されたセルの下に、画面に見えない金額が残っています（予算の行に数えません）。"
        "結合を解除して確認してください。"
    )


def budget_rows_left_out(sheet: str, cells: Sequence[str]) -> str:
    return f"{sheet}: 小計や合計などの行は、予算の行に数えていません（{_named(cells)}）。"


def sums_off(sheet: str, cells: Sequence[str]) -> str:
    return f"{sheet}: 小計や合計の額が、足した行の和と違います（{_named(cells)}）。xlcompare check で確認してください。"


def _quoted(name: str) -> str:
    return f"「{name}」" if name else ""


def not_calculated() -> str:
    return "数式の計算結果がブックに保存されていないため、空欄として読みました。Excel で開いて上書き保存してください。"


def struck_words(words: Sequence[str]) -> str:
    said = "」「".join(f"{cut(word, _LONGEST_WORDS)}…" if len(word) > _LONGEST_WORDS else word for word in words)
    return f"取り消し線の付いた「{said}」は、ないものとして読みました。要るものなら取り消し線を外してください。"


def struck_left_out(sheet: str, cells: Sequence[str]) -> str:
    return f"{sheet}: 取り消し線の付いた文字は、ないものとして読みました（{_named(cells)}）。"


def struck_unknown(sheet: str, cells: Sequence[str]) -> str:
    return (
        f"{sheet}: 取り消し線の付いた文字を Excel から知ることができず、すべて読みました（{_named(cells)}）。"
        "見え消しがあるときは、ブックを保存して、コマンドで作ってください。"
    )


def amounts_scaled(cells: Sequence[str]) -> str:
    return f"予算額は、表示形式で千円単位などに縮めてあり、表示のとおりに読みました（{_named(cells)}）。"


_BESIDE = {
    "shape": "図形・テキストボックス",
    "comment": "コメント",
    "chart": "グラフの題",
    "page": "ヘッダー・フッター",
}


def text_beside(kind: str, text: str) -> str:
    first = " ".join(text.split())
    said = f"{cut(first, _LONGEST_WORDS)}…" if len(first) > _LONGEST_WORDS else first
    return f"{_BESIDE[kind]}に「{said}」とありますが、セルの外の文字は比べません。計画の文ならセルに入力してください。"


def many_beside(kind: str, cells: Sequence[str]) -> str:
    return (
        f"{_BESIDE[kind]}が{len(cells)}か所にありますが（{_named([cell for cell in cells if cell])}）、"
        "セルの外の文字は比べません。計画の文ならセルに入力してください。"
    )


def beside_unknown() -> str:
    return "図形やコメントの文字を Excel から知ることができませんでした。計画の文はセルに入力してください。"


def rule_strikes(cells: Sequence[str]) -> str:
    return (
        f"条件付き書式か表のスタイルで取り消し線の付くことがある範囲です（{_named(cells)}）。"
        "その線の付いた文字も、あるものとして読みました。"
    )


def _named(cells: Sequence[str]) -> str:
    more = f"ほか{len(cells) - _MOST_CELLS}か所" if len(cells) > _MOST_CELLS else ""
    return "、".join(cells[:_MOST_CELLS]) + more


def hidden_column_read(name: str) -> str:
    return f"「{name}」の列は非表示ですが、ほかにその列がないため読みました。使わない列なら、見出しを変えてください。"


def hidden_column_passed_over(name: str) -> str:
    return f"「{name}」に当たる列がほかに表示されているため、この非表示の列は使いませんでした。"


def cells_not_understood(cells: Sequence[str]) -> str:
    named = "、".join(cells[:5]) + (f" ほか{len(cells) - 5}セル" if len(cells) > 5 else "")
    return (
        f"{named}の入力は、どの列のものか分からないため読んでいません。"
        "列に見出しを付けるか、見出しのある列に移してください。"
    )


def cells_not_in_the_table(tab: str, cells: Sequence[str]) -> str:
    named = "、".join(cells[:5]) + (f"ほか{len(cells) - 5}か所" if len(cells) > 5 else "")
    return f"{tab}: どの列のものか分からない入力は読んでいません（{named}）。"


def _columns_read(columns: Sequence[tuple[str, tuple[str, ...]]], unit: str) -> str:
    found = [f"{name}は{'・'.join(letters)}列" for name, letters in columns if name != BUDGET_AMOUNT]
    if money := dict(columns).get(BUDGET_AMOUNT):
        found.append(f"{BUDGET_AMOUNT}は{'・'.join(money)}列" + (f"（{unit}）" if unit else ""))
    return "、".join(found)


def what_was_read(plan: Plan) -> str:
    """In one line which columns of a tab are read as what, and which of those that hold something aren't."""
    found = _columns_read(plan.coverage.columns, plan.budget_unit)
    found += "".join(f"、{row}行目からは{_columns_read(columns, '')}" for row, columns in plan.coverage.further)
    unused = "・".join(f"{letters}列「{' '.join(title.split())}」" for letters, title in plan.coverage.unused)
    return f"{plan.tab}：{found}を読みました。" + (f"{unused}は使っていません。" if unused else "")


def only_one_year(tab: str) -> str:
    return f"年度のシートは「{tab}」だけです。進捗管理表と配布には使えます（対照表には、もう1つの年度が要ります）。"


def two_versions(new: str, old: str) -> str:
    return f"1つの年度の2つの版として、「{new}」（新）を「{old}」（旧）と比べます。"


def hidden_year() -> str:
    return "非表示のシートなので、自動では使いません（使うときは、再表示するか、シート名を指定してください）。"


def hidden_years_left_out(tabs: Sequence[str]) -> str:
    return f"非表示のシート{''.join(f'「{tab}」' for tab in tabs)}は使っていません。"
