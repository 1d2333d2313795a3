"""A progress workbook as it was filled in: its record of the plan, its settings, and everything that people typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from xlcompare import errors
from xlcompare import progress_words as words
from xlcompare.address import address, column_letters
from xlcompare.figures import countable
from xlcompare.fiscal_year import label
from xlcompare.folding import folded
from xlcompare.kpi import target_in
from xlcompare.plan import Kind, Plan
from xlcompare.progress import Filled, OwnRow, RowKind, Spot, Typed, Unplaced, Value, read_from_plan
from xlcompare.progress_settings import ProgressSettings, Rating
from xlcompare.reading.book import Book
from xlcompare.reading.grid import Grid
from xlcompare.reading.number_formats import shown
from xlcompare.reading.progress_header import list_header
from xlcompare.reading.progress_loose import beside_the_counts, beside_the_guide, beside_the_settings, own_sheet
from xlcompare.reading.progress_record import day_of, read_record
from xlcompare.reading.progress_sheet import Expected, Found, read_area, read_targets
from xlcompare.reading.progress_table import Table, area_table, kpi_table, told_of
from xlcompare.reading.struck_entries import as_entered, struck_entries, whole
from xlcompare.sections import AreaOf, areas_of, row_text
from xlcompare.stamp import Stamp

RECORD_MARK, UNPLACED_MARK, SETTINGS_MARK = "progress-record", "progress-unplaced", "progress-settings"
TALLY_MARK, GUIDE_MARK = "progress-tally", "progress-guide"
_BESIDE = (
    (TALLY_MARK, words.TALLY_SHEET, beside_the_counts),
    (SETTINGS_MARK, words.SETTINGS_SHEET, beside_the_settings),
    (GUIDE_MARK, words.GUIDE_SHEET, beside_the_guide),
)
_TABLE_MARKS = ("progress-area-", "progress-kpi")
_PER_CENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")
_LINES = (RowKind.MEASURE, RowKind.NOTE)


def is_progress_book(book: Book) -> bool:
    """Whether `book` has the hidden record that only our progress workbooks have."""
    return tab_of(book, RECORD_MARK, words.RECORD_SHEET) is not None


def stamp_in(book: Book) -> Stamp | None:
    """Whose `book` is; None where it is no progress workbook, or wasn't distributed. PlanError as for reading it."""
    tab = tab_of(book, RECORD_MARK, words.RECORD_SHEET)
    return read_record(whole(book.grid(tab)))[2] if tab is not None else None


def read_progress_book(book: Book) -> Filled:
    """Everything typed in `book`. PlanError where it is no progress workbook, or where something can't be read."""
    tab = tab_of(book, RECORD_MARK, words.RECORD_SHEET)
    if tab is None:
        raise errors.no_progress_book(book.name)
    plan, as_of, stamp = read_record(whole(book.grid(tab)))
    areas = areas_of(plan)
    settings, chosen = _settings(book, as_of)
    expected = expected_in(plan, areas, settings)
    found = _Sheets(book.name)
    ours = {tab for mark, tab in book.marks.items() if mark.startswith(_TABLE_MARKS)}
    beside = {tab_of(book, mark, name): read for mark, name, read in _BESIDE}
    for grid in _others(book):
        all_of_it = whole(grid)
        if (read := beside.get(grid.sheet)) is not None:
            found.typed += read(grid)
            found.struck += struck_entries(grid)
        elif (table := kpi_table(all_of_it)) is not None:
            found.told += table.told
            table = as_entered(table, grid)
            found.add(grid.sheet, -2, _targets(table, expected))
            found.struck += struck_entries(table.grid, table)
        elif (table := area_table(all_of_it)) is not None and (area := area_of(table, expected)) is not None:
            found.told += table.told
            table = as_entered(table, grid)
            found.add(grid.sheet, area, read_area(table, area, expected))
            found.struck += struck_entries(table.grid, table)
        elif grid.sheet in ours:
            # Left out without a word, all that was typed on it would be lost.
            raise errors.table_unreadable(book.name, grid.sheet)
        else:
            found.typed += own_sheet(grid)
            found.struck += struck_entries(grid)
    unplaced = (*_unplaced(book, found.told), *found.struck)
    typed = tuple(_once(found.typed))
    return Filled(plan, as_of, chosen, settings, typed, tuple(found.own_rows), unplaced, stamp, tuple(found.told))


