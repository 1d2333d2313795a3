"""The commands `progress` and `judge`: arguments in, one job, what a person should know on the screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from xlcompare import errors, notices
from xlcompare import progress_words as words
from xlcompare.fiscal_year import day_label, day_said, label
from xlcompare.hosts.messages import template_problems, told
from xlcompare.hosts.progress_bar import steps_shown
from xlcompare.jobs import progress as jobs
from xlcompare.jobs.judging import Judgement, judgements
from xlcompare.jobs.judging import judge as judge_book


def make(args: argparse.Namespace) -> int:
    """The progress workbook that the arguments ask for."""
    book = Path(args.book)
    out = Path(args.out) if args.out else book.with_name(f"{book.stem or 'plan'}_{words.AREA_SHEET}.xlsx")
    previous = Path(args.previous) if args.previous else None
    template = Path(args.template) if args.template else None
    run(jobs.ProgressRequest(book, out, args.year, day_given(args.as_of), previous, template, args.columns))
    return 0


def run(request: jobs.ProgressRequest) -> None:
    """Make what `request` asks for, and say what it holds."""
    with steps_shown() as step:
        result = jobs.progress(request, step)
    _report(result, request)


def day_given(text: str | None) -> date | None:
    """The date that --as-of names. PlanError where it is none."""
    if text is None:
        return None
    day = day_said(text)
    if day is None:
        raise errors.day_unreadable(text)
    return day


def _report(result: jobs.ProgressResult, request: jobs.ProgressRequest) -> None:
    for line in about(result, request.out):
        print(line)
    print(notices.what_was_read(result.progress.plan))
    _disagreements(judgements(result.progress))
    template_problems(result.template)
    told(result.told)
    if result.problems:
        print(notices.plan_has_problems(request.book.name, len(result.problems)), file=sys.stderr)


def about(result: jobs.ProgressResult, out: Path) -> Iterator[str]:
    """What was made, and what a person should look at in it."""
    made = result.progress
    yield notices.made(str(out))
    if result.backup:
        yield notices.kept_as(str(result.backup))
    yield notices.progress_made(
        label(made.plan.year, made.plan.tab), day_label(made.as_of), result.measures, len(made.kpis)
    )
    if unread := [kpi.label for kpi in made.kpis if kpi.target is None]:
        yield notices.not_measurable(unread)
    if made.total:
        yield made.counts
    if made.unplaced:
        yield notices.look_at_unplaced()


def judge(args: argparse.Namespace) -> int:
    """Print every target with its suggested rating and the person's own; the disagreements again at the end."""
    judged = judge_book(Path(args.book))
    found = judged.targets
    for each in found:
        print(notices.judged(each.label, each.sentence, each.latest, each.suggested, each.own))
    apart = sum(each.disagrees for each in found)
    print(notices.judged_in_all(len(found), sum(bool(each.own) for each in found), apart))
    _disagreements(found)
    told(judged.told)
    return 0


def _disagreements(found: Iterable[Judgement]) -> None:
    for each in found:
        if each.disagrees:
            print(notices.disagreement(each.place, each.label, each.suggested, each.own))
