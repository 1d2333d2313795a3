"""What all jobs share about the files they make."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from xlcompare import errors
from xlcompare.digit_width import NormalFont
from xlcompare.errors import BookError
from xlcompare.layout.sheet import Sheet
from xlcompare.reading.book import Book
from xlcompare.reading.from_file import open_book

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a password-protected workbook begins."""


@contextmanager
def no_cycles() -> Iterator[None]:
    """Python's cycle collector off: a plan's values hold no cycles, and it would walk them again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def book_at(source: Path | Book) -> Book:
    """The workbook to be read: the file at a path, or one that is open already. Raises as `open_book` does."""
    return open_book(source) if isinstance(source, Path) else source


def paths(*sources: object) -> list[Path]:
    """Those of `sources` that are files, and so must not be written over."""
    return [source for source in sources if isinstance(source, Path)]


def workbook_bytes(sheets: Iterable[Sheet], normal: NormalFont | None = None) -> bytes:
    """A new workbook of `sheets`; `normal` as in `write_book`, where it is another than our own."""
    from xlcompare.writing.new_book import NORMAL, write_book

    stream = BytesIO()
    write_book(tuple(sheets), stream, normal or NORMAL)
    return stream.getvalue()


def replaced_book(out: Path, is_ours: Callable[[Book], bool]) -> Book | None:
    """The workbook that `out` will replace, None where there is nothing.

    Raises where it is somebody's own file, or can't be looked into (a password): what is in it would be lost.
    """
    if not out.exists() or out.stat().st_size == 0:
        return None
    try:
        book = open_book(out)
    except BookError as error:
        if out.read_bytes()[:8] == _COMPOUND_FILE:
            raise
        raise errors.output_is_not_ours(out.name) from error
    if not is_ours(book):
        raise errors.output_is_not_ours(out.name)
    return book
