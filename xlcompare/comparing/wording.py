"""Which words of a changed pair are underlined.

People compare words, not characters. Without a dictionary the same marks come from comparing characters (a figure
counts as one) and then following the rules found in people's own tables: bullets and labels are never marked; a changed
figure is marked whole with its unit; what lies between two changes is marked too when it is short, but never a figure
or a bracket; a suffix goes with its noun and an inflection with its verb; 、・ at the edge of a mark are left out.
Differences of width, space or line break alone are no change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlcompare.comparing.words_of import (
    BRACKET_OR_FIGURE,
    FIGURE,
    FIGURE_AT_END,
    boundary,
    inflection,
    kana_or_latin_after,
    kana_or_latin_before,
    kanji_after,
    kanji_before,
    lone_kanji,
    tokens,
)
from xlcompare.folding import folded_with_origin
from xlcompare.graphemes import whole_signs
from xlcompare.marks import body_span
from xlcompare.plan import Span

JOINED = 5
"""Unchanged characters between two changes that are marked with them, if the changes aren't smaller still."""
FULL_STOPS = "。．"
_EDGES = "、・,"


@dataclass(slots=True)
class _Region:
    """A difference: half-open offsets into the folded old and new text."""

    o0: int
    o1: int
    n0: int
    n1: int

    @property
    def size(self) -> int:
        return max(self.o1 - self.o0, self.n1 - self.n0)


