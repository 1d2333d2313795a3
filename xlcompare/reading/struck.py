"""Which words of a tab are struck through, and what is left without them?

Offices answer an enquiry by striking words out and setting others beside them (見え消し). What is struck is no text any
more. calamine says nothing of it, so it is looked for in the XML; where no font of the workbook and no part of a text
is struck, three searches for one word are all that it costs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from xlcompare.reading.cell_places import place_of, style_of, styled_cells
from xlcompare.reading.cell_styles import CellStyles, is_struck, look_of
from xlcompare.reading.grid import Look, Struck, Value
from xlcompare.reading.values import clean_text

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WHITE = " \t\r\n"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHARED = re.compile(
    rb"""<(?:[\w.-]+:)?c\s([^<>]*?\bt\s*=\s*["']s["'][^<>]*)>\s*<(?:[\w.-]+:)?v[^<>]*>\s*(\d{1,9})\s*<"""
)
_PLAIN_SHARED = b't="s"><v>'
_FEW = 1_000
"""Texts that are quicker looked for by their numbers than by looking at all cells."""
_INLINE = re.compile(
    rb"""<(?:[\w.-]+:)?c\s([^<>]*?\bt\s*=\s*["']inlineStr["'][^<>]*)(?<!/)>(.*?)</(?:[\w.-]+:)?c\s*>""", re.DOTALL
)
_NAMESPACE = re.compile(rb"""xmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""")
_SIGN = b"strike"
_DOCUMENT = b"<?xml"


class Run(NamedTuple):
    """A piece of a text. `struck` and `look` are None where it looks as its cell does."""

    text: str
    struck: bool | None = None
    look: Look | None = None


Runs = tuple[Run, ...]
Place = tuple[int, int]


class SharedRuns:
    """The texts of a workbook's shared strings that have runs, taken apart when they are asked for the first time."""

    def __init__(self, xml: bytes) -> None:
        self.has_struck = _SIGN in xml
        self._xml = xml
        self._texts: dict[int, Runs] | None = None

    def texts(self) -> Mapping[int, Runs]:
        """The runs of every text that has some, by its number."""
        if self._texts is None:
            self._texts = dict(_rich_texts(self._xml)) if self._xml else {}
        return self._texts


def struck_cells(
    xml: bytes, styles: CellStyles, shared: SharedRuns, value: Callable[[int, int], Value]
) -> dict[tuple[int, int], tuple[Value, Struck]]:
    """What is left in each cell of which something is struck through, and what the cell held; `value`: the whole."""
    if not (styles.struck or shared.has_struck or _SIGN in xml):
        return {}
    by_style = {
        place: style
        for style, attributes, _ in styled_cells(xml, styles.struck)
        if (place := place_of(attributes)) is not None
    }
    runs: dict[Place, tuple[Runs, int]] = {place: ((), style) for place, style in by_style.items()}
    if by_style or shared.has_struck or _SIGN in xml:
        runs |= runs_in(xml, shared, by_style, lambda parts: any(run.struck for run in parts))
    found = {}
    for place, (parts, style) in runs.items():
        whole = value(*place)
        look = styles.looks[style] if style < len(styles.looks) else Look()
        revised = without_struck(parts, place in by_style, look) if parts else wholly_struck(whole)
        if revised is not None:
            found[place] = revised
    return found


def wholly_struck(value: Value) -> tuple[Value, Struck] | None:
    """An empty text, and what the cell held; None for an empty cell."""
    return None if value is None or value == "" else ("", Struck((value,), value, value))


def without_struck(runs: Sequence[Run], font_struck: bool, look: Look) -> tuple[Value, Struck] | None:
    """The text of a cell without its struck words, and what it held; None where nothing in it is struck.

    `font_struck` and `look`: of the cell itself. Words that are marked by a colour or a line as those beside the struck
    ones are were put in for them, and so weren't there before; where marks can't tell, all words were.
    """
    struck = [font_struck if run.struck is None else run.struck for run in runs]
    if not any(gone and run.text.strip() for run, gone in zip(runs, struck, strict=True)):
        return None
    put_in = _put_in(runs, struck, look)
    kept = clean_text("".join(run.text for run, gone in zip(runs, struck, strict=True) if not gone))
    before = clean_text("".join(run.text for run, new in zip(runs, put_in, strict=True) if not new))
    whole = clean_text("".join(run.text for run in runs))
    marks = frozenset(run.look or look for run, new in zip(runs, put_in, strict=True) if new)
    return kept if kept.strip() else "", Struck(tuple(_words(runs, struck)), whole, before, marks)


def _words(runs: Sequence[Run], struck: Sequence[bool]) -> Iterator[str]:
    """The struck words, those that stand together as one."""
    words = ""
    for run, gone in zip(runs, struck, strict=True):
        if gone:
            words += run.text
        elif words:
            yield clean_text(words)
            words = ""
    if words:
        yield clean_text(words)


def _put_in(runs: Sequence[Run], struck: Sequence[bool], plain: Look) -> list[bool]:
    looks = [run.look or plain for run in runs]
    marked = [
        not gone and ((look.color != plain.color and bool(look.color)) or (look.underlined and not plain.underlined))
        for look, gone in zip(looks, struck, strict=True)
    ]
    unmarked = any(
        not gone and not mark and run.text.strip() for run, gone, mark in zip(runs, struck, marked, strict=True)
    )
    beside = {
        looks[near]
        for i, gone in enumerate(struck)
        for near in (i - 1, i + 1)
        if gone and 0 <= near < len(runs) and marked[near]
    }
    first, last = struck.index(True), len(struck) - 1 - struck[::-1].index(True)
    if not unmarked and any(marked[:first]) and any(marked[last:]):
        # All that is left is coloured: the colour says nothing.
        return [False] * len(runs)
    return [mark and look in beside for mark, look in zip(marked, looks, strict=True)]


# ── where they are ─────────────────────────────────────────────────────────────────────────────────────────────────


def shared_cells(xml: bytes, numbers: Collection[int]) -> Iterator[tuple[tuple[int, int], int, int]]:
    """Where the shared texts with these `numbers` stand: the place, the text's number and the cell's style."""
    pattern = _SHARED
    plain = xml.count(_PLAIN_SHARED) == xml.count(b't="s"')
    if plain and len(numbers) < _FEW and b"t='s'" not in xml and b"t =" not in xml:
        # As nearly all programs write it: no other cell has to be looked at.
        wanted = b"|".join(str(number).encode() for number in sorted(numbers))
        pattern = re.compile(rb'<c ([^<>]*)t="s"><v>(%s)<' % (wanted or b"-"))
    for cell in pattern.finditer(xml):
        if int(cell[2]) in numbers and (place := place_of(cell[1])) is not None:
            yield place, int(cell[2]), style_of(cell[1])


def runs_in(
    xml: bytes, shared: SharedRuns, also: Mapping[Place, int], wanted: Callable[[Runs], bool]
) -> Iterator[tuple[Place, tuple[Runs, int]]]:
    """The runs, and the style, of the cells whose text has runs that are `wanted`, and of the cells `also`."""
    texts = shared.texts()
    fit = {number for number, runs in texts.items() if wanted(runs)}
    for place, number, style in shared_cells(xml, texts.keys() if also else fit):
        if number in fit or place in also:
            yield place, (texts[number], style)
    spaces = _namespaces(xml) if b"inlineStr" in xml else b""
    for cell in _INLINE.finditer(xml) if b"inlineStr" in xml else ():
        at = place_of(cell[1])
        if at is not None and (at in also or b"rPr" in cell[2]):
            text = ElementTree.fromstring(b"<c" + spaces + b">" + cell[2] + b"</c>")
            runs = _runs(text[0] if len(text) else text)
            if runs and (at in also or wanted(runs)):
                yield at, (runs, style_of(cell[1]))


def _namespaces(xml: bytes) -> bytes:
    """The declarations at the head of a sheet, which its cells' prefixes need."""
    start = xml.find(b"<", xml.find(b"?>") + 1 if xml.lstrip().startswith(_DOCUMENT) else 0)
    head = xml[start : xml.find(b">", start)]
    return b"".join(
        b" " + found for found in re.findall(rb"""xmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""", head)
    )


# ── runs ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rich_texts(xml: bytes) -> Iterator[tuple[int, Runs]]:
    for number, text in enumerate(each for each in ElementTree.fromstring(xml) if _name(each) == "si"):
        if runs := _runs(text):
            yield number, runs


def _runs(text: ElementTree.Element) -> Runs:
    """The runs of a text; none where all of it looks as its cell does. Readings (ふりがな) are no text."""
    found = []
    rich = False
    for part in text:
        if _name(part) == "t":
            found.append(Run(written(part)))
        elif _name(part) == "r":
            rich = True
            looks = next((each for each in part if _name(each) == "rPr"), None)
            words = "".join(written(each) for each in part if _name(each) == "t")
            found.append(Run(words) if looks is None else Run(words, is_struck(looks), look_of(looks)))
    return tuple(found) if rich else ()


def written(part: ElementTree.Element) -> str:
    """A text as Excel takes it: without the white space at its ends, unless the file says that it is to be kept."""
    text = part.text or ""
    text = text if part.get(_SPACE) == "preserve" else text.strip(_WHITE)
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
