"""What a button in Excel runs: `RunPython "from xlcompare.hosts import excel; excel.press('compare')"`.

Whatever happens is said in one dialog, and a traceback goes to a log file: an error that reached VBA would be shown as
a box full of Python. Nothing is imported before it is needed, because a person waits for the first question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlcompare.hosts.excel_window import Window

_COMPARISONS, _PROGRESS = ("compare", "budget", "review"), ("progress", "progress_again", "judge")
_MODULES = {
    **dict.fromkeys(_COMPARISONS, "excel_comparisons"),
    **dict.fromkeys(_PROGRESS, "excel_progress"),
    "distribute": "excel_branches",
    "collect": "excel_collect",
    **dict.fromkeys(("pdf", "preview"), "excel_print"),
    **dict.fromkeys(("check", "settings", "guide", "version"), "excel_help"),
}
"""Where each button's function is."""


def press(name: str) -> None:
    """Do what the button `name` stands for, in the workbook that it was pressed in. Raises nothing."""
    window = None
    try:
        window = _window()
        _run(name, window)
    except BaseException as reason:
        from xlcompare.hosts.excel_failure import explain

        explain(name, reason, window)


def _window() -> Window:
    import xlwings

    from xlcompare.hosts.excel_guest import behave
    from xlcompare.hosts.excel_window import Window

    behave()
    return Window(xlwings.Book.caller())


def _run(name: str, window: Window) -> None:
    from importlib import import_module

    if name not in _MODULES:
        from xlcompare import errors

        raise errors.no_such_button(name)
    getattr(import_module(f"xlcompare.hosts.{_MODULES[name]}"), name)(window)
