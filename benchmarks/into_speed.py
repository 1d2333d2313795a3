"""What `--into` itself costs, whatever the size of the workbook that the sheets are put into.

    python benchmarks/into_speed.py [--runs 9] [--megabytes 2,20] [--looks 300,3000]

For each size and number of cell formats: CPU milliseconds of putting the sample's sheets into such a workbook of
figures and pictures, above copying that workbook's bytes and above writing the sheets as a workbook of their own.
"""

from __future__ import annotations

import argparse
import gc
import random
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

from finished_sheets import finished_sheets
from xlsxwriter import Workbook

from xlcompare import words
from xlcompare.jobs import comparing as jobs
from xlcompare.writing.into_book import into_book
from xlcompare.writing.new_book import write_book

SAMPLE = Path(__file__).resolve().parents[1] / "workbooks" / words.SAMPLE_BOOK
PICTURE = 400_000
"""Bytes of one picture."""


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--megabytes", default="2,20")
    parser.add_argument("--looks", default="300,3000")
    args = parser.parse_args(argv)
    gc.disable()  # As in jobs.py.
    sheets = sample_sheets()
    with tempfile.TemporaryDirectory() as folder:
        own = cpu(args.runs, lambda: write_book(sheets, BytesIO()))
        for size, looks in product(map(int, args.megabytes.split(",")), map(int, args.looks.split(","))):
            base, made = workbook(size * 1_000_000, looks), Path(folder) / "made.xlsx"
            whole = cpu(args.runs, lambda base=base, made=made: made.write_bytes(into_book(base, sheets).data))
            copy = cpu(args.runs, lambda base=base, made=made: made.write_bytes(bytes(bytearray(base))))
            print(
                f"{len(base) / 1e6:5.1f} MB, {looks:>4} formats: {whole:.0f} ms, of which the copy {copy:.0f} ms "
                f"and the sheets {own:.0f} ms; --into itself {whole - copy - own:.0f} ms"
            )


def cpu(runs: int, work: Callable[[], Any]) -> float:
    """The least CPU milliseconds of `work`."""

    def once() -> float:
        start = time.process_time()
        work()
        return (time.process_time() - start) * 1000

    return min(once() for _ in range(runs))


def sample_sheets() -> tuple[Any, ...]:
    """The sheets of `xlcompare book` for the sample."""
    with tempfile.TemporaryDirectory() as folder:
        return finished_sheets(jobs.book, jobs.Request(SAMPLE, out=Path(folder) / "out.xlsx"))


def workbook(size: int, looks: int) -> bytes:
    """A workbook of about `size` bytes: half figures, half pictures."""
    chance, stream = random.Random(7), BytesIO()
    book = Workbook(stream)
    colors = (f"#{k * 5003 % 0xFFFFFF:06x}" for k in range(looks))
    formats = [book.add_format({"font_size": 8 + k % 60 / 4, "bg_color": color}) for k, color in enumerate(colors)]
    page = book.add_worksheet("集計")
    for row in range(size // 2 // 180):
        for column in range(20):
            page.write_number(row, column, chance.random(), formats[(row * 20 + column) % looks])
    pictures = book.add_worksheet("写真")
    for k in range(max(1, size // 2 // PICTURE)):
        pictures.insert_image(k * 20, 0, f"{k}.png", {"image_data": BytesIO(png(chance.randbytes(PICTURE)))})
    book.close()
    return stream.getvalue()


def png(noise: bytes) -> bytes:
    """A picture that can't be packed: one dot, and `noise` after its end."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (1).to_bytes(4, "big") * 2 + bytes((8, 0, 0, 0, 0))
    dot = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + dot + noise


if __name__ == "__main__":
    main()
