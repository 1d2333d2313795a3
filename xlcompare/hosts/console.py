"""What a console shows for a sign that its code page hasn't got.

A Japanese Windows pipes in code page 932, whose dashes and tildes are others than those of our sentences: each becomes
the one that looks like it, and only what has none becomes a question mark.
"""

from __future__ import annotations

import codecs
import sys

_LOOK_ALIKE = {
    "\N{EM DASH}": "\N{HORIZONTAL BAR}",
    "\N{EN DASH}": "-",
    "\N{MINUS SIGN}": "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{WAVE DASH}": "\N{FULLWIDTH TILDE}",
    "\N{DOUBLE VERTICAL LINE}": "\N{PARALLEL TO}",
    "\N{YEN SIGN}": "\N{FULLWIDTH YEN SIGN}",
    "\N{NO-BREAK SPACE}": " ",
}
_NAME = "xlcompare-look-alike"


def show_everything() -> None:
    """Has no sign end the job or get lost that the console can't show."""
    codecs.register_error(_NAME, _shown)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_NAME)


def _shown(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_for(sign, error.encoding) for sign in error.object[error.start : error.end]), error.end


def _for(sign: str, encoding: str) -> str:
    alike = _LOOK_ALIKE.get(sign, "?")
    try:
        alike.encode(encoding)
    except UnicodeEncodeError:
        return "-" if sign in "\N{EM DASH}\N{MINUS SIGN}" else "?"
    return alike
