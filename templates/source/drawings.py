"""What the sheets of the template show: for each cell a style, drawn as the finished sheet has it."""

from __future__ import annotations

from collections.abc import Mapping

from xlcompare import progress_words, words

LEFT, ABOVE = "←", "↑"
"""A cell that belongs to the one beside it or above it."""

Content = str | float | tuple[str, float] | None
"""A style's field, which is shown as its name; or a field and the figure to show in it."""

C, B, R, P = words.COMPARISON_STYLES, words.BUDGET_STYLES, words.REVIEW_STYLES, progress_words.STYLES


def _line(field: str, columns: int) -> tuple[Content, ...]:
    return field, *[LEFT] * (columns - 1)


def _sums(name: str) -> tuple[Content, ...]:
    money, rate = f"{name}_money", f"{name}_rate"
    return name, LEFT, (money, 1234), name, (money, 1444), (money, -210), (rate, -0.145), (rate, 0.25), name


_REVIEW: list[tuple[Content, ...]] = [
    ("title",),
    _line("help", 10),
    ("header",) * 10,
    (*("doubtful",) * 8, ("doubtful_share", 0.62), "doubtful"),
    (*("plain",) * 8, ("share", 0.95), "plain"),
]
DRAWINGS: Mapping[str, tuple[Mapping[str, str], list[tuple[Content, ...]]]] = {
    words.COMPARISON_SHEET: (
        C,
        [
            _line("title", 3),
            _line("legend", 3),
            ("header", "header", "header"),
            ("area", "heading", "heading"),
            (ABOVE, "item", "item"),
            (ABOVE, "item", "marker"),
            (ABOVE, "item", "item"),
            _line("foot", 3),
        ],
    ),
    words.BUDGET_SHEET: (
        B,
        [
            _line("title", 9),
            _line("legend", 9),
            ("header",) * 9,
            _line("band", 9),
            (
                "heading", "name", ("money", 480), "name", ("no_money", 0), ("difference", 480), ("rate", 0),
                ("rate", 0.10), "remark",
            ),
            (
                ABOVE, "name", ("money", 754), "name", ("money", 1444), ("difference", -690), ("rate", -0.478),
                ("rate", 0.15), "remark",
            ),
            _sums("subtotal"),
            _sums("area_total"),
            _sums("total"),
            _line("foot", 9),
        ],
    ),
    words.BUDGET_CHART_SHEET: (
        B,
        [
            _line("title", 4),
            ("header", "header", "header"),
            ("name", ("money", 4350), ("money", 3580)),
            ("name", ("money", 1480), ("money", 1920)),
            (None,),
            ("header", "header"),
            ("name", ("difference", -440)),
            (None,),
            ("this_year",),
            ("last_year",),
        ],
    ),
    words.REVIEW_SHEET: (R, _REVIEW),
    words.BUDGET_REVIEW_SHEET: (R, _REVIEW),
    words.SETTINGS_SHEET: (R, [("title",), _line("help", 4), ("header",) * 4, ("plain",) * 4]),
    progress_words.AREA_SHEET: (
        P,
        [
            ("title",),
            ("area",),
            ("header",) * 7,
            _line("heading", 7),
            ("kpi_name", *_line("kpi", 6)),
            ("kpi_name", *_line("actual", 6)),
            ("owner", "plan", "typed", "typed", "rating", "rating", "typed"),
            _line("subheading", 7),
            _line("note", 7),
            ("owner", "plan", "typed", "typed", "rating", "rating", "typed", "free"),
        ],
    ),
    progress_words.KPI_SHEET: (
        P,
        [
            ("title",),
            ("header",) * 28,
            (
                "shown_center", "shown_center", "shown", "shown", "unit", ("figure", 95), "unit", ("figure", 94.1),
                *[("figure", 95.2)] * 12, ("shown_figure", 95.2), "shown_center", ("share", 1.002), "shown_center",
                "rating", "remark", "shown", "rating",
            ),
        ],
    ),
    progress_words.TALLY_SHEET: (
        P,
        [("title",), ("area",), ("header",) * 2, ("shown", ("count", 12)), ("header", ("total", 12)), ("link",)],
    ),
    progress_words.SETTINGS_SHEET: (
        P,
        [
            ("title",),
            _line("help", 5),
            ("header", "unit", *_line("help", 3)),
            ("header", ("date", 45199)),
            ("header", ("margin", 0.05)),
            ("shown_center", "unit", "remark", "shown", "help"),
        ],
    ),
    progress_words.GUIDE_SHEET: (P, [("title",), ("area",), ("help",)]),
    progress_words.UNPLACED_SHEET: (P, [("title",), _line("help", 7), ("header",) * 7, ("typed",) * 7]),
}  # fmt: skip
