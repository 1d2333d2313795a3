"""What came back from the branches, in one workbook: each file is read, none changed, no bad one stops the others."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from hashlib import sha256
from pathlib import Path
from urllib.request import pathname2url

from xlcompare import branch_words, errors, words
from xlcompare import rollup_words as own
from xlcompare.branches import Branch
from xlcompare.errors import BookError
from xlcompare.fiscal_year import fiscal_year
from xlcompare.jobs.files import no_cycles, replaced_book, workbook_bytes
from xlcompare.jobs.template import template_of
from xlcompare.layout.rollup_receipt import MARK
from xlcompare.reading.book import Book
from xlcompare.reading.branches_file import csv_rows, read_branches
from xlcompare.reading.from_file import open_book
from xlcompare.reading.returned_book import ReturnedBooks
from xlcompare.resources import folder as resource_folder
from xlcompare.rollup import Fault, Returned
from xlcompare.template import STANDARD, Template
from xlcompare.tracking.records import Records, records_of
from xlcompare.tracking.rollup import RollUp, rolled_up
from xlcompare.writing.files import ready_to_write, remove_leftovers, replace_file

_BOOKS = (".xlsx", ".xlsm")
_OF_OFFICE = (
    ".xls", ".xlsb", ".ods", ".xltx", ".xltm", ".pdf", ".doc", ".docx", ".zip", ".xml", ".htm", ".html", ".jtd", ".jpg",
    ".jpeg", ".png", ".tif", ".tiff", ".msg", ".eml",
)  # fmt: skip
"""What a branch may have sent in place of its book."""
MAX_BYTES = 100 << 20
"""A progress workbook has a thousandth of it; larger files are named, not read."""
_SYSTEMS = ("thumbs.db", "desktop.ini", ".ds_store")
_BACKUP = re.compile(r".*\.bak[0-9]*")
_UNSAVED = datetime(2000, 1, 2, tzinfo=timezone.utc)
"""Books that this program made and nobody has saved since say an earlier time."""


@dataclass(frozen=True, slots=True)
class CollectRequest:
    """What to collect. `year`: a tab's name; None for the year of most books. `out`: None for one beside the folder.

    `branches`: the list of those expected; without it 配布一覧.csv in the folder, else the 47.
    """

    folder: Path
    out: Path | None = None
    year: str | None = None
    branches: Path | None = None
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class CollectResult:
    """The finished roll-up and where it was written."""

    out: Path
    rollup: RollUp
    records: Records
    template: Template = STANDARD


@no_cycles()
def collect(request: CollectRequest, step: Callable[[str], None] = lambda name: None) -> CollectResult:
    """Read every file below the folder and write the roll-up. Nothing is written unless all of it can be.

    Raises XlcompareError where there is no such folder, or the workbook can't be written.
    """
    out = request.out or _beside(request.folder)
    year = _year(request)
    _ready(request, out)
    template = template_of(request.template)
    branches = _branches(request)
    step(own.STEP_COLLECTING)
    files = tuple(_returned(request.folder, out))
    rollup = rolled_up(files, branches, year or _usual_year(files))
    step(words.STEP_COMPARING)
    records = records_of(rollup)
    step(words.STEP_LAYOUT)
    from xlcompare.layout.rollup_book import rollup_sheets

    sheets = rollup_sheets(rollup, records, _base(request.folder, out), template)
    step(words.STEP_WRITING)
    replace_file(out, workbook_bytes(sheets))
    return CollectResult(out, rollup, records, template)


def is_rollup(book: Book) -> bool:
    """Whether `book` is a workbook that an earlier run made."""
    return MARK in book.marks


def _beside(folder: Path) -> Path:
    """Where the roll-up goes that nobody has named."""
    # A path such as . or .. has no name to call it by.
    place = folder if folder.name not in ("", "..") else folder.resolve()
    if not place.name:
        raise errors.nothing_beside(str(place))
    return place.with_name(own.OUT_NAME.format(folder=place.name))


def _ready(request: CollectRequest, out: Path) -> None:
    if not request.folder.is_dir():
        raise errors.no_folder(str(request.folder))
    if out.suffix.lower() != ".xlsx":
        raise errors.output_is_no_xlsx(out.name)
    ready_to_write(out, [path for path in (request.branches, request.template) if path])
    replaced_book(out, is_rollup)
    remove_leftovers(out.parent)


def _year(request: CollectRequest) -> int | None:
    if request.year is None:
        return None
    year = fiscal_year(request.year)
    if not year:
        raise errors.collected_year_unknown(request.year)
    return year


def _usual_year(files: tuple[Returned, ...]) -> int:
    """The year of most books. PlanError where there is none to go by."""
    years = [file.issued.plan.year for file in files if file.issued]
    if not years:
        raise errors.nothing_to_collect()
    return max(years, key=lambda year: (years.count(year), year))


def _branches(request: CollectRequest) -> tuple[Branch, ...]:
    if request.branches is not None:
        return read_branches(request.branches)
    manifest = request.folder / branch_words.MANIFEST
    return (
        _listed(manifest)
        if manifest.is_file()
        else read_branches(resource_folder("templates") / branch_words.LIST_FILE)
    )


def _listed(manifest: Path) -> tuple[Branch, ...]:
    """The branches that books were sent to. BookError and PlanError where the list can't be read any more."""
    rows = [row for row in csv_rows(manifest) if row.get(branch_words.CODE) and row.get(branch_words.NAME)]
    # Excel makes 1 of 01 when it saves.
    found = {row[branch_words.CODE].zfill(2): row[branch_words.NAME] for row in rows}
    if not found:
        raise errors.no_branches(manifest.name)
    return tuple(Branch(code, name) for code, name in found.items())


