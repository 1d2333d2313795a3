"""Plans written as an outline, for tests: one line an item, its kind told by its first word or sign."""

from __future__ import annotations

from xlcompare.comparing.comparison import Comparison, Part
from xlcompare.comparing.likeness import Side
from xlcompare.plan import Item, Kind, Place, Plan


def plan_of(outline: str, tab: str = "令和3年度") -> Plan:
    """`# ` begins an area, `○` a heading, `i）` a subheading, `KPI：` a target; all else is a measure.

    White space around a line is left out, empty lines too.
    """
    items: list[Item] = []
    area, path = "", ()
    for row, line in enumerate(filter(None, map(str.strip, outline.splitlines())), 2):
        place = Place(f"B{row}")
        if line.startswith("# "):
            area, path = line[2:], ()
            items.append(Item(area, Kind.AREA, area, (), place))
        elif line.startswith("○"):
            items.append(Item(line, Kind.HEADING, area, (), place))
            path = (line,)
        elif line.startswith("i）"):
            path = path[:1]
            items.append(Item(line, Kind.HEADING, area, path, place))
            path = (*path, line)
        else:
            items.append(Item(line, Kind.KPI if "KPI：" in line else Kind.MEASURE, area, path, place))
    return Plan("book.xlsx", tab, 2021, tuple(items))


def side_of(outline: str) -> Side:
    return Side(plan_of(outline).items)


def paired(comparison: Comparison) -> set[tuple[str, str]]:
    """The texts of every pair; an empty one where there is no counterpart."""
    old, new = comparison.old.items, comparison.new.items
    return {
        ("" if pair.old is None else old[pair.old].text, "" if pair.new is None else new[pair.new].text)
        for pair in comparison.pairs
    }


def partner(comparison: Comparison, old: int) -> int | None:
    """The new item that the old item at index `old` became."""
    return next(pair.new for pair in comparison.pairs if pair.old == old)


def rows(comparison: Comparison) -> list[tuple[str, str]]:
    """(old, new) texts of every row of the table; a moved pair's two rows show one side each."""
    result = []
    for level in comparison.levels:
        pair = comparison.pairs[level.pair]
        old = "" if pair.old is None or level.part is Part.ARRIVED else comparison.old.items[pair.old].text
        new = "" if pair.new is None or level.part is Part.LEFT else comparison.new.items[pair.new].text
        result.append((old, new))
    return result
