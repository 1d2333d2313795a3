"""What a batch makes of a folder of plan books, and what it knows of each book when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum


class Kind(str, Enum):
    """The workbooks that are made of a plan book. The values stand in the log."""

    COMPARISON = "comparison"
    PROGRESS = "progress"


class State(str, Enum):
    """How a book ended. The values stand in the log."""

    MADE = "made"
    PARTLY = "partly"
    """one of its workbooks could be made"""
    FAILED = "failed"
    LEFT_OUT = "left_out"
    """no plan book"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a person wants to know of a book without opening its workbooks; None: that workbook wasn't made."""

    new: str = ""
    old: str = ""
    """the years, as people say them"""
    items: int | None = None
    """of the new year"""
    changed: int | None = None
    added: int | None = None
    dropped: int | None = None
    moved: int | None = None
    """moved blocks"""
    doubtful: int | None = None
    """pairs that a person should look at, those of the budget included"""
    budget: float | None = None
    budget_before: float | None = None
    """thousands of yen; None where neither year has a budget"""
    measures: int | None = None
    kpis: int | None = None
    unplaced: int | None = None
    """typed cells on 引継ぎ未了"""
    problems: int = 0
    """points that `check` lists, of the years that were read"""

    def said(self) -> dict[str, str | int | float]:
        """What is known, for the log."""
        return {name: value for name, value in asdict(self).items() if value is not None and value != ""}


NO_FIGURES = Figures()


def figures_of(said: object) -> Figures:
    """The figures that a log says; what isn't a figure is left out."""
    if not isinstance(said, Mapping):
        return NO_FIGURES
    texts = ("new", "old")
    kinds = {field.name: (str,) if field.name in texts else (int, float) for field in fields(Figures)}
    return Figures(**{name: said[name] for name, kind in kinds.items() if type(said.get(name)) in kind})


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan book: its path below the folder, and its workbooks' paths below the folder of results.

    `reasons`: why something is missing, a sentence each. `new`: whether this run had anything to write for it.
    """

    book: str
    state: State
    outputs: Mapping[Kind, str]
    figures: Figures = NO_FIGURES
    reasons: tuple[str, ...] = ()
    new: bool = True

    @property
    def one_year(self) -> bool:
        """Whether all is made and yet there is no comparison: the book has only one year."""
        return self.state is State.MADE and Kind.COMPARISON not in self.outputs


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or folder that no result was made of, and why."""

    path: str
    reason: str


def readable(path: str) -> str:
    """The path as a sheet can hold it: Linux has names that are no text."""
    return path.encode("utf-8", "replace").decode()
