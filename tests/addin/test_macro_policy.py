"""Every setting of Excel that stops the buttons' macros is found, with whose setting it is and what to ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xlcompare import notices, registry
from xlcompare.jobs.macro_policy import findings

APPDATA = r"C:\Users\山田\AppData\Roaming"
# As Path takes it on every system.
ADDIN = Path(rf"{APPDATA}\Microsoft\Excel\XLSTART".replace("\\", "/")) / "xlcompare.xlam"
OWN, POLICY = r"Software\Microsoft\Office\16.0", r"Software\Policies\Microsoft\Office\16.0"
CLOUD = r"Software\Policies\Microsoft\Cloud\Office\16.0"
SECURITY, LOCATIONS = r"Excel\Security", r"Excel\Security\Trusted Locations"
STARTUP = {"path": r"%APPDATA%\Microsoft\Excel\XLSTART", "allowsubfolders": 1}
Registry = dict[tuple[str, str], dict[str, object]]
Found = Callable[[Registry], list[str]]


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Found:
    """What is found where the registry holds these keys."""

    def with_registry(keys: Registry) -> list[str]:
        def subkeys(hive: str, path: str) -> list[str]:
            inside = (key[len(path) + 1 :] for each, key in keys if each == hive and key.startswith(f"{path}\\"))
            return sorted({name.split("\\")[0] for name in inside})

        monkeypatch.setattr(registry, "values", lambda hive, path: keys.get((hive, path), {}))
        monkeypatch.setattr(registry, "subkeys", subkeys)
        return list(findings(ADDIN, {"APPDATA": APPDATA}))

    return with_registry


def user(key: str, **values: object) -> Registry:
    return {(registry.USER, key): dict(values)}


def test_an_excel_as_it_is_installed_lets_the_buttons_run(found: Found) -> None:
    assert found({}) == []
    assert found(user(rf"{OWN}\{LOCATIONS}\Location2", **STARTUP)) == []


@pytest.mark.parametrize("warnings", [2, 3, 4])
def test_in_a_trusted_folder_the_settings_for_macros_do_not_count(found: Found, warnings: int) -> None:
    assert found(user(rf"{OWN}\{SECURITY}", vbawarnings=warnings)) == []


HOW = {None: notices.MACROS_ASK, 2: notices.MACROS_ASK, 3: notices.MACROS_SIGNED_ONLY, 4: notices.MACROS_NEVER}


@pytest.mark.parametrize("warnings", HOW)
def test_without_trusted_folders_the_settings_for_macros_count(found: Found, warnings: int | None) -> None:
    keys = user(rf"{OWN}\{LOCATIONS}", alllocationsdisabled=1)
    if warnings:
        keys |= user(rf"{OWN}\{SECURITY}", vbawarnings=warnings)
    (sentence,) = found(keys)
    assert sentence == notices.macros_not_trusted(notices.NO_TRUSTED_LOCATIONS, HOW[warnings], by_policy=False)
    assert "トラスト センター" in sentence


def test_without_trusted_folders_all_is_well_where_all_macros_may_run(found: Found) -> None:
    keys = user(rf"{OWN}\{LOCATIONS}", alllocationsdisabled=1) | user(rf"{OWN}\{SECURITY}", vbawarnings=1)
    assert found(keys) == []


@pytest.mark.parametrize("root", [POLICY, CLOUD])
@pytest.mark.parametrize("hive", [registry.USER, registry.COMPUTER])
def test_what_the_administrator_says_outweighs_the_users_own(found: Found, hive: str, root: str) -> None:
    keys: Registry = {
        (hive, rf"{root}\{LOCATIONS}"): {"alllocationsdisabled": 1},
        (hive, rf"{root}\{SECURITY}"): {"vbawarnings": 4},
        (registry.USER, rf"{OWN}\{SECURITY}"): {"vbawarnings": 1},
    }
    (sentence,) = found(keys)
    assert notices.MACROS_NEVER in sentence
    assert "管理者が決めた設定です。システムの担当者に" in sentence


def test_an_administrators_zero_lifts_a_users_one(found: Found) -> None:
    keys = user(rf"{POLICY}\{LOCATIONS}", alllocationsdisabled=0) | user(rf"{OWN}\{LOCATIONS}", alllocationsdisabled=1)
    assert found(keys) == []


def test_a_startup_folder_that_somebody_took_off_the_list_is_told(found: Found) -> None:
    keys = user(rf"{OWN}\{LOCATIONS}\Location1", path=r"C:\ほかの場所\\", allowsubfolders=1)
    (sentence,) = found(keys)
    assert sentence.startswith(notices.startup_not_trusted(str(ADDIN.parent)))
    above = {"path": rf"{APPDATA}\Microsoft\Excel"}
    assert found(user(rf"{OWN}\{LOCATIONS}\Location3", **above, allowsubfolders=1)) == []
    assert found(user(rf"{OWN}\{LOCATIONS}\Location3", **above)) != []


def test_users_own_locations_may_be_forbidden(found: Found) -> None:
    forbidden = user(rf"{POLICY}\Common\Security\Trusted Locations", **{"allow user locations": 0})
    own = user(rf"{OWN}\{LOCATIONS}\Location2", **STARTUP)
    assert found(forbidden | own) != []
    assert found(forbidden | user(rf"{POLICY}\{LOCATIONS}\Location1", **STARTUP)) == []


@pytest.mark.parametrize(
    ("key", "name", "what"),
    [
        (SECURITY, "requireaddinsig", notices.POLICY_SIGNED_ADDINS),
        (SECURITY, "disablealladdins", notices.POLICY_NO_ADDINS),
        (r"Common\Security", "requirealwaysonmacrosig", notices.POLICY_SIGNED_ALWAYS_ON),
    ],
)
def test_settings_for_addins_count_in_a_trusted_folder_too(found: Found, key: str, name: str, what: str) -> None:
    assert found(user(rf"{OWN}\{key}", **{name: 1})) == [notices.macros_setting(what, by_policy=False)]
    assert found(user(rf"{POLICY}\{key}", **{name: 1})) == [notices.macros_setting(what, by_policy=True)]
    assert found(user(rf"{POLICY}\{key}", **{name: 0}) | user(rf"{OWN}\{key}", **{name: 1})) == []


def test_an_addin_that_excel_has_disabled_after_a_crash_is_told(found: Found) -> None:
    item = b"\x01\0\0\0" + str(ADDIN).upper().encode("utf-16-le") + b"\0\0"
    assert found(user(rf"{OWN}\Excel\Resiliency\DisabledItems", a1=item)) == [notices.macros_item_disabled(ADDIN.name)]
    other = b"\x01\0\0\0" + "C:/other.xlam".encode("utf-16-le")
    assert found(user(rf"{OWN}\Excel\Resiliency\DisabledItems", a1=other)) == []
