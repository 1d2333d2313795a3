"""The list of a workbook's tabs in its document properties, which Explorer and SharePoint show."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_TYPES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_VECTOR, _COUNT = f"{_TYPES}vector", f"{_TYPES}i4"


def retitled(properties: etree._Element, before: Sequence[str], now: Sequence[str]) -> bool:
    """Adds the new ones of the worksheets `now` where `properties` lists those `before`; False where nothing changed.

    A list that isn't the tabs that there were (or none at all) is left as it is: nobody relies on it.
    """
    pairs = properties.find(f"{_PROPERTIES}HeadingPairs/{_VECTOR}")
    titles = properties.find(f"{_PROPERTIES}TitlesOfParts/{_VECTOR}")
    if pairs is None or titles is None or list(before) == list(now):
        return False
    start = 0
    for count in list(pairs)[1::2]:
        number = count.findtext(_COUNT, "").strip()
        end = start + (int(number) if number.isdecimal() else 0)
        if end > start and [title.text or "" for title in list(titles)[start:end]] == list(before):
            for place, name in enumerate(now, start):
                if name not in before:
                    titles.insert(place, _title(name))
            count.find(_COUNT).text = str(len(now))  # type: ignore[union-attr]  # read above
            titles.set("size", str(len(titles)))
            return True
        start = end
    return False


def _title(name: str) -> etree._Element:
    title = etree.Element(f"{_TYPES}lpstr")
    title.text = name
    return title
