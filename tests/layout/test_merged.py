"""Runs of equal rows as merged cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xlcompare.layout.merged import merges_within_pages
from xlcompare.layout.sheet import Merge


def runs(keys: str, *starts: int) -> list[tuple[int, int]]:
    """First and last rows of the merges for rows with these keys; '-' is none."""
    merges = merges_within_pages([None if key == "-" else key for key in keys], starts, 2)
    assert all(merge.left == merge.right == 2 for merge in merges)
    return [(merge.top, merge.bottom) for merge in merges]


def test_equal_rows_that_follow_each_other_are_one_merge() -> None:
    assert runs("aaabb") == [(0, 2), (3, 4)]
    assert runs("aabaa") == [(0, 1), (3, 4)]


def test_a_single_row_and_rows_without_a_key_are_not_merged() -> None:
    assert runs("abc") == []
    assert runs("a--bb") == [(3, 4)]
    assert runs("") == []


def test_a_merge_ends_with_the_page() -> None:
    assert runs("aaaaaa", 2) == [(0, 1), (2, 5)]
    assert runs("aaaaaa", 1, 3) == [(1, 2), (3, 5)]
    assert runs("aaa", 2) == [(0, 1)]


@given(st.text("ab-", max_size=40), st.sets(st.integers(1, 39)))
def test_every_row_is_in_one_merge_at_the_most_with_its_like_on_its_page(keys: str, starts: set[int]) -> None:
    covered: list[int] = []
    for merge in merges_within_pages([None if key == "-" else key for key in keys], sorted(starts), 0):
        assert merge == Merge(merge.top, 0, merge.bottom, 0)
        rows = range(merge.top, merge.bottom + 1)
        assert {keys[row] for row in rows} in ({"a"}, {"b"})
        assert not starts & set(rows[1:])
        covered.extend(rows)
    assert len(covered) == len(set(covered))
