"""Excel, played by LibreOffice: one for the whole run, without any book open between two tests."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .office import Office, uno_module

SAMPLE = Path(__file__).resolve().parents[2] / "workbooks" / "見本支部_事業計画.xlsx"


@pytest.fixture(scope="session")
def office(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    if uno_module() is None:
        version = ".".join(map(str, sys.version_info[:2]))
        pytest.skip(f"LibreOffice's Python bridge is not here for Python {version} (Debian: python3-uno)")
    started = Office(soffice, tmp_path_factory.mktemp("office"))
    yield started
    started.close()


@pytest.fixture(scope="session")
def engine(office: Office) -> Any:
    from .engine import installed

    return installed(office)


@pytest.fixture
def excel(engine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The xlwings App, as just started; its `impl` remembers what a person would have seen."""
    for variable in ("LOCALAPPDATA", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
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
