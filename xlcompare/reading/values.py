"""Cell values as plans need them, whoever read them: whole numbers as integers, texts without what nobody can see."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlcompare.figures import is_countable
from xlcompare.reading.grid import Value

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
# Beyond 2^53 a float isn't exact anyway, and 1e300 as an integer has 300 digits.
_EXACT = float(1 << 53)


def cleaned(rows: Sequence[Sequence[Value]], *, unclean: bool) -> tuple[tuple[Value, ...], ...]:
    """`rows` with clean values; `unclean`: whether a text among them may need it."""
    if unclean:
        return tuple(
            [tuple([(clean_text(v) if v else v) if v.__class__ is str else _number(v) for v in row]) for row in rows]
        )
    return tuple([tuple([_number(v) if v.__class__ is float else v for v in row]) for row in rows])


def _number(value: Value) -> Value:
    """An integer for the whole numbers among the floats, which are the readers' only numbers.

    What nobody can count with (NaN, 1e999) becomes the text that it is: whoever needs a number there says that it is
    none, as of any other text.
    """
    if not isinstance(value, float):
        return value
    if value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value if is_countable(value) else str(value)


def clean_text(value: Value) -> str:
    """A text without what nobody can see; line breaks as Excel has them. Its signs stay the person's own."""
    return _CONTROLS.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
