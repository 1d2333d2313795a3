"""Which files below a folder may be plan books, and what their results are called.

Whether a file really is a plan book shows when it is opened, and that is left to a worker process: some files end the
process that reads them. Links are never followed, neither to read nor to write.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from xlcompare import batch_words as words
from xlcompare import errors
from xlcompare.batch import Kind, LeftOut

BOOKS = (".xlsx", ".xlsm")
_OTHER_FORMATS = (".xls", ".xlsb", ".ods", ".xltx", ".xltm")
_BACKUP = re.compile(r"\.bak\d*\.xls[xm]$", re.IGNORECASE)
_JUNCTION = 0xA0000003
"""The tag of a Windows folder that stands for another; Python before 3.12 doesn't know it for a link."""


@dataclass(frozen=True, slots=True)
class Found:
    """Paths below the folder, with slashes, in order."""

    books: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def books_below(folder: Path, out: Path) -> Found:
    """The files that may be plan books, also in subfolders but `out`; what its name or kind leaves out."""
    if not os.path.isdir(folder):
        raise errors.folder_missing(str(folder))
    found = list(_below(folder, "", out))
    return Found(
        tuple(path for path, reason in found if not reason),
        tuple(LeftOut(path, reason) for path, reason in found if reason),
    )


def _below(folder: Path, above: str, out: Path) -> Iterator[tuple[str, str]]:
    """Each path with the reason why it is left out, '' where it isn't. Files that nobody takes for books are passed."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield above.removesuffix("/") or ".", words.CLOSED_FOLDER.format(error.strerror)
        return
    for entry in entries:
        path = f"{above}{entry.name}"
        if entry.is_dir(follow_symlinks=False) and not _is_link(entry):
            if entry.name.startswith("."):
                yield path, words.HIDDEN
            elif not (os.path.exists(out) and os.path.samefile(entry.path, out)):
                yield from _below(folder / entry.name, f"{path}/", out)
        elif _is_link(entry) and (entry.is_dir() or _is_book(entry.name)):
            yield path, words.LINK
        elif _is_book(entry.name):
            yield path, _left_out(entry)


def _is_link(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink():
        return True
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION


def _is_book(name: str) -> bool:
    return name.lower().endswith((*BOOKS, *_OTHER_FORMATS))


def _left_out(entry: os.DirEntry[str]) -> str:
    if entry.name.startswith("~$"):
        return words.LOCK_FILE
    if entry.name.startswith("."):
        return words.HIDDEN
    if _BACKUP.search(entry.name):
        return words.BACKUP
    if not entry.is_file(follow_symlinks=False):
        return words.NO_FILE
    return "" if entry.name.lower().endswith(BOOKS) else words.OTHER_FORMAT


def stems(books: Sequence[str], before: Mapping[str, str]) -> dict[str, str]:
    """What the results' paths begin with, by book: its own path without the ending, 「○○（xlsm）」 where that is taken.

    A book keeps what it had `before`, so that another one beside it never takes over what was typed into its results.
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    # Of two new ones, the .xlsx has the plain name.
    order = sorted(books, key=lambda book: (before.get(book) not in _some(book), book.lower().endswith(".xlsm")))
    for book in order:
        wanted = before.get(book, "")
        choices = [wanted] if wanted in _some(book) else []
        given[book] = next(stem for stem in chain(choices, _candidates(book)) if _folded(stem) not in taken)
        taken.add(_folded(given[book]))
    return given


def _some(book: str) -> set[str]:
    return {stem for stem, _ in zip(_candidates(book), range(9), strict=False)}


def _candidates(book: str) -> Iterator[str]:
    stem, _, ending = book.rpartition(".")
    yield stem
    yield f"{stem}（{ending}）"
    for number in count(2):
        yield f"{stem}（{ending} {number}）"


def _folded(stem: str) -> str:
    """Equal for names that some file system takes for one."""
    return unicodedata.normalize("NFC", stem).casefold()


def outputs_of(stem: str) -> dict[Kind, str]:
    """The paths of the workbooks below the folder of results."""
    return {kind: f"{stem}_{suffix}.xlsx" for kind, suffix in words.SUFFIXES.items()}


def place_of(out: Path, output: str) -> Path:
    """Where `output` stands in the folder `out`. OutputError where a link there leads elsewhere."""
    place = out / output
    root = os.path.realpath(out)
    if os.path.normcase(os.path.realpath(place)) != os.path.normcase(os.path.join(root, *output.split("/"))):
        raise errors.output_leads_outside(place.name, str(out))
    return place
