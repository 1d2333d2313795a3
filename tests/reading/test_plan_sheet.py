"""From a year tab's cells to its plan: what stands in which column, what blank means, where everything came from."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare import errors, notices
from xlcompare.errors import PlanError
from xlcompare.plan import Item, Kind, Place
from xlcompare.reading.grid import Area, Grid, Value
from xlcompare.reading.plan_sheet import Reading, read_plan
from xlcompare.reading.problem import Problem

AREA, OTHER_AREA = "1. 基盤的保険者機能関係", "2. 戦略的保険者機能関係"
TAB = "令和3年度"
Row = tuple[Value, ...]


def read(*rows: Row, merged: tuple[Area, ...] = (), tab: str = TAB, book: str = "計画.xlsx", top: int = 0) -> Reading:
    return read_plan(Grid(book, tab, rows, top=top, merged=merged))


def items(*rows: Row, merged: tuple[Area, ...] = ()) -> list[Item]:
    reading = read(*rows, merged=merged)
    assert not reading.problems
    return list(reading.plan.items)


def shape(found: list[Item]) -> list[tuple[str, str, str]]:
    return [(item.kind.value, item.text, item.heading) for item in found]


# ── blank means as above ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_header_repeated_on_every_page_is_no_item() -> None:
    head = ("分野", "項目", "内容")
    once = items(head, (AREA, "○広報", "・広報紙"), (None, None, "・研修"))
    again = items(head, (AREA, "○広報", "・広報紙"), head, (None, None, "・研修"))
    assert shape(again) == shape(once)


def test_blank_is_as_above() -> None:
    found = items(
        ("分野", "項目", "内容"),
        (AREA, "○サービス水準の向上", "・研修の実施"),
        (None, None, "・適正な管理"),
        ("", "", "・事務の標準化"),
    )
    assert shape(found) == [
        ("area", AREA, ""),
        ("heading", "○サービス水準の向上", ""),
        ("measure", "・研修の実施", "○サービス水準の向上"),
        ("measure", "・適正な管理", "○サービス水準の向上"),
        ("measure", "・事務の標準化", "○サービス水準の向上"),
    ]
    assert {item.area for item in found} == {AREA}


def test_repeated_cells_are_as_above_too() -> None:
    head = ("分野", "項目", "内容")
    blank = items(head, (AREA, "○広報の推進", "・広報紙"), (None, None, "・メルマガ"))
    filled = items(head, (AREA, "○広報の推進", "・広報紙"), (AREA, "○広報の\n推進", "・メルマガ"))
    assert blank == filled


def test_a_new_area_ends_the_heading() -> None:
    found = items(
        ("分野", "項目", "内容"),
        (AREA, "○広報の推進", "・広報紙"),
        (OTHER_AREA, None, "・リスク管理"),
    )
    assert [(item.area, item.heading) for item in found[2:]] == [
        (AREA, "○広報の推進"),
        (OTHER_AREA, ""),
        (OTHER_AREA, ""),
    ]


def test_a_new_area_may_have_a_heading_of_the_same_name() -> None:
    found = items(
        ("分野", "項目", "内容"),
        (AREA, "○広報の推進", "・広報紙"),
        (OTHER_AREA, "○広報の推進", "・メルマガ"),
    )
    assert [item.text for item in found if item.kind is Kind.HEADING] == ["○広報の推進", "○広報の推進"]


def test_a_subheading_holds_until_the_heading_changes() -> None:
    found = items(
        ("分野", "項目", "小項目", "内容"),
        (AREA, "○データヘルス計画", "i）特定健診", "・勧奨"),
        (None, None, None, "・広報"),
        (None, None, "ii）特定保健指導", "・委託"),
        (None, "○レセプト点検", None, "・研修"),
    )
    assert shape(found)[2:] == [
        ("heading", "i）特定健診", "○データヘルス計画"),
        ("measure", "・勧奨", "○データヘルス計画 / i）特定健診"),
        ("measure", "・広報", "○データヘルス計画 / i）特定健診"),
        ("heading", "ii）特定保健指導", "○データヘルス計画"),
        ("measure", "・委託", "○データヘルス計画 / ii）特定保健指導"),
        ("heading", "○レセプト点検", ""),
        ("measure", "・研修", "○レセプト点検"),
    ]


def test_a_new_heading_may_have_a_subheading_of_the_same_name() -> None:
    found = items(
        ("項目", "小項目", "内容"), ("○健診", "＜被保険者＞", "・勧奨"), ("○保健指導", "＜被保険者＞", "・委託")
    )
    assert found[-1].path == ("○保健指導", "＜被保険者＞")


def test_a_heading_of_its_own_row_counts() -> None:
    found = items(("分野", "項目", "内容"), (AREA, "○広報の推進", None), (None, None, "・広報紙"))
    assert [(str(item.place), item.heading) for item in found] == [("A2", ""), ("B2", ""), ("C3", "○広報の推進")]


def test_text_above_any_area_is_kept_and_told_once() -> None:
    reading = read(("分野", "内容"), (None, "・広報"), (None, "・勧奨"), (AREA, "・研修"))
    assert [(item.text, item.area) for item in reading.plan.items] == [
        ("・広報", ""),
        ("・勧奨", ""),
        (AREA, AREA),
        ("・研修", AREA),
    ]
    assert reading.problems == (Problem(TAB, "A2", notices.text_without_area()),)


def test_a_tab_without_an_area_column_needs_none() -> None:
    assert shape(items(("項目", "内容"), ("○広報", "・広報紙"))) == [
        ("heading", "○広報", ""),
        ("measure", "・広報紙", "○広報"),
    ]


def test_a_heading_that_repeats_a_measure_above_is_that_measure() -> None:
    found = items(
        ("分野", "項目", "区分", "内容"),
        (AREA, "", "取組", "○次の勧奨を行う。"),
        (None, "○次の勧奨を行う。", "取組", "・文書"),
        (None, None, "取組", "・電話"),
    )
    assert shape(found)[1:] == [
        ("measure", "○次の勧奨を行う。", ""),
        ("measure", "・文書", "○次の勧奨を行う。"),
        ("measure", "・電話", "○次の勧奨を行う。"),
    ]


def test_the_last_measure_of_another_area_or_heading_is_not_repeated() -> None:
    """Nothing may be dropped without a word."""
    found = items(
        ("分野", "項目", "内容"),
        (AREA, "○勧奨", "・広報"),
        (None, "○研修", None),
        (None, "・広報", "－"),
        (None, None, "○リスク管理"),
        (OTHER_AREA, "○リスク管理", "・訓練"),
    )
    assert [item.text for item in found if item.kind is Kind.HEADING] == ["○勧奨", "○研修", "・広報", "○リスク管理"]


# ── cells ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_merged_cell_counts_for_its_whole_range() -> None:
    found = items(
        ("分野", "項目", "区分", "内容", "担当", "方法"),
        (AREA, "○広報", "KPI", "理解率を高める", "企画", "通年"),
        (None, None, None, "登録者を増やす", None, None),
        (None, None, None, "広報紙を出す", None, None),
        merged=(Area(1, 0, 3, 0), Area(1, 1, 3, 1), Area(1, 2, 2, 2), Area(1, 4, 2, 4), Area(1, 5, 3, 5)),
    )
    assert [(item.kind.value, item.method) for item in found[2:4]] == [("kpi", "通年"), ("kpi", "通年")]
    assert [item.owner for item in found[2:4]] == ["企画", "企画"]
    assert found[4].method == "通年"


def test_a_header_of_two_rows_is_no_content() -> None:
    merged = (Area(0, 0, 1, 0), Area(0, 1, 1, 1))
    assert shape(items(("分野", "内容"), (), (AREA, "・広報"), merged=merged)) == [
        ("area", AREA, ""),
        ("measure", "・広報", ""),
    ]


def test_a_merged_content_is_one_item() -> None:
    found = items(("分野", "内容"), (AREA, "・広報"), (None, None), (None, "・勧奨"), merged=(Area(1, 1, 2, 1),))
    assert [item.text for item in found] == [AREA, "・広報", "・勧奨"]


def test_each_line_of_a_cell_is_an_item_that_knows_its_line() -> None:
    found = items(("分野", "項目", "内容"), (AREA, "○健康経営", "・宣言の勧奨\n\n登録者数 2,400人\n・表彰"))
    assert [(item.text, item.place) for item in found[2:]] == [
        ("・宣言の勧奨", Place("C2", 1)),
        ("登録者数 2,400人", Place("C2", 3)),
        ("・表彰", Place("C2", 4)),
    ]


def test_hard_line_breaks_are_joined_and_told() -> None:
    reading = read(
        ("分野", "内容"),
        (AREA, "・事業主や加入者に対して資格喪失後の保険証を\n確実に返却していただくよう周知する"),
    )
    [item] = reading.plan.items[1:]
    assert item.text == "・事業主や加入者に対して資格喪失後の保険証を確実に返却していただくよう周知する"
    assert item.place == Place("B2")
    assert reading.problems == (Problem(TAB, "B2", notices.lines_joined()),)


def test_a_short_list_is_not_joined() -> None:
    found = items(("分野", "項目", "内容"), (AREA, "○健康経営", "宣言事業所数 1,500社\n登録者数 2,400人"))
    assert [item.text for item in found[2:]] == ["宣言事業所数 1,500社", "登録者数 2,400人"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (95, "95"),
        (95.0, "95"),
        (0.951, "0.951"),
        (True, "TRUE"),
        (date(2021, 4, 1), "2021/4/1"),
        (datetime(2021, 4, 1), "2021/4/1"),
        (datetime(2021, 4, 1, 9, 5), "2021/4/1 09:05"),
        ("　・広報　", "・広報"),
    ],
)
def test_any_value_in_the_content_column_is_an_item(value: Value, text: str) -> None:
    assert [item.text for item in items(("分野", "内容"), (AREA, value))] == [AREA, text]


def test_rows_may_be_short_and_the_tab_may_begin_anywhere() -> None:
    plan = read_plan(Grid("計画.xlsx", TAB, (("分野", "内容", "担当"), (AREA, "・広報"), ()), top=4, left=2)).plan
    assert [(item.text, str(item.place)) for item in plan.items] == [(AREA, "C6"), ("・広報", "D6")]


# ── kind, owner, method ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("見出し", Kind.HEADING),
        ("取組", Kind.MEASURE),
        ("KPI", Kind.KPI),
        ("ＫＰＩ", Kind.KPI),
        ("kpi", Kind.KPI),
        ("支部目標", Kind.TARGET),
        ("支部 目標", Kind.TARGET),
        ("説明", Kind.NOTE),
    ],
)
def test_a_kind_in_its_column_is_the_persons_word(word: str, kind: Kind) -> None:
    found = items(("分野", "項目", "区分", "内容"), (AREA, "○広報", word, "広報紙を出す"))
    assert found[-1].kind is kind


def test_the_kinds_column_may_have_another_name() -> None:
    assert items(("種別", "内容"), ("KPI", "郵送化率"))[-1].kind is Kind.KPI


def test_a_kind_holds_for_all_lines_of_its_cell_but_a_measures_lines_speak_for_themselves() -> None:
    found = items(("区分", "内容"), ("KPI", "理解率\n登録者数"), ("取組", "・広報紙\n※一部再掲"))
    assert [item.kind for item in found] == [Kind.KPI, Kind.KPI, Kind.MEASURE, Kind.NOTE]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("・広報紙を出す", Kind.MEASURE), ("■ KPI：郵送化率を95.0％以上とする", Kind.KPI), ("※一部再掲", Kind.NOTE)],
)
def test_an_unknown_kind_is_told_and_the_text_speaks(text: str, kind: Kind) -> None:
    reading = read(("分野", "項目", "区分", "内容"), (AREA, "○広報", "その他", text))
    assert reading.plan.items[-1].kind is kind
    assert reading.problems == (Problem(TAB, "C2", notices.unknown_kind("その他")),)


def test_a_heading_hands_its_owner_down() -> None:
    found = items(
        ("分野", "項目", "内容", "担当グループ"),
        (AREA, "①現金給付の適正化の推進【業務G】", "○調査", None),
        (None, None, "○分析", "企画・保健"),
        (None, None, "○研修", None),
        (None, "②広報の推進", "○広報紙", None),
        (None, "③レセプト点検", None, "レセプト"),
        (None, None, "○勉強会", None),
    )
    owners = {item.text: item.owner for item in found}
    assert owners == {
        AREA: None,
        "①現金給付の適正化の推進【業務G】": "業務G",
        "○調査": "業務G",
        "○分析": "企画・保健",
        "○研修": "業務G",
        "②広報の推進": None,
        "○広報紙": None,
        "③レセプト点検": "レセプト",
        "○勉強会": "レセプト",
    }


def test_an_outlines_first_line_hands_its_owner_down() -> None:
    found = items(("分野", "内容"), (AREA, "①広報の推進【企画総務G】\n○広報紙\n○メルマガ"), (None, "②研修\n○訓練"))
    assert [item.owner for item in found[1:]] == ["企画総務G"] * 3 + [None] * 2


def test_the_method_stands_beside_its_measure() -> None:
    found = items(
        ("項目", "内容", "方法・スケジュール"), ("○広報", "・広報紙", "毎月\n納入告知書に同封"), (None, "・表彰", None)
    )
    assert [item.method for item in found] == [None, "毎月\n納入告知書に同封", None]


# ── the tab ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "book", "branch"),
    [
        ("令和3年度岡山支部事業計画", "計画.xlsx", "岡山支部"),
        ("令和３年度　鹿児島支部　事業計画（案）", "計画.xlsx", "鹿児島支部"),
        ("全国健康保険協会岡山支部", "計画.xlsx", "岡山支部"),
        ("協会けんぽ群馬支部", "計画.xlsx", "群馬支部"),
        ("事業計画", "岩手支部_事業計画.xlsx", "岩手支部"),
        ("令和3年度岡山支部事業計画", "群馬支部.xlsx", "岡山支部"),
        ("支部の事業計画", "計画.xlsx", None),
    ],
)
def test_the_branch_is_read_from_the_title_or_else_from_the_files_name(
    title: str, book: str, branch: str | None
) -> None:
    assert read((title,), ("分野", "内容"), (AREA, "・広報"), book=book).plan.branch == branch


def test_the_plan_knows_its_tab_and_year() -> None:
    plan = read(("内容",), ("・広報",), tab="R3（案）", book="岡山.xlsx").plan
    assert (plan.book, plan.tab, plan.year) == ("岡山.xlsx", "R3（案）", 2021)


def test_a_given_year_outweighs_the_tabs_name() -> None:
    assert read_plan(Grid("計画.xlsx", "来年度案", (("内容",), ("・広報",))), 2022).plan.year == 2022
    assert read_plan(Grid("計画.xlsx", "来年度案", (("内容",), ("・広報",)))).plan.year == 0


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("分野", "項目"), (AREA, "○広報")), errors.no_content_column("計画.xlsx", TAB, empty=False)),
        ((), errors.no_content_column("計画.xlsx", TAB, empty=True)),
        (((None, ""), ()), errors.no_content_column("計画.xlsx", TAB, empty=True)),
        ((("分野", "内容"), (AREA, None), (None, " ")), errors.empty_tab("計画.xlsx", TAB, "B1")),
    ],
)
def test_a_tab_that_holds_no_plan_is_refused(rows: tuple[Row, ...], expected: PlanError) -> None:
    with pytest.raises(PlanError) as refused:
        read(*rows)
    assert str(refused.value) == str(expected)


@given(
    st.lists(
        st.tuples(
            st.sampled_from((None, AREA, OTHER_AREA)),
            st.sampled_from((None, "○広報", "①勧奨【業務G】")),
            st.sampled_from((None, "見出し", "取組", "KPI", "支部目標", "説明")),
            st.text(alphabet=st.sampled_from("・○①（1）【】 KPI：健診を")).map(str.strip).filter(bool),
        ),
        min_size=1,
    )
)
def test_every_text_of_the_content_column_is_read_once_and_in_order(rows: list[Row]) -> None:
    """As an item, one with the rows that go on from it, or as the label of the item below."""
    plan = read(("分野", "項目", "区分", "内容"), *rows).plan
    read_texts = [
        text for item in plan.items if item.place.cell[0] == "D" for text in (item.label, item.text) if text is not None
    ]
    assert "".join(read_texts) == "".join(str(row[3]) for row in rows)
