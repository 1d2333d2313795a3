"""Runs of equal rows as merged cells, cut where a page ends: a merge across pages shows its text on the first only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence

from xlcompare.layout.sheet import Merge


def merges_within_pages(keys: Sequence[Hashable], page_starts: Sequence[int], column: int) -> list[Merge]:
    """A merge of `column` for each run of two or more rows with the same key (None: none) on one page."""
    merges: list[Merge] = []
    first = 0
    for i in range(1, len(keys) + 1):
        if i < len(keys) and keys[i] == keys[first] and i not in _starts(page_starts, i):
            continue
        if keys[first] is not None and i - first > 1:
            merges.append(Merge(first, column, i - 1, column))
        first = i
    return merges


def _starts(page_starts: Sequence[int], i: int) -> Sequence[int]:
    k = bisect_right(page_starts, i)
    return page_starts[k - 1 : k]
