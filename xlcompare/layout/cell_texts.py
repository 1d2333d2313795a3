"""What a cell of the comparison says: an item with its label and marks, in pieces where it is too much for one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from xlcompare import words
from xlcompare.folding import folded
from xlcompare.graphemes import cut
from xlcompare.layout.heights import MAX_CELL_UNITS, MAX_ROW_HEIGHT, height, pieces
from xlcompare.layout.sheet import Span, Style
from xlcompare.marks import KPI, first_mark
from xlcompare.plan import Kind, Plan

LONGEST_TITLE = 60
"""Characters of an area's name beside its rows: with three on a line they are still lower than Excel's highest row."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell's text and its changed characters. `item`: index of the item that it prints, None for our own words."""

    text: str
    changed: tuple[Span, ...] = ()
    item: int | None = None

    @property
    def ours(self) -> bool:
        """Whether it prints an item (or nothing), as opposed to 移動① or （略）."""
        return self.item is not None or not self.text


def printed(plan: Plan, index: int | None, changed: tuple[Span, ...]) -> Printed:
    """The item's text, below the label that stood before it; the first of several targets gets 《ＫＰＩ》."""
    assert index is not None
    item = plan.items[index]
    label = item.label or (words.KPI_LABEL if _begins_unlabelled_targets(plan, index) else "")
    if not label:
        return Printed(item.text, changed, index)
    shift = len(label) + 1
    return Printed(f"{label}\n{item.text}", tuple((a + shift, b + shift) for a, b in changed), index)


def _begins_unlabelled_targets(plan: Plan, index: int) -> bool:
    item = plan.items[index]
    if item.kind is not Kind.KPI or first_mark(item.text).kind == KPI:
        return False
    return index == 0 or plan.items[index - 1].kind not in (Kind.KPI, Kind.NOTE)


def area_title(new: str | None, old: str | None, new_changed: Sequence[Span], old_changed: Sequence[Span]) -> Printed:
    """An area's name, and below it in brackets what it was called before, where that is another name."""
    if new is None or old is None or folded(new) == folded(old):
        return Printed(old or "", tuple(old_changed)) if new is None else Printed(new, tuple(new_changed))
    before = f"（{words.OLD_SIDE}：{old}）"
    shift = len(new) + 1 + before.index(old)
    return Printed(f"{new}\n{before}", (*new_changed, *((a + shift, b + shift) for a, b in old_changed)))


def shortened(title: Printed) -> Printed:
    """An area's name for the narrow column, cut where it is a whole text, which then needs a row of its own."""
    if len(title.text) <= LONGEST_TITLE:
        return title
    return Printed(f"{cut(title.text, LONGEST_TITLE)}…")


def split_over_rows(
    left: Printed, right: Printed, style: Style, width: float
) -> Iterator[tuple[tuple[Printed, Printed], float]]:
    """Two texts that stand level, with their height in points: in one row, or in several where it can't hold them."""
    high = _height(left.text, style, width)
    if left.text != right.text:
        high = max(high, _height(right.text, style, width))
    # Two UTF-16 units a character at the most.
    if high <= MAX_ROW_HEIGHT and max(len(left.text), len(right.text)) * 2 <= MAX_CELL_UNITS:
        yield (left, right), high
        return
    nothing = Printed("", (), 0)
    for a, b in zip_longest(_pieces(left, style, width), _pieces(right, style, width), fillvalue=nothing):
        high = max(_height(a.text, style, width), _height(b.text, style, width))
        yield (a, b), min(high, MAX_ROW_HEIGHT)


def _height(text: str, style: Style, width: float) -> float:
    return height(text, width, style.font, style.size, style.bold)


def _pieces(text: Printed, style: Style, width: float) -> list[Printed]:
    cuts = pieces(text.text, width, style.font, style.size, MAX_ROW_HEIGHT, style.bold)
    return [_piece(text, a, b) for a, b in cuts]


def _piece(text: Printed, start: int, end: int) -> Printed:
    marks = tuple((max(a, start) - start, min(b, end) - start) for a, b in text.changed if a < end and b > start)
    return Printed(text.text[start:end], marks, text.item)
