"""Which old item is which new one."""

from __future__ import annotations

import pytest

from xlcompare.comparing.matching import Matching, matched
from xlcompare.plan import Kind

from .plans import side_of

RECEIPTS = """
○レセプト点検の推進
・点検員が査定の事例を持ち寄る勉強会を開く
・システムを活用した内容点検を行う
KPI：査定率を対前年度以上とする
"""
CLAIMS = """
○債権の早期回収
・保険証を返していない人に電話で返納を求める
・法的手続きを積極的に進める
KPI：回収率を60％以上とする
"""
SURVEY = """
○サービス水準の向上
・お客様満足度調査を毎年実施する
・窓口の案内を見直す
"""


def match(old: str, new: str) -> Matching:
    return matched(side_of(old), side_of(new))


def test_a_plan_matches_itself_item_by_item() -> None:
    found = match(RECEIPTS + CLAIMS, RECEIPTS + CLAIMS)
    assert found.partners == {i: i for i in range(8)}
    assert found.moved == []
    assert found.doubtful_old | found.doubtful_new == set()


def test_equal_texts_go_to_their_own_headings() -> None:
    old = "○受診の勧奨\n・文書で案内する\n・電話で案内する\n○債権の回収\n・文書で案内する\n・法的手続きを進める"
    new = "○債権の回収\n・文書で案内する\n・法的手続きを進める\n○受診の勧奨\n・文書で案内する\n・電話で案内する"
    assert match(old, new).partners == {0: 3, 1: 4, 2: 5, 3: 0, 4: 1, 5: 2}


def test_equal_lines_in_a_row_keep_their_order() -> None:
    # Of equally good choices the crossing one was once taken, and unchanged lines were called moved.
    old = "○見出し\n" + "・相談窓口の開設\n" * 5
    found = match(old, old)
    assert found.partners == {i: i for i in range(6)}
    assert found.moved == []
    assert found.doubtful_old | found.doubtful_new == set()


def test_a_line_that_its_heading_keeps_stays_there_though_it_was_written_elsewhere_too() -> None:
    old = "○受診の勧奨\n・文書で案内する\n○債権の回収\n・電話で催告する"
    assert match(old, f"{old}\n・文書で案内する").partners == {0: 0, 1: 1, 2: 2, 3: 3}


def test_of_a_line_that_stood_twice_the_one_between_its_neighbours_stays() -> None:
    old = "○見出し\n・文書で案内する\n・電話で勧める\n・文書で案内する\n・窓口を増やす"
    assert match(old, "○見出し\n・文書で案内する\n・電話で勧める\n・窓口を増やす").partners == {0: 0, 1: 1, 2: 2, 4: 3}


def test_a_rewritten_bullet_pairs_where_it_stands() -> None:
    new = RECEIPTS.replace("・システムを活用した内容点検を行う", "・システムを活用して点検の質を高める")
    assert match(RECEIPTS, new).partners == {0: 0, 1: 1, 2: 2, 3: 3}


def test_an_inserted_bullet_has_no_partner() -> None:
    new = RECEIPTS.replace("・システム", "・返納の通知を同封する\n・システム")
    assert match(RECEIPTS, new).partners == {0: 0, 1: 1, 2: 3, 3: 4}


def test_nothing_in_common_is_no_pair() -> None:
    assert match("○見出し\n・窓口の案内を見直す", "○見出し\n・健康宣言の事業所を表彰する").partners == {0: 0}


# ── targets ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_lone_target_pairs_with_no_target_set() -> None:
    new = RECEIPTS.replace("KPI：査定率を対前年度以上とする", "KPI：設定なし")
    found = match(RECEIPTS, new)
    assert found.partners[3] == 3
    assert 3 in found.doubtful_old


def test_two_targets_against_no_target_set_stay_alone() -> None:
    old = RECEIPTS + "KPI：再審査の減額を対前年度以上とする"
    new = RECEIPTS.replace("KPI：査定率を対前年度以上とする", "KPI：設定なし")
    assert match(old, new).partners == {0: 0, 1: 1, 2: 2}


