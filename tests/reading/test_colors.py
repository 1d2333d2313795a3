"""Colours as workbooks name them: by theme and tint, by number, by value."""

from __future__ import annotations

import pytest

from xlcompare.reading.colors import Palette, palette_of

THEME = b"""<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme>
<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>
<a:dk2><a:srgbClr val="0E2841"/></a:dk2><a:lt2><a:srgbClr val="E8E8E8"/></a:lt2>
<a:accent1><a:srgbClr val="156082"/></a:accent1></a:clrScheme></a:themeElements></a:theme>"""


@pytest.mark.parametrize(
    ("theme", "color"), [(0, "#FFFFFF"), (1, "#000000"), (2, "#E8E8E8"), (3, "#0E2841"), (4, "#156082"), (99, None)]
)
def test_a_theme_counts_its_colours_as_cells_do(theme: int, color: str | None) -> None:
    assert palette_of(THEME, ()).rgb("theme", theme) == color


def test_a_colour_that_a_theme_lacks_is_offices_own() -> None:
    assert palette_of(THEME, ()).rgb("theme", 5) == Palette().rgb("theme", 5) == "#ED7D31"
    assert palette_of(None, ()).rgb("theme", 4) == "#4472C4"


@pytest.mark.parametrize(
    ("tint", "color"),
    # What Excel's palette shows of accent 1: lighter 80 %, 40 %, itself, darker 25 %, 50 %.
    [(0.7999816888943144, "#DAE3F3"), (0.3999755851924192, "#8FAADC"), (0.0, "#4472C4"), (-0.249977, "#2F5597"),
     (-0.4999847, "#203864")],
)  # fmt: skip
def test_a_tint_makes_a_colour_lighter_or_darker(tint: float, color: str) -> None:
    found = Palette().rgb("theme", 4, tint)
    assert found
    # Excel itself rounds otherwise by one, here and there.
    assert all(abs(int(found[k : k + 2], 16) - int(color[k : k + 2], 16)) <= 1 for k in (1, 3, 5))


def test_black_and_white_can_be_tinted() -> None:
    assert Palette().rgb("theme", 1, 0.5) == "#808080"
    assert Palette().rgb("theme", 0, -0.25) == "#BFBFBF"


def test_numbers_are_those_of_the_palette_and_others_are_left_to_the_program() -> None:
    palette = Palette(indexed=("00000000", "00FFFFFF", "System Foreground"))
    assert [palette.rgb("indexed", k) for k in (0, 1, 2, 64)] == ["#000000", "#FFFFFF", None, None]


@pytest.mark.parametrize(
    ("kind", "value", "color"),
    [("rgb", "FF1f3864", "#1F3864"), ("rgb", "1F3864", "#1F3864"), ("rgb", "red", None), ("rgb", None, None),
     ("auto", True, None)],
)  # fmt: skip
def test_a_value_is_taken_without_its_transparency(kind: str, value: object, color: str | None) -> None:
    assert Palette().rgb(kind, value) == color
