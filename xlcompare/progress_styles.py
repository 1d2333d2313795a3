"""How the progress workbook's cells look as delivered; part of the house style.

What comes from the plan is grey and locked, what people type is white and open: told apart on paper as well.
"""

from __future__ import annotations

from dataclasses import replace

from xlcompare.progress_words import FONT
from xlcompare.style import Style

PLAN_FILL, HEAD_FILL, BAR_FILL, BOX_FILL = "#F2F2F2", "#D9D9D9", "#BFBFBF", "#F2F2F2"
LINK = "#0563C1"
WRONG = "#C00000"

_PLAIN = Style(FONT, 9.0)
_LINED = replace(_PLAIN, border="thin")
_TYPED = replace(_LINED, locked=False, number_format="@")
"""Text cells: what looks like a date or a formula stays what was typed."""
_FIGURE = replace(_LINED, align="right", valign="center", wrap=False, locked=False)
_SHOWN = replace(_LINED, fill=PLAN_FILL, valign="center")

PROGRESS_STYLES = {
    "title": replace(_PLAIN, size=14.0, bold=True, valign="center", wrap=False),
    "area": replace(_PLAIN, size=11.0, bold=True, valign="center", wrap=False),
    "help": replace(_PLAIN, valign="center"),
    "header": replace(_LINED, bold=True, fill=HEAD_FILL, align="center", valign="center"),
    "heading": replace(_LINED, size=10.0, bold=True, fill=BAR_FILL, valign="center"),
    "subheading": replace(_LINED, size=10.0, bold=True, fill=HEAD_FILL, valign="center"),
    "note": replace(_LINED, fill=BOX_FILL, valign="center"),
    "kpi_name": replace(_LINED, bold=True, fill=BOX_FILL, align="center", valign="center"),
    "kpi": replace(_LINED, fill=BOX_FILL, valign="center"),
    "actual": replace(_LINED, bold=True, fill=BOX_FILL, valign="center"),
    "plan": replace(_LINED, fill=PLAN_FILL),
    "typed": _TYPED,
    "owner": replace(_TYPED, align="center"),
    "rating": replace(_TYPED, align="center", valign="center"),
    "free": replace(_TYPED, border="dotted dotted dotted dotted"),
    "figure": _FIGURE,
    "unit": replace(_TYPED, align="center", valign="center"),
    "remark": replace(_TYPED, valign="center"),
    "shown": _SHOWN,
    "shown_center": replace(_SHOWN, align="center"),
    "shown_figure": replace(_SHOWN, align="right", wrap=False),
    "share": replace(_SHOWN, align="right", wrap=False, number_format="0.0%"),
    "count": replace(_LINED, align="right", valign="center", wrap=False, number_format="#,##0"),
    "total": replace(_LINED, align="right", valign="center", wrap=False, bold=True, fill=HEAD_FILL,
                     number_format="#,##0"),
    "link": replace(_LINED, color=LINK, underline=True, valign="center"),
    "date": replace(_LINED, locked=False, align="center", valign="center", number_format="yyyy/m/d"),
    "margin": replace(_LINED, locked=False, align="center", valign="center", number_format="0%"),
}  # fmt: skip
