"""Which texts are meant to have line breaks that Excel doesn't show?

Excel takes white space at the ends of a text's pieces only where the file says that it is to be kept. Programs that
write pieces with a line break at their end and forget to say so make cells in which Excel joins the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from xlcompare.reading.struck import shared_cells, written

_BREAK = re.compile(rb"(?:[\r\n]|&#(?:10|13|x0*[aAdD]);)[ \t\r\n]*</(?:[\w.-]+:)?t\s*>|<(?:[\w.-]+:)?t\s*>[ \t]*[\r\n]")


def lost_lines(xml: bytes, shared: bytes) -> Iterator[tuple[int, int]]:
    """The cells of the sheet `xml` in whose texts, which are among the `shared` ones, Excel joins lines."""
    if not _BREAK.search(shared):
        return
    texts = (each for each in ElementTree.fromstring(shared) if each.tag.rpartition("}")[2] == "si")
    lost = {number for number, text in enumerate(texts) if _loses(text)}
    yield from (place for place, _, _ in shared_cells(xml, lost))


def _loses(text: ElementTree.Element) -> bool:
    pieces = [part for run in text if run.tag.endswith("}r") for part in run if part.tag.endswith("}t")]
    meant = "".join(part.text or "" for part in pieces).strip()
    return meant.count("\n") > "".join(map(written, pieces)).count("\n")
