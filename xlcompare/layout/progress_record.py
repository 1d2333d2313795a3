"""The very hidden sheet 計画の控え: the plan as it was when the workbook was made, and whose workbook it is.

By it the next workbook knows what belongs where, and a returned book is known whatever it has been renamed to.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlcompare import progress_words as words
from xlcompare.fiscal_year import day_number
from xlcompare.layout.pages import not_printed
from xlcompare.layout.progress_looks import ProgressLooks
from xlcompare.layout.sheet import Cell, Column, Number, Row, Sheet, Text
from xlcompare.plan import Item
from xlcompare.stamp import Stamp
from xlcompare.tracking.progress import Progress

MARK = "progress-record"
_HEIGHT = 15.75


def record_sheet(progress: Progress, look: ProgressLooks) -> Sheet:
    """The finished sheet: single values, then a row for each item of the plan."""
    plan, stamp, plain = progress.plan, progress.stamp, look.help
    columns = (*words.RECORD_COLUMNS, *(words.STAMP_COLUMNS if stamp else ()))
    rows = [Row((Text(words.RECORD_HELP, plain),), _HEIGHT)]
    rows += [Row((Text(name, plain), cell), _HEIGHT) for name, cell in _about(progress, look)]
    rows.append(Row(tuple(Text(name, plain) for name in columns), _HEIGHT))
    for number, item in enumerate(plan.items):
        stamped = _stamped(stamp, number, look) if stamp else ()
        rows.append(Row((Number(number, plain), *_item(item, look), *stamped), _HEIGHT))
    return Sheet(
        name=words.RECORD_SHEET,
        columns=tuple(Column(90.0) for _ in columns),
        rows=tuple(rows),
        print=not_printed(len(rows)),
        protected=True,
        very_hidden=True,
        mark=MARK,
    )


def _about(progress: Progress, look: ProgressLooks) -> Iterator[tuple[str, Cell]]:
    plan, stamp, plain = progress.plan, progress.stamp, look.help
    yield words.BOOK, Text(plan.book, plain)
    yield words.TAB, Text(plan.tab, plain)
    yield words.YEAR, Number(plan.year, plain)
    yield words.AS_OF_DATE, Number(day_number(progress.as_of), look.date)
    if stamp:
        yield words.STAMP_CODE, Text(stamp.code, plain)
        yield words.STAMP_BRANCH, Text(stamp.branch, plain)
        yield words.STAMP_TEMPLATE, Text(stamp.template, plain)
        yield words.STAMP_PLAN, Text(stamp.plan, plain)


def _item(item: Item, look: ProgressLooks) -> Iterator[Cell]:
    # A path's texts hold no line breaks: each is the text of an item, which is one line.
    texts = (item.kind.value, item.area, "\n".join(item.path), item.text, item.owner, item.method, item.label,
             str(item.place))  # fmt: skip
    return (Text(text, look.plan) if text else None for text in texts)


def _stamped(stamp: Stamp, number: int, look: ProgressLooks) -> tuple[Cell, ...]:
    target = stamp.target(number)
    return Text(stamp.ids[number], look.plan), None if target is None else Number(target, look.help)
