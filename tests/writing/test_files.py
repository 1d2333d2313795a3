"""The old file stays as it was until the new one is whole: tried under the conditions that the system itself makes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from xlcompare.errors import OutputError
from xlcompare.writing.files import ready_to_write, refuse_if_same, replace_file

OLD, NEW = b"old" * 1_000, b"new" * 100_000
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, links and limits")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    file = tmp_path / "岡山 新旧対照表.xlsx"
    file.write_bytes(OLD)
    return file


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """As where the disk is full, for root too: writing past `size` fails."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_new_file_holds_the_data_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    replace_file(tmp_path / "新.json", NEW)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("新.json", NEW)]


def test_an_old_file_is_replaced(out: Path) -> None:
    ready_to_write(out)
    replace_file(out, NEW)
    assert [file.read_bytes() for file in out.parent.iterdir()] == [NEW]


def test_a_name_as_long_as_the_system_allows_can_be_replaced(tmp_path: Path) -> None:
    out = tmp_path / ("a" * 250 + ".xlsx")
    ready_to_write(out)
    replace_file(out, NEW)
    assert out.read_bytes() == NEW


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_the_old_files_mode_stays(out: Path, mode: int) -> None:
    out.chmod(mode)
    replace_file(out, NEW)
    assert out.stat().st_mode & 0o777 == mode


@posix
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_a_new_files_mode_is_what_the_umask_leaves(tmp_path: Path, mask: int, mode: int) -> None:
    old_mask = os.umask(mask)
    try:
        replace_file(tmp_path / "新.xlsx", NEW)
    finally:
        os.umask(old_mask)
    assert (tmp_path / "新.xlsx").stat().st_mode & 0o777 == mode


