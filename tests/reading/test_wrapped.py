"""Lines pasted with hard line breaks are joined on evidence; lists that someone typed stay lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.reading.wrapped import columns, joined


def texts(*lines: str) -> list[str]:
    return [text for _, text in joined(lines)]


def test_a_sentence_broken_in_the_middle_is_one_again() -> None:
    lines = (
        "・不正請求の疑義が生じた案件については、保険給付の",
        "適正化プロジェクトチームによる対応を強化するため、",
        "事業所への立入検査を実施する。",
    )
    assert texts(*lines) == ["".join(lines)]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("・事業主や加入者に対して資格喪失後の保険証を", "確実に返却していただくよう周知する"),
        ("・医療機関や薬局の窓口で提示する保険証の回収、", "債権の管理を強化する"),
        ("・健診機関と連携した受診勧奨を実施することとし", "未受診者への再勧奨を行う"),
        ("・特定健診の実施率の向上を図る（被保険者の方及び", "被扶養者の方）"),
        ("・加入者や事業主に向けた広報を積極的に行うこと", "で理解を深める"),
    ],
)
def test_evidence_is_a_full_line_that_stops_in_mid_sentence(upper: str, lower: str) -> None:
    assert texts(upper, lower) == [upper + lower]


@pytest.mark.parametrize(
    "lines",
    [
        ("健活企業宣言事業所数 1,500社", "LINE公式アカウント登録者数 2,400人"),
        ("文書による勧奨を", "電話による勧奨を"),
        ("・事業主や加入者に対して資格喪失後の保険証を", "・確実に返却していただくよう周知する"),
        ("・事業主や加入者に対して資格喪失後の保険証を", "※確実に返却していただくよう周知する"),
        ("・事業主や加入者に対して保険証の返却を周知する", "健診の受診を勧奨する取組を実施する"),
        ("・健診を", "・事業主や加入者に対して資格喪失後の保険証の返却を周知する", "・広報を"),
    ],
    ids=["short", "short_and_unfinished", "marked", "a_note", "finished", "not_full"],
)
def test_lists_are_not_joined(lines: tuple[str, ...]) -> None:
    assert texts(*lines) == list(lines)


def test_a_line_knows_where_it_began_and_empty_lines_are_left_out() -> None:
    assert joined(["", "・保険証の回収", "　", " ・債権の管理 "]) == [(1, "・保険証の回収"), (3, "・債権の管理")]


def test_a_joined_line_began_at_its_first_part() -> None:
    lines = ["・広報", "・事業主や加入者に対して資格喪失後の保険証を", "確実に返却していただくよう周知する", "・勧奨"]
    assert [i for i, _ in joined(lines)] == [0, 1, 3]


def test_nothing_gives_nothing() -> None:
    assert joined([]) == joined(["", " "]) == []


@pytest.mark.parametrize(("text", "width"), [("", 0), ("KPI", 3), ("健診", 4), ("ＫＰＩ95％", 10), ("ｹﾝｼﾝ", 4)])
def test_a_full_width_character_takes_two_columns(text: str, width: int) -> None:
    assert columns(text) == width


@given(st.lists(st.text(alphabet=st.sampled_from("健診を、。（）・①KPI95 　の実施"), max_size=30)))
def test_no_text_is_lost_and_none_is_invented(lines: list[str]) -> None:
    assert "".join(texts(*lines)) == "".join(line.strip() for line in lines)
