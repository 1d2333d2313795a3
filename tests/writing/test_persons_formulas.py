"""A person's formulas and the sheets of ours: results that grow old are calculated again, sums don't change unseen."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.chart import LineChart
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from xlcompare.layout.sheet import Column, Formula, Row, Sheet, Style, Text
from xlcompare.writing.into_book import into_book
from xlcompare.writing.persons_formulas import Across

from .rich_books import part_of, put, repacked
from .test_into_book import tabs

PLAIN = Style("ＭＳ 明朝", 10.5)
OURS, OTHER = (
    Sheet(name, (Column(60.0),), (Row((Text("字", PLAIN),), 18.0),), mark=mark)
    for name, mark in (("予算対照表", "budget"), ("対応確認", "review"))
)


def book(fill: Callable[[Workbook], None] = lambda made: None) -> bytes:
    """The tabs 新, 旧 and 集計, without openpyxl's own wish to calculate everything."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name in ("新", "旧", "集計"):
        made.create_sheet(name)["A1"] = 1
    fill(made)
    target = io.BytesIO()
    made.save(target)
    xml = part_of(target.getvalue(), "xl/workbook.xml").replace(b' fullCalcOnLoad="1"', b"")
    return repacked(target.getvalue(), {"xl/workbook.xml": xml})


def with_formula(formula: str, tab: str = "集計") -> bytes:
    def fill(made: Workbook) -> None:
        made[tab]["B2"] = formula

    return book(fill)


def calculates(data: bytes) -> bool:
    return b'fullCalcOnLoad="1"' in part_of(data, "xl/workbook.xml")


# ── results that grow old ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("formula", ["=予算対照表!A1", "='予算対照表'!A1&\"円\"", "=SUM(予算対照表:旧!A1)"])
def test_a_formula_that_refers_to_our_tab_is_calculated_when_the_book_is_opened(formula: str) -> None:
    first = into_book(with_formula(formula), [OURS], "新")
    assert calculates(first.data)
    assert into_book(first.data, [OURS], "新").data == first.data


@pytest.mark.parametrize(
    "formula", ["=SUM(A1,旧!A1)", '=INDIRECT("予算対照表!A1")', "=[1]予算対照表!A1", "予算対照表!A1"]
)
def test_nothing_is_calculated_where_no_formula_refers_to_our_tab(formula: str) -> None:
    assert not calculates(into_book(with_formula(formula), [OURS], "新").data)


def test_only_a_tab_that_is_written_counts() -> None:
    first = into_book(with_formula("=予算対照表!A1"), [OTHER], "新")
    assert not calculates(first.data)
    assert calculates(into_book(first.data, [OTHER, OURS], "新").data)


def test_our_own_formulas_have_their_results() -> None:
    pointing = replace(OTHER, rows=(Row((Formula("予算対照表!A1", 1.0, PLAIN),), 18.0),))
    assert not calculates(into_book(book(), [OURS, pointing], "新").data)


def test_a_tab_of_ours_that_a_person_renamed_is_known_by_that_name() -> None:
    first = into_book(with_formula("=議会用!A1"), [OURS], "新")
    assert not calculates(first.data)
    xml = part_of(first.data, "xl/workbook.xml").replace("予算対照表".encode(), "議会用".encode())
    assert calculates(into_book(repacked(first.data, {"xl/workbook.xml": xml}), [OURS], "新").data)


@pytest.mark.parametrize(("used", "expected"), [("=計*2", True), ("=三倍", True), ("=計画", False), ("=別", False)])
def test_a_defined_name_leads_to_our_tab_where_a_formula_uses_it(used: str, expected: bool) -> None:
    def fill(made: Workbook) -> None:
        names = {"計": "予算対照表!$A$1", "三倍": "計*3", "別": "旧!$A$1", "計画": "旧!$A$2"}
        for name, formula in names.items():
            made.defined_names[name] = DefinedName(name, attr_text=formula)
        made["集計"]["B2"] = used

    assert calculates(into_book(book(fill), [OURS], "新").data) == expected


def test_print_areas_and_our_own_names_are_no_formulas() -> None:
    first = into_book(book(), [replace(OURS, autofilter=(0, 0, 0, 0))], "新")
    assert not calculates(into_book(first.data, [OURS], "新").data)


def test_what_keeps_no_result_needs_no_calculation() -> None:
    def fill(made: Workbook) -> None:
        made["集計"].conditional_formatting.add("A1", FormulaRule(["予算対照表!$A$1>0"]))
        lists = DataValidation("list", formula1="予算対照表!$A$1:$A$9")
        lists.add("A1")
        made["集計"].add_data_validation(lists)
        chart = LineChart()
        chart.add_data("予算対照表!$A$1:$A$9")
        made["集計"].add_chart(chart, "C3")

    base = book(fill)
    sparkline = '<extLst><ext><xm:f xmlns:xm="urn:xm">予算対照表!A1:A9</xm:f></ext></extLst>'
    sheet = part_of(base, "xl/worksheets/sheet3.xml")
    base = repacked(base, {"xl/worksheets/sheet3.xml": put(sheet, b"</worksheet>", sparkline)})
    assert not calculates(into_book(base, [OURS], "新").data)


