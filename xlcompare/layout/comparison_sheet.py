"""The sheet 新旧対照表: corresponding items level with each other, changed words underlined, moved items marked.

Written by the rules that ministries and branches publish for such tables (docs/glossary.md). Everything on paper is
decided here: rows, merges, marks, heights, page ends; and the proof at the foot is counted from the rows themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xlcompare import errors, words
from xlcompare.comparing.comparison import Change, Comparison, Level, Pair, Part
from xlcompare.fiscal_year import label
from xlcompare.layout.cell_texts import Printed, area_title, printed, shortened, split_over_rows
from xlcompare.layout.coverage_lines import all_understood, coverage_lines
from xlcompare.layout.heights import MAX_ROW_HEIGHT, height
from xlcompare.layout.merged import merges_within_pages
from xlcompare.layout.pages import breaks, in_pixels, print_setup, printable, widths_on
from xlcompare.layout.sheet import Blank, Cell, Column, Merge, Row, Sheet, Style, Text
from xlcompare.layout.styles import Looks, looks
from xlcompare.plan import Item, Kind
from xlcompare.settings import Settings
from xlcompare.template import STANDARD, Template

MARK = "comparison"
HEAD_ROWS = 3
NOTHING = Printed("")
AREA, LEFT, RIGHT = range(3)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


_Counted = tuple[str, int]
"""An item that a row accounts for: "old" or "new", and its index."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One row to be: its area, what the new and the old column say, and which items that accounts for."""

    area: Printed
    new: Printed
    old: Printed
    heading: bool
    items: tuple[_Counted, ...]
    move: int | None = None
    """the block whose marker stands in one of the columns"""


def comparison_sheet(comparison: Comparison, settings: Settings, template: Template = STANDARD) -> Sheet:
    """The finished sheet. Raises InternalError if any item of either year is missing from it or stands there twice."""
    style, page = looks(settings, template), template.pages[words.COMPARISON_SHEET]
    setup = print_setup(page, settings, (0, HEAD_ROWS - 1))
    widths = widths_on(setup, page)
    head = _head(comparison, settings, style, widths)
    lines = list(_lines(comparison, settings))
    _prove(comparison, lines)
    body, spans = _body(lines, settings, style, widths)
    body, needed = _room_for_names(body, [area for area, _, _ in spans], style, widths[AREA])
    foot = list(_foot(comparison, style, sum(widths)))
    stays = [_announces(row, style) or name for row, name in zip(body, needed, strict=True)]
    # The foot takes the last row along: a page of nothing but counts says nothing.
    stays[-1:] = [True] * (len(foot) + bool(stays) - 1)
    room = printable(setup)[1] - sum(in_pixels(row.height) for row in head)
    ends = breaks([row.height for row in (*body, *foot)], [*stays, False], room)
    body, merges = _with_merges(body, spans, ends, style, widths)
    first_foot = HEAD_ROWS + len(body)
    return Sheet(
        name=words.COMPARISON_SHEET,
        columns=tuple(Column(width) for width in widths),
        rows=(*head, *body, *foot),
        merges=(
            Merge(0, 0, 0, 2),
            Merge(1, 0, 1, 2),
            *(replace(m, top=m.top + HEAD_ROWS, bottom=m.bottom + HEAD_ROWS) for m in merges),
            *(Merge(first_foot + k, 0, first_foot + k, 2) for k in range(len(foot))),
        ),
        freeze=(HEAD_ROWS, 0),
        print=replace(setup, breaks=tuple(row + HEAD_ROWS for row in ends)),
        mark=MARK,
    )


def move_number(move: int) -> str:
    """① for 1; (51) beyond the circled numbers."""
    return _CIRCLED[move - 1] if move <= len(_CIRCLED) else f"({move})"


def title(comparison: Comparison, settings: Settings) -> str:
    if settings.title:
        return settings.title
    branch = settings.branch or comparison.new.branch or comparison.old.branch or ""
    return words.TITLE.format(year=label(comparison.new.year, comparison.new.tab), branch=branch)


def _head(comparison: Comparison, settings: Settings, style: Looks, widths: Sequence[float]) -> list[Row]:
    new = f"{words.NEW_SIDE}（{comparison.new.title}）"
    old = f"{words.OLD_SIDE}（{comparison.old.title}）"
    left, right = (new, old) if settings.order == "new" else (old, new)
    legend = words.LEGEND_MINISTRY if settings.ministry else words.LEGEND_BRANCH
    whole = sum(widths)
    return [
        _merged_row(title(comparison, settings), style.title, whole, 4),
        _merged_row(legend, style.legend, whole, 0),
        Row(
            tuple(Text(text, style.header) for text in (words.AREA, left, right)),
            max(
                _height(text, style.header, width)
                for text, width in zip((words.AREA, left, right), widths, strict=True)
            ),
        ),
    ]


def _merged_row(text: str, style: Style, width: float, extra: float) -> Row:
    return Row(
        (Text(text, style), Blank(style), Blank(style)), min(_height(text, style, width) + extra, MAX_ROW_HEIGHT)
    )


