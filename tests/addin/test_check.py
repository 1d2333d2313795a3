"""Each thing that keeps the buttons from working is found, by a sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from xlcompare import __version__, notices
from xlcompare.jobs import addin_check
from xlcompare.jobs.addin_check import check
from xlcompare.jobs.addin_install import Place, install, place_of, settings_in
from xlcompare.jobs.files import workbook_bytes
from xlcompare.layout.addin_sheets import config_sheet

FROM_THE_INTERNET = b"[ZoneTransfer]\r\nZoneId=3\r\n"
Environment = dict[str, str]


@pytest.fixture(params=["win32", "darwin"])
def system(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return {"USERPROFILE": str(tmp_path), "APPDATA": str(tmp_path / "Roaming"), "HOME": str(tmp_path)}


@pytest.fixture
def python(tmp_path: Path) -> str:
    """What answers as the Python of the buttons does, without importing anything: one that does takes a second."""
    return program(tmp_path, f"{__version__} {version('xlwings')}")


@pytest.fixture
def place(system: str, environment: Environment, python: str) -> Place:
    """A user's folders, with the add-in installed."""
    place = place_of(system, environment)
    install(place, python)
    return place


def with_settings(place: Place, **changed: str) -> None:
    """Replaces the installed add-in by a book that says something else of itself."""
    own = "Interpreter_Win" if place.system == "win32" else "Interpreter_Mac"
    interpreter = {own: changed.pop("python")} if "python" in changed else {}
    settings = {**(settings_in(place.addin) or {}), **interpreter, **changed}
    place.addin.write_bytes(workbook_bytes([config_sheet("xlcompare.conf", settings)]))


