"""The sheet 設定 of the progress workbook: what all its other sheets refer to.

Lists and marks have names (評価の一覧, 評価の記号_1 …), so that people can read the rules that use them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from xlcompare import progress_words as words
from xlcompare.address import cell_ref, range_ref
from xlcompare.fiscal_year import day_formula, day_label, day_number, label, month_label
from xlcompare.layout.progress_cells import SPARE_RATINGS, high, line
from xlcompare.layout.progress_looks import House, ProgressLooks
from xlcompare.layout.sheet import Blank, Cell, Column, Formula, Merge, Number, Row, Sheet, Text
from xlcompare.tracking.progress import Progress

MARK = "progress-settings"
HEAD_ROWS = 3
YEAR_ROW, BRANCH_ROW, DAY_ROW, LABEL_ROW, HALF_ROW, FIRST_ROW, SECOND_ROW, AFTER_ROW, MARGIN_ROW = range(HEAD_ROWS, 12)
RATING_HEAD = MARGIN_ROW + 3
FIRST_RATING = RATING_HEAD + 1
SPARE_OWNERS = 3
"""Empty rows for a person's own."""


def setting(row: int) -> str:
    """A formula's reference to the value in a row of this sheet."""
    return range_ref(words.SETTINGS_SHEET, row, 1, row, 1)


def month(formula: str) -> str:
    """A formula for the name of the month with the number (from 1) that `formula` gives."""
    first, last = cell_ref(FIRST_RATING, 6), cell_ref(FIRST_RATING + 11, 6)
    return f"INDEX('{words.SETTINGS_SHEET}'!{first}:{last},{formula})"


def progress_settings_sheet(progress: Progress, house: House) -> Sheet:
    """The finished sheet: single values, the ratings, the owners, and the months' names in a hidden column."""
    look, widths = house.look, house.page(words.SETTINGS_SHEET).widths
    builder = _Builder(progress, look, widths)
    rows = [*builder.head(), *builder.values(), *builder.ratings(), *builder.owners()]
    _add_months(rows, progress, look)
    last_rating = FIRST_RATING + builder.rating_rows - 1
    first_owner = last_rating + 4
    marks = tuple(
        (words.MARK_NAME.format(k + 1), (FIRST_RATING + k, 1, FIRST_RATING + k, 1)) for k in range(builder.rating_rows)
    )
    return Sheet(
        name=words.SETTINGS_SHEET,
        columns=(*(Column(width) for width in widths), Column(12.0), Column(90.0, hidden=True)),
        rows=tuple(rows),
        merges=(
            Merge(0, 0, 0, 4),
            Merge(1, 0, 1, 4),
            *(Merge(row, 2, row, 4) for row in range(YEAR_ROW, MARGIN_ROW + 1)),
        ),
        names=(
            (words.RATINGS_NAME, _labels(last_rating)),
            (words.OWNERS_NAME, (first_owner, 0, first_owner + builder.owner_rows - 1, 0)),
            *marks,
        ),
        print=replace(house.setup(words.SETTINGS_SHEET), area=(0, 0, len(rows) - 1, 4)),
        protected=True,
        mark=MARK,
    )


def _labels(last: int) -> str:
    """The list of ratings as far as marks are filled in."""
    marks, labels = (range_ref(words.SETTINGS_SHEET, FIRST_RATING, column, last, column) for column in (1, 3))
    first = range_ref(words.SETTINGS_SHEET, FIRST_RATING, 3, FIRST_RATING, 3)
    return f"{first}:INDEX({labels},COUNTA({marks}))"


def _add_months(rows: list[Row], progress: Progress, look: ProgressLooks) -> None:
    year = progress.plan.year
    for k in range(12):
        at = FIRST_RATING + k
        while len(rows) <= at:
            rows.append(Row((), 15.75))
        day = date(year + (k > 8), (k + 3) % 12 + 1, 15)
        cells = list(rows[at].cells)
        cells += [None] * (6 - len(cells))
        rows[at] = Row((*cells, Text(month_label(day), look.help)), rows[at].height)


