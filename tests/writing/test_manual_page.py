"""The page that the button 使い方 shows: all of the manual, with its pictures, and no link into nothing."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from xlcompare import words
from xlcompare.jobs import extras
from xlcompare.writing.manual_page import manual_page

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("folder that is new") / "xlcompare" / words.MANUAL_PAGE
    extras.manual(out)
    return out.read_text(encoding="utf-8")


def test_every_picture_is_where_the_page_looks_for_it(page: str) -> None:
    pictures = re.findall(r'<img src="(.*?)"', page)
    assert len(pictures) > 10
    for picture in pictures:
        assert Path(url2pathname(urlsplit(picture).path)).is_file()


def test_every_link_leads_to_a_heading(page: str) -> None:
    links, headings = re.findall(r'<a href="(.*?)"', page), re.findall(r'<h[1-6] id="(.*?)"', page)
    assert len(links) > 20
    assert {link.removeprefix("#") for link in links} - set(headings) == set()


def test_it_holds_every_heading_table_and_title(page: str) -> None:
    text = (DOCS / words.MANUAL).read_text(encoding="utf-8")
    assert len(re.findall("<h[1-6] ", page)) == len(re.findall("^#+ ", text, re.MULTILINE))
    assert page.count("<table>") == len(re.findall(r"^\|(?:---\|)+$", text, re.MULTILINE))
    assert "<title>利用者マニュアル</title>" in page


def test_links_elsewhere_are_text(tmp_path: Path) -> None:
    page = manual_page("[先](../README.ja.md) と [中](#見出し)\n\n# 見出し", tmp_path).decode()
    assert '<p>先 と <a href="#見出し">中</a></p>' in page
