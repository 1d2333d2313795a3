"""Budget cells whose format shows another number than they hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xlcompare.hosts.cli import main
from xlcompare.reading.checks import checked
from xlcompare.reading.formatted_amounts import amount_as_shown, is_scaled
from xlcompare.reading.grid import Grid, Value

THOUSANDS, YEN, MILLIONS, NONE = "予算額（千円）", "予算額（円）", "予算額（百万円）", "予算額"


@pytest.mark.parametrize(
    ("value", "code", "title", "amount"),
    [
        (1234567, "#,##0,", THOUSANDS, 1234.567),
        (1234567, "#,##0,;△#,##0,", THOUSANDS, 1234.567),
        (-1234567, "#,##0,;△#,##0,", THOUSANDS, -1234.567),
        (1234567, "#,##0,", NONE, 1234.567),
        (1234567, '#,##0,"千円"', NONE, 1234.567),
        (1234567890, "#,##0,,", MILLIONS, 1234567.89),
        (1234567890, "#,##0,,", NONE, 1234567.89),
        (1234567, "#,##0,", MILLIONS, 1234567),
        (1234, "#,##0", THOUSANDS, 1234),
        (1234, "#,##0", YEN, 1.234),
        (1234, '#,##0"円"', NONE, 1.234),
        (1234, '#,##0"円"', YEN, 1.234),
        (1234, "General", NONE, 1234),
        ("1,234", "#,##0,", THOUSANDS, 1234),
        (None, "#,##0,", THOUSANDS, None),
        (0, "#,##0,", THOUSANDS, 0),
    ],
)
def test_what_is_shown_is_in_the_unit_of_the_title(value: Value, code: str, title: str, amount: float | None) -> None:
    assert amount_as_shown(value, code, title) == amount


@pytest.mark.parametrize(
    ("value", "code", "title", "said"),
    [
        (1234567, "#,##0,", YEN, "1,235（値は1234567）"),
        (1234567890, "#,##0,,", THOUSANDS, "1,235（値は1234567890）"),
        (1234, '#,##0"千円"', YEN, "1,234千円（値は1234）"),
        (1234, '#,##0"円"', THOUSANDS, "1,234円（値は1234）"),
        (0.655, "0.0%", THOUSANDS, "65.5%（値は0.655）"),
        (45383, "[$-411]ge.m.d", THOUSANDS, "R6.4.1"),
        ("9,818（税込）", "#,##0", THOUSANDS, "9,818（税込）"),
    ],
)
def test_what_can_not_all_be_right_is_no_amount(value: Value, code: str, title: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)) as found:
        amount_as_shown(value, code, title)
    assert str(found.value) == said


def test_only_commas_behind_the_digits_scale() -> None:
    assert [is_scaled(5, "#,##0,"), is_scaled(5, "#,##0"), is_scaled("5", "#,##0,"), is_scaled(5, "")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_tab_with_such_amounts_says_so_once() -> None:
    rows = (
        ("分野", "内容", "予算取組", "予算額（千円）"),
        ("基盤", "・勧奨", "印刷", 1234567),
        ("", "・相談", "会場", 890000),
    )
    read = checked(Grid("計画.xlsx", "R6", rows, formats={(1, 3): "#,##0,", (2, 3): "#,##0,"}))
    assert [line.amount for line in read.plan.budget] == [1234.567, 890]
    assert (len(read.told), "D2、D3" in read.told[0]) == (1, True)
    assert checked(Grid("計画.xlsx", "R6", rows)).told == ()


def test_yen_shown_in_thousands_are_compared_as_thousands(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = shared / "data" / "cases" / "reading" / "f06_yen_shown_as_thousands.xlsx"
    assert main(["budget", str(book), "-o", str(tmp_path / "out.xlsx")]) == 0
    said = capsys.readouterr()
    assert "新 2,124.567千円　旧 2,100千円" in said.out
    assert "令和6年度: 予算額は、" in said.err
    assert "E2、E3" in said.err
    assert main(["check", str(book)]) == 0
    assert "!E2: 予算額は、" in capsys.readouterr().out
