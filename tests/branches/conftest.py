"""The head office of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from .head_office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
