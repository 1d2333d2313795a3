"""Progress workbooks of a small made-up plan, and a desk to make them on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xlcompare.jobs.progress import ProgressRequest, ProgressResult, progress

from .books import Desk
from .small_plan import write_plan


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path / "見本支部.xlsx")


@pytest.fixture
def made(plan: Path) -> Callable[..., ProgressResult]:
    """`made("out.xlsx", previous=…)`: the progress workbook of the plan, beside it."""

    def make(name: str = "表.xlsx", **options: object) -> ProgressResult:
        return progress(ProgressRequest(plan, plan.with_name(name), **options))  # type: ignore[arg-type]

    return make


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
