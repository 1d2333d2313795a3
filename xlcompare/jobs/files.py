"""What all jobs share about the files they make."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

from xlcompare.layout.sheet import Sheet

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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


def workbook_bytes(sheets: Iterable[Sheet]) -> bytes:
    from xlcompare.writing.new_book import write_book

    stream = BytesIO()
    write_book(tuple(sheets), stream)
    return stream.getvalue()
