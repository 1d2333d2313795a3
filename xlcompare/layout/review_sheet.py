"""The sheet 対応確認: every pair for a person to look at, doubtful ones first; their corrections are read back from it.

The last two columns are hidden: where each item stood when the sheet was made. A cell address that differs from them
was typed by a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlcompare import words
from xlcompare.comparing.comparison import Comparison, Pair, Part
from xlcompare.decision import KEY_LENGTH, Decision, ItemIndex, ItemKey, key_of
from xlcompare.fiscal_year import label
from xlcompare.layout.heights import MAX_ROW_HEIGHT, roomy_height
from xlcompare.layout.pages import not_printed
from xlcompare.layout.sheet import Cell, Choice, Column, Merge, Number, Row, Sheet, Text
from xlcompare.layout.styles import ReviewLooks, review_looks
from xlcompare.plan import Plan
from xlcompare.settings import Settings

MARK = "review"
HEAD_ROWS = 3
WIDTHS = (54.0, 84.0, 48.0, 102.0, 240.0, 48.0, 102.0, 240.0, 48.0, 72.0, 48.0, 48.0)
SAME_WIDTHS = ((3, 6), (4, 7))
JUDGEMENT_COLUMN = words.REVIEW_COLUMNS.index(words.JUDGEMENT)
VISIBLE = len(words.REVIEW_COLUMNS) - 2
WIDE = sum(WIDTHS[:VISIBLE])


def review_sheet(comparison: Comparison, settings: Settings) -> Sheet:
    """The finished sheet, with a list to choose from in 判定."""
    look = review_looks(settings)
    body = [_row(values, look) for values in _values(comparison)]
    orphans = [_row(_orphan(decision), look) for decision in comparison.unmet]
    if orphans:
        orphans.insert(0, Row((Text(words.REVIEW_ORPHANS, look.help),), _high(words.REVIEW_ORPHANS, look, WIDE)))
    head = tuple(_head(comparison, look))
    rows = (*head, *body, *orphans)
    first_orphan = len(head) + len(body)
    return Sheet(
        name=words.REVIEW_SHEET,
        columns=tuple(Column(width, hidden=k >= VISIBLE) for k, width in enumerate(WIDTHS)),
        rows=rows,
        merges=tuple(Merge(row, 0, row, VISIBLE - 1) for row in (0, 1, *([first_orphan] if orphans else []))),
        choices=(Choice(JUDGEMENT_COLUMN, HEAD_ROWS, max(HEAD_ROWS, len(rows) - 1), words.DECISIONS),),
        freeze=(HEAD_ROWS, 0),
        # The hidden columns too: Excel sorts no more than what the filter covers, and each row must keep its places.
        autofilter=(HEAD_ROWS - 1, 0, HEAD_ROWS - 1 + len(body), len(WIDTHS) - 1),
        print=not_printed(len(rows)),
        mark=MARK,
    )


def _head(comparison: Comparison, look: ReviewLooks) -> Iterator[Row]:
    title = words.REVIEW_TITLE.format(
        new=label(comparison.new.year, comparison.new.tab), old=label(comparison.old.year, comparison.old.tab)
    )
    yield Row((Text(title, look.title),), 24.0)
    help_text = f"{words.REVIEW_HELP}\n{words.NOT_PRINTED}"
    yield Row((Text(help_text, look.help),), _high(help_text, look, WIDE))
    yield Row(tuple(Text(name, look.header) for name in words.REVIEW_COLUMNS), 20.0)


Values = tuple[str, ...]
"""A row's texts by column; the likeness is '' where there is none."""


def _values(comparison: Comparison) -> Iterator[tuple[Values, float | None, bool]]:
    """(texts, likeness, doubtful) for every pair: doubtful ones first, then people's own, then the rest."""
    ordered = [comparison.pairs[level.pair] for level in comparison.levels if _once(comparison, level.pair, level.part)]
    if comparison.apart:
        olds, news = ItemIndex(comparison.old.items), ItemIndex(comparison.new.items)
        for decision in comparison.apart:
            old = _remembered(comparison.old, olds, decision.old)
            new = _remembered(comparison.new, news, decision.new)
            yield (words.DECIDED, "", *old, *new, "", words.NOT_PAIRED, old[0], new[0]), None, False
    for pair in sorted(ordered, key=lambda pair: 0 if pair.doubtful and not pair.decided else 1 if pair.decided else 2):
        yield _of_pair(comparison, pair)


def _once(comparison: Comparison, pair: int, part: Part) -> bool:
    """A moved pair stands on two rows of the table; here it is listed where it is now."""
    return part is not Part.LEFT or comparison.pairs[pair].new is None


def _of_pair(comparison: Comparison, pair: Pair) -> tuple[Values, float | None, bool]:
    doubtful = pair.doubtful and not pair.decided
    state = words.DOUBTFUL if doubtful else words.DECIDED if pair.decided else words.SETTLED
    change = words.CHANGE_NAMES[pair.change.value]
    if pair.move is not None:
        change = f"{words.MOVED}・{change}"
    old, new = _side(comparison.old, pair.old), _side(comparison.new, pair.new)
    judged = words.PAIRED if pair.decided else words.AUTO
    likeness = pair.likeness if pair.old is not None and pair.new is not None else None
    return (state, change, *old, *new, "", judged, old[0], new[0]), likeness, doubtful


def _side(plan: Plan, index: int | None) -> Values:
    if index is None:
        return "", "", ""
    item = plan.items[index]
    return str(item.place), key_of(item).heading, item.text[:KEY_LENGTH]


def _remembered(plan: Plan, index: ItemIndex, key: ItemKey | None) -> Values:
    found = index.find(key) if key else None
    return _side(plan, found)


def _orphan(decision: Decision) -> tuple[Values, float | None, bool]:
    old = ("", decision.old.heading, decision.old.text) if decision.old else ("", "", "")
    new = ("", decision.new.heading, decision.new.text) if decision.new else ("", "", "")
    judged = words.PAIRED if decision.together else words.NOT_PAIRED
    return (words.ORPHAN, "", *old, *new, "", judged, "", ""), None, False


def _row(values: tuple[Values, float | None, bool], look: ReviewLooks) -> Row:
    texts, likeness, doubtful = values
    style = look.doubtful if doubtful else look.plain
    cells: list[Cell] = [Text(text, style) for text in texts]
    if likeness is not None:
        cells[8] = Number(round(likeness, 2), look.doubtful_share if doubtful else look.share)
    # The longest text of each width is the highest.
    high = max(_high(max(texts[a], texts[b], key=len), look, WIDTHS[a]) for a, b in SAME_WIDTHS)
    return Row(tuple(cells), min(high, MAX_ROW_HEIGHT))


def _high(text: str, look: ReviewLooks, width: float) -> float:
    return roomy_height(text, width, look.plain.font, look.plain.size)
