"""Text as it is compared: width, spaces and line breaks are no difference (docs/glossary.md, domain rules).

`folded` gives the string; `folded_with_origin` also says from which character each of its characters came, so that a
change found there can be underlined in the text as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_ALIKE = str.maketrans(
    {
        "〜": "~", "∼": "~", "−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "―": "-", "─": "-", "◯": "○", "〇": "○",
        "•": "・", "‣": "・", "∙": "・", "“": '"', "”": '"', "‘": "'", "’": "'",
        "\u200b": "", "\ufeff": "", "\u00ad": "",
    }
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_CLUSTER = re.compile(".[\u3099\u309aﾞﾟ\u0300-\u036f]*", re.DOTALL)


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """`text` in NFKC, one sign for each of the dashes, waves and circles that keyboards mix up, no white space."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return _SPACE.sub("", text)


def folded_with_origin(text: str) -> tuple[str, Sequence[int]]:
    """`folded(text)` and, for each of its characters, the index in `text` of the character that it came from."""
    result = folded(text)
    if result == text:
        return result, range(len(text))
    signs = [(found.start(), _folded_sign(found[0])) for found in _CLUSTER.finditer(text)]
    if "".join(sign for _, sign in signs) != result:
        signs = [(start, _folded_sign(cluster)) for start, cluster in _wider_clusters(text)]
    return result, [start for start, sign in signs for _ in sign]


def _wider_clusters(text: str) -> Iterator[tuple[int, str]]:
    """`text` cut only where folding doesn't reach across: for other scripts' combining marks."""
    start = 0
    for end in range(1, len(text) + 1):
        cluster, rest = text[start:end], text[end : end + 1]
        combines = rest and unicodedata.combining(unicodedata.normalize("NFKC", rest)[0])
        if not combines and folded(cluster + rest) == folded(cluster) + folded(rest):
            yield start, cluster
            start = end


@lru_cache(maxsize=1 << 14)
def _folded_sign(cluster: str) -> str:
    """One character, with the marks that combine with it, folded."""
    return folded(cluster)
