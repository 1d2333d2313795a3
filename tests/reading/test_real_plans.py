"""Four branches' plans, in both ways of writing: every item is recognised, in order, in its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlcompare.marks import owner_tag
from xlcompare.plan import Item, Kind, Plan
from xlcompare.reading.from_file import read_grids
from xlcompare.reading.grid import Grid
from xlcompare.reading.plan_sheet import Reading, read_plan

BRANCHES = ("okayama", "kagoshima", "gunma")
Build = Callable[[str, str], Path]


def document(shared: Path, branch: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((shared / "data" / f"{branch}.json").read_text(encoding="utf-8"))
    return loaded


def readings(plan_book: Build, branch: str, style: str) -> dict[str, Reading]:
    return {grid.sheet: read_plan(grid) for grid in read_grids(plan_book(branch, style))}


def of_side(shared: Path, plan_book: Build, branch: str, style: str, side: str) -> tuple[list[dict[str, Any]], Reading]:
    """The document's own list (a section's title is no item of it) and what was read."""
    data = document(shared, branch)
    items = [item for item in data[side] if item["text"] != item["section"] or item["kind"] != "heading"]
    return items, readings(plan_book, branch, style)[data[f"{side}_year"]]


def without_areas(plan: Plan) -> list[Item]:
    return [item for item in plan.items if item.kind is not Kind.AREA]


def bare(text: str) -> str:
    """An outline's headings carry their owner (【業務G】), a table's have it in a column."""
    return owner_tag(text)[0]


@pytest.mark.parametrize("side", ["old", "new"])
@pytest.mark.parametrize("style", ["table", "outline"])
@pytest.mark.parametrize("branch", BRANCHES)
class TestEveryItem:
    def test_is_recognised_in_order(self, shared: Path, plan_book: Build, branch: str, style: str, side: str) -> None:
        items, reading = of_side(shared, plan_book, branch, style, side)
        assert [bare(item.text) for item in without_areas(reading.plan)] == [item["text"] for item in items]
        assert not reading.problems

    def test_stands_in_its_area(self, shared: Path, plan_book: Build, branch: str, style: str, side: str) -> None:
        items, reading = of_side(shared, plan_book, branch, style, side)
        areas = [item.text for item in reading.plan.items if item.kind is Kind.AREA]
        assert [item.area for item in without_areas(reading.plan)] == [item["section"] for item in items]
        assert areas == list(dict.fromkeys(item["section"] for item in items))

    def test_has_its_owner(self, shared: Path, plan_book: Build, branch: str, style: str, side: str) -> None:
        items, reading = of_side(shared, plan_book, branch, style, side)
        headings = [
            (bare(item.text), item.owner)
            for item in without_areas(reading.plan)
            if item.kind is Kind.HEADING and not item.path
        ]
        expected = [
            (item["text"], item.get("owner")) for item in items if item["kind"] == "heading" and not item["heading"]
        ]
        assert headings == expected

    def test_is_a_target_where_people_call_it_kpi(
        self, shared: Path, plan_book: Build, branch: str, style: str, side: str
    ) -> None:
        items, reading = of_side(shared, plan_book, branch, style, side)
        kpis = [item.text for item in reading.plan.items if item.kind is Kind.KPI]
        assert kpis == [item["text"] for item in items if item["kind"] == "kpi"]

    def test_stands_under_the_heading_that_opened_its_block(
        self, shared: Path, plan_book: Build, branch: str, style: str, side: str
    ) -> None:
        items, reading = of_side(shared, plan_book, branch, style, side)
        opened = [bare(item.path[0]) if item.path else "" for item in without_areas(reading.plan)]
        expected = [item["heading"].split(" / ")[0] for item in items]
        wrong = [item["text"] for item, a, b in zip(items, opened, expected, strict=True) if a != b]
        # Gunma's list of aims has a title of its own and no heading in the hand-made list.
        aims = branch == "gunma" and side == "new"
        assert len(wrong) == (3 if aims else 0), wrong

    def test_is_of_the_kind_that_people_gave_it_but_for_a_few(
        self, shared: Path, plan_book: Build, branch: str, style: str, side: str
    ) -> None:
        items, reading = of_side(shared, plan_book, branch, style, side)
        wrong = [
            (item["text"], found.kind.value)
            for item, found in zip(items, without_areas(reading.plan), strict=True)
            if item["kind"] != found.kind.value
        ]
        assert len(wrong) <= (0 if style == "table" else len(items) * 0.035), wrong


@pytest.mark.parametrize("branch", BRANCHES)
def test_a_table_and_an_outline_of_the_same_plan_are_the_same_plan(plan_book: Build, branch: str) -> None:
    table, outline = (readings(plan_book, branch, style) for style in ("table", "outline"))
    assert table.keys() == outline.keys()
    for tab in table:
        one, other = (
            [(bare(item.text), [bare(text) for text in item.path], item.area) for item in reading.plan.items]
            for reading in (table[tab], outline[tab])
        )
        assert one == other


def test_okayamas_headings_are_those_of_the_document(shared: Path, plan_book: Build) -> None:
    for style in ("table", "outline"):
        for side in ("old", "new"):
            items, reading = of_side(shared, plan_book, "okayama", style, side)
            assert [item.heading for item in without_areas(reading.plan)] == [item["heading"] for item in items]


def test_gunmas_budget_adds_up_to_the_documents_totals(shared: Path, plan_book: Build) -> None:
    totals = document(shared, "gunma")["totals_thousand_yen"]
    found = readings(plan_book, "gunma", "table")
    sums = {tab: sum(line.amount or 0 for line in reading.plan.budget) for tab, reading in found.items()}
    assert (
        sums == {"令和2年度": totals["old"], "令和3年度": totals["new"]} == {"令和2年度": 74_010, "令和3年度": 73_784}
    )


def test_gunmas_budget_lines_stand_beside_their_items(shared: Path, plan_book: Build) -> None:
    data = document(shared, "gunma")
    for side in ("old", "new"):
        plan = readings(plan_book, "gunma", "table")[data[f"{side}_year"]].plan
        texts = {item["id"]: item["text"] for item in data[side]}
        beside = [(line.name, plan.items[line.item].text) for line in plan.budget if line.item is not None]
        expected = [(line["name"], texts[line["plan_item"]]) for line in data["budget"][side]]
        assert sorted(beside) == sorted(expected)


# ── Iwate: one year's progress tables, measures with many lines ──────────────────────────────────────────────────────


def iwate_grid(sections: list[dict[str, Any]]) -> Grid:
    """The plan columns of the progress tables: a KPI a row, then a row for each measure."""
    rows: list[tuple[str | None, ...]] = [
        ("分野", "項目", "小項目", "種別", "実施内容（計画）", "担当グループ", "スケジュール")
    ]
    for section in sections:
        own = f"{section['number'].split('-')[-1]} {section['title']}"
        heads = (section["group"], *((section["parent"], own) if section["parent"] else (own, None)))
        rows.extend((*heads, "KPI", kpi, None, None) for kpi in section["kpi"])
        rows.extend((*heads, None, row["実施内容"], row["担当"], row["方法・スケジュール"]) for row in section["rows"])
    return Grid("岩手支部.xlsx", "令和2年度", tuple(rows))


def test_every_line_of_iwates_measures_is_an_item_with_owner_and_method(shared: Path) -> None:
    sections = document(shared, "iwate")["sections"]
    reading = read_plan(iwate_grid(sections))
    found = [(i.text, i.owner, i.method) for i in reading.plan.items if i.place.cell[0] == "E" and i.kind != Kind.KPI]
    assert found == [
        (line, row["担当"], row["方法・スケジュール"] or None)
        for section in sections
        for row in section["rows"]
        for line in row["実施内容"].split("\n")
    ]
    assert not reading.problems


def test_iwates_kpis_stand_under_the_heading_of_their_section(shared: Path) -> None:
    sections = document(shared, "iwate")["sections"]
    plan = read_plan(iwate_grid(sections)).plan
    kpis = [(item.text, item.path[-1].split(" ", 1)[1]) for item in plan.items if item.kind is Kind.KPI]
    assert kpis == [(kpi, section["title"]) for section in sections for kpi in section["kpi"]]
    assert plan.branch == "岩手支部"
