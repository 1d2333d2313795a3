"""What do the tabs of a book hold that is open in Excel, unsaved edits included?

The same Grid as from_file.py gives of the saved file. Each question to Excel costs as much as a thousand cells, so a
tab's values come in one call, its formulas in another, and only merged ranges are searched for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from xlcompare import errors
from xlcompare.reading.beside import Beside
from xlcompare.reading.book import by_mark
from xlcompare.reading.excel_beside import beside_in
from xlcompare.reading.excel_looks import formats_in, put_in, struck_in
from xlcompare.reading.grid import MAX_RANGE, Area, Grid, Look, Struck, Value
from xlcompare.reading.values import cleaned
from xlcompare.words import MARK_NAME

if TYPE_CHECKING:
    from xlwings import App as ExcelApp
    from xlwings import Book as ExcelBook
    from xlwings import Range as ExcelRange
    from xlwings import Sheet as ExcelSheet

    __all__ = ["ExcelApp", "ExcelBook", "ExcelRange", "ExcelSheet", "OpenBook", "mark_of"]

_ERRORS = {2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!"}
_ERRORS |= {2042: "#N/A", 2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!"}
_ERRORS |= {2048: "#UNKNOWN!", 2049: "#FIELD!", 2050: "#CALC!"}
_ERROR_TEXTS = frozenset(_ERRORS.values())
_COM_ERROR = -2146828288
"""What Excel's error numbers begin at when they arrive as integers; real numbers arrive as floats."""
_DAY_ZERO = 1899
"""The year of times without a date."""


class OpenBook:
    """A workbook open in Excel, as the jobs read it (`reading.book.Book`). It is looked at once: don't keep it.

    Unlike a file's, the Grid of a sheet that xlcompare made has no merged ranges.
    """

    def __init__(self, book: ExcelBook) -> None:
        self.name = book.name
        self._sheets = {sheet.name: sheet for sheet in book.sheets}
        self.tabs = tuple(self._sheets)
        self._grids: dict[str, Grid] = {}

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The tabs that nobody sees, those that only a macro can show included."""
        # Excel says -1 for visible, 0 for hidden, and 2 where only a macro can show it.
        return frozenset(tab for tab, sheet in self._sheets.items() if sheet.visible not in (True, -1))

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """The tabs that xlcompare made, by what they were made to be."""
        return by_mark(self.marked)

    @cached_property
    def marked(self) -> tuple[tuple[str, str], ...]:
        """Every tab with a mark: (mark, tab). A copy that a person made has the mark of what it is a copy of."""
        found = ((mark_of(sheet), tab) for tab, sheet in self._sheets.items())
        return tuple((mark, tab) for mark, tab in found if mark is not None)

    def grid(self, tab: str) -> Grid:
        """What `tab` holds now. PlanError where there is no such tab."""
        if tab not in self._sheets:
            raise errors.tab_missing(self.name, tab, self.tabs)
        if tab not in self._grids:
            # Nobody asks what is merged on a sheet of ours, and to find out takes longer than all the rest.
            ours = tab in self.marks.values()
            self._grids[tab] = _grid(self.name, tab, self._sheets[tab].used_range, merges=not ours)
        return self._grids[tab]

    def before(self, tab: str, marks: Collection[Look]) -> dict[tuple[int, int], Value]:
        """What stood in cells of `tab`, struck ones aside, before words with these `marks` were put in."""
        grid = self.grid(tab)
        held = {
            (grid.top + i, grid.left + j): value
            for i, row in enumerate(grid.rows)
            for j, value in enumerate(row)
            if value not in (None, "") and (grid.top + i, grid.left + j) not in grid.struck
        }
        return put_in(self._sheets[tab].used_range, held, marks)

    def beside(self, tab: str) -> tuple[Beside, ...]:
        """What `tab` shows that isn't in its cells."""
        return beside_in(self._sheets[tab])

    def ahead(self, tab: str) -> Callable[[], Grid]:
        """The grid of `tab`, later: Excel may only be asked from the thread that it called."""
        return lambda: self.grid(tab)


def mark_of(sheet: ExcelSheet) -> str | None:
    """What xlcompare made `sheet` to be; None where a person made it."""
    for name in sheet.names:
        if name.name.rpartition("!")[2].lower() == MARK_NAME:
            return (name.refers_to or "").removeprefix("=").strip('"')
    return None


def _grid(book: str, tab: str, used: ExcelRange, *, merges: bool) -> Grid:
    rows, columns = used.shape
    if rows * columns > MAX_RANGE:
        raise errors.cells_too_far_apart(book, tab, used.address.replace("$", ""))
    values = _values(used)
    errors_in, formulas = {}, {}
    top, left = used.row - 1, used.column - 1
    for i, line in enumerate(values):
        for j, value in enumerate(line):
            if (error := _error(value)) is not None:
                errors_in[top + i, left + j] = error
                line[j] = ""
            else:
                line[j] = _plain(value)
    for i, line in enumerate(_rows(used.formula)):
        for j, formula in enumerate(line):
            # A text that begins with = is no formula, and comes back as it is.
            if isinstance(formula, str) and formula.startswith("=") and formula != values[i][j]:
                formulas[top + i, left + j] = formula
    looks = _looks(used, values, errors_in, formulas, formats=merges)
    for (row, column), (kept, _) in looks.struck.items():
        values[row - top][column - left] = kept
        errors_in.pop((row, column), None)
    lines, top, left = _cut(values, top, left, errors_in)
    hidden_rows, hidden_columns = _hidden(used)
    return Grid(
        book=book,
        sheet=tab,
        rows=cleaned(lines, unclean=True),
        top=top,
        left=left,
        merged=tuple(sorted(_merged(used) if merges else (), key=lambda area: (area.top, area.left))),
        hidden_rows=hidden_rows,
        errors=errors_in,
        formulas=formulas,
        hidden_columns=hidden_columns & frozenset(range(left, left + len(lines[0]))) if lines else frozenset(),
        formats=looks.formats,
        struck={place: struck for place, (_, struck) in looks.struck.items()},
        unasked=looks.unasked,
    )


