"""Where a text wraps in a cell of a given width, and how high its row must be.

LibreOffice takes the heights that a workbook brings, and Excel never fits the rows of merged cells, so every height is
written out. No font file is read: East Asian width serves as well as real metrics (0.30 % of cells cut against 0.27 %)
and is the same on every machine. All lengths are in points; offsets count characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from math import ceil
from unicodedata import category, east_asian_width, normalize

from xlcompare.graphemes import goes_on, whole_signs
from xlcompare.layout.sheet import Span

MAX_ROW_HEIGHT = 409.0
"""Excel's own limit is 409.5, which its dialog shows as 409."""

MAX_CELL_UNITS = 32_767
"""Excel's limit for a cell's text, in UTF-16 units."""

MAX_COLUMN_WIDTH = 255.0
"""Excel's limit for a column, in characters."""

_PIXEL = 0.75  # points, at Excel's 96 dpi
_COLUMN_PADDING = 5  # pixels: two on either side and the grid line
_MARGIN = 1.25  # em, left and right together; measured against LibreOffice
_BOLD = 1.06  # GDI widens a font without a bold face of its own (ＭＳ 明朝) by a pixel, 1/15 em at 11 pt
_SPARE = 1.06  # on every line: screens and printers round a line's pitch differently
_PADDING = 2.0  # points, above and below the text together
_LONGEST_LINE = 10_000  # half ems and characters; keeps any line within MAX_CELL_UNITS, however wide the cell

# Letters of ＭＳ 明朝 are half an em, those of 游ゴシック, Meiryo and DejaVu Sans up to 0.65. A few in each line stay
# within _MARGIN, more of them take further lines. (One line more wherever there is a letter costs twice the surplus.)
_LATIN_EXCESS = 0.2  # em a letter: a third as much again as 0.15, because letters crowd in single lines
_LATIN_COVERED = 0.75  # em a line: _MARGIN without Excel's own half em

# A line's pitch in em, before _SPARE: the larger of what Excel takes and what LibreOffice does without the font.
# Excel's rows at 11 pt are 13.5 pt with ＭＳ fonts and 18.75 pt with 游 and Meiryo; LibreOffice takes Noto Sans CJK.
_TALL = 1.61
_AS_NOTO = 1.37
_LOW = 1.16  # 1.0 em in LibreOffice; Excel gives a font of this height the rows of ＭＳ 明朝
_NOTO = (1.16, 0.288)  # ascent and descent of Noto Sans CJK, in em
_PITCH = {
    **dict.fromkeys(("ms明朝", "msp明朝", "msmincho", "mspmincho"), _AS_NOTO),
    **dict.fromkeys(("msゴシック", "mspゴシック", "msgothic", "mspgothic", "msuigothic", "meiryoui"), _AS_NOTO),
    **dict.fromkeys(("notosanscjkjp", "notoserifcjkjp", "notosansjp", "notoserifjp"), _AS_NOTO),
    **dict.fromkeys(("游ゴシック", "游明朝", "yugothic", "yumincho", "メイリオ", "meiryo"), _TALL),
    **dict.fromkeys(("ipa明朝", "ipap明朝", "ipaex明朝", "ipamincho", "ipapmincho", "ipaexmincho"), _LOW),
    **dict.fromkeys(("ipaゴシック", "ipapゴシック", "ipaexゴシック", "ipagothic", "ipapgothic", "ipaexgothic"), _LOW),
}

# Kinsoku: the usual sets, with the half-width forms.
_NO_BEGIN = frozenset(
    "、。，．）」』】〉》〕］｝〟’”％‰℃・：；？！ー々ゝゞヽヾ゛゜…‥｡｣､･ｰﾞﾟ,.)]}:;?!%"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｯｬｭｮ"
)
_NO_END = frozenset("（「『【〈《〔［｛〝‘“￥＄｢([{")
_KINSOKU = 1  # characters that a line gives up to the next
_HALF_KANA = re.compile("[\uff61-\uff9f]")


