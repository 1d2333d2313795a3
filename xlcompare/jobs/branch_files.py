"""Which file in the folder is which branch's, and the list that says so.

A file's name begins with the branch's code: no two branches share one, whatever their names become on a disk that
takes large and small letters for the same, and none is called CON or NUL.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from io import StringIO
from pathlib import Path

from xlcompare import branch_words as words
from xlcompare import errors
from xlcompare import progress_words as progress
from xlcompare.branches import Branch
from xlcompare.csv_cells import as_text
from xlcompare.errors import XlcompareError
from xlcompare.reading.branches_file import csv_rows
from xlcompare.reading.from_file import open_book
from xlcompare.reading.progress_book import read_progress_book, stamp_in
from xlcompare.stamp import Stamp
from xlcompare.tracking.own_targets import without_issued

LONGEST = 50
"""Signs of a branch's name: with code and suffix three bytes each, and 「.bak12」, that is what any disk takes."""
_BACKUP = re.compile(r".*\.bak[0-9]*")
_SUFFIXES = (".xlsx", ".xlsm")


def file_name(branch: Branch, book: str) -> str:
    """What the workbook of `branch` is called: 「33_岡山支部_進捗管理表.xlsx」. `book`: the list that names it.

    PlanError where the name is too long for a file's.
    """
    # Signs that turn the direction of writing would show another suffix than the file has.
    name = "".join(sign for sign in branch.name if unicodedata.category(sign) != "Cf").translate(words.INSTEAD)
    if len(name) > LONGEST:
        raise errors.branch_name_too_long(book, name, LONGEST)
    return words.BOOK_NAME.format(code=branch.code, branch=name, book=progress.AREA_SHEET)


@dataclass(frozen=True, slots=True)
class Home:
    """The file of a branch: where it is or is to be; `error` where that can't be said.

    `others`: books that were made for the branch as well, besides the one that has its name.
    """

    branch: Branch
    path: Path
    error: XlcompareError | None = None
    others: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Homes:
    """The files of the branches that are listed, and `strays`: books of other branches by their code."""

    listed: tuple[Home, ...]
    strays: Mapping[str, Path]


def homes(folder: Path, branches: Sequence[Branch], book: str) -> Homes:
    """The file of each branch in `folder`: the one with its name, else the one with its stamp, else one to be made.

    Folders in the folder aren't looked into: they are where people keep what they have put aside.
    """
    paths = [folder / file_name(branch, book) for branch in branches]
    expected = {path.name for path in paths}
    renamed: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in expected and _may_be_ours(path) and (code := _code_of(path)) is not None:
            renamed.setdefault(code, []).append(path)
    listed = tuple(
        _home(folder, branch, path, renamed.pop(branch.code, ())) for branch, path in zip(branches, paths, strict=True)
    )
    return Homes(listed, {code: found[0] for code, found in renamed.items()})


def _home(folder: Path, branch: Branch, path: Path, renamed: Sequence[Path]) -> Home:
    if path.is_symlink() or path.exists():
        outside = path.resolve().parent != folder.resolve()
        error = errors.issue_outside(path.name, str(folder)) if outside else None
        return Home(branch, path, error, tuple(renamed))
    if len(renamed) > 1:
        return Home(branch, path, errors.issued_twice(renamed[0].name, renamed[1].name, branch.name))
    return _at(branch, path, renamed[0]) if renamed else Home(branch, path)


def _at(branch: Branch, path: Path, found: Path, others: tuple[Path, ...] = ()) -> Home:
    """The home of a branch whose book isn't `path`, but `found`."""
    if found.suffix.lower() != path.suffix:
        return Home(branch, path, errors.issued_with_macros(found.name))
    return Home(branch, found, others=others)


def filled_home(home: Home) -> Home:
    """The home of a branch that has several books: the one that somebody has filled in.

    It has an error unless the book with the branch's name is blank and one other isn't: then that one came back, and
    what people want renewed is what they have typed.
    """
    if home.error or not home.others:
        return home
    twice = replace(home, error=errors.issued_twice(home.path.name, home.others[0].name, home.branch.name))
    try:
        filled = [path for path in home.others if _is_filled(path)]
        if len(filled) != 1 or _is_filled(home.path):
            return twice
    except XlcompareError:
        return twice
    return _at(home.branch, home.path, filled[0], (home.path,))


def _is_filled(path: Path) -> bool:
    return without_issued(read_progress_book(open_book(path))).count > 0


def _may_be_ours(path: Path) -> bool:
    name = path.name
    hidden = name.startswith(("~$", "."))
    return path.suffix.lower() in _SUFFIXES and not hidden and not _BACKUP.fullmatch(path.stem) and path.is_file()


def _code_of(path: Path) -> str | None:
    """The branch that a file of another name was made for; None for what isn't ours, whatever is wrong with it."""
    try:
        stamp = stamp_in(open_book(path))
    except XlcompareError:
        return None
    return stamp.code if stamp else None


Line = tuple[str, ...]


def line_of(branch: Branch, path: Path, year: str, stamp: Stamp | None) -> Line:
    """What 配布一覧.csv says of a branch's file; without a stamp, it was left as it was and nothing is said of it."""
    about = (year, stamp.plan, stamp.template, _checksum(path)) if stamp else ("",) * 4
    return branch.code, branch.name, path.name, *about


def lines_kept(listing: Path, found: Homes) -> Iterator[Line]:
    """What the list before said of other branches' books that are still in the folder, with their checksums now."""
    listed = {home.branch.code for home in found.listed}
    try:
        rows = csv_rows(listing) if listing.is_file() else []
    except XlcompareError:
        return  # Somebody's own file of that name, or a torn one: it is made anew.
    for row in rows:
        line = tuple(row.get(name, "") for name in words.MANIFEST_COLUMNS)
        code, path = line[0].zfill(2), listing.parent / Path(line[2]).name
        path = path if path.is_file() else found.strays.get(code, path)
        if code not in listed and path.is_file():
            listed.add(code)
            yield code, line[1], path.name, *line[3:-1], _checksum(path) if line[-1] else ""


def manifest(lines: Sequence[Line], kept: Sequence[Line]) -> bytes:
    """配布一覧.csv: every branch's file with its checksum as it is now; as Excel opens it without asking.

    In the order of the list of branches; where that is a shorter one, in the order of the codes.
    """
    text = StringIO(newline="")
    table = csv.writer(text)
    for line in (words.MANIFEST_COLUMNS, *(sorted((*lines, *kept)) if kept else lines)):
        table.writerow([as_text(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _checksum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
