"""The looks of the generated sheets, from the settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xlcompare.layout.sheet import Style
from xlcompare.settings import Settings

HEADER_FILL = "#E7E6E6"
BAND_FILL = "#F5F5F5"
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


@dataclass(frozen=True, slots=True)
class BudgetLooks:
    """The styles of 予算対照表. Sums have three: for words, for money, for rates."""

    title: Style
    legend: Style
    header: Style
    band: Style
    heading: Style
    name: Style
    money: Style
    no_money: Style
    difference: Style
    rate: Style
    remark: Style
    subtotal: tuple[Style, Style, Style]
    area_total: tuple[Style, Style, Style]
    total: tuple[Style, Style, Style]
    foot: Style


def budget_looks(settings: Settings) -> BudgetLooks:
    common = looks(settings)
    size = float(settings.size) - 1
    cell = replace(common.item, size=size, border="thin", valign="center")
    minus, zero = settings.negative, settings.zero
    money = replace(cell, align="right", wrap=False, number_format=f'#,##0_ ;"{minus}"#,##0_ ;0_ ')
    difference = replace(money, number_format=f'#,##0_ ;"{minus}"#,##0_ ;"{zero}"_ ')
    rate = replace(money, number_format=f'0.0%_ ;"{minus}"0.0%_ ;"{zero}"_ ')
    bold = replace(cell, bold=True)

    def sums(fill: str | None) -> tuple[Style, Style, Style]:
        return (
            replace(bold, fill=fill, align="center"),
            replace(difference, bold=True, fill=fill),
            replace(rate, bold=True, fill=fill),
        )

    return BudgetLooks(
        title=common.title,
        legend=common.legend,
        header=replace(common.header, size=size),
        band=replace(bold, fill=BAND_FILL),
        heading=replace(bold, valign="top"),
        name=cell,
        money=money,
        no_money=replace(money, number_format=f'#,##0_ ;"{minus}"#,##0_ ;"－"_ '),
        difference=difference,
        rate=rate,
        remark=replace(cell, align="center"),
        subtotal=sums(None),
        area_total=sums(BAND_FILL),
        total=sums(HEADER_FILL),
        foot=common.foot,
    )
