"""`--into`: the sheets in a person's own plan book, through the command (jobs.py, hosts/cli.py)."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from xlcompare import words
from xlcompare.hosts.cli import main
from xlcompare.jobs.comparing import Request, compare
from xlcompare.reading.from_file import open_book

OLD = ("○紙で知らせる。", "○窓口で説明する。", "○催しを開く。")
NEW = ("○紙と動画で知らせる。", "○窓口で説明する。", "○研修を受けさせる。")


@pytest.fixture(name="plan")
def _plan(tmp_path: Path) -> Path:
    """A plan book as a person keeps it: other tabs around the years, one with our sheet's name, a comment."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "表紙"
    for tab, texts in (("令和3年度", NEW), ("令和2年度", OLD)):
        page = book.create_sheet(tab)
        page.append(["分野", "項目", "内容"])
        for k, text in enumerate(texts):
            page.append(["戦略" if not k else None, "①広報" if not k else None, text])
    book["表紙"]["A1"] = "事業計画"
    book["表紙"]["A1"].comment = openpyxl.comments.Comment("確認済み", "企画")
    path = tmp_path / "計画.xlsx"
    book.save(path)
    return path


def tabs(path: Path) -> list[str]:
    return openpyxl.load_workbook(path).sheetnames


def test_the_sheets_stand_after_the_newest_year(plan: Path) -> None:
    assert main(["compare", str(plan), "--into"]) == 0
    assert tabs(plan) == ["表紙", "令和3年度", "新旧対照表", "対応確認", "対照表の設定", "令和2年度"]
    assert openpyxl.load_workbook(plan)["表紙"]["A1"].comment.text == "確認済み"


def test_the_book_as_it_was_is_kept_beside_it(plan: Path) -> None:
    before = plan.read_bytes()
    assert main(["compare", str(plan), "--into"]) == 0
    assert plan.with_name("計画.bak.xlsx").read_bytes() == before


def test_no_backup_replaces_an_earlier_one(plan: Path) -> None:
    first = plan.read_bytes()
    assert main(["compare", str(plan), "--into"]) == 0
    second = plan.read_bytes()
    assert main(["compare", str(plan), "--into", "--style", "ministry"]) == 0
    kept = {path.name: path.read_bytes() for path in plan.parent.glob("*.bak*")}
    assert kept == {"計画.bak.xlsx": first, "計画.bak2.xlsx": second}


def test_without_a_backup_nothing_else_is_written(plan: Path) -> None:
    assert main(["compare", str(plan), "--into", "--no-backup"]) == 0
    assert [path.name for path in plan.parent.iterdir()] == ["計画.xlsx"]


def test_a_second_run_changes_nothing(plan: Path) -> None:
    assert main(["compare", str(plan), "--into"]) == 0
    once, kept = plan.read_bytes(), plan.with_name("計画.bak.xlsx").read_bytes()
    assert main(["compare", str(plan), "--into"]) == 0
    assert plan.read_bytes() == once
    assert plan.with_name("計画.bak.xlsx").read_bytes() == kept


def test_corrections_in_the_book_itself_are_honoured_and_stay(plan: Path) -> None:
    compare(Request(plan, into=True))
    book = openpyxl.load_workbook(plan)
    page = book[words.REVIEW_SHEET]
    names = {cell.value: cell.column for cell in page[3]}
    row = next(r for r in range(4, page.max_row + 1) if page.cell(r, names["新の内容"]).value == NEW[0])
    assert page.cell(row, names["旧の内容"]).value == OLD[0]
    page.cell(row, names["判定"]).value = words.NOT_PAIRED
    book.save(plan)
    for _ in range(2):
        result = compare(Request(plan, into=True))
        news = {pair.new for pair in result.comparison.pairs if pair.old is None}
        assert NEW[0] in {result.comparison.new.items[n].text for n in news if n is not None}
        assert len(result.decisions) == 1