def test_a_lone_target_under_a_dropped_heading_stays_alone() -> None:
    # It was once paired with a target that stands under no heading at all, which then had two partners.
    assert match("KPI：設定なし\n# 基盤的機能\nKPI：設定なし", "KPI：回収率を60.0％以上とする").partners == {0: 0}


def test_a_target_never_pairs_with_a_weakly_similar_bullet() -> None:
    # Half of the bigrams are equal: enough for two bullets between the same neighbours, not for these.
    bullet, target = "・査定率の向上を図る研修を実施する", "KPI：査定率の向上を毎月報告する"
    around = "○レセプト点検の推進\n・勉強会を毎月開く\n{}\n・審査医師の助言を受ける"
    assert 2 in match(around.format(bullet), around.format("・査定率の向上を毎月報告する")).partners
    assert 2 not in match(around.format(bullet), around.format(target)).partners


def test_a_sentence_that_became_a_target_is_the_same_sentence() -> None:
    old = "○見出し\n・医療データを活用した意見の発信を行う"
    assert match(old, "○見出し\n・電話で案内する\nKPI：医療データを活用した意見の発信を行う").partners == {0: 0, 1: 2}


# ── headings and areas ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_renumbered_heading_is_the_same() -> None:
    assert match("○④サービス水準の向上\n・窓口の案内", "○⑤サービス水準の向上\n・窓口の案内").partners == {0: 0, 1: 1}


def test_a_renamed_heading_keeps_its_bullets() -> None:
    found = match(RECEIPTS + SURVEY, RECEIPTS.replace("レセプト点検の推進", "効果的なレセプト点検の徹底") + SURVEY)
    assert found.partners == {i: i for i in range(7)}


def test_areas_pair_by_name_whatever_their_order() -> None:
    old, new = f"# 基盤的機能\n{RECEIPTS}# 組織体制\n{SURVEY}", f"# 組織体制\n{SURVEY}# 基盤的機能\n{RECEIPTS}"
    found = match(old, new)
    assert found.partners[0] == 4
    assert found.partners[5] == 0


def test_renamed_areas_pair_in_order() -> None:
    old = f"# 基盤的保険者機能関係\n{RECEIPTS}# 組織体制\n{SURVEY}"
    new = f"# 基盤的保険者機能関係\n{RECEIPTS}# 運営\n{SURVEY}"
    found = match(old, new)
    assert found.partners == {i: i for i in range(9)}
    assert found.doubtful_old == set()
    kept_apart = matched(side_of(old), side_of(new), forbidden=frozenset({(5, 5)}))
    assert kept_apart.partners == {i: i for i in range(9) if i != 5}


def test_an_area_more_has_no_partner() -> None:
    found = match(f"# 基盤的機能\n{RECEIPTS}", f"# 基盤的機能\n{RECEIPTS}# 運営\n{SURVEY}")
    assert found.partners == {i: i for i in range(5)}


def test_an_area_never_pairs_with_a_heading() -> None:
    area, heading = "# サービス水準の向上\n・窓口の案内", "○サービス水準の向上\n・窓口の案内"
    assert match(area, heading).partners == {1: 1}
    assert match(heading, area).partners == {1: 1}


# ── moves ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_moved_heading_and_its_items_are_one_block() -> None:
    assert match(SURVEY + RECEIPTS + CLAIMS, RECEIPTS + CLAIMS + SURVEY).moved == [[(0, 8), (1, 9), (2, 10)]]


def test_a_moved_and_changed_item_is_found_again() -> None:
    old = RECEIPTS.replace("・点検員", "・窓口の案内を見直し、待ち時間を短くする\n・点検員") + CLAIMS
    new = RECEIPTS + CLAIMS + "・窓口の案内を見直し、待ち時間をなくす"
    assert match(old, new).moved == [[(1, 8)]]


