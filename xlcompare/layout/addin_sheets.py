"""The sheets of the files with buttons: the settings that VBA reads, the page of buttons, an empty year of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from xlcompare import addin_words as words
from xlcompare.layout.heights import height
from xlcompare.layout.sheet import Blank, Choice, Column, Merge, PrintSetup, Row, Sheet, Style, Text
from xlcompare.ribbon import RibbonButton
from xlcompare.words import KIND, OWNER

PLAN_HEADER_ROW = 2
PLAN_ROWS = 40
"""Rows with a frame; a sheet of plans has as many, and people add what they need."""
LAST_CHOICE_ROW = 999

_TEXT = Style(words.FONT, 10, valign="center")
_TITLE = replace(_TEXT, size=16, bold=True, wrap=False)
_GROUP = replace(_TEXT, size=11, bold=True, border="none none none thin", wrap=False)
_CELL = replace(_TEXT, border="thin")
_HEADER = replace(_CELL, bold=True, fill="#D9E1F2", align="center")
_CENTERED = replace(_CELL, align="center")
_MONEY = replace(_CELL, align="right", number_format='#,##0;"△"#,##0;0')

_GUIDE_WIDTHS = (135.0, 540.0)
_BUTTON_HEIGHT = 30.0
_PLAN_WIDTHS = (75.0, 123.0, 102.0, 57.0, 324.0, 63.0, 123.0, 141.0, 90.0)
_CONFIG_WIDTHS = (210.0, 360.0)
# No print area: rows that people add below would stay outside it.
_EVERYTHING = (0, 0, -1, -1)


@dataclass(frozen=True, slots=True)
class GuideSheet:
    """The page of buttons, and the row on which each of them lies in the first column."""

    sheet: Sheet
    buttons: tuple[tuple[RibbonButton, int], ...]

    def size_of(self, row: int) -> tuple[float, float]:
        """Width and height of the room for a button."""
        return self.sheet.columns[0].width, self.sheet.rows[row].height


def config_sheet(name: str, values: Mapping[str, str], hidden: bool = False) -> Sheet:
    """What xlwings' VBA reads: a key and a value a row, from the first row on, without a gap."""
    rows = tuple(Row((Text(key, _TEXT), Text(value, _TEXT)), 18.0) for key, value in values.items())
    return Sheet(name, tuple(map(Column, _CONFIG_WIDTHS)), rows, hidden=hidden)


def guide_sheet(buttons: Sequence[RibbonButton]) -> GuideSheet:
    """How the book is used: a row for each button, its group's name above, then how a plan is written."""
    rows = [Row((Text(words.GUIDE_TITLE, _TITLE),), 33.0), *map(_wide, words.GUIDE_HELP)]
    merges = [Merge(row, 0, row, 1) for row in range(1, len(rows))]
    placed = []
    for group, members in groupby(buttons, key=lambda each: each.group):
        rows.append(_group(group))
        for button in members:
            placed.append((button, len(rows)))
            high = max(_BUTTON_HEIGHT, _high(button.tip, _GUIDE_WIDTHS[1]))
            rows.append(Row((Blank(_TEXT), Text(button.tip, _TEXT)), high))
    rows.append(_group(words.GUIDE_STEPS_TITLE))
    merges += [Merge(len(rows) + number, 0, len(rows) + number, 1) for number in range(len(words.GUIDE_STEPS))]
    rows += map(_wide, words.GUIDE_STEPS)
    sheet = Sheet(
        words.GUIDE_SHEET,
        tuple(map(Column, _GUIDE_WIDTHS)),
        tuple(rows),
        merges=tuple(merges),
        print=PrintSetup(landscape=False),
        tab_color="#2F5597",
    )
    return GuideSheet(sheet, tuple(placed))


def _group(name: str) -> Row:
    return Row((Text(name, _GROUP), Blank(_GROUP)), 27.0)


def _wide(text: str) -> Row:
    return Row((Text(text, _TEXT), Blank(_TEXT)), _high(text, sum(_GUIDE_WIDTHS)))


def _high(text: str, width: float) -> float:
    return max(18.0, height(text, width, words.FONT, _TEXT.size))


def plan_sheet(year: str) -> Sheet:
    """An empty year: title, header, framed rows that grow with their text, a list of kinds to choose from."""
    looks = [_CELL] * len(words.PLAN_COLUMNS)
    looks[words.PLAN_COLUMNS.index(KIND)] = _CENTERED
    looks[words.PLAN_COLUMNS.index(OWNER)] = _CENTERED
    looks[-1] = _MONEY
    empty = Row(tuple(map(Blank, looks)), 21.0, grows=True)
    rows = (
        Row((Text(words.PLAN_TITLE.format(year=year), _TITLE),), 30.0),
        Row((), 9.0),
        Row(tuple(Text(name, _HEADER) for name in words.PLAN_COLUMNS), 27.0),
        *[empty] * PLAN_ROWS,
    )
    kind = words.PLAN_COLUMNS.index(KIND)
    return Sheet(
        year,
        tuple(map(Column, _PLAN_WIDTHS)),
        rows,
        choices=(Choice(kind, PLAN_HEADER_ROW + 1, LAST_CHOICE_ROW, words.KINDS),),
        freeze=(PLAN_HEADER_ROW + 1, 0),
        print=PrintSetup(title_rows=(0, PLAN_HEADER_ROW), area=_EVERYTHING),
    )
