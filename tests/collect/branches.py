"""A folder of returned books: typed into and damaged by openpyxl, then collected."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from xlcompare import rollup_words as words
from xlcompare.jobs.collecting import CollectRequest, CollectResult, collect
from xlcompare.tracking.rollup import Receipt

from ..progress.books import Typing

BRANCHES = (("03", "岩手支部"), ("33", "岡山支部"), ("34", "広島支部"))
YEAR = "令和3年度"
AREA = "基盤的保険者機能"


@dataclass
class Folder:
    path: Path

    @property
    def out(self) -> Path:
        return self.path.with_name("集約.xlsx")

    def book(self, code: str) -> Path:
        return next(self.path.glob(f"{code}_*.xlsx"))

    @contextmanager
    def typing(self, code: str) -> Iterator[Typing]:
        """The book of a branch while somebody types in it."""
        book = self.book(code)
        with Typing(book, book) as typing:
            yield typing

    def copy(self, code: str, name: str) -> Path:
        to = self.path / name
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(self.book(code), to)
        return to

    def collect(self, year: str | None = YEAR) -> CollectResult:
        return collect(CollectRequest(self.path, self.out, year))

    def receipt(self, code: str) -> Receipt:
        return next(each for each in self.collect().rollup.receipts if each.branch.code == code)

    def faults(self, code: str) -> dict[str, tuple[str, str]]:
        """By kind: where, and what was found."""
        found = {}
        for _, fault in self.receipt(code).faults:
            found[fault.kind] = f"{fault.sheet}!{fault.row + 1},{fault.column + 1}", fault.found
        return found

    def sheet(self, name: str) -> Any:
        with warnings.catch_warnings():
            # openpyxl knows no data bars of Excel 2010.
            warnings.filterwarnings("ignore", message=".*extension is not supported")
            return openpyxl.load_workbook(self.out, data_only=True)[name]

    def records(self) -> list[dict[str, object]]:
        rows = [[cell.value for cell in row] for row in self.sheet(words.RECORDS_SHEET).iter_rows()]
        return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
