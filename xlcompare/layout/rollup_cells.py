"""Looks and links that the sheets of the roll-up share."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from xlcompare.address import address
from xlcompare.layout.pages import print_setup
from xlcompare.layout.progress_looks import ProgressLooks, house
from xlcompare.layout.sheet import Link, PrintSetup, Style
from xlcompare.progress_styles import LINK
from xlcompare.rollup import Returned
from xlcompare.settings import Settings
from xlcompare.template import STANDARD, Page, Template

LONGEST_PATH = 500
"""Characters; Windows opens no longer ones by a link."""
SMALL = 8.0
_SHADES = ("#FFFFFF", "#F2F2F2", "#D0D0D0", "#999999", "#FFFFFF")
"""None so dark that blue letters on it couldn't be read: LibreOffice makes those of every link blue."""
_MEAN = '[>=1000000]#,##0,"千";[>=10000]#,##0;#,##0.00'
_SPECIAL = re.compile(r"[*?~]|^[<>=]")
_DENSE = (28.0, 28.0, 30.0, 36.0)


@dataclass(frozen=True, slots=True)
class RollUpLooks:
    """The house style as the roll-up uses it, and the few looks that only it has."""

    look: ProgressLooks
    line: Style
    """of a sentence that runs on over the empty cells at its right"""
    text: Style
    center: Style
    plain_figure: Style
    small: Style
    link: Style
    small_link: Style
    link_center: Style
    link_share: Style
    linked_thousands: Style
    link_count: Style
    mean: Style
    mean_name: Style
    mean_number: Style
    mean_share: Style
    rated: tuple[Style, ...]
    """of the five ratings: the lower, the darker; the letters differ as well"""
    unrated: Style
    rank: Style
    column: Style
    none: Style
    """a cell of a branch that sent nothing"""
    name: Style
    number: Style
    linked: Style


def rollup_looks(template: Template = STANDARD) -> RollUpLooks:
    look = house(template).look
    small = replace(look.typed, size=SMALL, wrap=False, valign="center", locked=True, number_format=None)
    figure = replace(small, align="right", number_format="General")
    mean = replace(figure, bold=True, fill=look.total.fill)
    return RollUpLooks(
        look=look,
        line=replace(look.help, wrap=False),
        text=replace(look.typed, valign="center", locked=True, number_format=None),
        center=replace(look.typed, valign="center", align="center", wrap=False, locked=True, number_format=None),
        plain_figure=replace(look.count, number_format="#,##0"),
        link=replace(look.link, wrap=True),
        small_link=replace(look.link, size=SMALL, wrap=True),
        link_center=replace(small, color=LINK, align="center", bold=True),
        link_share=replace(figure, size=7.0, color=LINK, number_format='[>=1]"○"0.0%;0.0%'),
        linked_thousands=replace(figure, color=LINK, number_format='#,##0,"千"'),
        link_count=replace(look.count, color=LINK, size=SMALL),
        small=replace(small, wrap=True),
        mean=mean,
        mean_name=replace(mean, align="left"),
        mean_number=replace(mean, number_format=_MEAN),
        mean_share=replace(mean, number_format="0.0%"),
        column=replace(look.header, size=SMALL),
        rated=tuple(replace(small, align="center", bold=True, fill=fill) for fill in _SHADES),
        rank=replace(figure, align="center"),
        unrated=replace(small, align="center"),
        none=replace(small, fill=look.note.fill),
        name=replace(small, size=9.0),
        number=figure,
        linked=replace(figure, color=LINK),
    )


def criterion(cell: str, text: str) -> str:
    """What COUNTIFS takes to find just `text`, which stands in `cell`: a name may hold its wildcards."""
    if not _SPECIAL.search(text):
        return cell
    escaped = re.sub(r"([*?~])", r"~\1", text).replace('"', '""')
    return f'"={escaped}"'


def page(paper: str = "A3", landscape: bool = True, *, dense: bool = True) -> Page:
    """The paper of one of the sheets, whose columns are given elsewhere."""
    return Page((), paper, landscape, _DENSE if dense else (36.0, 36.0, 36.0, 42.0))


def setup(of: Page, title_rows: tuple[int, int] | None = None) -> PrintSetup:
    return print_setup(of, Settings(), title_rows)


@dataclass(frozen=True, slots=True)
class Linker:
    """Makes links to the cells of returned books. `base`: from the workbook's folder to theirs, ending in a slash."""

    base: str

    def to(self, at: tuple[int, int], book: Returned, sheet: str = "", row: int = -1, column: int = -1) -> list[Link]:
        """The link of the cell `at`; none where no program would follow it."""
        file = self.base + book.path
        if len(file) > LONGEST_PATH:
            return []
        cell = address(row, max(column, 0)) if row >= 0 else ""
        return [Link(*at, file, sheet, cell)]
