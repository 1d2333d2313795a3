"""What a link to a cell of another workbook is in a file: a relationship's target, and a location in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from xlcompare.layout.sheet import Link
from xlcompare.writing.looks import units
from xlcompare.writing.sheet_checks import Unwritable

MAX_LINKS = 65_530
"""Excel's limit for a sheet."""
MAX_TARGET = 2_079
_ESCAPED = re.compile(r"""[\x00-\x1f%# "<>?\[\]^`{}|\\]""")


def link_target(file: str) -> str:
    """The relationship's target: `file` with the signs escaped that an address can't hold; other letters stay.

    Excel takes the percent signs of another encoding for those of its own code page, so only ASCII is escaped.
    """
    escaped = _ESCAPED.sub(lambda sign: f"%{ord(sign[0]):02X}", file)
    # 「a:b.xlsx」 would be the scheme 「a」.
    return escaped if "://" in file or ":" not in escaped.partition("/")[0] else f"./{escaped}"


def link_place(link: Link) -> str:
    """The attribute that says where in the file; '' for its beginning."""
    if not link.sheet:
        return ""
    return f" location={quoteattr(_place(link))}"


def _place(link: Link) -> str:
    return "'{}'!{}".format(link.sheet.replace("'", "''"), link.cell or "A1")


def require_links(links: Sequence[Link]) -> None:
    """Raises Unwritable where Excel would repair the file: too many links, too long ones, two on one cell."""
    if len(links) > MAX_LINKS:
        raise Unwritable(f"{len(links)} links", links[MAX_LINKS].row, links[MAX_LINKS].column)
    known: set[str] = set()
    for link in links:
        if link.file not in known:
            known.add(link.file)
            if units(link_target(link.file)) > MAX_TARGET:
                raise Unwritable("a link's address that is too long", link.row, link.column)
    if len({(link.row, link.column) for link in links}) < len(links):
        raise Unwritable("two links on one cell", links[0].row, links[0].column)
