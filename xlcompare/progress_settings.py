"""What people choose about a progress workbook: rating marks, owners, names of the halves, the margin for ◎."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from xlcompare import progress_words as words

DIGITS = 9
"""Attainments are compared after rounding: 1.05 of a target must reach a margin of 5 %."""


class Role(IntEnum):
    """What a rating says about a target; the order of the rows in 設定."""

    BEYOND = 0
    REACHED = 1
    SHORT = 2
    NOT_BEGUN = 3
    UNMEASURED = 4


@dataclass(frozen=True, slots=True)
class Rating:
    """A `mark` (○) and its `words`."""

    mark: str
    words: str

    @property
    def label(self) -> str:
        """As the drop-down shows it: 「○：概ね目標達成」."""
        return f"{self.mark}{words.COLON}{self.words}" if self.words else self.mark


def mark_in(rating: str) -> str:
    """The mark of a rating as people type it: alone, or with its words (「○：概ね…」, 「○:概ね…」)."""
    return rating.replace(":", words.COLON).split(words.COLON)[0]


@dataclass(frozen=True, slots=True)
class ProgressSettings:
    """`ratings`: the first five in the order of `Role`, then a person's own. `margin`: a share (0.05) of the target."""

    ratings: tuple[Rating, ...] = tuple(Rating(*rating) for rating in words.RATINGS)
    owners: tuple[str, ...] = ()
    halves: tuple[str, str] = words.HALVES
    after: str = words.AFTER_DEFAULT
    margin: float = 0.05
    branch: str = ""

    def mark(self, role: Role) -> str:
        return self.ratings[role].mark
