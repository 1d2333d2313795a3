"""The two files: the committed ones are what macros/ builds, and other programs open them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest

from xlcompare import __version__, errors
from xlcompare import addin_words as words
from xlcompare.addin import xlwings_parts as parts_module
from xlcompare.addin.drawing import SheetButton
from xlcompare.addin.package import ADDIN, WORKBOOK, Macros, with_macros
from xlcompare.addin.xlwings_parts import XlwingsParts, xlwings_parts
from xlcompare.jobs import addin
from xlcompare.jobs.addin_install import settings_in
from xlcompare.jobs.checking import check
from xlcompare.jobs.files import workbook_bytes
from xlcompare.layout.addin_sheets import config_sheet
from xlcompare.layout.sheet import Note
from xlcompare.reading.from_file import open_book
from xlcompare.ribbon import ribbon_buttons

from .containers import RIBBON, modules_by_olevba, part

PLAIN = workbook_bytes([config_sheet("a", {"key": "value"})])


def config(file: bytes) -> dict[str, str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlam"  # openpyxl opens no add-ins.
        path.write_bytes(file)
        return settings_in(path) or {}


# ── the committed files ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_committed_files_are_what_the_sources_build(committed: dict[str, bytes]) -> None:
    # With the modules that lie in them: an older Python has an older xlwings, which builds other ones.
    found = modules_by_olevba(committed[words.ADDIN_FILE])
    carried = config(committed[words.ADDIN_FILE])[addin.BUILT_WITH]
    installed = xlwings_parts()
    assert f'XLWINGS_VERSION As String = "{carried}"' in found["xlwings.bas"]
    same = installed.version == carried
    module = installed.module if same else found["xlwings.bas"]
    dictionary = installed.dictionary
    fresh = addin.build(xlwings=XlwingsParts(carried, module, dictionary))
    different = [name for name in fresh if fresh[name] != committed[name]]
    assert different == [], "make them anew: python3 dev.py addin"


def test_two_builds_give_the_same_bytes(built: dict[str, bytes]) -> None:
    assert addin.build() == built


def test_no_part_is_packed_because_two_versions_of_zlib_would_differ(file: bytes) -> None:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


# ── the add-in ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_addin_says_what_it_was_built_from_and_starts_any_python(built: dict[str, bytes]) -> None:
    assert config(built[words.ADDIN_FILE]) == {
        "Interpreter_Win": "python",
        "Interpreter_Mac": "python",
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "XLCOMPARE_VERSION": __version__,
        "XLWINGS_VERSION": version("xlwings"),
        "HIDDEN_CONTROLS": " ".join(addin.NOT_YET),
    }


def test_a_python_is_written_for_its_own_system_only() -> None:
    windows = addin.build(r"C:\道具\python.exe", "win32")
    found = config(windows[words.ADDIN_FILE])
    assert (found["Interpreter_Win"], found["Interpreter_Mac"]) == (r"C:\道具\python.exe", "python")
    assert config(windows[words.BUTTON_BOOK])["Interpreter_Win"] == r"C:\道具\python.exe"
    assert "Interpreter_Mac" not in config(windows[words.BUTTON_BOOK])


def test_the_addin_is_one_and_shows_no_window(built: dict[str, bytes]) -> None:
    assert b"vnd.ms-excel.addin.macroEnabled" in part(built[words.ADDIN_FILE], "[Content_Types].xml")
    assert b'visibility="hidden"' in part(built[words.ADDIN_FILE], "xl/workbook.xml")
    assert b"vnd.ms-excel.sheet.macroEnabled" in part(built[words.BUTTON_BOOK], "[Content_Types].xml")


# ── the plan book with buttons ─────────────────────────────────────────────────────────────────────────────────────


def test_the_book_names_no_python_which_would_outweigh_the_addins(built: dict[str, bytes]) -> None:
    assert not [key for key in config(built[words.BUTTON_BOOK]) if key.startswith("Interpreter")]


def test_the_book_has_two_years_with_all_columns_and_a_list_of_kinds(built: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / words.BUTTON_BOOK
    path.write_bytes(built[words.BUTTON_BOOK])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [words.GUIDE_SHEET, *words.YEAR_SHEETS, addin.CONFIG_SHEET]
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == [addin.CONFIG_SHEET]
    for year in words.YEAR_SHEETS:
        assert tuple(cell.value for cell in book[year][3]) == words.PLAN_COLUMNS
        (choice,) = book[year].data_validations.dataValidation
        assert (choice.formula1, str(choice.sqref)) == ('"見出し,取組,KPI,支部目標,説明"', "D4:D1000")


def test_a_plan_typed_into_the_book_is_read(built: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsm"
    path.write_bytes(built[words.BUTTON_BOOK])
    book = openpyxl.load_workbook(path, keep_vba=True)
    for year in words.YEAR_SHEETS:
        book[year].append(["分野A", "①項目", "", "取組", "○訪問する。", "企画", "6月", "旅費", 100])
        book[year].move_range("A44:I44", rows=-40)
    book.save(path)
    assert check(path).problems == ()


def test_each_shown_button_lies_on_the_first_sheet(built: dict[str, bytes]) -> None:
    xml = part(built[words.BUTTON_BOOK], "xl/drawings/drawing1.xml").decode()
    shown = [each for each in ribbon_buttons(RIBBON.read_bytes()) if each.name not in addin.NOT_YET]
    assert re.findall(r'name="(\w+)" descr="([^"]+)"', xml) == [(each.name, each.label) for each in shown]
    assert re.findall(r"<a:t>([^<]+)</a:t>", xml) == [each.label for each in shown]
    macros = re.findall(r'macro="\[0\]!Buttons\.(\w+)"', xml)
    code = modules_by_olevba(built[words.BUTTON_BOOK])["Buttons.bas"]
    assert [name for name in macros if f"Public Sub {name}()" not in code] == []
    rows = re.findall(r"<xdr:row>(\d+)</xdr:row>", xml)
    tips = openpyxl.load_workbook(BytesIO(built[words.BUTTON_BOOK]))[words.GUIDE_SHEET]
    assert [tips.cell(int(row) + 1, 2).value for row in rows] == [each.tip for each in shown]


# ── what can't be built ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_book_with_another_number_of_sheets_is_refused() -> None:
    with pytest.raises(ValueError, match="1 sheets and 2 names"):
        with_macros(PLAIN, Macros(b"", ("Sheet1", "Sheet2")), ADDIN)


def test_a_book_that_has_macros_already_is_refused() -> None:
    once = with_macros(PLAIN, Macros(b"", ("Sheet1",)), WORKBOOK)
    with pytest.raises((ValueError, UnicodeDecodeError)):
        with_macros(once, Macros(b"", ("Sheet1",)), WORKBOOK)


def test_a_sheet_with_a_drawing_gets_no_second_one() -> None:
    button = SheetButton("compare", "a", "Buttons.Compare", 0, 0, 100.0, 30.0)
    note = Note(0, 0, "a", 100.0, 30.0)
    drawn = workbook_bytes([replace(config_sheet("a", {"key": "value"}), notes=(note,))])
    with pytest.raises(ValueError, match="has drawings"):
        with_macros(drawn, Macros(b"", ("Sheet1",), buttons={0: [button]}), WORKBOOK)


def test_a_caption_may_hold_any_sign() -> None:
    button = SheetButton("compare", '<A & "B">', "Buttons.Compare", 0, 0, 100.0, 30.0)
    made = with_macros(PLAIN, Macros(b"", ("Sheet1",), buttons={0: [button]}), WORKBOOK)
    assert b'&lt;A &amp; "B"&gt;</a:t>' in part(made, "xl/drawings/drawing1.xml")


def test_an_xlwings_that_is_not_what_it_was_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "version", lambda name: "0.1.0")
    with pytest.raises(errors.BookError, match=r"入っている xlwings（0\.1\.0）からは"):
        addin.build()


def test_without_xlwings_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "find_spec", lambda name: None)
    with pytest.raises(errors.BookError, match="xlwings が入っていない"):
        addin.build()


# ── LibreOffice ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [words.ADDIN_FILE, words.BUTTON_BOOK])
def test_libreoffice_opens_the_file(
    name: str, committed: dict[str, bytes], tmp_path: Path, recalculated: Callable[[Path], Path]
) -> None:
    path = tmp_path / name
    path.write_bytes(committed[name])
    copy = openpyxl.load_workbook(recalculated(path))
    assert copy.sheetnames == list(open_book(path).tabs)


def test_libreoffice_shows_every_button(
    committed: dict[str, bytes], tmp_path: Path, to_pdf: Callable[[Path], Path], pdf_text: Callable[..., list[str]]
) -> None:
    path = tmp_path / words.BUTTON_BOOK
    path.write_bytes(committed[words.BUTTON_BOOK])
    first, *years = pdf_text(to_pdf(path), "raw")
    assert [line for line in first.splitlines() if line == "対応確認を反映"]
    assert "予算額（千円）" in "".join("".join(years).split())
