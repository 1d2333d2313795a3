"""The commands `addin …`: what they print, and their exit status."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from xlcompare import addin_words as words
from xlcompare.hosts.cli import main
from xlcompare.jobs.addin_install import settings_in

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the add-in goes, on a computer that says it is Windows."""
    monkeypatch.setattr("xlcompare.hosts.addin.SYSTEM", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path / "Microsoft" / "Excel" / "XLSTART" / words.ADDIN_FILE


def test_both_files_are_written_into_the_folder(tmp_path: Path, capsys: Captured, built: dict[str, bytes]) -> None:
    out = tmp_path / "配布"
    assert main(["addin", "build", "-o", str(out)]) == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == built
    assert capsys.readouterr().out.splitlines() == [f"作成しました：{out / name}" for name in built]


def test_the_python_of_the_buttons_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlcompare.hosts.addin.SYSTEM", "darwin")
    assert main(["addin", "build", "-o", str(tmp_path), "--python", r"%LOCALAPPDATA%\xlcompare\python.exe"]) == 0
    settings = settings_in(tmp_path / words.ADDIN_FILE) or {}
    assert settings["Interpreter_Win"] == settings["Interpreter_Mac"] == r"%LOCALAPPDATA%\xlcompare\python.exe"
    assert main(["addin", "build", "--python", "-o", str(tmp_path)]) == 0
    settings = settings_in(tmp_path / words.BUTTON_BOOK) or {}
    assert settings["Interpreter_Mac"] == sys.executable
    assert "Interpreter_Win" not in settings


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert main(["addin", "build", "-o", str(tmp_path / "file")]) == 2
    assert "保存できません" in capsys.readouterr().err


def test_install_check_and_uninstall(windows: Path, capsys: Captured) -> None:
    assert main(["addin", "install"]) == 0
    assert capsys.readouterr().out.startswith(f"ボタンを入れました：{windows}。")
    assert (settings_in(windows) or {})["Interpreter_Win"] == sys.executable
    assert main(["addin", "check"]) == 0
    assert capsys.readouterr().out == f"ボタンは使えます：{windows}\n"
    assert main(["addin", "uninstall"]) == 0
    assert capsys.readouterr().out.startswith(f"ボタンを外しました：{windows}。")
    assert main(["addin", "uninstall"]) == 0
    assert capsys.readouterr().out == f"ボタンは入っていません（{windows} はありません）。\n"


def test_a_finding_is_printed_and_gives_one(windows: Path, capsys: Captured) -> None:
    assert main(["addin", "check", os.path.join("OneDrive", "計画.xlsx")]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first == "ボタンが入っていません。「xlcompare addin install」を実行してください。"
    assert second.startswith("計画.xlsx: OneDrive か SharePoint の中にあります。")


@pytest.mark.parametrize(("command", "status"), [("install", 2), ("uninstall", 2), ("check", 1)])
def test_on_another_system_there_is_one_sentence(
    command: str, status: int, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlcompare.hosts.addin.SYSTEM", "linux")
    assert main(["addin", command]) == status
    captured = capsys.readouterr()
    said = captured.err if status == 2 else captured.out
    assert said.splitlines() == [
        "このシステム（linux）の Excel にはボタンを入れられません。Windows か macOS で実行してください。"
    ]
