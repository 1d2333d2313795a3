"""Differences of width, spaces and line breaks are none; every other difference stays one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.folding import folded, folded_with_origin

# Signs that fold to nothing, to one and to several characters, and those that combine with the one before.
TRICKY = "健診ｶﾞガかば゚ﾞﾟ①Ⅲ㌢㍻㈱９5％%（(　 \n\t〜～−－—ー○◯〇・•“”\u200b\ufeffé e\u0301\u0323が각가"
TEXTS = st.one_of(st.text(), st.text(alphabet=st.sampled_from(TRICKY)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("95.0%", "９５．０％"),
        ("月 15 日", "月15日"),
        ("月　15　日", "月15日"),
        ("保険証の\n回収", "保険証の回収"),
        ("保険証の\r\n\t回収", "保険証の回収"),
        ("ＫＰＩ", "KPI"),
        ("（内訳）", "(内訳)"),
        ("ﾃﾞｰﾀﾍﾙｽ", "データヘルス"),
        ("ﾊﾟｲﾛｯﾄ事業", "パイロット事業"),
        (unicodedata.normalize("NFD", "データベース"), "データベース"),
        (unicodedata.normalize("NFD", "がん検診"), "がん検診"),
        ("4月〜9月", "4月～9月"),
        ("4月∼9月", "4月~9月"),
        ("◯広報", "○広報"),
        ("〇広報", "○広報"),
        ("•勧奨", "・勧奨"),
        ("･勧奨", "・勧奨"),
        ("\ufeff勧\u200b奨", "勧奨"),
        ("“見える化”", '"見える化"'),
        ("", " 　\n"),
    ],
)
def test_width_spaces_and_look_alikes_are_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize("dash", "-－−‐‑–—―─")
def test_every_dash_is_one_sign(dash: str) -> None:
    assert folded(f"1{dash}3") == "1-3"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("勧奨、広報", "勧奨広報"),
        ("令和2年度", "令和3年度"),
        ("95.0％", "95.1％"),
        ("データ", "デ-タ"),
        ("はり", "ばり"),
        ("実施する。", "実施する"),
        ("○広報", "●広報"),
    ],
)
def test_a_comma_a_year_or_a_number_is_a_difference(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_each_folded_character_knows_where_it_stands_in_the_printed_text() -> None:
    assert folded_with_origin("９５．０％ とする") == ("95.0%とする", [0, 1, 2, 3, 4, 6, 7, 8])


def test_a_half_width_kana_and_its_voicing_are_one_character_from_the_first_of_the_two() -> None:
    assert folded_with_origin("ﾃﾞｰﾀ活用") == ("データ活用", [0, 2, 3, 4, 5])


def test_a_letter_and_its_combining_mark_are_one_character() -> None:
    assert folded_with_origin(unicodedata.normalize("NFD", "がん検診")) == ("がん検診", [0, 2, 3, 4])


def test_a_sign_that_folds_to_several_gives_them_all_its_own_place() -> None:
    assert folded_with_origin("新㈱へ") == ("新(株)へ", [0, 1, 1, 1, 2])


def test_text_that_is_folded_already_is_its_own_origin() -> None:
    text, origin = folded_with_origin("郵送化率95.0%以上")
    assert (text, list(origin)) == ("郵送化率95.0%以上", list(range(11)))


def test_marks_of_other_scripts_combine_as_well() -> None:
    assert folded_with_origin(unicodedata.normalize("NFD", "각 건")) == ("각건", [0, 4])
    assert folded_with_origin("A\u093cﾞ\u0300") == ("À\u093c\u3099", [0, 0, 0])


@given(TEXTS)
def test_every_character_is_mapped_back(text: str) -> None:
    result, origin = folded_with_origin(text)
    assert result == folded(text)
    assert len(origin) == len(result)
    assert list(origin) == sorted(origin)
    assert all(0 <= place < len(text) for place in origin)


@given(TEXTS)
def test_no_white_space_is_left(text: str) -> None:
    assert not any(sign.isspace() for sign in folded(text))


@given(st.text(alphabet=st.sampled_from("健診KPI95.0%をデータ①（）、。")))
def test_spaces_and_line_breaks_anywhere_change_nothing(text: str) -> None:
    assert folded("\n" + " ".join(text) + "\u3000") == folded(text)
