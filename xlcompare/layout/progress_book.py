"""All sheets of the progress workbook, in their order."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import astuple, replace

from xlcompare import progress_words as words
from xlcompare.area_names import area_names
from xlcompare.fiscal_year import label
from xlcompare.layout.kpi_sheet import KpiCells, kpi_cells, kpi_sheet
from xlcompare.layout.progress_cells import high, line, shown_value, typed_cell
from xlcompare.layout.progress_looks import House, ProgressLooks, house
from xlcompare.layout.progress_record import record_sheet
from xlcompare.layout.progress_settings_sheet import BRANCH_ROW, YEAR_ROW, progress_settings_sheet, setting
from xlcompare.layout.progress_sheet import AreaSheet, area_sheet
from xlcompare.layout.sheet import Column, Formula, Merge, Row, Sheet, Text
from xlcompare.layout.tally_sheet import tally_sheet
from xlcompare.progress import RowKind
from xlcompare.template import STANDARD, Template
from xlcompare.tracking.progress import Progress

GUIDE_MARK, UNPLACED_MARK = "progress-guide", "progress-unplaced"


def progress_sheets(progress: Progress, template: Template = STANDARD) -> tuple[Sheet, ...]:
    """The areas' sheets, KPI一覧, 集計, 引継ぎ未了 where there is something, 設定, 使い方, and the hidden record."""
    return ProgressBooks(template).sheets(progress)


class ProgressBooks:
    """Lays out one workbook after another; a sheet that shows what it showed in the last one gets a new title only.

    Branches' books of one plan differ in little else, and wrapping the areas' texts takes most of the time.
    """

    def __init__(self, template: Template = STANDARD) -> None:
        self._house = house(template)
        self._last: dict[int, tuple[Hashable, AreaSheet]] = {}
        self._last_tally: tuple[Hashable, Sheet] | None = None

    def sheets(self, progress: Progress) -> tuple[Sheet, ...]:
        """What `progress_sheets` gives."""
        own, look = self._house, self._house.look
        kpis = kpi_cells(progress)
        areas = self._areas(progress, kpis)
        unplaced = (_unplaced_sheet(progress, own),) if progress.unplaced else ()
        return (
            *(area.sheet for area in areas),
            kpi_sheet(progress, own, _title(progress, words.KPI_TITLE, look)),
            self._tally(progress, areas, kpis),
            *unplaced,
            progress_settings_sheet(progress, own),
            _guide_sheet(own),
            record_sheet(progress, look),
        )

    def _areas(self, progress: Progress, kpis: dict[int, KpiCells]) -> list[AreaSheet]:
        names = area_names(progress.plan, [area.area for area in progress.areas])
        title = _title(progress, words.TITLE, self._house.look)
        shown = _shown_by_areas(progress, kpis)
        found = []
        for k, area in enumerate(progress.areas):
            before, made = self._last.get(k, (None, None))
            if made is None or before != shown:
                made = area_sheet(progress, area, k + 1, names[area.area], kpis, title, self._house)
                self._last[k] = shown, made
            found.append(replace(made, sheet=_entitled(made.sheet, title)))
        return found

    def _tally(self, progress: Progress, areas: list[AreaSheet], kpis: dict[int, KpiCells]) -> Sheet:
        title = _title(progress, words.TALLY_TITLE, self._house.look)
        shown = _shown_by_areas(progress, kpis), progress.settings.owners, progress.settings.margin, progress.kpis
        if self._last_tally is None or self._last_tally[0] != shown:
            self._last_tally = shown, tally_sheet(progress, areas, kpis, title, self._house)
        return _entitled(self._last_tally[1], title)


def _shown_by_areas(progress: Progress, kpis: dict[int, KpiCells]) -> Hashable:
    """All that the areas' sheets show but their titles: a target's figure stands on KPI一覧 alone."""
    typed = frozenset(
        (spot, type(value), value)
        for spot, value in progress.cells.items()
        if (spot.row, spot.column) != (RowKind.TARGET, words.THRESHOLD)
    )
    settings = replace(progress.settings, branch="", owners=(), margin=0.0)
    return progress.plan, progress.as_of, settings, typed, progress.own_rows, tuple(kpis.items())


def _entitled(sheet: Sheet, title: Formula) -> Sheet:
    """`sheet` with another title in its first cell."""
    first, *rows = sheet.rows
    return replace(sheet, rows=(replace(first, cells=(title, *first.cells[1:])), *rows))


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
