"""All of a file, or what it is instead of a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlcompare.errors import BookError
from xlcompare.reading.file_content import MAX_INFLATED, content_of
from xlcompare.reading.from_file import open_book


def test_a_file_is_read_up_to_the_limit_and_not_beyond(tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    path.write_bytes(b"0123456789")
    assert content_of(path, 10) == b"0123456789"
    with pytest.raises(BookError, match="大きすぎます"):
        content_of(path, 9)


def test_a_file_larger_than_all_that_a_book_may_inflate_to_is_never_read(tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    with path.open("wb") as file:
        file.truncate(MAX_INFLATED + 1)  # No byte of it is on the disk.
    with pytest.raises(BookError, match=r"計画\.xlsx: ブックが大きすぎます.*1,024MB"):
        open_book(path)
