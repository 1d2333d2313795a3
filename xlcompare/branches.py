"""Who gets a progress workbook: the branches (支部), each with what is its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """A branch's own `figure` for the target that `kpi` names: its number in KPI一覧 (「3」, 「1.Ⅱ」) or its sentence.

    `place` is where the figure stands, for people.
    """

    kpi: str
    figure: float
    place: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch: its `code` (「33」), its `name` (「岡山支部」), its own groups and its own targets."""

    code: str
    name: str
    owners: tuple[str, ...] = ()
    targets: tuple[OwnTarget, ...] = ()
