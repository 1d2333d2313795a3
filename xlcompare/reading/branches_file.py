"""The branches of a list: branches.csv as Excel saves it in either encoding, or a sheet of a workbook.

Further columns are the branches' own targets: their titles name a KPI, their cells hold figures. A column without any
figure (電話番号, 備考) is somebody's own and left alone. All faults are collected before the list is refused.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlcompare import branch_words as words
from xlcompare import errors
from xlcompare.branches import Branch, OwnTarget
from xlcompare.csv_cells import from_text
from xlcompare.figures import countable
from xlcompare.folding import folded
from xlcompare.reading.book import Book
from xlcompare.reading.from_file import open_book
from xlcompare.reading.grid import Grid
from xlcompare.reading.number_formats import shown

SEARCHED_ROWS = 20
_LARGEST = 5_000_000
"""Bytes; a list of a thousand branches with a hundred targets has a tenth."""
_ENCODINGS = ("utf-8-sig", "cp932")
_CODE = re.compile(r"[0-9]{1,4}")
_MARKED_KANA = re.compile("[ぁ-ヿ][\u3099\u309a]")
_FIGURE = re.compile(
    r"(?P<figure>[△▲\-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]+)?)(?:%|[件人名社者円回点位枚校倍])?"
)
_MINUS = str.maketrans("△▲", "--")
_BY_NAME = {folded(name).lower(): column for column, names in words.COLUMN_NAMES.items() for name in names}
_OWNER_COLUMN = re.compile(rf"{words.OWNERS}[0-9]+")
_FORMULA_SIGNS = "=+-@＝＋－＠"
"""A CSV file can't say that a cell is text: a name that begins so would be calculated."""
_NO_TEXT = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
_BETWEEN_OWNERS = re.compile(r"[、,;；，/／\n]")


def read_branches(path: Path) -> tuple[Branch, ...]:
    """The branches listed in the file at `path`, in its order. BookError and PlanError, in one sentence for each fault.

    A workbook's list is on the first of its sheets that has both columns.
    """
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        book = open_book(path)
        found = branches_in(book)
        if found is None:
            raise errors.no_branches(book.name)
        return found
    rows = tuple(tuple(row) for row in csv.reader(_text(path).splitlines(keepends=True)))
    table = _table(rows, path.name)
    if table is None:
        raise errors.no_branches(path.name)
    return table.branches()


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file in either encoding by its titles. BookError where it can't be read."""
    return [
        {title: from_text(text) for title, text in row.items() if isinstance(title, str) and isinstance(text, str)}
        for row in csv.DictReader(_text(path).splitlines(keepends=True))
    ]


def branches_in(book: Book) -> tuple[Branch, ...] | None:
    """The branches listed on a sheet of `book`, None where no sheet has the columns of such a list."""
    for tab in sorted(book.tabs, key=lambda name: name != words.BRANCHES_SHEET):
        grid = book.grid(tab)
        if (table := _table(_texts(grid), grid.book, grid.sheet)) is not None:
            return table.branches()
    return None


def branches_in_sheet(grid: Grid) -> tuple[Branch, ...]:
    """The branches listed on the sheet that is called so. PlanError where it lists none."""
    table = _table(_texts(grid), grid.book, grid.sheet)
    if table is None:
        raise errors.no_branches(grid.book, grid.sheet)
    return table.branches()


