"""The looks of the progress workbook's sheets, from the house style."""

from __future__ import annotations

from dataclasses import dataclass

from xlcompare.progress_styles import PROGRESS_STYLES
from xlcompare.style import Style


@dataclass(frozen=True, slots=True)
class ProgressLooks:
    """The styles by what they are for; progress_words.STYLES has their names in the template."""

    title: Style
    area: Style
    help: Style
    header: Style
    heading: Style
    subheading: Style
    note: Style
    kpi_name: Style
    kpi: Style
    actual: Style
    plan: Style
    typed: Style
    owner: Style
    rating: Style
    free: Style
    figure: Style
    unit: Style
    remark: Style
    shown: Style
    shown_center: Style
    shown_figure: Style
    share: Style
    count: Style
    total: Style
    link: Style
    date: Style
    margin: Style


def progress_looks() -> ProgressLooks:
    return ProgressLooks(**PROGRESS_STYLES)
