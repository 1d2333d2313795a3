"""What holds for any two plans: nothing is lost, nothing is invented, and what was edited is found again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from xlcompare.comparing.compare import compare
from xlcompare.comparing.comparison import Change, Comparison, Part
from xlcompare.decision import Decision, ItemKey, key_of
from xlcompare.plan import Item, Kind, Place, Plan

# Lines as plans have them, few enough to meet again: equal ones in a row, under other headings, with other figures.
LINES = [
    (Kind.AREA, "基盤的保険者機能関係"),
    (Kind.AREA, "戦略的保険者機能関係"),
    (Kind.HEADING, "①サービス水準の向上"),
    (Kind.HEADING, "②債権の早期回収"),
    (Kind.HEADING, "③債権の早期回収"),
    (Kind.MEASURE, "・相談窓口を開設する"),
    (Kind.MEASURE, "・相談窓口を拡充する。"),
    (Kind.MEASURE, "・文書で年2回案内する"),
    (Kind.MEASURE, "・文書で年３回案内する"),
    (Kind.MEASURE, "その他"),
    (Kind.TARGET, "（内訳）"),
    (Kind.KPI, "■ KPI：① 回収率を60.0％以上とする"),
    (Kind.KPI, "■ KPI：設定なし"),
]
Line = tuple[Kind, str]
lines = st.lists(st.sampled_from(LINES), max_size=25)


def plan_of(content: list[Line]) -> Plan:
    items: list[Item] = []
    area, path = "", ()
    for row, (kind, text) in enumerate(content, 2):
        if kind is Kind.AREA:
            area, path = text, ()
        elif kind is Kind.HEADING:
            path = ()
        items.append(Item(text, kind, area, path, Place(f"B{row}")))
        if kind is Kind.HEADING:
            path = (text,)
    return Plan("book.xlsx", "令和3年度", 2021, tuple(items))


def indices(comparison: Comparison) -> set[tuple[int | None, int | None]]:
    return {(pair.old, pair.new) for pair in comparison.pairs}


# ── any two plans ──────────────────────────────────────────────────────────────────────────────────────────────────


@given(lines)
def test_a_plan_compared_with_itself_has_no_change_and_no_move(content: list[Line]) -> None:
    plan = plan_of(content)
    comparison = compare(plan, plan)
    assert indices(comparison) == {(i, i) for i in range(len(content))}
    assert all(pair.change is Change.SAME and pair.move is None and not pair.doubtful for pair in comparison.pairs)
    assert all(level.part is Part.BOTH for level in comparison.levels)


@given(lines, lines)
def test_each_item_is_in_exactly_one_pair(old: list[Line], new: list[Line]) -> None:
    comparison = compare(plan_of(old), plan_of(new))
    assert Counter(pair.old for pair in comparison.pairs if pair.old is not None) == Counter(range(len(old)))
    assert Counter(pair.new for pair in comparison.pairs if pair.new is not None) == Counter(range(len(new)))


@given(lines, lines)
def test_each_item_is_printed_once_but_for_moved_ones(old: list[Line], new: list[Line]) -> None:
    comparison = compare(plan_of(old), plan_of(new))
    printed_old, printed_new = [], []
    for level in comparison.levels:
        pair = comparison.pairs[level.pair]
        assert pair.move is None or level.part is not Part.BOTH
        if level.part is not Part.ARRIVED:
            printed_old.append(pair.old)
        if level.part is not Part.LEFT:
            printed_new.append(pair.new)
    assert printed_new == list(range(len(new)))
    assert printed_old == list(range(len(old)))


@given(lines, lines)
def test_moves_are_numbered_from_one_without_a_gap(old: list[Line], new: list[Line]) -> None:
    moves = {pair.move for pair in compare(plan_of(old), plan_of(new)).pairs} - {None}
    assert moves == set(range(1, len(moves) + 1))


@given(lines, lines)
def test_added_and_dropped_items_have_no_counterpart_and_others_have_one(old: list[Line], new: list[Line]) -> None:
    for pair in compare(plan_of(old), plan_of(new)).pairs:
        assert (pair.change is Change.ADDED) == (pair.old is None)
        assert (pair.change is Change.DROPPED) == (pair.new is None)
        assert pair.change is Change.CHANGED or pair.old is None or pair.new is None or not pair.new_changed


@given(lines, lines, st.data())
def test_no_decision_loses_or_doubles_an_item(old: list[Line], new: list[Line], data: st.DataObject) -> None:
    def key(plan: Plan) -> st.SearchStrategy[ItemKey | None]:
        return st.none() | st.sampled_from([key_of(item) for item in plan.items] or [ItemKey("なし")])

    plans = plan_of(old), plan_of(new)
    decision = st.builds(Decision, key(plans[0]), key(plans[1]), st.booleans())
    comparison = compare(*plans, data.draw(st.lists(decision, max_size=4)))
    assert sorted(pair.old for pair in comparison.pairs if pair.old is not None) == list(range(len(old)))
    assert sorted(pair.new for pair in comparison.pairs if pair.new is not None) == list(range(len(new)))
    assert {level.pair for level in comparison.levels} == set(range(len(comparison.pairs)))


# ── a plan and its edits ───────────────────────────────────────────────────────────────────────────────────────────

KANJI = "医療保険者機能強化計画実施状況健診受診率向上対策推進事業所訪問文書送付電話勧奨研修開催広報周知徹底"


def sentence(number: int) -> str:
    """A made-up sentence for each number, unlike every other one."""
    return "・" + "".join(Random(number).choices(KANJI, k=14))


@dataclass(frozen=True)
class Edit:
    """A plan's sentences in both years and what was done: sentences put in, left out, or moved as a block."""

    old: list[int]
    new: list[int]
    added: list[int]
    dropped: list[int]
    moved: list[int]

    def comparison(self) -> Comparison:
        return compare(*(plan_of([(Kind.MEASURE, sentence(n)) for n in side]) for side in (self.old, self.new)))

    def texts(self, comparison: Comparison, change: Change) -> list[str]:
        found = [pair for pair in comparison.pairs if pair.change is change]
        if change is Change.DROPPED:
            return [comparison.old.items[pair.old].text for pair in found if pair.old is not None]
        return [comparison.new.items[pair.new].text for pair in found if pair.new is not None]


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    numbers = draw(st.lists(st.integers(0, 10_000), min_size=12, max_size=30, unique=True))
    added, old = numbers[:3], numbers[3:]
    dropped = draw(st.lists(st.sampled_from(old), max_size=2, unique=True))
    kept = [n for n in old if n not in dropped]
    start = draw(st.integers(0, len(kept) - 3))
    # Fewer than half of what it passes: of two neighbouring blocks the smaller one is called moved.
    block = kept[start : start + draw(st.integers(1, 2))]
    rest = [n for n in kept if n not in block]
    far = [at for at in range(len(rest) + 1) if abs(at - start) > len(block)]
    at = draw(st.sampled_from(far))
    new = [*rest[:at], *block, *rest[at:]]
    for n in added:
        # Not into the block.
        places = [
            i for i in range(len(new) + 1) if not 0 < i < len(new) or not {new[i - 1], new[i]} <= {*block, *added}
        ]
        new.insert(draw(st.sampled_from(places)), n)
    return Edit(old, new, added, dropped, block)


