"""A test-only xlwings engine whose Excel is a headless LibreOffice.

It models only what the buttons use. Every other call raises NotImplementedError (xlwings.base_classes), so that a
button that begins to use more fails its test in place of passing by chance. No file of xlwings.pro is used.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes as base
from xlwings.main import Engine as XlwingsEngine
from xlwings.main import engines

from ..office import Office
from .engine_books import Book, Name, Names, Sheet, Sheets, filter_of, properties, url
from .engine_ranges import ERRORS, Range


class Engine:
    name, type = "uno", "desktop"

    def __init__(self, office: Office) -> None:
        self.app = App(self, office)
        self.apps = Apps(self.app)

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        """As xlwings does on Windows: errors arrive as whole numbers."""

        def one(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, int) and value in ERRORS:
                return ERRORS[value] if err_to_str else None
            return number_builder(value) if number_builder is not None and isinstance(value, float) else value

        return [[one(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return "" if value is None else value


class Apps(base.Apps):
    def __init__(self, app: App) -> None:
        self.app = app

    def keys(self) -> list[int]:
        return [self.app.pid]

    def __iter__(self) -> Iterator[App]:
        return iter([self.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self.app


class App(base.App):
    """What a person would see is remembered: `status_log`, `alerts`. `answers` are given to the questions in turn."""

    engine = books = pid = None
    display_alerts = enable_events = interactive = visible = True
    calculation = "automatic"
    version = "16.0"

    def __init__(self, engine: Engine, office: Office) -> None:
        self.engine, self.office = engine, office
        self.books, self.pid = Books(self), office.process.pid
        self.forget()

    def forget(self) -> None:
        """As when Excel starts."""
        self.status_log: list[Any] = []
        self.alerts: list[tuple[str, str, str]] = []
        self.answers: list[str] = []
        self.opened: dict[str, bytes] = {}
        self.on_open: Callable[[Path], None] = lambda path: None
        self._status: Any = False
        self.screen_updating = self.enable_events = self.display_alerts = True
        self.updating_log: list[bool] = []

    @property
    def api(self) -> Any:
        return self.office.desktop

    @property
    def status_bar(self) -> Any:
        return self._status

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self._status = value
        self.status_log.append(value)

    @property
    def screen_updating(self) -> bool:
        return self._updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        # Remembered only: LibreOffice 7.4 crashed where a sheet was activated under lockControllers().
        self._updating = value
        getattr(self, "updating_log", []).append(value)

    @property
    def selection(self) -> Range | None:
        controller = self.office.desktop.getCurrentComponent().CurrentController
        found = controller.getSelection()
        if not hasattr(found, "RangeAddress"):
            return None  # A chart, or several ranges.
        sheet = Sheet(self.books.active, found.Spreadsheet)
        place = found.RangeAddress
        return Range(sheet, place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> str:
        self.alerts.append((prompt, buttons, mode))
        assert title, "every dialog says whose it is"
        if buttons in (None, "ok"):
            return "ok"
        assert self.answers, f"nobody answers: {prompt}"
        answer = self.answers.pop(0)
        assert answer in buttons.split("_"), f"{answer!r} is no answer to {prompt!r} ({buttons})"
        return answer

    def activate(self, steal_focus: bool = False) -> None:
        """It has no window."""


class Books(base.Books):
    def __init__(self, app: App) -> None:
        self.app = app

    def _all(self) -> list[Book]:
        components, found = self.app.office.desktop.Components.createEnumeration(), []
        while components.hasMoreElements():
            document = components.nextElement()
            if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                found.append(Book(self.app, document))
        return found

    def __iter__(self) -> Iterator[Book]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: Any) -> Book:
        if isinstance(key, str):
            found = [book for book in self._all() if book.name.lower() == key.lower()]
            if not found:
                raise KeyError(key)
            return found[0]
        return self._all()[int(key) - 1]

    @property
    def active(self) -> Book:
        return Book(self.app, self.app.office.desktop.getCurrentComponent())

    def open(self, fullname: str, *rest: Any, **options: Any) -> Book:
        path = Path(os.path.abspath(fullname))
        if any(book.name.lower() == path.name.lower() for book in self._all()):
            raise RuntimeError(f"Excel opens no second book called {path.name}")
        self.app.opened[path.name] = path.read_bytes()
        self.app.on_open(path)
        how = properties(Hidden=True, FilterName=filter_of(path), MacroExecutionMode=0)
        document = self.app.office.desktop.loadComponentFromURL(url(path), "_blank", 0, how)
        if document is None:
            raise OSError(f"LibreOffice can't open {path.name}")
        return Book(self.app, document)

    def add(self) -> Book:
        how = properties(Hidden=True)
        return Book(self.app, self.app.office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, how))


def _plain_errors(cls: type) -> None:
    """Gives `cls` plain exceptions: UNO's take no traceback, which pytest and contextlib stumble over."""
    from com.sun.star.uno import Exception as UnoException

    def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*args: Any, **options: Any) -> Any:
            try:
                return function(*args, **options)
            except UnoException as error:
                raise RuntimeError(f"LibreOffice: {type(error).__name__} {error.Message}") from None

        return call

    for name, value in list(vars(cls).items()):
        if isinstance(value, property):
            parts = (value.fget, value.fset, value.fdel)
            setattr(cls, name, property(*(part and guarded(part) for part in parts)))
        elif callable(value) and not isinstance(value, staticmethod | type):
            setattr(cls, name, guarded(value))


def installed(office: Office) -> XlwingsEngine:
    """The engine that works with `office`, made xlwings' active one."""
    for cls in (App, Books, Book, Sheets, Sheet, Names, Name, Range):
        _plain_errors(cls)
    engine = XlwingsEngine(impl=Engine(office))
    engines.add(engine)
    engine.activate()
    return engine
