"""What the tests need of the machine beside Python, and the Debian package that each comes in.

A test asks for it (`program`, `font`, `office` in conftest.py) and is skipped where it isn't here. `.ci/run` installs
these packages and no others, and LibreOffice is shown no fonts but these: what else somebody installed can't hide that
one is missing. tests/test_machine.py holds all this.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

PROGRAMS = {
    "soffice": "libreoffice-calc",
    "pdftotext": "poppler-utils",
    "fc-list": "fontconfig",
    "npm": "npm",
}
FONTS = {
    "Noto Sans CJK JP": "fonts-noto-cjk",
    "DejaVu Sans": "fonts-dejavu-core",
    "DejaVu Serif": "fonts-dejavu-core",
    "IPAMincho": "fonts-ipafont-mincho",
    "IPAexMincho": "fonts-ipaexfont-mincho",
}
LIBRARIES = {"uno": "python3-uno"}

STANDING_IN = ("Noto Sans CJK JP", "DejaVu Sans", "DejaVu Serif", "IPAMincho")
"""What LibreOffice takes for ＭＳ 明朝, 游ゴシック and all the other fonts of the sheets, which Debian doesn't have."""

# An empty pattern fits every font; what is accepted by name is accepted all the same.
_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<selectfont><rejectfont><pattern></pattern></rejectfont><acceptfont>{}</acceptfont></selectfont>
</fontconfig>
"""
_ACCEPTED = '<pattern><patelt name="family"><string>{}</string></patelt></pattern>'


def missing(name: str) -> str:
    """What to say where the program, font or library `name` isn't here."""
    package = {**PROGRAMS, **FONTS, **LIBRARIES}[name]
    return f"{name} isn't on this machine (Debian: apt install {package})"


def program(name: str) -> str | None:
    """The path of a program of `PROGRAMS`, None where it isn't here."""
    assert name in PROGRAMS, f"{name} is not in the table of tests/machine.py"
    # Some packages of LibreOffice have one name only.
    return shutil.which(name) or (shutil.which("libreoffice") if name == "soffice" else None)


@cache
def fonts() -> frozenset[str]:
    """The names of all fonts that the system knows; none where it can't be asked (fc-list)."""
    command = program("fc-list")
    if command is None:
        return frozenset()
    said = subprocess.run([command, ":", "family"], capture_output=True, encoding="utf-8", errors="replace", timeout=60)
    return frozenset(name for line in said.stdout.splitlines() for name in line.split(","))


def office_environment(folder: Path) -> dict[str, str]:
    """The variables for a LibreOffice whose files lie in `folder`: it sees next to nothing of this machine or user.

    The locale decides the unit of lengths in flat documents, the fonts how high a row is.
    """
    configuration = folder / "fonts.conf"
    accepted = "".join(_ACCEPTED.format(escape(name)) for name in (*FONTS, "OpenSymbol"))
    configuration.write_text(_FONTS_CONF.format(accepted), encoding="utf-8")
    own = {"HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC", "FONTCONFIG_FILE": str(configuration)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "SAL_", "LANG"))}
    return {**kept, **own}


def run(command: list[str], seconds: float, environment: dict[str, str] | None = None) -> str:
    """What `command` prints. Ended with its children after `seconds`; raises RuntimeError where it fails."""
    # soffice only starts soffice.bin, which would live on if the starter alone were ended.
    with subprocess.Popen(
        command,
        env=environment or {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=os.name == "posix",
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except BaseException:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            raise
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {output.strip()}")
    return output
