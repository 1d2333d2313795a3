"""The sheet KPI一覧: every target with its actuals by month; the boxes of the areas' sheets refer to its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlcompare import progress_words as words
from xlcompare.address import cell_ref, column_letters, range_ref
from xlcompare.fiscal_year import month_of
from xlcompare.kpi import Aim
from xlcompare.layout.progress_cells import (
    FREE_WIDTH,
    figure_text,
    free_count,
    high,
    key,
    line,
    or_blank,
    rating_looks,
    shown_value,
    typed_cell,
)
from xlcompare.layout.progress_looks import House, ProgressLooks
from xlcompare.layout.progress_settings_sheet import MARGIN_ROW, month, setting
from xlcompare.layout.sheet import (
    Blank,
    Cell,
    Choice,
    Column,
    Condition,
    Formula,
    Merge,
    Note,
    Row,
    Sheet,
    Sparkline,
    Style,
    Text,
)
from xlcompare.plan import Kind
from xlcompare.progress import RowKind, Spot, Value, free_column, read_from_plan
from xlcompare.progress_settings import DIGITS, mark_in
from xlcompare.progress_styles import WRONG
from xlcompare.tracking.progress import KpiRow, Progress

MARK = "progress-kpi"
HEAD_ROWS = 4
COLUMNS = (
    words.NUMBER, words.KIND, words.HEADING, words.SENTENCE, words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR,
    *words.MONTHS, words.LATEST, words.AT, words.ATTAINMENT, words.SUGGESTED, words.RATING, words.REMARK, words.TREND,
    words.LAST_RATING, words.SHOWN, words.COUNTED, words.KEY,
)  # fmt: skip
AT = {name: column for column, name in enumerate(COLUMNS)}
_HIDDEN = (words.SHOWN, words.COUNTED, words.KEY)


@dataclass(frozen=True, slots=True)
class KpiCells:
    """Where KPI一覧 has a target: its row, and what its formulas show."""

    row: int
    sentence: str
    shown: str
    counted: str
    blank: bool
    """whether an actual is due and nothing has been said of it"""

    def ref(self, column: str) -> str:
        return range_ref(words.KPI_SHEET, self.row, AT[column], self.row, AT[column])


def kpi_cells(progress: Progress) -> dict[int, KpiCells]:
    """The cells of each target, by its item."""
    return {
        kpi.item: KpiCells(
            HEAD_ROWS + k,
            progress.plan.items[kpi.item].text,
            _shown(progress, kpi),
            _counted(progress, kpi),
            _is_blank(progress, kpi),
        )
        for k, kpi in enumerate(progress.kpis)
    }


def kpi_sheet(progress: Progress, house: House, title: Formula) -> Sheet:
    """The finished sheet; without targets it says so by having no rows."""
    has_last = any(s.column == words.LAST_RATING and s.row is RowKind.TARGET for s in progress.cells)
    look = house.look
    widths = dict(zip(COLUMNS, house.page(words.KPI_SHEET).widths, strict=False))
    hidden = (*_HIDDEN, *(() if has_last else (words.LAST_RATING,)))
    rows = [_Row(progress, look, kpi, HEAD_ROWS + k, widths).row() for k, kpi in enumerate(progress.kpis)]
    last = HEAD_ROWS + len(rows) - 1
    visible = max(AT[name] for name in COLUMNS if name not in hidden)
    return Sheet(
        name=words.KPI_SHEET,
        columns=(
            *(Column(widths.get(name, 60.0), name in hidden) for name in COLUMNS),
            *(Column(FREE_WIDTH) for _ in range(free_count(progress.cells, RowKind.TARGET, RowKind.TARGETS))),
        ),
        rows=(*_head(progress, look, title, widths), *rows),
        merges=(Merge(0, 0, 0, AT[words.REMARK]), Merge(2, AT[words.MONTHS[0]], 2, AT[words.MONTHS[-1]])),
        choices=_choices(last) if rows else (),
        notes=_notes(),
        conditions=_conditions(progress, last) if rows else (),
        sparklines=tuple(
            Sparkline(r, AT[words.TREND], (r, AT[words.MONTHS[0]], r, AT[words.MONTHS[-1]]), "#404040")
            for r in range(HEAD_ROWS, last + 1)
        ),
        freeze=(HEAD_ROWS, AT[words.AIM]),
        print=replace(house.setup(words.KPI_SHEET, (0, HEAD_ROWS - 1)), area=(0, 0, max(last, HEAD_ROWS - 1), visible)),
        protected=True,
        mark=MARK,
    )


def _head(progress: Progress, look: ProgressLooks, title: Formula, widths: Mapping[str, float]) -> list[Row]:
    width = sum(widths.values())
    titles: list[Cell] = []
    titles.extend(Text(name, look.header) for name in COLUMNS)
    for k in range(free_count(progress.cells, RowKind.TARGET, RowKind.TARGETS)):
        value = progress.cells.get(Spot(RowKind.TARGETS, -1, free_column(k)))
        titles.append(typed_cell(value, look.free))
    titles[AT[words.KEY]] = Text(f"{words.KEY} {key(RowKind.TARGETS, -1)}", look.header)
    band: list[Cell] = [*([None] * AT[words.MONTHS[0]]), Text(words.ACTUALS_BAND, look.header)]
    band += [Blank(look.header)] * 11
    first = line("", look.title, width, AT[words.REMARK] + 1, 24.0)
    high_titles = high([(n, look.header, widths.get(n, 60.0)) for n in COLUMNS if n not in _HIDDEN])
    return [
        Row((title, *first.cells[1:]), 24.0),
        Row((), 6.0),
        Row(tuple(band), 15.75),
        Row(tuple(titles), high_titles),
    ]


class _Row:
    """One target's cells."""

    def __init__(
        self, progress: Progress, look: ProgressLooks, kpi: KpiRow, number: int, widths: Mapping[str, float]
    ) -> None:
        self.progress, self.look, self.kpi, self.widths = progress, look, kpi, widths
        self.item = progress.plan.items[kpi.item]
        self.formulas = _formulas(number)

    def row(self) -> Row:
        cells: list[Cell] = [self._cell(name) for name in COLUMNS]
        free = [
            self._typed(free_column(k)) for k in range(free_count(self.progress.cells, RowKind.TARGET, RowKind.TARGETS))
        ]
        cells.extend(typed_cell(value, self.look.free) for value in free)
        texts = [
            (shown_value(cell.text), cell.style, self.widths[name])
            for name, cell in zip(COLUMNS, cells, strict=False)
            if isinstance(cell, Text) and name in self.widths
        ]
        return Row(tuple(cells), high(texts, 27.0), grows=True)

    def _typed(self, column: str) -> Value | None:
        return self.progress.cells.get(Spot(RowKind.TARGET, self.kpi.item, column))

    def _cell(self, name: str) -> Cell:
        look, kpi, plan = self.look, self.kpi, self.progress.plan
        if name in words.MONTHS:
            return typed_cell(self._typed(name), look.figure)
        if name in (words.AIM, words.THRESHOLD, words.UNIT, words.LAST_YEAR):
            return self._read(name)
        if name in (words.RATING, words.REMARK, words.LAST_RATING):
            return typed_cell(self._typed(name), look.remark if name == words.REMARK else look.rating)
        if name == words.TREND:
            return Blank(look.shown)
        texts: dict[str, tuple[str, Style]] = {
            words.NUMBER: (kpi.label, look.shown_center),
            words.KIND: (words.KPI if self.item.kind is Kind.KPI else words.TARGET, look.shown_center),
            words.HEADING: (plan.items[kpi.heading].text if kpi.heading >= 0 else "", look.shown),
            words.SENTENCE: (self.item.text, look.shown),
            words.KEY: (key(RowKind.TARGET, kpi.item), look.help),
        }
        if name in texts:
            return Text(*texts[name])
        return self._formula(name)

    def _read(self, name: str) -> Cell:
        """What the sentence says, unless a person knew better."""
        typed = self._typed(name)
        style = self.look.unit if name in (words.AIM, words.UNIT) else self.look.figure
        return typed_cell(read_from_plan(self.kpi.target)[name] if typed is None else typed, style)

    def _formula(self, name: str) -> Cell:
        look, found = self.look, self.kpi.judged
        results: dict[str, tuple[float | str, Style]] = {
            words.LATEST: (or_blank(found.latest), look.shown_figure),
            words.AT: (_month(self.progress, found.month), look.shown_center),
            words.ATTAINMENT: (or_blank(found.attainment), look.share),
            words.SUGGESTED: (self.progress.settings.mark(found.role), look.shown_center),
            words.SHOWN: (_shown(self.progress, self.kpi), look.help),
            words.COUNTED: (_counted(self.progress, self.kpi), look.help),
        }
        return Formula(self.formulas[name], *results[name])


