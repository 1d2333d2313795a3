"""What people type, read as they meant it: 〇 is ○, ９５．７％ is 95.7. Such slips are read, and said to be read so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from xlcompare import rollup_words as words
from xlcompare.figures import countable
from xlcompare.folding import folded
from xlcompare.progress_settings import Rating

_FIGURE = re.compile(
    r"(?P<sign>[△▲+-]?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?P<unit>[^0-9.,]{0,6})"
)
_NOTHING = ("", None)


@dataclass(frozen=True, slots=True)
class AsRead:
    """A rating's `mark` and its number among the marks, and whether it had to be guessed from a look-alike."""

    mark: str
    number: int
    guessed: bool


@dataclass(slots=True)
class Marks:
    """The ratings of a book's 設定; each spelling is thought about once."""

    ratings: tuple[Rating, ...]
    _known: dict[str, AsRead | None] = field(default_factory=dict)

    def read(self, text: str) -> AsRead | None:
        """The rating that `text` means, None where it means none."""
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    @property
    def choices(self) -> str:
        return words.MARKS_BETWEEN.join(rating.mark for rating in self.ratings)

    def _read(self, text: str) -> AsRead | None:
        for number, rating in enumerate(self.ratings):
            if text in (rating.mark, rating.label, rating.label.replace("：", ":")) or text.startswith(
                (f"{rating.mark}：", f"{rating.mark}:")
            ):
                return AsRead(rating.mark, number, guessed=False)
        said = folded(text)
        for number, rating in enumerate(self.ratings):
            alike = (rating.mark, *words.LOOK_ALIKES.get(rating.mark, ""))
            if any(self._means(said, sign, rating) for sign in alike):
                return AsRead(rating.mark, number, guessed=True)
        return None

    def _means(self, said: str, sign: str, rating: Rating) -> bool:
        mark, meaning = folded(sign), folded(rating.words)
        if meaning and said == meaning:
            return True
        rest = said.removeprefix(mark)
        return rest != said and rest.lstrip(":、・.") in ("", meaning)


def figure(value: object, unit: str) -> tuple[float, bool] | None:
    """A figure that a cell holds and whether it had to be read out of a text; None where it holds none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value), False
    if not isinstance(value, str) or isinstance(value, date):
        return None
    found = _FIGURE.fullmatch(folded(value))
    if found is None or found["unit"] not in ("", *([folded(unit)] if unit else words.UNITS)):
        # 1,234円 is no share, whatever its digits say.
        return None
    number = countable(found["digits"].replace(",", ""))
    if number is None:
        return None
    return (-number if found["sign"] in ("△", "▲", "-") else number), True


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing that anybody can see."""
    return value in _NOTHING or (isinstance(value, str) and not value.strip())
