"""What people choose about the comparison sheet: labels become values, and nothing is guessed."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare import errors, words
from xlcompare.errors import PlanError
from xlcompare.settings import Settings, with_values

BOOK = "設定.xlsx"
OFFERED = [
    (field, name, label, value) for field, name, choices, _ in words.SETTINGS for label, value in choices.items()
]
ANY = st.builds(
    Settings,
    **{
        field: st.sampled_from(list(choices.values())) if choices else st.text().map(str.strip)
        for field, _, choices, _ in words.SETTINGS
    },
)


def chosen(*values: tuple[str, str]) -> Settings:
    return with_values(Settings(), values, BOOK)


def test_every_setting_has_a_row_and_every_row_a_setting() -> None:
    assert sorted(field.name for field in fields(Settings)) == sorted(field for field, *_ in words.SETTINGS)
    assert len({name for _, name, *_ in words.SETTINGS}) == len(words.SETTINGS)


def test_the_default_is_the_first_value_on_offer() -> None:
    first = {field: next(iter(choices.values()), "") for field, _, choices, _ in words.SETTINGS}
    assert Settings() == Settings(**first)


@pytest.mark.parametrize(("field", "name", "label", "value"), OFFERED)
def test_a_label_sets_its_value_and_nothing_else(field: str, name: str, label: str, value: str) -> None:
    assert chosen((name, label)) == replace(Settings(), **{field: value})


@given(ANY)
def test_what_the_sheet_shows_is_read_back(settings: Settings) -> None:
    shown = [(name, label) for name, label, _, _ in settings.labels()]
    assert with_values(Settings(), shown, BOOK) == settings


def test_a_row_shows_what_is_on_offer_and_what_it_does() -> None:
    rows = {name: (value, offered) for name, value, offered, _ in Settings(font="Meiryo").labels()}
    assert rows["用紙"] == ("テンプレートに合わせる", ("テンプレートに合わせる", "A4横", "A3横"))
    assert rows["フォント"][0] == "メイリオ"
    assert rows["支部名"] == ("", ())
    assert [meaning for *_, meaning in Settings().labels()] == [meaning for *_, meaning in words.SETTINGS]


@pytest.mark.parametrize(
    ("name", "label"),
    [("用紙", "Ａ３横"), ("用 紙", "A3 横"), ("　用紙", " A3横\n")],
)
def test_width_and_spaces_do_not_matter(name: str, label: str) -> None:
    assert chosen((name, label)).paper == "A3"


def test_a_setting_that_is_not_named_or_left_blank_keeps_its_value() -> None:
    before = Settings(paper="A3", style="ministry")
    assert with_values(before, [("用紙", ""), ("様式", " ")], BOOK) == before


def test_a_row_of_ones_own_is_left_alone() -> None:
    assert chosen(("作成者", "企画総務グループ"), ("", "省庁")) == Settings()


def test_in_a_file_of_settings_every_name_has_to_be_known() -> None:
    names = tuple(name for _, name, *_ in words.SETTINGS)
    with pytest.raises(PlanError) as refused:
        with_values(Settings(), [("用紙", "A3横"), ("用 紙の色", "白")], BOOK, strict=True)
    assert str(refused.value) == str(errors.setting_missing(BOOK, "用 紙の色", names))
    assert with_values(Settings(), [("用紙", "A3横")], BOOK, strict=True).paper == "A3"


def test_free_text_is_taken_as_it_is_and_may_be_emptied() -> None:
    assert chosen(("支部名", " 岡山支部 "), ("表題", "令和3年度　計画")) == Settings(
        branch="岡山支部", title="令和3年度　計画"
    )
    assert with_values(Settings(branch="岡山支部"), [("支部名", "")], BOOK) == Settings()


def test_of_two_rows_of_one_name_the_last_counts() -> None:
    assert chosen(("用紙", "A3横"), ("用紙", "A4横")).paper == "A4"


@pytest.mark.parametrize(
    ("name", "label"), [("用紙", "B4横"), ("様式", "ministry"), ("文字の大きさ", "100"), ("列の順", "右")]
)
def test_a_value_that_is_not_offered_is_refused_with_those_that_are(name: str, label: str) -> None:
    offered = next(tuple(choices) for _, known, choices, _ in words.SETTINGS if known == name)
    with pytest.raises(PlanError) as refused:
        chosen((name, label))
    assert str(refused.value) == str(errors.unknown_setting(BOOK, name, label, offered))


# ── what the values mean together ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("style", "wholly", "in_words"),
    [
        ("支部", "様式に合わせる", False),
        ("支部", "空白", False),
        ("支部", "（新設）（削る）", True),
        ("省庁", "様式に合わせる", True),
        ("省庁", "空白", False),
        ("省庁", "（新設）（削る）", True),
    ],
)
def test_added_and_dropped_items_are_marked_as_the_style_has_it_or_as_chosen(
    style: str, wholly: str, in_words: bool
) -> None:
    assert chosen(("様式", style), ("新設・廃止の相手の欄", wholly)).in_words is in_words


@pytest.mark.parametrize(
    ("style", "unchanged", "omits"),
    [
        ("支部", "様式に合わせる", False),
        ("支部", "全文", False),
        ("支部", "（略）", True),
        ("省庁", "様式に合わせる", True),
        ("省庁", "全文", False),
        ("省庁", "（略）", True),
    ],
)
def test_unchanged_items_are_printed_as_the_style_has_it_or_as_chosen(style: str, unchanged: str, omits: bool) -> None:
    assert chosen(("様式", style), ("変更のない項目", unchanged)).omits_unchanged is omits


@pytest.mark.parametrize(("value", "marked"), [("yes", True), ("no", False)])
def test_persons_and_full_stops_are_marked_where_that_was_chosen(value: str, marked: bool) -> None:
    settings = Settings(persons=value, full_stops=value)
    assert (settings.marks_persons, settings.marks_full_stops) == (marked, marked)
