"""A number as Excel shows it in its cell's number format.

Python's libraries for it are old or bring a calendar of every culture with them, so Excel's rules are written out
here: rounding half away from zero, sections, scaling commas, fractions, Japanese eras and digits.
"""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from xlcompare.fiscal_year import day_number
from xlcompare.reading.date_formats import formatted_date
from xlcompare.reading.format_codes import Section, Token, section_for, text_section
from xlcompare.reading.grid import Value
from xlcompare.reading.kanji_numbers import in_digits, spelled

_WIDTH = 11
"""Characters that Excel gives a number in General."""
_SIGNIFICANT = 15
_SLASH = Token("literal", "/")


def shown(value: Value, code: str = "") -> str:
    """A cell's value as a person sees it in the number format `code`: 65.5% for .655, 令和6年度, 2021/4/1."""
    if code and (printed := _in_format(value, code)) is not None:
        return printed
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return general(value)
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return f"{value.year}/{value.month}/{value.day} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, time | timedelta):
        return str(value)[:5]
    return str(value)


def general(number: float) -> str:
    """A number in no format: as many digits as Excel shows in a cell that is wide enough, integers whole."""
    if not math.isfinite(number):
        return str(number)
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    magnitude = math.floor(math.log10(abs(number))) if number else 0
    room = _WIDTH + (number < 0)
    if -4 <= magnitude <= -1:
        text = f"{_rounded(number, 9):f}"
    elif abs(magnitude) <= 9 and len(plain := _trimmed(f"{_rounded(number, 12):f}")) <= room:
        text = plain
    elif 0 <= magnitude <= 9:
        text = f"{_rounded(number, 9 - magnitude):f}"
    else:
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        return f"{_trimmed(mantissa)}E{exponent}"
    return _trimmed(text)


def serial(value: Value) -> float | None:
    """The number that Excel holds for `value`: days since 1900 for dates and times; None for a text or nothing."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return None
    if isinstance(value, datetime):
        seconds = value.hour * 3_600 + value.minute * 60 + value.second + value.microsecond / 1e6
        return day_number(value) + seconds / 86_400
    if isinstance(value, date):
        return float(day_number(value))
    if isinstance(value, time):
        return (value.hour * 3_600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86_400
    return value.total_seconds() / 86_400 if isinstance(value, timedelta) else float(value)


def _in_format(value: Value, code: str) -> str | None:
    """None where the format says nothing of such a value, or Excel could show only # signs."""
    if isinstance(value, str):
        section = text_section(code)
        if section is None:
            return None
        return "".join(value if token.kind == "text" else token.text for token in section.tokens).strip()
    number = serial(value)
    if number is None or not math.isfinite(number):
        return None
    section, negative = section_for(code, number)
    if section.is_date:
        printed = formatted_date(number, section)
    elif "/" in section.words and (fraction := _fraction(abs(number), section)) is not None:
        printed = fraction
    else:
        printed = _number(abs(number), section)
    return printed if printed is None else f"{'-' if negative else ''}{printed.strip()}"


# ── a number's digits ──────────────────────────────────────────────────────────────────────────────────────────────


def _rounded(number: float, places: int) -> Decimal:
    """Half away from zero, of the 15 digits that Excel calculates with."""
    exact = Decimal(f"{number:.{_SIGNIFICANT}g}")
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if exact.adjusted() < 300 - places else exact


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(number: float, section: Section) -> str:
    """`number`, which isn't negative, in a section without dates and fractions."""
    tokens = section.tokens
    if not section.kinds & {"digits", "general", "text"} and section.kanji and not tokens:
        tokens = (Token("general", ""),)
    scaled = float(Decimal(repr(float(number))).scaleb(2 * section.percents - 3 * section.scaling))
    if "exponent" in section.kinds:
        return _scientific(scaled, tokens)
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole = [i for i, token in enumerate(tokens[:point]) if token.kind == "digits"]
    part = [i for i, token in enumerate(tokens) if token.kind == "digits" and i > point]
    digits, _, places = f"{_rounded(scaled, len(part)):f}".partition(".")
    grouped = any(token.kind == "comma" for token in tokens[whole[0] : whole[-1]]) if whole else False
    filled = _filled(digits, [tokens[i].text for i in whole], grouped)
    printed = dict(zip(whole, filled, strict=True))
    printed |= dict(zip(part, _decimals(places, [tokens[i].text for i in part]), strict=True))
    if point < len(tokens):
        printed[point] = ("" if whole else digits.lstrip("0")) + "."
    parts = (_piece(token, printed.get(i), scaled, section.kanji) for i, token in enumerate(tokens))
    return "".join(parts)


def _piece(token: Token, digits: str | None, number: float, kanji: int) -> str:
    if digits is not None:
        return in_digits(digits, kanji) if kanji else digits
    if token.kind in ("general", "text"):
        return spelled(int(_rounded(number, 0)), kanji) if kanji and number.is_integer() else general(number)
    return token.text if token.kind in ("literal", "percent") else ""


