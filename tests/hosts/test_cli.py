"""The command line, through `main`: what it takes, what it answers with, and where it says so."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest

from xlcompare import __version__
from xlcompare.hosts.cli import main
from xlcompare.hosts.parser import build_parser

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks"
SAMPLE, OUTLINE = WORKBOOKS / "見本支部_事業計画.xlsx", WORKBOOKS / "見本支部_事業計画_箇条書き.xlsx"
OLD, NEW = "令和4年度", "令和5年度"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample book in an empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(SAMPLE, tmp_path / "岡山支部.xlsx"))


def answer(arguments: list[str], captured: Captured) -> tuple[int, list[str], list[str]]:
    """Exit status and the lines on stdout and stderr."""
    captured.readouterr()
    try:
        status = main(arguments)
    except SystemExit as ended:  # argparse's own way out
        status = int(str(ended.code))
    out, err = captured.readouterr()
    return status, out.splitlines(), err.splitlines()


def parsers(parser: argparse.ArgumentParser, *words: str) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Those that run something, each with the words that lead to it."""
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in inner:
        for name, below in action.choices.items():
            yield from parsers(below, *words, name)
    if not inner:
        yield words, parser


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# ── compare ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_compare_names_its_result_after_the_book_and_says_what_it_compared(book: Path, capsys: Captured) -> None:
    status, out, err = answer(["compare", "岡山支部.xlsx"], capsys)
    assert (status, err) == (0, [])
    assert out[0] == "作成しました：岡山支部_新旧対照表.xlsx"
    assert re.fullmatch(r"新：令和5年度（\d+項目）　旧：令和4年度（\d+項目）", out[1])
    assert out[2].startswith("令和5年度：分野はA列、項目はB列、")
    assert out[2].endswith("予算額はI列（千円）を読みました。")
    assert out[3].startswith("令和4年度：分野はA列、")
    assert re.fullmatch(
        r"確かめていただきたい対応が\d+件あります。シート「対応確認」の色の付いた行をご覧ください。", out[4]
    )
    assert files(book.parent) == {book.name, "岡山支部_新旧対照表.xlsx"}
    assert openpyxl.load_workbook("岡山支部_新旧対照表.xlsx").sheetnames == ["新旧対照表", "対応確認", "対照表の設定"]


@pytest.mark.parametrize("option", ["-o", "--out"])
def test_out_names_the_workbook(book: Path, capsys: Captured, option: str) -> None:
    status, out, _ = answer(["compare", str(book), option, "結果.xlsx"], capsys)
    assert (status, out[0]) == (0, "作成しました：結果.xlsx")
    assert files(book.parent) == {book.name, "結果.xlsx"}


def test_json_alone_makes_no_workbook(book: Path, capsys: Captured) -> None:
    status, out, err = answer(["compare", str(book), "--json", "結果.json"], capsys)
    assert (status, err, out[0], len(out)) == (0, [], "作成しました：結果.json", 4)
    assert files(book.parent) == {book.name, "結果.json"}
    result = json.loads(Path("結果.json").read_bytes())
    assert (result["old"]["tab"], result["new"]["tab"], result["new"]["year"]) == (OLD, NEW, 2023)


def test_json_and_workbook_are_made_in_one_go(book: Path, capsys: Captured) -> None:
    status, out, _ = answer(["compare", str(book), "-o", "結果.xlsx", "--json", "結果.json"], capsys)
    assert (status, out[:2]) == (0, ["作成しました：結果.xlsx", "作成しました：結果.json"])
    assert files(book.parent) == {book.name, "結果.xlsx", "結果.json"}


def test_old_and_new_name_the_tabs_the_other_way_round_if_so_wished(book: Path, capsys: Captured) -> None:
    status, out, _ = answer(["compare", str(book), "--old", NEW, "--new", OLD, "--json", "a.json"], capsys)
    assert (status, out[1].startswith("新：令和4年度（")) == (0, True)


