"""What a progress workbook (進捗管理表) holds: the plan that it was made from, and what people typed where.

A typed cell is known by the item whose row it stands on and by its column's name, never by an address: rows get
inserted, sorted and hidden, columns moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from xlcompare import progress_words as words
from xlcompare.kpi import Target
from xlcompare.plan import Plan
from xlcompare.progress_settings import ProgressSettings
from xlcompare.stamp import Stamp

Value = str | float | int | bool | date | datetime | time | timedelta


class RowKind(str, Enum):
    """The rows that an item may have. The values begin the keys in the hidden column: 「m12」."""

    AREA = "f"
    """the header of an area's sheet"""
    HEADING = "h"
    NOTE = "n"
    KPI = "k"
    """a target in the box of an area's sheet"""
    ACTUAL = "a"
    """its actual there"""
    MEASURE = "m"
    TARGET = "t"
    """a row of KPI一覧"""
    TARGETS = "u"
    """the header of KPI一覧"""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is typed: the `row` of the item with index `item` (-1: none has it), and the `column`.

    A column is named by `progress_words`; the free columns at the right are 「+0」, 「+1」, ….
    """

    row: RowKind
    item: int
    column: str

    @property
    def free(self) -> int | None:
        """Which free column it is, None for one of ours."""
        return int(self.column[1:]) if self.column.startswith("+") else None


def free_column(number: int) -> str:
    return f"+{number}"


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed cell: what, where (`place` is 「シート!D12」 for people), and under which title."""

    spot: Spot
    value: Value
    place: str
    title: str


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row that a person added below item `item` (-1: at the top of the area `area`): its cells by column."""

    area: int
    item: int
    cells: tuple[tuple[str, Value], ...]
    place: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A typed cell that has no home: one row of 引継ぎ未了."""

    place: str
    area: str
    heading: str
    text: str
    title: str
    value: Value
    reason: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A progress workbook as it was read: everything in it that a person typed.

    `as_of` is the date that it was made for, and so the half that its texts belong to; `chosen` the one in 設定 now.
    """

    plan: Plan
    as_of: date
    chosen: date
    settings: ProgressSettings
    typed: tuple[Typed, ...] = ()
    own_rows: tuple[OwnRow, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    stamp: Stamp | None = None
    """None where the workbook wasn't distributed to a branch"""
    told: tuple[str, ...] = ()
    """what a person has to know of how it was read"""

    @property
    def count(self) -> int:
        """How many cells a person typed."""
        return len(self.typed) + sum(len(row.cells) for row in self.own_rows) + len(self.unplaced)


def read_from_plan(target: Target | None) -> dict[str, Value | None]:
    """What a target's sentence puts into 目標の種類, 目標値, 単位 and 前年度実績, until a person corrects it."""
    if target is None:
        return {words.AIM: words.NOT_MEASURABLE, words.THRESHOLD: None, words.UNIT: None, words.LAST_YEAR: None}
    return {
        words.AIM: target.aim.value,
        words.THRESHOLD: target.threshold,
        words.UNIT: target.unit or None,
        words.LAST_YEAR: target.last_year,
    }
