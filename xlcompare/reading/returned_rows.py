"""The rows of a returned book's tables: measures and targets as they were filled in, and what can't be read of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from xlcompare import progress_words as words
from xlcompare import rollup_words as own
from xlcompare.branch_words import NO_FIGURE
from xlcompare.folding import folded
from xlcompare.graphemes import cut
from xlcompare.kpi import Aim
from xlcompare.plan import Kind
from xlcompare.progress import RowKind, Value, read_from_plan
from xlcompare.reading.number_formats import shown
from xlcompare.reading.progress_sheet import Expected, Known, is_of_a_box, rows_of, target_rows
from xlcompare.reading.progress_table import Table
from xlcompare.reading.returned_values import Marks, figure
from xlcompare.rollup import Fault, IssuedPlan, MeasureRow, TargetRow
from xlcompare.stamp import Stamp

_AIMS = {aim.value: aim for aim in Aim}
_SHARE_UNIT, _WHOLE_SHARES = "％", 10.0
_SHORT = 40
_TYPED = (words.METHOD, words.PROGRESS, words.RATING, words.NEXT)
_BEFORE = (words.LAST_RATING, words.LAST_PROGRESS)
_SAID_OF_TARGETS = (*words.MONTHS, words.RATING, words.REMARK)
_OF_ADDED_TARGETS = (words.SENTENCE, words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR, *_SAID_OF_TARGETS)
_ROOM = 6
"""Rows of a form, which is sent out with a few empty ones below each heading."""


@dataclass(slots=True)
class Rows:
    """What the tables of one book hold together."""

    issued: IssuedPlan
    expected: Expected
    marks: Marks
    stamp: Stamp | None = None
    typed: bool = False
    """whether anything stands in the tables that they weren't sent out with"""
    measures: list[MeasureRow] = field(default_factory=list)
    targets: list[TargetRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def read_area(self, table: Table, area: int) -> None:
        """Adds what stands on the sheet of `area`."""
        of = rows_of(table, area, self.expected)
        reader = _Reader(table, self)
        is_form = all(row.kind is not Kind.MEASURE for row in self.issued.rows.values())
        own = _OwnRows(reader, of, self.expected, _ROOM if is_form else 0)
        place = self.expected.text(area), ""
        for row in table.rows():
            kind, item = of.get(row, (RowKind.MEASURE, -1))
            place = self.issued.places.get(item, place)
            if item < 0 or (kind is RowKind.MEASURE and item in self.seen):
                # A row that was copied has the key of the one that it was copied from.
                if reader.holds(row) and own.is_measure(row):
                    self.typed = True
                    self.measures.append(reader.measure(row, None, place))
            elif kind is RowKind.MEASURE and item in self.issued.rows:
                self.seen.add(item)
                self.measures.append(reader.measure(row, item, place))
                self.typed = self.typed or self._is_typed(table, row, item)

    def _is_typed(self, table: Table, row: int, item: int) -> bool:
        of = self.issued.plan.items[item]
        sent = {words.OWNER: of.owner or "", words.METHOD: of.method or ""}
        return any(table.text(row, name) != sent.get(name, "") for name in (words.OWNER, *_TYPED, *_BEFORE))

    def read_targets(self, table: Table) -> None:
        """Adds what stands on KPI一覧."""
        reader = _Reader(table, self)
        items = [item for item, row in self.issued.rows.items() if row.kind is not Kind.MEASURE]
        rows = target_rows(table, self.expected, items)
        for row, item in sorted(rows.items()):
            self.seen.add(item)
            self.targets.append(reader.target(row, item))
            self.typed = self.typed or self._is_typed_target(table, row, item)
        known = {folded(table.text(row, words.SENTENCE)): row for row in rows}
        for row in table.rows():
            if row not in rows and reader.holds(row):
                reader.added_target(row, known)

    def _is_typed_target(self, table: Table, row: int, item: int) -> bool:
        sent = read_from_plan(self.issued.rows[item].target)
        if self.stamp and (figure := self.stamp.target(item)) is not None:
            sent[words.THRESHOLD] = figure
        given = [name for name in (*sent, *_SAID_OF_TARGETS, words.LAST_RATING) if name in table.columns]
        return any(table.value(row, table.columns[name]) != sent.get(name) for name in given)

    def missing(self, areas: Mapping[int, str], targets: str) -> Iterator[Fault]:
        """Rows of the plan that are on none of the sheets that are there: `areas` by area, `targets` KPI一覧 or ''."""
        for item, row in self.issued.rows.items():
            sheet = areas.get(self.expected.areas.get(item, -2), "") if row.kind is Kind.MEASURE else targets
            if sheet and item not in self.seen:
                said = row.text if len(row.text) <= _SHORT else f"{cut(row.text, _SHORT)}…"
                yield Fault(own.NO_ROW, own.NO_ROW_FOUND.format(said.replace("\n", " ")), own.EXPECT[own.NO_ROW], sheet)


@dataclass(slots=True)
class _OwnRows:
    """Rows of an area's table that aren't the plan's: a branch's own measures, and what can't be counted as such."""

    reader: _Reader
    of: Mapping[int, Known]
    expected: Expected
    room: int
    """how far below the last row, of ours or its own, a text alone is a measure, and no remark below the table"""
    end: int = field(init=False)
    known: dict[str, int] = field(init=False)
    """by the text of a row of ours, where it stands first"""

    def __post_init__(self) -> None:
        self.end = max(self.of, default=-1) + self.room
        self.known = {folded(self.expected.rows[known]): row for row, known in sorted(self.of.items(), reverse=True)}

    def is_measure(self, row: int) -> bool:
        """Whether it is one; what it holds is listed where it is neither that nor a copy of a row of ours."""
        reader = self.reader
        said = [name for name in (words.CONTENT, words.OWNER, *_TYPED) if reader.text(row, name)]
        typed = [name for name in said if name in _TYPED]
        text = reader.text(row, words.CONTENT)
        if not said or self._is_copy(row, text, typed):
            return False
        if text and (typed or row <= self.end):
            self.end = max(self.end, row + self.room)
            return True
        if typed:
            reader.fault(own.EXTRA_ROW, reader.text(row, typed[0]), own.EXPECT[own.EXTRA_ROW], row, typed[0])
        else:
            reader.fault(own.REMARK_ROW, reader.text(row, said[0]), own.EXPECT[own.REMARK_ROW], row, said[0])
        return False

    def _is_copy(self, row: int, text: str, typed: list[str]) -> bool:
        if not typed and is_of_a_box(self.reader.table, row):
            return True
        before = self.known.get(folded(text or self.reader.text(row, words.OWNER)))
        return before is not None and all(
            self.reader.table.text(row, name) == self.reader.table.text(before, name) for name in typed
        )


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

    def holds(self, row: int) -> bool:
        """Whether anything stands in the row."""
        cells = self.cells[row - self.top]
        # Formulas without a result are found where they are asked for.
        return bool(self.table.grid.errors) or cells.count(None) + cells.count("") < len(cells)

    def text(self, row: int, name: str) -> str:
        value = self.value(row, name)
        return value if isinstance(value, str) else shown(value)

    def _error(self, row: int, column: int, name: str) -> None:
        said = self.table.grid.errors.get((row, column + self.table.grid.left))
        if said is not None:
            kind = own.ERROR_VALUE if said else own.NOT_CALCULATED
            self.fault(kind, said or own.BLANK_SHOWN, own.EXPECT[kind], row, name)

    def fault(self, kind: str, found: str, expected: str, row: int, name: str) -> None:
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
            self.fault(own.NO_RATING, text, expected, row, words.RATING)
            return text, None
        if read.guessed:
            self.fault(own.READ_AS, text, own.EXPECT[own.READ_AS].format(read.mark), row, words.RATING)
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
        actuals = [self._actual(row, month, unit) for month in words.MONTHS]
        month = max((k for k, actual in enumerate(actuals) if actual is not None), default=None)
        latest = actuals[month] if month is not None else None
        if month is not None and latest is not None and _is_a_share_of_one(latest, unit, threshold, last_year):
            self.fault(own.ODD_FIGURE, f"{latest:g}", own.EXPECT[own.ODD_FIGURE], row, words.MONTHS[month])
        remark = self.text(row, words.REMARK)
        blank = latest is None and not remark and said != words.NOT_MEASURABLE
        return TargetRow(
            issued, self.text(row, words.NUMBER), self.table.grid.sheet, row, self.table.columns, aim, threshold,
            last_year, unit, latest, month, self._rating(row)[0], remark, blank,
        )  # fmt: skip

    def added_target(self, row: int, known: Mapping[str, int]) -> None:
        """Lists a row that isn't the plan's; `known`: the rows of ours by sentence."""
        table = self.table
        typed = [name for name in _OF_ADDED_TARGETS if table.text(row, name)]
        before = known.get(folded(table.text(row, words.SENTENCE)))
        copied = before is not None and all(table.text(row, name) == table.text(before, name) for name in typed)
        if typed and not copied:
            self.fault(own.EXTRA_TARGET, table.text(row, typed[0]), own.EXPECT[own.EXTRA_TARGET], row, typed[0])

    def _aim(self, row: int, said: str) -> Aim | None:
        if said and said != words.NOT_MEASURABLE and folded(said) not in _AIMS:
            choices = own.MARKS_BETWEEN.join((*_AIMS, words.NOT_MEASURABLE))
            self.fault(own.NO_AIM, said, own.EXPECT[own.NO_AIM].format(choices), row, words.AIM)
        return _AIMS.get(folded(said))

    def _actual(self, row: int, month: str, unit: str) -> float | None:
        said = self.value(row, month)
        return None if isinstance(said, str) and folded(said) in NO_FIGURE else self._figure(row, month, unit)

    def _figure(self, row: int, name: str, unit: str) -> float | None:
        value = self.value(row, name)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        read = figure(value, unit)
        if read is None:
            found = value.isoformat()[:10] if isinstance(value, date) else shown(value)
            self.fault(own.NO_NUMBER, found, own.EXPECT[own.NO_NUMBER], row, name)
            return None
        self.fault(own.READ_AS, shown(value), own.EXPECT[own.READ_AS].format(f"{read[0]:.15g}"), row, name)
        return read[0]


def _is_a_share_of_one(latest: float, unit: str, threshold: float | None, last_year: float | None) -> bool:
    """Whether Excel has made 0.957 of what somebody typed as 95.7％."""
    return unit == _SHARE_UNIT and 0 < latest < 1 and max(threshold or 0.0, last_year or 0.0) >= _WHOLE_SHARES


def _number(value: Value | None) -> float | None:
    return float(value) if isinstance(value, int | float) else None
