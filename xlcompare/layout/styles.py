"""The looks of the generated sheets, from the settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xlcompare.layout.sheet import Style
from xlcompare.settings import Settings

HEADER_FILL = "#E7E6E6"
DOUBTFUL_FILL = "#FFF2CC"
"""Light enough to read on a black-and-white print."""
QUIET = "#7F7F7F"


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of the comparison sheet."""

    title: Style
    legend: Style
    header: Style
    area: Style
    heading: Style
    item: Style
    marker: Style
    foot: Style


def looks(settings: Settings) -> Looks:
    size = float(settings.size)
    plain = Style(settings.font, size)
    item = replace(plain, border="item")
    return Looks(
        title=replace(plain, size=size + 4, bold=True, align="center", valign="center"),
        legend=replace(plain, size=size - 1, align="right", valign="center"),
        header=replace(plain, bold=True, border="thin", fill=HEADER_FILL, align="center", valign="center"),
        area=replace(plain, bold=True, border="thin"),
        heading=replace(item, bold=True, border="head"),
        item=item,
        marker=replace(item, align="center", valign="center"),
        foot=replace(plain, size=size - 1),
    )


@dataclass(frozen=True, slots=True)
class ReviewLooks:
    """The styles of the sheets that people work in: 対応確認 and 対照表の設定."""

    title: Style
    help: Style
    header: Style
    plain: Style
    doubtful: Style
    share: Style
    doubtful_share: Style


def review_looks(settings: Settings) -> ReviewLooks:
    plain = Style(settings.font, 9, border="thin")
    share = replace(plain, number_format="0%", align="center")
    return ReviewLooks(
        title=Style(settings.font, 14, bold=True, valign="center", wrap=False),
        help=Style(settings.font, 9, valign="center"),
        header=replace(plain, bold=True, fill=HEADER_FILL, align="center", valign="center"),
        plain=plain,
        doubtful=replace(plain, fill=DOUBTFUL_FILL),
        share=share,
        doubtful_share=replace(share, fill=DOUBTFUL_FILL),
    )