@given(edits())
def test_sentences_put_in_left_out_and_moved_are_found_again(edit: Edit) -> None:
    comparison = edit.comparison()
    assert edit.texts(comparison, Change.ADDED) == [sentence(n) for n in edit.new if n in edit.added]
    assert edit.texts(comparison, Change.DROPPED) == [sentence(n) for n in edit.old if n in edit.dropped]
    moved = [comparison.new.items[pair.new or 0].text for pair in comparison.pairs if pair.move == 1]
    assert moved == [sentence(n) for n in edit.moved]
    assert {pair.move for pair in comparison.pairs} == {None, 1}


@given(edits())
def test_swapping_the_years_swaps_added_and_dropped(edit: Edit) -> None:
    there, back = edit.comparison(), replace(edit, old=edit.new, new=edit.old).comparison()
    assert {(new, old) for old, new in indices(back)} == indices(there)
    assert edit.texts(back, Change.DROPPED) == edit.texts(there, Change.ADDED)
    assert edit.texts(back, Change.ADDED) == edit.texts(there, Change.DROPPED)


@given(edits())
def test_swapping_the_years_leaves_the_same_items_moved(edit: Edit) -> None:
    there, back = edit.comparison(), replace(edit, old=edit.new, new=edit.old).comparison()
    assert {(pair.old, pair.new) for pair in there.pairs if pair.move} == {
        (pair.new, pair.old) for pair in back.pairs if pair.move
    }


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=20, unique=True), st.data())
def test_a_few_other_characters_are_a_changed_item(numbers: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(numbers) - 1))
    texts = [sentence(n) for n in numbers]
    edited = [*texts[:at], texts[at] + "を行う", *texts[at + 1 :]]
    old, new = (plan_of([(Kind.MEASURE, text) for text in side]) for side in (texts, edited))
    comparison = compare(old, new)
    assert indices(comparison) == {(i, i) for i in range(len(texts))}
    changed = [pair for pair in comparison.pairs if pair.change is not Change.SAME]
    assert [(pair.change, pair.old_changed) for pair in changed] == [(Change.CHANGED, ())]
    assert new.items[at].text[slice(*changed[0].new_changed[0])] == "を行う"
