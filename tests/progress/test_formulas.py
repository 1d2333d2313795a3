"""Every result that is stored in a progress workbook is what LibreOffice calculates from its formulas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xlcompare.jobs.progress import ProgressRequest, progress

from . import iwate
from .books import CHECKUP_KPI, CONTENT_KPI, DUN, LAW, PLAN, POST, STAFF, VISIT, Desk, Typing, opened

Recalculated = Callable[[Path], Path]
AUGUST = date(2020, 8, 31)

TARGETS = """
    # 戦略的保険者機能
    ○全ての種類の目標
    KPI：郵送化率を95.0％以上とする
    KPI：返納金の割合を0.4％以下とする
    KPI：査定率について対前年度（0.338％）以上とする
    KPI：申請の割合について対前年度（0.48％）以下とする
    KPI：サービススタンダードの達成状況を100％とする
    KPI：委嘱者数を1,850人以上とする
    KPI：苦情の件数を0件以下とする
    KPI：設定なし
    目標を毎月確かめる。 | 企画
"""
ACTUALS: dict[str, tuple[object, ...]] = {
    "郵送化率を95.0％以上とする": (94.2, 99.75, "集計中"),
    "返納金の割合を0.4％以下とする": (0.5, 0.1, 0),
    "査定率について対前年度（0.338％）以上とする": (0.306,),
    "申請の割合について対前年度（0.48％）以下とする": (0.58, 1.2),
    "サービススタンダードの達成状況を100％とする": (100,),
    "委嘱者数を1,850人以上とする": (0,),
    "苦情の件数を0件以下とする": (0,),
    "設定なし": (12345.678,),
}


def formulas(book: Path) -> list[tuple[str, str]]:
    """The sheet and address of every cell that holds a formula."""
    return [
        (sheet.title, cell.coordinate)
        for sheet in opened(book).worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]  # fmt: skip


def assert_results_are_right(book: Path, recalculated: Recalculated) -> None:
    places = formulas(book)
    stored, calculated = opened(book, data_only=True), opened(recalculated(book), data_only=True)
    wrong = [
        (sheet, cell, stored[sheet][cell].value, calculated[sheet][cell].value)
        for sheet, cell in places
        if not _equal(stored[sheet][cell].value, calculated[sheet][cell].value)
    ]
    assert wrong == []
    assert len(places) > 100
    assert any("HYPERLINK" in str(opened(book)[sheet][cell].value) for sheet, cell in places[-60:])


def _equal(stored: object, calculated: object) -> bool:
    if isinstance(stored, int | float) and isinstance(calculated, int | float):
        return stored == pytest.approx(calculated, rel=1e-9)
    return (stored or "") == (calculated or "")


def test_in_a_blank_workbook(desk: Desk, recalculated: Recalculated) -> None:
    assert_results_are_right(desk.make()[0], recalculated)


def test_in_a_workbook_of_every_kind_of_target(desk: Desk, recalculated: Recalculated) -> None:
    book, _ = desk.make(TARGETS)
    with desk.typed_into(book) as typing:
        for sentence, values in ACTUALS.items():
            for month, value in zip(("4月", "9月", "3月"), values, strict=False):
                typing.type(sentence, month, value)
        typing.type("郵送化率を95.0％以上とする", "評価", "×:遅れた")
        typing.type("設定なし", "補足", "参考値")
    made, result = desk.make(TARGETS, typing.path)
    assert {kpi.judged.role.name for kpi in result.progress.kpis} == {
        "BEYOND", "REACHED", "SHORT", "NOT_BEGUN", "UNMEASURED",
    }  # fmt: skip
    assert_results_are_right(made, recalculated)


def test_in_a_filled_workbook_with_added_rows(desk: Desk, recalculated: Recalculated) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        for text, rating in ((STAFF, "◎：目標を大きく上回る成果を上げた"), (POST, "○"), (LAW, "△:少し"), (VISIT, "？")):
            typing.type(text, "評価", rating)
            typing.type(text, "進捗状況", f"{rating}の理由")
        typing.type(VISIT, "担当", "企画・保健")
        typing.type(LAW, "担当", None)
        typing.type(CONTENT_KPI, "4月", 96.1)
        typing.type(CHECKUP_KPI, "補足", "未測定")
        sheet, row = typing.insert(DUN)
        for column, value in ((1, "業務"), (2, "追加の取組"), (5, "○")):
            sheet.cell(row, column).value = value
    made, _ = desk.make(previous=typing.path)
    assert_results_are_right(made, recalculated)
    second, _ = desk.make(previous=made, as_of=date(2022, 1, 31))
    assert_results_are_right(second, recalculated)


def other_settings(typing: Typing) -> None:
    settings = typing.book["設定"]
    rows = {str(settings.cell(r, 1).value): r for r in range(1, settings.max_row + 1)}
    for k, mark in enumerate("SABCD"):
        settings.cell(rows["1"] + k, 2).value = mark
    settings.cell(rows["1"] + 1, 3).value = None
    settings.cell(rows["◎の余裕分"], 2).value = 0.005
    settings.cell(rows["支部名"], 2).value = "岩手支部"
    settings.cell(rows["後半の期の名前"], 2).value = "後期"
    settings.cell(settings.max_row, 1).value = "経理"


def test_with_other_marks_another_margin_and_other_names(desk: Desk, recalculated: Recalculated) -> None:
    book, _ = desk.make()
    with desk.typed_into(book) as typing:
        other_settings(typing)
        for text, rating in ((STAFF, "S：目標を大きく上回る成果を上げた"), (POST, "a"), (LAW, "B"), (VISIT, "○")):
            typing.type(text, "評価", rating)
        typing.type(CONTENT_KPI, "4月", 95.8)
        typing.type(CHECKUP_KPI, "評価", "d")
    made, result = desk.make(previous=typing.path)
    assert [kpi.judged.role.name for kpi in result.progress.kpis] == ["BEYOND", "UNMEASURED"]
    assert_results_are_right(made, recalculated)


def test_without_targets_and_in_a_plan_without_areas(desk: Desk, recalculated: Recalculated) -> None:
    plan = "\n".join(line for line in PLAN.splitlines() if "KPI" not in line and "#" not in line)
    assert_results_are_right(desk.make(plan)[0], recalculated)


@pytest.fixture(scope="module")
def iwate_books(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Iwate's workbook blank, and made again from what its staff typed, with its marks and with others."""
    folder = tmp_path_factory.mktemp("iwate")
    sections: list[Any] = iwate.sections(shared)
    plan = folder / "岩手.xlsx"
    iwate.write_plan(plan, sections)
    books = {name: folder / f"{name}.xlsx" for name in ("blank", "typed", "filled", "retyped", "remarked")}
    progress(ProgressRequest(plan, books["blank"], as_of=AUGUST))
    iwate.fill(books["blank"], sections, books["typed"])
    progress(ProgressRequest(plan, books["filled"], previous=books["typed"]))
    with Typing(books["typed"], books["retyped"]) as typing:
        other_settings(typing)
    progress(ProgressRequest(plan, books["remarked"], previous=books["retyped"]))
    return books


@pytest.mark.parametrize("name", ["blank", "filled", "remarked"])
def test_in_iwates_workbook(iwate_books: dict[str, Path], name: str, recalculated: Recalculated) -> None:
    assert_results_are_right(iwate_books[name], recalculated)
