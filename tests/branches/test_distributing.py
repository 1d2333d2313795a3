"""A workbook for each branch: named, stamped, the same every time, and never over what somebody has filled in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from xlcompare import errors
from xlcompare import progress_words as words
from xlcompare.jobs import distributing
from xlcompare.jobs.distributing import DistributeRequest, distribute
from xlcompare.stamp import item_ids

from ..progress.books import CONTENT_KPI, PLAN, STAFF, opened
from .head_office import IWATE, LIST, MARCH, OKAYAMA, OKINAWA, SEPTEMBER, Office, states, thresholds

ALL = [IWATE, OKAYAMA, OKINAWA]


def test_every_branch_gets_a_book_with_its_name_and_its_stamp(office: Office) -> None:
    result = office.distribute()
    assert [issue.path.name for issue in result.issues] == ALL
    assert states(result) == ["made"] * 3
    assert sorted(office.files()) == sorted([*ALL, "配布一覧.csv"])
    okayama = office.filled(OKAYAMA)
    assert okayama.settings.branch == "岡山支部"
    stamp = okayama.stamp
    assert stamp is not None
    assert (stamp.code, stamp.branch, stamp.year) == ("33", "岡山支部", 2021)
    assert stamp.ids == item_ids(okayama.plan)
    assert okayama.count == 0
    titles = [sheet["A1"].value for sheet in opened(office.out / OKAYAMA, data_only=True).worksheets[:4]]
    assert titles == [
        f"令和3年度　岡山支部事業計画　{what}" for what in ("進捗管理表", "進捗管理表", "KPI一覧", "進捗状況の集計")
    ]


def test_books_of_one_plan_differ_in_their_branch_alone(office: Office) -> None:
    office.distribute()
    plain = [
        {
            (sheet.title, cell.coordinate): str(cell.value).replace("沖縄支部", "岩手支部").replace("47", "03")
            for sheet in opened(office.out / name, data_only=True).worksheets
            for row in sheet.iter_rows()
            for cell in row
        }
        for name in (IWATE, OKINAWA)
    ]
    assert plain[0] == plain[1]


def test_a_book_of_many_is_the_same_as_one_made_alone(office: Office, tmp_path: Path) -> None:
    """What the books before it had in common with it was not laid out again."""
    branches = "コード,支部名,担当,1\n3,岩手支部,,\n33,岡山支部,企画、渉外,97.5\n47,沖縄支部,,93\n"
    office.distribute(branches=branches)
    for number, name in enumerate(ALL, 1):
        alone = Office(tmp_path / str(number))
        alone.folder.mkdir()
        head, *rows = branches.splitlines()
        alone.distribute(branches=f"{head}\n{rows[number - 1]}\n")
        assert alone.files()[name] == office.files()[name]


def test_a_branches_own_groups_stand_first_on_its_list(office: Office) -> None:
    office.distribute(branches="コード,支部名,担当\n33,岡山支部,渉外、企画\n3,岩手支部,\n")
    assert office.filled(OKAYAMA).settings.owners == ("渉外", "企画", "業務", "レセプト", "保健")
    assert office.filled(IWATE).settings.owners == ("業務", "レセプト", "保健")


@pytest.mark.parametrize("title", ["1", "１", CONTENT_KPI, "窓口の満足度を９５．０％以上とする"])
def test_a_branches_own_target_replaces_the_plans(office: Office, title: str) -> None:
    office.distribute(branches=f"コード,支部名,{title}\n33,岡山支部,97.5％\n3,岩手支部,95.0\n")
    assert thresholds(office.filled(OKAYAMA)) == {CONTENT_KPI: 97.5}
    assert thresholds(office.filled(IWATE)) == {}, "the same as the plan's"
    stamps = [office.filled(name).stamp for name in (OKAYAMA, IWATE)]
    assert [[t for t in stamp.targets if t is not None] for stamp in stamps if stamp] == [[97.5], []]


LAST_YEAR = f"{PLAN}\n    KPI：苦情の割合を対前年度以下とする\n"


@pytest.mark.parametrize(
    ("column", "figure", "said"),
    [
        ("9", "95", "見出し「9」のKPIが計画にありません"),
        (
            "1,窓口の満足度を95.0％以上とする",
            "96,97",
            "見出し「窓口の満足度を95.0％以上とする」と「1」は同じKPI",
        ),
        ("2.Ⅱ", "5", "見出し「2.Ⅱ」は、計画の文に目標の数がないKPI"),
        ("1", "0.975", "2行目: 「1」の「0.975」は、％の目標にしては小さすぎます"),
    ],
)
def test_a_target_that_makes_no_sense_is_named(office: Office, column: str, figure: str, said: str) -> None:
    with pytest.raises(errors.PlanError) as refused:
        office.distribute(LAST_YEAR, f"コード,支部名,{column}\n33,岡山支部,{figure}\n")
    assert str(refused.value).startswith(f"branches.csv: {said}")
    assert not office.out.exists()


def test_the_same_input_gives_the_same_bytes(office: Office, tmp_path: Path) -> None:
    office.distribute()
    again = Office(tmp_path / "別")
    again.folder.mkdir()
    again.distribute()
    assert again.files() == office.files()


def test_a_second_run_leaves_what_is_there_and_completes_what_is_missing(office: Office) -> None:
    office.distribute()
    whole = office.files()
    (office.out / OKAYAMA).unlink()
    (office.out / "配布一覧.csv").unlink()
    os.utime(office.out / IWATE, (1, 1))
    assert states(office.distribute()) == ["same", "made", "same"]
    assert office.files() == whole
    assert (office.out / IWATE).stat().st_mtime == 1


def test_the_list_of_files_has_their_checksums(office: Office) -> None:
    office.distribute()
    rows = office.listed()
    assert [row["ファイル"] for row in rows] == ALL
    assert [row["コード"] for row in rows] == ["03", "33", "47"]
    assert {row["年度"] for row in rows} == {"令和3年度"}
    stamp = office.filled(IWATE).stamp
    assert stamp is not None
    assert {(row["計画の版"], row["様式の版"]) for row in rows} == {(stamp.plan, stamp.template)}
    files = office.files()
    assert [row["SHA-256"] for row in rows] == [hashlib.sha256(files[name]).hexdigest() for name in ALL]


def test_a_filled_book_is_not_overwritten(office: Office) -> None:
    office.distribute()
    with office.typing(OKAYAMA) as typing:
        typing.type(STAFF, words.PROGRESS, "2回開いた")
    before = office.files()
    with pytest.raises(errors.OutputError, match="--changed") as refused:
        office.distribute()
    assert str(refused.value).startswith(f"{OKAYAMA}: ")
    assert office.files() == before


def test_a_strangers_file_is_not_overwritten_with_or_without_the_option(office: Office) -> None:
    office.out.mkdir()
    (office.out / OKAYAMA).write_bytes(b"mine")
    with pytest.raises(errors.OutputError, match="xlcompare が作ったものではない"):
        office.distribute()
    assert office.files() == {OKAYAMA: b"mine"}
    result = office.distribute(changed=True)
    assert states(result) == ["made", "failed", "made"]
    assert office.files()[OKAYAMA] == b"mine"
    assert [row["SHA-256"] != "" for row in office.listed()] == [True, False, True]


def test_the_date_and_the_year_are_those_that_were_asked_for(office: Office) -> None:
    office.distribute(as_of=MARCH)
    assert office.filled(IWATE).as_of == MARCH
    with pytest.raises(errors.PlanError, match="期間"):
        office.distribute(as_of=SEPTEMBER.replace(year=2019))
    with pytest.raises(errors.PlanError, match="令和9年度"):
        office.distribute(year="令和9年度")


def test_without_a_list_the_plan_books_own_sheet_counts_and_else_there_are_47(office: Office) -> None:
    office.distribute()
    plan = office.folder / "計画.xlsx"
    assert len(distribute(DistributeRequest(plan, office.folder / "全支部")).issues) == 47
    book = openpyxl.load_workbook(plan)
    for row in (["コード", "支部名"], [33, "岡山支部"]):
        (book["支部一覧"] if "支部一覧" in book.sheetnames else book.create_sheet("支部一覧")).append(row)
    book.save(plan)
    result = distribute(DistributeRequest(plan))
    assert [issue.path for issue in result.issues] == [office.folder / "配布_令和3年度" / OKAYAMA]


def test_an_empty_form_has_the_common_items_and_room_for_ones_own(office: Office) -> None:
    office.distribute(template_only=True)
    filled = office.filled(IWATE)
    assert [item.kind.value for item in filled.plan.items].count("kpi") == 2
    assert "measure" not in {item.kind.value for item in filled.plan.items}
    assert filled.settings.owners == ("業務", "レセプト", "保健"), "those of the plan's measures"
    sheet = opened(office.out / IWATE)["基盤的保険者機能"]
    empty = [row for row in range(4, sheet.max_row + 1) if not any(cell.value for cell in sheet[row])]
    assert len(empty) == 10, "five below each of the two headings"
    assert all(not sheet.cell(row, 2).protection.locked for row in empty)


@pytest.mark.parametrize("template_only", [False, True], ids=["plan", "form"])
def test_a_branches_book_calculates_to_what_it_says(
    office: Office, recalculated: Callable[[Path], Path], template_only: bool
) -> None:
    office.distribute(branches="コード,支部名,担当,1\n33,岡山支部,渉外,97.5\n", template_only=template_only)
    made = office.out / OKAYAMA
    said, found = (opened(book, data_only=True) for book in (made, recalculated(made)))
    formulas = opened(made)
    checked = 0
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            values = [book[sheet.title][cell.coordinate].value for book in (said, found)]
            assert (values[0] or "") == (values[1] or ""), f"{sheet.title}!{cell.coordinate}"
            checked += 1
    assert checked > 100


def test_a_form_that_a_branch_has_filled_with_its_own_measures_keeps_them(office: Office) -> None:
    office.distribute(template_only=True)
    with office.typing(IWATE) as typing:
        sheet = typing.book["基盤的保険者機能"]
        row = next(row for row in range(4, 99) if not any(cell.value for cell in sheet[row]))
        sheet.cell(row, 2).value = "岩手だけの取組"
        sheet.cell(row, 4).value = "3回実施した"
    result = office.distribute(PLAN.replace("95.0％", "96.0％"), template_only=True, changed=True)
    assert states(result) == ["renewed"] * 3
    (own,) = office.filled(IWATE).own_rows
    assert dict(own.cells) == {words.CONTENT: "岩手だけの取組", words.PROGRESS: "3回実施した"}
    texts = [item.text for item in office.filled(IWATE).plan.items]
    assert any("96.0％" in text for text in texts)


def test_a_kill_between_two_files_leaves_whole_ones_and_a_rerun_completes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.distribute()
    whole = office.files()
    for path in office.out.iterdir():
        path.unlink()
    real, written = distributing.replace_file, []

    def killed(path: Path, data: bytes) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(path.name)
        real(path, data)

    monkeypatch.setattr(distributing, "replace_file", killed)
    with pytest.raises(KeyboardInterrupt):
        office.distribute()
    assert office.files() == {name: whole[name] for name in (IWATE, OKAYAMA)}
    monkeypatch.undo()
    assert states(office.distribute()) == ["same", "same", "made"]
    assert office.files() == whole


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────

NAMES = {
    "../../外": "33_..／..／外_進捗管理表.xlsx",
    "..\\外": "33_..＼外_進捗管理表.xlsx",
    "/etc/passwd": "33_／etc／passwd_進捗管理表.xlsx",
    "C:\\支部": "33_C：＼支部_進捗管理表.xlsx",
    "CON": "33_CON_進捗管理表.xlsx",
    "NUL.txt": "33_NUL.txt_進捗管理表.xlsx",
    "岡山. .": "33_岡山. ._進捗管理表.xlsx",
    "支部？<新>|*": "33_支部？＜新＞｜＊_進捗管理表.xlsx",
    "岡\u202e山": "33_岡山_進捗管理表.xlsx",
    "オカヤマ\u200b": "33_オカヤマ_進捗管理表.xlsx",
}


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_out_of_the_folder(office: Office, name: str) -> None:
    before = set(office.folder.iterdir())
    office.distribute(branches=f"コード,支部名\n33,{name}\n")
    assert sorted(office.files()) == sorted([NAMES[name], "配布一覧.csv"])
    made = {office.out, office.folder / "計画.xlsx", office.folder / "branches.csv"}
    assert set(office.folder.iterdir()) - before == made
    assert office.filled(NAMES[name]).settings.branch == name.strip()


def test_names_that_a_disk_takes_for_the_same_have_files_of_their_own(office: Office) -> None:
    result = office.distribute(branches="コード,支部名\n1,Tokyo支部\n2,TOKYO支部\n3,東京/支部\n4,東京＼支部\n")
    names = [issue.path.name.casefold() for issue in result.issues]
    assert len(set(names)) == 4
    assert len(office.files()) == 5


def test_a_name_that_is_too_long_for_a_file_is_refused(office: Office) -> None:
    office.distribute(branches=f"コード,支部名\n33,{'岡' * 50}\n")
    (name,) = (name for name in office.files() if name.startswith("33"))
    assert len(name.encode()) + len(".bak99") < 255
    with pytest.raises(errors.PlanError, match="50文字まで"):
        office.distribute(branches=f"コード,支部名\n33,{'岡' * 51}\n")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_not_followed(office: Office) -> None:
    office.out.mkdir()
    (office.out / OKAYAMA).symlink_to(office.folder / "外.xlsx")
    with pytest.raises(errors.OutputError, match="外へのリンク"):
        office.distribute()
    assert states(office.distribute(changed=True)) == ["made", "failed", "made"]
    assert not (office.folder / "外.xlsx").exists()


def test_a_folder_that_is_a_file_is_said_so(office: Office) -> None:
    office.out.write_text("")
    with pytest.raises(errors.OutputError, match="フォルダーではありません"):
        office.distribute()


def test_the_plan_book_is_never_one_of_the_books(office: Office) -> None:
    office.distribute()
    plan = office.folder / "計画.xlsx"
    (office.out / OKAYAMA).unlink()
    os.link(plan, office.out / OKAYAMA)
    before = plan.read_bytes()
    with pytest.raises(errors.OutputError, match="元のファイル"):
        distribute(DistributeRequest(plan, office.out, office.folder / "branches.csv", changed=True))
    assert plan.read_bytes() == before


def test_the_list_itself_is_left_as_it_was(office: Office) -> None:
    office.distribute()
    assert (office.folder / "branches.csv").read_text(encoding="utf-8") == LIST
