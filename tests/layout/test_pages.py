"""Where pages end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.layout.pages import SPARE, breaks, in_pixels, not_printed, printable
from xlcompare.layout.sheet import PrintSetup

ROOM = 100 / SPARE
ALONE = [False] * 9


@pytest.mark.parametrize(
    ("setup", "size"),
    [
        (PrintSetup(margins=(0, 0, 0, 0)), (841.9, 595.3)),
        (PrintSetup(margins=(0, 0, 0, 0), landscape=False), (595.3, 841.9)),
        (PrintSetup(margins=(0, 0, 0, 0), paper="A3"), (1190.6, 841.9)),
        (PrintSetup(margins=(40, 30, 20, 10)), (771.9, 565.3)),
    ],
)
def test_what_is_printable_is_the_paper_without_its_margins(setup: PrintSetup, size: tuple[float, float]) -> None:
    assert printable(setup) == pytest.approx(size)


def test_a_page_ends_before_the_row_that_has_no_room() -> None:
    assert breaks([30.0] * 7, ALONE[:7], ROOM) == [3, 6]
    assert breaks([30.0] * 3, ALONE[:3], ROOM) == []
    assert breaks([], [], ROOM) == []


def test_rows_count_as_high_as_excel_makes_them() -> None:
    assert (in_pixels(15.0), in_pixels(15.01), in_pixels(15.75)) == (15.0, 15.75, 15.75)
    assert breaks([24.75] * 4, ALONE[:4], ROOM) == []
    assert breaks([24.8] * 4, ALONE[:4], ROOM) == [3]


def test_a_row_higher_than_a_page_has_one_for_itself() -> None:
    assert breaks([30.0, 300.0, 30.0], ALONE[:3], ROOM) == [1, 2]


def test_a_heading_goes_with_what_it_announces() -> None:
    heading = [False, True, True, False, False]
    assert breaks([30.0] * 5, heading, ROOM) == [1, 4]


def test_a_page_of_headings_only_ends_where_it_is_full() -> None:
    assert breaks([30.0] * 5, [True] * 5, ROOM) == [3]


def test_a_heading_with_its_box_stays_together_before_a_row_that_fills_a_page() -> None:
    box = [False, True, True, False]
    assert breaks([20.0, 20.0, 20.0, 95.0], box, ROOM, boxes=True) == [3]
    assert breaks([20.0, 20.0, 20.0, 50.0], box, ROOM, boxes=True) == [1]


HEIGHTS = st.lists(st.tuples(st.floats(9, 409), st.booleans()), max_size=60)


@given(HEIGHTS)
def test_no_page_is_fuller_than_it_may_be_and_every_row_has_one(rows: list[tuple[float, bool]]) -> None:
    heights, stays = [high for high, _ in rows], [stay for _, stay in rows]
    ends = breaks(heights, stays, 450.0)
    starts = [0, *ends, len(rows)]
    assert ends == sorted(set(ends))
    for first, end in pairwise(starts):
        assert sum(map(in_pixels, heights[first:end])) <= 450.0 or end - first == 1


def test_a_working_sheet_prints_nothing_but_an_empty_cell_below_its_rows() -> None:
    assert not_printed(12).area == (13, 0, 13, 0)
