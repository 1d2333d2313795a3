"""How long collecting 47 branches' books takes, against reading the same files and writing the same workbook alone.

    python benchmarks/collect_speed.py [--runs 5] [--keep FOLDER]

ours:  `jobs.collecting.collect`: finding the files, checking and reading them, every fault, the roll-up, pandas' table,
       layout, writing, saving safely.
floor: python-calamine reads every tab of the same files, and XlsxWriter's public calls write the same finished sheets.
Both in this process, in turn, after a first run of each; CPU time. Beside it the time of a first run, in which half a
second goes into importing pandas. The books are Iwate's plan, of 77 measures, filled in for 47
branches, where ../shared is; else the sample's. `--keep`: where they are made, or were made before.
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from plain_book import write_book

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
RATINGS = ("◎", "○：概ね目標達成", "○", "△：着手するも目標未達成", "×", "—", "")


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args(argv)
    warnings.simplefilter("ignore")
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        place = args.keep or Path(folder)
        if not (place / "books").is_dir():
            prepare(place)
        compare(place, args.runs)


def compare(place: Path, runs: int) -> None:
    from xlcompare.jobs import collecting

    out = place / "out.xlsx"
    request = collecting.CollectRequest(place / "books", out)
    start = time.process_time()
    result = collecting.collect(request)
    first = time.process_time() - start
    from xlcompare.layout.rollup_book import rollup_sheets

    sheets = rollup_sheets(result.rollup, result.records, "books/")
    files = sorted((place / "books").glob("*.xlsx"))
    pairs = []
    for _ in range(runs + 1):
        ours = timed(lambda: collecting.collect(request))
        reading, writing = timed(lambda: read(files)), timed(lambda: write_book(sheets, place / "floor.xlsx"))
        pairs.append((ours, reading, writing))
    ours, reading, writing = (statistics.median(run[k] for run in pairs[1:]) for k in range(3))
    ratio = statistics.median(run[0] / (run[1] + run[2]) for run in pairs[1:])
    rows = len(result.records.rows)
    print(
        f"{len(files)} books, {rows} rows: {ours:.2f} s; python-calamine {reading:.2f} s + XlsxWriter {writing:.2f} s"
    )
    print(f"ratio {ratio:.2f} (CPU, median of {runs}); the first run of a process, with its imports, {first:.2f} s")


def timed(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def read(files: Sequence[Path]) -> list[Any]:
    from python_calamine import CalamineWorkbook

    books = (CalamineWorkbook.from_path(str(file)) for file in files)
    return [[book.get_sheet_by_name(tab).to_python() for tab in book.sheet_names] for book in books]


# ── the books ────────────────────────────────────────────────────────────────────────────────────────────────────────


def prepare(place: Path) -> None:
    """47 books, filled in by openpyxl and then saved with all formulas' results, as Excel saves them."""
    from xlcompare.jobs.distributing import DistributeRequest, distribute

    place.mkdir(parents=True, exist_ok=True)
    plan, books = place / "plan.xlsx", place / "books"
    if SHARED.is_dir():
        from tests.progress import iwate

        found = iwate.sections(SHARED)
        iwate.write_plan(plan, found)
        as_of = (date(2020, 9, 30), date(2020, 8, 31))
    else:
        plan.write_bytes(next((ROOT / "workbooks").glob("*_事業計画.xlsx")).read_bytes())
        found, as_of = [], (date(2023, 9, 30), date(2023, 8, 31))
    made = distribute(DistributeRequest(plan, books, as_of=as_of[0]))
    for issue in made.issues if found else ():
        filled = place / issue.path.name
        iwate.fill(issue.path, varied(found, issue.branch.code), filled)
        shutil.move(filled, issue.path)
    # Another day makes each of them anew, with what was typed.
    distribute(DistributeRequest(plan, books, as_of=as_of[1], changed=True))
    for backup in books.glob("*.bak*"):
        backup.unlink()


def varied(sections: Sequence[Any], code: str) -> list[Any]:
    """What one branch wrote: other texts, ratings and figures than the others, and gaps."""
    own, chance = copy.deepcopy(list(sections)), random.Random(code)
    for section in own:
        for row in section["rows"]:
            row["進捗状況"] = f"{row['進捗状況']}\n（{code}）" if chance.random() > 0.06 else ""
            row["評価"] = chance.choice(RATINGS)
        section["kpi_actual"] = [
            re.sub(r"\d+\.\d+", lambda found: f"{float(found[0]) * chance.uniform(0.8, 1.25):.2f}", text)
            for text in section["kpi_actual"]
        ]
    return own


if __name__ == "__main__":
    main()
