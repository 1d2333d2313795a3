"""What can go wrong, said so that a person knows what to do next.

This is the only place where such sentences are built. Each names where it happened (file, tab, cell), what was found
and what to do. The classes differ in what a program may do about them; people only ever see the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence


class XlcompareError(Exception):
    """Any failure that is explained to the user; `str()` is one complete Japanese sentence (or a few)."""

    def __init__(self, message: str, *, book: str = "", sheet: str = "", cell: str = "") -> None:
        self.book, self.sheet, self.cell, self.message = book, sheet, cell, message
        super().__init__(message)

    def __str__(self) -> str:
        return f"{where(self.book, self.sheet, self.cell)}{self.message}"


class BookError(XlcompareError):
    """The workbook file itself can't be used: missing, damaged, locked, or not a workbook."""


class PlanError(XlcompareError):
    """The workbook opens, but its tabs don't hold what a plan book holds."""


class OutputError(XlcompareError):
    """The result can't be written where it should go. Nothing was written."""


class InternalError(XlcompareError):
    """A promise of this program was broken; the result is withheld rather than wrong."""


def where(book: str, sheet: str = "", cell: str = "") -> str:
    """The place in front of a sentence: 「岡山.xlsx 令和3年度!H42: 」, as much of it as is known."""
    tab = f"{sheet}!{cell}" if sheet and cell else sheet or cell
    place = " ".join(part for part in (book, tab) if part)
    return f"{place}: " if place else ""


# ── the workbook file ──────────────────────────────────────────────────────────────────────────────────────────────


def book_missing(book: str) -> BookError:
    return BookError("ファイルが見つかりません。ファイル名と場所を確認してください。", book=book)


def book_unreadable(book: str, reason: str) -> BookError:
    return BookError(
        f"ファイルを開けません（{reason}）。閲覧の権限と、ネットワークドライブの接続を確認してください。", book=book
    )


def book_is_a_folder(book: str) -> BookError:
    return BookError(
        "フォルダーなど、ファイルではないものです。Excelブック（.xlsx または .xlsm）を指定してください。", book=book
    )


def book_empty(book: str) -> BookError:
    return BookError(
        "ファイルの中身が空（0バイト）です。元のファイルをもう一度コピーするか、受け取り直してください。", book=book
    )


def book_cut_short(book: str) -> BookError:
    return BookError(
        "ファイルが途中で切れているか、壊れています。元のファイルをもう一度コピーするか、受け取り直してください。",
        book=book,
    )


def book_password(book: str) -> BookError:
    return BookError(
        "パスワードで保護されています。Excelで開き、［ファイル］→［情報］→［ブックの保護］でパスワードを外して保存してください。",
        book=book,
    )


_KINDS = {
    "xls": "古い形式のExcelブック（.xls）",
    "xlsb": "バイナリ形式のExcelブック（.xlsb）",
    "ods": "OpenDocument形式の表（.ods）",
    "xml2003": "XMLスプレッドシート 2003形式のファイル",
    "html": "Webページ（HTML）",
    "csv": "文字だけのファイル（CSVなど）",
    "pdf": "PDF",
    "zip": "Excelブックを含まない圧縮ファイル（ZIP）",
    "other": "Excelブックではないファイル",
}


def not_a_workbook(book: str, kind: str) -> BookError:
    """`kind` is a key of `_KINDS`: what the content is, whatever the file's name says."""
    if kind in ("pdf", "zip", "other"):
        advice = "Excelブック（.xlsx または .xlsm）を指定してください。"
    else:
        advice = "Excelで開き、［名前を付けて保存］で「Excelブック（*.xlsx）」を選んで保存し直してください。"
    return BookError(f"中身は{_KINDS[kind]}なので読めません。{advice}", book=book)


def book_too_large(book: str, found: int, limit: int, unit: str) -> BookError:
    return BookError(
        f"ブックが大きすぎます（展開すると{found:,}{unit}、上限は{limit:,}{unit}）。"
        "要らないシートや画像を除いて保存し直してください。",
        book=book,
    )


def book_inflates(book: str, part: str, ratio: int) -> BookError:
    return BookError(
        f"圧縮された部品「{part}」が展開すると{ratio:,}倍に膨らむため、安全のため開きません。"
        "送り主に確かめ、Excelで保存し直したものを受け取ってください。",
        book=book,
    )


