"""What a person should correct in a plan book, all of it in one go, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlcompare import errors, notices, words
from xlcompare.address import address
from xlcompare.errors import PlanError
from xlcompare.folding import folded
from xlcompare.plan import Item, Kind, Plan
from xlcompare.reading.beside import LINES, RULE, UNKNOWN, Beside
from xlcompare.reading.formatted_amounts import is_scaled
from xlcompare.reading.grid import Grid
from xlcompare.reading.number_formats import shown
from xlcompare.reading.plan_sheet import Reading, read_plan
from xlcompare.reading.problem import Problem
from xlcompare.reading.year_tab import Chosen, YearTab, year_tab

_TEXTS = frozenset((words.AREA, words.HEADING, words.SUBHEADING, words.CONTENT))
_PRINTED = _TEXTS | {words.BUDGET_NAME, words.BUDGET_AMOUNT}
"""Columns of which nothing is made while a value is missing in them; in others it counts as blank."""


_MOST_BESIDE = 5
"""Shapes or comments of a tab that are named each."""


def problems_of(grid: Grid, chosen: Chosen | None = None) -> tuple[Problem, ...]:
    """Every problem of one year tab, in the order of its rows."""
    return checked_or_refused(grid, chosen)[0]


def checked_or_refused(grid: Grid, chosen: Chosen | None = None) -> tuple[tuple[Problem, ...], str]:
    """The same, and the sentence on what was read; '' where the tab can't be read, which is then the only problem."""
    try:
        reading = checked(grid, chosen)
    except PlanError as error:
        return (Problem(grid.sheet, error.cell, error.message),), ""
    return (*reading.problems, *_scaled(year_tab(grid, chosen))), notices.what_was_read(reading.plan)


def checked(grid: Grid, chosen: Chosen | None = None) -> Reading:
    """The plan in `grid` with every problem of the tab, in the order of its rows. Raises as `read_plan` does."""
    tab = year_tab(grid, chosen)
    reading = read_plan(tab)
    plan = reading.plan
    found = (
        *reading.problems,
        *_error_values(tab),
        *struck_problems(grid),
        *_hidden(grid, reading),
        *_hidden_columns(tab),
        *_duplicates(grid.sheet, plan.items),
        *_under_merges(tab),
    )
    found = (*found, *_not_understood(plan, {problem.cell for problem in found}))
    ordered = sorted(found, key=lambda problem: _row_and_column(problem.cell))
    told = (
        *reading.told,
        *_not_understood_told(plan),
        *struck_told(grid),
        *_scaled_told(tab),
        *_left_out_told(reading),
    )
    return Reading(plan, tuple(ordered), told, tuple(_unread(tab)))


def require_texts(reading: Reading) -> None:
    """Raises PlanError where a text of the plan has no value: an item that is missing on paper is never noticed."""
    if reading.unread:
        cell, error = reading.unread[0]
        raise errors.text_unread(reading.plan.book, reading.plan.tab, cell, error, len(reading.unread))


def _hidden_columns(tab: YearTab) -> Iterator[Problem]:
    """Columns that nobody sees: one that is read, and one that isn't because a visible one says the same."""
    for header in {id(table.header): table.header for table in tab.tables}.values():
        for name, places in header.columns.items():
            if tab.grid.hidden_columns.issuperset(places):
                yield Problem(tab.grid.sheet, address(header.row, places[0]), notices.hidden_column_read(name))
        for name, places in header.passed_over.items():
            yield Problem(tab.grid.sheet, address(header.row, places[0]), notices.hidden_column_passed_over(name))


def _not_understood(plan: Plan, told: set[str]) -> Iterator[Problem]:
    """The cells that nothing was made of, those of one column together; without those that were `told` otherwise."""
    columns: dict[str, list[str]] = {}
    for cell in plan.coverage.not_understood:
        if cell in told:
            continue
        columns.setdefault(cell.rstrip("0123456789"), []).append(cell)
    for cells in columns.values():
        yield Problem(plan.tab, cells[0], notices.cells_not_understood(cells))


def _not_understood_told(plan: Plan) -> Iterator[str]:
    """The same in one sentence, for those who didn't ask for a check."""
    if plan.coverage.not_understood:
        yield notices.cells_not_in_the_table(plan.tab, plan.coverage.not_understood)


def struck_problems(grid: Grid) -> Iterator[Problem]:
    """Each cell of which words are left out because they are struck through, and which words."""
    for (row, column), struck in sorted(grid.struck.items()):
        said = [shown(word, grid.formats.get((row, column), "")).strip() for word in struck.words]
        yield Problem(grid.sheet, address(row, column), notices.struck_words(said))


def struck_told(grid: Grid) -> Iterator[str]:
    """The same in one sentence, for those who didn't ask for a check."""
    if grid.struck:
        yield notices.struck_left_out(grid.sheet, [address(row, column) for row, column in sorted(grid.struck)])
    if grid.unasked:
        yield notices.struck_unknown(grid.sheet, grid.unasked)


