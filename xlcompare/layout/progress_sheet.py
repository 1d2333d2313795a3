"""The sheet of one area: its headings with their KPI boxes, and the table that people work in for a year.

Rows grow when somebody types, so their heights are a beginning only. A row that Excel can't make high enough is several
rows, merged; a key in the hidden last column says what each row is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from xlcompare import progress_words as words
from xlcompare.fiscal_year import day_label
from xlcompare.layout.heights import MAX_ROW_HEIGHT
from xlcompare.layout.kpi_sheet import KpiCells
from xlcompare.layout.pages import SPARE, breaks, printable, widths_on
from xlcompare.layout.progress_cells import (
    FREE_WIDTH,
    free_count,
    high,
    key,
    needed,
    rating_looks,
    shown_value,
    typed_cell,
)
from xlcompare.layout.progress_looks import House, ProgressLooks
from xlcompare.layout.progress_settings_sheet import AFTER_ROW, LABEL_ROW, SECOND_ROW, setting
from xlcompare.layout.sheet import (
    Blank,
    Cell,
    Choice,
    Column,
    Formula,
    Merge,
    Note,
    PrintSetup,
    Row,
    Sheet,
    Style,
    Text,
)
from xlcompare.plan import Kind
from xlcompare.progress import OwnRow, RowKind, Spot, Value, free_column
from xlcompare.sections import AreaOf, Section, row_text
from xlcompare.tracking.progress import KpiRow, Progress

MARK = "progress-area-{}"
HEAD_ROWS = 3
LEAST = 40.5
"""Points of a row with nothing typed yet: three lines to write on."""
SMALLER, LEAST_SIZE = 2, 6.5
"""By how many points letters may shrink to keep a row in one piece, and the size below which they never do."""
_COLUMNS = (
    words.OWNER, words.CONTENT, words.METHOD, words.PROGRESS, words.RATING, words.LAST_RATING, words.NEXT,
)  # fmt: skip


COUNTED_COLUMNS = (words.OWNER, words.PROGRESS, words.RATING, words.NEXT, words.KEY)
"""Those that 集計 counts."""


def range_name(column: str, number: int) -> str:
    """What the formulas of 集計 call a column of the `number`-th area's table."""
    return f"{column}_{number}"


@dataclass(frozen=True, slots=True)
class AreaSheet:
    """The finished sheet and where the tally finds what it counts."""

    sheet: Sheet
    columns: tuple[str, ...]
    measures: tuple[tuple[int, int], ...]
    """(item, row) of each measure"""
    number: int
    """which of the workbook's areas it is"""
    last: int
    """the row below the table: what is inserted above it belongs to the table"""

    def name(self, column: str) -> str:
        """The workbook's name for a column of the table."""
        return range_name(column, self.number)


def area_sheet(
    progress: Progress, area: AreaOf, number: int, name: str, kpis: dict[int, KpiCells], title: Formula,
    house: House,
) -> AreaSheet:  # fmt: skip
    """The sheet of `area`, the `number`-th of the workbook, called `name`."""
    return _Builder(progress, area, name, kpis, title, house).build(number)


