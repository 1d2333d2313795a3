"""What does a tab show beside its cells, which therefore isn't read: shapes, comments, charts' titles, page headers?

Also where a rule strikes words through (whether it does, only Excel could say), and where a text was meant to have line
breaks that Excel doesn't show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple
from xml.etree import ElementTree

from xlcompare.address import address
from xlcompare.reading.cell_styles import CellStyles
from xlcompare.reading.lost_lines import lost_lines
from xlcompare.reading.package import Package

SHAPE, COMMENT, CHART, PAGE, RULE = "shape", "comment", "chart", "page", "rule"
LINES, UNKNOWN = "lines", "unknown"
_PAGE_TEXT = re.compile(rb"<(?:[\w.-]+:)?(?:odd|even|first)(?:Header|Footer)\b[^<>]*>([^<]*)<")
_PAGE_CODE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K[0-9]{2}[+-][0-9]{3}|&[0-9]+|&[A-Za-z]')
_WORD = re.compile(r"[^\W\d_]")
_RULES = re.compile(
    rb"<(?:[\w.-]+:)?conditionalFormatting\b[^<>]*?\bsqref\s*=\s*[\"']([^\"']*)[\"'][^<>]*>(.*?)"
    rb"</(?:[\w.-]+:)?conditionalFormatting\s*>",
    re.DOTALL,
)
_RULE_LOOK = re.compile(rb"\bdxfId\s*=\s*[\"'](\d+)[\"']")
_NEWER_RULE = re.compile(rb"<x14:conditionalFormatting\b(.*?)</x14:conditionalFormatting\s*>", re.DOTALL)
_NEWER_PLACE = re.compile(rb"<xm:sqref>([^<]*)<")


class Beside(NamedTuple):
    """Something that isn't read: its kind, its cell or range ('' where it has none), and its text."""

    kind: str
    cell: str
    text: str


def beside(package: Package, tab: str, styles: CellStyles) -> tuple[Beside, ...]:
    """What `tab` shows that isn't read, in no particular order."""
    xml, related = package.part(package.tabs[tab]), package.related(package.tabs[tab])
    found = [*_on_pages(xml), *_struck_by_rules(xml, styles)]
    found += (Beside(LINES, address(*place), "") for place in lost_lines(xml, package.shared_strings))
    threads = [each for kind, part in related if kind == "threadedcomment" for each in _threads(package, part)]
    answered = {each.cell for each in threads}
    for kind, part in related:
        if kind == "comments":
            found += (each for each in _comments(package, part) if each.cell not in answered)
        elif kind == "drawing":
            found += _drawn(package, part)
        elif kind == "table" and styles.struck_tables:
            found += _struck_tables(package, part, styles)
    return (*found, *threads)


# ── comments ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _comments(package: Package, part: str) -> Iterator[Beside]:
    for comment in _named(package.parsed(part), "comment"):
        texts = (each for each in comment.iter() if _name(each) == "t")
        yield from _said(COMMENT, comment.get("ref", ""), "".join(each.text or "" for each in texts))


def _threads(package: Package, part: str) -> Iterator[Beside]:
    for comment in _named(package.parsed(part), "threadedComment"):
        text = "".join(each.text or "" for each in comment if _name(each) == "text")
        yield from _said(COMMENT, comment.get("ref", ""), text)


# ── what is drawn ──────────────────────────────────────────────────────────────────────────────────────────────────


def _drawn(package: Package, part: str) -> Iterator[Beside]:
    """The texts of shapes and text boxes, of diagrams, and the titles of charts."""
    others = {number: (kind, name) for number, kind, name in package.numbered(part)}
    for anchor in package.parsed(part):
        cell = _anchor(anchor)
        yield from _said(SHAPE, cell, "\n".join(_paragraphs(_shown(anchor))))
        for element in _shown(anchor):
            for number in element.attrib.values():
                kind, name = others.get(number, ("", ""))
                if kind == "chart":
                    titles = _named(package.parsed(name), "title")
                    yield from _said(CHART, cell, "\n".join(text for t in titles for text in _paragraphs(t.iter())))
                elif kind == "diagramdata":
                    yield from _said(SHAPE, cell, "\n".join(_paragraphs(package.parsed(name).iter())))


def _anchor(anchor: ElementTree.Element) -> str:
    start = next((each for each in anchor if _name(each) == "from"), None)
    said = {_name(each): each.text or "" for each in start} if start is not None else {}
    row, column = said.get("row", ""), said.get("col", "")
    return address(int(row), int(column)) if row.isdecimal() and column.isdecimal() else ""


def _shown(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """`element` and all in it, without what other programs show in place of something newer."""
    yield element
    for each in element:
        if _name(each) != "Fallback":
            yield from _shown(each)


def _paragraphs(elements: Iterable[ElementTree.Element]) -> Iterator[str]:
    for each in elements:
        if _name(each) == "p":
            yield "".join(part.text or "" for part in each.iter() if _name(part) == "t")


# ── pages and rules ────────────────────────────────────────────────────────────────────────────────────────────────


def _on_pages(xml: bytes) -> Iterator[Beside]:
    """The words of page headers and footers; page numbers and dates are no words."""
    for found in dict.fromkeys(_PAGE_TEXT.findall(xml, max(xml.rfind(b"headerFooter") - (1 << 14), 0))):
        text = _PAGE_CODE.sub("", unescape(found.decode("utf-8", "replace"))).strip()
        if _WORD.search(text):
            yield Beside(PAGE, "", text)


def _struck_by_rules(xml: bytes, styles: CellStyles) -> Iterator[Beside]:
    for cells, rules in _RULES.findall(xml) if styles.struck_rules else ():
        if any(int(number) in styles.struck_rules for number in _RULE_LOOK.findall(rules)):
            yield Beside(RULE, cells.decode("utf-8", "replace"), "")
    for rule in _NEWER_RULE.findall(xml) if b"strike" in xml else ():
        if b"strike" in rule and (place := _NEWER_PLACE.search(rule)):
            yield Beside(RULE, place[1].decode("utf-8", "replace"), "")


def _struck_tables(package: Package, part: str, styles: CellStyles) -> Iterator[Beside]:
    table = package.parsed(part)
    if any(each.get("name") in styles.struck_tables for each in _named(table, "tableStyleInfo")):
        yield Beside(RULE, table.get("ref", ""), "")


def _said(kind: str, cell: str, text: str) -> Iterator[Beside]:
    if text.strip():
        yield Beside(kind, cell, text.strip())


def _named(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (each for each in root.iter() if _name(each) == name)


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
