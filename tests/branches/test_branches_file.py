"""branches.csv, or a sheet: in every way that Excel saves it, and every fault said with its row."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import openpyxl
import pytest

from xlcompare import errors, resources
from xlcompare.branches import Branch, OwnTarget
from xlcompare.reading.branches_file import figure_in, read_branches

LIST = "コード,支部名,担当\r\n33,岡山支部,企画、業務\r\n3,岩手支部,\r\n"
OKAYAMA, IWATE = Branch("33", "岡山支部", ("企画", "業務")), Branch("03", "岩手支部")


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "branches.csv"
    path.write_bytes(text.encode(encoding))
    return path


def faults(folder: Path, text: str) -> str:
    with pytest.raises(errors.PlanError) as refused:
        read_branches(saved(folder, text))
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_is_read_in_the_encodings_of_office(tmp_path: Path, encoding: str) -> None:
    assert read_branches(saved(tmp_path, LIST, encoding)) == (OKAYAMA, IWATE)


def test_columns_stand_in_any_order_under_several_names(tmp_path: Path) -> None:
    text = "配布先の一覧,,\n 支部 ,担当ｸﾞﾙｰﾌﾟ,支部ｺｰﾄﾞ\n岡山支部,企画/業務,３３\n\n岩手支部,,03\n"
    assert read_branches(saved(tmp_path, text)) == (OKAYAMA, IWATE)


def test_owners_may_have_columns_of_their_own_and_a_pair_of_groups_stays_one(tmp_path: Path) -> None:
    text = "コード,支部名,担当1,担当2\n33,岡山支部,企画・保健,業務\n"
    assert read_branches(saved(tmp_path, text))[0].owners == ("企画・保健", "業務")


def test_further_columns_with_figures_are_the_branches_own_targets(tmp_path: Path) -> None:
    head = "コード,支部名,1.Ⅱ,電話,郵送化率を95.0％以上とする"
    text = f'{head}\n33,岡山支部,"1,850",086-000-0000,95.5％\n3,岩手支部,－,,\n'
    okayama, iwate = read_branches(saved(tmp_path, text))
    assert okayama.targets == (OwnTarget("1.Ⅱ", 1850.0, "2"), OwnTarget("郵送化率を95.0％以上とする", 95.5, "2"))
    assert iwate.targets == ()


def test_a_sheet_of_a_workbook_will_do(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["令和3年度の計画"])
    sheet = book.create_sheet("支部一覧")
    for row in (["", "コード", "支部名", "担当", 3], ["", 33, "岡山支部", "企画、業務", 95.5], ["", "03", "岩手支部"]):
        sheet.append(row)
    book.save(tmp_path / "計画.xlsx")
    okayama, iwate = read_branches(tmp_path / "計画.xlsx")
    assert okayama == Branch("33", "岡山支部", ("企画", "業務"), (OwnTarget("3", 95.5, "2"),))
    assert iwate == IWATE


FAULTS = {
    "a code that is none": ("33a,岡山支部,\n", "2行目: コード「33a」を読めません"),
    "no code": (",岡山支部,\n", "2行目: コード「」を読めません"),
    "no name": ("33,,\n", "2行目: 支部名がありません"),
    "a code twice": ("3,岩手支部,\n03,岡山支部,\n", "3行目: コード「03」が2行目と同じです"),
    "a name twice": ("3,岡山支部,\n33,岡山 支部,\n", "3行目: 支部名「岡山 支部」が2行目と同じです"),
    "a line break": ('33,"岡山\n支部",\n', "2行目: 支部名「岡山 支部」に、使えない文字"),
    "a control character": ("33,岡山\x01支部,\n", "2行目: 支部名「岡山 支部」に、使えない文字"),
    "a formula": ("33,=1+1,\n", "2行目: 支部名「=1+1」に、使えない文字"),
    "a code twice but for zeros": ("3,岩手支部,\n0003,岡山支部,\n", "3行目: コード「03」が2行目と同じです"),
    "nobody": ("", "支部の一覧がありません"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_said_with_its_row(tmp_path: Path, case: str) -> None:
    rows, said = FAULTS[case]
    assert said in faults(tmp_path, f"コード,支部名,担当\n{rows}")


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    said = faults(tmp_path, "コード,支部名,3\n,岡山支部,95\n3,,\n4,宮城支部,未定\n")
    assert said.startswith("branches.csv: ")
    assert [f"{row}行目" in said for row in (2, 3, 4)] == [True, True, True]
    assert "「3」の「未定」を数として読めません" in said


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    assert "見出し「支部名」が2つ" in faults(tmp_path, "コード,支部名,支部\n33,岡山支部,岡山\n")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x93\xfa\xff\xfe\x00", "文字コード"),
        (LIST.encode("utf-16"), "文字コード"),
        (b"a,b\n1,2\n", "支部の一覧がありません"),
        (b"", "支部の一覧がありません"),
        (b"x" * 5_000_001, "大きすぎます"),
    ],
    ids=["bytes", "utf-16", "another table", "empty", "huge"],
)
def test_what_is_no_list_is_refused_in_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "branches.csv").write_bytes(data)
    with pytest.raises(errors.XlcompareError, match=said):
        read_branches(tmp_path / "branches.csv")


def test_a_list_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(errors.BookError, match="見つかりません"):
        read_branches(tmp_path / "branches.csv")
    with pytest.raises(errors.BookError, match="フォルダー"):
        read_branches(tmp_path)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("95.0％", 95.0),
        ("１，８５０社", 1850.0),
        ("△1.5", -1.5),
        ("12-34", None),
        ("086-803-0000", None),
        ("未定", None),
        ("", None),
        ("1,85", None),
        ("2021/4/1", None),
    ],
)
def test_a_figure_is_read_as_it_is_written(text: str, figure: float | None) -> None:
    assert figure_in(text) == figure


def test_the_shipped_list_names_the_47_branches() -> None:
    file = resources.folder("templates") / "branches.csv"
    branches = read_branches(file)
    assert [branch.code for branch in branches] == [f"{number:02}" for number in range(1, 48)]
    assert (branches[0].name, branches[32].name, branches[46].name) == ("北海道支部", "岡山支部", "沖縄支部")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel takes it for another encoding"


def test_a_folder_is_no_list_on_any_system(tmp_path: Path) -> None:
    with pytest.raises(errors.BookError, match="フォルダーなどです"):
        read_branches(tmp_path)


def test_a_struck_branch_is_not_in_the_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["コード", "支部名"], ["33", "岡山支部"], ["34", "広島支部"]):
        sheet.append(row)
    for cell in sheet[3]:
        cell.font = openpyxl.styles.Font(strike=True)
    book.save(tmp_path / "一覧.xlsx")
    assert [branch.name for branch in read_branches(tmp_path / "一覧.xlsx")] == ["岡山支部"]


def test_a_name_stays_a_persons_own_except_for_marks_that_stand_apart(tmp_path: Path) -> None:
    text = f"コード,支部名\n14,\ufa19奈川支部\n1,{unicodedata.normalize('NFD', 'ピリカ支部')}\n"
    assert [branch.name for branch in read_branches(saved(tmp_path, text))] == ["\ufa19奈川支部", "ピリカ支部"]
