"""On which row each item stands: the new year's order, dropped items where they stood, moved items at both places.

Between two pairs that stayed in order, items are laid down from the inside out: first what still belongs under the
heading just printed (dropped before added), then whole headings. So a dropped heading never comes between a heading and
its own new bullets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlcompare.comparing.comparison import Level, Pair, Part
from xlcompare.comparing.likeness import Side
from xlcompare.comparing.moves import longest_chain


def levels(pairs: Sequence[Pair], old: Side, new: Side) -> tuple[Level, ...]:
    """The rows of the table. `pairs` in any order; a moved pair gives two rows, every other one."""
    of_old = {pair.old: k for k, pair in enumerate(pairs) if pair.old is not None}
    of_new = {pair.new: k for k, pair in enumerate(pairs) if pair.new is not None}
    level = sorted((p.old, p.new) for p in pairs if p.old is not None and p.new is not None and p.move is None)
    # Pairs that cross are moves, so this is the whole list, unless a person pinned a pair across the others.
    backbone = longest_chain(level)
    rows: list[Level] = []
    before_old = before_new = -1
    for o, n in [*backbone, (len(old.items), len(new.items))]:
        olds = [(_attached(old, i, before_old), Level(of_old[i], Part.LEFT)) for i in range(before_old + 1, o)]
        news = [(_attached(new, i, before_new), Level(of_new[i], Part.ARRIVED)) for i in range(before_new + 1, n)]
        rows.extend(_inside_out(olds, news))
        if o < len(old.items):
            rows.append(Level(of_old[o], Part.BOTH))
        before_old, before_new = o, n
    return tuple(rows)


def _inside_out(olds: list[tuple[int, Level]], news: list[tuple[int, Level]]) -> Iterator[Level]:
    i = j = 0
    while i < len(olds) or j < len(news):
        if j == len(news) or (i < len(olds) and olds[i][0] >= news[j][0]):
            yield olds[i][1]
            i += 1
        else:
            yield news[j][1]
            j += 1


def _attached(side: Side, i: int, last: int) -> int:
    """How deep item `i` hangs from what was printed `last`: under it, beside it, further out; −1 for an area."""
    chain = [last, *side.above(last)] if last >= 0 else []
    depth_of = {item: len(chain) - k for k, item in enumerate(chain)}
    while i >= 0 and i not in depth_of:
        i = side.parents[i]
    return depth_of.get(i, -1)
