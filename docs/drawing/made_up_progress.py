"""What the staff of the made-up branch typed into their progress workbook; for the pictures of the manual.

Everything is invented, as the sample's plan is. Rows are known by how their 実施内容 or their target begins.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from xlcompare import progress_words as words

REACHED, SHORT, NOT_BEGUN, BEYOND = (
    f"{mark}{words.COLON}{said}" for mark, said in (words.RATINGS[k] for k in (1, 2, 3, 0))
)
"""As the drop-down writes them."""

MEASURES = {
    "○支部の収支の見込みと": ("7月の評議会で収支の見込みを説明した。\n委員から、図で示すよう求められた。", REACHED,
                             "10月と1月の評議会で、図を加えて説明する。"),
    "○医療費の伸びと": ("広報紙6月号と9月号に掲載した。\nホームページは8月に更新した。", REACHED,
        "12月号と3月号に掲載する。"),
    "○傷病手当金等は、": ("平均の所要日数は8.2日。\n10日を超えたもの：0件", REACHED,
        "年末年始の前後も10日以内を守る。"),
    "○電話と窓口での応対": ("6月と9月に開いた（計38人）。", REACHED, "12月と3月に開く。"),
    "○申請書を郵送で": ("案内チラシを事業所あての通知に同封した。\n4月：1,850件\n7月：1,920件", REACHED,
        "郵送の少ない事業所に電話で勧める。"),
    "○不正が疑われる申請は": ("適正化会議を6回開き、立入検査を2件行った。", REACHED, "立入検査を3件行う。"),
    "○傷病手当金と障害年金": ("毎月実施した。\n調整：43件", REACHED, "引き続き毎月実施する。"),
    "○令和5年1月に変わった": ("事業所に4月、社会保険労務士会に5月に周知した。", BEYOND, "問合せの多い記入例を見直す。"),
    "○旧様式で届いた件数": ("毎月集計した。多い事業所25社に電話で連絡した。", REACHED, "残る8社に連絡する。"),
    "○自動点検の条件を": ("毎月見直した（追加12件、削除5件）。", REACHED, "追加した条件の効果を確かめる。"),
    "○点検員が査定の事例": ("月2回開いた。", REACHED, "引き続き月2回開く。"),
    "○高額なレセプトは": ("8月から毎週開いている。", SHORT, "毎週の開催を続ける。"),
    "○資格喪失後の受診が": ("照会：312件\n請求：187件", REACHED, "請求までの日数を短くする。"),
    "○負傷原因届を": ("文書は毎月15日に送った。電話は人手が足りず、7月から。", SHORT, "電話の担当を2人にする。"),
    "○多部位かつ頻回の": ("毎月実施した。", REACHED, ""),
    "○照会への回答が": ("4施術所に文書を送った。", REACHED, "改善の状況を確かめる。"),
    "○はり・きゅう等の": ("審査のたびに確認した。", REACHED, ""),
    "○保険証を返していない人へ": ("平均5.8営業日で催告した。", REACHED, "引き続き7営業日以内に催告する。"),
    "○保険証の添付が少ない": ("", "", ""),
    "○国民健康保険との": ("案内：96件", REACHED, ""),
    "○納付に応じない": ("", NOT_BEGUN, "支払督促の対象を10月に決める。"),
    "○県内の病院を訪ね": ("22病院を訪問した。", REACHED, "残る18病院を11月までに訪問する。"),
    "○確認の書類を": ("10月に送付するため、9月に宛名を確認した。", REACHED, "10月に送付する。"),
    "○健診結果とレセプトを": ("分析を終え、9月に公表した。", REACHED, "市町村ごとの資料を作る。"),
    "○生活習慣病予防健診を": ("電話：1,420事業所", REACHED, "10月から訪問する。"),
    "○検診車による": ("8会場で開いた（受診者412人）。", SHORT, "会場を2か所増やす。"),
    "○健診の当日に初回面談": ("9機関になった。", SHORT, "残る3機関と協議する。"),
    "○血圧や血糖の値が": ("毎月発送した（計620通）。", REACHED, "引き続き毎月発送する。"),
    "○広報紙「見本けんぽだより」": ("毎月発行した。", REACHED, "引き続き毎月発行する。"),
    "○使用割合の低い": ("5月に資料を送った（85か所）。", REACHED, ""),
    "○日々の業務を通じた": ("新任者研修（4月）、中堅研修（9月）を行った。", REACHED, "管理者研修を行う。"),
    "○職員の提案による": ("提案14件のうち9件を取り入れた。", BEYOND, "引き続き毎月取り上げる。"),
    "○データ分析を担う": ("1回目を7月に受講した。", REACHED, "10月と2月に受講する。"),
    "○個人情報の取扱い": ("6月と9月に点検した。", REACHED, "12月と3月に点検する。"),
    "○大規模な災害を": ("6月に訓練を行い、手順書の連絡先を直した。", REACHED, "1月に訓練を行う。"),
    "○法令の遵守に": ("", NOT_BEGUN, "11月に全職員が受ける。"),
    "○公告の期間を": ("公告の期間を10日から15日にした。", REACHED, ""),
}  # fmt: skip
"""進捗状況, 評価 and 取組予定 of each measure; the others are left blank."""

APRIL_TO_SEPTEMBER = words.MONTHS[:6]
TARGETS: dict[str, tuple[tuple[float | None, ...], dict[str, str | float]]] = {
    "■ KPI：① 支給までの": ((100, 100, 100, 100, 100, 100), {}),
    "② 現金給付の": ((93.1, 93.8, 94, 94.6, 95.2, 95.7), {words.RATING: REACHED}),
    "支部目標：窓口での": ((None, None, None, None, None, 96.2), {words.REMARK: "9月の調査"}),
    "支部目標：新しい様式": ((88.4, 93.2, 96.1, 98.1, 98.4, 98.8), {}),
    "■ KPI：① 支払基金の": ((0.281, 0.297, 0.31, 0.325, 0.334), {words.LAST_YEAR: 0.306, words.RATING: BEYOND}),
    "② 再審査１件": ((5120, 5240, 5390, 5410, 5480), {words.LAST_YEAR: 5230}),
    "■ KPI：設定なし": ((), {words.REMARK: "本部の設定なし"}),
    "■ KPI：① 保険証の": ((91.2, 92, 92.8, 93.1, 93.4), {words.RATING: SHORT}),
    "② 資格喪失後の": ((38.2, 40.5, 44.1, 47.9, 50.3), {words.LAST_YEAR: 54.1}),
    "■ KPI：高額療養費": ((81.9, 82.2, 82.4, 82.9, 83.2), {words.RATING: REACHED}),
    "■ KPI：対象の事業所": ((), {words.REMARK: "10月から実施"}),
    "■ KPI：加入者の": ((60.1, 61.8, 63, 64.2, 65.1, 66), {words.LAST_YEAR: 61.2}),
    "支部目標：血圧の": ((None, None, 46.9), {}),
    "支部目標：生活習慣病": ((3.2, 8.1, 13.9, 19.4, 24.6, 29.8), {}),
    "事業者健診データ": ((0.2, 0.9, 1.7, 2.4, 3.2, 3.9), {}),
    "支部目標：特定健康診査": ((0.4, 2.1, 5, 7.8, 10.1, 12.2), {}),
    "■ KPI：① 特定保健": ((18.2, 19.1, 19.8, 20.6, 21.3), {}),
    "② 特定保健": ((10.4, 11.2, 12.6, 13.5, 14.2), {}),
    "支部目標：糖尿病性": ((0, 0, 0, 0, 0, 0), {words.REMARK: "11月に開始"}),
    "■ KPI：健康宣言を": ((1512, 1520, 1531, 1540, 1551, 1560), {words.UNIT: "事業所"}),
    "支部目標：メール": ((1890, 1902, 1921, 1940, 1962, 1985), {}),
    "■ KPI：ジェネリック": ((81.6, 81.9, 82, 82.2, 82.4), {words.RATING: REACHED}),
    "■ KPI：入札のうち": ((None, None, None, None, None, 12.5), {words.RATING: BEYOND}),
}
"""Of each target the actuals from April on, and what else was typed in its row of KPI一覧."""


def fill(made: Path, filled: Path) -> None:
    """A copy of the workbook `made` with everything above typed into it."""
    workbook, shown = openpyxl.load_workbook(made), openpyxl.load_workbook(made, data_only=True)
    for sheet in workbook.worksheets:
        titles = [cell.value for cell in shown[sheet.title][3]]
        if words.CONTENT_TITLE in titles:
            for column, title in enumerate(titles, 1):
                # openpyxl keeps no results of formulas, and the columns are found by what their titles say.
                sheet.cell(3, column).value = title
            _fill_area(sheet, {str(title): column for column, title in enumerate(titles, 1)})
    _fill_kpis(workbook[words.KPI_SHEET])
    workbook.save(filled)


def _fill_area(sheet: Any, columns: dict[str, int]) -> None:
    content, rating = columns[words.CONTENT_TITLE], columns[words.RATING]
    for row in range(4, sheet.max_row + 1):
        said = str(sheet.cell(row, content).value)
        for start, values in MEASURES.items():
            if said.startswith(start):
                # 進捗状況 stands before 評価, 取組予定 behind it.
                for column, value in zip((rating - 1, rating, rating + 1), values, strict=True):
                    sheet.cell(row, column).value = value or None


def _fill_kpis(sheet: Any) -> None:
    columns = {str(cell.value): cell.column for cell in sheet[4]}
    for row in range(5, sheet.max_row + 1):
        said = str(sheet.cell(row, columns[words.SENTENCE]).value)
        for start, (actuals, others) in TARGETS.items():
            if said.startswith(start):
                typed: dict[str, Any] = {**dict(zip(APRIL_TO_SEPTEMBER, actuals, strict=False)), **others}
                for name, value in typed.items():
                    sheet.cell(row, columns[name]).value = value
