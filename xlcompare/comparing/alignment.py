"""The best pairs of two short sequences that keep both orders (Needleman–Wunsch without gap costs)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

LARGEST = 250_000
"""Cells of the table; a larger gap holds no common order worth the wait."""


def aligned(olds: Sequence[int], news: Sequence[int], gain: Callable[[int, int], float]) -> dict[int, int]:
    """old → new, in order on both sides, with the greatest sum of `gain`; pairs without gain are not made."""
    if len(olds) * len(news) > LARGEST:
        return {}
    gains = [[gain(o, n) for n in news] for o in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        below, here, row = best[i + 1], best[i], gains[i]
        for j in range(len(news) - 1, -1, -1):
            skip = below[j] if below[j] >= here[j + 1] else here[j + 1]
            take = row[j] + below[j + 1] if row[j] > 0 else 0.0
            here[j] = take if take > skip else skip
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(olds) and j < len(news):
        if gains[i][j] > 0 and best[i][j] == gains[i][j] + best[i + 1][j + 1]:
            pairs[olds[i]] = news[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
