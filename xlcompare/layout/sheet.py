"""A finished sheet as one plain value: what writing copies out and golden tests print.

Lengths are in points. Rows and columns count from 0. Text is text: nothing in here becomes a formula by accident,
because formulas have a type of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlcompare.plan import Span as Span
from xlcompare.style import Style as Style
from xlcompare.words import DEFAULT_FONT
from xlcompare.words import MARK_NAME as MARK_NAME


@dataclass(frozen=True, slots=True)
class Text:
    """A cell of text. `marks` are underlined, in order and apart from each other; offsets into `text`."""

    text: str
    style: Style
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A cell that holds a number and stays one; its look comes from the style's number format."""

    value: float
    style: Style


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula (`text` without the = sign) with its `result`, for viewers that don't calculate."""

    text: str
    result: float | str
    style: Style


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell that is only drawn (borders, fill), or covered by a merge."""

    style: Style


Cell = Text | Number | Formula | Blank | None


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    height: float
    """At most 409.5, Excel's limit; rounded up to whole pixels (0.75)."""
    grows: bool = False
    """whether the program fits the row anew when somebody types into it"""


@dataclass(frozen=True, slots=True)
class Column:
    width: float
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one. The first one carries the text; all bounds are inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down list of `values`, or of the cells of `source` (='設定'!$B$5:$B$9), on rows of a `column`."""

    column: int
    top: int
    bottom: int
    values: tuple[str, ...] = ()
    source: str = ""
    strict: bool = True
    """whether anything else is refused"""


@dataclass(frozen=True, slots=True)
class Note:
    """A comment that appears when the mouse rests on a cell."""

    row: int
    column: int
    text: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Condition:
    """A look that cells of `area` take where `formula` (for its upper left cell, without =) is true."""

    area: Range
    formula: str
    color: str | None = None
    fill: str | None = None
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A line in one cell, drawn from the figures of a range of the same sheet."""

    row: int
    column: int
    values: Range
    color: str


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens the `file` (a path from this workbook's folder, with slashes, or an address) at a `cell`."""

    row: int
    column: int
    file: str
    sheet: str = ""
    cell: str = ""
    """as A1"""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar in each cell of `area`, as long as its figure is of `most`."""

    area: Range
    color: str
    most: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table of Excel's own, with buttons to filter it; its first row holds the `titles`."""

    area: Range
    name: str
    titles: tuple[str, ...]


Range = tuple[int, int, int, int]
"""top, left, bottom, right, all inside"""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars: its name, the cells with its figures, its fill (#RRGGBB) and XlsxWriter's pattern on it."""

    name: str
    values: Range
    fill: str
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A native bar chart on cells of its own sheet, its upper left corner `at` a (row, column)."""

    title: str
    categories: Range
    series: tuple[Series, ...]
    at: tuple[int, int]
    width: float
    height: float
    font: str
    size: float
    number_format: str
    horizontal: bool = False
    low: float | None = None
    """The figure at which the axis begins; None: as the program chooses."""
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """How the sheet goes onto paper: one page wide, rows `title_rows` on top of every page, page n／N below."""

    paper: str = "A4"
    """A4 | A3"""
    landscape: bool = True
    title_rows: tuple[int, int] | None = None
    """first and last"""
    margins: tuple[float, float, float, float] = (36.0, 36.0, 36.0, 42.0)
    """left, right, top, bottom"""
    header: str = ""
    footer: str = "&C&P／&N"
    font: str = DEFAULT_FONT
    size: float = 10.0
    """of header and footer, where they name none themselves"""
    breaks: tuple[int, ...] = ()
    """rows that begin a page"""
    area: Range | None = None
    """None: every row and column of the sheet"""


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    choices: tuple[Choice, ...] = ()
    freeze: tuple[int, int] | None = None
    """how many rows and columns stay in view"""
    autofilter: Range | None = None
    """the top row holds the buttons"""
    print: PrintSetup | None = None
    charts: tuple[Chart, ...] = ()
    notes: tuple[Note, ...] = ()
    conditions: tuple[Condition, ...] = ()
    sparklines: tuple[Sparkline, ...] = ()
    names: tuple[tuple[str, Range | str], ...] = ()
    """names for the whole workbook, of ranges of this sheet or of formulas"""
    protected: bool = False
    """whether only unlocked cells may be typed into; anybody may lift it, there is no password"""
    hidden: bool = False
    very_hidden: bool = False
    """whether only a program can bring it into view: what nobody sees, nobody deletes"""
    tab_color: str | None = None
    links: tuple[Link, ...] = ()
    bars: tuple[Bars, ...] = ()
    tables: tuple[Table, ...] = ()
    mark: str | None = None
    """What xlcompare made this sheet to be. It knows its own sheets again by this, never by their names."""
