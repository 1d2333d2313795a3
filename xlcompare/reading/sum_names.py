"""What the name of a budget row says of it: a line, the sum of lines, or a part of one that stands in it already.

「健診　小計」「計（A）」「総　計」 are sums, 「会計年度任用職員」「統計調査費」「活動量計」 are not: a lone 計 makes a
sum only behind a word that is no instrument's and no account's.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from xlcompare.folding import folded


class Says(Enum):
    """What a name says of its row."""

    LINE = "line"
    SUM = "sum"
    MAY_BE_SUM = "may be sum"
    PART = "part"
    COMPARED = "compared"
    """another year's amount, or the difference to it"""


_HINT = re.compile(r"[計額算掲数訳減引比残]|年度|うち|内|[tTｔＴ][oOｏＯ]|[sSｓＳ][uUｕＵ]")
"""One of these stands in whatever isn't a line: most names are done with after one search."""
_MARKS = re.compile(r"^[・○●◎□■◇◆▽▼△▲☆★→⇒└┗├─\-=*※]+|[:=。]+$")
_IN_BRACKETS = re.compile(r"^(?:\((.*)\)|【(.*)】|<(.*)>|\[(.*)\]|〔(.*)〕|《(.*)》|「(.*)」)$")
_BRACKET = re.compile(r"\([^()]*\)|【[^【】]*】|<[^<>]*>|\[[^\[\]]*\]|〔[^〔〕]*〕")
_SUM = re.compile(
    r"(.*?)(?:(?P<word>(?:小計|中計|合計|総計|総合計|累計|合算)額?)|(?P<lone>計額?)|(?P<total>総額))[A-Za-z0-9ア-オ①-⑳+=~:・]*"
)
_FIRST = re.compile(r"^[\s・○●◎■□◆◇*※(\[【]*(?:小計|合計|総計|総合計|累計|計)[\s:：/]+(?!\d)\S")
_ENGLISH = re.compile(r"(?:sub|grand)?-?total|sum", re.IGNORECASE)
_OF_ALL = re.compile(r"(?:予算|事業費|経費|歳出|支出|費用)?")
_NO_SUM = re.compile(r"[会統設時集推家生余早度温圧力速量重率震湿電光熱脈砂腕尺距]$")
"""Before 計 these make accounts (会計), statistics (統計) and instruments (体温計)."""
_OF_A_SUM = re.compile(
    r"(?:部|課|款|項|目|節|費|業務|事業|分野|局|室|係|班|関係|料|金|活動|対策|基盤|戦略|体制|等|グループ|支部|本部|分|委託|講座|健診|"
    r"保健|広報|総務|企画|推進|整備|振興|管理|運営|支援|給付|補助|予算|全体|年度|期|月|支出|収入|組合|協会|センター|病院|学校|園|館|署|所|"
    r"計|その他|[A-Za-z0-9])$"
)
"""What sums are made of: behind these a lone 計 is a sum."""
_PART = re.compile(
    r"^\(?うち(?!エコ)(?=[一-龥ァ-ヴA-Za-z0-9(「・:、,]|$)|^内[:、]|^\(?内訳[:、)].|^\((?:うち|内|再掲|内数)\)|再掲$|"
    r"[(【\[〔<](?:再掲|内数)[)】\]〕>]"
)
_AGAIN = re.compile(r"^[・○※\s]*再掲[\s:、]")
_BREAKDOWN = re.compile(r"\(?(?:(?:財源|費用|経費|積算)?の?内訳|財源)\)?:?")
_COMPARED = re.compile(
    r"(?:対?前年度|昨年度)(?:当初|現計|最終)?(?:予算|決算)?額?(?:比較?|比較増減|増減)?額?|(?:差引|比較)?増減額?|差引(?:額|増減)?|"
    r"比較(?:増減)?|(?:予算|執行)残額?"
)


def says(name: str, headings: frozenset[str] = frozenset()) -> Says:
    """What `name` says; `headings`: what the tab's own headings are called (`bare`)."""
    if not _HINT.search(name):
        return Says.LINE
    written = unicodedata.normalize("NFKC", name).strip()
    if _PART.search(_MARKS.sub("", folded(name))) or _AGAIN.match(written):
        return Says.PART
    core = bare(name)
    if _ENGLISH.fullmatch(core) or _FIRST.match(written):
        return Says.SUM
    if _COMPARED.fullmatch(core):
        return Says.COMPARED
    found = _SUM.fullmatch(core)
    if not found:
        return Says.LINE
    of = found[1]
    if found["total"]:
        return Says.SUM if _OF_ALL.fullmatch(of) else Says.LINE
    if not of or found["word"]:
        return Says.SUM
    if _NO_SUM.search(of):
        return Says.LINE
    apart = re.search(r"\s計", written)
    return Says.SUM if apart or of in headings or _OF_A_SUM.search(of) else Says.MAY_BE_SUM


def is_breakdown(name: str) -> bool:
    """Whether `name` only says that parts of the line above follow."""
    return bool(_BREAKDOWN.fullmatch(_MARKS.sub("", folded(name))))


def bare(name: str) -> str:
    """`name` without marks, brackets and blanks: 「① 健診（A）」 is 健診."""
    text = _MARKS.sub("", folded(name))
    whole = _IN_BRACKETS.match(text)
    if whole:
        text = next(part for part in whole.groups() if part is not None)
    return _MARKS.sub("", _BRACKET.sub("", text))
