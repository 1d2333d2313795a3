"""Every Japanese word that is looked for in, or written to, a workbook.

Sentences for people are built in `errors`; regular expressions about marks live with the code that explains them.
"""

from __future__ import annotations

# ── the plan book's columns (docs/glossary.md); names are compared after NFKC and without white space ────────────────

AREA, HEADING, SUBHEADING, KIND, CONTENT = "分野", "項目", "小項目", "区分", "内容"
OWNER, METHOD, BUDGET_NAME, BUDGET_AMOUNT = "担当", "方法・スケジュール", "予算取組", "予算額"

COLUMN_NAMES = {
    AREA: (AREA,),
    HEADING: (HEADING, "重点項目"),
    SUBHEADING: (SUBHEADING,),
    KIND: (KIND, "種別"),
    CONTENT: (CONTENT, "実施内容", "実施内容(計画)", "取組内容", "事業計画"),
    OWNER: (OWNER, "担当グループ", "担当G"),
    METHOD: (METHOD, "方法", "スケジュール"),
    BUDGET_NAME: (BUDGET_NAME, "取組(予算)"),
    BUDGET_AMOUNT: (BUDGET_AMOUNT, "予算"),
}
TITLES_BELOW_TITLES = ("番号", "No", "No.", "№", "記号", "本文", "文章", "内容")
"""What stands below a merged title and says of its columns nothing that counts here."""
METHODS_APART = ("方法", "スケジュール")
THOUSAND_YEN = "千円"
YEN_UNITS = {"円": 0.001, THOUSAND_YEN: 1.0, "百万円": 1000.0}
"""Thousands of yen in one of the unit that a budget column's header names in brackets."""
SHOWN_FOR = "{}（値は{}）"
"""What a cell shows, and what it holds."""

BY_SUM, BY_REPEAT, BY_STRIKE = "合計の行", "くり返しの見出し", "取り消し線の文字"
BY_COLUMN, BY_HIDDEN, BY_MERGE = "使わない列", "非表示の列", "結合で隠れた金額"
BY_NUMBER = "通し番号"
"""Rules that keep filled cells of a year tab out of a plan."""

SUM_NAMES = ("小計", "合計", "計", "総計", "総合計")
"""Names of lines that are sums of others, in a plan's budget column."""
KIND_NAMES = {
    "見出し": "heading",
    "取組": "measure",
    "実施内容": "measure",
    "KPI": "kpi",
    "支部目標": "target",
    "目標": "target",
    "説明": "note",
    "注": "note",
    "備考": "note",
}
KIND_CHOICES = "見出し・取組・KPI・支部目標・説明"
KPI_LABEL = "《ＫＰＩ》"
FISCAL_YEAR = "年度"

# ── the comparison sheet ─────────────────────────────────────────────────────────────────────────────────────────────

COMPARISON_SHEET = "新旧対照表"
REVIEW_SHEET = "対応確認"
SETTINGS_SHEET = "対照表の設定"

