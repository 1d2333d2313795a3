"""What the jobs need of a workbook, whether it is a file or open in Excel."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

from xlcompare import words
from xlcompare.reading.beside import Beside
from xlcompare.reading.grid import Grid, Look, Value


class Book(Protocol):
    """A workbook whose tabs can be read: `from_file.Book` a file's, `from_excel.OpenBook` one that Excel has open."""

    @property
    def name(self) -> str:
        """The file's name, without its folder."""

    @property
    def tabs(self) -> tuple[str, ...]:
        """In the workbook's order, hidden ones too, chart sheets not."""

    @property
    def hidden(self) -> frozenset[str]:
        """The tabs among them that nobody sees, those that only a macro can show included."""

    @property
    def marks(self) -> Mapping[str, str]:
        """The tabs that xlcompare made, by what they were made to be (MARK_NAME)."""

    def grid(self, tab: str) -> Grid:
        """What `tab` holds. Raises XlcompareError where it can't be read, PlanError where there is no such tab."""

    def before(self, tab: str, marks: Collection[Look]) -> Mapping[tuple[int, int], Value]:
        """What stood in cells of `tab`, struck ones aside, before words with these `marks` were put in."""

    def beside(self, tab: str) -> tuple[Beside, ...]:
        """What `tab` shows that isn't in its cells, and so isn't in its grid."""

    def ahead(self, tab: str) -> Callable[[], Grid]:
        """The same, for later: where it can, it is read while its caller does something else."""


def by_mark(marked: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The tab of each mark, from (mark, tab) in the workbook's order.

    A person's copy of a sheet has its mark as well: the sheet that kept our name counts, or else the first.
    """
    found: dict[str, str] = {}
    for mark, tab in marked:
        if mark not in found or (tab in words.OUR_NAMES and found[mark] not in words.OUR_NAMES):
            found[mark] = tab
    return found
