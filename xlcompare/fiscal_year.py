"""Which fiscal year a tab's name means, and how that year is printed.

The era of a year is the one that its April belongs to, except FY2019, which offices write both as 平成31年度 and as
令和元年度; both are 2019 here. Source: 元号法, 元号を改める政令 (平成31年政令第143号: 令和 from 2019-05-01).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_KANJI = dict(zip("〇一二三四五六七八九", range(10), strict=True))
# 令和3年10月 and 2021年4月 are months, and a number alone may be anything.
_REST = r"(?:年度|年(?!\d)|[^0-9年A-Z].*|$)"
_BEFORE = r"(?:[^0-9A-Z]*計画(?:書)?[^0-9A-Z]?)?"
"""事業計画R6, 支部事業計画(令和6年度): what is left of the year says what it is of."""
_ERA_YEAR = re.compile(rf"{_BEFORE}(令和|平成|昭和|[RHS])\.?(元|\d{{1,2}}){_REST}", re.IGNORECASE)
_WESTERN = re.compile(rf"{_BEFORE}(FY\.?|西暦)?((?:19|20)\d\d)(年度|年(?!\d)|[^0-9年A-Z].*|$)", re.IGNORECASE)
_IN_ERA = r"(令和|平成|[RH])\.?(元|\d{1,2})(?:年度?)?"
_IN_WEST = r"((?:19|20)\d\d)(?:年度?)?"
_BOTH = re.compile(rf"{_BEFORE}{_IN_WEST}\({_IN_ERA}\)|{_BEFORE}{_IN_ERA}\({_IN_WEST}\)", re.IGNORECASE)
_KANJI_YEAR = re.compile(r"(令和|平成|昭和)([〇一二三四五六七八九十]{1,3})(?=年|$|[^〇一二三四五六七八九十])")
_AROUND = re.compile(r"[【\[「『(<《](.*)[】\]」』)>》]")
_EARLIER = re.compile(r"(?:変更|改正|修正|改訂|見直し|補正|改定)前|当初|旧|現行|素案|原案|案")
_LATER = re.compile(r"(?:変更|改正|修正|改訂|見直し|補正|改定)(?!前)後?|新|決定|確定|最終|成案")
_DAY = re.compile(r"(令和|平成|昭和|[RHS])?(元|\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.IGNORECASE)


def fiscal_year(tab: str) -> int | None:
    """The fiscal year that `tab` names, else None, also where it says two years that aren't one.

    2021 for 令和3年度, R3, ２０２１年度, FY2021, 令和三年度, 令和3年度（案）, 【令和3年度】, 事業計画R3 and
    2021（令和3）年度.
    """
    name = _arabic(_folded(tab))
    if around := _AROUND.fullmatch(name):
        name = around[1]
    if both := _BOTH.match(name):
        western, era, number = (both[1], both[2], both[3]) if both[1] else (both[6], both[4], both[5])
        year = _of_era(era, number)
        return year if year == int(western) else None
    if era_year := _ERA_YEAR.match(name):
        return _of_era(era_year[1], era_year[2])
    found = _WESTERN.match(name)
    return int(found[2]) if found and (found[1] or found[3].startswith("年")) else None


def version_rank(tab: str) -> int:
    """The earlier of two tabs of one year has the lower one: 0 for 変更前, 当初, 案, 2 for 変更後, 決定, else 1."""
    name = _folded(tab)
    return 2 if _LATER.search(name) else 0 if _EARLIER.search(name) else 1


def _of_era(era: str, number: str) -> int | None:
    count = 1 if number == "元" else int(number)
    return _ERAS[era.upper()] + count if count else None


def _arabic(name: str) -> str:
    """`name` with the year of an era in figures: 令和六 is 令和6, 平成三十一 is 平成31."""

    def figures(found: re.Match[str]) -> str:
        tens, ten, ones = found[2].rpartition("十")
        if not ten:
            return found[1] + "".join(str(_KANJI[sign]) for sign in ones)
        return found[1] + str((_KANJI[tens] if tens else 1) * 10 + (_KANJI[ones] if ones else 0))

    try:
        return _KANJI_YEAR.sub(figures, name)
    except KeyError:  # 二十十
        return name


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
