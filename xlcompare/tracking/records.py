"""Every measure and target of every branch as one long table, for filters and pivot tables: the only door to pandas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlcompare import progress_words
from xlcompare import rollup_words as words
from xlcompare.address import address
from xlcompare.fiscal_year import month_of
from xlcompare.plan import Kind
from xlcompare.progress import Value
from xlcompare.rollup import MeasureRow, Returned, TargetRow
from xlcompare.tracking.rollup import RollUp, Standing

_KINDS = {Kind.KPI: words.KPI, Kind.TARGET: words.TARGET}
_ORDER = "order"


@dataclass(frozen=True, slots=True)
class Records:
    """`rows` under `words.RECORD_COLUMNS`, and for each its book and the cell that it leads to."""

    rows: tuple[tuple[Value | None, ...], ...]
    places: tuple[tuple[Returned, str, int, int], ...]


def records_of(rollup: RollUp) -> Records:
    """The long table, branch by branch in the plan's order, rows that people added behind those of their branch."""
    from pandas import DataFrame

    said, places = [], []
    standings = {id(s.target): s for line in rollup.targets for s in line.of.values()}
    for number, branch, book in rollup.counted:
        about = (branch.code, branch.name)
        for measure in book.measures:
            order = measure.issued.item if measure.issued else 1 << 30
            said.append((number, order, *about, *_measure(measure, book)))
            places.append((book, measure.sheet, measure.row, measure.columns.get(progress_words.PROGRESS, 0)))
        for target in book.targets:
            said.append(
                (number, target.issued.item, *about, *_target(target, book, standings[id(target)], rollup.year))
            )
            places.append((book, target.sheet, target.row, target.columns.get(progress_words.LATEST, 0)))
    # As objects: pandas would make 3.0 of 3 where a column has a gap, and NaN of the gap.
    frame = DataFrame(said, columns=[words.CODE + _ORDER, _ORDER, *_GIVEN], dtype=object)
    frame = frame.sort_values([words.CODE + _ORDER, _ORDER], kind="stable")
    share = frame[words.SHARE]
    frame[words.MET] = (share.astype(float) >= 1).map({True: words.YES, False: words.NO}).where(share.notna(), None)
    rows = frame[list(words.RECORD_COLUMNS)].astype(object)
    rows = rows.where(rows.notna(), None)
    return Records(tuple(map(tuple, rows.values.tolist())), tuple(places[k] for k in frame.index))


_GIVEN = tuple(name for name in words.RECORD_COLUMNS if name != words.MET)


def _measure(row: MeasureRow, book: Returned) -> list[Value | None]:
    issued = row.issued
    given: Mapping[str, Value | None] = {
        words.ROW_KIND: words.MEASURE if issued else words.OWN_ROW,
        words.AREA: row.area,
        words.HEADING: row.heading,
        words.TEXT: row.text,
        words.OWNER: row.owner,
        words.METHOD: row.method,
        words.PROGRESS: row.progress,
        words.RATING: rating_shown(row),
        words.NEXT: row.next,
        words.BLANK_COUNT: sum(row.blanks),
        words.FAULT_FILE: book.path,
        words.PLACE: _place(row.sheet, row.row, row.columns.get(progress_words.PROGRESS, 0)),
        words.ITEM_ID: issued.id if issued else "",
    }
    return _in_order(given)


def _in_order(given: Mapping[str, Value | None]) -> list[Value | None]:
    """The values under `_GIVEN` behind the branch's."""
    found = [given.get(name) for name in _GIVEN[2:]]
    return [None if value == "" else value for value in found]


def rating_shown(row: MeasureRow) -> str:
    """The rating in the marks that all branches share; a branch's own mark, and what is none, as it stands."""
    return row.rating if row.rank is None else progress_words.RATINGS[row.rank][0]


def _target(row: TargetRow, book: Returned, standing: Standing, year: int) -> list[Value | None]:
    issued = row.issued
    given: Mapping[str, Value | None] = {
        words.ROW_KIND: _KINDS[issued.kind],
        words.AREA: issued.area,
        words.HEADING: issued.heading,
        words.TEXT: issued.text,
        words.PROGRESS: row.remark,
        words.RATING: standing.rating,
        words.AIM: row.aim.value if row.aim else progress_words.NOT_MEASURABLE,
        words.THRESHOLD: row.threshold if row.threshold is not None else row.last_year,
        words.UNIT: row.unit,
        words.LATEST: row.latest,
        words.MONTH: month_of(year, row.month) if row.month is not None else None,
        words.SHARE: standing.attainment,
        words.BLANK_COUNT: int(row.blank),
        words.FAULT_FILE: book.path,
        words.PLACE: _place(row.sheet, row.row, row.columns.get(progress_words.LATEST, 0)),
        words.ITEM_ID: issued.id,
    }
    return _in_order(given)


def _place(sheet: str, row: int, column: int) -> str:
    return f"{sheet}!{address(row, column)}"
