"""Text as it is compared: width, spaces and line breaks are no difference (docs/glossary.md, domain rules).

`folded` gives the string; `folded_with_origin` also says from which character each of its characters came, so that a
change found there can be underlined in the text as printed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALIKE = str.maketrans(
    {
        "〜": "~", "∼": "~", "−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "―": "-", "─": "-", "◯": "○", "〇": "○",
        "•": "・", "‣": "・", "∙": "・", "\u200b": "", "\ufeff": "", "\u00ad": "", "“": '"', "”": '"', "‘": "'", "’": "'",
    }
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_COMBINING = "\u3099\u309aﾞﾟ"


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """`text` in NFKC, one sign for each of the dashes, waves and circles that keyboards mix up, no white space."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return _SPACE.sub("", text)


def folded_with_origin(text: str) -> tuple[str, list[int]]:
    """`folded(text)` and, for each of its characters, the index in `text` of the character that it came from."""
    signs: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (text[end] in _COMBINING or unicodedata.combining(text[end])):
            end += 1
        sign = folded(text[start:end])
        signs.append(sign)
        origin.extend([start] * len(sign))
        start = end
    return "".join(signs), origin