def book_unsafe_name(book: str, part: str) -> BookError:
    return BookError(
        f"ブックの中に、あってはならない名前の部品「{part}」があるため、安全のため開きません。"
        "送り主に確かめ、Excelで保存し直したものを受け取ってください。",
        book=book,
    )


def book_doctype(book: str, part: str) -> BookError:
    return BookError(
        f"ブックの部品「{part}」に、Excelが書かない文書型宣言（DOCTYPE）があるため、安全のため開きません。"
        "送り主に確かめ、Excelで保存し直したものを受け取ってください。",
        book=book,
    )


def book_damaged(book: str, part: str, sheet: str = "") -> BookError:
    return BookError(
        f"ブックの部品「{part}」が壊れていて読めません。Excelで開いて（修復を勧められたら応じて）、保存し直してください。",
        book=book,
        sheet=sheet,
    )


def book_takes_no_sheet(book: str, reason: str) -> BookError:
    why, remedy = {
        "signed": ("電子署名が無効になる", "［ファイル］→［情報］で署名を削除し"),
        "locked": ("ブックの構成が保護されている", "［校閲］→［ブックの保護］で保護を解除し"),
        "strict": ("「Strict Open XML」形式である", "「Excelブック（*.xlsx）」として保存し直し"),
    }[reason]
    return BookError(f"{why}ため、シートを追加できません。Excelで{remedy}てから、もう一度実行してください。", book=book)


def cell_outside(book: str, sheet: str, cell: str) -> BookError:
    return BookError(
        f"セル「{cell}」はExcelの表の範囲（A1:XFD1048576）の外です。Excelで開いて保存し直してください。",
        book=book,
        sheet=sheet,
    )


def cells_too_far_apart(book: str, sheet: str, area: str) -> BookError:
    return BookError(
        f"値の入ったセルが広く散らばりすぎていて読めません（{area}）。"
        "Excelで［Ctrl］+［End］を押して離れたセルを見つけ、要らない値を行・列ごと削除して保存してください。",
        book=book,
        sheet=sheet,
    )


def book_text_index(book: str, sheet: str, found: str) -> BookError:
    return BookError(
        f"文字列の番号「{found}」が文字列の一覧にないため、セルの文字を読めません。Excelで開いて保存し直してください。",
        book=book,
        sheet=sheet,
    )


# ── the year tabs ──────────────────────────────────────────────────────────────────────────────────────────────────


def too_few_years(book: str, tabs: Sequence[str], found: Sequence[str]) -> PlanError:
    have = f"年度のシートは「{found[0]}」だけです" if found else "年度のシートがありません"
    return PlanError(
        f"{have}（シート：{'、'.join(tabs[:8])}）。比べる2つの年度のシートに「令和3年度」「令和2年度」のような名前を付けてください。",
        book=book,
    )


def same_year_twice(book: str, tabs: Sequence[str], label: str) -> PlanError:
    return PlanError(
        f"シート{'と'.join(f'「{tab}」' for tab in tabs)}がどちらも{label}です。"
        "使うシートを --old と --new で指定するか、使わないシートの名前を変えてください。",
        book=book,
    )


def tab_missing(book: str, wanted: str, tabs: Sequence[str]) -> PlanError:
    return PlanError(
        f"シート「{wanted}」がありません（シート：{'、'.join(tabs[:8])}）。シート名を確認してください。", book=book
    )


def no_content_column(book: str, sheet: str, *, empty: bool) -> PlanError:
    if empty:
        return PlanError(
            "シートに何も入力されていません。計画を入力するか、別のシートを指定してください。", book=book, sheet=sheet
        )
    return PlanError(
        "1～20行目に見出し「内容」の列がありません。計画の文章の列の見出しを「内容」（または「実施内容」「取組内容」「事業計画」）にしてください。",
        book=book,
        sheet=sheet,
    )


def empty_tab(book: str, sheet: str, cell: str) -> PlanError:
    return PlanError(
        "見出し「内容」の下に文章がありません。計画を入力するか、別のシートを指定してください。",
        book=book,
        sheet=sheet,
        cell=cell,
    )


# ── the result ─────────────────────────────────────────────────────────────────────────────────────────────────────


def output_folder_missing(book: str, folder: str) -> OutputError:
    return OutputError(
        f"保存先のフォルダー「{folder}」がありません。フォルダーを作るか、別の場所を指定してください。", book=book
    )


