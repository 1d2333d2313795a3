"""The commands `compare`, `budget`, `book` and `check`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlcompare import notices, words
from xlcompare.comparing.budget import BudgetPair
from xlcompare.comparing.comparison import Pair
from xlcompare.errors import where
from xlcompare.hosts.messages import template_problems, told
from xlcompare.hosts.progress_bar import steps_shown
from xlcompare.jobs import checking
from xlcompare.jobs import comparing as jobs
from xlcompare.jobs.comparing import Request, Result

if TYPE_CHECKING:
    from xlcompare.writing.into_book import IntoResult


def make(args: argparse.Namespace) -> int:
    """Compare two years as the arguments ask; 1 where --exit-code is given and they differ."""
    book = Path(args.book)
    out = Path(args.out) if args.out else None
    # A folder or nothing at all has no name to add to; reading it says what is wrong.
    if out is None and not args.json and not args.into and book.name:
        out = book.with_name(f"{book.stem}_{args.suffix}.xlsx")
    request = Request(
        book,
        Path(args.other) if args.other else None,
        args.old,
        args.new,
        out,
        Path(args.json) if args.json else None,
        args.style,
        Path(args.decisions) if args.decisions else None,
        Path(args.settings) if args.settings else None,
        args.into,
        not args.no_backup,
        Path(args.template) if args.template else None,
        revisions=args.revisions,
        columns=args.columns,
    )
    result = run(args.job, request)
    different = any(pair.change.value != "same" or pair.move for pair in result.comparison.pairs)
    return int(args.exit_code and different)


def run(job: str, request: Request) -> Result:
    """Do the `job` (compare, budget or book), and say what was made and what a person should look at."""
    with steps_shown() as progress:
        result = {"compare": jobs.compare, "budget": jobs.budget, "book": jobs.book}[job](request, progress)
    _report(result, request)
    return result


def check(args: argparse.Namespace) -> int:
    """Print every problem of the plan book and every remark on it; 1 where there is a problem."""
    book = Path(args.book)
    checked = checking.check(book, args.columns)
    problems = checked.problems
    for sentence in checked.read:
        print(sentence)
    for problem in problems:
        print(f"{where(book.name, problem.sheet, problem.cell)}{problem.message}")
    print(notices.matters(len(problems)) if problems else notices.no_problems(book.name))
    return int(any(not problem.remark for problem in problems))


def _report(result: Result, request: Request) -> None:
    for path in (request.out, request.json):
        if path:
            print(notices.made(str(path)))
    if request.into:
        print(notices.made_into(str(request.book), result.sheets))
    for wanted, given in result.renamed:
        # A tab of ours that a person renamed keeps that name, and they know it.
        if given.startswith(f"{wanted} ("):
            print(notices.other_name(wanted, given))
    if result.into:
        _report_place(result.into)
    new, old = result.comparison.new, result.comparison.old
    print(notices.years_compared(new.tab_title, len(new.items), old.tab_title, len(old.items)))
    for plan in (new, old):
        print(notices.what_was_read(plan))
    _report_pairs(result, words.REVIEW_SHEET, result.comparison.pairs)
    if result.budget:
        a, b = (round(sum(line.amount or 0 for line in plan.budget), 3) for plan in (new, old))
        print(notices.budgets_compared(a, b))
        _report_pairs(result, words.BUDGET_REVIEW_SHEET, result.budget.pairs)
    if result.decisions:
        print(notices.decisions_followed(len(result.decisions), len(result.unmet)))
    template_problems(result.template)
    told(result.told)
    if result.problems:
        print(notices.plan_has_problems(request.book.name, len(result.problems)), file=sys.stderr)


def _report_place(into: IntoResult) -> None:
    """Say where the sheets stand in the person's book, where formulas of theirs have to do with it."""
    if into.avoided:
        print(notices.set_behind(into.avoided.tab, into.avoided.name, into.avoided.first, into.avoided.last))
    for each in into.across:
        print(notices.taken_in(each.tab, each.name, each.first, each.last, each.ours))


def _report_pairs(result: Result, sheet: str, pairs: Sequence[Pair | BudgetPair]) -> None:
    doubtful = sum(pair.doubtful and not pair.decided for pair in pairs)
    for line in notices.look_at_pairs(doubtful, sheet) if sheet in result.sheets else ():
        print(line)