def test_a_persons_own_tab_of_the_same_name_is_left_alone_and_told_of(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(plan)
    book.create_sheet("新旧対照表")["A1"] = "昨年の表"
    book.save(plan)
    assert main(["compare", str(plan), "--into"]) == 0
    assert "「新旧対照表」という名前のシートがあるため、「新旧対照表 (2)」" in capsys.readouterr().out
    after = openpyxl.load_workbook(plan)
    assert after["新旧対照表"]["A1"].value == "昨年の表"
    assert after["新旧対照表 (2)"]["A3"].value == "分野"


def test_a_book_that_is_open_is_not_touched(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    plan.with_name("~$計画.xlsx").write_bytes(b"")
    assert main(["compare", str(plan), "--into"]) == 2
    assert "計画.xlsx" in capsys.readouterr().err
    assert plan.read_bytes() == before
    assert not plan.with_name("計画.bak.xlsx").exists()


def test_into_and_a_new_workbook_exclude_each_other(plan: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["compare", str(plan), "--into", "-o", "別.xlsx"])
    assert ended.value.code == 2


ALL = ["新旧対照表", "予算対照表", "予算の動き", "対応確認", "予算の対応確認", "対照表の設定"]


def with_budget(plan: Path) -> Path:
    book = openpyxl.load_workbook(plan)
    for tab, amount in (("令和3年度", 300), ("令和2年度", 200)):
        for row, values in enumerate((("予算取組", "予算額（千円）"), ("・印刷費", amount)), 1):
            book[tab].cell(row, 4, values[0])
            book[tab].cell(row, 5, values[1])
    book.save(plan)
    return plan


@pytest.mark.parametrize("commands", [["book"], ["compare", "budget"], ["budget", "compare"]])
def test_the_sheets_stand_in_one_order_whichever_command_made_them(plan: Path, commands: list[str]) -> None:
    with_budget(plan)
    for command in commands:
        assert main([command, str(plan), "--into", "--no-backup"]) == 0
    assert tabs(plan) == ["表紙", "令和3年度", *ALL, "令和2年度"]
    before = plan.read_bytes()
    for command in commands:
        assert main([command, str(plan), "--into"]) == 0
    assert (plan.read_bytes(), list(plan.parent.glob("*.bak*"))) == (before, [])


def test_a_formula_over_both_years_is_told_and_takes_nothing_of_ours_in(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(plan)
    book["表紙"]["A2"] = "=SUM(令和3年度:令和2年度!B3)"
    book.save(plan)
    assert main(["compare", str(plan), "--into"]) == 0
    assert tabs(plan) == ["表紙", "令和3年度", "令和2年度", "新旧対照表", "対応確認", "対照表の設定"]
    said = "シート「表紙」の数式が「令和3年度」から「令和2年度」までのシートをまたいで計算（3-D参照）しているため"
    assert said in capsys.readouterr().out
    book = openpyxl.load_workbook(plan)
    book.move_sheet("令和2年度", 3)
    book.save(plan)
    assert main(["compare", str(plan), "--into"]) == 0
    assert "その間にある「新旧対照表」「対応確認」「対照表の設定」の値も加わります。" in capsys.readouterr().out


CASES = "calcchain dangling_drawing_openxlsx no_default_rels_libreoffice6 ref3d stale_link workbook2"
REFUSED_ONCE = "excel4_macrosheet module_sheet_empty_rid workbook_in_other_folder"


@pytest.mark.parametrize("name", f"{CASES} {REFUSED_ONCE}".split())
def test_books_that_went_wrong_once(shared: Path, tmp_path: Path, name: str) -> None:
    """Public test workbooks with two year tabs: done, read again, and nothing left to do."""
    (source,) = (shared / "data" / "cases" / "into").glob(f"{name}.xls?")
    path = tmp_path / source.name
    path.write_bytes(source.read_bytes())
    command = ["book", str(path), "--into", "--new", "令和5年度", "--old", "令和4年度"]
    assert main(command) == 0
    once = path.read_bytes()
    assert main(command) == 0
    assert path.read_bytes() == once
    assert len(list(tmp_path.iterdir())) == 2
    assert set(ALL) <= set(open_book(path).tabs)
    calculated = b'fullCalcOnLoad="1"' in zipfile.ZipFile(path).read(workbook_part(path))
    assert calculated == (name in ("ref3d", "stale_link", "workbook2"))


def workbook_part(path: Path) -> str:
    return next(name for name in zipfile.ZipFile(path).namelist() if name.endswith(("workbook.xml", "workbook2.xml")))


def test_both_comparisons_go_into_one_book(plan: Path) -> None:
    assert main(["book", str(plan), "--into"]) == 0
    assert tabs(plan)[1:5] == ["令和3年度", "新旧対照表", "対応確認", "対照表の設定"]