def output_is_folder(book: str) -> OutputError:
    return OutputError(
        "同じ名前のフォルダーなどがあるため、保存できません。別のファイル名を指定してください。", book=book
    )


def output_is_input(book: str) -> OutputError:
    return OutputError("比べる元のファイルには上書きしません。別のファイル名を指定してください。", book=book)


def output_open(book: str, lock: str = "") -> OutputError:
    """`lock` is the file beside the book that says so; a crash leaves it behind."""
    hint = f"（開いていないときは、同じフォルダーの「{lock}」を削除してください。）" if lock else ""
    return OutputError(f"「{book}」は Excel で開かれています。閉じてからもう一度実行してください。{hint}")


def output_not_writable(book: str, folder: str) -> OutputError:
    return OutputError(
        f"フォルダー「{folder}」のこのファイルに書き込めません。書き込みの権限と「読み取り専用」の設定を確認するか、別の場所を指定してください。",
        book=book,
    )


def output_disk_full(book: str, folder: str) -> OutputError:
    return OutputError(
        f"「{folder}」のディスクの空き容量が足りません。不要なファイルを削除するか、別の場所を指定してください。",
        book=book,
    )


def output_failed(book: str, reason: str) -> OutputError:
    return OutputError(
        f"保存できません（{reason}）。保存先の名前と、ネットワークドライブの接続を確認してください。", book=book
    )


def no_room_to_work(folder: str, reason: str) -> OutputError:
    return OutputError(
        f"作業用フォルダー「{folder}」に書き込めません（{reason}）。ディスクの空き容量を確認してください。"
    )


def result_withheld(reason: str, *, sheet: str = "", cell: str = "") -> InternalError:
    """`reason` is English, for whoever mends the program."""
    return InternalError(
        f"このプログラムの誤りのため、結果を保存しませんでした（{reason}）。この文を添えて、配布元に知らせてください。",
        sheet=sheet,
        cell=cell,
    )


def unknown_setting(book: str, name: str, found: str, offered: Sequence[str]) -> PlanError:
    return PlanError(
        f"設定「{name}」の値「{found}」は使えません。{'・'.join(offered)}のどれかにしてください。", book=book
    )


def items_not_accounted_for(book: str, count: int) -> InternalError:
    return InternalError(
        f"対照表に{count}項目が一度ずつ載らなかったため、作成を中止しました。お手数ですが、計画ブックを添えて開発者へご連絡ください。",
        book=book,
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
        f"「{tab}」より{wanted}の年度のシートがありません。{option} でシートを指定してください。", book=book
    )


def same_tab(book: str, tab: str) -> PlanError:
    return PlanError(
        f"新旧に同じシート「{tab}」が指定されています。--old と --new に別々のシートを指定してください。", book=book
    )


def outputs_are_one(book: str) -> OutputError:
    return OutputError("-o と --json に同じファイルが指定されています。別々の名前にしてください。", book=book)


def output_is_no_xlsx(book: str) -> OutputError:
    return OutputError("作成するブックの名前は、末尾を .xlsx にしてください。", book=book)


def output_is_not_ours(book: str) -> OutputError:
    return OutputError(
        "同じ名前の、xlcompare が作ったものではないファイルがあります。上書きしないように中止しました。"
        "別の名前を指定してください。",
        book=book,
    )


def budget_not_accounted_for(book: str, tab: str, own: float, total: float) -> InternalError:
    return InternalError(
        f"予算対照表の合計（{total:,.10g}）がシートの予算額の和（{own:,.10g}）と一致しないため、作成を中止しました。"
        "お手数ですが、計画ブックを添えて開発者へご連絡ください。",
        book=book,
        sheet=tab,
    )


def amounts_unread(book: str, sheet: str, cell: str, found: str, count: int) -> PlanError:
    more = f"（ほかに{count - 1}件）" if count > 1 else ""
    return PlanError(
        f"予算「{found}」の金額を数として読めないため、合計を出せません{more}。数だけを入力してください（例: 9818）。",
        book=book,
        sheet=sheet,
        cell=cell,
    )


def no_budget(book: str, old: str, new: str) -> PlanError:
    return PlanError(
        f"シート「{old}」「{new}」に予算の行がありません。「予算取組」と「予算額（千円）」の列に入力してください。",
        book=book,
    )
