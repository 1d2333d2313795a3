"""The sheet 予算対照表: both years' budget lines level with each other, by heading and area, with live sums.

Every difference, subtotal and total is a formula that carries its result, so that a viewer which doesn't calculate
shows it too. How negatives, zero and "no figure" look is left to number formats: the cells stay numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlcompare import errors, words
from xlcompare.comparing.budget import BudgetComparison
from xlcompare.fiscal_year import label
from xlcompare.layout.budget_charts import chart_sheet
from xlcompare.layout.budget_table import COLUMNS, HEAD_ROWS, HEADING, BudgetTable, high_of
from xlcompare.layout.coverage_lines import all_understood, coverage_lines
from xlcompare.layout.heights import MAX_ROW_HEIGHT
from xlcompare.layout.merged import merges_within_pages
from xlcompare.layout.pages import breaks, print_setup, printable, widths_on
from xlcompare.layout.sheet import Blank, Cell, Column, Merge, PrintSetup, Row, Sheet, Style, Text
from xlcompare.layout.styles import BudgetLooks, budget_looks
from xlcompare.settings import Settings
from xlcompare.template import STANDARD, Template

MARK = "budget"


def budget_sheets(budget: BudgetComparison, settings: Settings, template: Template = STANDARD) -> tuple[Sheet, Sheet]:
    """予算対照表 and 予算の動き. Raises InternalError where the totals aren't the sums of the tabs' own amounts."""
    page = template.pages[words.BUDGET_SHEET]
    setup = print_setup(page, settings, (0, HEAD_ROWS - 1))
    table = BudgetTable(budget, budget_looks(settings, template), widths_on(setup, page))
    table.lay_out()
    _prove(budget, table.totals)
    return _sheet(table, settings, setup), chart_sheet(table, settings, template)


def _sheet(table: BudgetTable, settings: Settings, setup: PrintSetup) -> Sheet:
    budget, look, widths = table.budget, table.look, table.widths
    head = _head(budget, settings, look, widths)
    room = printable(setup)[1] - sum(row.height for row in head)
    ends = breaks([row.height for row in table.rows], table.stays, room)
    body, merges = _with_headings(table, ends)
    foot = _foot(budget, table.totals, look, sum(widths))
    first_foot = HEAD_ROWS + len(body)
    last = COLUMNS - 1
    return Sheet(
        name=words.BUDGET_SHEET,
        columns=tuple(Column(width) for width in widths),
        rows=(*head, *body, *foot),
        merges=(
            Merge(0, 0, 0, last),
            Merge(1, 0, 1, last),
            *(replace(m, top=m.top + HEAD_ROWS, bottom=m.bottom + HEAD_ROWS) for m in (*merges, *table.merges)),
            *(Merge(first_foot + k, 0, first_foot + k, last) for k in range(len(foot))),
        ),
        freeze=(HEAD_ROWS, 0),
        print=replace(setup, breaks=tuple(row + HEAD_ROWS for row in ends)),
        mark=MARK,
    )


def budget_title(budget: BudgetComparison, settings: Settings) -> str:
    branch = settings.branch or budget.new.branch or budget.old.branch or ""
    return words.BUDGET_TITLE.format(year=label(budget.new.year, budget.new.tab), branch=branch)


def _unit(settings: Settings) -> str:
    kind = settings.budget_kind or words.FIRST_BUDGET
    return words.BUDGET_UNIT_ALONE if kind == "none" else words.BUDGET_UNIT.format(kind=kind)


def _head(budget: BudgetComparison, settings: Settings, look: BudgetLooks, widths: Sequence[float]) -> list[Row]:
    new, old = budget.new.title, budget.old.title
    names = tuple(name.format(new=new, old=old) for name in words.BUDGET_COLUMNS)
    return [
        _line(budget_title(budget, settings), look.title, sum(widths), 4.0),
        _line(_unit(settings), look.legend, sum(widths), 0.0),
        Row(
            tuple(Text(name, look.header) for name in names),
            max(high_of(name, look.header, width) for name, width in zip(names, widths, strict=True)),
        ),
    ]


def _line(text: str, style: Style, width: float, extra: float) -> Row:
    cells: tuple[Cell, ...] = (Text(text, style), *(Blank(style) for _ in range(1, COLUMNS)))
    return Row(cells, min(high_of(text, style, width) + extra, MAX_ROW_HEIGHT))


def _with_headings(table: BudgetTable, ends: Sequence[int]) -> tuple[list[Row], list[Merge]]:
    """Headings merged down, page by page, said again on the next page where there is room for them."""
    merges = merges_within_pages(table.headings, ends, HEADING)
    covered = {row for merge in merges for row in range(merge.top + 1, merge.bottom + 1)}
    bottoms = {merge.top: merge.bottom for merge in merges}
    rows = list(table.rows)
    for i, heading in enumerate(table.headings):
        if heading is None:
            continue
        room = sum(row.height for row in rows[i : bottoms.get(i, i) + 1])
        fits = high_of(heading, table.look.heading, table.widths[HEADING]) <= room
        again = i > 0 and table.headings[i - 1] == heading
        if i in covered or (again and not fits):
            rows[i] = replace(rows[i], cells=(Blank(table.look.heading), *rows[i].cells[1:]))
    return rows, merges


def _prove(budget: BudgetComparison, totals: tuple[float, float]) -> None:
    for plan, total, side in ((budget.new, totals[0], "new"), (budget.old, totals[1], "old")):
        lines = [getattr(pair, side) for pair in budget.pairs if getattr(pair, side) is not None]
        own = sum(line.amount or 0.0 for line in plan.budget)
        if sorted(lines) != list(range(len(plan.budget))) or abs(own - total) > 1e-6:
            raise errors.budget_not_accounted_for(plan.book, plan.tab, own, total)


def _foot(budget: BudgetComparison, totals: tuple[float, float], look: BudgetLooks, width: float) -> list[Row]:
    plans = (budget.new, budget.old)
    proof = words.BUDGET_PROOF.format(
        new_tab=budget.new.tab_title,
        new_count=sum(line.amount is not None for line in budget.new.budget),
        new_total=f"{totals[0]:,.10g}",
        old_tab=budget.old.tab_title,
        old_count=sum(line.amount is not None for line in budget.old.budget),
        old_total=f"{totals[1]:,.10g}",
    )
    # A sum is no proof while nobody knows whether some of the money stands in a cell that wasn't read.
    proofs = (*((proof,) if all_understood(plans) else ()), *coverage_lines(plans))
    converted = [
        words.BUDGET_CONVERTED.format(tab=plan.tab, unit=plan.budget_unit)
        for plan in plans
        if words.YEN_UNITS[plan.budget_unit] != 1
    ]
    left_out = [words.BUDGET_LEFT_OUT.format(tab=plan.tab, count=len(plan.left_out)) for plan in plans if plan.left_out]
    return [_line(text, look.foot, width, 0.0) for text in ("", *converted, *left_out, *proofs)]
