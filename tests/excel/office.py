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
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

UNO_FOLDERS = (os.environ.get("UNO_PATH", ""), "/usr/lib/python3/dist-packages")
START_SECONDS = 90

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

    def __init__(self, command: str, profile: Path) -> None:
        user = profile / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        self.pipe = f"xlcompare{secrets.token_hex(6)}"
        options = ["--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        place = [f"-env:UserInstallation={profile.as_uri()}", f"--accept=pipe,name={self.pipe};urp;"]
        self.process = subprocess.Popen(
            [command, *options, *place],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self.desktop = self._connected()
        except BaseException:
            self.close()
            raise

    def _connected(self) -> Any:
        uno = uno_module()
        assert uno is not None
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(Exception):  # Not there yet.
                context = resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
                return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            time.sleep(0.2)
        raise RuntimeError("LibreOffice did not start")

    def close(self) -> None:
        with suppress(Exception):  # It answers no more once it ends.
            self.desktop.terminate()
            self.process.wait(20)
        # soffice only starts soffice.bin, which would live on if the starter alone were ended.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)
