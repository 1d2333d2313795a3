"""Whatever happens to a plan: each typed cell is with its own item or in 引継ぎ未了, once; nearly all are carried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcompare import progress_words as words
from xlcompare.comparing.compare import compare
from xlcompare.progress import Filled, OwnRow, RowKind, Spot, Typed
from xlcompare.progress_settings import ProgressSettings
from xlcompare.sections import areas_of
from xlcompare.tracking.carrying import Carried, carried_over

from .books import Desk, cell, free_titles, left, shown
from .plan_trees import Area, Author, lines_of, outline_of, plan_of

MEASURE = (words.OWNER, words.METHOD, words.PROGRESS, words.RATING, words.NEXT, "+0", "+2")
TARGET = (words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR, *words.MONTHS, words.RATING, words.REMARK, "+0")
OF_SENTENCE = (words.AIM, words.THRESHOLD, words.UNIT)
AUGUST = date(2021, 8, 31)


@dataclass(frozen=True)
class Case:
    """A plan with a token in every cell that can be typed in, and the same plan later."""

    before: Filled
    origin: dict[str, tuple[RowKind, int, str]]
    """of each token its kind of row, its line's number, its column"""
    old: tuple[Area, ...]
    new: tuple[Area, ...]

    @property
    def carried(self) -> Carried:
        return self.carried_to(2021, 1)

    def carried_to(self, year: int, half: int) -> Carried:
        plan = replace(plan_of(self.new)[0], year=year)
        return carried_over(self.before, compare(self.before.plan, plan), areas_of(plan), half)


def case(seed: int, share: float) -> Case:
    author = Author(Random(seed))
    old = author.plan()
    new = author.edited(old, share)
    plan, at = plan_of(old)
    tokens = (f"入力{n}" for n in count())
    typed: list[Typed] = []
    origin: dict[str, tuple[RowKind, int, str]] = {}
    for kind, number, column in places(old):
        token = next(tokens)
        origin[token] = kind, number, column
        item = -1 if kind is RowKind.TARGETS else at[number]
        typed.append(Typed(Spot(kind, item, column), token, f"シート!A{len(typed)}", column))
    rows = []
    for line in author.random.sample(lines_of(old), k=min(2, len(lines_of(old)))):
        cells = tuple((column, next(tokens)) for column in (words.CONTENT, words.PROGRESS, "+0"))
        item = at[line.number]
        area = max(at[each.number] for each in old if at[each.number] < item)
        rows.append(OwnRow(area, item, cells, "シート!B9"))
        origin.update((str(token), (RowKind.MEASURE, -1, column)) for column, token in cells)
    return Case(Filled(plan, AUGUST, AUGUST, ProgressSettings(), tuple(typed), tuple(rows)), origin, old, new)


def places(areas: tuple[Area, ...]) -> Iterator[tuple[RowKind, int, str]]:
    """Every cell that can be typed in: the kind of its row, the number of its line, its column."""
    yield RowKind.TARGETS, -1, "+0"
    for area in areas:
        yield RowKind.AREA, area.number, "+0"
        for heading in area.headings:
            yield RowKind.HEADING, heading.number, "+1"
            for line in heading.lines:
                if line.is_target:
                    yield RowKind.KPI, line.number, "+0"
                    yield RowKind.ACTUAL, line.number, "+1"
                kind, columns = (RowKind.TARGET, TARGET) if line.is_target else (RowKind.MEASURE, MEASURE)
                yield from ((kind, line.number, column) for column in columns)


