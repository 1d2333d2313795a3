"""Cells of the progress workbook: typed values as they were typed, and the signs that its sheets share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from xlcompare import progress_words as words
from xlcompare.address import column_letters
from xlcompare.fiscal_year import day_number
from xlcompare.layout.heights import MAX_ROW_HEIGHT, height
from xlcompare.layout.sheet import Blank, Cell, Condition, Number, Row, Style, Text
from xlcompare.progress import RowKind, Spot, Value
from xlcompare.progress_settings import ProgressSettings, Role
from xlcompare.progress_styles import WRONG

FREE_COLUMNS = 2
"""Empty columns at the right that are open for anything; more would lengthen the way of the Tab key."""
FREE_WIDTH = 90.0
SPARE_RATINGS = 2
"""Empty rows of 設定 for a person's own marks."""
_LOOKS = {  # color, fill, bold, italic: each role differs in lightness or letter too
    Role.BEYOND: (None, "#70AD47", True, False),
    Role.REACHED: (None, "#E2EFDA", False, False),
    Role.SHORT: (None, "#FFD966", True, False),
    Role.NOT_BEGUN: (None, "#F4B084", True, False),
    Role.UNMEASURED: ("#7F7F7F", None, False, True),
}


def key(row: RowKind, item: int) -> str:
    """What the hidden column says of a row: 「m12」."""
    return f"{row.value}{item}"


def typed_cell(value: Value | None, style: Style) -> Cell:
    """`value` as a person typed it: text as text, a number as a number, a date as a date."""
    if value is None or value == "":
        return Blank(style)
    if isinstance(value, str):
        return Text(value, style)
    if isinstance(value, bool):
        return Text(str(value).upper(), style)
    if isinstance(value, int | float):
        return Number(value, replace(style, number_format=None) if style.number_format == "@" else style)
    if isinstance(value, date):
        since = (value - datetime(value.year, value.month, value.day)) if isinstance(value, datetime) else timedelta()
        shape = "yyyy/m/d h:mm" if since else "yyyy/m/d"
        return Number(day_number(value) + since / timedelta(1), replace(style, number_format=shape))
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
        return Number(value / timedelta(1), replace(style, number_format="h:mm:ss" if value.seconds % 60 else "h:mm"))
    if isinstance(value, timedelta):
        return Number(value / timedelta(1), replace(style, number_format="[h]:mm:ss"))
    return Text(str(value), style)


def free_count(cells: Iterable[Spot], *rows: RowKind) -> int:
    """How many free columns a sheet has whose rows are of the kinds `rows`: those in use, and at least two."""
    used = (spot.free for spot in cells if spot.row in rows and spot.free is not None)
    return max(FREE_COLUMNS, max(used, default=-1) + 1)


def or_blank(value: float | None) -> float | str:
    """A formula's result where it gives an empty text for no figure."""
    return "" if value is None else value


def shown_value(value: Value | None) -> str:
    """How wide and high a typed value is in a cell."""
    return "" if value is None else str(value)


def figure_text(value: float) -> str:
    """A number as the formulas of KPI一覧 join it to its unit: 1,850 or 95.7."""
    return f"{int(value):,}" if value == int(value) else format(Decimal(repr(value)), "f")


def high(texts: Sequence[tuple[str, Style, float]], least: float = 0.0) -> float:
    """The height of a row that shows all of the highest of (text, style, width), as far as a row can."""
    return min(needed(texts, least), MAX_ROW_HEIGHT)


def needed(texts: Sequence[tuple[str, Style, float]], least: float = 0.0) -> float:
    """The height that the highest of (text, style, width) needs, in points, however much it is."""
    return max(least, *(height(text, width, style.font, style.size, style.bold) for text, style, width in texts))


def line(text: str, style: Style, width: float, count: int, least: float = 0.0) -> Row:
    """A row of one text over `count` columns that are merged or empty behind it."""
    cells: tuple[Cell, ...] = (Text(text, style), *(Blank(style) for _ in range(count - 1)))
    return Row(cells, high([(text, style, width)], least))


def is_mark(cell: str, number: int) -> str:
    """A formula: whether `cell` holds the mark `number` (from 1), alone or with its words."""
    mark = words.MARK_NAME.format(number)
    head = f"LEFT({cell},LEN({mark})+1)"
    return f'OR({cell}&""={mark}&"",{head}={mark}&"：",{head}={mark}&":")'


def rating_looks(settings: ProgressSettings, top: int, column: int, bottom: int) -> list[Condition]:
    """The looks of ratings in a column; what is no rating is red."""
    area = (top, column, bottom, column)
    cell = f"${column_letters(column)}{top + 1}"
    found = [
        Condition(area, is_mark(cell, role + 1), color, fill, bold, italic)
        for role, (color, fill, bold, italic) in _LOOKS.items()
    ]
    known = ",".join(is_mark(cell, k + 1) for k in range(len(settings.ratings) + SPARE_RATINGS))
    return [*found, Condition(area, f'AND({cell}<>"",NOT(OR({known})))', WRONG, bold=True, italic=True)]
