"""The branches' own documents: their items, pairs, moves and marks, whatever the look of the book."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
import pytest

from xlcompare.comparing.comparison import Comparison, Pair
from xlcompare.fiscal_year import fiscal_year
from xlcompare.jobs import comparing as jobs
from xlcompare.marks import owner_tag
from xlcompare.plan import Kind

from .comparing.peoples_pairs import MISSED, NEVER, PAIRS, WRONG

DOCUMENTS = ("okayama", "kagoshima", "gunma")
STYLES = ("table", "outline")
Indices = set[tuple[int | None, int | None]]
PlanBook = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def compared(plan_book: PlanBook) -> Callable[[str, str], Comparison]:
    @cache
    def compare(name: str, style: str) -> Comparison:
        return jobs.compare(jobs.Request(plan_book(name, style))).comparison

    return compare


def indices(comparison: Comparison) -> Indices:
    return {(pair.old, pair.new) for pair in comparison.pairs}


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", owner_tag(text)[0]).split())


# ── Okayama: the pairs, moves and marks of the branch's own table ──────────────────────────────────────────────────


@pytest.fixture(scope="module", params=STYLES)
def okayama_score(
    request: pytest.FixtureRequest, shared: Path, plan_book: PlanBook, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """What score_comparison.py says of the JSON."""
    result = tmp_path_factory.mktemp("score") / "okayama.json"
    jobs.compare(jobs.Request(plan_book("okayama", request.param), json=result))
    tool, answers = shared / "tools" / "score_comparison.py", shared / "data" / "okayama.json"
    command = [sys.executable, "-X", "utf8", "-W", "ignore::ResourceWarning", str(tool), str(result), str(answers)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60).stdout


def figure(score: str, pattern: str) -> float:
    found = re.search(pattern, score)
    assert found, f"no {pattern} in:\n{score}"
    return float(found[1])


def test_okayama_items_are_all_recognised(okayama_score: str) -> None:
    assert "items_old: 182 of 182 recognised, 3 not" in okayama_score  # the titles of the three areas
    assert "items_new: 170 of 170 recognised, 3 not" in okayama_score


def test_okayama_pairs_are_those_of_people(okayama_score: str) -> None:
    assert figure(okayama_score, r"pairs_p_r_f1: \S+ \S+ (\S+)") == 1


def test_okayama_moved_blocks_are_those_of_people(okayama_score: str) -> None:
    assert figure(okayama_score, r"moves_p_r_f1: \S+ \S+ (\S+)") == 1
    assert "move_blocks: 2/2 (the comparison has 2)" in okayama_score


def test_okayama_marks_are_those_of_people(okayama_score: str) -> None:
    assert figure(okayama_score, r"marks_p_r_f1: \S+ \S+ (\S+)") == 1
    assert "marks_exact: 18/18" in okayama_score


@pytest.mark.parametrize("style", STYLES)
def test_okayama_has_seven_moved_blocks(compared: Callable[[str, str], Comparison], style: str) -> None:
    comparison = compared("okayama", style)
    blocks: dict[int, list[str]] = {}
    for pair in comparison.pairs:
        if pair.move is not None and pair.old is not None:
            blocks.setdefault(pair.move, []).append(comparison.old.items[pair.old].text)
    assert sorted(blocks) == [1, 2, 3, 4, 5, 6, 7]
    assert [blocks[number][0][:12] for number in sorted(blocks)] == [
        "■ KPI：①日本年金機",
        "■ KPI：②返納金債権",
        "○ビッグデータを活用した",
        "支部目標 健活企業宣言事",
        "支部目標 健活企業特定健",
        "支部目標 メールマガジン",
        "・加入者・事業主や関係機",
    ]
    assert [len(blocks[number]) for number in sorted(blocks)] == [1, 1, 2, 1, 2, 2, 1]


# ── all three: items, styles ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("style", STYLES)
def test_every_item_is_recognised(
    compared: Callable[[str, str], Comparison], shared: Path, name: str, style: str
) -> None:
    document = json.loads((shared / "data" / f"{name}.json").read_text(encoding="utf-8"))
    comparison = compared(name, style)
    for side, plan in (("old", comparison.old), ("new", comparison.new)):
        wanted = [item for item in document[side] if item["text"] != item["section"]]
        read = Counter(folded(item.text) for item in plan.items if item.kind is not Kind.AREA)
        assert read == Counter(folded(item["text"]) for item in wanted)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_table_and_outline_give_the_same_pairs(compared: Callable[[str, str], Comparison], name: str) -> None:
    table, outline = compared(name, "table"), compared(name, "outline")
    assert indices(table) == indices(outline)
    assert [pair.move for pair in table.pairs] == [pair.move for pair in outline.pairs]


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("style", STYLES)
def test_nothing_said_of_a_document_changes_unseen(
    compared: Callable[[str, str], Comparison], golden: Callable[[str, str], None], name: str, style: str
) -> None:
    comparison = compared(name, style)
    golden(f"pairs_{name}", "\n".join(said_of(comparison, pair) for pair in comparison.pairs))


def said_of(comparison: Comparison, pair: Pair) -> str:
    """One line: what happened, ↕ its move, ? a doubt; how alike; both items' beginnings and their marked words."""
    old = "" if pair.old is None else comparison.old.items[pair.old].text
    new = "" if pair.new is None else comparison.new.items[pair.new].text
    signs = f"{pair.change.value}{f' ↕{pair.move}' if pair.move else ''}{' ?' if pair.doubtful else ''}"
    sides = f"{pair.likeness:.2f} | {beginning(old)} | {beginning(new)}" if old and new else beginning(old or new)
    marks = [
        " ".join(text[a:b] for a, b in spans) for text, spans in ((old, pair.old_changed), (new, pair.new_changed))
    ]
    return f"{signs} | {sides}" + (f"\n    {marks[0]} → {marks[1]}" if old and new and any(marks) else "")


