"""The use cases, without a host: what a command, a batch or a button asks for, from the files to the files."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from xlcompare import errors, notices, words
from xlcompare.comparing.budget import BudgetComparison, compare_budget
from xlcompare.comparing.compare import compare as compare_plans
from xlcompare.comparing.comparison import Comparison
from xlcompare.decision import Decision
from xlcompare.errors import BookError
from xlcompare.layout.review_sheet import BUDGET_MARK as BUDGET_REVIEW_MARK
from xlcompare.layout.review_sheet import MARK as REVIEW_MARK
from xlcompare.layout.review_sheet import budget_review_sheet, review_sheet
from xlcompare.layout.settings_sheet import MARK as SETTINGS_MARK
from xlcompare.layout.settings_sheet import settings_sheet
from xlcompare.layout.sheet import Sheet
from xlcompare.reading.checks import checked, problems_of
from xlcompare.reading.columns import header_of
from xlcompare.reading.from_file import Book, open_book
from xlcompare.reading.plan_sheet import Problem, Reading
from xlcompare.reading.review_sheet import decisions_in
from xlcompare.reading.settings_sheet import settings_file, settings_in
from xlcompare.reading.year_tabs import latest_year, two_years, years
from xlcompare.settings import Settings, with_values
from xlcompare.writing.budget_json import budget_json
from xlcompare.writing.comparison_json import comparison_json
from xlcompare.writing.files import ready_to_write, replace_file

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a password-protected workbook begins."""

Progress = Callable[[str], None]
"""Told the name of each step as it begins."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to compare and where to. `old` and `new` are tab names, None for the latest years.

    `other`: the book that holds the old year. `decisions` and `settings` are files of a person's own; without them
    those in `book` and in the last `out` count. `into`: put the sheets into `book` itself, which is kept as it was in
    名前.bak.xlsx if `backup`.
    """

    book: Path
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


@dataclass(frozen=True, slots=True)
class Result:
    """What was compared, what a person should look at in the plans, and whose corrections were followed."""

    comparison: Comparison
    budget: BudgetComparison | None
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...]
    sheets: tuple[str, ...]
    """the sheets that were written, as they are called"""
    renamed: tuple[tuple[str, str], ...] = ()
    """sheets that had to take another name, because a person's own tab has theirs: (wanted, given)"""


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Python's cycle collector off: a plan's values hold no cycles, and it would walk them again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


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


@_no_cycles()
def _made(request: Request, progress: Progress, *, plan: bool, budget: bool) -> Result:
    _ready(request)
    progress(words.STEP_READING)
    source = open_book(request.book)
    old, new = _readings(request, source)
    earlier = _earlier(request, source)
    settings = _settings(request, earlier)
    decisions = _decisions(earlier, REVIEW_MARK, words.REVIEW_SHEET)
    progress(words.STEP_COMPARING)
    comparison = compare_plans(
        old.plan,
        new.plan,
        decisions,
        persons=settings.persons == "yes",
        full_stops=settings.full_stops == "yes",
    )
    money = None
    if budget and (old.plan.budget or new.plan.budget or not plan):
        if not (old.plan.budget or new.plan.budget):
            raise errors.no_budget(source.name, old.plan.tab, new.plan.tab)
        of_lines = _decisions(earlier, BUDGET_REVIEW_MARK, words.BUDGET_REVIEW_SHEET)
        money = compare_budget(comparison, of_lines)
        decisions = (*(decisions if plan else ()), *of_lines)
    wanted = request.out or request.into
    if wanted:
        progress(words.STEP_LAYOUT)
    sheets = _sheets(comparison if plan else None, money, settings) if wanted else ()
    progress(words.STEP_WRITING)
    outputs: list[tuple[Path, bytes]] = []
    names, renamed = tuple(sheet.name for sheet in sheets), tuple[tuple[str, str], ...]()
    if request.out:
        outputs.append((request.out, _workbook(sheets)))
    if request.into:
        made = _put_into(request, sheets, new.plan.tab)
        names, renamed = made.names, made.renamed
        outputs.extend(made.files)
    if request.json:
        outputs.append((request.json, comparison_json(comparison) if plan or money is None else budget_json(money)))
    for path, data in outputs:
        replace_file(path, data)
    return Result(comparison, money, (*old.problems, *new.problems), decisions, names, renamed)


@dataclass(frozen=True, slots=True)
class _Into:
    names: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    files: tuple[tuple[Path, bytes], ...]


def _put_into(request: Request, sheets: tuple[Sheet, ...], newest: str) -> _Into:
    """The plan book with `sheets` after the tab `newest`, and its backup; no files where nothing would change."""
    from xlcompare.writing.into_book import into_book

    before = request.book.read_bytes()
    made = into_book(before, sheets, newest, book=request.book.name)
    if made.data == before:
        return _Into(made.names, made.renamed, ())
    kept = request.book.with_name(f"{request.book.stem}.bak{request.book.suffix}")
    backup = ((kept, before),) if request.backup else ()
    return _Into(made.names, made.renamed, (*backup, (request.book, made.data)))


def _ready(request: Request) -> None:
    """Raises OutputError where the results can't be written, before the work begins."""
    inputs = [path for path in (request.book, request.other) if path]
    if request.into:
        ready_to_write(request.book, [path for path in (request.other, request.json) if path])
    if request.out:
        ready_to_write(request.out, inputs)
    if request.json:
        own = (request.out, request.decisions, request.settings)
        ready_to_write(request.json, [*inputs, *(path for path in own if path)])
        if request.out and request.json.resolve() == request.out.resolve():
            raise errors.outputs_are_one(request.json.name)


