"""The table that people correct pairs in: doubtful ones first, a list of judgements, addresses to overwrite.

The last two columns are hidden: where each item stood when the sheet was made. A cell address that differs from them
was typed by a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xlcompare import words
from xlcompare.decision import Decision
from xlcompare.layout.heights import MAX_ROW_HEIGHT, height, roomy_height
from xlcompare.layout.pages import not_printed
from xlcompare.layout.sheet import Cell, Choice, Column, Merge, Number, Row, Sheet, Style, Text
from xlcompare.layout.styles import ReviewLooks, review_looks
from xlcompare.settings import Settings
from xlcompare.template import STANDARD, Template

HEAD_ROWS = 3
HIDDEN_WIDTHS = (48.0, 48.0)
ALIKE = ((3, 6), (4, 7))
"""The columns whose texts decide how high a row is: headings, contents."""
JUDGEMENT_COLUMN = words.REVIEW_COLUMNS.index(words.JUDGEMENT)
LIKENESS_COLUMN = words.REVIEW_COLUMNS.index(words.LIKENESS)
VISIBLE = len(words.REVIEW_COLUMNS) - 2


@dataclass(frozen=True, slots=True)
class Shown:
    """One side of a pair as a person sees it; all empty where there is none."""

    place: str = ""
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a pair, or one side alone. `likeness` None where it says nothing."""

    old: Shown
    new: Shown
    state: str = words.SETTLED
    change: str = ""
    judgement: str = words.AUTO
    likeness: float | None = None


def review_table(
    name: str,
    title: str,
    mark: str,
    entries: Iterable[Entry],
    unmet: Sequence[Decision],
    settings: Settings,
    template: Template = STANDARD,
    read: Sequence[str] = (),
) -> Sheet:
    """The finished sheet. `entries` in their natural order; `unmet` decisions follow below them.

    `read`: sentences on what was read of the two tabs.
    """
    look, page = review_looks(settings, template), template.pages[name]
    widths = page.widths[:VISIBLE]
    body = [_row(entry, look, widths) for entry in sorted(entries, key=_urgency)]
    orphans = [_row(_orphan(decision), look, widths) for decision in unmet]
    if orphans:
        orphans.insert(0, _line(words.REVIEW_ORPHANS, look.help, widths))
    rows = (*_head(title, read, look, widths), *body, *orphans)
    first_orphan = HEAD_ROWS + len(body)
    return Sheet(
        name=name,
        columns=tuple(Column(width, hidden=k >= VISIBLE) for k, width in enumerate((*widths, *HIDDEN_WIDTHS))),
        rows=rows,
        merges=tuple(Merge(row, 0, row, VISIBLE - 1) for row in (0, 1, *([first_orphan] if orphans else []))),
        choices=(Choice(JUDGEMENT_COLUMN, HEAD_ROWS, max(HEAD_ROWS, len(rows) - 1), words.DECISIONS),),
        freeze=(HEAD_ROWS, 0),
        # The hidden columns too: Excel sorts no more than what the filter covers, and each row must keep its places.
        autofilter=(HEAD_ROWS - 1, 0, HEAD_ROWS - 1 + len(body), len(words.REVIEW_COLUMNS) - 1),
        print=not_printed(len(rows), page),
        mark=mark,
    )


def state_of(doubtful: bool, decided: bool) -> str:
    return words.DECIDED if decided else words.DOUBTFUL if doubtful else words.SETTLED


def judgement_of(old: Shown, new: Shown, decided: bool) -> str:
    """What 判定 says of a pair, or of an item alone, that a person has decided on or not."""
    if not decided:
        return words.AUTO
    return words.PAIRED if old.text and new.text else words.NOT_PAIRED


def _urgency(entry: Entry) -> int:
    return (words.DOUBTFUL, words.DECIDED, words.SETTLED).index(entry.state)


def _head(title: str, read: Sequence[str], look: ReviewLooks, widths: Sequence[float]) -> Iterator[Row]:
    yield _line(title, look.title, widths, 24.0)
    yield _line("\n".join((words.REVIEW_HELP, words.NOT_PRINTED, *read)), look.help, widths)
    style = look.header
    seen = zip(words.REVIEW_COLUMNS, widths, strict=False)  # The last ones are hidden.
    high = max(height(name, width, style.font, style.size, style.bold) for name, width in seen)
    yield Row(tuple(Text(name, style) for name in words.REVIEW_COLUMNS), max(20.0, high))


def _line(text: str, style: Style, widths: Sequence[float], least: float = 0.0) -> Row:
    high = roomy_height(text, sum(widths), style.font, style.size)
    return Row((Text(text, style),), min(max(high, least), MAX_ROW_HEIGHT))


def _orphan(decision: Decision) -> Entry:
    old, new = (Shown(heading=key.heading, text=key.text) if key else Shown() for key in (decision.old, decision.new))
    judged = words.PAIRED if decision.together else words.NOT_PAIRED
    return Entry(old, new, words.ORPHAN, judgement=judged)


def _row(entry: Entry, look: ReviewLooks, widths: Sequence[float]) -> Row:
    old, new, doubtful = entry.old, entry.new, entry.state == words.DOUBTFUL
    style = look.doubtful if doubtful else look.plain
    texts = (
        entry.state, entry.change, old.place, old.heading, old.text, new.place, new.heading, new.text, "",
        entry.judgement, old.place, new.place,
    )  # fmt: skip
    cells: list[Cell] = [Text(text, style) for text in texts]
    if entry.likeness is not None:
        cells[LIKENESS_COLUMN] = Number(round(entry.likeness, 2), look.doubtful_share if doubtful else look.share)
    # The longest text of each width is the highest.
    high = max(
        roomy_height(max(texts[a], texts[b], key=len), min(widths[a], widths[b]), style.font, style.size)
        for a, b in ALIKE
    )
    return Row(tuple(cells), min(high, MAX_ROW_HEIGHT))