class _Units(dict[str, int]):
    """Each character's width in half ems, worked out once: 2 for wide and ambiguous, 0 for combining, else 1."""

    def __missing__(self, char: str) -> int:
        try:
            units = len(char.encode("cp932"))  # as Japanese fonts have it: ¢ and − are wide, unlike Unicode's property
        except UnicodeEncodeError:
            wide = east_asian_width(char) in "WFA"
            units = 0 if category(char) in ("Mn", "Me", "Cf") else 2 if wide else 1
        self[char] = units
        return units


_UNITS = _Units()


def lines(text: str, width: float, size: float, bold: bool = False) -> list[Span]:
    """Each printed line of `text` in a cell `width` wide, as character offsets; an empty text has one empty line.

    A line break in the text belongs to no line. Spaces at a line's end belong to it and take no room.
    """
    room = _room(width, size, bold)
    found: list[Span] = []
    start = 0
    for paragraph in text.split("\n"):
        first = 0
        for end in _wrapped(paragraph, room)[0]:
            found.append((start + first, start + end))
            first = end
        start += len(paragraph) + 1
    return found


def height(text: str, width: float, font: str, size: float, bold: bool = False) -> float:
    """How high, in points, a row must be to show all of `text` in a cell `width` wide. May exceed MAX_ROW_HEIGHT."""
    return _count(text, _room(width, size, bold)) * _line_height(font, size) + _PADDING


