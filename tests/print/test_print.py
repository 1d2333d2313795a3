"""The comparison on paper, as LibreOffice prints it: nothing missing, nothing cut, every page with its head."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

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


def test_no_row_is_lower_than_libreoffice_would_make_it(book: Any, soffice: str, tmp_path: Path) -> None:
    sheet = book.sheet
    last = sheet.max_row - FOOT_ROWS
    ours = [sheet.row_dimensions[row].height for row in range(HEAD_ROWS + 1, last + 1)]
    least = optimal_heights(book.path, soffice, tmp_path)[HEAD_ROWS:last]
    assert len(ours) == len(least) > 60
    cut = [(HEAD_ROWS + 1 + i, a, b) for i, (a, b) in enumerate(zip(ours, least, strict=True)) if a < b - 0.05]
    assert cut == []


# ── LibreOffice's own heights ──────────────────────────────────────────────────────────────────────────────────────

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def optimal_heights(book: Path, soffice: str, folder: Path) -> list[float]:
    """Every row's height as LibreOffice chooses it for the two years' columns, with no cell merged."""
    flat = flat_document(book, soffice, folder / "flat").read_text(encoding="utf-8")
    # LibreOffice chooses where there are no heights and Excel isn't named as the author.
    flat = re.sub(r' style:row-height="[^"]*"|(?<=<meta:generator>)[^<]*| table:number-\w+-spanned="\d+"', "", flat)
    root = etree.fromstring(flat.encode(), etree.XMLParser(huge_tree=True))
    for row in next(root.iter(f"{TABLE}table")).iter(f"{TABLE}table-row"):
        for part in list(row[0]):  # the area's name, which has all the rows beside it for itself
            row[0].remove(part)
    bare = folder / "bare.fods"
    etree.ElementTree(root).write(bare, encoding="utf-8", xml_declaration=True)
    root = etree.parse(flat_document(bare, soffice, folder / "chosen"), etree.XMLParser(huge_tree=True)).getroot()
    sizes = {
        style.get(f"{STYLE}name"): float(part.get(f"{STYLE}row-height").removesuffix("in")) * 72
        for style in root.iter(f"{STYLE}style")
        for part in style.iter(f"{STYLE}table-row-properties")
    }
    heights: list[float] = []
    for row in next(root.iter(f"{TABLE}table")).iter(f"{TABLE}table-row"):
        again = min(int(row.get(f"{TABLE}number-rows-repeated", "1")), 1000)
        heights += [sizes[row.get(f"{TABLE}style-name")]] * again
    return heights


def flat_document(book: Path, soffice: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "fods", "--outdir", str(folder), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{book.stem}.fods"
