"""Parts with more elements than any book of an office has are refused before anything parses them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from xlcompare.errors import BookError
from xlcompare.hosts.cli import main
from xlcompare.reading.from_file import open_book
from xlcompare.reading.part_limits import SHEET, STYLES, TEXTS, WORKBOOK, Limits, require_few

from .workbooks import SHEET as PART
from .workbooks import TAB, edited, written

BOMB = b"<!DOCTYPE a [<!ENTITY b 'c'>]><Types"


@pytest.mark.parametrize("limits", [SHEET, STYLES, TEXTS, WORKBOOK], ids=["sheet", "styles", "texts", "workbook"])
@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_each_limit_is_exact(limits: Limits, prefix: bytes) -> None:
    for name, (most, called) in limits.items():
        one = b"<" + prefix + name + b"/>"
        longer = b"<" + prefix + name + b"Longer/>"
        require_few("計画.xlsx", one * most + longer, limits)
        with pytest.raises(BookError, match=f"{called}が多すぎます（{most + 1:,}個、上限は{most:,}個）"):
            require_few("計画.xlsx", one * (most + 1), limits)


def spoilt(folder: Path, part: str, where: bytes, more: Callable[[], bytes]) -> Path:
    def change(name: str, xml: bytes) -> bytes:
        if name != part:
            return xml
        assert where in xml
        return xml.replace(where, more() + where)

    return edited(written(folder, [["分野", "内容"], ["基盤", "受診勧奨を行う。"]]), change)


def test_a_sheet_of_millions_of_empty_cells_is_refused_at_once(tmp_path: Path) -> None:
    # Cells of two looks by turns, so that the part doesn't shrink as a bomb does.
    row = b"<row>" + b"".join(b'<c s="%d"/>' % (k * k % 7) for k in range(1000)) + b"</row>"
    path = spoilt(tmp_path, PART, b"</sheetData>", lambda: row * 4_001)
    begun = time.monotonic()
    with pytest.raises(BookError, match="セルが多すぎます"):
        open_book(path).grid(TAB)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("command", [["check"], ["compare"], ["progress"], ["compare", "--into", "--no-backup"]])
def test_a_million_looks_are_refused_by_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    looks = b"".join(b'<xf numFmtId="%d" fontId="0"/>' % (k * k % 49) for k in range(200_000))
    path = spoilt(tmp_path, "xl/styles.xml", b"</cellXfs>", lambda: looks)
    name, *options = command
    assert main([name, str(path), *options]) == 2
    assert "セルの書式が多すぎます" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "compare", "judge"])
def test_a_document_type_in_the_list_of_types_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    def change(name: str, xml: bytes) -> bytes:
        return xml.replace(b"<Types", BOMB, 1) if name == "[Content_Types].xml" else xml

    path = edited(written(tmp_path, [["内容"]]), change)
    assert main([command, str(path)]) == 2
    assert "DOCTYPE" in capsys.readouterr().err
