"""The house style: how each kind of cell looks and how each sheet is set up, as the head office has it.

It is kept in templates/standard.xlsx, which is restyled in Excel. `STANDARD` is that file as it is delivered, so that
nobody waits for it to be read, and what stands in for a style or a sheet that another template lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xlcompare import progress_words, words
from xlcompare.progress_styles import PROGRESS_STYLES
from xlcompare.style import Style

Margins = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet's columns and how it goes onto paper. Lengths are in points."""

    widths: tuple[float, ...]
    paper: str = "A4"
    """A4 | A3"""
    landscape: bool = True
    margins: Margins = (36.0, 36.0, 36.0, 42.0)
    """left, right, top, bottom"""
    header: str = ""
    footer: str = "&C&P／&N"
    """as Excel writes them: &L left, &C middle, &R right, &P page, &N pages"""


@dataclass(frozen=True, slots=True)
class Template:
    """Styles and pages by the names that they have in Excel; `problems` are sentences about what was left out."""

    styles: Mapping[str, Style]
    pages: Mapping[str, Page]
    name: str = ""
    """of the file that it was read from"""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Styles that belong together, and the sheets that use them."""

    styles: Mapping[str, Style]
    pages: Mapping[str, Page]


# ── as delivered ─────────────────────────────────────────────────────────────────────────────────────────────────────

HEADER_FILL, BAND_FILL = "#E7E6E6", "#F5F5F5"
"""Light enough to read on a black-and-white print."""
DOUBTFUL_FILL = "#FFF2CC"
THIS_YEAR, LAST_YEAR = "#595959", "#D9D9D9"
"""Dark and light grey: told apart on a black-and-white print."""

_PLAIN = Style(words.DEFAULT_FONT, 10)
_ITEM = replace(_PLAIN, border="item")
_COMPARISON = {
    "title": replace(_PLAIN, size=14, bold=True, align="center", valign="center"),
    "legend": replace(_PLAIN, size=9, align="right", valign="center"),
    "header": replace(_PLAIN, bold=True, border="thin", fill=HEADER_FILL, align="center", valign="center"),
    "area": replace(_PLAIN, bold=True, border="thin"),
    "heading": replace(_ITEM, bold=True, border="head"),
    "item": _ITEM,
    "marker": replace(_ITEM, align="center", valign="center"),
    "foot": replace(_PLAIN, size=9),
}

_CELL = replace(_PLAIN, size=9, border="thin", valign="center")
_BOLD = replace(_CELL, bold=True)
_MONEY = replace(_CELL, align="right", wrap=False, number_format='#,##0_ ;"△"#,##0_ ;0_ ')
_DIFFERENCE = replace(_MONEY, number_format='#,##0_ ;"△"#,##0_ ;"0"_ ')
_RATE = replace(_MONEY, number_format='0.0%_ ;"△"0.0%_ ;"0"_ ')


def _sums(name: str, fill: str | None) -> dict[str, Style]:
    """The three looks of a line of sums: for words, for money, for rates."""
    return {
        name: replace(_BOLD, fill=fill, align="center"),
        f"{name}_money": replace(_DIFFERENCE, bold=True, fill=fill),
        f"{name}_rate": replace(_RATE, bold=True, fill=fill),
    }


_BUDGET = {
    "title": _COMPARISON["title"],
    "legend": _COMPARISON["legend"],
    "header": replace(_COMPARISON["header"], size=9),
    "band": replace(_BOLD, fill=BAND_FILL),
    "heading": replace(_BOLD, valign="top"),
    "name": _CELL,
    "money": _MONEY,
    "no_money": replace(_MONEY, number_format='#,##0_ ;"△"#,##0_ ;"－"_ '),
    "difference": _DIFFERENCE,
    "rate": _RATE,
    "remark": replace(_CELL, align="center"),
    **_sums("subtotal", None),
    **_sums("area_total", BAND_FILL),
    **_sums("total", HEADER_FILL),
    "foot": _COMPARISON["foot"],
    "this_year": replace(_CELL, fill=THIS_YEAR, color="#FFFFFF"),
    "last_year": replace(_CELL, fill=LAST_YEAR),
}

_REVIEWED = Style(words.DEFAULT_FONT, 9, border="thin")
_SHARE = replace(_REVIEWED, number_format="0%", align="center")
_REVIEW = {
    "title": Style(words.DEFAULT_FONT, 14, bold=True, valign="center", wrap=False),
    "help": Style(words.DEFAULT_FONT, 9, valign="center"),
    "header": replace(_REVIEWED, bold=True, fill=HEADER_FILL, align="center", valign="center"),
    "plain": _REVIEWED,
    "share": _SHARE,
    "doubtful": replace(_REVIEWED, fill=DOUBTFUL_FILL),
    "doubtful_share": replace(_SHARE, fill=DOUBTFUL_FILL),
}
_REVIEW_PAGE = Page((54.0, 84.0, 48.0, 102.0, 240.0, 48.0, 102.0, 240.0, 48.0, 72.0))


def _named(names: Mapping[str, str], styles: Mapping[str, Style]) -> dict[str, Style]:
    return {name: styles[field] for field, name in names.items()}


GROUPS = (
    Group(_named(words.COMPARISON_STYLES, _COMPARISON), {words.COMPARISON_SHEET: Page((61.5, 354.0, 354.0))}),
    Group(
        _named(words.BUDGET_STYLES, _BUDGET),
        {
            words.BUDGET_SHEET: Page((96.0, 165.0, 61.5, 165.0, 61.5, 61.5, 49.5, 45.75, 61.5)),
            words.BUDGET_CHART_SHEET: Page((300.0, 90.0, 90.0, 270.0)),
        },
    ),
    Group(
        _named(words.REVIEW_STYLES, _REVIEW),
        {
            words.REVIEW_SHEET: _REVIEW_PAGE,
            words.BUDGET_REVIEW_SHEET: _REVIEW_PAGE,
            words.SETTINGS_SHEET: Page((132.0, 180.0, 216.0, 360.0)),
        },
    ),
    Group(
        _named(progress_words.STYLES, PROGRESS_STYLES),
        {
            progress_words.AREA_SHEET: Page((49.5, 159.75, 151.5, 172.5, 66.0, 43.5, 126.75)),
            progress_words.KPI_SHEET: Page(
                (
                    33.0,
                    45.0,
                    99.0,
                    180.0,
                    60.0,
                    42.0,
                    33.0,
                    54.0,
                    *[36.0] * 12,
                    54.0,
                    57.0,
                    45.0,
                    51.0,
                    66.0,
                    96.0,
                    78.0,
                    66.0,
                ),
                "A3",
            ),
            progress_words.TALLY_SHEET: Page((156.0, 43.5), landscape=False),
            progress_words.SETTINGS_SHEET: Page((120.0, 84.0, 165.0, 180.0, 168.0), landscape=False),
            progress_words.GUIDE_SHEET: Page((510.0,), landscape=False),
            progress_words.UNPLACED_SHEET: Page((90.0, 75.0, 96.0, 156.0, 72.0, 180.0, 102.0)),
        },
    ),
)
"""All that a template holds; templates/source/standard_template.py makes the file from them, and notes its digest."""

STANDARD = Template(
    {name: style for group in GROUPS for name, style in group.styles.items()},
    {name: page for group in GROUPS for name, page in group.pages.items()},
)
DIGEST = "7e51ca45e7f85577874fd033001e45da5699e9ce0647947e05001916e96538ea"
"""SHA-256 of templates/standard.xlsx as delivered: a file with another one has been edited, and is read."""
