"""The comparison on paper, as LibreOffice prints it: nothing missing, nothing cut, every page with its head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ..optimal_heights import TABLE, optimal_heights

HEAD_ROWS, FOOT_ROWS = 3, 3
MINISTRY, A3, OLD_FIRST = {"様式": "省庁"}, {"用紙": "A3横"}, {"列の順": "旧を左"}
MADE = [
    ("okayama", {}),
    ("sample", {}),
    ("gunma", {}),
    ("kagoshima", {}),
    ("okayama", MINISTRY),
    ("okayama", A3),
    ("okayama", OLD_FIRST),
    ("okayama", {"フォント": "游ゴシック"}),
    ("gunma", {"フォント": "メイリオ", "文字の大きさ": "12"}),
    ("kagoshima", {**A3, **MINISTRY, **OLD_FIRST}),
]
MOST_PAGES = {"okayama": 16}
NAMES = ["okayama", "sample", "gunma", "kagoshima", "ministry", "a3", "old_first", "yu_gothic", "meiryo_12", "all"]

Pages = Callable[..., list[str]]


@pytest.fixture(params=MADE, ids=NAMES)
def book(request: pytest.FixtureRequest, made: Callable[..., Any]) -> Any:
    name, settings = request.param
    return made(name, **settings)


@pytest.fixture
def pages(book: Any, to_pdf: Callable[[Path], Path], pdf_text: Pages, plain: Callable[[str], str]) -> Pages:
    """`pages(mode)`: the text of each page without blanks."""
    pdf = to_pdf(book.path)
    return lambda mode="layout": [plain(page) for page in pdf_text(pdf, mode)]


def shown_items(book: Any, side: str) -> Iterator[dict[str, Any]]:
    """The items of a year that the table shows in full."""
    omitted = set()
    if "（略）" in {str(cell.value) for cell in book.sheet["B"]}:
        omitted = {pair[side] for pair in book.result["pairs"] if pair["change"] == "same" and pair["move"] is None}
    return (i for i in book.items(side) if i["id"] not in omitted or i["kind"] in ("heading", "area"))


def test_every_character_of_every_item_is_on_paper_under_a_head_on_every_page(
    book: Any, pages: Pages, plain: Callable[[str], str]
) -> None:
    sheet = book.sheet
    laid_out, in_order = pages(), "".join(pages("raw"))
    texts = Counter(
        plain(item["text"]) for side in ("old", "new") for item in shown_items(book, side) if item["kind"] != "area"
    )
    assert len(texts) > 60
    assert [text for text, count in texts.items() if in_order.count(text) < count] == []
    for side in ("old", "new"):
        names = [plain(item["text"]) for item in book.items(side) if item["kind"] == "area"]
        assert [name for name in names if name not in in_order] == []

    assert len(laid_out) <= MOST_PAGES.get(book.path.stem, 30)
    title = plain(sheet["A1"].value)
    header = plain("".join(sheet.cell(3, column).value for column in (1, 2, 3)))
    for number, page in enumerate(laid_out, 1):
        assert page.startswith(title)
        assert header in page[: len(title) + 100]
        assert page.endswith(f"{number}/{len(laid_out)}")
        assert len(page) > len(title) + len(header) + 120

    breaks = [end.id for end in sheet.row_breaks.brk]
    assert len(laid_out) == len(breaks) + 1, "a page ended where none was planned to"
    for row, page in zip([HEAD_ROWS, *breaks], laid_out, strict=True):
        texts_of_row = (str(sheet.cell(row + 1, column).value or "") for column in (2, 3))
        assert plain(max(texts_of_row, key=len).splitlines()[-1])[:12] in page


def test_no_row_is_lower_than_libreoffice_would_make_it(
    book: Any, as_shown: Callable[..., Path], tmp_path: Path
) -> None:
    sheet = book.sheet
    last = sheet.max_row - FOOT_ROWS
    ours = [sheet.row_dimensions[row].height for row in range(HEAD_ROWS + 1, last + 1)]
    _, heights = next(optimal_heights(book.path, as_shown, tmp_path, without_areas))
    least = heights[HEAD_ROWS:last]
    assert len(ours) == len(least) > 60
    cut = [(HEAD_ROWS + 1 + i, a, b) for i, (a, b) in enumerate(zip(ours, least, strict=True)) if a < b - 0.05]
    assert cut == []


def without_areas(table: etree._Element) -> None:
    """Take out the areas' names, each of which has all the rows beside it for itself."""
    for row in table.iter(f"{TABLE}table-row"):
        for part in list(row[0]):
            row[0].remove(part)