class _Looks(NamedTuple):
    formats: Mapping[tuple[int, int], str]
    struck: Mapping[tuple[int, int], tuple[Value, Struck]]
    unasked: tuple[str, ...]


def _looks(
    used: ExcelRange,
    values: Sequence[Sequence[Value]],
    errors_in: Mapping[tuple[int, int], str],
    formulas: Mapping[tuple[int, int], str],
    *,
    formats: bool,
) -> _Looks:
    """What the cells that hold something look like."""
    top, left = used.row - 1, used.column - 1
    held: dict[tuple[int, int], Value] = {
        (top + i, left + j): value for i, line in enumerate(values) for j, value in enumerate(line) if value != ""
    }
    numbers = [place for place, value in held.items() if not isinstance(value, str | bool)]
    held |= {place: error or formulas.get(place, "=") for place, error in errors_in.items()}
    return _Looks(formats_in(used, numbers) if formats else {}, *struck_in(used, held))


def _values(used: ExcelRange) -> list[list[Any]]:
    """The values as rows, errors as their texts."""
    if sys.platform != "darwin":
        values: list[list[Any]] = used.options(ndim=2, empty="", err_to_str=True).value
        return values
    # On a Mac xlwings has no answer with err_to_str (0.37.8). Errors are blank there; what is shown tells them.
    values = used.options(ndim=2, empty="").value
    for line, shown in zip(values, _rows(used.api.string_value.get()), strict=True):
        for j, text in enumerate(shown):
            if text in _ERROR_TEXTS:
                line[j] = text
    return values


def _rows(found: Any) -> Sequence[Any]:
    """What a range answers, as rows: one cell alone answers without them, a Mac also one row."""
    if not isinstance(found, tuple | list):
        return ((found,),)
    return found if found and isinstance(found[0], tuple | list) else (found,)


def _error(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return _ERRORS.get(value - _COM_ERROR)
    return value if isinstance(value, str) and value in _ERROR_TEXTS else None


def _plain(value: Any) -> Value:
    """The value as files are read: a date for a day, a time for what has no day, a float for an amount of money."""
    if isinstance(value, datetime):
        if value.year <= _DAY_ZERO:
            return value.time()
        return value if value.time() != datetime.min.time() else value.date()
    # Cells with a currency's format don't arrive as floats.
    return float(value) if isinstance(value, Decimal) else value


def _cut(
    rows: list[list[Value]], top: int, left: int, errors_in: Mapping[tuple[int, int], str]
) -> tuple[list[list[Value]], int, int]:
    """`rows` without the empty rows and columns around them, which Excel counts as used where they have a look."""
    filled = {(top + i, left + j) for i, line in enumerate(rows) for j, value in enumerate(line) if value != ""}
    filled |= errors_in.keys()
    if not filled:
        return [], 0, 0
    lines, columns = {row for row, _ in filled}, {column for _, column in filled}
    a, b, c, d = min(lines), max(lines), min(columns), max(columns)
    return [line[c - left : d - left + 1] for line in rows[a - top : b - top + 1]], a, c


def _merged(used: ExcelRange) -> Iterator[Area]:
    """The merged ranges: Excel tells of a range whether all, some or none of it is merged.

    Column by column, because plans merge downwards, and each column by halves where no merge is in sight.
    """
    found: list[Area] = []
    columns = used.shape[1]
    waiting = [used[:, column] for column in reversed(range(columns))] if used.merge_cells is not False else []
    while waiting:
        part = waiting.pop()
        own = _area(part)
        if any(_inside(own, area) for area in found) or part.merge_cells is False:
            continue
        corner = _area(part[0, 0].merge_area)
        if (corner.top, corner.left) != (corner.bottom, corner.right) and corner not in found:
            found.append(corner)
            yield corner
        seen, left = corner.bottom - own.top + 1, own.bottom - corner.bottom
        # Behind a merge there is often the next one; else the rest is looked at by halves.
        half = left // 2 if seen == 1 else 0
        if half:
            waiting += [part[seen + half :, :], part[seen : seen + half, :]]
        elif left > 0:
            waiting.append(part[seen:, :])


def _area(part: ExcelRange) -> Area:
    top, left = part.row - 1, part.column - 1
    rows, columns = part.shape
    return Area(top, left, top + rows - 1, left + columns - 1)


def _inside(inner: Area, outer: Area) -> bool:
    rows = outer.top <= inner.top and inner.bottom <= outer.bottom
    return rows and outer.left <= inner.left and inner.right <= outer.right


def _hidden(used: ExcelRange) -> tuple[frozenset[int], frozenset[int]]:
    """The hidden rows and columns; none where Excel doesn't tell (a protected sheet, an old xlwings)."""
    whole = _area(used)
    with suppress(Exception):
        visible: Any = used.get_special_cells("visible")
        areas = [_area(part) for part in visible]
        rows = {row for area in areas for row in range(area.top, area.bottom + 1)}
        columns = {column for area in areas for column in range(area.left, area.right + 1)}
        return (
            frozenset(range(whole.top, whole.bottom + 1)) - rows,
            frozenset(range(whole.left, whole.right + 1)) - columns,
        )
    return frozenset(), frozenset()
