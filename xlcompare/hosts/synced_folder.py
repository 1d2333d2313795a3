"""Where on this computer is a workbook whose address is on the web?

Excel gives the address of a book in OneDrive or SharePoint, not its folder. xlwings then looks for a file of that name
in every synchronised library, and may find another department's. Here only what OneDrive itself has written down
counts: a library's address and the folder in which all of it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from xlcompare import errors, registry

if TYPE_CHECKING:
    from xlcompare.reading.from_excel import ExcelBook

_PROVIDERS = r"SOFTWARE\SyncEngines\Providers\OneDrive"


class Library(NamedTuple):
    """A synchronised library: its `address` on the web, its `folder` here; `partly`: only some folder in it is."""

    address: str
    folder: str
    partly: bool = False


def kept_at(book: ExcelBook) -> Path:
    """Where the open workbook is saved. OutputError where it isn't, or that is no certain folder of this computer."""
    name = _full_name(book)
    if "://" in name:
        if (kept := folder_path(name, libraries())) is None:
            raise errors.book_in_the_cloud(book.name)
        return kept
    if not Path(name).is_absolute():
        raise errors.book_not_saved(book.name)
    return Path(name)


def _full_name(book: ExcelBook) -> str:
    """Folder and name, or the address on the web, as Excel itself has it on Windows or on a Mac."""
    with suppress(Exception):
        return str(book.api.FullName)
    with suppress(Exception):
        return str(book.api.full_name.get())
    return book.fullname


def folder_path(address: str, libraries: Iterable[Library]) -> Path | None:
    """The file that the workbook at `address` is kept in; None where that isn't certain.

    Of a library of which only one folder is synchronised, OneDrive notes the address of the whole: what lies in it
    can't be told from a file of the same name elsewhere in the library.
    """
    steps = _steps(address)
    found = set()
    for library in libraries:
        above = _steps(library.address)
        inside = steps[len(above) :]
        if (
            not above
            or not inside
            or [step.casefold() for step in steps[: len(above)]] != [s.casefold() for s in above]
        ):
            continue
        if library.partly or any(step in (".", "..") for step in inside):
            return None
        file = Path(library.folder, *inside)
        if file.is_file():
            found.add(file)
    return found.pop() if len(found) == 1 else None


def libraries() -> tuple[Library, ...]:
    """What OneDrive has written down for this user; nothing on other systems than Windows."""
    found = (
        registry.values(registry.USER, rf"{_PROVIDERS}\{name}") for name in registry.subkeys(registry.USER, _PROVIDERS)
    )
    return tuple(
        Library(
            str(each["urlnamespace"]), str(each["mountpoint"]), str(each.get("isfolderscope", "0")) not in ("", "0")
        )
        for each in found
        if each.keys() >= {"urlnamespace", "mountpoint"}
    )


def _steps(address: str) -> list[str]:
    """Host, folders and file of an address; Excel writes blanks and Japanese as they are, or as %20."""
    return [step for step in unquote(address.partition("://")[2]).split("/") if step]


def _folded(steps: Iterable[str]) -> list[str]:
    return [step.casefold() for step in steps]
