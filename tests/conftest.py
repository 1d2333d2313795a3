"""What all tests share: the documents to test with, LibreOffice as the reader, goldens, and the ban on skipping.

XLCOMPARE_NO_SKIP=1 (set by .ci/run) turns every skip into a failure, so that nothing is left out unnoticed.
XLCOMPARE_GOLDEN=update (set by `dev.py golden`) rewrites the golden files instead of comparing with them.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from . import machine
from .office import Office, convert_by_command, uno_module

TESTS = Path(__file__).resolve().parent
GOLDEN = TESTS / "golden"
SHARED = TESTS.parent.parent / "shared"

NO_SKIP = "XLCOMPARE_NO_SKIP"
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
    # The same for everyone, in the programs that tests start as well: width of help texts, encodings, rights of files.
    os.environ.update(COLUMNS="80", LINES="24", LC_ALL="C.UTF-8", PYTHONUTF8="1")
    for name in ("NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING"):
        os.environ.pop(name, None)
    os.umask(0o022)
    config.addinivalue_line("markers", "golden: compares with a file of tests/golden (dev.py golden)")


@pytest.hookimpl(tryfirst=True)  # Before pytest itself selects by -m.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        used = getattr(item, "fixturenames", ())
        if "golden" in used:
            item.add_marker("golden")
        if "soffice" in used:
            item.add_marker("libreoffice")
    # A file stays with one worker. What takes long begins first, so that no worker is left alone with it at the end.
    slow = {item.path for item in items if {"soffice", "made"} & set(getattr(item, "fixturenames", ()))}
    items.sort(key=lambda item: item.path not in slow)


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
        machine.run([sys.executable, str(tool), str(data), str(book), "--style", style], seconds=60)
        return book

    return build


# ── what a test needs of the machine ───────────────────────────────────────────────────────────────────────────────


def needed(name: str, found: str | None) -> str:
    """What was `found`; skips the test where that is nothing, with the package that brings what has this `name`."""
    if found is None:
        pytest.skip(machine.missing(name))
    return found


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """`program("pdftotext")`: its path."""
    return lambda name: needed(name, machine.program(name))


@pytest.fixture(scope="session")
def font(program: Callable[[str], str]) -> Callable[[str], str]:
    """`font("IPAMincho")`: its name. LibreOffice is shown the fonts of the table in machine.py and no others."""

    def known(name: str) -> str:
        program("fc-list")
        return needed(name, name if name in machine.fonts() else None)

    return known


@pytest.fixture(scope="session")
def soffice(program: Callable[[str], str]) -> str:
    """The LibreOffice command."""
    return program("soffice")


@pytest.fixture(scope="session")
def running_office(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office | None]:
    """The one LibreOffice of this run; None where this Python has no bridge to it."""
    started = Office(soffice, tmp_path_factory.mktemp("office")) if uno_module() else None
    yield started
    if started:
        started.close()


@pytest.fixture(scope="session")
def office(running_office: Office | None) -> Office:
    """The one LibreOffice of this run, to be worked with over its bridge."""
    needed("uno", "uno" if running_office else None)
    assert running_office
    return running_office


@pytest.fixture(scope="session")
def converted(
    soffice: str, running_office: Office | None, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Path]:
    """`converted(book, "xlsx", recalculate=True)`: the workbook as LibreOffice saves it; "pdf", "fods" as well."""

    def convert(book: Path, kind: str, recalculate: bool = False) -> Path:
        folder = tmp_path_factory.mktemp(kind)
        made = folder / f"{book.stem}.{kind}"
        if running_office:
            running_office.convert(book, made, recalculate)
        else:
            convert_by_command(soffice, book, made, folder, recalculate)
        return made

    return convert


@pytest.fixture(scope="session")
def as_shown(converted: Callable[..., Path], font: Callable[[str], str]) -> Callable[..., Path]:
    """As `converted`, with the fonts at hand that decide on lines, heights and pages."""
    for name in machine.STANDING_IN:
        font(name)
    return converted


@pytest.fixture(scope="session")
def to_pdf(as_shown: Callable[..., Path]) -> Callable[[Path], Path]:
    """`to_pdf(book)`: the workbook printed by LibreOffice, with the formulas' stored results as they are."""
    return lambda book: as_shown(book, "pdf")


@pytest.fixture(scope="session")
def recalculated(converted: Callable[..., Path]) -> Callable[[Path], Path]:
    """`recalculated(book)`: a copy saved by LibreOffice after it calculated every formula anew."""
    return lambda book: converted(book, "xlsx", recalculate=True)


@pytest.fixture(scope="session")
def pdf_text(program: Callable[[str], str]) -> Callable[..., list[str]]:
    """`pdf_text(pdf)`: the text of each page as it is laid out; `pdf_text(pdf, "raw")`: in the order of the file."""
    command = program("pdftotext")

    def pages(pdf: Path, mode: str = "layout") -> list[str]:
        text = machine.run([command, f"-{mode}", "-enc", "UTF-8", str(pdf), "-"], seconds=60)
        return text.split("\f")[:-1]

    return pages


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
