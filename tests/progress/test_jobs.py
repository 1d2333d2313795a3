"""Making, making again and judging: files in, files out, and what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from xlcompare import progress_words as words
from xlcompare.errors import XlcompareError
from xlcompare.hosts.cli import main
from xlcompare.jobs.judging import judge
from xlcompare.jobs.progress import ProgressRequest, ProgressResult, progress

from .small_plan import PLAN, typed, write_plan

Make = Callable[..., ProgressResult]
Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

FILLED = {
    "基盤的業務!D10": "勉強会を3回開いた",
    "基盤的業務!E10": "○：概ね目標達成",
    "基盤的業務!F10": "回数を増やす",
    "基盤的業務!E11": "△",
    "KPI一覧!I5": 96.1,
    "KPI一覧!M5": 99.9,
    "KPI一覧!Y5": "○",
    "KPI一覧!H6": 0.5,
    "KPI一覧!J6": 0.6,
}


@pytest.fixture
def filled(made: Make, plan: Path) -> Path:
    made()
    return typed(plan.with_name("表.xlsx"), plan.with_name("入力済み.xlsx"), FILLED)


def values(book: Path, tab: str) -> dict[str, object]:
    sheet = openpyxl.load_workbook(book, data_only=True)[tab]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_what_was_typed_stands_in_the_new_workbook(made: Make, filled: Path) -> None:
    result = made("新.xlsx", previous=filled)
    assert (result.progress.total, len(result.progress.unplaced)) == (len(FILLED), 0)
    found = values(filled.with_name("新.xlsx"), "基盤的業務")
    assert (found["D10"], found["E10"], found["F10"], found["E11"]) == (
        "勉強会を3回開いた", "○：概ね目標達成", "回数を増やす", "△",
    )  # fmt: skip
    assert found["B7"] == "1.【KPI】Ⅰ.99.9％（令和2年8月現在）"


def test_an_input_is_never_changed(made: Make, filled: Path, plan: Path) -> None:
    before = filled.read_bytes(), plan.read_bytes()
    made("新.xlsx", previous=filled)
    assert (filled.read_bytes(), plan.read_bytes()) == before


def test_making_it_again_over_a_filled_workbook_carries_and_keeps_it(made: Make, filled: Path) -> None:
    out = filled.with_name("表.xlsx")
    shutil.copy(filled, out)
    result = made()
    assert (result.progress.total, len(result.progress.unplaced)) == (len(FILLED), 0)
    assert result.backup == out.with_name("表.bak.xlsx")
    assert result.backup.read_bytes() == filled.read_bytes()
    assert values(out, "基盤的業務")["D10"] == "勉強会を3回開いた"


def test_a_filled_workbook_isnt_replaced_by_one_made_from_another(made: Make, filled: Path) -> None:
    out = filled.with_name("表.xlsx")
    shutil.copy(filled, out)
    other = filled.with_name("別.xlsx")
    shutil.copy(filled, other)
    with pytest.raises(XlcompareError, match=f"入力済みの進捗管理表（{len(FILLED)}件）があります"):
        made(previous=other)
    assert out.read_bytes() == filled.read_bytes()


def test_the_previous_workbook_isnt_written_over(made: Make, filled: Path) -> None:
    with pytest.raises(XlcompareError, match="--previous を付けないで"):
        made(filled.name, previous=filled)


def test_a_strangers_workbook_isnt_replaced(made: Make, plan: Path) -> None:
    write_plan(plan.with_name("表.xlsx"))
    with pytest.raises(XlcompareError, match="xlcompare が作ったものではない"):
        made()


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2020, 3, 31), "期間"), (date(2021, 4, 1), "期間"), (date(2020, 9, 30), "")],
)
def test_the_date_lies_in_the_plans_year(made: Make, day: date, said: str) -> None:
    if not said:
        assert made(as_of=day).progress.as_of == day
        return
    with pytest.raises(XlcompareError, match=said):
        made(as_of=day)


def test_a_half_doesnt_go_back(made: Make, filled: Path) -> None:
    made("下期.xlsx", previous=filled, as_of=date(2021, 3, 31))
    with pytest.raises(XlcompareError, match="前の進捗管理表の期"):
        made("上期.xlsx", previous=filled.with_name("下期.xlsx"), as_of=date(2020, 9, 30))


def test_a_later_date_typed_in_the_settings_begins_the_new_half(made: Make, filled: Path) -> None:
    later = typed(filled, filled.with_name("次.xlsx"), {"設定!B6": date(2021, 3, 31)})
    made("新.xlsx", previous=later)
    found = values(filled.with_name("新.xlsx"), "基盤的業務")
    assert (found["D3"], found["C10"], found["F10"]) == (
        "進捗状況（令和3年3月末現在）",
        "回数を増やす",
        "○：概ね目標達成",
    )
    assert "D10" not in found


def test_a_date_typed_in_the_settings_stays(made: Make, filled: Path) -> None:
    later = typed(filled, filled.with_name("次.xlsx"), {"設定!B6": date(2020, 8, 31)})
    assert made("新.xlsx", previous=later).progress.as_of == date(2020, 8, 31)


def test_a_plan_isnt_taken_for_a_progress_workbook(made: Make, plan: Path) -> None:
    with pytest.raises(XlcompareError, match="進捗管理表ではありません"):
        made("新.xlsx", previous=shutil.copy(plan, plan.with_name("計画2.xlsx")))


def test_a_changed_record_is_refused(made: Make, filled: Path) -> None:
    broken = typed(filled, filled.with_name("壊れ.xlsx"), {f"{words.RECORD_SHEET}!A8": "x"})
    with pytest.raises(XlcompareError, match="「計画の控え」が書き換えられて"):
        made("新.xlsx", previous=broken)


def test_a_table_whose_titles_are_gone_is_refused_not_left_out(made: Make, filled: Path) -> None:
    titles = {f"基盤的業務!{column}3": "" for column in "BCDEF"}
    broken = typed(filled, filled.with_name("壊れ.xlsx"), titles)
    with pytest.raises(XlcompareError, match="表の見出し"):
        made("新.xlsx", previous=broken)


def test_a_plan_of_no_known_year_is_refused(tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "計画.xlsx", year="案")
    with pytest.raises(XlcompareError, match="年度"):
        progress(ProgressRequest(plan, tmp_path / "表.xlsx", "案"))


# ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_targets_are_judged_by_their_newest_actual(filled: Path) -> None:
    found = {each.label: (each.suggested, each.own, each.latest) for each in judge(filled).targets}
    assert found == {
        "1.Ⅰ": ("◎", "○", "99.9％（令和2年8月現在）"),
        "1.Ⅱ": ("△", "", "0.6％（令和2年5月現在）"),
        "2": ("—", "", "（未入力）"),
        "目1": ("—", "", "（未入力）"),
    }


def test_a_persons_rating_wins_and_the_disagreement_is_listed(filled: Path, capsys: Captured) -> None:
    assert main(["judge", str(filled)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == [
        "目標 4件、評価の入力 1件、判定と異なる評価 1件（評価の入力を優先します）",
        "KPI一覧!Y5: 1.Ⅰ の評価は「○」ですが、目標と実績からは「◎」です。",
    ]


def test_the_counted_rating_is_the_persons_own_where_there_is_one(made: Make, filled: Path) -> None:
    made("新.xlsx", previous=filled)
    found = values(filled.with_name("新.xlsx"), "KPI一覧")
    header = {value: cell for cell, value in found.items() if cell.endswith("4") and len(cell) <= 3}
    counted, suggested = header[words.COUNTED][:-1], header[words.SUGGESTED][:-1]
    assert (found[f"{suggested}5"], found[f"{counted}5"]) == ("◎", "○")
    assert (found[f"{suggested}6"], found[f"{counted}6"]) == ("△", "△")


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_progress_says_what_it_made_and_what_it_carried(plan: Path, filled: Path, capsys: Captured) -> None:
    out = plan.with_name("新.xlsx")
    arguments = ["progress", str(plan), "--year", "令和2年度", "--as-of", "2021/3/31", "--previous", str(filled)]
    assert main([*arguments, "-o", str(out)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"作成しました：{out}",
        "令和2年度の進捗管理表（令和3年3月末現在）：取組 4件、KPI・支部目標 4件",
        "数で測れない目標が1件あります（2）。シート「KPI一覧」で確かめてください。",
        f"前の表の入力 {len(FILLED)}件：引き継いだもの {len(FILLED)}件、引継ぎ未了 0件",
        "令和2年度：分野はA列、項目はB列、区分はC列、内容はD列、担当はE列、方法・スケジュールはF列を読みました。",
    ]


def test_progress_lists_ratings_that_disagree(plan: Path, filled: Path, capsys: Captured) -> None:
    assert main(["progress", str(plan), "--previous", str(filled), "-o", str(plan.with_name("新.xlsx"))]) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    assert said == "KPI一覧!Y5: 1.Ⅰ の評価は「○」ですが、目標と実績からは「◎」です。"


def test_progress_names_its_workbook_after_the_plan(plan: Path, capsys: Captured) -> None:
    assert main(["progress", str(plan)]) == 0
    assert plan.with_name("見本支部_進捗管理表.xlsx").exists()
    assert "見本支部_進捗管理表.xlsx" in capsys.readouterr().out


@pytest.mark.parametrize("day", ["2021-13-01", "九月", "20210930x", "R3", "3-9-30"])
def test_a_date_that_is_none_is_refused_in_one_line(plan: Path, capsys: Captured, day: str) -> None:
    assert main(["progress", str(plan), "--as-of", day]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "を読めません" in err


def test_what_has_no_home_is_listed_with_its_old_place(plan: Path, filled: Path, capsys: Captured) -> None:
    write_plan(plan, [row for row in PLAN if "勉強会" not in row[3]])
    out = plan.with_name("新.xlsx")
    assert main(["progress", str(plan), "--previous", str(filled), "-o", str(out)]) == 0
    assert "引継ぎ未了 3件" in capsys.readouterr().out
    rows = list(openpyxl.load_workbook(out)[words.UNPLACED_SHEET].iter_rows(min_row=5, values_only=True))
    assert [(row[0], row[5]) for row in rows] == [
        ("基盤的業務!D10", "勉強会を3回開いた"),
        ("基盤的業務!E10", "○：概ね目標達成"),
        ("基盤的業務!F10", "回数を増やす"),
    ]
