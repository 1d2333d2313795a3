"""Plans of hundreds of changed items, of which not each is compared with each (candidates.py)."""

from __future__ import annotations

from itertools import chain
from random import Random

from xlcompare.comparing.candidates import NEAREST, candidates
from xlcompare.comparing.likeness import Likeness
from xlcompare.comparing.matching import Matching, matched

from .plans import side_of

KANJI = "医療保険者機能強化計画実施状況健診受診率向上対策推進事業所訪問文書送付電話勧奨研修開催広報周知徹底"


def sentence(number: int) -> str:
    """A made-up sentence for each number, unlike every other one."""
    return "・" + "".join(Random(number).choices(KANJI, k=18)) + "を行う"


def match(old: list[str], new: list[str]) -> Matching:
    return matched(side_of("\n".join(old)), side_of("\n".join(new)))


def test_lines_that_every_heading_has_move_with_their_own() -> None:
    always = ["・実施状況を毎月確認する", "・結果を評議会に報告する"]
    reworded = [sentence(k).replace("を行う", "を進める") for k in range(400)]
    block = [[f"○{sentence(1000 + k)[1:]}", *always, sentence(k)] for k in range(400)]
    moved = [*block[1:200], block[0], *block[200:]]
    new = [[*lines[:-1], reworded[block.index(lines)]] for lines in moved]
    found = match([*chain(*block)], [*chain(*new)])
    assert found.moved == [[(k, 199 * 4 + k) for k in range(4)]]
    assert len(found.partners) == 1600


def test_a_reworded_sentence_is_found_where_it_stood_and_where_it_went() -> None:
    old = [sentence(k) for k in range(400)]
    new = [text.replace("を行う", "に努める") for text in old]
    new = [*new[1:300], new[0], *new[300:]]
    found = match(old, new)
    assert found.partners == {0: 299, **{k: k - 1 for k in range(1, 300)}, **{k: k for k in range(300, 400)}}
    assert found.moved == [[(0, 299)]]


GROUPS = (
    "医師会", "歯科医師会", "薬剤師会", "看護協会", "栄養士会", "商工会", "商工会議所", "経営者協会", "市町村",
    "保健所", "国保連合会", "健保組合", "社会保険労務士会", "年金事務所", "労働局", "大学", "健診機関", "報道機関",
    "農協", "漁協",
)  # fmt: skip
THEMES = (
    "健康経営", "特定健診", "保健指導", "禁煙", "減塩", "運動", "睡眠", "口腔ケア", "がん検診", "メンタルヘルス",
    "糖尿病", "重症化予防", "高血圧", "服薬", "ジェネリック医薬品", "適正受診", "インセンティブ", "電子申請", "広報",
    "資格確認",
)  # fmt: skip


def test_what_reads_like_many_others_is_found_where_it_went_because_those_are_at_home() -> None:
    """Every run of four characters stands in dozens of lines; but all of these find their like where they stand."""
    kinds = [f"{group}と共同で{theme}の説明会" for group in GROUPS for theme in THEMES]
    old = [*chain(*([sentence(k), f"・{kind}を開く"] for k, kind in enumerate(kinds)))]
    new = [*chain(*([sentence(k), f"・{kind}を県内の各地で開く"] for k, kind in enumerate(kinds)))]
    found = match(old, [new[0], *new[2:], new[1]])
    assert found.partners == {0: 0, 1: 799, **{k: k - 1 for k in range(2, 800)}}


def test_boilerplate_is_not_compared_each_with_each() -> None:
    old = [f"・関係団体と連携した広報を{k}事業所で行う{sentence(k)}" for k in range(1000)]
    new = [f"・関係団体と連携した広報を{k}事業所で行う{sentence(k + 5000)}" for k in range(1000)]
    alike = Likeness(side_of("\n".join(old)), side_of("\n".join(new)))
    pairs = list(candidates(alike, range(1000), range(1000)))
    assert len(pairs) <= 1000 * NEAREST


def test_a_part_written_anew_is_not_compared_each_with_each() -> None:
    old, new = ("\n".join([sentence(-1), *(sentence(at + k) for k in range(1000)), sentence(-2)]) for at in (0, 5000))
    alike = Likeness(side_of(old), side_of(new), {0: 0, 1001: 1001})
    assert len(list(candidates(alike, range(1, 1001), range(1, 1001)))) <= 1000 * NEAREST
