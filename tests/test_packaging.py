"""The wheel carries the package, its folders of files and nothing else, and works away from the repository.

It is built from a copy, because setuptools leaves build/ and *.egg-info in the folder that it builds.
"""

from __future__ import annotations

import configparser
import importlib.metadata
import os
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".*", "build", "dist", "out", "*.egg-info", "__pycache__", "~$*")
DIST_INFO = {"METADATA", "WHEEL", "RECORD", "LICENSE", "entry_points.txt", "top_level.txt"}


def python(*arguments: str, cwd: Path, path: Path | None = None) -> str:
    """What Python prints, run in `cwd` with the packages of `path` in front of the installed ones."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(path or "")}
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=180,
    )
    assert ended.returncode == 0, ended.stdout
    return ended.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as a checkout has it."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("source") / "copy", ignore=LEFT_OUT))


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Not `import build`: a folder build/ beside the project would do for that.
    if not any(importlib.metadata.distributions(name="build")):
        pytest.skip("the package build is not installed (dev.py test installs it)")
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), cwd=source)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh folder with the wheel installed in it."""
    target = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--target", str(target)]
    python("-m", "pip", "install", *options, str(wheel), cwd=target)
    return target


def test_the_wheel_holds_exactly_the_package_and_its_files(source: Path, wheel: Path) -> None:
    package = source / "xlcompare"
    code = {f"xlcompare/{file.relative_to(package).as_posix()}" for file in package.rglob("*.py")}
    books = {
        f"xlcompare/{folder}/{file.name}"
        for folder in ("workbooks", "templates")
        for file in (source / folder).glob("*.xl*")
    }
    books |= {f"xlcompare/templates/{file.name}" for file in (source / "templates").glob("*.csv")}
    macros = {
        f"xlcompare/{file.relative_to(source).as_posix()}"
        for file in (source / "macros").rglob("*")
        if file.suffix in (".bas", ".xml")
    }
    assert {name.rpartition(".")[2] for name in books | macros} == {"xlsx", "xlsm", "xlam", "csv", "bas", "xml"}
    names = set(zipfile.ZipFile(wheel).namelist())
    about = {name for name in names if name.partition("/")[0].endswith(".dist-info")}
    assert names - about == code | books | macros | {"xlcompare/py.typed"}
    assert {name.rpartition("/")[2] for name in about} == DIST_INFO


def test_the_wheel_says_what_it_runs_on(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        about = Parser().parsestr(archive.read(name).decode("utf-8"))
    assert about["Requires-Python"] == ">=3.10"
    assert about["Name"] == "xlcompare"
    needed = [line for line in about.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert not any(line.startswith(("pytest", "ruff", "mypy", "build", "setuptools")) for line in needed)


def test_site_packages_gains_one_name(installed: Path) -> None:
    names = {entry.name for entry in installed.iterdir() if not entry.name.endswith(".dist-info")}
    assert names - {"bin", "Scripts", "__pycache__"} == {"xlcompare"}


def test_an_installed_package_finds_the_sample_workbook(installed: Path, tmp_path: Path) -> None:
    code = "from xlcompare import resources; print(resources.folder('workbooks'))"
    folder = Path(python("-c", code, cwd=tmp_path, path=installed).strip())
    assert folder == (installed / "xlcompare" / "workbooks").resolve()
    assert list(folder.glob("*.xlsx"))


def test_an_installed_package_knows_its_template(installed: Path, tmp_path: Path) -> None:
    code = "from xlcompare.jobs.template import *; print(standard_file(), template_of(None) is STANDARD)"
    path = installed / "xlcompare" / "templates" / "standard.xlsx"
    assert python("-c", code, cwd=tmp_path, path=installed).strip() == f"{path.resolve()} True"


def test_an_installed_package_builds_the_files_with_buttons(installed: Path, tmp_path: Path) -> None:
    python("-m", "xlcompare", "addin", "build", "-o", str(tmp_path / "out"), cwd=tmp_path, path=installed)
    carried = {file.name for file in (installed / "xlcompare" / "workbooks").glob("*.xl[as]m")}
    assert {file.name for file in (tmp_path / "out").iterdir()} == carried
    assert len(carried) == 2


def test_a_checkout_finds_the_sample_workbook(source: Path, tmp_path: Path) -> None:
    code = "from xlcompare import resources; print(resources.folder('workbooks'))"
    assert Path(python("-c", code, cwd=tmp_path, path=source).strip()) == (source / "workbooks").resolve()


def test_a_strangers_folder_beside_the_package_is_not_taken(installed: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(installed, tmp_path / "site"))
    (site / "templates_of_a_stranger").mkdir()
    code = (
        "from xlcompare import resources\n"
        "try: print(resources.folder('templates_of_a_stranger'))\n"
        "except FileNotFoundError as error: print(error)"
    )
    assert "has no folder 'templates_of_a_stranger'" in python("-c", code, cwd=tmp_path, path=site)


def test_the_command_starts_from_an_installed_wheel(installed: Path, tmp_path: Path) -> None:
    assert "compare" in python("-m", "xlcompare", "--help", cwd=tmp_path, path=installed)


def test_every_package_in_the_tree_is_listed_in_setup_cfg() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = [line for line in setup["options"]["packages"].split("\n") if line]
    mapped = {line.partition("=")[0].strip() for line in setup["options"]["package_dir"].split("\n") if line}
    there = {".".join(file.parent.relative_to(ROOT).parts) for file in (ROOT / "xlcompare").rglob("__init__.py")}
    assert set(lines) - mapped == there
