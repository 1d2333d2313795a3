"""Whatever happens to the run, and whoever sent the books: results are whole, the rest is done, nothing is left behind.

All of it on the real command, in processes that are really killed and on files that are really harmful.
"""

from __future__ import annotations

import ctypes
import os
import random
import re
import resource
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from .folders import (
    PATIENCE,
    done,
    left_out,
    leftovers,
    lines,
    log,
    opened,
    plan,
    results,
    run,
    running,
    summary,
    wait_for,
    whole,
    workbooks,
)
from .hostile import FORMULAS, hostile, long_plan

MOST_MEMORY = 500 << 20


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Where the command puts its temporary files."""
    (folder := tmp_path / "tmp").mkdir()
    return folder


def children(process: subprocess.Popen[str]) -> list[int]:
    """The worker processes; multiprocessing's own helper isn't one."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    return [int(pid) for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def all_gone(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


# ── ended from outside ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_killed_run_leaves_whole_results_and_the_next_one_completes_them(
    some: Path, made: Path, tmp_path: Path, scratch: Path
) -> None:
    out, wanted, when = tmp_path / "結果", workbooks(some, made), random.Random(47)
    for reached in (0, 4, 9):
        with running(some, out, scratch, "--jobs", 2) as process:
            wait_for(lambda at=reached: lines(out) > at, process)
            time.sleep(when.random() * 0.1)
            workers = children(process)
            process.kill()
            process.communicate()
        for _ in range(1000):
            if all_gone(workers):
                break
            time.sleep(0.01)
        assert all_gone(workers)
        found = {path: digest for path, digest in results(out).items() if not leftovers_name(path)}
        assert found.items() <= wanted.items()
    for name in ("東", "西"):
        (out / name).mkdir(exist_ok=True)
    (ours := out / "西" / ".~xlcompare-0123456789abcdef.tmp").write_bytes(b"PK")
    (theirs := out / "東" / ".~xlcompare-0123456789abcdef.tmp").write_bytes(b"PK")
    ended = run(some, out, jobs=2, scratch=scratch)
    assert (ours.exists(), theirs.exists()) == (False, True)  # Only where this run writes.
    theirs.unlink()
    assert (ended.returncode, workbooks(some, out)) == (0, wanted)
    assert len(done(out)) < 12
    assert len(results(out)) == len(wanted) + 1
    assert leftovers(out, scratch) == []


def leftovers_name(path: str) -> bool:
    return Path(path).name.startswith(".~xlcompare-")


def test_a_killed_worker_costs_nothing_but_time(some: Path, made: Path, tmp_path: Path, scratch: Path) -> None:
    out = tmp_path / "結果"
    with running(some, out, scratch, "--jobs", 2) as process:
        for reached in (2, 8):
            wait_for(lambda at=reached: lines(out) > at and children(process), process)
            os.kill(children(process)[0], signal.SIGKILL)
        said, complaints = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaints) == (0, "")
    assert "作成 16冊" in said
    assert workbooks(some, out) == workbooks(some, made)
    assert leftovers(out, scratch) == []


def test_ctrl_c_ends_the_workers_says_what_is_done_and_the_next_run_goes_on(
    some: Path, made: Path, tmp_path: Path, scratch: Path
) -> None:
    out = tmp_path / "結果"
    with running(some, out, scratch, "--jobs", 2) as process:
        wait_for(lambda: lines(out) > 5, process)
        workers = children(process)
        os.killpg(process.pid, signal.SIGINT)  # As a terminal does: every process gets it.
        _, said = process.communicate(timeout=PATIENCE)
    finished = lines(out) - 1
    assert process.returncode == 2
    assert said == (
        f"中止しました。ブック16冊のうち{finished}冊まで終わっています。"
        "もう一度実行すると、残りから続けます（作成済みの表はそのまま使えます）。\n"
    )
    assert all_gone(workers)
    assert leftovers(out, scratch) == []
    assert run(some, out, jobs=2).returncode == 0
    assert len(done(out)) == 16 - finished
    assert workbooks(some, out) == workbooks(some, made)


