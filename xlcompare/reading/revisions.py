"""A tab with struck-through words as two plans: as it was before it was revised, and as it is."""

from __future__ import annotations

from dataclasses import replace

from xlcompare import errors, words
from xlcompare.reading.book import Book
from xlcompare.reading.checks import checked
from xlcompare.reading.columns import header_of
from xlcompare.reading.grid import with_values
from xlcompare.reading.plan_sheet import Reading
from xlcompare.reading.put_in import sensible


def revisions_in(book: Book, tab: str) -> tuple[Reading, Reading]:
    """The plan before, with the struck words and without those that were put in, and the plan now.

    Raises PlanError where nothing is struck through, and as reading a plan does.
    """
    grid = book.grid(tab)
    if not grid.struck:
        raise errors.no_revisions(grid.book, grid.sheet)
    before = {place: struck.before for place, struck in grid.struck.items()}
    marks = frozenset(mark for struck in grid.struck.values() for mark in struck.marks)
    if marks and (header := header_of(grid)):
        before |= sensible(grid, header.row + 1, book.before(tab, marks))
    # Nobody has to be told of struck words who asks for them; all else to be looked at stands in the tab as it is.
    old, new = (checked(replace(state, struck={})) for state in (with_values(grid, before), grid))
    return (
        Reading(replace(old.plan, version=words.BEFORE_REVISION), ()),
        replace(new, plan=replace(new.plan, version=words.AFTER_REVISION)),
    )
