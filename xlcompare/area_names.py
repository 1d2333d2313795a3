"""What the sheets of a progress workbook's areas are called."""

from __future__ import annotations

from collections.abc import Sequence

from xlcompare import progress_words as words
from xlcompare.marks import body_start
from xlcompare.plan import Plan

_LONGEST = 31
"""UTF-16 units of a sheet's name."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'\"：？＊［］／＼", ""))


def area_names(plan: Plan, areas: Sequence[int]) -> dict[int, str]:
    """The name of each area's sheet: its title without number and forbidden signs, each its own."""
    taken = {name.lower() for name in (words.KPI_SHEET, words.TALLY_SHEET, words.SETTINGS_SHEET, words.GUIDE_SHEET,
                                       words.UNPLACED_SHEET, words.RECORD_SHEET, "history")}  # fmt: skip
    names: dict[int, str] = {}
    for area in areas:
        text = plan.items[area].text if area >= 0 else ""
        stem = _cut("".join(text[body_start(text) :].translate(_FORBIDDEN).split()), _LONGEST) or words.AREA_SHEET
        name, number = stem, 2
        while name.lower() in taken:
            name, number = f"{_cut(stem, _LONGEST - len(str(number)) - 2)}({number})", number + 1
        taken.add(name.lower())
        names[area] = name
    return names


def _cut(text: str, units: int) -> str:
    while len(text.encode("utf-16-le")) // 2 > units:
        text = text[:-1]
    return text
