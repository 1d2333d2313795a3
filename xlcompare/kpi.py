"""What a KPI sentence sets: which way, how much, in which unit.

「現金給付等の申請に係る郵送化率を95.0％以上とする」 sets AT_LEAST 95.0 ％. Such sentences are full of figures that set
nothing (受診勧奨後3か月以内に, 月15日以上の施術の, head counts in brackets). So a figure counts only in the predicate:
with とする, を目指す, を維持する and the like behind it, or at the sentence's end; the last such figure is the target.
Where there is none, a person has to say what is measured: a wrong figure would pass unnoticed into a rating.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from xlcompare.figures import is_countable
from xlcompare.folding import folded
from xlcompare.marks import body_start


class Aim(str, Enum):
    """On which side of its threshold a KPI is met, in the words of a workbook's drop-down."""

    AT_LEAST = "以上"
    AT_MOST = "以下"
    KEEP = "維持"
    NOT_BELOW_LAST_YEAR = "対前年度以上"
    NOT_ABOVE_LAST_YEAR = "対前年度以下"

    @property
    def relative(self) -> bool:
        """Whether last year's actual is the threshold."""
        return self in (Aim.NOT_BELOW_LAST_YEAR, Aim.NOT_ABOVE_LAST_YEAR)

    @property
    def downward(self) -> bool:
        """Whether less is better."""
        return self in (Aim.AT_MOST, Aim.NOT_ABOVE_LAST_YEAR)


@dataclass(frozen=True, slots=True)
class Target:
    """What a sentence sets. Figures are as printed (95.0 for 95.0％), in `unit`."""

    aim: Aim
    threshold: float | None
    """None for a relative aim, and for 維持 without a figure."""
    unit: str
    """As printed, ％ always full-width; "" where none is known."""
    last_year: float | None
    """Last year's actual, or what is to fall or rise (10.4 in 「10.4→9.0人」), if the sentence gives it in `unit`."""


# ── the grammar, of folded text ─────────────────────────────────────────────────────────────────────────────────────

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,12})(?:\.[0-9]{1,6})?(?![0-9]|[.,][0-9])"
# A hyphen is a minus only behind a particle: it is a dash in 「受診率-95%」 and a range in 「5-6回」.
_NUMBER = rf"(?:[△▲+±]|(?<![^をはがに比:、])-)?{_DIGITS}"
# Not inside a range, a fraction (3分の1, 3人に1人), a date, an ordinal, or a figure such as 1億2,000万.
_START = r"(?<![0-9.,~/→⇒第億万千-])(?<!分の|人に)"
_COUNTER = (
    "円|人|名|者|社|件|回|点|位|枚|台|部|校|通|本|個|口|組|冊|票|店|団体|世帯|事業所|医療機関|健診機関|機関|施設|薬局|"
    "市町村|自治体|地区|項目|種類|コース|[かカヵヶケ箇]所"
)
_KANJI = "(?![以未超増減上下向])[一-龥々]"  # None that begins a bound or a change.
_COUNTED = (
    rf"(?:%ポイント|%|パーセント|ポイント|倍|割|[十百千万億兆]{{0,2}}(?:{_COUNTER})|[千万億])"
    rf"(?:/(?:{_KANJI}|[かカヶ]月){{1,3}})?"
)
_OTHER = rf"(?:{_KANJI}|[ァ-ヺーA-Za-zかつ/]){{0,8}}?"
_UNIT = rf"(?:{_COUNTED}|{_OTHER})"
_PERIOD = re.compile(r"[年月日時秒週期]|分(?!野)|営業日|[かカヵヶケ箇]月")
_AGE = re.compile(r"[歳才]|代$")