def _formulas(row: int) -> dict[str, str]:
    """The live formulas of a row: the rules of `tracking.ratings`, for a workbook without Python."""
    at = {name: f"{column_letters(column)}{row + 1}" for name, column in AT.items()}
    actuals = f"{at[words.MONTHS[0]]}:{at[words.MONTHS[-1]]}"
    # Not LOOKUP(9E+307, …): LibreOffice finds nothing by it between empty cells.
    newest = f"SUMPRODUCT(MAX(ISNUMBER({actuals})*(COLUMN({actuals})-COLUMN({at[words.MONTHS[0]]})+1)))"
    aim, threshold, last = at[words.AIM], at[words.THRESHOLD], at[words.LAST_YEAR]
    latest, share, rating, remark = at[words.LATEST], at[words.ATTAINMENT], at[words.RATING], at[words.REMARK]
    known = "OR({})".format(",".join(f'{aim}="{each.value}"' for each in Aim))
    down = "OR({})".format(",".join(f'{aim}="{each.value}"' for each in Aim if each.downward))
    relative = "OR({})".format(",".join(f'{aim}="{each.value}"' for each in Aim if each.relative))
    against_last = f'OR({relative},AND({aim}="{Aim.KEEP.value}",NOT(ISNUMBER({threshold}))))'
    basis = f"IF({against_last},{last},{threshold})"
    # Asked of the cells themselves: what IF gives of an empty one is a number to some programs.
    has_basis = f"IF({against_last},ISNUMBER({last}),ISNUMBER({threshold}))"
    measured = f"AND({known},ISNUMBER({latest}),{has_basis})"
    reached = f"IF({down},{latest}<={basis},{latest}>={basis})"
    ratio = f"MAX(0,ROUND(IF({down},2-{latest}/{basis},{latest}/{basis}),{DIGITS}))"
    mark = [words.MARK_NAME.format(k + 1) for k in range(5)]
    above = f'AND({aim}<>"{Aim.KEEP.value}",{share}>=ROUND(1+{setting(MARGIN_ROW)},{DIGITS}))'
    short = f"IF(AND({latest}=0,NOT({down})),{mark[3]},{mark[2]})"
    figure = f'IF({latest}=INT({latest}),TEXT({latest},"#,##0"),{latest}&"")'
    said = f'SUBSTITUTE({rating},":","：")'
    return {
        words.LATEST: f'IF(COUNT({actuals})=0,"",INDEX({actuals},{newest}))',
        words.AT: f'IF(COUNT({actuals})=0,"",{month(newest)})',
        words.ATTAINMENT: f'IFERROR(IF({measured},IF({basis}<=0,IF({reached},1,0),{ratio}),""),"")',
        words.SUGGESTED: f'IF({share}="",{mark[4]},IF({share}>=1,IF({above},{mark[0]},{mark[1]}),{short}))&""',
        words.SHOWN: f'IF({latest}="",IF({remark}="","{words.NOT_TYPED}",{remark}&""),'
        f'{figure}&{at[words.UNIT]}&"{words.SHOWN_BEFORE}"&{at[words.AT]}&"{words.SHOWN_AFTER}"'
        f'&IF({remark}="",""," "&{remark}))',
        words.COUNTED: f'IF({rating}="",{at[words.SUGGESTED]},LEFT({said},FIND("：",{said}&"：")-1))',
    }


