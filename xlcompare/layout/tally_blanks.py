"""The list of what is still blank, in 集計: it shrinks as people type, and each line leads to its row.

Hidden columns hold one line for each measure and target: what is blank there, the how-manieth blank that is, where it
stands. The visible list takes the first, second, … of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlcompare import progress_words as words
from xlcompare.address import column_letters
from xlcompare.layout.kpi_sheet import AT, KpiCells
from xlcompare.layout.progress_cells import shown_value
from xlcompare.layout.progress_looks import ProgressLooks
from xlcompare.layout.progress_sheet import AreaSheet
from xlcompare.layout.sheet import Cell, Formula, Row, Text
from xlcompare.progress import RowKind, Spot
from xlcompare.sections import row_text
from xlcompare.tracking.progress import Progress

SHOWN_TEXT = 24
"""Characters of a measure that are enough to know it by."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row that may have blanks: formulas and their results."""

    blank: str
    blank_now: str
    where: str
    where_now: str
    text: str
    text_now: str
    owner: str
    owner_now: str


def blank_list(
    progress: Progress, areas: Sequence[AreaSheet], kpis: dict[int, KpiCells], first: int, width: int,
    look: ProgressLooks,
) -> tuple[list[Row], dict[int, tuple[Cell, ...]]]:  # fmt: skip
    """The visible rows, which begin at row `first`, and by row the cells of five hidden columns `width` + 2 on."""
    lines = [*_measures(progress, areas), *_targets(progress, kpis)]
    head = [Row((Text(words.BLANK_LIST, look.area),), 20.25)]
    titles = (words.WHERE, words.OWNER, words.STATE)
    head.append(Row(tuple(Text(title, look.header) for title in titles), 18.0))
    top = first + len(head)
    columns = [column_letters(width + 2 + k) for k in range(5)]
    spans = [f"${c}${top + 1}:${c}${top + len(lines)}" for c in columns]
    rows: list[Row] = []
    helpers: dict[int, tuple[Cell, ...]] = {}
    blanks = [line for line in lines if line.blank_now]
    before = 0
    for k, line in enumerate(lines):
        r = top + k
        count = before + bool(line.blank_now)
        above = f"{columns[1]}{r}" if k else "0"
        helpers[r] = (
            # A row that somebody has deleted has nothing blank any more.
            Formula(f'IFERROR({line.blank},"")', line.blank_now, look.help),
            Formula(f'{above}+({columns[0]}{r + 1}<>"")', float(count), look.help),
            Formula(line.where, line.where_now, look.help),
            Formula(line.text, line.text_now, look.help),
            Formula(line.owner, line.owner_now, look.help),
        )
        before = count
        now = blanks[k] if k < len(blanks) else None
        rows.append(_shown(k + 1, spans, now, look))
    return [*head, *rows], helpers


def _shown(number: int, spans: Sequence[str], now: _Line | None, look: ProgressLooks) -> Row:
    """The `number`-th blank line; empty texts where there are fewer."""
    which = f"MATCH({number},{spans[1]},0)"
    none = words.NOTHING_BLANK if number == 1 else ""
    link = f'IFERROR(HYPERLINK(INDEX({spans[2]},{which}),INDEX({spans[3]},{which})),"{none}")'
    owner, blank = (f'IFERROR(INDEX({spans[k]},{which})&"","")' for k in (4, 0))
    plain = look.help
    return Row(
        (
            Formula(link, now.text_now if now else none, look.link),
            Formula(owner, now.owner_now if now else "", look.shown_center),
            Formula(blank, now.blank_now if now else "", plain),
        ),
        15.75,
    )


def _measures(progress: Progress, areas: Sequence[AreaSheet]) -> Iterator[_Line]:
    heads = {line[0]: line for area in progress.areas for section in area.sections for line in section.lines}
    for area in areas:
        quoted = area.sheet.name.replace("'", "''")
        letters = {name: column_letters(c) for c, name in enumerate(area.columns)}
        for item, row in area.measures:
            cells = {name: f"'{quoted}'!{letters[name]}{row + 1}" for name in area.columns}
            typed = {name: progress.cells.get(Spot(RowKind.MEASURE, item, name)) for name in area.columns}
            each = "&".join(f'IF({cells[name]}="","{name} ","")' for name in words.BLANK_COUNTS)
            blank = f'SUBSTITUTE(TRIM({each})," ","・")'
            text = row_text(progress.plan, heads[item])
            owner = typed[words.OWNER]
            yield _Line(
                blank,
                "・".join(name for name in words.BLANK_COUNTS if typed[name] in (None, "")),
                f"\"#'{quoted}'!{letters[words.PROGRESS]}\"&ROW({cells[words.PROGRESS]})",
                f"#'{area.sheet.name}'!{letters[words.PROGRESS]}{row + 1}",
                f"LEFT({cells[words.CONTENT]},{SHOWN_TEXT})",
                text[:SHOWN_TEXT],
                f'{cells[words.OWNER]}&""',
                shown_value(progress.plan.items[item].owner if owner is None else owner),
            )


def _targets(progress: Progress, kpis: dict[int, KpiCells]) -> Iterator[_Line]:
    month = column_letters(AT[words.MONTHS[0]])
    for kpi in progress.kpis:
        cells = kpis[kpi.item]
        yield _Line(
            f'IF(AND({cells.ref(words.LATEST)}="",{cells.ref(words.REMARK)}="",'
            f'{cells.ref(words.AIM)}<>"{words.NOT_MEASURABLE}"),"{words.KPI_BLANK}","")',
            words.KPI_BLANK if cells.blank else "",
            f"\"#'{words.KPI_SHEET}'!{month}\"&ROW({cells.ref(words.SENTENCE)})",
            f"#'{words.KPI_SHEET}'!{month}{cells.row + 1}",
            f"LEFT({cells.ref(words.SENTENCE)},{SHOWN_TEXT})",
            cells.sentence[:SHOWN_TEXT],
            f'{cells.ref(words.NUMBER)}&""',
            kpi.label,
        )
