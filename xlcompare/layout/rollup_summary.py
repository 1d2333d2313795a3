"""The sheet 集約: the targets in sum, the branches' actuals, their ratings by heading, and what they left blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from xlcompare import rollup_words as words
from xlcompare.address import cell_ref, column_letters, range_ref
from xlcompare.layout.pages import SPARE, in_pixels, printable
from xlcompare.layout.progress_cells import high
from xlcompare.layout.rollup_cells import Linker, RollUpLooks, page, setup
from xlcompare.layout.sheet import (
    Bars,
    Blank,
    Cell,
    Chart,
    Column,
    Condition,
    Formula,
    Link,
    Merge,
    Row,
    Sheet,
    Style,
    Text,
)
from xlcompare.tracking.rollup import RollUp

NAME_WIDTH, WIDTH, COLUMNS = 60.0, 39.75, 27
"""Points; 27 columns of one width hold nine targets of three, or 27 headings, on A3."""
ROW, HIGHEST_ROW = 10.5, 15.75
"""Points of the least that letters of 8 points need, and of what is comfortable."""
MARK = "rollup-summary"


@dataclass(slots=True)
class Summary:
    """The sheet as it grows, block by block, and what the blocks share."""

    rollup: RollUp
    linker: Linker
    looks: RollUpLooks
    rows: list[Row] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    bars: list[Bars] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def begin(self) -> None:
        look, year = self.looks.look, self.rollup.label
        self.rows.append(Row((Text(words.SUMMARY_TITLE.format(year=year), look.title),), 24.0))
        text = words.SUMMARY_HELP if self.rollup.counted else words.NONE_RECEIVED
        self.rows.append(Row((Text(text, self.looks.line),), 15.0))

    def block(self, title: str, text: str = "", *, new_page: bool = True) -> None:
        """A block's title and what to know about it, on a new page."""
        if new_page:
            self.breaks.append(len(self.rows))
        self.rows.append(Row((Text(title, self.looks.look.area),), 20.25))
        if text:
            self.rows.append(Row((Text(text, self.looks.line),), 15.0))

    def across(self, cells: list[Cell], text: str, style: Style, count: int) -> None:
        """Adds to `cells` of the next row a text over `count` columns."""
        first = len(cells)
        cells += [Text(text, style) if text else Blank(style), *(Blank(style) for _ in range(count - 1))]
        if count > 1:
            self.merges.append(Merge(len(self.rows), first, len(self.rows), first + count - 1))

    def room(self) -> float:
        """Points that are left of the page that the last block began."""
        top = self.breaks[-1] if self.breaks else 0
        return printable(setup(page()))[1] * SPARE - sum(in_pixels(row.height) for row in self.rows[top:])

    def row_height(self, feet: int) -> float:
        """How high the branches' rows and `feet` more may be to end with the page that the last block began."""
        pixels = int(self.room() / (len(self.rollup.receipts) + feet) / 0.75)
        return min(max(pixels * 0.75, ROW), HIGHEST_ROW)

    def sheet(self) -> Sheet:
        width = COLUMNS
        printed = setup(page())
        return Sheet(
            name=words.SUMMARY_SHEET,
            columns=(Column(NAME_WIDTH), *(Column(WIDTH) for _ in range(COLUMNS))),
            rows=tuple(self.rows),
            merges=tuple(self.merges),
            charts=tuple(self.charts),
            conditions=tuple(self.conditions),
            freeze=(0, 1),
            print=replace(printed, area=(0, 0, len(self.rows) - 1, width), breaks=tuple(self.breaks)),
            links=tuple(self.links),
            bars=tuple(self.bars),
            mark=MARK,
        )


def column_range(first: int, last: int, column: int) -> str:
    """The rows of a block in one column, as its formulas say them: B7:B53."""
    letters = column_letters(column)
    return f"{letters}{first + 1}:{letters}{last + 1}"


def here(row: int, column: int) -> str:
    return cell_ref(row, column).replace("$", "")


def there(row: int, column: int) -> str:
    """A cell of 集約 in a formula of another sheet."""
    return range_ref(words.SUMMARY_SHEET, row, column, row, column)


def lines_high(texts: Sequence[tuple[str, Style, float]], least: float) -> float:
    """The height of a head whose texts stand in merged columns."""
    return (
        high([(text, style, width) for text, style, width in texts if text], least)
        if any(text for text, _, _ in texts)
        else least
    )


def mean_of(values: Sequence[float]) -> float | str:
    return sum(values) / len(values) if values else ""


def aggregate(function: str, of: str, value: float | str, style: Style) -> Formula:
    """A formula over figures that gives an empty text where there are none."""
    return Formula(f'IF(COUNT({of})=0,"",{function}({of}))', value, style)
