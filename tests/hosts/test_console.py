"""Signs that a console's code page hasn't got, through real pipes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SHOWN = "from xlcompare.hosts.console import show_everything; show_everything(); print({text!r})"


def piped(text: str, encoding: str) -> str:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    ended = subprocess.run([sys.executable, "-c", SHOWN.format(text=text)], env=environment, capture_output=True)
    assert ended.stderr == b""
    return ended.stdout.decode(encoding).rstrip("\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("評価 —6、４〜６月、−3％、‖、¥9,818", "評価 ―6、４～６月、－3％、∥、￥9,818"),
        ("髙﨑①～㈱", "髙﨑①～㈱"),
        ("𠮷田、が、👍", "?田、が、?"),
    ],
    ids=["dashes and tildes", "what code page 932 has", "what has no look-alike"],
)
def test_a_japanese_windows_shows_the_sign_that_looks_alike(text: str, shown: str) -> None:
    assert piped(text, "cp932") == shown


def test_a_console_of_another_country_shows_what_it_can() -> None:
    assert piped("—6 −3 評価", "ascii") == "-6 -3 ??"


def test_unicode_stays_as_it_is() -> None:
    assert piped("—〜−‖¥𠮷", "utf-8") == "—〜−‖¥𠮷"
