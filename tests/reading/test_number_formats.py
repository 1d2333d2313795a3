"""Numbers as Excel shows them in their cells' formats."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from xlcompare.format_words import BUILT_IN
from xlcompare.reading.format_codes import section_for
from xlcompare.reading.from_file import read_grids
from xlcompare.reading.grid import Value
from xlcompare.reading.number_formats import general, shown

APRIL = 45383
"""2024-04-01, a Monday."""
ACCOUNTS = BUILT_IN[41]

SHOWN: list[tuple[Value, str, str]] = [
    # whole numbers, decimals, thousands
    (0, "0", "0"), (1234, "#,##0", "1,234"), (1234.5, "#,##0.00", "1,234.50"),
    (1234567.891, "#,##0.0#", "1,234,567.89"),
    (12, "00000", "00012"), (0, "#", ""), (0.5, ".00", ".50"), (1.5, ".00", "1.50"), (3, "0.##", "3."),
    (7, "?0", "7"), (1234, "0,000", "1,234"), (5, "0,000", "0,005"), (123456, "#,###", "123,456"),
    # half away from zero, of fifteen digits
    (2.5, "0", "3"), (-2.5, "0", "-3"), (1.005, "0.00", "1.01"), (0.285, "0.00", "0.29"), (-0.4, "0", "-0"),
    # words around and inside
    (3, '0"回"', "3回"), (3, '"第"0"期"', "第3期"), (3, "第0期", "第3期"), (1.5, '0.0"倍"', "1.5倍"),
    (5551234, "000-0000", "555-1234"), (12345678, '0000"-"0000', "1234-5678"), (1, '"①"', "①"), (3, r"0\回", "3回"),
    (10, '約0"人"', "約10人"), (4, '0"か所"', "4か所"), (95.5, '0.0"％"', "95.5％"),
    # per cent
    (0.655, "0.0%", "65.5%"), (0.1234, "0%", "12%"), (0.125, "0%", "13%"), (-0.05, "0.0%", "-5.0%"), (1, "0%", "100%"),
    (0.5, '0"%"', "1%"),
    # thousands and millions
    (1234567, "#,##0,", "1,235"), (1234567, '#,##0,,"百万円"', "1百万円"), (1234567, "#,##0.0,", "1,234.6"),
    (1234567, "0.0,,", "1.2"), (499, "#,##0,", "0"),
    # sections, conditions, colours
    (-5, '0;"▲"0', "▲5"), (0, '0;"▲"0;"－"', "－"), (5, '0;"▲"0;"－"', "5"), (-1234, "#,##0;[Red]-#,##0", "-1,234"),
    (-1234, "#,##0;[赤]-#,##0", "-1,234"), (1234, "[青]#,##0", "1,234"), (1234, "[Color10]0", "1234"),
    (1500, '[>=1000]#,##0"円";0"銭"', "1,500円"), (5, '[>=1000]#,##0"円";0"銭"', "5銭"), (-5, '[<0]"△"0;0', "△5"),
    (50, "[<10]0.00;[<100]0.0;0", "50.0"), (500, "[<10]0.00;[<100]0.0;0", "500"), (-5, "[<100]0;0.0", "-5"),
    (5, ";;;", ""), (-3, "0;", ""), (0, '0;-0;;@', ""),
    # accounts and currencies
    (1000, ACCOUNTS, "1,000"), (-1000, ACCOUNTS, "-1,000"), (0, ACCOUNTS, "-"), (980, BUILT_IN[6], "¥980"),
    (980, "[$¥-411]#,##0", "¥980"), (980, "[$USD] #,##0", "USD 980"),
    # exponents and fractions
    (12345, "0.00E+00", "1.23E+04"), (12345, "##0.0E+0", "12.3E+3"), (0.00012, "0.0E-0", "1.2E-4"),
    (0.5, "# ?/?", "1/2"), (1.25, "# ?/?", "1 1/4"), (2, "# ?/?", "2"), (0.75, "# ?/4", "3/4"), (1.5, "?/?", "3/2"),
    (3.14159, "# ??/??", "3 1/7"), (0.5, "0/100", "50/100"),
    # days
    (APRIL, "yyyy/m/d", "2024/4/1"), (APRIL, 'm"月"', "4月"), (APRIL, 'yyyy"年度"', "2024年度"),
    (APRIL, 'm"月"d"日"', "4月1日"), (APRIL, "yy.mm.dd", "24.04.01"), (APRIL, "aaa", "月"), (APRIL, "aaaa", "月曜日"),
    (APRIL, "ddd", "Mon"), (APRIL, "dddd", "Monday"), (APRIL, "d-mmm-yy", "1-Apr-24"), (APRIL, "mmmm", "April"),
    (APRIL, "[$-409]mmm-yy", "Apr-24"), (APRIL, 'm"月"d"日"(aaa)', "4月1日(月)"), (60, "yyyy/m/d", "1900/2/29"),
    (1, "aaa", "日"), (0, "yyyy/m/d", "1900/1/0"), (date(2024, 4, 1), 'm"月"d"日"', "4月1日"),
    # Japanese years
    (APRIL, "[$-411]ge", "R6"), (APRIL, '[$-411]ggge"年度"', "令和6年度"), (APRIL, '[$-411]e"年度"', "6年度"),
    (APRIL, "ge.m.d", "R6.4.1"), (APRIL, "[$-411]ggee.mm.dd", "令06.04.01"), (43585, "[$-411]ggge", "平成31"),
    (43586, '[$-411]ggge"年"', "令和1年"), (43586, '[$-ja-JP-x-gannen]ggge"年"m"月"d"日"', "令和元年5月1日"),
    (43586, '[$-ja-JP]ge', "R1"), (APRIL, BUILT_IN[57], "R6.4.1"), (APRIL, BUILT_IN[58], "令和6年4月1日"),
    (APRIL, "[$-411]ggge.m.d;@", "令和6.4.1"),
    # times
    (0.5, "h:mm AM/PM", "12:00 PM"), (0.4375, "h:mm", "10:30"), (1.5, "[h]:mm", "36:00"), (0.5, "[mm]:ss", "720:00"),
    (APRIL + 0.4375, "yyyy/m/d h:mm", "2024/4/1 10:30"), (0.000011574, "mm:ss.0", "00:01.0"),
    (0.4375, 'h"時"mm"分"', "10時30分"), (time(9, 5), "h:mm", "9:05"), (timedelta(hours=30), "[h]:mm", "30:00"),
    (datetime(2024, 4, 1, 13, 5), "m/d h:mm", "4/1 13:05"),
    # Japanese digits
    (3, "[DBNum3]0", "３"), (123, "[DBNum1]", "百二十三"), (123, "[DBNum1]0", "一二三"),
    (123, "[DBNum1]General", "百二十三"),
    (11234, "[DBNum1]", "一万千二百三十四"), (1234567, "[DBNum2]", "壱百弐拾参萬四阡伍百六拾七"),
    (1234567, "[DBNum3]", "百２十３万４千５百６十７"), (1234, "[DBNum3]#,##0", "１,２３４"),
    (APRIL, '[DBNum1][$-411]ggge"年"m"月"d"日"', "令和六年四月一日"), (45280, '[DBNum1]m"月"d"日"', "十二月二十日"),
    # no format, and texts
    (1 / 3, "", "0.333333333"), (123456.789012, "", "123456.789"), (0.1 + 0.2, "", "0.3"),
    (1234567890123, "", "1234567890123"),
    (0.655, "General", "0.655"), (5, 'General"点"', "5点"), (5, 'G/標準"点"', "5点"), ("田中", '@"様"', "田中様"),
    ("田中", '0;0;0;"・"@', "・田中"), ("田中", "0.0", "田中"),
    (True, "0", "TRUE"), (3, "@", "3"), (-1, "yyyy/m/d", "-1"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "printed"), SHOWN)
def test_a_value_is_shown_as_excel_shows_it(value: Value, code: str, printed: str) -> None:
    assert shown(value, code) == printed


def test_every_format_that_files_do_not_write_shows_something() -> None:
    assert set(BUILT_IN) == {*range(23), *range(27, 59)}
    for code in BUILT_IN.values():
        assert shown(APRIL, code)


def test_a_number_without_a_format_has_as_many_digits_as_excel_gives_it() -> None:
    assert [general(n) for n in (3.0, -0.5, 0.0000123456, 12345.6789012, 1e20, 1.5e-10)] == [
        "3", "-0.5", "1.23456E-05", "12345.6789", "1E+20", "1.5E-10",
    ]  # fmt: skip


def test_scaling_counts_the_commas_behind_the_last_digit_only() -> None:
    codes = ("#,##0", "#,##0,", '#,##0,,"百万円"', "#,##0.0,", "#,##0,.0", '0"," ,')
    assert [section_for(code, 1)[0].scaling for code in codes] == [0, 1, 2, 1, 1, 0]


def test_methods_that_are_numbers_read_as_they_are_shown(shared: Path) -> None:
    (grid, _) = read_grids(shared / "data" / "cases" / "reading" / "f09_number_formats_method.xlsx")
    said = [shown(row[4], grid.formats.get((number, 4), "")) for number, row in enumerate(grid.rows)][1:]
    assert said == ["令和6年度", "R6", "4月", "3回", "65.5%", "第3期", "３", "2024年度", "月", "6年度"]