def program(folder: Path, prints: str, status: int = 0) -> str:
    """A Python that is none: prints a line and ends."""
    path = folder / f"python-{prints}-{status}"
    path.write_text(f"#!/bin/sh\necho '{prints}'\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_an_installed_addin_has_no_findings(place: Place, environment: Environment) -> None:
    assert check(place.system, environment) == ()


def test_another_system_is_the_only_finding() -> None:
    (found,) = check("linux", dict(os.environ))
    assert "Windows か macOS で" in found


# ── where the add-in lies ──────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_installed(system: str, environment: Environment) -> None:
    assert check(system, environment) == (notices.addin_not_installed(),)


@pytest.mark.parametrize("folder", ["Downloads", "Desktop", "Documents", "addins"])
def test_a_file_in_the_wrong_folder(folder: str, place: Place, environment: Environment, tmp_path: Path) -> None:
    wrong = (place.addins if folder == "addins" else tmp_path / folder) / place.addin.name
    wrong.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(place.addin, wrong)
    assert check(place.system, environment) == (notices.addin_in_wrong_folder(str(wrong), str(place.startup)),)


def test_a_second_one_among_excels_addins(place: Place, environment: Environment) -> None:
    second = place.addins / place.addin.name
    second.parent.mkdir(parents=True)
    shutil.copy(place.addin, second)
    assert check(place.system, environment) == (notices.addin_there_twice(str(second)),)


def test_a_copy_among_the_downloads_does_no_harm(place: Place, environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "Downloads").mkdir()
    shutil.copy(place.addin, tmp_path / "Downloads")
    assert check(place.system, environment) == ()


# ── the file itself ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", workbook_bytes([config_sheet("other", {"a": "b"})])])
def test_a_file_that_is_not_ours_or_damaged(content: bytes, place: Place, environment: Environment) -> None:
    place.addin.write_bytes(content)
    assert check(place.system, environment) == (notices.addin_unreadable(str(place.addin)),)


def test_a_file_of_another_version(place: Place, environment: Environment) -> None:
    with_settings(place, XLCOMPARE_VERSION="0.0.9")
    assert check(place.system, environment) == (notices.addin_of_other_version("0.0.9", __version__),)


def test_a_file_that_windows_blocks(place: Place, environment: Environment) -> None:
    Path(f"{place.addin}:Zone.Identifier").write_bytes(FROM_THE_INTERNET)
    assert check(place.system, environment) == (notices.addin_blocked(str(place.addin)),)


def test_a_file_of_this_computer_is_not_blocked(place: Place, environment: Environment) -> None:
    Path(f"{place.addin}:Zone.Identifier").write_bytes(b"[ZoneTransfer]\r\nZoneId=0\r\n")
    assert check(place.system, environment) == ()


# ── its Python ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("python", ["", "python"])
def test_no_python_named(python: str, place: Place, environment: Environment) -> None:
    with_settings(place, python=python)
    assert check(place.system, environment) == (notices.addin_without_python(),)


def test_the_named_python_is_gone(place: Place, environment: Environment, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone" / "python.exe")
    with_settings(place, python=gone)
    assert check(place.system, environment) == (notices.addin_python_missing(gone),)


@pytest.mark.parametrize(("prints", "status"), [("", 1), ("", 0), ("a b c", 0)])
def test_the_named_python_cannot_import_the_package(
    prints: str, status: int, place: Place, environment: Environment, tmp_path: Path
) -> None:
    python = program(tmp_path, prints, status)
    with_settings(place, python=python)
    assert check(place.system, environment) == (notices.addin_package_missing(python),)


def test_the_named_python_never_answers(
    place: Place, environment: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "slow"
    path.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    path.chmod(0o755)
    with_settings(place, python=str(path))
    monkeypatch.setattr(addin_check, "_PYTHON_SECONDS", 0.2)
    assert check(place.system, environment) == (notices.addin_package_missing(str(path)),)


def test_the_named_python_has_another_version_of_the_package(
    place: Place, environment: Environment, tmp_path: Path
) -> None:
    python = program(tmp_path, f"9.9 {version('xlwings')}")
    with_settings(place, python=python)
    assert check(place.system, environment) == (notices.addin_other_package(python, "9.9", __version__),)


def test_the_module_in_the_addin_is_of_another_xlwings(place: Place, environment: Environment) -> None:
    with_settings(place, XLWINGS_VERSION="0.30.1")
    assert check(place.system, environment) == (notices.addin_other_xlwings("0.30.1", version("xlwings")),)


def test_the_place_of_python_may_name_a_variable(environment: Environment, python: str) -> None:
    place = place_of("win32", environment)
    install(place, f"%userprofile%/{Path(python).name}")
    assert check("win32", environment) == ()


def test_the_python_that_runs_this_can_be_that_of_the_buttons(environment: Environment) -> None:
    install(place_of("win32", environment), sys.executable)
    assert check("win32", environment) == ()


def test_the_script_of_a_mac_is_gone(environment: Environment, python: str) -> None:
    place = place_of("darwin", environment)
    install(place, python)
    assert place.scripts
    (script,) = place.scripts.iterdir()
    script.unlink()
    assert check("darwin", environment) == (notices.addin_script_missing(str(script)),)


# ── a book ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"x")
    return path


def test_a_book_on_this_computer_is_fine(place: Place, environment: Environment, book: Path) -> None:
    assert check(place.system, environment, book) == ()


@pytest.mark.parametrize("folder", ["OneDrive", "OneDrive - Branch", "SharePoint/plan", "onedrive"])
def test_a_book_in_a_folder_of_the_cloud(folder: str, place: Place, environment: Environment, tmp_path: Path) -> None:
    path = tmp_path / folder / "plan.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    assert check(place.system, environment, path) == (notices.addin_book_in_cloud("plan.xlsx"),)


def test_a_book_where_the_environment_says_that_the_cloud_is(
    place: Place, environment: Environment, book: Path
) -> None:
    environment["OneDriveCommercial"] = str(book.parent)
    assert check(place.system, environment, book) == (notices.addin_book_in_cloud("plan.xlsx"),)


def test_a_book_under_an_address_of_sharepoint(place: Place, environment: Environment) -> None:
    address = Path("https://example.sharepoint.com/sites/a/plan.xlsx")
    assert check(place.system, environment, address) == (notices.addin_book_in_cloud("plan.xlsx"),)


def test_a_book_that_is_not_there(place: Place, environment: Environment, tmp_path: Path) -> None:
    assert check(place.system, environment, tmp_path / "none.xlsx") == (notices.addin_book_missing("none.xlsx"),)


def test_a_book_whose_name_breaks_the_command_line(place: Place, environment: Environment, book: Path) -> None:
    renamed = book.rename(book.with_name("plan=a;2.xlsx"))
    assert check(place.system, environment, renamed) == (notices.addin_book_name("plan=a;2.xlsx", "=;"),)


@pytest.mark.parametrize("place_in", ["plan.xlsx/計画.xlsx", "計画/plan.xlsx"])
def test_a_japanese_name_is_doubtful_on_a_mac_alone(
    place_in: str, place: Place, environment: Environment, tmp_path: Path
) -> None:
    path = tmp_path / place_in
    path.parent.mkdir()
    path.write_bytes(b"x")
    expected = (notices.addin_book_name_on_mac(path.name),) if place.system == "darwin" else ()
    assert check(place.system, environment, path) == expected


def test_a_book_that_windows_blocks(place: Place, environment: Environment, book: Path) -> None:
    Path(f"{book}:Zone.Identifier").write_bytes(FROM_THE_INTERNET)
    assert check(place.system, environment, book) == (notices.addin_blocked(str(book)),)


def test_several_findings_come_together(place: Place, environment: Environment, book: Path) -> None:
    with_settings(place, XLCOMPARE_VERSION="0.0.9", python="")
    assert len(check(place.system, environment, book.with_name("a=b.xlsx"))) == 4
