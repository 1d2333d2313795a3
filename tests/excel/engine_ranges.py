"""The engine's ranges: values as Excel hands them to xlwings, formulas in Excel's spelling, merges, hidden rows."""

from __future__ import annotations

import datetime as dt
import numbers
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from xlwings import base_classes as base

_DAY_ZERO = dt.datetime(1899, 12, 30)
_DATE, _TIME, _CURRENCY, _LOGICAL = 2, 4, 8, 1024
"""com.sun.star.util.NumberFormat"""
_FORMULA_ERROR = 4
_NUMBERS = 1 | 2 | 16  # UNO's CellFlags: values, dates, formulas.
"""com.sun.star.sheet.FormulaResult"""

ERRORS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
"""Excel's errors as they arrive through COM."""
_ERROR_CODES = {532: "#DIV/0!", 32767: "#N/A", 525: "#NAME?", 524: "#REF!", 519: "#VALUE!", 503: "#NUM!"}
_BY_TEXT = {text: number for number, text in ERRORS.items()}

# 'file:///tmp/made.xlsx'#$Sheet.A1 is Excel's '[made.xlsx]Sheet'!A1, $Sheet.A1 is Sheet!A1.
_ELSEWHERE = re.compile(r"'file:///(?:[^'/]*/)*([^'/]+)'#\$?('(?:[^']|'')+'|[^.'\s]+)\.")
_HERE = re.compile(r"\$?('(?:[^']|'')+'|[^\s.'\"()+*/&,;=<>:!^$-]+)\.(?=\$?[A-Z]{1,3}\$?[0-9])")
_SHEET = re.compile(r"\$?('(?:[^']|'')+')!")


_LOOKS = ("CharColor", "CharStrikeout", "CharUnderline")
"""In the order of the alphabet, as UNO wants them where it is asked for several at once."""
_RICH = 512
"""com.sun.star.sheet.CellFlags.FORMATTED: cells whose letters differ."""
_PARTS = re.compile(r"""("[^"]*"|\\\\.|General|\[[^\]]*\]|AM/PM|E[+-])|.""", re.DOTALL)


class Font(base.Font):
    """As Excel answers: None where the letters differ."""

    def __init__(self, looks: Callable[[int], set[Any]]) -> None:
        """`looks`: all that is said of the property of that number; asked for each only where somebody wants it."""
        self.looks = looks

    @property
    def api(self) -> Font:
        return self

    def _said(self, k: int) -> Any:
        said = self.looks(k)
        return next(iter(said)) if len(said) == 1 else None

    @property
    def Strikethrough(self) -> bool | None:
        said = self._said(1)
        return None if said is None else said != 0

    @property
    def Color(self) -> int | None:
        said = self._said(0)
        return 0 if said == -1 else said

    @property
    def Underline(self) -> int | None:
        said = self._said(2)
        return None if said is None else 2 if said else -4142


class Characters(base.Characters):
    def __init__(self, letters: list[tuple[Any, ...]]) -> None:
        self.letters = letters

    def __getitem__(self, item: slice) -> Characters:
        return Characters(self.letters[item])

    @property
    def font(self) -> Font:
        return Font(lambda k: {letter[k + 1] for letter in self.letters})


