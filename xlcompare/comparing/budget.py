"""Which budget line is last year's which: by name within a heading, then across headings.

Each heading with its lines is laid out as a small plan of its own, so that one kind of correction serves items and
lines. An old line stands under the new heading that its own heading became.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlcompare.comparing.compare import Rules, changes, shown_likeness
from xlcompare.comparing.comparison import Change, Comparison
from xlcompare.comparing.decisions import Resolved, resolved
from xlcompare.comparing.likeness import Side
from xlcompare.comparing.line_matching import LineMatching, Plans, Said, Spot, matched_lines
from xlcompare.comparing.wording import whole
from xlcompare.decision import Decision
from xlcompare.plan import Item, Kind, Place, Plan, Span


@dataclass(frozen=True, slots=True)
class BudgetPair:
    """An old budget line and the new one that it became (indices in `Plan.budget`); None where there is none.

    `area`, `heading`: where the pair is shown, by the new year's names where the new year has them. `moved_from`: the
    old heading of a line that stands under another one now. `decided`: a person said so.
    """

    old: int | None
    new: int | None
    area: str
    heading: str
    change: Change
    moved_from: str | None = None
    likeness: float = 0.0
    doubtful: bool = False
    decided: bool = False
    old_changed: tuple[Span, ...] = ()
    new_changed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetComparison:
    """Two years' budget lines, each in exactly one pair; pairs of one heading stand together, in the new order."""

    old: Plan
    new: Plan
    pairs: tuple[BudgetPair, ...]
    unmet: tuple[Decision, ...] = ()
    apart: tuple[Decision, ...] = ()


def compare_budget(
    comparison: Comparison, decisions: Iterable[Decision] = (), *, persons: bool = True, full_stops: bool = True
) -> BudgetComparison:
    """The budget lines of the two plans of `comparison`, under the headings that it paired; marked as items are."""
    new = _Year(comparison.new, {})
    old = _Year(comparison.old, _new_headings(comparison, new))
    wishes = resolved(decisions, old.items, new.items)
    found = matched_lines(old.spots(), new.spots(), _plans(comparison), _said(wishes, old, new))
    pairs = _Pairs(old, new, found, _said(wishes, old, new), Rules(persons, full_stops)).all()
    return BudgetComparison(comparison.old, comparison.new, pairs, tuple(wishes.unmet), tuple(wishes.apart))


Title = tuple[str, str]
"""(area, heading)"""


def _plans(comparison: Comparison) -> Plans:
    """How the plans' items were paired."""
    pairs = [pair for pair in comparison.pairs if pair.old is not None and pair.new is not None]
    doubtful = frozenset(pair.old for pair in pairs if pair.doubtful and pair.old is not None)
    return Plans({**{pair.old: pair.new for pair in pairs}, None: None}, doubtful)


def _said(wishes: Resolved, old: _Year, new: _Year) -> Said:
    """What people decided, on lines instead of items."""
    olds = {i: line for i, line in enumerate(old.line_of) if line is not None}
    news = {i: line for i, line in enumerate(new.line_of) if line is not None}
    return Said(
        {olds[o]: news[n] for o, n in wishes.pinned.items() if o in olds and n in news},
        {(olds[o], news[n]) for o, n in wishes.forbidden if o in olds and n in news},
        {olds[o] for o in wishes.alone_old if o in olds},
        {news[n] for n in wishes.alone_new if n in news},
    )


def _new_headings(comparison: Comparison, new: _Year) -> dict[int, Title]:
    """Where old items now belong: the new year's title for each that has a partner."""
    found: dict[int, Title] = {}
    for pair in comparison.pairs:
        if pair.old is not None and pair.new is not None:
            found[pair.old] = new.title_of(pair.new)
    return found


