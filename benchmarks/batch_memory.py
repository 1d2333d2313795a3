"""Whether a worker's memory stays flat over 1,000 plan books. Linux only: it asks /proc.

    python benchmarks/batch_memory.py [--books 1000]

The real command with two workers. For each worker: the most memory in use while the first hundred books were done, and
while the last hundred were.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from batch_folder import ROOT, command, fill

HUNDRED = 100
EVERY = 0.02  # seconds


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--books", type=int, default=1000)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        folder, out = fill(Path(place) / "books", args.books), Path(place) / "out"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        start = time.perf_counter()
        with subprocess.Popen(command(folder, out, 2), env=environment, stdout=subprocess.DEVNULL) as process:
            most = watched(process, out, args.books)
    print(f"{args.books} books with 2 workers in {time.perf_counter() - start:.0f} s, exit status {process.returncode}")
    for number, (first, last) in enumerate(sorted(most.values()), start=1):
        print(
            f"worker {number}: first hundred {first >> 20} MB, last hundred {last >> 20} MB, ratio {last / first:.2f}"
        )


def watched(process: subprocess.Popen[bytes], out: Path, books: int) -> dict[int, tuple[int, int]]:
    """The most bytes in use in the first and in the last hundred books, by worker."""
    first: dict[int, int] = defaultdict(int)
    last: dict[int, int] = defaultdict(int)
    while process.poll() is None:
        done = sum(1 for log in out.glob("*.jsonl") for line in log.open("rb") if b'"event": "book"' in line)
        for pid in workers(process.pid):
            try:
                resident = int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            except (OSError, IndexError):
                continue
            part = first if done < HUNDRED else last if done >= books - HUNDRED else {}
            part[pid] = max(part.get(pid, 0), resident)
        time.sleep(EVERY)
    return {pid: (first[pid], last[pid]) for pid in first if pid in last}


def workers(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return [int(each) for each in found if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]
    except OSError:
        return []


if __name__ == "__main__":
    main()
