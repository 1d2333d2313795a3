"""The progress workbook: made from a year tab, and made again with everything that was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from xlcompare import errors, notices, words
from xlcompare.comparing.compare import compare
from xlcompare.fiscal_year import day_label, era_label, half_end, half_of
from xlcompare.jobs.columns import choices_for
from xlcompare.jobs.files import book_at, no_cycles, paths, replaced_book, workbook_bytes
from xlcompare.jobs.template import template_of, template_version
from xlcompare.plan import Kind, Plan
from xlcompare.progress import Filled
from xlcompare.progress_settings import ProgressSettings
from xlcompare.reading.book import Book
from xlcompare.reading.checks import checked, require_texts
from xlcompare.reading.from_file import open_book
from xlcompare.reading.plan_sheet import Reading
from xlcompare.reading.problem import Problem
from xlcompare.reading.progress_book import is_progress_book, read_progress_book
from xlcompare.reading.year_tab import is_plan
from xlcompare.reading.year_tabs import hidden_years, latest_year, seen_years
from xlcompare.sections import areas_of
from xlcompare.template import STANDARD, Template
from xlcompare.tracking.carrying import Carried, carried_over
from xlcompare.tracking.progress import Progress, progress_of
from xlcompare.tracking.stamping import stamp_after
from xlcompare.writing.files import backup_name, ready_to_write, replace_file


@dataclass(frozen=True, slots=True)
class ProgressRequest:
    """What to make. `year`: a tab's name, None for the latest year. `as_of`: None for the last book's, else 9月30日.

    `book`: the plan's file, or the plan book that Excel has open. `previous`: the filled workbook whose texts are
    carried over; without it, the one that `out` will replace, which is kept as 名前.bak.xlsx. `template`: another
    house style than templates/standard.xlsx. `columns`: which ones to read (column_choices.py).
    """

    book: Path | Book
    out: Path
    year: str | None = None
    as_of: date | None = None
    previous: Path | None = None
    template: Path | Template | None = None
    columns: str = ""


@dataclass(frozen=True, slots=True)
class ProgressResult:
    """The finished progress, what a person should look at in the plan, and where the replaced workbook was kept."""

    progress: Progress
    problems: tuple[Problem, ...]
    measures: int
    backup: Path | None = None
    template: Template = STANDARD
    """that the sheets look like, with what it lacks"""
    told: tuple[str, ...] = ()
    """what a person has to know of how the plan and the filled workbook were read"""


@no_cycles()
def progress(request: ProgressRequest, step: Callable[[str], None] = lambda name: None) -> ProgressResult:
    """Make the year's progress workbook. Nothing is written unless all of it can be; the inputs are never changed.

    Raises XlcompareError, also where an existing workbook's texts would be lost.
    """
    _ready(request)
    template = template_of(request.template)
    step(words.STEP_READING)
    source = book_at(request.book)
    replaced = replaced_book(request.out, is_progress_book)
    before = _before(request, replaced)
    reading = year_plan(source, request.year, before if request.previous is None else None, request.columns)
    step(words.STEP_COMPARING)
    day = day_for(request.as_of, reading.plan, before, (request.previous or request.out).name)
    made = _progress(reading.plan, before, day, template)
    step(words.STEP_LAYOUT)
    from xlcompare.layout.progress_book import progress_sheets

    sheets = progress_sheets(made, template)
    step(words.STEP_WRITING)
    data = workbook_bytes(sheets)
    backup = None
    if replaced is not None and (kept := request.out.read_bytes()) != data:
        backup = backup_name(request.out, kept)
        replace_file(backup, kept)
    replace_file(request.out, data)
    measures = sum(_is_measure(made, line[0]) for area in made.areas for s in area.sections for line in s.lines)
    told = (*reading.told, *(before.told if before else ()))
    return ProgressResult(made, reading.problems, measures, backup, template, told)


def year_plan(source: Book, year: str | None, replaced: Filled | None = None, columns: str = "") -> Reading:
    """The plan of the tab `year`; without one of the workbook to be replaced, else of the latest year.

    A plan for next year that somebody has begun doesn't end this year's workbook. PlanError where the tab's name says
    no year.
    """
    by_year = seen_years(source)
    if year is None and not by_year:
        raise errors.no_year_tab(source.name)
    after = replaced.plan.year + 1 if year is None and replaced and replaced.plan.year in by_year else None
    tab = latest_year(source, year, after, lambda name: _is_plan(source, name))
    reading = checked(source.grid(tab), choices_for(source, columns).of_tab(tab))
    if not reading.plan.year:
        raise errors.year_unknown(source.name, tab)
    require_texts(reading)
    if year is None and (hidden := hidden_years(source)):
        reading = replace(reading, told=(*reading.told, notices.hidden_years_left_out(hidden)))
    return reading


def _is_measure(made: Progress, item: int) -> bool:
    return made.plan.items[item].kind is Kind.MEASURE


def _ready(request: ProgressRequest) -> None:
    if request.out.suffix.lower() != ".xlsx":
        raise errors.output_is_no_xlsx(request.out.name)
    if request.previous and request.previous.resolve() == request.out.resolve():
        raise errors.previous_is_out(request.out.name)
    ready_to_write(request.out, paths(request.book, request.previous))


def _is_plan(book: Book, tab: str) -> bool:
    return is_plan(book.grid(tab))


def _before(request: ProgressRequest, replaced: Book | None) -> Filled | None:
    if request.previous is None:
        return read_progress_book(replaced) if replaced else None
    before = read_progress_book(open_book(request.previous))
    if replaced is not None and (count := read_progress_book(replaced).count):
        raise errors.would_lose_typed(request.out.name, count)
    return before


def day_for(wanted: date | None, plan: Plan, before: Filled | None, previous: str) -> date:
    """The date that a workbook speaks of: as `wanted`, else as in the workbook `before` it (a file `previous`).

    PlanError where it isn't in the plan's year, or before the last one's.
    """
    if before is not None and before.plan.year > plan.year:
        raise errors.previous_is_newer(previous)
    same_year = before is not None and before.plan.year == plan.year
    default = before.chosen if before is not None and same_year else half_end(plan.year, 1)
    day = wanted or default
    if not date(plan.year, 4, 1) <= day <= half_end(plan.year, 2):
        raise errors.day_outside(day.isoformat(), era_label(plan.year))
    if before is not None and same_year and half_of(day, plan.year) < half_of(before.as_of, plan.year):
        raise errors.before_previous(previous, day.isoformat(), day_label(before.as_of))
    return day


def _progress(plan: Plan, before: Filled | None, as_of: date, template: Template) -> Progress:
    areas = areas_of(plan)
    settings = before.settings if before else ProgressSettings()
    if not settings.branch:
        settings = replace(settings, branch=plan.branch or "")
    if before is None:
        return progress_of(plan, as_of, settings, areas, Carried())
    comparison = compare(before.plan, plan)
    carried = carried_over(before, comparison, areas, half_of(as_of, plan.year))
    stamp = before.stamp and stamp_after(before.stamp, comparison, carried.cells, template_version(template))
    return progress_of(plan, as_of, settings, areas, carried, stamp)