@dataclass(slots=True)
class _Builder:
    progress: Progress
    area: AreaOf
    name: str
    kpis: dict[int, KpiCells]
    title: Formula
    house: House
    look: ProgressLooks = field(init=False)
    columns: tuple[str, ...] = field(init=False)
    widths: dict[str, float] = field(init=False)
    setup: PrintSetup = field(init=False)
    rows: list[Row] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    stays: list[bool] = field(default_factory=list)
    measures: list[tuple[int, int]] = field(default_factory=list)
    own_rows: dict[int, list[OwnRow]] = field(default_factory=dict)
    free: int = field(init=False)
    """free columns"""
    room: float = 0.0
    """points of a page below the head, which every page repeats"""
    begun: int = 0
    """where the box begins that the next row shares a page with"""

    def __post_init__(self) -> None:
        self.look = self.house.look
        last = self.progress.half == 2 or self.progress.has_last(words.LAST_RATING)
        shown = [name for name in _COLUMNS if last or name != words.LAST_RATING]
        self.columns = (*shown, words.LAST_PROGRESS, words.KEY)
        self.setup = self.house.setup(words.AREA_SHEET, (0, HEAD_ROWS - 1))
        page = self.house.page(words.AREA_SHEET)
        widths = {name: width for name, width in zip(_COLUMNS, page.widths, strict=True) if name in shown}
        self.widths = dict(zip(shown, widths_on(self.setup, replace(page, widths=tuple(widths.values()))), strict=True))
        for row in self.progress.own_rows:
            if row.area == self.area.area:
                self.own_rows.setdefault(row.item, []).append(row)
        own = [Spot(RowKind.MEASURE, 0, name) for row in self.progress.own_rows for name, _ in row.cells]
        self.free = free_count((*self.progress.cells, *own), *RowKind)

    @property
    def visible(self) -> int:
        return len(self.columns) - 2

    def build(self, number: int) -> AreaSheet:
        head = self._head()
        self.room = printable(self.setup)[1] - sum(row.height for row in head)
        self._own(-1)
        for section in self.area.sections:
            self._section(section)
        last = HEAD_ROWS + len(self.rows) - 1
        rating, owner = self.columns.index(words.RATING), self.columns.index(words.OWNER)
        ends = self._breaks()
        shift = HEAD_ROWS
        sheet = Sheet(
            name=self.name,
            columns=self._sheet_columns(),
            rows=(*head, *self.rows),
            merges=tuple(Merge(m.top + shift, m.left, m.bottom + shift, m.right) for m in self.merges),
            choices=(
                Choice(owner, HEAD_ROWS, last + 1, source=f"={words.OWNERS_NAME}", strict=False),
                Choice(rating, HEAD_ROWS, last + 1, source=f"={words.RATINGS_NAME}", strict=False),
            ),
            notes=self._notes(),
            conditions=tuple(
                each
                for name in (words.RATING, words.LAST_RATING)
                if name in self.columns
                for each in rating_looks(self.progress.settings, HEAD_ROWS, self.columns.index(name), last + 1)
            ),
            freeze=(HEAD_ROWS, 0),
            print=replace(self.setup, area=(0, 0, max(last, HEAD_ROWS - 1), self.visible - 1), breaks=ends),
            names=tuple(
                (range_name(name, number), (HEAD_ROWS, c, last + 1, c))
                for c, name in enumerate(self.columns)
                if name in COUNTED_COLUMNS
            ),
            protected=True,
            mark=MARK.format(number),
        )
        measures = tuple((item, row + HEAD_ROWS) for item, row in self.measures)
        return AreaSheet(sheet, self.columns, measures, number, last + 1)

    def _sheet_columns(self) -> tuple[Column, ...]:
        widths = [Column(self.widths[name]) for name in self.columns[: self.visible]]
        free = [Column(FREE_WIDTH) for _ in range(self.free)]
        return (*widths, Column(150.0, hidden=True), Column(60.0, hidden=True), *free)

    def _breaks(self) -> tuple[int, ...]:
        found = breaks([row.height for row in self.rows], self.stays, self.room, boxes=True)
        return tuple(row + HEAD_ROWS for row in found)

    # ── the head ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _head(self) -> list[Row]:
        look, items = self.look, self.progress.plan.items
        area = items[self.area.area].text if self.area.area >= 0 else ""
        titles: list[Cell] = [self._column_title(name) for name in self.columns]
        for k in range(self.free):
            value = self._typed(RowKind.AREA, self.area.area, free_column(k))
            titles.append(typed_cell(value, look.free))
        width = sum(self.widths.values())
        return [
            Row((self.title,), 24.0),
            Row((Text(area, look.area) if area else Blank(look.area),), high([(area, look.area, width)], 18.0)),
            Row(tuple(titles), self._header_height(titles)),
        ]

    def _header_height(self, titles: Sequence[Cell]) -> float:
        said = ((cell.text if isinstance(cell, Text) else str(cell.result), cell.style) for cell in titles
                if isinstance(cell, (Text, Formula)))  # fmt: skip
        shown = zip(said, self.widths.values(), strict=False)
        return high([(text, style, width) for (text, style), width in shown], 30.0)

    def _column_title(self, name: str) -> Cell:
        style, settings, half = self.look.header, self.progress.settings, self.progress.half
        if name == words.PROGRESS:
            before, after = words.PROGRESS_TITLE.split("{}")
            day = day_label(self.progress.as_of)
            return Formula(f'"{before}"&{setting(LABEL_ROW)}&"{after}"', words.PROGRESS_TITLE.format(day), style)
        if name == words.NEXT:
            row, period = (SECOND_ROW, settings.halves[1]) if half == 1 else (AFTER_ROW, settings.after)
            return Formula(f'{setting(row)}&"{words.NEXT}"', words.NEXT_TITLE.format(period), style)
        if name == words.KEY:
            return Text(f"{words.KEY} {key(RowKind.AREA, self.area.area)}", style)
        return Text(words.CONTENT_TITLE if name == words.CONTENT else name, style)

    def _notes(self) -> tuple[Note, ...]:
        named = [(c, name) for c, name in enumerate(self.columns[: self.visible]) if name in words.NOTES]
        return tuple(Note(HEAD_ROWS - 1, c, words.NOTES[name], 180.0, 66.0) for c, name in named)

    # ── sections ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _section(self, section: Section) -> None:
        self.begun = len(self.rows)
        if section.heading >= 0:
            style = self.look.subheading if section.depth else self.look.heading
            text = self.progress.plan.items[section.heading].text
            self._bar((Text(text, style),), RowKind.HEADING, section.heading, stays=True)
        rows = [kpi for kpi in self.progress.kpis if kpi.item in set(section.kpis)]
        for kpi in rows:
            self._target(kpi)
        for kpi in rows:
            self._actual(kpi)
        for item in (section.heading, *section.kpis):
            self._own(item if item >= 0 else -2)
        for number, line in enumerate(section.lines):
            # Only the first row has to have room beside the box.
            self.begun = len(self.rows) if number else self.begun
            if self.progress.plan.items[line[0]].kind is Kind.MEASURE:
                self._measure(line)
            else:
                text = row_text(self.progress.plan, line)
                self._bar((Text(text, self.look.note),), RowKind.NOTE, line[0], stays=False)
            for item in line:
                self._own(item)

    def _target(self, kpi: KpiRow) -> None:
        name = f"{words.KPI} {kpi.part}".strip() if kpi.number.isdigit() else words.TARGET
        cells = self.kpis[kpi.item]
        sentence = Formula(cells.ref(words.SENTENCE), cells.sentence, self.look.kpi)
        self._bar((Text(name, self.look.kpi_name), sentence), RowKind.KPI, kpi.item, stays=True)

    def _actual(self, kpi: KpiRow) -> None:
        cells = self.kpis[kpi.item]
        part = f"{kpi.part}." if kpi.part else ""
        kind = words.KPI if kpi.number.isdigit() else words.TARGET
        head = words.ACTUAL_LINE.format(kpi.number, kind, part)
        text = Formula(f'"{head}"&{cells.ref(words.SHOWN)}', f"{head}{cells.shown}", self.look.actual)
        self._bar((Text(words.ACTUAL, self.look.kpi_name), text), RowKind.ACTUAL, kpi.item, stays=True)

    def _bar(self, cells: tuple[Text | Formula, ...], row: RowKind, item: int, *, stays: bool) -> None:
        """A row whose last text runs over all columns that are left."""
        first, style = len(cells) - 1, cells[-1].style
        width = sum(list(self.widths.values())[first:])
        widths = [*list(self.widths.values())[:first], width]
        said = (c.text if isinstance(c, Text) else str(c.result) for c in cells)
        # A short name that fits even if all its signs were wide needs no second line, whatever letters are in it.
        texts = [
            (text, c.style, wide)
            for k, (text, c, wide) in enumerate(zip(said, cells, widths, strict=True))
            if k == first or len(text) * c.style.size > wide
        ]
        blanks: list[Cell] = [Blank(style) for _ in range(self.visible - len(cells))]
        self.merges.append(Merge(len(self.rows), first, len(self.rows), self.visible - 1))
        self._add([*cells, *blanks], row, item, high(texts, 18.0), stays=stays)

    def _measure(self, line: tuple[int, ...]) -> None:
        item = self.progress.plan.items[line[0]]
        values: dict[str, Value | None] = {words.OWNER: item.owner, words.CONTENT: row_text(self.progress.plan, line),
                                           words.METHOD: item.method}  # fmt: skip
        for name in self.columns[:-1]:
            if (typed := self._typed(RowKind.MEASURE, line[0], name)) is not None:
                values[name] = typed
        self.measures.append((line[0], len(self.rows)))
        self._table_row(values, RowKind.MEASURE, line[0], self._styles())

    def _own(self, item: int) -> None:
        """The rows that people added below `item`: all of it theirs."""
        for row in self.own_rows.get(item, ()):
            values: dict[str, Value | None] = dict(row.cells)
            styles = {**self._styles(), words.CONTENT: self.look.typed}
            self._table_row(values, None, 0, styles)

    def _styles(self) -> dict[str, Style]:
        look = self.look
        own = {words.OWNER: look.owner, words.CONTENT: look.plan, words.RATING: look.rating,
               words.LAST_RATING: look.rating}  # fmt: skip
        return {name: own.get(name, look.typed) for name in self.columns[:-1]}

    def _table_row(
        self, values: dict[str, Value | None], row: RowKind | None, item: int, styles: dict[str, Style]
    ) -> None:
        styles, whole = self._fitting(values, styles)
        cells = [typed_cell(values.get(name), styles[name]) for name in self.columns[:-1]]
        count = max(1, ceil(whole / MAX_ROW_HEIGHT))
        extra = {name: value for name, value in values.items() if name not in self.columns}
        first = len(self.rows)
        self._add(cells, row, item, whole / count, stays=False, grows=count == 1, free=extra)
        for _ in range(count - 1):
            # Higher than a page it breaks somewhere anyway: better than to leave the page before it empty.
            self.stays[-1] = whole <= self.room * SPARE
            blanks: list[Cell] = [Blank(styles[name]) for name in self.columns[: self.visible]]
            self._add(blanks, None, 0, whole / count, stays=False)
        if count > 1:
            self.merges.extend(Merge(first, c, first + count - 1, c) for c in range(self.visible))

    def _fitting(self, values: dict[str, Value | None], styles: dict[str, Style]) -> tuple[dict[str, Style], float]:
        """The styles in which the row stands in one piece, on a page with its heading's box, and its height.

        A point or two smaller is better than an empty page, or a merge over two pages, which cuts a line in half. What
        is still too high is merged, its ratings on top, so that they aren't cut.
        """
        room = self.room * SPARE
        box = sum(
            row.height for row, stays in zip(self.rows[self.begun :], self.stays[self.begun :], strict=True) if stays
        )
        limit = min(MAX_ROW_HEIGHT, room - box)
        sizes = [self._smaller(values, styles, 0)]
        if sizes[0][1] > limit:
            sizes += [self._smaller(values, styles, less) for less in range(1, SMALLER + 1)]
        for most in (limit, MAX_ROW_HEIGHT):
            for smaller, whole in sizes:
                if whole <= most:
                    return smaller, whole
        smaller, whole = sizes[-1]
        return {name: replace(style, valign="top") for name, style in smaller.items()}, whole

    def _smaller(
        self, values: dict[str, Value | None], styles: dict[str, Style], less: int
    ) -> tuple[dict[str, Style], float]:
        """The styles in letters `less` points smaller, and the row's height in them."""
        if less:
            styles = {name: replace(style, size=max(LEAST_SIZE, style.size - less)) for name, style in styles.items()}
        texts = [(shown_value(values.get(name)), styles[name], self.widths[name]) for name in self.widths]
        return styles, needed(texts, LEAST)

    def _add(
        self, cells: Sequence[Cell], row: RowKind | None, item: int, height: float, *, stays: bool,
        grows: bool = False, free: dict[str, Value | None] | None = None,
    ) -> None:  # fmt: skip
        whole: list[Cell] = [*cells, *([None] * (len(self.columns) - len(cells)))]
        if row is not None:
            whole[len(self.columns) - 1] = Text(key(row, item), self.look.help)
        table_row = row is RowKind.MEASURE or free is not None
        for k in range(self.free):
            column = free_column(k)
            value = (free or {}).get(column) if row is None else self._typed(row, item, column)
            # On the bars in between only what has been typed there is open: Tab goes from measure to measure.
            whole.append(typed_cell(value, self.look.free) if table_row or value is not None else None)
        self.rows.append(Row(tuple(whole), height, grows))
        self.stays.append(stays)

    def _typed(self, row: RowKind, item: int, column: str) -> Value | None:
        return self.progress.cells.get(Spot(row, item, column))
