"""A book in which somebody wrote the titles anew is read by every command, with all that was typed, and told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from xlcompare import progress_words as words
from xlcompare import rollup_words
from xlcompare.hosts.cli import main
from xlcompare.jobs.collecting import CollectRequest, collect
from xlcompare.jobs.progress import ProgressRequest, progress
from xlcompare.reading.from_file import open_book
from xlcompare.reading.progress_book import read_progress_book

from ..progress.books import AREA_HEADER, CONTENT_KPI, PLAN, STAFF, VISIT, columns_of
from .head_office import OKAYAMA, Office, typed

NEW = PLAN.replace("健診機関と連携して", "健診機関と協力して")
TYPED = {
    (STAFF, words.OWNER): "業務・総務",
    (STAFF, words.METHOD): "6月・12月",
    (STAFF, words.PROGRESS): "1回開いた",
    (STAFF, words.RATING): "○",
    (VISIT, words.NEXT): "10社を訪ねる",
    (CONTENT_KPI, "9月"): 93.4,
    (CONTENT_KPI, words.RATING): "△",
    (CONTENT_KPI, words.REMARK): "速報の値",
    (CONTENT_KPI, words.THRESHOLD): 96.0,
}
Rename = Callable[[Any], None]


def retitled(titles: dict[str, str | None]) -> Rename:
    """Every column named gets that title, on the areas' sheets and on KPI一覧."""

    def rename(book: Any) -> None:
        for sheet in book.worksheets:
            header, columns = columns_of(sheet)
            for name in columns.keys() & titles.keys():
                sheet.cell(header, columns[name]).value = titles[name]

    return rename


def doubled(book: Any) -> None:
    """A column 自己評価 of somebody's own stands beside 評価."""
    for sheet in book.worksheets:
        header, columns = columns_of(sheet)
        if header == AREA_HEADER:
            for area in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(area))
            sheet.insert_cols(columns[words.RATING])
            sheet.cell(header, columns[words.RATING]).value = "自己評価"
            sheet.cell(header + 3, columns[words.RATING]).value = "まだ"


def on_one_sheet_only(book: Any) -> None:
    sheet = next(sheet for sheet in book.worksheets if columns_of(sheet)[0] == AREA_HEADER)
    sheet.cell(AREA_HEADER, columns_of(sheet)[1][words.RATING]).value = "自己評価"


RENAMED: dict[str, Rename] = {
    "one title": retitled({words.RATING: "自己評価"}),
    "every title": retitled(
        {
            words.OWNER: "担当者",
            words.CONTENT: "取組内容",
            words.METHOD: "方法",
            words.PROGRESS: "実施状況（9月末）",
            words.RATING: "支部評価",
            words.NEXT: "今後の予定",
            words.SENTENCE: "KPI・支部目標",
            words.THRESHOLD: "数値目標",
            words.REMARK: "備考",
            "9月": "9月実績",
        }
    ),
    "titles that nobody knows": retitled(
        {words.PROGRESS: "実績と課題", words.RATING: "ランク", words.OWNER: "だれが", words.REMARK: "一言"}
    ),
    "emptied titles": retitled({words.RATING: None, words.REMARK: None}),
    "on one sheet only": on_one_sheet_only,
    "twice": doubled,
}


@pytest.fixture
def returned(office: Office, request: pytest.FixtureRequest) -> Office:
    """Issued to three branches; Okayama has typed in every column, and written titles anew."""
    office.distribute()
    with office.typing(OKAYAMA) as typing:
        for (text, column), value in TYPED.items():
            typing.type(text, column, value)
        RENAMED[request.param](typing.book)
    return office


@pytest.mark.parametrize("returned", RENAMED, indirect=True)
def test_what_collect_reads_the_other_commands_read_with_all_that_was_typed(
    returned: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    book = returned.out / OKAYAMA

    receipt = next(
        each
        for each in collect(CollectRequest(returned.out, returned.folder / "集約.xlsx", "令和3年度")).rollup.receipts
        if each.branch.code == "33"
    )
    assert receipt.state == rollup_words.RECEIVED
    kinds = {fault.kind for _, fault in receipt.faults}
    assert kinds & {rollup_words.RENAMED_COLUMN, rollup_words.DOUBLED_COLUMN}
    assert rollup_words.NO_COLUMN not in kinds

    read = read_progress_book(open_book(book))
    assert typed(read).items() >= TYPED.items()
    assert read.told

    assert main(["judge", str(book)]) == 0
    said = capsys.readouterr()
    assert "評価 △" in said.out
    assert said.err.splitlines() == list(read.told)

    again = progress(ProgressRequest(returned.folder / "計画.xlsx", returned.folder / "新.xlsx", previous=book))
    assert again.told == read.told
    assert again.progress.unplaced == ()

    result = returned.distribute(NEW, changed=True)
    issue = next(issue for issue in result.issues if issue.branch.code == "33")
    assert (issue.error, issue.renewed, issue.unplaced) == (None, True, 0)
    assert result.told == read.told
    renewed = returned.filled(OKAYAMA)
    assert typed(renewed).items() >= TYPED.items()
    assert renewed.told == ()


@pytest.mark.parametrize("returned", ["twice"], indirect=True)
def test_of_two_columns_the_one_that_is_titled_as_printed_counts_and_the_other_stays(returned: Office) -> None:
    read = returned.filled(OKAYAMA)
    assert read.told[0].endswith(
        "見出し「自己評価」も「評価」に当たります。「評価」の列を「評価」として読み、この列は自由な欄として扱いました。"
    )
    assert "まだ" in [each.value for each in read.typed if each.spot.free is not None]
