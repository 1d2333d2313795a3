"""Which two tabs are compared: the latest two years, told by their names and never by their places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare import errors
from xlcompare.errors import PlanError
from xlcompare.reading.year_tabs import hidden_years, latest_year, two_years, years

BOOK = "岡山.xlsx"


@dataclass(frozen=True)
class Named:
    """As much of a book as the choice of tabs asks for."""

    tabs: tuple[str, ...]
    hidden: frozenset[str] = frozenset()
    name: str = BOOK


def book_of(tabs: Iterable[str], *hidden: str) -> Any:
    return Named(tuple(tabs), frozenset(hidden))


def all_plans(tab: str) -> bool:
    return True


def no_looking(tab: str) -> bool:
    raise AssertionError(f"{tab} is the only one of its year")


def chosen(*tabs: str, old: str | None = None, new: str | None = None) -> tuple[str, str]:
    return two_years(book_of(tabs), old, new, no_looking)


def latest(*tabs: str, wanted: str | None = None, before: int | None = None) -> str:
    return latest_year(book_of(tabs), wanted, before, no_looking)


# ── years ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_years_come_latest_first_and_other_tabs_are_left_alone() -> None:
    found = years(("メモ", "H30", "令和3年度", "新旧対照表", "R2", "令和3年度（案）"))
    assert list(found.items()) == [(2021, ["令和3年度", "令和3年度（案）"]), (2020, ["R2"]), (2018, ["H30"])]


def test_a_year_of_two_eras_is_one_year() -> None:
    assert years(("平成31年度", "令和元年度")) == {2019: ["平成31年度", "令和元年度"]}


# ── two years of one book ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "tabs",
    [
        ("令和2年度", "令和3年度"),
        ("令和3年度", "令和2年度"),
        ("メモ", "令和元年度", "令和3年度", "H30", "令和2年度", "集計"),
    ],
)
def test_the_two_latest_years_are_taken_wherever_they_stand(tabs: tuple[str, ...]) -> None:
    assert chosen(*tabs) == ("令和2年度", "令和3年度")


@given(st.permutations(["R3", "FY2020", "令和元年度", "平成30年度", "H29", "メモ"]))
def test_the_order_of_the_tabs_never_matters(tabs: list[str]) -> None:
    assert chosen(*tabs) == ("FY2020", "R3")


def test_a_year_may_be_missing_in_between() -> None:
    assert chosen("H30", "R3") == ("H30", "R3")


def test_given_tabs_are_taken_as_they_are() -> None:
    tabs = ("令和3年度", "令和2年度", "令和元年度", "来年度案")
    assert chosen(*tabs, old="令和元年度", new="令和2年度") == ("令和元年度", "令和2年度")
    assert chosen(*tabs, old="令和3年度", new="来年度案") == ("令和3年度", "来年度案")
    assert chosen(*tabs, old="令和3年度", new="令和2年度") == ("令和3年度", "令和2年度")


def test_with_an_old_tab_alone_the_new_one_is_the_latest() -> None:
    assert chosen("R3", "R2", "R1", old="R1") == ("R1", "R3")


def test_with_a_new_tab_alone_the_old_one_is_the_year_before() -> None:
    assert chosen("R3", "R2", "R1", new="R2") == ("R1", "R2")
    assert chosen("R3", "R2", "R1", new="R3") == ("R2", "R3")
    assert chosen("R3", "R2", "来年度案", new="来年度案") == ("R3", "来年度案")


def test_two_tabs_of_one_year_may_be_compared_where_they_are_named() -> None:
    assert chosen("令和3年度", "令和3年度（案）", old="令和3年度（案）", new="令和3年度") == (
        "令和3年度（案）",
        "令和3年度",
    )


def test_of_two_tabs_of_one_year_the_one_that_holds_a_plan_is_taken() -> None:
    tabs = ("令和3年度進捗", "令和3年度", "令和2年度")
    assert two_years(book_of(tabs), None, None, lambda tab: "進捗" not in tab) == ("令和2年度", "令和3年度")


def test_of_two_plans_of_one_year_none_is_guessed() -> None:
    with pytest.raises(PlanError) as refused:
        two_years(book_of(("R3", "令和3年度（案）", "R2")), None, None, all_plans)
    assert str(refused.value) == str(errors.same_year_twice(BOOK, ["R3", "令和3年度（案）"], "令和3年度"))


def test_of_two_tabs_of_one_year_without_a_plan_both_are_named() -> None:
    with pytest.raises(PlanError) as refused:
        two_years(book_of(("平成31年度", "令和元年度", "R2")), None, None, lambda tab: False)
    assert str(refused.value) == str(errors.same_year_twice(BOOK, ["平成31年度", "令和元年度"], "令和元年度"))


def test_a_third_year_twice_is_nobodys_business() -> None:
    assert chosen("R1", "令和元年度", "R2", "R3") == ("R2", "R3")


@pytest.mark.parametrize(
    ("tabs", "old", "new", "expected"),
    [
        (("R3", "メモ"), None, None, errors.too_few_years(BOOK, ("R3", "メモ"), ["R3"])),
        (("メモ", "Sheet1"), None, None, errors.too_few_years(BOOK, ("メモ", "Sheet1"), [])),
        (("R3", "メモ"), None, "R3", errors.no_other_year(BOOK, "R3", is_new=True)),
        (("R3", "R1"), None, "R1", errors.no_other_year(BOOK, "R1", is_new=True)),
        (("R3", "R1"), "R3", None, errors.no_other_year(BOOK, "R3", is_new=False)),
        (("R3", "R2"), "R1", None, errors.tab_missing(BOOK, "R1", ("R3", "R2"))),
        (("R3", "R2"), None, "令和4年度", errors.tab_missing(BOOK, "令和4年度", ("R3", "R2"))),
        (("R3", "R2"), "R3", "R3", errors.same_tab(BOOK, "R3")),
    ],
)
def test_where_there_is_no_choice_the_reason_is_told(
    tabs: tuple[str, ...], old: str | None, new: str | None, expected: PlanError
) -> None:
    with pytest.raises(PlanError) as refused:
        chosen(*tabs, old=old, new=new)
    assert str(refused.value) == str(expected)


def test_a_year_twice_is_nobodys_business_where_another_was_found_before_it() -> None:
    assert chosen("R3", "R2", "R1", "R1予算", new="R3") == ("R2", "R3")
    assert chosen("R4", "R4予算", "R3", "R2", "R1", new="R3") == ("R2", "R3")


def test_another_tab_of_the_named_year_is_never_compared_with_it() -> None:
    assert chosen("R3", "R3予算", "R2", new="R3") == ("R2", "R3")
    assert chosen("R3", "R2予算", "R2", old="R2") == ("R2", "R3")


# ── the old year from another book ─────────────────────────────────────────────────────────────────────────────────


def test_another_books_latest_year_before_the_new_one_is_taken() -> None:
    assert latest("R1", "R3", "R2", before=2021) == "R2"
    assert latest("R2", "R1", before=2021) == "R2"


def test_another_book_without_a_year_before_is_refused() -> None:
    with pytest.raises(PlanError) as refused:
        latest("R3", "R4", before=2021)
    assert str(refused.value) == str(errors.no_other_year(BOOK, "令和3年度", is_new=True))


def test_another_book_without_any_year_has_too_few_whatever_was_to_come_before() -> None:
    with pytest.raises(PlanError) as refused:
        latest("メモ", before=2021)
    assert str(refused.value) == str(errors.too_few_years(BOOK, ("メモ",), []))


def test_without_a_year_to_come_before_the_latest_is_taken() -> None:
    assert latest("メモ", "R2", "R3") == "R3"


def test_a_tab_that_is_named_is_taken_whatever_its_year() -> None:
    assert latest("R3", "来年度案", wanted="来年度案", before=2021) == "来年度案"


def test_another_books_year_twice_is_told_apart_by_its_plan() -> None:
    assert latest_year(book_of(("R2", "R2予算")), None, 2021, lambda tab: tab == "R2") == "R2"
    with pytest.raises(PlanError, match="どちらも令和2年度です"):
        latest_year(book_of(("R2", "R2予算")), None, 2021, all_plans)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [(None, errors.too_few_years(BOOK, ("メモ",), [])), ("R3", errors.tab_missing(BOOK, "R3", ("メモ",)))],
)
def test_another_book_without_that_year_is_refused(wanted: str | None, expected: PlanError) -> None:
    with pytest.raises(PlanError) as refused:
        latest("メモ", wanted=wanted)
    assert str(refused.value) == str(expected)


# ── two versions of one year, hidden tabs ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("令和6年度（変更前）", "令和6年度（変更後）"),
        ("R6改正前", "R6改正後"),
        ("令和6年度当初", "令和6年度補正"),
        ("令和6年度（当初）", "令和6年度（修正）"),
        ("令和6年度（案）", "令和6年度"),
        ("令和6年度（案）", "令和6年度（決定）"),
        ("令和6年度", "令和6年度（変更後）"),
        ("令和6年度_旧", "令和6年度_新"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_two_versions_of_the_only_year_are_compared_by_their_words(old: str, new: str, turned: bool) -> None:
    tabs = (new, old) if turned else (old, new)
    assert two_years(book_of((*tabs, "メモ")), None, None, all_plans) == (old, new)


@pytest.mark.parametrize("tabs", [("R6", "R6 (2)"), ("R6案", "R6素案"), ("R6旧", "R6", "R6新")])
def test_versions_that_words_do_not_tell_apart_are_asked_for(tabs: tuple[str, ...]) -> None:
    with pytest.raises(PlanError, match="--old と --new"):
        two_years(book_of(tabs), None, None, all_plans)
    assert two_years(book_of(tabs), tabs[0], tabs[1], all_plans) == (tabs[0], tabs[1])


def test_a_hidden_year_is_never_chosen_by_itself() -> None:
    book = book_of(("R7", "R6", "R5"), "R7")
    assert two_years(book, None, None, no_looking) == ("R5", "R6")
    assert latest_year(book, None, None, no_looking) == "R6"
    assert two_years(book, None, "R7", no_looking) == ("R6", "R7")
    assert latest_year(book, "R7", None, no_looking) == "R7"
    assert hidden_years(book) == ("R7",)
    with pytest.raises(PlanError, match="「R6」だけです。非表示のシート「R7」を使うときは"):
        two_years(book_of(("R7", "R6"), "R7"), None, None, no_looking)
    assert two_years(book_of(("R7", "R6"), "R6"), "R6", None, no_looking) == ("R6", "R7")
