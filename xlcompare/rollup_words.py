"""The Japanese words of the workbook that the branches' returned books are rolled up into."""

from __future__ import annotations

RECEIPT_SHEET, FAULTS_SHEET, SUMMARY_SHEET, RECORDS_SHEET = "受領状況", "不備一覧", "集約", "全件"
RECEIPT_TITLE, FAULTS_TITLE, SUMMARY_TITLE = (
    "{year}　進捗管理表　受領状況",
    "{year}　進捗管理表　不備一覧",
    "{year}　進捗管理表　集約",
)
RECORDS_TABLE = "全件表"
FOLDER_NAMES = ("回収_{year}", "配布_{year}")
OUT_NAME = "{folder}_集約.xlsx"
STEP_COLLECTING = "回収した表を読んでいます"

# ── 受領状況 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

CODE, BRANCH, STATE, FILE, SAVED, FILES, FAULTS, READ_SO, BLANKS, REMARK = (
    "コード", "支部名", "状況", "ファイル", "保存日時", "ファイル数", "不備", "読み替え", "未入力", "備考",
)  # fmt: skip
RECEIPT_COLUMNS = (CODE, BRANCH, STATE, FILE, SAVED, FILES, FAULTS, READ_SO, BLANKS, REMARK)
RECEIVED, MISSING, LATER, TWICE, FAULTY = "受領", "未受領", "後の版", "重複", "不備"
STATES = (RECEIVED, LATER, TWICE, FAULTY, MISSING)
RECEIPT_HELP = (
    "1つの支部のファイルがいくつかあるときは、ブックに記録された保存日時（なければファイルの更新日時）の"
    "最も新しいものを集計します（何も入力されていない配布したままのブックは、入力のあるものがあれば集計しません）。"
    "日時は日本時間です。ファイルの名前は自由で、どの支部のものかは、ブックの中の記録で見分けます。"
)
COUNT, OTHERS = "支部の数（状況別）", "集計しなかったファイル"
LATEST_OF = "{count}つのうち最も新しいものを集計しました。"
SAME_AS = "同じ内容のファイルが{count}つあります。"
ONLY_FAULTY = "集計できるファイルがありません。"
BY_NAME = "ブックに配布の記録がないため、{what}から支部を判断しました。"
FROM_SETTINGS, FROM_FILE = "シート「設定」の支部名", "ファイルやフォルダーの名前"
NOT_EXPECTED = "支部の一覧にない支部です。"
OLDER, COPY, UNKNOWN_BRANCH, NOT_OF_YEAR, LOCK, NO_BOOK, HIDDEN, LINKED = (
    "古い版です（集計したもの：{}）。",
    "集計したものと同じ内容です（集計したもの：{}）。",
    "どの支部のものか分かりません。",
    "年度が違います。",
    "だれかが開いている間だけできるファイルです。",
    "Excelブック（.xlsx .xlsm）ではありません。",
    "システムのファイルです。",
    "ほかの場所を指すファイルです。",
)
BLANK = "何も入力されていないブックです（集計したもの：{}）。"
BACKUP = "控え（.bak）です。"
MADE_HERE = "この集計で作ったブックです。"

# ── 不備一覧 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

