"""What distinguishes the name of a budget line, and how alike two names are in that.

「消防庁舎管理事業費」 and 「消防車両管理事業費」 share most of their characters and are two things: what nearly every
line says (事業, 管理, 費) tells little, and so does what many lines of the two years share. What one name has in place
of the other's words (仲町 for 大沼, 第１分団 for 第３分団) tells them apart, however much they share besides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from xlcompare.comparing.likeness import plain

_SAME_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"^(?:[【〔\[(]?(?:一部)?(?:新規|拡充|継続|重点|臨時|新|拡|継|重|臨)[】〕\])]|[★☆◎])+", ""),
        (r"作製|制作|製作", "作成"),
        (r"促進", "推進"),
        (r"取り?組み?", "取組"),
        (r"障(?:がい|碍)", "障害"),
        (r"子ども|こども|子供", "子"),
        (r"橋りょう", "橋梁"),
        (r"ゴミ|塵芥", "ごみ"),
        (r"寄付", "寄附"),
        (r"マイナンバー", "個人番号"),
        (r"ほ場", "圃場"),
        (r"借上げ", "借上"),
        (r"ホームページ|ウェブサイト", "HP"),
        (r"エレベーター", "昇降機"),
        (r"国保(?!険)", "国民健康保険"),
        (r"特会", "特別会計"),
        (r"社協", "社会福祉協議会"),
        (r"コミバス", "コミュニティバス"),
        (r"(?<=[ァ-ヴ])ー(?![ァ-ヴ])", ""),
    )
)
"""Ways of writing one word."""
_BRACKET = re.compile(r"\(([^()]*)\)")
_YEARLY = r"(?:令和|平成|昭和|[RH])?(?P<{0}>\d+|元)年度?分?|第?(?P<{1}>\d+)(?:周年|回|期|次|か年|年目|年次)"
_EMPTY = (
    r"[「」『』【】〔〕\[\]<>《》、。,.・･/／~:：=&\"'\s]|事業費?(?![所者主])|経費|費用?(?=$|補助|負担|の)|等の?|関係|関連|について|"
    r"に(?:係|かか)る|に?関する|に?対(?:する|し)て?|を?対象とした|における|による|に?向けた|のための?|を通じた|"
    r"(?<=委託)料|(?<=購入)費|(?<=補助)金|(?<=助成)金|(?<=寄附)金|(?<=奨励)金|(?<=支援)金|業務|及び|並びに|または|又は|"
    r"(?<=[^ぁ-ん])[のをにへとやは](?=[^ぁ-ん]|$)|した|する|(?:の)?実施$|化?推進$"
)
_WEAK = (
    r"管理|運営|維持|整備|推進|実施|対策|支援|補助|助成|負担金|交付金|給付金|繰出金|積立金|貸付金?|委託|振興|充実|強化|"
    r"確保|作成|開催|導入|更新|改修|修繕|購入|保守|点検|活用|工事|施設|設備|使用料|手数料|借上料?|活動|運用|取組|総合|一般|"
    r"費|料"
)
_QUANTITY = (
    r"(?<![第\d])\d[\d,.]*(?:台|人分?|名|件|箇所|[かカヶ]所|校|戸|部|枚|本|基|個|橋|床|席|頭|羽|社|団体|世帯|回線|路線|施設|地区|"
    r"千?円|万円|%|ha|km|kg|m|t)"
)
_UNIT = re.compile(
    rf"(?P<yearly>{_YEARLY.format('year', 'count')})|(?P<quantity>{_QUANTITY})|(?P<empty>{_EMPTY})|"
    rf"(?P<weak>{_WEAK})|(?P<figure>\d[\d,.]*)|(?P<content>.)"
)
_PAID = {"費": "費用", "料": "料金"}
"""Weak words of one character, lengthened: one character alone is one that says something."""
_OF_EVERY_HEADING = re.compile(
    r"報酬|給料|(?:職員)?人件費|(?:職員)?手当等?|職員給与費?|共済費|賃金|報償費|(?:費用弁償|普通)?旅費|旅費交通費|交際費|需用費|消耗品費|燃料費|"
    r"食糧費|印刷製本費|光熱水費|修繕[料費]|役務費|通信運搬費|広告料|手数料|保険料|委託料|使用料及び賃借料|賃借料|工事請負費|"
    r"原材料費|備品購入費|負担金,?補助及び交付金|扶助費|補助金|負担金|積立金|繰出金|公課費|予備費|諸費|雑費|事務費|会議費|謝金|"
    r"一般管理費|管理費|運営費|事業費|その他"
)
"""Names that say what is paid and not what for: under each heading another line."""
_ONE_OF_A_CLASS = frozenset("線号区校園館橋川町村市県駅団所院港池寺岡山島棟科課部室組級型種")
"""What a name of one among several ends in: 上宿線 and 野口線, 本町地内 and 栄町地内."""

_WEAK_SHARED, _WEAK_MISSING = 0.25, 1.0
_LEAST_MISSING = 0.5
"""What a character that only one name has counts at least, however many lines have it."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: `units` are its characters that say something and whole weak words; figures stand apart."""

    plain: str
    units: tuple[str, ...]
    inside: tuple[str, ...]
    """the units in brackets"""
    figures: tuple[str, ...]
    """figures that say which one it is (１０１号線), not how many, nor the year"""
    yearly: tuple[int, ...]
    """figures that go up by one from year to year (第48回, 令和5年度)"""

    @property
    def grams(self) -> Iterator[str]:
        """The runs of two characters that say something."""
        for part in (self.units, self.inside):
            yield from (a + b for a, b in pairwise(part) if len(a) == len(b) == 1)


