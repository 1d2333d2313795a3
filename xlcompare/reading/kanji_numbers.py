"""Numbers in the digits of [DBNum1] (一二三), [DBNum2] (壱弐参) and [DBNum3] (１２３)."""

from __future__ import annotations

from xlcompare.format_words import DIGITS, LARGE, SMALL


def in_digits(text: str, kanji: int) -> str:
    """`text` with each of its digits replaced."""
    return text.translate(str.maketrans(DIGITS[0], DIGITS[kanji]))


def spelled(number: int, kanji: int) -> str:
    """`number` with the signs for tens, hundreds and so on: 二十三, 壱百弐拾参, 百２十３."""
    digits = DIGITS[kanji]
    if kanji == 4 or number >= 10**16:
        return in_digits(str(number), kanji)
    if not number:
        return digits[0]
    groups = []
    for power in range(3, -1, -1):
        group = number // 10 ** (4 * power) % 10_000
        if group:
            groups.append(_group(group, kanji, digits) + (LARGE[kanji][power - 1] if power else ""))
    return "".join(groups)


def _group(number: int, kanji: int, digits: str) -> str:
    small = SMALL[kanji]
    result = ""
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            # 十 and 百 stand alone for one of them, 壱拾 doesn't.
            bare = power > 0 and digit == 1 and kanji != 2
            result += ("" if bare else digits[digit]) + (small[power - 1] if power else "")
    return result
