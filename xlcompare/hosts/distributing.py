"""The command `distribute`: arguments in, one job, what became of every branch's book on the screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from xlcompare import notices
from xlcompare.fiscal_year import label
from xlcompare.hosts.messages import template_problems, told
from xlcompare.hosts.progress import day_given
from xlcompare.hosts.progress_bar import steps_shown
from xlcompare.jobs.distributing import DistributeRequest, DistributeResult, distribute


def make(args: argparse.Namespace) -> int:
    """A book for each branch, as the arguments ask; 2 where one of them couldn't be made."""
    request = DistributeRequest(
        Path(args.book),
        Path(args.out) if args.out else None,
        Path(args.branches) if args.branches else None,
        args.year,
        day_given(args.as_of),
        Path(args.template) if args.template else None,
        args.template_only,
        args.changed,
        columns=args.columns,
    )
    with steps_shown() as step:
        result = distribute(request, step)
    for line in about(result):
        print(line)
    print(notices.what_was_read(result.plan))
    template_problems(result.template)
    told(result.told)
    if result.problems:
        print(notices.plan_has_problems(Path(args.book).name, len(result.problems)), file=sys.stderr)
    failed = [issue.error for issue in result.issues if issue.error]
    for error in failed:
        print(f"{error}".replace("\n", " "), file=sys.stderr)
    return 2 if failed else 0


def about(result: DistributeResult) -> Iterator[str]:
    """What was made, and what a person should look at in it."""
    issues = result.issues
    renewed = [issue for issue in issues if issue.renewed]
    made, failed = sum(issue.made for issue in issues), sum(issue.error is not None for issue in issues)
    yield notices.distributed(label(result.plan.year, result.plan.tab), len(issues), str(result.folder))
    yield notices.distributed_counts(made, len(renewed), len(issues) - made - len(renewed) - failed, failed)
    if renewed:
        left = sum(issue.unplaced for issue in renewed)
        yield notices.distributed_typed(sum(issue.total for issue in renewed), left)
        yield notices.distributed_backups()
    for issue in renewed:
        if issue.unplaced:
            yield notices.unplaced_in(issue.path.name, issue.unplaced)
    for issue in renewed:
        for blank in issue.blanks:
            yield notices.filled_in_place_of(issue.path.name, blank.name)
    yield notices.manifest_made(result.manifest.name)
