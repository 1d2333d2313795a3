"""What a person's formulas have to do with the sheets of ours: whose results grow old, and which sums take them in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from xlcompare import errors
from xlcompare.writing.opc import Package
from xlcompare.writing.references import (
    Reference,
    folded_name,
    formulas_to_tabs,
    names_leading_to,
    names_used,
    references,
)
from xlcompare.writing.workbook_part import WorkbookPart


@dataclass(frozen=True, slots=True)
class Across:
    """A formula that takes in all tabs from `first` to `last`, `ours` among them."""

    tab: str
    """on which it stands, '' where it is a defined name's"""
    name: str
    first: str
    last: str
    ours: tuple[str, ...]


class PersonsFormulas:
    """The formulas that refer to tabs, on all tabs but `replaced`, and those of defined names."""

    def __init__(self, package: Package, workbook: WorkbookPart, replaced: Collection[etree._Element]) -> None:
        self._package, self._workbook = package, workbook
        self._tabs = [tab for tab in workbook.tabs() if tab not in replaced]
        self._references = [references(formulas_to_tabs(self._content(tab))) for tab in self._tabs]
        self._names: dict[str, str] = {}
        for element in workbook.persons_names():
            name = folded_name(element.get("name", ""))
            # One name may mean something else on every tab.
            self._names[name] = f"{self._names.get(name, '')}\0{element.text or ''}"

    def _content(self, tab: etree._Element) -> bytes:
        """The cells of `tab`. What stands behind them (rules for looks, lists, sparklines) keeps no results."""
        part, xml = self._workbook.part_of(tab), b""
        with suppress(errors.BookError):  # What can't be unpacked stays all the same.
            xml = self._package.read(part) if part is not None else b""
        return xml[xml.find(b"sheetData") : xml.rfind(b"sheetData")]

    def grow_old(self, tabs: Collection[etree._Element]) -> bool:
        """Whether a result that is stored depends on the content of `tabs`."""
        there = [folded_name(tab.get("name", "")) for tab in self._workbook.tabs()]
        written = {folded_name(tab.get("name", "")) for tab in tabs}

        def concerned(reference: Reference) -> bool:
            return not written.isdisjoint(_between(there, reference) or {reference.first, reference.last})

        if any(concerned(reference) for found in self._references for reference in found):
            return True
        names = names_leading_to(concerned, self._names)
        return any(names_used(self._content(tab), names) for tab in self._tabs) if names else False

    def across(self, tabs: Collection[etree._Element]) -> tuple[Across, ...]:
        """The formulas over several tabs that exist, with those of `tabs` that stand between the first and the last.

        Where the first or the last is one of `tabs`, a person wants them taken in, and nothing is to be said.
        """
        given = [tab.get("name", "") for tab in self._workbook.tabs()]
        there = [folded_name(name) for name in given]
        ours = {folded_name(tab.get("name", "")) for tab in tabs}
        found = []
        for tab, name, reference in self._over_several():
            inside = _between(there, reference)
            if inside and not {reference.first, reference.last} & ours:
                first, *_, last = (given[there.index(each)] for each in inside)
                own = tuple(given[there.index(each)] for each in inside if each in ours)
                found.append(Across(tab, name, first, last, own))
        return tuple(found)

    def _over_several(self) -> list[tuple[str, str, Reference]]:
        of_tabs = [(tab.get("name", ""), "", found) for tab, found in zip(self._tabs, self._references, strict=True)]
        of_names = [("", each.get("name", ""), references(each.text or "")) for each in self._workbook.persons_names()]
        return [
            (tab, name, each)
            for tab, name, found in (*of_tabs, *of_names)
            for each in sorted(found, key=lambda reference: (reference.first, reference.last))
            if each.first != each.last
        ]


def _between(tabs: Sequence[str], reference: Reference) -> list[str]:
    """The tabs from the reference's first to its last, in the workbook's order; none where one of them is missing."""
    if reference.first not in tabs or reference.last not in tabs:
        return []
    ends = sorted((tabs.index(reference.first), tabs.index(reference.last)))
    return list(tabs[ends[0] : ends[1] + 1])