SHEET, CELL, KIND, FOUND, EXPECTED = "シート", "セル", "種類", "見つかったもの", "正しい形・直し方"
FAULT_FILE = "ファイル"
FAULT_COLUMNS = (CODE, BRANCH, FAULT_FILE, SHEET, CELL, KIND, FOUND, EXPECTED)
FAULTS_HELP = (
    "青い字を押すと、そのブックのそのセルが開きます。「読み替え」は、明らかな書き間違いを正しい形に読んで集計したもので、"
    "直さなくても構いません。ほかのものは、その欄だけを除いて集計しました。"
)
NO_FAULTS = "不備はありません。"
(
    UNREADABLE, NO_RECORD, RECORD_CHANGED, WRONG_YEAR, WRONG_BRANCH, UNKNOWN, NO_TAB, TAB_TWICE, RENAMED_TAB, NO_COLUMN,
    RENAMED_COLUMN, MOVED_COLUMN, NO_ROW, NO_RATING, NO_NUMBER, NO_AIM, ODD_FIGURE, ERROR_VALUE, NOT_CALCULATED,
    NO_CHOICES, NOT_PROTECTED, BAD_SETTINGS, READ_AS, OTHER_PLAN, EXTRA_ROW, EXTRA_TARGET,
    REMARK_ROW, STRUCK, DOUBLED_COLUMN,
) = (
    "開けない", "記録がない", "記録の書換え", "年度違い", "支部違い", "支部不明", "シートがない", "シートの重複",
    "シート名の変更", "列がない", "見出しの変更", "列の移動", "行がない", "評価の記号", "数でない", "目標の種類",
    "疑わしい数", "エラー値", "未計算", "入力規則の消失", "保護の解除", "設定の誤り", "読み替え", "計画の版違い",
    "配布にない行", "計画にないKPI", "表の外の記入", "取り消し線",
    "見出しの重複",
)  # fmt: skip
NOTED_ONLY = (
    READ_AS,
    MOVED_COLUMN,
    RENAMED_COLUMN,
    RENAMED_TAB,
    NO_CHOICES,
    NOT_PROTECTED,
    OTHER_PLAN,
    REMARK_ROW,
    STRUCK,
    DOUBLED_COLUMN,
)
"""Faults that keep nothing from being read."""
BLANK_SHOWN = "（空白）"
EXPECT = {
    NO_RECORD: "配布したブックに入力してください（シート「計画の控え」がありません）。",
    RECORD_CHANGED: "シート「計画の控え」は書き換えずに、配布したブックに入力してください。",
    WRONG_YEAR: "{}の表を提出してください。",
    WRONG_BRANCH: "配布先は{}です。配布されたブックに入力したか確かめてください。",
    UNKNOWN: "シート「設定」の支部名、またはファイル名を、一覧の支部名にしてください。",
    NO_TAB: "このシートを、配布したブックのとおりに戻してください。",
    TAB_TWICE: "どちらかのシートを削除してください（先にあるシートを集計しました）。",
    RENAMED_TAB: "元の名前は「{}」です（そのまま集計しました）。",
    NO_COLUMN: "「{}」の列を戻してください。",
    RENAMED_COLUMN: "見出しを「{}」に戻してください（その列として集計しました）。",
    MOVED_COLUMN: "列を元の順（{}の右）に戻してください（見出しで見分けて集計しました）。",
    NO_ROW: "削除した行を戻してください。",
    NO_RATING: "{}のどれかにしてください。",
    NO_NUMBER: "数だけを入力してください（例：95.7）。",
    NO_AIM: "{}のどれかにしてください。",
    ODD_FIGURE: "95.7％なら 95.7 と入力してください（そのまま集計しました）。",
    ERROR_VALUE: "数式を直すか、値を入力してください。",
    NOT_CALCULATED: "Excelで開いて上書き保存してください。",
    NO_CHOICES: "▼の一覧が消えています。貼り付けは［値の貼り付け］で行ってください。",
    NOT_PROTECTED: "［校閲］→［シートの保護］で保護してください。",
    READ_AS: "「{}」と読みました。",
    EXTRA_ROW: "実施内容が空白の行なので、集計していません。実施内容を入力するか、元の行に入力してください。",
    EXTRA_TARGET: "計画にないKPIの行なので、集計していません。元のKPIの行か備考に入力してください。",
    DOUBLED_COLUMN: "「{}」の列を集計しました。ほかの列の見出しは、別の名前にしてください。",
    REMARK_ROW: "取組の行ではないので、集計していません。",
    STRUCK: "取り消し線の付いた文字を除いて集計しました。要るものなら線を外してください。",
    OTHER_PLAN: "計画の版がほかの支部と違います。xlcompare distribute --changed で配り直してください。",
}  # fmt: skip
UNPROTECTED_FOUND, NO_CHOICES_FOUND, NO_ROW_FOUND = (
    "シートの保護が外れています",
    "一覧から選べないセルが{}個",
    "計画の行「{}」がありません",
)
BRANCH_FOUND = "{where}は「{found}」"
ORDER = "「{}」"
MARKS_BETWEEN = " "