def _shown(progress: Progress, kpi: KpiRow) -> str:
    """The actual as the box says it: 「0.306％（令和2年7月現在）」."""

    def typed(column: str) -> str:
        value = progress.cells.get(Spot(RowKind.TARGET, kpi.item, column))
        return shown_value(read_from_plan(kpi.target)[column] if value is None and column == words.UNIT else value)

    remark, latest = typed(words.REMARK), kpi.judged.latest
    if latest is None:
        return remark or words.NOT_TYPED
    when = f"{words.SHOWN_BEFORE}{_month(progress, kpi.judged.month)}{words.SHOWN_AFTER}"
    return f"{figure_text(latest)}{typed(words.UNIT)}{when}" + (f" {remark}" if remark else "")


def _is_blank(progress: Progress, kpi: KpiRow) -> bool:
    def value(column: str) -> Value | None:
        typed = progress.cells.get(Spot(RowKind.TARGET, kpi.item, column))
        return read_from_plan(kpi.target).get(column) if typed is None else typed

    due = value(words.AIM) != words.NOT_MEASURABLE
    return due and kpi.judged.latest is None and value(words.REMARK) in (None, "")


def _counted(progress: Progress, kpi: KpiRow) -> str:
    own = shown_value(progress.cells.get(Spot(RowKind.TARGET, kpi.item, words.RATING)))
    return mark_in(own) if own else progress.settings.mark(kpi.judged.role)


