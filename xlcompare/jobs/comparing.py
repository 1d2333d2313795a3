"""Comparing two years: from the plan books to the finished sheets, or the JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xlcompare import errors, notices, words
from xlcompare.comparing.budget import BudgetComparison, compare_budget
from xlcompare.comparing.compare import compare as compare_plans
from xlcompare.comparing.comparison import Comparison
from xlcompare.decision import Decision
from xlcompare.digit_width import NormalFont
from xlcompare.jobs.files import book_at, no_cycles, paths, replaced_book, workbook_bytes
from xlcompare.jobs.template import template_of
from xlcompare.layout import review_sheet as reviews
from xlcompare.layout import settings_sheet as chosen
from xlcompare.layout.sheet import Sheet
from xlcompare.reading.book import Book
from xlcompare.reading.checks import checked, require_texts, struck_told
from xlcompare.reading.column_choices import ColumnChoices, column_choices
from xlcompare.reading.from_file import open_book
from xlcompare.reading.grid import Grid
from xlcompare.reading.plan_sheet import Reading
from xlcompare.reading.problem import Problem
from xlcompare.reading.review_sheet import decisions_in, items_listed
from xlcompare.reading.revisions import revisions_in
from xlcompare.reading.settings_sheet import settings_file, settings_in
from xlcompare.reading.year_tab import is_plan
from xlcompare.reading.year_tabs import hidden_years, latest_year, two_years
from xlcompare.settings import Settings, with_values
from xlcompare.template import STANDARD, Template
from xlcompare.writing.budget_json import budget_json
from xlcompare.writing.comparison_json import comparison_json
from xlcompare.writing.files import backup_name, ready_to_write, replace_file

if TYPE_CHECKING:
    from xlcompare.writing.into_book import IntoResult

REVIEW = (reviews.MARK, words.REVIEW_SHEET)
BUDGET_REVIEW = (reviews.BUDGET_MARK, words.BUDGET_REVIEW_SHEET)
SETTINGS = (chosen.MARK, words.SETTINGS_SHEET)
"""Our working sheets: their mark, and the name by which a copy without one is known."""
ORDER = (
    ("comparison", words.COMPARISON_SHEET),
    ("budget", words.BUDGET_SHEET),
    ("budget-charts", words.BUDGET_CHART_SHEET),
    REVIEW,
    BUDGET_REVIEW,
    SETTINGS,
)
"""All our sheets as they stand behind each other, whichever was made first."""

Progress = Callable[[str], None]
"""Told the name of each step as it begins."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to compare and where to. `old` and `new` are tab names, None for the latest years.

    `book`: a file, or the book that Excel has open. `other`: the book that holds the old year. `decisions` and
    `settings` are files of a person's own; without them those in `book` and in the last `out` count. `into`: put the
    sheets into the file `book` itself, which is kept as it was in 名前.bak.xlsx if `backup`. `template`: another house
    style than templates/standard.xlsx. `normal`: the Normal font of
    the book that Excel will copy `out`'s sheets to. `columns`: which ones to read (column_choices.py).
    `revisions`: a tab to be compared with itself instead of two years: as it was before words were struck through and
    others put in for them, and as it is.
    """

    book: Path | Book
    other: Path | None = None
    old: str | None = None
    new: str | None = None
    out: Path | None = None
    json: Path | None = None
    style: str | None = None
    decisions: Path | None = None
    settings: Path | None = None
    into: bool = False
    backup: bool = True
    template: Path | Template | None = None
    normal: NormalFont | None = None
    revisions: str | None = None
    columns: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What was compared, what a person should look at in the plans, and whose corrections were followed."""

    comparison: Comparison
    budget: BudgetComparison | None
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...]
    unmet: tuple[Decision, ...]
    """those of them whose items no longer exist"""
    sheets: tuple[str, ...]
    """the sheets that were written, as they are called"""
    renamed: tuple[tuple[str, str], ...] = ()
    """sheets that had to take another name, because a person's own tab has theirs: (wanted, given)"""
    template: Template = STANDARD
    """that the sheets look like, with what it lacks"""
    told: tuple[str, ...] = ()
    """what a person has to know of how the plans were read"""
    into: IntoResult | None = None
    """what a person should know of where the sheets stand in their own book"""


