"""A budget cell as thousands of yen: every way in which offices type one, and what no one should guess at."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.reading.amounts import amount, column_unit
from xlcompare.reading.grid import Value

STYLES = (
    "{:,}千円",
    "{:,}",
    "{}",
    " {:,} 千円 ",
    "+{:,}",
    "{:,}.0",
)
NEGATIVE_STYLES = ("△{:,}", "▲{:,}", "-{:,}", "−{:,}", "－{}", "({:,})", "（{:,}千円）", "△ {:,}千円", "▲¥{:,}")
WIDE = str.maketrans("0123456789,.()+", "０１２３４５６７８９，．（）＋")


@pytest.mark.parametrize(
    ("typed", "thousands"),
    [
        ("9,818千円", 9818.0),
        ("９，８１８", 9818.0),
        ("９，８１８千円", 9818.0),
        ("9818", 9818.0),
        ("9,818 千円", 9818.0),
        ("9,818\n千円", 9818.0),
        ("1,234,567", 1234567.0),
        ("△307", -307.0),
        ("▲307", -307.0),
        ("-307", -307.0),
        ("−307", -307.0),
        ("(307)", -307.0),
        ("（307）", -307.0),
        ("△1,234", -1234.0),
        ("±0", 0.0),
        ("0", 0.0),
        ("△0", 0.0),
        ("0.5", 0.5),
        ("9,818,000円", 9818.0),
        ("500円", 0.5),
        ("98百万円", 98000.0),
        ("0.1百万円", 100.0),
        (9818, 9818.0),
        (9818.5, 9818.5),
        (-307, -307.0),
        (0, 0.0),
    ],
)
def test_an_amount_is_read_in_thousands_of_yen(typed: Value, thousands: float) -> None:
    assert amount(typed) == thousands


@pytest.mark.parametrize("typed", [None, "", " ", "　", "－", "-", "―", "—", "なし"])
def test_blank_or_a_dash_is_no_amount_and_not_zero(typed: Value) -> None:
    assert amount(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "9,818千円（税込）",
        "約100",
        "1,23",
        "1,2345",
        ",123",
        "12,34,567",
        "100～200",
        "100千円程度",
        "9,818千円/年",
        "9,818千円 307千円",
        "未定",
        "調整中",
        "#REF!",
        "(307",
        "307)",
        "△",
        "千円",
        "±5",
        "(△307)",
        "(-307)",
        "△△307",
        "1e3",
        "100 200",
        "1,000円 2,000円",
        "100\n△20",
        "１００　２００",
        float("inf"),
        float("nan"),
        "2021/4/1",
        date(2021, 4, 1),
        datetime(2021, 4, 1, 9, 30),
        time(9, 30),
        timedelta(hours=30),
        True,
        False,
    ],
)
def test_what_is_no_single_amount_is_refused(typed: Value) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(str(typed))}$"):
        amount(typed)


# ── units ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("予算額（千円）", "千円"),
        ("予算額(千円)", "千円"),
        ("予算額（円）", "円"),
        ("予算額\n（百万円）", "百万円"),
        ("予算額（単位：円）", "円"),
        ("予算（ 単位 千円 ）", "千円"),
        ("予算額", "千円"),
        ("予算", "千円"),
        ("", "千円"),
    ],
)
def test_the_header_names_the_unit_and_thousands_are_meant_where_it_names_none(header: str, unit: str) -> None:
    assert column_unit(header) == unit


@pytest.mark.parametrize(("unit", "thousands"), [("円", 9.818), ("千円", 9818.0), ("百万円", 9818000.0)])
@pytest.mark.parametrize("typed", [9818, 9818.0, "9,818", "９，８１８"])
def test_a_number_without_a_unit_is_in_the_columns_unit(typed: Value, unit: str, thousands: float) -> None:
    assert amount(typed, unit) == thousands


def test_a_unit_in_the_cell_outweighs_the_columns() -> None:
    assert amount("9,818千円", "円") == 9818.0


def test_decimals_stay_exact() -> None:
    assert amount("0.7", "百万円") == 700.0
    assert amount(0.1, "百万円") == 100.0


# ── properties ─────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.integers(0, 10**12), st.sampled_from(STYLES), st.booleans())
def test_a_number_written_in_any_style_is_read_back(number: int, style: str, wide: bool) -> None:
    typed = style.format(number)
    assert amount(typed.translate(WIDE) if wide else typed) == number


@given(st.integers(0, 10**12), st.sampled_from(NEGATIVE_STYLES), st.booleans())
def test_a_negative_number_in_any_style_is_read_back(number: int, style: str, wide: bool) -> None:
    typed = style.format(number)
    assert amount(typed.translate(WIDE) if wide else typed) == -number


@given(st.decimals(0, 10**9, places=2))
def test_decimals_are_read_back(number: object) -> None:
    assert amount(f"{number:,}") == float(str(number))


@given(st.text())
def test_any_text_is_an_amount_or_none_or_refused(typed: str) -> None:
    try:
        read = amount(typed)
    except ValueError:
        return
    assert read is None or isinstance(read, float)
