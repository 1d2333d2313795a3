"""The files with buttons: made from macros/, and written where somebody wants them."""

from __future__ import annotations

from pathlib import Path

from xlcompare import __version__, errors
from xlcompare import addin_words as words
from xlcompare.addin.build import ADDIN_MODULES, BOOK_MODULES, Texts, addin_file, book_file, macro_name
from xlcompare.addin.drawing import SheetButton
from xlcompare.addin.xlwings_parts import PROJECT, XlwingsParts, xlwings_parts
from xlcompare.jobs.files import workbook_bytes
from xlcompare.layout.addin_sheets import config_sheet, guide_sheet, plan_sheet
from xlcompare.resources import folder
from xlcompare.ribbon import ribbon_buttons
from xlcompare.writing.files import ready_to_write, replace_file

NOT_YET: tuple[str, ...] = ()
"""Buttons whose commands don't exist yet: the ribbon hides them, the sheet of buttons leaves them out."""

ANY_PYTHON = "python"
"""The first one on the PATH. xlwings looks for any other text as a file."""

CONFIG_SHEET = f"{PROJECT}.conf"
INTERPRETERS = {"win32": "Interpreter_Win", "darwin": "Interpreter_Mac"}
"""The config sheet's key by system, as sys.platform names it."""
BUILT_BY, BUILT_WITH, HIDDEN = "XLCOMPARE_VERSION", "XLWINGS_VERSION", "HIDDEN_CONTROLS"


def build(python: str = "", system: str = "", xlwings: XlwingsParts | None = None) -> dict[str, bytes]:
    """The add-in and the plan book with buttons, by file name; the same arguments give the same bytes.

    Their buttons start `python`, a path on `system` ("win32", "darwin"; "": on both), or without one the first Python
    of the PATH. BookError where the installed xlwings can't be used.
    """
    texts = _texts(xlwings or xlwings_parts())
    return {words.ADDIN_FILE: _addin(python, system, texts), words.BUTTON_BOOK: _button_book(python, system, texts)}


def addin(python: str, system: str) -> bytes:
    """The add-in alone, whose buttons start `python`."""
    return _addin(python, system, _texts(xlwings_parts()))


def write(out: Path, python: str = "", system: str = "") -> tuple[Path, ...]:
    """Writes both files into the folder `out` and returns where; nothing where one of them can't be written."""
    files = {out / name: data for name, data in build(python, system).items()}
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.output_failed(out.name, error.strerror or str(error)) from error
    for path in files:
        ready_to_write(path)
    for path, data in files.items():
        replace_file(path, data)
    return tuple(files)


def _addin(python: str, system: str, texts: Texts) -> bytes:
    keys = INTERPRETERS.values()
    given = _interpreters(python, system)
    values = {key: given.get(key, ANY_PYTHON) for key in keys} | _common(texts.xlwings)
    # GetVisible knows them by their ids; a group with nothing in it hides as well.
    values[HIDDEN] = " ".join([*_empty_groups(texts.ribbon), *NOT_YET])
    sheets = [config_sheet(CONFIG_SHEET, values)]
    return addin_file(workbook_bytes(sheets), len(sheets), texts)


def _button_book(python: str, system: str, texts: Texts) -> bytes:
    guide = guide_sheet([button for button in ribbon_buttons(texts.ribbon) if button.name not in NOT_YET])
    # Without a Python of its own: this sheet outweighs the add-in's, which knows the right one where it is installed.
    values = _interpreters(python, system) | _common(texts.xlwings)
    sheets = [guide.sheet, *map(plan_sheet, words.YEAR_SHEETS), config_sheet(CONFIG_SHEET, values, hidden=True)]
    buttons = [
        SheetButton(button.name, button.label, macro_name(button.name), row, 0, *guide.size_of(row))
        for button, row in guide.buttons
    ]
    return book_file(workbook_bytes(sheets), len(sheets), buttons, texts)


def _interpreters(python: str, system: str) -> dict[str, str]:
    return {key: python for each, key in INTERPRETERS.items() if python and system in (each, "")}


def _common(xlwings: XlwingsParts) -> dict[str, str]:
    # A book's folder on the path: OneDrive and SharePoint addresses break that (xlwings issues 2017, 2413, 2554).
    return {"ADD_WORKBOOK_TO_PYTHONPATH": "False", BUILT_BY: __version__, BUILT_WITH: xlwings.version}


def _empty_groups(ribbon: bytes) -> list[str]:
    buttons = ribbon_buttons(ribbon)
    shown = {button.group_name for button in buttons if button.name not in NOT_YET}
    return sorted({button.group_name for button in buttons} - shown)


def _texts(xlwings: XlwingsParts) -> Texts:
    try:
        macros = folder("macros")
        names = dict.fromkeys((*ADDIN_MODULES, *BOOK_MODULES))
        modules = {name: (macros / "vba" / f"{name}.bas").read_bytes().decode("ascii") for name in names}
        return Texts(modules, (macros / "ribbon" / "customUI14.xml").read_bytes(), xlwings)
    except OSError as error:
        raise errors.macros_missing() from error
