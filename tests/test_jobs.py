"""People's corrections and settings, round and round with real files: made, edited as in Excel, made again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from xlcompare import words
from xlcompare.comparing.comparison import Pair
from xlcompare.errors import OutputError, PlanError
from xlcompare.jobs.comparing import Request, Result, compare

SAMPLE = Path(__file__).resolve().parents[1] / "workbooks" / "見本支部_事業計画.xlsx"
OLD, NEW = "令和4年度", "令和5年度"

OLD_A = "○保険証を返していない人へ、資格喪失の処理から10営業日以内に返納を催告する。"
NEW_A = "○保険証を返していない人へ、資格喪失の処理から7営業日以内に返納を催告する。"
DROPPED = "○窓口の換気と消毒を徹底する。"
ADDED = "○データ分析を担う職員を育てるため、統計の講座を年3回受けさせる。"
SAME = "○傷病手当金等は、申請の受付から10日以内に支給する。"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "岡山支部.xlsx"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "対照表.xlsx"


def made(book: Path, out: Path | None = None, **more: Any) -> Result:
    return compare(Request(book, out=out, **more))


def partner(result: Result, text: str) -> str | None:
    """The text of the item that the item with `text` is paired with; None where it has no counterpart."""
    comparison = result.comparison
    olds, news = comparison.old.items, comparison.new.items
    for pair in comparison.pairs:
        old = olds[pair.old].text if pair.old is not None else None
        new = news[pair.new].text if pair.new is not None else None
        if old == text != new:
            return new
        if new == text:
            return old
    raise AssertionError(f"no item {text!r}")


def pair_of(result: Result, text: str) -> Pair:
    items = result.comparison.new.items
    return next(pair for pair in result.comparison.pairs if pair.new is not None and items[pair.new].text == text)


# ── a person at work in Excel ──────────────────────────────────────────────────────────────────────────────────────


class Review:
    """The sheet 対応確認 of the book at `path`, open in Excel; saved at the end of `with`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Review:
        self.book = openpyxl.load_workbook(self.path)
        self.sheet: Worksheet = self.book[words.REVIEW_SHEET]
        (self.header,) = [row for row in range(1, 9) if self.sheet.cell(row, 1).value == words.STATE]
        names = [cell.value for cell in self.sheet[self.header]]
        self.columns = {str(name): k for k, name in enumerate(names, 1)}
        return self

    def __exit__(self, *_: object) -> None:
        self.book.save(self.path)

    def row(self, text: str) -> int:
        """The first row with an item of this text on either side."""
        places = (words.OLD_TEXT, words.NEW_TEXT)
        rows = range(self.header + 1, self.sheet.max_row + 1)
        return next(row for row in rows if text in [self.value(row, place) for place in places])

    def value(self, row: int, column: str) -> Any:
        return self.sheet.cell(row, self.columns[column]).value

    def write(self, row: int, column: str, value: str | None) -> None:
        self.sheet.cell(row, self.columns[column]).value = value

    def states(self) -> list[tuple[str, Any, Any]]:
        """(state, old text, new text) of the rows on which a person has decided."""
        rows = range(self.header + 1, self.sheet.max_row + 1)
        decided = [row for row in rows if self.value(row, words.STATE) in (words.DECIDED, words.ORPHAN)]
        wanted = (words.STATE, words.OLD_TEXT, words.NEW_TEXT)
        return [tuple(self.value(row, name) for name in wanted) for row in decided]  # type: ignore[misc]


def join(out: Path, old: str = DROPPED, new: str = ADDED) -> None:
    """Write the address of `new` beside `old`."""
    with Review(out) as review:
        address = review.value(review.row(new), words.NEW_CELL)
        review.write(review.row(old), words.NEW_CELL, address)
        review.write(review.row(old), words.JUDGEMENT, words.PAIRED)


def part(out: Path, old: str = OLD_A) -> None:
    """Choose 対応しない on the row of `old`."""
    with Review(out) as review:
        review.write(review.row(old), words.JUDGEMENT, words.NOT_PAIRED)


def states(out: Path) -> list[tuple[str, Any, Any]]:
    with Review(out) as review:
        return review.states()


def edit(book: Path, change: Callable[[Any], None]) -> None:
    opened = openpyxl.load_workbook(book)
    change(opened)
    opened.save(book)


# ── corrections ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sample_pairs_are_as_these_tests_expect(book: Path) -> None:
    result = made(book)
    assert [partner(result, text) for text in (OLD_A, DROPPED, ADDED)] == [NEW_A, None, None]


def test_a_pair_that_a_person_parts_stays_apart_in_every_later_run(book: Path, out: Path) -> None:
    made(book, out)
    part(out)
    for _ in range(3):
        result = made(book, out)
        assert partner(result, OLD_A) != NEW_A
        assert (words.DECIDED, OLD_A, NEW_A) in states(out)


