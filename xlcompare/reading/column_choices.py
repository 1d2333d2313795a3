"""Which columns a person has chosen, in their own words: 「内容=D、予算額=H」, for one year 「令和6年度!内容=D・E」."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from xlcompare import errors, words
from xlcompare.reading.columns import column_name
from xlcompare.reading.year_tab import Chosen

_BETWEEN, _TOGETHER = re.compile(r"[,、;\n]"), re.compile(r"[・+]")
_ENTRY = re.compile(r"(?:(?P<tab>.+)!)?(?P<name>[^=!]+)=(?P<columns>.+)", re.DOTALL)
_LETTERS = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class ColumnChoices:
    """The choices in their order: (tab, '' for every one; standard name; columns by letters or title)."""

    entries: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    def of_tab(self, tab: str) -> Chosen:
        """What holds for `tab`: its own choices outweigh those for every tab, a later one an earlier one."""
        own = sorted((entry for entry in self.entries if entry[0] in ("", tab)), key=lambda entry: entry[0] != "")
        return {name: columns for _, name, columns in own}


def column_choices(said: Iterable[str]) -> ColumnChoices:
    """The choices in texts, the weightiest last. PlanError for one that can't be read, with the names that can."""
    return ColumnChoices(tuple(_entry(part) for text in said for part in _BETWEEN.split(_plain(text)) if part.strip()))


def _plain(text: str) -> str:
    return text.replace("＝", "=").replace("！", "!").replace("，", ",").replace("；", ";").replace("＋", "+")


def _entry(text: str) -> tuple[str, str, tuple[str, ...]]:
    found = _ENTRY.fullmatch(text.strip())
    name = column_name(found["name"].strip()) if found else None
    columns = tuple(filter(None, (each.strip() for each in _TOGETHER.split(found["columns"])))) if found else ()
    if not found or not name or not columns:
        raise errors.columns_unreadable(text.strip(), tuple(words.COLUMN_NAMES))
    return (found["tab"] or "").strip().strip("'「」"), name, tuple(map(_column, columns))


def _column(text: str) -> str:
    plain = normalize("NFKC", text)
    return plain.removesuffix("列").upper() if _LETTERS.fullmatch(plain.removesuffix("列")) else text
