"""People's corrections read back from the sheet 対応確認 (layout/review_sheet.py writes it).

A row speaks through its 判定, or through a cell address that a person has overwritten with another item's. Addresses
are those of the time when the sheet was made, so they are turned into texts here, with the sheet's own rows as the
list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xlcompare import errors, words
from xlcompare.address import address
from xlcompare.decision import Decision, ItemKey, same_key
from xlcompare.folding import folded
from xlcompare.reading.grid import Grid
from xlcompare.reading.number_formats import shown

_NEEDED = (words.OLD_CELL, words.OLD_TEXT, words.NEW_CELL, words.NEW_TEXT, words.JUDGEMENT)
_SEARCHED_ROWS = 20


def decisions_in(grid: Grid) -> tuple[Decision, ...]:
    """The decisions on a 対応確認 sheet, in its order; () where the sheet has another layout.

    Raises PlanError for an address that no item had, and for a 判定 that isn't offered.
    """
    table = _table(grid)
    if table is None:
        return ()
    rows = list(table.rows())
    olds, news = _keys(rows)
    return tuple(decision for row in rows if (decision := table.decision(row, olds, news)))


def items_listed(grid: Grid) -> frozenset[ItemKey | None]:
    """Every item that a 対応確認 sheet has a row for."""
    table = _table(grid)
    rows = list(table.rows()) if table else []
    olds, news = _keys(rows)
    return frozenset((*olds.values(), *news.values()))


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    judgement: str
    old: str
    new: str
    old_then: str
    new_then: str
    old_key: ItemKey
    new_key: ItemKey


@dataclass(frozen=True, slots=True)
class _Table:
    grid: Grid
    header: int
    columns: dict[str, int]

    def rows(self) -> Iterator[_Row]:
        for number in range(self.header + 1, self.grid.top + len(self.grid.rows)):
            text = {name: self._text(number, name) for name in self.columns}
            if not any(text.get(name) for name in _NEEDED):
                continue
            yield _Row(
                number,
                text[words.JUDGEMENT] or words.AUTO,
                text[words.OLD_CELL],
                text[words.NEW_CELL],
                text.get(words.OLD_CELL_THEN, text[words.OLD_CELL]),
                text.get(words.NEW_CELL_THEN, text[words.NEW_CELL]),
                ItemKey(text[words.OLD_TEXT], text.get(words.OLD_HEADING, "")),
                ItemKey(text[words.NEW_TEXT], text.get(words.NEW_HEADING, "")),
            )

    def decision(self, row: _Row, olds: dict[str, ItemKey], news: dict[str, ItemKey]) -> Decision | None:
        judgement = folded(row.judgement)
        if judgement not in map(folded, words.DECISIONS):
            raise errors.unknown_judgement(
                self.grid.book, self.grid.sheet, self._cell(row, words.JUDGEMENT), row.judgement
            )
        typed = _address(row.old) != _address(row.old_then) or _address(row.new) != _address(row.new_then)
        if judgement == folded(words.AUTO) and not typed:
            return None
        old = self._item(row, words.OLD_CELL, row.old, row.old_then, row.old_key, olds)
        new = self._item(row, words.NEW_CELL, row.new, row.new_then, row.new_key, news)
        together = judgement != folded(words.NOT_PAIRED)
        # One side alone: it has no counterpart, whichever word was chosen.
        return Decision(old, new, together, (row.old, row.new)) if old or new else None

    def _item(
        self, row: _Row, column: str, typed: str, then: str, own: ItemKey, known: dict[str, ItemKey]
    ) -> ItemKey | None:
        if not typed:
            # A decision without a home carries its texts only; a person who empties an address means: no counterpart.
            return own if own.text and not then else None
        found = known.get(_address(typed))
        if found is None:
            raise errors.unknown_address(self.grid.book, self.grid.sheet, self._cell(row, column), typed)
        return found

    def _cell(self, row: _Row, column: str) -> str:
        return address(row.number, self.grid.left + self.columns[column])

    def _text(self, number: int, name: str) -> str:
        cells = self.grid.rows[number - self.grid.top]
        column = self.columns[name]
        return shown(cells[column]).strip() if column < len(cells) else ""


def _keys(rows: Sequence[_Row]) -> tuple[dict[str, ItemKey], dict[str, ItemKey]]:
    """The items of the old and of the new year, by the address that they had."""
    olds = _counted({_address(row.old_then): row.old_key for row in rows if row.old_then})
    news = _counted({_address(row.new_then): row.new_key for row in rows if row.new_then})
    return olds, news


def _counted(keys: dict[str, ItemKey]) -> dict[str, ItemKey]:
    """The keys by address, items of one text under one heading told apart by their order in the tab."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[str, ItemKey] = {}
    for place in sorted(keys, key=_order):
        key = keys[place]
        found[place] = replace(key, nth=seen[same_key(key)])
        seen[same_key(key)] += 1
    return found


def _order(place: str) -> tuple[int, int, int]:
    """Where an address stands in reading order: row, column, line in the cell."""
    cell, _, line = place.partition("-")
    letters, digits = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits or 0), column, int(line or 0)


def _address(text: str) -> str:
    """An address as Excel takes it: 「ｂ５」 is B5."""
    return folded(text).upper()


def _table(grid: Grid) -> _Table | None:
    names = {folded(name): name for name in words.REVIEW_COLUMNS}
    for i, row in enumerate(grid.rows[:_SEARCHED_ROWS]):
        columns = {names[folded(v)]: j for j, v in enumerate(row) if isinstance(v, str) and folded(v) in names}
        if all(name in columns for name in _NEEDED):
            return _Table(grid, grid.top + i, columns)
    return None