def compare(request: Request, progress: Progress = lambda step: None) -> Result:
    """Compare two years' plans and write 新旧対照表, 対応確認 and 対照表の設定, or the JSON, as `request` asks.

    Nothing is written unless all of it can be. Raises XlcompareError; the inputs are never changed.
    """
    return _made(request, progress, plan=True, budget=False)


def budget(request: Request, progress: Progress = lambda step: None) -> Result:
    """The same for the two years' budget lines: 予算対照表, 予算の動き and 予算の対応確認."""
    return _made(request, progress, plan=False, budget=True)


def book(request: Request, progress: Progress = lambda step: None) -> Result:
    """Both in one workbook; without the budget's sheets where neither year has budget lines."""
    return _made(request, progress, plan=True, budget=True)


@no_cycles()
def _made(request: Request, progress: Progress, *, plan: bool, budget: bool) -> Result:
    _ready(request)
    progress(words.STEP_READING)
    given = _given(request)
    # What the last result held is made again: a command that left it out would lose a person's corrections in it.
    plan = plan or given.has_result(REVIEW)
    budget = budget or given.has_result(BUDGET_REVIEW)
    template = template_of(request.template) if request.template or request.out or request.into else STANDARD
    for reading in (given.new, given.old) if plan else ():
        require_texts(reading)
    progress(words.STEP_COMPARING)
    comparison, of_plan = given.comparison()
    money, of_lines = given.budget(comparison, needed=not plan) if budget else (None, ())
    sheets: tuple[Sheet, ...] = ()
    if request.out or request.into:
        progress(words.STEP_LAYOUT)
        sheets = _sheets(comparison if plan else None, money, given.settings, template)
    progress(words.STEP_WRITING)
    written = _outputs(request, sheets, given.new.plan.tab)
    if request.json:
        json = comparison_json(comparison) if plan or money is None else budget_json(money)
        written = replace(written, files=(*written.files, (request.json, json)))
    for path, data in written.files:
        replace_file(path, data)
    return Result(
        comparison,
        money,
        (*given.old.problems, *given.new.problems),
        (*(of_plan if plan else ()), *of_lines),
        (*(comparison.unmet if plan else ()), *(money.unmet if money else ())),
        written.names,
        written.renamed,
        template,
        tuple(dict.fromkeys((*given.new.told, *given.old.told, *given.told))),
        written.into,
    )


@dataclass(frozen=True, slots=True)
class _Given:
    """What a request names, read. `last` is the last result; `books`, the weightiest last, hold people's corrections,
    unless they named a book for them.
    """

    source: Book
    old: Reading
    new: Reading
    last: Book | None
    books: tuple[Book, ...]
    named: Book | None
    settings: Settings
    told: list[str]
    """what a person has to know of how their corrections and settings were read"""

    def has_result(self, tab: tuple[str, str]) -> bool:
        return self.last is not None and _own_tab(self.last, *tab) is not None

    def decisions(self, tab: tuple[str, str]) -> tuple[Decision, ...]:
        """What people decided. A book that was named for it speaks for every item that it lists, 自動 included."""
        earlier = _decisions(self.books, *tab, self.told)
        if self.named is None or (own := _own_tab(self.named, *tab)) is None:
            return earlier
        grid = self.named.grid(own)
        self.told.extend(struck_told(grid))
        listed = items_listed(grid)
        kept = (d for d in earlier if not ({d.old, d.new} - {None} <= listed))
        return tuple(dict.fromkeys((*kept, *decisions_in(grid))))

    def _rules(self) -> dict[str, bool]:
        return {"persons": self.settings.marks_persons, "full_stops": self.settings.marks_full_stops}

    def comparison(self) -> tuple[Comparison, tuple[Decision, ...]]:
        decisions = self.decisions(REVIEW)
        return compare_plans(self.old.plan, self.new.plan, decisions, **self._rules()), decisions

    def budget(self, comparison: Comparison, *, needed: bool) -> tuple[BudgetComparison | None, tuple[Decision, ...]]:
        """None where neither year has budget lines; PlanError if they are `needed`."""
        if not (self.old.plan.budget or self.new.plan.budget):
            if needed:
                raise errors.no_budget(self.source.name, self.old.plan.tab, self.new.plan.tab)
            return None, ()
        for plan in (self.new.plan, self.old.plan):
            if unread := [line for line in plan.budget if line.unread]:
                first = unread[0]
                raise errors.amounts_unread(plan.book, plan.tab, first.unread_at, first.unread, len(unread))
        decisions = self.decisions(BUDGET_REVIEW)
        return compare_budget(comparison, decisions, **self._rules()), decisions