ADDED, DROPPED, UNCHANGED = "（新設）", "（削る）", "（略）"
MOVED = "移動"
MOVED_AWAY, MOVED_HERE = "移動{}", "{}から移動"
CONTINUED = "（続き）"
NEW_SIDE, OLD_SIDE = "新", "旧"
BEFORE_REVISION, AFTER_REVISION = "見え消し前", "見え消し後"
BETWEEN_MARKS = "・"
TITLE = "{year}　{branch}事業計画（新旧対照表）案"
LEGEND_BRANCH = "（傍線部分は変更部分。「移動①」の項目は、「①から移動」とある欄へ移したもの。）"
LEGEND_MINISTRY = "（傍線部分は改正部分）"
CHANGE_NAMES = {
    "same": "同一",
    "changed": "変更",
    "renumbered": "番号・記号のみ変更",
    "added": "新設",
    "dropped": "廃止",
}
COUNTS = (
    "件数：同一 {same}　変更 {changed}　番号・記号のみ変更 {renumbered}　新設 {added}　廃止 {dropped}　"
    "（うち移動 {moved}、{blocks}か所）"
)
PROOF = (
    "照合：{new_tab} {new_count}項目・{old_tab} {old_count}項目は、それぞれ一度ずつ、もれなく重複なく掲載されています"
    "（分野名を含む）。"
)
PROOF_PARTLY = (
    "照合：読み取れた{new_tab} {new_count}項目・{old_tab} {old_count}項目は、"
    "それぞれ一度ずつ掲載されています（分野名を含む）。"
)
CELLS_READ = "見出しより下の入力セル：{tabs}。読み取れなかったセルはありません。"
CELLS_OF, ALL_CELLS = "{tab} {cells}", "{filled}個すべて読み取り"
CELLS_BUT, CELLS_BY_RULE = "{filled}個＝読み取り{read}個＋除外（{rules}）", "{rule}{count}個"
CELLS_MISSED = "照合できません：{tab}のセル{cells}は、どの列のものか分からず、この表に入っていません。"
AND_CELLS = " ほか{count}個"
"""What became of the cells below a tab's header: the second half of a proof."""

# ── the budget sheets ────────────────────────────────────────────────────────────────────────────────────────────────

BUDGET_SHEET, BUDGET_CHART_SHEET, BUDGET_REVIEW_SHEET = "予算対照表", "予算の動き", "予算の対応確認"
BUDGET_TITLE = "{year}　{branch}予算対照表（案）"
FIRST_BUDGET = "当初予算"
BUDGET_UNIT, BUDGET_UNIT_ALONE = "（単位：千円、％。いずれも{kind}）", "（単位：千円、％）"
BUDGET_COLUMNS = (
    "項目", "取組（{new}）", "予算額 A", "取組（{old}）", "予算額 B", "増減 A−B", "増減率", "構成比", "備考",
)  # fmt: skip
BUDGET_FROM = "（旧：{}）"
SUBTOTAL, AREA_TOTAL, TOTAL = "小計", "計　{}", "合計"
NO_HEADING = "（項目なし）"
NEW_LINE, ENDED_LINE = "新規", "廃止"
UP, DOWN, EVEN, FROM_NOTHING, TO_NOTHING, NOTHING = "増", "減", "同額", "皆増", "皆減", "－"
BUDGET_PROOF = (
    "照合：合計は、{new_tab}の予算額{new_count}件の和（{new_total}）、{old_tab}の予算額{old_count}件の和（{old_total}）と"
    "一致しています。"
)
BUDGET_LEFT_OUT = "注：{tab}の小計・合計などの行（{count}行）は、予算額に数えていません。"
BUDGET_CONVERTED = "注：{tab}の予算額は、{unit}単位の列を千円に換算したものです。"
CHART_BY_AREA, CHART_CHANGES = "分野別の予算額（千円）", "増減の大きい取組（千円）"
CHART_AREA, CHART_LINE = "分野", "取組"

# ── 対応確認: people's corrections ───────────────────────────────────────────────────────────────────────────────────

AUTO, PAIRED, NOT_PAIRED = "自動", "対応する", "対応しない"
DECISIONS = (AUTO, PAIRED, NOT_PAIRED)
STATE, CHANGE, LIKENESS, JUDGEMENT = "状態", "変更", "一致度", "判定"
OLD_CELL, OLD_HEADING, OLD_TEXT, OLD_CELL_THEN = "旧セル", "旧の項目", "旧の内容", "旧セル（作成時）"
NEW_CELL, NEW_HEADING, NEW_TEXT, NEW_CELL_THEN = "新セル", "新の項目", "新の内容", "新セル（作成時）"
REVIEW_COLUMNS = (
    STATE, CHANGE, OLD_CELL, OLD_HEADING, OLD_TEXT, NEW_CELL, NEW_HEADING, NEW_TEXT, LIKENESS, JUDGEMENT,
    OLD_CELL_THEN, NEW_CELL_THEN,
)  # fmt: skip
DOUBTFUL, DECIDED, SETTLED, ORPHAN = "要確認", "判定済み", "", "対象なし"
REVIEW_TITLE = "対応確認（{new}と{old}の対応）"
BUDGET_REVIEW_TITLE = "予算の対応確認（{new}と{old}の対応）"
REVIEW_HELP = (
    "色の付いた行から確認してください。正しくない対応は「判定」を「対応しない」に、対応させたい相手があるときは、その"
    "「旧セル」「新セル」の番地を書き換えて「対応する」にします。元に戻すときは「自動」にします。次回の作成で反映されます。"
)
NOT_PRINTED = (
    "このシートは、ブック全体を印刷しても印刷されません（印刷するときは［ページ レイアウト］→［印刷範囲のクリア］）。"
)
REVIEW_ORPHANS = "次の判定は、相手の項目が見つからないため使われていません（削除されるまで引き継がれます）。"

