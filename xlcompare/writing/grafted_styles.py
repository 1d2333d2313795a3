"""The looks of one stylesheet put into another, behind those that are there.

Existing entries keep their numbers, since every cell of the workbook names its look by number. What is there already
is used again, so that a second time adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import count
from typing import cast

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_IN_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
_NEEDED = ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_FIRST_OWN_FORMAT = 164  # Numbers below are Excel's built-in formats.
_PARTS_OF_A_LOOK = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
_DECIDES = ("applyNumberFormat", "applyFont", "applyFill", "applyBorder", "applyAlignment", "applyProtection")

LIMITS = {"cellXfs": 65_490, "fonts": 65_430, "fills": 65_430, "borders": 65_430, "dxfs": 65_430}
"""How many Excel reads: 「Excel specifications and limits」, and [MS-OI29500] for the parts of a look."""

# What Excel takes where a stylesheet says nothing. The first two fills are reserved.
_MINIMAL = f"""<styleSheet xmlns="{MAIN}">
<fonts count="1"><font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""

Key = tuple[object, ...]


class Styles:
    """The stylesheet `host`, to which looks are added."""

    def __init__(self, host: etree._Element) -> None:
        self.root = host
        self._numbers: dict[str, dict[Key, int]] = {}
        for name in _NEEDED:
            if not _children(host, name):
                self._extend(name, _children(minimal_styles(), name))

    def added(self, guest: etree._Element) -> tuple[list[int], list[int]]:
        """The numbers that `guest`'s cell formats and differential formats have here, in its order."""
        self._take_over_formats(guest)
        looks = [self._number("cellXfs", self._translated(xf, guest)) for xf in _children(guest, "cellXfs")[1:]]
        # The first is for what has no look of its own, which here looks as everything else does.
        return [0, *looks], [self._number("dxfs", dxf) for dxf in _children(guest, "dxfs")]

    def too_many(self) -> str | None:
        """The group that has more than Excel reads, if any: the workbook would be repaired, and lose its looks."""
        return next((group for group, limit in LIMITS.items() if len(_children(self.root, group)) > limit), None)

    def _take_over_formats(self, guest: etree._Element) -> None:
        """Fills `_formats`: the guest's number of each number format of its own → the number here."""
        mine = _children(self.root, "numFmts")
        known = {entry.get("formatCode"): entry.get("numFmtId", "") for entry in mine}
        taken = (int(entry.get("numFmtId", "0")) for entry in mine)
        free = count(max(_FIRST_OWN_FORMAT - 1, *taken, 0) + 1)
        self._formats: dict[str, str] = {}
        for entry in _children(guest, "numFmts"):
            code = entry.get("formatCode", "")
            if code not in known:
                known[code] = str(next(free))
                new = etree.Element(_tag("numFmt"), {"numFmtId": known[code], "formatCode": code})
                self._extend("numFmts", [new])
            self._formats[entry.get("numFmtId", "")] = known[code]

    def _translated(self, xf: etree._Element, guest: etree._Element) -> etree._Element:
        """The guest's cell format in the numbers of this stylesheet."""
        here = deepcopy(xf)
        for attribute, group in _PARTS_OF_A_LOOK:
            number = int(xf.get(attribute, "0"))
            # The reserved fills have the same numbers everywhere.
            if not (group == "fills" and number < 2):
                number = self._number(group, _children(guest, group)[number])
            here.set(attribute, str(number))
        here.set("numFmtId", self._formats.get(xf.get("numFmtId", "0"), xf.get("numFmtId", "0")))
        here.set("xfId", _normal_style(self.root))
        for attribute in _DECIDES:
            # Said outright: LibreOffice takes what a format doesn't claim from the workbook's Normal style.
            here.set(attribute, "1")
        return here

    def _number(self, group: str, entry: etree._Element) -> int:
        """Where an entry equal to `entry` stands in `group`, added at the end if there is none."""
        if group not in self._numbers:
            numbers = self._numbers[group] = {}
            for number, element in enumerate(_children(self.root, group)):
                numbers.setdefault(_key(element), number)
        key = _key(entry)
        if key not in self._numbers[group]:
            self._numbers[group][key] = self._extend(group, [entry]) - 1
        return self._numbers[group][key]

    def _extend(self, name: str, entries: Iterable[etree._Element]) -> int:
        """Puts copies of `entries` at the end of the group `name`; how many it then has."""
        group = child(self.root, name, _IN_ORDER)
        for entry in entries:
            own = deepcopy(entry)
            own.tail = None
            group.append(own)
        size = int(cast(float, group.xpath("count(*)")))
        group.set("count", str(size))
        return size


def minimal_styles() -> etree._Element:
    """The stylesheet of a workbook that has none."""
    return etree.fromstring(_MINIMAL, etree.XMLParser(remove_blank_text=True))


def child(parent: etree._Element, name: str, in_order: str) -> etree._Element:
    """The child `name`, made in its place among the names `in_order`. Excel repairs a file whose order is wrong."""
    found = parent.find(_tag(name))
    if found is None:
        found = etree.Element(_tag(name))
        order = in_order.split()
        behind = {_tag(later) for later in order[order.index(name) + 1 :]}
        at = next((i for i, element in enumerate(parent) if element.tag in behind), len(parent))
        parent.insert(at, found)
    return found


def normal_font(styles: etree._Element) -> etree._Element | None:
    """The font of the style Normal (標準), which decides how wide the workbook's columns are."""
    formats, fonts = _children(styles, "cellStyleXfs"), _children(styles, "fonts")
    xf = _at(formats, _normal_style(styles))
    return _at(fonts, xf.get("fontId", "0") if xf is not None else "0")


def _normal_style(styles: etree._Element) -> str:
    """The number of the style Normal."""
    normal = (style for style in _children(styles, "cellStyles") if style.get("builtinId") == "0")
    return next((style.get("xfId", "0") for style in normal), "0")


def _at(elements: Sequence[etree._Element], number: str) -> etree._Element | None:
    return elements[int(number)] if number.isdecimal() and int(number) < len(elements) else None


def _children(styles: etree._Element, group: str) -> list[etree._Element]:
    found = styles.find(_tag(group))
    return list(found.iterchildren("*")) if found is not None else []


def _key(element: etree._Element) -> Key:
    """Equal for elements that say the same."""
    attributes = sorted(element.items())
    return (element.tag, *attributes, *map(_key, element)) if len(element) else (element.tag, *attributes)


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"
