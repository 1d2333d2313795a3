"""Finished sheets brought into the open workbook: a sheet of an earlier run gives its place, a person's own never."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xlcompare import errors
from xlcompare.hosts.excel_links import formulas_into, put_back, relinked
from xlcompare.reading.from_excel import OpenBook, mark_of

if TYPE_CHECKING:
    from xlcompare.reading.from_excel import ExcelBook, ExcelSheet


@dataclass(frozen=True, slots=True)
class Brought:
    """What the sheets are called in the workbook, and which had to take another name: (wanted, given).

    `broken`: where formulas of a person's own could not be kept, 「シート!D12」.
    """

    names: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    broken: tuple[str, ...] = ()


@contextmanager
def work_file() -> Iterator[Path]:
    """The path for a workbook that is needed no longer than the `with`."""
    # Excel may hold the file for a moment longer. It opens no second book of one name, so nobody's has this one.
    with TemporaryDirectory(prefix="xlcompare-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / f"xlcompare-{secrets.token_hex(4)}.xlsx"


def brought_in(book: ExcelBook, file: Path, after: str) -> Brought:
    """The sheets of the workbook `file` in `book`: each in place of the one with its mark, else after the tab `after`.

    A replaced tab keeps the name that a person gave it, and formulas that refer to it go on doing so. OutputError,
    with the book as it was, where Excel refuses.
    """
    marks = OpenBook(book).marks
    made = book.app.books.open(str(file))
    try:
        wanted = [sheet.name for sheet in made.sheets]
        places = [marks.get(mark_of(sheet) or "-") for sheet in made.sheets]
        pointing = formulas_into(book, [old for old in places if old is not None])
        try:
            new = _copies(made, book, places, after)
        except Exception as reason:
            raise errors.sheets_refused(book.name) from reason
        for sheet, old in zip(new, places, strict=True):
            if old is not None:
                book.sheets[old].delete()
                sheet.name = old
        names = [sheet.name for sheet in new]
        relinked(new, file.name, dict(zip(wanted, names, strict=True)))
        broken = put_back(book, pointing)
    finally:
        made.close()
    given = zip(wanted, names, places, strict=True)
    renamed = tuple((name, now) for name, now, old in given if name != now and old is None)
    return Brought(tuple(names), renamed, broken)


def _copies(made: ExcelBook, book: ExcelBook, places: list[str | None], after: str) -> list[ExcelSheet]:
    """Copies in `book`, each behind the sheet that it will replace, or else behind the ones before it."""
    behind, copies = book.sheets[after], []
    try:
        for sheet, place in zip(made.sheets, places, strict=True):
            copies.append(sheet.copy(after=behind if place is None else book.sheets[place]))
            behind = copies[-1] if place is None else behind
    except Exception:
        for copy in copies:
            with suppress(Exception):
                copy.delete()
        raise
    return copies
