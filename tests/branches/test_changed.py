"""--changed: a new plan, look or list goes into books that are partly filled, and nothing typed is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from xlcompare import progress_words as words
from xlcompare.hosts.distributing import about
from xlcompare.jobs.distributing import DistributeRequest, distribute
from xlcompare.jobs.progress import ProgressRequest, progress
from xlcompare.stamp import item_ids

from ..progress.books import CONTENT_KPI, DUN, LAW, PLAN, STAFF, VISIT, write_plan
from .head_office import IWATE, LIST, MARCH, OKAYAMA, OKINAWA, Office, states, thresholds, typed

NEW = PLAN.replace("接遇研修を年2回開き", "接遇研修を年3回開き").replace(
    "    健診機関と連携して", "    健診を受けていない人に手紙を送る。 | 保健\n    健診機関と連携して"
)
STAFF_NEW = STAFF.replace("年2回", "年3回")


@pytest.fixture
def filled(office: Office) -> Office:
    """Issued to three branches; Okayama has typed in four cells."""
    office.distribute()
    with office.typing(OKAYAMA) as typing:
        typing.type(STAFF, words.PROGRESS, "1回開いた")
        typing.type(STAFF, words.RATING, "○")
        typing.type(VISIT, words.NEXT, "=10社を訪ねる")
        typing.at(VISIT, words.NEXT).data_type = "s"  # As Excel has it in a cell for text.
        typing.type(CONTENT_KPI, "9月", 93.4)
    return office


def test_a_revision_of_the_plan_keeps_what_was_typed(filled: Office) -> None:
    before = filled.files()[OKAYAMA]
    result = filled.distribute(NEW, changed=True)
    assert states(result) == ["renewed"] * 3
    okayama = filled.filled(OKAYAMA)
    assert typed(okayama) == {
        (STAFF_NEW, words.PROGRESS): "1回開いた",
        (STAFF_NEW, words.RATING): "○",
        (VISIT, words.NEXT): "=10社を訪ねる",
        (CONTENT_KPI, "9月"): 93.4,
    }
    assert okayama.unplaced == ()
    assert "健診を受けていない人に手紙を送る。" in [item.text for item in okayama.plan.items]
    issue = result.issues[1]
    assert (issue.total, issue.unplaced) == (4, 0)
    assert issue.backup is not None
    assert (issue.backup.name, issue.backup.read_bytes()) == (OKAYAMA.replace(".xlsx", ".bak.xlsx"), before)


def test_what_has_no_place_any_more_is_listed_in_the_book(filled: Office) -> None:
    result = filled.distribute(PLAN.replace(f"    {STAFF} | 業務 | 5月・11月\n", ""), changed=True)
    assert result.issues[1].unplaced == 2
    assert {each.value for each in filled.filled(OKAYAMA).unplaced} == {"1回開いた", "○"}


def test_without_a_change_every_book_is_left_untouched(filled: Office) -> None:
    before = filled.files()
    result = filled.distribute(changed=True)
    assert states(result) == ["same"] * 3
    assert {name: data for name, data in filled.files().items() if name != "配布一覧.csv"} == {
        name: data for name, data in before.items() if name != "配布一覧.csv"
    }


def test_a_second_run_after_a_revision_changes_nothing(filled: Office) -> None:
    filled.distribute(NEW, changed=True)
    before = filled.files()
    assert states(filled.distribute(NEW, changed=True)) == ["same"] * 3
    assert filled.files() == before


def test_another_house_style_goes_into_all_books(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from xlcompare.jobs import distributing

    real = distributing.template_of

    def larger(path: Path | None) -> object:
        template = real(path)
        name = words.STYLES["typed"]
        return replace(template, styles={**template.styles, name: replace(template.styles[name], size=12)})

    monkeypatch.setattr(distributing, "template_of", larger)
    result = filled.distribute(changed=True)
    assert states(result) == ["renewed"] * 3
    assert len(typed(filled.filled(OKAYAMA))) == 4


def test_paired_items_keep_their_ids_and_all_books_agree(filled: Office) -> None:
    old = filled.filled(OKAYAMA)
    # A branch that is new on the list gets the ids that the others' books have.
    filled.distribute(NEW, LIST + "13,東京支部,\n", changed=True)
    stamps = [filled.filled(name).stamp for name in (IWATE, OKAYAMA, OKINAWA, "13_東京支部_進捗管理表.xlsx")]
    assert len({stamp.ids for stamp in stamps if stamp}) == 1
    new = filled.filled(OKAYAMA)
    assert old.stamp is not None and new.stamp is not None  # noqa: PT018
    before = {item.text: given for item, given in zip(old.plan.items, old.stamp.ids, strict=True)}
    after = {item.text: given for item, given in zip(new.plan.items, new.stamp.ids, strict=True)}
    assert after[STAFF_NEW] == before[STAFF]
    assert {text: given for text, given in after.items() if text in before} == {
        text: given for text, given in before.items() if text in after
    }
    assert new.stamp.ids != item_ids(new.plan)
    assert len(set(new.stamp.ids)) == len(new.plan.items)


def test_a_run_that_was_ended_half_way_gives_the_others_the_same_ids(filled: Office) -> None:
    first = "コード,支部名\n3,岩手支部\n"
    filled.distribute(NEW, first, changed=True)
    filled.distribute(NEW, changed=True)
    stamps = [filled.filled(name).stamp for name in (IWATE, OKAYAMA, OKINAWA)]
    assert len({stamp.ids for stamp in stamps if stamp}) == 1


def test_a_book_is_known_by_its_stamp_whatever_it_is_called(filled: Office) -> None:
    (filled.out / OKAYAMA).rename(filled.out / "（入力済）岡山.xlsx")
    result = filled.distribute(NEW, changed=True)
    assert [issue.path.name for issue in result.issues] == [IWATE, "（入力済）岡山.xlsx", OKINAWA]
    assert typed(filled.filled("（入力済）岡山.xlsx"))[STAFF_NEW, words.PROGRESS] == "1回開いた"
    assert not (filled.out / OKAYAMA).exists()


def test_another_name_of_the_branch_goes_into_its_book(filled: Office) -> None:
    result = filled.distribute(branches=LIST.replace("岡山支部", "岡山県支部"), changed=True)
    assert states(result) == ["same", "renewed", "same"]
    assert result.issues[1].path.name == OKAYAMA
    okayama = filled.filled(OKAYAMA)
    assert okayama.stamp is not None
    assert (okayama.settings.branch, okayama.stamp.branch) == ("岡山県支部", "岡山県支部")
    assert len(typed(okayama)) == 4


def test_two_copies_of_a_renamed_book_are_for_a_person_to_choose_from(filled: Office) -> None:
    shutil.copy(filled.out / OKAYAMA, filled.out / "岡山1.xlsx")
    (filled.out / OKAYAMA).rename(filled.out / "岡山2.xlsx")
    result = filled.distribute(NEW, changed=True)
    assert states(result) == ["renewed", "failed", "renewed"]
    assert "「岡山2.xlsx」も「岡山支部」のブックです" in str(result.issues[1].error)


def test_a_filled_copy_beside_the_blank_is_what_is_renewed(office: Office) -> None:
    office.distribute()
    blank, copy = office.out / OKAYAMA, office.out / "岡山（提出）.xlsx"
    shutil.copy(blank, copy)
    with office.typing(copy.name) as typing:
        typing.type(STAFF, words.PROGRESS, "1回開いた")
    before = blank.read_bytes()
    result = office.distribute(NEW, changed=True)
    assert states(result) == ["renewed"] * 3
    assert typed(office.filled(copy.name)) == {(STAFF_NEW, words.PROGRESS): "1回開いた"}
    assert blank.read_bytes() == before
    assert any(OKAYAMA in line and copy.name in line for line in about(result))
    assert office.listed()[1]["ファイル"] == copy.name


@pytest.mark.parametrize("both", [True, False], ids=["both filled in", "only the one with the name"])
def test_a_second_book_of_a_branch_is_for_a_person_to_choose_from(filled: Office, both: bool) -> None:
    shutil.copy(filled.out / (OKAYAMA if both else IWATE), filled.out / "写し.xlsx")
    if not both:
        with filled.typing(IWATE) as typing:
            typing.type(STAFF, words.PROGRESS, "1回開いた")
    before = filled.files()
    result = filled.distribute(NEW, changed=True)
    failed = 1 if both else 0
    assert states(result) == ["failed" if k == failed else "renewed" for k in range(3)]
    assert "「写し.xlsx」も" in str(result.issues[failed].error)
    assert {name: filled.files()[name] for name in ("写し.xlsx", (IWATE, OKAYAMA)[failed])} == {
        name: before[name] for name in ("写し.xlsx", (IWATE, OKAYAMA)[failed])
    }


def test_a_shorter_list_keeps_the_lines_of_the_books_that_are_still_there(filled: Office) -> None:
    (filled.out / OKINAWA).rename(filled.out / "沖縄.xlsx")
    filled.distribute(NEW, "コード,支部名\n33,岡山支部\n", changed=True)
    assert [(row["コード"], row["ファイル"]) for row in filled.listed()] == [
        ("03", IWATE),
        ("33", OKAYAMA),
        ("47", "沖縄.xlsx"),
    ]
    for row in filled.listed():
        assert row["SHA-256"] == sha256((filled.out / row["ファイル"]).read_bytes()).hexdigest()
    (filled.out / IWATE).unlink()
    filled.distribute(NEW, "コード,支部名\n33,岡山支部\n", changed=True)
    assert [row["コード"] for row in filled.listed()] == ["33", "47"]


def test_a_book_with_macros_is_not_written_as_one_without(filled: Office) -> None:
    (filled.out / OKAYAMA).rename(filled.out / "岡山.xlsm")
    before = filled.files()["岡山.xlsm"]
    result = filled.distribute(NEW, changed=True)
    assert states(result) == ["renewed", "failed", "renewed"]
    assert "マクロ有効ブック" in str(result.issues[1].error)
    assert filled.files()["岡山.xlsm"] == before
    assert not (filled.out / OKAYAMA).exists(), "an empty one beside it would pass for Okayama's"


def test_books_that_were_swapped_are_named_and_the_others_done(filled: Office) -> None:
    (filled.out / OKAYAMA).rename(filled.out / "x")
    (filled.out / IWATE).rename(filled.out / OKAYAMA)
    (filled.out / "x").rename(filled.out / IWATE)
    before = filled.files()
    result = filled.distribute(NEW, changed=True)
    assert states(result) == ["failed", "failed", "renewed"]
    assert "「岡山支部」のブックです" in str(result.issues[0].error)
    assert {name: filled.files()[name] for name in (IWATE, OKAYAMA)} == {
        name: before[name] for name in (IWATE, OKAYAMA)
    }


@pytest.mark.parametrize("lock", [f"~${OKAYAMA}", f".~lock.{OKAYAMA}#"])
def test_a_book_that_is_open_is_named_and_the_others_done(filled: Office, lock: str) -> None:
    before = filled.files()[OKAYAMA]
    (filled.out / lock).write_bytes(b"")
    result = filled.distribute(NEW, changed=True)
    assert states(result) == ["renewed", "failed", "renewed"]
    assert "開かれています" in str(result.issues[1].error)
    assert filled.files()[OKAYAMA] == before
    assert [row["SHA-256"] != "" for row in filled.listed()] == [True, False, True]


def test_a_damaged_book_is_named_and_the_others_done(filled: Office) -> None:
    (filled.out / OKAYAMA).write_bytes((filled.out / OKAYAMA).read_bytes()[:5000])
    result = filled.distribute(NEW, changed=True)
    assert states(result) == ["renewed", "failed", "renewed"]
    assert (filled.out / OKAYAMA).stat().st_size == 5000


def test_books_of_another_year_are_left_alone(office: Office) -> None:
    office.distribute()
    plan = write_plan(office.folder / "翌年.xlsx", PLAN, "令和4年度")
    result = distribute(DistributeRequest(plan, office.out, office.folder / "branches.csv", changed=True))
    assert states(result) == ["failed"] * 3
    assert "令和4年度は別のフォルダーに" in str(result.issues[0].error)


def test_a_new_half_begins_in_all_books(filled: Office) -> None:
    result = filled.distribute(changed=True, as_of=MARCH)
    assert states(result) == ["renewed"] * 3
    found = typed(filled.filled(OKAYAMA))
    assert found[STAFF, words.LAST_RATING] == "○"
    assert found[VISIT, words.METHOD] == "=10社を訪ねる"
    back = filled.distribute(changed=True, as_of=MARCH.replace(year=2021, month=9, day=30))
    assert states(back) == ["failed"] * 3, "a half that is over doesn't come back"


# ── own targets ──────────────────────────────────────────────────────────────────────────────────────────────────────


def with_target(figure: str) -> str:
    return f"コード,支部名,1\n33,岡山支部,{figure}\n"


def test_a_target_that_was_issued_anew_replaces_the_one_before(office: Office) -> None:
    office.distribute(branches=with_target("97"))
    assert states(office.distribute(branches=with_target("97"), changed=True)) == ["same"]
    (issue,) = office.distribute(branches=with_target("98"), changed=True).issues
    assert (issue.renewed, issue.total, issue.unplaced) == (True, 0, 0)
    assert thresholds(office.filled(OKAYAMA)) == {CONTENT_KPI: 98}
    office.distribute(branches=with_target(""), changed=True)
    assert thresholds(office.filled(OKAYAMA)) == {}


@pytest.mark.parametrize("own", [99, 95.0], ids=["their own", "the plan's"])
def test_a_target_that_a_person_changed_stays_as_long_as_no_other_is_issued(office: Office, own: float) -> None:
    office.distribute(branches=with_target("97"))
    with office.typing(OKAYAMA) as typing:
        typing.type(CONTENT_KPI, words.THRESHOLD, own)
    expected = {} if own == 95.0 else {CONTENT_KPI: own}
    office.distribute(NEW, with_target("97"), changed=True)
    assert thresholds(office.filled(OKAYAMA)) == expected
    office.distribute(NEW, with_target("98"), changed=True)
    assert thresholds(office.filled(OKAYAMA)) == {CONTENT_KPI: 98}
    left = [(each.value, each.reason) for each in office.filled(OKAYAMA).unplaced]
    assert left == ([] if own == 95.0 else [(99, words.REISSUED)])


def test_ones_own_target_survives_where_none_was_issued(filled: Office) -> None:
    with filled.typing(OKAYAMA) as typing:
        typing.type(CONTENT_KPI, words.THRESHOLD, 99)
    filled.distribute(NEW, changed=True)
    assert thresholds(filled.filled(OKAYAMA)) == {CONTENT_KPI: 99}


# ── a branch makes its own book again ────────────────────────────────────────────────────────────────────────────────


def test_a_branch_that_makes_its_book_again_keeps_the_stamp(office: Office) -> None:
    office.distribute(branches=with_target("97"))
    before = office.filled(OKAYAMA).stamp
    plan = write_plan(office.folder / "岡山.xlsx", NEW)
    progress(ProgressRequest(plan, office.out / OKAYAMA, as_of=MARCH))
    after = office.filled(OKAYAMA).stamp
    assert before is not None and after is not None  # noqa: PT018
    assert (after.code, after.branch) == ("33", "岡山支部")
    assert after.plan != before.plan
    assert len(set(before.ids) & set(after.ids)) == len(before.ids)
    assert [figure for figure in after.targets if figure is not None] == [97]


def test_an_unstamped_book_with_the_name_is_taken_over(office: Office) -> None:
    """Made by `xlcompare progress` before there was a distribution."""
    office.out.mkdir()
    plan = write_plan(office.folder / "岡山.xlsx", PLAN)
    progress(ProgressRequest(plan, office.out / OKAYAMA))
    with office.typing(OKAYAMA) as typing:
        typing.type(LAW, words.PROGRESS, "検討した")
        typing.type(DUN, words.RATING, "△")
    assert states(office.distribute(changed=True)) == ["made", "renewed", "made"]
    okayama = office.filled(OKAYAMA)
    assert okayama.stamp is not None
    assert okayama.stamp.ids == item_ids(okayama.plan)
    assert set(typed(okayama).values()) == {"検討した", "△"}


@pytest.mark.parametrize("form", [True, False])
def test_forms_stay_forms_and_plans_stay_plans(office: Office, form: bool) -> None:
    office.distribute(template_only=form)
    before = office.files()
    result = office.distribute(NEW, changed=True, template_only=not form)
    assert states(result) == ["failed"] * 3
    assert "--template-only を" in str(result.issues[0].error)
    assert {k: v for k, v in office.files().items() if k.endswith("xlsx")} == {
        k: v for k, v in before.items() if k.endswith("xlsx")
    }
    assert states(office.distribute(NEW, changed=True, template_only=form)) == (
        ["same"] * 3 if form else ["renewed"] * 3
    )
