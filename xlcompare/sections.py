"""Which items of a plan make up a row of the progress table, and under which heading it stands.

A measure takes its sub-bullets into its cell. Where a plan keeps its headings in cells of their own, one cell of it is
one row, however many lines it holds; in an outline, whose cells hold a heading with all its bullets, each bullet is a
row. Targets go into the heading's KPI box; a branch target that states no figure is a line of text like any note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xlcompare.kpi import Target, target_in
from xlcompare.plan import Item, Kind, Plan, parents


@dataclass(slots=True)
class Section:
    """What stands directly under a heading (-1: under none): indices of items.

    `lines` are measures, each with its sub-bullets, and notes, in the plan's order; a note is alone in its tuple.
    """

    heading: int
    depth: int
    kpis: list[int] = field(default_factory=list)
    lines: list[tuple[int, ...]] = field(default_factory=list)


@dataclass(slots=True)
class AreaOf:
    """An area (-1: the plan has none there) and its sections in order."""

    area: int
    sections: list[Section] = field(default_factory=list)


def areas_of(plan: Plan) -> tuple[AreaOf, ...]:
    """Every item of the plan in exactly one place: as an area, a heading, a target, or part of a line."""
    items, above = plan.items, parents(plan.items)
    areas: list[AreaOf] = []
    sections: dict[int, Section] = {}
    rows: dict[int, list[int]] = {}
    cells = _RowCells(plan)
    for i, item in enumerate(items):
        if item.kind is Kind.AREA:
            areas.append(AreaOf(i))
            continue
        if not areas:
            areas.append(AreaOf(-1))
        # A line in brackets inside a row's cell looks like a heading and opens no section.
        chain = [c for c in _chain(i, above) if items[c].kind is not Kind.HEADING or c in sections]
        heading = next((c for c in chain if c in sections), -1)
        if item.kind is Kind.HEADING and cells.row(item) is None:
            sections[i] = Section(i, sum(c in sections for c in chain))
            areas[-1].sections.append(sections[i])
            continue
        # An area's own items stand before its headings; the key tells two areas' apart.
        key = heading if heading >= 0 else -1 - len(areas)
        if key not in sections:
            sections[key] = Section(-1, 0)
            areas[-1].sections.append(sections[key])
        _put(i, items, chain, sections[key], rows, cells)
    for area in areas:
        for section in area.sections:
            section.lines = [tuple(rows.get(line[0], line)) for line in section.lines]
    return tuple(areas)


@dataclass(slots=True)
class _RowCells:
    """The row that each cell of the plan began; none in an outline."""

    plan: Plan
    outline: bool = field(init=False)
    began: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with_heading = {i.place.cell for i in self.plan.items if i.kind is Kind.HEADING and i.place.line == 1}
        self.outline = any(i.kind is Kind.MEASURE and i.place.cell in with_heading for i in self.plan.items)

    def row(self, item: Item) -> int | None:
        return None if self.outline else self.began.get(item.place.cell)


def _put(
    i: int, items: Sequence[Item], chain: Sequence[int], section: Section, rows: dict[int, list[int]], cells: _RowCells
) -> None:
    item = items[i]
    begun = cells.row(item)
    if item.kind is Kind.KPI or (item.kind is Kind.TARGET and begun is None and target_in(item.text) is not None):
        section.kpis.append(i)
        return
    under = [c for c in _below_heading(chain, items) if items[c].kind is Kind.MEASURE]
    row = begun if begun is not None else under[-1] if under else None
    if row in rows:
        rows[row].append(i)
        return
    section.lines.append((i,))
    if item.kind is Kind.MEASURE:
        rows[i] = [i]
        cells.began[item.place.cell] = i


def _chain(i: int, above: Sequence[int]) -> Iterable[int]:
    """The items that `i` stands under, innermost first."""
    while (i := above[i]) >= 0:
        yield i


def _below_heading(chain: Sequence[int], items: Sequence[Item]) -> Iterable[int]:
    for c in chain:
        if items[c].kind is Kind.HEADING:
            return
        yield c


def row_text(plan: Plan, line: Sequence[int]) -> str:
    """What a row's 実施内容 says: the measure and its sub-bullets, a line each."""
    texts = []
    for i in line:
        item = plan.items[i]
        texts += [item.label, item.text] if item.label else [item.text]
    return "\n".join(texts)


def targets_of(plan: Plan, areas: Iterable[AreaOf]) -> dict[int, Target | None]:
    """Every target of the boxes, read; None where it isn't measurable."""
    return {i: target_in(plan.items[i].text) for area in areas for section in area.sections for i in section.kpis}
