"""Which rows of its own column a formula adds up (reading/sum_formulas.py)."""

from __future__ import annotations

import pytest

from xlcompare.reading.sum_formulas import Block, SumFormulas

E = 4
TABLE = [Block(E, "", range(1, 10))]


def summed(formula: str, *, row: int = 9, title: str = "予算額（千円）") -> set[int]:
    """The rows, as Excel counts, that `formula` in column E of that row adds up."""
    return {each + 1 for each in rows(SumFormulas({(row - 1, E): formula}, [Block(E, title, range(1, 9))]), row - 1)}


def rows(formulas: SumFormulas, row: int) -> set[int]:
    return {each for part in formulas.summed(row) for each in part}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(E2:E5)", {2, 3, 4, 5}),
        ("=SUM($E$2:$E$5)", {2, 3, 4, 5}),
        ("=SUM(E2:E3,E5)", {2, 3, 5}),
        ("=SUM( E2 : E3 )", {2, 3}),
        ("=SUBTOTAL(9,E2:E4)", {2, 3, 4}),
        ("=SUBTOTAL(109,E2:E4)", {2, 3, 4}),
        ("=AGGREGATE(9,6,E2:E4)", {2, 3, 4}),
        ("=E4+E7", {4, 7}),
        ("=+E4+E7+E8", {4, 7, 8}),
        ("=SUM(E2:E3)+E7", {2, 3, 7}),
        ("=ROUND(SUM(E2:E3),-3)", {2, 3}),
        ("=ROUNDDOWN(E4+E7,0)", {4, 7}),
        ("=IFERROR(SUM(E2:E3),0)", {2, 3}),
        ('=IF(COUNT(E2:E3)=0,"",SUM(E2:E3))', {2, 3}),
        ('=IF(SUM(E2:E3)=0,"",SUM(E2:E3))', {2, 3}),
        ("=(E4+E7)", {4, 7}),
        ("=SUM(D2:E3)", {2, 3}),
        ('=SUMIF(A2:A5,"健診",E2:E5)', {2, 3, 4, 5}),
        ("=SUMPRODUCT((A2:A3=1)*E2:E3)", {2, 3}),
        ("=SUM(E2:OFFSET(E9,-1,0))", {2}),
        ("=SUBTOTAL(109,表1[予算額（千円）])", {2, 3, 4, 5, 6, 7, 8}),
    ],
)
def test_a_sum_of_its_column(formula: str, expected: set[int]) -> None:
    assert summed(formula) == expected


@pytest.mark.parametrize(
    "formula",
    [
        "=D9*1.1",
        "=SUM(J9:L9)",
        "=J9*K9",
        "=120+30",
        "=Sheet2!B3",
        "=SUM(Sheet2!E2:E5)",
        "=SUM('内訳 1'!E2:E5)",
        "=SUM(E2:E5)*0.1",
        "=ROUND(SUM(E2:E5)*1.1,0)",
        "=E8-E7",
        "=E8",
        "=AVERAGE(E2:E5)",
        "=COUNT(E2:E5)",
        "=VLOOKUP(D9,E2:E5,1,0)",
        "=SUBTOTAL(2,E2:E5)",
        "=SUM(120,30)",
    ],
)
def test_an_amount_of_its_own(formula: str) -> None:
    assert summed(formula) == set()


def test_a_formula_that_is_written_once_for_several_cells_moves_with_them() -> None:
    found = SumFormulas({(3, E): "=SUM(E2:E3)", (6, E): "", (9, E): ""}, TABLE)
    assert [rows(found, row) for row in (3, 6, 9)] == [{1, 2}, {4, 5}, {7, 8}]


def test_a_fixed_beginning_stays_where_it_is() -> None:
    found = SumFormulas({(3, E): "=SUM(E$2:E3)", (5, E): ""}, TABLE)
    assert rows(found, 5) == {1, 2, 3, 4}


def test_one_cell_said_again() -> None:
    found = SumFormulas({(8, E): "=E5", (7, E): "=$E$3", (6, E): "=D5", (5, E): "=E2+E3"}, TABLE)
    assert [found.repeated(row) for row in (8, 7, 6, 5, 4)] == [4, 2, None, None, None]


def test_a_sum_to_the_end_of_the_sheet_ends_with_the_tab() -> None:
    assert summed("=SUM(E3:E1048576)", row=2) == {3, 4, 5, 6, 7, 8, 9}


def test_a_row_of_sums_that_was_filled_to_the_right() -> None:
    formulas = {(3, 2): "=SUM(C2:C3)", (3, 3): "", (3, E): "", (1, E): "=J2*K2", (2, E): ""}
    found = SumFormulas(formulas, TABLE)
    assert [rows(found, row) for row in (1, 2, 3)] == [set(), set(), {1, 2}]


def test_each_table_has_its_own_column_of_amounts() -> None:
    blocks = [Block(E, "", range(1, 4)), Block(2, "", range(6, 10))]
    found = SumFormulas({(3, E): "=SUM(E2:E3)", (8, 2): "=C7+C8", (8, E): "=SUM(E2:E3)"}, blocks)
    assert [rows(found, row) for row in (3, 8)] == [{1, 2}, {6, 7}]