@lru_cache(maxsize=1 << 14)
def name_of(text: str) -> Name:
    """The budget line's name `text`, taken apart."""
    whole = plain(text)
    written = whole
    for pattern, word in _SAME_WORDS:
        written = pattern.sub(word, written)
    figures: list[str] = []
    yearly: list[int] = []
    inside = [unit for part in _BRACKET.findall(written) for unit in _units(part, figures, yearly)]
    units = tuple(_units(_BRACKET.sub("", written), figures, yearly))
    return Name(whole, units, tuple(inside), tuple(figures), tuple(yearly))


def _units(text: str, figures: list[str], yearly: list[int]) -> Iterator[str]:
    for found in _UNIT.finditer(text):
        if found["yearly"]:
            number = found["year"] or found["count"]
            yearly.append(1 if number == "元" else int(number))
        elif found["figure"]:
            figures.append(found[0])
        elif found["weak"] or found["content"]:
            yield _PAID.get(found[0], found[0])


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """`share`: what two names have in common of what they say, 0 to 1. `sure`: they are one line's names.

    `two`: they are two lines' names, however much they share: one says 第１ where the other says 第３. `weight`: how
    much the shared words say, about 1 for each character that no other line has.
    """

    share: float
    sure: bool
    two: bool = False
    weight: float = 0.0
    other_words: bool = False
    """one has other words in the place of the other's"""


_NOTHING = NameLikeness(0.0, False)


class Names:
    """How alike names are among all the names of both years."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._lines = Counter(gram for name in names for gram in set(name.grams))

    def alike(self, old: Name, new: Name) -> NameLikeness:
        """How alike the two names are."""
        one = old.figures == new.figures and _goes_on(old.yearly, new.yearly)
        two = bool(old.figures and new.figures and old.figures != new.figures)
        if (old.units, old.inside) == (new.units, new.inside):
            says = not _OF_EVERY_HEADING.fullmatch(old.plain)
            weight = (self.weight(old.units) + self.weight(old.inside)) * says
            return NameLikeness(1.0 if one else 0.99, one and bool(old.units or old.plain == new.plain), two, weight)
        found = _Difference(self, old.units, new.units)
        if not found.shared:
            return _NOTHING
        shared, only_old, only_new = found.shared, found.only_old, found.only_new
        if old.inside or new.inside:
            inside = _Difference(self, old.inside, new.inside)
            shared += inside.shared
            only_old += inside.only_old
            only_new += inside.only_new
        share = shared / (shared + max(only_old, only_new))
        two = two or found.two or bool(old.inside and new.inside and old.inside != new.inside)
        sure = one and not two and found.is_one(share)
        if found.front >= _LONG_FRONT:
            share = max(share, found.plain_share)
        other_words = found.front < _LONG_FRONT and any(_says(a) and _says(b) for a, b in found.replaced)
        return NameLikeness(share, sure, two, shared, other_words)

    def weight(self, units: tuple[str, ...], least: float = 0.0, weak: float = _WEAK_SHARED) -> float:
        """How much `units` say: a character counts 1 where one line of each year has it, less where more do."""
        total = 0.0
        for i, unit in enumerate(units):
            if len(unit) > 1:
                total += weak
                continue
            beside = [units[k] + units[k + 1] for k in (i - 1, i) if k >= 0 and k + 1 < len(units)]
            known = [2 / max(2, self._lines[gram]) for gram in beside if len(gram) == 2]
            total += max(least, sum(known) / len(known) if known else 1.0)
        return total


def _goes_on(old: tuple[int, ...], new: tuple[int, ...]) -> bool:
    """Whether the years and counts of the one name can be last year's of the other: as they were, or each one more."""
    return len(old) != len(new) or all(0 <= b - a <= 1 for a, b in zip(old, new, strict=True))


