"""Does Excel let this user's macros run? What the Trust Center's settings say, by the user and by the administrator.

An add-in in XLSTART runs without a question because that folder is a trusted location; where it is none, the settings
for macros decide. Read for Office 2016 and later, which all call themselves 16.0. The names of values are those of
Microsoft's policy templates (office16.admx, excel16.admx).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PureWindowsPath

from xlcompare import notices, registry

_OWN, _POLICY = r"Software\Microsoft\Office\16.0", r"Software\Policies\Microsoft\Office\16.0"
# Intune's cloud policies stand beside the group's.
_POLICIES = (_POLICY, r"Software\Policies\Microsoft\Cloud\Office\16.0")
_SECURITY, _LOCATIONS = r"Excel\Security", r"Excel\Security\Trusted Locations"
_COMMON = r"Common\Security"
_DISABLED = rf"{_OWN}\Excel\Resiliency\DisabledItems"
_ASK, _SIGNED, _NEVER = 2, 3, 4
"""VBAWarnings; 1 lets all macros run."""


def findings(addin: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each setting that keeps the macros of `addin`, a file in XLSTART, from running."""
    if _is_disabled(addin):
        yield notices.macros_item_disabled(addin.name)
    for name, key, what in (
        ("disablealladdins", _SECURITY, notices.POLICY_NO_ADDINS),
        ("requireaddinsig", _SECURITY, notices.POLICY_SIGNED_ADDINS),
        ("requirealwaysonmacrosig", _COMMON, notices.POLICY_SIGNED_ALWAYS_ON),
    ):
        number, by_policy = _setting(key, name)
        if number == 1:
            yield notices.macros_setting(what, by_policy)
    yield from _of_place(addin.parent, environment)


def _of_place(startup: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """What is said where the folder isn't trusted, so that the settings for macros count."""
    none_trusted, by_policy = _setting(_LOCATIONS, "alllocationsdisabled")
    if none_trusted != 1 and _is_trusted(startup, environment):
        return
    why = notices.NO_TRUSTED_LOCATIONS if none_trusted == 1 else notices.startup_not_trusted(str(startup))
    warnings, warned_by_policy = _setting(_SECURITY, "vbawarnings")
    how = {_SIGNED: notices.MACROS_SIGNED_ONLY, _NEVER: notices.MACROS_NEVER}.get(warnings or _ASK, notices.MACROS_ASK)
    if warnings != 1:
        yield notices.macros_not_trusted(why, how, by_policy or warned_by_policy)


def _setting(key: str, name: str) -> tuple[int | None, bool]:
    """The number of a setting, and whether an administrator has set it, which outweighs the user's own."""
    for hive in (registry.USER, registry.COMPUTER):
        for root in _POLICIES:
            value = registry.values(hive, rf"{root}\{key}").get(name)
            if isinstance(value, int):
                return value, True
    value = registry.values(registry.USER, rf"{_OWN}\{key}").get(name)
    return (value, False) if isinstance(value, int) else (None, False)


def _is_trusted(startup: Path, environment: Mapping[str, str]) -> bool:
    """Whether the folder is a trusted location: it is from the first start of Excel on, if nobody takes it away."""
    users_own, _ = _setting(rf"{_COMMON}\Trusted Locations", "allow user locations")
    roots = [*((hive, root) for hive in (registry.USER, registry.COMPUTER) for root in _POLICIES)]
    if users_own != 0:
        roots.append((registry.USER, _OWN))
    listed = [
        registry.values(hive, rf"{root}\{_LOCATIONS}\{name}")
        for hive, root in roots
        for name in registry.subkeys(hive, rf"{root}\{_LOCATIONS}")
    ]
    if not listed:
        return users_own != 0
    return any(_covers(each, startup, environment) for each in listed)


def _covers(location: Mapping[str, object], startup: Path, environment: Mapping[str, str]) -> bool:
    path = str(location.get("path", ""))
    for name, value in environment.items():
        path = path.replace(f"%{name}%", value).replace(f"%{name.lower()}%", value)
    if not path:
        return False
    trusted, folder = PureWindowsPath(path), PureWindowsPath(str(startup))
    return trusted == folder or (location.get("allowsubfolders") == 1 and folder.is_relative_to(trusted))


def _is_disabled(addin: Path) -> bool:
    """Whether Excel has put the file on its list of what made it crash."""
    name = addin.name.lower()
    items = registry.values(registry.USER, _DISABLED).values()
    return any(isinstance(item, bytes) and name in item.decode("utf-16-le", "replace").lower() for item in items)