def test_the_old_year_may_be_in_another_book(book: Path, capsys: Captured) -> None:
    before = book.with_name("前年度.xlsx")
    for path, tab in ((book, OLD), (before, NEW)):
        opened = openpyxl.load_workbook(SAMPLE)
        del opened[tab]
        opened.save(path)
    status, out, err = answer(["compare", str(book), str(before), "--json", "a.json"], capsys)
    assert (status, err) == (0, [])
    result = json.loads(Path("a.json").read_bytes())
    assert [result[side]["book"] for side in ("old", "new")] == ["前年度.xlsx", "岡山支部.xlsx"]
    assert out[1].startswith("新：令和5年度（")


def test_a_style_can_be_chosen(book: Path, capsys: Captured) -> None:
    for style, omitted in (("ministry", True), ("branch", False)):
        assert answer(["compare", str(book), "-o", f"{style}.xlsx", "--style", style], capsys)[0] == 0
        sheet = openpyxl.load_workbook(f"{style}.xlsx").worksheets[0]
        assert ("（略）" in {cell.value for cell in sheet["B"]}) is omitted


def test_decisions_and_settings_come_from_the_files_named(book: Path, capsys: Captured) -> None:
    assert answer(["compare", str(book), "-o", "直す.xlsx"], capsys)[0] == 0
    opened = openpyxl.load_workbook("直す.xlsx")
    review = opened["対応確認"]
    row = next(row for row in range(4, review.max_row) if review.cell(row, 2).value == "変更")
    review.cell(row, 10).value = "対応しない"
    opened.save("直す.xlsx")
    Path("設定.txt").write_text("用紙 = A3横\n", encoding="utf-8")
    arguments = ["compare", str(book), "-o", "結果.xlsx", "--decisions", "直す.xlsx", "--settings", "設定.txt"]
    status, out, err = answer(arguments, capsys)
    assert (status, err) == (0, [])
    assert out[-1] == "対応の判定1件を引き継ぎました（うち相手の項目が見つからないもの0件）。"
    assert openpyxl.load_workbook("結果.xlsx").worksheets[0].page_setup.paperSize == 8


def test_exit_code_tells_whether_anything_differs(book: Path, capsys: Captured) -> None:
    assert answer(["compare", str(book), "--json", "a.json", "--exit-code"], capsys)[0] == 1
    assert answer(["compare", str(book), "--json", "a.json"], capsys)[0] == 0
    opened = openpyxl.load_workbook(book)
    copy = opened.copy_worksheet(opened[NEW])
    copy.title = "令和6年度"
    opened.save(book)
    assert answer(["compare", str(book), "--json", "a.json", "--exit-code"], capsys)[0] == 0


def test_problems_of_the_plan_are_counted_on_stderr_and_do_no_harm(book: Path, capsys: Captured) -> None:
    opened = openpyxl.load_workbook(book)
    opened[NEW]["D8"] = "なぞの区分"
    opened.save(book)
    status, out, err = answer(["compare", str(book)], capsys)
    assert (status, out[0]) == (0, "作成しました：" + str(book.with_name("岡山支部_新旧対照表.xlsx")))
    assert len(err) == 1
    assert "確認していただきたい点が1件" in err[0]


# ── check ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_check_lists_each_problem_with_its_cell_and_ends_with_1(book: Path, capsys: Captured) -> None:
    opened = openpyxl.load_workbook(book)
    opened[NEW]["D8"] = "なぞの区分"
    opened[OLD]["I7"] = "約9千円"
    opened.save(book)
    status, out, err = answer(["check", str(book)], capsys)
    assert (status, err) == (1, [])
    assert out[-1] == f"確認事項：{len(out) - 3}件", "two lines say what was read"
    assert any(line.startswith("岡山支部.xlsx 令和5年度!D8: 区分「なぞの区分」") for line in out)
    assert any(line.startswith("岡山支部.xlsx 令和4年度!I7: 予算額「約9千円」") for line in out)


@pytest.mark.parametrize("plan", [SAMPLE, OUTLINE])
def test_check_finds_nothing_in_the_sample(plan: Path, capsys: Captured) -> None:
    status, (new, old, last), err = answer(["check", str(plan)], capsys)
    assert (status, last, err) == (0, f"{plan.name}：確認事項はありません。", [])
    assert new.startswith("令和5年度：分野はA列、")
    assert old.startswith("令和4年度：分野はA列、")


