"""Plans with struck-through words: what is read of them, and how a person is told."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xlcompare import words
from xlcompare.hosts.cli import main
from xlcompare.reading.checks import checked
from xlcompare.reading.from_file import open_book, read_grids
from xlcompare.reading.grid import Area, Grid, Struck
from xlcompare.reading.revisions import revisions_in

HEADER = ("分野", "内容", "方法", "予算取組", "予算額（千円）")


def told(*struck: tuple[int, int]) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    rows = (HEADER, ("基盤", "・勧奨を行う", 0.655, "印刷", 100), ("", None, "", None, None))
    read = checked(Grid("計画.xlsx", "R6", rows, formats={(1, 2): "0.0%", (2, 4): "#,##0"},
                        struck={place: Struck((1000,), 1000, 1000) for place in struck}))  # fmt: skip
    return [(problem.cell, problem.message) for problem in read.problems], read.told


def test_a_number_in_a_text_column_is_read_as_it_is_shown() -> None:
    rows = (HEADER, ("基盤", "・勧奨を行う", 0.655))
    read = checked(Grid("計画.xlsx", "R6", rows, formats={(1, 2): "0.0%"}))
    assert [item.method for item in read.plan.items if item.method] == ["65.5%"]


def test_a_number_in_a_merged_range_is_shown_alike_in_all_its_rows() -> None:
    rows = (HEADER, ("基盤", "・勧奨を行う", 0.655), ("", "・電話をする", None))
    read = checked(Grid("計画.xlsx", "R6", rows, merged=(Area(1, 2, 2, 2),), formats={(1, 2): "0.0%"}))
    assert [item.method for item in read.plan.items if item.method] == ["65.5%", "65.5%"]


def test_a_struck_cell_is_named_with_its_words() -> None:
    problems, sentences = told((2, 4))
    assert problems == [
        ("E3", "取り消し線の付いた「1,000」は、ないものとして読みました。要るものなら取り消し線を外してください。")
    ]
    assert sentences == ("R6: 取り消し線の付いた文字は、ないものとして読みました（E3）。",)


def test_without_struck_words_nothing_is_said() -> None:
    assert told() == ([], ())


def test_of_many_cells_five_are_named_in_the_sentence() -> None:
    five, six = (tuple((2, column) for column in range(count)) for count in (5, 6))
    assert told(*five)[1][0].endswith("（A3、B3、C3、D3、E3）。")
    assert told(*six)[1][0].endswith("（A3、B3、C3、D3、E3ほか1か所）。")


def test_a_struck_budget_line_is_no_line() -> None:
    rows = (HEADER, ("基盤", "・勧奨を行う", "", "印刷", 100), ("", "", "", None, None))
    assert len(checked(Grid("計画.xlsx", "R6", rows)).plan.budget) == 1


def case(shared: Path, name: str) -> str:
    return str(shared / "data" / "cases" / "reading" / f"{name}.xlsx")


def test_compare_and_budget_say_what_they_left_out(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = case(shared, "f01_strikethrough_cell_and_run")
    assert main(["budget", book, "-o", str(tmp_path / "out.xlsx")]) == 0
    said = capsys.readouterr()
    assert "予算額：新 100千円　旧 300千円" in said.out
    assert "令和6年度: 取り消し線の付いた文字は、ないものとして読みました（C2、C3、F3、G3）。" in said.err


def test_check_names_every_struck_cell(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", case(shared, "f01_strikethrough_cell_and_run")]) == 1
    said = capsys.readouterr().out
    assert [cell in said for cell in ("!C2: ", "!C3: ", "!F3: ", "!G3: ")] == [True] * 4


def test_a_target_is_read_without_its_struck_figure(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "progress.xlsx"
    assert main(["progress", case(shared, "f01b_strikethrough_kpi_target"), "-o", str(out)]) == 0
    assert "取り消し線" in capsys.readouterr().err
    assert main(["judge", str(out)]) == 0
    assert "6065" not in capsys.readouterr().out


# ── a tab compared with itself ───────────────────────────────────────────────────────────────────────────────────────


def texts_of(out: Path, year: str) -> list[str]:
    found: dict[str, dict[str, list[dict[str, str]]]] = json.loads(out.read_text(encoding="utf-8"))
    return [item["text"] for item in found[year]["items"]]


def test_a_tab_is_compared_before_and_after_its_revision(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, book = tmp_path / "out.json", case(shared, "f01_strikethrough_cell_and_run")
    assert main(["compare", book, "--revisions", "令和6年度", "--json", str(out)]) == 0
    assert texts_of(out, "old")[2:] == ["受診率を60％以上とする。", "窓口を月1回開設する。", "電話相談を行う。"]
    assert texts_of(out, "new")[2:] == ["受診率を65％以上とする。", "電話相談を行う。"]
    said = capsys.readouterr()
    assert "新：令和6年度・見え消し後（4項目）　旧：令和6年度・見え消し前（5項目）" in said.out
    assert said.err == ""


def test_where_colours_do_not_tell_the_state_before_has_all_words(tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    with xlsxwriter.Workbook(path) as book:
        tab = book.add_worksheet("R6")
        tab.write_row(0, 0, HEADER[:2])
        tab.write_row(1, 0, ["基盤", "x"])
        tab.write_rich_string(1, 1, "・受診率を", book.add_format({"font_strikeout": True}), "60", "65％とする")
    old, new = revisions_in(open_book(path), "R6")
    assert (old.plan.items[-1].text, new.plan.items[-1].text) == ("・受診率を6065％とする", "・受診率を65％とする")


def revised_tab(path: Path, rows: int) -> Path:
    """A tab with a struck figure and a red one beside it, red words, a red row, a blue word, and plain `rows`."""
    with xlsxwriter.Workbook(path) as book:
        tab = book.add_worksheet("R6")
        struck = book.add_format({"font_strikeout": True, "font_color": "red"})
        red, blue = book.add_format({"font_color": "red"}), book.add_format({"font_color": "blue"})
        tab.write_row(0, 0, HEADER, red)
        tab.write_row(1, 0, ["基盤", "x"])
        tab.write_rich_string(1, 1, "・受診率を", struck, "60", red, "65", "％とする")
        tab.write_rich_string(2, 1, "・窓口を", red, "週2回", "開く")
        tab.write_rich_string(3, 1, "・電話は", blue, "必ず", "取る")
        tab.write_row(4, 1, ["・新しい取組", "通年", "印刷", 50], red)
        for row in range(5, 5 + rows):
            tab.write_row(row, 1, [f"・前からの取組{row}", "通年"])
    return path


def test_words_and_rows_that_look_like_those_beside_struck_words_were_not_there_before(tmp_path: Path) -> None:
    old, new = revisions_in(open_book(revised_tab(tmp_path / "計画.xlsx", 3)), "R6")
    before, after = ([item.text for item in state.plan.items[1:4]] for state in (old, new))
    assert before == ["・受診率を60％とする", "・窓口を開く", "・電話は必ず取る"]
    assert after == ["・受診率を65％とする", "・窓口を週2回開く", "・電話は必ず取る"]
    assert (len(new.plan.items) - len(old.plan.items), len(old.plan.budget), len(new.plan.budget)) == (1, 0, 1)


def test_a_colour_that_most_of_a_tab_has_marks_only_what_stands_beside_struck_words(tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    with xlsxwriter.Workbook(path) as book:
        tab = book.add_worksheet("R6")
        struck, red = (
            book.add_format({name: value}) for name, value in (("font_strikeout", True), ("font_color", "red"))
        )
        tab.write_row(0, 0, HEADER[:2])
        tab.write_rich_string(1, 1, "・受診率を", struck, "60", red, "65", "％とする")
        tab.write_column(2, 1, ["・窓口", "・電話"], red)
    old, _ = revisions_in(open_book(path), "R6")
    assert [item.text for item in old.plan.items] == ["・受診率を60％とする", "・窓口", "・電話"]


def test_the_heads_of_the_sheets_say_which_state_is_which(shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    book = case(shared, "f01_strikethrough_cell_and_run")
    assert main(["book", book, "--revisions", "令和6年度", "-o", str(out)]) == 0
    said = {str(value) for grid in read_grids(out) for row in grid.rows[:6] for value in row}
    assert {"新（令和6年度・見え消し後）", "旧（令和6年度・見え消し前）"} <= said
    assert any("令和6年度・見え消し後" in value and "予算" in value for value in said)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--revisions", "令和5年度"], "取り消し線の付いた文字がない"),
        (["--revisions", "令和6年度", "--old", "令和5年度"], "一緒には指定できません"),
    ],
)
def test_a_tab_without_struck_words_and_other_tabs_beside_it_are_refused(
    shared: Path, more: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", case(shared, "f01_strikethrough_cell_and_run"), *more]) == 2
    assert sentence in capsys.readouterr().err


def test_a_struck_setting_is_none_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, out = tmp_path / "計画.xlsx", tmp_path / "結果.xlsx"
    with xlsxwriter.Workbook(book) as made:
        for tab in ("令和6年度", "令和5年度"):
            made.add_worksheet(tab).write_column(0, 0, ["内容", "・勧奨を行う"])
    assert main(["compare", str(book), "-o", str(out)]) == 0
    filled = openpyxl.load_workbook(out)
    rows = [row for row in filled[words.SETTINGS_SHEET].iter_rows() if row[0].value == "様式"]
    rows[0][1].value = "省庁"
    rows[0][1].font = openpyxl.styles.Font(strike=True)
    filled.save(out)
    capsys.readouterr()
    assert main(["compare", str(book), "-o", str(out)]) == 0
    assert f"{words.SETTINGS_SHEET}: 取り消し線の付いた文字は" in capsys.readouterr().err
    kept = next(row for row in openpyxl.load_workbook(out)[words.SETTINGS_SHEET].iter_rows() if row[0].value == "様式")
    assert kept[1].value != "省庁"