def test_an_address_that_a_person_pastes_pairs_the_two_items_in_every_later_run(book: Path, out: Path) -> None:
    made(book, out)
    join(out)
    for _ in range(3):
        result = made(book, out)
        assert partner(result, DROPPED) == ADDED
        assert pair_of(result, ADDED).decided
        assert states(out) == [(words.DECIDED, DROPPED, ADDED)]


def test_a_pasted_address_alone_is_a_decision(book: Path, out: Path) -> None:
    made(book, out)
    with Review(out) as review:
        review.write(review.row(DROPPED), words.NEW_CELL, review.value(review.row(ADDED), words.NEW_CELL).lower())
    assert partner(made(book, out), DROPPED) == ADDED


def test_an_address_that_a_person_clears_leaves_the_item_without_counterpart(book: Path, out: Path) -> None:
    made(book, out)
    with Review(out) as review:
        review.write(review.row(OLD_A), words.NEW_CELL, None)
    for _ in range(3):
        assert partner(made(book, out), OLD_A) is None


def test_back_to_automatic_is_as_if_nobody_had_decided(book: Path, out: Path) -> None:
    before = made(book, out).comparison.pairs
    join(out)
    made(book, out)
    with Review(out) as review:
        review.write(review.row(ADDED), words.JUDGEMENT, words.AUTO)
    result = made(book, out)
    assert (result.decisions, result.comparison.pairs) == ((), before)


def test_corrections_may_come_from_a_file_of_their_own(book: Path, out: Path, tmp_path: Path) -> None:
    made(book, out)
    join(out)
    corrected = tmp_path / "直したもの.xlsx"
    out.rename(corrected)
    result = made(book, out, decisions=corrected)
    assert partner(result, DROPPED) == ADDED
    assert states(out) == [(words.DECIDED, DROPPED, ADDED)]
    corrected.unlink()
    assert partner(made(book, out), DROPPED) == ADDED


def test_the_tab_may_be_copied_into_the_plan_book(book: Path, out: Path) -> None:
    made(book, out)
    join(out)
    rows = list(openpyxl.load_workbook(out)[words.REVIEW_SHEET].iter_rows(values_only=True))

    def copy(opened: Any) -> None:
        tab = opened.create_sheet(words.REVIEW_SHEET)
        for row in rows:
            tab.append(row)

    edit(book, copy)
    out.unlink()
    assert partner(made(book, out), DROPPED) == ADDED
    assert partner(made(book), DROPPED) == ADDED


def test_corrections_outlive_rows_that_move_in_the_plan(book: Path, out: Path) -> None:
    made(book, out)
    join(out)
    part(out)

    def move(opened: Any) -> None:
        for tab, above in ((NEW, 5), (OLD, 9)):
            opened[tab].insert_rows(above, 3)
            for k in range(3):
                opened[tab].cell(above + k, 5).value = f"○間に加えた取組その{k + 1}を行う。"

    edit(book, move)
    result = made(book, out)
    assert partner(result, DROPPED) == ADDED
    assert partner(result, OLD_A) != NEW_A
    assert len(states(out)) >= 2


def test_a_decision_whose_item_is_gone_is_listed_and_kept_until_it_is_back(book: Path, out: Path) -> None:
    made(book, out)
    join(out)

    def text_of(opened: Any, old: str, new: str) -> None:
        for row in opened[NEW].iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new

    edit(book, lambda opened: text_of(opened, ADDED, "○まったく別の取組に書き換えた。"))
    for _ in range(3):
        result = made(book, out)
        assert len(result.comparison.unmet) == 1
        assert states(out) == [(words.ORPHAN, DROPPED, ADDED)]
    edit(book, lambda opened: text_of(opened, "○まったく別の取組に書き換えた。", ADDED))
    assert partner(made(book, out), DROPPED) == ADDED
    assert states(out) == [(words.DECIDED, DROPPED, ADDED)]


@pytest.mark.parametrize("reverse", [False, True])
def test_sorting_by_the_filter_buttons_changes_no_decision(book: Path, out: Path, reverse: bool) -> None:
    """Excel's filter buttons sort what the filter covers, and nothing else."""
    made(book, out)
    join(out)
    part(out)
    made(book, out)
    expected = made(book, out)
    with Review(out) as review:
        area = review.sheet[review.sheet.auto_filter.ref]
        body = [[cell.value for cell in row] for row in area[1:]]
        body.sort(key=lambda row: str(row[review.columns[words.NEW_TEXT] - 1]), reverse=reverse)
        for cells, values in zip(area[1:], body, strict=True):
            for cell, value in zip(cells, values, strict=True):
                cell.value = value
        for row in range(8, 60):
            review.sheet.row_dimensions[row].hidden = True
    result = made(book, out)
    assert result.comparison.pairs == expected.comparison.pairs
    assert set(result.decisions) == set(expected.decisions)
    assert len(result.decisions) == 2