@posix
def test_a_link_stays_a_link_and_its_file_is_replaced(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "別"
    folder.mkdir()
    link = folder / "link.xlsx"
    link.symlink_to(out)
    replace_file(link, NEW)
    assert (link.is_symlink(), out.read_bytes()) == (True, NEW)
    assert list(folder.iterdir()) == [link]


# ── failures ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("attempt", [ready_to_write, lambda path: replace_file(path, NEW)])
class TestEitherFunctionSays:
    def test_that_the_folder_is_missing(self, attempt, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
        with pytest.raises(OutputError, match=r"結果\.xlsx: 保存先のフォルダー「.*ない」がありません"):
            attempt(tmp_path / "ない" / "結果.xlsx")
        assert list(tmp_path.iterdir()) == []

    def test_that_the_folder_is_a_file(self, attempt, out: Path) -> None:  # type: ignore[no-untyped-def]
        with pytest.raises(OutputError, match="保存先のフォルダー"):
            attempt(out / "結果.xlsx")
        assert out.read_bytes() == OLD

    def test_that_the_output_is_a_folder(self, attempt, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
        (tmp_path / "結果.xlsx").mkdir()
        with pytest.raises(OutputError, match="同じ名前のフォルダー"):
            attempt(tmp_path / "結果.xlsx")
        assert [file.is_dir() for file in tmp_path.iterdir()] == [True]

    @pytest.mark.parametrize("lock", ["~$岡山 新旧対照表.xlsx", ".~lock.岡山 新旧対照表.xlsx#"])
    def test_that_the_book_is_open(self, attempt, out: Path, lock: str) -> None:  # type: ignore[no-untyped-def]
        (out.parent / lock).touch()
        with pytest.raises(
            OutputError, match=r"「岡山 新旧対照表\.xlsx」は Excel で開かれています。閉じてからもう一度"
        ):
            attempt(out)
        assert out.read_bytes() == OLD
        assert sorted(file.name for file in out.parent.iterdir()) == sorted([out.name, lock])

    def test_nothing_about_a_lock_that_a_crash_left_of_a_book_that_is_gone(self, attempt, out: Path) -> None:  # type: ignore[no-untyped-def]
        (out.parent / f"~${out.name}").touch()
        out.unlink()
        attempt(out)

    def test_that_the_name_is_too_long(self, attempt, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
        with pytest.raises(OutputError, match="保存できません（"):
            attempt(tmp_path / ("長" * 300 + ".xlsx"))
        assert list(tmp_path.iterdir()) == []


@posix
def test_a_read_only_file_or_folder_is_left_alone(out: Path) -> None:
    if os.geteuid() == 0:
        run_as_nobody(out)
        return
    out.chmod(0o444)
    with pytest.raises(OutputError, match="読み取り専用"):
        ready_to_write(out)
    out.parent.chmod(0o555)
    with pytest.raises(OutputError, match="書き込めません"):
        replace_file(out, NEW)
    out.parent.chmod(0o755)
    assert out.read_bytes() == OLD


def not_writable(attempt: Callable[..., None], *values: object) -> bool:
    try:
        attempt(*values)
    except OutputError as error:
        return "書き込めません" in str(error)
    return False


def run_as_nobody(out: Path) -> None:
    """The same, in a child without root's privileges, which no permission stops."""
    folder = out.parent
    while folder.stat().st_uid == 0 and folder != folder.parent and not folder.stat().st_mode & 0o001:
        folder.chmod(folder.stat().st_mode | 0o055)
        folder = folder.parent
    out.chmod(0o444)
    child = os.fork()
    if not child:
        try:
            os.setuid(65534)
            os._exit(0 if not_writable(ready_to_write, out) and not_writable(replace_file, out, NEW) else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert out.read_bytes() == OLD


@posix
def test_a_full_disk_leaves_the_old_file_and_no_other(out: Path) -> None:
    with files_no_longer_than(10_000), pytest.raises(OutputError, match="空き容量が足りません"):
        replace_file(out, NEW)
    assert [(file, file.read_bytes()) for file in out.parent.iterdir()] == [(out, OLD)]


def test_a_break_by_the_person_leaves_the_old_file_and_no_other(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_file(out, NEW)
    assert [(file, file.read_bytes()) for file in out.parent.iterdir()] == [(out, OLD)]


@posix
def test_a_killed_writer_leaves_a_whole_file_old_or_new(out: Path) -> None:
    forever = textwrap.dedent("""
        import sys
        from pathlib import Path
        from xlcompare.writing.files import replace_file
        print("started", flush=True)
        while True:
            for letter in (b"a", b"b"):
                replace_file(Path(sys.argv[1]), letter * 3_000_000)
    """)
    for wait in (0.0, 0.03, 0.05, 0.08, 0.13):
        with subprocess.Popen([sys.executable, "-c", forever, str(out)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            assert writer.stdout.readline() == b"started\n"
            signal.sigtimedwait([], wait)
            writer.kill()
        found = out.read_bytes()
        assert found in (OLD, b"a" * 3_000_000, b"b" * 3_000_000)


# ── inputs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_input_is_never_overwritten_under_whatever_name(out: Path, tmp_path: Path) -> None:
    (tmp_path / "中").mkdir()
    for same in (out, tmp_path / "中" / ".." / out.name):
        with pytest.raises(OutputError, match="元のファイルには上書きしません"):
            refuse_if_same(same, [tmp_path / "ない.xlsx", out])
        with pytest.raises(OutputError, match="元のファイルには上書きしません"):
            ready_to_write(same, [out])


@posix
def test_a_link_to_an_input_is_that_input(out: Path, tmp_path: Path) -> None:
    soft, hard = tmp_path / "soft.xlsx", tmp_path / "hard.xlsx"
    soft.symlink_to(out)
    hard.hardlink_to(out)
    for link in (soft, hard):
        with pytest.raises(OutputError, match="元のファイルには上書きしません"):
            refuse_if_same(link, [out])


def test_another_file_and_one_that_is_yet_to_be_are_no_input(out: Path, tmp_path: Path) -> None:
    copy = tmp_path / "写し.xlsx"
    refuse_if_same(copy, [out, copy])
    copy.write_bytes(OLD)
    ready_to_write(copy, [out])
    assert copy.read_bytes() == OLD
