"""What the ribbon offers, read from its XML: the one place where buttons have their Japanese names."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

_UI = "{http://schemas.microsoft.com/office/2009/07/customui}"


@dataclass(frozen=True, slots=True)
class RibbonButton:
    """`name` as in buttons.py; the others are what people read: under the picture, beside the mouse, below a group."""

    name: str
    label: str
    tip: str
    group: str
    group_name: str


def ribbon_buttons(xml: bytes) -> tuple[RibbonButton, ...]:
    """The buttons of the ribbon's tab, in its order."""
    root = ElementTree.fromstring(xml)
    return tuple(
        RibbonButton(
            button.get("id", ""),
            button.get("label", ""),
            button.get("supertip", ""),
            group.get("label", ""),
            group.get("id", ""),
        )
        for group in root.iter(f"{_UI}group")
        for button in group.iter(f"{_UI}button")
    )