# ── the files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _returned(folder: Path, out: Path) -> Iterator[Returned]:
    """Every file below `folder`, read as far as it can be."""
    books = ReturnedBooks()
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if name != branch_words.MANIFEST and not _is_same(path, out):
                yield _file(path, _shown(path.relative_to(folder).as_posix()), books)


def _shown(name: str) -> str:
    """A file's name as text: a disk may hold names that are none."""
    return os.fsencode(name).decode("utf-8", "replace")


def _is_same(path: Path, out: Path) -> bool:
    try:
        return path.name.lower() == out.name.lower() and os.path.samefile(path, out)
    except OSError:
        return False


def _file(path: Path, name: str, books: ReturnedBooks) -> Returned:
    try:
        about = path.lstat()
    except OSError:
        return Returned(name, _UNSAVED, name, skipped=own.LINKED)
    changed = datetime.fromtimestamp(max(about.st_mtime, 0), timezone.utc)
    if skipped := _skipped(path):
        return Returned(name, changed, name, skipped=skipped)
    try:
        if about.st_size > MAX_BYTES:
            raise errors.book_too_large(path.name, about.st_size >> 20, MAX_BYTES >> 20, "MB")
        book = open_book(path)
        saved = book.saved
        read = books.read(book)
        digest = sha256(book.data).hexdigest()
    except BookError as error:
        return Returned(name, changed, name, (Fault(own.UNREADABLE, path.name, error.message),))
    except Exception as error:
        # Whatever one book does to us, the others are read.
        unexpected = errors.book_unexpected(path.name, f"{type(error).__name__}: {error}").message
        return Returned(name, changed, name, (Fault(own.UNREADABLE, path.name, unexpected),))
    if read.issued is None and is_rollup(book):
        return Returned(name, changed, name, skipped=own.MADE_HERE)
    made = saved is None or saved < _UNSAVED
    return Returned(
        name, changed if made or saved is None else saved, digest, tuple(read.faults), read.issued, read.stamp,
        read.settings, read.branch_cell, read.measures, read.targets, untouched=made and not read.typed,
    )  # fmt: skip


def _skipped(path: Path) -> str:
    """Why a file isn't even opened; '' where it is."""
    name, suffix = path.name.lower(), path.suffix.lower()
    if name.startswith(("~$", ".~lock.")):
        return own.LOCK
    if name in _SYSTEMS or name.startswith("."):
        return own.HIDDEN
    if path.is_symlink() or not path.is_file():
        return own.LINKED
    if suffix in _BOOKS:
        return own.BACKUP if _BACKUP.fullmatch(path.stem) else ""
    return "" if suffix in _OF_OFFICE else own.NO_BOOK


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _base(folder: Path, out: Path) -> str:
    """From the workbook's folder to that of the books: so links go on working when both are moved together."""
    try:
        steps = os.path.relpath(folder.resolve(), out.resolve().parent)
    except ValueError:
        # Two drives of Windows.
        return f"file:{pathname2url(str(folder.resolve()))}/"
    return "" if steps == "." else f"{Path(steps).as_posix()}/"
