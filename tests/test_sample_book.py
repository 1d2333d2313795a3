"""The sample plan books are what their master builds, and hold what a sample has to show.

Books are compared part by part, unzipped: another zlib packs the same XML into other bytes.
"""

from __future__ import annotations

import importlib.util
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

TESTS = Path(__file__).resolve().parent
WORKBOOKS = TESTS.parent / "workbooks"
TABLE, OUTLINE = "見本支部_事業計画.xlsx", "見本支部_事業計画_箇条書き.xlsx"
OLD, NEW = "令和4年度", "令和5年度"
KINDS = {"見出し", "取組", "KPI", "支部目標", "説明"}
AREAS = ["基盤的保険者機能関係", "戦略的保険者機能関係", "組織・運営体制関係"]

Row = tuple[object, ...]


def load(file: Path) -> ModuleType:
    """The module in `file`, which no package holds."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(WORKBOOKS / "source")
        return load(WORKBOOKS / "source" / "sample_plan.py")


@pytest.fixture(scope="module")
def truth() -> ModuleType:
    return load(TESTS / "sample_truth.py")


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    """The rows under the header of each year tab, in the table style."""
    book = openpyxl.load_workbook(WORKBOOKS / TABLE)
    return {tab: list(book[tab].iter_rows(min_row=4, values_only=True)) for tab in (OLD, NEW)}


def texts(rows: list[Row]) -> list[str]:
    """Every heading, subheading and item, in reading order."""
    return [str(value) for row in rows for value in (row[1], row[2], row[4]) if value]


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def amount(value: object) -> int:
    """Thousands of yen, also where it is a text."""
    return int(str(value).replace(",", "").replace("△", "-").removesuffix("千円"))


@pytest.mark.parametrize(("name", "build"), [(TABLE, "build"), (OUTLINE, "build_outline")])
def test_the_committed_book_is_what_the_master_builds(
    name: str, build: str, builder: ModuleType, tmp_path: Path
) -> None:
    make: Callable[[Path], None] = getattr(builder, build)
    make(tmp_path / name)
    with zipfile.ZipFile(tmp_path / name) as fresh, zipfile.ZipFile(WORKBOOKS / name) as committed:
        assert committed.namelist() == fresh.namelist()
        different = [part for part in fresh.namelist() if committed.read(part) != fresh.read(part)]
        assert different == [], "rebuild it: python workbooks/source/sample_plan.py"


@pytest.mark.parametrize("name", [TABLE, OUTLINE])
def test_a_tab_that_is_no_year_stands_beside_the_years(name: str) -> None:
    assert openpyxl.load_workbook(WORKBOOKS / name, read_only=True).sheetnames == [NEW, OLD, "メモ"]


@pytest.mark.parametrize("tab", [OLD, NEW])
def test_a_year_has_all_that_a_plan_has(rows: dict[str, list[Row]], tab: str) -> None:
    year = rows[tab]
    assert [row[0] for row in year if row[0]] == AREAS
    assert {row[3] for row in year if row[4]} == KINDS
    assert sum(bool(row[4]) for row in year) >= 60
    money = [row[8] for row in year if row[7]]
    assert len(money) >= 12
    assert any(isinstance(value, int) for value in money)
    assert {str(value)[0] for value in money if isinstance(value, str)} == {"△", "1"}
    # A budget line that has no measure of its own row.
    assert any(row[7] and not row[4] for row in year)


def test_no_text_stands_twice_in_a_year(rows: dict[str, list[Row]]) -> None:
    assert [text for year in rows.values() for text, times in Counter(texts(year)).items() if times > 1] == []


@pytest.mark.parametrize("tab", [OLD, NEW])
def test_both_styles_hold_the_same_items(rows: dict[str, list[Row]], tab: str) -> None:
    sheet = openpyxl.load_workbook(WORKBOOKS / OUTLINE)[tab]
    lines = [
        line for (cell,) in sheet.iter_rows(min_row=4, min_col=2, values_only=True) for line in str(cell).split("\n")
    ]
    headings = {str(row[1]) for row in rows[tab] if row[1]}
    assert [line.partition("【")[0] if line[0] in "①②③④⑤⑥⑦⑧⑨⑩" else line for line in lines] == texts(rows[tab])
    assert {line.partition("【")[0] for line in lines if line.endswith("G】")} == headings


def test_the_truth_accounts_for_every_item_once(rows: dict[str, list[Row]], truth: ModuleType) -> None:
    pairs = truth.RENUMBERED + truth.SAME_BUT_FOR_WIDTH + truth.CHANGED + truth.REWRITTEN
    old, new = Counter(texts(rows[OLD])), Counter(texts(rows[NEW]))
    same = old & new
    assert Counter([old_text for old_text, _ in pairs] + truth.DROPPED) == old - same
    assert Counter([new_text for _, new_text in pairs] + truth.ADDED) == new - same


def test_the_truth_names_every_move(rows: dict[str, list[Row]], truth: ModuleType) -> None:
    pairs = dict(truth.RENUMBERED + truth.SAME_BUT_FOR_WIDTH + truth.CHANGED + truth.REWRITTEN)
    moved = {old for block in truth.MOVED for old, _ in block}
    place = {text: number for number, text in enumerate(texts(rows[NEW]))}
    stayed = [place[pairs.get(t, t)] for t in texts(rows[OLD]) if t not in moved and t not in truth.DROPPED]
    assert stayed == sorted(stayed)
    for block in truth.MOVED:
        places = [place[new] for _, new in block]
        assert places == list(range(places[0], places[0] + len(block)))
        assert all(pairs.get(old, old) == new for old, new in block)


def test_the_truth_calls_no_difference_of_width_a_change(truth: ModuleType) -> None:
    assert all(folded(old) == folded(new) and old != new for old, new in truth.SAME_BUT_FOR_WIDTH)
    assert all(folded(old) != folded(new) for old, new in truth.CHANGED + truth.REWRITTEN)
    assert all(old[0] != new[0] and old[1:] == new[1:] for old, new in truth.RENUMBERED)


def test_the_truth_accounts_for_the_budget(rows: dict[str, list[Row]], truth: ModuleType) -> None:
    old, new = ({str(row[7]): amount(row[8]) for row in rows[tab] if row[7]} for tab in (OLD, NEW))
    renamed = dict(truth.BUDGET_RENAMED)
    assert old.keys() - new.keys() == set(truth.BUDGET_DROPPED) | renamed.keys()
    assert new.keys() - old.keys() == set(truth.BUDGET_ADDED) | set(renamed.values())
    assert (sum(old.values()), sum(new.values())) == truth.BUDGET_TOTALS