def beginning(text: str) -> str:
    return folded(text)[:14]


# ── what a book's looks don't change ───────────────────────────────────────────────────────────────────────────────


def short_era(year: int) -> str:
    return f"R{year - 2018}" if year > 2018 else f"H{year - 1988}"


def wide_era(year: int) -> str:
    era = f"令和 {year - 2018}" if year > 2018 else f"平成 {year - 1988}"
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in era) + "年度（案）"


TAB_NAMES: dict[str, Callable[[int], str]] = {
    "R3": short_era,
    "２０２１年度": lambda year: f"{year}年度",
    "FY2021": lambda year: f"FY{year}",
    "令和 ３年度（案）": wide_era,
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("tabs", TAB_NAMES)
def test_tabs_of_another_name_and_order_change_no_pair(
    compared: Callable[[str, str], Comparison], plan_book: PlanBook, tmp_path: Path, name: str, tabs: str
) -> None:
    book = openpyxl.load_workbook(plan_book(name, "table"))
    for sheet in book.worksheets:
        sheet.title = TAB_NAMES[tabs](fiscal_year(sheet.title) or 0)
    book.move_sheet(book.worksheets[0], 1)
    book.create_sheet("メモ", 1).append(["分野のメモ"])
    assert compared_copy(book, tmp_path) == indices(compared(name, "table"))


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("seed", range(4))
def test_columns_in_another_order_change_no_pair(
    compared: Callable[[str, str], Comparison], plan_book: PlanBook, tmp_path: Path, name: str, seed: int
) -> None:
    book = openpyxl.load_workbook(plan_book(name, "table"))
    for number, sheet in enumerate(book.worksheets):
        rows = list(sheet.iter_rows(values_only=True))
        order = list(range(len(rows[0])))
        Random(seed * 10 + number).shuffle(order)
        for r, row in enumerate(rows, 1):
            for c, k in enumerate(order, 1):
                sheet.cell(r, c).value = row[k]
    assert compared_copy(book, tmp_path) == indices(compared(name, "table"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_header_further_down_changes_no_pair(
    compared: Callable[[str, str], Comparison], plan_book: PlanBook, tmp_path: Path, name: str
) -> None:
    book = openpyxl.load_workbook(plan_book(name, "outline"))
    for sheet in book.worksheets:
        sheet.insert_rows(1, 3)
        sheet["A1"] = "事業計画（案）"
    assert compared_copy(book, tmp_path) == indices(compared(name, "outline"))


def compared_copy(book: openpyxl.Workbook, folder: Path) -> Indices:
    copy = folder / "book.xlsx"
    book.save(copy)
    return indices(jobs.compare(jobs.Request(copy)).comparison)


# ── Kagoshima and Gunma: a person's pairs ──────────────────────────────────────────────────────────────────────────


def cases(table: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str, str]]:
    return [(name, old, new) for name, pairs in table.items() for old, new in pairs]


def is_paired(comparison: Comparison, old: str, new: str) -> bool:
    """Whether an old item that begins with `old` became a new one that begins with `new`. Both have to exist."""
    olds = {i for i, item in enumerate(comparison.old.items) if item.text.startswith(old)}
    news = {i for i, item in enumerate(comparison.new.items) if item.text.startswith(new)}
    assert olds, old
    assert news, new
    return any(pair.old in olds and pair.new in news for pair in comparison.pairs)


@pytest.mark.parametrize(("name", "old", "new"), cases(PAIRS))
def test_a_pair_that_anyone_would_make_is_made(
    compared: Callable[[str, str], Comparison], name: str, old: str, new: str
) -> None:
    assert is_paired(compared(name, "table"), old, new)


@pytest.mark.parametrize(("name", "old", "new"), cases(NEVER))
def test_a_pair_that_nobody_would_make_is_not_made(
    compared: Callable[[str, str], Comparison], name: str, old: str, new: str
) -> None:
    assert not is_paired(compared(name, "table"), old, new)


@pytest.mark.xfail(strict=True, reason="known: people pair these")
@pytest.mark.parametrize(("name", "old", "new"), cases(MISSED))
def test_a_missed_pair_is_made(compared: Callable[[str, str], Comparison], name: str, old: str, new: str) -> None:
    assert is_paired(compared(name, "table"), old, new)


@pytest.mark.xfail(strict=True, reason="known: people don't pair these")
@pytest.mark.parametrize(("name", "old", "new"), cases(WRONG))
def test_a_wrong_pair_is_not_made(compared: Callable[[str, str], Comparison], name: str, old: str, new: str) -> None:
    assert not is_paired(compared(name, "table"), old, new)
