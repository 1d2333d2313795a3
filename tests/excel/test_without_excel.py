"""Pressed where there is no Excel, no button raises: what is wrong goes to the log and to the error output."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from xlcompare.buttons import BUTTONS

_HIDDEN = "import sys; sys.modules['xlwings'] = None; "


def pressed(name: str, home: Path, before: str = "") -> subprocess.CompletedProcess[str]:
    code = f"{before}from xlcompare.hosts import excel; excel.press({name!r}); print('done')"
    environment = {"XDG_STATE_HOME": str(home), "HOME": str(home), "LOCALAPPDATA": str(home), "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize("before", ["", _HIDDEN], ids=["not called by Excel", "without xlwings"])
@pytest.mark.parametrize("name", [BUTTONS[0], "no such button"])
def test_press_raises_nothing(tmp_path: Path, name: str, before: str) -> None:
    ended = pressed(name, tmp_path, before)
    assert (ended.returncode, ended.stdout) == (0, "done\n")
    assert "思わぬ誤りのため、途中で止めました" in ended.stderr
    assert "Traceback" not in ended.stderr
    (log,) = tmp_path.rglob("xlcompare.log")
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_a_button_loads_xlwings_and_nothing_heavy_before_its_first_line(tmp_path: Path) -> None:
    heavy = "{'openpyxl', 'xlsxwriter', 'lxml', 'rapidfuzz', 'python_calamine', 'rich'}"
    code = f"import sys, xlwings; before = set(sys.modules); from xlcompare.hosts import excel; excel.press('x'); \
print(sorted({heavy} & (set(sys.modules) - before)))"
    ended = subprocess.run([sys.executable, "-c", code], env={"HOME": str(tmp_path)}, capture_output=True, text=True)
    assert ended.stdout == "[]\n"
