"""What stayed in order, and what was moved as a block.

The longest ordered chain of pairs is the document's backbone; what crosses it was moved. Moved pairs that follow one
another on both sides are one block with one number (this gave exactly the blocks that people numbered).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

Indices = tuple[int, int]


def longest_chain(pairs: Sequence[Indices]) -> list[Indices]:
    """The longest part of `pairs` (in the order of their old items) whose new items are in order too.

    O(n log n), by patience sorting. Of equally long chains it is the one that prefers earlier new items.
    """
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for k, (_, n) in enumerate(pairs):
        depth = bisect_left(tails, n)
        before.append(at[depth - 1] if depth else -1)
        if depth == len(tails):
            tails.append(n)
            at.append(k)
        else:
            tails[depth], at[depth] = n, k
    chain: list[Indices] = []
    k = at[-1] if at else -1
    while k >= 0:
        chain.append(pairs[k])
        k = before[k]
    chain.reverse()
    return chain


def blocks(moved: Iterable[Indices], paired_old: Iterable[int], paired_new: Iterable[int]) -> list[list[Indices]]:
    """`moved` pairs grouped into blocks, in the order of their old places.

    Two pairs belong to one block when no other paired item stands between them on either side; items that were only
    added or dropped don't part them.
    """
    rank_old = {o: k for k, o in enumerate(sorted(paired_old))}
    rank_new = {n: k for k, n in enumerate(sorted(paired_new))}
    result: list[list[Indices]] = []
    for o, n in sorted(moved):
        if result:
            last_o, last_n = result[-1][-1]
            if rank_old[o] == rank_old[last_o] + 1 and rank_new[n] == rank_new[last_n] + 1:
                result[-1].append((o, n))
                continue
        result.append([(o, n)])
    return result