_END = "(?=$|、|こと|よう)"
_LEAST = rf"以上|超(?![えす過])|を?(?:上回る|上回ります|超える|超過する|下回らない|割らない){_END}"
_MOST = rf"以下|以内|未満|まで(?=と[すし])|を?(?:下回る|下回ります|上回らない|超えない|超過しない){_END}"
_TAIL = (
    rf"(?:程度|の(?:実績|水準))?(?:$|こと|よう|[とにへ](?:$|する{_END}|し(?:$|ます|て|、|つつ)|なる{_END})"
    rf"|を?目標(?:$|と|に)|を?(?:目指|めざ)(?:す{_END}|し)"
    rf"|[をの]?(?:(?P<keep>維持)|達成|確保|実現)(?:$|・|を目|する{_END}|し(?:ます|て|、|つつ))"
    rf"|で(?:ある{_END}|推移)|を?(?:実施|開催)(?:$|する$|します$)"
    r"|(?:に|へ|まで)(?:(?P<falls>減|引き?下|低|抑|縮|とど|留|削)|増|引き?上|向上|高め|改善|上昇|伸ば|拡|到達))"
)
_PREDICATE = re.compile(
    rf"(?:(?:{_START}(?P<before>{_DIGITS})(?P<unit_before>{_UNIT})(?:→|⇒|から|より)|{_START})"
    rf"(?P<figure>{_NUMBER})(?P<unit>{_UNIT})"
    rf"|(?P<last_year>対?(?<!一)[前昨]年度?[^0-9、]{{0,10}}?(?={_LEAST}|{_MOST})))"
    rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))?(?P<tail>{_TAIL})"
)
_KEPT = re.compile(r"(?P<metric>(?<!効)率|割合|数|額|平均|実績|[前昨]年度?の?水準)を維持(?:する|します|すること)?$")
_IN_BRACKETS = re.compile(
    rf"(?<!一)[前昨]年度?(?:の|実績|結果|値|は|が|:|、|\(|約|※){{0,6}}(?P<figure>{_NUMBER})"
    rf"(?P<unit>{_COUNTED}(?!ポイント|[増減上下向低改])|{_OTHER}(?=[)、,・]))(?=[^()]{{0,40}}\))"
)
# 「対前年度以上（0.338％）」: behind a relative aim a bracket needs no word for last year.
_BEHIND_AIM = re.compile(
    rf"[前昨]年度?[^0-9、]{{0,10}}?(?:{_LEAST}|{_MOST})(?:とする|とします)?。?\((?P<figure>{_NUMBER})(?P<unit>{_UNIT})\)"
)
_PARTICLES = "(?:について|に関して|[をはがもの、:]){0,3}$"
_RATIO = re.compile(rf"(?:(?<!効)率|割合)(?:の平均値?)?{_PARTICLES}")
_PER_CASE = re.compile(rf"当たり[^、]{{0,15}}[額費]{_PARTICLES}")

# Folding would make digits of these, and 195.0％ of 「①95.0％」.
_NUMBER_SIGNS = re.compile("[①-⑳⓪㉑-㉟㊱-㊿⁰¹²³⁴-⁹]")
_INSIDE = r"[^()【】〔〕\[\]]*"
_BRACKETS = re.compile(rf"\({_INSIDE}\)|【{_INSIDE}】|〔{_INSIDE}〕|\[{_INSIDE}\]")
_GAP = "\0"  # Where a bracket was.
# 「査定率※について」 refers to a note; at the head, and behind a space or a sentence, one begins.
_NOTE = re.compile(
    r"(?:^|(?<=[\s。]))※|(?<=.)[※*](?![0-9]?(?:について|における|を|の|が|は|に|と|も))|(?<![一-龥])注[0-9]?[:)]|[(【〔\[]"
)
_QUOTES = str.maketrans("", "", "「」『』\"'※")


def target_in(sentence: str) -> Target | None:
    """The target that a KPI `sentence` sets, or None where it sets none (「設定なし」). Never raises."""
    text = unicodedata.normalize("NFKC", _NUMBER_SIGNS.sub("・", sentence))
    body = _without_asides(text)
    # A figure at the very head looks like the number of a line (「10 件以上」), so the whole has a second chance.
    bodies = dict.fromkeys((body[body_start(body) :], body))
    candidates = (_target(_plain(each), folded(text)) for each in bodies)
    return next(filter(None, candidates), None)


def _without_asides(text: str) -> str:
    """`text` without brackets, and without notes and unclosed brackets, which go on to the end."""
    for _ in range(4):  # As deep as anybody nests.
        text = _BRACKETS.sub(_GAP, text)
    return _NOTE.split(text.strip(_GAP + " "), maxsplit=1)[0]


def _plain(text: str) -> str:
    """`text` folded, without quotes, with one sign for commas; a bracket's gap stays where two figures would meet."""
    text = re.sub(",(?![0-9]{3})", "、", folded(text).translate(_QUOTES))
    return re.sub(rf"(?<![0-9]){_GAP}+|{_GAP}+(?![0-9])", "", text)


# ── its reading: `whole` is the folded sentence with its brackets ───────────────────────────────────────────────────


