"""What a worker process makes of one plan book: bytes in, bytes out.

A worker sees neither the folder of the plan books nor that of the results, so it may as well run on another computer.
The work itself is that of the single commands, in a temporary folder.
"""

from __future__ import annotations

import faulthandler
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from xlcompare import batch_words as words
from xlcompare import errors
from xlcompare.batch import NO_FIGURES, Figures, Kind
from xlcompare.comparing.budget import BudgetPair
from xlcompare.comparing.comparison import Pair
from xlcompare.fiscal_year import label
from xlcompare.jobs import comparing
from xlcompare.jobs import progress as tracking
from xlcompare.reading.book import Book
from xlcompare.reading.from_file import book_of, open_book
from xlcompare.reading.progress_book import is_progress_book, read_progress_book
from xlcompare.reading.year_tabs import seen_years
from xlcompare.template import Template


@dataclass(frozen=True, slots=True)
class Limits:
    """What one book may take: seconds, and megabytes of memory (a local worker's, on Linux) and when it is unpacked."""

    seconds: float = 300.0
    memory: int = 500
    unpacked: int = 200


STANDARD_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Output:
    """A workbook to be made: its kind, its file's name, and what that file holds now.

    `known`: nothing else has changed since it was made; at most a person has edited it.
    """

    kind: Kind
    name: str
    before: bytes | None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A plan book, by its name and content, and all that its results depend on."""

    name: str
    data: bytes
    outputs: tuple[Output, ...]
    template: Template
    style: str | None = None
    limits: Limits = STANDARD_LIMITS
    columns: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """The finished workbooks, or why there are none. `left_out`: why it is no plan book. `no_room`: a full disk.

    `seconds`: how long a worker was at it.
    """

    files: tuple[tuple[Kind, bytes], ...] = ()
    figures: Figures = NO_FIGURES
    reasons: tuple[str, ...] = ()
    left_out: str = ""
    no_room: bool = False
    seconds: float = 0.0


def make(task: Task) -> Made:
    """What becomes of `task`. Never raises what a book may cause; a book that takes too long ends the process."""
    with _one_at_a_time, _ended_after(task.limits.seconds):
        start = time.monotonic()
        try:
            made = _made(task)
        except errors.XlcompareError as error:
            made = Made(reasons=(_said(error, task.name),), no_room=isinstance(error, errors.NoRoomError))
        except MemoryError:
            made = Made(reasons=(str(errors.book_took_too_much_memory(task.limits.memory)),))
        except Exception as error:  # A mistake of ours must not keep the other books from being done.
            made = Made(reasons=(str(errors.result_withheld(f"{type(error).__name__}: {error}")),))
        return replace(made, seconds=time.monotonic() - start)


def version() -> str:
    """Of the xlcompare that a cluster's worker would run."""
    from xlcompare import __version__

    return __version__


# ── one book ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _made(task: Task) -> Made:
    book = book_of(task.name, task.data, task.limits.unpacked << 20)
    by_year = seen_years(book)
    if not by_year:
        return Made(left_out=words.OURS if book.marks or is_progress_book(book) else words.NO_YEAR_TAB)
    found = Made()
    with TemporaryDirectory(prefix="xlcompare-", ignore_cleanup_errors=True) as folder:
        for output in task.outputs:
            if output.kind is Kind.COMPARISON and len(by_year) == 1:
                continue  # A branch's first year: there is nothing to compare it with.
            place = Path(folder) / output.name
            try:
                if output.before is not None:
                    place.write_bytes(output.before)
                figures = _JOBS[output.kind](task, book, place, output.known, found.figures)
                found = replace(found, files=(*found.files, (output.kind, place.read_bytes())), figures=figures)
            except errors.XlcompareError as error:
                reasons = dict.fromkeys((*found.reasons, _said(error, task.name)))
                no_room = found.no_room or isinstance(error, errors.NoRoomError)
                found = replace(found, reasons=tuple(reasons), no_room=no_room)
            except OSError as error:
                reason = errors.output_failed(output.name, error.strerror or str(error))
                found = replace(found, reasons=(*found.reasons, str(reason)))
    return found


def _compared(task: Task, book: Book, place: Path, known: bool, figures: Figures) -> Figures:
    result = comparing.book(
        comparing.Request(book, out=place, style=task.style, template=task.template, columns=task.columns)
    )
    compared, budget = result.comparison, result.budget
    changes = [pair.change.value for pair in compared.pairs]
    pairs: list[Pair | BudgetPair] = [*compared.pairs, *(budget.pairs if budget else ())]
    sums = [round(sum(line.amount or 0.0 for line in plan.budget), 3) for plan in (compared.new, compared.old)]
    return replace(
        figures,
        new=label(compared.new.year, compared.new.tab),
        old=label(compared.old.year, compared.old.tab),
        items=len(compared.new.items),
        changed=changes.count("changed"),
        added=changes.count("added"),
        dropped=changes.count("dropped"),
        moved=len({pair.move for pair in compared.pairs if pair.move}),
        doubtful=sum(pair.doubtful and not pair.decided for pair in pairs),
        budget=sums[0] if budget else None,
        budget_before=sums[1] if budget else None,
        problems=len(result.problems),
    )


def _tracked(task: Task, book: Book, place: Path, known: bool, figures: Figures) -> Figures:
    before = place.read_bytes() if place.exists() else b""
    typed = read_progress_book(open_book(place)) if before and known and _is_ours(place) else None
    result = tracking.progress(tracking.ProgressRequest(book, place, template=task.template, columns=task.columns))
    made = result.progress
    if typed is not None and typed == read_progress_book(open_book(place)):
        # A person has typed into it and nothing else has changed: theirs says the same, with their colours and notes.
        place.write_bytes(before)
    return replace(
        figures,
        new=figures.new or label(made.plan.year, made.plan.tab),
        measures=result.measures,
        kpis=len(made.kpis),
        unplaced=len(made.unplaced),
        problems=figures.problems or len(result.problems),
    )


def _is_ours(place: Path) -> bool:
    return is_progress_book(open_book(place))


_JOBS: dict[Kind, Callable[[Task, Book, Path, bool, Figures], Figures]] = {
    Kind.COMPARISON: _compared,
    Kind.PROGRESS: _tracked,
}


def _said(error: errors.XlcompareError, book: str) -> str:
    """The sentence without the name of the book that it is about, which is said beside it."""
    return f"{errors.where('' if error.book == book else error.book, error.sheet, error.cell)}{error.message}"


# ── a worker's limits ────────────────────────────────────────────────────────────────────────────────────────────────

_one_at_a_time = threading.Lock()
"""A cluster's worker may have several threads, but a process has one deadline and one way to warn."""


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """Ends the process where the work takes longer, even in a regular expression or in the reader's own code.

    faulthandler's watch runs without Python's lock, which those don't let go of.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        os.close(nowhere)


def enter(limits: Limits, scratch: str) -> None:
    """Make this process a worker: it ends with the process that started it, and keeps its temporary files together."""
    import signal
    import tempfile

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches every process; the first one says what happens.
    tempfile.tempdir = scratch
    # What the reader or the system says when it ends the process; the first process says it so that people understand.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    threading.Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()
    _limit_memory(limits.memory)


def _end_with_parent(scratch: str) -> None:
    from multiprocessing import connection, parent_process
    from shutil import rmtree

    if parent := parent_process():
        # Workers hold both ends of their queue: without this they would wait for ever for a process that was killed.
        connection.wait([parent.sentinel])
        rmtree(scratch, ignore_errors=True)
        os._exit(1)


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the limits on what is read have to do.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))
