"""A progress bar for people who wait: only on a terminal, and only when the work takes over a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

STEPS = 4
PATIENCE = 1.0
"""Seconds of work that nobody needs to be told about."""


class Step(Protocol):
    """Told the name of each step as it begins, and how many there are."""

    def __call__(self, name: str, steps: int = STEPS) -> None: ...


@contextmanager
def steps_shown() -> Iterator[Step]:
    """A function that takes the name of each step as it begins."""
    if not sys.stderr.isatty():
        yield lambda name, steps=STEPS: None
        return
    bar = _Bar()
    timer = threading.Timer(PATIENCE, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.step
    finally:
        timer.cancel()
        bar.hide()


class _Bar:
    """rich's bar, imported and drawn when the timer asks for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._name, self._done, self._steps = "", -1, STEPS
        self._hide: Callable[[], None] | None = None
        self._update: Callable[[], None] | None = None

    def step(self, name: str, steps: int = STEPS) -> None:
        with self._lock:
            self._name, self._done, self._steps = name, self._done + 1, steps
            if self._update:
                self._update()

    def show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with self._lock:
            bar = Progress(*columns, console=Console(stderr=True), transient=True)
            task = bar.add_task(self._name, total=self._steps, completed=max(self._done, 0))
            bar.start()
            self._hide = bar.stop
            self._update = lambda: bar.update(
                task,
                description=self._name,
                completed=self._done,
                # Some jobs have more steps than anybody knew before: their names count them.
                total=self._steps if self._done <= self._steps else None,
            )

    def hide(self) -> None:
        with self._lock:
            if self._hide:
                self._hide()