def beside_problems(sheet: str, found: Sequence[Beside]) -> Iterator[Problem]:
    """Remarks on what a tab shows beside its cells: one for each, or one for all of a kind where they are many."""
    by_kind: dict[str, list[Beside]] = {}
    for each in found:
        by_kind.setdefault(each.kind, []).append(each)
    for kind, several in by_kind.items():
        several.sort(key=lambda each: _row_and_column(each.cell))
        if kind == LINES:
            yield from (Problem(sheet, each.cell, notices.line_breaks_lost()) for each in several)
        elif kind in (RULE, UNKNOWN):
            cells = [each.cell for each in several]
            yield Problem(sheet, "", notices.rule_strikes(cells) if kind == RULE else notices.beside_unknown(), True)
        elif len(several) > _MOST_BESIDE:
            yield Problem(sheet, several[0].cell, notices.many_beside(kind, [each.cell for each in several]), True)
        else:
            yield from (Problem(sheet, each.cell, notices.text_beside(kind, each.text), True) for each in several)


def _scaled_told(tab: YearTab) -> Iterator[str]:
    """One sentence where budget amounts are shown as thousands of what their cells hold."""
    yield from (f"{remark.sheet}: {remark.message}" for remark in _scaled(tab))


def _scaled(tab: YearTab) -> Iterator[Problem]:
    """The same as a remark on the first of them."""
    grid, header = tab.grid, tab.header
    columns = header.columns.get(words.BUDGET_AMOUNT, ())
    places = [place for place in sorted(grid.formats) if place[1] in columns and place[0] > header.row]
    scaled = [address(*place) for place in places if is_scaled(grid.value(*place), grid.formats[place])]
    if scaled:
        yield Problem(grid.sheet, scaled[0], notices.amounts_scaled(scaled), True)


def _left_out_told(reading: Reading) -> Iterator[str]:
    """One sentence where rows of the budget are no lines of it."""
    if reading.plan.left_out:
        yield notices.budget_rows_left_out(reading.plan.tab, [place.cell for place in reading.plan.left_out])


def _error_values(tab: YearTab) -> Iterator[Problem]:
    """Cells of the columns that are read which hold an error, or a formula without a result."""
    for (row, column), name, value in _errors_by_column(tab):
        if name in _PRINTED:
            message = notices.error_in_the_text(value) if value else notices.text_not_calculated()
        else:
            message = notices.error_value(value) if value else notices.not_calculated()
        yield Problem(tab.grid.sheet, address(row, column), message)


def _unread(tab: YearTab) -> Iterator[tuple[str, str]]:
    """The cells among them that hold a text of the plan, and the error ('': no result)."""
    return ((address(*place), value) for place, name, value in _errors_by_column(tab) if name in _TEXTS)


def _errors_by_column(tab: YearTab) -> Iterator[tuple[tuple[int, int], str, str]]:
    tables = [(range(table.first, table.last), table.header.names()) for table in tab.tables]
    for place, value in sorted(tab.grid.errors.items()):
        for rows, names in tables:
            if place[0] in rows and place[1] in names:
                yield place, names[place[1]], value


def _hidden(grid: Grid, reading: Reading) -> Iterator[Problem]:
    told: set[str] = set()
    for item in reading.plan.items if grid.hidden_rows else ():
        row, _ = _row_and_column(item.place.cell)
        if row - 1 in grid.hidden_rows and item.place.cell not in told:
            told.add(item.place.cell)
            yield Problem(grid.sheet, item.place.cell, notices.hidden_row())


def _duplicates(sheet: str, items: tuple[Item, ...]) -> Iterator[Problem]:
    first: dict[tuple[str, tuple[str, ...], str], Item] = {}
    for item in items:
        # A heading that comes up again goes on where it left off.
        if item.kind in (Kind.AREA, Kind.HEADING):
            continue
        key = (item.area, item.path, folded(item.text))
        if key in first:
            yield Problem(sheet, str(item.place), notices.duplicate_item(str(first[key].place)))
        else:
            first[key] = item


def _under_merges(tab: YearTab) -> Iterator[Problem]:
    """Text in a cell that a merge covers: Excel doesn't show it, but it is in the file and so in the comparison."""
    grid, header = tab.grid, tab.header
    columns = header.columns[words.CONTENT]
    for merge in grid.merged:
        if merge.top <= header.row:
            continue
        for column in (each for each in columns if merge.left <= each <= merge.right):
            for row in range(merge.top, min(merge.bottom + 1, grid.top + len(grid.rows))):
                if (row, column) != (merge.top, merge.left) and grid.value(row, column) not in (None, ""):
                    yield Problem(grid.sheet, address(row, column), notices.text_under_merge())


def _row_and_column(cell: str) -> tuple[int, int]:
    letters = "".join(sign for sign in cell.partition("-")[0] if sign.isalpha())
    digits = "".join(sign for sign in cell.partition("-")[0] if sign.isdigit())
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits or 0), column
