"""How long 47 branches' progress workbooks take, against writing the same finished sheets alone.

    python benchmarks/progress_speed.py [--runs 5] [--books 47] [--filled | --distribute [--targets]]

ours:  `jobs.progress` for each book: reading the plan (and, with --filled, the filled workbook of before), carrying
       over, judging, layout, writing, saving safely.
       With --distribute: `jobs.distribute` for as many branches, with --targets each with a target of its own.
floor: the finished sheets of the same books, made beforehand, written by XlsxWriter's own calls and nothing else.
Each is a process of its own, from its first import to its end; the ratio is the median over the runs. Iwate's plan is
taken from ../shared where it is, else the sample's.
"""

from __future__ import annotations

import argparse
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from plain_book import write_book

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--books", type=int, default=47)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--filled", action="store_true")
    which.add_argument("--distribute", action="store_true")
    parser.add_argument("--targets", action="store_true")
    args = parser.parse_args(argv)
    job = "distributed" if args.distribute else "ours"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        prepare(place, args.filled)
        list_branches(place, args.books, args.targets)
        pairs = [(timed(job, place, args.books), timed("floor", place, args.books)) for _ in range(args.runs)]
        ours, floor = (statistics.median(run[k] for run in pairs) for k in (0, 1))
        ratio = statistics.median(a / b for a, b in pairs)
        print(f"{args.books} progress workbooks: {ours:.2f} s, XlsxWriter alone {floor:.2f} s, ratio {ratio:.2f}")


def prepare(place: Path, filled: bool) -> None:
    """The plan, the filled workbook if it is wanted, and the finished sheets."""
    from xlcompare.jobs.progress import ProgressRequest, progress
    from xlcompare.layout.progress_book import progress_sheets

    plan = place / "plan.xlsx"
    if SHARED.is_dir():
        sys.path.insert(0, str(ROOT))
        from tests.progress import iwate

        found = iwate.sections(SHARED)
        iwate.write_plan(plan, found)
        if filled:
            progress(ProgressRequest(plan, place / "empty.xlsx"))
            iwate.fill(place / "empty.xlsx", found, place / "filled.xlsx")
    else:
        plan.write_bytes(next((ROOT / "workbooks").glob("*_事業計画.xlsx")).read_bytes())
    made = progress(ProgressRequest(plan, place / "made.xlsx", previous=_previous(place))).progress
    (place / "sheets.pickle").write_bytes(pickle.dumps(progress_sheets(made)))


def list_branches(place: Path, count: int, targets: bool) -> None:
    """A list of `count` branches; with `targets`, each with its own for the first KPI that has a figure."""
    from xlcompare.jobs.progress import ProgressRequest, progress

    kpis = progress(ProgressRequest(place / "plan.xlsx", place / "probe.xlsx")).progress.kpis
    (label, *_) = (kpi.label for kpi in kpis if kpi.target and kpi.target.threshold)
    head = f"コード,支部名,{label}\n" if targets else "コード,支部名\n"
    own = [f",{60 + k / 10}" if targets else "" for k in range(count)]
    rows = (f"{k + 1},第{k + 1}支部{figure}\n" for k, figure in enumerate(own))
    (place / "branches.csv").write_text(head + "".join(rows), encoding="utf-8")


def _previous(place: Path) -> Path | None:
    filled = place / "filled.xlsx"
    return filled if filled.exists() else None


def timed(what: str, place: Path, books: int) -> float:
    """Seconds of one run in a process of its own."""
    for old in (*place.glob("out*.xlsx"), *place.glob("out/*")):
        old.unlink()
    command = [sys.executable, "-W", "ignore", __file__, f"--{what}", str(place), str(books)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def ours(place: Path, books: int) -> None:
    start = time.perf_counter()
    from xlcompare.jobs.progress import ProgressRequest, progress

    for number in range(books):
        progress(ProgressRequest(place / "plan.xlsx", place / f"out{number}.xlsx", previous=_previous(place)))
    print(time.perf_counter() - start)


def distributed(place: Path, books: int) -> None:
    start = time.perf_counter()
    from xlcompare.jobs.distributing import DistributeRequest, distribute

    result = distribute(DistributeRequest(place / "plan.xlsx", place / "out", place / "branches.csv"))
    assert sum(issue.made for issue in result.issues) == books
    print(time.perf_counter() - start)


def floor(place: Path, books: int) -> None:
    sheets = pickle.loads((place / "sheets.pickle").read_bytes())
    start = time.perf_counter()
    for number in range(books):
        write_book(sheets, place / f"out{number}.xlsx")
    print(time.perf_counter() - start)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    job = {"--ours": ours, "--floor": floor, "--distributed": distributed}.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if job:
        job(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
