"""The two files with macros, as bytes, from finished workbooks and the texts in macros/.

The workbooks come from writing/new_book.py as every other does, so XlsxWriter keeps its one door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlcompare.addin.drawing import SheetButton
from xlcompare.addin.modules import document_modules, module
from xlcompare.addin.ovba import Project, vba_project
from xlcompare.addin.package import ADDIN, WORKBOOK, Macros, with_macros
from xlcompare.addin.xlwings_parts import XlwingsParts

ADDIN_MODULES, BOOK_MODULES = ("Press", "Ribbon"), ("Press", "Buttons")
_ADDIN_PROJECT, _BOOK_PROJECT = "XlcompareAddin", "XlcompareBook"  # Two open projects of one name confuse Excel.


@dataclass(frozen=True, slots=True)
class Texts:
    """The sources: of macros/vba by file name without .bas, of the ribbon, of xlwings."""

    modules: dict[str, str]
    ribbon: bytes
    xlwings: XlwingsParts


def addin_file(book: bytes, sheets: int, texts: Texts) -> bytes:
    """The .xlam of a workbook with that many sheets."""
    names = _code_names(sheets)
    vba = _project(_ADDIN_PROJECT, names, ADDIN_MODULES, texts)
    return with_macros(book, Macros(vba, names, texts.ribbon), ADDIN)


def book_file(book: bytes, sheets: int, buttons: Sequence[SheetButton], texts: Texts) -> bytes:
    """The .xlsm of a workbook with that many sheets, `buttons` on the first one."""
    names = _code_names(sheets)
    vba = _project(_BOOK_PROJECT, names, BOOK_MODULES, texts)
    return with_macros(book, Macros(vba, names, buttons={0: buttons}), WORKBOOK)


def macro_name(button: str) -> str:
    """The macro of Buttons.bas for a button: "progress_again" → Buttons.ProgressAgain."""
    return "Buttons." + "".join(word.capitalize() for word in button.split("_"))


def _code_names(sheets: int) -> tuple[str, ...]:
    return tuple(f"Sheet{number}" for number in range(1, sheets + 1))


def _project(name: str, sheets: tuple[str, ...], modules: Sequence[str], texts: Texts) -> bytes:
    own = [texts.modules[each] for each in modules]
    sources = [*own, texts.xlwings.module, texts.xlwings.dictionary]
    return vba_project(Project(name, (*document_modules(sheets), *map(module, sources))))