def _given(request: Request) -> _Given:
    source = book_at(request.book)
    last = _last_result(request.out) if request.out else None
    books = tuple(book for book in (source, last) if book)
    told: list[str] = []
    settings = _settings(request, books, told)
    if request.new is None and (hidden := hidden_years(source)):
        told.append(notices.hidden_years_left_out(hidden))
    old, new = _told_apart(*_readings(request, source, column_choices((settings.columns, request.columns))))
    named = _with_tab(request.decisions, REVIEW, BUDGET_REVIEW) if request.decisions else None
    return _Given(source, old, new, last, books, named, settings, told)


@dataclass(frozen=True, slots=True)
class _Outputs:
    """Files to be written, and what the sheets are called in them."""

    files: tuple[tuple[Path, bytes], ...] = ()
    names: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    into: IntoResult | None = None


def _outputs(request: Request, sheets: tuple[Sheet, ...], newest: str) -> _Outputs:
    if request.into:
        return _put_into(request, sheets, newest)
    if request.out:
        return _Outputs(((request.out, workbook_bytes(sheets, request.normal)),), tuple(sheet.name for sheet in sheets))
    return _Outputs()


def _put_into(request: Request, sheets: tuple[Sheet, ...], newest: str) -> _Outputs:
    """The plan book with `sheets` after the tab `newest`, and its backup; no files where nothing would change."""
    from xlcompare.writing.into_book import into_book

    (path,) = paths(request.book)
    before = path.read_bytes()
    made = into_book(before, sheets, newest, order=ORDER, book=path.name)
    if made.data == before:
        return _Outputs((), made.names, made.renamed, made)
    backup = ((backup_name(path, before), before),) if request.backup else ()
    return _Outputs((*backup, (path, made.data)), made.names, made.renamed, made)


def _ready(request: Request) -> None:
    """Raises OutputError where the results can't be written, before the work begins."""
    inputs = paths(request.book, request.other, request.template)
    for path in paths(request.book) if request.into else ():
        ready_to_write(path, paths(request.other, request.json, request.template))
    if request.out:
        if request.out.suffix.lower() != ".xlsx":
            raise errors.output_is_no_xlsx(request.out.name)
        ready_to_write(request.out, inputs)
    if request.json:
        if request.json.is_file() and request.json.read_bytes()[:1] not in (b"", b"{"):
            raise errors.output_is_not_ours(request.json.name)
        own = (request.out, request.decisions, request.settings)
        ready_to_write(request.json, [*inputs, *paths(*own)])
        if request.out and request.json.resolve() == request.out.resolve():
            raise errors.outputs_are_one(request.json.name)


def _sheets(
    comparison: Comparison | None, budget: BudgetComparison | None, settings: Settings, template: Template
) -> tuple[Sheet, ...]:
    """The sheets of the result: what the council gets first, then what people correct, then the settings."""
    printed: list[Sheet] = []
    reviewed: list[Sheet] = []
    if comparison:
        from xlcompare.layout.comparison_sheet import comparison_sheet

        printed.append(comparison_sheet(comparison, settings, template))
        reviewed.append(reviews.review_sheet(comparison, settings, template))
    if budget:
        from xlcompare.layout.budget_sheet import budget_sheets

        printed.extend(budget_sheets(budget, settings, template))
        reviewed.append(reviews.budget_review_sheet(budget, settings, template))
    return *printed, *reviewed, chosen.settings_sheet(settings, template)