def test_an_address_that_no_item_has_is_refused_with_its_cell_and_nothing_is_written(book: Path, out: Path) -> None:
    made(book, out)
    with Review(out) as review:
        review.write(review.row(DROPPED), words.NEW_CELL, "Z999")
        row = review.row(DROPPED)
    before = out.read_bytes()
    with pytest.raises(PlanError, match=rf"対照表\.xlsx 対応確認!F{row}: 番地「Z999」"):
        made(book, out)
    assert out.read_bytes() == before


def test_a_judgement_that_is_not_offered_is_refused_with_its_cell(book: Path, out: Path) -> None:
    made(book, out)
    with Review(out) as review:
        review.write(review.row(DROPPED), words.JUDGEMENT, "はい")
        row = review.row(DROPPED)
    with pytest.raises(PlanError, match=f"対応確認!J{row}: 判定「はい」"):
        made(book, out)


def test_a_file_of_decisions_without_the_tab_is_refused(book: Path, out: Path) -> None:
    with pytest.raises(PlanError, match="シート「対応確認」がありません"):
        made(book, out, decisions=SAMPLE)
    assert not out.exists()


# ── settings ───────────────────────────────────────────────────────────────────────────────────────────────────────


def set_in(path: Path, **values: str) -> None:
    """Choose values on the sheet 対照表の設定."""

    def change(opened: Any) -> None:
        for row in opened[words.SETTINGS_SHEET].iter_rows():
            if row[0].value in values:
                row[1].value = values[row[0].value]

    edit(path, change)


def setting(path: Path, name: str) -> Any:
    rows: Iterable[Any] = openpyxl.load_workbook(path)[words.SETTINGS_SHEET].iter_rows(values_only=True)
    return next(row[1] for row in rows if row[0] == name)


def sheet_of(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path)[words.COMPARISON_SHEET]


def test_settings_chosen_in_the_workbook_are_followed_and_stay(book: Path, out: Path) -> None:
    made(book, out)
    set_in(out, 様式="省庁", 用紙="A3横", 列の順="旧を左", フォント="メイリオ", 支部名="架空支部")
    for _ in range(2):
        made(book, out)
        sheet = sheet_of(out)
        assert sheet.page_setup.paperSize == 8
        assert sheet["B3"].value == "旧（令和4年度）"
        assert sheet["B4"].font.name == "Meiryo"
        assert sheet["A1"].value == "令和5年度　架空支部事業計画（新旧対照表）案"
        assert "（略）" in {cell.value for cell in sheet["B"]}
        assert [setting(out, name) for name in ("様式", "フォント")] == ["省庁", "メイリオ"]


def test_a_style_that_is_asked_for_beats_the_sheet(book: Path, out: Path) -> None:
    made(book, out)
    set_in(out, 様式="省庁")
    made(book, out, style="branch")
    assert "（略）" not in {cell.value for cell in sheet_of(out)["B"]}
    assert setting(out, "様式") == "支部"


def test_settings_may_come_from_a_text_file(book: Path, out: Path, tmp_path: Path) -> None:
    file = tmp_path / "設定.txt"
    file.write_text("# 会議用\n\n用紙 = A3横\n表題＝計画の新旧対照表\n", encoding="utf-8-sig")
    made(book, out, settings=file)
    assert sheet_of(out).page_setup.paperSize == 8
    assert sheet_of(out)["A1"].value == "計画の新旧対照表"


def test_settings_may_come_from_another_workbook(book: Path, out: Path, tmp_path: Path) -> None:
    model = tmp_path / "ひな形.xlsx"
    made(book, model)
    set_in(model, 用紙="A3横")
    made(book, out, settings=model)
    assert sheet_of(out).page_setup.paperSize == 8


def test_a_value_that_is_not_offered_is_refused_with_those_that_are(book: Path, out: Path) -> None:
    made(book, out)
    set_in(out, 用紙="B4")
    with pytest.raises(
        PlanError, match=r"対照表\.xlsx: 設定「用紙」の値「B4」は使えません。テンプレートに合わせる・A4横・A3横のどれか"
    ):
        made(book, out)


def test_a_settings_file_that_holds_none_is_refused(book: Path, out: Path) -> None:
    with pytest.raises(PlanError, match="シート「対照表の設定」がありません"):
        made(book, out, settings=SAMPLE)


# ── files ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", "分野,内容".encode()])
def test_somebodys_own_file_is_never_replaced(book: Path, out: Path, content: bytes) -> None:
    out.write_bytes(content)
    with pytest.raises(OutputError, match="上書きしないように中止"):
        made(book, out)
    assert out.read_bytes() == content


def test_the_json_never_replaces_the_workbook_or_what_the_run_reads(book: Path, out: Path) -> None:
    with pytest.raises(OutputError):
        made(book, out, json=out)
    assert not out.exists()
    made(book, out)
    with pytest.raises(OutputError):
        made(book, json=out, decisions=out)
    made(book, json=out.with_suffix(".json"), decisions=out)
    assert json.loads(out.with_suffix(".json").read_bytes())["format"] == 1
