"""The standard template: what is delivered, what the program takes it for, and that the two are one."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from xlcompare import words
from xlcompare.layout.styles import budget_looks, looks, review_looks
from xlcompare.reading.template_file import read_template
from xlcompare.settings import Settings
from xlcompare.template import DIGEST, GROUPS, STANDARD

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "templates" / words.TEMPLATE_BOOK
BUILDER = ROOT / "templates" / "source" / "standard_template.py"


@pytest.fixture(scope="module")
def builder() -> Iterator[ModuleType]:
    sys.path.insert(0, str(BUILDER.parent))
    spec = importlib.util.spec_from_file_location(BUILDER.stem, BUILDER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(BUILDER.parent))


def test_the_committed_template_is_what_the_master_builds(builder: ModuleType, tmp_path: Path) -> None:
    builder.build(tmp_path / FILE.name)
    same = (tmp_path / FILE.name).read_bytes() == FILE.read_bytes()
    assert same, "rebuild it: python templates/source/standard_template.py"


def test_the_noted_digest_is_that_of_the_committed_template() -> None:
    assert sha256(FILE.read_bytes()).hexdigest() == DIGEST


def test_every_delivered_style_and_page_is_read_back_from_the_file() -> None:
    found = read_template(FILE)
    assert found.problems == ()
    assert found.styles == STANDARD.styles
    assert found.pages == STANDARD.pages


def test_each_style_and_each_page_belongs_to_one_group() -> None:
    assert sum(len(group.styles) for group in GROUPS) == len(STANDARD.styles)
    assert sum(len(group.pages) for group in GROUPS) == len(STANDARD.pages)


def test_each_style_is_shown_by_name_in_its_own_look() -> None:
    book = openpyxl.load_workbook(FILE)
    assert book.sheetnames == ["はじめに", *STANDARD.pages]
    shown = {str(c.value) for page in book for row in page.iter_rows() for c in row if c.value == c.style}
    assert shown == STANDARD.styles.keys()


def test_a_group_that_nobody_has_drawn_is_shown_as_a_list(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(builder, "DRAWINGS", {})
    builder.build(tmp_path / "a.xlsx")
    found = read_template(tmp_path / "a.xlsx")
    assert (found.styles, found.pages, found.problems) == (STANDARD.styles, STANDARD.pages, ())
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    shown = {str(c.value) for page in book for row in page.iter_rows() for c in row if c.value == c.style}
    assert shown == STANDARD.styles.keys()


def test_with_the_settings_as_they_are_the_looks_are_the_templates() -> None:
    own = STANDARD.styles
    assert looks(Settings()).item == own["対照表 本文"]
    assert budget_looks(Settings()).total == (own["予算 合計"], own["予算 合計 金額"], own["予算 合計 率"])
    assert review_looks(Settings()).doubtful == own["確認 要確認"]


def test_the_delivered_template_is_used_without_being_opened(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from xlcompare.jobs.template import *\n"
        "print(template_of(None) is STANDARD, 'openpyxl' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["True", "False"]
