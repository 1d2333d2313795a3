"""Who does the work: worker processes of this computer, or a cluster's; the same code hands out the books to either.

Both are `concurrent.futures.Executor`s. A local worker is an executor of one process, so that when a process ends (a
book that the reader doesn't survive, too much memory, too much time, somebody's kill) it is known which book it had,
no other book is lost, and the worker is started anew.
"""

from __future__ import annotations

import mmap
import multiprocessing
import signal
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from shutil import rmtree
from typing import Generic, TypeVar

from xlcompare import errors
from xlcompare.jobs.batch_work import Limits, Made, Task, enter, make
from xlcompare.writing.files import explained

Ticket = TypeVar("Ticket")
LOOK_UP = 0.2
"""Seconds between looks at whether there still is somebody at work."""
NEARLY = 8 << 20
"""Bytes below the limit at which a worker counts as at its limit."""
RETURNS = 5
"""How many times a book is handed to a scheduler that goes and comes back."""
GRACE = 15.0
"""Seconds beyond a book's limit for a worker to start and to end itself."""


class Lane:
    """Takes `room` books at a time, each `tries` times. `ends` are the errors by which a book ends its worker."""

    room: int
    tries: int
    ends: tuple[type[BaseException], ...]

    def submit(self, task: Task) -> Future[Made]:
        """Hand out a book. XlcompareError where nobody is there to take it any more."""
        raise NotImplementedError

    def look(self) -> None:
        """Raise XlcompareError where nobody is there to work any more."""

    # What can be done with a worker of one's own. A cluster's ends itself, and dask's nannies start it anew.

    def restart(self) -> None:
        """Go on after a worker has ended."""

    def end(self) -> None:
        """End whoever is working here."""

    def memory(self) -> int:
        """How many bytes whoever is working here has asked for, 0 where that isn't known."""
        return 0


@dataclass(eq=False)
class Local(Lane):
    """One worker process."""

    limits: Limits
    scratch: str
    room: int = 1
    tries: int = 2
    """A killed worker's book is tried once more: it may have been killed for another's sake."""
    ends: tuple[type[BaseException], ...] = (BrokenProcessPool,)
    _executor: Executor | None = None
    _process: BaseProcess | None = None

    def submit(self, task: Task) -> Future[Made]:
        if self._executor is None:
            # Spawned: threads of ours (the progress bar's) wouldn't survive a fork, and Windows has none.
            spawn = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(1, spawn, enter, (self.limits, self.scratch))
            others = set(multiprocessing.active_children())
            try:
                with _started_uninterrupted():
                    future = self._executor.submit(make, task)
            except OSError as error:  # Too many processes or open files, or no memory for one more.
                raise errors.worker_not_started(error.strerror or str(error)) from error
            self._process = next(iter(set(multiprocessing.active_children()) - others), None)
            return future
        return self._executor.submit(make, task)

    def restart(self) -> None:
        self.close()

    def end(self) -> None:
        if self._process:
            self._process.kill()

    def memory(self) -> int:
        try:
            # Linux: the sixth figure is what was asked for, in pages; the limit is on just that.
            pages = Path(f"/proc/{self._process.pid}/statm").read_bytes().split()[5] if self._process else b"0"
        except OSError:
            return 0
        return int(pages) * mmap.PAGESIZE

    def close(self) -> None:
        if self._executor:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


@contextmanager
def _started_uninterrupted() -> Iterator[None]:
    """A process that is started meanwhile takes no notice of Ctrl+C while it imports; it would print a traceback."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def local_lanes(jobs: int, limits: Limits, scratch: str) -> Iterator[list[Lane]]:
    """`jobs` workers, whose temporary files lie in `scratch`. All of them have ended afterwards, and it is gone."""
    lanes = [Local(limits, scratch) for _ in range(jobs)]
    try:
        yield list[Lane](lanes)
    except BaseException:
        for lane in lanes:
            lane.end()
        raise
    finally:
        for lane in lanes:
            lane.close()
        rmtree(scratch, ignore_errors=True)


def new_scratch() -> str:
    """A new folder for the workers' temporary files. OutputError where none can be made."""
    try:
        return tempfile.mkdtemp(prefix=SCRATCH)
    except OSError as error:
        raise explained(error, Path(tempfile.gettempdir()) / SCRATCH) from error


