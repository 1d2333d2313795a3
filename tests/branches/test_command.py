"""The command `distribute`: what it says, its exit status, and a real kill in the middle of its work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xlcompare import progress_words as words
from xlcompare.hosts.cli import main

from ..progress.books import PLAN, STAFF, write_plan
from .head_office import LIST, OKAYAMA, Office

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def command(office: Office) -> list[str]:
    plan, listed = write_plan(office.folder / "計画.xlsx", PLAN), office.folder / "branches.csv"
    listed.write_text(LIST, encoding="utf-8")
    return ["distribute", str(plan), "--branches", str(listed), "-o", str(office.out)]


def test_it_says_what_was_made(office: Office, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        f"令和3年度の進捗管理表（3支部）：{office.out}",
        "新しく作ったもの 3件、作り直したもの 0件、変わらないもの 0件",
        "「配布一覧.csv」に、支部とファイルの一覧があります。",
        "令和3年度：分野はA列、項目はB列、区分はC列、内容はD列、担当はE列、方法・スケジュールはF列を読みました。",
    ]
    assert said.err == ""


def test_a_refusal_is_one_line_that_tells_of_the_option(
    office: Office, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(command)
    with office.typing(OKAYAMA) as typing:
        typing.type(STAFF, words.PROGRESS, "2回開いた")
    capsys.readouterr()
    assert main(command) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "--changed" in said.err


def test_one_bad_book_is_named_and_the_others_are_done(
    office: Office, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(command)
    (office.out / OKAYAMA).write_bytes(b"PK")
    capsys.readouterr()
    assert main([*command, "--changed", "--as-of", "2021-08-31"]) == 2
    said = capsys.readouterr()
    assert (
        said.out.splitlines()[1] == "新しく作ったもの 0件、作り直したもの 2件、変わらないもの 0件、作れなかったもの 1件"
    )
    assert said.err.startswith(f"{OKAYAMA}: ")
    assert len(said.err.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
@pytest.mark.parametrize("changed", [False, True], ids=["issued", "renewed"])
def test_a_kill_at_any_moment_leaves_whole_books_and_a_rerun_completes(office: Office, changed: bool) -> None:
    plan = write_plan(office.folder / "計画.xlsx", PLAN)
    arguments = [sys.executable, "-m", "xlcompare", "distribute", str(plan), "-o"]
    options = ["--changed"] if changed else []

    def start(folder: Path, *more: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen([*arguments, str(folder), *more], env=environment, stdout=subprocess.DEVNULL)

    expected = Office(office.folder / "手本")
    assert start(expected.out).wait(timeout=60) == 0
    before: dict[str, bytes] = {}
    if changed:
        assert start(office.out).wait(timeout=60) == 0
        before = office.files()
        write_plan(plan, PLAN.replace("年2回", "年3回"))
        assert start(expected.out, *options).wait(timeout=60) == 0
    whole = expected.files()
    chance = random.Random(6)
    for _ in range(4):
        process = start(office.out, *options)
        time.sleep(chance.uniform(0.3, 1.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for name, data in office.files().items() if office.out.is_dir() else ():
            if not name.startswith(".~xlcompare-"):
                assert data in (whole.get(name), before.get(name)), name
    assert start(office.out, *options).wait(timeout=60) == 0
    assert office.files() == whole, "complete, and nothing left behind"