def test_a_wish_to_calculate_that_is_there_already_stays_as_it_is() -> None:
    base = with_formula("=予算対照表!A1")
    xml = re.sub(rb"<calcPr[^>]*/>", b'<calcPr calcId="1" fullCalcOnLoad="true"/>', part_of(base, "xl/workbook.xml"))
    made = part_of(into_book(repacked(base, {"xl/workbook.xml": xml}), [OURS], "新").data, "xl/workbook.xml")
    assert b'<calcPr calcId="1" fullCalcOnLoad="true"/>' in made


def test_the_wish_stands_where_the_schema_has_it() -> None:
    base = with_formula("=予算対照表!A1")
    xml = re.sub(rb"<calcPr[^>]*/>", b"", part_of(base, "xl/workbook.xml"))
    xml = put(xml, b"</workbook>", '<oleSize ref="A1"/>')
    made = part_of(into_book(repacked(base, {"xl/workbook.xml": xml}), [OURS], "新").data, "xl/workbook.xml")
    assert b'</definedNames><calcPr fullCalcOnLoad="1"/><oleSize' in made


# ── sums over several tabs ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("formula", ["=SUM(新:旧!A1)", "=SUM('旧:新'!A1)"])
def test_new_sheets_go_behind_tabs_that_a_formula_takes_in_together(formula: str) -> None:
    made = into_book(with_formula(formula), [OURS, OTHER], "新")
    assert tabs(made.data) == ["新", "旧", "予算対照表", "対応確認", "集計"]
    assert made.avoided == Across("集計", "", "新", "旧", ())
    assert made.across == ()
    again = into_book(made.data, [OURS, OTHER], "新")
    assert (again.data, again.avoided) == (made.data, None)


def test_a_sum_that_stays_the_same_is_not_calculated() -> None:
    assert not calculates(into_book(with_formula("=SUM(新:旧!A1)"), [OURS], "新").data)


def test_sums_that_overlap_are_all_left_behind() -> None:
    def fill(made: Workbook) -> None:
        made["集計"]["B2"], made["集計"]["B3"] = "=SUM(新:旧!A1)", "=MAX(旧:集計!A1)"
        made.create_sheet("末")

    made = into_book(book(fill), [OURS], "新")
    assert tabs(made.data) == ["新", "旧", "集計", "予算対照表", "末"]
    assert made.avoided == Across("集計", "", "旧", "集計", ())


def test_a_place_beside_such_tabs_is_kept() -> None:
    made = into_book(with_formula("=SUM(旧:集計!A1)"), [OURS], "新")
    assert (tabs(made.data), made.avoided) == (["新", "予算対照表", "旧", "集計"], None)


def test_a_name_counts_as_a_formula_does() -> None:
    def fill(made: Workbook) -> None:
        made.defined_names["合計"] = DefinedName("合計", attr_text="SUM(新:旧!$A$1)")

    made = into_book(book(fill), [OURS], "新")
    assert made.avoided == Across("", "合計", "新", "旧", ())


@pytest.mark.parametrize("formula", ["=SUM(新:無!A1)", "=SUM([1]新:旧!A1)", '="新:旧!A1"', "=A1:旧!A1"])
def test_tabs_that_are_not_there_or_elsewhere_are_not_in_the_way(formula: str) -> None:
    made = into_book(with_formula(formula), [OURS], "新")
    assert (tabs(made.data)[1], made.avoided, made.across) == ("予算対照表", None, ())


def test_sheets_that_stand_among_such_tabs_already_are_told_every_time() -> None:
    first = into_book(book(), [OURS, OTHER], "新").data
    sheet = part_of(first, "xl/worksheets/sheet3.xml")
    asked = put(sheet, b"</row>", '<c r="B1"><f>SUM(新:旧!A1)</f><v>2</v></c>')
    base = repacked(first, {"xl/worksheets/sheet3.xml": asked})
    for _ in range(2):
        made = into_book(base, [OURS, OTHER], "新")
        assert made.across == (Across("集計", "", "新", "旧", ("予算対照表", "対応確認")),)
        assert (tabs(made.data), made.avoided) == (tabs(first), None)
        assert calculates(made.data)
        base = made.data


def test_who_names_our_tab_as_an_end_wants_it_taken_in() -> None:
    first = into_book(with_formula("=SUM(予算対照表:旧!A1)"), [OURS, OTHER], "新")
    assert (first.across, into_book(first.data, [OURS, OTHER], "新").across) == ((), ())


# ── siblings ─────────────────────────────────────────────────────────────────────────────────────────────────────────

ORDER = (("budget", "予算対照表"), ("charts", "予算の動き"), ("review", "対応確認"), ("settings", "設定"))
ALL = [replace(OURS, name=name, mark=mark) for mark, name in ORDER]


@pytest.mark.parametrize("runs", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]])
def test_sheets_stand_in_one_order_whichever_was_made_first(runs: list[int]) -> None:
    data = book()
    for number in runs:
        data = into_book(data, [ALL[number]], "新", order=ORDER).data
    assert tabs(data) == ["新", *(name for _, name in ORDER), "旧", "集計"]
    # Each of them once more changes nothing: not even the order of the parts.
    for number in runs:
        assert into_book(data, [ALL[number]], "新", order=ORDER).data == data


def test_a_new_sheet_follows_its_siblings_to_where_a_person_moved_them() -> None:
    data = into_book(book(), [ALL[0]], None, order=ORDER).data
    assert tabs(into_book(data, [ALL[1]], "新", order=ORDER).data) == ["新", "旧", "集計", "予算対照表", "予算の動き"]