MARK_NAME = "xlcompare_mark"
"""The hidden name, in a generated sheet's own scope, that says what the sheet is: ="comparison"."""

# ── settings: field, name on the sheet, values (label → value; the first is the default), what it does ───────────────

DEFAULT_FONT, AS_TEMPLATE = "ＭＳ 明朝", "テンプレートに合わせる"
SETTINGS_TITLE = "対照表の設定"
SETTINGS_HELP = (
    "「値」を選び直して保存し、もう一度作成すると反映されます（設定だけを別のファイルに入れて使うこともできます）。"
)
SETTING, VALUE, CHOICES_TITLE, MEANING = "設定", "値", "選べる値", "説明"
FREE = "（自由に入力）"
SETTINGS: tuple[tuple[str, str, dict[str, str], str], ...] = (
    ("style", "様式", {"支部": "branch", "省庁": "ministry"},
     "「支部」は全文を載せます。「省庁」は変更のない項目を（略）とし、新設・廃止を（新設）（削る）で示します。"),
    ("order", "列の順", {"新を左": "new", "旧を左": "old"}, "新しい年度の欄を左右どちらに置くか。"),
    ("wholly", "新設・廃止の相手の欄", {"様式に合わせる": "", "空白": "blank", "（新設）（削る）": "words"},
     "新設・廃止の項目の、相手の年度の欄に書くもの。"),
    ("unchanged", "変更のない項目", {"様式に合わせる": "", "全文": "full", "（略）": "omitted"},
     "変わらなかった項目の載せ方。"),
    ("persons", "「人」の傍線", {"引く": "yes", "引かない": "no"},
     "変わった人数に傍線を引くとき、「人」まで含めるか（％・社・件は常に含めます）。"),
    ("full_stops", "文末の句点の違い", {"傍線を引く": "yes", "変更としない": "no"},
     "一方の年度だけ文末に「。」があるとき、変更として扱うか。"),
    ("paper", "用紙", {AS_TEMPLATE: "", "A4横": "A4", "A3横": "A3"}, "印刷に使う用紙の大きさと向き。"),
    ("font", "フォント", {AS_TEMPLATE: "", DEFAULT_FONT: DEFAULT_FONT, "ＭＳ ゴシック": "ＭＳ ゴシック",
                      "游ゴシック": "游ゴシック", "游明朝": "游明朝", "メイリオ": "Meiryo"}, "対照表の文字の書体。"),
    ("size", "文字の大きさ", {AS_TEMPLATE: "", "10": "10", "9": "9", "10.5": "10.5", "11": "11", "12": "12"},
     "対照表の本文の文字の大きさ（ポイント）。表題などの文字も、同じだけ大きく、または小さくなります。"),
    ("branch", "支部名", {}, "表題に入れる名前。空欄なら計画の表題かファイル名から読み取ります。"),
    ("columns", "使う列", {},
     "同じ意味の列が2つあるシートで読む列。例：内容=D、予算額=H。年度で違うときは「令和6年度!内容=D」のように書きます。"),
    ("title", "表題", {}, "空欄なら「令和○年度　○○支部事業計画（新旧対照表）案」とします。"),
    ("budget_kind", "予算の種類",
     {FIRST_BUDGET: "", **{kind: kind for kind in ("補正予算", "補正後予算", "現計予算")}, "書かない": "none"},
     "予算対照表の右上に「いずれも…」と書く、予算の種類。"),
    ("negative", "負の数", {AS_TEMPLATE: "", "△": "△", "▲": "▲"}, "予算対照表の減額の印。"),
    ("zero", "増減なし", {AS_TEMPLATE: "", "0": "0", "±0": "±0"}, "予算対照表で増減がないときの書き方。"),
)  # fmt: skip

