"""All results of all plan books below a folder: what has to be done anew, by whom, and what is said of it afterwards.

This process alone reads the folder, writes the results and keeps the log; workers turn bytes into bytes. So a result is
whole or as it was, whoever is killed when, and the next run goes on where this one ended.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

from xlcompare import __version__, errors
from xlcompare import batch_words as words
from xlcompare.batch import Entry, Kind, LeftOut, State, readable
from xlcompare.jobs.batch_books import Found, books_below, outputs_of, place_of, stems
from xlcompare.jobs.batch_crew import SCRATCH, Done, Lane, done, local_lanes, new_scratch
from xlcompare.jobs.batch_log import Log
from xlcompare.jobs.batch_work import STANDARD_LIMITS, Limits, Made, Output, Task
from xlcompare.jobs.files import replaced_book, workbook_bytes
from xlcompare.jobs.template import template_of
from xlcompare.reading.file_content import content_of
from xlcompare.template import Template
from xlcompare.writing.files import backup_name, explained, ready_to_write, remove_leftovers, replace_file

Step = Callable[[int, int], None]
"""Told how many books of how many are done."""

_SCRATCH = re.compile(re.escape(SCRATCH) + r"[a-z0-9_]{8}")


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """Which folder's plan books to make results of, and where. `jobs`: None for as many as there are cores.

    `cluster`: the address of a dask scheduler, whose workers then do the work. `force`: what hasn't changed, too.
    `columns`: which ones to read (column_choices.py).
    """

    folder: Path
    out: Path
    jobs: int | None = None
    cluster: str | None = None
    force: bool = False
    template: Path | None = None
    style: str | None = None
    limits: Limits = STANDARD_LIMITS
    columns: str = ""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """Every book in order, what was left out, and the summary of both."""

    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]
    summary: Path
    template: Template

    @property
    def failed(self) -> tuple[Entry, ...]:
        """The books that something is missing of."""
        return tuple(entry for entry in self.entries if entry.reasons)


def batch(request: BatchRequest, step: Step = lambda done, books: None) -> BatchResult:
    """Make what is missing or has changed, then the summary.

    A book that can't be done is named and the others are done. Raises XlcompareError where the whole can't go on, with
    everything that was done until then in place and in the log.
    """
    template = template_of(request.template)
    found = _found(request)
    out, summary = request.out, place_of(request.out, words.SUMMARY_BOOK)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explained(error, summary) from error
    ready_to_write(summary)
    with Log(place_of(out, words.LOG)) as log:
        _require_ours(summary, log)
        run = _Run(request, template, found, log, step)
        _sweep(out, run.stems.values(), log)
        with _lanes(request, len(found.books), log) as lanes:
            for result in done(run.tasks(), lanes):
                run.finish(result)
        entries = tuple(run.entries[book] for book in found.books if book in run.entries)
        left_out = tuple(sorted((*found.left_out, *run.left_out), key=lambda each: each.path))
        if not entries:
            raise errors.no_plan_books(str(request.folder), len(left_out))
        digest = _write_summary(summary, entries, left_out, template, log)
        failed = sum(bool(entry.reasons) for entry in entries)
        log.add("end", books=len(entries), failed=failed, summary=digest)
    return BatchResult(entries, left_out, summary, template)


def _found(request: BatchRequest) -> Found:
    folder, out = request.folder, request.out
    found = books_below(folder, out)
    # os.path, because Path.exists() raises where a name is too long, or a folder above may not be entered.
    if os.path.exists(out) and os.path.samefile(folder, out):
        raise errors.folders_are_one(str(folder))
    if os.path.exists(out) and not os.path.isdir(out):
        raise errors.out_is_no_folder(str(out))
    if not found.books:
        raise errors.no_plan_books(str(folder), len(found.left_out))
    return found


def _sweep(out: Path, stems: Iterable[str], log: Log) -> None:
    """Take away what a run that was killed left: half-written files beside results, its workers' temporary folder."""
    for folder in {"", *(stem.rpartition("/")[0] for stem in stems)}:
        with suppress(errors.OutputError):  # A link that leads elsewhere: nothing of ours is there.
            remove_leftovers(place_of(out, folder) if folder else out)
    for name in filter(_SCRATCH.fullmatch, log.scratches):
        # Only where such folders are made: the log may have been written by anybody.
        rmtree(Path(tempfile.gettempdir()) / name, ignore_errors=True)


