"""Why do the buttons do nothing? Everything that is known to keep them from working, each with what to do."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from xlcompare import __version__, notices
from xlcompare.addin.xlwings_parts import mac_script
from xlcompare.addin_words import ADDIN_FILE
from xlcompare.errors import XlcompareError
from xlcompare.jobs import macro_policy
from xlcompare.jobs.addin import ANY_PYTHON, BUILT_BY, BUILT_WITH, INTERPRETERS
from xlcompare.jobs.addin_install import WINDOWS, Place, place_of, settings_in

_PYTHON_SECONDS = 60  # The first start after an installation, under a virus scanner.
# Without its exit handlers: xlwings' own would end every Excel that has no window.
_VERSIONS = "import os, xlcompare, xlwings; print(xlcompare.__version__, xlwings.__version__, flush=True); os._exit(0)"
_CLOUD_FOLDERS = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_CLOUD = re.compile(r"https?:|(?:^|[\\/])(?:OneDrive|SharePoint)", re.IGNORECASE)
# VBA puts the name into a command line; xlwings cuts it at these.
_SIGNS = re.compile("[=;]")


def check(system: str, environment: Mapping[str, str], book: Path | None = None) -> tuple[str, ...]:
    """A sentence for each thing that is wrong with the buttons on `system`, or with a `book` for them to work on."""
    try:
        place = place_of(system, environment)
    except XlcompareError as error:
        return (str(error),)
    return (*_of_addin(place, environment), *(_of_book(book, environment, place.system) if book is not None else ()))


# ── the add-in ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_addin(place: Place, environment: Mapping[str, str]) -> Iterator[str]:
    elsewhere = [path for path in (each / ADDIN_FILE for each in (place.addins, *place.usual)) if path.is_file()]
    if not place.addin.is_file():
        for path in elsewhere:
            yield notices.addin_in_wrong_folder(str(path), str(place.startup))
        if not elsewhere:
            yield notices.addin_not_installed()
        return
    # Excel opens those of this folder, too, once they are ticked; a copy among one's downloads does no harm.
    if place.addins / ADDIN_FILE in elsewhere:
        yield notices.addin_there_twice(str(place.addins / ADDIN_FILE))
    if _is_blocked(place.addin):
        yield notices.addin_blocked(str(place.addin))
    try:
        settings = settings_in(place.addin)
    except XlcompareError:
        settings = None
    if settings is None:
        yield notices.addin_unreadable(str(place.addin))
        return
    built_by = settings.get(BUILT_BY, "")
    if built_by != __version__:
        yield notices.addin_of_other_version(built_by, __version__)
    python = _expanded(settings.get(INTERPRETERS[place.system], ""), environment)
    if place.system == WINDOWS:
        yield from macro_policy.findings(place.addin, environment)
    yield from _of_python(python, settings.get(BUILT_WITH, ""))
    yield from _of_script(place)


def _expanded(python: str, environment: Mapping[str, str]) -> str:
    """With the values of %VARIABLES%, whose names Windows takes in upper and lower case; an unknown one stays."""
    values = {name.upper(): value for name, value in environment.items()}
    return re.sub(r"%([^%]+)%", lambda found: values.get(found[1].upper(), found[0]), python)


def _of_python(python: str, built_with: str) -> Iterator[str]:
    if python in ("", ANY_PYTHON):
        yield notices.addin_without_python()
        return
    if not Path(python).is_file():
        yield notices.addin_python_missing(python)
        return
    found = _versions(python)
    if found is None:
        yield notices.addin_package_missing(python)
        return
    package, xlwings = found
    if package != __version__:
        yield notices.addin_other_package(python, package, __version__)
    if xlwings != built_with:
        yield notices.addin_other_xlwings(built_with, xlwings)


def _versions(python: str) -> tuple[str, str] | None:
    """Those of xlcompare and xlwings as that Python imports them; None where it can't."""
    try:
        # In its own folder, as VBA starts it: a checkout in the current one would be imported from there.
        ended = subprocess.run(
            [python, "-B", "-c", _VERSIONS],
            cwd=Path(python).parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PYTHON_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    words = ended.stdout.decode("ascii", "replace").split()
    return (words[0], words[1]) if len(words) == 2 else None


def _of_script(place: Place) -> Iterator[str]:
    if place.scripts is not None and not (place.scripts / mac_script()[0]).is_file():
        yield notices.addin_script_missing(str(place.scripts / mac_script()[0]))


# ── a book ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_book(book: Path, environment: Mapping[str, str], system: str) -> Iterator[str]:
    if _is_in_cloud(book, environment):
        yield notices.addin_book_in_cloud(book.name)
    elif not book.is_file():
        yield notices.addin_book_missing(book.name)
    if signs := _SIGNS.findall(book.name):
        yield notices.addin_book_name(book.name, "".join(dict.fromkeys(signs)))
    # There the path comes to Python by way of a script in another encoding (xlwings issue 2004).
    if system == "darwin" and not str(book.absolute()).isascii():
        yield notices.addin_book_name_on_mac(book.name)
    if _is_blocked(book):
        yield notices.addin_blocked(str(book))


def _is_in_cloud(book: Path, environment: Mapping[str, str]) -> bool:
    folders = [Path(environment[name]) for name in _CLOUD_FOLDERS if environment.get(name)]
    whole = book.absolute()
    return bool(_CLOUD.search(str(book)) or _CLOUD.search(str(whole)) or any(whole.is_relative_to(f) for f in folders))


def _is_blocked(path: Path) -> bool:
    """Whether Windows notes that the file came from the internet (3) or from a site that is not trusted (4)."""
    try:
        note = Path(f"{path}:Zone.Identifier").read_bytes()
    except (OSError, ValueError):
        return False
    return re.search(rb"ZoneId\s*=\s*[34]", note) is not None
