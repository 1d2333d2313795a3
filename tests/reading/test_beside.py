"""What a tab shows beside its cells is told, because it isn't compared."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from xlcompare.hosts.cli import main
from xlcompare.reading.beside import CHART, COMMENT, LINES, PAGE, RULE, SHAPE, UNKNOWN, Beside
from xlcompare.reading.checks import beside_problems
from xlcompare.reading.from_file import open_book

from .workbooks import STRINGS, TAB, edited, replaced, written

SHEET_RELATIONS, CONTENT_TYPES = "xl/worksheets/_rels/sheet1.xml.rels", "[Content_Types].xml"
THREAD = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "岡山.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        tab = workbook.add_worksheet(TAB)
        tab.write_row(0, 0, ["分野", "内容"])
        tab.write_row(1, 0, ["基盤", "・勧奨"])
        tab.insert_textbox("D3", "重点事業\n受診率を高める")
        tab.write_comment("B2", "本部に確認中")
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": f"='{TAB}'!$B$2:$B$3"})
        chart.set_title({"name": "受診率の推移"})
        tab.insert_chart("D10", chart)
        tab.set_header('&C&"ＭＳ 明朝"&14令和3年度 案&R&P')
        tab.set_footer("&P")
        workbook.add_worksheet("令和2年度").write_row(0, 0, ["分野", "内容"])
    return path


def found(path: Path) -> set[Beside]:
    return set(open_book(path).beside(TAB))


def test_shapes_comments_titles_and_headers_are_found(book: Path) -> None:
    assert found(book) == {
        Beside(SHAPE, "D3", "重点事業\n受診率を高める"), Beside(COMMENT, "B2", "本部に確認中"),
        Beside(CHART, "D10", "受診率の推移"), Beside(PAGE, "", "令和3年度 案"),
    }  # fmt: skip
    assert open_book(book).beside("令和2年度") == ()


def test_a_thread_stands_for_the_comment_that_older_programs_show(book: Path) -> None:
    relation = f'<Relationship Id="rId99" Type="{THREAD}" Target="../threadedComments/threadedComment1.xml"/>'
    replaced(book, SHEET_RELATIONS, "</Relationships>", f"{relation}</Relationships>")
    spaces = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    said = '<threadedComment ref="B2"><text>本部の回答待ち</text></threadedComment>'
    thread = f"<ThreadedComments {spaces}>{said}</ThreadedComments>"
    edited(book, lambda _, content: content, **{"xl/threadedComments/threadedComment1.xml": thread.encode()})
    assert [each.text for each in found(book) if each.kind == COMMENT] == ["本部の回答待ち"]


def test_the_text_of_a_diagram_stands_in_a_part_of_its_own(book: Path) -> None:
    main, drawing = "http://schemas.openxmlformats.org/drawingml/2006/main", "xl/drawings/_rels/drawing1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="../diagrams/data1.xml"/>'
    replaced(book, drawing, "</Relationships>", f"{relation}</Relationships>")
    replaced(book, "xl/drawings/drawing1.xml", "<xdr:clientData/>", '<x:r xmlns:x="d" x:dm="rId9"/><xdr:clientData/>')
    data = f'<d xmlns:a="{main}"><a:p><a:r><a:t>計画→実施</a:t></a:r></a:p></d>'
    edited(book, lambda _, content: content, **{"xl/diagrams/data1.xml": data.encode()})
    assert "計画→実施" in {each.text for each in found(book)}


def test_a_rule_that_strikes_through_is_found_by_its_range(tmp_path: Path) -> None:
    path = tmp_path / "岡山.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        tab = workbook.add_worksheet(TAB)
        for cells, look in (("B2:B9", {"font_strikeout": True}), ("C2:C9", {"bold": True})):
            rule = {"type": "formula", "criteria": '=$D2="済"', "format": workbook.add_format(look)}
            tab.conditional_format(cells, rule)
    assert found(path) == {Beside(RULE, "B2:B9", "")}


def problems(*several: Beside) -> list[tuple[str, str]]:
    told = list(beside_problems("R6", several))
    assert all(problem.remark for problem in told)
    return [(problem.cell, problem.message) for problem in told]


def test_each_of_a_few_is_a_remark_with_its_first_words() -> None:
    ((cell, message),) = problems(Beside(SHAPE, "D3", "重点\n" + "長" * 60))
    assert cell == "D3"
    assert message.startswith("図形・テキストボックスに「重点 長")
    assert "長…」とありますが" in message


def test_many_of_a_kind_are_one_remark_with_their_number() -> None:
    assert len(problems(*(Beside(COMMENT, f"B{n}", "確認") for n in range(1, 6)))) == 5
    ((cell, message),) = problems(*(Beside(COMMENT, f"B{n}", "確認") for n in range(6, 0, -1)))
    assert (cell, "コメントが6か所" in message, "B1、B2" in message) == ("B1", True, True)


def test_rules_and_what_excel_does_not_say_are_told() -> None:
    assert [("B2:B9" in message, cell) for cell, message in problems(Beside(RULE, "B2:B9", ""))] == [(True, "")]
    assert "知ることができません" in problems(Beside(UNKNOWN, "", ""))[0][1]


def test_remarks_alone_are_no_reason_to_fail(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_plan = book.with_name("計画.xlsx")
    with xlsxwriter.Workbook(with_plan) as workbook:
        for tab in (TAB, "令和2年度"):
            sheet = workbook.add_worksheet(tab)
            sheet.write_row(0, 0, ["分野", "内容"])
            sheet.write_row(1, 0, ["基盤", "・勧奨"])
            sheet.write_comment("B2", "本部に確認中")
    assert main(["check", str(with_plan)]) == 0
    said = capsys.readouterr().out
    assert f"計画.xlsx {TAB}!B2: コメントに「本部に確認中」とありますが" in said


RUNS = "<r><t>○健診の推進\n</t></r><r><rPr><b/></rPr><t>・受診勧奨を行う。</t></r>"


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (RUNS, True),
        (RUNS.replace("\n", "&#10;"), True),
        (RUNS.replace("<t>○", '<t xml:space="preserve">○'), False),
        (RUNS.replace("\n", ""), False),
        (RUNS.replace("\n", "").replace("行う。", "行う。\n"), False),
        (RUNS.replace("の推進\n", "\nの推進"), False),
    ],
)
def test_line_breaks_that_excel_does_not_show_are_told(tmp_path: Path, runs: str, said: bool) -> None:
    path = replaced(written(tmp_path, [["x", "y"]]), STRINGS, "<t>x</t>", runs)
    assert set(open_book(path).beside(TAB)) == ({Beside(LINES, "A1", "")} if said else set())


def test_a_text_is_read_as_excel_shows_it(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared / "data" / "cases" / "reading" / "f16_runs_without_space_preserve.xlsx"
    joined, kept = (str(open_book(path).grid(tab).rows[1][1]) for tab in open_book(path).tabs)
    assert (joined, kept.count("\n")) == (kept.replace("\n", ""), 2)
    assert main(["check", str(path)]) == 1
    assert "!B2: セルの中の改行が" in capsys.readouterr().out
