"""Which file in the folder is which branch's, and the list that says so.

A file's name begins with the branch's code: no two branches share one, whatever their names become on a disk that
takes large and small letters for the same, and none is called CON or NUL.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from pathlib import Path

from xlcompare import branch_words as words
from xlcompare import errors
from xlcompare import progress_words as progress
from xlcompare.branches import Branch
from xlcompare.errors import XlcompareError
from xlcompare.fiscal_year import era_label
from xlcompare.reading.from_file import open_book
from xlcompare.reading.progress_book import stamp_in
from xlcompare.stamp import Stamp

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
    """The file of a branch: where it is or is to be; `error` where that can't be said."""

    branch: Branch
    path: Path
    error: XlcompareError | None = None


def homes(folder: Path, branches: Sequence[Branch], book: str) -> tuple[Home, ...]:
    """The file of each branch in `folder`: the one with its name, else the one with its stamp, else one to be made."""
    paths = [folder / file_name(branch, book) for branch in branches]
    expected = {path.name for path in paths}
    renamed: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in expected and _may_be_ours(path) and (code := _code_of(path)) is not None:
            renamed.setdefault(code, []).append(path)
    return tuple(
        _home(folder, branch, path, renamed.get(branch.code, ())) for branch, path in zip(branches, paths, strict=True)
    )


def _home(folder: Path, branch: Branch, path: Path, renamed: Sequence[Path]) -> Home:
    if path.is_symlink() or path.exists():
        outside = path.resolve().parent != folder.resolve()
        return Home(branch, path, errors.issue_outside(path.name, str(folder)) if outside else None)
    if len(renamed) > 1:
        return Home(branch, path, errors.issued_twice(renamed[0].name, renamed[1].name, branch.name))
    if renamed and renamed[0].suffix.lower() != path.suffix:
        return Home(branch, path, errors.issued_with_macros(renamed[0].name))
    return Home(branch, renamed[0] if renamed else path)


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


def manifest(entries: Iterable[tuple[Path, Branch, Stamp | None]]) -> bytes:
    """配布一覧.csv: every branch's file with its checksum as it is now; as Excel opens it without asking.

    Without a stamp, the file was left as it was and nothing is said of it.
    """
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow(words.MANIFEST_COLUMNS)
    for path, branch, stamp in entries:
        about = (era_label(stamp.year), stamp.plan, stamp.template, _checksum(path)) if stamp else ("",) * 4
        table.writerow((branch.code, branch.name, path.name, *about))
    return text.getvalue().encode("utf-8-sig")


def _checksum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
