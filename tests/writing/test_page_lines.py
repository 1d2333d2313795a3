"""Headers and footers look the same in every workbook."""

from __future__ import annotations

import pytest

from xlcompare.writing.page_lines import LONGEST, in_font

OWN = '&10&"ＭＳ 明朝,Regular"'
LINES = {
    "": "",
    "&C&P／&N": f"&C{OWN}&P／&N",
    "案": f"{OWN}案",
    "&L岡山支部&C&P／&N&R2024年": f"&L{OWN}岡山支部&C{OWN}&P／&N&R{OWN}2024年",
    "左&C&P": f"{OWN}左&C{OWN}&P",
    "&L&C&P": f"&L&C{OWN}&P",
    "&LA&&C&&L": f"&L{OWN}A&&C&&L",
    '&R&"メイリオ,太字"&12 本部': '&R&"メイリオ,太字"&12 本部',
    '&C&"メイリオ,標準"&P': '&C&10&"メイリオ,標準"&P',
    "&C&12&P": '&C&"ＭＳ 明朝,Regular"&12&P',
    "&C&B&K00-013&8&P": '&C&"ＭＳ 明朝,Regular"&B&K00-013&8&P',
    "&C第&8&P": f"&C{OWN}第&8&P",
}


@pytest.mark.parametrize(("line", "expected"), LINES.items())
def test_each_section_has_a_font_and_a_size(line: str, expected: str) -> None:
    assert in_font(line, "ＭＳ 明朝", 10.0) == expected
    assert in_font(expected, "別", 9) == expected


def test_a_line_that_would_be_too_long_for_excel_stays_as_it_is() -> None:
    fits = "&C" + "字" * (LONGEST - 2 - len(OWN))
    assert in_font(fits, "ＭＳ 明朝", 10.0) == f"&C{OWN}{fits[2:]}"
    assert in_font(f"{fits}字", "ＭＳ 明朝", 10.0) == f"{fits}字"
