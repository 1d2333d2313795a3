"""A book that came back from a branch: all that can be read of it, and every fault of it.

Unlike `read_progress_book`, which stops rather than lose anything typed, this reads on: one broken sheet must not keep
the head office from the others. What all books of a plan share is read once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from xlcompare import errors
from xlcompare import progress_words as words
from xlcompare import rollup_words as own
from xlcompare.area_names import area_names
from xlcompare.kpi import target_in
from xlcompare.plan import Kind, Plan
from xlcompare.progress import Value
from xlcompare.progress_settings import ProgressSettings
from xlcompare.reading.from_file import Book
from xlcompare.reading.grid import Grid
from xlcompare.reading.number_formats import shown
from xlcompare.reading.progress_book import (
    GUIDE_MARK,
    RECORD_MARK,
    SETTINGS_MARK,
    TALLY_MARK,
    UNPLACED_MARK,
    area_of,
    expected_in,
    settings_in,
    tab_of,
)
from xlcompare.reading.progress_record import read_record
from xlcompare.reading.progress_sheet import Expected
from xlcompare.reading.progress_table import Table
from xlcompare.reading.returned_checks import sheet_faults
from xlcompare.reading.returned_rows import Rows
from xlcompare.reading.returned_table import returned_table
from xlcompare.reading.returned_values import Marks
from xlcompare.reading.struck_entries import as_entered, struck_entries, whole
from xlcompare.rollup import Fault, IssuedPlan, IssuedRow, MeasureRow, TargetRow
from xlcompare.sections import areas_of, row_text
from xlcompare.stamp import Stamp, item_ids, plan_digest

Place = tuple[str, int, int]
_NOWHERE = "", -1, -1
_TARGETS = -2
"""Where KPI一覧 stands among the areas."""
_BESIDE = (
    (RECORD_MARK, words.RECORD_SHEET),
    (UNPLACED_MARK, words.UNPLACED_SHEET),
    (SETTINGS_MARK, words.SETTINGS_SHEET),
    (TALLY_MARK, words.TALLY_SHEET),
    (GUIDE_MARK, words.GUIDE_SHEET),
)


@dataclass(slots=True)
class Reading:
    """What was read of one book."""

    issued: IssuedPlan | None = None
    stamp: Stamp | None = None
    settings: ProgressSettings = field(default_factory=ProgressSettings)
    branch_cell: Place = _NOWHERE
    faults: list[Fault] = field(default_factory=list)
    measures: tuple[MeasureRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    typed: bool = False
    """whether its tables hold anything that they weren't sent out with"""


@dataclass(frozen=True, eq=False, slots=True)
class _Known:
    """A plan that a record held: with what follows from it for every book that was made from it."""

    issued: IssuedPlan
    ids: tuple[str, ...]
    expected: Expected
    areas: tuple[int, ...]
    tabs: Mapping[int, str]
    """what each area's sheet, and KPI一覧, were called"""
    marks: dict[ProgressSettings, Marks] = field(default_factory=dict)


class ReturnedBooks:
    """Reads books one after the other; equal plans are understood once."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[Value | None, ...], ...], _Known] = {}

    def read(self, book: Book) -> Reading:
        """Everything that `book` holds. Raises BookError where nothing of it can be read."""
        found = Reading()
        tab = tab_of(book, RECORD_MARK, words.RECORD_SHEET)
        if tab is None:
            found.settings, found.branch_cell = _branch_only(book)
            found.faults.append(Fault(own.NO_RECORD, book.name, own.EXPECT[own.NO_RECORD]))
            return found
        try:
            known, as_of, found.stamp = self._record(whole(book.values(tab)[0]))
        except errors.PlanError:
            found.settings, found.branch_cell = _branch_only(book)
            found.faults.append(Fault(own.RECORD_CHANGED, tab, own.EXPECT[own.RECORD_CHANGED], tab))
            return found
        found.issued = known.issued
        found.settings, found.branch_cell = _settings(book, as_of, found.faults)
        rows = Rows(known.issued, known.expected, _marks(known, found.settings), found.stamp)
        _Sheets(book, known, rows).read()
        found.faults += rows.faults
        found.measures, found.targets, found.typed = tuple(rows.measures), tuple(rows.targets), rows.typed
        return found

    def _record(self, grid: Grid) -> tuple[_Known, date, Stamp | None]:
        """The plan, the day and the stamp of a record. PlanError where it was changed."""
        head = next((i for i, row in enumerate(grid.rows) if row and row[0] == words.KEY), len(grid.rows) - 1)
        items = grid.rows[head:]
        known = self._known.get(items)
        if known is None:
            plan, as_of, stamp = read_record(grid)
            known = self._known[items] = _known(plan, stamp)
            return known, as_of, stamp
        # Only what stands above the items is the branch's own.
        _, as_of, stamp = read_record(replace(grid, rows=grid.rows[: head + 1]))
        return known, as_of, replace(stamp, ids=known.ids) if stamp else None


def _known(plan: Plan, stamp: Stamp | None) -> _Known:
    areas = areas_of(plan)
    ids = stamp.ids if stamp else item_ids(plan)
    rows: dict[int, IssuedRow] = {}
    places: dict[int, tuple[str, str]] = {}
    for area in areas:
        title = plan.items[area.area].text if area.area >= 0 else ""
        for section in area.sections:
            heading = plan.items[section.heading].text if section.heading >= 0 else ""
            on_it = (section.heading, *section.kpis, *(line[0] for line in section.lines))
            places |= dict.fromkeys(on_it, (title, heading))
            for i in section.kpis:
                item = plan.items[i]
                rows[i] = IssuedRow(ids[i], i, item.kind, title, heading, item.text, target_in(item.text))
            for line in section.lines:
                if plan.items[line[0]].kind is Kind.MEASURE:
                    text = row_text(plan, line)
                    rows[line[0]] = IssuedRow(ids[line[0]], line[0], Kind.MEASURE, title, heading, text)
    expected = expected_in(plan, areas, ProgressSettings())
    issued = IssuedPlan(plan, sha256("\n".join((plan_digest(plan), *ids)).encode()).hexdigest(), rows, places)
    # An area without rows has nothing to be missed.
    used = {expected.areas[item] for item, row in rows.items() if row.kind is Kind.MEASURE}
    listed = [area.area for area in areas]
    tabs = {**area_names(plan, listed), _TARGETS: words.KPI_SHEET}
    return _Known(issued, ids, expected, tuple(area for area in listed if area in used), tabs)


def _marks(known: _Known, settings: ProgressSettings) -> Marks:
    key = replace(ProgressSettings(), ratings=settings.ratings)
    return known.marks.setdefault(key, Marks(settings.ratings))


def _settings(book: Book, as_of: date, faults: list[Fault]) -> tuple[ProgressSettings, Place]:
    """The settings, and where they name the branch; the default ones where a cell of them can't be read."""
    tab = tab_of(book, SETTINGS_MARK, words.SETTINGS_SHEET)
    if tab is None:
        return ProgressSettings(), _NOWHERE
    grid, _ = book.values(tab)
    named, place = _branch_in(grid)
    if tab != words.SETTINGS_SHEET:
        faults.append(_renamed(tab, words.SETTINGS_SHEET))
    try:
        return settings_in(grid, as_of)[0], place
    except errors.PlanError as error:
        faults.append(Fault(own.BAD_SETTINGS, error.cell or tab, error.message, tab))
        return named, place


