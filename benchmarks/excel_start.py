"""How long a button takes to reach its first line, against `import xlwings` alone. At most 1.3 times is wanted.

    python benchmarks/excel_start.py [--runs 15]

ours:  `import xlwings`, `xlcompare.hosts.excel`, the window and the module of the button, as `press` imports them;
       the button itself isn't called, because that needs an Excel.
floor: `import xlwings` and nothing else.
Each is a process of its own, from its start to its end; the ratio is the median over the runs.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

FLOOR = "import xlwings"
OURS = "import xlwings; from xlcompare.hosts import excel, excel_window; import xlcompare.hosts.{}"
MODULES = ("excel_comparisons", "excel_progress", "excel_print", "excel_help")


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    args = parser.parse_args(argv)
    for module in MODULES:
        pairs = [(timed(OURS.format(module)), timed(FLOOR)) for _ in range(args.runs)]
        ours, floor = (statistics.median(pair[k] for pair in pairs) for k in (0, 1))
        ratio = statistics.median(a / b for a, b in pairs)
        print(f"{module}: {ours:.3f} s, xlwings alone {floor:.3f} s, ratio {ratio:.2f}")


def timed(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
