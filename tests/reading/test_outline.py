"""Which line stands under which, and what it is, learnt from each document's own marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.plan import Item, Kind, Place
from xlcompare.reading.grid import Grid
from xlcompare.reading.outline import Line, items_of
from xlcompare.reading.plan_sheet import read_plan

AREA = "1. 基盤的保険者機能関係"


def outline(*blocks: str) -> list[Item]:
    """The items of an outline's cells, the area's title left out."""
    rows = (("分野", "内容"), *((AREA, block) for block in blocks))
    reading = read_plan(Grid("計画.xlsx", "令和3年度", rows))
    assert not reading.problems
    return list(reading.plan.items[1:])


def paths(*blocks: str) -> dict[str, str]:
    return {item.text: item.heading for item in outline(*blocks)}


def kinds(*blocks: str) -> dict[str, str]:
    return {item.text: item.kind.value for item in outline(*blocks)}


# ── levels ─────────────────────────────────────────────────────────────────────────────────────────────────────────

OKAYAMA = (
    "○サービス水準の向上\n・研修を実施する\n・適正な管理及び実施",
    "○データヘルス計画の着実な実施\ni）特定健診受診率の向上\n○被扶養者\n・受診勧奨の実施\nii）保健指導の実施率の向上\n・委託機関の拡大",
)
KAGOSHIMA = (
    "①サービス水準の向上\n○研修を実施する\n・階層別の研修\n・業務別の研修\n○適正な管理を行う",
    "②レセプト点検の推進\n【資格点検】\n○照会を強化する\n【外傷点検】\n○求償を強化する",
)


def test_a_circle_is_a_heading_in_one_document() -> None:
    assert paths(*OKAYAMA) == {
        "○サービス水準の向上": "",
        "・研修を実施する": "○サービス水準の向上",
        "・適正な管理及び実施": "○サービス水準の向上",
        "○データヘルス計画の着実な実施": "",
        "i）特定健診受診率の向上": "○データヘルス計画の着実な実施",
        "○被扶養者": "○データヘルス計画の着実な実施 / i）特定健診受診率の向上",
        "・受診勧奨の実施": "○データヘルス計画の着実な実施 / i）特定健診受診率の向上 / ○被扶養者",
        "ii）保健指導の実施率の向上": "○データヘルス計画の着実な実施",
        "・委託機関の拡大": "○データヘルス計画の着実な実施 / ii）保健指導の実施率の向上",
    }
    assert kinds(*OKAYAMA)["○サービス水準の向上"] == kinds(*OKAYAMA)["○被扶養者"] == "heading"


def test_and_a_measure_in_another() -> None:
    assert paths(*KAGOSHIMA) == {
        "①サービス水準の向上": "",
        "○研修を実施する": "①サービス水準の向上",
        "・階層別の研修": "①サービス水準の向上 / ○研修を実施する",
        "・業務別の研修": "①サービス水準の向上 / ○研修を実施する",
        "○適正な管理を行う": "①サービス水準の向上",
        "②レセプト点検の推進": "",
        "【資格点検】": "②レセプト点検の推進",
        "○照会を強化する": "②レセプト点検の推進 / 【資格点検】",
        "【外傷点検】": "②レセプト点検の推進",
        "○求償を強化する": "②レセプト点検の推進 / 【外傷点検】",
    }
    assert kinds(*KAGOSHIMA)["○研修を実施する"] == kinds(*KAGOSHIMA)["○適正な管理を行う"] == "measure"


def test_a_mark_that_is_met_again_returns_to_its_level() -> None:
    found = paths("１ 医療費適正化\n（１）使用促進\n① 通知の発送\n② 講演会\n（２）意見発信\n① 会議への参加")
    assert found["② 講演会"] == "１ 医療費適正化 / （１）使用促進"
    assert found["（２）意見発信"] == "１ 医療費適正化"
    assert found["① 会議への参加"] == "１ 医療費適正化 / （２）意見発信"


def test_where_two_blocks_disagree_the_order_that_is_met_more_often_wins() -> None:
    usual = tuple(f"{number}広報\n○広報紙{number}を出す\n・毎月{number}" for number in "①②③")
    found = paths(*usual, "④研修\n・訓練を行う\n○勉強会を開く")
    assert found["・訓練を行う"] == found["○勉強会を開く"] == "④研修"


def test_each_cell_begins_at_the_top_again() -> None:
    assert paths("①広報\n○広報紙\n・毎月", "・単独の取組")["・単独の取組"] == ""


@given(
    st.permutations(["○", "・", "①", "●", "◆", "（１）"]),
    st.lists(st.integers(1, 3), min_size=1, max_size=4),
)
def test_any_three_marks_nest_in_the_order_of_their_first_meeting(marks: list[str], sizes: list[int]) -> None:
    outer, middle, inner = marks[:3]
    lines, expected = [f"{outer}主題"], [""]
    for i, size in enumerate(sizes):
        lines.append(f"{middle}副題{i}")
        expected.append(f"{outer}主題")
        lines.extend(f"{inner}詳細{i}の{j}" for j in range(size))
        expected.extend([f"{outer}主題 / {middle}副題{i}"] * size)
    found = outline("\n".join(lines))
    assert [item.text for item in found] == lines
    assert [item.heading for item in found] == expected


# ── targets ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_kpis_continue_while_lines_count_on_or_have_no_mark() -> None:
    found = kinds(
        "○サービス水準の向上\n・研修\n■ KPI：① 達成状況を100％とする\n② 郵送化率を95.0％以上とする\n※本部の目標と同じ\n"
        "使用割合を対前年度以上とする\n・広報"
    )
    assert found == {
        "○サービス水準の向上": "heading",
        "・研修": "measure",
        "■ KPI：① 達成状況を100％とする": "kpi",
        "② 郵送化率を95.0％以上とする": "kpi",
        "※本部の目標と同じ": "note",
        "使用割合を対前年度以上とする": "kpi",
        "・広報": "measure",
    }


@pytest.mark.parametrize("kpi", ["■ KPI：① 回収率を対前年度以上とする", "■ KPI：回収率を対前年度以上とする"])
def test_a_number_out_of_turn_is_no_further_kpi(kpi: str) -> None:
    found = kinds(f"○勧奨\n{kpi}\n① 文書による勧奨を行う")
    assert found["① 文書による勧奨を行う"] == "measure"


def test_a_kpi_belongs_to_the_heading_and_not_to_its_last_measure() -> None:
    found = paths("①広報\n○広報紙を出す\n○メルマガを出す\n■ KPI：理解率を対前年度以上とする\n※全国平均")
    assert found["■ KPI：理解率を対前年度以上とする"] == found["※全国平均"] == "①広報"


def test_a_kpi_below_the_last_title_in_brackets_is_its_headings() -> None:
    found = paths(
        "②レセプト点検\n【資格点検】\n○照会を行う\n【内容点検】\n○勉強会を行う\n■ KPI：査定率を対前年度以上とする"
    )
    assert found["■ KPI：査定率を対前年度以上とする"] == "②レセプト点検"


def test_a_kpi_right_below_a_title_in_brackets_is_the_titles() -> None:
    found = paths("②レセプト点検\n【内容点検】\n■ KPI：査定率を対前年度以上とする\n○勉強会を行う")
    assert found["■ KPI：査定率を対前年度以上とする"] == "②レセプト点検 / 【内容点検】"


def test_a_label_line_belongs_to_the_kpi_below_it() -> None:
    found = outline("①広報\n○広報紙を出す\n《ＫＰＩ》\n理解率を50％以上とする\n登録者を2,400人とする\n○表彰を行う")
    assert [(item.text, item.kind, item.label) for item in found[2:]] == [
        ("理解率を50％以上とする", Kind.KPI, "《ＫＰＩ》"),
        ("登録者を2,400人とする", Kind.KPI, None),
        ("○表彰を行う", Kind.MEASURE, None),
    ]


def test_a_bullet_right_below_the_label_is_a_kpi() -> None:
    found = outline("①広報\n【KPI】\n・理解率を50％以上とする")
    assert [(item.text, item.kind, item.label) for item in found[1:]] == [
        ("・理解率を50％以上とする", Kind.KPI, "【KPI】")
    ]


@pytest.mark.parametrize("blocks", [("①広報\n《ＫＰＩ》", "②研修\n○訓練"), ("①広報\n《ＫＰＩ》\n《ＫＰＩ》",)])
def test_a_label_without_a_kpi_is_not_lost(blocks: tuple[str, ...]) -> None:
    found = outline(*blocks)
    texts = [text for item in found for text in (item.label, item.text) if text]
    assert texts == [line for block in blocks for line in block.split("\n")]


def test_branch_targets_continue_on_lines_of_their_own() -> None:
    found = kinds("○健康経営\n・勧奨\n支部目標 宣言事業所数 1,500社\n健診受診率 84％\nLINE登録者数 2,400人\n・表彰")
    assert list(found.values()) == ["heading", "measure", "target", "target", "target", "measure"]


def test_a_break_down_goes_on_with_its_numbers() -> None:
    found = kinds("○保健指導\n・勧奨\n（内訳）\n① 被保険者 8,749人\n② 被扶養者 253人\n・委託")
    assert list(found.values()) == ["heading", "measure", "target", "target", "target", "measure"]


def test_what_stands_under_a_title_of_aims_is_a_target() -> None:
    found = outline(
        "①データヘルス計画\n【上位目標】\n○死亡率を減らす\n【下位目標】\n○受診者を増やす\n【具体策】\n○勧奨する"
    )
    assert [item.kind.value for item in found[1:]] == ["heading", "target"] * 2 + ["heading", "measure"]
    assert {item.heading for item in found if item.kind is Kind.HEADING} == {"", "①データヘルス計画"}


def test_aims_in_any_brackets_are_aims() -> None:
    found = outline("【コラボヘルスの推進】\n≪下位目標≫\n・リスクを3%以上減少させる\n≪具体策≫\n・勧奨の文書を送付する")
    assert [item.kind.value for item in found] == ["heading", "heading", "target", "heading", "measure"]


@pytest.mark.parametrize("figure", ["健診受診率 84％", "宣言事業所数 1,100事業所以上", "○実施予定人数 1,954人"])
def test_a_line_that_ends_in_a_figure_is_a_target(figure: str) -> None:
    assert kinds(f"①健康経営\n{figure}")[figure] == "target"


@pytest.mark.parametrize("text", ["○受診率を84％に上げる。", "・月15日以上の申請を照会する", "・3回の督促の実施"])
def test_a_sentence_with_a_figure_in_it_is_a_measure(text: str) -> None:
    assert kinds(f"①健康経営\n{text}")[text] == "measure"


# ── lines ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_known_of_a_line_outweighs_its_mark() -> None:
    place = Place("B2")
    lines = (
        Line("○広報", place, AREA, opens=True, kind=Kind.HEADING),
        Line("・広報紙", place, AREA, kind=Kind.NOTE, owner="企画", method="毎月"),
        Line("■ KPI：理解率", place, AREA, kind=Kind.MEASURE),
    )
    found = items_of(lines)
    assert [item.kind for item in found] == [Kind.HEADING, Kind.NOTE, Kind.MEASURE]
    assert (found[1].owner, found[1].method, found[1].area) == ("企画", "毎月", AREA)


def test_no_lines_are_no_items() -> None:
    assert items_of(()) == ()


@given(
    st.lists(st.tuples(st.text(alphabet=st.sampled_from("○・①②（1）【】《》 KPI：※健診"), min_size=1), st.booleans()))
)
def test_every_line_is_kept_in_order_under_lines_that_stand_above_it(drawn: list[tuple[str, bool]]) -> None:
    lines = [Line(text, Place("A1", i + 1), AREA, opens) for i, (text, opens) in enumerate(drawn)]
    found = items_of(lines)
    assert [text for item in found for text in (item.label, item.text) if text is not None] == [t for t, _ in drawn]
    for i, item in enumerate(found):
        above = [before.text for before in found[:i]]
        assert all(text in above for text in item.path)
