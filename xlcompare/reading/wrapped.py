"""Lines of a cell that were pasted with hard line breaks, joined again.

Each line of a cell is an item of its own, marked or not, so lines are joined only on evidence: the upper one fills the
width that the cell's lines share, it stops in mid-sentence, and the lower one has no mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from xlcompare.marks import first_mark

MIN_WIDTH = 30
"""Half-width columns; shorter lines are lists that someone typed."""
_SLACK = 3
_UNFINISHED = re.compile(r"[、,をにはがのとでもやへし]$")
_CONTINUES = re.compile(r"[、。，．）)」』】ーっゃゅょぁぃぅぇぉッャュョをにはがのともでへ々]")
_BRACKETS = str.maketrans({"（": "(", "）": ")", "「": "(", "」": ")", "『": "(", "』": ")"})


def joined(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The logical lines of one cell: (index of the first line in `lines`, text). Empty lines are left out."""
    kept = [(i, line.strip()) for i, line in enumerate(lines) if line.strip()]
    if len(kept) < 2:
        return kept
    widths = [columns(text) for _, text in kept]
    full = max(widths) - _SLACK
    result: list[tuple[int, str]] = []
    for k, (i, text) in enumerate(kept):
        upper = kept[k - 1][1] if k else ""
        if (
            k
            and widths[k - 1] >= max(full, MIN_WIDTH)
            and not first_mark(text).kind
            and _stops_in_mid_sentence(upper, text)
        ):
            result[-1] = (result[-1][0], result[-1][1] + text)
        else:
            result.append((i, text))
    return result


def columns(text: str) -> int:
    """The width of `text` in half-width columns."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _stops_in_mid_sentence(upper: str, lower: str) -> bool:
    return bool(_UNFINISHED.search(upper) or _CONTINUES.match(lower) or has_open_bracket(upper))


def has_open_bracket(text: str) -> bool:
    """Whether a bracket opens in `text` that doesn't close in it."""
    plain = text.translate(_BRACKETS)
    return plain.count("(") > plain.count(")")
