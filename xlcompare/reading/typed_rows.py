"""Which rows of a tab are one sentence that somebody typed over several rows, as on lined paper.

Each row is an item of its own, so rows are joined only on evidence: nothing but 内容 stands in the lower row, it has no
mark, and two of three say so: it is indented below a marked line, the upper row fills the width that the column's lines
share, the sentence breaks off there. Where one alone says so, the rows stay apart and a person is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from xlcompare.marks import first_mark
from xlcompare.reading.wrapped import MIN_WIDTH, columns, has_open_bracket

_SLACK = 8
"""Half-width columns that a line may stop short of the width, so as not to break a word."""
_BLANK = " \t\u3000\u00a0"
_FULL_STOP = re.compile(r"[。．！？!?]$")
_VERB = re.compile(r"(?:する|した|いる|行う|図る|ある|める|げる|ぐ|なう|れる|せる|ます|です)$")
"""Ends of sentences; a verb may also stand before the noun that it describes."""
_BREAKS_OFF = re.compile(r"[、,をにはがのとへで]$|(?:ため|より|から|ついて|して|及び|または|又は|並びに)$")
_GOES_ON = re.compile(
    r"[、。，．）)」』】ーっゃゅょッャュョを]|[にはがのともで][一-龥ァ-ヴ0-9]|し(?:て|た|、)|する|され|られ|れる"
)
_NOUN = re.compile(r"[一-龥々ァ-ヴーA-Za-z0-9]$")


class TypedRow(NamedTuple):
    """A row of the tab, with what 内容 holds, blanks at its beginning included.

    `alone`: nothing else is there that only an item of its own would have; `only`: nothing else at all.
    """

    row: int
    text: str
    alone: bool
    only: bool = True


@dataclass(frozen=True, slots=True)
class TypedRows:
    """For each row that goes on from the row above it the row where the sentence begins; rows that may do so."""

    begins: dict[int, int]
    doubtful: frozenset[int]


def typed_rows(rows: Sequence[TypedRow]) -> TypedRows:
    """What goes on from where, among the `rows` that have a 内容, in order. A cell of several lines goes on nowhere."""
    begins: dict[int, int] = {}
    doubtful: set[int] = set()
    if not any(row.alone and not first_mark(row.text.strip(_BLANK)).kind for row in rows):
        return TypedRows(begins, frozenset())
    full = max((columns(row.text.rstrip()) for row in rows if "\n" not in row.text), default=0) - _SLACK
    ends = _come_to_an_end(rows)
    text = ""
    for k, (above, row) in enumerate(pairwise(rows), 1):
        if above.row not in begins:
            text = above.text
        if not _may_go_on(above, row):
            continue
        reasons = _reasons(above, row, text, full, goes_on=above.row in begins, ends=ends[k])
        if reasons >= 2 and row.only:
            begins[row.row] = begins.get(above.row, above.row)
            text += row.text.strip(_BLANK)
        elif reasons:
            doubtful.add(row.row)
    return TypedRows(begins, frozenset(doubtful))


def _may_go_on(above: TypedRow, row: TypedRow) -> bool:
    """Whether nothing forbids that `row` goes on from `above`."""
    if not row.alone or row.row != above.row + 1 or "\n" in above.text + row.text:
        return False
    return not first_mark(row.text.strip(_BLANK)).kind and not _FULL_STOP.search(above.text.rstrip())


def _come_to_an_end(rows: Sequence[TypedRow]) -> list[bool]:
    """For each row whether it, or what may go on from it, comes to a full stop."""
    found = [bool(_FULL_STOP.search(row.text.rstrip())) for row in rows]
    for k in range(len(rows) - 2, -1, -1):
        found[k] = found[k] or (found[k + 1] and _may_go_on(rows[k], rows[k + 1]))
    return found


def _reasons(above: TypedRow, row: TypedRow, text: str, full: int, *, goes_on: bool, ends: bool) -> int:
    """How much says that `row` goes on from `above`, 0 to 3; `text`: the sentence so far."""
    upper, lower = above.text.strip(_BLANK), row.text.strip(_BLANK)
    indented = row.text[:1] in _BLANK and (goes_on or bool(first_mark(upper).kind))
    wide = columns(above.text.rstrip()) >= max(full, MIN_WIDTH)
    if _BREAKS_OFF.search(upper) or has_open_bracket(text) or (_NOUN.search(upper) and _GOES_ON.match(lower)):
        return 1 + indented + wide
    # Indented lines below a title are a list of its own, and of a list's items one is the widest.
    if not wide or not (indented or ends):
        return 0
    return 2 if indented and not _VERB.search(upper) else 1
