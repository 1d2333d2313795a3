#!/usr/bin/env python3
"""Everything a developer runs, one command each; makes .venv on the way. Needs nothing but Python.

    python3 dev.py demo      make the sample's comparison sheets in out/
    python3 dev.py test      all tests                  (dev.py test -k wording: some of them)
    python3 dev.py lint      ruff and mypy              (dev.py lint --fix: mend what ruff can mend)
    python3 dev.py golden    rewrite tests/golden/ from what the program makes now; then read the diff
    python3 dev.py addin     make the files with buttons in workbooks/ anew, from macros/
    python3 dev.py bundle    make the ZIP file for PCs without Python, in dist/
    python3 dev.py bench     time it

What follows the command is passed on to it. Every command runs in the project's folder, wherever it is called from.
"""

# Old Pythons must get far enough to be told that they are too old: no newer syntax or standard library in this file.
from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from importlib.util import find_spec

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "xlcompare-installed.json")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
OLDEST = (3, 10)
# What pip's output holds where it could not reach the package index.
OFFLINE = ("ConnectionError", "ResolutionError", "ConnectTimeout", "ReadTimeout", "ProxyError", "SSLError", "ns: none)")
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"

# Each job: the steps that it runs with .venv's Python. Extra arguments go to the first step.
JOBS = {
    "demo": [["-m", "xlcompare", "demo", "-o", "out"]],
    # A worker for each core; a file stays with one, as its books are made once, in the order of tests/conftest.py.
    "test": [["-m", "pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]],
    "lint": [["-m", "ruff", "check"], ["-m", "ruff", "format", "--check"], ["-m", "mypy"]],
    "golden": [["-m", "pytest", "-m", "golden"]],
    "addin": [["-m", "xlcompare", "addin", "build", "-o", "workbooks"]],
    "bundle": [[os.path.join("standalone", "bundle.py")]],
    "bench": [
        [os.path.join("benchmarks", f"{name}.py")]
        for name in (
            "compare_speed",
            "into_speed",
            "progress_speed",
            "collect_speed",
            "batch_speed",
            "batch_memory",
            "excel_start",
        )
    ],
}


class Stop(Exception):
    """What keeps a job from starting, in one English sentence and the same in Japanese (for `demo`)."""

    def __init__(self, english: str, japanese: str) -> None:
        super().__init__(english)
        self.japanese = japanese


def main(arguments: list[str]) -> int:
    """The exit code of the job that `arguments` name; 2 where it can't be started."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if not arguments or arguments[0] not in JOBS:
        asked = f"there is no command {arguments[0]!r}" if arguments else "no command was given"
        print(f"dev.py: {asked}; use one of: {', '.join(JOBS)}.", file=sys.stderr)
        return 2
    job, rest = arguments[0], arguments[1:]
    try:
        prepare("run" if job == "demo" else "test", japanese=job == "demo")
        return run(job, rest)
    except Stop as stop:
        print(f"dev.py: {stop.japanese if job == 'demo' else stop}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def run(job: str, rest: list[str]) -> int:
    """The first exit code other than 0 among the job's steps, all of which run; 0 where there is none."""
    environment = child_environment()
    if job == "golden":
        environment["XLCOMPARE_GOLDEN"] = "update"
    codes = []
    for step in JOBS[job]:
        codes.append(subprocess.call([PYTHON, *step, *rest], cwd=ROOT, env=environment))
        rest = []
    # A child that was ended by a signal: -15 here, 143 in a shell.
    return next((code if code > 0 else 128 - code for code in codes if code), 0)


def child_environment() -> dict[str, str]:
    # Without UTF-8 mode, Windows pipes and files would be in the code page of the country.
    return dict(os.environ, PYTHONUTF8="1", PIP_RETRIES=os.environ.get("PIP_RETRIES", "2"))


# ── .venv ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def prepare(level: str, japanese: bool) -> None:
    """Have .venv hold the project and what `level` needs (run, or test: run and the test tools)."""
    if sys.version_info < OLDEST:
        raise Stop(
            f"Python 3.10 or newer is needed, this is {VERSION} ({sys.executable}); run dev.py with a newer one.",
            f"Python 3.10以降が必要です（これは{VERSION}、{sys.executable}）。新しいPythonで実行してください。",
        )
    before = stamped()
    if before.get("level") == "test":
        level = "test"  # Never less than what is there.
    wanted = {"python": VERSION, "root": ROOT, "metadata": metadata(), "level": level}
    if before == wanted and os.path.exists(PYTHON):
        return
    print(
        ".venv を準備しています（初回と構成が変わったときだけ、1分ほど）…"
        if japanese
        else "dev.py: preparing .venv (the first time and after changes of setup.cfg; about a minute) ...",
        file=sys.stderr,
        flush=True,
    )
    if before:
        os.remove(STAMP)  # An interrupted installation must not look finished.
    same_python = not before or (before.get("python"), before.get("root")) == (wanted["python"], ROOT)
    make_venv(clear=not same_python)
    install(level)
    with open(STAMP, "w", encoding="utf-8") as file:
        json.dump(wanted, file)


def stamped() -> dict[str, str]:
    """What the last finished installation put into .venv; {} where there was none."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return dict(json.load(file))
    except (OSError, ValueError):
        return {}


def metadata() -> str:
    """A digest of the files that say what has to be installed."""
    digest = hashlib.sha256()
    for name in ("setup.cfg", "pyproject.toml"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def make_venv(clear: bool) -> None:
    """Have a working .venv with pip; what is in one that works stays as it is."""
    if not clear and os.path.exists(PYTHON) and succeeds([PYTHON, "-c", "import pip"]):
        return
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise Stop(
            f"this Python can't make virtual environments; on Debian or Ubuntu: sudo apt install python{VERSION}-venv",
            f"仮想環境を作れません。Debian・Ubuntuでは次を実行してください： sudo apt install python{VERSION}-venv",
        )
    # A broken .venv (its Python was removed) is made anew: links to the old Python would be kept otherwise.
    fresh = ["--clear"] if clear or not os.path.exists(PYTHON) else []
    ended = captured([sys.executable, "-m", "venv", *fresh, VENV])
    if ended.returncode:
        show(ended.stdout)
        raise Stop(
            f"the virtual environment {VENV} can't be made (above: what venv says); "
            "delete that folder if there is one, and try again.",
            f"仮想環境 {VENV} を作れません（上は venv の出力です）。"
            "そのフォルダーがあれば削除して、やり直してください。",
        )


def install(level: str) -> None:
    """Install the project, editable, with what it requires; installed packages that will do are not upgraded."""
    project = ROOT + ("[test]" if level == "test" else "")
    options = ["--quiet", "--disable-pip-version-check", "--no-input"]
    ended = captured([PYTHON, "-m", "pip", "install", *options, "--editable", project])
    if ended.returncode == 0:
        return
    show(ended.stdout)
    if any(sign in ended.stdout for sign in OFFLINE):
        raise Stop(
            "the package index can't be reached (above: what pip says); check the network, "
            "or name your proxy in HTTPS_PROXY, and try again.",
            "パッケージの配布元に接続できません（上は pip の出力です）。ネットワークを確認するか、"
            "環境変数 HTTPS_PROXY にプロキシを指定して、やり直してください。",
        )
    raise Stop(
        "pip can't install the project (above: what it says); mend that and try again.",
        "インストールできません（上は pip の出力です）。原因を取り除いて、やり直してください。",
    )


def succeeds(command: list[str]) -> bool:
    return captured(command).returncode == 0


def captured(command: list[str]) -> subprocess.CompletedProcess[str]:
    """The ended process, its two outputs together as text in `stdout`."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def show(output: str) -> None:
    """The end of a tool's output, where the reason stands."""
    print("\n".join(output.rstrip().splitlines()[-25:]), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