def _sheets(comparison: Comparison | None, budget: BudgetComparison | None, settings: Settings) -> tuple[Sheet, ...]:
    """The sheets of the result: what the council gets first, then what people correct, then the settings."""
    printed: list[Sheet] = []
    reviewed: list[Sheet] = []
    if comparison:
        from xlcompare.layout.comparison_sheet import comparison_sheet

        printed.append(comparison_sheet(comparison, settings))
        reviewed.append(review_sheet(comparison, settings))
    if budget:
        from xlcompare.layout.budget_sheet import budget_sheets

        printed.extend(budget_sheets(budget, settings))
        reviewed.append(budget_review_sheet(budget, settings))
    return *printed, *reviewed, settings_sheet(settings)


def check(path: Path) -> tuple[Problem, ...]:
    """Every problem of the plan book at `path`. Raises BookError where it is no workbook at all."""
    book = open_book(path)
    by_year = years(book.tabs)
    found: list[Problem] = []
    if len(by_year) < 2:
        tabs = [tab for same in by_year.values() for tab in same]
        found.append(Problem("", "", errors.too_few_years(book.name, book.tabs, tabs).message))
    for year, tabs in by_year.items():
        plans = [tab for tab in tabs if len(tabs) == 1 or _is_plan(book, tab)]
        if len(plans) > 1:
            found.append(Problem(plans[0], "", notices.same_year(year, plans)))
        for tab in plans:
            found.extend(problems_of(book.grid(tab)))
    return tuple(found)


def _workbook(sheets: Iterable[Sheet]) -> bytes:
    from xlcompare.writing.new_book import write_book

    stream = BytesIO()
    write_book(tuple(sheets), stream)
    return stream.getvalue()


def _readings(request: Request, book: Book) -> tuple[Reading, Reading]:
    """The old and the new plan."""
    if request.other is None:
        old, new = two_years(book.name, book.tabs, request.old, request.new, lambda tab: _is_plan(book, tab))
        return checked(book.grid(old)), checked(book.grid(new))
    other = open_book(request.other)
    new = latest_year(book.name, book.tabs, request.new, None, lambda tab: _is_plan(book, tab))
    newer = checked(book.grid(new))
    before = newer.plan.year or None
    old = latest_year(other.name, other.tabs, request.old, before, lambda tab: _is_plan(other, tab))
    return checked(other.grid(old)), newer


def _is_plan(book: Book, tab: str) -> bool:
    return header_of(book.grid(tab)) is not None


def _earlier(request: Request, book: Book) -> list[Book]:
    """Books whose corrections and settings count, weightiest last: the plan book, the last result, the one named."""
    books = [book]
    if request.out and (last := _last_result(request.out)):
        books.append(last)
    if request.decisions:
        books.append(_with_tab(request.decisions, words.REVIEW_SHEET, words.BUDGET_REVIEW_SHEET))
    return books


def _last_result(out: Path) -> Book | None:
    """The workbook that `out` will replace, for the corrections in it.

    Raises where it is somebody's own file, or can't be looked into (a password): it would be lost.
    """
    if not out.exists() or out.stat().st_size == 0:
        return None
    try:
        book = open_book(out)
    except BookError as error:
        if out.read_bytes()[:8] == _COMPOUND_FILE:
            raise
        raise errors.output_is_not_ours(out.name) from error
    if not book.marks and not set(words.OWN_SHEETS) & set(book.tabs):
        raise errors.output_is_not_ours(out.name)
    return book


def _own_tab(book: Book, mark: str, name: str) -> str | None:
    """The tab that was made to be `mark`, whatever it is called now; else one of that name, copied in by a person."""
    return book.marks.get(mark, name if name in book.tabs else None)


def _decisions(books: Iterable[Book], mark: str, name: str) -> tuple[Decision, ...]:
    """The decisions on the books' review sheets, each once, where it was said last."""
    found: dict[Decision, None] = {}
    for book in books:
        tab = _own_tab(book, mark, name)
        for decision in decisions_in(book.grid(tab)) if tab is not None else ():
            found.pop(decision, None)
            found[decision] = None
    return tuple(found)


def _settings(request: Request, books: Iterable[Book]) -> Settings:
    settings = Settings()
    for book in books:
        if tab := _own_tab(book, SETTINGS_MARK, words.SETTINGS_SHEET):
            settings = with_values(settings, settings_in(book.grid(tab)), book.name)
    if request.settings:
        settings = with_values(settings, _settings_of(request.settings), request.settings.name, strict=True)
    return replace(settings, style=request.style) if request.style else settings


def _with_tab(path: Path, *tabs: str) -> Book:
    """The book at `path`, which somebody named for the sake of one of `tabs`. Raises PlanError where it has none."""
    book = open_book(path)
    if not set(tabs) & set(book.tabs):
        raise errors.tab_missing(book.name, tabs[0], book.tabs)
    return book


def _settings_of(path: Path) -> tuple[tuple[str, str], ...]:
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return settings_in(_with_tab(path, words.SETTINGS_SHEET).grid(words.SETTINGS_SHEET))
    return settings_file(path)
