"""The commands `addin build`, `install`, `uninstall` and `check`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from xlcompare import notices
from xlcompare.jobs import addin
from xlcompare.jobs.addin_check import check as findings
from xlcompare.jobs.addin_install import install as put_in_place
from xlcompare.jobs.addin_install import place_of
from xlcompare.jobs.addin_install import uninstall as take_away

SYSTEM = sys.platform


def build(args: argparse.Namespace) -> int:
    """Write the add-in and the plan book with buttons into a folder."""
    python = sys.executable if args.python == "" else args.python or ""
    # A path of this computer says nothing to the other system; what an administrator names is for that one, too.
    for path in addin.write(Path(args.out), python, SYSTEM if args.python == "" else ""):
        print(notices.made(str(path)))
    return 0


def install(args: argparse.Namespace) -> int:
    """Put the add-in where Excel opens it; its buttons start the Python that runs this."""
    print(notices.addin_installed(str(put_in_place(place_of(SYSTEM, os.environ), sys.executable))))
    return 0


def uninstall(args: argparse.Namespace) -> int:
    """Take the add-in out of Excel's folder."""
    place = place_of(SYSTEM, os.environ)
    said = notices.addin_removed if take_away(place) else notices.addin_was_not_there
    print(said(str(place.addin)))
    return 0


def check(args: argparse.Namespace) -> int:
    """Print what keeps the buttons from working; 1 where there is anything."""
    found = findings(SYSTEM, os.environ, Path(args.book) if args.book else None)
    for sentence in found:
        print(sentence)
    if not found:
        print(notices.addin_is_fine(str(place_of(SYSTEM, os.environ).addin)))
    return 1 if found else 0
