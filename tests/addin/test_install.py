"""Putting the add-in where Excel opens it, and taking it away: on Windows and on a Mac, in folders of a test."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from xlcompare import errors
from xlcompare.jobs.addin_install import Place, install, place_of, settings_in, uninstall
from xlcompare.jobs.files import workbook_bytes
from xlcompare.layout.addin_sheets import config_sheet

SYSTEMS = ["win32", "darwin"]


@pytest.fixture(params=SYSTEMS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A user's folders, none of which is there yet."""
    environment = {"USERPROFILE": str(tmp_path), "APPDATA": str(tmp_path / "Roaming"), "HOME": str(tmp_path)}
    return place_of(request.param, environment)


def test_the_folders_are_those_from_which_excel_opens_files() -> None:
    windows = place_of("win32", {"APPDATA": "/u/Roaming", "USERPROFILE": "/u"})
    assert windows.addin == Path("/u/Roaming/Microsoft/Excel/XLSTART/xlcompare.xlam")
    assert windows.scripts is None
    mac = place_of("darwin", {"HOME": "/u"})
    content = "Library/Group Containers/UBF8T346G9.Office/User Content.localized"
    assert mac.addin == Path(f"/u/{content}/Startup.localized/Excel/xlcompare.xlam")
    assert mac.scripts == Path("/u/Library/Application Scripts/com.microsoft.Excel")


def test_without_appdata_the_usual_folder_of_the_user_is_taken() -> None:
    assert place_of("win32", {"USERPROFILE": "/u"}).startup == Path("/u/AppData/Roaming/Microsoft/Excel/XLSTART")


def test_another_system_is_refused() -> None:
    with pytest.raises(errors.OutputError, match="このシステム（linux）の Excel にはボタンを入れられません。"):
        place_of("linux", {})


def test_the_installed_addin_starts_the_given_python(place: Place) -> None:
    assert install(place, sys.executable) == place.addin
    settings = settings_in(place.addin) or {}
    own, other = ("Interpreter_Win", "Interpreter_Mac")[:: 1 if place.system == "win32" else -1]
    assert (settings[own], settings[other]) == (sys.executable, "python")
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"


def test_installing_twice_gives_the_same_file(place: Place) -> None:
    first = install(place, sys.executable).read_bytes()
    assert install(place, sys.executable).read_bytes() == first


def test_a_mac_gets_the_script_that_starts_python(tmp_path: Path) -> None:
    install(place_of("darwin", {"HOME": str(tmp_path)}), sys.executable)
    script = tmp_path / "Library/Application Scripts/com.microsoft.Excel" / f"xlwings-{version('xlwings')}.applescript"
    assert "VbaHandler" in script.read_text(encoding="utf-8", errors="replace")


def test_what_is_left_of_a_broken_installation_is_replaced(place: Place) -> None:
    place.startup.mkdir(parents=True)
    place.addin.write_bytes(b"PK\x03\x04 cut short")
    install(place, sys.executable)
    assert settings_in(place.addin)


def test_a_strangers_file_stays(place: Place) -> None:
    place.startup.mkdir(parents=True)
    place.addin.write_bytes(workbook_bytes([config_sheet("another", {"key": "value"})]))
    before = place.addin.read_bytes()
    with pytest.raises(errors.OutputError, match="xlcompare が作ったものではない"):
        install(place, sys.executable)
    with pytest.raises(errors.OutputError, match="xlcompare が作ったものではない"):
        uninstall(place)
    assert place.addin.read_bytes() == before


def test_removing_takes_our_file_and_nothing_else(place: Place) -> None:
    install(place, sys.executable)
    neighbour = place.startup / "PERSONAL.XLSB"
    neighbour.write_bytes(b"x")
    assert uninstall(place)
    assert list(place.startup.iterdir()) == [neighbour]
    assert not uninstall(place)


def test_a_file_that_excel_holds_is_not_removed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    install(place, sys.executable)

    def held(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "used by another process")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        with pytest.raises(errors.OutputError, match="Excel をすべて閉じて"):
            uninstall(place)
    assert place.addin.is_file()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "Microsoft").write_bytes(b"a file where a folder should be")
    place = place_of("win32", {"APPDATA": str(tmp_path), "USERPROFILE": str(tmp_path)})
    with pytest.raises(errors.OutputError, match=r"Excel のフォルダー「.*XLSTART」を作れません"):
        install(place, sys.executable)
