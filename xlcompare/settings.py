"""What people may choose about the comparison sheet: one small table, shown in the workbook and read back from it.

A setting that isn't named keeps its default; one with a value that isn't offered is refused with the values that are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from xlcompare import errors, words
from xlcompare.folding import folded

_BY_NAME = {folded(name): (field, choices) for field, name, choices, _ in words.SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of `words.SETTINGS`; '' means: as the style, the plan or the template has it."""

    style: str = "branch"
    order: str = "new"
    wholly: str = ""
    unchanged: str = ""
    persons: str = "yes"
    full_stops: str = "yes"
    paper: str = ""
    negative: str = ""
    zero: str = ""
    font: str = ""
    size: str = ""
    branch: str = ""
    columns: str = ""
    budget_kind: str = ""
    title: str = ""

    @property
    def ministry(self) -> bool:
        return self.style == "ministry"

    @property
    def marks_persons(self) -> bool:
        return self.persons == "yes"

    @property
    def marks_full_stops(self) -> bool:
        return self.full_stops == "yes"

    @property
    def in_words(self) -> bool:
        """Whether the empty side of an added or dropped item says （新設） or （削る）."""
        return (self.wholly or ("words" if self.ministry else "blank")) == "words"

    @property
    def omits_unchanged(self) -> bool:
        return (self.unchanged or ("omitted" if self.ministry else "full")) == "omitted"

    def labels(self) -> Iterable[tuple[str, str, tuple[str, ...], str]]:
        """(name, value as people see it, values on offer, what it does), one for each row of the settings sheet."""
        for field, name, choices, meaning in words.SETTINGS:
            value = str(getattr(self, field))
            label = next((label for label, known in choices.items() if known == value), value)
            yield name, label, tuple(choices), meaning


def with_values(settings: Settings, values: Iterable[tuple[str, str]], book: str, *, strict: bool = False) -> Settings:
    """`settings` with the (name, label) pairs of a settings table.

    Raises PlanError, naming `book`, for a value that isn't offered; and for an unknown name if `strict` (a file written
    for this purpose), else such rows are somebody's own and left alone.
    """
    changed: dict[str, str] = {}
    for name, label in values:
        known = _BY_NAME.get(folded(name))
        if known is None:
            if strict:
                raise errors.setting_missing(book, name, tuple(name for _, name, _, _ in words.SETTINGS))
            continue
        field, choices = known
        if not choices:
            changed[field] = label.strip()
            continue
        value = {folded(offered): value for offered, value in choices.items()}.get(folded(label))
        if value is None and label.strip():
            raise errors.unknown_setting(book, name, label, tuple(choices))
        if value is not None:
            changed[field] = value
    return replace(settings, **changed)
