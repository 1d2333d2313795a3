"""The sheet 新旧対照表: what stands on which row, in both styles, and that nothing is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from xlcompare.comparing.comparison import Change, Comparison, Level, Pair, Part
from xlcompare.decision import Decision, ItemKey
from xlcompare.errors import InternalError
from xlcompare.layout.comparison_sheet import HEAD_ROWS, comparison_sheet, move_number, title
from xlcompare.layout.heights import height
from xlcompare.layout.pages import printable
from xlcompare.layout.sheet import Merge, Sheet, Text
from xlcompare.settings import Settings

Compared = Callable[..., Comparison]
Rendered = Callable[..., str]

BRANCH, MINISTRY = Settings(), Settings(style="ministry")

OLD = """
# 基盤的機能
! ①窓口の改善
・電話での応対を振り返る勉強会を開く。
・申請書を郵送で出すよう案内する。
! ②資格の確認
・被扶養者の資格を年1回確認する。
・宛先不明の書類を送り直す。
# 戦略的機能
! ①健診の受診促進
・受診率が低い事業所を訪ねる。
"""
NEW = """
# 基盤的機能
! ①窓口の改善
・電話での応対を振り返る勉強会を開く。
・申請書を郵送で出すよう案内する。
! ②資格の確認
・被扶養者の資格を年2回確認する。
・届出の様式変更を社会保険労務士会に知らせる。
# 戦略的機能
! ①健診の受診促進
・受診率が低い事業所を訪ねる。
"""


def body(sheet: Sheet, as_text: Rendered) -> list[str]:
    """The rows between the header and the foot, as text."""
    return [line for line in as_text(sheet).splitlines() if line != "────"][HEAD_ROWS:-3]


def foot(sheet: Sheet) -> list[str]:
    return [cell.text for row in sheet.rows[-3:] if isinstance(cell := row.cells[0], Text) and cell.text]


# ── rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pairs_stand_level_and_what_has_no_counterpart_stands_beside_nothing(
    compared: Compared, as_text: Rendered
) -> None:
    assert body(comparison_sheet(compared(OLD, NEW), BRANCH), as_text) == [
        "*基盤的機能* | *①窓口の改善* | *①窓口の改善*",
        "↑ | ・電話での応対を振り返る勉強会を開く。 | ・電話での応対を振り返る勉強会を開く。",
        "↑ | ・申請書を郵送で出すよう案内する。 | ・申請書を郵送で出すよう案内する。",
        "↑ | *②資格の確認* | *②資格の確認*",
        "↑ | ・被扶養者の資格を年[2回]確認する。 | ・被扶養者の資格を年[1回]確認する。",
        "↑ |  | ・[宛先不明の書類を送り直す。]",
        "↑ | ・[届出の様式変更を社会保険労務士会に知らせる。] |",
        "*戦略的機能* | *①健診の受診促進* | *①健診の受診促進*",
        "↑ | ・受診率が低い事業所を訪ねる。 | ・受診率が低い事業所を訪ねる。",
    ]


def test_the_ministry_style_leaves_out_what_is_unchanged_and_says_what_is_new_or_gone(
    compared: Compared, as_text: Rendered
) -> None:
    sheet = comparison_sheet(compared(OLD, NEW), MINISTRY)
    assert "傍線部分は改正部分" in as_text(sheet).splitlines()[1]
    assert body(sheet, as_text) == [
        "*基盤的機能* | *①窓口の改善* | *①窓口の改善*",
        "↑ | （略） | （略）",
        "↑ | *②資格の確認* | *②資格の確認*",
        "↑ | ・被扶養者の資格を年[2回]確認する。 | ・被扶養者の資格を年[1回]確認する。",
        "↑ | （削る） | ・[宛先不明の書類を送り直す。]",
        "↑ | ・[届出の様式変更を社会保険労務士会に知らせる。] | （新設）",
        "*戦略的機能* | *①健診の受診促進* | *①健診の受診促進*",
        "↑ | （略） | （略）",
    ]


@pytest.mark.parametrize(
    ("settings", "beside_added", "unchanged"),
    [
        (replace(BRANCH, wholly="words"), "（新設）", "・受診率が低い事業所を訪ねる。"),
        (replace(MINISTRY, wholly="blank"), "", "（略）"),
        (replace(MINISTRY, unchanged="full"), "（新設）", "・受診率が低い事業所を訪ねる。"),
        (replace(BRANCH, unchanged="omitted"), "", "（略）"),
    ],
)
def test_what_stands_beside_new_items_and_for_unchanged_ones_can_be_chosen_in_either_style(
    compared: Compared, as_text: Rendered, settings: Settings, beside_added: str, unchanged: str
) -> None:
    rows = body(comparison_sheet(compared(OLD, NEW), settings), as_text)
    assert f"↑ | ・[届出の様式変更を社会保険労務士会に知らせる。] | {beside_added}".rstrip() in rows
    assert rows[-1] == f"↑ | {unchanged} | {unchanged}"


def test_old_first_is_the_same_table_with_its_sides_changed(sample: Comparison, as_text: Rendered) -> None:
    new_first = as_text(comparison_sheet(sample, BRANCH)).splitlines()
    old_first = as_text(comparison_sheet(sample, replace(BRANCH, order="old"))).splitlines()
    assert new_first[2] == "*分野* | *新（令和5年度）* | *旧（令和4年度）*"
    assert old_first[2] == "*分野* | *旧（令和4年度）* | *新（令和5年度）*"
    assert [sides(row) for row in new_first] == [tuple(reversed(sides(row))) for row in old_first]


def sides(row: str) -> tuple[str, ...]:
    """The two years' texts in a rendered row."""
    cells = [cell.strip() for cell in row.split("|")]
    return tuple(cells[1:3]) if len(cells) > 1 else ("", "")


