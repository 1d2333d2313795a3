"""Where does each finished sheet stand in someone's workbook?

On the tab of an earlier run, whatever it is called now. A new one stands beside its siblings, in the order in which one
run makes them all; the first goes behind the tab that it was made for. That is never in the middle of tabs that a
formula takes in from the first to the last, which would change what it gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from xlcompare.layout.sheet import Sheet
from xlcompare.writing.persons_formulas import Across
from xlcompare.writing.workbook_part import WorkbookPart, same_name

Mark = tuple[str, str]
"""What a sheet was made to be, and the name under which it is made."""


def tabs_for(
    sheets: Sequence[Sheet], workbook: WorkbookPart, after: str | None, order: Sequence[Mark], across: Sequence[Across]
) -> tuple[list[etree._Element], Across | None]:
    """Each sheet's tab, that of an earlier run or a new one; and which of `across` kept them from the place by `after`.

    Without an `order` siblings are those that are new with it.
    """
    siblings = {mark: tab for mark, name in order if (tab := workbook.marked(mark, name)) is not None}
    marks = [mark for mark, _ in order] or [sheet.mark or "" for sheet in sheets]
    avoided, tabs = None, []
    for sheet in sheets:
        mark = sheet.mark or ""
        tab = workbook.marked(mark, sheet.name)
        if tab is None:
            place = _beside(siblings, marks, mark, workbook)
            if place is None:
                place, avoided = _outside(workbook.place_after(after), workbook, across)
            tab = siblings[mark] = workbook.insert(sheet.name, place)
        tabs.append(tab)
    return tabs, avoided


def _beside(
    siblings: Mapping[str, etree._Element], marks: Sequence[str], mark: str, workbook: WorkbookPart
) -> int | None:
    """Behind the nearest sibling that `marks` have before `mark`, or else in front of the nearest behind it."""
    at, tabs = marks.index(mark), workbook.tabs()
    before = [tabs.index(siblings[each]) + 1 for each in reversed(marks[:at]) if each in siblings]
    behind = [tabs.index(siblings[each]) for each in marks[at + 1 :] if each in siblings]
    return next(iter([*before, *behind]), None)


def _outside(place: int, workbook: WorkbookPart, across: Sequence[Across]) -> tuple[int, Across | None]:
    """The first place from `place` on that isn't between tabs taken in together, and behind which of these it is."""
    names = [tab.get("name", "") for tab in workbook.tabs()]

    def position(name: str) -> int:
        return next(number for number, each in enumerate(names) if same_name(each, name))

    spans = [(position(each.last), position(each.first), each) for each in across]
    avoided = None
    while inside := [(last, each) for last, first, each in spans if first < place <= last]:
        last, avoided = max(inside, key=lambda span: span[0])
        place = last + 1
    return place, avoided
