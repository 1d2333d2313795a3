"""Looks are the template's, but for what a person has chosen; sheets take columns and page set-up from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from xlcompare import words
from xlcompare.comparing.comparison import Comparison
from xlcompare.layout.comparison_sheet import comparison_sheet
from xlcompare.layout.pages import print_setup, printable, widths_on
from xlcompare.layout.review_sheet import review_sheet
from xlcompare.layout.settings_sheet import settings_sheet
from xlcompare.layout.sheet import Cell, Sheet, Text
from xlcompare.layout.styles import budget_looks, looks, review_looks
from xlcompare.settings import Settings
from xlcompare.style import Style
from xlcompare.template import STANDARD, Page, Template

HOUSE = Template(
    {name: replace(style, font="メイリオ", size=style.size + 2) for name, style in STANDARD.styles.items()},
    {name: replace(page, paper="A3", landscape=False) for name, page in STANDARD.pages.items()},
)


def with_styles(**styles: Style) -> Template:
    """The standard template with other styles, by their fields, for the comparison sheet."""
    return replace(STANDARD, styles={**STANDARD.styles, **{words.COMPARISON_STYLES[k]: v for k, v in styles.items()}})


def test_every_style_is_the_templates_where_nothing_is_chosen() -> None:
    style = looks(Settings(), HOUSE)
    assert (style.title.font, style.title.size, style.item.size) == ("メイリオ", 16, 12)
    assert review_looks(Settings(), HOUSE).plain.font == "メイリオ"
    assert budget_looks(Settings(), HOUSE).money.size == 11


def test_a_chosen_font_is_that_of_every_style() -> None:
    settings = Settings(font="游明朝")
    assert {style.font for style in (looks(settings, HOUSE).title, budget_looks(settings, HOUSE).total[1])} == {
        "游明朝"
    }
    assert review_looks(settings, HOUSE).help.font == "游明朝"


def test_a_chosen_size_is_the_items_and_the_others_keep_their_distance() -> None:
    style, money = looks(Settings(size="9"), HOUSE), budget_looks(Settings(size="9"), HOUSE).money
    assert (style.item.size, style.title.size, style.legend.size, money.size) == (9, 13, 8, 8)
    assert review_looks(Settings(size="9"), HOUSE).plain.size == 11


def test_no_letters_become_too_small_to_read() -> None:
    tiny = with_styles(
        legend=replace(STANDARD.styles["対照表 凡例"], size=4.5), item=replace(looks(Settings()).item, size=12)
    )
    assert looks(Settings(size="9"), tiny).legend.size == 4


def test_a_chosen_sign_outweighs_the_templates_and_none_leaves_it() -> None:
    money = STANDARD.styles["予算 増減"]
    template = replace(STANDARD, styles={**STANDARD.styles, "予算 増減": replace(money, number_format="#,##0;-#,##0")})
    assert budget_looks(Settings(), template).difference.number_format == "#,##0;-#,##0"
    assert budget_looks(Settings(negative="▲"), template).difference.number_format == '#,##0;"▲"#,##0'
    assert budget_looks(Settings(zero="±0"), template).difference.number_format == '#,##0;-#,##0;"±0"_ '
    assert budget_looks(Settings(negative="▲")).name == budget_looks(Settings()).name


# ── paper and columns ──────────────────────────────────────────────────────────────────────────────────────────────


def test_paper_is_the_templates_until_one_is_chosen() -> None:
    page = Page((100.0,), "A3", landscape=False, header="&R本部")
    own, chosen = print_setup(page, Settings()), print_setup(page, Settings(paper="A4"))
    assert (own.paper, own.landscape, own.header) == ("A3", False, "&R本部")
    assert (chosen.paper, chosen.landscape, chosen.header) == ("A4", True, "&R本部")


@pytest.mark.parametrize("settings", [Settings(), Settings(paper="A4"), Settings(paper="A3")])
@pytest.mark.parametrize("name", [words.COMPARISON_SHEET, words.BUDGET_SHEET])
def test_columns_fill_the_paper_in_whole_pixels(name: str, settings: Settings) -> None:
    page = STANDARD.pages[name]
    setup = print_setup(page, settings)
    widths, room = widths_on(setup, page), printable(setup)[0]
    assert room - 0.75 * len(widths) <= sum(widths) <= room
    assert all(width % 0.75 == 0 for width in widths)


def test_columns_keep_their_shares_on_other_paper() -> None:
    page = Page((50.0, 100.0, 150.0))
    setup = print_setup(page, Settings(paper="A3"))
    widths = widths_on(setup, page)
    assert [round(width / widths[0], 1) for width in widths] == [1, 2, 3]
    assert sum(widths) == pytest.approx(printable(setup)[0], abs=3)


def test_working_sheets_have_the_templates_columns(compared: Callable[..., Comparison]) -> None:
    page = replace(STANDARD.pages[words.REVIEW_SHEET], widths=tuple(float(30 + 3 * k) for k in range(10)))
    template = replace(HOUSE, pages={**HOUSE.pages, words.REVIEW_SHEET: page})
    sheet = review_sheet(compared("・甲", "・乙"), Settings(), template)
    assert [column.width for column in sheet.columns if not column.hidden] == list(page.widths)
    assert sum(column.hidden for column in sheet.columns) == 2
    settings = settings_sheet(Settings(), template)
    assert settings.print
    assert (settings.print.paper, settings.print.landscape, settings.print.area) == ("A3", False, (19, 0, 19, 0))


# ── room for large letters ─────────────────────────────────────────────────────────────────────────────────────────


def texts(sheet: Sheet, style: Style) -> list[float]:
    """How high the rows are that have a text in `style`."""

    def there(cell: Cell) -> bool:
        return isinstance(cell, Text) and cell.style == style

    return [row.height for row in sheet.rows if any(map(there, row.cells))]


def test_a_large_marker_has_a_row_that_holds_it(compared: Callable[..., Comparison]) -> None:
    large = replace(STANDARD.styles["対照表 移動"], size=40.0)
    comparison = compared("# 甲\n・一を行う。\n・二を行う。", "# 甲\n・一を行う。\n・二を行う。\n・三を行う。")
    sheet = comparison_sheet(comparison, Settings(wholly="words"), with_styles(marker=large))
    (high,) = texts(sheet, large)
    assert high > 40


def test_a_narrow_column_on_either_side_makes_rows_higher(compared: Callable[..., Comparison]) -> None:
    text = "・電話での応対を振り返る勉強会を四半期ごとに開く。" * 4
    comparison = compared(f"# 甲\n{text}", f"# 甲\n{text}")

    def high(*widths: float) -> float:
        pages = {**STANDARD.pages, words.COMPARISON_SHEET: Page(widths)}
        return max(row.height for row in comparison_sheet(comparison, Settings(), replace(STANDARD, pages=pages)).rows)

    assert high(60, 100, 500) == high(60, 500, 100) > high(60, 300, 300)


def test_titles_of_working_sheets_are_not_cut() -> None:
    style = replace(STANDARD.styles["確認 表題"], size=36.0)
    template = replace(STANDARD, styles={**STANDARD.styles, "確認 表題": style})
    assert settings_sheet(Settings(), template).rows[0].height > 36
    assert settings_sheet(Settings()).rows[0].height == 24