def test_workers_that_the_system_refuses_are_told_in_a_sentence(some: Path, tmp_path: Path, scratch: Path) -> None:
    def few_files() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (48, 48))

    ended = run(some, tmp_path / "結果", jobs=16, scratch=scratch, before=few_files)
    assert ended.returncode == 2
    assert ended.stderr.startswith("処理を始められません（")
    assert "Traceback" not in ended.stderr
    assert leftovers(tmp_path) == []


# ── no room, no rights, no access ────────────────────────────────────────────────────────────────────────────────────


def test_a_full_disk_ends_the_run_with_what_is_done_in_place(
    some: Path, made: Path, tmp_path: Path, scratch: Path
) -> None:
    out = tmp_path / "結果"
    with running(some, out, scratch, "--jobs", 2) as process:
        wait_for(lambda: lines(out) > 3, process)
        # Only for the process that writes results; the system refuses it as it does on a full disk.
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (16_000, resource.RLIM_INFINITY))
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "空き容量" in said
    assert "途中で終わりました。" in said
    assert results(out).items() <= results(made).items()
    assert all(whole(file) for file in out.rglob("*.xlsx"))
    assert leftovers(out, scratch) == []
    assert run(some, out, jobs=2).returncode == 0
    assert workbooks(some, out) == workbooks(some, made)


def test_no_room_for_temporary_files_is_told_as_such(few: Path, tmp_path: Path, scratch: Path) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    ended = run(few, tmp_path / "結果", scratch=scratch, before=small)
    assert ended.returncode == 2
    assert "空き容量" in ended.stderr
    assert results(tmp_path / "結果") == {}
    assert leftovers(tmp_path, scratch) == []


def as_anybody() -> None:
    """Root too keeps to permissions from now on: without these rights it is like any owner of its files."""
    if os.geteuid() == 0:
        for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if ctypes.CDLL(None).prctl(24, right, 0, 0, 0):  # PR_CAPBSET_DROP
                os._exit(99)


def test_a_read_only_folder_of_results_is_refused_before_the_work_begins(few: Path, tmp_path: Path) -> None:
    (out := tmp_path / "結果").mkdir()
    out.chmod(0o555)
    ended = run(few, out, before=as_anybody)
    out.chmod(0o755)
    assert ended.returncode == 2
    assert "書き込みの権限" in ended.stderr
    assert os.listdir(out) == []


def test_a_read_only_subfolder_costs_only_its_own_books(few: Path, tmp_path: Path) -> None:
    (out := tmp_path / "結果" / "西").mkdir(parents=True)
    out.chmod(0o555)
    ended = run(few, tmp_path / "結果", before=as_anybody)
    out.chmod(0o755)
    assert ended.returncode == 1
    assert [row["状態"] for row in summary(tmp_path / "結果").values()] == ["○ 作成済み", "× 失敗", "× 失敗"]
    assert ended.stderr.count("書き込みの権限") == 4


def test_a_folder_that_may_not_be_read_is_told(few: Path, tmp_path: Path) -> None:
    (few / "秘").mkdir(mode=0)
    ended = run(few, tmp_path / "結果", before=as_anybody)
    (few / "秘").chmod(0o755)
    assert ended.returncode == 0
    assert left_out(tmp_path / "結果").keys() == {"秘"}


def test_a_result_that_is_open_in_excel_is_named_and_made_once_it_is_closed(few: Path, few_done: Path) -> None:
    out = few_done
    first = (out / "支部02_対照表.xlsx").read_bytes()
    (few / "支部02.xlsx").write_bytes(plan(2, extra=["・新しい取組を始める。"]))
    (lock := out / "~$支部02_対照表.xlsx").write_bytes(b"\x05owner")
    ended = run(few, out)
    assert ended.returncode == 1
    assert "支部02.xlsx: 「支部02_対照表.xlsx」は Excel で開かれています。" in ended.stderr
    assert (out / "支部02_対照表.xlsx").read_bytes() == first
    assert summary(out)["支部02.xlsx"]["状態"] == "△ 一部のみ"
    lock.unlink()
    assert run(few, out).returncode == 0
    assert done(out) == ["支部02.xlsx"]
    assert (out / "支部02_対照表.xlsx").read_bytes() != first


