"""What does a tab that is open in Excel show beside its cells: shapes, comments, charts' titles?

Page headers aren't asked for: each of the six takes Excel as long as a whole tab's values.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlcompare.reading.beside import CHART, COMMENT, SHAPE, UNKNOWN, Beside

if TYPE_CHECKING:
    from xlcompare.reading.from_excel import ExcelSheet

_OF_COMMENT = 4
"""msoComment: the box of a comment, which is known already."""


def beside_in(sheet: ExcelSheet) -> tuple[Beside, ...]:
    """What `sheet` shows that isn't read; one of the kind UNKNOWN where Excel doesn't say it (on a Mac)."""
    try:
        return (*_comments(sheet.api), *_shapes(sheet.api.Shapes))
    except Exception:
        return (Beside(UNKNOWN, "", ""),)


def _comments(sheet: Any) -> Iterator[Beside]:
    answered: set[str] = set()
    # Excel 2016 has no threads.
    threads = getattr(sheet, "CommentsThreaded", None)
    for comments in (sheet.Comments,) if threads is None else (threads, sheet.Comments):
        for number in range(1, comments.Count + 1):
            cell = _address(comments(number).Parent)
            if cell not in answered and (text := str(comments(number).Text()).strip()):
                yield Beside(COMMENT, cell, text)
            answered.add(cell)


def _shapes(shapes: Any) -> Iterator[Beside]:
    for number in range(1, shapes.Count + 1):
        shape = shapes(number)
        if shape.Type == _OF_COMMENT:
            continue
        title = shape.HasChart and shape.Chart.HasTitle
        text = shape.Chart.ChartTitle.Text if title else _text_of(shape)
        if text.strip():
            yield Beside(CHART if title else SHAPE, _address(shape.TopLeftCell), text.strip().replace("\r", "\n"))


def _text_of(shape: Any) -> str:
    try:
        return str(shape.TextFrame2.TextRange.Text) if shape.TextFrame2.HasText else ""
    except Exception:
        # Pictures, lines and controls have no text.
        return ""


def _address(cell: Any) -> str:
    return str(cell.Address).replace("$", "")