def _readings(request: Request, book: Book, choices: ColumnChoices) -> tuple[Reading, Reading]:
    """The old and the new plan."""

    def read(grid: Grid) -> Reading:
        return checked(grid, choices.of_tab(grid.sheet))

    if request.revisions is not None:
        if request.other or request.old or request.new:
            raise errors.revisions_alone(book.name)
        return revisions_in(book, request.revisions)
    if request.other is None:
        old, new = two_years(book, request.old, request.new, lambda tab: _is_plan(book, tab))
        first = book.grid(old)
        # A file's reader goes on beside our own work where there is a second core.
        second = book.ahead(new)
        return read(first), read(second())
    other = open_book(request.other)
    new = latest_year(book, request.new, None, lambda tab: _is_plan(book, tab))
    newer = read(book.grid(new))
    before = newer.plan.year or None
    old = latest_year(other, request.old, before, lambda tab: _is_plan(other, tab))
    if old == new and any(request.other.resolve() == path.resolve() for path in paths(request.book)):
        raise errors.same_tab(book.name, new)
    return read(other.grid(old)), newer


def _told_apart(old: Reading, new: Reading) -> tuple[Reading, Reading]:
    """Two versions of one year are called by their tabs' own names: both would be 令和6年度 otherwise."""
    if old.plan.year != new.plan.year or old.plan.tab == new.plan.tab:
        return old, new
    return replace(old, plan=replace(old.plan, by_tab=True)), replace(new, plan=replace(new.plan, by_tab=True))


def _is_plan(book: Book, tab: str) -> bool:
    return is_plan(book.grid(tab))


def _last_result(out: Path) -> Book | None:
    """The workbook that `out` will replace, for the corrections in it. Raises as `replaced_book` does."""
    return replaced_book(out, lambda book: bool(book.marks) or bool(set(words.OWN_SHEETS) & set(book.tabs)))


def _own_tab(book: Book, mark: str, name: str) -> str | None:
    """The tab that was made to be `mark`, whatever it is called now; else one of that name, copied in by a person."""
    return book.marks.get(mark, name if name in book.tabs else None)


def _decisions(books: Iterable[Book], mark: str, name: str, told: list[str]) -> tuple[Decision, ...]:
    """The decisions on the books' review sheets, each once, where it was said last; `told` gets what was left out."""
    found: dict[Decision, None] = {}
    for book in books:
        tab = _own_tab(book, mark, name)
        if tab is None:
            continue
        grid = book.grid(tab)
        told += struck_told(grid)
        for decision in decisions_in(grid):
            found.pop(decision, None)
            found[decision] = None
    return tuple(found)


def _settings(request: Request, books: Iterable[Book], told: list[str]) -> Settings:
    settings = Settings()
    for book in books:
        if tab := _own_tab(book, *SETTINGS):
            grid = book.grid(tab)
            told += struck_told(grid)
            settings = with_values(settings, settings_in(grid), book.name)
    if request.settings:
        settings = with_values(settings, _settings_of(request.settings), request.settings.name, strict=True)
    return replace(settings, style=request.style) if request.style else settings


def _with_tab(path: Path, *tabs: tuple[str, str]) -> Book:
    """The book at `path`, which somebody named for the sake of one of `tabs` (mark, name). PlanError if it has none."""
    book = open_book(path)
    if not any(_own_tab(book, mark, name) for mark, name in tabs):
        raise errors.tab_missing(book.name, tabs[0][1], book.tabs)
    return book


def _settings_of(path: Path) -> tuple[tuple[str, str], ...]:
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        book = _with_tab(path, SETTINGS)
        return settings_in(book.grid(_own_tab(book, *SETTINGS) or ""))
    return settings_file(path)
