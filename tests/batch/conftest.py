"""47 plan books and their results, made once; a test that changes them works on a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .folders import fill, run

BRANCHES = 47


@pytest.fixture(scope="session")
def branches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 47 plan books. Don't change it."""
    return fill(tmp_path_factory.mktemp("branches") / "計画", BRANCHES)


@pytest.fixture(scope="session")
def made(branches: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their results, made by two workers. Don't change them."""
    out = tmp_path_factory.mktemp("made") / "結果"
    ended = run(branches, out, jobs=2)
    assert (ended.returncode, ended.stderr) == (0, "")
    return out


@pytest.fixture(scope="session")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 16 of them, for what needs no more. Don't change it."""
    return fill(tmp_path_factory.mktemp("some") / "計画", 16)


@pytest.fixture
def again(made: Path, tmp_path: Path) -> Path:
    """A copy of the results, to go on with."""
    shutil.copytree(made, out := tmp_path / "結果")
    return out


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three plan books. Don't change it."""
    return fill(tmp_path_factory.mktemp("three") / "計画", 3)


@pytest.fixture
def few(three: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(three, tmp_path / "計画")


@pytest.fixture(scope="session")
def made_of_three(three: Path) -> Path:
    """Their results. Don't change them."""
    ended = run(three, out := three.parent / "結果")
    assert (ended.returncode, ended.stderr) == (0, "")
    return out


@pytest.fixture
def few_done(few: Path, made_of_three: Path, tmp_path: Path) -> Path:
    """A copy of them, to go on with: as if `few` had just been done."""
    return shutil.copytree(made_of_three, tmp_path / "結果")
