"""Every filled cell of a tab is accounted for: in the plan, left out by a rule, or not understood and told."""

from __future__ import annotations

from hypothesis import given, reject
from hypothesis import strategies as st

from xlcompare import notices, words
from xlcompare.errors import PlanError
from xlcompare.plan import Coverage
from xlcompare.reading.checks import checked
from xlcompare.reading.grid import Area, Grid, Struck, Value
from xlcompare.reading.plan_sheet import Reading

HEAD = ("分野", "項目", "内容", "方法", "予算取組", "予算額（千円）")


def read(*rows: tuple[Value, ...], **more: object) -> Reading:
    return checked(Grid("計画.xlsx", "令和6年度", rows, **more))  # type: ignore[arg-type]


def coverage(*rows: tuple[Value, ...], **more: object) -> Coverage:
    return read(*rows, **more).plan.coverage


def test_all_cells_of_a_plain_table_are_read() -> None:
    found = coverage(HEAD, ("基盤", "健診", "勧奨する。", "通年", "チラシ", 100), (None, None, "案内する。"))
    assert (found.read, found.budget, found.left_out, found.not_understood) == (7, 2, (), ())


def test_a_column_of_another_meaning_is_left_out_and_named() -> None:
    found = coverage((*HEAD, "備考"), ("基盤", "健診", "勧奨する。", None, None, None, "昨年度から"))
    assert found.left_out == ((words.BY_COLUMN, 1),)
    assert found.unused == (("G", "備考"),)


def test_a_column_without_a_title_is_not_understood_and_told_once() -> None:
    reading = read(HEAD, *[("基盤", "健診", f"勧奨{k}する。", None, None, None, f"メモ{k}") for k in range(7)])
    assert reading.plan.coverage.not_understood == tuple(f"G{k}" for k in range(2, 9))
    (problem,) = reading.problems
    assert problem.cell == "G2"
    assert "G2、G3、G4、G5、G6 ほか2セル" in problem.message
    (sentence,) = reading.told
    assert sentence == "令和6年度: どの列のものか分からない入力は読んでいません（G2、G3、G4、G5、G6ほか2か所）。"


def test_a_column_that_only_numbers_the_rows_needs_no_title() -> None:
    rows = ((1, "勧奨する。"), (2, "案内する。"), (3, "催告する。"))
    found = coverage((None, "内容"), *rows)
    assert (found.left_out, found.not_understood) == (((words.BY_NUMBER, 3),), ())
    assert coverage((None, "内容"), *rows[:2], (7, "催告する。")).not_understood == ("A2", "A3", "A4")


def test_a_method_that_belongs_to_no_item_is_not_understood() -> None:
    rows = (("基盤", "健診", "勧奨する。", "通年"), (None, None, None, "（続き）秋に行う"))
    assert coverage(HEAD, *rows).not_understood == ("D3",)


def test_a_method_beside_a_subheading_is_the_subheadings() -> None:
    reading = read(
        ("分野", "小項目", "内容", "方法"), ("基盤", "ⅰ）健診", None, "通年"), (None, None, "勧奨する。", None)
    )
    assert reading.plan.coverage.not_understood == ()
    assert [item.method for item in reading.plan.items] == [None, "通年", None]


def test_sums_struck_words_hidden_columns_and_repeated_headers_are_left_out_by_rule() -> None:
    rows = (
        ("分野", "内容", "実施内容", "予算取組", "予算額（千円）"),
        ("基盤", "下書き", "勧奨する。", "チラシ", 100),
        (None, None, None, "合計", 100),
        ("分野", "内容", "実施内容", "予算取組", "予算額（千円）"),
        (None, None, "案内する。", None, None),
        (None, None, "", None, None),
    )
    struck = {(5, 2): Struck(("やめる。",), "やめる。", "やめる。")}
    found = coverage(*rows, hidden_columns=frozenset({1}), struck=struck)
    assert dict(found.left_out) == {words.BY_SUM: 2, words.BY_REPEAT: 5, words.BY_HIDDEN: 1, words.BY_STRIKE: 1}
    assert (found.read, found.not_understood) == (5, ())


def test_an_error_in_a_column_that_is_read_is_not_understood() -> None:
    found = coverage(HEAD, ("基盤", "健診", "勧奨する。"), (None, None, ""), errors={(2, 2): "#REF!", (2, 9): "#N/A"})
    assert found.not_understood == ("C3",)


def test_a_title_merged_across_the_table_is_read_where_the_text_stands() -> None:
    rows = (
        ("No.", "内容", "担当"),
        (None, "・勧奨する。", "保健"),
        ("○窓口の取組", None, None),
        (None, "・案内する。", "業務"),
    )
    reading = read(*rows, merged=(Area(2, 0, 2, 2),))
    assert [item.text for item in reading.plan.items] == ["・勧奨する。", "○窓口の取組", "・案内する。"]
    assert reading.plan.coverage.not_understood == ()
    assert reading.plan.coverage.unused == ()


def test_a_second_table_has_its_own_columns() -> None:
    rows = (
        ("分野", "項目", "内容", "担当"),
        ("基盤", "健診", "勧奨する。", "保健"),
        (),
        ("担当", "項目", "内容"),
        ("業務", "債権", "催告する。"),
    )
    reading = read(*rows)
    assert [(item.text, item.owner) for item in reading.plan.items] == [
        ("基盤", None),
        ("健診", "保健"),
        ("勧奨する。", "保健"),
        ("債権", "業務"),
        ("催告する。", "業務"),
    ]
    assert (reading.plan.coverage.read, reading.plan.coverage.not_understood) == (7, ())
    assert dict(reading.plan.coverage.left_out) == {words.BY_REPEAT: 3}
    assert notices.what_was_read(reading.plan) == (
        "令和6年度：分野はA列、項目はB列、内容はC列、担当はD列、4行目からは担当はA列、項目はB列、内容はC列を読みました。"
    )


TEXTS = st.sampled_from(["基盤", "○健診", "勧奨する。", "KPI", "計", "100", "　", "内容", "分野"])
VALUES = st.one_of(st.none(), TEXTS, st.integers(0, 9))
TITLES = st.lists(st.sampled_from(["内容", "分野", "項目", "予算額", "備考"]), min_size=2, max_size=5, unique=True)


@given(st.lists(st.one_of(st.lists(VALUES, min_size=1, max_size=9), TITLES).map(tuple), min_size=1, max_size=12))
def test_no_filled_cell_is_lost_or_counted_twice(rows: list[tuple[Value, ...]]) -> None:
    try:
        found = coverage(HEAD, ("基盤", "健診", "勧奨する。"), *rows)
    except PlanError:
        reject()  # Two columns of one meaning.
    assert found.filled == 3 + sum(value is not None and bool(str(value).strip()) for row in rows for value in row)
