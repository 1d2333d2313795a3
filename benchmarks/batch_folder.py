"""A folder of plan books for the batch's benchmarks: the branches' own documents where they are, else the samples."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def fill(folder: Path, books: int) -> Path:
    """`folder` with `books` plan books, copies of a few real ones by turns; a copy's name makes it another book."""
    folder.mkdir(parents=True)
    originals = [book.read_bytes() for book in _originals()]
    for number in range(books):
        (folder / f"支部{number + 1:04}.xlsx").write_bytes(originals[number % len(originals)])
    return folder


def _originals() -> Iterator[Path]:
    yield from sorted((ROOT / "workbooks").glob("*_事業計画*.xlsx"))
    if SHARED.is_dir():
        place = Path(tempfile.mkdtemp())
        for data in ("okayama", "kagoshima", "gunma"):
            book = place / f"{data}.xlsx"
            tool, source = SHARED / "tools" / "make_plan_book.py", SHARED / "data" / f"{data}.json"
            subprocess.run([sys.executable, str(tool), str(source), str(book), "--style", "table"], check=True)
            yield book


def command(folder: Path, out: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", "xlcompare", "batch", str(folder), "-o", str(out), "--jobs", str(jobs)]
