"""Where a text may be cut or marked: never between a sign and what changes or joins it (葛󠄀, が from か+゛, ｶﾞ).

The rules of UAX #29 as far as Japanese plans and emoji need them; a library for all scripts would outweigh them.
"""

from __future__ import annotations

from unicodedata import category

_JOINER = "\u200d"
_JOINED = frozenset((_JOINER, "\u200c", "\uff9e", "\uff9f"))
"""The joiners, and the half-width voicing marks, which Unicode counts as letters."""


def goes_on(text: str, i: int) -> bool:
    """Whether `text[i]` belongs to the sign before it."""
    if not 0 < i < len(text):
        return False
    sign, before = text[i], text[i - 1]
    if sign < "\u0300":
        return False
    if sign in _JOINED or before == _JOINER or category(sign) in ("Mn", "Me", "Mc") or _is_modifier(sign):
        return True
    if _is_flag(sign) and _is_flag(before):
        start = i
        while start and _is_flag(text[start - 1]):
            start -= 1
        return (i - start) % 2 == 1
    return False


def whole_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of `text` from `start` to `end`, made longer where it would cut a sign."""
    while goes_on(text, start):
        start -= 1
    while goes_on(text, end):
        end += 1
    return start, end


def cut(text: str, length: int) -> str:
    """The beginning of `text`, `length` characters at the most."""
    end = min(length, len(text))
    while goes_on(text, end):
        end -= 1
    return text[:end]


def _is_modifier(sign: str) -> bool:
    """Skin tones, and the letters of a flag's tag."""
    return "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f"


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"
