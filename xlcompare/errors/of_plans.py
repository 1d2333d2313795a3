"""What stands in the year tabs, in the settings and in the corrections."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare.errors.base import BookError, PlanError


def too_few_years(book: str, tabs: Sequence[str], found: Sequence[str]) -> PlanError:
    have = f"年度のシートは「{found[0]}」だけです" if found else "年度のシートがありません"
    return PlanError(
        f"{have}（シート：{'、'.join(tabs[:8])}）。比べる2つの年度のシートに「令和3年度」「令和2年度」のような名前を付けてください。",
        book=book,
    )


def years_hidden(book: str, found: Sequence[str], hidden: Sequence[str]) -> PlanError:
    have = f"表示されている年度のシートは「{found[0]}」だけです" if found else "表示されている年度のシートがありません"
    named = "".join(f"「{tab}」" for tab in hidden)
    return PlanError(
        f"{have}。非表示のシート{named}を使うときは、再表示するか、コマンドの --old か --new で指定してください。",
        book=book,
    )


def same_year_twice(book: str, tabs: Sequence[str], label: str) -> PlanError:
    return PlanError(
        f"シート{'と'.join(f'「{tab}」' for tab in tabs)}がどちらも{label}です。"
        "使わないシートの名前を変えるか、コマンドの --old と --new で使うシートを指定してください。",
        book=book,
    )


def tab_missing(book: str, wanted: str, tabs: Sequence[str]) -> PlanError:
    return PlanError(
        f"シート「{wanted}」がありません（シート：{'、'.join(tabs[:8])}）。シート名を確認してください。", book=book
    )


def no_content_column(book: str, sheet: str, *, empty: bool) -> PlanError:
    if empty:
        return PlanError(
            "シートに何も入力されていません。計画を入力するか、別のシートを使ってください。", book=book, sheet=sheet
        )
    return PlanError(
        "1～20行目に見出し「内容」の列がありません。計画の文章の列の見出しを「内容」（または「実施内容」「取組内容」「事業計画」）にしてください。",
        book=book,
        sheet=sheet,
    )


def columns_doubled(book: str, sheet: str, name: str, titles: Sequence[tuple[str, str]], letters: str) -> PlanError:
    """`titles`: cell and text of each; `letters`: of the column that the example chooses."""
    named = "と".join(f"{cell}「{title}」" for cell, title in titles)
    return PlanError(
        f"{named}は、どちらも「{name}」の列に当たります。使わない列の見出しを変えるか非表示にするか、"
        f"使う列をコマンドの --columns {name}={letters} またはシート「対照表の設定」の「使う列」で選んでください。",
        book=book,
        sheet=sheet,
        cell=titles[0][0],
    )


def column_not_there(book: str, sheet: str, name: str, said: str) -> PlanError:
    return PlanError(
        f"「{name}」に選ばれた列「{said}」がありません。列の記号（D など）か、見出しの文字で選んでください。",
        book=book,
        sheet=sheet,
    )


def columns_unreadable(said: str, known: Sequence[str]) -> PlanError:
    return PlanError(
        f"使う列の指定「{said}」を読めません。「内容=D、予算額=H」のように書いてください（選べるもの：{'・'.join(known)}）。"
    )


def empty_tab(book: str, sheet: str, cell: str) -> PlanError:
    return PlanError(
        "見出し「内容」の下に文章がありません。計画を入力するか、別のシートを使ってください。",
        book=book,
        sheet=sheet,
        cell=cell,
    )


def unknown_setting(book: str, name: str, found: str, offered: Sequence[str]) -> PlanError:
    return PlanError(
        f"設定「{name}」の値「{found}」は使えません。{'・'.join(offered)}のどれかにしてください。", book=book
    )


def setting_missing(book: str, found: str, known: Sequence[str]) -> PlanError:
    return PlanError(
        f"設定「{found}」はありません。設定の名前は{''.join(f'「{name}」' for name in known)}です。", book=book
    )


def unknown_judgement(book: str, sheet: str, cell: str, found: str) -> PlanError:
    return PlanError(
        f"判定「{found}」は使えません。「自動」「対応する」「対応しない」のどれかを選んでください。",
        book=book,
        sheet=sheet,
        cell=cell,
    )


def unknown_address(book: str, sheet: str, cell: str, found: str) -> PlanError:
    return PlanError(
        f"番地「{found}」の項目はこのシートの一覧にありません。対応させる項目の行から番地をそのまま写してください"
        "（1つのセルに複数の項目があるときは「B5-3」のように何行目かまで書きます）。",
        book=book,
        sheet=sheet,
        cell=cell,
    )


def settings_line(book: str, number: int, found: str) -> BookError:
    return BookError(f"{number}行目「{found}」を読めません。「用紙 = A3横」のように書いてください。", book=book)


def settings_unreadable(book: str) -> BookError:
    return BookError(
        "設定ファイルを読めません。UTF-8 のテキスト（「用紙 = A3横」のような行）か、Excel ブックを指定してください。",
        book=book,
    )


def no_other_year(book: str, tab: str, *, is_new: bool) -> PlanError:
    wanted, option = ("前", "--old") if is_new else ("後", "--new")
    return PlanError(
        f"「{tab}」より{wanted}の年度のシートがありません。シートに「令和3年度」のような名前を付けるか、"
        f"コマンドの {option} でシートを指定してください。",
        book=book,
    )


def same_tab(book: str, tab: str) -> PlanError:
    return PlanError(
        f"新旧に同じシート「{tab}」が指定されています。--old と --new に別々のシートを指定してください。", book=book
    )


def revisions_alone(book: str) -> PlanError:
    return PlanError(
        "--revisions は1つのシートの見え消しの前と後を比べます。--old・--new・OTHER と一緒には指定できません。",
        book=book,
    )


def no_revisions(book: str, sheet: str) -> PlanError:
    return PlanError(
        "取り消し線の付いた文字がないため、見え消しの前と後を比べられません。シート名を確認してください。",
        book=book,
        sheet=sheet,
    )


def amounts_unread(book: str, sheet: str, cell: str, found: str, count: int) -> PlanError:
    if found.startswith(("=", "#")):
        return _without_value(book, sheet, cell, found, count, "予算の合計を出せません")
    return PlanError(
        f"予算「{found}」の金額を数として読めないため、合計を出せません{_and_more(count)}。"
        "数だけを入力してください（例: 9818）。",
        book=book,
        sheet=sheet,
        cell=cell,
    )


def text_unread(book: str, sheet: str, cell: str, found: str, count: int) -> PlanError:
    return _without_value(book, sheet, cell, found, count, "計画を読めません")


def _without_value(book: str, sheet: str, cell: str, found: str, count: int, so: str) -> PlanError:
    """A cell holds the error `found`, or a formula without a result."""
    if found.startswith("#"):
        said = f"計算結果がエラー（{found}）のため、{so}{_and_more(count)}。数式を直してください。"
    else:
        so = f"{so}{_and_more(count)}"
        said = f"数式の計算結果がブックに保存されていないため、{so}。Excel で開いて上書き保存してください。"
    return PlanError(said, book=book, sheet=sheet, cell=cell)


def _and_more(count: int) -> str:
    return f"（ほかに{count - 1}件）" if count > 1 else ""


def no_budget(book: str, old: str, new: str) -> PlanError:
    return PlanError(
        f"シート「{old}」「{new}」に予算の行がありません。「予算取組」と「予算額（千円）」の列に入力してください。",
        book=book,
    )
