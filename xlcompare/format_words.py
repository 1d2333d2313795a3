"""Strings of number formats: the codes that files don't write, and what formats print in Japanese."""

from __future__ import annotations

from datetime import date

GENERAL = "General"
NO_FORMAT = frozenset(("", "@", GENERAL, "G/標準", "標準"))
"""Formats in which a number looks as it does without one."""

LOCAL_DAYS = {"m/d/yyyy": "yyyy/m/d", "m/d/yyyy h:mm": "yyyy/m/d h:mm"}
"""Formats that Excel calls by their American names and shows as the computer's language has them."""

# ── codes by their numbers, as Japanese Excel takes them ────────────────────────────────────────────────────────────

_ERA_DAY, _ERA_SHORT = '[$-411]ggge"年"m"月"d"日"', "[$-411]ge.m.d"
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"\\-#,##0', 6: '"¥"#,##0;"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00', 8: '"¥"#,##0.00;"¥"\\-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _ERA_SHORT, 28: _ERA_DAY, 29: _ERA_DAY,
    30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: _YEAR_MONTH, 35: _MONTH_DAY,
    36: _ERA_SHORT, 37: "#,##0;\\-#,##0", 38: "#,##0;\\-#,##0", 39: "#,##0.00;\\-#,##0.00", 40: "#,##0.00;\\-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: _ERA_SHORT, 51: _ERA_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _ERA_DAY,
    55: _YEAR_MONTH, 56: _MONTH_DAY, 57: _ERA_SHORT, 58: _ERA_DAY,
}  # fmt: skip

# ── days ────────────────────────────────────────────────────────────────────────────────────────────────────────

ERAS = (
    (date(2019, 5, 1), "R", "令", "令和"), (date(1989, 1, 8), "H", "平", "平成"),
    (date(1926, 12, 25), "S", "昭", "昭和"), (date(1912, 7, 30), "T", "大", "大正"),
    (date(1868, 1, 25), "M", "明", "明治"),
)  # fmt: skip
"""When each begins, and its name as g, gg and ggg print it."""
FIRST_YEAR = "元"
DAYS = "月火水木金土日"
DAY, MONTH = "曜日", "月"

# ── digits, by the number of DBNum ──────────────────────────────────────────────────────────────────────────────────

DIGITS = ("0123456789", "〇一二三四五六七八九", "〇壱弐参四伍六七八九", "０１２３４５６７８９", "0123456789")
SMALL = ("", "十百千", "拾百阡", "十百千")
LARGE = ("", "万億兆", "萬億兆", "万億兆")
