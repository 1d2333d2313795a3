"""What every kind of workbook says of itself."""

from __future__ import annotations

from xlcompare.reading.book import by_mark


def test_of_a_sheet_and_its_copies_the_one_with_our_name_counts() -> None:
    copies = [("comparison", "新旧対照表（控え）"), ("comparison", "新旧対照表"), ("review", "甲"), ("review", "乙")]
    assert by_mark(copies) == {"comparison": "新旧対照表", "review": "甲"}
