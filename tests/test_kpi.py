"""KPI sentences read as aim, threshold and unit: the branches' own against a person's reading, then rule by rule."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xlcompare.kpi import Aim, Target, target_in

from .kpi_readings import KPIS, NOTHING, TARGETS, Reading

WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)} | {ord(" "): "\u3000"}


def widened(sentence: str) -> str:
    """`sentence` with full-width letters, digits, signs and spaces."""
    return sentence.translate(WIDE)


def narrowed(sentence: str) -> str:
    """`sentence` in half width, circled numbers and the ends of sentences as they are."""
    return "".join(sign if sign in "①②③" else unicodedata.normalize("NFKC", sign) for sign in sentence)


def target_of(reading: str, last_year: float | None = None) -> Target | None:
    """The target that a reading such as 「以上 95.0 ％」 stands for."""
    if reading == NOTHING:
        return None
    aim, *others = reading.split()
    threshold = float(others.pop(0)) if others and others[0].lstrip("-")[0].isdigit() else None
    return Target(Aim(aim), threshold, "".join(others), last_year)


def reads(sentence: str, reading: str, last_year: float | None = None) -> None:
    """Asserts the `reading` of `sentence`, in any width."""
    for variant in (sentence, widened(sentence), narrowed(sentence)):
        assert target_in(variant) == target_of(reading, last_year), variant


# ── the branches' documents ─────────────────────────────────────────────────────────────────────────────────────────


def sentences(data: Path, document: str, year: str, kind: str) -> list[str]:
    """The document's sentences of one kind and year, in its order."""
    content = json.loads((data / f"{document}.json").read_text(encoding="utf-8"))
    if "sections" in content:
        return [sentence for section in content["sections"] for sentence in section[kind]]
    return [item["text"] for item in content[year] if item["kind"] == kind]


CASES = [
    pytest.param(document, year, kind, each, id=f"{document}-{year}-{kind}")
    for kind, readings in (("kpi", KPIS), ("target", TARGETS))
    for (document, year), each in readings.items()
]


@pytest.mark.parametrize(("document", "year", "kind", "readings"), CASES)
def test_a_documents_sentences_are_read_as_a_person_reads_them(
    shared: Path, document: str, year: str, kind: str, readings: list[Reading]
) -> None:
    found = sentences(shared / "data", document, year, kind)
    assert len(found) == len(readings)
    for sentence, (word, reading, *last_year) in zip(found, readings, strict=True):
        assert word in sentence
        reads(sentence, reading, *last_year)


def test_every_document_is_read() -> None:
    assert sum(map(len, KPIS.values())) == 21 + 19 + 20 + 21 + 21 + 19 + 20
    assert sum(map(len, TARGETS.values())) == 12 + 11 + 25 + 26 + 13 + 14


# ── which way ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_at_least_and_at_most_are_as_printed() -> None:
    reads("電子申請率を92.5％以上とする", "以上 92.5 ％")
    reads("再提出の割合について、20％以下とする。", "以下 20 ％")
    reads("電子申請率 92.5％以上", "以上 92.5 ％")
    reads("電子申請率を92.5％以上にする", "以上 92.5 ％")
    reads("電子申請率を92.5％以上とし、窓口を減らす", "以上 92.5 ％")
    reads("電子申請率を92.5％以上とすることを目標とする", "以上 92.5 ％")
    reads("電子申請率は92.5％以上を目指す", "以上 92.5 ％")
    reads("電子申請率を92.5％以上に引き上げる", "以上 92.5 ％")
    reads("電子申請率の92.5％以上の達成を目指す", "以上 92.5 ％")
    reads("電子申請率が92.5％以上となるよう取り組む", "以上 92.5 ％")


def test_a_bare_figure_at_the_end_is_at_least() -> None:
    reads("処理の達成状況を100％とする", "以上 100 ％")
    reads("協力店の数 1,850社", "以上 1850 社")
    reads("目標：2,400件", "以上 2400 件")
    reads("登録者数 2400", "以上 2400")
    reads("研修会を年3回開催する", "以上 3 回")


def test_a_target_word_may_follow() -> None:
    reads("来場者 3,000人 回答率 9%目標", "以上 9 ％")
    reads("回答率を60％以上を目標とする", "以上 60 ％")


