"""The VBA project: packed as [MS-OVBA] says, whole, and the same to every reader."""

from __future__ import annotations

import re
import zipfile
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import olefile
import pyopenvba
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyopenvba.vba import decompress

from xlcompare import addin_words as words
from xlcompare.addin.build import ADDIN_MODULES, BOOK_MODULES
from xlcompare.addin.compression import CHUNK, compressed
from xlcompare.addin.modules import CLASS, PROCEDURES, Module, document_modules, module
from xlcompare.addin.ovba import Project, vba_project
from xlcompare.addin.xlwings_parts import PROJECT, xlwings_parts

from .containers import MACROS, exported, modules_by_olevba, part

SOURCES = {words.ADDIN_FILE: ADDIN_MODULES, words.BUTTON_BOOK: BOOK_MODULES}


def ole(file: bytes) -> olefile.OleFileIO:
    project = part(file, "xl/vbaProject.bin")
    return olefile.OleFileIO(BytesIO(project), raise_defects=olefile.DEFECT_UNSURE)


def texts(file: bytes) -> dict[str, bytes]:
    """The modules' streams, unpacked."""
    with ole(file) as project:
        names = [path for path in project.listdir() if path[0] == "VBA" and path[1] not in ("dir", "_VBA_PROJECT")]
        return {path[1]: decompress(project.openstream(path).read()) for path in names}


# ── compression ────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.text("abcde \r\n", max_size=300).map(lambda text: text.encode() * 40))
def test_what_was_packed_comes_back(data: bytes) -> None:
    assert decompress(compressed(data)) == data


@pytest.mark.parametrize("size", [0, 1, 2, 3, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
@pytest.mark.parametrize("unit", [b"a", b"ab", bytes(range(256))])
def test_sizes_at_the_borders_of_a_chunk_come_back(size: int, unit: bytes) -> None:
    data = (unit * size)[:size]
    assert decompress(compressed(data)) == data


def test_a_full_chunk_of_noise_is_kept_as_it_is_and_a_short_one_refused() -> None:
    noise = bytes((number * number * 7919 + number // 3 * 104729) >> 5 & 0xFF for number in range(CHUNK))
    assert decompress(compressed(noise)) == noise
    with pytest.raises(ValueError, match="short chunk"):
        compressed(bytes(range(256)) * 15 + noise[:4000])


# ── modules ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_class_gets_what_its_exported_text_leaves_out() -> None:
    text = (
        'VERSION 1.0 CLASS\r\nBEGIN\r\n  MultiUse = -1\r\nEND\r\nAttribute VB_Name = "A"\r\nAttribute VB_Exposed = True'
    )
    made = module(text)
    assert (made.name, made.kind) == ("A", CLASS)
    assert [line.partition(" = ")[0].removeprefix("Attribute ") for line in made.source.splitlines()] == [
        "VB_Name",
        "VB_Base",
        "VB_Exposed",
        "VB_TemplateDerived",
        "VB_Customizable",
    ]


@pytest.mark.parametrize("text", ["Option Explicit\n", 'Attribute VB_Name = "表"\n', 'Attribute VB_Name = "1a"\n'])
def test_a_module_without_a_usable_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"VB_Name|not a name"):
        module(text)


def test_a_line_too_long_for_vba_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        Module("A", PROCEDURES, "'" + "x" * 1023 + "\r\n")


def test_two_modules_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="one name"):
        vba_project(Project("P", (*document_modules(("Sheet1",)), Module("sheet1", PROCEDURES, "\r\n"))))


# ── the whole project ──────────────────────────────────────────────────────────────────────────────────────────────


def test_excel_is_told_to_compile_the_sources(file: bytes) -> None:
    with ole(file) as project:
        assert project.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("cc61ffff000100")


def test_the_workbook_and_each_sheet_have_a_module_under_their_code_name(file: bytes) -> None:
    with ole(file) as project:
        modules = re.findall(r"^Document=(\w+)/", project.openstream("PROJECT").read().decode("cp1252"), re.MULTILINE)
    with zipfile.ZipFile(BytesIO(file)) as archive:
        xml = [archive.read(name).decode() for name in archive.namelist() if re.match(r"xl/(work|worksheets/)", name)]
    assert sorted(modules) == sorted(re.findall(r' codeName="(\w+)"', "".join(xml)))


def test_every_module_is_ascii_with_lines_ended_by_crlf(file: bytes) -> None:
    for text in texts(file).values():
        assert text.isascii()
        assert text.endswith(b"\r\n")
        assert b"\n" not in text.replace(b"\r\n", b"")
        assert b"\r" not in text.replace(b"\r\n", b"")


@pytest.mark.parametrize("name", SOURCES)
def test_olevba_and_a_second_reader_find_the_sources(name: str, built: dict[str, bytes], tmp_path: Path) -> None:
    parts = xlwings_parts()
    sources = {f"{own}.bas": (MACROS / "vba" / f"{own}.bas").read_bytes().decode() for own in SOURCES[name]}
    sources |= {"xlwings.bas": parts.module, "Dictionary.cls": parts.dictionary.partition("END\r\n")[2]}
    found = modules_by_olevba(built[name])
    mine = {file: exported(code) for file, code in sources.items()}
    assert {file: exported(code) for file, code in found.items() if file in mine} == mine
    assert all(not exported(code).strip() for file, code in found.items() if file not in mine)

    path = tmp_path / name
    path.write_bytes(built[name])
    assert pyopenvba.check_file(path).ok
    with pyopenvba.ExcelFile(path) as book:
        assert book.vba_project().validate() == []
        for file, code in sources.items():
            shown = book.get_module(Path(file).stem).replace("\r\n", "\n")
            assert exported(shown).strip() == exported(code).strip()


def test_the_module_of_xlwings_is_of_the_installed_version_and_under_our_name(file: bytes) -> None:
    text = texts(file)["xlwings"].decode()
    assert f'XLWINGS_VERSION As String = "{version("xlwings")}"' in text
    assert f'PROJECT_NAME As String = "{PROJECT}"' in text
    assert "ThisWorkbook.Name" not in text  # In an add-in that is the add-in, not the book to work on.


def test_a_strangers_workbook_chooses_no_program(file: bytes) -> None:
    text = texts(file)["xlwings"].decode()
    config = text[text.index("Function GetConfig(") : text.index("Function SaveConfigToFile")]
    lines = [line.strip() for line in config.splitlines()]
    at = lines.index("If GetConfigFromSheet(ActiveWorkbook).Exists(configKey) = True Then")
    assert lines[at - 1] == "If False Then"
    assert 'If source = "" Or source = "directory" Then' not in lines


def test_every_error_is_shown_by_our_own_macro(file: bytes) -> None:
    found = texts(file)
    definition = re.compile(r"^(?:Public )?Sub ShowError\(", re.MULTILINE)
    assert [name for name, text in found.items() if definition.search(text.decode())] == ["Press"]
    assert b"MsgBox" not in found["xlwings"].partition(b"Sub ExecuteMac")[2].partition(b"Function ExecuteWindows")[0]


def test_nothing_of_xlwings_pro_is_inside(file: bytes) -> None:
    assert set(texts(file)) - {"xlwings", "Dictionary"} <= {
        *ADDIN_MODULES,
        *BOOK_MODULES,
        "ThisWorkbook",
        *(f"Sheet{number}" for number in range(1, 5)),
    }
