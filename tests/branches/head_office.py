"""A head office with a plan book and three branches, and people there who type in what they got."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlcompare import progress_words as words
from xlcompare.jobs.distributing import DistributeRequest, DistributeResult, Issue, distribute
from xlcompare.progress import Filled
from xlcompare.reading.from_file import open_book
from xlcompare.reading.progress_book import read_progress_book

from ..progress.books import PLAN, Typing, write_plan

LIST = "コード,支部名,担当\n3,岩手支部,\n33,岡山支部,企画\n47,沖縄支部,\n"
IWATE, OKAYAMA, OKINAWA = (
    f"{name}_進捗管理表.xlsx" for name in ("03_岩手支部", "33_岡山支部", "47_沖縄支部")
)  # fmt: skip


@dataclass
class Office:
    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "配布"

    def distribute(self, outline: str = PLAN, branches: str = LIST, **options: object) -> DistributeResult:
        plan = write_plan(self.folder / "計画.xlsx", outline)
        listed = self.folder / "branches.csv"
        listed.write_text(branches, encoding="utf-8")
        return distribute(DistributeRequest(plan, self.out, listed, **options))  # type: ignore[arg-type]

    def files(self) -> dict[str, bytes]:
        """Everything in the folder, by name."""
        return {path.name: path.read_bytes() for path in sorted(self.out.iterdir())}

    def listed(self) -> list[dict[str, str]]:
        """配布一覧.csv."""
        with (self.out / "配布一覧.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def filled(self, name: str) -> Filled:
        return read_progress_book(open_book(self.out / name))

    def typing(self, name: str) -> Typing:
        """That book while somebody at the branch types in it; saved in its place by another program."""
        return Typing(self.out / name, self.out / name)


def typed(filled: Filled) -> dict[tuple[str, str], object]:
    """What was typed, by the first line of the item and the column."""
    return {
        (filled.plan.items[each.spot.item].text.split("\n")[0], each.spot.column): each.value for each in filled.typed
    }


def states(result: DistributeResult) -> list[str]:
    """What became of each branch's book."""

    def state(issue: Issue) -> str:
        if issue.error:
            return "failed"
        return "made" if issue.made else "renewed" if issue.renewed else "same"

    return [state(issue) for issue in result.issues]


def thresholds(filled: Filled) -> dict[str, object]:
    """Figures of targets that aren't the plan's, by sentence."""
    return {text: value for (text, column), value in typed(filled).items() if column == words.THRESHOLD}


SEPTEMBER, MARCH = date(2021, 9, 30), date(2022, 3, 31)
