"""Excel, played by the one LibreOffice of the run, without any book open between two tests."""

from __future__ import annotations

import importlib
import os
import shutil
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..office import Office

SAMPLE = Path(__file__).resolve().parents[2] / "workbooks" / "見本支部_事業計画.xlsx"


@pytest.fixture(scope="session")
def engine(office: Office) -> Any:
    from .engine import installed

    return installed(office)


@pytest.fixture
def excel(engine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The xlwings App, as just started; its `impl` remembers what a person would have seen."""
    for variable in ("LOCALAPPDATA", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    # No test may open a real browser. This one notes what it was to show.
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{tmp_path / "shown"}"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    importlib.reload(webbrowser)  # It looks once which browsers there are.
    app = engine.apps[0]
    app.impl.forget()
    yield app
    for book in list(app.books):
        book.close()
    assert (app.impl.screen_updating, app.impl.enable_events, app.impl.display_alerts) == (True, True, True)
    assert app.impl.status_bar is False
    assert app.impl.answers == []


@pytest.fixture
def opened(excel: Any, tmp_path: Path) -> Callable[..., Any]:
    """`opened(path)`: a copy of that workbook, open in Excel, from which the buttons are pressed."""

    def open_copy(path: Path = SAMPLE, name: str | None = None) -> Any:
        folder = tmp_path / "計画"
        folder.mkdir(exist_ok=True)
        copy = folder / (name or path.name)
        shutil.copy(path, copy)
        os.chmod(copy, 0o644)
        book = excel.books.open(str(copy))
        book.set_mock_caller()
        return book

    return open_copy