def _renamed(tab: str, issued: str) -> Fault:
    return Fault(own.RENAMED_TAB, tab, own.EXPECT[own.RENAMED_TAB].format(issued), tab)


def _branch_only(book: Book) -> tuple[ProgressSettings, Place]:
    """What 設定 says of the branch, in a book of which nothing else is known."""
    tab = tab_of(book, SETTINGS_MARK, words.SETTINGS_SHEET)
    return (ProgressSettings(), _NOWHERE) if tab is None else _branch_in(book.values(tab)[0])


def _branch_in(grid: Grid) -> tuple[ProgressSettings, Place]:
    for i, row in enumerate(grid.rows):
        if len(row) > 1 and row[0] == words.BRANCH:
            return ProgressSettings(branch=shown(row[1])), (grid.sheet, grid.top + i, grid.left + 1)
    return ProgressSettings(), (grid.sheet, -1, -1)


@dataclass(slots=True)
class _Sheets:
    """The tabs of one book that hold tables."""

    book: Book
    known: _Known
    rows: Rows
    found: dict[int, str] = field(default_factory=dict)
    """tabs by area"""

    def read(self) -> None:
        beside = {tab_of(self.book, mark, name) for mark, name in _BESIDE}
        for tab in self.book.tabs:
            if tab not in beside:
                self._tab(tab)
        self.rows.faults += self._missing()
        self.rows.faults += self.rows.missing(self.found, self.found.get(_TARGETS, ""))

    def _tab(self, tab: str) -> None:
        faults = self.rows.faults
        try:
            as_read, xml = self.book.values(tab)
        except errors.BookError as error:
            faults.append(Fault(own.UNREADABLE, tab, error.message, tab))
            return
        read = returned_table(whole(as_read))
        if read is None:
            return
        table, targets, wrong = read
        table = as_entered(table, as_read)
        area = self._area(table) if not targets else _TARGETS if words.SENTENCE in table.columns else None
        if area is None:
            return
        if area in self.found:
            faults.append(Fault(own.TAB_TWICE, self.found[area], own.EXPECT[own.TAB_TWICE], tab))
            return
        self.found[area] = tab
        faults += wrong
        faults += (
            Fault(own.STRUCK, shown(each.value), own.EXPECT[own.STRUCK], tab, row, column)
            for (row, column), each in zip(sorted(table.grid.struck), struck_entries(table.grid, table), strict=True)
        )
        faults += self._renamed(tab, area)
        first = len(self.rows.measures)
        if targets:
            self.rows.read_targets(table)
            rated = [target.row for target in self.rows.targets]
        else:
            self.rows.read_area(table, area)
            rated = [measure.row for measure in self.rows.measures[first:] if measure.issued]
        faults += sheet_faults(table, xml, rated)

    def _area(self, table: Table) -> int | None:
        if words.CONTENT not in table.columns:
            return None
        return area_of(table, self.known.expected)

    def _renamed(self, tab: str, area: int) -> Iterator[Fault]:
        issued = self.known.tabs.get(area, tab)
        if tab != issued:
            yield _renamed(tab, issued)

    def _missing(self) -> Iterator[Fault]:
        items = self.known.issued.plan.items
        for area in self.known.areas:
            if area not in self.found:
                name = items[area].text if area >= 0 else words.AREA_SHEET
                yield Fault(own.NO_TAB, own.ORDER.format(name), own.EXPECT[own.NO_TAB])
        if _TARGETS not in self.found and any(row.target for row in self.known.issued.rows.values()):
            yield Fault(own.NO_TAB, own.ORDER.format(words.KPI_SHEET), own.EXPECT[own.NO_TAB])
