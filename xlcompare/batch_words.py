"""The words of a batch: the files that it makes, its summary's sheets, and why something is left out."""

from __future__ import annotations

from xlcompare import progress_words
from xlcompare.batch import Kind, State

SUFFIXES = {Kind.COMPARISON: "対照表", Kind.PROGRESS: progress_words.AREA_SHEET}
"""What the workbooks' names end with, as those of the single commands `book` and `progress`."""
SUMMARY_BOOK, LOG = "一括作成のまとめ.xlsx", "一括作成の記録.jsonl"

# ── why something is left out ────────────────────────────────────────────────────────────────────────────────────────

HIDDEN = "隠しフォルダー・隠しファイル"
LINK = "リンク（ショートカット）"
LOCK_FILE = "Excelで開かれている印のファイル（開いているブックの、保存済みの内容を読みました）"
BACKUP = "xlcompare が残した控え（.bak）"
OTHER_FORMAT = "読めない形式（.xlsx か .xlsm で保存し直してください）"
NO_FILE = "ファイルではないもの"
CLOSED_FOLDER = "開けないフォルダー（{}）"
OURS = "xlcompare が作ったブック"
NO_YEAR_TAB = "年度のシートがないブック"

# ── the summary ──────────────────────────────────────────────────────────────────────────────────────────────────────

SUMMARY_SHEET, LEFT_OUT_SHEET = "まとめ", "対象外"
SUMMARY_TITLE = "一括作成のまとめ（計画ブック{}冊）"
SUMMARY_COUNTS = "作成済み {}冊　一部のみ {}冊　失敗 {}冊　対象外 {}件"
SUMMARY_HELP = (
    "青い字は、押すとそのブックが開きます（まとめを別の場所に移すと開きません）。"
    "「要確認」は、シート「対応確認」「予算の対応確認」で確かめていただきたい対応の数です。"
    "「確認事項」の中身は、計画ブックごとに xlcompare check で見られます。予算額の単位は千円です。"
)
SUMMARY_COLUMNS = (
    "No.", "計画ブック", "状態", "対照表", "進捗管理表", "新年度", "旧年度", "項目", "変更", "新設",
    "廃止", "移動", "要確認", "予算額（新）", "予算額（旧）", "取組", "KPI", "引継ぎ未了", "確認事項",
    "できなかった理由・備考",
)  # fmt: skip
SUMMARY_TOTAL = "合計"
STATES = {State.MADE: "○ 作成済み", State.PARTLY: "△ 一部のみ", State.FAILED: "× 失敗"}
OPEN = "開く"
ONE_YEAR = "年度のシートが1つなので、対照表はありません。"
LEFT_OUT_TITLE = "対象外としたもの（{}件）"
LEFT_OUT_COLUMNS = ("No.", "ファイル・フォルダー", "理由")
