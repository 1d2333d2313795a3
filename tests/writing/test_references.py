"""Which tabs formulas refer to, as Excel and other programs write them."""

from __future__ import annotations

import pytest

from xlcompare.writing.references import (
    Reference,
    folded_name,
    formulas_to_tabs,
    names_leading_to,
    names_used,
    references,
)

OURS = Reference("予算対照表", "予算対照表")


@pytest.mark.parametrize(
    "formula",
    [
        "予算対照表!B3",
        "-予算対照表!$B$3*2",
        "SUM(A1,予算対照表!B3:B9)",
        "'予算対照表'!B3",
        "ROUND('予算対照表'!B3,0)&\"円\"",
        '"予算対照表"&予算対照表!B3',
        'IF(A1="""",予算対照表!B3,0)',
        "予算対照表!B3:予算対照表!B9",
        "T[[#All],[額]]+予算対照表!B3",
        "T[単価'#]+'予算対照表'!B3",
        "{1,2}*予算対照表!B3#",
        "予算対照表!対象",
        "予算対照表!#REF!",
    ],
)
def test_a_tab_is_referred_to(formula: str) -> None:
    assert OURS in references(formula)


@pytest.mark.parametrize(
    "formula",
    [
        "B3",
        'INDIRECT("予算対照表!B3")',
        "INDIRECT(\"'予算対照表'!B3\")",
        'HYPERLINK("#予算対照表!A1","予算対照表!")',
        "[1]予算対照表!B3",
        "'[前年度.xlsx]予算対照表'!B3",
        "'C:\\共有\\[前年度.xlsx]予算対照表'!B3",
        "[1]予算対照表:決算!B3",
        "新予算対照表!B3",
        "'予算対照表 (2)'!B3",
        "予算対照表2!B3",
        "NOT(予算対照表)",
    ],
)
def test_no_tab_of_this_name_is_referred_to(formula: str) -> None:
    assert not any("予算対照表" in (each.first, each.last) for each in references(formula))


def test_a_quoted_name_holds_anything() -> None:
    assert references("'it''s \"(新)\"!旧'!A1") == {Reference('it\'s "(新)"!旧', 'it\'s "(新)"!旧')}


@pytest.mark.parametrize("formula", ["SUM(令和5年度:令和4年度!B3)", "SUM('令和5年度:令和4年度'!B3)"])
def test_several_tabs_are_one_reference(formula: str) -> None:
    assert references(formula) == {Reference("令和5年度", "令和4年度")}


def test_names_that_excel_takes_for_one_are_one() -> None:
    assert references("ＲＥＰＯＲＴ!A1") == references("report!A1") == {Reference("report", "report")}


def test_formulas_are_found_in_every_way_of_writing_them() -> None:
    sheet = (
        '<x:worksheet><x:c r="A1"><x:f>一!A1</x:f><x:v>1</x:v></x:c><c><f t="shared" ref="A1:A9" si="0">二!A1</f></c>'
        '<c t="inlineStr"><is><t>四!A1</t></is></c><c><f>A1</f></c><c><f/></c>'
        "<c><f>&apos;三 &amp; &#x4E09;&apos;!A1</f></c></x:worksheet>"
    )
    assert {each.first for each in references(formulas_to_tabs(sheet.encode()))} == {"一", "二", "三 & 三"}


def test_a_text_that_is_not_closed_reaches_no_further_than_its_formula() -> None:
    sheet = '<f>A1&"!</f><f>一!A1</f>'.encode()
    assert references(formulas_to_tabs(sheet)) == {Reference("一", "一")}


def test_names_lead_to_a_tab_by_way_of_others() -> None:
    names = {"計": "予算対照表!$F$20", "二倍": "計*2", "別": "資料!$A$1", "四倍": "二倍*2+別"}
    leading = names_leading_to(lambda each: each == OURS, names)
    assert leading == {"計", "二倍", "四倍"}
    assert names_used("<f>SUM(四倍,1)</f><v>計</v>".encode(), leading) == {"四倍"}
    assert names_used("<f>計画+別</f>".encode(), leading) == set()


def test_folding_keeps_what_differs() -> None:
    assert folded_name("予算対照表") != folded_name("予算対照表 (2)")
