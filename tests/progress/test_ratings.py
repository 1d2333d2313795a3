"""How a target was met: the attainment, and the rating that follows from it."""

from __future__ import annotations

import pytest

from xlcompare.kpi import Aim
from xlcompare.progress_settings import ProgressSettings, Role
from xlcompare.tracking.ratings import Judged, attainment, judged

SETTINGS = ProgressSettings(margin=0.05)


def role(aim: Aim | None, threshold: float | None, last_year: float | None, latest: float | None) -> Role:
    return judged(aim, threshold, last_year, [latest, *[None] * 11], SETTINGS).role


# ── attainment ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("aim", "basis", "latest", "share"),
    [
        (Aim.AT_LEAST, 80.0, 80.0, 1.0),
        (Aim.AT_LEAST, 80.0, 40.0, 0.5),
        (Aim.AT_LEAST, 80.0, 120.0, 1.5),
        (Aim.AT_LEAST, 80.0, -8.0, 0.0),
        (Aim.NOT_BELOW_LAST_YEAR, 80.0, 84.0, 1.05),
        (Aim.KEEP, 80.0, 60.0, 0.75),
        (Aim.AT_MOST, 80.0, 80.0, 1.0),
        (Aim.AT_MOST, 80.0, 40.0, 1.5),
        (Aim.AT_MOST, 80.0, 0.0, 2.0),
        (Aim.AT_MOST, 80.0, 160.0, 0.0),
        (Aim.AT_MOST, 80.0, 200.0, 0.0),
        (Aim.NOT_ABOVE_LAST_YEAR, 80.0, 60.0, 1.25),
        (Aim.AT_LEAST, 3.0, 1.0, 0.333333333),
    ],
)
def test_the_share_of_the_target_that_was_reached(aim: Aim, basis: float, latest: float, share: float) -> None:
    assert attainment(aim, basis, latest) == share


@pytest.mark.parametrize("basis", [0.0, -1.0])
@pytest.mark.parametrize("aim", [Aim.AT_LEAST, Aim.KEEP, Aim.NOT_BELOW_LAST_YEAR])
def test_a_target_of_nothing_is_reached_from_there_upwards(aim: Aim, basis: float) -> None:
    assert [attainment(aim, basis, basis + by) for by in (-0.5, 0.0, 0.5)] == [0.0, 1.0, 1.0]


@pytest.mark.parametrize("basis", [0.0, -1.0])
@pytest.mark.parametrize("aim", [Aim.AT_MOST, Aim.NOT_ABOVE_LAST_YEAR])
def test_a_limit_of_nothing_is_kept_from_there_downwards(aim: Aim, basis: float) -> None:
    assert [attainment(aim, basis, basis + by) for by in (-0.5, 0.0, 0.5)] == [1.0, 1.0, 0.0]


def test_a_target_just_above_nothing_is_a_target() -> None:
    assert attainment(Aim.AT_LEAST, 0.5, 0.25) == 0.5
    assert attainment(Aim.AT_MOST, 0.5, 0.25) == 1.5


# ── what it is held against ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("aim", "threshold", "last_year", "basis"),
    [
        (Aim.AT_LEAST, 80.0, 70.0, 80.0),
        (Aim.AT_MOST, 80.0, 70.0, 80.0),
        (Aim.AT_LEAST, None, 70.0, None),
        (Aim.NOT_BELOW_LAST_YEAR, 80.0, 70.0, 70.0),
        (Aim.NOT_ABOVE_LAST_YEAR, None, 70.0, 70.0),
        (Aim.NOT_BELOW_LAST_YEAR, 80.0, None, None),
        (Aim.KEEP, 80.0, 70.0, 80.0),
        (Aim.KEEP, None, 70.0, 70.0),
        (Aim.KEEP, 0.0, 70.0, 0.0),
        (Aim.KEEP, None, None, None),
        (None, 80.0, 70.0, None),
    ],
)
def test_a_target_is_held_against_its_own_figure_or_last_years(
    aim: Aim | None, threshold: float | None, last_year: float | None, basis: float | None
) -> None:
    assert judged(aim, threshold, last_year, [60.0], SETTINGS).basis == basis


def test_the_newest_actual_counts() -> None:
    actuals = [10.0, None, 0.0, *[None] * 9]
    assert judged(Aim.AT_LEAST, 80.0, None, actuals, SETTINGS) == Judged(0.0, 2, 80.0, 0.0, Role.NOT_BEGUN)


# ── the rating ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        (84.0, Role.BEYOND),  # 1.05 of it, which no binary fraction is
        (83.9, Role.REACHED),
        (80.0, Role.REACHED),
        (79.9, Role.SHORT),
        (0.1, Role.SHORT),
        (0.0, Role.NOT_BEGUN),
        (None, Role.UNMEASURED),
    ],
)
def test_the_rating_of_a_figure_to_be_reached(latest: float | None, expected: Role) -> None:
    assert role(Aim.AT_LEAST, 80.0, None, latest) is expected


@pytest.mark.parametrize(
    ("latest", "expected"), [(76.0, Role.BEYOND), (76.1, Role.REACHED), (80.0, Role.REACHED), (80.1, Role.SHORT)]
)
def test_the_rating_of_a_limit(latest: float, expected: Role) -> None:
    assert role(Aim.AT_MOST, 80.0, None, latest) is expected


def test_nothing_at_all_under_a_limit_is_beyond_it_and_never_not_begun() -> None:
    assert role(Aim.AT_MOST, 80.0, None, 0.0) is Role.BEYOND
    assert role(Aim.AT_MOST, -1.0, None, 0.0) is Role.SHORT


def test_who_was_to_keep_a_level_is_never_beyond_it() -> None:
    assert role(Aim.KEEP, 80.0, None, 160.0) is Role.REACHED


def test_without_a_margin_the_target_itself_is_beyond() -> None:
    assert judged(Aim.AT_LEAST, 80.0, None, [80.0], ProgressSettings(margin=0.0)).role is Role.BEYOND


@pytest.mark.parametrize(
    ("aim", "threshold", "latest"),
    [(None, 80.0, 60.0), (Aim.AT_LEAST, None, 60.0), (Aim.AT_LEAST, 80.0, None), (Aim.AT_LEAST, 1e-308, 1e308)],
)
def test_what_cant_be_judged_is_unmeasured(aim: Aim | None, threshold: float | None, latest: float | None) -> None:
    found = judged(aim, threshold, None, [latest], SETTINGS)
    assert (found.attainment, found.role) == (None, Role.UNMEASURED)
