"""What the tests ask of the machine, what the table says and what .ci/run installs are the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from . import machine
from .office import Office, convert_by_command, uno_module

ROOT = Path(__file__).resolve().parents[1]


def calls() -> Iterator[tuple[str, str]]:
    """Of every call in the tests that begins with a constant, or with a list that does: the function's name and it."""
    for file in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                first = (
                    node.args[0].elts[0] if isinstance(node.args[0], ast.List) and node.args[0].elts else node.args[0]
                )
                if isinstance(first, ast.Constant):
                    yield getattr(node.func, "attr", getattr(node.func, "id", "")), str(first.value)


def test_the_table_holds_exactly_what_the_tests_ask_for() -> None:
    assert {name for function, name in calls() if function == "program"} == machine.PROGRAMS.keys()
    asked = {name for function, name in calls() if function == "font"}
    assert {*asked, *machine.STANDING_IN} == machine.FONTS.keys()


def test_ci_installs_exactly_the_packages_of_the_table() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    installed = " ".join(re.findall(r"\bneeded\+?=\((.*?)\)", script)).split()
    table = {**machine.PROGRAMS, **machine.FONTS, **machine.LIBRARIES}
    assert sorted(installed) == sorted({*table.values(), "python3", "python3-venv"})


def test_tests_start_no_program_that_they_have_not_asked_for() -> None:
    """Python itself, and what a test has just written, are started by a path; a name is looked for on the PATH."""
    starting = ("subprocess.", "machine.run", "shutil.which")
    assert {name for function, name in calls() if function.startswith(starting)} == set()


def test_what_is_missing_is_told_with_the_package_that_brings_it() -> None:
    assert machine.missing("IPAexMincho") == (
        "IPAexMincho isn't on this machine (Debian: apt install fonts-ipaexfont-mincho)"
    )
    assert "python3-uno" in machine.missing("uno")


def test_libreoffice_is_shown_no_other_fonts_and_nothing_of_its_user(
    program: Callable[[str], str], font: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in machine.STANDING_IN:
        font(name)
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "of a person"))
    environment = machine.office_environment(tmp_path)
    said = machine.run([program("fc-list"), ":", "family"], 60, environment)
    seen = {line.split(",")[0] for line in said.splitlines()}
    assert set(machine.STANDING_IN) <= seen <= {*machine.FONTS, "OpenSymbol"}
    assert (environment["LC_ALL"], environment["HOME"]) == ("C.UTF-8", str(tmp_path))
    assert not [name for name in environment if name.startswith(("XDG_", "LANG"))]


def test_a_libreoffice_that_hangs_or_ends_is_started_again(office: Office, tmp_path: Path) -> None:
    book = ROOT / "templates" / "standard.xlsx"
    office._kill()
    office.convert(book, tmp_path / "a.pdf")
    assert (office.starts, (tmp_path / "a.pdf").read_bytes()[:5]) == (2, b"%PDF-")
    with pytest.raises(RuntimeError, match=r"no b\.pdf of"):
        office.convert(tmp_path / "none.xlsx", tmp_path / "b.pdf")


@pytest.mark.skipif(uno_module() is None, reason=machine.missing("uno"))
def test_with_and_without_the_bridge_libreoffice_makes_the_same(
    office: Office, soffice: str, pdf_text: Callable[..., list[str]], tmp_path: Path
) -> None:
    book = next((ROOT / "workbooks").glob("*_事業計画.xlsx"))
    ways = []
    for way in ("bridge", "command"):
        (tmp_path / way).mkdir()
        ways.append(tmp_path / way / f"{book.stem}.pdf")
    office.convert(book, ways[0])
    convert_by_command(soffice, book, ways[1], tmp_path)
    assert pdf_text(ways[0]) == pdf_text(ways[1])