def _text(path: Path) -> str:
    if path.exists() and not path.is_file():  # Windows says of a folder that there is no permission.
        raise errors.branches_no_file(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise errors.book_missing(path.name) from error
    except OSError as error:
        raise errors.book_unreadable(path.name, error.strerror or str(error)) from error
    if len(data) > _LARGEST:
        raise errors.branches_too_large(path.name)
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise errors.branches_not_text(path.name)


def _texts(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The cells of a tab as texts, from its first row and column on."""
    before = [()] * grid.top
    return (*before, *((*[""] * grid.left, *map(shown, row)) for row in grid.rows))


def _table(rows: Sequence[Sequence[str]], book: str, sheet: str = "") -> _Table | None:
    """The list below the first row that has both needed columns."""
    for number, row in enumerate(rows[:SEARCHED_ROWS]):
        names = [_column(title) for title in row]
        if words.CODE in names and words.NAME in names:
            return _Table(book, sheet, rows, number, names)
    return None


def _column(title: str) -> str:
    """The standard name of one of our columns; else the title as it stands, which may name a KPI."""
    name = folded(title).lower()
    return words.OWNERS if _OWNER_COLUMN.fullmatch(name) else _BY_NAME.get(name, title.strip())


@dataclass(slots=True)
class _Table:
    book: str
    sheet: str
    rows: Sequence[Sequence[str]]
    header: int
    names: list[str]
    faults: list[str] = field(default_factory=list)

    def branches(self) -> tuple[Branch, ...]:
        self._columns_once()
        targets = self._target_columns()
        found = [self._branch(number, row, targets) for number, row in self._listed()]
        self._each_once(found)
        if self.faults:
            raise errors.branches_faulty(self.book, self.sheet, self.faults)
        if not found:
            raise errors.no_branches(self.book, self.sheet)
        return tuple(branch for _, branch in found)

    def _listed(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The rows that hold anything, with the number that Excel shows."""
        for number, row in enumerate(self.rows[self.header + 1 :], self.header + 2):
            if any(text.strip() for text in row):
                yield number, row

    def _columns_once(self) -> None:
        seen: set[str] = set()
        for name in self.names:
            known = folded(name)
            if known and known in seen and name != words.OWNERS:
                self.faults.append(errors.column_twice(self.header + 1, name))
            seen.add(known)

    def _target_columns(self) -> list[int]:
        """The columns of others' names in which any cell is a figure."""
        return [
            column
            for column, name in enumerate(self.names)
            if name and name not in words.COLUMN_NAMES
            and any(figure_in(_cell(row, column)) is not None for _, row in self._listed())
        ]  # fmt: skip

    def _branch(self, number: int, row: Sequence[str], targets: Sequence[int]) -> tuple[int, Branch]:
        code = folded(_cell(row, self.names.index(words.CODE)))
        column = self.names.index(words.NAME)
        # Kana with their marks apart, as Macs have them, name the same file; all else stays the person's own.
        name = _MARKED_KANA.sub(lambda kana: unicodedata.normalize("NFC", kana[0]), _cell(row, column).strip())
        if not _CODE.fullmatch(code):
            self.faults.append(errors.code_unreadable(number, code))
        if not name:
            self.faults.append(errors.name_missing(number))
        elif name[0] in _FORMULA_SIGNS or any(unicodedata.category(sign) in _NO_TEXT for sign in name):
            self.faults.append(errors.name_unreadable(number, "".join(s if s.isprintable() else " " for s in name)))
        owners = (
            owner.strip()
            for column, title in enumerate(self.names)
            if title == words.OWNERS
            for owner in _BETWEEN_OWNERS.split(_cell(row, column))
        )
        own = (self._target(number, self.names[column], _cell(row, column)) for column in targets)
        return number, Branch(
            _numbered(code), name, tuple(dict.fromkeys(filter(None, owners))), tuple(each for each in own if each)
        )

    def _target(self, number: int, title: str, text: str) -> OwnTarget | None:
        if folded(text) in words.NO_FIGURE:
            return None
        figure = figure_in(text)
        if figure is None:
            self.faults.append(errors.own_target_unreadable(number, title, text))
            return None
        return OwnTarget(title, figure, str(number))

    def _each_once(self, found: Sequence[tuple[int, Branch]]) -> None:
        codes: dict[str, int] = {}
        names: dict[str, int] = {}
        for number, branch in found:
            if (before := codes.setdefault(branch.code, number)) != number and branch.code:
                self.faults.append(errors.code_twice(number, branch.code, before))
            if branch.name and (before := names.setdefault(folded(branch.name), number)) != number:
                self.faults.append(errors.name_twice(number, branch.name, before))


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _numbered(code: str) -> str:
    """「03」 for 3 and 003: Excel drops the zeros in front."""
    return f"{int(code):02}" if code.isdecimal() else code


def figure_in(text: str) -> float | None:
    """The figure that a cell holds, with or without its unit (「95.0％」); None for any other text."""
    found = _FIGURE.fullmatch(folded(text))
    return countable(found["figure"].replace(",", "").translate(_MINUS)) if found else None
