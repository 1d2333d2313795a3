"""The sheets of a run as layout hands them to writing, for benchmarks that time the writing alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest import mock

from xlcompare.jobs import comparing as jobs


def finished_sheets(job: Callable[[jobs.Request], Any], request: jobs.Request) -> tuple[Any, ...]:
    """What `job` (of jobs/) writes for `request`."""
    with mock.patch.object(jobs, "workbook_bytes", wraps=jobs.workbook_bytes) as write:
        job(request)
    return tuple(write.call_args.args[0])
