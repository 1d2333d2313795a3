"""The log of a folder of results: a line of JSON for each thing that happened, and so what the next run need not do.

Lines are only ever added, after the workbooks that they speak of are on the disk. A run that is killed leaves at most
half a line, which is passed over. Fields: docs/batch.md.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any

from xlcompare import errors
from xlcompare.batch import Figures, Kind, State, figures_of

_FAR = 1 << 40
"""Windows locks bytes, and keeps others from reading them; this one is never written."""


@dataclass(frozen=True, slots=True)
class Record:
    """How a book ended last: from what (`key`), where, and what its workbooks held when they were made (SHA-256)."""

    key: str
    stem: str
    state: State
    outputs: Mapping[Kind, str]
    keys: Mapping[Kind, str]
    """what each of them was made from, which may be longer ago than `key`"""
    edited: frozenset[Kind]
    """those of them that a person has saved, and that were left so"""
    figures: Figures
    left_out: str


class Log:
    """The log while a run writes to it; a second run is refused, and a run that ended has let go of it in any case."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = path.open("ab+")
        except OSError as error:
            raise _failure(path, error) from error
        try:
            _lock(self._file.fileno(), path)
            self._file.seek(0)
            lines = self._file.read().split(b"\n")
        except BaseException:
            self._file.close()
            raise
        self._torn = bool(lines[-1])
        said = [said for line in lines if (said := _said(line))]
        self.records: dict[str, Record] = {}
        for each in said:
            for book, record in _record(each) if each.get("event") == "book" else ():
                self.records[book] = _after(self.records.get(book, record), record)
        self.scratches = [each["scratch"] for each in said if isinstance(each.get("scratch"), str)]
        ends = [each["summary"] for each in said if each.get("event") == "end" and "summary" in each]
        self.summary = ends[-1] if ends else ""
        """SHA-256 of the summary as it was made last"""

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, event: str, **said: object) -> None:
        """One more line. OutputError where it can't be written."""
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
        # A file name may hold what is no text in any encoding; \udcxx is what JSON has for it.
        line = json.dumps({"time": now, "event": event, **said}, ensure_ascii=False).encode("utf-8", "backslashreplace")
        try:
            self._file.write((b"\n" if self._torn else b"") + line + b"\n")
            self._file.flush()
        except OSError as error:
            raise _failure(self._path, error) from error
        self._torn = False


def _failure(path: Path, error: OSError) -> errors.OutputError:
    full = error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
    return errors.log_not_writable(path.name, error.strerror or str(error), full=full)


def _lock(handle: int, path: Path) -> None:
    """Ours alone until the process ends, however it ends. Some network drives can't lock: there nothing is locked."""
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            raise errors.batch_is_running(str(path.parent)) from error


def _said(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:  # Half a line, or somebody's own.
        return {}
    return said if isinstance(said, dict) else {}


def _record(said: Mapping[str, Any]) -> Iterable[tuple[str, Record]]:
    """The book and what is known of it; nothing where the line isn't one of ours."""
    try:
        outputs = {Kind(kind): str(digest) for kind, digest in said["outputs"].items()}
        edited = frozenset(map(Kind, said["edited"]))
        state, names = State(said["state"]), [said[name] for name in ("book", "key", "stem", "left_out")]
    except (KeyError, ValueError, AttributeError, TypeError):
        return
    if all(isinstance(name, str) for name in names):
        book, key, stem, left_out = names
        keys = dict.fromkeys(outputs, key)
        yield book, Record(key, stem, state, outputs, keys, edited, figures_of(said.get("figures")), left_out)


def _after(last: Record, record: Record) -> Record:
    """The `record`, knowing that a workbook that couldn't be made again is still the one that was made before."""
    if record.state is State.MADE or record.stem != last.stem:
        return record
    outputs, keys = {**last.outputs, **record.outputs}, {**last.keys, **record.keys}
    return replace(record, outputs=outputs, keys=keys, edited=record.edited | (last.edited - record.outputs.keys()))