@dataclass(slots=True)
class _Sheets:
    """What all tables hold together."""

    book: str
    typed: list[Typed] = field(default_factory=list)
    own_rows: list[OwnRow] = field(default_factory=list)
    struck: list[Unplaced] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    before: list[tuple[str, int, Found]] = field(default_factory=list)

    def add(self, sheet: str, area: int, more: Found) -> None:
        """PlanError where `more` is a second copy of a table with other entries: nobody knows which of them count."""
        copies = [(other, found) for other, of, found in self.before if of == area and found.rows & more.rows]
        for other, found in copies:
            if not (found.covers(more) or more.covers(found)):
                raise errors.two_tables(self.book, sheet, other)
        self.before.append((sheet, area, more))
        self.typed += more.typed
        known = Counter((row.item, row.cells) for _, found in copies for row in found.own_rows)
        for row in more.own_rows:
            if known[row.item, row.cells]:
                known[row.item, row.cells] -= 1
            else:
                self.own_rows.append(row)


def _once(typed: Iterable[Typed]) -> Iterator[Typed]:
    """Without what a copied row or sheet says again."""
    known: set[tuple[Spot, type, Value]] = set()
    for each in typed:
        said = each.spot, type(each.value), each.value
        if not each.spot.column or said not in known:
            known.add(said)
            yield each


def tab_of(book: Book, mark: str, name: str) -> str | None:
    """The tab by its name, else by the mark that it keeps when it is renamed; a copy has the mark as well."""
    return name if name in book.tabs else book.marks.get(mark)


def _others(book: Book) -> Iterator[Grid]:
    """The tabs that may hold what people typed; 設定 holds notes beside its settings."""
    ours = {tab_of(book, RECORD_MARK, words.RECORD_SHEET), tab_of(book, UNPLACED_MARK, words.UNPLACED_SHEET)}
    for tab in book.tabs:
        if tab not in ours:
            yield book.grid(tab)


# ── what the sheets said when they were made ─────────────────────────────────────────────────────────────────────────


def expected_in(plan: Plan, areas: tuple[AreaOf, ...], settings: ProgressSettings) -> Expected:
    """What the sheets of `plan` said when they were made."""
    rows: dict[tuple[RowKind, int], str] = {}
    of: dict[int, int] = {}
    headings: dict[int, int] = {}
    for area in areas:
        for section in area.sections:
            rows[RowKind.HEADING, section.heading] = plan.items[section.heading].text
            for i in section.kpis:
                rows |= {(RowKind.KPI, i): plan.items[i].text, (RowKind.ACTUAL, i): ""}
                headings[i] = section.heading
            for line in section.lines:
                kind = RowKind.MEASURE if plan.items[line[0]].kind is Kind.MEASURE else RowKind.NOTE
                rows[kind, line[0]] = row_text(plan, line)
            of |= dict.fromkeys((section.heading, *section.kpis, *(line[0] for line in section.lines)), area.area)
    rows.pop((RowKind.HEADING, -1), None)
    year = label(plan.year, plan.tab)
    titles = (text.format(year=year, branch=settings.branch) for text in (words.TITLE, words.KPI_TITLE))
    names = (plan.items[area.area].text for area in areas if area.area >= 0)
    return Expected(plan, rows, of, headings, frozenset(map(folded, (*titles, *names, words.ACTUALS_BAND))))


def area_of(table: Table, expected: Expected) -> int | None:
    """The item of the area whose sheet this is, by the key in its header or by most of its rows; None for no area's."""
    said = folded(table.text(table.header, words.KEY)).removeprefix(folded(words.KEY))
    known = {f"{RowKind.AREA.value}{area}": area for area in expected.areas.values()}
    if said in known:
        return known[said]
    texts = {folded(text): expected.areas[item] for (kind, item), text in expected.rows.items() if kind in _LINES}
    said_rows = (folded(table.text(row, words.CONTENT)) for row in table.rows())
    most = Counter(texts[text] for text in said_rows if text in texts).most_common(1)
    return most[0][0] if most else None


def _targets(table: Table, expected: Expected) -> Found:
    printed = {i: read_from_plan(target_in(expected.text(i))) for i in expected.headings}
    return read_targets(table, expected, printed)


# ── 設定, 引継ぎ未了 ─────────────────────────────────────────────────────────────────────────────────────────────────


def _settings(book: Book, as_of: date) -> tuple[ProgressSettings, date]:
    tab = tab_of(book, SETTINGS_MARK, words.SETTINGS_SHEET)
    return (ProgressSettings(), as_of) if tab is None else settings_in(book.grid(tab), as_of)