def _lanes(request: BatchRequest, books: int, log: Log) -> AbstractContextManager[list[Lane]]:
    start = {"version": __version__, "folder": str(request.folder), "books": books}
    if request.cluster:
        from xlcompare.jobs.batch_cluster import cluster_lanes

        log.add("start", **start, cluster=request.cluster)
        return cluster_lanes(request.cluster)
    jobs = min(request.jobs or os.cpu_count() or 1, books)
    scratch = new_scratch()
    try:
        log.add("start", **start, jobs=jobs, scratch=Path(scratch).name)
    except BaseException:
        os.rmdir(scratch)
        raise
    return local_lanes(jobs, request.limits, scratch)


def _require_ours(summary: Path, log: Log) -> None:
    """Raises OutputError where somebody's own file stands in the summary's place, before the work begins."""
    if _digest(_content(summary)) != log.summary:
        from xlcompare.layout.batch_sheet import MARK

        replaced_book(summary, lambda book: MARK in book.marks)


def _write_summary(
    place: Path, entries: tuple[Entry, ...], left_out: tuple[LeftOut, ...], template: Template, log: Log
) -> str:
    """The SHA-256 of the summary that now stands there. One that somebody has saved is kept beside it."""
    from xlcompare.layout.batch_sheet import batch_sheets

    data, held = workbook_bytes(batch_sheets(entries, left_out, template)), _content(place)
    if held != data:
        if held and _digest(held) != log.summary:
            replace_file(backup_name(place, held), held)
        replace_file(place, data)
    return sha256(data).hexdigest()


def _content(place: Path, limits: Limits = STANDARD_LIMITS) -> bytes | None:
    """What a result's file holds; None where there is none, or an empty one."""
    if not os.path.lexists(place) or (place.is_file() and not place.stat().st_size):
        return None
    return content_of(place, limits.unpacked << 20)


