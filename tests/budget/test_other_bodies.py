"""Budgets of all kinds of bodies: no wrong pair goes unasked, and few right ones are asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from xlcompare.comparing.budget import compare_budget
from xlcompare.comparing.compare import compare
from xlcompare.plan import BudgetLine, Item, Kind, Place, Plan

from .look_alikes import ONE_LINE, TWO_LINES, names
from .other_bodies import BODIES, Row, rows

AREA = "一般会計"


def plan(year: int, lines: Sequence[tuple[str, str | None]]) -> Plan:
    """A plan of the (heading, name) `lines`, those without a name left out."""
    items = [Item(AREA, Kind.AREA, AREA, (), Place("A2"))]
    budget: list[BudgetLine] = []
    for heading, name in lines:
        if items[-1].text != heading:
            items.append(Item(heading, Kind.HEADING, AREA, (), Place(f"B{len(items) + 2}")))
        if name is not None:
            budget.append(BudgetLine(name, 100.0, Place(f"G{len(budget) + 3}"), len(items) - 1))
    return Plan("予算.xlsx", f"令和{year - 2018}年度", year, tuple(items), tuple(budget))


def paired(old: Plan, new: Plan) -> list[tuple[str, str, bool]]:
    """(old name, new name, doubtful) of every pair."""
    return [
        (old.budget[pair.old].name, new.budget[pair.new].name, pair.doubtful)
        for pair in compare_budget(compare(old, new)).pairs
        if pair.old is not None and pair.new is not None
    ]


def outcome(table: Sequence[Row]) -> Counter[str]:
    """How the pairs of `table` came out: right or wrong, and whether a person is asked about them."""
    right = {(row.old, row.new) for row in table if row.sign in "=>"}
    found = paired(plan(2023, [(r.heading, r.old) for r in table]), plan(2024, [(r.heading, r.new) for r in table]))
    counted = Counter(
        f"{'right' if (old, new) in right else 'wrong'} {'asked' if doubtful else 'sure'}"
        for old, new, doubtful in found
    )
    counted["missed"] = len(right) - counted["right sure"] - counted["right asked"]
    return counted


@pytest.mark.parametrize("body", BODIES)
def test_no_wrong_pair_is_sure(body: str) -> None:
    assert outcome(list(rows(BODIES[body])))["wrong sure"] == 0


def test_most_right_pairs_are_sure_and_none_is_missed() -> None:
    total: Counter[str] = Counter()
    for body in BODIES.values():
        total += outcome(list(rows(body)))
    assert total["right sure"] >= 117
    assert total["right asked"] <= 9
    assert total["wrong asked"] <= 10
    assert total["missed"] == 0


@pytest.mark.parametrize("body", BODIES)
def test_lines_of_which_none_is_another_give_no_sure_pair(body: str) -> None:
    lines = [(row.heading, row.old or row.new) for row in rows(BODIES[body])]
    for shift in (0, 1):
        assert [
            pair for pair in paired(plan(2023, lines[shift::2]), plan(2024, lines[1 - shift :: 2])) if not pair[2]
        ] == []


def alone(old: str, new: str) -> list[tuple[str, str, bool]]:
    """The pairs of two tabs that have these names and one more line in common."""
    both = ("一般管理", "庁用車のリース料")
    found = paired(plan(2023, [("一般管理", old), both]), plan(2024, [("一般管理", new), both]))
    return [pair for pair in found if pair[0] != both[1]]


@pytest.mark.parametrize(("old", "new"), [*names(TWO_LINES)])
def test_look_alikes_are_never_a_sure_pair(old: str, new: str) -> None:
    assert [pair for pair in alone(old, new) if not pair[2]] == []


def test_most_look_alikes_are_no_pair_at_all() -> None:
    assert sum(bool(alone(*each)) for each in names(TWO_LINES)) <= 35


def test_a_renamed_line_is_paired_and_mostly_without_asking() -> None:
    found = [alone(*each) for each in names(ONE_LINE)]
    assert all(found)
    assert sum(pair[2] for (pair,) in found) <= 6