def settings_in(grid: Grid, as_of: date) -> tuple[ProgressSettings, date]:
    """What the sheet 設定 says, and the date in it. PlanError where one of its cells can't be read."""
    rows = [[*row, *[None] * 5] for row in grid.rows]
    own: dict[str, Value | None] = {}
    for row in rows:
        own.setdefault(shown(row[0]), row[1])
    margin, day = own.get(words.MARGIN), own.get(words.AS_OF_DATE)
    default = ProgressSettings()
    share = _share(margin)
    if share is None or not 0 <= share <= 10:
        raise _unreadable(grid, words.MARGIN, margin or "")
    if day is not None and day != "" and day_of(day) is None:
        raise _unreadable(grid, words.AS_OF_DATE, day)
    return ProgressSettings(
        _ratings(rows, grid) or default.ratings,
        tuple(dict.fromkeys(_below(rows, words.OWNER_TABLE))),
        (
            shown(own.get(words.FIRST_HALF)) or default.halves[0],
            shown(own.get(words.SECOND_HALF)) or default.halves[1],
        ),
        shown(own.get(words.AFTER)) or default.after,
        share,
        shown(own.get(words.BRANCH)),
    ), day_of(day) or as_of


def _unreadable(grid: Grid, name: str, found: Value) -> errors.PlanError:
    row = next(i for i, row in enumerate(grid.rows) if row and shown(row[0]) == name)
    return errors.setting_unreadable(grid.book, grid.sheet, address(grid.top + row, grid.left + 1), name, shown(found))


def _ratings(rows: list[list[Value | None]], grid: Grid) -> tuple[Rating, ...]:
    """The marks and words; PlanError where one of the five that have a meaning is gone, or two are the same."""
    start = next((i for i, row in enumerate(rows) if shown(row[0]) == words.RATING_TABLE), None)
    if start is None:
        return ()
    found = []
    for row in rows[start + 2 : start + 2 + len(rows)]:
        if not shown(row[0]).isdecimal():
            break
        found.append(Rating(shown(row[1]).strip(), shown(row[2]).strip()))
    ratings = tuple(rating for k, rating in enumerate(found) if rating.mark or k < len(words.RATINGS))
    # Excel takes a and A for the same.
    marks = [rating.mark.casefold() for rating in ratings]
    worded = any(rating.words and not rating.mark for rating in found)
    if worded or len(ratings) < len(words.RATINGS) or not all(marks) or len(set(marks)) < len(marks):
        raise errors.rating_marks(grid.book, grid.sheet)
    return ratings


def _below(rows: list[list[Value | None]], title: str) -> Iterator[str]:
    """The texts of the first column below the header under `title`."""
    start = next((i for i, row in enumerate(rows) if shown(row[0]) == title), len(rows))
    for row in rows[start + 2 :]:
        if text := shown(row[0]).strip():
            yield text


def _unplaced(book: Book, told: list[str]) -> Iterator[Unplaced]:
    """The rows of 引継ぎ未了, and what was written beside them. PlanError where its header is gone.

    How its titles were read is added to `told`.
    """
    tab = tab_of(book, UNPLACED_MARK, words.UNPLACED_SHEET)
    if tab is None:
        return
    grid = whole(book.grid(tab))
    headers = ((i, list_header(row, words.UNPLACED_COLUMNS)) for i, row in enumerate(grid.rows))
    at, header = next(((i, header) for i, header in headers if header is not None), (-1, None))
    if header is None:
        raise errors.unplaced_unreadable(book.name, tab)
    told += told_of(grid, at, header)
    columns = [header.columns[name] for name in words.UNPLACED_COLUMNS]
    for number, row in enumerate(grid.rows[at + 1 :], at + 1):
        values = [row[c] if c < len(row) else None for c in columns]
        if any(value not in (None, "") for value in values):
            *known, value, reason = values
            place, area, heading, text, title = (shown(each) for each in known)
            yield Unplaced(place, area, heading, text, title, "" if value is None else value, shown(reason))
        for c, value in enumerate(row):
            if c not in columns and value is not None and value != "":
                place = f"{tab}!{address(grid.top + number, grid.left + c)}"
                column = words.FREE_COLUMN.format(column_letters(grid.left + c))
                yield Unplaced(place, "", "", "", column, value, words.LOOSE)


def _share(value: Value | None) -> float | None:
    """A share of the target; 0 where the cell is empty, as the formulas have it; 「5％」 is one. None for others."""
    if value is None or value == "":
        return 0.0
    if isinstance(value, str) and (said := _PER_CENT.fullmatch(folded(value))):
        share = countable(said[1])
        return None if share is None else share / 100
    return float(value) if isinstance(value, int | float) else None
