"""The sheets 対応確認 and 予算の対応確認: every pair for a person to look at and correct."""

from __future__ import annotations

from collections.abc import Iterator

from xlcompare import notices, words
from xlcompare.comparing.budget import BudgetComparison, BudgetPair
from xlcompare.comparing.comparison import Comparison, Pair, Part
from xlcompare.decision import HEADING_LENGTH, KEY_LENGTH, Decision, ItemIndex, ItemKey, key_of
from xlcompare.layout.review_table import Entry, Shown, judgement_of, review_table, state_of
from xlcompare.layout.sheet import Sheet
from xlcompare.plan import Plan
from xlcompare.settings import Settings
from xlcompare.template import STANDARD, Template

MARK, BUDGET_MARK = "review", "budget-review"


def review_sheet(comparison: Comparison, settings: Settings, template: Template = STANDARD) -> Sheet:
    """Every pair of items: doubtful ones first, then people's own, then the rest in the table's order."""
    title = _title(words.REVIEW_TITLE, comparison.old, comparison.new)
    read = _read(comparison.old, comparison.new)
    every = _entries(comparison)
    return review_table(words.REVIEW_SHEET, title, MARK, every, comparison.unmet, settings, template, read)


def budget_review_sheet(budget: BudgetComparison, settings: Settings, template: Template = STANDARD) -> Sheet:
    """The same for the pairs of budget lines."""
    title = _title(words.BUDGET_REVIEW_TITLE, budget.old, budget.new)
    entries = (_of_lines(budget, pair) for pair in budget.pairs)
    apart = (
        Entry(_line_remembered(d.old), _line_remembered(d.new), words.DECIDED, judgement=words.NOT_PAIRED)
        for d in budget.apart
    )
    every = (*apart, *entries)
    read = _read(budget.old, budget.new)
    return review_table(words.BUDGET_REVIEW_SHEET, title, BUDGET_MARK, every, budget.unmet, settings, template, read)


def _title(text: str, old: Plan, new: Plan) -> str:
    return text.format(new=new.title, old=old.title)


def _read(old: Plan, new: Plan) -> tuple[str, ...]:
    return tuple(notices.what_was_read(plan) for plan in (new, old) if plan.coverage.columns)


def _entries(comparison: Comparison) -> Iterator[Entry]:
    yield from _kept_apart(comparison, comparison.apart)
    for level in comparison.levels:
        pair = comparison.pairs[level.pair]
        # A moved pair stands on two rows of the table; here it is listed where it is now.
        if level.part is not Part.LEFT or pair.new is None:
            yield _of_pair(comparison, pair)


def _kept_apart(comparison: Comparison, decisions: tuple[Decision, ...]) -> Iterator[Entry]:
    if decisions:
        olds, news = ItemIndex(comparison.old.items), ItemIndex(comparison.new.items)
        for decision in decisions:
            old = _shown(comparison.old, olds.find(decision.old) if decision.old else None)
            new = _shown(comparison.new, news.find(decision.new) if decision.new else None)
            yield Entry(old, new, words.DECIDED, judgement=words.NOT_PAIRED)


def _of_pair(comparison: Comparison, pair: Pair) -> Entry:
    old, new = _shown(comparison.old, pair.old), _shown(comparison.new, pair.new)
    return _entry(old, new, pair, moved=pair.move is not None)


def _shown(plan: Plan, index: int | None) -> Shown:
    if index is None:
        return Shown()
    item = plan.items[index]
    return Shown(str(item.place), key_of(item).heading, item.text[:KEY_LENGTH])


def _of_lines(budget: BudgetComparison, pair: BudgetPair) -> Entry:
    old = _line(budget.old, pair.old, pair.moved_from or pair.heading)
    new = _line(budget.new, pair.new, pair.heading)
    return _entry(old, new, pair, moved=bool(pair.moved_from))


def _entry(old: Shown, new: Shown, pair: Pair | BudgetPair, *, moved: bool) -> Entry:
    change = words.CHANGE_NAMES[pair.change.value]
    return Entry(
        old,
        new,
        state_of(pair.doubtful, pair.decided),
        f"{words.MOVED}＋{change}" if moved else change,
        judgement_of(old, new, pair.decided),
        pair.likeness if pair.old is not None and pair.new is not None else None,
    )


def _line(plan: Plan, index: int | None, heading: str) -> Shown:
    if index is None:
        return Shown()
    line = plan.budget[index]
    return Shown(str(line.place), heading[:HEADING_LENGTH], line.name[:KEY_LENGTH])


def _line_remembered(key: ItemKey | None) -> Shown:
    return Shown(heading=key.heading, text=key.text) if key else Shown()