def roomy_height(text: str, width: float, font: str, size: float) -> float:
    """At least `height`, a line or two more at times, without looking at each character: for sheets to work in."""
    held = max(1, _room(width, size, False) // 2 - _KINSOKU)
    if "\n" not in text:
        count = -(-len(text) // held) or 1
    else:
        count = sum(-(-len(paragraph) // held) or 1 for paragraph in text.split("\n"))
    return count * _line_height(font, size) + _PADDING


def pieces(
    text: str, width: float, font: str, size: float, limit: float = MAX_ROW_HEIGHT, bold: bool = False
) -> list[Span]:
    """`text` cut at line ends into pieces that fit a row of `limit` points and a cell's 32,767 UTF-16 units.

    The offsets follow each other through the whole text; a line break at a cut belongs to neither side. A single line
    higher than `limit` is a piece all the same.
    """
    if height(text, width, font, size, bold) <= limit and _utf16_units(text) <= MAX_CELL_UNITS:
        return [(0, len(text))]
    most = max(1, int((limit - _PADDING) / _line_height(font, size)))
    room = _room(width, size, bold)
    found: list[Span] = []
    for start, end in lines(text, width, size, bold):
        if found and _fits(text[found[-1][0] : end], room, most):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def column_width(points: float, digit_width: int = 7) -> float:
    """Excel's column width, in characters, of a column `points` wide, as XlsxWriter's `set_column` takes it.

    `digit_width` is the widest digit of the target workbook's Normal font in pixels: 7 for Calibri 11, 8 for
    ＭＳ Ｐゴシック 11 and 游ゴシック 11. The same number of characters is another width in another workbook.
    """
    pixels = round(points / _PIXEL)
    if pixels < digit_width + _COLUMN_PADDING:
        return round(pixels / (digit_width + _COLUMN_PADDING), 2)
    return min(MAX_COLUMN_WIDTH, round((pixels - _COLUMN_PADDING) / digit_width, 2))


def column_points(characters: float, digit_width: int = 7) -> float:
    """The points of a column `characters` wide, the inverse of `column_width` (ECMA-376 18.3.1.13)."""
    if characters < 1:
        return int(characters * (digit_width + _COLUMN_PADDING) + 0.5) * _PIXEL
    pixels = int((256 * characters + 128 // digit_width) / 256 * digit_width)
    return (pixels + _COLUMN_PADDING) * _PIXEL


def _room(width: float, size: float, bold: bool) -> int:
    """Half ems that a line holds."""
    ems = width / size - _MARGIN
    return min(max(0, int(2 * (ems / _BOLD if bold else ems))), _LONGEST_LINE)


def _count(text: str, room: int) -> int:
    """How many lines to make room for: as they wrap, and more where there are many Latin letters."""
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    count = thin = 0
    for paragraph in text.split("\n"):
        ends, letters = _wrapped(paragraph, room)
        count += len(ends)
        thin += letters
    excess = thin * _LATIN_EXCESS - count * _LATIN_COVERED
    return count + ceil(2 * excess / max(room, 2)) if excess > 0 else count


def _fits(piece: str, room: int, most: int) -> bool:
    return _utf16_units(piece) <= MAX_CELL_UNITS and _count(piece, room) <= most


def _wrapped(paragraph: str, room: int) -> tuple[list[int], int]:
    """Where each line of a `paragraph` without line breaks ends, greedily; and its half-width characters.

    None are counted where the paragraph would fit even if all of them were wide.
    """
    if 2 * len(paragraph) <= room:
        return [len(paragraph)], 0
    try:
        coded = paragraph.encode("cp932")
    except UnicodeEncodeError:
        units = [_UNITS[char] for char in paragraph]
        return _ends_by_reach(paragraph, list(accumulate(units)), room), units.count(1)
    return _ends_by_bytes(paragraph, coded, room), 2 * len(paragraph) - len(coded)


def _ends_by_bytes(paragraph: str, coded: bytes, room: int) -> list[int]:
    # A byte of cp932 is half an em: twice as fast as adding up characters.
    found: list[int] = []
    length, wide = len(paragraph), len(coded) == 2 * len(paragraph)
    start = done = 0
    while len(coded) - done > room:
        # A character whose second byte has no room is left out.
        held = room // 2 if wide else len(coded[done : done + room].decode("cp932", "ignore"))
        end = _line_end(paragraph, start, start + held)
        found.append(end)
        if end == length:
            return found
        done = 2 * end if wide else done + len(paragraph[start:end].encode("cp932"))
        start = end
    found.append(length)
    return found


def _ends_by_reach(paragraph: str, reach: list[int], room: int) -> list[int]:
    found: list[int] = []
    start = before = end = 0
    while end < len(paragraph):
        end = _line_end(paragraph, start, bisect_right(reach, before + room, start))
        found.append(end)
        start, before = end, reach[end - 1]
    return found


def _line_end(text: str, start: int, full: int) -> int:
    """Where the line from `start` ends when characters up to `full` have room: at the last place that may break."""
    full = min(max(full, start + 1), start + _LONGEST_LINE)
    while full < len(text) and _takes_no_room(text[full]) and full - start < _LONGEST_LINE:
        full += 1
    end = full
    while start < end < len(text) and (not _may_break(text[end - 1], text[end]) or goes_on(text, end)):
        end -= 1
    return end if end > start else _sign_end(text, start, full)


def _sign_end(text: str, start: int, full: int) -> int:
    """Where a line ends that may break nowhere: after the last whole sign that has room, or after its only one."""
    end = full
    while end > start and goes_on(text, end):
        end -= 1
    return end if end > start else whole_signs(text, start, full)[1]


def _takes_no_room(char: str) -> bool:
    return char == " " or not _UNITS[char]


def _may_break(left: str, right: str) -> bool:
    if right in _NO_BEGIN or left in _NO_END or not _UNITS[right]:
        return False
    return not (_in_word(left) and _in_word(right))


def _in_word(char: str) -> bool:
    """Whether `char` is kept together with its like: Latin letters, digits and signs, not half-width kana."""
    return _UNITS[char] < 2 and char != " " and not _HALF_KANA.match(char)


@lru_cache(maxsize=64)
def _line_height(font: str, size: float) -> float:
    pitch = _PITCH.get("".join(normalize("NFKC", font).split()).lower(), _TALL)
    points = size * pitch * _SPARE
    return points if pitch == _LOW else max(points, _noto_line(size))


def _noto_line(size: float) -> float:
    """What LibreOffice takes for a line: ascent and descent in whole pixels each, 1.5 em at 8 and 12 pt."""
    return sum(int(part * size / _PIXEL + 0.5) for part in _NOTO) * _PIXEL


def _utf16_units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text) if len(text) > MAX_CELL_UNITS // 2 else len(text)