_CLOSE, _ENOUGH = 0.78, 0.5
"""Shares of what is said from which a name is another one with words added: few of them; or many, after a beginning of
its own."""
_MOST, _LONG = 0.8, 0.65
"""The same where other words stand in the place of some: of a name that says something, and of one that says much."""
_FRONT, _OWN_FRONT, _SHARED, _MUCH_SHARED = 3.0, 6.0, 6.0, 8.0
"""What beginnings, and all that is shared, must say for that."""
_LONG_FRONT = 6
"""Units of a beginning that counts as it stands, however many lines have its words."""


_END: tuple[tuple[str, ...], tuple[str, ...], bool] = ((), (), False)


class _Difference:
    """What two sequences of units share, and what only one of them has."""

    def __init__(self, names: Names, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        self.shared = self.only_old = self.only_new = self.front_weight = 0.0
        self.front = 0
        """units that both begin with"""
        self.replaced: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        self.two = False
        self._plain = [0, 0, 0]
        for (a, b, same), (after, _, _) in pairwise((*_parts(old, new), _END)):
            if same:
                weight = names.weight(a)
                self.shared += weight
                if not self.replaced:
                    self.front, self.front_weight = len(a), weight
            else:
                self.two |= _are_two(a, b, after, at_front=not (self.front or self.replaced))
                self.replaced.append((a, b))
                self.only_old += names.weight(a, _LEAST_MISSING, _WEAK_MISSING)
                self.only_new += names.weight(b, _LEAST_MISSING, _WEAK_MISSING)
            for k, units in enumerate((a, (), ()) if same else ((), a, b)):
                self._plain[k] += len(units)

    @property
    def plain_share(self) -> float:
        """The share with every character counting the same."""
        shared, old, new = self._plain
        return shared / (shared + max(old, new))

    def is_one(self, share: float) -> bool:
        """Whether what differs leaves no doubt that both names are one line's."""
        if not self.front or any(_one_character(a, b) for a, b in self.replaced):
            return False
        if all(not (a and b) for a, b in self.replaced):
            little = share >= _CLOSE or (self.front >= _LONG_FRONT and self.plain_share >= _MOST)
            return little or (share >= _ENOUGH and self.front_weight >= _OWN_FRONT)
        long = (share >= _MOST and self.shared >= _SHARED) or (share >= _LONG and self.shared >= _MUCH_SHARED)
        return long and self.front_weight >= _FRONT


def _are_two(old: tuple[str, ...], new: tuple[str, ...], after: tuple[str, ...], *, at_front: bool) -> bool:
    """Whether the differing words are those of two things: another beginning, or one of a class for another."""
    if at_front and (_one_character(old, new) or (_says(old) and _says(new) and not _lengthened(old, new))):
        return True
    if not (old and new):
        return False
    end = old[-1:] if old[-1] == new[-1] else after[:1]
    return not _ONE_OF_A_CLASS.isdisjoint(end)


def _one_character(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether one character makes another word: 下水道, 広報紙, 夏 for 雪."""
    short, long = sorted((len("".join(old)), len("".join(new))))
    return (short or long) == 1 and not (short and _lengthened(old, new))


def _lengthened(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether the longer of the two has all of the shorter in its order: 妊婦, 妊産婦."""
    short, long = sorted((old, new), key=len)
    rest = iter(long)
    return all(unit in rest for unit in short)


def _says(units: tuple[str, ...]) -> bool:
    return any(len(unit) == 1 for unit in units)


def _parts(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], bool]]:
    """(of the old, of the new, the same?) in order. A single character in common is chance, not a word."""
    a = b = 0
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        same = old[block.a : block.a + block.size]
        if block.size == 1 and len(same[0]) == 1 and min(len(old), len(new)) > 1:
            continue
        if block.a > a or block.b > b:
            yield old[a : block.a], new[b : block.b], False
        if same:
            yield same, same, True
        a, b = block.a + block.size, block.b + block.size
