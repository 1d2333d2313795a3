"""Where Japanese words begin and end, as far as the script tells it.

A morphological analyser's words gave marks within .01 of these rules (measured on people's own tables), at the cost of
a dictionary of tens of megabytes.
"""

from __future__ import annotations

import re

UNITS = (
    "%|ポイント|百万円|千円|億円|万円|円|社|件|回|名|点|位|倍|か所|カ所|ヶ所|箇所|か月|カ月|ヶ月|カ国|事業所|医療機関|世帯|団体|"
    "年度|年間|年|月|営業日|日間|日|週間|週|時間|時|分|歳|割|枚|台|部|校|期|番|号|条|項|km|kg|cm"
)
_FIGURE = r"[±+\-]?\d[\d,.]*"
# A sign goes with what changes or joins it: variation selectors, combining marks, joiners (xlcompare/graphemes.py).
_SIGN = (
    "(?s:.)(?:\u200d.|[\u0300-\u036f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef])*"
)
_WITH_UNIT = re.compile(rf"{_FIGURE}(?:{UNITS})?|{_SIGN}")
_WITH_UNIT_AND_PERSONS = re.compile(rf"{_FIGURE}(?:{UNITS}|人)?|{_SIGN}")
FIGURE = re.compile(rf"{_FIGURE}(?:{UNITS}|人)?")
FIGURE_AT_END = re.compile(rf"{_FIGURE}(?:{UNITS}|人)?$")
BRACKET_OR_FIGURE = re.compile(r"[\d()\[\]{}「」『』【】〔〕〈〉《》<>]")

_KANJI = re.compile(r"[一-龥々〆ヶ]+")
_KANJI_AT_END = re.compile(r"[一-龥々〆ヶ]+$")
_OKURIGANA = re.compile(r"[るくつぬむぶぐうりきちみびぎいえけねめべげれっわらまば]{1,2}")
_KATAKANA, _LATIN = re.compile(r"[ァ-ヴー]+"), re.compile(r"[A-Za-z]+")
_KATAKANA_AT_END, _LATIN_AT_END = re.compile(r"[ァ-ヴー]+$"), re.compile(r"[A-Za-z]+$")
CONJUNCTIONS = ("及び", "並びに", "又は", "若しくは", "かつ", "または", "および")
"""Where they stand, a new word begins, whatever the script before it."""
_ADJECTIVAL = "的化性"


def tokens(text: str, persons: bool) -> list[str]:
    """`text` in characters, a figure with its unit being one; with 人 as a unit if `persons`."""
    return (_WITH_UNIT_AND_PERSONS if persons else _WITH_UNIT).findall(text)


def boundary(text: str, i: int) -> int:
    """How well a mark can begin or end before `text[i]`: 3 beside punctuation, 2 between scripts, 0 inside a word."""
    if i <= 0 or i >= len(text) or text.startswith(CONJUNCTIONS, i):
        return 3
    left, right = _script(text[i - 1]), _script(text[i])
    if "sign" in (left, right):
        return 3
    return 0 if left == right else 2


def kanji_after(end: str, after: str) -> int:
    """How much of `after` goes with a changed noun ending in `end`: one lone kanji (者, 率, 的 with な or に)."""
    if not _KANJI.match(end):
        return 0
    run = _KANJI.match(after)
    if not run or run.end() != 1:
        return 0
    return 2 if run[0] in _ADJECTIVAL and after[1:2] in ("な", "に") else 1


def lone_kanji(part: str) -> bool:
    """Whether `part` begins with one kanji that no other follows."""
    run = _KANJI.match(part)
    return run is not None and run.end() == 1


def kanji_before(before: str, most: int) -> int:
    """How many kanji at the end of `before` make up the word's stem, `most` at the most."""
    run = _KANJI_AT_END.search(before)
    return min(len(run[0]), most) if run else 0


def inflection(end: str, after: str) -> int:
    """How much of `after` is the ending of a verb whose stem ends in the kanji `end` (図|る, 高|める)."""
    if not _KANJI.match(end):
        return 0
    found = _OKURIGANA.match(after)
    return found.end() if found else 0


def kana_or_latin_after(end: str, after: str) -> int:
    """The rest of the loan-word or Latin word that `end` belongs to."""
    for pattern in (_KATAKANA, _LATIN):
        found = pattern.match(after)
        if found and pattern.match(end):
            return found.end()
    return 0


def kana_or_latin_before(start: str, before: str) -> int:
    """The beginning of the loan-word or Latin word that `start` belongs to."""
    for pattern, at_end in ((_KATAKANA, _KATAKANA_AT_END), (_LATIN, _LATIN_AT_END)):
        found = at_end.search(before)
        if found and pattern.match(start):
            return len(found[0])
    return 0


def _script(sign: str) -> str:
    if "ぁ" <= sign <= "ん":
        return "hiragana"
    if "ァ" <= sign <= "ヴ" or sign == "ー":
        return "katakana"
    if "一" <= sign <= "龥" or sign in "々〆ヶ":
        return "kanji"
    return "word" if sign.isalnum() else "sign"
