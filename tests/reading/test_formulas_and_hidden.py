"""What calamine doesn't say of cells: how their formulas are written, and what is hidden."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from .workbooks import SHEET, TAB, edited, grid, written


def test_formulas_give_their_stored_results(tmp_path: Path) -> None:
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path)
    tab = book.add_worksheet(TAB)
    tab.write_formula(0, 0, "=1+1", value=2)
    tab.write_formula(0, 1, '="健"&"診"', value="健診")
    tab.write_formula(0, 2, "=IF(1>0,TRUE)", value=True)
    tab.write_formula(0, 3, "='[他の支部.xlsx]R3'!A1", value=9818)
    book.close()
    assert grid(path).rows == ((2, "健診", True, 9818),)
    assert grid(path).formulas == {
        (0, 0): "=1+1",
        (0, 1): '="健"&"診"',
        (0, 2): "=IF(1>0,TRUE)",
        (0, 3): "='[他の支部.xlsx]R3'!A1",
    }


def test_formulas_that_are_written_once_for_several_cells_are_known_in_each(tmp_path: Path) -> None:
    path = written(tmp_path, [[1], [2], [3]])
    shared = b'<f t="shared" ref="A2:A3" si="0">SUM(A1:A1)</f>'
    cells = {b'<c r="A2"><v>2</v>': b'<c r="A2">' + shared + b"<v>2</v>"}
    cells[b'<c r="A3"><v>3</v>'] = b'<c r="A3"><f t="shared" si="0"/><v>3</v>'

    def with_formulas(name: str, xml: bytes) -> bytes:
        for plain, formula in cells.items() if name == SHEET else ():
            assert plain in xml
            xml = xml.replace(plain, formula)
        return xml

    found = grid(edited(path, with_formulas))
    assert found.formulas == {(1, 0): "=SUM(A1:A1)", (2, 0): ""}
    assert found.rows == ((1,), (2,), (3,))


def test_hidden_columns_among_those_with_values_are_known(tmp_path: Path) -> None:
    path = tmp_path / "岡山.xlsx"
    book = xlsxwriter.Workbook(path)
    tab = book.add_worksheet(TAB)
    for column in range(5):
        tab.write_string(0, column, "内容")
    tab.set_column(1, 2, None, None, {"hidden": True})
    tab.set_column(4, 16_383, None, None, {"hidden": True})
    book.close()
    assert grid(path).hidden_columns == {1, 2, 4}
