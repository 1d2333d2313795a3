"""A number format's code, taken apart: its sections, when each holds, and the signs of which it is made.

ECMA-376 part 1, 18.8.30 and 18.8.31. Files hold codes in their English form whatever language Excel speaks; those of
the numbers 0 to 58 aren't written at all, and here mean what Japanese Excel takes them for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from xlcompare import format_words as words

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/標準|標準)
    | (?P<halves>AM/PM|A/P|午前/午後)
    | (?P<exponent>E[+-](?=[0#?]))
    | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?|g+|e+|a{3,4}|b{2,4})
    | (?P<digits>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<text>@)
    | (?P<plain>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(r'("[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|;)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:E[+-]?[0-9]+)?)", re.IGNORECASE)
_LOCALE = re.compile(r"\$([^-]*)(?:-(.*))?", re.DOTALL)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_KANJI = re.compile(r"DBNum([1-4])", re.IGNORECASE)
_JAPANESE = re.compile(r"(?:[0-9A-F]*0?411|ja-JP.*|)", re.IGNORECASE)
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
}  # fmt: skip


class Token(NamedTuple):
    """One sign of a code: `kind` is a group's name of the pattern above, literal, or elapsed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """The code for some of the values. `kanji`: the number of DBNum, 0 without; `locale` as it is written."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    locale: str | None = None
    kanji: int = 0

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(token.kind for token in self.tokens)

    @property
    def is_date(self) -> bool:
        return not self.kinds.isdisjoint(("date", "elapsed", "halves"))

    @property
    def japanese(self) -> bool:
        """Whether the era and the names of days are Japanese; without a locale they are those of the computer."""
        return self.locale is None or bool(_JAPANESE.fullmatch(self.locale))

    @property
    def first_year(self) -> str:
        """How the first year of an era is written."""
        return words.FIRST_YEAR if self.locale and "gannen" in self.locale.lower() else "1"

    @property
    def scaling(self) -> int:
        """How many times the value is divided by 1,000: the commas behind the last digit of its whole part."""
        return _scaling(self.tokens)

    @property
    def percents(self) -> int:
        return sum(token.kind == "percent" for token in self.tokens)

    @property
    def words(self) -> str:
        """What it prints beside the value."""
        return "".join(token.text for token in self.tokens if token.kind == "literal")

    @property
    def only_negative(self) -> bool:
        """Whether its condition holds for numbers below 0 alone, which then are written without their sign."""
        return self.condition is not None and self.condition[0] in ("<", "<=") and self.condition[1] <= 0


@lru_cache(maxsize=1 << 12)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of `code`, in its order; one of nothing for an empty code."""
    parts = [""]
    for piece in _SPLIT.split(code):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(_section(part) for part in parts)


def section_for(code: str, number: float) -> tuple[Section, bool]:
    """The section of `code` for a `number`, and whether a minus is written in front of its absolute value."""
    found = list(sections(code))
    if len(found) == 4 or (len(found) > 1 and found[-1].kinds & {"text"} and not found[-1].kinds & {"digits"}):
        found = found[:-1]
    if any(section.condition for section in found[:2]):
        for section in found[:2]:
            if section.condition and _COMPARE[section.condition[0]](number, section.condition[1]):
                return section, number < 0 and not section.only_negative
        rest = found[2 if len(found) > 2 and found[1].condition else 1] if len(found) > 1 else found[0]
        positive_first = found[0].condition in ((">", 0.0), (">=", 0.0))
        return rest, number < 0 and not positive_first
    if len(found) == 1:
        return found[0], number < 0
    if number == 0 and len(found) > 2:
        return found[2], False
    return found[number < 0], False


def text_section(code: str) -> Section | None:
    """The section of `code` for texts; None where they are shown as they are."""
    found = sections(code)
    last = found[-1]
    if "text" not in last.kinds or last.kinds & {"digits"}:
        return None
    return last if any(token.kind == "literal" and token.text.strip() for token in last.tokens) else None


def _section(part: str) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    locale: str | None = None
    kanji = 0
    for found in _TOKEN.finditer(part):
        kind, text = found.lastgroup or "plain", found[found.lastgroup or 0]
        if kind == "bracket":
            if match := _CONDITION.fullmatch(text):
                condition = match[1], float(match[2])
            elif match := _KANJI.fullmatch(text):
                kanji = int(match[1])
            elif match := _LOCALE.fullmatch(text):
                locale = match[2] if match[2] is not None else locale
                tokens += [Token("literal", match[1])] if match[1] else []
            elif _ELAPSED.fullmatch(text):
                tokens.append(Token("elapsed", text.lower()))
            # What is left are colours, in several languages.
        elif kind in ("quoted", "escaped", "plain"):
            tokens.append(Token("literal", text))
        elif kind == "space":
            tokens.append(Token("literal", " "))
        elif kind == "date":
            tokens.append(Token(kind, text.lower()))
        elif kind != "fill":
            tokens.append(Token(kind, text))
    return Section(_with_minutes(tokens), condition, locale, kanji)


def _with_minutes(tokens: list[Token]) -> tuple[Token, ...]:
    """`tokens` with the m of minutes told from that of months: it stands behind hours or before seconds."""
    of_time = [i for i, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    result = list(tokens)
    for k, i in enumerate(of_time):
        if tokens[i].kind == "date" and tokens[i].text in ("m", "mm"):
            before = tokens[of_time[k - 1]].text[0] if k else ""
            after = tokens[of_time[k + 1]].text[0] if k + 1 < len(of_time) else ""
            if before == "h" or after == "s":
                result[i] = Token("date", tokens[i].text.replace("m", "n"))
    return tuple(result)


def _scaling(tokens: tuple[Token, ...]) -> int:
    last = max((i for i, token in enumerate(tokens) if token.kind == "digits"), default=None)
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), None)
    if last is None:
        return 0
    if point is not None and point < last:
        before = [i for i, token in enumerate(tokens[:point]) if token.kind == "digits"]
        # #,##0.0, is written as well as #,##0,.0.
        return _commas(tokens, before[-1] if before else point) + _commas(tokens, last)
    return _commas(tokens, last)


def _commas(tokens: tuple[Token, ...], digit: int) -> int:
    count = 0
    for token in tokens[digit + 1 :]:
        if token.kind != "comma":
            break
        count += 1
    return count