def test_two_blocks_are_numbered_in_the_order_of_their_old_places() -> None:
    old = "○窓口の案内\n○電話の応対\n" + RECEIPTS + CLAIMS
    new = "○電話の応対\n" + RECEIPTS + CLAIMS + "○窓口の案内\n"
    assert match(old, new).moved == [[(0, 9)]]
    both = RECEIPTS + "○窓口の案内\n" + CLAIMS + "○電話の応対\n"
    assert match(old, both).moved == [[(0, 4)], [(1, 9)]]


# ── a person's word ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_forbidden_pair_is_never_made() -> None:
    side = side_of(RECEIPTS)
    found = matched(side, side, forbidden=frozenset({(1, 1), (3, 3)}))
    assert 1 not in found.partners
    assert 3 not in found.partners
    assert found.partners[2] == 2


def test_a_pinned_pair_stays_however_unlike() -> None:
    side = side_of(RECEIPTS)
    found = matched(side, side, pinned={1: 2})
    assert found.partners[1] == 2
    assert 1 not in found.partners.values()
    assert 1 not in found.doubtful_old


def test_an_item_set_apart_gets_no_partner() -> None:
    side = side_of(RECEIPTS)
    found = matched(side, side, alone_old=frozenset({1}), alone_new=frozenset({2}))
    assert found.partners == {0: 0, 3: 3}


def test_a_persons_word_holds_for_areas_too() -> None:
    # A pinned area was once paired a second time, by its name.
    old, new = side_of("# 基盤的機能\n# 組織体制"), side_of("# 組織体制")
    assert matched(old, new, pinned={0: 0}).partners == {0: 0}
    assert matched(old, new, forbidden=frozenset({(1, 0)})).partners == {}
    assert matched(old, new, alone_new=frozenset({0})).partners == {}


# ── doubts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_weak_pair_is_doubtful() -> None:
    old = "○レセプト点検の推進\n・自動点検等のシステムを活用した効果的なレセプト点検を推進\n・勉強会を毎月開く"
    found = match(old, old.replace("自動点検等のシステムを活用した効果的な", "高額査定事例を優先し効率的な"))
    assert found.partners[1] == 1
    assert found.likeness[1] < 0.5
    assert found.doubtful_old == {1}


@pytest.mark.parametrize(
    ("letters", "doubtful"),
    [("文書で勧奨を行う\n・未受診の方に", True), ("文書で受診勧奨する\n・未受診の事業所に", False)],
)
def test_of_two_new_lines_that_resemble_an_old_one_nearly_alike_a_person_is_asked(letters: str, doubtful: bool) -> None:
    """The old line was split in two: which of them it became is a close call in the first, clear in the second."""
    plan = (
        "○受診勧奨の強化\n・勧奨の対象者を抽出する\n・未受診の事業所に{}電話で受診を勧奨する\n・結果を評議会に報告する"
    )
    found = match(plan.format("文書と"), plan.format(letters))
    assert found.partners == {0: 0, 1: 1, 2: 3, 3: 4}
    assert found.doubtful_old == ({2} if doubtful else set())


def test_what_a_persons_pair_leaves_behind_is_doubtful_where_it_resembles() -> None:
    """The leaflet of last year became the film, a person says: then whose is the new leaflet?"""
    plan = "○広報\n・受診を勧めるチラシを配る\n・受診を勧める動画を流す\n・健康保険委員を増やす"
    old, new = side_of(f"{plan}\n・職員の研修を行う"), side_of(f"{plan}\n・窓口を改修する")
    found = matched(old, new, pinned={1: 2})
    assert found.partners == {0: 0, 1: 2, 3: 3}
    assert (found.doubtful_old, found.doubtful_new) == ({2}, {1})
    apart = matched(old, new, pinned={1: 3})
    assert (apart.doubtful_old, apart.doubtful_new) == ({3}, {1})


def test_every_pair_is_of_items_that_may_pair() -> None:
    old, new = side_of(RECEIPTS + CLAIMS), side_of(CLAIMS + SURVEY)
    found = matched(old, new)
    assert found.likeness.keys() == found.partners.keys()
    assert all((old.items[o].kind is Kind.AREA) == (new.items[n].kind is Kind.AREA) for o, n in found.partners.items())
