"""How a target was met: the attainment, and the rating that follows from it.

The same rules stand as formulas on KPI一覧; a test lets LibreOffice calculate them and compares. A person's own rating
always outweighs the one suggested here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from xlcompare.kpi import Aim
from xlcompare.progress_settings import DIGITS, ProgressSettings, Role


@dataclass(frozen=True, slots=True)
class Judged:
    """`latest` actual and its `month` (0 April … 11 March), the figure that it is held against, the share attained."""

    latest: float | None
    month: int | None
    basis: float | None
    attainment: float | None
    role: Role


def judged(
    aim: Aim | None,
    threshold: float | None,
    last_year: float | None,
    actuals: Sequence[float | None],
    settings: ProgressSettings,
) -> Judged:
    """The newest of the twelve `actuals` against the target. All figures as printed (95.0 for 95.0％)."""
    month = max((m for m, value in enumerate(actuals) if value is not None), default=None)
    latest = actuals[month] if month is not None else None
    basis = _basis(aim, threshold, last_year)
    if aim is None or latest is None or basis is None:
        return Judged(latest, month, basis, None, Role.UNMEASURED)
    share = attainment(aim, basis, latest)
    if not isfinite(share):
        return Judged(latest, month, basis, None, Role.UNMEASURED)
    return Judged(latest, month, basis, share, _role(aim, share, latest, settings.margin))


def _basis(aim: Aim | None, threshold: float | None, last_year: float | None) -> float | None:
    if aim is None:
        return None
    if aim.relative or (aim is Aim.KEEP and threshold is None):
        return last_year
    return threshold


def attainment(aim: Aim, basis: float, latest: float) -> float:
    """The share of the target that `latest` reaches; 1 is the target itself, never below 0.

    Where less is better it is 2 − latest / basis, so that half of the permitted figure gives 1.5 and twice of it 0.
    """
    if basis <= 0:
        reached = latest <= basis if aim.downward else latest >= basis
        return 1.0 if reached else 0.0
    return max(0.0, round(2 - latest / basis if aim.downward else latest / basis, DIGITS))


def _role(aim: Aim, share: float, latest: float, margin: float) -> Role:
    if share >= 1:
        # Who was to keep a level has done so, however far above it he is.
        return Role.BEYOND if aim is not Aim.KEEP and share >= round(1 + margin, DIGITS) else Role.REACHED
    return Role.NOT_BEGUN if latest == 0 and not aim.downward else Role.SHORT
