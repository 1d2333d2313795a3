"""Texts in a CSV file that a spreadsheet would calculate: names of files and branches come from anybody."""

from __future__ import annotations

_CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n")
_TEXT = "'"


def as_text(cell: str) -> str:
    """`cell` so that a spreadsheet shows it and calculates nothing."""
    return _TEXT + cell if cell.startswith((*_CALCULATED, _TEXT)) else cell


def from_text(cell: str) -> str:
    """What `as_text` was given."""
    return cell[1:] if cell.startswith(_TEXT) and cell[1:].startswith((*_CALCULATED, _TEXT)) else cell
