"""The sheet 受領状況: a row for each branch, and below them the files that don't count, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from xlcompare import rollup_words as words
from xlcompare.address import cell_ref, column_letters, range_ref
from xlcompare.fiscal_year import day_number
from xlcompare.layout import rollup_faults
from xlcompare.layout.pages import SPARE, in_pixels, printable, widths_on
from xlcompare.layout.progress_cells import high
from xlcompare.layout.rollup_cells import Linker, RollUpLooks, criterion, page, setup
from xlcompare.layout.sheet import Blank, Cell, Column, Condition, Formula, Link, Merge, Number, Row, Sheet, Text
from xlcompare.tracking.rollup import Receipt, RollUp

MARK = "rollup-receipt"
_WIDTHS = (36.0, 63.0, 42.0, 195.0, 84.0, 54.0, 45.0, 51.0, 45.0, 153.0)
_AT = {name: k for k, name in enumerate(words.RECEIPT_COLUMNS)}
_MOMENT = "yyyy/m/d h:mm"
_JAPAN = timezone(timedelta(hours=9))
_LOOKS = {
    words.MISSING: ("#FFFFFF", "#7F7F7F"),
    words.FAULTY: (None, "#BFBFBF"),
    words.LATER: (None, "#E7E6E6"),
    words.TWICE: (None, "#F2F2F2"),
}
"""Letters and fill; told apart on a black-and-white print."""


def receipt_sheet(rollup: RollUp, linker: Linker, looks: RollUpLooks, blanks: Sequence[str], last_fault: int) -> Sheet:
    """The finished sheet. `blanks`: where 集約 has each branch's blank cells; `last_fault`: 不備一覧's last row."""
    return _Builder(rollup, linker, looks, blanks, last_fault).build()


class _Builder:
    def __init__(
        self, rollup: RollUp, linker: Linker, looks: RollUpLooks, blanks: Sequence[str], last_fault: int
    ) -> None:
        self.rollup, self.linker, self.looks = rollup, linker, looks
        self.blanks, self.last_fault = blanks, last_fault
        of = replace(page("A4", dense=False), widths=_WIDTHS)
        self.printed = setup(of)
        self.widths = widths_on(self.printed, of)
        self.rows: list[Row] = []
        self.links: list[Link] = []
        self.merges: list[Merge] = []

    def build(self) -> Sheet:
        look, count, width = self.looks.look, len(self.widths), sum(self.widths)
        title = words.RECEIPT_TITLE.format(year=self.rollup.label)
        self.rows.append(Row((Text(title, look.title),), 24.0))
        help_text = words.RECEIPT_HELP
        self.rows.append(Row((Text(help_text, look.help),), high([(help_text, look.help, width)], 18.0)))
        self.merges.append(Merge(1, 0, 1, count - 1))
        first = len(self.rows) + 4
        last = first + len(self.rollup.receipts) - 1
        self._counts(first, last)
        self.rows.append(Row(tuple(Text(name, look.header) for name in words.RECEIPT_COLUMNS), 18.0))
        head = len(self.rows)
        for number, receipt in enumerate(self.rollup.receipts):
            self._branch(number, receipt)
        self._sums(first, last)
        end = len(self.rows)
        self._others()
        state = f"${column_letters(_AT[words.STATE])}{first + 1}"
        conditions = tuple(
            Condition((first, _AT[words.STATE], last, _AT[words.STATE]), f'{state}="{name}"', color, fill, bold=True)
            for name, (color, fill) in _LOOKS.items()
        )
        return Sheet(
            name=words.RECEIPT_SHEET,
            columns=tuple(Column(width) for width in self.widths),
            rows=tuple(self.rows),
            merges=tuple(self.merges),
            freeze=(head, 2),
            autofilter=(head - 1, 0, last, count - 1),
            print=replace(
                self.printed,
                title_rows=(head - 1, head - 1),
                breaks=self._breaks(end),
                area=(0, 0, len(self.rows) - 1, count - 1),
            ),
            conditions=conditions,
            links=tuple(self.links),
            mark=MARK,
        )

    def _breaks(self, end: int) -> tuple[int, ...]:
        """Where pages begin: the files that don't count on one of their own, unless they fit below the branches."""
        heights = [in_pixels(row.height) for row in self.rows]
        room = printable(self.printed)[1] * SPARE
        return () if sum(heights) <= room or end == len(heights) else (end + 1,)

    def _counts(self, first: int, last: int) -> None:
        """How many branches are in each state."""
        look = self.looks.look
        states = f"{cell_ref(first, _AT[words.STATE])}:{cell_ref(last, _AT[words.STATE])}"
        heads: list[Cell] = [None, None, None, Text(words.COUNT, look.header)]
        figures: list[Cell] = [None, None, None, Blank(look.header)]
        for name in words.STATES:
            found = sum(receipt.state == name for receipt in self.rollup.receipts)
            heads.append(Text(name, look.header))
            figures.append(Formula(f'COUNTIF({states},"{name}")', found, look.count))
        self.merges.append(Merge(len(self.rows), 3, len(self.rows) + 1, 3))
        self.rows += [Row(tuple(heads), 18.0), Row(tuple(figures), 18.0), Row((), 9.0)]

    def _branch(self, number: int, receipt: Receipt) -> None:
        looks, row = self.looks, len(self.rows)
        book = receipt.book
        name = criterion(cell_ref(row, _AT[words.BRANCH]).replace("$", ""), receipt.branch.name)
        cells: list[Cell] = [Text(receipt.branch.code, looks.center), Text(receipt.branch.name, looks.text)]
        cells.append(Text(receipt.state, looks.center))
        if book is None:
            cells += [Blank(looks.text), Blank(looks.center)]
        else:
            cells.append(Text(book.path, looks.link))
            cells.append(Number(_moment(book.saved), replace(looks.center, number_format=_MOMENT)))
            self.links += self.linker.to((row, _AT[words.FILE]), book)
        cells.append(Number(len(receipt.files), looks.plain_figure))
        noted = sum(fault.kind == words.READ_AS for _, fault in receipt.faults)
        cells += [
            self._faults(name, "<>", len(receipt.faults) - noted),
            self._faults(name, "", noted),
            Formula(self.blanks[number], sum(receipt.blanks), looks.plain_figure) if book else Blank(looks.text),
            Text(receipt.remark, looks.text) if receipt.remark else Blank(looks.text),
        ]
        texts = [
            (text, looks.text, self.widths[_AT[column]])
            for text, column in ((book.path if book else "", words.FILE), (receipt.remark, words.REMARK))
            if text
        ]
        self.rows.append(Row(tuple(cells), high(texts, 15.75) if texts else 15.75))

    def _faults(self, name: str, unlike: str, found: int) -> Formula:
        top = rollup_faults.HEAD_ROWS
        branches = range_ref(words.FAULTS_SHEET, top, rollup_faults.BRANCH, self.last_fault, rollup_faults.BRANCH)
        kinds = range_ref(words.FAULTS_SHEET, top, rollup_faults.KIND, self.last_fault, rollup_faults.KIND)
        return Formula(f'COUNTIFS({branches},{name},{kinds},"{unlike}{words.READ_AS}")', found, self.looks.plain_figure)

    def _sums(self, first: int, last: int) -> None:
        look, receipts = self.looks.look, self.rollup.receipts
        figures = {
            words.FILES: sum(len(each.files) for each in receipts),
            words.FAULTS: sum(fault.kind != words.READ_AS for each in receipts for _, fault in each.faults),
            words.READ_SO: sum(fault.kind == words.READ_AS for each in receipts for _, fault in each.faults),
            words.BLANKS: sum(sum(each.blanks) for each in receipts),
        }
        cells: list[Cell] = []
        for name in words.RECEIPT_COLUMNS:
            column = cell_ref(first, _AT[name]).replace("$", ""), cell_ref(last, _AT[name]).replace("$", "")
            if name in figures:
                cells.append(Formula(f"SUM({column[0]}:{column[1]})", figures[name], look.total))
            else:
                cells.append(Text(words.ALL, look.header) if name == words.BRANCH else Blank(look.header))
        self.rows.append(Row(tuple(cells), 18.0))

    def _others(self) -> None:
        if not self.rollup.others:
            return
        looks = self.looks
        self.rows += [Row((), 12.0), Row((Text(words.OTHERS, looks.look.area),), 20.25)]
        wide = sum(self.widths[_AT[words.FILES] :])
        for branch, file, reason in self.rollup.others:
            row = len(self.rows)
            self.links += [] if file.skipped else self.linker.to((row, _AT[words.FILE]), file)
            self.merges.append(Merge(row, _AT[words.FILES], row, len(self.widths) - 1))
            cells: list[Cell] = [Text(branch.code, looks.center) if branch else Blank(looks.center)]
            cells.append(Text(branch.name, looks.text) if branch else Blank(looks.text))
            cells.append(Blank(looks.center))
            cells.append(Text(file.path, looks.text if file.skipped else looks.link))
            cells.append(Number(_moment(file.saved), replace(looks.center, number_format=_MOMENT)))
            cells.append(Text(reason, looks.text) if reason else Blank(looks.text))
            cells += [Blank(looks.text)] * (len(self.widths) - len(cells))
            texts = [(file.path, looks.text, self.widths[_AT[words.FILE]]), (reason, looks.text, wide)]
            self.rows.append(Row(tuple(cells), high(texts, 15.75)))


def _moment(saved: datetime) -> float:
    """The number by which Excel knows a time, in Japan."""
    there = saved.astimezone(_JAPAN)
    since = timedelta(hours=there.hour, minutes=there.minute)
    return day_number(there.date()) + since / timedelta(1)