class Range(base.Range):
    sheet = None
    options: dict[str, Any] = {}  # noqa: RUF012 (the base class has it as a property)

    def __init__(self, sheet: Any, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet, self.box = sheet, (top, left, bottom, right)

    @classmethod
    def between(cls, sheet: Any, a: Any, b: Any = None) -> Range:
        """The range of an address, or from `a` to `b`: ranges or (row, column), from 1."""
        if isinstance(a, tuple) and len(a) == 4:
            row, column, rows, columns = a
            return cls(sheet, row, column, row + rows - 1, column + columns - 1)
        if isinstance(a, str) and b is None:
            place = sheet.xl.getCellRangeByName(a.replace("$", "")).RangeAddress
            return cls(sheet, place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)
        one, two = (each.box if isinstance(each, Range) else (*each, *each) for each in (a, b or a))
        return cls(sheet, min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3]))

    @cached_property
    def xl(self) -> Any:
        top, left, bottom, right = self.box
        return self.sheet.xl.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def row(self) -> int:
        return self.box[0]

    @property
    def column(self) -> int:
        return self.box[1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.box
        return bottom - top + 1, right - left + 1

    @property
    def coords(self) -> tuple[Any, ...]:
        return (self.sheet.name, *self.box)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, a: int, b: int | None = None) -> Range:
        if b is None:
            a, b = (a - 1) // self.shape[1] + 1, (a - 1) % self.shape[1] + 1
        row, column = self.row + a - 1, self.column + b - 1
        return Range(self.sheet, row, column, row, column)

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        top, left, bottom, right = self.box
        ends = [f"${letters(left)}${top}", f"${letters(right)}${bottom}"]
        return ends[0] if ends[0] == ends[1] else ":".join(ends)

    # ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def raw_value(self) -> Any:
        data = [list(row) for row in self.xl.getDataArray()]
        for kind, i, j in self._kinds():
            number = data[i][j]
            if isinstance(number, float):
                data[i][j] = _as_com(number, kind)
        for i, j, cell in self._errors():
            data[i][j] = _BY_TEXT[_ERROR_CODES.get(cell.getError(), "#VALUE!")]
        return data[0][0] if len(self) == 1 else tuple(map(tuple, data))

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._writable()
        rows = data if isinstance(data, list | tuple) else [[data] * self.shape[1]] * self.shape[0]
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                cell = self.sheet.xl.getCellByPosition(self.column - 1 + j, self.row - 1 + i)
                if isinstance(value, str) and value.startswith("="):
                    cell.Formula = value
                elif isinstance(value, numbers.Number):
                    cell.Value = float(value)
                else:
                    cell.String = value or ""

    def _kinds(self) -> Iterator[tuple[int, int, int]]:
        """The kind of number format and the (row, column) offsets of the cells whose numbers mean more."""
        formats, known = self.sheet.book.xl.NumberFormats, {}
        # Only where there are numbers: each look of a range is several calls, and texts have many looks.
        holding = self.xl.queryContentCells(_NUMBERS).RangeAddresses
        if not holding:
            return
        box = self.sheet.xl.getCellRangeByPosition(
            min(place.StartColumn for place in holding),
            min(place.StartRow for place in holding),
            max(place.EndColumn for place in holding),
            max(place.EndRow for place in holding),
        )
        for part in box.getUniqueCellFormatRanges():
            key = part.getPropertyValue("NumberFormat")
            kind = known.get(key) or known.setdefault(key, formats.getByKey(key).Type)
            for place in part.RangeAddresses if kind & (_DATE | _TIME | _CURRENCY | _LOGICAL) else ():
                for row in range(place.StartRow, place.EndRow + 1):
                    for column in range(place.StartColumn, place.EndColumn + 1):
                        yield kind, row - self.row + 1, column - self.column + 1

    def _errors(self) -> Iterator[tuple[int, int, Any]]:
        cells = self.xl.queryFormulaCells(_FORMULA_ERROR).Cells.createEnumeration()
        while cells.hasMoreElements():
            cell = cells.nextElement()
            place = cell.CellAddress
            yield place.Row - self.row + 1, place.Column - self.column + 1, cell

    @property
    def formula(self) -> Any:
        rows = tuple(tuple(as_excel(text) for text in row) for row in self.xl.getFormulaArray())
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: str) -> None:
        assert len(self) == 1
        self._writable()
        self.xl.getCellByPosition(0, 0).Formula = as_calc(value)

    def _writable(self) -> None:
        """Excel refuses to change a protected cell; LibreOffice's own interface doesn't."""
        if self.sheet.xl.isProtected() and self.xl.CellProtection.IsLocked:
            raise RuntimeError("the cell is protected")

    # ── letters and formats ──────────────────────────────────────────────────────────────────────────────────────────

    @property
    def font(self) -> Font:
        return Font(self._said_of_all)

    @property
    def characters(self) -> Characters:
        return Characters(self._signs(self.xl.getCellByPosition(0, 0)))

    def _said_of_all(self, k: int) -> set[Any]:
        """What is said of the cells' own fonts and of the letters that have others."""
        texts, cells = [self.xl], self.xl.queryContentCells(_RICH).Cells.createEnumeration()
        while cells.hasMoreElements():
            letters = cells.nextElement().createTextCursor()
            letters.gotoStart(False)
            letters.gotoEnd(True)
            texts.append(letters)
        said: set[Any] = set()
        for text in texts:
            if text.getPropertyState(_LOOKS[k]).value == "AMBIGUOUS_VALUE":
                return {0, 1}
            said.add(text.getPropertyValue(_LOOKS[k]))
        return said

    @staticmethod
    def _signs(cell: Any) -> list[tuple[Any, ...]]:
        """Each letter of a cell with what it looks like."""
        found: list[tuple[Any, ...]] = []
        paragraphs = cell.createEnumeration()
        while paragraphs.hasMoreElements():
            if found:
                found.append(("\n", *found[-1][1:]))
            portions = paragraphs.nextElement().createEnumeration()
            while portions.hasMoreElements():
                portion = portions.nextElement()
                look = portion.getPropertyValues(_LOOKS)
                units = portion.String.encode("utf-16-le")
                found += [(units[i : i + 2], *look) for i in range(0, len(units), 2)]
        return found

    @property
    def number_format(self) -> str | None:
        if self.xl.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
            return None
        code = self.sheet.book.xl.NumberFormats.getByKey(self.xl.NumberFormat).FormatString
        return _PARTS.sub(lambda found: found[0] if found[1] else found[0].lower(), code)

    # ── looks ────────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def merge_area(self) -> Range:
        cursor = self.sheet.xl.createCursorByRange(self.xl)
        cursor.collapseToMergedArea()
        place = cursor.RangeAddress
        found = Range(self.sheet, place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)
        return found if self.xl.IsMerged or len(found) > 1 else self

    @property
    def merge_cells(self) -> bool | None:
        """True, False or None for some of the cells. None too often asks a button more than Excel would."""
        area = self(1, 1).merge_area
        if len(area) > 1:
            inside = area.box[2] >= self.box[2] and area.box[3] >= self.box[3]
            return True if inside else None
        # LibreOffice says whether a merge begins in the range; one that comes in from outside has begun elsewhere.
        return None if len(self) > 1 and self.xl.IsMerged else False

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Range]:
        assert (cell_type, value_type) == ("visible", None)
        if self.sheet.xl.isProtected():
            raise RuntimeError("Excel looks for no cells on a protected sheet")
        return [
            Range(self.sheet, a.StartRow + 1, a.StartColumn + 1, a.EndRow + 1, a.EndColumn + 1)
            for a in self.xl.queryVisibleCells().RangeAddresses
        ]

    def select(self) -> None:
        self.sheet.book.xl.CurrentController.select(self.xl)


def _as_com(number: float, kind: int) -> Any:
    """The number as Excel hands it over where its format is of this kind."""
    if kind & (_DATE | _TIME):
        return _DAY_ZERO + dt.timedelta(seconds=round(number * 86_400))
    return Decimal(repr(number)) if kind & _CURRENCY else bool(number)


def as_excel(formula: str) -> str:
    if not formula.startswith("="):
        return formula

    def elsewhere(found: re.Match[str]) -> str:
        return f"'[{unquote(found[1])}]{found[2].strip(chr(39))}'!"

    def here(found: re.Match[str]) -> str:
        return found[1] + "!" if found[1].startswith("'") else f"'{found[1]}'!"

    return _HERE.sub(here, _ELSEWHERE.sub(elsewhere, formula))


def as_calc(formula: str) -> str:
    return _SHEET.sub(r"$\1.", formula)


def letters(column: int) -> str:
    text = ""
    while column:
        column, digit = divmod(column - 1, 26)
        text = chr(65 + digit) + text
    return text
