"""Excel's number formats with another sign for negatives, or another text for zero.

A format has up to four sections: positive; negative; zero; text. What the template says in them stays, but for what a
person has chosen otherwise.
"""

from __future__ import annotations

import re

_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)')
_SIGN = re.compile(r'"[-−△▲]"|\\?[-−△▲]')


def with_negative(number_format: str, sign: str) -> str:
    """`number_format` with `sign` in front of negative figures, where another one or none stood."""
    positive, negative, *others = _sections(number_format)
    if not negative:
        return ";".join((positive, f'"{sign}"{positive}', *others))
    signed, found = _SIGN.subn(f'"{sign}"', negative, count=1)
    return ";".join((positive, signed if found else f'"{sign}"{negative}', *others))


def with_zero(number_format: str, text: str) -> str:
    """`number_format` with `text` for zero, as far from the right edge as figures are with a sign or bracket."""
    positive, negative, *others = _sections(number_format)
    return ";".join((positive, negative or f"-{positive}", f'"{text}"_ ', *others[1:]))


def _sections(number_format: str) -> list[str]:
    """Two sections at least; the second is '' where there is none."""
    found = [section[1] for section in _SECTION.finditer(number_format) if section[0]]
    return [*found, *[""] * (2 - len(found))]