# ── books ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Memory:
    """The most memory that each worker had at any time, as the system tells it while they run."""

    def __init__(self) -> None:
        self.most: dict[int, int] = {}

    def look(self, pids: list[int]) -> None:
        for pid in pids:
            try:
                status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
            except OSError:
                continue
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    self.most[pid] = int(line.split()[1]) << 10


def test_hostile_books_among_47_are_named_with_their_reasons_and_the_others_done(
    branches: Path, made: Path, tmp_path: Path, scratch: Path
) -> None:
    folder, out, memory = tmp_path / "計画", tmp_path / "結果", Memory()
    shutil.copytree(branches, folder)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        books = list(hostile(listener.getsockname()[1]))
        for name, data, _ in books:
            (folder / name).write_bytes(data)
            next(folder.rglob("支部*.xlsx")).unlink()
        wanted = workbooks(folder, made)
        with running(folder, out, scratch, "--jobs", 2) as process:
            while process.poll() is None:
                memory.look(children(process))
                time.sleep(0.01)
            said, complaints = process.communicate()
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert process.returncode == 1
    rows = summary(out)
    shown = {name: name.encode("utf-8", "replace").decode() for name, _, _ in books}
    for name, _, reason in books:
        row = next(row for book, row in rows.items() if printable(book) == printable(shown[name]))
        assert row["状態"] == ("× 失敗" if reason else "○ 作成済み"), (name, row)
        assert reason in (row["できなかった理由・備考"] or ""), (name, row)
    refused = sum(bool(reason) for _, _, reason in books)
    assert f"計画ブック47冊：作成 {47 - refused}冊、変更なし 0冊、できなかったもの {refused}冊" in said
    assert complaints.count("\n") == refused
    assert len(wanted) == 2 * (47 - len(books))
    assert wanted.items() <= results(out).items()
    assert sorted(os.listdir(tmp_path)) == ["tmp", "結果", "計画"]
    assert leftovers(out, scratch) == []
    assert max(memory.most.values()) < MOST_MEMORY
    no_formula_of_theirs(out)


def printable(name: str) -> str:
    """What is left of a name without signs that XML hasn't, or writes as _x0007_."""
    return "".join(
        letter for letter in re.sub("_x[0-9A-F]{4}_", "", name) if letter.isprintable() and letter not in "?�"
    )


def no_formula_of_theirs(out: Path) -> None:
    for kind in ("対照表", "進捗管理表"):
        book = opened(out / f"数式_{kind}.xlsx")
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {text for text in FORMULAS if any(str(cell.value).endswith(text) for cell in cells)} == set(FORMULAS)
        assert not [cell for cell in cells if cell.data_type == "f" and str(cell.value) in FORMULAS]


def test_a_book_that_takes_too_long_is_named_and_doesnt_hold_up_the_others(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "結果"
    (few / "長い.xlsx").write_bytes(long_plan(12_000))
    ended = run(few, out, "--max-seconds", 3, jobs=2)
    assert ended.returncode == 1
    assert ended.stderr.startswith("長い.xlsx: 3秒以内に終わらなかったため、中止しました。")
    assert [row["状態"] for row in summary(out).values()] == [*["○ 作成済み"] * 3, "× 失敗"]
    assert log(out)[-1]["failed"] == 1


def test_limits_are_settings(few: Path, tmp_path: Path) -> None:
    (few / "大きい.xlsx").write_bytes(long_plan(8_000))
    ended = run(few, tmp_path / "結果", "--max-unpacked", 1)
    assert ended.returncode == 1
    assert "大きい.xlsx: ブックが大きすぎます（展開すると" in ended.stderr
    ended = run(few, tmp_path / "結果", "--max-memory", 100)
    assert ended.returncode == 1
    assert "大きい.xlsx: " in ended.stderr
    assert "メモリー" in ended.stderr
