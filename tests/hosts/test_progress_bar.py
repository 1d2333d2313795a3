"""The progress bar: only on a terminal, only for long work."""

from __future__ import annotations

import io
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
