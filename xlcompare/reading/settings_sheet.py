"""Settings read back: from the sheet 対照表の設定, or from a text file of lines 「名前 = 値」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xlcompare import errors, words
from xlcompare.folding import folded
from xlcompare.reading.grid import Grid
from xlcompare.reading.number_formats import shown

_SEARCHED_ROWS = 20


def settings_in(grid: Grid) -> tuple[tuple[str, str], ...]:
    """The (name, value) rows below the header 設定 | 値; () where there is none."""
    for i, row in enumerate(grid.rows[:_SEARCHED_ROWS]):
        names = [folded(value) if isinstance(value, str) else "" for value in row]
        if words.SETTING in names and words.VALUE in names:
            name, value = names.index(words.SETTING), names.index(words.VALUE)
            below = (r for r in grid.rows[i + 1 :] if len(r) > max(name, value))
            return tuple((shown(r[name]), shown(r[value])) for r in below if shown(r[name]))
    return ()


def settings_file(path: Path) -> tuple[tuple[str, str], ...]:
    """The (name, value) lines of a UTF-8 text file; empty lines and lines that begin with # are left out.

    Raises BookError where the file can't be read as such, and for a line of another form.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise errors.settings_unreadable(path.name) from error
    return tuple(_pairs(text, path.name))


def _pairs(text: str, book: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.strip().startswith(("#", "＃")):
            continue
        name, *value = re.split("[=＝]", line, maxsplit=1)
        if not value:
            raise errors.settings_line(book, number, line.strip())
        yield name.strip(), value[0].strip()
