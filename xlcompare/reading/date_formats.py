"""A day or a time of day as Excel shows it in a date's format."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from xlcompare import format_words as words
from xlcompare.reading.format_codes import Section, Token
from xlcompare.reading.kanji_numbers import in_digits, spelled

_LAST = 2_958_465
"""9999-12-31."""
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class _Moment(NamedTuple):
    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    """of the day"""
    total: Decimal
    """seconds since the calendar's beginning"""


def formatted_date(number: float, section: Section) -> str | None:
    """The day (1 is 1900-01-01) and its fraction as `section` prints it; None where Excel shows only # signs."""
    if not 0 <= number < _LAST + 1:
        return None
    moment = _moment(number, section)
    if moment is None:
        return None
    twelve = any(token.kind == "halves" for token in section.tokens)
    return "".join(_part(token, moment, section, twelve) for token in section.tokens)


def _moment(number: float, section: Section) -> _Moment | None:
    fraction = max((len(t.text.partition(".")[2]) for t in section.tokens if t.kind == "date" and t.text[0] == "s"),
                   default=0)  # fmt: skip
    total = (Decimal(repr(float(number))) * 86_400).quantize(Decimal(1).scaleb(-fraction), ROUND_HALF_UP)
    days, seconds = int(total // 86_400), total % 86_400
    if days > _LAST:
        return None
    if days in (0, 60):
        # Days that never were: 1900-01-00, of times without a day, and 1900-02-29.
        return _Moment(1900, 1 if days == 0 else 2, 0 if days == 0 else 29, (days + 5) % 7, seconds, total)
    day = date(1899, 12, 30 if days > 60 else 31) + timedelta(days)
    return _Moment(day.year, day.month, day.day, (days + 5) % 7, seconds, total)


def _part(token: Token, moment: _Moment, section: Section, twelve: bool) -> str:
    kind, text = token
    if kind == "elapsed":
        unit = {"h": 3_600, "m": 60, "s": 1}[text[0]]
        return str(int(moment.total // unit)).zfill(len(text))
    if kind == "halves":
        before, after = text.split("/")
        return before if moment.seconds < 43_200 else after
    if kind != "date":
        return text if kind in ("literal", "point", "comma", "digits", "percent") else ""
    sign = text[0]
    if sign in "hns":
        return _time(text, moment.seconds, twelve, section.kanji)
    if sign in "gey":
        return _year(text, moment, section)
    return _day(text, moment, section)


def _time(text: str, seconds: Decimal, twelve: bool, kanji: int) -> str:
    if text[0] == "h":
        hour = int(seconds // 3_600)
        number = (hour + 11) % 12 + 1 if twelve else hour
    else:
        number = int(seconds // 60 % 60 if text[0] == "n" else seconds % 60)
    whole, point, places = text.partition(".")
    printed = _numeral(number, len(whole), kanji)
    return printed + (f".{str(seconds % 1)[2:].ljust(len(places), '0')[: len(places)]}" if point else "")


def _year(text: str, moment: _Moment, section: Section) -> str:
    if text[0] == "y" or not section.japanese:
        if text[0] == "g":
            return ""
        year = str(moment.year) if len(text) > 2 or text[0] == "e" else f"{moment.year % 100:02}"
        return in_digits(year, section.kanji) if section.kanji else year
    begin, *names = next((era for era in words.ERAS if _begun(era[0], moment)), words.ERAS[-1])
    if text[0] == "g":
        return names[min(len(text), 3) - 1]
    number = moment.year - begin.year + 1
    return (
        section.first_year if number == 1 and section.first_year != "1" else _numeral(number, len(text), section.kanji)
    )


def _begun(begin: date, moment: _Moment) -> bool:
    return (begin.year, begin.month, begin.day) <= (moment.year, moment.month, moment.day)


def _day(text: str, moment: _Moment, section: Section) -> str:
    sign, length = text[0], len(text)
    if sign == "b":
        year = moment.year + 543
        return str(year) if length > 2 else f"{year % 100:02}"
    if sign == "a":
        return words.DAYS[moment.weekday] + (words.DAY if length > 3 else "")
    if length < 3:
        return _numeral(moment.month if sign == "m" else moment.day, length, section.kanji)
    in_japanese = section.japanese and section.locale is not None
    if sign == "m":
        name = _ENGLISH_MONTHS[moment.month - 1]
        if in_japanese:
            return str(moment.month) + (words.MONTH if length == 4 else "")
        return {3: name[:3], 4: name}.get(length, name[0])
    if in_japanese:
        return words.DAYS[moment.weekday] + (words.DAY if length > 3 else "")
    return _ENGLISH_DAYS[moment.weekday][: 3 if length == 3 else None]


def _numeral(number: int, length: int, kanji: int) -> str:
    if not kanji:
        return str(number).zfill(min(length, 2))
    return in_digits(str(number), kanji) if kanji > 2 else spelled(number, kanji)
