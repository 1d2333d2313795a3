"""One LibreOffice for a whole test run: hidden, with a profile of its own, ended with all its children.

Its Python bridge (python3-uno) belongs to the system's Python; a virtual environment of the same minor version can use
it. UNO_PATH names the folder of uno.py where that isn't the usual one.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from .machine import office_environment, run

UNO_FOLDERS = (os.environ.get("UNO_PATH", ""), "/usr/lib/python3/dist-packages")
START_SECONDS = 90
SECONDS = 120
"""How long a conversion may take before LibreOffice counts as hanging."""

FILTERS = {
    "pdf": "calc_pdf_Export",
    "xlsx": "Calc MS Excel 2007 XML",
    "fods": "OpenDocument Spreadsheet Flat XML",
}
# LibreOffice doesn't know an add-in by itself, and reads it as what it is in all but its content type.
READ_AS = {".xlam": "Calc MS Excel 2007 VBA XML"}

# No lock files: what Excel does with those isn't what LibreOffice does. No recovery: nobody could answer its question.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="UseDocumentSystemFileLocking" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Recovery/RecoveryInfo">
<prop oor:name="Enabled" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
# Keeps formulas' stored results from being shown: XlsxWriter names Excel as the author, and LibreOffice trusts those.
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@cache
def uno_module() -> Any | None:
    """LibreOffice's bridge, None where this Python can't load it."""
    for folder in ("", *filter(None, UNO_FOLDERS)):
        before = list(sys.path)
        # Only while it is imported: the system's other packages are not ours.
        sys.path += [folder] if folder else []
        try:
            import uno

            return uno
        except ImportError:
            continue
        finally:
            sys.path[:] = before
    return None


class Office:
    """A running LibreOffice: `desktop` is UNO's, `process` that which was started."""

    def __init__(self, command: str, folder: Path) -> None:
        self.command, self.folder, self.starts = command, folder, 0
        self.start()

    def start(self) -> None:
        """Start it, with a profile of its own: a second one on the same profile hands its job to the first."""
        self.starts += 1
        user = self.folder / str(self.starts) / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        pipe = f"xlcompare{secrets.token_hex(6)}"
        options = ["--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        place = [f"-env:UserInstallation={user.parent.as_uri()}", f"--accept=pipe,name={pipe};urp;"]
        self.process = subprocess.Popen(
            [self.command, *options, *place],
            env=office_environment(self.folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self.desktop = self._connected(pipe)
        except BaseException:
            self.close()
            raise

    def _connected(self, pipe: str) -> Any:
        uno = uno_module()
        assert uno is not None
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(Exception):  # Not there yet.
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            time.sleep(0.2)
        raise RuntimeError("LibreOffice did not start")

    def convert(self, book: Path, made: Path, recalculate: bool = False) -> None:
        """Save `book` as `made`, whose suffix says the kind; `recalculate`: after every formula was calculated anew.

        One that hangs or ends is started again, once.
        """
        for last in (False, True):
            watch = threading.Timer(SECONDS, self._kill)
            watch.start()
            try:
                self._convert(book, made, recalculate)
                return
            except Exception as error:  # UNO's own are no ordinary exceptions: a traceback can't be set on them.
                if last:
                    raise RuntimeError(f"LibreOffice made no {made.name} of {book}: {error}") from None
            finally:
                watch.cancel()
            self.close()
            self.start()

    def _convert(self, book: Path, made: Path, recalculate: bool) -> None:
        how = {"FilterName": READ_AS[book.suffix]} if book.suffix in READ_AS else {}
        document = self.desktop.loadComponentFromURL(url(book), "_blank", 0, properties(Hidden=True, **how))
        if document is None:
            raise RuntimeError(f"LibreOffice can't read {book}")
        try:
            if recalculate:
                document.calculateAll()
            document.storeToURL(url(made), properties(FilterName=FILTERS[made.suffix[1:]], Overwrite=True))
        finally:
            document.close(True)

    def close(self) -> None:
        if self.process.poll() is None:
            with suppress(Exception):  # It answers no more once it ends.
                self.desktop.terminate()
                self.process.wait(20)
        self._kill()
        self.process.wait(20)

    def _kill(self) -> None:
        # soffice only starts soffice.bin, which would live on if the starter alone were ended.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def url(path: Path) -> str:
    return str(uno_module().systemPathToFileUrl(str(path)))  # type: ignore[union-attr]


def properties(**values: Any) -> tuple[Any, ...]:
    """UNO's PropertyValues."""
    from com.sun.star.beans import PropertyValue

    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def convert_by_command(command: str, book: Path, made: Path, folder: Path, recalculate: bool = False) -> None:
    """As `Office.convert`, for a Python without the bridge: LibreOffice starts and ends for this one book."""
    options = ["--headless", "--norestore", "--convert-to", made.suffix[1:], "--outdir", str(made.parent), str(book)]
    if book.suffix in READ_AS:
        options.insert(0, f"--infilter={READ_AS[book.suffix]}")
    said = ""
    for attempt in ("1", "2"):
        user = folder / "profile" / attempt / "user"
        user.mkdir(parents=True)
        if recalculate:
            (user / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
        try:
            own = [f"-env:UserInstallation={user.parent.as_uri()}"]
            said = run([command, *own, *options], SECONDS, office_environment(folder))
        except (subprocess.TimeoutExpired, RuntimeError) as error:
            said = str(error)
        # LibreOffice ends with 0 even where it could not load or write the file.
        if made.is_file() and made.stat().st_size:
            return
    raise RuntimeError(f"LibreOffice made no {made.suffix[1:]} of {book}: {said}")
