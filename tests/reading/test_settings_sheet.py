"""Settings as people leave them: on the sheet 対照表の設定, or in a text file of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlcompare import errors, words
from xlcompare.errors import BookError
from xlcompare.reading.grid import Grid, Value
from xlcompare.reading.settings_sheet import settings_file, settings_in


def on_sheet(*rows: tuple[Value, ...]) -> tuple[tuple[str, str], ...]:
    return settings_in(Grid("岡山.xlsx", words.SETTINGS_SHEET, rows))


def in_file(folder: Path, text: str, encoding: str = "utf-8") -> tuple[tuple[str, str], ...]:
    path = folder / "設定.txt"
    path.write_bytes(text.encode(encoding))
    return settings_file(path)


# ── the sheet ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_rows_below_the_header_are_settings() -> None:
    assert on_sheet(
        (words.SETTINGS_TITLE,),
        (words.SETTINGS_HELP,),
        ("設定", "値", "選べる値", "説明"),
        ("様式", "省庁", "支部／省庁", "「支部」は全文を載せます。"),
        ("用紙", "A3横", "A4横／A3横", "印刷する用紙。"),
    ) == (("様式", "省庁"), ("用紙", "A3横"))


@pytest.mark.parametrize(
    ("value", "text"), [(10, "10"), (10.0, "10"), (10.5, "10.5"), ("10.5", "10.5"), (None, ""), ("", "")]
)
def test_a_value_may_be_a_number_or_blank(value: Value, text: str) -> None:
    assert on_sheet(("設定", "値"), ("文字の大きさ", value)) == (("文字の大きさ", text),)


def test_the_columns_may_stand_in_another_order_and_rows_may_be_blank() -> None:
    assert on_sheet(("値", "設　定"), (), ("A3横", "用紙"), (None, None), ("支部", "様式")) == (
        ("用紙", "A3横"),
        ("様式", "支部"),
    )


def test_a_row_that_ends_before_the_value_is_no_setting() -> None:
    assert on_sheet(("設定", "値"), ("様式",), ("用紙", "A3横")) == (("用紙", "A3横"),)
    assert on_sheet((None, "値", "設定"), (None, "省庁"), (None, "A3横", "用紙")) == (("用紙", "A3横"),)


def test_the_header_says_both_of_its_titles_within_the_first_rows() -> None:
    assert on_sheet(("設定",), ("値",), ("設定", "値"), ("様式", "省庁")) == (("様式", "省庁"),)
    assert on_sheet(*[()] * 19, ("設定", "値"), ("様式", "省庁")) == (("様式", "省庁"),)
    assert on_sheet(*[()] * 20, ("設定", "値"), ("様式", "省庁")) == ()


def test_a_sheet_without_the_header_holds_no_settings() -> None:
    assert on_sheet(("様式", "省庁"), ("用紙", "A3横")) == ()
    assert on_sheet() == ()


# ── the file ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_line_of_the_file_is_a_setting(tmp_path: Path) -> None:
    assert in_file(tmp_path, "様式 = 省庁\n用紙=A3横\n表題 =\n") == (("様式", "省庁"), ("用紙", "A3横"), ("表題", ""))


@pytest.mark.parametrize("text", ["様式＝省庁", "　様式　＝　省庁　", "様式 ＝省庁\r\n"])
def test_the_equals_sign_may_be_full_width(tmp_path: Path, text: str) -> None:
    assert in_file(tmp_path, text) == (("様式", "省庁"),)


def test_only_the_first_equals_sign_divides(tmp_path: Path) -> None:
    assert in_file(tmp_path, "表題 = 令和3年度＝計画=案") == (("表題", "令和3年度＝計画=案"),)


def test_the_byte_order_mark_of_windows_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert in_file(tmp_path, "様式 = 省庁\r\n用紙 = A3横\r\n", "utf-8-sig") == (("様式", "省庁"), ("用紙", "A3横"))


def test_empty_lines_and_comments_are_left_out(tmp_path: Path) -> None:
    text = "# 岡山支部の設定\n\n  # 用紙 = A4横\n＃ 様式 ＝ 支部\n用紙 = A3横\n"
    assert in_file(tmp_path, text) == (("用紙", "A3横"),)


def test_a_line_of_another_form_is_refused_with_its_number(tmp_path: Path) -> None:
    with pytest.raises(BookError) as refused:
        in_file(tmp_path, "様式 = 省庁\n用紙: A3横\n")
    assert "2行目「用紙: A3横」" in str(refused.value)


def test_an_empty_file_holds_no_settings(tmp_path: Path) -> None:
    assert in_file(tmp_path, "") == in_file(tmp_path, "", "utf-8-sig") == ()


@pytest.mark.parametrize("encoding", ["cp932", "utf-16"])
def test_another_encoding_is_refused_with_the_files_name(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(BookError) as refused:
        in_file(tmp_path, "様式 = 省庁", encoding)
    assert str(refused.value) == str(errors.settings_unreadable("設定.txt"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BookError, match=r"^設定\.txt: "):
        settings_file(tmp_path / "設定.txt")
