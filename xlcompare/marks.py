"""What a line's head says: its bullet or number, or that it is a target, and where the text proper begins.

A mark's *class* is what its siblings share: 「①」 and 「②」 are one class, 「（１）」 another. Which class stands above
which differs from document to document and is learnt elsewhere (reading/outline.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

KPI, TARGET, BREAKDOWN, NOTE, NONE = "KPI", "目標", "内訳", "※", ""
TITLED = ("【】", "＜＞", "《》", "［］", "〔〕")
"""Classes of lines that are wholly in brackets: subheadings such as 【資格点検】."""
NUMBERED = frozenset(("1", "(1)", "1.1", "1)", "①", "第1", "Ⅰ", "ⅰ", "(ⅰ)", "一", "(一)"))
"""Classes that count."""

_S = r"[ \u3000\t]*"
_D = r"[0-9０-９]"
_KANJI_DIGITS = "一二三四五六七八九十"
_KPI = (
    rf"(?:[■□◆◇●○・]{_S})?"
    rf"(?:[【《＜〈［\[（(]{_S}(?:KPI|ＫＰＩ){_S}[】》＞〉］\])）]"
    rf"|(?:KPI|ＫＰＩ)(?={_S}(?:[:：①-⑳.．、]|{_D}|$)))"
    rf"{_S}[:：]?{_S}"
)
_TARGET = (
    rf"(?:[■□◆◇・]{_S})?"
    rf"(?:[〔［【\[（(]{_S}(?:支部)?目標{_S}[〕］】\])）]{_S}[:：]?|支部目標(?:[ \u3000\t]+|{_S}[:：])){_S}"
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    (KPI, _KPI),
    ("【】", r"【[^】]*】$"),
    ("＜＞", r"(?:＜[^＞]*＞|<[^>]*>|〈[^〉]*〉)$"),
    ("《》", r"(?:《[^》]*》|≪[^≫]*≫)$"),
    ("［］", r"(?:［[^］]*］|\[[^\]]*\])$"),
    (TARGET, _TARGET),
    ("〔〕", r"〔[^〕]*〕$"),
    (BREAKDOWN, rf"[（(〔【]{_S}内訳{_S}[）)〕】]{_S}"),
    (NOTE, rf"(?:[（(]{_S}[※＊*]{_S}{_D}?{_S}[)）]|[※＊]|[（(]注{_D}?[)）]|注{_D}?[:：．.）)]){_S}"),
    ("①", rf"[①-⑳㉑-㊿❶-❿⓫-⓴]{_S}"),
    ("(1)", rf"(?:[（(]{_S}{_D}{{1,2}}{_S}[)）]|[⑴-⒇]){_S}"),
    ("1.1", rf"{_D}{{1,2}}(?:[.．]{_D}{{1,2}})+[.．]?[ \u3000\t]+"),
    ("1)", rf"{_D}{{1,2}}[)）]{_S}"),
    ("1", rf"(?:{_D}{{1,2}}[.．、](?!{_D}){_S}|{_D}{{1,2}}[ \u3000\t]+(?=[^0-9０-９\s])|[⒈-⒛]{_S})"),
    ("第1", rf"第{_S}(?:{_D}{{1,2}}|[{_KANJI_DIGITS}]{{1,3}})(?:[章節部編]{_S}|[ \u3000\t]+)"),
    ("Ⅰ", rf"(?:[Ⅰ-Ⅻ][.．、)）:：]?|(?:I{{1,3}}|IV|VI{{0,3}}|IX|X)[.．、)）]){_S}"),
    ("ⅰ", rf"(?:[ⅰ-ⅻ][.．、)）:：]?|(?:i{{1,3}}|iv|vi{{0,3}}|ix|x)[.．、)）]){_S}"),
    ("(ⅰ)", rf"[（(](?:[ⅰ-ⅻ]|i{{1,3}}|iv|vi{{0,3}}|ix|x)[)）]{_S}"),
    ("ア", rf"[ア-ンｱ-ﾝ](?:[)）.．、]{_S}|[ \u3000\t]+)"),
    ("(ア)", rf"[（(][ア-ンｱ-ﾝ][)）]{_S}"),
    ("a", rf"(?:[a-zA-Zａ-ｚＡ-Ｚ][)）.．]|[（(][a-zA-Zａ-ｚＡ-Ｚ][)）]){_S}"),
    ("一", rf"[{_KANJI_DIGITS}]{{1,3}}[、．.]{_S}"),
    ("(一)", rf"[（(][{_KANJI_DIGITS}]{{1,3}}[)）]{_S}"),
    ("○", rf"[○◯〇]{_S}"),
    ("・", rf"(?:[・･•‣∙]|[-－–—‐*＊][ \u3000\t]+){_S}"),
    *((mark, rf"{mark}{_S}") for mark in "●◎■□◆◇▼▽▲△★☆▶▷➢✓→⇒"),
)
_MARK = re.compile("|".join(f"(?P<m{i}>{pattern})" for i, (_, pattern) in enumerate(_PATTERNS)))
_CLASSES = tuple(name for name, _ in _PATTERNS)
_HEADS = frozenset("（(〔［[【＜<〈《≪※＊*注第-－–—‐") | frozenset("■□◆◇●◎▼▽▲△★☆▶▷➢✓→⇒○◯〇・･•‣∙")
_WORDLIKE = re.compile(r"[0-9０-９A-Za-zａ-ｚＡ-Ｚ①-⒛㉑-㊿❶-❿⓫-⓴Ⅰ-ⅻア-ンｱ-ﾝ一二三四五六七八九十支]")
_OWNER = re.compile(r"[ \u3000]*【([^【】]*(?:G|Ｇ|グループ))】$")


@dataclass(frozen=True, slots=True)
class Mark:
    """The first mark of a line: its `kind` (class) and where the text behind it begins."""

    kind: str
    end: int


_NO_MARK = Mark(NONE, 0)


@lru_cache(maxsize=1 << 17)
def first_mark(text: str) -> Mark:
    """The mark that `text` begins with; class '' where it begins with none. A wholly bracketed line ends at 0."""
    if not text or (text[0] not in _HEADS and not _WORDLIKE.match(text)):
        return _NO_MARK
    found = _MARK.match(text)
    if not found:
        return _NO_MARK
    kind = _CLASSES[int(found.lastgroup[1:]) if found.lastgroup else 0]
    return Mark(kind, 0 if kind in TITLED else found.end())


@lru_cache(maxsize=1 << 16)
def body_start(text: str) -> int:
    """Where the text proper begins, behind bullets, numbers and labels (「■ KPI：① 」, 「支部目標 」, 「② 」).

    A line that is nothing but marks is its own text (0).
    """
    start = 0
    for _ in range(3):
        mark = first_mark(text[start:])
        if not mark.end:
            break
        start += mark.end
    return start if start < len(text) else 0


def body_span(text: str) -> tuple[int, int]:
    """The text proper as a half-open range: behind marks and labels, inside the brackets of a title (【資格点検】)."""
    start, end = body_start(text), len(text.rstrip())
    if start == 0 and end > 2 and first_mark(text[:end]).kind in TITLED:
        return 1, end - 1
    return start, end


def ordinal(text: str) -> int | None:
    """The number of a circled-number mark in front of the text proper: 2 for 「② …」 and 「■ KPI：② …」, else None."""
    head = text[: body_start(text)].strip() or text[:1]
    number = ord(head[-1]) - ord("①") + 1 if head else 0
    return number if 1 <= number <= 20 else None


def owner_tag(text: str) -> tuple[str, str | None]:
    """`text` without a 「【業務G】」 at its end, and the owner that it names."""
    found = _OWNER.search(text) if text.endswith("】") else None
    return (text[: found.start()], found[1]) if found else (text, None)
