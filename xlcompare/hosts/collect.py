"""The command `collect`: arguments in, one job, what came back on the screen."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from xlcompare import notices
from xlcompare import rollup_words as words
from xlcompare.hosts.messages import template_problems
from xlcompare.hosts.progress_bar import steps_shown
from xlcompare.jobs.collecting import CollectRequest, CollectResult, collect


def make(args: argparse.Namespace) -> int:
    """The roll-up that the arguments ask for."""
    given = (Path(path) if path else None for path in (args.out, args.branches, args.template))
    out, branches, template = given
    with steps_shown() as step:
        result = collect(CollectRequest(Path(args.folder), out, args.year, branches, template), step)
    for line in about(result):
        print(line)
    template_problems(result.template)
    return 0


def about(result: CollectResult) -> Iterator[str]:
    """What was made, and what a person should look at in it."""
    rollup, counted = result.rollup, result.rollup.counted
    measures = sum(len(book.measures) for _, _, book in counted)
    targets = sum(len(book.targets) for _, _, book in counted)
    yield notices.made(str(result.out))
    yield notices.collected(rollup.label, len(counted), len(rollup.receipts), measures, targets)
    if missing := [each.branch.name for each in rollup.receipts if each.state == words.MISSING]:
        yield notices.still_missing(missing)
    read_so = sum(fault.kind == words.READ_AS for _, _, fault in rollup.faults)
    if rollup.faults:
        faulty = {branch.code for branch, _, fault in rollup.faults if branch and fault.kind != words.READ_AS}
        yield notices.collected_faults(len(rollup.faults) - read_so, len(faulty), read_so)
    if rollup.others:
        yield notices.files_not_counted(len(rollup.others))