# ── moves ──────────────────────────────────────────────────────────────────────────────────────────────────────────

STAYING = "\n".join(
    f"・{word}についての取組を続けて行う。" for word in ("広報", "納付", "研修", "訪問", "統計", "保健")
)
BLOCK = """
! ③限度額認定証の利用
・病院に申請書を備え付けるよう依頼する。
・研修会で手順を説明する。
"""


def test_a_moved_block_has_one_marker_at_either_place(compared: Compared, as_text: Rendered) -> None:
    sheet = comparison_sheet(
        compared(f"# 基盤\n{BLOCK}\n! ④他\n{STAYING}", f"# 基盤\n! ④他\n{STAYING}\n{BLOCK}"), BRANCH
    )
    rows = body(sheet, as_text)
    assert rows[:3] == [
        "*基盤* | 移動① | *③限度額認定証の利用*",
        "↑ | ↑ | ・病院に申請書を備え付けるよう依頼する。",
        "↑ | ↑ | ・研修会で手順を説明する。",
    ]
    assert rows[-3:] == [
        "↑ | *③限度額認定証の利用* | ①から移動",
        "↑ | ・病院に申請書を備え付けるよう依頼する。 | ↑",
        "↑ | ・研修会で手順を説明する。 | ↑",
    ]
    assert foot(sheet)[0].endswith("（うち移動 3、1か所）")


def test_markers_change_sides_with_the_years(compared: Compared, as_text: Rendered) -> None:
    comparison = compared(f"# 基盤\n{BLOCK}\n! ④他\n{STAYING}", f"# 基盤\n! ④他\n{STAYING}\n{BLOCK}")
    rows = body(comparison_sheet(comparison, replace(BRANCH, order="old")), as_text)
    assert rows[0] == "*基盤* | *③限度額認定証の利用* | 移動①"
    assert rows[-3] == "↑ | ①から移動 | *③限度額認定証の利用*"


def test_a_move_is_numbered_in_a_circle_up_to_50_and_in_brackets_beyond() -> None:
    assert [move_number(n) for n in (1, 20, 21, 35, 36, 50, 51, 60)] == [
        "①", "⑳", "㉑", "㉟", "㊱", "㊿", "(51)", "(60)",
    ]  # fmt: skip


def test_sixty_moves_have_sixty_markers(compared: Compared, as_text: Rendered) -> None:
    """Every other item goes to the end in reverse: each is a block of its own."""
    base = compared("# 基盤\n" + one_each(120), "# 基盤\n" + one_each(120))
    staying, going = range(1, 121, 2), range(2, 121, 2)
    pairs = [replace(base.pairs[0])]
    pairs += [Pair(i, i, Change.SAME, likeness=1.0) for i in staying]
    pairs += [Pair(i, i, Change.SAME, move, 1.0) for move, i in enumerate(going, 1)]
    rows = [Level(0, Part.BOTH)]
    for k in range(60):
        rows += [Level(1 + k, Part.BOTH), Level(61 + k, Part.LEFT)]
    rows += [Level(61 + k, Part.ARRIVED) for k in reversed(range(60))]
    sheet = comparison_sheet(replace(base, pairs=tuple(pairs), levels=tuple(rows)), BRANCH)
    text = as_text(sheet)
    for number in range(1, 61):
        assert f"| 移動{move_number(number)} |" in text
        assert f"| {move_number(number)}から移動" in text
    assert foot(sheet)[0].endswith("（うち移動 60、60か所）")


