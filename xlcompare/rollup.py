"""What came back from the branches: each book with what was read of it, and all that is wrong with it.

A value is known by its place (sheet, row, column), so that every figure of the roll-up can lead back to its cell. Rows
and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from xlcompare import rollup_words as words
from xlcompare.kpi import Aim, Target
from xlcompare.plan import Kind, Plan
from xlcompare.progress import Value
from xlcompare.progress_settings import ProgressSettings
from xlcompare.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that isn't as it was sent out; `kind`: one of `rollup_words`. Row and column are -1 without a cell."""

    kind: str
    found: str
    expected: str
    sheet: str = ""
    row: int = -1
    column: int = -1

    @property
    def noted_only(self) -> bool:
        """Whether everything was read in spite of it."""
        return self.kind in words.NOTED_ONLY


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A row that the books were sent out with: a measure or a target, by its `id`."""

    id: str
    item: int
    kind: Kind
    area: str
    heading: str
    text: str
    target: Target | None = None


@dataclass(frozen=True, eq=False, slots=True)
class IssuedPlan:
    """The plan that books were made from; `rows` are its measures and targets by item, in the books' order."""

    plan: Plan
    digest: str
    rows: Mapping[int, IssuedRow]
    places: Mapping[int, tuple[str, str]]
    """area and heading of each item that has a row on an area's sheet"""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What a branch wrote about a measure; `issued`: None for a row that it added; `columns`: where values stand."""

    issued: IssuedRow | None
    area: str
    heading: str
    text: str
    sheet: str
    row: int
    columns: Mapping[str, int]
    owner: str
    method: Value | None
    progress: Value | None
    rating: str
    """the mark, or what stands there where it is none"""
    rank: int | None
    """which of the five ratings it is; None for one's own mark, and for none"""
    next: Value | None

    @property
    def blanks(self) -> tuple[bool, bool, bool]:
        """Whether nothing stands in 進捗状況, 評価, 取組予定."""
        return self.progress is None, not self.rating, self.next is None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """How a branch stands with a target."""

    issued: IssuedRow
    label: str
    """its number in KPI一覧"""
    sheet: str
    row: int
    columns: Mapping[str, int]
    aim: Aim | None
    threshold: float | None
    last_year: float | None
    unit: str
    latest: float | None
    month: int | None
    """0 April … 11 March"""
    rating: str
    """the person's own"""
    remark: str
    blank: bool
    """whether an actual is due and nothing has been said of it"""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back. `path` is relative to the folder, with slashes; `saved` in UTC."""

    path: str
    saved: datetime
    digest: str
    """of its bytes"""
    faults: tuple[Fault, ...] = ()
    issued: IssuedPlan | None = None
    """None where it isn't one of our books, or can't be read"""
    stamp: Stamp | None = None
    settings: ProgressSettings = field(default_factory=ProgressSettings)
    branch_cell: tuple[str, int, int] = ("", -1, -1)
    """where 設定 says whose book it is: sheet, row, column"""
    measures: tuple[MeasureRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    skipped: str = ""
    """why it wasn't even opened"""
    untouched: bool = False
    """whether it is as it was made: nobody has typed in it, and no program has saved it since"""
