"""The sheet 不備一覧: every fault of every book in one list, each a link to its cell."""

from __future__ import annotations

from dataclasses import replace

from xlcompare import rollup_words as words
from xlcompare.address import address
from xlcompare.branches import Branch
from xlcompare.layout.pages import widths_on
from xlcompare.layout.progress_cells import high
from xlcompare.layout.rollup_cells import Linker, RollUpLooks, page, setup
from xlcompare.layout.sheet import Blank, Cell, Column, Link, Merge, Row, Sheet, Text
from xlcompare.rollup import Fault, Returned
from xlcompare.tracking.rollup import RollUp

HEAD_ROWS = 4
MARK = "rollup-faults"
KIND, BRANCH = words.FAULT_COLUMNS.index(words.KIND), words.FAULT_COLUMNS.index(words.BRANCH)
_WIDTHS = (36.0, 51.0, 165.0, 90.0, 43.5, 66.0, 138.0, 178.5)
MOST_LINKS = 60_000
"""Excel takes some more on a sheet; rows beyond them have none."""


def faults_sheet(rollup: RollUp, linker: Linker, looks: RollUpLooks) -> Sheet:
    """The finished sheet."""
    of = replace(page("A4", dense=False), widths=_WIDTHS)
    printed = setup(of, (HEAD_ROWS - 1, HEAD_ROWS - 1))
    widths = widths_on(printed, of)
    width, count = sum(widths), len(widths)
    look = looks.look
    rows = [
        Row((Text(words.FAULTS_TITLE.format(year=rollup.label), look.title),), 24.0),
        Row((Text(words.FAULTS_HELP, look.help),), high([(words.FAULTS_HELP, look.help, width)], 18.0)),
        Row((), 6.0),
        Row(tuple(Text(name, look.header) for name in words.FAULT_COLUMNS), 18.0),
    ]
    links: list[Link] = []
    for branch, file, fault in rollup.faults:
        row = len(rows)
        links += [] if len(links) >= MOST_LINKS else linker.to((row, 4), file, fault.sheet, fault.row, fault.column)
        rows.append(_row(branch, file, fault, widths, looks))
    if not rollup.faults:
        rows.append(Row((Text(words.NO_FAULTS, looks.line),), 18.0))
    last = len(rows) - 1
    return Sheet(
        name=words.FAULTS_SHEET,
        columns=tuple(Column(width) for width in widths),
        rows=tuple(rows),
        merges=(Merge(1, 0, 1, count - 1),),
        freeze=(HEAD_ROWS, 2),
        autofilter=(HEAD_ROWS - 1, 0, last, count - 1) if rollup.faults else None,
        print=replace(printed, area=(0, 0, last, count - 1)),
        links=tuple(links),
        mark=MARK,
    )


def _row(branch: Branch | None, file: Returned, fault: Fault, widths: tuple[float, ...], looks: RollUpLooks) -> Row:
    where = address(fault.row, max(fault.column, 0)) if fault.row >= 0 else fault.sheet and "A1"
    said = (
        branch.code if branch else "", branch.name if branch else "", file.path, fault.sheet, where or words.FAULT_FILE,
        fault.kind, fault.found, fault.expected,
    )  # fmt: skip
    cells: list[Cell] = []
    for k, text in enumerate(said):
        style = looks.small_link if k == 4 else looks.small
        cells.append(Text(text, style) if text else Blank(style))
    texts = [(text, looks.small, width) for text, width in zip(said, widths, strict=True) if text]
    return Row(tuple(cells), high(texts, 15.75))
