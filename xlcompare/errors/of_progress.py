"""Progress workbooks: not one of ours, changed where it may not be, or asked for the wrong time."""

from __future__ import annotations

from xlcompare.errors.base import OutputError, PlanError


def no_progress_book(book: str) -> PlanError:
    return PlanError(
        "xlcompare で作成した進捗管理表ではありません（シート「計画の控え」がありません）。"
        "作成したときのブックを使ってください。",
        book=book,
    )


def record_changed(book: str, sheet: str) -> PlanError:
    return PlanError(
        "シート「計画の控え」が書き換えられているため、入力を引き継げません。書き換える前のブックを使ってください。",
        book=book,
        sheet=sheet,
    )


def table_unreadable(book: str, sheet: str) -> PlanError:
    return PlanError(
        "表の見出し（「実施内容」「進捗状況」「評価」など）が見つからないため、入力を読めません。"
        "見出しを元に戻すか、Excelで開いて上書き保存してから、もう一度実行してください。",
        book=book,
        sheet=sheet,
    )


def unplaced_unreadable(book: str, sheet: str) -> PlanError:
    return PlanError(
        "表の見出し（「元の場所」「入力されていた内容」など）が見つからないため、残っている行を読めません。"
        "見出しを元に戻すか、必要なものを写してから、このシートを削除してください。",
        book=book,
        sheet=sheet,
    )


def formula_unread(book: str, sheet: str, cell: str) -> PlanError:
    return PlanError(
        "式の結果が計算されていないため、入力を読めません。Excelで開いて上書き保存してから、もう一度実行してください。",
        book=book,
        sheet=sheet,
        cell=cell,
    )


def two_tables(book: str, sheet: str, other: str) -> PlanError:
    return PlanError(
        f"シート「{other}」と同じ表で、入力が違います。使うほうを残し、もう一方のシートを削除してください。",
        book=book,
        sheet=sheet,
    )


def setting_unreadable(book: str, sheet: str, cell: str, name: str, found: str) -> PlanError:
    return PlanError(
        f"「{name}」の「{found}」を読めません。日付は「2021/9/30」、割合は「5%」のように入力してください。",
        book=book,
        sheet=sheet,
        cell=cell,
    )


def rating_marks(book: str, sheet: str) -> PlanError:
    return PlanError(
        "評価の記号は、1～5と言葉のある行のすべてに、互いに違うものを入力してください。",
        book=book,
        sheet=sheet,
    )


def year_unknown(book: str, sheet: str) -> PlanError:
    return PlanError(
        "シート名から年度が分かりません。「令和3年度」のような名前にしてください。", book=book, sheet=sheet
    )


def no_year_tab(book: str) -> PlanError:
    return PlanError("年度のシートがありません。「令和3年度」のような名前を付けてください。", book=book)


def day_unreadable(found: str) -> PlanError:
    return PlanError(f"基準日「{found}」を読めません。「2021-09-30」のように書いてください。")


def day_outside(found: str, year: str) -> PlanError:
    return PlanError(f"基準日「{found}」は{year}の期間（4月1日から翌年3月31日まで）にありません。")


def before_previous(book: str, found: str, previous: str) -> PlanError:
    return PlanError(
        f"基準日「{found}」は、前の進捗管理表の期（{previous}）より前です。"
        "基準日を直すか、その前の表（.bak.xlsx など）から、別の名前で作り直してください。",
        book=book,
    )


def previous_is_newer(book: str) -> PlanError:
    return PlanError("前の進捗管理表の年度が、作成する年度より後です。年度のシートを確認してください。", book=book)


def previous_is_out(book: str) -> OutputError:
    return OutputError(
        "--previous と -o に同じブックが指定されています。同じブックに作り直すときは --previous を付けないでください"
        "（入力は引き継がれ、元のブックは 名前.bak.xlsx に残ります）。",
        book=book,
    )


def would_lose_typed(book: str, count: int) -> OutputError:
    return OutputError(
        f"入力済みの進捗管理表（{count}件）があります。上書きしないように中止しました。"
        "これを --previous に指定して別の名前で作るか、--previous を付けずに実行して引き継いでください。",
        book=book,
    )
