"""The finished workbook as another program reads it: the underlines, and how it goes onto paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from xlcompare import words

NAMES = ["sample", "okayama", "gunma", "kagoshima"]
NEW, OLD = 2, 3
LABELS = ("《ＫＰＩ》\n",)


def underlined(cell: Any) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A cell's text and its underlined characters, as ranges that don't touch."""
    value = cell.value if isinstance(cell.value, CellRichText) else [cell.value or ""]
    whole = bool(cell.font.u) and not isinstance(cell.value, CellRichText)
    text, found = "", list[tuple[int, int]]()
    for run in value:
        marked = bool(run.font.u) if isinstance(run, TextBlock) else whole
        start, text = len(text), text + str(run)
        if marked and len(text) > start:
            if found and found[-1][1] == start:
                start = found.pop()[0]
            found.append((start, len(text)))
    return text, tuple(found)


def rows(sheet: Worksheet) -> Iterator[int]:
    """The numbers of the rows between header and foot."""
    return iter(range(4, sheet.max_row - 2))


def cells(sheet: Worksheet, column: int) -> dict[str, list[tuple[tuple[int, int], ...]]]:
    """The underlined ranges of the items that stand in a column, by their text; labels before an item are left out."""
    found = defaultdict(list)
    for row in rows(sheet):
        text, marks = underlined(sheet.cell(row, column))
        for label in LABELS:
            if text.startswith(label):
                assert all(start >= len(label) for start, _ in marks)
                text, marks = text[len(label) :], tuple((a - len(label), b - len(label)) for a, b in marks)
        found[text].append(marks)
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("side", "column"), [("new", NEW), ("old", OLD)])
def test_exactly_the_changed_characters_are_underlined(
    made: Callable[..., Any], name: str, side: str, column: int
) -> None:
    book = made(name)
    found = cells(book.sheet, column)
    expected = defaultdict(list)
    for item in book.items(side):
        if item["kind"] != "area":
            expected[item["text"]].append(tuple(tuple(span) for span in item["changed"]))
    assert sum(bool(marks) for each in expected.values() for marks in each) > 20
    for text, marks in expected.items():
        assert sorted(found[text]) == sorted(marks), text
    # What is left are our own words, with nothing underlined.
    ours = {text: marks for text, marks in found.items() if text not in expected}
    assert all(text == "" or "移動" in text for text in ours)
    assert not any(any(marks) for marks in ours.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_run_of_rich_text_names_its_font(made: Callable[..., Any], name: str) -> None:
    runs = [
        run
        for row in made(name).sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, CellRichText)
        for run in cell.value
    ]
    assert len(runs) > 20
    assert {(run.font.rFont, run.font.sz) for run in runs if isinstance(run, TextBlock)} == {(words.DEFAULT_FONT, 10)}
    assert all(isinstance(run, TextBlock) for run in runs)


def test_the_sheet_is_set_up_for_a4_landscape_one_page_wide(made: Callable[..., Any]) -> None:
    sheet = made("sample").sheet
    setup, properties = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
    assert (setup.paperSize, setup.orientation, setup.fitToWidth or 1, setup.fitToHeight) == (9, "landscape", 1, 0)
    assert properties.fitToPage
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.oddFooter.center.text == "&P／&N"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_area == f"'新旧対照表'!$A$1:$C${sheet.max_row}"


def test_the_years_columns_are_of_one_width_and_the_areas_is_narrow(made: Callable[..., Any]) -> None:
    widths = made("sample").sheet.column_dimensions
    # One entry for both years: columns B to C.
    assert (widths["B"].min, widths["B"].max) == (2, 3)
    assert 4 * widths["A"].width < widths["B"].width


def test_every_row_has_a_height_of_its_own(made: Callable[..., Any]) -> None:
    sheet = made("okayama").sheet
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert all(height and height <= 409.5 for height in heights)


def test_no_merge_reaches_over_a_page_end(made: Callable[..., Any]) -> None:
    sheet = made("okayama").sheet
    ends = [page.id for page in sheet.row_breaks.brk]
    assert len(ends) >= 8
    assert not [m for m in sheet.merged_cells.ranges for end in ends if m.min_row <= end < m.max_row]


def test_the_working_sheets_stay_out_of_the_printout(made: Callable[..., Any]) -> None:
    for sheet in openpyxl.load_workbook(made("sample").path).worksheets[1:]:
        first, _, last = sheet.print_area.partition("!")[2].replace("$", "").partition(":")
        assert last in ("", first)
        assert sheet[first].value is None
        assert sheet[first].row > sheet.max_row - 1


def test_nothing_in_the_workbook_is_a_formula(made: Callable[..., Any]) -> None:
    for sheet in openpyxl.load_workbook(made("okayama").path).worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
