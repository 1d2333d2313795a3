"""Finished sheets put into someone's own workbook, of which everything else stays as it is.

The sheets are written as a workbook of their own and their parts moved over: looks behind the looks that are there,
texts into the cells, names and tabs into the workbook part. A sheet of ours is known by its mark; one from an earlier
run gives its place to the new one. The same sheets put in once more give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from lxml import etree

from xlcompare import errors
from xlcompare.layout.sheet import Cell, Formula, Sheet
from xlcompare.writing.digit_width import digit_width_of
from xlcompare.writing.grafted_sheet import Host, grafted_sheet, shared_texts
from xlcompare.writing.grafted_styles import Styles, minimal_styles
from xlcompare.writing.new_book import write_book
from xlcompare.writing.opc import Package
from xlcompare.writing.titles import retitled
from xlcompare.writing.workbook_part import WorkbookPart

_REFERENCE = re.compile(r"'((?:[^']|'')+)'!|(\w+)!")
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(frozen=True, slots=True)
class IntoResult:
    """The new workbook file, what the sheets' tabs are called, and which had to take another name: (wanted, given)."""

    data: bytes
    names: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]


def into_book(base: bytes, sheets: Sequence[Sheet], after: str | None = None, *, book: str = "") -> IntoResult:
    """`sheets` in the workbook file `base`: each in place of the one with its mark, else after the tab `after`.

    A replaced tab keeps its name, which a person's formulas may use. None: new tabs go to the end. `book` is what
    messages call the file. Raises BookError where the workbook can't take a sheet, PlanError where there is no tab
    `after`, InternalError where a sheet can't be written or has no mark of its own.
    """
    _require_marks(sheets)
    package = Package(base, book)
    workbook = WorkbookPart(package)
    before = _worksheet_names(workbook)
    replaced = [tab for sheet in sheets if (tab := workbook.marked(sheet)) is not None]
    tabs = _tabs_for(sheets, workbook, after)
    names = tuple(tab.get("name", "") for tab in tabs)
    guest = _written(sheets, names)
    selected = [workbook.in_view(tab) for tab in tabs]
    workbook.clear(replaced)
    workbook.renumber()
    host = _with_looks(package, workbook, guest)
    for tab, part in zip(tabs, _graft(guest, package, host, selected), strict=True):
        workbook.show(tab, part)
    workbook.take_names(tabs, guest.tree("xl/workbook.xml"))
    workbook.save()
    _retitle(package, before, _worksheet_names(workbook))
    renamed = tuple((sheet.name, name) for sheet, name in zip(sheets, names, strict=True) if sheet.name != name)
    return IntoResult(package.to_bytes(), names, renamed)


def _require_marks(sheets: Sequence[Sheet]) -> None:
    marks = {sheet.mark for sheet in sheets} - {None}
    if len(marks) < len(sheets):
        raise errors.result_withheld("a sheet without a mark of its own couldn't be replaced by the next run")


def _tabs_for(sheets: Sequence[Sheet], workbook: WorkbookPart, after: str | None) -> list[etree._Element]:
    """Each sheet's tab: that of an earlier run, or a new one."""
    place, tabs = workbook.place_after(after), []
    for sheet in sheets:
        tab = workbook.marked(sheet)
        if tab is None:
            tab = workbook.insert(sheet.name, place)
            place += 1
        tabs.append(tab)
    return tabs


def _worksheet_names(workbook: WorkbookPart) -> list[str]:
    sheets = {relation.id for relation in workbook.relations if relation.kind == "worksheet"}
    return [tab.get("name", "") for tab in workbook.tabs() if workbook.relation_id(tab) in sheets]


def _written(sheets: Sequence[Sheet], names: Sequence[str]) -> Package:
    """The sheets as a workbook of their own, under the `names` that their charts and print areas then use."""
    given = {sheet.name: name for sheet, name in zip(sheets, names, strict=True)}
    stream = BytesIO()
    write_book([_called(sheet, given) for sheet in sheets], stream)
    return Package(stream.getvalue())


def _called(sheet: Sheet, given: Mapping[str, str]) -> Sheet:
    """`sheet` under its given name, its formulas referring to the others by theirs."""
    if all(wanted == name for wanted, name in given.items()):
        return sheet

    def reference(found: re.Match[str]) -> str:
        name = found[2] or found[1].replace("''", "'")
        return "'{}'!".format(given[name].replace("'", "''")) if name in given else found[0]

    def cell(each: Cell) -> Cell:
        return replace(each, text=_REFERENCE.sub(reference, each.text)) if isinstance(each, Formula) else each

    rows = tuple(replace(row, cells=tuple(map(cell, row.cells))) for row in sheet.rows)
    return replace(sheet, name=given[sheet.name], rows=rows)


def _with_looks(package: Package, workbook: WorkbookPart, guest: Package) -> Host:
    """Adds the guest's looks to the package's; what the guest's sheets then have to know."""
    found = workbook.relations.of_kind("styles")
    root = package.tree(found.part) if found is not None and found.part is not None else minimal_styles()
    styles = Styles(root)
    looks, differentials = styles.added(guest.tree("xl/styles.xml"))
    if found is not None and found.part is not None:
        package.write_tree(found.part, styles.root)
    else:
        part = "xl/styles.xml" if "xl/styles.xml" not in package else package.fresh("xl/styles.xml")
        package.write_tree(part, styles.root)
        package.set_content_type(part, _STYLES_TYPE)
        workbook.relations.add("styles", part)
    return Host(looks, differentials, digit_width_of(styles.root))


def _graft(guest: Package, package: Package, host: Host, selected: Sequence[bool]) -> list[str]:
    """The names in `package` of the guest's worksheet parts, moved there with all that they lead to."""
    texts = shared_texts(guest.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in guest else []
    own_width = digit_width_of(guest.tree("xl/styles.xml"))
    moved: dict[str, str] = {}
    parts = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(selected) + 1)]
    for part, in_view in zip(parts, selected, strict=True):
        _move(guest, part, package, moved)
        sheet = grafted_sheet(guest.read(part), texts, own_width, host, in_view)
        package.write(moved[part], sheet)
    return [moved[part] for part in parts]


def _move(guest: Package, part: str, package: Package, moved: dict[str, str]) -> None:
    """Copies `part` under a free name, then what it leads to; `moved` says what became which."""
    if part in moved:
        return
    moved[part] = package.fresh(part)
    package.write(moved[part], guest.read(part))
    package.set_content_type(moved[part], guest.content_type(part))
    relations = guest.relations(part)
    belongings = [relation.part for relation in relations if relation.part is not None]
    for belonging in belongings:
        _move(guest, belonging, package, moved)
    if belongings:
        relations.copy(package, moved[part], moved)


def _retitle(package: Package, before: Sequence[str], now: Sequence[str]) -> None:
    found = package.relations("").of_kind("extended-properties")
    if found is not None and found.part is not None:
        properties = package.tree(found.part)
        if retitled(properties, before, now):
            package.write_tree(found.part, properties)