def _height(text: str, style: Style, width: float) -> float:
    return height(text, width, style.font, style.size, style.bold)


# ── what stands on each row ──────────────────────────────────────────────────────────────────────────────────────────


def _lines(comparison: Comparison, settings: Settings) -> Iterator[_Line]:
    """The rows in order; areas' titles go to the first column, unchanged items become （略） if so set."""
    titles = _titles(comparison)
    area, alone = NOTHING, False
    pending: list[_Counted] = []
    omitted: list[_Counted] = []
    for level in comparison.levels:
        pair = comparison.pairs[level.pair]
        is_old = pair.new is None or level.part is Part.LEFT
        item = _item(comparison, pair, is_old)
        counted = _accounted(pair, level.part)
        own_area = titles.get((is_old, item.area)) or Printed(item.area)
        if own_area != area or item.kind is Kind.AREA:
            yield from _omitted(area, omitted)
            if alone:
                yield _Line(area, NOTHING, NOTHING, False, tuple(pending))
                pending = []
            area, alone = own_area, False
        if item.kind is Kind.AREA and shortened(area) == area:
            pending.extend(counted)
            alone = level.part is not Part.LEFT or pair.new is None
        elif settings.omits_unchanged and _unchanged(pair, level.part) and item.kind is not Kind.HEADING:
            omitted.extend((*pending, *counted))
            pending, alone = [], False
        else:
            yield from _omitted(area, omitted)
            line = _line(comparison, settings, level, area)
            yield replace(line, items=(*pending, *line.items))
            pending, alone = [], False
    yield from _omitted(area, omitted)
    if pending:
        yield _Line(area, NOTHING, NOTHING, False, tuple(pending))


def _omitted(area: Printed, omitted: list[_Counted]) -> Iterator[_Line]:
    if omitted:
        yield _Line(area, Printed(words.UNCHANGED), Printed(words.UNCHANGED), False, tuple(omitted))
        omitted.clear()


def _titles(comparison: Comparison) -> dict[tuple[bool, str], Printed]:
    """What the first column says of each area: by whether it is an old one, and its name."""
    found: dict[tuple[bool, str], Printed] = {}
    for pair in comparison.pairs:
        new = comparison.new.items[pair.new] if pair.new is not None else None
        old = comparison.old.items[pair.old] if pair.old is not None else None
        if Kind.AREA not in (new and new.kind, old and old.kind):
            continue
        title = area_title(new.text if new else None, old.text if old else None, pair.new_changed, pair.old_changed)
        if new:
            found[False, new.text] = title
        if old:
            found[True, old.text] = title
    return found


def _item(comparison: Comparison, pair: Pair, is_old: bool) -> Item:
    plan, index = (comparison.old, pair.old) if is_old else (comparison.new, pair.new)
    assert index is not None
    return plan.items[index]


def _accounted(pair: Pair, part: Part) -> tuple[_Counted, ...]:
    counted = []
    if pair.new is not None and part is not Part.LEFT:
        counted.append(("new", pair.new))
    if pair.old is not None and part is not Part.ARRIVED:
        counted.append(("old", pair.old))
    return tuple(counted)


def _unchanged(pair: Pair, part: Part) -> bool:
    return part is Part.BOTH and pair.change is Change.SAME


def _line(comparison: Comparison, settings: Settings, level: Level, area: Printed) -> _Line:
    pair, part = comparison.pairs[level.pair], level.part
    new_item = comparison.new.items[pair.new] if pair.new is not None and part is not Part.LEFT else None
    old_item = comparison.old.items[pair.old] if pair.old is not None and part is not Part.ARRIVED else None
    shown = new_item or old_item
    assert shown is not None
    return _Line(
        area,
        printed(comparison.new, pair.new, pair.new_changed) if new_item else Printed(_instead_of_new(pair, settings)),
        printed(comparison.old, pair.old, pair.old_changed) if old_item else Printed(_instead_of_old(pair, settings)),
        shown.kind is Kind.HEADING,
        _accounted(pair, part),
        pair.move if part is not Part.BOTH else None,
    )


def _instead_of_new(pair: Pair, settings: Settings) -> str:
    if pair.move is not None:
        return words.MOVED_AWAY.format(move_number(pair.move))
    return words.DROPPED if settings.in_words else ""


def _instead_of_old(pair: Pair, settings: Settings) -> str:
    if pair.move is not None:
        return words.MOVED_HERE.format(move_number(pair.move))
    return words.ADDED if settings.in_words else ""


def _prove(comparison: Comparison, lines: Iterable[_Line]) -> None:
    """Each item of both tabs exactly once, counted on the finished rows."""
    counted = Counter(item for line in lines for item in line.items)
    wanted = [("new", i) for i in range(len(comparison.new.items))] + [
        ("old", i) for i in range(len(comparison.old.items))
    ]
    if any(counted[item] != 1 for item in wanted) or len(counted) != len(wanted):
        raise errors.items_not_accounted_for(comparison.new.book, sum(counted[item] != 1 for item in wanted))


# ── rows, heights, merges ────────────────────────────────────────────────────────────────────────────────────────────


_Span = tuple[Printed, int | None, int]


