"""Numbers that nobody can count with are none, wherever they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlcompare.figures import MOST, countable, is_countable
from xlcompare.hosts.cli import main
from xlcompare.kpi import target_in
from xlcompare.reading.amounts import amount
from xlcompare.reading.branches_file import figure_in
from xlcompare.reading.from_file import open_book
from xlcompare.reading.returned_values import figure
from xlcompare.reading.values import cleaned

from .reading.workbooks import SHEET, TAB, edited, written

MANY = "9" * 400


@pytest.mark.parametrize(("number", "counts"), [(MOST, True), (-MOST, True), (1.1e300, False), (float("inf"), False)])
def test_where_counting_ends(number: float, counts: bool) -> None:
    assert is_countable(number) is counts
    assert sum([MOST] * 10_000) < float("inf")


def test_digits_without_end_are_no_figure() -> None:
    assert countable("95.5") == 95.5
    assert countable(MANY) is None
    assert figure(f"{MANY}％", "％") is None
    assert figure_in(MANY) is None
    with pytest.raises(ValueError, match="9"):
        amount(MANY)
    assert target_in(f"受診率を{MANY}％以上とする") is None


@pytest.mark.parametrize(("value", "read"), [(float("nan"), "nan"), (float("inf"), "inf"), (-2e307, "-2e+307")])
def test_a_cell_with_such_a_number_holds_the_text(value: float, read: str) -> None:
    assert cleaned([[value, 1e300, 3.0]], unclean=False) == ((read, 1e300, 3),)


@pytest.mark.parametrize("number", [b"NaN", b"1e999", b"-1E+400"])
def test_a_files_cell_with_such_a_number_is_no_number(tmp_path: Path, number: bytes) -> None:
    path = edited(
        written(tmp_path, [[1.5]]),
        lambda name, xml: xml.replace(b"<v>1.5</v>", b"<v>%b</v>" % number) if name == SHEET else xml,
    )
    ((value,),) = open_book(path).grid(TAB).rows
    assert isinstance(value, str)


def test_a_returned_book_with_such_a_number_is_judged_and_collected(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = shared / "data" / "cases" / "reading" / "kpi_nan_returned_book.xlsx"
    assert main(["judge", str(book)]) == 0
    (folder := tmp_path / "回収").mkdir()
    (folder / book.name).write_bytes(book.read_bytes())
    assert main(["collect", str(folder), "-o", str(tmp_path / "集約.xlsx")]) == 0
    assert "1支部を集計しました" in capsys.readouterr().out
