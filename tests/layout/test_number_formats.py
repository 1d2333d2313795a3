"""A person's sign for decreases and text for zero in whatever number format the template has."""

from __future__ import annotations

import pytest

from xlcompare.layout.number_formats import with_negative, with_zero


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('#,##0_ ;"△"#,##0_ ;0_ ', '#,##0_ ;"▲"#,##0_ ;0_ '),
        ("#,##0;-#,##0", '#,##0;"▲"#,##0'),
        (r"#,##0;\-#,##0;0;@", '#,##0;"▲"#,##0;0;@'),
        ("#,##0;[Red]-#,##0", '#,##0;[Red]"▲"#,##0'),
        ("#,##0_);(#,##0)", '#,##0_);"▲"(#,##0)'),
        ("0.0%", '0.0%;"▲"0.0%'),
        ('0"人;"', '0"人;";"▲"0"人;"'),
    ],
)
def test_the_sign_of_negatives_is_the_chosen_one(before: str, after: str) -> None:
    assert with_negative(before, "▲") == after
    assert with_negative(after, "▲") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('#,##0_ ;"△"#,##0_ ;"0"_ ', '#,##0_ ;"△"#,##0_ ;"±0"_ '),
        ("0;-0", '0;-0;"±0"_ '),
        ("0", '0;-0;"±0"_ '),
        ("0;-0;;@", '0;-0;"±0"_ ;@'),
    ],
)
def test_zero_is_written_as_chosen(before: str, after: str) -> None:
    assert with_zero(before, "±0") == after
