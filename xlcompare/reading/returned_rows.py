"""The rows of a returned book's tables: measures and targets as they were filled in, and what can't be read of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from xlcompare import progress_words as words
from xlcompare import rollup_words as own
from xlcompare.folding import folded
from xlcompare.kpi import Aim
from xlcompare.plan import Kind
from xlcompare.progress import RowKind, Value, read_from_plan
from xlcompare.reading.plan_sheet import shown
from xlcompare.reading.progress_sheet import Expected, rows_of, target_rows
from xlcompare.reading.progress_table import Table
from xlcompare.reading.returned_values import Marks, figure
from xlcompare.rollup import Fault, IssuedPlan, MeasureRow, TargetRow

_AIMS = {aim.value: aim for aim in Aim}
_SHARE_UNIT, _WHOLE_SHARES = "％", 10.0
_SHORT = 40
_TYPED = (words.OWNER, words.METHOD, words.PROGRESS, words.RATING, words.NEXT)


@dataclass(slots=True)
class Rows:
    """What the tables of one book hold together."""

    issued: IssuedPlan
    expected: Expected
    marks: Marks
    measures: list[MeasureRow] = field(default_factory=list)
    targets: list[TargetRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def read_area(self, table: Table, area: int) -> None:
        """Adds what stands on the sheet of `area`."""
        of = rows_of(table, area, self.expected)
        reader = _Reader(table, self)
        place = self.expected.text(area), ""
        for row in table.rows():
            if row not in of:
                self._own_row(reader, row, place)
                continue
            kind, item = of[row]
            place = self.issued.places.get(item, place)
            if kind is RowKind.MEASURE and item not in self.seen and item in self.issued.rows:
                self.seen.add(item)
                self.measures.append(reader.measure(row, item, place))

    def _own_row(self, reader: _Reader, row: int, place: tuple[str, str]) -> None:
        # A row of ours that was copied, or a remark below the table, is no measure.
        typed = any(reader.text(row, name) for name in _TYPED)
        if typed and reader.text(row, words.CONTENT) and not reader.text(row, words.KEY):
            self.measures.append(reader.measure(row, None, place))

    def read_targets(self, table: Table) -> None:
        """Adds what stands on KPI一覧."""
        reader = _Reader(table, self)
        items = [item for item, row in self.issued.rows.items() if row.kind is not Kind.MEASURE]
        for row, item in sorted(target_rows(table, self.expected, items).items()):
            self.seen.add(item)
            self.targets.append(reader.target(row, item))

    def missing(self, areas: Mapping[int, str], targets: str) -> Iterator[Fault]:
        """Rows of the plan that are on none of the sheets that are there: `areas` by area, `targets` KPI一覧 or ''."""
        for item, row in self.issued.rows.items():
            sheet = areas.get(self.expected.areas.get(item, -2), "") if row.kind is Kind.MEASURE else targets
            if sheet and item not in self.seen:
                said = row.text if len(row.text) <= _SHORT else f"{row.text[:_SHORT]}…"
                yield Fault(own.NO_ROW, own.NO_ROW_FOUND.format(said.replace("\n", " ")), own.EXPECT[own.NO_ROW], sheet)


@dataclass(slots=True)
class _Reader:
    """One table, with its cells looked up as fast as they can be."""

    table: Table
    rows: Rows
    cells: tuple[tuple[Value | None, ...], ...] = field(init=False)
    at: dict[str, int] = field(init=False)
    top: int = field(init=False)

    def __post_init__(self) -> None:
        grid = self.table.grid
        self.cells, self.top = grid.rows, grid.top
        self.at = {name: column - grid.left for name, column in self.table.columns.items()}

    def value(self, row: int, name: str) -> Value | None:
        """What stands there, None for nothing."""
        column = self.at.get(name, -1)
        cells = self.cells[row - self.top]
        found = cells[column] if 0 <= column < len(cells) else None
        if found is None or found == "":
            if self.table.grid.errors:
                self._error(row, column, name)
            return None
        return None if isinstance(found, str) and not found.strip() else found

    def text(self, row: int, name: str) -> str:
        value = self.value(row, name)
        return value if isinstance(value, str) else shown(value)

    def _error(self, row: int, column: int, name: str) -> None:
        said = self.table.grid.errors.get((row, column + self.table.grid.left))
        if said is not None:
            kind = own.ERROR_VALUE if said else own.NOT_CALCULATED
            self._fault(kind, said or own.BLANK_SHOWN, own.EXPECT[kind], row, name)

    def _fault(self, kind: str, found: str, expected: str, row: int, name: str) -> None:
        sheet, column = self.table.grid.sheet, self.table.columns.get(name, -1)
        self.rows.faults.append(Fault(kind, found, expected, sheet, row, column))

    # ── a measure ────────────────────────────────────────────────────────────────────────────────────────────────

    def measure(self, row: int, item: int | None, place: tuple[str, str]) -> MeasureRow:
        issued = self.rows.issued.rows[item] if item is not None else None
        rating, rank = self._rating(row)
        return MeasureRow(
            issued,
            *place,
            issued.text if issued else self.text(row, words.CONTENT),
            self.table.grid.sheet,
            row,
            self.table.columns,
            self.text(row, words.OWNER),
            self.value(row, words.METHOD),
            self.value(row, words.PROGRESS),
            rating,
            rank,
            self.value(row, words.NEXT),
        )

    def _rating(self, row: int) -> tuple[str, int | None]:
        text = self.text(row, words.RATING).strip()
        if not text:
            return "", None
        read = self.rows.marks.read(text)
        if read is None:
            expected = own.EXPECT[own.NO_RATING].format(self.rows.marks.choices)
            self._fault(own.NO_RATING, text, expected, row, words.RATING)
            return text, None
        if read.guessed:
            self._fault(own.READ_AS, text, own.EXPECT[own.READ_AS].format(read.mark), row, words.RATING)
        return read.mark, read.number if read.number < len(words.RATINGS) else None

    # ── a target ─────────────────────────────────────────────────────────────────────────────────────────────────

    def target(self, row: int, item: int) -> TargetRow:
        issued = self.rows.issued.rows[item]
        printed = read_from_plan(issued.target)
        unit, said = self.text(row, words.UNIT), self.text(row, words.AIM)
        aim = self._aim(row, said)
        threshold, last_year = (
            self._figure(row, name, unit) if name in self.at else _number(printed[name])
            for name in (words.THRESHOLD, words.LAST_YEAR)
        )
        actuals = [self._figure(row, month, unit) for month in words.MONTHS]
        month = max((k for k, actual in enumerate(actuals) if actual is not None), default=None)
        latest = actuals[month] if month is not None else None
        if month is not None and latest is not None and _is_a_share_of_one(latest, unit, threshold, last_year):
            self._fault(own.ODD_FIGURE, f"{latest:g}", own.EXPECT[own.ODD_FIGURE], row, words.MONTHS[month])
        remark = self.text(row, words.REMARK)
        blank = latest is None and not remark and said != words.NOT_MEASURABLE
        return TargetRow(
            issued, self.text(row, words.NUMBER), self.table.grid.sheet, row, self.table.columns, aim, threshold,
            last_year, unit, latest, month, self._rating(row)[0], remark, blank,
        )  # fmt: skip

    def _aim(self, row: int, said: str) -> Aim | None:
        if said and said != words.NOT_MEASURABLE and folded(said) not in _AIMS:
            choices = own.MARKS_BETWEEN.join((*_AIMS, words.NOT_MEASURABLE))
            self._fault(own.NO_AIM, said, own.EXPECT[own.NO_AIM].format(choices), row, words.AIM)
        return _AIMS.get(folded(said))

    def _figure(self, row: int, name: str, unit: str) -> float | None:
        value = self.value(row, name)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        read = figure(value, unit)
        if read is None:
            found = value.isoformat()[:10] if isinstance(value, date) else shown(value)
            self._fault(own.NO_NUMBER, found, own.EXPECT[own.NO_NUMBER], row, name)
            return None
        self._fault(own.READ_AS, shown(value), own.EXPECT[own.READ_AS].format(f"{read[0]:.15g}"), row, name)
        return read[0]


def _is_a_share_of_one(latest: float, unit: str, threshold: float | None, last_year: float | None) -> bool:
    """Whether Excel has made 0.957 of what somebody typed as 95.7％."""
    return unit == _SHARE_UNIT and 0 < latest < 1 and max(threshold or 0.0, last_year or 0.0) >= _WHOLE_SHARES


def _number(value: Value | None) -> float | None:
    return float(value) if isinstance(value, int | float) else None
