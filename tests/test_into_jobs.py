"""`--into`: the sheets in a person's own plan book, through the command (jobs.py, hosts/cli.py)."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xlcompare import words
from xlcompare.hosts.cli import main
from xlcompare.jobs.comparing import Request, compare

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


def test_both_comparisons_go_into_one_book(plan: Path) -> None:
    assert main(["book", str(plan), "--into"]) == 0
    assert tabs(plan)[1:5] == ["令和3年度", "新旧対照表", "対応確認", "対照表の設定"]
