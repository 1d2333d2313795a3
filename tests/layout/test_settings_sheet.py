"""The sheet 対照表の設定: every setting with its value and what else may be chosen."""

from __future__ import annotations

from collections.abc import Callable

from xlcompare import words
from xlcompare.layout.settings_sheet import HEAD_ROWS, VALUE_COLUMN, settings_sheet
from xlcompare.layout.sheet import Sheet, Text
from xlcompare.settings import Settings, with_values


def table(sheet: Sheet) -> list[list[str]]:
    return [[cell.text if isinstance(cell, Text) else "" for cell in row.cells] for row in sheet.rows[HEAD_ROWS:]]


def test_each_setting_has_a_row_with_its_value() -> None:
    rows = table(settings_sheet(Settings(style="ministry", paper="A3", branch="岡山支部")))
    values = {row[0]: row[VALUE_COLUMN] for row in rows}
    assert [row[0] for row in rows] == [name for _, name, _, _ in words.SETTINGS]
    assert (values["様式"], values["用紙"], values["支部名"], values["列の順"]) == (
        "省庁",
        "A3横",
        "岡山支部",
        "新を左",
    )


def test_what_is_shown_reads_back_as_the_same_settings() -> None:
    chosen = {field: list(choices.values())[-1] if choices else name for field, name, choices, _ in words.SETTINGS}
    settings = Settings(**chosen)
    assert all(getattr(settings, field) != getattr(Settings(), field) for field in chosen)
    rows = table(settings_sheet(settings))
    assert with_values(Settings(), [(row[0], row[VALUE_COLUMN]) for row in rows], "設定") == settings


def test_values_are_chosen_from_a_list_where_only_some_are_offered() -> None:
    sheet = settings_sheet(Settings())
    offered = {sheet.rows[choice.top].cells[0]: choice.values for choice in sheet.choices}
    named = {cell.text: values for cell, values in offered.items() if isinstance(cell, Text)}
    assert named["用紙"] == ("テンプレートに合わせる", "A4横", "A3横")
    assert {"使う列", "支部名", "表題"} == {row[0] for row in table(sheet)} - named.keys()
    assert all(choice.column == VALUE_COLUMN and choice.top == choice.bottom for choice in sheet.choices)


def test_the_settings_sheet_is_as_agreed(as_text: Callable[..., str], golden: Callable[[str, str], None]) -> None:
    golden("settings", as_text(settings_sheet(Settings())))