def _filled(digits: str, places: list[str], grouped: bool) -> list[str]:
    """What each place for a digit of the whole part prints: the first takes all that is left over."""
    digits = digits.lstrip("0")
    count = len(places)
    own = digits[-count:] if count else ""
    own = own.rjust(count, "\0")
    printed = []
    for k, (place, digit) in enumerate(zip(places, own, strict=True)):
        text = {"0": "0", "?": " ", "#": ""}[place] if digit == "\0" else digit
        if not k:
            text = digits[: max(len(digits) - count, 0)] + text
        printed.append(text)
    return _with_commas(printed) if grouped else printed


def _with_commas(printed: list[str]) -> list[str]:
    result = []
    behind = sum(len(text) for text in printed)
    begun = False
    for text in printed:
        piece = ""
        for sign in text:
            if begun and behind % 3 == 0:
                piece += "," if piece or sign != " " else ""
            piece += sign
            begun = begun or sign.isdecimal()
            behind -= 1
        result.append(piece)
    return result


def _decimals(digits: str, places: list[str]) -> list[str]:
    last = len(digits.rstrip("0"))
    blank = {"0": "0", "?": " ", "#": ""}
    return [digit if k < last else blank[place] for k, (digit, place) in enumerate(zip(digits, places, strict=True))]


# ── exponents and fractions ──────────────────────────────────────────────────────────────────────────────────────────


def _scientific(number: float, tokens: tuple[Token, ...]) -> str:
    at = next(i for i, token in enumerate(tokens) if token.kind == "exponent")
    head, tail = tokens[:at], tokens[at + 1 :]
    point = next((i for i, token in enumerate(head) if token.kind == "point"), at)
    step = max(sum(token.kind == "digits" for token in head[:point]), 1)
    places = sum(token.kind == "digits" for token in head[point:])
    exponent = Decimal(f"{number:.{_SIGNIFICANT}g}").adjusted() if number else 0
    exponent -= exponent % step
    mantissa = _rounded(float(Decimal(repr(number)).scaleb(-exponent)), places)
    if mantissa >= 10**step:
        exponent += step
        mantissa = _rounded(float(mantissa.scaleb(-step)), places)
    width = sum(token.kind == "digits" and token.text == "0" for token in tail)
    sign = "-" if exponent < 0 else "+" if tokens[at].text.endswith("+") else ""
    words = "".join(token.text for token in tail if token.kind in ("literal", "percent"))
    return f"{_number(float(mantissa), Section(head))}E{sign}{str(abs(exponent)).zfill(width)}{words}"


def _fraction(number: float, section: Section) -> str | None:
    """`number` as a fraction; None where the slash of the section is a word like others."""
    tokens = section.tokens
    slash = tokens.index(_SLASH) if _SLASH in tokens else 0
    over = slash
    while over and tokens[over - 1].kind == "digits":
        over -= 1
    under = slash + 1
    while under < len(tokens) and (tokens[under].kind == "digits" or tokens[under].text.isdecimal()):
        under += 1
    below = "".join(token.text for token in tokens[slash + 1 : under])
    if over == slash or not below:
        return None
    mixed = any(token.kind == "digits" for token in tokens[:over])
    exact = Fraction(Decimal(repr(number)))
    if below.strip("0#?"):
        denominator = int(below.replace("#", "").replace("?", "") or 1)
        top = int((exact * denominator + Fraction(1, 2)) // 1)
    else:
        top, denominator = _near(exact, 10 ** min(len(below), 7) - 1)
    if not mixed:
        return _joined(tokens[:over], "", f"{top}/{denominator}", tokens[under:])
    whole, rest = divmod(top, denominator)
    fraction = f"{rest}/{denominator}" if rest else ""
    return _joined(tokens[:over], str(whole) if whole or not rest else "", fraction, tokens[under:])


def _near(exact: Fraction, largest: int) -> tuple[int, int]:
    """The last of the continued fraction's steps to `exact` whose denominator isn't over `largest`, as Excel has it."""
    top, below = (1, math.floor(exact)), (0, 1)
    rest = exact - math.floor(exact)
    while rest:
        rest = 1 / rest
        step = math.floor(rest)
        if step * below[1] + below[0] > largest:
            break
        top, below = (top[1], step * top[1] + top[0]), (below[1], step * below[1] + below[0])
        rest -= step
    return top[1], below[1]


def _joined(before: tuple[Token, ...], whole: str, fraction: str, after: tuple[Token, ...]) -> str:
    places = [i for i, token in enumerate(before) if token.kind == "digits"]
    head = "".join(
        whole if places and i == places[-1] else token.text if token.kind == "literal" else ""
        for i, token in enumerate(before)
    )
    tail = "".join(token.text for token in after if token.kind in ("literal", "percent"))
    return (head + fraction if fraction else head.rstrip()) + tail
