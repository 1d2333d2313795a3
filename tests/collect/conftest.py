"""Books as they were sent to three branches, once for all tests; each test damages copies of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xlcompare.jobs.distributing import DistributeRequest, distribute

from ..progress.books import PLAN, write_plan
from .branches import BRANCHES, Folder


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of blank books for 岡山, 広島 and 岩手."""
    place = tmp_path_factory.mktemp("issued")
    listed = place / "branches.csv"
    listed.write_text("コード,支部名\n" + "\n".join(map(",".join, BRANCHES)), encoding="utf-8")
    plan = write_plan(place / "計画.xlsx", PLAN)
    distribute(DistributeRequest(plan, place / "配布", branches=listed))
    return place / "配布"


@pytest.fixture
def folder(issued: Path, tmp_path: Path) -> Folder:
    """A copy of it, in which nobody has written yet."""
    shutil.copytree(issued, tmp_path / "回収")
    return Folder(tmp_path / "回収")
