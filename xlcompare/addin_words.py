"""Every Japanese word in the plan book with buttons, and the names of the files that carry buttons."""

from __future__ import annotations

from xlcompare import words

ADDIN_FILE, BUTTON_BOOK = "xlcompare.xlam", "計画ブック_ボタン付き.xlsm"

FONT = "游ゴシック"
GUIDE_SHEET = "ボタンと使い方"
YEAR_SHEETS = ("令和8年度", "令和7年度")
"""The new year first; people rename them to the years that they plan."""
PLAN_TITLE = "{year}　○○支部　事業計画"
PLAN_COLUMNS = (
    words.AREA, words.HEADING, words.SUBHEADING, words.KIND, words.CONTENT, words.OWNER, words.METHOD,
    words.BUDGET_NAME, f"{words.BUDGET_AMOUNT}（{words.THOUSAND_YEN}）",
)  # fmt: skip
KINDS = tuple(words.KIND_CHOICES.split("・"))

GUIDE_TITLE = "事業計画のブック（ボタン付き）"
GUIDE_HELP = (
    "青い枠がボタンです。初めて使うときに「セキュリティの警告」が出たら、［コンテンツの有効化］を押してください。",
    "このブックは、Python と xlcompare の入ったパソコンの Excel で使います。"
    "ボタンが動かないときは、「ボタンを入れる」をもう一度実行するか、"
    "コマンド xlcompare addin check で原因を確かめてください。",
)
GUIDE_STEPS_TITLE = "計画の書き方"
GUIDE_STEPS = (
    "1. 年度のシートの名前と表題を、計画する年度と支部の名前に書き換えます。シートは年度ごとに1枚です。"
    "翌年度は、今年度のシートを複写して書き始めます。",
    "2. 1つの取組を1行に書きます。分野、項目、小項目は、上の行と同じときは空欄にします。",
    "3. 「区分」は一覧から選びます（見出し、取組、KPI、支部目標、説明）。空欄なら、文章の頭の記号から判断します。",
    "4. 「内容」だけは必ず書きます。ほかの列は、使わなければ空欄のままで構いません。",
    "5. 「予算額」は千円単位の数だけで書きます。1つの取組に予算が2件あるときは、次の行に予算だけを書きます。",
    "6. ［計画の点検］で書き方を確かめてから、［新旧対照表］を押します。",
)