def staying(case: Case) -> list[str]:
    """The tokens that have somewhere to go: their lines are still there, and targets say what they said."""
    texts = {line.number: line.text for line in lines_of(case.new)}
    old = {line.number: line.text for line in lines_of(case.old)}
    there = {-1, *texts, *(h.number for a in case.new for h in a.headings), *(a.number for a in case.new)}
    return [
        token for token, (_, number, column) in case.origin.items()
        if number in there and not (column in OF_SENTENCE and texts.get(number) != old.get(number))
    ]  # fmt: skip


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.integers(0, 1 << 32), st.sampled_from((0.0, 0.1, 0.3, 0.7)))
def test_each_token_is_at_its_own_item_or_in_the_list_and_none_is_twice(seed: int, share: float) -> None:
    one = case(seed, share)
    found = one.carried
    _, at = plan_of(one.new)
    seen = Counter(str(value) for value in found.cells.values())
    seen.update(str(value) for row in found.own_rows for _, value in row.cells)
    seen.update(str(rest.value) for rest in found.unplaced)
    # A title may be repeated: where a measure went to another area, its column was opened there.
    titles = {token for token, (kind, _, _) in one.origin.items() if kind is RowKind.AREA}
    assert {token: n for token, n in seen.items() if n > 1 and token not in titles} == {}
    assert seen.keys() == one.origin.keys()
    assert (found.total, found.carried + len(found.unplaced)) == (len(one.origin), found.total)
    for spot, token in found.cells.items():
        kind, number, column = one.origin[str(token)]
        if token not in titles:
            free = column.startswith("+") and kind not in (RowKind.TARGET, RowKind.TARGETS)
            assert (spot.row, spot.item) == (kind, at[number] if number >= 0 else -1)
            assert spot.column == column or (free and spot.free is not None)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.integers(0, 1 << 32), st.sampled_from(((2021, 2), (2022, 1), (2022, 2))))
def test_in_a_new_period_each_token_is_somewhere_once(seed: int, when: tuple[int, int]) -> None:
    one = case(seed, 0.3)
    found = one.carried_to(*when)
    seen = [str(value) for spot, value in found.cells.items() if spot.row is not RowKind.AREA]
    seen += [str(value) for row in found.own_rows for _, value in row.cells]
    seen += [str(rest.value) for rest in found.unplaced if one.origin[str(rest.value)][0] is not RowKind.AREA]
    assert sorted(seen) == sorted(token for token, (kind, _, _) in one.origin.items() if kind is not RowKind.AREA)


@settings(max_examples=20, derandomize=True, deadline=None)
@given(st.integers(0, 1 << 32))
def test_where_nothing_changed_every_token_is_where_it_was(seed: int) -> None:
    one = case(seed, 0.0)
    found = one.carried
    assert found.unplaced == []
    assert found.cells == {typed.spot: typed.value for typed in one.before.typed}
    assert tuple(found.own_rows) == one.before.own_rows


@pytest.mark.parametrize(("share", "least"), [(0.1, 0.99), (0.3, 0.98), (0.7, 0.95)])
def test_nearly_everything_whose_item_is_still_there_is_carried(share: float, least: float) -> None:
    carried = whole = 0
    for seed in range(40):
        one = case(seed, share)
        rest = {rest.value for rest in one.carried.unplaced}
        stays = staying(one)
        whole += len(stays)
        carried += sum(token not in rest for token in stays)
    assert carried / whole >= least, f"{carried} of {whole}: {carried / whole:.1%}"


@pytest.mark.parametrize("seed", range(3))
def test_the_same_through_real_workbooks(desk: Desk, seed: int) -> None:
    author = Author(Random(seed))
    old = author.plan()
    new = author.edited(old, 0.3)
    book, _ = desk.make(outline_of(old))
    texts = {line.number: line.whole for line in lines_of(old)} | {h.number: h.text for a in old for h in a.headings}
    origin = {}
    with desk.typed_into(book) as typing:
        for kind, number, column in places(old):
            if kind in (RowKind.MEASURE, RowKind.TARGET, RowKind.HEADING):
                typing.type(texts[number], column, token := f"入力{len(origin)}")
                origin[token] = kind, number, column
        for sheet in typing.areas():
            typing.entitle(sheet.title, "+0", token := f"見出し{sheet.title}")
            origin[token] = RowKind.AREA, -1, "+0"
    made, result = desk.make(outline_of(new), typing.path)
    rest = {str(token) for token in left(made)}
    now = {line.number: line.whole for line in lines_of(new)} | {h.number: h.text for a in new for h in a.headings}
    by_formula = (words.SHOWN, words.COUNTED)
    found = [
        str(value) for (_, _, column), value in shown(made).items() if value in origin and column not in by_formula
    ]
    titles = [title for of in free_titles(made).values() for title in of.values()]
    assert {*found, *rest, *titles} == origin.keys()
    assert len(found) + len(rest) == sum(kind is not RowKind.AREA for kind, _, _ in origin.values())
    for token, (kind, number, column) in origin.items():
        if token not in rest and kind is not RowKind.AREA:
            assert token in (cell(made, now[number], c) for c in (column, "+0", "+1", "+2", "+3"))
    assert result.progress.total == len(origin)
    assert len(rest) < len(origin) / 3
