"""The sheet 全件: one row for each measure and target of each branch, as a table of Excel's own."""

from __future__ import annotations

from dataclasses import replace

from xlcompare import rollup_words as words
from xlcompare.layout.pages import not_printed
from xlcompare.layout.progress_cells import typed_cell
from xlcompare.layout.rollup_cells import Linker, RollUpLooks, page
from xlcompare.layout.rollup_faults import MOST_LINKS
from xlcompare.layout.sheet import Cell, Column, Link, Number, Row, Sheet, Table, Text
from xlcompare.tracking.records import Records

MARK = "rollup-records"
AT = {name: k for k, name in enumerate(words.RECORD_COLUMNS)}
_WIDTHS = {
    words.CODE: 36.0, words.BRANCH: 60.0, words.ROW_KIND: 54.0, words.AREA: 108.0, words.HEADING: 150.0,
    words.TEXT: 240.0, words.OWNER: 48.0, words.METHOD: 150.0, words.PROGRESS: 240.0, words.RATING: 36.0,
    words.NEXT: 180.0, words.AIM: 66.0, words.FAULT_FILE: 150.0, words.PLACE: 120.0, words.ITEM_ID: 72.0,
}  # fmt: skip
_WIDTH, _HEIGHT = 54.0, 15.0
"""Points. Rows of one height: the table is for filters and pivots, and a cell's whole text stands in the edit line."""


def records_sheet(records: Records, linker: Linker, looks: RollUpLooks) -> Sheet:
    """The finished sheet; without records only its head."""
    plain = replace(looks.text, wrap=False, border="none", valign="center")
    figure = replace(plain, align="right")
    share, link = replace(figure, number_format="0.0%"), replace(looks.link, wrap=False, border="none")
    styles = {AT[words.SHARE]: share, AT[words.PLACE]: link}
    by_column = [styles.get(k, plain) for k in range(len(AT))]
    rows = [Row(tuple(Text(name, looks.look.header) for name in words.RECORD_COLUMNS), 18.0)]
    for values in records.rows:
        cells: list[Cell] = []
        for value, style in zip(values, by_column, strict=True):
            if value is None:
                cells.append(None)
            elif value.__class__ is str:
                cells.append(Text(value, style))
            elif value.__class__ is int or value.__class__ is float:
                cells.append(Number(value, share if style is share else figure))
            else:
                cells.append(typed_cell(value, plain))
        rows.append(Row(tuple(cells), _HEIGHT))
    if not records.rows:
        rows.append(Row((), _HEIGHT))  # Excel has no table without a row.
    last = len(rows) - 1
    return Sheet(
        name=words.RECORDS_SHEET,
        columns=tuple(Column(_WIDTHS.get(name, _WIDTH)) for name in words.RECORD_COLUMNS),
        rows=tuple(rows),
        freeze=(1, AT[words.ROW_KIND]),
        print=not_printed(len(rows), page("A3")),
        links=_links(records, linker),
        tables=(Table((0, 0, last, len(AT) - 1), words.RECORDS_TABLE, words.RECORD_COLUMNS),),
        mark=MARK,
    )


def _links(records: Records, linker: Linker) -> tuple[Link, ...]:
    column = AT[words.PLACE]
    return tuple(
        link
        for row, (book, sheet, at, where) in enumerate(records.places[:MOST_LINKS], 1)
        for link in linker.to((row, column), book, sheet, at, where)
    )
