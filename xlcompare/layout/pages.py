"""Where pages end: no heading alone at the foot of a page, no row cut.

Excel and LibreOffice move a row that doesn't fit to the next page by themselves. Breaks are set all the same, so that a
heading goes with what it announces, and so that an area's merged cell can end with the page and name the area again on
the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from xlcompare import words
from xlcompare.layout.sheet import PrintSetup
from xlcompare.settings import Settings
from xlcompare.template import Page

PAPERS = {"A4": (841.9, 595.3), "A3": (1190.6, 841.9)}
"""Landscape width and height in points."""
_PIXEL = 0.75  # points
_ANY = Page(())
SPARE = 0.97
"""Of a page's height is planned for: printers' unprintable edges and rounding differ."""


def print_setup(page: Page, settings: Settings, title_rows: tuple[int, int] | None = None) -> PrintSetup:
    """The template's set-up of a sheet, on the paper that a person has chosen, if any."""
    paper, landscape = (settings.paper, True) if settings.paper else (page.paper, page.landscape)
    font = settings.font or words.DEFAULT_FONT
    return PrintSetup(paper, landscape, title_rows, page.margins, page.header, page.footer, font)


def widths_on(setup: PrintSetup, page: Page) -> tuple[float, ...]:
    """The template's columns, each the same share of the paper's width, in whole pixels so that nothing is scaled."""
    room = printable(setup)[0] / _PIXEL
    shares = [room * width / sum(page.widths) for width in page.widths]
    # Widths in the template are whole pixels, too: what was rounded down there isn't once more.
    pixels = [int(share + 0.1) for share in shares]
    return tuple(width * _PIXEL for width in (pixels if sum(pixels) <= room else map(int, shares)))


def printable(setup: PrintSetup) -> tuple[float, float]:
    """Width and height in points of what is printed on a page."""
    wide, high = PAPERS[setup.paper]
    left, right, top, bottom = setup.margins
    return (wide if setup.landscape else high) - left - right, (high if setup.landscape else wide) - top - bottom


def breaks(heights: Sequence[float], stays_with_next: Sequence[bool], room: float, *, boxes: bool = False) -> list[int]:
    """The rows that begin a page when each page has `room` points; the first page's 0 is left out.

    A row that stays with the next one is taken along, unless the whole page would consist of such rows, or the next
    page couldn't hold them. Where such rows are `boxes` that say something by themselves, they then stay together.
    """
    found: list[int] = []
    first, used = 0, 0.0
    heights = [in_pixels(high) for high in heights]
    for i, high in enumerate(heights):
        if used + high > room * SPARE and i > first:
            start = i
            while start - 1 > first and stays_with_next[start - 1]:
                start -= 1
            if start - 1 == first and stays_with_next[first]:
                start = i
            if boxes and sum(heights[start : i + 1]) > room * SPARE:
                start = i
            while start < i and sum(heights[start : i + 1]) > room * SPARE:
                start += 1
            found.append(start)
            used = sum(heights[start:i])
            first = start
        used += high
    return found


def in_pixels(points: float) -> float:
    """How high a row of `points` is on paper: Excel rounds up to whole pixels, half a line on a full page."""
    return ceil(points / _PIXEL - 1e-6) * _PIXEL


def not_printed(rows: int, page: Page = _ANY) -> PrintSetup:
    """The set-up of a working sheet of `rows` rows: left out when the whole workbook is printed for the council.

    Its print area is an empty row; who wants it on paper clears the area (the sheet says so) and gets it one page wide.
    """
    return replace(print_setup(page, Settings(), (2, 2)), area=(rows + 1, 0, rows + 1, 0))
