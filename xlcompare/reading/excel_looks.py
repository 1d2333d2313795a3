"""What is struck through in a tab that is open in Excel, and which number formats have its numbers?

Each question to Excel costs as much as a thousand cells. It answers for a whole range at once, unless its cells differ:
so the used range is asked first, then its columns by halves, then the letters of single cells by halves.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from xlcompare.address import address
from xlcompare.format_words import LOCAL_DAYS, NO_FORMAT
from xlcompare.reading.grid import Look, Struck, Value
from xlcompare.reading.put_in import without_marked
from xlcompare.reading.struck import Run, Runs, wholly_struck, without_struck

if TYPE_CHECKING:
    from xlcompare.reading.from_excel import ExcelRange

Place = tuple[int, int]
_NOT_UNDERLINED = -4142
"""xlUnderlineStyleNone"""


def formats_in(used: ExcelRange, numbers: Iterable[Place]) -> dict[Place, str]:
    """The number formats of the cells at `numbers`, where they are no General."""
    found: dict[Place, str] = {}
    for places, code in _answers(used, numbers, lambda part: part.number_format or None):
        said = LOCAL_DAYS.get(code or "", code or "")
        if said not in NO_FORMAT:
            found |= dict.fromkeys(places, said)
    return found


def struck_in(
    used: ExcelRange, values: Mapping[Place, Value]
) -> tuple[dict[Place, tuple[Value, Struck]], tuple[str, ...]]:
    """What is left in the cells of which something is struck through, and what each held; of which it can't be asked.

    `values`: what the cells hold that aren't empty.
    """
    found: dict[Place, tuple[Value, Struck]] = {}
    unasked: list[str] = []
    try:
        for places, struck in _answers(used, values, lambda part: _is_struck(part.font.api)):
            for place in places if struck is not False else ():
                whole = values[place]
                try:
                    revised = wholly_struck(whole) if struck else _in_parts(used, place, str(whole))
                except Exception:
                    # A Mac's Excel answers for whole cells only.
                    unasked.append(address(*place))
                    continue
                if revised is not None:
                    found[place] = revised
    except Exception:
        return {}, (used.address.replace("$", ""),)
    return found, tuple(unasked)


def put_in(used: ExcelRange, values: Mapping[Place, Value], marks: Collection[Look]) -> dict[Place, Value]:
    """What stood in the cells before words with these `marks` were put in; nothing where Excel doesn't say looks."""
    found: dict[Place, Value] = {}
    # A Mac's Excel has no looks of single letters.
    with suppress(Exception):
        for places, look in _answers(used, values, _look):
            for place in places if look is None or look in marks else ():
                before = "" if look else without_marked(_runs(_cell(used, place), str(values[place])), Look(), marks)
                found |= {place: before} if before != values[place] else {}
    return found


def _look(part: ExcelRange) -> Look | None:
    font = part.font.api
    color, line = font.Color, font.Underline
    return None if None in (color, line) else _look_of(color, line)


def _look_of(color: Any, line: Any) -> Look:
    return Look(str(int(color)) if color else "", line != _NOT_UNDERLINED)


def _cell(used: ExcelRange, place: Place) -> ExcelRange:
    return used[place[0] - used.row + 1, place[1] - used.column + 1]


def _answers(
    used: ExcelRange, places: Iterable[Place], ask: Callable[[ExcelRange], Any]
) -> Iterator[tuple[list[Place], Any]]:
    """The `places` in parts of which Excel says the same of all cells, and what; None of single cells in themselves."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(places):
        columns.setdefault(column, []).append(row)
    if not columns:
        return
    top, left = used.row - 1, used.column - 1
    if (whole := ask(used)) is not None:
        yield [(row, column) for column, rows in columns.items() for row in rows], whole
        return
    for column, all_rows in columns.items():
        waiting = [all_rows]
        while waiting:
            rows = waiting.pop()
            answer = ask(used[rows[0] - top : rows[-1] - top + 1, column - left])
            if answer is None and len(rows) > 1:
                half = len(rows) // 2
                waiting += [rows[half:], rows[:half]]
            else:
                yield [(row, column) for row in rows], answer


def _is_struck(font: Any) -> bool | None:
    """Whether Excel shows a font struck through; None where it differs from letter to letter."""
    said = font.strikethrough.get() if sys.platform == "darwin" else font.Strikethrough
    return said if isinstance(said, bool) else None


def _in_parts(used: ExcelRange, place: Place, text: str) -> tuple[Value, Struck] | None:
    return without_struck(_runs(_cell(used, place), text), False, Look())


def _runs(cell: ExcelRange, text: str) -> Runs:
    """The pieces of a cell's text that look alike."""
    # Excel counts UTF-16 units.
    units = [0, *accumulate(2 if sign > "\uffff" else 1 for sign in text)]
    return tuple(_pieces(cell, text, units, 0, len(text)))


def _pieces(cell: ExcelRange, text: str, units: Sequence[int], start: int, end: int) -> Iterator[Run]:
    font = cell.characters[units[start] : units[end]].font.api
    struck, color, line = font.Strikethrough, font.Color, font.Underline
    if None in (struck, color, line) and end - start > 1:
        half = (start + end) // 2
        yield from _pieces(cell, text, units, start, half)
        yield from _pieces(cell, text, units, half, end)
    else:
        yield Run(text[start:end], bool(struck), _look_of(color, line))
