"""Headers and footers in a font of their own.

Excel shows them in the workbook's Normal font, which is somebody else's where a sheet goes into another book.
"""

from __future__ import annotations

import re

LONGEST = 255
"""Characters that Excel reads of a header or footer, codes included."""

# && is a sign that is shown, not the code of a section.
_SECTION = re.compile(r"(&[LCR]|^(?!&[LCR]))((?:&&|&[^LCR]|[^&])+)")
_CODES = re.compile(r'(?:&"[^"]*"|&\d+|&[BEISUXY]|&K[0-9A-F+-]{6})*')


def in_font(line: str, font: str, size: float) -> str:
    """`line` with `font` and `size` (in points) in front of each of its sections that names none at its beginning."""

    def with_font(section: re.Match[str]) -> str:
        codes = _CODES.match(section[2])
        own = codes[0] if codes else ""
        # The size first: behind it a figure that is text would be one of its own.
        sized = "" if re.search(r"&\d", own) else f"&{size:.0f}"
        named = "" if '&"' in own else f'&"{font},Regular"'
        return f"{section[1]}{sized}{named}{section[2]}"

    changed = _SECTION.sub(with_font, line)
    return changed if len(changed) <= LONGEST else line
