"""The macros: what each button runs, what hides, what is said where Python can't be started."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyopenvba.apps.excel import ExcelApplication

from xlcompare import notices
from xlcompare.addin.build import macro_name
from xlcompare.buttons import BUTTONS
from xlcompare.hosts.parser import build_parser
from xlcompare.jobs import addin
from xlcompare.jobs.addin import NOT_YET
from xlcompare.ribbon import ribbon_buttons

from .conftest import addin_of_doubles
from .containers import MACROS, RIBBON, ROOT

COMMAND = "from xlcompare.hosts import excel; excel.press('{}')"
SOURCES = sorted((MACROS / "vba").glob("*.bas"))


@pytest.fixture(scope="module")
def excel(with_double: bytes, tmp_path_factory: pytest.TempPathFactory) -> ExcelApplication:
    """The add-in, opened by an interpreter of VBA in Python."""
    path = tmp_path_factory.mktemp("addin") / "double.xlam"
    path.write_bytes(with_double)
    return ExcelApplication.open(str(path))


def source(name: str) -> str:
    return (MACROS / "vba" / f"{name}.bas").read_bytes().decode("ascii").replace("\r\n", "\n")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_source_is_ascii_with_crlf_and_declares_its_variables(path: Path) -> None:
    data = path.read_bytes()
    assert data.isascii()
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    first, second, *_ = data.decode().split("\r\n")
    assert (first, second) == (f'Attribute VB_Name = "{path.stem}"', "Option Explicit")


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_of_the_ribbon_runs_its_function(name: str, excel: ExcelApplication) -> None:
    assert excel.run("Pressed", name, "") == COMMAND.format(name)


def test_a_button_of_a_right_click_menu_runs_what_its_tag_says(excel: ExcelApplication) -> None:
    assert excel.run("Pressed", "tab_compare", "compare") == COMMAND.format("compare")


@pytest.mark.parametrize("last", ["ModuleNotFoundError: No module named 'xlcompare'", "拒否されました"])
def test_where_python_cannot_begin_it_is_said_in_japanese(last: str, excel: ExcelApplication) -> None:
    trace = f'Traceback (most recent call last):\r\n  File "<string>", line 1, in <module>\r\n{last}\r\n\r\n'
    assert excel.run("Failed", trace) == f"{notices.MACRO_NOT_STARTED}\r\n{last}"


def test_whatever_ends_python_excel_is_as_it_was(excel: ExcelApplication) -> None:
    excel.run("Failed", "Killed")
    assert excel.run("Restored")


def hidden(excel: ExcelApplication) -> tuple[set[str], set[str]]:
    """The buttons, and the groups, that the ribbon doesn't show."""
    buttons = ribbon_buttons(RIBBON.read_bytes())
    names = {each.name for each in buttons} | {each.group_name for each in buttons}
    unseen = {name for name in names if not excel.run("Visible", name)}
    return unseen & set(BUTTONS), unseen - set(BUTTONS)


def test_what_has_no_command_yet_hides(excel: ExcelApplication) -> None:
    assert hidden(excel) == (set(NOT_YET), set())


def test_a_group_hides_with_all_its_buttons(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(addin, "NOT_YET", ("distribute", "collect"))
    path = tmp_path / "double.xlam"
    path.write_bytes(addin_of_doubles())
    assert hidden(ExcelApplication.open(str(path))) == ({"distribute", "collect"}, {"branches"})


def test_what_hides_are_the_buttons_that_have_a_command_which_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["--help"])
    commands = set(re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE))
    # The command is there: take the button's name out of NOT_YET, add it to Buttons.bas, and run `dev.py addin`.
    assert set(NOT_YET) == {"distribute", "collect"} - commands


def test_each_visible_button_has_a_macro_for_sheets() -> None:
    found = re.findall(r'^Public Sub (\w+)\(\)\n    PressButton "(\w+)"\nEnd Sub$', source("Buttons"), re.MULTILINE)
    visible = [name for name in BUTTONS if name not in NOT_YET]
    assert [(f"Buttons.{procedure}", name) for procedure, name in found] == [(macro_name(n), n) for n in visible]


def test_what_python_is_told_to_run_can_be_imported() -> None:
    (command,) = re.findall(r'RunAndRestore "(.*?); excel\.press\(\'" & name & "\'\)"', source("Press"))
    assert command == COMMAND.partition(";")[0]
    if (ROOT / "xlcompare" / "hosts" / "excel.py").is_file():
        subprocess.run([sys.executable, "-c", f"{command}; excel.press"], check=True)


def test_what_vba_says_by_code_points_are_our_sentences() -> None:
    written = re.findall(r"^Private Const (\w+) As String = ((?:[^\n]* _\n)*[^\n]*)$", source("Press"), re.MULTILINE)
    spelled = {
        name: "".join(chr(int(point, 16)) for point in re.findall(r"\b[0-9A-F]{4}\b", text)) for name, text in written
    }
    assert spelled == {
        "NO_BOOK": notices.MACRO_NO_BOOK,
        "NO_PYTHON": notices.MACRO_NO_PYTHON,
        "NOT_STARTED": notices.MACRO_NOT_STARTED,
    }