class _Year:
    """A year's budget lines as a small plan: `items` are areas, headings and lines.

    `line_of` tells for each item the line that it is; `chains` the plan's items that each line stands under, innermost
    first.
    """

    def __init__(self, plan: Plan, renamed: Mapping[int, Title]) -> None:
        self.plan = plan
        self.side = Side(plan.items)
        self._renamed = renamed
        self.items: list[Item] = []
        self.line_of: list[int | None] = []
        self.chains = [self._chain(line.item) for line in plan.budget]
        self._lay_out()

    def title_of(self, item: int | None) -> Title:
        """The outermost heading at or above the plan's `item`, with its area."""
        if item is None:
            return "", ""
        below_area = [i for i in self._chain(item) if self.plan.items[i].kind is not Kind.AREA]
        return self.plan.items[item].area, self.plan.items[below_area[-1]].text if below_area else ""

    def shown_under(self, line: int) -> Title:
        """The title that the line is shown under: what its nearest partnered heading became, else its own."""
        chain = self.chains[line]
        renamed = next((self._renamed[i] for i in chain if i in self._renamed), None)
        return renamed or self.title_of(chain[0] if chain else None)

    def spots(self) -> list[Spot]:
        """Where each line stands, for matching."""
        return [Spot(line.name, self.shown_under(k), line.item) for k, line in enumerate(self.plan.budget)]

    def lines(self) -> list[int]:
        """The lines, those of one heading together."""
        return [line for line in self.line_of if line is not None]

    def _chain(self, item: int | None) -> list[int]:
        return [] if item is None else [item, *self.side.above(item)]

    def _lay_out(self) -> None:
        groups: dict[Title, list[int]] = {}
        for k in range(len(self.plan.budget)):
            groups.setdefault(self.shown_under(k), []).append(k)
        for (area, heading), lines in groups.items():
            self._add(Item(heading or area, Kind.HEADING, area, (), Place("")), None)
            for k in lines:
                line = self.plan.budget[k]
                self._add(Item(line.name, Kind.MEASURE, area, (heading or area,), line.place), k)

    def _add(self, item: Item, line: int | None) -> None:
        self.items.append(item)
        self.line_of.append(line)


@dataclass(slots=True)
class _Pairs:
    old: _Year
    new: _Year
    found: LineMatching
    said: Said
    rules: Rules

    def all(self) -> tuple[BudgetPair, ...]:
        back = {n: o for o, n in self.found.partners.items()}
        pairs = [self._pair(back.get(n), n) for n in self.new.lines()]
        pairs += [self._pair(o, None) for o in self.old.lines() if o not in self.found.partners]
        # Headings as they first come up: the new year's in its order, then those that only the old year has.
        areas = {area: k for k, area in reversed(list(enumerate(pair.area for pair in pairs)))}
        titles = {title: k for k, title in reversed(list(enumerate((pair.area, pair.heading) for pair in pairs)))}
        return tuple(sorted(pairs, key=lambda pair: (areas[pair.area], titles[pair.area, pair.heading])))

    def _pair(self, o: int | None, n: int | None) -> BudgetPair:
        area, heading = self._title(o, n)
        change, old_changed, new_changed = _changes(
            self.old.plan.budget[o].name if o is not None else None,
            self.new.plan.budget[n].name if n is not None else None,
            self.rules,
        )
        pinned = o is not None and n is not None and self.said.pinned.get(o) == n
        alone = (o in self.said.alone_old and n is None) or (n in self.said.alone_new and o is None)
        return BudgetPair(
            o,
            n,
            area,
            heading,
            change,
            self._moved_from(o, n),
            shown_likeness(self.found.likeness.get(o, 0.0), change) if o is not None and n is not None else 0.0,
            o in self.found.doubtful_old or n in self.found.doubtful_new,
            pinned or alone,
            old_changed,
            new_changed,
        )

    def _title(self, old_line: int | None, new_line: int | None) -> Title:
        if new_line is not None:
            return self.new.shown_under(new_line)
        assert old_line is not None
        return self.old.shown_under(old_line)

    def _moved_from(self, old_line: int | None, new_line: int | None) -> str | None:
        """The old heading of a line whose heading became another one than the line now stands under."""
        if old_line is None or new_line is None or self.old.shown_under(old_line) == self.new.shown_under(new_line):
            return None
        chain = self.old.chains[old_line]
        return self.old.title_of(chain[0] if chain else None)[1] or None


def _changes(old: str | None, new: str | None, rules: Rules) -> tuple[Change, tuple[Span, ...], tuple[Span, ...]]:
    if old is None:
        return Change.ADDED, (), whole(new or "")
    if new is None:
        return Change.DROPPED, whole(old), ()
    return changes(old, new, rules)
