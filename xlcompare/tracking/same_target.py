"""Whether two target sentences measure the same: else one target's actuals would pass for another's.

「回収率を60.0％以上とする」 and 「受診率を55.0％以上とする」 are four fifths alike, all of it frame. So only what
stands in front of the end that the two have in common is compared.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import takewhile

from xlcompare.folding import folded
from xlcompare.marks import body_span

ALIKE = 0.5
_FIGURES = re.compile(r"[0-9][0-9,.]*")


def measures_the_same(old: str, new: str) -> bool:
    """Whether the actuals of a target with the sentence `old` are figures for `new` as well."""
    a, b = _key(old), _key(new)
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a[::-1], b[::-1], strict=False)))
    a, b = a[: len(a) - end], b[: len(b) - end]
    # One that only says more in front (被扶養者の…) may well be another target, so it needs a common part too.
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE


def _key(sentence: str) -> str:
    start, end = body_span(sentence)
    return _FIGURES.sub("0", folded(sentence[start:end])).rstrip("。")
