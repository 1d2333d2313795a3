"""What all tests share: the documents to test with, LibreOffice as the reader, goldens, and the ban on skipping.

XLCOMPARE_NO_SKIP=1 (set by .ci/run) turns every skip into a failure, so that nothing is left out unnoticed.
XLCOMPARE_GOLDEN=update (set by `dev.py golden`) rewrites the golden files instead of comparing with them.
"""

from __future__ import annotations

import difflib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

TESTS = Path(__file__).resolve().parent
GOLDEN = TESTS / "golden"
SHARED = TESTS.parent.parent / "shared"

NO_SKIP = "XLCOMPARE_NO_SKIP"
SOFFICE_SECONDS = 120

# Keeps formulas' stored results from being shown: XlsxWriter names Excel as the author, and LibreOffice trusts those.
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

# ── no test is skipped where XLCOMPARE_NO_SKIP is set ───────────────────────────────────────────────────────────────

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def not_skipped(report: Report) -> Report:
    """The `report`, failed where it is a skip that isn't allowed. An expected failure (xfail) is no skip."""
    if os.environ.get(NO_SKIP) and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: nothing may be skipped where {NO_SKIP} is set. {reason}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return not_skipped((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return not_skipped((yield))


# ── markers follow from the fixtures that a test uses ──────────────────────────────────────────────────────────────


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "golden: compares with a file of tests/golden (dev.py golden)")


@pytest.hookimpl(tryfirst=True)  # Before pytest itself selects by -m.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        used = getattr(item, "fixturenames", ())
        if "golden" in used:
            item.add_marker("golden")
        if "soffice" in used:
            item.add_marker("libreoffice")


# ── documents ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project that holds the four branches' documents (data/) and their tools (tools/)."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"the branches' documents are not here: no folder {SHARED / 'data'}")
    return SHARED


@pytest.fixture(scope="session")
def plan_book(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """`plan_book("okayama", "table")`: that branch's plan book, as `table` or `outline`. Don't change the file."""
    folder = tmp_path_factory.mktemp("plan_books")

    @cache
    def build(name: str, style: str) -> Path:
        book = folder / f"{name}-{style}.xlsx"
        tool, data = shared / "tools" / "make_plan_book.py", shared / "data" / f"{name}.json"
        run([sys.executable, str(tool), str(data), str(book), "--style", style], seconds=60)
        return book

    return build


# ── LibreOffice and poppler ────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def soffice() -> str:
    """The LibreOffice command. A test that uses it may use pdftotext and pdftoppm as well."""
    command = shutil.which("soffice") or shutil.which("libreoffice")
    absent = [name for name in ("pdftotext", "pdftoppm") if not shutil.which(name)]
    if not command:
        absent.insert(0, "soffice (LibreOffice)")
    if absent or not command:
        pytest.skip(f"not on the PATH: {', '.join(absent)}")
    return command


@pytest.fixture(scope="session")
def to_pdf(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """`to_pdf(book)`: the workbook printed by LibreOffice, with the formulas' stored results as they are."""
    return lambda book: convert(soffice, book, "pdf", tmp_path_factory.mktemp("pdf"))


@pytest.fixture(scope="session")
def recalculated(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """`recalculated(book)`: a copy saved by LibreOffice after it calculated every formula anew."""
    return lambda book: convert(soffice, book, "xlsx", tmp_path_factory.mktemp("recalculated"), _ALWAYS_RECALCULATE)


@pytest.fixture(scope="session")
def pdf_text(soffice: str) -> Callable[..., list[str]]:
    """`pdf_text(pdf)`: the text of each page as it is laid out; `pdf_text(pdf, "raw")`: in the order of the file."""

    def pages(pdf: Path, mode: str = "layout") -> list[str]:
        text = run(["pdftotext", f"-{mode}", "-enc", "UTF-8", str(pdf), "-"], seconds=60)
        return text.split("\f")[:-1]

    return pages


def convert(soffice: str, book: Path, kind: str, folder: Path, settings: str = "") -> Path:
    """The `book` converted to `kind` in `folder`. LibreOffice sometimes hangs or ends while it starts: two tries."""
    made = folder / f"{book.stem}.{kind}"
    options = ["--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder), str(book)]
    if book.suffix == ".xlam":
        # LibreOffice doesn't know the kind by itself, and reads it as what it is in all but its content type.
        options.insert(0, "--infilter=Calc MS Excel 2007 VBA XML")
    said = ""
    for attempt in ("1", "2"):
        # A profile of its own: a second LibreOffice on one profile hands its job to the first and ends.
        profile = folder / "profile" / attempt
        (profile / "user").mkdir(parents=True)
        if settings:
            (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
        try:
            said = run([soffice, f"-env:UserInstallation={profile.as_uri()}", *options], seconds=SOFFICE_SECONDS)
        except (subprocess.TimeoutExpired, RuntimeError) as error:
            said = str(error)
        # LibreOffice ends with 0 even where it could not load or write the file.
        if made.is_file() and made.stat().st_size:
            return made
    raise RuntimeError(f"LibreOffice made no {kind} of {book}: {said}")


def run(command: list[str], seconds: float) -> str:
    """What `command` prints. Ended with its children after `seconds`; raises RuntimeError where it fails."""
    # soffice only starts soffice.bin, which would live on if the starter alone were ended.
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=os.name == "posix",
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except BaseException:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            raise
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {output.strip()}")
    return output


# ── goldens ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def golden_texts() -> dict[str, str]:
    """The goldens of this run so far: two tests may not rewrite one file by turns."""
    return {}


@pytest.fixture
def golden(golden_texts: dict[str, str]) -> Callable[[str, str], None]:
    """`golden(name, text)` fails with a diff where tests/golden/NAME.txt isn't `text`."""

    def check(name: str, text: str) -> None:
        text = text.rstrip("\n") + "\n"
        assert golden_texts.setdefault(name, text) == text, f"two different texts claim the golden {name!r}"
        file = GOLDEN / f"{name}.txt"
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        if text == before:
            return
        if os.environ.get("XLCOMPARE_GOLDEN") == "update":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            return
        place = f"tests/golden/{name}.txt"
        lines = difflib.unified_diff(before.splitlines(), text.splitlines(), place, "now", lineterm="")
        pytest.fail("\n".join([*lines, "", "If that is right: python3 dev.py golden"]), pytrace=False)

    return check
