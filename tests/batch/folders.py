"""Folders of small plan books, and the real command run on them in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.workbook import Workbook

from xlcompare import batch_words as words

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "令和4年度", "令和5年度"
HEADER = ("分野", "項目", "区分", "内容", "担当", "方法・スケジュール", "予算取組", "予算額（千円）")
REVIEW, AREA = "対応確認", "進捗状況"
PATIENCE = 120.0


def plan(number: int = 0, *, extra: Sequence[str] = (), tabs: Sequence[str] = (OLD, NEW)) -> bytes:
    """A plan book of two years; books of different numbers differ in their texts."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    for tab in tabs:
        late = tab == NEW
        rows: list[Sequence[object]] = [
            HEADER,
            (
                "基盤的保険者機能関係",
                "①サービスの向上",
                "取組",
                f"・窓口の待ち時間を{number + 3}分以内に縮める。",
                "業務",
            ),
            ("", "", "取組", f"・研修を年{4 if late else 2}回開き、応対を全員で振り返る。", "業務", "5月・11月"),
            ("", "", "KPI", f"窓口の満足度を{95.0 if late else 93.5}％以上とする", ""),
            (
                "",
                "②債権の回収",
                "取組",
                "・納付を拒む者に文書と電話で催告を行う。",
                "レセプト",
                "",
                "催告状の印刷",
                120,
            ),
            (
                "戦略的保険者機能関係",
                "①健診の推進",
                "取組",
                "・事業所を訪問する。",
                "保健",
                "",
                "訪問の委託",
                800 + number,
            ),
            *(("", "", "取組", text, "企画") for text in extra),
        ]
        sheet = book.add_worksheet(tab)
        for r, row in enumerate(rows):
            sheet.write_row(r, 0, row)
    book.close()
    return stream.getvalue()


def fill(folder: Path, count: int) -> Path:
    """`count` plan books, half of them in a subfolder."""
    (folder / "西").mkdir(parents=True)
    for number in range(1, count + 1):
        name = f"支部{number:02}.xlsx"
        (folder / "西" / name if number % 2 else folder / name).write_bytes(plan(number))
    return folder


def command(folder: Path, out: Path, *options: object) -> list[str]:
    return [sys.executable, "-m", "xlcompare", "batch", str(folder), "-o", str(out), *map(str, options)]


def environment(scratch: Path | None = None) -> dict[str, str]:
    own = {"TMPDIR": str(scratch)} if scratch else {}
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **own}


def run(
    folder: Path,
    out: Path,
    *options: object,
    jobs: int = 1,
    scratch: Path | None = None,
    before: Callable[[], object] | None = None,
) -> subprocess.CompletedProcess[str]:
    """The ended command. `jobs`: 0 for none said; `scratch`: where temporary files go; `before`: run in its process."""
    return subprocess.run(
        command(folder, out, *options, *(("--jobs", jobs) if jobs else ())),
        env=environment(scratch),
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=PATIENCE,
        preexec_fn=before,
        check=False,
    )


@contextmanager
def running(folder: Path, out: Path, scratch: Path, *options: object) -> Iterator[subprocess.Popen[str]]:
    """The command at work, ended at the latest with the test."""
    with subprocess.Popen(
        command(folder, out, *options),
        env=environment(scratch),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def wait_for(what: Callable[[], object], process: subprocess.Popen[str]) -> None:
    """Until `what` is so, while `process` is still running."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert process.poll() is None, "the run was over before anything could happen to it"
        assert time.monotonic() < end
        time.sleep(0.002)


def lines(out: Path) -> int:
    """How many lines the log has."""
    return (out / words.LOG).read_bytes().count(b"\n") if (out / words.LOG).exists() else 0


def results(out: Path) -> dict[str, str]:
    """The SHA-256 of every result, by its path below `out`; the log, which tells the time, is left out."""
    files = (file for file in sorted(out.rglob("*")) if file.is_file() and file.name != words.LOG)
    return {file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def log(out: Path) -> list[dict[str, Any]]:
    lines = (out / words.LOG).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def done(out: Path) -> list[str]:
    """The books that the last run did."""
    lines = log(out)
    start = max(k for k, line in enumerate(lines) if line["event"] == "start")
    return sorted(line["book"] for line in lines[start:] if line["event"] == "book")


def summary(out: Path) -> dict[str, dict[str, Any]]:
    """The rows of まとめ by book, each by its columns' names."""
    book = openpyxl.load_workbook(out / words.SUMMARY_BOOK)
    header, *rows = book[words.SUMMARY_SHEET].iter_rows(min_row=4, values_only=True)
    return {str(row[1]): dict(zip(map(str, header), row, strict=True)) for row in rows if row[0]}


def left_out(out: Path) -> dict[str, str]:
    book = openpyxl.load_workbook(out / words.SUMMARY_BOOK)
    if words.LEFT_OUT_SHEET not in book.sheetnames:
        return {}
    rows = book[words.LEFT_OUT_SHEET].iter_rows(min_row=3, values_only=True)
    return {str(row[1]): str(row[2]) for row in rows}


def opened(path: Path) -> Workbook:
    """The workbook, to be typed into. openpyxl says what it leaves out; here that doesn't matter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def whole(path: Path) -> bool:
    """Whether the workbook is complete."""
    openpyxl.load_workbook(path, read_only=True).close()
    return True


def workbooks(folder: Path, out: Path) -> dict[str, str]:
    """The results of the books in `folder`, as they stand in `out`."""
    books = {book.relative_to(folder).with_suffix("").as_posix() for book in folder.rglob("*.xlsx")}
    return {path: digest for path, digest in results(out).items() if path.rpartition("_")[0] in books}


def leftovers(*folders: Path) -> list[Path]:
    """What a run has left besides its results: half-written and temporary files."""
    return [file for folder in folders for file in folder.rglob("*") if "xlcompare-" in file.name]
