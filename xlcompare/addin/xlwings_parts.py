"""The modules of xlwings that an add-in carries, from the installed xlwings: they and the package are of one version.

Only the two under BSD-3 and MIT; nothing of xlwings/pro. Read as files: importing xlwings takes a second on Windows.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from xlcompare import errors

PROJECT = "xlcompare"
"""Names the config sheet, xlcompare.conf, and keeps our settings apart from those of xlwings' own add-in."""

_CHANGES = (
    ('Public Const PROJECT_NAME As String = "myaddin"', f'Public Const PROJECT_NAME As String = "{PROJECT}"'),
    # A workbook that came by mail must not choose the program that a button starts, nor may its folder.
    ('If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True Then', "If False Then"),
    ('If source = "" Or source = "directory" Then', 'If source = "directory" Then'),
    # Press.bas has one that says it in Japanese, without a traceback.
    ("Sub ShowError(FileName As String,", "Sub ShowErrorOfXlwings(FileName As String,"),
    ('MsgBox "To enable RunPython, please run', 'ShowError "", "AppleScriptTask: run'),
    ('in a terminal once and try again.", vbCritical', 'in a terminal"'),
)
"""What is changed in the module, and into what. Each stands there once."""

_VERSION_LINE = 'Public Const XLWINGS_VERSION As String = "{}"'
_SCRIPT = "xlwings-{}.applescript"


@dataclass(frozen=True, slots=True)
class XlwingsParts:
    """Texts as the VBA editor exports them: the module with RunPython, and the class that it needs on a Mac."""

    version: str
    module: str
    dictionary: str


def xlwings_parts() -> XlwingsParts:
    """Those of the installed xlwings, the module with our changes.

    Not xlwings.bas: that one calls ThisWorkbook, which in an add-in is the add-in (xlwings issue 1746). BookError where
    xlwings is missing or its module isn't what this was written for.
    """
    folder, installed = _installed()
    try:
        text = (folder / "xlwings_custom_addin.bas").read_bytes().decode("ascii")
        dictionary = (folder / "addin" / "Dictionary.cls").read_bytes().decode("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise errors.xlwings_unfit(installed) from error
    if text.count(_VERSION_LINE.format(installed)) != 1 or any(text.count(before) != 1 for before, _ in _CHANGES):
        raise errors.xlwings_unfit(installed)
    for before, after in _CHANGES:
        text = text.replace(before, after)
    return XlwingsParts(installed, text, dictionary)


def mac_script() -> tuple[str, bytes]:
    """Name and text of the script through which Excel on a Mac starts Python; the module in the add-in calls it."""
    folder, installed = _installed()
    name = _SCRIPT.format(installed)
    try:
        return name, (folder / name).read_bytes()
    except OSError as error:
        raise errors.xlwings_unfit(installed) from error


def _installed() -> tuple[Path, str]:
    spec = find_spec("xlwings")
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise errors.xlwings_missing()
    try:
        return Path(places[0]), version("xlwings")
    except PackageNotFoundError as error:
        raise errors.xlwings_missing() from error
