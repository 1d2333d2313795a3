"""All sheets of the roll-up, in their order."""

from __future__ import annotations

from xlcompare.layout.rollup_branches import add_branches
from xlcompare.layout.rollup_cells import Linker, rollup_looks
from xlcompare.layout.rollup_faults import faults_sheet
from xlcompare.layout.rollup_ratings import add_ratings
from xlcompare.layout.rollup_receipt import receipt_sheet
from xlcompare.layout.rollup_records import records_sheet
from xlcompare.layout.rollup_summary import Summary
from xlcompare.layout.rollup_targets import add_targets
from xlcompare.layout.sheet import Sheet
from xlcompare.template import STANDARD, Template
from xlcompare.tracking.records import Records
from xlcompare.tracking.rollup import RollUp


def rollup_sheets(rollup: RollUp, records: Records, base: str, template: Template = STANDARD) -> tuple[Sheet, ...]:
    """受領状況, 不備一覧, 集約, 全件. `base`: from the workbook's folder to that of the books, ending in a slash."""
    looks, linker = rollup_looks(template), Linker(base)
    faults = faults_sheet(rollup, linker, looks)
    summary = Summary(rollup, linker, looks)
    summary.begin()
    add_targets(summary)
    add_ratings(summary)
    blanks = add_branches(summary, len(records.rows))
    receipt = receipt_sheet(rollup, linker, looks, blanks, len(faults.rows) - 1)
    return receipt, faults, summary.sheet(), records_sheet(records, linker, looks)