# ── 集約 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

SUMMARY_HELP = "青い字の数と記号を押すと、その支部のブックの元のセルが開きます。"
KPI_SUM_BLOCK, AIM_TITLE, SAID = "KPI・支部目標のまとめ", "目標", "記述"
KPI_BLOCK, RATING_BLOCK = "1　KPI・支部目標の実績", "2　取組の評価（項目別）"
BRANCH_BLOCK = "3　評価の件数と未入力の欄（支部別）"
BRANCH_HELP = "シート「全件」を数えた式です。青い数を押すと、数えたうちの最初のセルが開きます。"
NO_HEADING = "（項目なし）"
CONTINUED = "（続き）"
KPI_HELP = (
    "青い数を押すと元のセルが開きます。達成率の ○ は目標に達したもの、棒は達成率です。"
    "順位は実績の良い順です（以下・減らす目標では小さい順）。"
    "「記述」は、数のほかに書かれたものがあることを示します。"
)
RATING_HELP = "項目ごとに、最も低い評価の記号です。色が濃いほど低い評価です。・は評価が1つも入力されていません。"
ACTUAL, ATTAINMENT, RANK = "実績", "達成率", "順位"
MEAN, HIGHEST, LOWEST, REACHED, MEASURED = "平均", "最大", "最小", "達成支部数", "実績の数"
TARGET_LINE = "目標 {aim}{figure}{unit}"
OWN_TARGETS = "支部ごと"
ALL_BRANCHES, ALL = "全支部", "計"
OTHER, NO_RATING_YET = "その他", "未入力"
NOT_RATED = "・"
BLANK_TITLES = ("進捗状況", "評価", "取組予定", "KPI実績")
BLANK_ALL = "未入力計"
MEASURES = "取組数"
CHART_REACHED, CHART_RATINGS, CHART_BLANKS = "目標に達した支部の数", "評価の件数（支部別）", "未入力の欄（支部別）"
NONE_RECEIVED = "集計できるブックがありません。"

# ── 全件 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

(
    ROW_KIND, AREA, HEADING, TEXT, OWNER, METHOD, PROGRESS, RATING, NEXT, AIM, THRESHOLD, UNIT, LATEST, MONTH, SHARE,
    MET, BLANK_COUNT, PLACE, ITEM_ID,
) = (
    "区分", "分野", "項目", "実施内容・目標", "担当", "方法・スケジュール", "進捗状況", "評価", "取組予定",
    "目標の種類", "目標値", "単位", "最新の実績", "時点", "達成率", "目標達成", "未入力の数", "元のセル", "ID",
)  # fmt: skip
RECORD_COLUMNS = (
    CODE, BRANCH, ROW_KIND, AREA, HEADING, TEXT, OWNER, METHOD, PROGRESS, RATING, NEXT, AIM, THRESHOLD, UNIT, LATEST,
    MONTH, SHARE, MET, BLANK_COUNT, FAULT_FILE, PLACE, ITEM_ID,
)  # fmt: skip
MEASURE, KPI, TARGET, OWN_ROW = "取組", "KPI", "支部目標", "追加した行"
YES, NO = "○", "×"

# ── how people write ratings and figures ─────────────────────────────────────────────────────────────────────────────

LOOK_ALIKES = {
    "○": "〇◯⚪⭕oOｏＯоО",
    "◎": "⊚⦾◉☉",
    "△": "▵∆ΔΔ△🔺",
    "×": "xXｘＸ✕✖☓╳хХ⨯",
    "—": "-－‐‑–―─ー−ｰ一",
}
"""Signs that keyboards and fonts offer for those of the ratings."""
UNITS = "%％件人名社者円回点位枚校倍"
