"""All sheets of the progress workbook, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

from xlcompare import progress_words as words
from xlcompare.fiscal_year import day_number, label
from xlcompare.layout.kpi_sheet import kpi_cells, kpi_sheet
from xlcompare.layout.pages import not_printed
from xlcompare.layout.progress_cells import area_names, high, line, shown_value, typed_cell
from xlcompare.layout.progress_looks import House, ProgressLooks, house
from xlcompare.layout.progress_settings_sheet import BRANCH_ROW, YEAR_ROW, progress_settings_sheet, setting
from xlcompare.layout.progress_sheet import area_sheet
from xlcompare.layout.sheet import Cell, Column, Formula, Merge, Number, Row, Sheet, Text
from xlcompare.layout.tally_sheet import tally_sheet
from xlcompare.plan import Item
from xlcompare.template import STANDARD, Template
from xlcompare.tracking.progress import Progress

GUIDE_MARK, UNPLACED_MARK, RECORD_MARK = "progress-guide", "progress-unplaced", "progress-record"


def progress_sheets(progress: Progress, template: Template = STANDARD) -> tuple[Sheet, ...]:
    """The areas' sheets, KPI一覧, 集計, 引継ぎ未了 where there is something, 設定, 使い方, and the hidden record."""
    own = house(template)
    look = own.look
    kpis = kpi_cells(progress)
    names = area_names(progress.plan, [area.area for area in progress.areas])
    areas = [
        area_sheet(progress, area, k + 1, names[area.area], kpis, _title(progress, words.TITLE, look), own)
        for k, area in enumerate(progress.areas)
    ]
    unplaced = (_unplaced_sheet(progress, own),) if progress.unplaced else ()
    return (
        *(area.sheet for area in areas),
        kpi_sheet(progress, own, _title(progress, words.KPI_TITLE, look)),
        tally_sheet(progress, areas, kpis, _title(progress, words.TALLY_TITLE, look), own),
        *unplaced,
        progress_settings_sheet(progress, own),
        _guide_sheet(own),
        _record_sheet(progress, look),
    )


def _title(progress: Progress, text: str, look: ProgressLooks) -> Formula:
    """A title whose year and branch are those of 設定."""
    between, after = text.removeprefix("{year}").split("{branch}")
    formula = f'{setting(YEAR_ROW)}&"{between}"&{setting(BRANCH_ROW)}&"{after}"'
    year = label(progress.plan.year, progress.plan.tab)
    return Formula(formula, text.format(year=year, branch=progress.settings.branch), look.title)


def _guide_sheet(own: House) -> Sheet:
    look, width = own.look, own.page(words.GUIDE_SHEET).widths[0]
    rows = [line(words.GUIDE_TITLE, look.title, width, 1, 30.0)]
    for title, paragraphs in words.GUIDE:
        rows.append(line(title, look.area, width, 1, 24.0))
        rows += [line(f"・{text}", look.help, width, 1, 18.0) for text in paragraphs]
        rows.append(Row((), 6.0))
    return Sheet(
        name=words.GUIDE_SHEET,
        columns=(Column(width),),
        rows=tuple(rows),
        print=own.setup(words.GUIDE_SHEET),
        protected=True,
        mark=GUIDE_MARK,
    )


def _unplaced_sheet(progress: Progress, own: House) -> Sheet:
    look, widths = own.look, own.page(words.UNPLACED_SHEET).widths
    width, count = sum(widths), len(widths)
    rows = [
        line(words.UNPLACED_TITLE, look.title, width, count, 24.0),
        line(words.UNPLACED_HELP, look.help, width, count),
        line(progress.counts, look.area, width, count, 18.0),
        Row(tuple(Text(name, look.header) for name in words.UNPLACED_COLUMNS), 18.0),
    ]
    for each in progress.unplaced:
        values = astuple(each)
        cells = tuple(typed_cell(value, look.typed) for value in values)
        texts = [(shown_value(v), look.typed, w) for v, w in zip(values, widths, strict=True)]
        rows.append(Row(cells, high(texts, 18.0)))
    return Sheet(
        name=words.UNPLACED_SHEET,
        columns=tuple(Column(width) for width in widths),
        rows=tuple(rows),
        merges=tuple(Merge(r, 0, r, count - 1) for r in range(3)),
        freeze=(4, 0),
        print=own.setup(words.UNPLACED_SHEET, (3, 3)),
        tab_color="#FFC000",
        mark=UNPLACED_MARK,
    )


def _record_sheet(progress: Progress, look: ProgressLooks) -> Sheet:
    """The plan as it was when the workbook was made: by it the next one knows what belongs where."""
    plan, plain = progress.plan, look.help
    about: Sequence[tuple[str, Cell]] = (
        (words.BOOK, Text(plan.book, plain)),
        (words.TAB, Text(plan.tab, plain)),
        (words.YEAR, Number(plan.year, plain)),
        (words.AS_OF_DATE, Number(day_number(progress.as_of), look.date)),
    )
    rows = [Row((Text(words.RECORD_HELP, plain),), 15.75)]
    rows += [Row((Text(name, plain), cell), 15.75) for name, cell in about]
    rows.append(Row(tuple(Text(name, plain) for name in words.RECORD_COLUMNS), 15.75))
    rows += [_record(number, item, look) for number, item in enumerate(plan.items)]
    return Sheet(
        name=words.RECORD_SHEET,
        columns=tuple(Column(90.0) for _ in words.RECORD_COLUMNS),
        rows=tuple(rows),
        print=not_printed(len(rows)),
        protected=True,
        hidden=True,
        mark=RECORD_MARK,
    )


def _record(number: int, item: Item, look: ProgressLooks) -> Row:
    # A path's texts hold no line breaks: each is the text of an item, which is one line.
    texts = (item.kind.value, item.area, "\n".join(item.path), item.text, item.owner, item.method, item.label,
             str(item.place))  # fmt: skip
    cells = (Text(text, look.plan) if text else None for text in texts)
    return Row((Number(number, look.help), *cells), 15.75)
