"""What a person is told when a button fails, and the log file for whoever has to find out why."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xlcompare import __version__, errors, notices, words
from xlcompare.hosts.excel_guest import is_busy

if TYPE_CHECKING:
    from xlcompare.hosts.excel_window import Window

_NAME, _MOST = "xlcompare.log", 1_000_000
_STOP, _IN_FRONT = 0x10, 0x10000 | 0x40000
"""MessageBox's sign for something that went wrong; MB_SETFOREGROUND and MB_TOPMOST: it has no owner to stand before."""


def explain(button: str, reason: BaseException, window: Window | None) -> None:
    """Say why the `button` did nothing: our own errors in their sentence, others by naming the log. Raises nothing."""
    if is_busy(reason):
        reason = errors.excel_busy()
    known = isinstance(reason, errors.XlcompareError)
    # What lies behind one of ours may be Excel's own complaint.
    file = None if known and reason.__cause__ is None else _logged(button, reason)
    text = str(reason) if known else notices.unexpected(str(file) if file else type(reason).__name__)
    try:
        if window is None:
            raise RuntimeError("no Excel to show a dialog")
        window.warn(text)
    except BaseException:
        _say_without_excel(text)


def log_file() -> Path:
    """The log in the user's own folder for such files."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Logs"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "xlcompare" / _NAME


def _logged(button: str, reason: BaseException) -> Path | None:
    """The file in which the traceback now stands; None where there is no room for one."""
    lines = traceback.format_exception(type(reason), reason, reason.__traceback__)
    versions = f"xlcompare {__version__}, Python {platform.python_version()}, {platform.platform()}"
    entry = f"{datetime.now():%Y-%m-%d %H:%M:%S} {button} ({versions})\n{''.join(lines)}\n"
    for file in (log_file(), Path(tempfile.gettempdir()) / _NAME):
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            mode = "w" if file.exists() and file.stat().st_size > _MOST else "a"
            with file.open(mode, encoding="utf-8", errors="backslashreplace") as log:
                log.write(entry)
            return file
    return None


def _say_without_excel(text: str) -> None:
    with suppress(BaseException):
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.user32.MessageBoxW(None, text, words.DIALOG_TITLE, _STOP | _IN_FRONT)
        else:
            print(text, file=sys.stderr)
