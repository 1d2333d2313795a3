"""Esc while a button works: one sentence, and everything as it was."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from xlcompare.hosts import excel as host
from xlcompare.hosts import excel_escape
from xlcompare.hosts.excel_escape import _told

EXCEL, OTHER = 4711, 4712


def user32(key: int, in_front: int) -> Any:
    return SimpleNamespace(GetAsyncKeyState=lambda code: key, GetForegroundWindow=lambda: in_front)


@pytest.mark.parametrize(("key", "told"), [(0, False), (1, True), (-32768, True), (-32767, True), (2, False)])
def test_esc_counts_now_and_since_the_last_question(key: int, told: bool) -> None:
    assert _told(user32(key, EXCEL), EXCEL) is told


def test_esc_in_another_program_does_not_count() -> None:
    assert not _told(user32(1, OTHER), EXCEL)


@pytest.mark.parametrize("step", range(1, 6))
def test_nothing_is_changed_whenever_it_is_pressed(
    opened: Any, excel: Any, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    book = opened()
    tabs = [sheet.name for sheet in book.sheets]
    asked: list[int] = []

    def pressed(window: int) -> bool:
        asked.append(window)
        return len(asked) == step + 1  # The first question only takes away what was pressed before.

    monkeypatch.setattr(excel_escape, "possible", lambda: True)
    monkeypatch.setattr(excel_escape, "pressed", pressed)
    monkeypatch.setattr(type(excel.impl), "hwnd", EXCEL, raising=False)
    host.press("compare")
    (alert,) = excel.impl.alerts
    assert alert[0].startswith("Escキーが押されたので、中止しました。")
    assert [sheet.name for sheet in book.sheets] == tabs
    assert all(word.endswith("（Escキーで中止）") for word in excel.impl.status_log if word)
    assert set(asked) == {EXCEL}
