"""What the name of a budget row says of it (reading/sum_names.py)."""

from __future__ import annotations

import pytest

from xlcompare.reading.sum_names import Says, is_breakdown, says

SUMS = (
    "小計|合計|計|総計|総　計|合　　計|総合計|累計|合計額|小　計|健診　小計|健診小計|計（A）|計（Ａ）|"
    "（A）計|小計（①＋②）|小計①|計Ａ|【合計】|＜小計＞|・小計|○ 計|（計）|計：|補助対象経費小計|"
    "支部計|本部計|健康づくり事業計|委託費計|保健グループ計|上期計|一般会計計|１計|歳出合計|総額|"
    "予算総額|健診 計|合計（千円）|合計：健診|小計　健診|Total|小計／広報|第１款計|（１）小計|計画費計|"
    "会議費計"
)
LINES = (
    "会計年度任用職員|計画策定|統計調査費|設計費|時計|集計システム|一般会計|国民健康保険特別会計|"
    "活動量計|体温計|血圧計|握力計|合計特殊出生率の調査|家計調査|基本設計|計量器の検定|計測機器|総計画|"
    "小計画の策定|統計|推計|うちわの作成|うちエコ診断|内科健診|内部研修|再掲示|チラシ||総額表示の対応|"
    "計10名の旅費|累計管理システム|うちなー健康講座|内訳書の印刷"
)
PARTS = (
    "（再掲）広報費|広報費（再掲）|再掲　チラシ|【再掲】|うち国庫補助金|うち 動画|（うち広報費）|"
    "内訳：チラシ|（内数）|うち、委託分"
)


@pytest.mark.parametrize(
    "name",
    SUMS.split("|"),
)
def test_a_sum(name: str) -> None:
    assert says(name) is Says.SUM


@pytest.mark.parametrize(
    "name",
    LINES.split("|"),
)
def test_a_line(name: str) -> None:
    assert says(name) is Says.LINE


@pytest.mark.parametrize(
    "name",
    PARTS.split("|"),
)
def test_a_part_of_another_line(name: str) -> None:
    assert says(name) is Says.PART


@pytest.mark.parametrize(
    "name", ["前年度予算額", "前年度", "差引増減", "増減", "増減額", "対前年度比", "予算残額", "（比較）"]
)
def test_another_years_amount_or_the_difference_to_it(name: str) -> None:
    assert says(name) is Says.COMPARED


@pytest.mark.parametrize("name", ["前年度繰越事業", "年度更新の案内", "比較調査の委託", "残置物の処分", "増減員の旅費"])
def test_a_line_that_only_speaks_of_years(name: str) -> None:
    assert says(name) is Says.LINE


def test_a_lone_sign_of_a_sum_is_asked_about() -> None:
    assert says("脳波計") is Says.MAY_BE_SUM
    assert says("健康講座めぐり計") is Says.MAY_BE_SUM
    assert says("健康講座めぐり計", frozenset({"健康講座めぐり"})) is Says.SUM


def test_what_only_announces_a_breakdown() -> None:
    assert [is_breakdown(name) for name in ("（内訳）", "内訳：", "財源内訳", "内訳書")] == [True, True, True, False]
