"""The same work by a dask scheduler and two workers on this computer, started and ended here."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from xlcompare.hosts.cli import main

from .folders import PATIENCE, done, environment, leftovers, lines, log, run, running, wait_for, workbooks

Dask = tuple[str, list[subprocess.Popen[str]]]
QUICK = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s", "DASK_DISTRIBUTED__DASHBOARD__LINK": ""}


def dask(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "dask", *arguments],
        env={**environment(), **QUICK},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        cwd=folder,
    )


def told(process: subprocess.Popen[str], pattern: str) -> str:
    """What `pattern` finds in the messages of a process that is starting."""
    assert process.stderr
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found[0]
    raise AssertionError(f"{process.args} ended without having started")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """The scheduler's address, and the scheduler with two workers."""
    with started_on(tmp_path_factory.mktemp("dask"), workers=2) as dask_cluster:
        yield dask_cluster


@contextmanager
def started_on(folder: Path, workers: int) -> Iterator[Dask]:
    started = [dask(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    try:
        address = told(started[0], r"tcp://127\.0\.0\.1:\d+")
        options = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(folder), "--host", "127.0.0.1")
        started += [dask(folder, "worker", address, *options) for _ in range(workers)]
        for worker in started[1:]:
            told(worker, "Registered to")
        yield address, started
    finally:
        for process in reversed(started):
            os.killpg(process.pid, signal.SIGTERM)
        for process in started:
            process.communicate(timeout=PATIENCE)


def test_a_cluster_gives_the_same_bytes_as_this_computer(some: Path, made: Path, cluster: Dask, tmp_path: Path) -> None:
    ended = run(some, tmp_path / "結果", "--cluster", cluster[0], jobs=0)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert log(tmp_path / "結果")[0]["cluster"] == cluster[0]
    assert workbooks(some, tmp_path / "結果") == workbooks(some, made)
    assert all(line["seconds"] > 0 for line in log(tmp_path / "結果") if line["event"] == "book")


def test_a_scheduler_that_dies_is_told_in_a_sentence_and_a_run_without_it_goes_on(
    some: Path, made: Path, tmp_path: Path
) -> None:
    out = tmp_path / "結果"
    (scratch := tmp_path / "tmp").mkdir()
    with (
        started_on(tmp_path, workers=1) as (address, (scheduler, _)),
        running(some, out, scratch, "--cluster", address) as process,
    ):
        wait_for(lambda: lines(out) > 2, process)
        os.killpg(scheduler.pid, signal.SIGKILL)
        _, said = process.communicate(timeout=PATIENCE)
    finished = lines(out) - 1
    assert process.returncode == 2
    assert said == (
        f"クラスター「{address}」との接続が切れました。\n途中で終わりました。ブック16冊のうち{finished}冊まで終わっています。"
        "原因を取り除いてからもう一度実行すると、残りから続けます。\n"
    )
    assert run(some, out, jobs=2).returncode == 0
    assert len(done(out)) == 16 - finished
    assert workbooks(some, out) == workbooks(some, made)
    assert leftovers(out, scratch) == []


def test_an_address_that_is_none_is_named(few: Path, tmp_path: Path) -> None:
    ended = run(few, tmp_path / "結果", "--cluster", "nowhere", jobs=0)
    assert ended.returncode == 2
    assert ended.stderr == (
        "クラスターのアドレス「nowhere」が違います。tcp://10.0.0.5:8786 のように指定してください。\n"
    )


def test_without_dask_a_person_is_told_what_to_install(
    few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["batch", str(few), "-o", str(tmp_path / "結果"), "--cluster", "tcp://127.0.0.1:1"]) == 2
    assert "pip install xlcompare[cluster]" in capsys.readouterr().err
