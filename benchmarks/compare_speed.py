"""How long `xlcompare compare` takes, as ratios measured in one run (machines differ, ratios less).

    python benchmarks/compare_speed.py [--runs 5] [--small 10000] [--large 100000]

ratio:  one comparison against its floor: reading the two tabs with python-calamine and writing the same finished
        workbook with XlsxWriter, nothing in between. Each is a process of its own, from its first import to its end.
growth: the large comparison against the mean of the small one before and after it. memory: the peak of the large one.
help:   `xlcompare --help` against `python -c pass`.
"""

from __future__ import annotations

import argparse
import os
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=100_000)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        small = prepared(Path(folder), args.small)
        pairs = [(timed("ours", small), timed("floor", small)) for _ in range(args.runs)]
        ours, floor = (statistics.median(run[k][0] for run in pairs) for k in (0, 1))
        ratio = statistics.median(a[0] / b[0] for a, b in pairs)
        print(f"{args.small:>7} items: {ours:.2f} s, floor {floor:.2f} s, ratio {ratio:.2f}")
        if args.large:
            large = prepared(Path(folder), args.large, floor=False)
            # Between two small runs: the machine's own speed changes from minute to minute.
            before, (seconds, memory), after = timed("ours", small), timed("ours", large), timed("ours", small)
            growth, peak = 2 * seconds / (before[0] + after[0]), memory / 1e6
            print(f"{args.large:>7} items: {seconds:.2f} s, growth {growth:.1f}, peak memory {peak:.2f} GB")
    print(f"--help against an empty Python: {help_ratio(args.runs):.2f}")


def prepared(folder: Path, items: int, floor: bool = True) -> Path:
    """A folder with the plan book and, for the floor, the finished sheets as lists of calls."""
    from synthetic import plan_book

    place = folder / str(items)
    place.mkdir()
    plan_book(place / "plan.xlsx", items)
    if floor:
        subprocess.run([sys.executable, __file__, "--prepare", str(place)], check=True)
    return place


def timed(what: str, place: Path) -> tuple[float, float]:
    """Seconds and peak memory (kB) of one run in a process of its own."""
    (place / "out.xlsx").unlink(missing_ok=True)
    found = subprocess.run(
        [sys.executable, __file__, f"--{what}", str(place)], check=True, capture_output=True, text=True
    )
    seconds, memory = found.stdout.split()[-2:]
    return float(seconds), float(memory)


def help_ratio(runs: int) -> float:
    def once(*command: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        return time.perf_counter() - start

    return statistics.median(once("-m", "xlcompare", "--help") / once("-c", "pass") for _ in range(runs * 3))


# ── in the processes that are timed ──────────────────────────────────────────────────────────────────────────────────


def ours(place: Path) -> None:
    start = time.perf_counter()
    from xlcompare.jobs.comparing import Request, compare

    compare(Request(place / "plan.xlsx", out=place / "out.xlsx"))
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def prepare(place: Path) -> None:
    """The finished sheets as plain values, so that the floor does nothing but call XlsxWriter."""
    from finished_sheets import finished_sheets

    from xlcompare.jobs import comparing as jobs

    sheets = finished_sheets(jobs.compare, jobs.Request(place / "plan.xlsx", out=place / "out.xlsx"))
    (place / "sheets.pickle").write_bytes(pickle.dumps([plain(sheet) for sheet in sheets]))


def plain(sheet: Any) -> tuple[Any, ...]:
    """(name, column widths, rows of (height, cells)); a cell is None, or (kind, style key, content)."""
    from xlcompare.layout.heights import column_width
    from xlcompare.layout.sheet import Number, Text

    def cell(value: Any) -> Any:
        if value is None:
            return None
        key = (value.style.font, value.style.size, value.style.bold, value.style.fill, value.style.border)
        if isinstance(value, Number):
            return "n", key, value.value
        if not isinstance(value, Text):
            return "b", key, None
        parts = runs(value.text, value.marks)
        return ("r", key, parts) if len(parts) > 1 else ("s", key, value.text)

    rows = [(row.height, [cell(value) for value in row.cells]) for row in sheet.rows]
    merges = [(m.top, m.left, m.bottom, m.right) for m in sheet.merges]
    return sheet.name, [column_width(c.width) for c in sheet.columns], rows, merges


def runs(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[bool, str]]:
    parts: list[tuple[bool, str]] = []
    at = 0
    for start, end in marks:
        if start > at:
            parts.append((False, text[at:start]))
        parts.append((True, text[start:end]))
        at = end
    if at < len(text):
        parts.append((False, text[at:]))
    return parts


def floor(place: Path) -> None:
    sheets = pickle.loads((place / "sheets.pickle").read_bytes())
    start = time.perf_counter()
    from python_calamine import CalamineWorkbook
    from xlsxwriter import Workbook

    source = CalamineWorkbook.from_path(place / "plan.xlsx")
    for name in source.sheet_names:
        source.get_sheet_by_name(name).to_python()
    book = Workbook(str(place / "floor.xlsx"), {"strings_to_formulas": False, "strings_to_urls": False})
    formats: dict[Any, tuple[Any, Any]] = {}
    for name, widths, rows, merges in sheets:
        page = book.add_worksheet(name)
        for k, width in enumerate(widths):
            page.set_column(k, k, width)
        for r, (high, cells) in enumerate(rows):
            page.set_row(r, high)
            for c, value in enumerate(cells):
                if value is None:
                    continue
                kind, key, content = value
                if key not in formats:
                    font, size, bold, fill, border = key
                    look = {
                        "font_name": font,
                        "font_size": size,
                        "bold": bold,
                        "text_wrap": True,
                        "border": border != "none",
                    }
                    if fill:
                        look["bg_color"] = fill
                    formats[key] = book.add_format(look), book.add_format({**look, "underline": True})
                plain_format, underlined = formats[key]
                if kind == "s":
                    page.write_string(r, c, content, plain_format)
                elif kind == "n":
                    page.write_number(r, c, content, plain_format)
                elif kind == "b":
                    page.write_blank(r, c, None, plain_format)
                else:
                    pieces: list[Any] = []
                    for marked, part in content:
                        pieces += [underlined if marked else plain_format, part]
                    page.write_rich_string(r, c, *pieces, plain_format)
        page.merge.extend(list(merge) for merge in merges)
    book.close()
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    job = {"--ours": ours, "--prepare": prepare, "--floor": floor}.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if job:
        job(Path(sys.argv[2]))
    else:
        main()