def _month(progress: Progress, number: int | None) -> str:
    if number is None:
        return ""
    return month_of(progress.plan.year, number)


def _choices(last: int) -> tuple[Choice, ...]:
    aims = (*(aim.value for aim in Aim), words.NOT_MEASURABLE)
    return (
        Choice(AT[words.AIM], HEAD_ROWS, last, aims),
        Choice(AT[words.RATING], HEAD_ROWS, last, source=f"={words.RATINGS_NAME}", strict=False),
    )


def _notes() -> tuple[Note, ...]:
    return tuple(
        Note(HEAD_ROWS - 1, AT[name], words.NOTES[name], 180.0, 60.0) for name in COLUMNS if name in words.NOTES
    )


def _conditions(progress: Progress, last: int) -> tuple[Condition, ...]:
    columns: Sequence[str] = (words.SUGGESTED, words.RATING, words.LAST_RATING)
    rated = [c for name in columns for c in rating_looks(progress.settings, HEAD_ROWS, AT[name], last)]
    # A figure that is text isn't counted: shown in red before anybody relies on it.
    first, end = AT[words.MONTHS[0]], AT[words.MONTHS[-1]]
    cell = cell_ref(HEAD_ROWS, first).replace("$", "")
    unread = Condition((HEAD_ROWS, first, last, end), f"ISTEXT({cell})", WRONG, bold=True, italic=True)
    unit, target, before = (
        f"${column_letters(AT[n])}{HEAD_ROWS + 1}" for n in (words.UNIT, words.THRESHOLD, words.LAST_YEAR)
    )
    # Excel makes 0.957 of 「95.7％」 and a date, some 45,000, of 「5/10」.
    share = f'AND({unit}="％",ISNUMBER({cell}),OR(AND({cell}>0,{cell}<1,MAX({target},{before})>=10),{cell}>1000))'
    tiny = Condition((HEAD_ROWS, first, last, end), share, WRONG, bold=True, italic=True)
    own, counted, suggested = (
        f"${column_letters(AT[name])}{HEAD_ROWS + 1}" for name in (words.RATING, words.COUNTED, words.SUGGESTED)
    )
    suggestions = (HEAD_ROWS, AT[words.SUGGESTED], last, AT[words.SUGGESTED])
    apart = Condition(suggestions, f'AND({own}<>"",{counted}<>{suggested})', WRONG, bold=True, italic=True)
    return (apart, *rated, unread, tiny)
