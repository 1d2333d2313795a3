"""Which words of a changed pair are underlined: the rules of people's own tables, one by one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.comparing.wording import changed_words, whole
from xlcompare.folding import folded
from xlcompare.marks import body_span
from xlcompare.plan import Span

Marks = tuple[Span, ...]


def shown(text: str, marks: Marks) -> str:
    """`text` with its marks in half-width square brackets."""
    for start, end in reversed(marks):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def marked(old: str, new: str, *, persons: bool = True, full_stops: bool = True) -> tuple[str, str]:
    old_marks, new_marks = changed_words(old, new, persons=persons, full_stops=full_stops)
    return shown(old, old_marks), shown(new, new_marks)


def test_equal_texts_have_no_mark() -> None:
    assert changed_words("・窓口の案内", "・窓口の案内") == ((), ())


# ── words, not characters ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("・疑われる[施術者]へ改善指導", "・疑われる[施術管理者]へ改善指導"),
        ("特定健診[受診率]を28.3％以上とする", "特定健診[実施率]を28.3％以上とする"),
        ("・[効果的な]レセプト点検を推進", "・[効率的な]レセプト点検を推進"),
        ("・「利益の実現」を[達成する]ため", "・「利益の実現」を[図る]ため"),
        ("・[リーフレット]を配る", "・[パンフレット]を配る"),
        ("・[ABC]を使う", "・[ABD]を使う"),
        ("・申請書設置病院[へ]訪問し", "・申請書設置病院[を]訪問し"),
    ],
)
def test_the_whole_word_is_marked(old: str, new: str) -> None:
    assert marked(plain(old), plain(new)) == (old, new)


def plain(shown_text: str) -> str:
    return shown_text.replace("[", "").replace("]", "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("・説明会[説明会]", "・説明会"),
        ("・研修の開催", "・[研修の]研修の開催"),
        ("・案内", "・案内、[案内]"),
        ("・訪問、[電話、訪問]", "・訪問"),
    ],
)
def test_a_word_that_was_said_twice_is_marked_once(old: str, new: str) -> None:
    """The mark slides no further than the text goes."""
    assert marked(plain(old), plain(new)) == (old, new)


def test_dropped_words_are_marked_on_their_side_only() -> None:
    old, new = "・調達審査委員会及び支部独自の契約審査会による適正な調達", "・調達審査委員会による適正な調達"
    assert marked(old, new) == ("・調達審査委員会[及び支部独自の契約審査会]による適正な調達", new)


def test_an_insertion_slides_to_where_words_begin() -> None:
    old = "・研修を実施し、お客様の声を踏まえたサービス改善"
    new = "・研修を実施し、お客様満足度調査、お客様の声を踏まえたサービス改善"
    assert marked(old, new) == (old, "・研修を実施し、[お客様満足度調査]、お客様の声を踏まえたサービス改善")


# ── figures ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("② 郵送化率を[92.0％]以上とする", "② 郵送化率を[95.0％]以上とする"),
        ("■ KPI：健活企業宣言事業所数 [1,500社]", "■ KPI：健活企業宣言事業所数 [1,850社]"),
        ("・表彰（年[10件]）", "・表彰（年[12件]）"),
        ("② 申請の割合を[9.0％]とする", "② 申請の割合を[10.0％]とする"),
        ("■ KPI：回収率を[95.5％]以上とする", "■ KPI：回収率を[対前年度]以上とする"),
    ],
)
def test_a_changed_figure_is_marked_whole_with_its_unit(old: str, new: str) -> None:
    assert marked(plain(old), plain(new)) == (old, new)


def test_a_figure_that_stays_is_not_marked_where_a_particle_could_stay_instead() -> None:
    old, new = marked("・標準期間の達成率を100％とする", "・標準期間の達成率100％を維持する")
    assert (old, new) == ("・標準期間の達成率[を]100％[と]する", "・標準期間の達成率100％[を維持]する")


def test_two_changed_figures_are_two_marks() -> None:
    assert marked("・20％と30％", "・25％と35％") == ("・[20％]と[30％]", "・[25％]と[35％]")


def test_persons_are_marked_with_their_figure_where_asked() -> None:
    old, new = "支部目標 登録者数 3,500人", "支部目標 登録者数 4,300人"
    assert marked(old, new) == ("支部目標 登録者数 [3,500人]", "支部目標 登録者数 [4,300人]")
    assert marked(old, new, persons=False) == ("支部目標 登録者数 [3,500]人", "支部目標 登録者数 [4,300]人")


def test_other_units_go_with_their_figure_whatever_is_asked_for_persons() -> None:
    assert marked("・年10件", "・年12件", persons=False) == ("・年[10件]", "・年[12件]")


# ── signs ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_single_comma_is_marked() -> None:
    old, new = "○保険者間調整を案内し債権の解消を図る", "○保険者間調整を案内し、債権の解消を図る"
    assert marked(old, new) == (old, "○保険者間調整を案内し[、]債権の解消を図る")


def test_a_comma_that_became_a_dot_is_marked() -> None:
    assert marked("・催しの開催、講座", "・催しの開催・講座") == ("・催しの開催[、]講座", "・催しの開催[・]講座")


def test_a_comma_at_the_edge_of_a_mark_is_left_out() -> None:
    old, new = "・県、健診機関等との連携", "・健診機関等との連携"
    assert marked(old, new) == ("・[県]、健診機関等との連携", new)


def test_a_final_full_stop_is_marked_alone() -> None:
    assert marked("・割合を83.0％とする", "・割合を84.0％とする。") == (
        "・割合を[83.0％]とする",
        "・割合を[84.0％]とする[。]",
    )
    assert marked("・対前年度以上とする", "・対前年度以上とする。")[1] == "・対前年度以上とする[。]"


def test_a_final_full_stop_can_be_left_out_of_account() -> None:
    assert changed_words("・割合とする", "・割合とする。", full_stops=False) == ((), ())
    assert marked("・病院へ行く", "・病院を行く。", full_stops=False) == ("・病院[へ]行く", "・病院[を]行く。")


# ── bullets and labels ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("○サービス", "●サービス[水準]"),
        ("① 窓口の案内", "（１）窓口の案内[所]"),
        ("② 加入率を[54％]とする", "■ KPI：① 加入率を[55％]とする"),
        ("支部目標 加入率 [84％]", "加入率 [85％]"),
        ("【資格[点検]】", "【資格[審査]】"),
    ],
)
def test_bullets_numbers_and_labels_are_never_marked(old: str, new: str) -> None:
    assert marked(plain(old), plain(new)) == (old, new)


@pytest.mark.parametrize(("old", "new"), [("④適正化の推進", "⑤適正化の推進"), ("・案内", "● 案内"), ("案内", "・案内")])
def test_another_bullet_or_number_alone_has_no_mark(old: str, new: str) -> None:
    assert changed_words(old, new) == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("・窓口の案内", "・[窓口の案内]"),
        ("支部目標 加入率 84％", "支部目標 [加入率 84％]"),
        ("■ KPI：① 加入率", "■ KPI：① [加入率]"),
        ("【資格点検】", "【[資格点検]】"),
        ("窓口の案内", "[窓口の案内]"),
        ("・案内  ", "・[案内]  "),
        ("・", "[・]"),
    ],
)
def test_a_whole_item_is_marked_without_its_label(text: str, expected: str) -> None:
    assert shown(text, whole(text)) == expected


def test_nothing_has_no_mark() -> None:
    assert whole("") == ()


# ── joining ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_near_changes_are_one_mark() -> None:
    assert marked("・窓口の拡充を進める", "・窓口の改善を行う") == ("・窓口の[拡充を進める]", "・窓口の[改善を行う]")


def test_far_changes_are_two_marks() -> None:
    old, new = marked("・窓口に関する案内文書の作成", "・電話に関する案内文書の配布")
    assert (old, new) == ("・[窓口]に関する案内文書の[作成]", "・[電話]に関する案内文書の[配布]")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("・[協定先との会議を年内に開催]する", "・[市町村との会議を早期に設定]する", id="5 characters"),
        pytest.param("・[チラシ]による周知を[徹底]する", "・[ホームページ]による周知を[継続]する", id="6 characters"),
        pytest.param("・[窓口]での案内を[作成]する", "・[電話]での案内を[配布]する", id="more than both changes"),
    ],
)
def test_changes_are_joined_across_less_than_six_characters_and_no_more_than_they_are_themselves(
    old: str, new: str
) -> None:
    assert marked(plain(old), plain(new)) == (old, new)


def test_changes_are_not_joined_across_a_figure() -> None:
    old, new = marked("・窓口5件作成", "・電話5件配布")
    assert (old, new) == ("・[窓口]5件[作成]", "・[電話]5件[配布]")


def test_changes_are_not_joined_across_a_bracket() -> None:
    old, new = marked("・窓口）作成", "・電話）配布")
    assert (old, new) == ("・[窓口]）[作成]", "・[電話]）[配布]")


def test_a_word_that_reaches_into_the_next_change_ends_there() -> None:
    # The run of katakana is longer in one text than in the other: growing past it raised IndexError once.
    old, new = "・アイウウウウウウウエオカキクケコ", "・アカウウウウウウウ。"
    assert marked(new, old) == ("・[アカウウウウウウウ。]", "・[アイウウウウウウウエオカキクケコ]")
    assert marked(old, new) == ("・[アイウウウウウウウエオカキクケコ]", "・[アカウウウウウウウ。]")


# ── width, spaces, line breaks; offsets into the text as printed ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("・95.0% 以上", "・９５．０％以上"),
        ("・月 15 日", "・月15日"),
        ("・月15日\n以上", "・月15日以上"),
        ("・ホームページ", "・ﾎｰﾑﾍﾟｰｼﾞ"),
        ("・ガイド", unicodedata.normalize("NFD", "・ガイド")),
        ("・20〜30件", "・20～30件"),
    ],
)
def test_width_spaces_and_line_breaks_give_no_mark(old: str, new: str) -> None:
    assert changed_words(old, new) == ((), ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("④ﾎｰﾑﾍﾟｰｼﾞで年[２回]周知", "⑤ホームページで年[3回]周知"),
        ("・[ﾎｰﾑﾍﾟｰｼﾞ]を見る", "・[ブログ]を見る"),
        ("・達成率を[９５．０％]以上", "・達成率を[96.0%]以上"),
        ("・窓口で\n[案内] する", "・窓口で [説明] する"),
        ("・㈱見本へ[送る]", "・㈱見本へ[配る]"),
        ("・[㈱]見本", "・[㈲]見本"),
    ],
)
def test_offsets_are_those_of_the_text_as_printed(old: str, new: str) -> None:
    assert marked(plain(old), plain(new)) == (old, new)


def test_offsets_are_right_in_decomposed_kana() -> None:
    old, new = (unicodedata.normalize("NFD", text) for text in ("・ガイドを配る", "・ガイドで学ぶ"))
    old_marks, new_marks = changed_words(old, new)
    assert [unicodedata.normalize("NFC", old[a:b]) for a, b in old_marks] == ["を配る"]
    assert [unicodedata.normalize("NFC", new[a:b]) for a, b in new_marks] == ["で学ぶ"]


def test_a_sign_that_folds_to_several_is_marked_whole() -> None:
    assert marked("・）", "・㈱") == ("・）", "・[㈱]")
    assert marked("・（", "・、㈱イ") == ("・（", "・[、㈱イ]")


# ── properties ─────────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = [
    "ア", "ウウウウウウウウ", "漢", "字", "率", "的な", "図る", "という", "が", "、", "・", "。", "12％", "3人", "（",
    "）", "「", "」", "LINE", "X", " ", "\n", "　", "ﾊﾟ", "か\u3099", "１２", "①", "支部目標 ", "■ KPI：", "以上とする",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A text and the same with a few pieces put in, taken out or exchanged."""
    old = draw(st.lists(st.sampled_from(PIECES), max_size=12))
    new = list(old)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(new)))
        new[at : at + draw(st.integers(0, 2))] = draw(st.lists(st.sampled_from(PIECES), max_size=2))
    return "".join(old), "".join(new)


