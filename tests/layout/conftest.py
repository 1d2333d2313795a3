"""What the tests of the generated sheets share: comparisons from a few lines of text, and sheets as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from xlcompare.comparing.compare import compare
from xlcompare.comparing.comparison import Comparison
from xlcompare.decision import Decision
from xlcompare.jobs.comparing import Request
from xlcompare.jobs.comparing import compare as compare_books
from xlcompare.layout.sheet import Cell, Formula, Number, Sheet, Text
from xlcompare.plan import Item, Kind, Place, Plan

SAMPLE = Path(__file__).resolve().parents[2] / "workbooks" / "見本支部_事業計画.xlsx"


def plan(text: str, tab: str, year: int, branch: str | None = "岡山支部") -> Plan:
    """A plan of one item a line: `# ` begins an area, `! ` a heading, `KPI ` a target with no mark, else a measure."""
    items: list[Item] = []
    area, heading = "", ""
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 2):
        sign, _, rest = line.partition(" ")
        kind = {"#": Kind.AREA, "!": Kind.HEADING, "KPI": Kind.KPI}.get(sign, Kind.MEASURE)
        said = line if kind is Kind.MEASURE else rest
        if kind is Kind.AREA:
            area, heading = said, ""
        path = (heading,) if heading and kind is not Kind.HEADING else ()
        if kind is Kind.HEADING:
            heading = said
        items.append(Item(said, kind, area, path, Place(f"B{number}")))
    return Plan("岡山.xlsx", tab, year, tuple(items), branch=branch)


@pytest.fixture(scope="session")
def compared() -> Callable[..., Comparison]:
    """`compared(old, new)`: two plans, written as `plan` says, compared as 令和2年度 and 令和3年度."""

    def build(old: str, new: str, decisions: Iterable[Decision] = (), branch: str | None = "岡山支部") -> Comparison:
        olds, news = plan(old, "令和2年度", 2020, branch), plan(new, "令和3年度", 2021, branch)
        return compare(olds, news, tuple(decisions))

    return build


@pytest.fixture(scope="session")
def sample() -> Comparison:
    """The two years of the sample book."""
    return compare_books(Request(SAMPLE)).comparison


@pytest.fixture(scope="session")
def as_text() -> Callable[..., str]:
    """`as_text(sheet)`: a line for each row, marks in [], cells that a merge covers as ↑, page ends as ────."""

    def render(sheet: Sheet, last: int | None = None) -> str:
        covered = {
            (row, column)
            for m in sheet.merges
            for row in range(m.top, m.bottom + 1)
            for column in range(m.left, m.right + 1)
            if (row, column) != (m.top, m.left)
        }
        ends = sheet.print.breaks if sheet.print else ()
        lines = []
        for i, row in enumerate(sheet.rows[:last]):
            lines += ["────"] if i in ends else []
            cells = ["↑" if (i, j) in covered else shown(cell) for j, cell in enumerate(row.cells)]
            lines.append(" | ".join(cells).rstrip())
        return "\n".join(lines) + "\n"

    return render


def shown(cell: Cell) -> str:
    """What a cell says: bold as *…*, changed characters in [], line breaks as ⏎."""
    if isinstance(cell, Number):
        return f"{cell.value:g}"
    if isinstance(cell, Formula):
        return f"={cell.result:g}" if isinstance(cell.result, float) else f"={cell.result}"
    if not isinstance(cell, Text):
        return ""
    text = cell.text
    for start, end in reversed(cell.marks):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    text = text.replace("\n", "⏎")
    return f"*{text}*" if cell.style.bold and text else text
