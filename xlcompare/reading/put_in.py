"""Which words of a revised tab were put in, where nothing is struck through beside them: new rows, new sentences?

They look as the words do that were put in for struck ones: in one tab people mark them all alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from xlcompare.reading.cell_places import place_of, styled_cells
from xlcompare.reading.cell_styles import CellStyles
from xlcompare.reading.grid import Grid, Look, Value
from xlcompare.reading.struck import Runs, SharedRuns, runs_in
from xlcompare.reading.values import clean_text

Place = tuple[int, int]


def before_put_in(
    grid: Grid, xml: bytes, styles: CellStyles, shared: SharedRuns, marks: Collection[Look]
) -> dict[Place, Value]:
    """What stood in cells of the sheet `xml` before words that look like one of the `marks` were put in."""
    marked = {style for style, look in enumerate(styles.looks) if look in marks}
    cells = {place_of(attributes): style for style, attributes, _ in styled_cells(xml, marked)}
    whole = {place: style for place, style in cells.items() if place is not None}
    found: dict[Place, Value] = {place: "" for place in whole if grid.value(*place) not in (None, "")}
    for place, (runs, style) in runs_in(xml, shared, whole, lambda runs: any(run.look in marks for run in runs)):
        look = styles.looks[style] if style < len(styles.looks) else Look()
        found[place] = without_marked(runs, look, marks)
    return {place: value for place, value in found.items() if place not in grid.struck}


def without_marked(runs: Runs, look: Look, marks: Collection[Look]) -> str:
    """The text of `runs` in a cell of that `look` without what is marked."""
    left = clean_text("".join(run.text for run in runs if (run.look or look) not in marks))
    return left if left.strip() else ""


def sensible(grid: Grid, first: int, before: Mapping[Place, Value]) -> dict[Place, Value]:
    """The cells `before` from the row `first` on; none where most of the tab looks so, which then marks nothing."""
    below = {place: value for place, value in before.items() if place[0] >= first}
    filled = sum(value not in (None, "") for row in grid.rows[max(first - grid.top, 0) :] for value in row)
    return below if 2 * len(below) <= filled else {}