def changed_words(
    old: str, new: str, *, persons: bool = True, full_stops: bool = True
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The changed spans of `old` and of `new`, as offsets into them, in order, apart from each other.

    `persons`: whether 人 is marked with a changed figure, as ％, 社 and 件 always are. `full_stops`: whether a final 。
    that only one of them has is a change. Empty where nothing but width, spaces, line breaks or the number in front
    differs.
    """
    (o_start, o_end), (n_start, n_end) = body_span(old), body_span(new)
    if not full_stops:
        o_end, n_end = len(old[:o_end].rstrip(FULL_STOPS)), len(new[:n_end].rstrip(FULL_STOPS))
    o, o_origin = folded_with_origin(old[o_start:o_end])
    n, n_origin = folded_with_origin(new[n_start:n_end])
    if o == n:
        return (), ()
    regions = _merged(_widened(_joined(_differences(o, n, persons), o, n), o, n))
    return (
        _placed(((r.o0, r.o1) for r in regions), o, o_origin, old[:o_end], o_start),
        _placed(((r.n0, r.n1) for r in regions), n, n_origin, new[:n_end], n_start),
    )


def whole(text: str) -> tuple[Span, ...]:
    """The mark of an added or dropped item: all of it, without bullets and labels."""
    start, end = body_span(text)
    return ((start, end),) if end > start else ()


def _differences(o: str, n: str, persons: bool) -> list[_Region]:
    from rapidfuzz.distance import Levenshtein

    (o_keys, o_at), (n_keys, n_at) = _weighted(tokens(o, persons)), _weighted(tokens(n, persons))
    regions: list[_Region] = []
    for step in Levenshtein.opcodes(o_keys, n_keys):
        if step.tag == "equal":
            continue
        region = _Region(o_at[step.src_start], o_at[step.src_end], n_at[step.dest_start], n_at[step.dest_end])
        if regions and regions[-1].o1 == region.o0:
            regions[-1].o1, regions[-1].n1 = region.o1, region.n1
        else:
            regions.append(region)
    for k, region in enumerate(regions):
        _slide(region, o, n, region.o0 - (regions[k - 1].o1 if k else 0))
    return regions


def _weighted(parts: list[str]) -> tuple[list[str], list[int]]:
    """What is compared, and where each begins in the text.

    A figure counts three times, to be found again first: of 「率を100％とする」 and 「率100％を維持する」 it is the
    words around 100％ that have changed, and not the figure around を.
    """
    keys: list[str] = []
    at = [0]
    for part in parts:
        keys.append(part)
        at.append(at[-1] + len(part))
        if FIGURE.match(part):
            keys += (part + "\0", part + "\1")
            at += (at[-1], at[-1])
    return keys, at


def _slide(region: _Region, o: str, n: str, left: int) -> None:
    """Move a pure insertion or deletion to where it begins and ends at words, among the places that say the same.

    All of these lie to the left, at most `left` characters away: the difference was found as late as it could be.
    「、［お客様満足度調査、］お客様の声」, not 「、お客様［満足度調査、お客様］の声」.
    """
    if region.o0 == region.o1:
        text, a, b = n, region.n0, region.n1
    elif region.n0 == region.n1:
        text, a, b = o, region.o0, region.o1
    else:
        return
    low = 0
    while low > -left and text[a + low - 1] == text[b + low - 1]:
        low -= 1
    shift = max(range(low, 1), key=lambda s: (boundary(text, a + s) + boundary(text, b + s), s))
    region.o0, region.o1 = region.o0 + shift, region.o1 + shift
    region.n0, region.n1 = region.n0 + shift, region.n1 + shift


def _joined(regions: list[_Region], o: str, n: str) -> list[_Region]:
    """Regions with short unchanged stretches between them made one, until nothing more joins."""
    while True:
        result: list[_Region] = []
        for region in regions:
            if result and _belong_together(result[-1], region, o, n):
                last = result[-1]
                result[-1] = _Region(last.o0, region.o1, last.n0, region.n1)
            else:
                result.append(region)
        if len(result) == len(regions):
            return result
        regions = result


def _belong_together(a: _Region, b: _Region, o: str, n: str) -> bool:
    """Whether the unchanged stretch between `a` and `b` is marked with them.

    Not where it holds a figure or a bracket, not beside a figure that became another one or a final 。, and not between
    two insertions: the other year would be marked where nothing changed.
    """
    gap = o[a.o1 : b.o0]
    if len(gap) > min(JOINED, a.size + b.size) or BRACKET_OR_FIGURE.search(gap):
        return False
    if any(_stands_alone(region, o, n) for region in (a, b)):
        return False
    return (a.o1 - a.o0 + b.o1 - b.o0) > 0 and (a.n1 - a.n0 + b.n1 - b.n0) > 0


def _stands_alone(region: _Region, o: str, n: str) -> bool:
    old, new = o[region.o0 : region.o1], n[region.n0 : region.n1]
    return old + new == "。" or bool(FIGURE.fullmatch(old) and FIGURE.fullmatch(new))


def _widened(regions: list[_Region], o: str, n: str) -> Iterator[_Region]:
    """`regions` with what belongs to their first and last words: the noun's suffix or stem, the verb's ending, the
    whole loan-word.

    Between two regions both texts are the same, so both sides grow alike; a word that reaches into the next region
    ends there and the two become one.
    """
    for k, r in enumerate(regions):
        room_left = r.o0 - (regions[k - 1].o1 if k else 0)
        room_right = (regions[k + 1].o0 if k + 1 < len(regions) else len(o)) - r.o1
        right = _right_growth(r, o, n)
        left = min(_left_growth(r, o, n, right), room_left)
        right = min(right, room_right)
        yield _Region(r.o0 - left, r.o1 + right, r.n0 - left, r.n1 + right)


def _right_growth(r: _Region, o: str, n: str) -> int:
    before, after = o[: r.o0], o[r.o1 :]
    old, new = o[r.o0 : r.o1], n[r.n0 : r.n1]
    growth = max(
        (
            max(kanji_after(part[-1], after), inflection(part[-1], after), kana_or_latin_after(part[-1], after))
            for part in (old, new)
            if part and not FIGURE_AT_END.search(part)
        ),
        default=0,
    )
    if not growth and lone_kanji(old) and lone_kanji(new) and not kanji_before(before, 1) and lone_kanji(after[:1]):
        return 1
    return growth


def _left_growth(r: _Region, o: str, n: str, right: int) -> int:
    before = o[: r.o0]
    old, new = o[r.o0 : r.o1], n[r.n0 : r.n1]
    if not (old and new):
        # A word pushed in before a suffix (施術者 → 施術管理者) has its stem on the left.
        stem = kanji_before(before, 2) if right and lone_kanji(o[r.o1]) else 0
        return max(stem, kana_or_latin_before((old or new)[0], before))
    # Half a word of two characters on both sides: 果 and 率 in 効果 → 効率.
    half = kanji_before(before, 1) if lone_kanji(old) and lone_kanji(new) else 0
    return max(half, *(kana_or_latin_before(part[0], before) for part in (old, new)))


def _merged(regions: Iterator[_Region]) -> list[_Region]:
    result: list[_Region] = []
    for region in regions:
        if result and (region.o0 <= result[-1].o1 or region.n0 <= result[-1].n1):
            last = result[-1]
            result[-1] = _Region(last.o0, max(last.o1, region.o1), last.n0, max(last.n1, region.n1))
        else:
            result.append(region)
    return result


def _placed(spans: Iterator[Span], text: str, origin: Sequence[int], printed: str, start: int) -> tuple[Span, ...]:
    """Spans of the folded `text` as offsets into the `printed` one, edges trimmed, empty ones left out."""
    ends = [*origin, len(printed) - start]
    result: list[Span] = []
    for a, b in spans:
        first, last = _trimmed(text, a, b)
        if first < last:
            # One printed character may fold to several (㈱ to (株)): it is marked once, and whole.
            while ends[last] == ends[last - 1]:
                last += 1
            stop = ends[last]
            while stop > ends[last - 1] + 1 and printed[start + stop - 1].isspace():
                stop -= 1
            begin, stop = whole_signs(printed, start + origin[first], start + stop)
            if result and begin <= result[-1][1]:
                begin = result.pop()[0]
            result.append((begin, stop))
    return tuple(result)


def _trimmed(text: str, a: int, b: int) -> Span:
    first, last = a, b
    while first < last and text[first] in _EDGES:
        first += 1
    while last > first and text[last - 1] in _EDGES:
        last -= 1
    return (first, last) if first < last else (a, b)
