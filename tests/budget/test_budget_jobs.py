"""`xlcompare budget` and `xlcompare book`, from a plan book to the finished workbook and back (jobs.py)."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter import Workbook

from xlcompare import words
from xlcompare.errors import PlanError
from xlcompare.hosts.cli import main
from xlcompare.jobs.comparing import Request, book, budget

HEADER = ("分野", "項目", "区分", "内容", "予算取組", "予算額（千円）")
OLD = (
    ("戦略", "①広報", "取組", "○紙で知らせる。", "新聞広告の掲載", 250),
    ("", "", "取組", "○催しを開く。", "会場の借上げ", "1,040千円"),
)
NEW = (
    ("戦略", "①広報", "取組", "○紙で知らせる。", "新聞広告の掲載", 200),
    ("", "", "取組", "○催しを開く。", "講師への謝金", "△40"),
)


@pytest.fixture(name="plan")
def _plan(tmp_path: Path) -> Path:
    return written(tmp_path / "計画.xlsx", OLD, NEW)


def written(
    path: Path,
    old: tuple[tuple[object, ...], ...],
    new: tuple[tuple[object, ...], ...],
    header: tuple[str, ...] = HEADER,
) -> Path:
    made = Workbook(path)
    for tab, rows in (("令和3年度", new), ("令和2年度", old)):
        page = made.add_worksheet(tab)
        for r, row in enumerate((header, *rows)):
            page.write_row(r, 0, row)
    made.close()
    return path


def rows(path: Path, tab: str) -> list[list[object]]:
    page = openpyxl.load_workbook(path, data_only=True)[tab]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_the_budget_workbook_holds_its_sheets_in_order(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "予算.xlsx"
    result = budget(Request(plan, out=out))
    assert openpyxl.load_workbook(out).sheetnames == ["予算対照表", "予算の動き", "予算の対応確認", "対照表の設定"]
    assert result.sheets == ("予算対照表", "予算の動き", "予算の対応確認", "対照表の設定")
    total = next(row for row in rows(out, "予算対照表") if row[0] == "合計")
    assert total[2:6] == [160, None, 1290, -1130]


def test_the_command_says_what_became_of_the_money(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["budget", str(plan), "-o", str(tmp_path / "予算.xlsx")]) == 0
    assert "予算額：新 160千円　旧 1,290千円　増減 △1,130千円" in capsys.readouterr().out


def test_one_workbook_holds_both_comparisons(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "対照表.xlsx"
    book(Request(plan, out=out))
    assert openpyxl.load_workbook(out).sheetnames == [
        "新旧対照表", "予算対照表", "予算の動き", "対応確認", "予算の対応確認", "対照表の設定",
    ]  # fmt: skip


def test_a_plan_without_budget_gives_a_book_without_budget_sheets(tmp_path: Path) -> None:
    plain = tuple(row[:4] for row in OLD)
    plan = written(tmp_path / "計画.xlsx", plain, plain, HEADER[:4])
    out = tmp_path / "対照表.xlsx"
    assert book(Request(plan, out=out)).budget is None
    assert openpyxl.load_workbook(out).sheetnames == ["新旧対照表", "対応確認", "対照表の設定"]
    with pytest.raises(PlanError, match="予算の行がありません"):
        budget(Request(plan, out=tmp_path / "予算.xlsx"))
    assert not (tmp_path / "予算.xlsx").exists()


def test_a_persons_pair_of_lines_survives_every_regeneration(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "予算.xlsx"
    assert (None, "講師への謝金") in pairs(plan, out)
    edited = openpyxl.load_workbook(out)
    page = edited[words.BUDGET_REVIEW_SHEET]
    names = {cell.value: cell.column for cell in page[3]}
    places = {
        page.cell(r, names["旧の内容"]).value: page.cell(r, names["旧セル"]).value for r in range(4, page.max_row + 1)
    }
    row = next(r for r in range(4, page.max_row + 1) if page.cell(r, names["新の内容"]).value == "講師への謝金")
    page.cell(row, names["旧セル"]).value = places["会場の借上げ"]
    page.cell(row, names["判定"]).value = words.PAIRED
    edited.save(out)
    for _ in range(2):
        assert ("会場の借上げ", "講師への謝金") in pairs(plan, out)
    decided = [row for row in rows(out, words.BUDGET_REVIEW_SHEET) if row[0] == words.DECIDED]
    assert [(row[4], row[7], row[9]) for row in decided] == [("会場の借上げ", "講師への謝金", words.PAIRED)]


def pairs(plan: Path, out: Path) -> set[tuple[str | None, str | None]]:
    """The names that pair, after `budget` has run onto `out`."""
    found = budget(Request(plan, out=out)).budget
    assert found is not None
    return {
        (
            found.old.budget[pair.old].name if pair.old is not None else None,
            found.new.budget[pair.new].name if pair.new is not None else None,
        )
        for pair in found.pairs
    }


def test_another_command_onto_a_result_makes_again_what_it_held(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "対照表.xlsx"
    book(Request(plan, out=out))
    edited = openpyxl.load_workbook(out)
    page = edited[words.REVIEW_SHEET]
    names = {cell.value: cell.column for cell in page[3]}
    row = next(r for r in range(4, page.max_row + 1) if page.cell(r, names["新の内容"]).value == "○催しを開く。")
    page.cell(row, names["判定"]).value = words.NOT_PAIRED
    edited.save(out)
    result = budget(Request(plan, out=out))
    assert result.sheets[0] == words.COMPARISON_SHEET
    assert len(book(Request(plan, out=out)).decisions) == 1


def test_yen_and_millions_become_thousands_with_a_note(tmp_path: Path) -> None:
    yen = tuple((*row[:5], 250_000) for row in OLD)
    plan = written(tmp_path / "計画.xlsx", yen, yen, (*HEADER[:5], "予算額（円）"))
    out = tmp_path / "予算.xlsx"
    budget(Request(plan, out=out))
    said = [row[0] for row in rows(out, "予算対照表") if row[0]]
    assert next(row for row in rows(out, "予算対照表") if row[0] == "合計")[2] == 500
    assert sum("円単位の列を千円に換算" in str(text) for text in said) == 2


@pytest.mark.parametrize("typed", ["約100", "100\n200", "9 818"])
def test_an_amount_that_cant_be_read_is_never_nought(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    unread = (OLD[0], (*OLD[1][:5], typed))
    plan = written(tmp_path / "計画.xlsx", unread, NEW)
    assert main(["budget", str(plan), "-o", str(tmp_path / "予算.xlsx")]) == 2
    assert "計画.xlsx 令和2年度!F3: 予算「" in capsys.readouterr().err
    assert not (tmp_path / "予算.xlsx").exists()
    assert main(["check", str(plan)]) == 1
    assert "令和2年度!F3: 予算額「" in capsys.readouterr().out
    assert main(["compare", str(plan), "-o", str(tmp_path / "対照表.xlsx")]) == 0


def test_a_sum_in_the_plan_is_told_of_and_not_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summed = (*OLD, ("", "", "", "", "合計", 1290))
    plan = written(tmp_path / "計画.xlsx", summed, NEW)
    out = tmp_path / "予算.xlsx"
    assert main(["budget", str(plan), "-o", str(out)]) == 0
    assert next(row for row in rows(out, "予算対照表") if row[0] == "合計")[4] == 1290
    assert main(["check", str(plan)]) == 1
    assert "令和2年度!E4: 予算の行「合計」" in capsys.readouterr().out


def test_fractions_leave_no_dust(tmp_path: Path) -> None:
    old = (("戦略", "①広報", "取組", "○紙で知らせる。", "印刷", 0.3),)
    new = (
        ("戦略", "①広報", "取組", "○紙で知らせる。", "印刷", 0.1),
        ("", "", "取組", "○動画で知らせる。", "撮影", 0.2),
    )
    out = tmp_path / "予算.xlsx"
    budget(Request(written(tmp_path / "計画.xlsx", old, new), out=out))
    total = next(row for row in rows(out, "予算対照表") if row[0] == "合計")
    assert (total[5], total[8]) == (0, "同額")


def test_the_json_has_lines_totals_and_pairs(plan: Path, tmp_path: Path) -> None:
    found = tmp_path / "予算.json"
    assert main(["budget", str(plan), "--json", str(found)]) == 0
    document = json.loads(found.read_text("utf-8"))
    assert (document["old"]["total"], document["new"]["total"]) == (1290, 160)
    assert [line["cell"] for line in document["new"]["lines"]] == ["E2", "E3"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["予算.json", "計画.xlsx"]


def test_the_same_input_gives_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        book(Request(plan, out=tmp_path / name))
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()


def test_sums_of_all_kinds_count_once(shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "予算.xlsx"
    budget(Request(shared / "data" / "cases" / "reading" / "f05_subtotal_names.xlsx", out=out))
    sheet = rows(out, "予算対照表")
    assert next(row for row in sheet if row[0] == "合計")[2:6] == [200, None, 180, 20]
    assert "注：令和6年度の小計・合計などの行（4行）は、予算額に数えていません。" in [row[0] for row in sheet]


def test_an_amount_that_is_an_error_is_refused_with_its_cell(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(shared / "data" / "cases" / "reading" / "f04_error_amount.xlsx")
    for command in ("budget", "book"):
        assert main([command, plan, "-o", str(tmp_path / "予算.xlsx")]) == 2
        assert "令和6年度!E2: 計算結果がエラー（#REF!）のため、予算の合計を出せません" in capsys.readouterr().err
    assert main(["compare", plan, "-o", str(tmp_path / "対照表.xlsx")]) == 0


def test_a_formula_without_a_result_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "計画.xlsx"
    made = openpyxl.Workbook()
    made.remove(made.active)
    for tab in ("令和3年度", "令和2年度"):
        page = made.create_sheet(tab)
        for row in (HEADER, *OLD):
            page.append(row)
        page["F2"] = "=100+150"
    made.save(path)
    assert main(["budget", str(path), "-o", str(tmp_path / "予算.xlsx")]) == 2
    assert "!F2: 数式の計算結果がブックに保存されていないため" in capsys.readouterr().err


def test_an_item_that_is_an_error_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "計画.xlsx"
    made = Workbook(path)
    for tab in ("令和3年度", "令和2年度"):
        page = made.add_worksheet(tab)
        for r, row in enumerate((HEADER, *OLD)):
            page.write_row(r, 0, row)
        page.write_formula("D3", "=#REF!", None, "#REF!")
    made.close()
    for command in (["compare", str(path)], ["book", str(path)], ["progress", str(path), "--year", "令和3年度"]):
        assert main([*command, "-o", str(tmp_path / "結果.xlsx")]) == 2
        assert "令和3年度!D3: 計算結果がエラー（#REF!）のため、計画を読めません" in capsys.readouterr().err
    assert main(["budget", str(path), "-o", str(tmp_path / "予算.xlsx")]) == 0
