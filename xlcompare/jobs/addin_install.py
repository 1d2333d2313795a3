"""Where Excel looks for add-ins of its own accord, and putting ours there or taking it away. For one user, who needs no
rights of an administrator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xlcompare import errors
from xlcompare.addin.xlwings_parts import mac_script
from xlcompare.addin_words import ADDIN_FILE
from xlcompare.errors import XlcompareError
from xlcompare.jobs.addin import CONFIG_SHEET, addin
from xlcompare.reading.from_file import open_book
from xlcompare.writing.files import replace_file

WINDOWS, MAC = "win32", "darwin"
"""As sys.platform names them."""
_MAC_OFFICE = "Library/Group Containers/UBF8T346G9.Office/User Content.localized"


@dataclass(frozen=True, slots=True)
class Place:
    """Folders of one user: `startup`, from which Excel opens every file; `addins`, which Excel offers in a dialog."""

    system: str
    startup: Path
    addins: Path
    usual: tuple[Path, ...]
    """where people leave files"""
    scripts: Path | None = None
    """on a Mac: which scripts Excel may run"""

    @property
    def addin(self) -> Path:
        """Where our file belongs."""
        return self.startup / ADDIN_FILE


def place_of(system: str, environment: Mapping[str, str]) -> Place:
    """The folders on `system`, a value of sys.platform. OutputError where Excel doesn't run there."""
    if system == WINDOWS:
        home = Path(environment.get("USERPROFILE", ""))
        data = Path(environment.get("APPDATA") or home / "AppData" / "Roaming") / "Microsoft"
        return Place(system, data / "Excel" / "XLSTART", data / "AddIns", _usual(home))
    if system == MAC:
        home = Path(environment.get("HOME", ""))
        office = home / _MAC_OFFICE
        scripts = home / "Library" / "Application Scripts" / "com.microsoft.Excel"
        return Place(
            system, office / "Startup.localized" / "Excel", office / "Add-Ins.localized", _usual(home), scripts
        )
    raise errors.addin_system(system)


def install(place: Place, python: str) -> Path:
    """Puts the add-in, whose buttons start `python`, where Excel opens it, and returns where.

    It is made anew, so that it fits the xlwings that is installed. OutputError where the file that stands there is
    another's, or Excel holds it.
    """
    data = addin(python, place.system)
    _refuse_a_strangers(place.addin)
    _make(place.startup)
    replace_file(place.addin, data)
    if place.scripts is not None:
        name, script = mac_script()
        _make(place.scripts)
        replace_file(place.scripts / name, script)
    return place.addin


def uninstall(place: Place) -> bool:
    """Removes the add-in; False where there is none. The script on a Mac stays: it is xlwings', for other books too."""
    if not place.addin.is_file():
        return False
    _refuse_a_strangers(place.addin)
    try:
        place.addin.unlink()
    except OSError as error:
        raise errors.addin_in_use(place.addin.name, error.strerror or str(error)) from error
    return True


def settings_in(path: Path) -> dict[str, str] | None:
    """What the config sheet of an add-in says; None where it has none. BookError where the file can't be read."""
    book = open_book(path)
    if CONFIG_SHEET not in book.tabs:
        return None
    rows = [row for row in book.grid(CONFIG_SHEET).rows if len(row) > 1]
    return {str(row[0]): str(row[1] or "") for row in rows}


def _refuse_a_strangers(path: Path) -> None:
    # One that can't be read at all is what is left of ours: nobody else calls a file so.
    try:
        ours = not path.is_file() or settings_in(path) is not None
    except XlcompareError:
        return
    if not ours:
        raise errors.addin_not_ours(str(path))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.addin_folder(str(folder), error.strerror or str(error)) from error


def _usual(home: Path) -> tuple[Path, ...]:
    return tuple(home / name for name in ("Downloads", "Desktop", "Documents"))
