"""Finished sheets put into someone's own workbook, of which everything else stays as it is.

The sheets are written as a workbook of their own and their parts moved over: looks behind the looks that are there,
texts into the cells, names and tabs into the workbook part. A sheet of ours is known by its mark; one from an earlier
run gives its place to the new one. The same sheets put in once more give the same bytes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from xlcompare import errors
from xlcompare.layout.sheet import Cell, Formula, Sheet
from xlcompare.writing.digit_width import digit_width_of
from xlcompare.writing.grafted_sheet import Host, grafted_sheet, shared_texts
from xlcompare.writing.grafted_styles import LIMITS, Styles, minimal_styles
from xlcompare.writing.new_book import write_book
from xlcompare.writing.opc import Package
from xlcompare.writing.persons_formulas import Across, PersonsFormulas
from xlcompare.writing.tab_places import Mark, tabs_for
from xlcompare.writing.titles import retitled
from xlcompare.writing.workbook_part import WorkbookPart

_REFERENCE = re.compile(r"'((?:[^']|'')+)'!|(\w+)!")
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(frozen=True, slots=True)
class IntoResult:
    """The new workbook file, what the sheets' tabs are called, and which had to take another name: (wanted, given).

    `across`: a person's formulas over several tabs with some of ours among them. `avoided`: the one behind whose last
    tab the sheets went in place of where they belong.
    """

    data: bytes
    names: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    across: tuple[Across, ...] = ()
    avoided: Across | None = None


def into_book(
    base: bytes, sheets: Sequence[Sheet], after: str | None = None, *, order: Sequence[Mark] = (), book: str = ""
) -> IntoResult:
    """`sheets` in the workbook file `base`: each in place of the one with its mark, else after the tab `after`.

    A replaced tab keeps its name, which a person's formulas may use. None: new tabs go to the end. `order`: all the
    sheets that there may be of this kind, for new ones to stand beside their siblings. `book` is what messages call the
    file. Raises BookError where the workbook can't take a sheet, PlanError where there is no tab
    `after`, InternalError where a sheet can't be written or has no mark of its own.
    """
    _require_marks(sheets)
    package = Package(base, book)
    workbook = WorkbookPart(package)
    before = _worksheet_names(workbook)
    marks = [(sheet.mark or "", sheet.name) for sheet in sheets]
    replaced = [tab for mark in marks if (tab := workbook.marked(*mark)) is not None]
    formulas = PersonsFormulas(package, workbook, replaced)
    tabs, avoided = tabs_for(sheets, workbook, after, order, formulas.across(replaced))
    names = tuple(tab.get("name", "") for tab in tabs)
    guest = _written(sheets, names)
    selected = [workbook.in_view(tab) for tab in tabs]
    workbook.clear(replaced)
    workbook.renumber()
    host = _with_looks(package, workbook, guest)
    for tab, part in zip(tabs, _graft(guest, package, workbook, host, selected), strict=True):
        workbook.show(tab, part)
    workbook.take_names(tabs, guest.tree("xl/workbook.xml"))
    if formulas.grow_old(tabs):
        workbook.calculate_on_load()
    workbook.save()
    _retitle(package, before, _worksheet_names(workbook))
    renamed = tuple((sheet.name, name) for sheet, name in zip(sheets, names, strict=True) if sheet.name != name)
    across = tuple(each for each in formulas.across(tabs) if each.ours)
    return IntoResult(package.to_bytes(), names, renamed, across, avoided)


def _require_marks(sheets: Sequence[Sheet]) -> None:
    marks = {sheet.mark for sheet in sheets} - {None}
    if len(marks) < len(sheets):
        raise errors.result_withheld("a sheet without a mark of its own couldn't be replaced by the next run")


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
    part = next((relation.part for relation in workbook.relations if relation.kind == "styles"), None)
    styles = Styles(package.tree(part) if part is not None and part in package else minimal_styles())
    looks, differentials = styles.added(guest.tree("xl/styles.xml"))
    if group := styles.too_many():
        raise errors.too_many_looks(package.book, group, LIMITS[group])
    if part is None:
        usual = _beside(workbook, "xl/styles.xml")
        part = usual if usual not in package else package.fresh(usual)
        workbook.relations.add("styles", part)
    if part not in package:
        package.set_content_type(part, _STYLES_TYPE)
    package.write_tree(part, styles.root)
    return Host(looks, differentials, digit_width_of(styles.root))


def _graft(guest: Package, package: Package, workbook: WorkbookPart, host: Host, selected: Sequence[bool]) -> list[str]:
    """The names in `package` of the guest's worksheet parts, moved there with all that they lead to."""
    texts = shared_texts(guest.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in guest else []
    own_width = digit_width_of(guest.tree("xl/styles.xml"))
    moved: dict[str, str] = {}
    parts = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(selected) + 1)]
    for part, in_view in zip(parts, selected, strict=True):
        _move(guest, part, package, workbook, moved)
        sheet = grafted_sheet(guest.read(part), texts, own_width, host, in_view)
        package.write(moved[part], sheet)
    return [moved[part] for part in parts]


def _move(guest: Package, part: str, package: Package, workbook: WorkbookPart, moved: dict[str, str]) -> None:
    """Copies `part` under a free name, then what it leads to; `moved` says what became which."""
    if part in moved:
        return
    moved[part] = package.fresh(_beside(workbook, part))
    package.write(moved[part], guest.read(part))
    package.set_content_type(moved[part], guest.content_type(part))
    relations = guest.relations(part)
    belongings = [relation.part for relation in relations if relation.part is not None]
    for belonging in belongings:
        _move(guest, belonging, package, workbook, moved)
    if belongings:
        relations.copy(package, moved[part], moved)


def _beside(workbook: WorkbookPart, part: str) -> str:
    """The name that the guest's `part` has beside `workbook`: some readers look nowhere else."""
    return posixpath.join(posixpath.dirname(workbook.part), part.removeprefix("xl/"))


def _retitle(package: Package, before: Sequence[str], now: Sequence[str]) -> None:
    found = package.relations("").of_kind("extended-properties")
    if found is not None and found.part is not None:
        properties = package.tree(found.part)
        if retitled(properties, before, now):
            package.write_tree(found.part, properties)
