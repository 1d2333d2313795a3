"""A tab as its cells show it: without struck words, with the number formats of its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from xlcompare.reading.cell_places import place_of, styled_cells
from xlcompare.reading.cell_styles import CellStyles
from xlcompare.reading.format_codes import section_for
from xlcompare.reading.grid import Grid, Value, with_values
from xlcompare.reading.number_formats import shown
from xlcompare.reading.struck import SharedRuns, struck_cells

_NO_NUMBER = re.compile(rb"""\bt\s*=\s*["'](?:s|str|inlineStr|b|e)["']|/$""")
_YEARS_1904 = 1_462
"""Days that a calendar beginning in 1904 is behind."""


def as_shown(grid: Grid, xml: bytes, styles: CellStyles, shared: SharedRuns, *, from_1904: bool = False) -> Grid:
    """`grid` of the sheet `xml` as its cells show it. `from_1904`: whether the workbook counts its days from 1904."""
    changed: dict[tuple[int, int], Value] = {}
    formats = dict(_formats(xml, styles)) if styles.formats else {}
    for place in formats if from_1904 else ():
        number = grid.value(*place)
        # calamine has made days of most; what is left in a date's format is still a number.
        if isinstance(number, int | float) and section_for(formats[place], number)[0].is_date:
            changed[place] = number + _YEARS_1904
    for style, attributes, _ in styled_cells(xml, styles.text_formats):
        at = place_of(attributes)
        if at is not None and isinstance(text := grid.value(*at), str) and text:
            changed[at] = shown(text, styles.text_formats[style])
    found = struck_cells(xml, styles, shared, lambda *place: _said_of_error(grid, place) or grid.value(*place))
    changed |= {place: left for place, (left, _) in found.items()}
    if not (changed or formats or found):
        return grid
    return replace(
        with_values(grid, changed) if changed else grid,
        errors={place: error for place, error in grid.errors.items() if place not in found} if found else grid.errors,
        formats=formats,
        struck={place: struck for place, (_, struck) in found.items()},
    )


def _said_of_error(grid: Grid, place: tuple[int, int]) -> Value:
    """What a cell says whose formula has no value: the error, or the formula itself."""
    return None if place not in grid.errors else grid.errors[place] or grid.formulas.get(place) or "="


def _formats(xml: bytes, styles: CellStyles) -> Iterator[tuple[tuple[int, int], str]]:
    for style, attributes, _ in styled_cells(xml, styles.formats):
        if not _NO_NUMBER.search(attributes) and (place := place_of(attributes)) is not None:
            yield place, styles.formats[style]
