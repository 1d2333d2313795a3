"""Finished sheets brought into the open workbook: a sheet of an earlier run gives its place, a person's own never."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xlcompare import errors, words
from xlcompare.digit_width import NormalFont
from xlcompare.hosts.excel_links import formulas_into, put_back, relinked
from xlcompare.hosts.excel_window import is_visible
from xlcompare.reading.from_excel import OpenBook, mark_of

if TYPE_CHECKING:
    from xlcompare.reading.from_excel import ExcelBook, ExcelSheet


@dataclass(frozen=True, slots=True)
class Brought:
    """What the sheets are called in the workbook, and which had to take another name: (wanted, given).

    `broken`: where formulas of a person's own could not be kept, 「シート!D12」. `left`: replaced sheets that Excel
    doesn't delete, under the names that they have now.
    """

    names: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    broken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@contextmanager
def work_file() -> Iterator[Path]:
    """The path for a workbook that is needed no longer than the `with`."""
    # Excel may hold the file for a moment longer. It opens no second book of one name, so nobody's has this one.
    with TemporaryDirectory(prefix="xlcompare-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / f"xlcompare-{secrets.token_hex(4)}.xlsx"


def normal_font(book: ExcelBook) -> NormalFont | None:
    """The font by which `book` counts the widths of its columns; None where that is as wide as ours, or isn't told."""
    from xlcompare.writing.new_book import NORMAL

    for font_of in (_on_windows, _on_a_mac):
        with suppress(Exception):
            font = font_of(book)
            return font if font.digit != NORMAL.digit else None
    return None


def _on_windows(book: ExcelBook) -> NormalFont:
    # Its English name is known to a Japanese Excel, too.
    font = book.api.Styles("Normal").Font
    return NormalFont(str(font.Name), float(font.Size))


def _on_a_mac(book: ExcelBook) -> NormalFont:
    font = book.api.Excel_styles["Normal"].font_object
    return NormalFont(str(font.name.get()), float(font.font_size.get()))


def brought_in(book: ExcelBook, file: Path, after: str, order: Sequence[str] = ()) -> Brought:
    """The sheets of the workbook `file` in `book`: each in place of the one with its mark, else after the tab `after`.

    `order`: the marks of all sheets of this kind, for new ones to stand beside their siblings. A replaced tab keeps the
    name that a person gave it, and formulas that refer to it go on doing so. OutputError, with the book as it was,
    where Excel refuses; PlanError where nobody can tell a sheet from a copy of it.
    """
    source = OpenBook(book)
    made = book.app.books.open(str(file))
    try:
        wanted = [sheet.name for sheet in made.sheets]
        marks = [mark_of(sheet) or "" for sheet in made.sheets]
        places = [_place(source, mark) for mark in marks]
        siblings = {mark: tab for mark, tab in source.marks.items() if mark in order}
        pointing = formulas_into(book, [old for old in places if old is not None])
        new: list[ExcelSheet] = []
        replaced: list[tuple[ExcelSheet, str]] = []
        try:
            behind = _Behind(book, siblings, order or marks, after)
            _copy(made, book, list(zip(marks, places, strict=True)), behind, new)
            _give_names(book, places, new, replaced)
        except Exception as reason:
            for sheet in new:
                _deleted(sheet)
            for sheet, name in replaced:
                with suppress(Exception):
                    sheet.name = name
            raise errors.sheets_refused(book.name) from reason
        left = tuple(sheet.name for sheet, _ in replaced if not _deleted(sheet))
        names = [sheet.name for sheet in new]
        relinked(new, file.name, dict(zip(wanted, names, strict=True)))
        broken = put_back(book, pointing)
    finally:
        made.close()
    given = zip(wanted, names, places, strict=True)
    renamed = tuple((name, now) for name, now, old in given if name != now and old is None)
    return Brought(tuple(names), renamed, broken, left)


def _place(source: OpenBook, mark: str | None) -> str | None:
    """The tab in whose place a sheet of that `mark` goes. PlanError where there are several, none under our name."""
    if mark is None or mark not in source.marks:
        return None
    tab = source.marks[mark]
    alike = [each for of, each in source.marked if of == mark]
    if len(alike) > 1 and tab not in words.OUR_NAMES:
        raise errors.which_is_the_copy(source.name, alike)
    return tab


@dataclass(frozen=True, slots=True)
class _Behind:
    """Where new sheets go in `book`. `siblings`: the tab of each mark that is there; `order`: all marks in order."""

    book: ExcelBook
    siblings: dict[str, str]
    order: Sequence[str]
    after: str

    def of(self, mark: str) -> ExcelSheet:
        """The sheet behind which one of `mark` goes: the sibling before it, or else what stands before the next one."""
        at = self.order.index(mark)
        before = next((each for each in reversed(self.order[:at]) if each in self.siblings), None)
        if before is not None:
            return self.book.sheets[self.siblings[before]]
        following = next((each for each in self.order[at + 1 :] if each in self.siblings), None)
        # What is the first of all tabs has none before it.
        number = self.book.sheets[self.siblings[following]].index if following is not None else 1
        return self.book.sheets[number - 2] if number > 1 else self.book.sheets[self.after]


def _copy(
    made: ExcelBook,
    book: ExcelBook,
    places: Sequence[tuple[str, str | None]],
    behind: _Behind,
    copies: list[ExcelSheet],
) -> None:
    """Adds to `copies` each sheet in `book`, behind the one that it will replace, or else where `behind` says."""
    for sheet, (mark, place) in zip(made.sheets, places, strict=True):
        copies.append(sheet.copy(after=behind.of(mark) if place is None else book.sheets[place]))
        behind.siblings[mark] = copies[-1].name


def _give_names(
    book: ExcelBook, places: list[str | None], new: list[ExcelSheet], replaced: list[tuple[ExcelSheet, str]]
) -> None:
    """Gives the new sheets the names of those that they replace, which are added to `replaced` with these."""
    for sheet, name in zip(new, places, strict=True):
        if name is not None:
            old = book.sheets[name]
            old.name = f"xlcompare-{secrets.token_hex(4)}"
            replaced.append((old, name))
            sheet.name = name
            if not is_visible(old):
                sheet.visible = False


def _deleted(sheet: ExcelSheet) -> bool:
    """Whether `sheet` is gone."""
    try:
        # Excel never deletes one that only a macro can show.
        sheet.visible = True
        sheet.delete()
    except Exception:
        return False
    return True
