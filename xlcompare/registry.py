"""Windows' registry as plain values; on other systems nothing stands in it."""

from __future__ import annotations

import sys
from contextlib import suppress

USER, COMPUTER = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"


def values(hive: str, path: str) -> dict[str, object]:
    """What stands in a key, by the names in lower case; empty where there is no such key, or it can't be read."""
    found: dict[str, object] = {}
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(getattr(winreg, hive), path) as key:
            for number in range(winreg.QueryInfoKey(key)[1]):
                name, value, _ = winreg.EnumValue(key, number)
                found[name.lower()] = value
    return found


def subkeys(hive: str, path: str) -> list[str]:
    """The names of the keys in a key."""
    found: list[str] = []
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(getattr(winreg, hive), path) as key:
            found += [winreg.EnumKey(key, number) for number in range(winreg.QueryInfoKey(key)[0])]
    return found
