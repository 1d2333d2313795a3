"""Which budget line is last year's which (comparing/budget.py)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from xlcompare.comparing.budget import BudgetComparison, compare_budget
from xlcompare.comparing.compare import compare
from xlcompare.comparing.comparison import Change
from xlcompare.decision import Decision, ItemKey
from xlcompare.plan import BudgetLine, Item, Kind, Place, Plan
from xlcompare.reading.from_file import read_grids
from xlcompare.reading.plan_sheet import read_plan
from xlcompare.writing.budget_json import budget_json

AREA = "戦略的保険者機能関係"


def plan(year: int, *headings: tuple[str, dict[str, float | None]]) -> Plan:
    """A plan of headings, each with its budget lines."""
    items = [Item(AREA, Kind.AREA, AREA, (), Place("A2"))]
    lines = []
    for heading, of_heading in headings:
        items.append(Item(heading, Kind.HEADING, AREA, (), Place(f"B{len(items) + 2}")))
        for name, amount in of_heading.items():
            lines.append(BudgetLine(name, amount, Place(f"G{len(lines) + 3}"), len(items) - 1))
    return Plan("計画.xlsx", f"令和{year - 2018}年度", year, tuple(items), tuple(lines))


def compared(old: Plan, new: Plan, *decisions: Decision) -> BudgetComparison:
    return compare_budget(compare(old, new), decisions)


def names(budget: BudgetComparison) -> list[tuple[str | None, str | None]]:
    return [
        (
            budget.old.budget[pair.old].name if pair.old is not None else None,
            budget.new.budget[pair.new].name if pair.new is not None else None,
        )
        for pair in budget.pairs
    ]


def test_lines_of_the_same_name_pair_within_their_heading() -> None:
    old = plan(2020, ("①広報", {"チラシの作製": 10.0}), ("②健診", {"チラシの作製": 20.0}))
    new = plan(2021, ("①広報", {"チラシの作製": 11.0}), ("②健診", {"チラシの作製": 22.0}))
    assert [(pair.old, pair.new, pair.moved_from) for pair in compared(old, new).pairs] == [(0, 0, None), (1, 1, None)]


def test_a_renamed_line_pairs_and_its_changed_words_are_marked() -> None:
    old = plan(2020, ("①広報", {"健診受診勧奨チラシの作製": 10.0}))
    new = plan(2021, ("①広報", {"健診受診勧奨動画の作製": 10.0}))
    (pair,) = compared(old, new).pairs
    assert pair.change is Change.CHANGED
    assert [new.budget[0].name[a:b] for a, b in pair.new_changed] == ["動画"]


def test_a_line_under_another_heading_says_where_it_came_from() -> None:
    old = plan(2020, ("①広報の推進", {"紙媒体による広報": 10.0}), ("②健診の推進", {"巡回健診の委託": 20.0}))
    new = plan(
        2021,
        ("①広報の推進", {"動画教材の制作": 5.0}),
        ("②健診の推進", {"巡回健診の委託": 20.0, "紙媒体による広報": 9.0}),
    )
    moved = {new.budget[pair.new].name: pair.moved_from for pair in compared(old, new).pairs if pair.new is not None}
    assert moved == {"動画教材の制作": None, "巡回健診の委託": None, "紙媒体による広報": "①広報の推進"}


def test_new_and_ended_lines_have_no_partner() -> None:
    old = plan(2020, ("①広報", {"新聞広告の掲載": 10.0}))
    new = plan(2021, ("①広報", {"専門職の研修旅費": 7.0}))
    assert names(compared(old, new)) == [(None, "専門職の研修旅費"), ("新聞広告の掲載", None)]


def test_an_ended_line_stands_under_what_its_heading_became() -> None:
    old = plan(2020, ("④返納金債権の発生防止", {"封筒の印刷": 10.0}))
    new = plan(2021, ("⑤返納金債権の発生防止", {"督促の委託": 7.0}))
    assert {pair.heading for pair in compared(old, new).pairs} == {"⑤返納金債権の発生防止"}


def test_what_is_paid_under_every_heading_is_another_line_there() -> None:
    old = plan(2020, ("①広報", {"消耗品費": 10.0}), ("②健診", {}))
    new = plan(2021, ("①広報", {}), ("②健診", {"消耗品費": 12.0}))
    assert names(compared(old, new)) == [(None, "消耗品費"), ("消耗品費", None)]


def test_amounts_without_names_pair_where_the_items_beside_them_do() -> None:
    def beside(year: int, texts: dict[str, float]) -> Plan:
        items = [Item(AREA, Kind.AREA, AREA, (), Place("A2")), Item("①広報", Kind.HEADING, AREA, (), Place("B2"))]
        lines = []
        for text, amount in texts.items():
            items.append(Item(text, Kind.MEASURE, AREA, ("①広報",), Place(f"C{len(items)}")))
            lines.append(BudgetLine("", amount, Place(f"D{len(items)}"), len(items) - 1))
        return Plan("計画.xlsx", f"令和{year - 2018}年度", year, tuple(items), tuple(lines))

    old = beside(2020, {"・広報紙を年4回発行する。": 10.0, "・健康づくりの講座を開く。": 20.0})
    new = beside(
        2021, {"・動画を配信する。": 5.0, "・広報紙を年6回発行する。": 15.0, "・健康づくりの講座を開く。": 20.0}
    )
    found = compared(old, new)
    assert sorted((pair.old, pair.new) for pair in found.pairs if pair.old is not None) == [(0, 1), (1, 2)]
    assert not [pair for pair in found.pairs if pair.old is not None and pair.doubtful]


def test_a_persons_pair_outweighs_likeness() -> None:
    old = plan(2020, ("①広報", {"新聞広告の掲載": 10.0}))
    new = plan(2021, ("①広報", {"専門職の研修旅費": 7.0}))
    decision = Decision(ItemKey("新聞広告の掲載"), ItemKey("専門職の研修旅費"), together=True)
    assert names(compared(old, new, decision)) == [("新聞広告の掲載", "専門職の研修旅費")]


def test_a_line_that_a_person_left_alone_has_no_partner_and_is_said_to_be_decided() -> None:
    old = plan(2020, ("①広報", {"チラシの作製": 10.0, "看板の設置": 5.0}))
    new = plan(2021, ("①広報", {"チラシの作製": 11.0, "看板の設置": 5.0}))
    leaflet = ItemKey("チラシの作製", "①広報")
    for decision in (Decision(leaflet, None, together=True), Decision(None, leaflet, together=True)):
        found = compared(old, new, decision)
        assert [(pair.old, pair.new) for pair in found.pairs] == [(None, 0), (1, 1), (0, None)]
        decided = [(pair.old, pair.new) for pair in found.pairs if pair.decided]
        assert decided == [(0, None) if decision.old else (None, 0)]
        assert found.unmet == ()


def test_a_plan_without_budget_lines_compares_to_nothing() -> None:
    assert compared(plan(2020, ("①広報", {})), plan(2021, ("①広報", {}))).pairs == ()


def test_all_lines_of_gunma_are_there_and_29_pair(plan_book: Callable[[str, str], Path]) -> None:
    grids = {grid.sheet: grid for grid in read_grids(plan_book("gunma", "table"))}
    old, new = (read_plan(grids[tab]).plan for tab in ("令和2年度", "令和3年度"))
    budget = compared(old, new)
    assert (len(old.budget), len(new.budget)) == (34, 39)
    assert sorted(pair.old for pair in budget.pairs if pair.old is not None) == list(range(34))
    assert sorted(pair.new for pair in budget.pairs if pair.new is not None) == list(range(39))
    assert sum(pair.old is not None and pair.new is not None for pair in budget.pairs) == 29
    document = json.loads(budget_json(budget))
    assert (document["new"]["total"], document["old"]["total"]) == (73784, 74010)
    assert sum(pair["difference"] for pair in document["pairs"]) == -226
