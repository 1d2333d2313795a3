"""A button is a guest in somebody's Excel, shown with xlwings' real engines over stubs of what they talk to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TASKS = """#!/bin/sh
printf '\\nImage Name PID Session Number Memory\\n===\\n'
echo 'EXCEL.EXE 4711 Console 1 12,345 K'
"""


def child(code: str, folder: Path, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    """The ended process that ran `code`; on its PATH is a Windows where EXCEL.EXE 4711 has no window."""
    for name, script in {"tasklist": TASKS, "taskkill": f'#!/bin/sh\necho "$@" >> {folder / "killed"}\n'}.items():
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(HERE),
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder),
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        [sys.executable, "-c", f"from real_engines import *\n{code}"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
    )


def killed(folder: Path) -> str:
    return (folder / "killed").read_text() if (folder / "killed").exists() else ""


def test_xlwings_itself_ends_every_excel_without_a_window(tmp_path: Path) -> None:
    """If it no longer did, the next test would prove nothing."""
    child("windows()", tmp_path)
    assert "4711" in killed(tmp_path)


@pytest.mark.parametrize("button", ["compare", "version", "no such button"])
def test_no_button_ends_an_excel(tmp_path: Path, button: str) -> None:
    ended = child(f"windows(); from xlcompare.hosts import excel; excel.press({button!r}); print('done')", tmp_path)
    assert ended.stdout.endswith("done\n"), ended.stderr
    assert killed(tmp_path) == ""


def test_the_check_of_the_addin_ends_no_excel(tmp_path: Path) -> None:
    """It starts a Python that imports xlwings. On Windows that registers the same cleanup as here."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text("import real_engines, sys\nreal_engines.windows()\n")
    environment = {"PYTHONPATH": f"{site}{os.pathsep}{HERE}", "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    child("", tmp_path)
    (tmp_path / "killed").unlink(missing_ok=True)
    subprocess.run([sys.executable, "-c", "import xlwings"], env=environment, check=True)
    assert "4711" in killed(tmp_path), "the check would not show anything"
    (tmp_path / "killed").unlink()
    from xlcompare.jobs.addin_check import _VERSIONS

    ended = subprocess.run([sys.executable, "-c", _VERSIONS], env=environment, capture_output=True, text=True)
    assert len(ended.stdout.split()) == 2, ended.stderr
    assert killed(tmp_path) == ""


OLD_RANGE = """
class Cell:  # As Excel 2016 and 2019 have it: no Formula2.
    Formula = '=old'
    class _oleobj_:
        def GetIDsOfNames(*names):
            raise ComError(-2147352570, 'unknown name', None, 0)
    def __setattr__(self, name, value):
        if name != 'Formula':
            raise AttributeError(name)
        self.__dict__[name] = value
engine = windows()
from xlcompare.hosts import excel_guest, excel_links
excel_guest.PAUSE = 0
excel_guest.behave()
cell = engine.Range(xl=engine.COMRetryObjectWrapper(Cell()))
"""


def test_a_formula_is_written_where_excel_has_no_formula2(tmp_path: Path) -> None:
    ended = child(f"{OLD_RANGE}\nexcel_links._write(cell, '=new'); print(cell.formula)", tmp_path, 20)
    assert (ended.stdout, ended.stderr) == ("=new\n", "")


def test_what_excel_never_takes_is_given_up(tmp_path: Path) -> None:
    code = f"{OLD_RANGE}\ntry:\n    cell.formula2 = '=new'\nexcept AttributeError:\n    print('given up')"
    assert child(code, tmp_path, 20).stdout == "given up\n"


BUSY = """
class Busy:
    tries = 0
    def __getattr__(self, name):
        Busy.tries += 1
        raise ComError(REJECTED, 'rejected', None, 0)
engine = windows()
import time
from xlcompare.hosts import excel_guest, excel_failure
slept = []
time.sleep = slept.append
excel_guest.behave()
cell = engine.Range(xl=engine.COMRetryObjectWrapper(Busy()))
try:
    cell.formula
except BaseException as reason:
    excel_failure.explain('compare', reason, None)
print(Busy.tries, len(slept), slept[0])
"""


def test_an_excel_that_does_not_answer_is_told_after_some_seconds(tmp_path: Path) -> None:
    ended = child(BUSY, tmp_path, 20)
    assert ended.stdout == "100 99 0.1\n", ended.stderr
    assert ended.stderr.startswith("Excelが応答しないため、途中で止めました。")
    assert ended.stderr.count("\n") == 1


MAC_RANGE = """
import sys, types
engine = mac()
import urllib.request
import xlwings
from xlcompare.reading import from_excel
sys.platform = 'darwin'  # After all that the system has its own modules for.
class Answer:
    def __init__(self, value): self.value = value
    def get(self): return self.value
class Range(engine.Range):
    def __init__(self, values, shown):
        self._it = types.SimpleNamespace(value=Answer(values), string_value=Answer(shown))
    xl = api = property(lambda self: self._it)
    shape = property(lambda self: (2, 2))
    sheet = types.SimpleNamespace(book=types.SimpleNamespace(app=types.SimpleNamespace(engine=engine.engine, pid=1)))
def read(values, shown=None):
    return from_excel._values(xlwings.Range(impl=Range(values, shown if shown is not None else values)))
"""


@pytest.mark.parametrize(
    ("values", "shown", "read"),
    [
        ("[['分野', '内容'], ['健診', 3.0]]", "[['分野', '内容'], ['健診', '3']]", "[['分野', '内容'], ['健診', 3.0]]"),
        ("[['a', ''], ['b', '']]", "[['a', '#REF!'], ['b', '#DIV/0!']]", "[['a', '#REF!'], ['b', '#DIV/0!']]"),
        ("'a'", "'a'", "[['a']]"),
        ("''", "'#N/A'", "[['#N/A']]"),
    ],
    ids=["several cells", "errors", "one cell", "one error"],
)
def test_a_tab_is_read_on_a_mac(tmp_path: Path, values: str, shown: str, read: str) -> None:
    ended = child(f"{MAC_RANGE}\nprint(read({values}, {shown}))", tmp_path)
    assert (ended.stdout, ended.stderr) == (f"{read}\n", "")