def _body(
    lines: Iterable[_Line], settings: Settings, style: Looks, widths: Sequence[float]
) -> tuple[list[Row], list[_Span]]:
    """The rows, and for each its area, its move marker and the column (1 or 2) that the marker stands in."""
    rows: list[Row] = []
    spans: list[_Span] = []
    for line in lines:
        look = style.heading if line.heading else style.item
        left, right = (line.new, line.old) if settings.order == "new" else (line.old, line.new)
        marker = 0
        if line.move is not None:
            marker = RIGHT if (line.new.item is not None) == (settings.order == "new") else LEFT
        area = _cell(line.area, style.area)
        for (a, b), high in split_over_rows(left, right, look, min(widths[LEFT], widths[RIGHT])):
            # In a template （略） and 移動① may be in a larger font.
            high = high if a.ours and b.ours else max(high, _height("", style.marker, widths[LEFT]))
            cells = (
                area,
                _cell(a, look if a.ours and marker != LEFT else style.marker),
                _cell(b, look if b.ours and marker != RIGHT else style.marker),
            )
            rows.append(Row(cells, high))
            spans.append((line.area, line.move, marker))
    return rows, spans


def _cell(text: Printed, style: Style) -> Cell:
    return Text(text.text, style, text.changed) if text.text else Blank(style)


def _announces(row: Row, style: Looks) -> bool:
    return any(isinstance(cell, Text) and cell.style is style.heading for cell in row.cells[1:])


def _with_merges(
    rows: list[Row],
    spans: Sequence[_Span],
    ends: Sequence[int],
    style: Looks,
    widths: Sequence[float],
) -> tuple[list[Row], list[Merge]]:
    """Areas merged down, page by page, with the name on each page; the rows of a moved block under one marker."""
    areas = merges_within_pages([area for area, _, _ in spans], ends, AREA)
    merges = list(areas)
    for column in (LEFT, RIGHT):
        keys = [move if marker == column else None for _, move, marker in spans]
        merges.extend(merges_within_pages(keys, ends, column))
    covered = {(row, m.left) for m in merges for row in range(m.top + 1, m.bottom + 1)}
    result = []
    first_of_area = {m.top: m for m in areas}
    seen: Printed | None = None
    for i, row in enumerate(rows):
        cells = [Blank(_look(c)) if (i, j) in covered else c for j, c in enumerate(row.cells)]
        if (i, AREA) not in covered:
            block = first_of_area.get(i, Merge(i, AREA, i, AREA))
            name = spans[i][0]
            room = sum(r.height for r in rows[block.top : block.bottom + 1])
            cells[AREA] = _area_cell(name, name == seen, room, style, widths[AREA])
            seen = name
        result.append(Row(tuple(cells), row.height))
    return result, merges


def _look(cell: Cell) -> Style:
    assert cell is not None
    return cell.style


def _area_cell(title: Printed, again: bool, room: float, style: Looks, width: float) -> Cell:
    """The area's name; on a later page with （続き）, or left out where it wouldn't fit the rows that are there."""
    if not again:
        return _cell(shortened(title), style.area)
    # What it was called before stands on the first page only.
    name = shortened(Printed(title.text.partition("\n")[0]))
    text = f"{name.text}\n{words.CONTINUED}"
    if not name.text or _height(text, style.area, width) > room:
        return Blank(style.area)
    return Text(text, style.area)


def _room_for_names(
    rows: Sequence[Row], areas: Sequence[Printed], style: Looks, width: float
) -> tuple[list[Row], list[bool]]:
    """The rows, higher where an area's name is higher than all that stands beside it: merged cells don't grow.

    And for each row whether the name needs the next one as well, so that no page may end between them.
    """
    rows, needed = list(rows), [False] * len(rows)
    first = 0
    for last in range(len(rows)):
        if last + 1 < len(rows) and areas[last + 1] == areas[first]:
            continue
        missing = _height(shortened(areas[first]).text, style.area, width)
        for i in range(first, last + 1):
            missing -= rows[i].height
            needed[i] = missing > 0 and i < last
        if missing > 0:
            rows[last] = replace(rows[last], height=min(rows[last].height + missing, MAX_ROW_HEIGHT))
        first = last + 1
    return rows, needed


def _foot(comparison: Comparison, style: Looks, width: float) -> Iterator[Row]:
    """What was counted, and the proof."""
    pairs = comparison.pairs
    changes = Counter(pair.change.value for pair in pairs)
    moved = [pair.move for pair in pairs if pair.move is not None]
    counts = words.COUNTS.format(
        **{change.value: changes[change.value] for change in Change}, moved=len(moved), blocks=len(set(moved))
    )
    plans = (comparison.new, comparison.old)
    proof = (words.PROOF if all_understood(plans) else words.PROOF_PARTLY).format(
        new_tab=comparison.new.tab_title,
        new_count=len(comparison.new.items),
        old_tab=comparison.old.tab_title,
        old_count=len(comparison.old.items),
    )
    for text in ("", counts, proof, *coverage_lines(plans)):
        yield _merged_row(text, style.foot, width, 0)
