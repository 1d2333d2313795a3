"""The command `demo`: what xlcompare makes of the plan books of a made-up branch."""

from __future__ import annotations

import argparse
from pathlib import Path

from xlcompare import errors, notices, words
from xlcompare.hosts import comparing, progress
from xlcompare.jobs.comparing import Request
from xlcompare.jobs.progress import ProgressRequest
from xlcompare.resources import folder


def make(args: argparse.Namespace) -> int:
    """Make all sheets from the sample books, and say what to look at."""
    out = Path(args.out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.output_failed(out.name, error.strerror or str(error)) from error
    request = Request(
        folder("workbooks") / words.SAMPLE_BOOK, out=out / words.SAMPLE_RESULT, json=out / words.SAMPLE_JSON
    )
    print(notices.demo_compares())
    comparing.run("compare", request)
    print(notices.demo_tracks())
    progress.run(ProgressRequest(request.book, out / words.SAMPLE_PROGRESS))
    print(notices.demo_is_done(str(request.out), str(out / words.SAMPLE_PROGRESS)))
    return 0