def one_each(count: int) -> str:
    return "\n".join(f"・取組の第{number}番を行う。" for number in range(count))


# ── head and foot ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_title_names_year_and_branch_and_can_be_set(compared: Compared) -> None:
    comparison = compared(OLD, NEW)
    assert title(comparison, BRANCH) == "令和3年度　岡山支部事業計画（新旧対照表）案"
    assert title(compared(OLD, NEW, branch=None), BRANCH) == "令和3年度　事業計画（新旧対照表）案"
    assert title(comparison, replace(BRANCH, branch="見本支部")) == "令和3年度　見本支部事業計画（新旧対照表）案"
    assert title(comparison, replace(BRANCH, title="新旧対照表")) == "新旧対照表"


def test_the_counts_at_the_foot_add_up_to_the_items_of_both_years(sample: Comparison) -> None:
    counts, proof, cells = foot(comparison_sheet(sample, BRANCH))
    number = {word: int(count) for word, count in (part.split(" ") for part in counts[3:].split("　") if " " in part)
              if count.isdigit()}  # fmt: skip
    paired = number["同一"] + number["変更"] + number["番号・記号のみ変更"]
    assert paired + number["新設"] == len(sample.new.items)
    assert paired + number["廃止"] == len(sample.old.items)
    assert f"令和5年度 {len(sample.new.items)}項目・令和4年度 {len(sample.old.items)}項目" in proof
    assert cells.startswith("見出しより下の入力セル：令和5年度 434個すべて読み取り、")


@pytest.mark.parametrize("change", ["missing", "twice"])
def test_a_sheet_on_which_an_item_is_missing_or_twice_is_withheld(sample: Comparison, change: str) -> None:
    levels = sample.levels[:-1] if change == "missing" else (*sample.levels, sample.levels[5])
    with pytest.raises(InternalError, match="項目が一度ずつ載らなかった"):
        comparison_sheet(replace(sample, levels=levels), BRANCH)


# ── areas ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_renamed_area_says_what_it_was_called(compared: Compared, as_text: Rendered) -> None:
    old, new = OLD.replace("戦略的機能", "（3）組織体制関係"), NEW.replace("戦略的機能", "（3）組織・運営体制関係")
    pair = Decision(ItemKey("（3）組織体制関係"), ItemKey("（3）組織・運営体制関係"), True)
    rows = body(comparison_sheet(compared(old, new, [pair]), BRANCH), as_text)
    assert rows[-2].partition(" | ")[0].replace("[", "").replace("]", "") == (
        "*（3）組織・運営体制関係⏎（旧：（3）組織体制関係）*"
    )
    assert rows[-2].count("[") == 2


def test_an_area_without_items_has_a_row_of_its_own(compared: Compared, as_text: Rendered) -> None:
    old, new = OLD.replace("# 戦略", "# 廃止した分野\n# 戦略"), NEW.replace("# 戦略", "# 新しい分野名\n# 戦略")
    rows = body(comparison_sheet(compared(old, new), BRANCH), as_text)
    assert "廃止した分野" in "".join(rows)
    assert "新しい分野名" in "".join(rows)


def test_a_whole_text_in_the_area_column_is_printed_whole(compared: Compared, as_text: Rendered) -> None:
    long = "分野の欄に書かれた長い文章。" * 3000
    sheet = comparison_sheet(compared(OLD.replace("戦略的機能", long), NEW.replace("戦略的機能", long)), BRANCH)
    new = [row.cells[1].text for row in sheet.rows if isinstance(row.cells[1], Text)]
    assert long in "".join(new)
    assert all(0 < row.height <= 409.5 for row in sheet.rows)


def test_no_name_of_an_area_is_higher_than_the_rows_beside_it(compared: Compared) -> None:
    name = "名前がたいへん長いためにその横に並ぶ行より高くなる分野（旧称は別紙）"
    old = "".join(f"# {name}{k}\n・取組{k}を行う。\n" for k in range(40))
    sheet = comparison_sheet(compared(old, old), BRANCH)
    bottoms = {m.top: m.bottom for m in sheet.merges if m.left == m.right == 0}
    for i, row in enumerate(sheet.rows[HEAD_ROWS:-3], HEAD_ROWS):
        cell = row.cells[0]
        if isinstance(cell, Text):
            room = sum(r.height for r in sheet.rows[i : bottoms.get(i, i) + 1])
            assert height(cell.text, sheet.columns[0].width, cell.style.font, cell.style.size, True) <= room


# ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def pages(sheet: Sheet) -> list[range]:
    """The rows of each page, header rows left out."""
    assert sheet.print
    ends = [HEAD_ROWS, *sheet.print.breaks, len(sheet.rows)]
    return [range(a, b) for a, b in pairwise(ends)]


CHOICES = [
    BRANCH,
    MINISTRY,
    replace(BRANCH, paper="A3"),
    replace(BRANCH, order="old"),
    replace(BRANCH, font="游ゴシック"),
    replace(BRANCH, font="Meiryo", size="12"),
]


@pytest.mark.parametrize("settings", CHOICES)
def test_every_page_holds_what_is_planned_for_it(sample: Comparison, settings: Settings) -> None:
    sheet = comparison_sheet(sample, settings)
    assert sheet.print
    room = printable(sheet.print)[1]
    head = sum(row.height for row in sheet.rows[:HEAD_ROWS])
    for page in pages(sheet):
        assert head + sum(sheet.rows[i].height + 0.75 for i in page) <= room
    assert sum(column.width for column in sheet.columns) <= printable(sheet.print)[0]


@pytest.mark.parametrize("settings", CHOICES)
def test_no_page_ends_with_a_heading(sample: Comparison, settings: Settings) -> None:
    sheet = comparison_sheet(sample, settings)
    for page in pages(sheet)[:-1]:
        last = sheet.rows[page[-1]].cells
        assert not any(isinstance(cell, Text) and cell.style.bold for cell in last[1:])


def test_merges_end_with_the_page_and_the_area_is_named_again(sample: Comparison) -> None:
    sheet = comparison_sheet(sample, BRANCH)
    starts = [page[0] for page in pages(sheet)]
    for merge in sheet.merges:
        assert not any(merge.top < start <= merge.bottom for start in starts)
    for start in starts[1:]:
        cell = sheet.rows[start].cells[0]
        assert isinstance(cell, Text)
        new_area = start in (m.top for m in sheet.merges) and "（続き）" not in cell.text
        assert new_area or cell.text.endswith("\n（続き）")


def test_the_last_page_is_never_the_foot_alone(compared: Compared) -> None:
    for count in range(20, 45):
        items = one_each(count)
        sheet = comparison_sheet(compared(f"# 基盤\n{items}", f"# 基盤\n{items}"), BRANCH)
        assert pages(sheet)[-1][0] < len(sheet.rows) - 3


# ── looks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_font_and_size_are_those_of_the_settings_in_every_cell(sample: Comparison) -> None:
    sheet = comparison_sheet(sample, replace(BRANCH, font="Meiryo", size="9"))
    styles = {cell.style for row in sheet.rows for cell in row.cells if cell}
    assert {style.font for style in styles} == {"Meiryo"}
    assert {style.size for style in styles} == {8.0, 9.0, 13.0}


def test_a3_is_wider_and_named_in_the_print_set_up(sample: Comparison) -> None:
    a4, a3 = comparison_sheet(sample, BRANCH), comparison_sheet(sample, replace(BRANCH, paper="A3"))
    assert a3.print
    assert (a3.print.paper, a3.print.landscape, a3.print.title_rows) == ("A3", True, (0, 2))
    assert a3.columns[1].width > 1.3 * a4.columns[1].width


def test_title_and_legend_reach_over_the_whole_table(sample: Comparison) -> None:
    sheet = comparison_sheet(sample, BRANCH)
    assert {Merge(0, 0, 0, 2), Merge(1, 0, 1, 2)} <= set(sheet.merges)


# ── goldens ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_samples_first_page_is_as_agreed(
    sample: Comparison, as_text: Rendered, golden: Callable[[str, str], None]
) -> None:
    sheet = comparison_sheet(sample, BRANCH)
    golden("sample_first_page", as_text(sheet, pages(sheet)[0].stop))


def test_the_sample_in_ministry_style_is_as_agreed(
    sample: Comparison, as_text: Rendered, golden: Callable[[str, str], None]
) -> None:
    golden("sample_ministry", as_text(comparison_sheet(sample, MINISTRY)))
