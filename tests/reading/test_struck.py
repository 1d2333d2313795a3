"""Struck-through words are no text: where they are found in files, and what is left without them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from xlcompare.reading.from_file import open_book, read_grids
from xlcompare.reading.grid import Grid, Look, Struck
from xlcompare.reading.struck import Run, without_struck

from .workbooks import SHEET, STRINGS, TAB, edited, grid, replaced, written

PLAIN, RED, RED_LINE = Look(), Look("rgb=FFFF0000"), Look("rgb=FFFF0000", underlined=True)
STRUCK = "xl/styles.xml"


def revised(*runs: Run, font_struck: bool = False, look: Look = PLAIN) -> tuple[object, object, object]:
    """What is left, the struck words, and what stood there before."""
    left, struck = without_struck(runs, font_struck, look) or (None, Struck((), None, None))
    return left, struck.words, struck.before


# ── a text's runs ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_red_words_beside_struck_ones_were_not_there_before() -> None:
    runs = Run("受診率を", False, PLAIN), Run("60", True, RED), Run("65", False, RED), Run("％以上")
    assert revised(*runs) == ("受診率を65％以上", ("60",), "受診率を60％以上")


def test_underlined_words_in_front_of_struck_ones_were_not_there_before() -> None:
    runs = Run("受診率を"), Run("65", False, Look(underlined=True)), Run("60", True, PLAIN), Run("％以上")
    assert revised(*runs) == ("受診率を65％以上", ("60",), "受診率を60％以上")


def test_words_put_in_elsewhere_in_the_cell_look_like_those_beside_struck_ones() -> None:
    runs = Run("65", False, RED), Run("60", True, RED), Run("％とし、"), Run("さらに", False, RED), Run("高める")
    assert revised(*runs)[2] == "60％とし、高める"


def test_another_colour_elsewhere_in_the_cell_was_there_before() -> None:
    runs = Run("60", True, RED), Run("65", False, RED), Run("％とし、"), Run("必ず", False, Look("rgb=FF0000FF"))
    assert revised(*runs)[2] == "60％とし、必ず"


def test_without_marks_all_words_were_there_before() -> None:
    runs = Run("受診率を"), Run("60", True, PLAIN), Run("65％以上", False, PLAIN)
    assert revised(*runs) == ("受診率を65％以上", ("60",), "受診率を6065％以上")


def test_in_a_cell_of_red_letters_red_marks_nothing() -> None:
    runs = Run("受診率を"), Run("60", True, RED), Run("65", False, RED), Run("％以上")
    assert revised(*runs, look=RED)[2] == "受診率を6065％以上"
    assert revised(*runs[:2], Run("65", False, RED_LINE), runs[3], look=RED)[2] == "受診率を60％以上"


def test_where_all_that_is_left_is_red_on_both_sides_red_marks_nothing() -> None:
    assert revised(Run("率を", False, RED), Run("60", True, RED), Run("65％", False, RED))[2] == "率を6065％"
    assert revised(Run("60", True, RED), Run("65％", False, RED))[2] == "60"


def test_in_a_struck_cell_a_run_without_a_look_is_struck_and_one_with_a_look_of_its_own_is_not() -> None:
    runs = Run("60"), Run("65", False, RED), Run("％以上")
    assert revised(*runs, font_struck=True) == ("65", ("60", "％以上"), "60％以上")
    assert without_struck(runs, False, PLAIN) is None


def test_white_space_alone_is_not_told_as_struck() -> None:
    assert without_struck((Run("65"), Run(" \n", True, PLAIN)), False, PLAIN) is None


def test_where_nothing_is_left_the_cell_is_empty() -> None:
    assert revised(Run("60", True, PLAIN), Run("\n", False, PLAIN)) == ("", ("60",), "60\n")


def test_struck_words_that_stand_together_are_one() -> None:
    assert revised(Run("6", True, RED), Run("0", True, PLAIN), Run("65"), Run("人", True, RED))[1] == ("60", "人")


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A1 in runs, B1 plain; A2 a struck text, B2 a struck number, C2 a struck date, D2 a struck error, E2 empty."""
    path = tmp_path / "岡山.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        tab = workbook.add_worksheet(TAB)
        struck, red = workbook.add_format({"font_strikeout": True}), workbook.add_format({"font_color": "red"})
        tab.write_rich_string(0, 0, "受診率を", struck, "60", red, "65", "％以上とする。")
        tab.write_string(0, 1, "業務")
        tab.write_string(1, 0, "電話相談を行う。", struck)
        tab.write_number(1, 1, 200, struck)
        tab.write_number(1, 2, 45383, workbook.add_format({"font_strikeout": True, "num_format": "yyyy/m/d"}))
        tab.write_formula(1, 3, "=1/0", struck, "#DIV/0!")
        tab.write_blank(1, 4, None, struck)
    return path


