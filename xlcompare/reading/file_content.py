"""What does a file hold, before anybody takes it for a workbook: all of it, or what it is instead."""

from __future__ import annotations

import re
from pathlib import Path

from xlcompare import errors

# Two tabs of 100,000 rows inflate to less than 100 MB, a tab formatted down to row 1,048,576 to some 200 MB.
MAX_INFLATED = 1 << 30
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def content_of(path: Path, most: int = MAX_INFLATED) -> bytes:
    """All of the file at `path`. BookError where there is none, or it is no file, empty or larger than `most`."""
    book = path.name
    try:
        if path.exists() and not path.is_file():  # A folder; or a device or pipe, whose reading may never end.
            raise errors.book_is_a_folder(book)
        # A part may be as large packed as unpacked, so the same limit holds for the file.
        if (size := path.stat().st_size) > most:
            raise errors.book_too_large(book, size >> 20, most >> 20, "MB")
        data = path.read_bytes()
    except FileNotFoundError as reason:
        raise errors.book_missing(book) from reason
    except OSError as reason:
        raise errors.book_unreadable(book, reason.strerror or str(reason)) from reason
    if not data:
        raise errors.book_empty(book)
    return data


def refusal(book: str, data: bytes) -> errors.BookError:
    """What to say about content that isn't a zip file."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_CFB):
        # Stream names stand in the directory as UTF-16.
        if "EncryptedPackage".encode("utf-16-le") in data:
            return errors.book_password(book)
        old = any(f"{name}\0".encode("utf-16-le") in data for name in ("Workbook", "Book"))
        return errors.not_a_workbook(book, "xls" if old else "other")
    if data.startswith(b"PK"):
        return errors.book_cut_short(book)
    if head.startswith(b"%pdf"):
        return errors.not_a_workbook(book, "pdf")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head or b'progid="excel.sheet"' in head:
        return errors.not_a_workbook(book, "xml2003")
    if re.search(rb"<(!doctype\s+html|html|head|body|table|meta)\b", head):
        return errors.not_a_workbook(book, "html")
    return errors.not_a_workbook(book, "csv" if _is_text(data) else "other")


def _is_text(data: bytes) -> bool:
    sample = data[:65536]
    return sample.startswith((b"\xff\xfe", b"\xfe\xff")) or not re.search(rb"[\0-\x08\x0e-\x1f]", sample)
