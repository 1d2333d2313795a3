"""Books of one year, two versions of one year, and years that nobody sees: what every command says of them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from xlcompare.hosts.cli import main

HEAD = ("分野", "項目", "内容", "予算取組", "予算額（千円）")


def book(folder: Path, *tabs: str, hidden: str = "") -> str:
    made = openpyxl.Workbook()
    del made["Sheet"]
    for number, tab in enumerate(tabs):
        sheet = made.create_sheet(tab)
        for row in (HEAD, ("基盤", "健診", f"受診勧奨を年{number + 2}回行う。", "チラシ", 100 + number)):
            sheet.append(row)
        if tab == hidden:
            sheet.sheet_state = "veryHidden"
    made.save(path := folder / "計画.xlsx")
    return str(path)


def test_one_year_alone_is_a_remark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", book(tmp_path, "令和6年度")]) == 0
    assert "年度のシートは「令和6年度」だけです。進捗管理表と配布には使えます" in capsys.readouterr().out


def test_no_year_at_all_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", book(tmp_path, "メモ")]) == 1
    assert "年度のシートがありません" in capsys.readouterr().out


def test_two_versions_are_compared_and_called_by_their_tabs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path, "令和6年度（変更後）", "令和6年度（変更前）")
    assert main(["check", path]) == 0
    assert "「令和6年度（変更後）」（新）を「令和6年度（変更前）」（旧）と比べます" in capsys.readouterr().out
    out, result = tmp_path / "対照表.xlsx", tmp_path / "r.json"
    assert main(["book", path, "-o", str(out)]) == 0
    made = openpyxl.load_workbook(out)
    heads = [cell.value for row in made["新旧対照表"].iter_rows(max_row=4) for cell in row]
    assert "新（令和6年度（変更後））" in heads
    assert "旧（令和6年度（変更前））" in heads
    money = [cell.value for row in made["予算対照表"].iter_rows(max_row=4) for cell in row]
    assert "取組（令和6年度（変更前））" in money
    assert main(["compare", path, "--json", str(result)]) == 0
    told = json.loads(result.read_text(encoding="utf-8"))
    assert (told["old"]["tab"], told["new"]["tab"]) == ("令和6年度（変更前）", "令和6年度（変更後）")


def test_a_hidden_later_year_is_told_and_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path, "令和5年度", "令和6年度", "令和7年度", hidden="令和7年度")
    assert main(["check", path]) == 0
    assert "令和7年度: 非表示のシートなので、自動では使いません" in capsys.readouterr().out
    for command in (["compare", path], ["progress", path]):
        assert main([*command, "-o", str(tmp_path / f"{command[0]}.xlsx")]) == 0
        said = capsys.readouterr()
        assert "非表示のシート「令和7年度」は使っていません" in said.out + said.err
        assert "令和6年度：分野はA列" in said.out
    assert main(["compare", path, "--new", "令和7年度", "-o", str(tmp_path / "next.xlsx")]) == 0
    said = capsys.readouterr()
    assert "新：令和7年度" in said.out
    assert "非表示" not in said.out + said.err


@pytest.mark.parametrize(("value", "unit"), [("現計予算", "いずれも現計予算）"), ("書かない", "（単位：千円、％）")])
def test_the_kind_of_budget_is_a_setting(tmp_path: Path, value: str, unit: str) -> None:
    (settings := tmp_path / "s.txt").write_text(f"予算の種類 = {value}\n", encoding="utf-8")
    out = tmp_path / "予算.xlsx"
    path = book(tmp_path, "令和5年度", "令和6年度")
    assert main(["budget", path, "--settings", str(settings), "-o", str(out)]) == 0
    texts = [cell.value for row in openpyxl.load_workbook(out)["予算対照表"].iter_rows(max_row=3) for cell in row]
    assert any(str(text).endswith(unit) for text in texts)