def _digest(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()


def _only(kinds: Iterable[Kind], stem: str) -> dict[Kind, str]:
    """The paths of a book's workbooks of these kinds."""
    return {kind: outputs_of(stem)[kind] for kind in kinds}


# ── one book after the other ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Turn:
    """A book whose results are being made: from what, and what stands where they go (SHA-256, None: nothing)."""

    book: str
    key: str
    stem: str
    before: Mapping[Kind, str | None]


@dataclass
class _Run:
    request: BatchRequest
    template: Template
    found: Found
    log: Log
    step: Step
    entries: dict[str, Entry] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def __post_init__(self) -> None:
        records = self.log.records
        self.stems = stems(self.found.books, {book: record.stem for book, record in records.items()})
        # All that results depend on besides the book: repr gives every style and page of the template.
        options = repr((__version__, self.template, self.request.style, self.request.columns))
        self.options = sha256(options.encode("utf-8", "surrogatepass")).digest()
        self.step(0, len(self.found.books))

    def tasks(self) -> Iterator[tuple[_Turn, Task]]:
        """The books that have to be done, each read when somebody is free to work on it."""
        for book in self.found.books:
            try:
                task = self._task(book)
            except errors.XlcompareError as error:
                self._failed(book, "", error)
                task = None
            if task:
                yield task

    def _task(self, book: str) -> tuple[_Turn, Task] | None:
        """None where nothing has changed since the last time."""
        place = self.request.folder / book
        data = content_of(place, self.request.limits.unpacked << 20)
        key = sha256(self.options + place.name.encode("utf-8", "surrogatepass") + b"\0" + data).hexdigest()
        stem = self.stems[book]
        last = self.log.records.get(book)
        same = last is not None and last.key == key and last.stem == stem and not self.request.force
        if same and last and last.state is State.LEFT_OUT:
            self._leave_out(book, last.left_out)
            return None
        held = {kind: self._held(output) for kind, output in outputs_of(stem).items()}
        digests = {kind: _digest(each) for kind, each in held.items()}
        made = last.outputs if same and last and last.state is State.MADE else {}
        if last and made and all(digests[kind] == digest for kind, digest in made.items()):
            self._done(Entry(book, State.MADE, _only(made, stem), last.figures, new=False))
            return None
        # Each for itself: a book of which something is missing is tried again, and what is there was made of the same.
        known = {kind for kind, its in last.keys.items() if its == key} if last and last.stem == stem else set()
        outputs = tuple(
            Output(kind, readable(Path(path).name), held[kind], kind in known and not self.request.force)
            for kind, path in outputs_of(stem).items()
        )
        request = self.request
        task = Task(readable(place.name), data, outputs, self.template, request.style, request.limits, request.columns)
        return _Turn(book, key, stem, digests), task

    def _held(self, output: str) -> bytes | None:
        return _content(place_of(self.request.out, output), self.request.limits)

    def finish(self, result: Done[_Turn]) -> None:
        """Put the results where they belong, then say so in the log."""
        turn, made = result.ticket, result.made
        if made.left_out:
            self.log.add("book", **self._said(turn, State.LEFT_OUT, {}, made, made.reasons))
            self._leave_out(turn.book, made.left_out)
            return
        if made.no_room:
            raise errors.NoRoomError(made.reasons[-1])
        tried = {kind: self._written(turn, kind, data) for kind, data in made.files}
        written = {kind: digest for kind, digest in tried.items() if isinstance(digest, str)}
        reasons = (*made.reasons, *(str(error) for error in tried.values() if not isinstance(error, str)))
        state = State.FAILED if not written else State.PARTLY if reasons else State.MADE
        self.log.add("book", **self._said(turn, state, written, made, reasons))
        self._done(Entry(turn.book, state, _only(written, turn.stem), made.figures, reasons))

    def _written(self, turn: _Turn, kind: Kind, data: bytes) -> str | errors.XlcompareError:
        """Put one workbook in its place; its SHA-256, or why it isn't there. A full disk ends the run."""
        try:
            return self._replaced(turn, kind, data)
        except errors.NoRoomError:
            raise
        except errors.XlcompareError as error:
            return error

    def _replaced(self, turn: _Turn, kind: Kind, data: bytes) -> str:
        output = outputs_of(turn.stem)[kind]
        place = place_of(self.request.out, output)
        digest = sha256(data).hexdigest()
        held = self._held(output)
        if _digest(held) != turn.before[kind]:
            raise errors.output_changed_meanwhile(place.name)
        if digest == turn.before[kind]:
            return digest
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise explained(error, place) from error
        if kind is Kind.PROGRESS and held is not None and not self._as_made(turn, kind):
            # Somebody has typed into it. All of that is in the new one; this is for their colours and notes.
            replace_file(backup_name(place, held), held)
        replace_file(place, data)
        return digest

    def _is_edited(self, turn: _Turn, kind: Kind, digest: str) -> bool:
        return digest == turn.before[kind] and not self._as_made(turn, kind)

    def _as_made(self, turn: _Turn, kind: Kind) -> bool:
        """Whether the workbook that stands there is one that we made, and nobody has saved since."""
        last = self.log.records.get(turn.book)
        return last is not None and last.outputs.get(kind) == turn.before[kind] and kind not in last.edited

    def _said(
        self, turn: _Turn, state: State, written: Mapping[Kind, str], made: Made, reasons: tuple[str, ...]
    ) -> dict[str, object]:
        return {
            "book": turn.book,
            "state": state.value,
            "left_out": made.left_out,
            "stem": turn.stem,
            "key": turn.key,
            "outputs": {kind.value: digest for kind, digest in written.items()},
            "edited": [kind.value for kind, digest in written.items() if self._is_edited(turn, kind, digest)],
            "figures": made.figures.said(),
            "reasons": reasons,
            "seconds": round(made.seconds, 3),
        }

    def _failed(self, book: str, key: str, error: errors.XlcompareError) -> None:
        turn = _Turn(book, key, self.stems[book], {})
        name = Path(book).name
        reason = error.message if error.book == name else str(error)
        self.log.add("book", **self._said(turn, State.FAILED, {}, Made(), (reason,)))
        self._done(Entry(book, State.FAILED, {}, reasons=(reason,)))

    def _leave_out(self, book: str, reason: str) -> None:
        self.left_out.append(LeftOut(book, reason))
        self._tick()

    def _done(self, entry: Entry) -> None:
        self.entries[entry.book] = entry
        self._tick()

    def _tick(self) -> None:
        self.step(len(self.entries) + len(self.left_out), len(self.found.books))
