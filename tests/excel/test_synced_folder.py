"""Which file is an open book whose address is on the web? Only the one that is certain."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from xlcompare.errors import OutputError
from xlcompare.hosts import synced_folder
from xlcompare.hosts.synced_folder import Library, folder_path, kept_at

PLANNING = "https://kyoukai.sharepoint.com/sites/kikaku/Shared Documents/"
OTHER = "https://kyoukai.sharepoint.com/sites/other/Shared Documents/"
NAME = "事業計画.xlsx"


def library(folder: Path, address: str, place: str, *, partly: bool = False) -> Library:
    """A synchronised library in which `place` is a file."""
    file = folder / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"PK")
    return Library(address, str(folder), partly)


def test_a_book_is_where_its_library_is_kept(tmp_path: Path) -> None:
    own = library(tmp_path / "企画", PLANNING, f"R5/{NAME}")
    other = library(tmp_path / "他部署", OTHER, f"R5/{NAME}")
    assert folder_path(f"{PLANNING}R5/{NAME}", [other, own]) == tmp_path / "企画" / "R5" / NAME


@pytest.mark.parametrize("address", [PLANNING.replace(" ", "%20"), PLANNING.upper().replace("HTTPS", "https")])
def test_blanks_and_letters_may_be_written_differently(tmp_path: Path, address: str) -> None:
    own = library(tmp_path, PLANNING, f"R5/{NAME}")
    assert folder_path(f"{address}R5/%E4%BA%8B%E6%A5%AD%E8%A8%88%E7%94%BB.xlsx", [own]) == tmp_path / "R5" / NAME


def test_another_departments_book_of_the_same_name_is_never_taken(tmp_path: Path) -> None:
    other = library(tmp_path, OTHER, f"R5/{NAME}")
    assert folder_path(f"{PLANNING}R5/{NAME}", [other]) is None
    longer = library(tmp_path, f"{PLANNING[:-1]}2/", f"R5/{NAME}")
    assert folder_path(f"{PLANNING}R5/{NAME}", [longer]) is None


def test_what_can_not_be_told_is_not_guessed(tmp_path: Path) -> None:
    assert folder_path(f"{PLANNING}R5/{NAME}", []) is None
    partly = library(tmp_path / "a", PLANNING, f"R5/{NAME}", partly=True)
    assert folder_path(f"{PLANNING}R5/{NAME}", [partly]) is None
    one, two = (library(tmp_path / name, PLANNING, f"R5/{NAME}") for name in ("b", "c"))
    assert folder_path(f"{PLANNING}R5/{NAME}", [one, two]) is None
    assert folder_path(f"{PLANNING}R4/{NAME}", [one]) is None, "the file isn't there"
    assert folder_path(f"{PLANNING}R5/../R5/{NAME}", [one]) is None
    assert folder_path(PLANNING, [one]) is None


class Book:
    """Open in Excel for Windows, where xlwings has already found some file of that name."""

    name = NAME
    fullname = r"C:\sync\他部署の資料\R5\事業計画.xlsx"

    def __init__(self, said: str) -> None:
        self.api = SimpleNamespace(FullName=said)


def test_the_button_goes_by_what_excel_says_not_by_what_xlwings_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book: Any = Book(f"{PLANNING}R5/{NAME}")
    with pytest.raises(OutputError, match=r"確かめられません.*同期しているフォルダー"):
        kept_at(book)
    own = library(tmp_path, PLANNING, f"R5/{NAME}")
    monkeypatch.setattr(synced_folder, "libraries", lambda: (own,))
    assert kept_at(book) == tmp_path / "R5" / NAME


def test_a_book_on_a_drive_is_where_excel_says(tmp_path: Path) -> None:
    here: Any = Book(str(tmp_path / NAME))
    assert kept_at(here) == tmp_path / NAME
    new: Any = Book("Book1")
    with pytest.raises(OutputError, match="まだ一度も保存していない"):
        kept_at(new)


def test_on_a_mac_excels_own_address_counts_as_well() -> None:
    book: Any = SimpleNamespace(
        name=NAME,
        fullname="/Users/x/Library/CloudStorage/事業計画.xlsx",
        api=SimpleNamespace(full_name=SimpleNamespace(get=lambda: f"{PLANNING}{NAME}")),
    )
    with pytest.raises(OutputError, match="確かめられません"):
        kept_at(book)
