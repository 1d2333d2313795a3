"""The progress workbook's sheets as values: the sample's in goldens, and what the house style changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from xlcompare import progress_words as words
from xlcompare.layout.progress_book import progress_sheets
from xlcompare.layout.sheet import Formula, Sheet, Text
from xlcompare.progress import RowKind, Spot, Value
from xlcompare.progress_settings import ProgressSettings
from xlcompare.reading.from_file import open_book
from xlcompare.reading.plan_sheet import read_plan
from xlcompare.sections import areas_of
from xlcompare.template import STANDARD
from xlcompare.tracking.carrying import Carried
from xlcompare.tracking.progress import Progress, progress_of

from .conftest import SAMPLE

AsText, Golden = Callable[..., str], Callable[[str, str], None]


@pytest.fixture(scope="module")
def progress() -> Progress:
    """The sample's newest year with one measure and one target filled in."""
    plan = read_plan(open_book(SAMPLE).grid("令和5年度")).plan
    areas = areas_of(plan)
    heads = [line[0] for section in areas[0].sections for line in section.lines]
    measure = next(i for i in heads if plan.items[i].kind.value == "measure")
    target = next(i for section in areas[0].sections for i in section.kpis)
    cells: dict[Spot, Value] = {
        Spot(RowKind.MEASURE, measure, words.PROGRESS): "評議会で2回説明した",
        Spot(RowKind.MEASURE, measure, words.RATING): "○",
        Spot(RowKind.TARGET, target, words.MONTHS[2]): 100,
    }
    settings = ProgressSettings(branch="見本支部")
    return progress_of(plan, date(2023, 9, 30), settings, areas, Carried(cells))


@pytest.fixture(scope="module")
def sheets(progress: Progress) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in progress_sheets(progress)}


@pytest.mark.parametrize(
    ("name", "rows", "golden_name"),
    [
        ("基盤的保険者機能関係", 24, "progress_area"),
        (words.KPI_SHEET, 9, "progress_kpi"),
        (words.TALLY_SHEET, 60, "progress_tally"),
        (words.SETTINGS_SHEET, None, "progress_settings"),
        (words.GUIDE_SHEET, None, "progress_guide"),
    ],
)
def test_the_samples_sheets_are_as_they_were(
    sheets: dict[str, Sheet], as_text: AsText, golden: Golden, name: str, rows: int | None, golden_name: str
) -> None:
    golden(golden_name, as_text(sheets[name], rows))


def test_a_restyled_template_restyles_the_progress_workbook(progress: Progress) -> None:
    styles = dict(STANDARD.styles)
    header = words.STYLES["header"]
    styles[header] = replace(styles[header], fill="#00FF00", font="メイリオ")
    pages = dict(STANDARD.pages)
    pages[words.AREA_SHEET] = replace(pages[words.AREA_SHEET], paper="A3", widths=(100.0,) * 7)
    area = progress_sheets(progress, replace(STANDARD, styles=styles, pages=pages))[0]
    title = area.rows[2].cells[0]
    assert isinstance(title, Text)
    assert (title.style.fill, title.style.font) == ("#00FF00", "メイリオ")
    assert area.print
    assert area.print.paper == "A3"
    assert len({column.width for column in area.columns[:6]}) == 1


def test_every_formula_carries_its_result(sheets: dict[str, Sheet]) -> None:
    formulas = [c for sheet in sheets.values() for row in sheet.rows for c in row.cells if isinstance(c, Formula)]
    assert len(formulas) > 500
    assert max(len(formula.text) for formula in formulas) < 8192


def test_formulas_stay_short_with_many_areas_and_marks(progress: Progress) -> None:
    area = progress.areas[0]
    many = replace(progress, areas=(area,) * 12)
    tally = next(sheet for sheet in progress_sheets(many) if sheet.name == words.TALLY_SHEET)
    formulas = [c.text for row in tally.rows for c in row.cells if isinstance(c, Formula)]
    assert max(map(len, formulas)) < 8192
