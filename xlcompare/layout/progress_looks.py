"""The looks of the progress workbook's sheets, from the house style."""

from __future__ import annotations

from dataclasses import dataclass

from xlcompare.layout.pages import print_setup
from xlcompare.layout.sheet import PrintSetup
from xlcompare.progress_words import STYLES
from xlcompare.settings import Settings
from xlcompare.style import Style
from xlcompare.template import STANDARD, Page, Template


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


@dataclass(frozen=True, slots=True)
class House:
    """The house style as the progress workbook's sheets use it."""

    template: Template
    look: ProgressLooks

    def page(self, sheet: str) -> Page:
        return self.template.pages[sheet]

    def setup(self, sheet: str, title_rows: tuple[int, int] | None = None) -> PrintSetup:
        """How the sheet called `sheet` goes onto paper."""
        return print_setup(self.page(sheet), Settings(), title_rows)


def house(template: Template = STANDARD) -> House:
    return House(template, ProgressLooks(**{field: template.styles[name] for field, name in STYLES.items()}))
