"""How the roll-up's sheets say things: in one line where it fits, by names and figures as they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xlcompare import progress_words
from xlcompare import rollup_words as words
from xlcompare.hosts import cli
from xlcompare.jobs.collecting import CollectRequest, collect
from xlcompare.jobs.distributing import DistributeRequest, distribute

from ..progress.books import CONTENT_KPI, PLAN, POST, STAFF, write_plan
from .branches import YEAR, Folder
from .test_roll_up import opened_quietly

RATING = progress_words.RATING


def test_a_fault_that_fits_on_one_line_takes_no_more(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(STAFF, RATING, "〇")
    folder.collect()
    sheet = opened_quietly(folder.out)[words.FAULTS_SHEET]
    rows = {str(row[5].value): sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=5)}
    assert rows[words.READ_AS] < 20


@pytest.mark.parametrize("name", ["岡山*支部", "岡山?支部", "<5>支部", "岡~*支部"])
def test_a_branchs_name_is_counted_as_it_stands(
    folder: Folder, recalculated: Callable[[Path], Path], tmp_path: Path, name: str
) -> None:
    listed = tmp_path / "b.csv"
    listed.write_text(f"コード,支部名\n03,{name}\n33,岡山広支部\n34,広島支部\n", encoding="utf-8")
    with folder.typing("03") as typing:
        typing.type(STAFF, RATING, "B")
        typing.type(POST, RATING, "○")
    collect(CollectRequest(folder.path, folder.out, YEAR, listed))
    stored, again = (opened_quietly(book, values=True) for book in (folder.out, recalculated(folder.out)))
    for sheet in stored.worksheets[:3]:
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int)):
            assert again[sheet.title][cell.coordinate].value == cell.value, (sheet.title, cell.coordinate)


def test_means_keep_the_decimals_that_they_are_compared_by(folder: Folder) -> None:
    with folder.typing("33") as typing:
        typing.type(CONTENT_KPI, "9月", 100.8)
    folder.collect()
    cells = [cell for row in opened_quietly(folder.out)[words.SUMMARY_SHEET].iter_rows() for cell in row]
    formats = {cell.number_format for cell in cells if "MAX(" in str(cell.value)}
    assert formats - {"0.0%"} == {'[>=1000000]#,##0,"千";[>=10000]#,##0;#,##0.00'}


def test_2019_is_called_as_the_plans_call_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = write_plan(tmp_path / "計画.xlsx", PLAN, "平成31年度")
    distribute(DistributeRequest(plan))
    out = tmp_path / "配布_平成31年度"
    assert cli.main(["collect", str(out), "--year", "令和元年度"]) == 0
    assert "平成31年度の進捗管理表" in capsys.readouterr().out
    book = opened_quietly(tmp_path / "配布_平成31年度_集約.xlsx")
    assert [str(sheet.cell(1, 1).value)[:7] for sheet in book.worksheets[:3]] == ["平成31年度　"] * 3
    assert "平成31年度" in (out / "配布一覧.csv").read_text(encoding="utf-8-sig")
