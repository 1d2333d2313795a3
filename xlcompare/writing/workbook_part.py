"""The workbook part of someone's package: its tabs, and all that counts them.

Defined names and views refer to tabs by position, so that a tab put in the middle moves what they mean; the calculation
chain and the document's properties list what is in the tabs. All of it is brought along here, and nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from xlcompare import errors
from xlcompare.layout.sheet import MARK_NAME
from xlcompare.writing.grafted_styles import MAIN, child
from xlcompare.writing.opc import RELATIONSHIPS, Package
from xlcompare.writing.references import folded_name

MAX_NAME = 31
_MAX_SHEET_ID = 65_534
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_ID = f"{{{RELATIONSHIPS}}}id"
_IN_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences"
    " definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing"
    " fileRecoveryPr webPublishObjects extLst"
)
_BUILT_IN = "_xlnm."
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


class WorkbookPart:
    """Opened by reading; `save` writes it back with its relations."""

    def __init__(self, package: Package) -> None:
        self._package = package
        found = package.relations("").of_kind("officeDocument")
        if found is None or found.part is None:
            raise errors.not_a_workbook(package.book, "zip")
        self.part = found.part
        self.root = package.tree(self.part) if not self.part.endswith(".bin") else etree.Element("binary")
        self._refuse()
        self.relations = package.relations(self.part)
        self._sheets = child(self.root, "sheets", _IN_ORDER)
        self._counted = self.tabs()
        """The tabs in the positions that the part's numbers refer to."""

    def _refuse(self) -> None:
        book, package = self._package.book, self._package
        if self.root.tag == f"{{{_STRICT}}}workbook":
            raise errors.book_takes_no_sheet(book, "strict")
        if self.root.tag != _tag("workbook"):
            raise errors.not_a_workbook(book, "xlsb" if self.part.endswith(".bin") else "zip")
        if package.relations("").of_kind("origin") or any(p.lower().startswith("_xmlsignatures/") for p in package):
            raise errors.book_takes_no_sheet(book, "signed")
        protection = self.root.find(_tag("workbookProtection"))
        if protection is not None and protection.get("lockStructure") in ("1", "true"):
            raise errors.book_takes_no_sheet(book, "locked")

    # ── tabs ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def tabs(self) -> list[etree._Element]:
        return list(self._sheets.iterchildren(_tag("sheet")))

    def relation_id(self, tab: etree._Element) -> str:
        return tab.get(_ID, "")

    def part_of(self, tab: etree._Element) -> str | None:
        return self.relations.part(tab.get(_ID, ""))

    def marked(self, mark: str, own_name: str) -> etree._Element | None:
        """The tab that was made to be `mark`. Of a person's copies the one with the sheet's `own_name`."""
        value = '"{}"'.format(mark.replace('"', '""'))
        numbers = {
            _number(name.get("localSheetId"))
            for name in self.names()
            if name.get("name", "").lower() == MARK_NAME.lower() and (name.text or "").strip() == value
        }
        tabs = [tab for number, tab in enumerate(self._counted) if number in numbers]
        return next((tab for tab in tabs if same_name(tab.get("name", ""), own_name)), tabs[0] if tabs else None)

    def place_after(self, after: str | None) -> int:
        """Where a tab behind the one called `after` goes; at the end for None."""
        names = [tab.get("name", "") for tab in self.tabs()]
        if after is None:
            return len(names)
        found = after if after in names else next((name for name in names if same_name(name, after)), None)
        if found is None:
            raise errors.tab_missing(self._package.book, after, names)
        return names.index(found) + 1

    def insert(self, wanted: str, place: int) -> etree._Element:
        """A new tab at `place`, called `wanted` or, where that name is taken, `wanted (2)`."""
        ids = {_number(tab.get("sheetId")) for tab in self.tabs()}
        number = max(ids, default=0) + 1
        if number > _MAX_SHEET_ID:
            number = min(set(range(1, _MAX_SHEET_ID)) - ids)
        attributes = {"name": self._free_name(wanted), "sheetId": str(number)}
        tabs = self.tabs()
        tab = etree.SubElement(self._sheets, _tag("sheet"), attributes, nsmap={"r": RELATIONSHIPS})
        if place < len(tabs):
            tabs[place].addprevious(tab)
        return tab

    def _free_name(self, wanted: str) -> str:
        taken = {folded_name(tab.get("name", "")) for tab in self.tabs()}
        name, number = wanted, 1
        while folded_name(name) in taken:
            number += 1
            suffix = f" ({number})"
            name = wanted[: MAX_NAME - len(suffix)] + suffix
        return name

    def show(self, tab: etree._Element, part: str) -> None:
        """Makes `part` what `tab` shows."""
        if tab.get(_ID):
            self.relations.retarget(tab.get(_ID, ""), part)
        else:
            tab.set(_ID, self.relations.add("worksheet", part))

    def in_view(self, tab: etree._Element) -> bool:
        """Whether the workbook opens with `tab`, one that was there before."""
        view = self.root.find(f"{_tag('bookViews')}/{_tag('workbookView')}")
        number = _number(view.get("activeTab", "0")) if view is not None else 0
        return 0 <= number < len(self._counted) and self._counted[number] is tab

    # ── what counts tabs ───────────────────────────────────────────────────────────────────────────────────────────

    def renumber(self) -> None:
        """Makes the positions in names and views those that the tabs have now."""
        tabs = self.tabs()
        now: dict[int, int] = {before: tabs.index(tab) for before, tab in enumerate(self._counted)}
        views = self.root.iterfind(f"{_tag('bookViews')}/{_tag('workbookView')}")
        counting = [(name, "localSheetId") for name in self.names()]
        counting += [(view, attribute) for view in views for attribute in ("activeTab", "firstSheet")]
        for element, attribute in counting:
            before = _number(element.get(attribute))
            if now.get(before, before) != before:
                element.set(attribute, str(now[before]))
        self._counted = tabs

    def take_names(self, tabs: Sequence[etree._Element], guest: etree._Element) -> None:
        """Gives `tabs` the names that the guest workbook's tabs have, in place of those that they had.

        A name that a person gave to cells of such a tab stays.
        """
        positions = [self._counted.index(tab) for tab in tabs]
        old = {
            (name.get("name", "").lower(), name.get("localSheetId")): name
            for name in self.names()
            if _is_ours(name.get("name", "")) and _number(name.get("localSheetId")) in positions
        }
        mine = child(self.root, "definedNames", _IN_ORDER)
        for name in guest.iterfind(f"{_tag('definedNames')}/{_tag('definedName')}[@localSheetId]"):
            place = str(positions[_number(name.get("localSheetId"))])
            # In its place, so that the same sheets give the same bytes.
            own = old.pop((name.get("name", "").lower(), place), None)
            own = etree.SubElement(mine, _tag("definedName")) if own is None else own
            own.attrib.clear()
            own.attrib.update({**name.attrib, "localSheetId": place})
            own.text = name.text
        for name in old.values():
            mine.remove(name)

    def names(self) -> list[etree._Element]:
        return list(self.root.iterfind(f"{_tag('definedNames')}/{_tag('definedName')}"))

    def persons_names(self) -> list[etree._Element]:
        """Those that neither a program gave by itself nor mark a sheet of ours."""
        return [name for name in self.names() if not _is_ours(name.get("name", ""))]

    # ── the old content of tabs ────────────────────────────────────────────────────────────────────────────────────

    def clear(self, tabs: Iterable[etree._Element]) -> None:
        """Takes out what `tabs` show, with all that only they lead to."""
        filled = [(tab.get("sheetId", ""), part) for tab in tabs if (part := self.part_of(tab)) is not None]
        self._forget_formulas(number for number, part in filled if _FORMULA.search(self._package.read(part)))
        self._package.remove_with_belongings(part for _, part in filled)

    def _forget_formulas(self, sheet_ids: Iterable[str]) -> None:
        """Excel repairs a file whose calculation chain names a cell without a formula; one that it lacks is no harm."""
        gone, found = set(sheet_ids), self.relations.of_kind("calcChain")
        if not gone or found is None or found.part is None:
            return
        chain, current = self._package.tree(found.part), ""
        cells, kept = list(chain.iterchildren("*")), 0
        for cell in cells:
            # A cell without a sheet is on that of the cell before it.
            current = cell.get("i", current)
            if current in gone:
                chain.remove(cell)
            else:
                kept += 1
        if kept == len(cells):
            return  # Written anew, it would be other bytes that say the same.
        if kept:
            self._package.write_tree(found.part, chain)
        else:
            self._package.remove(found.part)
            self.relations.drop(found.part)

    def calculate_on_load(self) -> None:
        """Has every formula calculated when the workbook is opened next."""
        properties = child(self.root, "calcPr", _IN_ORDER)
        if properties.get("fullCalcOnLoad") not in ("1", "true"):
            properties.set("fullCalcOnLoad", "1")

    def save(self) -> None:
        self._package.write_tree(self.part, self.root)
        self.relations.save()


def _is_ours(name: str) -> bool:
    return name.lower() == MARK_NAME.lower() or name.startswith(_BUILT_IN)


def same_name(one: str, other: str) -> bool:
    return folded_name(one) == folded_name(other)


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else -1


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"
