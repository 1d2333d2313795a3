"""The progress bar: only on a terminal, only for long work."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time

import pytest

from xlcompare.hosts import progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, seconds: float, monkeypatch: pytest.MonkeyPatch) -> str:
    """What stands on stderr after two steps that take `seconds` each, where patience is a tenth of a second."""
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress_bar, "PATIENCE", 0.1)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar.steps_shown() as step:
        for name in ("計画を読み込んでいます", "新旧を比べています"):
            step(name)
            time.sleep(seconds)
    return stream.getvalue()


def test_long_work_on_a_terminal_shows_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(Terminal(), 0.8, monkeypatch)
    assert "計画を読み込んでいます" in text
    assert "新旧を比べています" in text


def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(Terminal(), 0.0, monkeypatch) == ""


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(io.StringIO(), 0.3, monkeypatch) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_the_bar_of_many_books_grows_with_them_to_the_end() -> None:
    script = (
        "import time; from xlcompare.hosts import progress_bar as bar; bar.PATIENCE = 0.05\n"
        "with bar.steps_shown() as step:\n"
        "    for done in range(48):\n"
        "        step(f'{done}/47', 47)\n"
        "        time.sleep(0.7 if done in (0, 24, 47) else 0)\n"
    )
    # Without colours, what is left of the bar isn't drawn.
    drawn = re.findall(r"(\d+)/47 (━*)[╸ ]+(?:\x1b\[[\d;]*m)*\d:\d\d:\d\d", on_a_terminal(script))
    bars = {int(done): len(bar) for done, bar in drawn}
    assert 0.4 * bars[47] < bars[24] < 0.6 * bars[47]
    assert bars[0] == 0


def on_a_terminal(script: str) -> str:
    """What a Python `script` shows there."""
    import pty

    ours, theirs = pty.openpty()
    options = {"TERM": "xterm", "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen([sys.executable, "-c", script], stderr=theirs, env={**os.environ, **options}):
        os.close(theirs)
        shown = b""
        try:
            while read := os.read(ours, 4096):
                shown += read
        except OSError:  # Linux's way to say that nobody is at the other end any more.
            pass
    os.close(ours)
    return shown.decode("utf-8")
