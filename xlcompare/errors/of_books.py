"""The workbook file: missing, damaged, unsafe, or no workbook."""

from __future__ import annotations

from xlcompare.errors.base import BookError


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


def book_unexpected(book: str, reason: str) -> BookError:
    return BookError(
        f"このプログラムの誤りのため、このブックを読めません（{reason}）。ブックを添えて、配布元に知らせてください。",
        book=book,
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


def too_many_elements(book: str, sheet: str, called: str, found: int, most: int) -> BookError:
    return BookError(
        f"{called}が多すぎます（{found:,}個、上限は{most:,}個）。使っていない行や列、書式を削除して保存し直してください。",
        book=book,
        sheet=sheet,
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


def book_encoding(book: str, part: str) -> BookError:
    return BookError(
        f"ブックの部品「{part}」がUTF-8以外の文字コードで書かれているので読めません。Excelで開いて、保存し直してください。",
        book=book,
    )


def book_takes_no_sheet(book: str, reason: str) -> BookError:
    why, remedy = {
        "signed": ("電子署名が無効になる", "［ファイル］→［情報］で署名を削除し"),
        "locked": ("ブックの構成が保護されている", "［校閲］→［ブックの保護］で保護を解除し"),
        "strict": ("「Strict Open XML」形式である", "「Excelブック（*.xlsx）」として保存し直し"),
    }[reason]
    return BookError(f"{why}ため、シートを追加できません。Excelで{remedy}てから、もう一度実行してください。", book=book)


_LOOKS = {
    "cellXfs": "セルの書式",
    "fonts": "フォントの設定",
    "fills": "塗りつぶし",
    "borders": "けい線",
    "dxfs": "条件付き書式の書式",
}


def too_many_looks(book: str, group: str, limit: int) -> BookError:
    """`group` is a key of `_LOOKS`."""
    return BookError(
        f"{_LOOKS[group]}の種類がExcelの上限（{limit:,}）を超えるため、シートを追加できません。"
        "要らないシートをExcelで削除して保存するか、-o で別のブックに作ってください。",
        book=book,
    )


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


def no_standard_template(book: str) -> BookError:
    return BookError(
        "標準のテンプレートが、xlcompare の templates フォルダーにありません。xlcompare を入れ直してください。",
        book=book,
    )


def no_template(book: str) -> BookError:
    return BookError(
        "xlcompare のスタイル（「対照表 本文」など）が1つもないため、テンプレートとして使えません。"
        "コマンド xlcompare template export で標準のものを書き出し、それを直してください。",
        book=book,
    )
