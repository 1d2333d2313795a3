"""What can be pressed: the names that the ribbon's buttons, the sheet's buttons and `hosts/excel.py` share."""

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
"""The ribbon's controls have these names as their ids."""