def test_to_keep_a_figure_is_keep() -> None:
    reads("出席率100％を維持する", "維持 100 ％")
    reads("出席率100％の維持を目指す", "維持 100 ％")
    reads("出席率80％以上を維持する", "以上 80 ％")


def test_to_keep_without_a_figure_has_no_threshold() -> None:
    reads("出席率を維持する", "維持 ％")
    reads("出席率（昨年度79.8％）を維持する", "維持 ％", 79.8)
    reads("満足度は前年度水準を維持する", "維持")
    reads("健康の維持・増進を図る", NOTHING)
    reads("業務の効率を維持する", NOTHING)


def test_words_that_mean_more_or_less_are_the_nearest_aim() -> None:
    reads("苦情を50件未満とする", "以下 50 件")
    reads("回答率を60％超とする", "以上 60 ％")
    reads("回答率が60％を上回る", "以上 60 ％")
    reads("回答率が60％を超えることを目指す", "以上 60 ％")
    reads("再提出率が6％を下回る", "以下 6 ％")
    reads("回答率が60％を下回らない", "以上 60 ％")
    reads("苦情が50件を超えない", "以下 50 件")
    reads("苦情を50件までとする", "以下 50 件")


def test_nobody_aims_at_nought_or_more() -> None:
    reads("事故を0件とする", "以下 0 件")
    reads("事故0件を維持する", "維持 0 件")


def test_from_one_figure_to_another_gives_aim_and_start() -> None:
    reads("対象者の減少率を18.2%から20%にする", "以上 20 ％", 18.2)
    reads("再提出者 10.4→9.0人", "以下 9.0 人", 10.4)
    reads("来場者 9.0人⇒10.4人", "以上 10.4 人", 9.0)
    reads("該当率を「2.9%から2.5%」に減少させる", "以下 2.5 ％", 2.9)
    reads("回答率を昨年度の45.5％から50％以上とする", "以上 50 ％", 45.5)
    reads("来場者 3,000人→45％", NOTHING)
    reads("28年度より660人以上とする", "以上 660 人")


def test_to_change_to_a_figure_sets_it_and_by_a_figure_does_not() -> None:
    reads("割合を20％に減少させる", "以下 20 ％")
    reads("割合を20％まで引き上げる", "以上 20 ％")
    reads("費用を5億円に抑える", "以下 5 億円")
    reads("28年度より660人減らす。", NOTHING)
    reads("費用を10％以上削減する", NOTHING)
    reads("費用を10％減とする", NOTHING)
    reads("参加する人が増える。", NOTHING)
    reads("加入者の割合が26年度新規加入者割合を下回る。", NOTHING)


# ── against last year ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("last_year", ["対前年度", "前年度", "対前年", "前年度対", "昨年度", "対昨年度", "前年度実績"])
def test_last_years_actual_is_named_in_many_ways(last_year: str) -> None:
    reads(f"再請求率について{last_year}以上とする", "対前年度以上 ％")
    reads(f"再請求の割合を、{last_year}以下とする。", "対前年度以下 ％")


def test_more_or_less_than_last_year_is_the_nearest_aim() -> None:
    reads("再請求率が前年度実績を上回る", "対前年度以上 ％")
    reads("再請求率が前年度を超えない", "対前年度以下 ％")
    reads("再請求率について前年度以上の実績を確保する", "対前年度以上 ％")


def test_other_years_are_not_last_year() -> None:
    reads("再請求率を一昨年度以上とする", NOTHING)
    reads("再請求率を前々年度以上とする", NOTHING)


def test_the_unit_against_last_year_is_that_of_its_figure_else_of_the_metric() -> None:
    reads("再請求額を対前年度（3,250千円）以上とする", "対前年度以上 千円", 3250)
    reads("再請求率を対前年度以上とする", "対前年度以上 ％")
    reads("理解率の平均について対前年度以上とする", "対前年度以上 ％")
    reads("再請求率※について対前年度以上とする", "対前年度以上 ％")
    reads("1件当たりの再請求額を対前年度以上とする", "対前年度以上 円")
    reads("再請求額を対前年度以上とする", "対前年度以上")


