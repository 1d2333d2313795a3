"""What a line's head says, on lines of four branches' plans."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare import marks
from xlcompare.marks import body_span, body_start, first_mark, ordinal, owner_tag

# (class, line, the text behind the mark); the lines stand in shared/data unless they are marked as made up.
MARKED = [
    ("○", "○サービス水準の向上", "サービス水準の向上"),
    ("○", "○ 被保険者（40歳以上）（受診対象者数：284,291人）", "被保険者（40歳以上）（受診対象者数：284,291人）"),
    ("○", "◯ 大きい丸も同じ記号（作例）", "大きい丸も同じ記号（作例）"),
    ("●", "●的確な財政運営", "的確な財政運営"),
    ("・", "・職員研修を通じ徹底を図る", "職員研修を通じ徹底を図る"),
    ("・", "･半角の中点も同じ記号（作例）", "半角の中点も同じ記号（作例）"),
    ("・", "- ハイフンと空白（作例）", "ハイフンと空白（作例）"),
    ("◆", "◆社会保険診療報酬支払基金との連携強化", "社会保険診療報酬支払基金との連携強化"),
    ("①", "①人材育成等", "人材育成等"),
    ("①", "② 現金給付等の申請に係る郵送化率を92.0％以上とする", "現金給付等の申請に係る郵送化率を92.0％以上とする"),
    ("(1)", "（1）基盤的保険者機能関係", "基盤的保険者機能関係"),
    ("(1)", "（５）健康づくり推進協議会の開催", "健康づくり推進協議会の開催"),
    ("(1)", "(2) 戦略的保険者機能関係", "戦略的保険者機能関係"),
    ("1", "1. 基盤的保険者機能関係", "基盤的保険者機能関係"),
    ("1", "１ 健全な財政運営", "健全な財政運営"),
    ("1", "10 被扶養者資格の再確認の徹底", "被扶養者資格の再確認の徹底"),
    ("1", "３．費用対効果を踏まえたコスト削減", "費用対効果を踏まえたコスト削減"),
    ("1.1", "2.1 章と節の番号（作例）", "章と節の番号（作例）"),
    ("1)", "３）括弧の番号（作例）", "括弧の番号（作例）"),
    ("第1", "第１章 総則（作例）", "総則（作例）"),
    ("Ⅰ", "Ⅰ 基盤的保険者機能関係", "基盤的保険者機能関係"),
    ("Ⅰ", "III.医療費等の適正化", "医療費等の適正化"),
    ("ⅰ", "i）特定健診実施率・事業者健診データ取得率等の向上", "特定健診実施率・事業者健診データ取得率等の向上"),
    ("ⅰ", "ⅲ）外部への意見発信や情報提供", "外部への意見発信や情報提供"),
    ("ⅰ", "ⅱ 医療等の質や効率性の向上", "医療等の質や効率性の向上"),
    ("(ⅰ)", "（ii）両括弧のローマ数字（作例）", "両括弧のローマ数字（作例）"),
    (
        "ア",
        "ア 健康経営セミナー等を開催して効果的な広報を実施する。",
        "健康経営セミナー等を開催して効果的な広報を実施する。",
    ),
    ("(ア)", "（イ）両括弧の片仮名（作例）", "両括弧の片仮名（作例）"),
    ("a", "b）英字の番号（作例）", "英字の番号（作例）"),
    ("一", "一、漢数字の番号（作例）", "漢数字の番号（作例）"),
    ("(一)", "（二）両括弧の漢数字（作例）", "両括弧の漢数字（作例）"),
    (
        "KPI",
        "■ KPI：被扶養者資格の確認対象事業所からの確認書の提出率",
        "被扶養者資格の確認対象事業所からの確認書の提出率",
    ),
    ("KPI", "■KPI：広報活動における加入者理解率の平均", "広報活動における加入者理解率の平均"),
    ("KPI", "【KPI】0.306%（令和2年7月現在）", "0.306%（令和2年7月現在）"),
    ("KPI", "《ＫＰＩ》", ""),
    ("目標", "支部目標 健活企業宣言事業所数 1,500社", "健活企業宣言事業所数 1,500社"),
    ("目標", "〔目標〕多部位頻回及び長期受療の申請割合を減少させる", "多部位頻回及び長期受療の申請割合を減少させる"),
    (
        "内訳",
        "（内訳）協会保健師実施分 19.4％（実施見込者数：8,131人）",
        "協会保健師実施分 19.4％（実施見込者数：8,131人）",
    ),
    ("内訳", "（内訳）", ""),
    (
        "※",
        "（※）査定率＝査定（減額）した額÷協会けんぽの医療費総額",
        "査定率＝査定（減額）した額÷協会けんぽの医療費総額",
    ),
    ("※", "※医科、DPC、歯科、調剤", "医科、DPC、歯科、調剤"),
    ("※", "注１）番号のある注（作例）", "番号のある注（作例）"),
]

TITLES = [
    ("【】", "【資格点検】", "資格点検"),
    (
        "【】",
        "【 戦略的保険者機能の発揮により実現すべき目標 】",
        " 戦略的保険者機能の発揮により実現すべき目標 ",
    ),
    ("＜＞", "＜被保険者＞", "被保険者"),
    ("＜＞", "<その他>", "その他"),
    ("《》", "《被扶養者》", "被扶養者"),
    ("《》", "≪下位目標≫", "下位目標"),
    ("［］", "［基盤的保険者機能関係］", "基盤的保険者機能関係"),
    ("〔〕", "〔予算〕", "予算"),
]

UNMARKED = [
    "",
    "35歳以上の被保険者に対する健診の実施",
    "KPI項目の進捗管理",
    "目標に対する進捗を毎月確認する",
    "支部目標を達成するための勧奨",
    "第2期保健事業実施計画の着実な実施",
    "１か月以内に処理する",
    "95.0％以上とする",
    "2.5人の増員",
    "一人ひとりの健康づくり",
    "アンケートの実施",
    "IT化の推進",
    "注意喚起を行う",
    "内訳を示す",
    "LINE公式アカウント登録者数 2,400人",
    "「ＣＫＤ予防ネットワーク」を活用する",
    "【業務】関係団体との連携",
    "（被保険者）への勧奨",
    "（10人）の増員",
    "-5％の減少",
]


@pytest.mark.parametrize(("kind", "line", "text"), MARKED, ids=[line for _, line, _ in MARKED])
def test_a_mark_is_told_from_the_text_behind_it(kind: str, line: str, text: str) -> None:
    mark = first_mark(line)
    assert (mark.kind, line[mark.end :]) == (kind, text)


@pytest.mark.parametrize("mark", "◎■□◆◇▼▽▲△★☆▶▷➢✓→⇒")
def test_a_sign_is_a_class_of_its_own(mark: str) -> None:
    assert first_mark(f"{mark}　勧奨の実施") == marks.Mark(mark, 2)


@pytest.mark.parametrize(("kind", "line", "text"), TITLES, ids=[line for _, line, _ in TITLES])
def test_a_line_wholly_in_brackets_is_a_title(kind: str, line: str, text: str) -> None:
    start, end = body_span(line)
    assert (first_mark(line), line[start:end]) == (marks.Mark(kind, 0), text)


@pytest.mark.parametrize("line", UNMARKED)
def test_words_that_only_look_like_a_mark_are_text(line: str) -> None:
    assert first_mark(line) == marks.Mark(marks.NONE, 0)
    assert body_span(line) == (0, len(line))


def test_classes_that_count_are_known_to_count() -> None:
    counting = {kind for kind, line, _ in MARKED if kind in marks.NUMBERED}
    assert counting == marks.NUMBERED


# ── the text proper ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("■ KPI：① サービススタンダードの達成状況を100％とする", "サービススタンダードの達成状況を100％とする"),
        ("■ KPI： ① 生活習慣病予防健診実施率を60.3％以上とする", "生活習慣病予防健診実施率を60.3％以上とする"),
        ("・職員研修の実施　", "職員研修の実施"),
        ("（内訳）① 協会保健師実施分", "協会保健師実施分"),
        ("【資格点検】", "資格点検"),
        ("《ＫＰＩ》", "《ＫＰＩ》"),
        ("①", "①"),
        ("・", "・"),
        ("【】", "【】"),
    ],
)
def test_the_text_proper_stands_behind_all_marks_and_inside_a_titles_brackets(line: str, text: str) -> None:
    start, end = body_span(line)
    assert line[start:end] == text


@given(st.text(alphabet=st.sampled_from("・○■①（1）.KPI：【目標】 　iア健診を※内訳")).map(str.strip))
def test_the_text_proper_is_a_part_of_the_line_and_never_empty_where_the_line_is_not(line: str) -> None:
    start, end = body_span(line)
    assert 0 <= start <= end <= len(line)
    assert start == body_start(line) or (start, body_start(line)) == (1, 0)
    assert line[start:end].strip() or not line


# ── numbers and owners ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("② 事業者健診データ取得率を10.0％以上とする。", 2),
        ("■ KPI：①日本年金機構回収分も含めた保険証回収率", 1),
        ("⑳ 二十番目の指標", 20),
        ("③", 3),
        ("■ KPI：被扶養者資格の確認書の提出率", None),
        ("（2）戦略的保険者機能関係", None),
        ("業務①の見直し", None),
        ("", None),
    ],
)
def test_only_a_circled_number_in_front_counts(line: str, number: int | None) -> None:
    assert ordinal(line) == number


@pytest.mark.parametrize(
    ("line", "text", "owner"),
    [
        ("①現金給付の適正化の推進【業務G】", "①現金給付の適正化の推進", "業務G"),
        ("②広報の推進　【企画総務Ｇ】", "②広報の推進", "企画総務Ｇ"),
        ("③特定健診の推進【保健G・企画総務G】", "③特定健診の推進", "保健G・企画総務G"),
        ("④保健指導の推進【保健グループ】", "④保健指導の推進", "保健グループ"),
        ("【資格点検】", "【資格点検】", None),
        ("【業務G】の見直し", "【業務G】の見直し", None),
        ("", "", None),
    ],
)
def test_only_a_group_in_brackets_at_the_end_is_an_owner(line: str, text: str, owner: str | None) -> None:
    assert owner_tag(line) == (text, owner)


# ── the documents ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_numbered_or_bulleted_line_of_the_documents_has_a_mark(shared: Path) -> None:
    """What is left without one are targets under a label, running text, and areas that nobody numbered."""
    unmarked = Counter(
        (name, item["kind"])
        for name in ("okayama", "kagoshima", "gunma")
        for side in ("old", "new")
        for item in json.loads((shared / "data" / f"{name}.json").read_text(encoding="utf-8"))[side]
        if not first_mark(item["text"]).kind
    )
    assert not [where for where in unmarked if where[1] in ("heading", "note") and where[0] != "gunma"]
    assert not unmarked["okayama", "measure"]


def test_iwates_measures_begin_with_a_diamond_but_for_a_title_and_a_text_of_three_aims(shared: Path) -> None:
    sections = json.loads((shared / "data" / "iwate.json").read_text(encoding="utf-8"))["sections"]
    kinds = Counter(first_mark(row["実施内容"].split("\n")[0]).kind for section in sections for row in section["rows"])
    assert kinds == {"◆": 75, "【】": 1, "": 1}
