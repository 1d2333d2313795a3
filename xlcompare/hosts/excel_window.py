"""The Excel window in which a button was pressed: its workbook, its dialogs, its status bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xlcompare import errors, notices, words
from xlcompare.hosts import excel_escape

if TYPE_CHECKING:
    from xlcompare.reading.from_excel import ExcelBook, ExcelSheet


def is_visible(sheet: ExcelSheet) -> bool:
    """Excel says -1 for visible, 0 for hidden, and 2 where only a macro can show it."""
    return sheet.visible in (True, -1)


Step = Callable[[str], None]
_View = tuple[str, str | None]


class Window:
    """`book` is the workbook that the person sees, `app` its Excel."""

    def __init__(self, book: ExcelBook) -> None:
        self.book, self.app = book, book.app

    @property
    def path(self) -> Path:
        """Where the workbook is saved. Raises as `kept_at` does."""
        from xlcompare.hosts.synced_folder import kept_at

        return kept_at(self.book)

    def say(self, *lines: str) -> None:
        """A dialog with a button OK."""
        self.app.alert("\n".join(lines), title=words.DIALOG_TITLE, mode="info")

    def warn(self, text: str) -> None:
        """The same for something that went wrong."""
        self.app.alert(text, title=words.DIALOG_TITLE, mode="critical")

    def agrees(self, question: str) -> bool:
        """Whether the person answers yes."""
        return self.app.alert(question, title=words.DIALOG_TITLE, buttons="yes_no") == "yes"

    def answer(self, question: str) -> str:
        """yes, no or cancel."""
        return self.app.alert(question, title=words.DIALOG_TITLE, buttons="yes_no_cancel") or "cancel"

    def show(self, tab: str) -> None:
        """Have the person see the sheet `tab`, a hidden one too."""
        sheet = self.book.sheets[tab]
        if not is_visible(sheet):
            sheet.visible = True
        sheet.activate()

    @contextmanager
    def working(self) -> Iterator[Step]:
        """A function that shows a step in the status bar; Excel's screen stands still meanwhile.

        It raises where somebody has pressed Esc before the step. Afterwards, whatever happens, all is as it was:
        the screen, the active sheet, the selected cells.
        """
        app = self.app
        view, events, alerts = self._view(), app.enable_events, app.display_alerts
        try:
            # A person's own macros must not start because sheets come and go, nor Excel wait behind a frozen screen.
            app.enable_events = app.display_alerts = app.screen_updating = False
            self._escaped()  # Whatever key was pressed before counts no more.
            yield self._step
        finally:
            # Each one by itself: where Excel refuses one, the others count all the more.
            with suppress(Exception):
                self._show(view)
            with suppress(Exception):
                app.status_bar = False
            with suppress(Exception):
                app.enable_events = events
            with suppress(Exception):
                app.display_alerts = alerts
            app.screen_updating = True

    def _step(self, name: str) -> None:
        if self._escaped():
            raise errors.cancelled()
        self.app.status_bar = notices.step_and_escape(name) if excel_escape.possible() else name

    def _escaped(self) -> bool:
        return excel_escape.possible() and excel_escape.pressed(self.app.hwnd or 0)

    def _view(self) -> _View:
        selection = None
        with suppress(Exception):  # A chart, or several ranges.
            selected = self.app.selection
            selection = selected.address if selected is not None else None
        return self.book.sheets.active.name, selection

    def _show(self, view: _View) -> None:
        tab, selection = view
        self.book.activate()
        sheet = self.book.sheets[tab]
        sheet.activate()
        if selection is not None:
            sheet.range(selection).select()
