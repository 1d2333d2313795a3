"""No cell of a CSV file of ours is calculated by a spreadsheet, and what was written is read back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.csv_cells import as_text, from_text
from xlcompare.jobs.branch_files import manifest
from xlcompare.reading.branches_file import csv_rows


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''"])
def test_what_a_spreadsheet_would_calculate_is_made_text(cell: str) -> None:
    assert as_text(cell) == f"'{cell}"
    assert from_text(as_text(cell)) == cell


@pytest.mark.parametrize("cell", ["", "岡山支部", "33", "33_岡山支部_進捗管理表.xlsx", "a=1", "O'Neill"])
def test_other_cells_stay(cell: str) -> None:
    assert as_text(cell) == from_text(cell) == cell


@given(st.text(max_size=8))
def test_every_cell_comes_back(cell: str) -> None:
    assert from_text(as_text(cell)) == cell
    assert not as_text(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_list_of_what_was_issued_holds_no_formula_and_is_read_back(tmp_path: Path) -> None:
    lines = [
        ("33", "@SUM(A1)", "=1+1 進捗管理表.xlsx", "令和5年度", "-p", "+t", "sha"),
        ("34", "広島支部", "34.xlsx", *[""] * 4),
    ]
    listing = tmp_path / "配布一覧.csv"
    listing.write_bytes(manifest(lines, []))
    with listing.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert [tuple(row.values()) for row in csv_rows(listing)] == lines
