"""What a person should look at although the work goes on: the lines of `check`. Their place stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare.fiscal_year import era_label
from xlcompare.words import KIND_CHOICES


def text_without_area() -> str:
    return "分野が空欄です（上にも分野がありません）。分野を入力してください。"


def lines_joined() -> str:
    return "文の途中に改行があるため、1つの文としてつなげて読みました。改行を取り除いてください。"


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


# ── the progress workbook ────────────────────────────────────────────────────────────────────────────────────────────


def made(path: str) -> str:
    return f"作成しました：{path}"


def kept_as(path: str) -> str:
    return f"前の表は {path} に残しました。"


def progress_made(year: str, day: str, measures: int, targets: int) -> str:
    return f"{year}の進捗管理表（{day}現在）：取組 {measures}件、KPI・支部目標 {targets}件"


def not_measurable(labels: Sequence[str]) -> str:
    return f"数で測れない目標が{len(labels)}件あります（{'、'.join(labels)}）。シート「KPI一覧」で確かめてください。"


def look_at_unplaced() -> str:
    return "行き先の決まらなかった入力は、シート「引継ぎ未了」にあります。"


def judged(label: str, sentence: str, actual: str, suggested: str, own: str) -> str:
    return f"{label}　{sentence}　実績 {actual}　判定 {suggested}　評価 {own or '（未入力）'}"


def judged_in_all(count: int, rated: int, apart: int) -> str:
    return f"目標 {count}件、評価の入力 {rated}件、判定と異なる評価 {apart}件（評価の入力を優先します）"


def disagreement(place: str, label: str, suggested: str, own: str) -> str:
    return f"{place}: {label} の評価は「{own}」ですが、目標と実績からは「{suggested}」です。"


# ── the buttons in Excel ─────────────────────────────────────────────────────────────────────────────────────────────

# What macros/vba/Press.bas says by code points, before any Python runs.
MACRO_NO_BOOK = (
    "ブックが開かれていません。計画ブックを開き、「編集を有効にする」が出ているときはそれを押してから、"
    "もう一度ボタンを押してください。"
)
MACRO_NO_PYTHON = (
    "ボタンから使う Python が見つかりません。コマンド xlcompare addin check で、原因とすることを確かめてください。"
)
MACRO_NOT_STARTED = (
    "ボタンの仕事を始められませんでした。コマンド xlcompare addin check で、原因とすることを確かめてください。"
)

_INSTALL = "「xlcompare addin install」を実行してください。"


def addin_installed(path: str) -> str:
    return f"ボタンを入れました：{path}。Excel を起動し直すと、タブ「事業計画」が現れます。"


def addin_removed(path: str) -> str:
    return f"ボタンを外しました：{path}。Excel を起動し直すと、タブ「事業計画」が消えます。"


def addin_was_not_there(path: str) -> str:
    return f"ボタンは入っていません（{path} はありません）。"


def addin_is_fine(path: str) -> str:
    return f"ボタンは使えます：{path}"


def addin_not_installed() -> str:
    return f"ボタンが入っていません。{_INSTALL}"


def addin_in_wrong_folder(path: str, startup: str) -> str:
    return f"アドインが Excel の起動フォルダーにありません（{path}）。{startup} に入れるには、{_INSTALL}"


def addin_there_twice(path: str) -> str:
    return f"アドインがもう1つあります（{path}）。ボタンが2組にならないように、そのファイルを削除してください。"


def addin_unreadable(path: str) -> str:
    return (
        f"アドインのファイルを読めないか、xlcompare のものではありません（{path}）。"
        f"そのファイルを削除してから、{_INSTALL}"
    )


def addin_of_other_version(addin: str, package: str) -> str:
    return f"アドインの版（{addin}）が xlcompare の版（{package}）と違います。Excel を閉じて、{_INSTALL}"


def addin_blocked(path: str) -> str:
    return (
        f"Windows がこのファイルのマクロを止めています（{path}）。"
        "ファイルを右クリックして［プロパティ］を開き、［許可する］にチェックを付けて［OK］を押してください。"
    )


def addin_without_python() -> str:
    return f"ボタンから使う Python の場所が決まっていません。{_INSTALL}"


def addin_python_missing(python: str) -> str:
    return f"ボタンから使う Python がありません（{python}）。Python を移したり入れ直したりしたときは、{_INSTALL}"


def addin_package_missing(python: str) -> str:
    return (
        f"ボタンから使う Python（{python}）で xlcompare を使えません。"
        f"その Python に xlcompare を入れ直すか、xlcompare を使える Python で{_INSTALL}"
    )


def addin_other_package(python: str, there: str, here: str) -> str:
    return f"ボタンから使う Python（{python}）の xlcompare の版（{there}）が、この版（{here}）と違います。{_INSTALL}"


def addin_other_xlwings(addin: str, package: str) -> str:
    return f"アドインの中の xlwings の版（{addin}）が、Python の xlwings の版（{package}）と違います。{_INSTALL}"


def addin_script_missing(path: str) -> str:
    return f"Excel から Python を起動するための台本がありません（{path}）。{_INSTALL}"


def addin_book_missing(book: str) -> str:
    return f"{book}: ファイルが見つかりません。名前と場所を確認してください。"


def addin_book_in_cloud(book: str) -> str:
    return (
        f"{book}: OneDrive か SharePoint の中にあります。ボタンが動かないときは、"
        "このパソコンのフォルダー（「C:\\計画」など）に写して開いてください。"
    )


def addin_book_name(book: str, signs: str) -> str:
    return f"{book}: ファイル名に「{signs}」があると、ボタンが動かないことがあります。別の名前にしてください。"


# ── what a template lacks, and what of it can't be shown ─────────────────────────────────────────────────────────────


def template_style_missing(style: str) -> str:
    return f"スタイル「{style}」がないため、標準の書式を使います。"


def template_sheet_missing(sheet: str) -> str:
    return f"シート「{sheet}」がないため、列の幅と用紙は標準のものを使います。"


_STYLE_PARTS = {
    "strike": "取り消し線",
    "script": "上付き・下付き",
    "double_underline": "二重などの下線（一重の下線にします）",
    "gradient": "グラデーション",
    "pattern": "網かけの模様",
    "line_colors": "辺ごとに違うけい線の色（1色にします）",
    "diagonal": "斜めのけい線",
    "rotation": "文字の向き",
    "indent": "字下げ",
    "shrink": "縮小して全体を表示する設定",
    "align": "横位置「選択範囲内で中央」「繰り返し」",
    "valign": "縦位置「両端揃え」「均等割り付け」",
}
_PAGE_PARTS = {
    "paper": "用紙のサイズ（A4とA3のほか）",
    "margins": "余白（広すぎて、表の入る場所が残りません）",
    "width": "列{}の幅（非表示か、狭すぎます）",
    "picture": "ヘッダー・フッターの図",
    "line": "ヘッダー・フッターの文字（長すぎます）",
}


def template_style_loses(style: str, part: str) -> str:
    return f"スタイル「{style}」の{_STYLE_PARTS[part]}は、作る表では使えません。"


def template_style_cuts(style: str) -> str:
    return f"スタイル「{style}」は「折り返して全体を表示する」になっていないため、長い文章が途中で切れます。"


def template_size(style: str, size: float, least: float, most: float, instead: float) -> str:
    return (
        f"スタイル「{style}」の文字の大きさ{size:g}は使えないため、{instead:g}にします。"
        f"{least:g}から{most:g}までにしてください。"
    )


def template_page_loses(sheet: str, part: str, column: str = "") -> str:
    return f"シート「{sheet}」の{_PAGE_PARTS[part].format(column)}は、使えないため標準のものにします。"


def template_cell_apart(style: str) -> str:
    return f"このセルだけ書式が変わっています。作る表には、スタイル「{style}」の書式を使います。"


def template_has_more_problems(book: str, count: int) -> str:
    return f"{book}: ほかに{count}件あります（xlcompare template check で一覧を表示します）。"


# ── the buttons in Excel: questions, and what was done ───────────────────────────────────────────────────────────────


def _quoted(tabs: Sequence[str]) -> str:
    return "".join(f"「{tab}」" for tab in tabs)


def compare_these(old: str, new: str) -> str:
    return f"「{new}」（新）を「{old}」（旧）と比べますか。\n［いいえ］を押すと、ほかの年度をお尋ねします。"


def no_more_years() -> str:
    return "ほかに比べられる年度はありません。何も作らずに終わります。"


def will_be_replaced(tabs: Sequence[str]) -> str:
    return (
        f"シート{_quoted(tabs)}を作り直します。直接書き込んだものは消えます（対応の判定と設定は引き継ぎます）。\n"
        "よろしいですか。"
    )


def sheets_made(tabs: Sequence[str], new: str, old: str) -> str:
    return f"シート{_quoted(tabs)}を作りました（新：{new}　旧：{old}）。"


def other_name(wanted: str, given: str) -> str:
    return f"「{wanted}」という名前のシートがあるため、「{given}」という名前にしました。"


def look_at_pairs(count: int, sheet: str) -> tuple[str, ...]:
    text = f"確かめていただきたい対応が{count}件あります。シート「{sheet}」の色の付いた行をご覧ください。"
    return (text,) if count else ()


def decisions_followed(count: int, unmet: int) -> str:
    return f"対応の判定{count}件を引き継ぎました（うち相手の項目が見つからないもの{unmet}件）。"


def press_check(count: int) -> str:
    return f"計画に確認していただきたい点が{count}件あります（［計画の点検］で一覧を表示します）。"


def progress_is_there(book: str) -> str:
    return (
        f"「{book}」がすでにあります。入力したものを引き継いで作り直しますか。\n"
        "（今の表は、名前の終わりが .bak.xlsx の控えに残します。）"
    )


def progress_is_open(book: str) -> str:
    return f"「{book}」を開いています。上書き保存して閉じ、作り直します。よろしいですか。"


def file_is_there(file: str) -> str:
    return f"「{file}」がすでにあります。上書きしてもよろしいですか。"


def preview_by_hand(sheet: str) -> str:
    return f"シート「{sheet}」を表示しました。［ファイル］→［印刷］で印刷プレビューをご覧ください。"


def no_problems(book: str) -> str:
    return f"{book}：確認事項はありません。"


def problems_found(count: int) -> str:
    return f"確認事項：{count}件"


def list_the_problems(count: int, sheet: str) -> str:
    return f"ほかに{count}件あります。すべてを一覧にしたシート「{sheet}」を作りますか。"


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
