"""Which fiscal year a tab's name means, and how that year is printed.

The era of a year is the one that its April belongs to, except FY2019, which offices write both as 平成31年度 and as
令和元年度; both are 2019 here. Source: 元号法, 元号を改める政令 (平成31年政令第143号: 令和 from 2019-05-01).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
# 令和3年10月 and 2021年4月 are months, and a number alone may be anything.
_ERA_YEAR = re.compile(r"(令和|平成|昭和|[RHS])\.?(元|\d{1,2})(?:年度|年(?!\d)|[^0-9年A-Z].*|$)", re.IGNORECASE)
_WESTERN = re.compile(r"(FY\.?|西暦)?((?:19|20)\d\d)(年度|年(?!\d)|[^0-9年A-Z].*|$)", re.IGNORECASE)
_DAY = re.compile(r"(令和|平成|昭和|[RHS])?(元|\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.IGNORECASE)


def fiscal_year(tab: str) -> int | None:
    """The fiscal year (2021 for 令和3年度, R3, ２０２１年度, FY2021, 令和3年度（案）) that `tab` names, else None."""
    name = _folded(tab)
    if era := _ERA_YEAR.match(name):
        number = 1 if era[2] == "元" else int(era[2])
        return _ERAS[era[1].upper()] + number if number else None
    western = _WESTERN.match(name)
    return int(western[2]) if western and (western[1] or western[3].startswith("年")) else None


def label(year: int, tab: str) -> str:
    """How a plan's year is printed: 平成31年度 if the tab says so; the tab's own name where it tells no year."""
    if year == 2019 and _ERA_YEAR.match(name := _folded(tab)) and name[0] in "平Hh":
        return "平成31年度"
    return era_label(year) if year else tab


def era_label(year: int) -> str:
    """How offices print fiscal `year`: 令和3年度, 令和元年度, 平成30年度."""
    if year >= 2019:
        return f"令和{year - 2018 if year > 2019 else '元'}年度"
    return f"平成{year - 1988 if year > 1989 else '元'}年度" if year >= 1989 else f"{year}年度"


def half_of(day: date, year: int) -> int:
    """Which half of fiscal `year` a day falls in: 1 until the end of September, 2 from October on."""
    return 1 if day < date(year, 10, 1) else 2


def half_end(year: int, half: int) -> date:
    """The last day of a half of fiscal `year`."""
    return date(year, 9, 30) if half == 1 else date(year + 1, 3, 31)


def day_number(day: date) -> int:
    """The number by which Excel knows a day: 1 is 1900-01-01, and 60 a day that never was."""
    return (date(day.year, day.month, day.day) - date(1899, 12, 30)).days


def month_label(day: date) -> str:
    """How offices print a month: 令和2年9月, 平成31年4月, 令和元年5月 (the era changed on 2019-05-01)."""
    if day >= date(2019, 5, 1):
        return f"令和{day.year - 2018 if day.year > 2019 else '元'}年{day.month}月"
    return f"平成{day.year - 1988 if day.year > 1989 else '元'}年{day.month}月"


def month_of(year: int, number: int) -> str:
    """How offices print the month `number` (0 April … 11 March) of fiscal `year`."""
    return month_label(date(year + (number > 8), (number + 3) % 12 + 1, 15))


def day_said(text: str) -> date | None:
    """The day that a person means by 2021-09-30, 2021/9/30, 令和3年9月30日 or R3.9.30; None for anything else."""
    found = _DAY.fullmatch(_folded(text))
    if not found:
        return None
    era, year, month, day = found.groups()
    number = 1 if year == "元" else int(year)
    if bool(era) == (number > 99):
        return None
    try:
        return date(_ERAS[era.upper()] + number if era else number, int(month), int(day))
    except ValueError:
        return None


def day_label(day: date) -> str:
    """A day, as the progress sheet's header says it: 令和2年9月末 for a month's last day, else 令和2年9月15日."""
    return f"{month_label(day)}末" if (day + timedelta(1)).day == 1 else f"{month_label(day)}{day.day}日"


def day_formula(day: str) -> str:
    """A formula that says the date in the cell `day` as `day_label` does."""
    reiwa, heisei = f"YEAR({day})-2018", f"YEAR({day})-1988"
    era = f'IF({day}>=DATE(2019,5,1),"令和"&IF({reiwa}=1,"元",{reiwa}),"平成"&IF({heisei}=1,"元",{heisei}))'
    said = f'{era}&"年"&MONTH({day})&"月"&IF(DAY({day}+1)=1,"末",DAY({day})&"日")'
    return f'IF(ISNUMBER({day}),{said},"")'


def _folded(tab: str) -> str:
    return "".join(unicodedata.normalize("NFKC", tab).split())
