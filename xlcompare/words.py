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
YEN_UNITS = {"円": 0.001, "千円": 1.0, "百万円": 1000.0}
"""Thousands of yen in one of the unit that a budget column's header names in brackets."""

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
BRANCH = "支部"

# ── the comparison sheet ─────────────────────────────────────────────────────────────────────────────────────────────

COMPARISON_SHEET = "新旧対照表"
REVIEW_SHEET = "対応確認"
SETTINGS_SHEET = "対照表の設定"

ADDED, DROPPED, UNCHANGED = "（新設）", "（削る）", "（略）"
MOVED_AWAY, MOVED_HERE = "移動{}", "{}から移動"
CONTINUED = "（続き）"
NEW_SIDE, OLD_SIDE = "新", "旧"
TITLE = "{year}　{branch}事業計画（新旧対照表）案"
LEGEND_BRANCH = "（傍線部分は変更部分。移動①等は、①等の位置へ移したものを示す。）"
LEGEND_MINISTRY = "（傍線部分は改正部分）"
COUNTS_TITLE = "項目数"
CHANGE_NAMES = {
    "same": "同一",
    "changed": "変更",
    "renumbered": "番号・記号のみ変更",
    "added": "新設",
    "dropped": "廃止",
}
COUNTS = "件数：同一 {same}　変更 {changed}　番号・記号のみ変更 {renumbered}　新設 {added}　廃止 {dropped}　／　移動 {moved}（{blocks}か所）"
PROOF = (
    "照合：{new_tab} {new_count}項目・{old_tab} {old_count}項目は、それぞれ一度ずつ、もれなく重複なく掲載されています"
    "（分野名を含む）。"
)

# ── 対応確認: people's corrections ───────────────────────────────────────────────────────────────────────────────────

AUTO, PAIRED, NOT_PAIRED = "自動", "対応する", "対応しない"
DECISIONS = (AUTO, PAIRED, NOT_PAIRED)
REVIEW_COLUMNS = (
    "状態", "変更", "旧セル", "旧の項目", "旧の内容", "新セル", "新の項目", "新の内容", "一致度", "判定",
    "旧セル（作成時）", "新セル（作成時）",
)  # fmt: skip
DOUBTFUL, DECIDED, SETTLED, ORPHAN = "要確認", "判定済み", "", "対象なし"
REVIEW_TITLE = "対応確認（{new}と{old}の対応）"
REVIEW_HELP = (
    "色の付いた行から確認してください。正しくない対応は「判定」を「対応しない」に、対応させたい相手があるときは、その"
    "「旧セル」「新セル」の番地を書き換えて「対応する」にします。次回の作成で反映されます。"
)
REVIEW_ORPHANS = "次の判定は、相手の項目が見つからないため使われていません（削除されるまで引き継がれます）。"

# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────

SETTINGS_TITLE = "対照表の設定"
SETTINGS_HELP = "「値」を選び直して保存し、もう一度作成すると反映されます。"
SETTINGS_COLUMNS = ("設定", "値", "選べる値", "説明")
YES, NO = "する", "しない"
