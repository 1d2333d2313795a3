"""xlwings' own engines for Windows and the Mac, loaded where there is neither: with stubs of what they talk to.

Their code is the real one; what lies below it (pywin32, appscript) is as empty as can be. For child processes: what
the engines register stays with a process until its end.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
import types
from typing import Any

REJECTED = -2147418111
"""RPC_E_CALL_REJECTED"""


class Anything:
    """Has every attribute and takes every call."""

    def __getattr__(self, name: str) -> Anything:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *values: Any, **named: Any) -> Anything:
        return Anything()


class ComError(Exception):
    """As pywintypes.com_error: (hresult, text, exception info, argument)."""

    @property
    def hresult(self) -> int:
        return int(self.args[0])


def _module(name: str, **content: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__dict__.update(content)
    module.__getattr__ = lambda attribute: Anything()  # type: ignore[method-assign]
    sys.modules[name] = module
    return module


def windows() -> Any:
    """The module xlwings._xlwindows."""
    dispatch = {name: type(name, (), {}) for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")}
    _module("pywintypes", com_error=ComError, error=type("error", (Exception,), {}), TimeType=type("TimeType", (), {}))
    _module("pythoncom", ole_error=ComError, com_error=ComError, __file__=None)
    client = _module("win32com.client", **dispatch)
    _module("win32com", client=client, __path__=[])
    _module("xlwings._win32patch", CoClassBaseClass=dispatch["CoClassBaseClass"])
    for name in ("win32api", "win32con", "win32gui", "win32process", "win32timezone"):
        _module(name)
    for name in ("oledll", "windll"):
        setattr(ctypes, name, Anything())
    # The desktop has no window at all.
    ctypes.windll = types.SimpleNamespace(user32=types.SimpleNamespace(GetTopWindow=lambda parent: 0))  # type: ignore[assignment, attr-defined]
    ctypes.PyDLL = lambda name: Anything()  # type: ignore[assignment, misc]
    subprocess.CREATE_NO_WINDOW = 0  # type: ignore[attr-defined]
    import xlwings._xlwindows as engine

    return _active(engine)


def mac() -> Any:
    """The module xlwings._xlmac."""
    _module("aem")
    _module("osax")
    _module("psutil", process_iter=list)  # No process at all.
    reference = _module("appscript.reference", CommandError=type("CommandError", (Exception,), {}), Reference=object)
    _module("appscript", its=Anything(), k=Anything(), mactypes=Anything(), app=Anything(), reference=reference)
    import xlwings._xlmac as engine

    return _active(engine)


def _active(engine: Any) -> Any:
    from xlwings.main import Engine, engines

    engines.add(Engine(impl=engine.engine))
    engines.active = engines[engine.engine.name]
    return engine
