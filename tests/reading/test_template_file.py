"""Templates as people leave them in Excel: what is read, what is reported, what is refused."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, GradientFill, PatternFill, Protection, Side
from openpyxl.styles.colors import Color
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.workbook import Workbook

from xlcompare import notices
from xlcompare.errors import BookError
from xlcompare.reading.template_file import MAX_PART_MB, read_template
from xlcompare.template import STANDARD, Page, Template

FILE = Path(__file__).resolve().parents[2] / "templates" / "standard.xlsx"
NAME = "対照表 本文"
USUAL = STANDARD.styles[NAME]

Edit = Callable[[Workbook], object]
Edited = Callable[[Edit], Template]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """`edited(how)`: the standard template after `how`, read."""

    def read(how: Edit) -> Template:
        book = openpyxl.load_workbook(FILE)
        how(book)
        book.save(tmp_path / "本部.xlsx")
        return read_template(tmp_path / "本部.xlsx")

    return read


def set_style(book: Workbook, name: str = NAME, **parts: object) -> None:
    """Another look for the style `name`, and for the cells that have it, as Excel does it."""
    (style,) = (each for each in book._named_styles if each.name == name)  # type: ignore[attr-defined]
    for part, value in parts.items():
        setattr(style, part, value)
    for page in book.worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row if cell.style == name):
            cell.style = name


def with_part(path: Path, part: str, how: Callable[[bytes], bytes]) -> Path:
    """A copy of the standard template at `path` with one part passed through `how`."""
    with zipfile.ZipFile(FILE) as archive, zipfile.ZipFile(path, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, how(archive.read(name)) if name == part else archive.read(name))
    return path


# ── styles ─────────────────────────────────────────────────────────────────────────────────────────────────────────

LOOKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "font": ({"font": Font(name="メイリオ", sz=10.5, b=True, i=True, u="single")},
             {"font": "メイリオ", "size": 10.5, "bold": True, "italic": True, "underline": True}),
    "theme font": ({"font": Font(name="游ゴシック", sz=11, scheme="minor", color=Color(theme=1))},
                   {"font": "游ゴシック", "size": 11}),
    "theme colours": ({"font": Font(name="ＭＳ 明朝", sz=10, color=Color(theme=0)),
                       "fill": PatternFill("solid", fgColor=Color(theme=4, tint=-0.25))},
                      {"color": "#FFFFFF", "fill": "#376092"}),
    "indexed colours": ({"font": Font(name="ＭＳ 明朝", sz=10, color=Color(indexed=10)),
                         "fill": PatternFill("solid", fgColor=Color(indexed=43), bgColor=Color(indexed=64))},
                        {"color": "#FF0000", "fill": "#FFFF99"}),
    "automatic colour": ({"font": Font(name="ＭＳ 明朝", sz=10, color=Color(indexed=8)), "fill": PatternFill()}, {}),
    "known border": ({"border": Border(*[Side("thin")] * 4)}, {"border": "thin"}),
    "other border": ({"border": Border(left=Side("medium"), right=Side(), top=Side("double"), bottom=Side("dotted"))},
                     {"border": "medium none double dotted"}),
    "no border": ({"border": Border()}, {"border": "none"}),
    "coloured border": ({"border": Border(*[Side("thin", color="FF1F3864")] * 4)},
                        {"border": "thin", "border_color": "#1F3864"}),
    "alignment": ({"alignment": Alignment("center", "center", wrap_text=True)},
                  {"align": "center", "valign": "center"}),
    "default alignment": ({"alignment": Alignment(wrap_text=True)}, {"valign": "bottom"}),
    "spread alignment": ({"alignment": Alignment("distributed", "top", wrap_text=True)}, {"align": "distributed"}),
    "own format": ({"number_format": r'#,##0;\▲#,##0'}, {"number_format": '#,##0;"▲"#,##0'}),
    "built-in format": ({"number_format": BUILTIN_FORMATS[38]}, {"number_format": BUILTIN_FORMATS[38]}),
    "unlocked": ({"protection": Protection(locked=False)}, {"locked": False}),
}  # fmt: skip


@pytest.mark.parametrize(("given", "read"), LOOKS.values(), ids=LOOKS)
def test_what_a_person_changes_in_a_style_is_read(edited: Edited, given: dict[str, Any], read: dict[str, Any]) -> None:
    found = edited(lambda book: set_style(book, **given))
    assert found.styles == {**STANDARD.styles, NAME: replace(USUAL, **read)}
    assert found.problems == ()


def test_figures_without_an_alignment_of_their_own_stand_on_the_right(edited: Edited) -> None:
    found = edited(lambda book: set_style(book, "予算 金額", alignment=Alignment(vertical="center")))
    assert found.styles["予算 金額"].align == "right"


ITEM = (Side("thin"), Side("thin"), Side("hair"), Side("hair"))
LOST: dict[str, tuple[str, object]] = {
    "strike": ("font", Font(name="ＭＳ 明朝", sz=10, strike=True)),
    "script": ("font", Font(name="ＭＳ 明朝", sz=10, vertAlign="superscript")),
    "gradient": ("fill", GradientFill(stop=("FFFFFF", "000000"))),
    "pattern": ("fill", PatternFill("darkGrid", fgColor="FFFF0000")),
    "diagonal": ("border", Border(*ITEM, Side("thin"), diagonalUp=True)),
    "rotation": ("alignment", Alignment("left", "top", text_rotation=90, wrap_text=True)),
    "indent": ("alignment", Alignment("left", "top", indent=2, wrap_text=True)),
    "shrink": ("alignment", Alignment("left", "top", shrink_to_fit=True, wrap_text=True)),
    "align": ("alignment", Alignment("fill", "top", wrap_text=True)),
    "valign": ("alignment", Alignment("left", "justify", wrap_text=True)),
}


@pytest.mark.parametrize(("lost", "given"), LOST.items(), ids=LOST)
def test_what_no_sheet_can_show_is_reported_and_left_out(edited: Edited, lost: str, given: tuple[str, object]) -> None:
    found = edited(lambda book: set_style(book, **dict([given])))
    assert found.styles[NAME] == USUAL
    assert found.problems == (notices.template_style_loses(NAME, lost),)


def test_a_double_underline_and_lines_of_two_colours_become_one(edited: Edited) -> None:
    border = Border(Side("thin", color="FFFF0000"), *ITEM[1:])
    font = Font(name="ＭＳ 明朝", sz=10, u="double")
    found = edited(lambda book: set_style(book, font=font, border=border))
    assert found.styles[NAME] == replace(USUAL, underline=True, border_color="#FF0000")
    assert found.problems == tuple(
        notices.template_style_loses(NAME, part) for part in ("double_underline", "line_colors")
    )


@pytest.mark.parametrize("size", [1, 200])
def test_letters_too_small_or_too_large_are_reported_and_have_the_usual_size(edited: Edited, size: int) -> None:
    found = edited(lambda book: set_style(book, font=Font(name="ＭＳ 明朝", sz=size)))
    assert found.styles[NAME] == USUAL
    assert found.problems == (notices.template_size(NAME, size, 4, 48, 10),)


def test_a_style_for_texts_that_does_not_wrap_is_reported(edited: Edited) -> None:
    found = edited(lambda book: set_style(book, alignment=Alignment("left", "top")))
    assert found.styles[NAME] == replace(USUAL, wrap=False)
    assert found.problems == (notices.template_style_cuts(NAME),)


def test_a_missing_style_is_reported_and_the_delivered_one_taken(tmp_path: Path) -> None:
    path = with_part(tmp_path / "a.xlsx", "xl/styles.xml", lambda xml: xml.replace(NAME.encode(), "自分の".encode()))
    found = read_template(path)
    assert found.styles == STANDARD.styles
    assert found.problems == (notices.template_style_missing(NAME),)


def test_a_cell_with_a_look_of_its_own_is_reported_once(edited: Edited) -> None:
    def colour(book: Workbook) -> None:
        for place in ("B5", "C5", "B6"):
            book["新旧対照表"][place].fill = PatternFill("solid", fgColor="FFFF0000")

    found = edited(colour)
    assert found.styles == STANDARD.styles
    assert found.problems == (f"新旧対照表!B5: {notices.template_cell_apart(NAME)}",)


def test_styles_and_sheets_of_ones_own_are_left_alone(edited: Edited) -> None:
    def add(book: Workbook) -> None:
        style = openpyxl.styles.NamedStyle("強調", font=Font(sz=30, strike=True))
        book.create_sheet("メモ")["A1"].style = style

    assert edited(add).problems == ()


# ── sheets ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def page_after(edited: Edited, how: Callable[[Any], object], name: str = "新旧対照表") -> tuple[Page, tuple[str, ...]]:
    found = edited(lambda book: how(book[name]))
    return found.pages[name], found.problems


def test_page_set_up_is_that_of_the_sheet(edited: Edited) -> None:
    def turn(page: Any) -> None:
        page.page_setup.paperSize, page.page_setup.orientation = 8, "portrait"
        page.page_margins.left = page.page_margins.bottom = 1.0
        page.oddHeader.right.text, page.oddFooter.center.text = "本部", "&P"
        page.oddHeader.right.font, page.oddHeader.right.size = "メイリオ,太字", 12

    page, problems = page_after(edited, turn)
    assert problems == ()
    assert page == Page(page.widths, "A3", False, (72.0, 36.0, 36.0, 72.0), '&R&"メイリオ,太字"&12 本部', "&C&P")


def test_columns_are_in_points_whatever_the_normal_font_is(edited: Edited) -> None:
    def widen(book: Workbook) -> None:
        book["新旧対照表"].column_dimensions["A"].width = 20.0
        book["新旧対照表"].column_dimensions["B"].width = 30.0

    assert edited(widen).pages["新旧対照表"].widths == (105.0, 157.5, 354.0)

    def gothic(book: Workbook) -> None:
        widen(book)
        book._named_styles["Normal"].font = Font(name="ＭＳ Ｐゴシック", sz=11)  # type: ignore[attr-defined]

    assert edited(gothic).pages["新旧対照表"].widths[:2] == (120.0, 180.0)


def test_columns_that_share_an_entry_have_the_same_width(tmp_path: Path) -> None:
    def one_entry(xml: bytes) -> bytes:
        return re.sub(rb"<cols>.*</cols>", b'<cols><col min="1" max="16384" width="10" customWidth="1"/></cols>', xml)

    found = read_template(with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet2.xml", one_entry))
    assert found.pages["新旧対照表"].widths == (52.5, 52.5, 52.5)


ODD: dict[str, tuple[Callable[[Any], object], str, str]] = {
    "paper": (lambda page: setattr(page.page_setup, "paperSize", 12), "paper", ""),
    "margins": (lambda page: setattr(page.page_margins, "left", 11.0), "margins", ""),
    "negative margin": (lambda page: setattr(page.page_margins, "top", -1.0), "margins", ""),
    "hidden column": (lambda page: setattr(page.column_dimensions["B"], "hidden", True), "width", "B"),
    "closed column": (lambda page: setattr(page.column_dimensions["A"], "width", 0.5), "width", "A"),
    "picture": (lambda page: setattr(page.oddHeader.left, "text", "&G"), "picture", ""),
    "long line": (lambda page: setattr(page.oddHeader.left, "text", "本" * 256), "line", ""),
}


@pytest.mark.parametrize(("how", "part", "column"), ODD.values(), ids=ODD)
def test_a_set_up_that_leaves_no_table_is_reported_and_the_usual_taken(
    edited: Edited, how: Callable[[Any], object], part: str, column: str
) -> None:
    page, problems = page_after(edited, how)
    assert page == STANDARD.pages["新旧対照表"]
    assert problems == (notices.template_page_loses("新旧対照表", part, column),)


def test_a_margin_that_is_no_number_is_reported(tmp_path: Path) -> None:
    def broken(xml: bytes) -> bytes:
        return re.sub(rb'(<pageMargins [^>]*top=)"[^"]*"', rb'\1"NaN"', xml)

    found = read_template(with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet2.xml", broken))
    assert found.pages == STANDARD.pages
    assert found.problems == (notices.template_page_loses("新旧対照表", "margins"),)


def test_a_missing_sheet_is_reported_and_the_usual_page_taken(edited: Edited) -> None:
    found = edited(lambda book: book.remove(book["予算対照表"]))
    assert found.pages == STANDARD.pages
    assert found.problems == (notices.template_sheet_missing("予算対照表"),)


def test_a_template_saved_by_libreoffice_is_the_same(recalculated: Callable[[Path], Path]) -> None:
    found = read_template(recalculated(FILE))
    assert (found.styles, found.pages, found.problems) == (STANDARD.styles, STANDARD.pages, ())


# ── refused ────────────────────────────────────────────────────────────────────────────────────────────────────────


def refusal(path: Path) -> str:
    with pytest.raises(BookError) as refused:
        read_template(path)
    return str(refused.value)


def test_a_workbook_without_any_of_the_styles_is_no_template(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "計画.xlsx")
    assert refusal(tmp_path / "計画.xlsx").startswith(
        "計画.xlsx: xlcompare のスタイル（「対照表 本文」など）が1つもない"
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", "名前,値".encode(), bytes(range(256)) * 9])
def test_what_is_no_workbook_is_refused_as_any_book_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    assert refusal(tmp_path / "a.xlsx").startswith("a.xlsx: ")


DAMAGE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "cut short": ("xl/styles.xml", lambda xml: xml[: len(xml) // 2]),
    "a font that is not there": ("xl/styles.xml", lambda xml: re.sub(rb'fontId="\d+"', b'fontId="999"', xml)),
    "a size that is no number": ("xl/styles.xml", lambda xml: xml.replace(b'<sz val="10"', b'<sz val="ten"')),
    "an entity": ("xl/theme/theme1.xml", lambda xml: b'<!DOCTYPE a [<!ENTITY b "b">]>' + xml.partition(b"?>")[2]),
    "a style that has no look": ("xl/styles.xml", lambda xml: re.sub(rb' xfId="\d+"', b' xfId="999"', xml)),
    "a column of no width": ("xl/worksheets/sheet2.xml", lambda xml: re.sub(rb'width="[^"]*"', b'width="NaN"', xml)),
    "too much": ("xl/worksheets/sheet2.xml", lambda xml: xml + b" " * (MAX_PART_MB << 20)),
}


@pytest.mark.parametrize(("part", "how"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_or_hostile_template_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], part: str, how: Callable[[bytes], bytes]
) -> None:
    said = refusal(with_part(tmp_path / "a.xlsx", part, how))
    assert said.startswith("a.xlsx: ")
    assert "\n" not in said
    assert capsys.readouterr() == ("", "")


def test_a_merge_of_the_whole_sheet_costs_nothing(tmp_path: Path) -> None:
    def merged(xml: bytes) -> bytes:
        return re.sub(
            rb"<mergeCells .*</mergeCells>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', xml
        )

    assert read_template(with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet2.xml", merged)).problems == ()
