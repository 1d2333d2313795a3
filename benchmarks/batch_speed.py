"""How much faster two workers make all results of 47 plan books than one does, and what the batch itself costs.

    python benchmarks/batch_speed.py [--runs 3] [--books 47]

Each run is the real command, from its start to its end, on a new folder of results. The ratio is of wall clocks, one
worker's by two workers', the median over the runs; it needs two cores that nobody else uses. On a virtual machine the
host's other guests count as well, so each pair stands beside what the same cores give, at that time, to two loops that
share nothing. CPU is that of all processes together: it may hardly grow with the number of workers.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from batch_folder import ROOT, command, fill


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--books", type=int, default=47)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        folder = fill(Path(place) / "books", args.books)
        pairs, cores = [], [speed_up_of_two()]
        for run in range(args.runs):
            pairs.append([timed(folder, Path(place) / f"out{run}-{jobs}", jobs) for jobs in (1, 2)])
            cores.append(speed_up_of_two())
        again = timed(folder, Path(place) / "out0-2", 2)
    one, two = ([statistics.median(run[k][part] for run in pairs) for part in (0, 1)] for k in (0, 1))
    ratio = statistics.median(a[0] / b[0] for a, b in pairs)
    print(
        f"{args.books} books: 1 worker {one[0]:.2f} s (CPU {one[1]:.2f}), 2 workers {two[0]:.2f} s (CPU {two[1]:.2f})"
    )
    print(f"ratio {ratio:.2f} (two loops that share nothing: {statistics.median(cores):.2f})")
    print(f"nothing changed {again[0]:.2f} s")


def speed_up_of_two() -> float:
    """How much faster two processes get through two loops than one after the other does."""
    loop = [sys.executable, "-c", "for i in range(30_000_000): i * i % 7"]
    start = time.perf_counter()
    for _ in range(2):
        subprocess.run(loop, check=True)
    apart = time.perf_counter()
    both = [subprocess.Popen(loop) for _ in range(2)]
    for process in both:
        process.wait()
    return (apart - start) / (time.perf_counter() - apart)


def timed(folder: Path, out: Path, jobs: int) -> tuple[float, float]:
    """Seconds of the wall clock, and of all processes' work."""
    before, start = os.times(), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    subprocess.run(command(folder, out, jobs), check=True, env=environment, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    return wall, after[2] + after[3] - before[2] - before[3]


if __name__ == "__main__":
    main()
