"""Which buttons there are, by the names that ribbon, macros and hosts/excel.py share; the ribbon's control IDs."""

from __future__ import annotations

BUTTONS: tuple[str, ...] = (
    "compare",
    "budget",
    "review",
    "progress",
    "progress_again",
    "judge",
    "distribute",
    "collect",
    "pdf",
    "preview",
    "check",
    "settings",
    "guide",
    "version",
)
"""In the ribbon's order. What each is called in Japanese stands in macros/ribbon/customUI14.xml."""