# ── the house style: what each cell style is called in Excel's gallery; an area of work stands in front ──────────────

TEMPLATE_BOOK = "standard.xlsx"
COMPARISON_STYLES = {
    "title": "対照表 表題", "legend": "対照表 凡例", "header": "対照表 見出し行", "area": "対照表 分野",
    "heading": "対照表 項目", "item": "対照表 本文", "marker": "対照表 移動", "foot": "対照表 件数と照合",
}  # fmt: skip
BUDGET_STYLES = {
    "title": "予算 表題", "legend": "予算 単位", "header": "予算 見出し行", "band": "予算 分野", "heading": "予算 項目",
    "name": "予算 取組", "money": "予算 金額", "no_money": "予算 金額なし", "difference": "予算 増減",
    "rate": "予算 率", "remark": "予算 備考",
    "subtotal": "予算 小計", "subtotal_money": "予算 小計 金額", "subtotal_rate": "予算 小計 率",
    "area_total": "予算 計", "area_total_money": "予算 計 金額", "area_total_rate": "予算 計 率",
    "total": "予算 合計", "total_money": "予算 合計 金額", "total_rate": "予算 合計 率", "foot": "予算 注と照合",
    "this_year": "予算 グラフ 新年度", "last_year": "予算 グラフ 前年度",
}  # fmt: skip
REVIEW_STYLES = {
    "title": "確認 表題", "help": "確認 説明", "header": "確認 見出し行", "plain": "確認 本文", "share": "確認 一致度",
    "doubtful": "確認 要確認", "doubtful_share": "確認 要確認 一致度",
}  # fmt: skip

# ── steps, as the progress bar names them ────────────────────────────────────────────────────────────────────────────

STEP_READING, STEP_COMPARING = "計画を読み込んでいます", "新旧を比べています"
STEP_LAYOUT, STEP_WRITING = "表を組んでいます", "ブックを書いています"
STEP_BRINGING, STEP_PDF = "シートをブックに入れています", "PDFを書き出しています"

OWN_SHEETS = (COMPARISON_SHEET, REVIEW_SHEET, BUDGET_SHEET, BUDGET_REVIEW_SHEET)
OUR_NAMES = frozenset((*OWN_SHEETS, BUDGET_CHART_SHEET, SETTINGS_SHEET))

# ── the buttons in Excel ─────────────────────────────────────────────────────────────────────────────────────────────

DIALOG_TITLE = "事業計画"
PDF_SUFFIX = "対照表"
MANUAL, MANUAL_PAGE = "利用者マニュアル.md", "利用者マニュアル.html"
PROBLEMS_SHEET, PROBLEMS_TITLE = "確認事項", "確認事項（{}、{}件）"
PROBLEMS_HELP = (
    "直したら、もう一度［計画の点検］を押すと、この一覧も新しくなります（なくなれば、このシートも消えます）。"
)
PROBLEMS_COLUMNS = ("番号", "シート", "セル", "確認事項")

# ── the sample ───────────────────────────────────────────────────────────────────────────────────────────────────────

SAMPLE_BOOK, SAMPLE_RESULT, SAMPLE_JSON, SAMPLE_PROGRESS = (
    "見本支部_事業計画.xlsx",
    "見本支部_新旧対照表.xlsx",
    "見本支部_新旧対照表.json",
    "見本支部_進捗管理表.xlsx",
)
