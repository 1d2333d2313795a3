"""Comparison workbooks of the sample and of the branches' real plans, in every style and font, made once a run."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from xlcompare.jobs.comparing import Request, compare

SAMPLE = Path(__file__).resolve().parents[2] / "workbooks" / "見本支部_事業計画.xlsx"


@dataclass(frozen=True)
class Made:
    """A comparison workbook with the JSON of the same run."""

    path: Path
    result: dict[str, Any]

    @property
    def sheet(self) -> Worksheet:
        """新旧対照表 with its rich text."""
        return openpyxl.load_workbook(self.path, rich_text=True).worksheets[0]

    def items(self, side: str) -> list[dict[str, Any]]:
        return list(self.result[side]["items"])


@pytest.fixture(scope="session")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Made]:
    """`made("okayama", 用紙="A3横")`: that branch's comparison workbook with these settings; "sample" is the sample."""

    @cache
    def build(name: str, **settings: str) -> Made:
        folder = tmp_path_factory.mktemp(name)
        chosen = folder / "設定.txt"
        chosen.write_text("".join(f"{key} = {value}\n" for key, value in settings.items()), encoding="utf-8")
        # The sample needs no documents from outside the project.
        book = SAMPLE if name == "sample" else request.getfixturevalue("plan_book")(name, "table")
        out, result = folder / f"{name}.xlsx", folder / f"{name}.json"
        compare(Request(book, out=out, json=result, settings=chosen))
        return Made(out, json.loads(result.read_bytes()))

    return build


@pytest.fixture(scope="session")
def plain() -> Callable[[str], str]:
    """`plain(text)`: without blanks and differences of width, as a PDF may hold it."""
    return lambda text: "".join(unicodedata.normalize("NFKC", text).split())
