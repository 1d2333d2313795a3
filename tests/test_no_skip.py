"""Where XLCOMPARE_NO_SKIP is set, a skipped test fails; elsewhere it is skipped; an expected failure stays one.

Each runs pytest on small tests beside a copy of the very conftest.py that the other tests use, and of its modules.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COPIED = [Path(__file__).with_name(name) for name in ("conftest.py", "machine.py", "office.py")]

SKIPS = {
    "in_the_test": "def test_it():\n    pytest.skip('no time')\n",
    "by_a_mark": "@pytest.mark.skip(reason='no time')\ndef test_it():\n    pass\n",
    "by_a_condition": "@pytest.mark.skipif(True, reason='no time')\ndef test_it():\n    pass\n",
    "in_a_fixture": "@pytest.fixture\ndef f():\n    pytest.skip('no time')\ndef test_it(f):\n    pass\n",
    "a_whole_module": "pytest.skip('no time', allow_module_level=True)\n",
    "a_missing_library": "pytest.importorskip('there_is_no_such_library', reason='no time')\n",
    "a_unittest": "class TestIt(unittest.TestCase):\n    def test_it(self):\n        self.skipTest('no time')\n",
}


def outcome(folder: Path, sources: dict[str, str], no_skip: bool) -> tuple[int, str]:
    """The exit code and the output of pytest on `sources`, one module each."""
    (tests := folder / "tests").mkdir()
    for file in COPIED:
        shutil.copy(file, tests)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n", encoding="utf-8")
    for name, source in sources.items():
        (tests / f"test_{name}.py").write_text(f"import unittest\nimport pytest\n{source}", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XLCOMPARE_", "PYTEST_"))}
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-rA",
            "-p",
            "no:cacheprovider",
            "--color=no",
            "--continue-on-collection-errors",
        ],
        cwd=folder,
        env={**environment, "COLUMNS": "500", **({"XLCOMPARE_NO_SKIP": "1"} if no_skip else {})},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    return ended.returncode, ended.stdout + ended.stderr


def test_every_kind_of_skip_is_a_failure_that_gives_the_reason(tmp_path: Path) -> None:
    code, output = outcome(tmp_path, SKIPS, no_skip=True)
    assert code == 1, output
    for how in SKIPS:
        assert re.search(rf"^(FAILED|ERROR) tests/test_{how}\.py\b", output, re.MULTILINE), output
        assert re.search(rf"^tests/test_{how}\.py.*: nothing may be skipped .*no time", output, re.MULTILINE), output
    assert not re.search(r"\d skipped", output)


def test_without_the_switch_a_skip_is_a_skip(tmp_path: Path) -> None:
    code, output = outcome(tmp_path, SKIPS, no_skip=False)
    assert code == 0, output
    assert re.search(rf"= {len(SKIPS)} skipped in ", output), output


def test_passes_and_expected_failures_are_left_alone(tmp_path: Path) -> None:
    source = "def test_good():\n    pass\n@pytest.mark.xfail(reason='known')\ndef test_known():\n    assert False\n"
    code, output = outcome(tmp_path, {"sample": source}, no_skip=True)
    assert code == 0, output
    assert "1 passed, 1 xfailed" in output


def test_missing_documents_and_programs_fail_with_the_name_of_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    source = "def test_a(shared):\n    pass\ndef test_b(soffice):\n    pass\ndef test_c(font):\n    font('IPAMincho')\n"
    code, output = outcome(tmp_path, {"sample": source}, no_skip=True)
    assert code == 1, output
    assert re.search(r"= 1 failed, .*\b2 errors in ", output), output
    assert "no folder" in output
    assert "soffice isn't on this machine (Debian: apt install libreoffice-calc)" in output
    assert "fc-list isn't on this machine (Debian: apt install fontconfig)" in output
