"""What a person is told about one cell of a plan book."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a person should look at: one sentence about one cell."""

    sheet: str
    cell: str
    message: str
    remark: bool = False
    """whether nothing is wrong: a person should know it, that is all"""
