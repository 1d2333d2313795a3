"""How alike two items are: prepared texts, and the company that they keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.comparing.likeness import Likeness, bigrams, dice, prepared

from .plans import side_of

words = st.text(alphabet="東京都健診実施率", min_size=1, max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        "・窓口の案内",
        "○ 窓口の案内。",
        "①窓口の案内",
        "（１）窓口の 案内",
        "i）窓口の案内",
        "窓口の案内【業務G】",
        "窓口の\n案内．",
    ],
)
def test_marks_spaces_owner_and_full_stop_do_not_count(text: str) -> None:
    assert prepared(text) == "窓口の案内"


def test_labels_do_not_count() -> None:
    assert prepared("■ KPI：① 郵送化率") == prepared("② 郵送化率") == prepared("支部目標 郵送化率") == "郵送化率"


def test_every_figure_is_the_same() -> None:
    assert prepared("・１，２３４人に年2回") == prepared("・5人に年12.5回") == "0人に年0回"


def test_a_lone_mark_is_its_own_text() -> None:
    assert prepared("・") == "・"
    assert prepared("■ KPI：") == "■KPI:"


def test_half_of_the_bigrams_in_common_is_half_alike() -> None:
    assert dice(bigrams("窓口案"), bigrams("窓口図")) == 0.5


def test_a_single_character_is_its_own_bigram() -> None:
    assert bigrams("窓") == {"窓"}


@given(words, words)
def test_dice_is_symmetric_and_one_for_equal_texts(a: str, b: str) -> None:
    assert dice(bigrams(a), bigrams(b)) == dice(bigrams(b), bigrams(a))
    assert 0 <= dice(bigrams(a), bigrams(b)) <= 1
    assert dice(bigrams(a), bigrams(a)) == 1


def test_different_texts_of_the_same_bigrams_are_not_equal() -> None:
    alike = Likeness(side_of("・東京都京"), side_of("・京東京都"))
    assert bigrams("東京東京") == bigrams("東京東京東京")
    assert Likeness(side_of("・東京東京"), side_of("・東京東京東京")).text(0, 0) == 0.98
    assert alike.text(0, 0) < 0.99


def test_what_stands_above_an_item_is_its_headings_and_its_area() -> None:
    side = side_of("# 分野\n○見出し\ni）小見出し\n・取組\n○別の見出し\n・別の取組")
    assert side.parents == [-1, 0, 1, 2, 0, 4]
    assert side.above(3) == [2, 1, 0]
    assert side.holders >= {0, 1, 2, 4}


def test_equal_headings_further_up_are_told_apart_by_their_order() -> None:
    side = side_of("○見出し\n・甲\n○見出し\n・乙")
    assert side.parents == [-1, 0, -1, 2]


def test_a_pair_under_the_same_heading_scores_higher() -> None:
    old, new = side_of("○受診の勧奨\n・案内を送る"), side_of("○受診の勧奨\n・案内を送る\n○債権の回収\n・案内を送る")
    alike = Likeness(old, new)
    assert alike.score(1, 1) > alike.score(1, 3)


def test_partners_make_differently_named_headings_the_same() -> None:
    old, new = side_of("○受診の勧奨\n・案内を送る"), side_of("○健診のすすめ\n・案内を送る")
    assert Likeness(old, new).headings(1, 1) < 0.5
    assert Likeness(old, new, {0: 0}).headings(1, 1) == 1


def test_a_subheading_put_in_between_or_taken_out_is_one_level_off() -> None:
    old, new = side_of("○受診の勧奨\n・案内を送る"), side_of("○受診の勧奨\ni）被保険者\n・案内を送る")
    assert Likeness(old, new, {0: 0}).headings(1, 2) == 0.6
    assert Likeness(new, old, {0: 0}).headings(2, 1) == 0.6


def test_without_a_heading_is_a_place_of_its_own() -> None:
    plan = side_of("・案内を送る\n○受診の勧奨\n・案内を送る")
    alike = Likeness(plan, plan)
    assert (alike.headings(0, 0), alike.headings(0, 2), alike.headings(2, 0)) == (1, 0, 0)


def test_headings_of_one_name_are_the_same_only_under_the_same_heading() -> None:
    plan = side_of("# 基盤\n○その他\n・案内を送る\n# 戦略\n○その他\n・案内を送る")
    areas_known = Likeness(plan, plan, {0: 0, 3: 3})
    assert areas_known.headings(2, 2) == 1
    assert areas_known.headings(2, 5) == pytest.approx(0.8 + 0.2 * 0.2)  # the areas have no name in common
    half = Likeness(side_of("○窓口案\n・案内"), side_of("○窓口図\n・案内"))
    assert half.headings(1, 1) == pytest.approx(0.8 * 0.5 + 0.2)


def test_another_figure_is_nearly_the_same_text() -> None:
    assert Likeness(side_of("・年2回開く"), side_of("・年3回開く")).text(0, 0) == 0.99
    assert Likeness(side_of("・年2回開く"), side_of("④ 年２回開く。")).text(0, 0) == 1


def test_a_target_is_unlike_work_and_a_heading_half_unlike_a_bullet() -> None:
    old, new = side_of("○健診\n・健診を行う\nKPI：健診"), side_of("○健診\n・健診を行う\nKPI：健診")
    alike = Likeness(old, new)
    assert (alike.unlike(1, 2), alike.unlike(0, 1), alike.unlike(1, 1)) == (1, 0.5, 0)


@given(st.data())
def test_likeness_does_not_depend_on_which_year_is_older(data: st.DataObject) -> None:
    lines = st.lists(
        st.sampled_from(["○受診の勧奨", "・案内を送る", "・案内を配る", "KPI：受診率", "# 分野"]), min_size=1
    )
    old, new = side_of("\n".join(data.draw(lines))), side_of("\n".join(data.draw(lines)))
    there, back = Likeness(old, new), Likeness(new, old)
    for o in range(len(old.items)):
        for n in range(len(new.items)):
            assert there.score(o, n) == pytest.approx(back.score(n, o))
