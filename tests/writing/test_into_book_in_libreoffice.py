"""What LibreOffice makes of workbooks into which sheets were put; and sheets put into workbooks that it wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xlcompare.writing.into_book import into_book

from .rich_books import BOOKS, MIDDLE, RESAVED
from .test_into_book import SHEETS, check_nothing_else_changed, opened, tabs

Recalculated = Callable[[Path], Path]


@pytest.fixture
def resaved(recalculated: Recalculated, tmp_path: Path) -> Callable[[bytes, str], bytes]:
    """A workbook as LibreOffice saves it."""

    def save(book: bytes, ending: str = "xlsx") -> bytes:
        file = tmp_path / f"book.{ending}"
        file.write_bytes(book)
        return recalculated(file).read_bytes()

    return save


@pytest.mark.parametrize("name", BOOKS)
def test_libreoffice_opens_the_result_with_all_tabs_in_their_order(
    name: str, resaved: Callable[[bytes, str], bytes]
) -> None:
    result = into_book(BOOKS[name](), SHEETS, MIDDLE).data
    book = opened(resaved(result, "xlsm" if name == "macros" else "xlsx"))
    assert book.sheetnames == tabs(result)
    page = book["新旧対照表"]
    assert (str(page["B1"].value), page["B2"].value) == ("旧　から新へ\n二行目 & <b>", -1_234)
    assert [str(run) for run in page["B1"].value if getattr(getattr(run, "font", None), "u", None)] == ["旧", "新"]
    assert (page["A1"].font.sz, page["A1"].border.left.style) == (10.5, "thin")
    assert page.print_title_rows == "$1:$1"
    assert len(book["予算の動き"]._charts) == 1


@pytest.mark.parametrize("name", RESAVED)
def test_a_workbook_by_libreoffice_keeps_everything_and_is_done_again_alike(
    name: str, resaved: Callable[[bytes, str], bytes]
) -> None:
    base = resaved(BOOKS[name](), "xlsx")
    first = into_book(base, SHEETS, "計画")
    check_nothing_else_changed(base, first)
    assert into_book(first.data, SHEETS, "計画") == first


def test_our_tabs_are_known_again_after_libreoffice_saved_them(resaved: Callable[[bytes, str], bytes]) -> None:
    first = into_book(BOOKS["hidden_tabs_and_protection"](), SHEETS, "計画")
    again = into_book(resaved(first.data, "xlsx"), SHEETS)
    assert (again.names, tabs(again.data)) == (first.names, tabs(first.data))