def test_check_remarks_on_a_book_of_one_year(book: Path, capsys: Captured) -> None:
    opened = openpyxl.load_workbook(book)
    del opened[OLD]
    opened.save(book)
    status, out, _ = answer(["check", str(book)], capsys)
    assert status == 0, "a remark: progress and distribute work"
    assert "年度のシートは「令和5年度」だけです" in out[1]


# ── demo ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_demo_makes_the_samples_workbooks_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = answer(["demo"], capsys)
    assert (status, err) == (0, [])
    made = {"見本支部_新旧対照表.xlsx", "見本支部_新旧対照表.json", "見本支部_進捗管理表.xlsx"}
    assert files(tmp_path / "out") == made
    assert any(line.startswith("作成しました：") for line in out)
    assert answer(["demo", "-o", "別の/場所"], capsys)[0] == 0
    assert files(tmp_path / "別の" / "場所") == made


def test_demo_says_when_it_cannot_make_its_folder(book: Path, capsys: Captured) -> None:
    status, out, err = answer(["demo", "-o", str(book)], capsys)
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith("岡山支部.xlsx: 保存できません")


# ── help and wrong arguments ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [[], ["compare"], ["check"], ["demo"]])
def test_help_is_in_japanese_on_stdout(command: list[str], option: str, capsys: Captured) -> None:
    status, out, err = answer([*command, option], capsys)
    assert (status, err) == (0, [])
    assert out[0].startswith(" ".join(["使い方: xlcompare", *command]))
    assert {"引数:", "オプション:"} & set(out)
    for line in out:
        assert not re.search(r"usage|optional|positional|show this|show program", line)


def test_help_names_every_command_and_option() -> None:
    text = build_parser().format_help()
    for command in ("compare", "check", "demo", "--version"):
        assert command in text


def test_the_version_is_told(capsys: Captured) -> None:
    assert answer(["--version"], capsys) == (0, [f"xlcompare {__version__}"], [])


WRONG = {
    "no_command": ([], "コマンド を指定してください。「xlcompare -h」"),
    "an_unknown_command": (["merge"], "コマンド「merge」はありません。「xlcompare -h」"),
    "no_book": (["compare"], "BOOK を指定してください。「xlcompare compare -h」"),
    "a_book_too_many": (["compare", "a", "b", "c"], "「c」は指定できません。"),
    "an_unknown_style": (["compare", "a", "--style", "x"], "--style の値は「x」でなく"),
    "a_missing_value": (["compare", "a", "--old"], "--old の値がありません。"),
    "an_unneeded_value": (["compare", "a", "--exit-code=1"], "--exit-code に値「1」は付けられません。"),
    "half_an_option": (["compare", "a", "--s", "x"], "「--s」だけでは決まりません"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_wrong_arguments_are_told_in_one_japanese_line_with_status_2(
    arguments: list[str], said: str, capsys: Captured
) -> None:
    status, out, err = answer(arguments, capsys)
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith(said)
    assert err[0].endswith("で使い方を確認してください。")


def test_an_error_is_one_line_on_stderr_with_status_2(book: Path, capsys: Captured) -> None:
    for command in ("compare", "check"):
        status, out, err = answer([command, "ない.xlsx"], capsys)
        assert (status, out) == (2, [])
        assert err == ["ない.xlsx: ファイルが見つかりません。ファイル名と場所を確認してください。"]
    assert files(book.parent) == {book.name}


def test_ctrl_c_ends_with_a_word_and_nothing_written(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    import xlcompare.jobs.comparing

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(xlcompare.jobs.comparing, "book_at", interrupted)
    assert answer(["compare", str(book)], capsys) == (2, [], ["中止しました。何も書き込んでいません。"])
    assert files(book.parent) == {book.name}


def test_every_command_names_a_function_that_exists() -> None:
    commands = {" ".join(words): parser for words, parser in parsers(build_parser())}
    assert {"compare", "progress", "addin install", "template check", "demo"} <= commands.keys()
    for name, parser in commands.items():
        module, function = parser.get_default("run")
        assert callable(getattr(import_module(f"xlcompare.hosts.{module}"), function)), name
