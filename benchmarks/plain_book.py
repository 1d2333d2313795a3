"""A workbook by XlsxWriter's own public calls, nothing decided on the way: what our writing is measured against."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any


def write_book(sheets: Sequence[Any], path: Path) -> None:
    """The finished `sheets` of layout/, with their cells, looks, merges, links, tables and what is interactive."""
    # Not at the top: who measures a process from its start measures these imports, too.
    from xlsxwriter import Workbook

    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    formats: dict[Any, Any] = {}
    for sheet in sheets:
        _write_sheet(book, sheet, formats)
    book.close()


def _write_sheet(book: Any, sheet: Any, formats: dict[Any, Any]) -> None:
    from xlcompare.layout.sheet import Formula, Number, Text
    from xlcompare.writing.interactive import make_interactive
    from xlcompare.writing.looks import format_properties

    def look(style: Any) -> Any:
        # By id: hashing a style would be no part of XlsxWriter's own time.
        if id(style) not in formats:
            formats[id(style)] = book.add_format(format_properties(style))
        return formats[id(style)]

    page = book.add_worksheet(sheet.name)
    for k, column in enumerate(sheet.columns):
        page.set_column_pixels(k, k, round(column.width / 0.75), None, {"hidden": column.hidden})
    for table in sheet.tables:
        page.add_table(*table.area, {"columns": [{"header": title} for title in table.titles]})
    for link in sheet.links:
        where = f"#'{link.sheet}'!{link.cell or 'A1'}" if link.sheet else ""
        page.write_url(link.row, link.column, f"external:{link.file}{where}")
    for r, row in enumerate(sheet.rows):
        page.set_row(r, row.height)
        for c, cell in enumerate(row.cells):
            if isinstance(cell, Text):
                page.write_string(r, c, cell.text, look(cell.style))
            elif isinstance(cell, Number):
                page.write_number(r, c, cell.value, look(cell.style))
            elif isinstance(cell, Formula):
                page.write_formula(r, c, f"={cell.text}", look(cell.style), cell.result)
            elif cell is not None:
                page.write_blank(r, c, None, look(cell.style))
    page.merge.extend([m.top, m.left, m.bottom, m.right] for m in sheet.merges)
    make_interactive(book, page, sheet)
    if sheet.freeze:
        page.freeze_panes(*sheet.freeze)
