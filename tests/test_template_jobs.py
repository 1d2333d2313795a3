"""The house style through the command: `--template`, an edited standard template, `template export` and `check`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook

from xlcompare.hosts.cli import main
from xlcompare.hosts.messages import SHOWN_PROBLEMS
from xlcompare.jobs import template as jobs
from xlcompare.template import STANDARD

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "templates" / "standard.xlsx"
SAMPLE = ROOT / "workbooks" / "見本支部_事業計画.xlsx"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample book in an empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(SAMPLE, tmp_path / "計画.xlsx"))


def answer(captured: Captured, *arguments: object) -> tuple[int, list[str], list[str]]:
    """Exit status and the lines on stdout and stderr."""
    captured.readouterr()
    status = main([str(argument) for argument in arguments])
    out, err = captured.readouterr()
    return status, out.splitlines(), err.splitlines()


def edited(path: Path, how: Callable[[dict[str, Any], Workbook], object]) -> Path:
    """The standard template after `how` (its styles by name, the book), at `path`; its cells follow the styles."""
    book = openpyxl.load_workbook(FILE)
    styles = {style.name: style for style in book._named_styles}  # type: ignore[attr-defined]
    how(styles, book)
    for page in book.worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row if cell.style in STANDARD.styles):
            cell.style = cell.style
    book.save(path)
    return path


def restyle(styles: dict[str, Any], book: Workbook) -> None:
    styles["対照表 見出し行"].font = Font(name="メイリオ", sz=13, b=True, color="FFFFFFFF")
    styles["対照表 見出し行"].fill = PatternFill("solid", fgColor="FF1F3864")
    styles["対照表 本文"].border = Border(bottom=Side("medium", color="FF1F3864"))
    styles["対照表 項目"].font = Font(name="メイリオ", sz=10, b=True, i=True)
    styles["予算 金額"].number_format = "#,##0;[Red]-#,##0"
    styles["予算 グラフ 新年度"].fill = PatternFill("solid", fgColor="FF1F3864")
    styles["確認 見出し行"].fill = PatternFill("solid", fgColor="FF00B050")
    book["新旧対照表"].column_dimensions["A"].width = 30
    book["予算対照表"].page_setup.paperSize = 8
    book["対応確認"].column_dimensions["E"].width = 60
    book["対照表の設定"].oddFooter.center.text = "本部"


@pytest.fixture
def house(plan: Path) -> Path:
    return edited(plan.with_name("本部.xlsx"), restyle)


def rgb(color: Any) -> str:
    return str(color.rgb)[2:]


# ── --template ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_template_decides_how_the_sheets_look(plan: Path, house: Path, capsys: Captured) -> None:
    status, _, err = answer(capsys, "book", plan, "-o", "a.xlsx", "--template", house)
    assert (status, err) == (0, [])
    book = openpyxl.load_workbook("a.xlsx")
    sheet, budget, review = book["新旧対照表"], book["予算対照表"], book["対応確認"]
    header = sheet["B3"]
    assert (header.font.name, header.font.sz, rgb(header.font.color)) == ("メイリオ", 13, "FFFFFF")
    assert (rgb(header.fill.fgColor), rgb(review["A3"].fill.fgColor)) == ("1F3864", "00B050")
    item = next(c for c in sheet["B"] if isinstance(c.value, str) and c.value.startswith("○"))
    assert (item.border.bottom.style, rgb(item.border.bottom.color), item.border.left.style) == (
        "medium",
        "1F3864",
        None,
    )
    heading = next(c for c in sheet["B"] if c.value == "①健全な財政運営")
    assert (heading.font.b, heading.font.i) == (True, True)
    assert (
        sheet.column_dimensions["A"].width
        > 1.5 * openpyxl.load_workbook(FILE)["新旧対照表"].column_dimensions["A"].width
    )
    assert "#,##0;[Red]-#,##0" in {c.number_format for c in budget["C"]}
    assert (sheet.page_setup.paperSize, budget.page_setup.paperSize) == (9, 8)
    assert review.column_dimensions["E"].width == 60
    assert book["対照表の設定"].oddFooter.center.text == "本部"


def test_the_bars_of_a_chart_have_the_templates_fill(plan: Path, house: Path, capsys: Captured) -> None:
    assert answer(capsys, "budget", plan, "-o", "a.xlsx", "--template", house)[0] == 0
    (chart, _) = openpyxl.load_workbook("a.xlsx")["予算の動き"]._charts  # type: ignore[attr-defined]
    fills = [series.graphicalProperties.solidFill.srgbClr for series in chart.series]
    assert fills == ["1F3864", "D9D9D9"]


def test_what_a_person_chose_outweighs_the_template(plan: Path, house: Path, capsys: Captured) -> None:
    Path("設定.txt").write_text("フォント = 游明朝\n文字の大きさ = 12\n用紙 = A4横\n負の数 = ▲\n", encoding="utf-8")
    arguments = ("book", plan, "-o", "a.xlsx", "--template", house, "--settings", "設定.txt")
    assert answer(capsys, *arguments)[0] == 0
    book = openpyxl.load_workbook("a.xlsx")
    header = book["新旧対照表"]["B3"]
    assert (header.font.name, header.font.sz, rgb(header.fill.fgColor)) == ("游明朝", 15, "1F3864")
    assert book["予算対照表"].page_setup.paperSize == 9
    assert '#,##0;[Red]"▲"#,##0' in {c.number_format for c in book["予算対照表"]["C"]}


def test_sheets_in_the_plan_book_follow_the_template_too(plan: Path, house: Path, capsys: Captured) -> None:
    assert answer(capsys, "compare", plan, "--into", "--template", house)[::2] == (0, [])
    header = openpyxl.load_workbook(plan)["新旧対照表"]["B3"]
    assert (header.font.name, rgb(header.fill.fgColor)) == ("メイリオ", "1F3864")


def test_the_delivered_template_changes_nothing(plan: Path, capsys: Captured) -> None:
    assert answer(capsys, "book", plan, "-o", "a.xlsx")[0] == 0
    assert answer(capsys, "book", plan, "-o", "b.xlsx", "--template", FILE)[::2] == (0, [])
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()


def test_an_edited_standard_template_counts_without_being_named(
    plan: Path, house: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "standard_file", lambda: house)
    assert answer(capsys, "compare", plan, "-o", "a.xlsx")[::2] == (0, [])
    assert openpyxl.load_workbook("a.xlsx")["新旧対照表"]["B3"].font.name == "メイリオ"


def test_without_the_standard_template_the_delivered_looks_count(
    plan: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "standard_file", lambda: None)
    assert answer(capsys, "compare", plan, "-o", "a.xlsx")[::2] == (0, [])
    status, _, err = answer(capsys, "template", "export", "写し.xlsx")
    assert (status, len(err)) == (2, 1)
    assert err[0].startswith("standard.xlsx: 標準のテンプレートが")


def test_what_a_template_lacks_is_told_and_the_work_goes_on(plan: Path, capsys: Captured) -> None:
    def spoil(styles: dict[str, Any], book: Workbook) -> None:
        del book["予算対照表"], book["予算の動き"]

    template = edited(plan.with_name("古い.xlsx"), spoil)
    status, out, err = answer(capsys, "compare", plan, "-o", "a.xlsx", "--template", template)
    assert (status, out[0]) == (0, "作成しました：a.xlsx")
    assert err == [
        f"古い.xlsx: シート「{name}」がないため、列の幅と用紙は標準のものを使います。"
        for name in ("予算対照表", "予算の動き")
    ]


def test_of_many_problems_some_are_told_and_the_rest_counted(plan: Path, capsys: Captured) -> None:
    def spoil(styles: dict[str, Any], book: Workbook) -> None:
        for name in ("対照表 本文", "対照表 項目", "対照表 分野", "予算 取組"):
            styles[name].font = Font(name="ＭＳ 明朝", sz=99, strike=True)

    template = edited(plan.with_name("本部.xlsx"), spoil)
    status, _, err = answer(capsys, "compare", plan, "-o", "a.xlsx", "--template", template)
    assert (status, len(err)) == (0, SHOWN_PROBLEMS + 1)
    assert err[-1] == "本部.xlsx: ほかに3件あります（コマンド xlcompare template check で一覧を表示します）。"


@pytest.mark.parametrize("name", ["計画.xlsx", "ない.xlsx", "設定.txt", "."])
def test_what_is_no_template_is_refused_before_anything_is_written(plan: Path, capsys: Captured, name: str) -> None:
    Path("設定.txt").write_text("用紙 = A3横\n", encoding="utf-8")
    before = sorted(plan.parent.iterdir())
    for arguments in (("compare", plan, "-o", "a.xlsx", "--template", name), ("template", "check", name)):
        status, out, err = answer(capsys, *arguments)
        assert (status, out, len(err)) == (2, [], 1)
    assert sorted(plan.parent.iterdir()) == before


def test_a_template_is_not_overwritten_by_a_result(plan: Path, house: Path, capsys: Captured) -> None:
    before = house.read_bytes()
    assert answer(capsys, "compare", plan, "-o", house, "--template", house)[0] == 2
    assert house.read_bytes() == before


# ── template check ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_check_finds_nothing_in_the_standard_template(capsys: Captured) -> None:
    status, out, err = answer(capsys, "template", "check", FILE)
    assert (status, err) == (0, [])
    assert out == [
        f"standard.xlsx：確認事項はありません（スタイル{len(STANDARD.styles)}個、シート{len(STANDARD.pages)}枚）。"
    ]


def test_check_lists_all_that_is_odd_and_ends_with_1(plan: Path, capsys: Captured) -> None:
    def spoil(styles: dict[str, Any], book: Workbook) -> None:
        styles["対照表 本文"].font = Font(name="ＭＳ 明朝", sz=10, strike=True)
        book["新旧対照表"].page_setup.paperSize = 12

    status, out, err = answer(capsys, "template", "check", edited(plan.with_name("本部.xlsx"), spoil))
    assert (status, err) == (1, [])
    assert out == [
        "本部.xlsx: スタイル「対照表 本文」の取り消し線は、作る表では使えません。",
        "本部.xlsx: シート「新旧対照表」の用紙のサイズ（A4とA3のほか）は、使えないため標準のものにします。",
        "確認事項：2件",
    ]


# ── template export ────────────────────────────────────────────────────────────────────────────────────────────────


def test_export_writes_a_copy_that_can_be_used(plan: Path, capsys: Captured) -> None:
    assert answer(capsys, "template", "export", "本部.xlsx") == (0, ["作成しました：本部.xlsx"], [])
    assert Path("本部.xlsx").read_bytes() == FILE.read_bytes()
    assert answer(capsys, "template", "export", "本部.xlsx") == (0, ["作成しました：本部.xlsx"], [])
    assert answer(capsys, "template", "check", "本部.xlsx")[0] == 0


def test_export_keeps_an_edited_template_beside_the_new_one(house: Path, capsys: Captured) -> None:
    before = house.read_bytes()
    status, out, err = answer(capsys, "template", "export", house)
    backup = house.with_name("本部.bak.xlsx")
    assert (status, out, err) == (0, [f"前のテンプレートは {backup} に残しました。", f"作成しました：{house}"], [])
    assert (house.read_bytes(), backup.read_bytes()) == (FILE.read_bytes(), before)


def test_export_replaces_nothing_but_templates(plan: Path, capsys: Captured) -> None:
    before = plan.read_bytes()
    status, out, err = answer(capsys, "template", "export", plan)
    assert (status, out, len(err)) == (2, [], 1)
    assert "xlcompare が作ったものではないファイルがあります" in err[0]
    assert plan.read_bytes() == before


@pytest.mark.parametrize("name", ["本部.txt", "本部", "ない/本部.xlsx"])
def test_export_says_where_it_cannot_write(plan: Path, capsys: Captured, name: str) -> None:
    status, out, err = answer(capsys, "template", "export", name)
    assert (status, out, len(err)) == (2, [], 1)
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]
