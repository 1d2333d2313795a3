"""The command `batch`: all results of a folder of plan books, and on the screen what a person has to see to."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from xlcompare import errors, notices
from xlcompare.batch import State
from xlcompare.hosts.messages import template_problems
from xlcompare.hosts.progress_bar import steps_shown
from xlcompare.jobs.batch import BatchRequest, BatchResult, batch
from xlcompare.jobs.batch_work import Limits

INCOMPLETE, STOPPED = 1, 2
SHOWN_LEFT_OUT = 5


def make(args: argparse.Namespace) -> int:
    """Make what the arguments ask for; 1 where a book couldn't be done, 2 where the run ended before all were tried."""
    if not args.out:  # Path("") is the folder that one happens to be in.
        print(errors.out_is_no_folder(""), file=sys.stderr)
        return STOPPED
    request = BatchRequest(
        Path(args.folder),
        Path(args.out),
        args.jobs,
        args.cluster,
        args.force,
        Path(args.template) if args.template else None,
        args.style,
        Limits(args.max_seconds, args.max_memory, args.max_unpacked),
        args.columns,
    )
    reached = (0, 0)
    try:
        with steps_shown() as shown:

            def step(done: int, books: int) -> None:
                nonlocal reached
                reached = done, books
                shown(notices.batch_step(done, books), books)

            result = batch(request, step)
    except KeyboardInterrupt:
        print(notices.batch_interrupted(*reached), file=sys.stderr)
        return STOPPED
    except errors.XlcompareError as error:
        print(error, file=sys.stderr)
        if reached[0]:
            print(notices.batch_stopped(*reached), file=sys.stderr)
        return STOPPED
    _report(result)
    return INCOMPLETE if result.failed else 0


def _report(result: BatchResult) -> None:
    states = [entry.state for entry in result.entries]
    kept = sum(not entry.new for entry in result.entries)
    made, partly, failed = states.count(State.MADE) - kept, states.count(State.PARTLY), states.count(State.FAILED)
    for each in result.left_out[:SHOWN_LEFT_OUT]:
        print(notices.batch_left_out(each.path, each.reason))
    if (more := len(result.left_out) - SHOWN_LEFT_OUT) > 0:
        print(notices.batch_left_out_more(more, result.summary.name))
    print(notices.batch_done(len(states), made, kept, partly, failed))
    if one_year := sum(entry.one_year for entry in result.entries):
        print(notices.batch_one_year(one_year, result.summary.name))
    if doubtful := sum(entry.figures.doubtful or 0 for entry in result.entries):
        print(notices.batch_doubtful(doubtful, result.summary.name))
    print(notices.made(str(result.summary)))
    template_problems(result.template)
    for entry in result.failed:
        for reason in entry.reasons:
            print(notices.batch_failed(entry.book, reason), file=sys.stderr)
