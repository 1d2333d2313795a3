"""The files with buttons: freshly built, and as they lie in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlcompare import addin_words as words
from xlcompare.addin.xlwings_parts import XlwingsParts
from xlcompare.jobs import addin

from .containers import ROOT

DOUBLES = Path(__file__).resolve().parent / "macros"
NAMES = [words.ADDIN_FILE, words.BUTTON_BOOK]


@pytest.fixture(scope="session")
def built() -> dict[str, bytes]:
    """Both files by name, from macros/ and the installed xlwings."""
    return addin.build()


@pytest.fixture(scope="session")
def committed() -> dict[str, bytes]:
    """Both files as they lie in workbooks/."""
    return {name: (ROOT / "workbooks" / name).read_bytes() for name in NAMES}


def addin_of_doubles() -> bytes:
    """The add-in with a module in xlwings' place that remembers what Python would be started with."""
    module, control = ((DOUBLES / name).read_bytes().decode() for name in ("xlwings_double.bas", "FakeControl.cls"))
    return addin.build(xlwings=XlwingsParts("0", module, control))[words.ADDIN_FILE]


@pytest.fixture(scope="session")
def with_double() -> bytes:
    return addin_of_doubles()


@pytest.fixture(params=NAMES)
def file(request: pytest.FixtureRequest, built: dict[str, bytes]) -> bytes:
    """One of both, freshly built."""
    return built[request.param]
