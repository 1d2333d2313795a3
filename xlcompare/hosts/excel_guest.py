"""xlwings as a guest in somebody's Excel: what it does of its own accord, and a button may not.

Its Windows engine ends every Excel without a window when Python ends (xlwings issue 2456): books in protected view, an
Excel that another program started. And it asks one that doesn't answer again and again, at once and for ever, while the
person looks at a frozen screen.
"""

from __future__ import annotations

import atexit
import sys
import time
from collections.abc import Iterator

_WINDOWS_ENGINE = "xlwings._xlwindows"
# The cleanup of the Mac's engine stays: it ends nothing, and runs the macro that resets the status bar.

TRIES, PAUSE = 100, 0.1
"""How often Excel is asked, and the seconds in between: ten seconds, in which a person may end an input."""

_REJECTED = -2147418111
"""RPC_E_CALL_REJECTED: Excel is busy, or somebody is typing into a cell."""


class _Tries(int):
    """A number of tries, with a pause before each one but the first: xlwings itself would be through in no time."""

    def __gt__(self, made: int) -> bool:
        # xlwings asks `tried < limit`; as a subclass of int, the limit answers.
        again = int(self) > made
        if again:
            time.sleep(PAUSE)
        return again


def behave() -> None:
    """Has xlwings end no process when Python ends, and give up on an Excel that doesn't answer."""
    engine = sys.modules.get(_WINDOWS_ENGINE)
    if engine is not None:
        atexit.unregister(engine.cleanup)
        engine.N_COM_ATTEMPTS = _Tries(TRIES)  # type: ignore[attr-defined]


def is_busy(reason: BaseException) -> bool:
    """Whether `reason`, or what lies behind it, is that Excel didn't answer."""
    return any(
        getattr(each, "hresult", None) == _REJECTED or type(each).__name__ == "ExcelBusyError"
        for each in _chain(reason)
    )


def _chain(reason: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while reason is not None and id(reason) not in seen:
        seen.add(id(reason))
        yield reason
        reason = reason.__cause__ or reason.__context__
