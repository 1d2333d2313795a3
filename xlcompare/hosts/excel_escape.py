"""Has somebody pressed Esc while a button works? Excel waits for Python meanwhile and sees no key."""

from __future__ import annotations

import sys
from typing import Any

_ESCAPE = 0x1B


def possible() -> bool:
    """Whether the system tells; on a Mac it doesn't, without a permission that nobody has given."""
    return sys.platform == "win32"


def pressed(window: int) -> bool:
    """Whether Esc was pressed since the last question, and Excel's `window` (a handle) is the one in front."""
    if sys.platform != "win32":
        return False
    import ctypes

    return _told(ctypes.windll.user32, window)


def _told(user32: Any, window: int) -> bool:
    # The lowest bit: since the last question. The highest: at this moment.
    down = bool(user32.GetAsyncKeyState(_ESCAPE) & 0x8001)
    # The question is asked in any case, so that an Esc in another program doesn't count later.
    return down and user32.GetForegroundWindow() == window