class _Builder:
    def __init__(self, progress: Progress, look: ProgressLooks, widths: Sequence[float]) -> None:
        self.progress, self.look, self.settings, self.widths = progress, look, progress.settings, widths
        self.rating_rows = len(self.settings.ratings) + SPARE_RATINGS
        self.owner_rows = len(self.settings.owners) + SPARE_OWNERS

    def head(self) -> Iterator[Row]:
        yield line(words.SETTINGS_TITLE, self.look.title, sum(self.widths), 5, 24.0)
        yield line(words.SETTINGS_HELP, self.look.help, sum(self.widths), 5)
        yield Row((), 9.0)

    def values(self) -> Iterator[Row]:
        plan, look, own = self.progress.plan, self.look, self.settings
        half = own.halves[self.progress.half - 1]
        day = setting(DAY_ROW)
        values: dict[str, Cell] = {
            words.YEAR: Text(label(plan.year, plan.tab), look.shown_center),
            words.BRANCH: _text(own.branch, self),
            words.AS_OF_DATE: Number(day_number(self.progress.as_of), look.date),
            words.AS_OF_LABEL: Formula(day_formula(day), day_label(self.progress.as_of), look.shown_center),
            words.HALF: Text(half, look.shown_center),
            words.FIRST_HALF: _text(own.halves[0], self),
            words.SECOND_HALF: _text(own.halves[1], self),
            words.AFTER: _text(own.after, self),
            words.MARGIN: Number(own.margin, look.margin),
        }
        for name, cell in values.items():
            meaning = words.MEANINGS.get(name, "")
            cells = (Text(name, look.header), cell, Text(meaning, look.help) if meaning else Blank(look.help))
            said = [(name, look.header, self.widths[0]), (meaning, look.help, sum(self.widths[2:]))]
            yield Row(cells, high([*said, (_said(cell), look.unit, self.widths[1])], 18.0))
        yield Row((), 9.0)

    def ratings(self) -> Iterator[Row]:
        look = self.look
        yield Row((Text(words.RATING_TABLE, look.area),), 18.0)
        names = (words.NUMBER, words.MARK, words.WORDS, words.LABEL, words.USE)
        heads = [(name, look.header, width) for name, width in zip(names, self.widths, strict=True)]
        yield Row(tuple(Text(name, look.header) for name in names), high(heads, 18.0))
        for k in range(self.rating_rows):
            rating = self.settings.ratings[k] if k < len(self.settings.ratings) else None
            use = words.ROLES[k] if k < len(words.ROLES) else words.NO_ROLE
            mark, said = cell_ref(FIRST_RATING + k, 1), cell_ref(FIRST_RATING + k, 2)
            formula = f'IF({said}="",{mark}&"",{mark}&"{words.COLON}"&{said})'
            cells = (
                Text(str(k + 1), look.shown_center),
                _text(rating.mark if rating else "", self),
                Text(rating.words, look.remark) if rating and rating.words else Blank(look.remark),
                Formula(formula, rating.label if rating else "", look.shown),
                Text(use, look.help),
            )
            texts = ("", rating.mark, rating.words, rating.label, use) if rating else ("", "", "", "", use)
            shown = [(text, look.remark, width) for text, width in zip(texts, self.widths, strict=True)]
            yield Row(cells, high(shown, 18.0))
        yield Row((), 9.0)

    def owners(self) -> Iterator[Row]:
        yield Row((Text(words.OWNER_TABLE, self.look.area),), 18.0)
        yield Row((Text(words.OWNER, self.look.header),), 18.0)
        for k in range(self.owner_rows):
            owner = self.settings.owners[k] if k < len(self.settings.owners) else ""
            yield Row((_text(owner, self),), _high(owner, self))


def _text(text: str, builder: _Builder) -> Cell:
    return Text(text, builder.look.unit) if text else Blank(builder.look.unit)


def _high(text: str, builder: _Builder) -> float:
    return high([(text, builder.look.unit, builder.widths[0])], 18.0)


def _said(cell: Cell) -> str:
    return cell.text if isinstance(cell, Text) else str(cell.result) if isinstance(cell, Formula) else ""
