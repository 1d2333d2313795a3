"""Which file counts, and what the four sheets say of those that do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from xlcompare import errors, progress_words
from xlcompare import rollup_words as words
from xlcompare.hosts import cli
from xlcompare.jobs.collecting import CollectRequest, collect
from xlcompare.jobs.distributing import DistributeRequest, distribute

from ..progress.books import CONTENT_KPI, LAW, PLAN, POST, STAFF, VISIT, Desk, Typing, columns_of, opened, write_plan
from .branches import AREA, YEAR, Folder

RATING, PROGRESS = progress_words.RATING, progress_words.PROGRESS


def saved_at(book: Path, moment: str) -> None:
    """Rewrites when the workbook says that it was saved."""
    whole = opened(book)
    whole.properties.modified = datetime.fromisoformat(moment)
    whole.save(book)
    # openpyxl writes the time of saving.
    parts = {}
    with zipfile.ZipFile(book) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{moment}Z".encode(), core)
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


# ── which file counts ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_book_is_known_by_its_stamp_wherever_and_whatever_it_is_called(folder: Folder) -> None:
    to = folder.copy("33", "届いたもの/十月/コピー ～ 進捗 (最終)#2 100%.xlsx")
    folder.book("33").unlink()
    receipt = folder.receipt("33")
    assert receipt.state == words.RECEIVED
    assert receipt.book is not None
    assert receipt.book.path == to.relative_to(folder.path).as_posix()


def test_what_has_not_come_is_missing_and_the_others_are_not(folder: Folder) -> None:
    folder.book("03").unlink()
    assert [each.state for each in folder.collect().rollup.receipts] == [words.MISSING, *[words.RECEIVED] * 2]


def test_of_two_versions_the_one_saved_last_counts_whatever_the_files_dates_say(folder: Folder) -> None:
    new, old = folder.book("33"), folder.copy("33", "a.xlsx")
    with folder.typing("33") as typing:
        typing.type(STAFF, PROGRESS, "新しい")
    saved_at(new, "2021-10-05T01:00:00")
    saved_at(old, "2021-10-04T01:00:00")
    os.utime(old, (2_000_000_000, 2_000_000_000))
    receipt = folder.receipt("33")
    assert receipt.state == words.LATER
    assert receipt.book is not None
    assert (receipt.book.path, receipt.book.saved) == (new.name, datetime(2021, 10, 5, 1, tzinfo=timezone.utc))
    assert [(file.path, reason) for _, file, reason in folder.collect().rollup.others] == [
        (old.name, words.OLDER.format(new.name))
    ]


def test_books_that_nobody_has_saved_go_by_the_files_date(folder: Folder) -> None:
    copy = folder.copy("33", "a.xlsx")
    with folder.typing("34"):
        pass  # Saved, so that the test sees both ways.
    os.utime(copy, (1_600_000_000, 1_600_000_000))
    os.utime(folder.book("33"), (1_700_000_000, 1_700_000_000))
    receipt = folder.receipt("33")
    assert receipt.book is not None
    assert receipt.book.path == folder.book("33").name
    assert receipt.state == words.TWICE


@pytest.mark.parametrize("moment", ["2021-10-05T01:00:00", None], ids=["saved", "renewed and never saved"])
def test_a_blank_never_outvotes_what_somebody_filled_in(folder: Folder, moment: str | None) -> None:
    blank, filled = folder.book("33"), folder.copy("33", "提出/岡山.xlsx")
    with Typing(filled, filled) as typing:
        typing.type(STAFF, PROGRESS, "5月に実施した")
    saved_at(filled, moment or "2000-01-01T00:00:00")
    # Unpacked or copied later.
    os.utime(filled, (1_600_000_000, 1_600_000_000))
    os.utime(blank, (2_000_000_000, 2_000_000_000))
    receipt = folder.receipt("33")
    assert receipt.book is not None
    assert (receipt.book.path, receipt.state, receipt.remark) == ("提出/岡山.xlsx", words.RECEIVED, "")
    assert [(file.path, reason) for _, file, reason in folder.collect().rollup.others] == [
        (blank.name, words.BLANK.format("提出/岡山.xlsx"))
    ]


@pytest.mark.parametrize("column", ["9月", progress_words.THRESHOLD, progress_words.REMARK])
def test_a_figure_or_a_remark_makes_a_book_a_filled_one(folder: Folder, column: str) -> None:
    book = folder.book("33")
    with folder.typing("33") as typing:
        typing.type(CONTENT_KPI, column, 12)
    saved_at(book, "2000-01-01T00:00:00")
    assert not folder.receipt("33").files[0].untouched


def test_a_book_without_a_stamp_goes_by_its_settings_and_else_by_its_name(folder: Folder, tmp_path: Path) -> None:
    book, _ = Desk(tmp_path).make(PLAN)
    folder.book("33").write_bytes(book.read_bytes())
    receipt = folder.receipt("33")
    assert receipt.state == words.RECEIVED
    assert receipt.remark == words.BY_NAME.format(what=words.FROM_FILE)
    folder.book("33").rename(folder.path / "名前のないブック.xlsx")
    assert (words.UNKNOWN, None) in {(fault.kind, branch) for branch, _, fault in folder.collect().rollup.faults}


def test_what_is_no_book_is_named_with_the_reason_and_not_read(folder: Folder) -> None:
    names = ("~$33_岡山支部.xlsx", "Thumbs.db", "メモ.txt", "33_岡山支部.bak.xlsx", ".隠し.xlsx")
    for name in names:
        (folder.path / name).write_bytes(b"x")
    (folder.path / "よそ.xlsx").symlink_to("/etc/passwd")
    others = {file.path: reason for _, file, reason in folder.collect().rollup.others}
    assert others.keys() == {*names, "よそ.xlsx"}
    assert others["~$33_岡山支部.xlsx"] == words.LOCK
    assert [each.state for each in folder.collect().rollup.receipts] == [words.RECEIVED] * 3


def test_a_branch_that_nobody_expects_is_listed(folder: Folder, tmp_path: Path) -> None:
    listed = tmp_path / "expected.csv"
    listed.write_text("コード,支部名\n03,岩手支部\n", encoding="utf-8")
    result = collect(CollectRequest(folder.path, folder.out, YEAR, listed))
    assert [each.branch.name for each in result.rollup.receipts] == ["岩手支部"]
    assert {reason for _, _, reason in result.rollup.others} == {words.NOT_EXPECTED}


def test_without_a_list_the_47_are_expected(folder: Folder) -> None:
    (folder.path / "配布一覧.csv").unlink()
    assert len(folder.collect().rollup.receipts) == 47


def test_without_a_year_most_books_say_it(folder: Folder) -> None:
    assert folder.collect(None).rollup.year == 2021


def test_an_earlier_roll_up_in_the_same_folder_is_replaced_and_no_returned_book(folder: Folder) -> None:
    inside = folder.path / "集約.xlsx"
    first = collect(CollectRequest(folder.path, inside, YEAR))
    again = collect(CollectRequest(folder.path, inside, YEAR))
    assert [file.path for _, file, _ in again.rollup.others] == []
    assert len(first.records.rows) == len(again.records.rows)


def test_the_same_books_give_the_same_bytes(folder: Folder) -> None:
    folder.collect()
    before = folder.out.read_bytes()
    folder.collect()
    assert folder.out.read_bytes() == before


# ── the sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def filled(folder: Folder) -> Folder:
    """Three branches: one has filled in everything, one a part, one nothing."""
    for code, marks, actual in (("03", "◎○△×", 97.0), ("33", "○〇", "９５．７％")):
        with folder.typing(code) as typing:
            for text, mark in zip((STAFF, POST, LAW, VISIT), marks, strict=False):
                typing.type(text, RATING, mark)
                typing.type(text, PROGRESS, f"=1+1 と書いた {code}")
                typing.at(text, PROGRESS).data_type = "s"
            typing.type(CONTENT_KPI, "9月", actual)
    folder.collect()
    return folder


def test_every_sheet_is_there_in_the_order_of_the_work(filled: Folder) -> None:
    book = openpyxl.load_workbook(filled.out, read_only=True)
    assert book.sheetnames == [words.RECEIPT_SHEET, words.FAULTS_SHEET, words.SUMMARY_SHEET, words.RECORDS_SHEET]
    book.close()


def test_the_long_table_has_a_row_for_each_measure_and_branch(filled: Folder) -> None:
    sheet, rows = filled.sheet(words.RECORDS_SHEET), filled.records()
    assert sheet.tables[words.RECORDS_TABLE].autoFilter is not None
    assert len([row for row in rows if row["区分"] == "取組"]) == 3 * 6
    assert len([row for row in rows if row["区分"] == "KPI"]) == 3 * 2
    of = next(row for row in rows if row["コード"] == "33" and row["実施内容・目標"] == CONTENT_KPI)
    assert (of["最新の実績"], of["時点"], of["目標達成"]) == (95.7, "令和3年9月", "○")
    assert [row["コード"] for row in rows] == sorted(str(row["コード"]) for row in rows)


def test_text_that_looks_like_a_formula_stays_text(filled: Folder) -> None:
    with zipfile.ZipFile(filled.out) as archive:
        assert b"<f>1+1" not in archive.read("xl/worksheets/sheet4.xml")
    assert "=1+1 と書いた 33" in {row["進捗状況"] for row in filled.records()}


def test_every_formulas_result_is_what_libreoffice_calculates(
    filled: Folder, recalculated: Callable[[Path], Path]
) -> None:
    formulas, stored = opened_quietly(filled.out), opened_quietly(filled.out, values=True)
    again = opened_quietly(recalculated(filled.out), values=True)
    count = 0
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            count += 1
            mine, other = (book[sheet.title][cell.coordinate].value for book in (stored, again))
            both = mine or 0, other or 0
            assert both[0] == (pytest.approx(both[1]) if isinstance(both[1], float) else both[1]), cell.coordinate
    assert count > 100


def opened_quietly(book: Path, values: bool = False) -> openpyxl.Workbook:
    import warnings

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        return openpyxl.load_workbook(book, data_only=values)


def test_every_figure_leads_to_its_source_cell(filled: Folder) -> None:
    """Each link of each sheet opens a file that is there, at a cell that says the same."""
    book, checked = opened_quietly(filled.out, values=True), 0
    books: dict[str, openpyxl.Workbook] = {}
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            target = filled.out.parent / unquote(cell.hyperlink.target)
            assert target.is_file()
            if not cell.hyperlink.location:
                continue
            tab, _, place = cell.hyperlink.location.rpartition("!")
            source = books.setdefault(str(target), opened(target))[tab.strip("'").replace("''", "'")]
            if sheet.title == words.SUMMARY_SHEET and cell.value in ("◎", "○", "△", "×"):
                assert str(source[place].value).replace("〇", "○")[0] == cell.value
                checked += 1
            if sheet.title == words.SUMMARY_SHEET and cell.value == 97.0:
                assert source[place].value == 97.0
                checked += 1
    assert checked >= 4


def test_no_chart_is_cut_by_the_end_of_a_page(tmp_path: Path) -> None:
    book = tmp_path / "計画.xlsx"
    targets = "\n".join(f"KPI：目標{number}を{number + 40}％以上とする。" for number in range(60))
    write_plan(book, f"# {AREA}\n○ 目標の多い項目\n{targets}\n・取組をする。")
    distribute(DistributeRequest(book, out=tmp_path / "配布"))
    collect(CollectRequest(tmp_path / "配布", tmp_path / "集約.xlsx"))
    sheet = opened_quietly(tmp_path / "集約.xlsx")[words.SUMMARY_SHEET]
    ends = [each.id for each in sheet.row_breaks.brk]
    charts = [(chart.anchor._from.row + 1, chart.anchor.to.row + 1) for chart in sheet._charts]
    assert len(charts) > 2
    assert [(top, bottom) for top, bottom in charts if any(top <= end < bottom for end in ends)] == []


def test_the_lowest_rating_of_a_heading_is_shown(filled: Folder) -> None:
    of = {
        (line.heading, n): m.rating if m else ""
        for line in filled.collect().rollup.headings
        for n, m in line.of.items()
    }
    assert of["○窓口サービスの向上", 0] == "○"
    assert of["○債権の早期回収", 0] == "△"
    assert of["○窓口サービスの向上", 1] == "○"
    assert of["○窓口サービスの向上", 2] == ""


def test_blank_cells_are_counted_and_named(filled: Folder) -> None:
    assert [receipt.blanks for receipt in filled.collect().rollup.receipts] == [
        (2, 2, 6, 1),
        (4, 4, 6, 1),
        (6, 6, 6, 2),
    ]
    sheet = filled.sheet(words.RECEIPT_SHEET)
    blanks = {row[1].value: row[8].value for row in sheet.iter_rows()}
    assert (blanks["岩手支部"], blanks["広島支部"]) == (11, 20)


def test_odd_names_of_files_stay_openable(folder: Folder) -> None:
    folder.copy("33", "a'b #1 & <x> 100%.xlsx")
    folder.book("33").unlink()
    folder.collect()
    sheet = opened_quietly(folder.out)[words.RECEIPT_SHEET]
    links = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert "回収/a'b%20%231%20&%20%3Cx%3E%20100%25.xlsx" in links
    assert all((folder.out.parent / unquote(link)).is_file() for link in links)


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_says_what_came(filled: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    (filled.book("34")).unlink()
    assert cli.main(["collect", str(filled.path), "--year", YEAR, "-o", str(filled.out)]) == 0
    said = capsys.readouterr().out
    assert "3支部のうち2支部を集計しました" in said
    assert "未受領 1支部：広島支部" in said
    assert "読み替え 2件" in said


def test_without_an_output_it_lies_beside_the_folder(folder: Folder) -> None:
    assert cli.main(["collect", str(folder.path)]) == 0
    assert folder.path.with_name("回収_集約.xlsx").is_file()


@pytest.mark.parametrize(("given", "inside"), [(".", ""), ("./", ""), ("..", "提出"), ("提出/..", "")])
def test_a_path_without_a_name_is_the_folder_that_it_leads_to(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, given: str, inside: str
) -> None:
    (folder.path / "提出").mkdir()
    monkeypatch.chdir(folder.path / inside)
    assert cli.main(["collect", given]) == 0
    assert folder.path.with_name("回収_集約.xlsx").is_file()


def test_beside_a_root_is_no_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["collect", "/"]) == 2
    assert "-o に指定" in capsys.readouterr().err


def test_what_a_killed_run_left_goes_and_what_another_is_writing_stays(folder: Folder) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        names = [f".~xlcompare-{process:08x}0123abcd.tmp" for process in (other.pid, ended.pid, os.getpid())]
        for name in names:
            folder.out.with_name(name).write_bytes(b"PK")
        folder.collect()
        assert [folder.out.with_name(name).exists() for name in names] == [True, False, False]
        other.communicate(b"\n")


@pytest.mark.parametrize(
    ("more", "said"),
    [(["--year", "来年"], "年度が分かりません"), (["-o", "x.xls"], ".xlsx"), (["--branches", "none.csv"], "none.csv")],
)
def test_what_can_t_be_done_is_said_in_one_line(
    folder: Folder, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert cli.main(["collect", str(folder.path), *more]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_books_and_no_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(errors.XlcompareError, match="フォルダーがありません"):
        collect(CollectRequest(tmp_path / "none"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(errors.XlcompareError, match="1つもない"):
        collect(CollectRequest(tmp_path / "empty"))
    result = collect(CollectRequest(tmp_path / "empty", year=YEAR))
    assert {each.state for each in result.rollup.receipts} == {words.MISSING}


def test_somebodys_own_workbook_is_never_replaced(folder: Folder) -> None:
    folder.out.write_bytes(folder.book("33").read_bytes())
    with pytest.raises(errors.XlcompareError, match="作ったものではない"):
        folder.collect()


def test_forms_that_branches_filled_with_measures_of_their_own_are_counted(issued: Path, tmp_path: Path) -> None:
    listed, plan = tmp_path / "b.csv", issued.parent / "計画.xlsx"
    listed.write_text("コード,支部名\n33,岡山支部\n", encoding="utf-8")
    distribute(DistributeRequest(plan, tmp_path / "回収", branches=listed, template_only=True))
    folder = Folder(tmp_path / "回収")
    with folder.typing("33") as typing:
        sheet = typing.book["基盤的保険者機能"]
        _, names = columns_of(sheet)
        row = next(row for row in range(4, sheet.max_row) if sheet.cell(row, 1).value == "○債権の早期回収") + 1
        sheet.cell(row, names[progress_words.CONTENT]).value = "訪問で催告する。"
        sheet.cell(row, names[RATING]).value = "△"
    rollup = folder.collect().rollup
    line = next(line for line in rollup.headings if line.heading == "○債権の早期回収")
    assert {number: measure.rating for number, measure in line.of.items() if measure} == {0: "△"}
    assert rollup.receipts[0].blanks[:3] == (1, 0, 1)
