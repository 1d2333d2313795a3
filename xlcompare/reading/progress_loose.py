"""What people typed in a progress workbook beside its tables: on 集計, 設定, 使い方, and on sheets that they added."""

from __future__ import annotations

from collections.abc import Iterator

from xlcompare import progress_words as words
from xlcompare.address import address, column_letters
from xlcompare.progress import RowKind, Spot, Typed, Value
from xlcompare.reading.grid import Grid
from xlcompare.reading.number_formats import shown

_TALLY = frozenset((
    words.BY_AREA, words.BY_OWNER, words.BY_KPI, words.BLANKS, words.BLANK_LIST, words.ATTAINMENTS, words.AREA,
    words.OTHER, words.NO_RATING, words.ALL, words.SUM, words.NO_OWNER, words.KPI_BLANK, words.STATE, words.WHERE,
    words.NOTHING_BLANK, words.OWNER, words.KIND, words.HEADING, words.ATTAINMENT, words.RATING, words.LATEST,
    words.AT, words.KPI, words.TARGET, *words.BLANK_COUNTS,
))  # fmt: skip
_SETTINGS = frozenset((words.YEAR, words.BRANCH, words.AS_OF_DATE, words.AS_OF_LABEL, words.HALF, words.FIRST_HALF,
                       words.SECOND_HALF, words.AFTER, words.MARGIN))  # fmt: skip
_TABLES = frozenset((words.RATING_TABLE, words.OWNER_TABLE, words.OWNER, "", words.SETTINGS_TITLE))
_PARAGRAPHS = frozenset(f"・{text}" for _, texts in words.GUIDE for text in texts)
_TITLES = frozenset((words.GUIDE_TITLE, *(title for title, _ in words.GUIDE)))
_MONTHS_COLUMN = 6


def own_sheet(grid: Grid) -> Iterator[Typed]:
    """Every cell of a sheet that a person added."""
    for row, column, value in _cells(grid):
        yield _loose(grid, row, column, value)


def beside_the_counts(grid: Grid) -> Iterator[Typed]:
    """What was typed on 集計: all that is neither a formula nor a label."""
    for row, column, value in _cells(grid):
        label = column == 0 and (row, column + 1) in grid.formulas
        # Without formulas somebody has pasted the whole sheet as values.
        if grid.formulas and (row, column) not in grid.formulas and not label and value not in _TALLY:
            yield _loose(grid, row, column, value)


def beside_the_settings(grid: Grid) -> Iterator[Typed]:
    """What was typed on 設定 where no setting is."""
    below = next((row for row, c, value in _cells(grid) if c == 0 and value == words.OWNER_TABLE), 1 << 20)
    labels = {row: shown(value) for row, column, value in _cells(grid) if column == 0}
    for row, column, value in _cells(grid):
        label = labels.get(row, "")
        is_value, is_rating = label in _SETTINGS, label.isdecimal() and row < below
        heads = row + 1 in labels and labels.get(row + 1) == "1"
        ours = (
            row < 2
            or (column == 0 and (is_value or is_rating or label in _TABLES or row > below))
            or (column in (1, 2) and is_value)
            or (column <= 4 and (is_rating or heads))
            or column == _MONTHS_COLUMN
        )
        if not ours and (row, column) not in grid.formulas:
            yield _loose(grid, row, column, value)


def beside_the_guide(grid: Grid) -> Iterator[Typed]:
    """What was typed on 使い方."""
    texts = {value for _, _, value in _cells(grid)}
    for row, column, value in _cells(grid):
        # Another release's guide has other paragraphs.
        ours = value in _PARAGRAPHS or (not texts >= _PARAGRAPHS and str(value).startswith("・"))
        if column or not (ours or value in _TITLES):
            yield _loose(grid, row, column, value)


def _cells(grid: Grid) -> Iterator[tuple[int, int, Value]]:
    """(row, column, value) of every cell that holds something."""
    for row, values in enumerate(grid.rows, grid.top):
        for column, value in enumerate(values, grid.left):
            found = grid.errors.get((row, column)) or value
            if found is not None and found != "":
                yield row, column, found


def _loose(grid: Grid, row: int, column: int, value: Value) -> Typed:
    place, title = f"{grid.sheet}!{address(row, column)}", words.FREE_COLUMN.format(column_letters(column))
    return Typed(Spot(RowKind.TARGETS, -1, ""), value, place, title)
