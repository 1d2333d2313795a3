"""Targets judged: the rating that follows from each one's sentence and actuals, beside the person's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xlcompare import progress_words as words
from xlcompare.address import address
from xlcompare.folding import folded
from xlcompare.jobs.files import book_at
from xlcompare.layout.kpi_sheet import AT, kpi_cells
from xlcompare.progress import RowKind, Spot
from xlcompare.progress_settings import mark_in
from xlcompare.reading.book import Book
from xlcompare.reading.progress_book import read_progress_book
from xlcompare.sections import areas_of
from xlcompare.tracking.carrying import Carried
from xlcompare.tracking.progress import Progress, progress_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """A target with its suggested rating and a person's own ('' where there is none), which stands at `place`."""

    label: str
    sentence: str
    latest: str
    suggested: str
    own: str
    place: str

    @property
    def disagrees(self) -> bool:
        """Whether the person's own, which always counts, is another than the suggested one."""
        return bool(self.own) and folded(self.own) != folded(self.suggested)


@dataclass(frozen=True, slots=True)
class Judged:
    """A workbook's targets, and what a person has to know of how it was read."""

    targets: tuple[Judgement, ...]
    told: tuple[str, ...] = ()


def judge(source: Path | Book) -> Judged:
    """Every target of the progress workbook at a path, or open. Raises BookError and PlanError as reading it does."""
    before = read_progress_book(book_at(source))
    cells = {typed.spot: typed.value for typed in before.typed}
    places = {typed.spot: typed.place for typed in before.typed}
    made = progress_of(before.plan, before.chosen, before.settings, areas_of(before.plan), Carried(cells))
    return Judged(judgements(made, places), before.told)


def judgements(made: Progress, places: Mapping[Spot, str] | None = None) -> tuple[Judgement, ...]:
    """Every target of `made`. `places`: where the ratings stand, if not where the new workbook has them."""
    shown = kpi_cells(made)
    found = []
    for kpi in made.kpis:
        spot, cells = Spot(RowKind.TARGET, kpi.item, words.RATING), shown[kpi.item]
        here = f"{words.KPI_SHEET}!{address(cells.row, AT[words.RATING])}"
        own = mark_in(str(made.cells.get(spot, "")))
        suggested = made.settings.mark(kpi.judged.role)
        place = here if places is None else places.get(spot, "")
        found.append(Judgement(kpi.label, cells.sentence, cells.shown, suggested, own, place))
    return tuple(found)
