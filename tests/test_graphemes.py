"""Signs that are written with several characters stay whole: in marks, at cuts, at the ends of lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcompare.comparing.wording import changed_words
from xlcompare.graphemes import cut, goes_on, whole_signs
from xlcompare.hosts.cli import main
from xlcompare.layout.heights import lines, pieces

IVS = "葛\U000e0100"
"""葛 as the city of 葛城 writes it: one sign, three UTF-16 units."""
GA = "か\u3099"
FAMILY = "👨\u200d👩\u200d👧"
SIGNS = [IVS, GA, "ｶﾞ", "ﾊﾟ", "e\u0301", "☂\ufe0f", FAMILY, "👍\U0001f3fd", "🇯🇵", "神\ufe00"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_of_several_characters_is_one(sign: str) -> None:
    text = f"健{sign}診"
    assert [goes_on(text, i) for i in range(len(text))] == [False, False, *[True] * (len(sign) - 1), False]
    assert whole_signs(text, 2, 2 + 1) == (1, 1 + len(sign))
    assert cut(text, 1 + len(sign)) == f"健{sign}"
    assert cut(text, len(sign)) == "健"


def test_two_flags_are_two_signs() -> None:
    assert [goes_on("🇯🇵🇫🇷", i) for i in range(4)] == [False, True, False, True]


def test_ordinary_characters_stand_alone() -> None:
    assert not any(goes_on("健診を65％、ﾊへ", i) for i in range(10))
    assert (cut("健診", 5), whole_signs("健診", 0, 1), whole_signs("健診", 0, 2)) == ("健診", (0, 1), (0, 2))


def test_a_glyph_that_differs_is_marked_whole_on_both_sides() -> None:
    assert changed_words("葛の町と連携", f"{IVS}の町と連携") == (((0, 1),), ((0, 2),))
    assert changed_words("町は辻にある", "町は辻\U000e0101にある") == (((2, 3),), ((2, 4),))


def test_a_voicing_mark_typed_apart_is_no_change() -> None:
    assert changed_words(f"{GA}ん検診", "がん検診") == ((), ())


@given(st.lists(st.sampled_from([*SIGNS, "健", "診", "率", "1"]), max_size=12),
       st.lists(st.sampled_from([*SIGNS, "健", "診", "率", "1"]), max_size=12))  # fmt: skip
def test_no_mark_begins_or_ends_inside_a_sign(old: list[str], new: list[str]) -> None:
    one, other = "".join(old), "".join(new)
    for text, spans in zip((one, other), changed_words(one, other), strict=True):
        assert not [span for span in spans if goes_on(text, span[0]) or goes_on(text, span[1])]


@given(st.lists(st.sampled_from([*SIGNS, "健", "診", "。"]), max_size=40), st.integers(30, 120))
def test_no_line_and_no_piece_begins_inside_a_sign(signs: list[str], width: int) -> None:
    text = "".join(signs)
    for start, _ in (*lines(text, width, 10.5), *pieces(text, width, "ＭＳ 明朝", 10.5, 40)):
        assert not goes_on(text, start)


def compared(book: Path, out: Path) -> dict[str, dict[str, list[dict[str, object]]]]:
    assert main(["compare", str(book), "--json", str(out)]) == 0
    found: dict[str, dict[str, list[dict[str, object]]]] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_variation_selectors_of_a_case_stay_with_their_signs(shared: Path, tmp_path: Path) -> None:
    found = compared(shared / "data" / "cases" / "reading" / "f14_ivs.xlsx", tmp_path / "f14.json")
    for year in (found["old"], found["new"]):
        for item in year["items"]:
            changed = item["changed"]
            assert isinstance(changed, list)
            assert not [at for span in changed for at in span if goes_on(str(item["text"]), at)]


def test_names_in_compatibility_forms_are_printed_as_they_are_written(shared: Path, tmp_path: Path) -> None:
    found = compared(shared / "data" / "cases" / "reading" / "f15_compat_ideographs.xlsx", tmp_path / "f15.json")
    texts = {str(item["text"]) for year in ("old", "new") for item in found[year]["items"]}
    assert "\ufa19谷・\ufa1b田・\ufa10本の各氏に委嘱する。" in texts
    assert {pair["change"] for pair in found["pairs"]} == {"same"}  # type: ignore[call-overload, index]