def _target(text: str, whole: str) -> Target | None:
    first, *others = (each.rstrip("、.・!") for each in text.split("。"))
    if found := _predicate(first):
        return _relative(found, whole) if found["last_year"] else _absolute(found, whole)
    if kept := _KEPT.search(first):
        return Target(Aim.KEEP, None, *_unit_and_last_year(first[: kept.end("metric")], whole))
    # A later sentence explains the first, unless it says from where to where (「…を減らす。人口1万対10.4→9.0人」).
    steps = (found for found in map(_predicate, others) if found and found["before"])
    return next((_absolute(found, whole) for found in steps), None)


def _predicate(sentence: str) -> re.Match[str] | None:
    """The last figure, or 前年度, that the `sentence` sets as its target."""
    return next((found for found in reversed(list(_PREDICATE.finditer(sentence))) if _sets_a_target(found)), None)


def _sets_a_target(found: re.Match[str]) -> bool:
    bound, unit = found["least"] or found["most"], found["unit"]
    if found["last_year"]:
        return True
    # So many digits that nothing can be counted with them are no target.
    if not is_countable(_number(found["figure"])):
        return False
    if _AGE.match(unit):
        return False
    if _PERIOD.match(
        unit
    ):  # 「3か月以内に」 is a condition, 「10日以内とする」 a target; 「10日」 alone may be a date.
        return bool(bound) and found["tail"].startswith(("と", "を"))
    if bound or (found["before"] and _start(found) is None):
        return bool(bound)
    # Without a unit a figure may be a number of the outline or a year (「下位目標2」).
    counts = found.string[: found.start("figure")].endswith(tuple("数率額合値を:→"))
    return bool(re.fullmatch(_COUNTED, unit)) or (not unit and counts)


def _relative(found: re.Match[str], whole: str) -> Target:
    aim = Aim.NOT_BELOW_LAST_YEAR if found["least"] else Aim.NOT_ABOVE_LAST_YEAR
    return Target(aim, None, *_unit_and_last_year(found.string[: found.start()], whole))


def _absolute(found: re.Match[str], whole: str) -> Target:
    threshold, unit, start = _number(found["figure"]), _printed(found["unit"]), _start(found)
    last_year = next((figure for of, figure in _last_years(whole) if of == unit), None)
    return Target(_aim(found, threshold, start), threshold, unit, last_year if start is None else start)


def _aim(found: re.Match[str], threshold: float, start: float | None) -> Aim:
    if found["least"] or found["most"]:
        return Aim.AT_LEAST if found["least"] else Aim.AT_MOST
    if found["keep"]:
        return Aim.KEEP
    # Everything is 0 or more: who sets 0件 wants none.
    falls = found["falls"] or threshold == 0 or (start is not None and threshold < start)
    return Aim.AT_MOST if falls else Aim.AT_LEAST


def _start(found: re.Match[str]) -> float | None:
    """The figure before 「→」 or から, if it counts the same (「28年度より」 doesn't)."""
    if not found["before"] or found["unit_before"] not in ("", found["unit"]):
        return None
    before = _number(found["before"])
    return before if is_countable(before) else None


def _unit_and_last_year(metric: str, whole: str) -> tuple[str, float | None]:
    """The unit of a target without a figure of its own, and last year's actual in it."""
    given = [*_last_years(whole), *_figures(_BEHIND_AIM, whole)]
    if _RATIO.search(metric):
        return "％", next((figure for unit, figure in given if unit == "％"), None)
    # An amount per case (査定額) is small enough to be stated in yen; of totals, stated in 千円 and more, no guess.
    return given[0] if given else ("円" if _PER_CASE.search(metric) else "", None)


def _last_years(whole: str) -> list[tuple[str, float]]:
    """Last year's figures as brackets give them, with their units."""
    return _figures(_IN_BRACKETS, whole)


def _figures(pattern: re.Pattern[str], text: str) -> list[tuple[str, float]]:
    figures = ((_printed(found["unit"]), _number(found["figure"])) for found in pattern.finditer(text))
    return [(unit, figure) for unit, figure in figures if is_countable(figure)]


def _number(figure: str) -> float:
    return float(figure.replace(",", "").lstrip("+±").replace("△", "-").replace("▲", "-"))


def _printed(unit: str) -> str:
    return unit.replace("パーセント", "%").replace("%", "％")
