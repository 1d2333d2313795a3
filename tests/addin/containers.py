"""Files with macros as other programs read them."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MACROS = ROOT / "macros"
RIBBON = MACROS / "ribbon" / "customUI14.xml"

_OLEVBA = """
import json, sys
from oletools.olevba import VBA_Parser
found = VBA_Parser("x", data=sys.stdin.buffer.read()).extract_macros()
json.dump({name: code for _, _, name, code in found}, sys.stdout)
"""


def part(file: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return archive.read(name)


def modules_by_olevba(file: bytes) -> dict[str, str]:
    """What olevba finds, by the file name that each module would be exported under; lines end with LF."""
    # In a process of its own: importing it warns, and warnings are errors here.
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-X", "utf8", "-c", _OLEVBA], input=file, capture_output=True, check=True
    )
    found: dict[str, str] = json.loads(ended.stdout)
    return {name: code.replace("\r\n", "\n") for name, code in found.items()}


def exported(text: str) -> str:
    """The lines of a module text that olevba shows: no attributes. Empty lines at the end don't count."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("Attribute "))