anything = st.one_of(edited(), st.tuples(texts, texts))


@given(anything, st.booleans(), st.booleans())
def test_marks_are_in_order_apart_and_on_the_text_proper(both: tuple[str, str], persons: bool, stops: bool) -> None:
    for text, marks in zip(both, changed_words(*both, persons=persons, full_stops=stops), strict=True):
        start, end = body_span(text)
        bounds = [start - 1, *(offset for mark in marks for offset in mark)]
        assert bounds == sorted(set(bounds))
        assert bounds[-1] <= end


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_texts_at_all_can_be_marked(old: str, new: str) -> None:
    for text, marks in zip((old, new), changed_words(old, new), strict=True):
        offsets = [offset for mark in marks for offset in mark]
        assert offsets == sorted(set(offsets))
        assert all(0 <= offset <= len(text) for offset in offsets)


@given(anything)
def test_there_are_marks_exactly_where_the_folded_texts_differ(both: tuple[str, str]) -> None:
    old, new = (folded(text[slice(*body_span(text))]) for text in both)
    assert (old != new) == any(changed_words(*both))


@given(anything)
def test_what_is_not_marked_is_equal_but_for_trimmed_commas(both: tuple[str, str]) -> None:
    # A sign that folds to several (㈱) is marked whole where one of them changed, so there are none here.
    old, new = (unmarked(*side) for side in zip(both, changed_words(*both), strict=True))
    assert old == new


def unmarked(text: str, marks: Marks) -> str:
    """The folded text proper outside `marks`, without the signs that are trimmed from a mark's edges."""
    start, end = body_span(text)
    edges = [start, *(offset for mark in marks for offset in mark), end]
    rest = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    return folded(rest).translate(str.maketrans("", "", "、・,"))