SCRATCH = "xlcompare-batch-"


@dataclass(frozen=True)
class Done(Generic[Ticket]):
    """A book's ticket and what came of it."""

    ticket: Ticket
    made: Made


@dataclass
class _Job(Generic[Ticket]):
    ticket: Ticket
    task: Task
    lane: Lane
    tried: int = 0
    ended: str = ""
    """why we have ended its worker"""
    start: float = field(default_factory=time.monotonic)


def done(tasks: Iterator[tuple[Ticket, Task]], lanes: list[Lane]) -> Iterator[Done[Ticket]]:
    """What comes of `tasks`, each as soon as it is finished; they are taken only when there is somebody free."""
    jobs: dict[Future[Made], _Job[Ticket]] = {}
    again: list[_Job[Ticket]] = []

    def hand_out(lane: Lane) -> None:
        while sum(job.lane is lane for job in jobs.values()) < lane.room:
            if again:
                job = again.pop()
                job.lane, job.start = lane, time.monotonic()
            elif (following := next(tasks, None)) is not None:
                job = _Job(*following, lane)
            else:
                return
            job.tried += 1
            jobs[_handed(lane, job.task)] = job

    for lane in lanes:
        hand_out(lane)
    while jobs:
        finished, _ = wait(jobs, LOOK_UP, FIRST_COMPLETED)
        _look_after(jobs.values())
        if not finished:
            for lane in lanes:
                lane.look()
        results = []
        for future in finished:
            job = jobs.pop(future)
            made = _outcome(future, job)
            if made is None:
                again.append(job)
            else:
                results.append(Done(job.ticket, made))
            # Before the result is written, so that no worker waits for that.
            hand_out(job.lane)
        yield from results


def _look_after(jobs: Iterable[_Job[Ticket]]) -> None:
    """End the workers that can't end themselves any more."""
    for job in jobs:
        limits = job.task.limits
        if job.lane.memory() > (limits.memory << 20) - NEARLY:
            # Python 3.11 may go round in circles where there is no room left even for the error.
            job.ended = str(errors.book_took_too_much_memory(limits.memory))
        elif time.monotonic() - job.start > limits.seconds + GRACE:
            job.ended = str(errors.book_took_too_long(limits.seconds))
        if job.ended:
            job.lane.end()


def _handed(lane: Lane, task: Task) -> Future[Made]:
    try:
        return lane.submit(task)
    except lane.ends:  # Somebody has killed the worker while it had nothing to do.
        lane.restart()
        return lane.submit(task)


def _outcome(future: Future[Made], job: _Job[Ticket]) -> Made | None:
    """What came of the job; None where it is to be tried once more. XlcompareError where nobody works any more."""
    limits, reason = job.task.limits, ""
    try:
        return future.result()
    except job.lane.ends:
        job.lane.restart()
        late = time.monotonic() - job.start >= limits.seconds
        reason = job.ended or (str(errors.book_took_too_long(limits.seconds)) if late else "")
    except CancelledError:
        # We cancel nothing: the scheduler was gone for a moment, and has forgotten the work.
        job.lane.look()
        if job.tried < RETURNS:
            return None
    except MemoryError:
        reason = str(errors.book_took_too_much_memory(limits.memory))
    except Exception as error:  # On the way there or back: a cluster's worker that has no xlcompare, say.
        job.lane.look()
        reason = str(errors.result_withheld(f"{type(error).__name__}: {error}"))
    if not reason and job.tried < job.lane.tries:
        return None
    return Made(reasons=(reason or str(errors.book_ended_worker()),), seconds=time.monotonic() - job.start)
