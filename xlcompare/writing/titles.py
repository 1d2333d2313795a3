"""The list of a workbook's tabs in its document properties, which Explorer and SharePoint show."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_TYPES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_VECTOR, _COUNT = f"{_TYPES}vector", f"{_TYPES}i4"


def retitled(properties: etree._Element, before: Sequence[str], now: Sequence[str]) -> bool:
    """Adds the new ones of the worksheets `now` where `properties` lists those `before`; False where nothing changed.

    The list may leave tabs out, as Excel does with hidden ones. One that holds anything else, or none, is left as it
    is: nobody relies on it.
    """
    pairs = properties.find(f"{_PROPERTIES}HeadingPairs/{_VECTOR}")
    titles = properties.find(f"{_PROPERTIES}TitlesOfParts/{_VECTOR}")
    if pairs is None or titles is None or list(before) == list(now):
        return False
    start = 0
    for count in list(pairs)[1::2]:
        number = count.findtext(_COUNT, "").strip()
        end = start + (int(number) if number.isdecimal() else 0)
        listed = [title.text or "" for title in list(titles)[start:end]]
        if listed and listed == [name for name in before if name in listed]:
            place = start
            for name in now:
                if name not in before:
                    titles.insert(place, _title(name))
                place += name in listed or name not in before
            count.find(_COUNT).text = str(len(listed) + sum(name not in before for name in now))  # type: ignore[union-attr]  # read above
            titles.set("size", str(len(titles)))
            return True
        start = end
    return False


def _title(name: str) -> etree._Element:
    title = etree.Element(f"{_TYPES}lpstr")
    title.text = name
    return title
