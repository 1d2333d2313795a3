"""Which year a tab's name means: every way of writing it that branches use, and what is no year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.fiscal_year import day_label, day_said, era_label, fiscal_year, half_of, label


@pytest.mark.parametrize(
    ("tab", "year"),
    [
        ("令和3年度", 2021),
        ("令和３年度", 2021),
        (" 令和 3 年度 ", 2021),
        ("令和3年度（案）", 2021),
        ("令和3年", 2021),
        ("R3", 2021),
        ("Ｒ３", 2021),
        ("r3", 2021),
        ("R03", 2021),
        ("R.3", 2021),
        ("R3年度", 2021),
        ("R3(案)", 2021),
        ("2021年度", 2021),
        ("２０２１年度", 2021),
        ("2021年度（案）", 2021),
        ("FY2021", 2021),
        ("fy2021", 2021),
        ("FY2021案", 2021),
        ("西暦2021年度", 2021),
        ("令和10年度", 2028),
        ("令和元年度", 2019),
        ("R1", 2019),
        ("H31", 2019),
        ("平成31年度", 2019),
        ("平成30年度", 2018),
        ("H30", 2018),
        ("平成元年度", 1989),
        ("昭和63年度", 1988),
        ("2024（令和6）年度", 2024),
        ("2024(R6)年度", 2024),
        ("令和6(2024)年度", 2024),
        ("令和6年度（2024年度）", 2024),
        ("R6（2024）", 2024),
        ("【令和6年度】", 2024),
        ("［R6］", 2024),
        ("「2024年度」", 2024),
        ("事業計画R6", 2024),
        ("事業計画（令和6年度）", 2024),
        ("支部事業計画_R6", 2024),
        ("岡山支部事業計画（令和6年度）", 2024),
        ("事業計画2024年度", 2024),
        ("計画書・令和6年度", 2024),
        ("R6事業計画", 2024),
        ("令和6年度支部事業計画（案）", 2024),
        ("令和六年度", 2024),
        ("令和十年度", 2028),
        ("平成三十年度", 2018),
        ("平成二十九年度計画", 2017),
        ("令和〇六年度", 2024),
        ("事業計画令和六年度", 2024),
    ],
)
def test_a_tab_names_its_year(tab: str, year: int) -> None:
    assert fiscal_year(tab) == year


@pytest.mark.parametrize(
    "tab",
    [
        "",
        "メモ",
        "Sheet1",
        "集計2021年",
        "前年度",
        "年度",
        "R",
        "R0",
        "令和0年度",
        "R3xyz",
        "R300",
        "13月",
        "4月",
        "2021",
        "2024（令和5）年度",
        "令和5(2024)年度",
        "【メモ】",
        "計画",
        "事業計画",
        "事業計画2",
        "事業計画2024",
        "旧R5",
        "令和二十十年度",
        "R2D2",
        "2023実績",
        "20210401",
        "2021年4月",
        "令和3年10月",
        "H1N1対策",
        "新旧対照表",
        "対応確認",
        "RPA導入",
        "平成",
        "FY21",
        "FY20210",
    ],
)
def test_other_names_mean_no_year(tab: str) -> None:
    assert fiscal_year(tab) is None


@pytest.mark.parametrize(
    ("year", "printed"),
    [
        (2021, "令和3年度"),
        (2028, "令和10年度"),
        (2020, "令和2年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "1988年度"),
    ],
)
def test_a_year_is_printed_by_its_era(year: int, printed: str) -> None:
    assert era_label(year) == printed


def test_a_plans_label_is_its_year_and_the_tabs_own_name_where_there_is_none() -> None:
    assert label(2021, "R3（案）") == "令和3年度"
    assert label(0, "来年度案") == "来年度案"


@pytest.mark.parametrize("tab", ["平成31年度", "H31", "h31年度"])
def test_the_year_of_two_eras_keeps_the_era_that_its_tab_names(tab: str) -> None:
    assert label(2019, tab) == "平成31年度"


@pytest.mark.parametrize("tab", ["令和元年度", "R1", "2019年度", "FY2019"])
def test_the_year_of_two_eras_is_the_new_one_otherwise(tab: str) -> None:
    assert label(2019, tab) == "令和元年度"


@given(st.integers(1989, 2099))
def test_a_printed_year_is_read_back(year: int) -> None:
    assert fiscal_year(era_label(year)) == year


@given(st.integers(2019, 2099), st.sampled_from(("{}年度", "FY{}", "西暦{}年度", "{} 年度（案）")))
def test_western_years_are_read_in_every_style(year: int, style: str) -> None:
    assert fiscal_year(style.format(year)) == year


@pytest.mark.parametrize("text", ["2021-09-30", "2021/9/30", "２０２１年９月３０日", "令和3年9月30日", "r3.9.30"])
def test_a_day_is_understood_as_people_write_it(text: str) -> None:
    assert day_said(text) == date(2021, 9, 30)


@pytest.mark.parametrize("text", ["", "2021-13-01", "2021-02-30", "3-9-30", "令和2021年9月30日", "20210930"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_said(text) is None


def test_a_months_last_day_is_its_end() -> None:
    assert [day_label(date(*day)) for day in ((2020, 9, 30), (2020, 9, 15), (2019, 4, 30), (2019, 5, 31))] == [
        "令和2年9月末", "令和2年9月15日", "平成31年4月末", "令和元年5月末",
    ]  # fmt: skip


def test_the_halves_meet_at_the_end_of_september() -> None:
    assert [half_of(date(2020, *day), 2020) for day in ((4, 1), (9, 30), (10, 1))] == [1, 1, 2]
