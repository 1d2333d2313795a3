"""A dask cluster's workers as one more lane. The books travel as bytes, so the computers need share no folder."""

from __future__ import annotations

import logging
import re
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from xlcompare import __version__, errors
from xlcompare.jobs.batch_crew import Lane
from xlcompare.jobs.batch_work import Made, Task, make, version

PATIENCE = 10.0
"""Seconds until a scheduler that doesn't answer, or has no workers any more, counts as not there."""
_ADDRESS = re.compile(r"(?:tcp|tls)://\S+:\d+")


@dataclass(eq=False)
class Cluster(Lane):
    """All workers of a scheduler; what a worker has ended with is tried elsewhere by the scheduler itself."""

    address: str
    client: Any
    executor: Executor
    ends: tuple[type[BaseException], ...]
    room: int
    tries: int = 1
    alone: float = 0.0
    """since when it has no worker, 0 while it has some"""

    def submit(self, task: Task) -> Future[Made]:
        with _asking(self.address):
            return self.executor.submit(make, task)

    def look(self) -> None:
        if self.client.status != "running":
            raise errors.cluster_lost(self.address)
        if _threads(self.client, self.address):
            self.alone = 0.0
            return
        self.alone = self.alone or time.monotonic()
        if time.monotonic() - self.alone > PATIENCE:
            raise errors.cluster_is_empty(self.address)


@contextmanager
def cluster_lanes(address: str) -> Iterator[list[Lane]]:
    """The workers of the scheduler at `address`, which must all have our version."""
    if not _ADDRESS.fullmatch(address):
        raise errors.cluster_address_wrong(address)
    try:
        dask: Any = import_module("distributed")
    except ImportError as error:
        raise errors.cluster_missing() from error
    with _silenced():
        try:
            client = dask.Client(address, timeout=PATIENCE, set_as_default=False)
        except Exception as error:
            raise errors.cluster_unreachable(address, str(error)) from error
        try:
            _require_our_version(client, address)
            killed = import_module("distributed.scheduler").KilledWorker
            # Twice as many as can be worked on: the next book is there when one is finished.
            room = 2 * _threads(client, address)
            yield [Cluster(address, client, client.get_executor(pure=False), (killed,), room)]
        finally:
            with suppress(Exception):  # Of a cluster that has gone, nothing is left to be closed.
                client.close()


@contextmanager
def _silenced() -> Iterator[None]:
    """Dask tells of a lost scheduler with tracebacks, from several loggers and threads, and warns of large books."""
    before = logging.root.manager.disable
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable()
        try:
            yield
        finally:
            logging.disable(before)


@contextmanager
def _asking(address: str) -> Iterator[None]:
    """Whatever dask raises where the scheduler at `address` doesn't answer any more, as our one sentence."""
    try:
        yield
    except Exception as error:
        raise errors.cluster_lost(address) from error


def _threads(client: Any, address: str) -> int:
    with _asking(address):
        return sum(client.nthreads().values())


def _require_our_version(client: Any, address: str) -> None:
    with _asking(address):
        found = client.run(version, on_error="return")
    if not found:
        raise errors.cluster_is_empty(address)
    for worker, theirs in found.items():
        if theirs != __version__:
            raise errors.cluster_differs(address, worker, theirs if isinstance(theirs, str) else "", __version__)