def test_what_is_struck_in_a_file_is_left_out(book: Path) -> None:
    read = grid(book)
    assert read.rows[0] == ("受診率を65％以上とする。", "業務", "", "")
    assert set(read.rows[1]) == {""}
    assert {place: struck.words for place, struck in read.struck.items()} == {
        (0, 0): ("60",), (1, 0): ("電話相談を行う。",), (1, 1): (200,),
        (1, 2): (date(2024, 4, 1),), (1, 3): ("#DIV/0!",),
    }  # fmt: skip
    assert not read.errors


def test_the_reader_of_returned_books_leaves_out_the_same(book: Path) -> None:
    read, _ = open_book(book).values(TAB)
    assert (read.rows, read.struck) == (grid(book).rows, grid(book).struck)


@pytest.mark.parametrize(("said", "struck"), [("0", False), ("false", False), ("1", True), ("true", True)])
def test_strike_may_be_said_not_to_be(book: Path, said: str, struck: bool) -> None:
    replaced(book, STRINGS, "<strike/>", f'<strike val="{said}"/>')
    assert ((0, 0) in grid(book).struck) is struck


def test_a_named_style_that_strikes_means_nothing_where_the_cell_has_its_own_font(tmp_path: Path) -> None:
    path = written(tmp_path, [["業務"]])
    with_style = '<cellStyleXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellStyleXfs>'
    replaced(path, STRUCK, "</fonts>", "<font><strike/></font></fonts>")
    replaced(path, STRUCK, '<cellStyleXfs count="1">', f'{with_style}<old count="1">')
    replaced(path, STRUCK, "</cellStyleXfs><cellXfs", "</old><cellXfs")
    assert not grid(path).struck


def test_whether_a_font_is_said_to_be_applied_does_not_matter(book: Path) -> None:
    replaced(book, STRUCK, ' applyFont="1"', ' applyFont="0"')
    assert (1, 0) in grid(book).struck


def test_a_cell_that_names_no_style_has_the_first(tmp_path: Path) -> None:
    path = replaced(written(tmp_path, [["業務", 200]]), STRUCK, "<font>", "<font><strike/>")
    assert set(grid(path).struck) == {(0, 0), (0, 1)}


@pytest.mark.parametrize("written_as", ["s='{}'", 's = "{}"', 's= "{}"'])
def test_a_style_is_found_however_it_is_written(book: Path, written_as: str) -> None:
    def change(name: str, content: bytes) -> bytes:
        style = written_as.encode()
        return re.sub(rb's="(\d)"', lambda s: style.replace(b"{}", s[1]), content) if name == SHEET else content

    assert set(grid(edited(book, change)).struck) == {(0, 0), (1, 0), (1, 1), (1, 2), (1, 3)}


def test_texts_that_stand_in_their_cells_are_read_alike(tmp_path: Path) -> None:
    path = written(tmp_path, [["x", "y"]])
    runs = "<r><t>受診率を</t></r><r><rPr><strike/></rPr><t>60</t></r><r><rPr/><t>65</t></r>"
    replaced(path, SHEET, '<c r="A1" t="s"><v>0</v></c>', f'<c r="A1" t="inlineStr"><is>{runs}</is></c>')
    assert (grid(path).rows[0], grid(path).struck[0, 0].words) == (("受診率を65", "y"), ("60",))


def test_readings_beside_a_text_are_no_part_of_it(book: Path) -> None:
    replaced(
        book, STRINGS, "％以上とする。</t></r>", '％以上とする。</t></r><rPh sb="0" eb="3"><t>ジュシンリツ</t></rPh>'
    )
    assert grid(book).rows[0][0] == "受診率を65％以上とする。"


def test_a_struck_cell_of_a_book_whose_texts_all_stand_in_their_cells_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "岡山.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        workbook.add_worksheet(TAB).write_row(0, 0, ["廃止", 3], workbook.add_format({"font_strikeout": True}))
    assert set(grid(path).struck) == {(0, 0), (0, 1)}


def test_a_book_without_struck_words_is_read_as_it_is(tmp_path: Path) -> None:
    read = grid(written(tmp_path, [["業務", 200]]))
    assert (read.rows, dict(read.struck)) == ((("業務", 200),), {})


def cases(shared: Path, name: str) -> tuple[Grid, ...]:
    return read_grids(shared / "data" / "cases" / "reading" / f"{name}.xlsx")


def test_the_offices_ways_to_strike_read_right(shared: Path) -> None:
    plan, _ = cases(shared, "f01_strikethrough_cell_and_run")
    assert [row[2] or "" for row in plan.rows[1:]] == ["受診率を65％以上とする。", "", "電話相談を行う。"]
    assert (plan.struck[1, 2].before, plan.struck[2, 6].words) == ("受診率を60％以上とする。", (200,))
    assert cases(shared, "f01b_strikethrough_kpi_target")[0].rows[1][3] == "受診率を65％以上とする"