def test_last_years_actual_is_taken_from_brackets() -> None:
    reads("再請求率について対前年度（0.338%）以上とする", "対前年度以上 ％", 0.338)
    reads("回収率を95.7%以上とする（昨年度95.45%）", "以上 95.7 ％", 95.45)
    reads("回収率（前年度実績：95.45%、全国96％）を95.7%以上とする", "以上 95.7 ％", 95.45)
    reads("協力店1,100社（前年度は1,050社）", "以上 1100 社", 1050)
    reads("再請求率を対前年度以上（0.338％）とする", "対前年度以上 ％", 0.338)
    reads("再請求率を対前年度以下とする（０．３３８％）", "対前年度以下 ％", 0.338)
    reads("再請求率を対前年度以上とする（3か月以内）", "対前年度以上 ％")


def test_a_bracket_that_counts_something_else_is_not_last_years_actual() -> None:
    reads("再請求の割合について、前年度以下とする。件数が4件以下なら1件以下とする。(※前年度は0件)", "対前年度以下 ％")
    reads("回収率を95.7%以上とする（昨年度20社）", "以上 95.7 ％")
    reads("回収率を95.7%以上とする（昨年度目標95.0％）", "以上 95.7 ％")
    reads("回収率を95.7%以上とする（前年度比5％増）", "以上 95.7 ％")
    reads("回収率を95.7%以上とする（一昨年度95.0％）", "以上 95.7 ％")


# ── figures that set nothing ────────────────────────────────────────────────────────────────────────────────────────


def test_conditions_of_the_metric_set_nothing() -> None:
    reads("通知後3か月以内に来所した者の割合を12.9％以上とする", "以上 12.9 ％")
    reads("通知後3か月以内に来所した者の割合を増やす", NOTHING)
    reads("喪失後1か月以内の返却率を対前年度以上とする", "対前年度以上 ％")
    reads("３か所以上、かつ月15日以上の利用の割合について対前年度以下とする", "対前年度以下 ％")
    reads("３か所以上、かつ月 15 日以上の利用の割合を減らす", NOTHING)
    reads("加入者の3人に1人以上とする", NOTHING)


def test_ages_set_nothing_and_periods_only_with_a_bound_as_the_predicate() -> None:
    reads("対象：35歳以上", NOTHING)
    reads("40代以上とする", NOTHING)
    reads("支給までの日数を10日以内とする", "以下 10 日")
    reads("支給までの日数を10日以内を目標とする", "以下 10 日")
    reads("支給までの日数 10日", NOTHING)
    reads("支給までの日数を10日とする", NOTHING)
    reads("申請から10日以内に支給する", NOTHING)
    reads("令和3年度", NOTHING)


def test_head_counts_in_brackets_set_nothing() -> None:
    reads("・講座 修了率60.3％（修了見込者数：172,500人）", "以上 60.3 ％")
    reads("講座全体の修了率目標 55.0％（161,390人）", "以上 55.0 ％")
    reads("○受講者（40歳以上）（対象者数：237,452人）", NOTHING)
    reads("修了率（講座（3回以上）を含む。）を55.0％以上とする", "以上 55.0 ％")
    reads("修了率55.0％（161,390人", "以上 55.0 ％")


def test_figures_on_both_sides_of_a_bracket_stay_two() -> None:
    reads("平成30（2018）95％以上", "以上 95 ％")


def test_notes_set_nothing() -> None:
    reads("使用割合を84.5%以上とする ※本店、3部門以上とする", "以上 84.5 ％")
    reads("使用割合を84.5%以上とする※本店における3部門以上とする", "以上 84.5 ％")
    reads("情報発信を実施する ※会議は3回以上とする", NOTHING)
    reads("※去年は95％以上とする", NOTHING)
    reads("使用割合（※）を80.7％以上とする", "以上 80.7 ％")


def test_a_second_sentence_sets_only_what_goes_from_a_figure_to_another() -> None:
    reads("情報発信を実施する。会議は3回以上とする", NOTHING)
    reads("待つ人を減らす。人口1万対10.4→9.0人", "以下 9.0 人", 10.4)


def test_what_sets_no_figure_cannot_be_measured() -> None:
    reads("設定なし", NOTHING)
    reads("効果的な情報発信を実施する", NOTHING)
    reads("（内訳）", NOTHING)
    reads("", NOTHING)


@pytest.mark.parametrize(
    "mark",
    ["■ KPI：① ", "■KPI：①", "② ", "①", "・", "* ", "I. ", "Ⅱ. ", "1. ", "(3) ", "支部目標 ", "〔目標〕", "（内訳）"],
)
def test_marks_and_labels_in_front_are_no_figures(mark: str) -> None:
    reads(f"{mark}回答率95.0％以上", "以上 95.0 ％")
    reads(f"{mark}95.0％以上", "以上 95.0 ％")
    reads(f"{mark}広報を進める", NOTHING)


