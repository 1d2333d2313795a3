"""The looks of the generated sheets: the template's styles, with what a person has chosen otherwise in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xlcompare import words
from xlcompare.layout.number_formats import with_negative, with_zero
from xlcompare.layout.sheet import Style
from xlcompare.settings import Settings
from xlcompare.template import STANDARD, Template

_SMALLEST = 4.0
"""Points: smaller letters can't be read on paper."""


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
    this_year: Style
    """whose fill the bars of the new year have"""
    last_year: Style


def styled(
    names: Mapping[str, str], settings: Settings, template: Template = STANDARD, *, sized: bool = True
) -> dict[str, Style]:
    """The template's styles called `names` (field → name), by field, in the font and the signs of the settings.

    `sized`: in their size as well, which is that of 対照表 本文; all styles grow or shrink by as many points.
    """
    more = float(settings.size) - template.styles[words.COMPARISON_STYLES["item"]].size if settings.size else 0.0
    return {field: _chosen(template.styles[name], settings, more if sized else 0.0) for field, name in names.items()}


def _chosen(style: Style, settings: Settings, more: float) -> Style:
    style = replace(style, font=settings.font or style.font, size=max(_SMALLEST, style.size + more))
    if settings.negative and style.number_format and "0" in style.number_format:
        return replace(style, number_format=with_negative(style.number_format, settings.negative))
    return style


def looks(settings: Settings, template: Template = STANDARD) -> Looks:
    return Looks(**styled(words.COMPARISON_STYLES, settings, template))


def review_looks(settings: Settings, template: Template = STANDARD) -> ReviewLooks:
    # Shares have no sign, and no room for a size that was chosen for the printed sheets.
    return ReviewLooks(**styled(words.REVIEW_STYLES, replace(settings, negative=""), template, sized=False))


def budget_looks(settings: Settings, template: Template = STANDARD) -> BudgetLooks:
    by = styled(words.BUDGET_STYLES, settings, template)
    sums = {name: (by.pop(name), by.pop(f"{name}_money"), by.pop(f"{name}_rate")) for name in _SUMS}
    if settings.zero:
        by |= {field: _with_zero(by[field], settings.zero) for field in ("difference", "rate")}
        sums = {
            name: (label, _with_zero(money, settings.zero), _with_zero(rate, settings.zero))
            for name, (label, money, rate) in sums.items()
        }
    return BudgetLooks(subtotal=sums["subtotal"], area_total=sums["area_total"], total=sums["total"], **by)


_SUMS = ("subtotal", "area_total", "total")


def _with_zero(style: Style, text: str) -> Style:
    return replace(style, number_format=with_zero(style.number_format or "0", text))
