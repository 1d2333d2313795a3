"""Formulas that Excel turned into links to the work file come back into the workbook, however Excel spells them."""

from __future__ import annotations

from typing import Any

import pytest

from xlcompare.hosts.excel_links import without_links

FILE = "xlcompare-0a1b.xlsx"
GIVEN = {"予算対照表": "予算対照表 (2)", "P&L": "P&L", "it's": "it's"}


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        (f"='[{FILE}]予算対照表'!C5", "='予算対照表 (2)'!C5"),
        (f"=[{FILE}]予算対照表!$C$5", "='予算対照表 (2)'!$C$5"),
        (f"='C:\\Users\\O''Brien\\Temp\\[{FILE}]予算対照表'!C5*2", "='予算対照表 (2)'!C5*2"),
        (f"=SUM('[{FILE}]P&L'!A1:A3)+'[{FILE}]it''s'!B1", "=SUM('P&L'!A1:A3)+'it''s'!B1"),
        ("='[別のブック.xlsx]表'!A1", "='[別のブック.xlsx]表'!A1"),
        ("=C5-D5", "=C5-D5"),
        ('="\'"&A1&"[x]"', '="\'"&A1&"[x]"'),
    ],
)
def test_a_link_to_the_work_file_becomes_a_reference(formula: Any, wanted: str) -> None:
    assert without_links(formula, FILE, GIVEN) == wanted
