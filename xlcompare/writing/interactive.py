"""What makes a sheet one to work in: drop-down lists, comments, looks that depend on values, charts, protection.

Works on the page that new_book.py made with XlsxWriter; what can't be written as it is raises Unwritable.
"""

from __future__ import annotations

from typing import Any

from xlcompare.address import range_ref
from xlcompare.layout.sheet import Bars, Chart, Choice, Condition, Note, Series, Sheet, Sparkline
from xlcompare.progress_words import NOTE_FONT
from xlcompare.writing.looks import color_of, units
from xlcompare.writing.sheet_checks import Unwritable

MAX_CHOICE_UNITS = 255
_PIXELS_PER_POINT = 96 / 72
_NOTE_FONT = {"font_name": NOTE_FONT, "font_size": 9}

# In a protected sheet people still arrange rows and columns as they like.
_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    # Their comments and pictures stay theirs.
    "objects": True,
    "scenarios": True,
}


def make_interactive(book: Any, page: Any, sheet: Sheet) -> None:
    """Adds to `page` (XlsxWriter's worksheet in `book`) all of `sheet` that isn't a cell."""
    for name, area in sheet.names:
        said = area if isinstance(area, str) else range_ref(sheet.name, *area)
        _done(book.define_name(name, f"={said}") or 0, 0, 0)
    for choice in sheet.choices:
        _done(_write_choice(page, choice), choice.top, choice.column)
    for condition in sheet.conditions:
        _done(_write_condition(book, page, condition), condition.area[0], condition.area[1])
    for bars in sheet.bars:
        _done(_write_bars(page, bars), bars.area[0], bars.area[1])
    for note in sheet.notes:
        _done(_write_note(page, note), note.row, note.column)
    for line in sheet.sparklines:
        _done(_write_sparkline(page, line, sheet), line.row, line.column)
    for chart in sheet.charts:
        _done(_write_chart(book, page, chart, sheet), *chart.at)
    if sheet.protected:
        page.protect("", _ALLOWED)
    if sheet.hidden:
        page.hide()
    if sheet.very_hidden:
        page.very_hidden()


def _done(status: int, row: int, column: int) -> None:
    if status:
        raise Unwritable(f"XlsxWriter returned {status}", row, column)


def _write_choice(page: Any, choice: Choice) -> int:
    source: str | list[str] = choice.source
    if not choice.source:
        joined = ",".join(choice.values)
        # The list is one string in the file, with no way to write a comma or a quotation mark inside a value.
        if joined.count(",") != len(choice.values) - 1 or '"' in joined or units(joined) > MAX_CHOICE_UNITS:
            raise Unwritable(f"the choice {joined!r}", choice.top, choice.column)
        source = list(choice.values)
    options = {"validate": "list", "source": source, "show_error": choice.strict}
    return int(page.data_validation(choice.top, choice.column, choice.bottom, choice.column, options))


def _write_condition(book: Any, page: Any, condition: Condition) -> int:
    look: dict[str, Any] = {}
    if condition.color:
        look["font_color"] = color_of(condition.color)
    if condition.fill:
        look["bg_color"] = color_of(condition.fill)
    look |= {name: True for name in ("bold", "italic") if getattr(condition, name)}
    options = {"type": "formula", "criteria": f"={condition.formula}", "format": book.add_format(look)}
    return int(page.conditional_format(*condition.area, options) or 0)


def _write_bars(page: Any, bars: Bars) -> int:
    ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": bars.most}
    options = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": color_of(bars.color), **ends}
    return int(page.conditional_format(*bars.area, options) or 0)


def _write_note(page: Any, note: Note) -> int:
    size = {"width": note.width * _PIXELS_PER_POINT, "height": note.height * _PIXELS_PER_POINT}
    # Without an author Excel names whoever opens the book.
    return int(page.write_comment(note.row, note.column, note.text, {**_NOTE_FONT, **size, "author": "xlcompare"}) or 0)


def _write_sparkline(page: Any, line: Sparkline, sheet: Sheet) -> int:
    options = {
        "range": range_ref(sheet.name, *line.values),
        "markers": True,
        "series_color": color_of(line.color),
        "empty_cells": "connect",
    }
    return int(page.add_sparkline(line.row, line.column, options) or 0)


def _fill(series: Series) -> dict[str, Any]:
    if not series.pattern:
        return {"fill": {"color": color_of(series.fill)}}
    colors = {"fg_color": "#7F7F7F", "bg_color": color_of(series.fill)}
    return {"pattern": {"pattern": series.pattern, **colors}}


def _write_chart(book: Any, page: Any, chart: Chart, sheet: Sheet) -> int:
    """A bar chart that reads in black and white: plain fills of different greys, outlined, the figures at the bars."""
    kind = {"type": "bar" if chart.horizontal else "column"}
    drawn = book.add_chart({**kind, "subtype": "stacked"} if chart.stacked else kind)
    font, no_lines = {"name": chart.font, "size": chart.size}, {"visible": False}
    for series in chart.series:
        drawn.add_series(
            {
                "name": series.name,
                "categories": [sheet.name, *chart.categories],
                "values": [sheet.name, *series.values],
                **_fill(series),
                "border": {"color": "#000000", "width": 0.75},
                "data_labels": {"value": True, "num_format": chart.number_format, "font": font},
                "gap": 60,
            }
        )
    drawn.set_title(
        {"name": chart.title, "name_font": {**font, "size": chart.size + 2, "bold": True}, "overlay": False}
    )
    drawn.set_legend({"position": "bottom", "font": font} if len(chart.series) > 1 else {"none": True})
    # Excel draws the first category of horizontal bars at the bottom, and XlsxWriter calls their axis y.
    categories = {"num_font": font, "reverse": chart.horizontal, "label_position": "low", "major_gridlines": no_lines}
    values = {"num_font": font, "num_format": chart.number_format, "major_gridlines": no_lines, "visible": False}
    if chart.low is not None:
        values["min"] = chart.low
    drawn.set_x_axis(values if chart.horizontal else categories)
    drawn.set_y_axis(categories if chart.horizontal else values)
    drawn.set_size({"width": chart.width * _PIXELS_PER_POINT, "height": chart.height * _PIXELS_PER_POINT})
    return int(page.insert_chart(*chart.at, drawn, {"object_position": 1}))