def test_a_figure_at_the_head_is_no_mark() -> None:
    reads("10 件以上", "以上 10 件")
    reads("95.0 ％以上とする", "以上 95.0 ％")


def test_numbers_of_an_outline_years_ranges_and_fractions_set_nothing() -> None:
    reads("下位目標2", NOTHING)
    reads("下位目標 1～3の促進を図る", NOTHING)
    reads("第2期計画", NOTHING)
    reads("優良企業2021認定", NOTHING)
    reads("回答率を90～95％とする", NOTHING)
    reads("会議を5-6回とする", NOTHING)
    reads("回答率を2/3以上とする", NOTHING)
    reads("回答率を3分の1以上とする", NOTHING)
    reads("費用を1億2,000万円以下とする", NOTHING)


# ── how it is typed ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_width_spaces_and_commas_make_no_difference() -> None:
    reads("回答率を95．0％以上とする", "以上 95.0 ％")
    reads("回答率を ９５ ．０ ％ 以 上 と す る", "以上 95.0 ％")
    reads("協力店の数 １，８５０ 社", "以上 1850 社")
    reads("回答率を92.0％以上とし，窓口を減らす", "以上 92.0 ％")
    reads("回答率を95㌫以上とする", "以上 95 ％")
    reads("ﾒｰﾙの登録率を95.0％以上とする", "以上 95.0 ％")


@pytest.mark.parametrize(
    "unit",
    ["件", "人", "社", "回", "円", "事業所", "千人", "百万円", "億円", "ポイント", "％ポイント", "倍", "割", "人/年"],
)
def test_units_are_as_printed(unit: str) -> None:
    reads(f"見込みを1,234.5{unit}以上とする", f"以上 1234.5 {unit}")
    reads(f"見込み 1,234.5{unit}", f"以上 1234.5 {unit}")


def test_a_rare_unit_needs_a_bound() -> None:
    reads("見込みを5コマ以上とする", "以上 5 コマ")
    reads("見込みを5コマ配布", NOTHING)


def test_figures_may_be_negative() -> None:
    reads("伸び率を△1.5％以下とする", "以下 -1.5 ％")
    reads("伸び率を-1.5％以下とする", "以下 -1.5 ％")
    reads("伸び率－1.5％以下", NOTHING)  # A minus or a dash: nobody can tell.


def test_two_aims_are_relative() -> None:
    assert [aim.value for aim in Aim if aim.relative] == ["対前年度以上", "対前年度以下"]


# ── any sentence ────────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = [
    "対前年度", "前年度", "昨年度", "(昨年度95.45%)", "(0.338%)", "以上", "以下", "以内に", "未満", "を上回る",
    "を超えない", "とする", "とし、", "を維持する", "に減少させる", "を目指す", "率", "割合について", "を", "、",
    "。", "※", "(", ")", "「", "→", "から", "95.0%", "1,850社", "3か月", "35歳", "10", "2", ".", "-", "△",
    "人/年", "千円", "I.", "KPI:", "①", " ",
]  # fmt: skip
made_up = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(st.text() | made_up)
@example("9" * 400 + "％以上")
@example("\0※\0（")
def test_no_sentence_raises_and_width_changes_no_reading(sentence: str) -> None:
    assert target_in(widened(sentence)) == target_in(sentence)


@given(made_up)
def test_a_target_has_a_figure_or_last_year_or_is_to_be_kept(sentence: str) -> None:
    target = target_in(sentence)
    if target:
        assert (
            target.threshold is None if target.aim.relative else target.threshold is not None or target.aim is Aim.KEEP
        )
        assert "%" not in target.unit


LONG = [
    "9", "1,", "1から", "3件以上とする、", "(", "(a", "【", "前年度", "(前年度は", "1→2。", "率を維持", "※", "、", " ",
]  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_the_longest_text_of_a_cell_is_read_quickly(piece: str) -> None:
    start = time.perf_counter()
    target_in((piece * 32_767)[:32_767])
    target_in((piece * 32_767)[:32_758] + "95％以上とする")
    assert time.perf_counter() - start < 3
