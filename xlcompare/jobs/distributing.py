"""A progress workbook for every branch: issued once, and renewed with everything that has been typed since.

The plan is read, compared and laid out once for all of them. Whatever is wrong with the list or the plan is said before
anything is written; one bad book among those already issued is named, and the others are done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from xlcompare import branch_words as words
from xlcompare import errors, progress_words
from xlcompare.branches import Branch
from xlcompare.comparing.compare import compare
from xlcompare.comparing.comparison import Comparison
from xlcompare.errors import XlcompareError
from xlcompare.fiscal_year import half_of, label
from xlcompare.jobs.branch_files import Home, filled_home, homes, line_of, lines_kept, manifest
from xlcompare.jobs.files import book_at, no_cycles, paths, replaced_book, workbook_bytes
from xlcompare.jobs.progress import day_for, year_plan
from xlcompare.jobs.template import template_of, template_version
from xlcompare.plan import Item, Plan
from xlcompare.progress import Filled
from xlcompare.progress_settings import ProgressSettings
from xlcompare.reading.book import Book
from xlcompare.reading.branches_file import branches_in_sheet, read_branches
from xlcompare.reading.checks import struck_told
from xlcompare.reading.problem import Problem
from xlcompare.reading.progress_book import is_progress_book, read_progress_book
from xlcompare.resources import folder
from xlcompare.sections import AreaOf, areas_of
from xlcompare.stamp import Stamp, ids_after, item_ids, plan_digest
from xlcompare.template import STANDARD, Template
from xlcompare.tracking.carrying import Carried, carried_over
from xlcompare.tracking.forms import empty_rows, form_of, is_form
from xlcompare.tracking.own_targets import TargetNames, with_own_targets, without_issued
from xlcompare.tracking.progress import Progress, progress_of
from xlcompare.tracking.stamping import figures_by_item, homes_of
from xlcompare.words import STEP_COMPARING, STEP_READING
from xlcompare.writing.files import backup_name, ready_to_write, refuse_if_same, remove_leftovers, replace_file


@dataclass(frozen=True, slots=True)
class DistributeRequest:
    """What to send to whom. `year`, `as_of` and `template` as in `ProgressRequest`.

    `out`: the folder; without it 配布_令和3年度 beside the plan book. `branches`: a CSV file or a workbook; without it
    the sheet 支部一覧 of the plan book, else the 47. `template_only`: empty forms. `changed`: renew the books in the
    folder, with what was typed in them.
    """

    book: Path | Book
    out: Path | None = None
    branches: Path | None = None
    year: str | None = None
    as_of: date | None = None
    template: Path | None = None
    template_only: bool = False
    changed: bool = False
    beside: Path | None = None
    """the plan book's file, where `book` is open"""
    columns: str = ""
    """which ones to read (column_choices.py)"""


@dataclass(frozen=True, slots=True)
class Issue:
    """What became of one branch's book: `made` anew, `renewed` (the one before is at `backup`), or left as it was."""

    branch: Branch
    path: Path
    made: bool = False
    backup: Path | None = None
    total: int = 0
    """how many cells people had typed, of a renewed one"""
    unplaced: int = 0
    blanks: tuple[Path, ...] = ()
    """books of the branch that nobody has filled in, and that were left alone for this one"""
    error: XlcompareError | None = None
    told: tuple[str, ...] = ()
    """what a person has to know of how a renewed book was read"""

    @property
    def renewed(self) -> bool:
        return self.backup is not None


@dataclass(frozen=True, slots=True)
class DistributeResult:
    """All books, in the order of the list; what a person should look at in the plan."""

    folder: Path
    plan: Plan
    issues: tuple[Issue, ...]
    manifest: Path
    problems: tuple[Problem, ...]
    template: Template = STANDARD
    told: tuple[str, ...] = ()
    """what a person has to know of how the plan was read"""


Step = Callable[[str], None]


@no_cycles()
def distribute(request: DistributeRequest, step: Step = lambda name: None) -> DistributeResult:
    """Write each branch's book and 配布一覧.csv. A book that would become the same is left alone.

    Raises XlcompareError where none can be written; where one can't, its `Issue` has the error.
    """
    template = template_of(request.template)
    step(STEP_READING)
    source = book_at(request.book)
    listed, branches = _branches(request, source)
    reading = year_plan(source, request.year, columns=request.columns)
    plan = form_of(reading.plan) if request.template_only else reading.plan
    run = _Run(request, reading.plan, plan, template)
    run.resolve(branches, listed)
    out = _folder(request, plan)
    inputs = paths(request.book, request.branches, request.template, request.beside)
    found = homes(out, branches, listed)
    for home in found.listed:
        for path in (home.path, *home.others):
            refuse_if_same(path, inputs)
    step(STEP_COMPARING)
    issues = tuple(run.renewed(found.listed, step) if request.changed else run.issued(out, found.listed, step))
    listing = out / words.MANIFEST
    lines = [line_of(i.branch, i.path, _said(plan), None if i.error else run.stamps[i.branch.code]) for i in issues]
    data = manifest(lines, list(lines_kept(listing, found)))
    if not listing.is_file() or listing.read_bytes() != data:
        replace_file(listing, data)
    own_list = request.branches is None and words.BRANCHES_SHEET in source.tabs
    struck = struck_told(source.grid(words.BRANCHES_SHEET)) if own_list else ()
    told = (*reading.told, *struck, *(line for issue in issues for line in issue.told))
    return DistributeResult(out, plan, issues, listing, reading.problems, template, told)


def _branches(request: DistributeRequest, source: Book) -> tuple[str, tuple[Branch, ...]]:
    """The branches, and the file that lists them."""
    if request.branches is not None:
        return request.branches.name, read_branches(request.branches)
    if words.BRANCHES_SHEET in source.tabs:
        return source.name, branches_in_sheet(source.grid(words.BRANCHES_SHEET))
    return words.LIST_FILE, read_branches(folder("templates") / words.LIST_FILE)


def folder_for(source: Book, beside: Path, year: str | None = None) -> Path:
    """The folder that the books of the tab `year`, or of the latest, go to where no other is named."""
    return _beside(beside, year_plan(source, year).plan)


def _beside(book: Path, plan: Plan) -> Path:
    return book.with_name(words.FOLDER.format(_said(plan)))


def _said(plan: Plan) -> str:
    return label(plan.year, plan.tab)


def is_issued(out: Path) -> bool:
    """Whether books have been issued to the folder `out`: as long as its list or one of them is there."""
    return (out / words.MANIFEST).exists() or any(out.glob(f"*{progress_words.AREA_SHEET}.xlsx"))


def _folder(request: DistributeRequest, plan: Plan) -> Path:
    """The folder to write to, made where it isn't there and something can be written to it."""
    out = request.out or _beside(next(iter(paths(request.book, request.beside)), Path()), plan)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise errors.issue_folder_is_file(str(out)) from error
    except OSError as error:
        raise errors.output_failed(out.name, error.strerror or str(error)) from error
    ready_to_write(out / words.MANIFEST)
    remove_leftovers(out)
    return out


@dataclass(slots=True)
class _Run:
    """One plan on its way into all books, and what is found out once for all of them."""

    request: DistributeRequest
    whole: Plan
    """with the measures that `plan`, an empty form, is without"""
    plan: Plan
    template: Template
    areas: tuple[AreaOf, ...] = field(init=False)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    """by branch, as each book has it in the end"""
    figures: dict[str, dict[int, float]] = field(default_factory=dict)
    digest: str = field(init=False)
    version: str = field(init=False)
    ids: tuple[str, ...] = ()
    comparisons: dict[tuple[Item, ...], Comparison] = field(default_factory=dict)
    layout: Callable[[Progress], bytes] = field(init=False)

    def __post_init__(self) -> None:
        from xlcompare.layout.progress_book import ProgressBooks

        books = ProgressBooks(self.template)
        self.areas, self.digest = areas_of(self.plan), plan_digest(self.plan)
        self.version = template_version(self.template)
        self.ids = item_ids(self.plan)
        self.layout = lambda made: workbook_bytes(books.sheets(made))

    def resolve(self, branches: Sequence[Branch], listed: str) -> None:
        """Finds the targets that the list names. PlanError with all that is wrong."""
        day = day_for(self.request.as_of, self.plan, None, "")
        names = TargetNames(self.plan, progress_of(self.plan, day, ProgressSettings(), self.areas, Carried()).kpis)
        faults = list(names.faults(each.kpi for branch in branches for each in branch.targets))
        for branch in branches if not faults else ():
            self.figures[branch.code], wrong = names.figures(branch)
            faults += wrong
        if faults:
            raise errors.branches_faulty(listed, "", faults)

    # ── books that are new ───────────────────────────────────────────────────────────────────────────────────────

    def issued(self, out: Path, found: Sequence[Home], step: Step) -> Iterator[Issue]:
        """Writes the books that aren't there. OutputError where one is there that would become another."""
        day = day_for(self.request.as_of, self.plan, None, "")
        there = [home for home in found if home.error or (home.path.exists() and home.path.stat().st_size)]
        for home in there:
            if home.error:
                raise home.error
            replaced_book(home.path, is_progress_book)
            if home.path.read_bytes() != self._new(home.branch, day):
                raise errors.issued_already(home.path.name, str(out), len(there))
        for number, home in enumerate(found, 1):
            step(_counted(number, found))
            if home in there:
                yield Issue(home.branch, home.path)
            else:
                replace_file(home.path, self._new(home.branch, day))
                yield Issue(home.branch, home.path, made=True)

    def _new(self, branch: Branch, day: date) -> bytes:
        carried = with_own_targets(Carried(), self.figures[branch.code], None, {}, self.plan)
        return self.layout(self._progress(branch, day, ProgressSettings(), carried, self._stamp(branch)))

    # ── books that have been issued and filled in ────────────────────────────────────────────────────────────────

    def renewed(self, listed: Sequence[Home], step: Step) -> Iterator[Issue]:
        """Writes the books that aren't there, and those anew whose plan, look or branch has changed."""
        found = [filled_home(home) for home in listed]
        before = {home.branch.code: self._read(home) for home in found}
        read = [filled for filled in before.values() if isinstance(filled, Filled)]
        self.ids = self._ids(read)
        latest = max((filled.as_of for filled in read), default=None)
        for number, home in enumerate(found, 1):
            step(_counted(number, found))
            filled = before[home.branch.code]
            if isinstance(filled, XlcompareError):
                yield Issue(home.branch, home.path, error=filled)
            elif filled is None:
                day = day_for(self.request.as_of or latest, self.plan, None, "")
                replace_file(home.path, self._new(home.branch, day))
                yield Issue(home.branch, home.path, made=True)
            else:
                yield self._renew(home, filled)

    def _read(self, home: Home) -> Filled | XlcompareError | None:
        """What a book holds that has been issued, or what is wrong with it; None where there is none."""
        if home.error:
            return home.error
        try:
            book = replaced_book(home.path, is_progress_book)
            if book is None:
                return None
            ready_to_write(home.path)
            filled = read_progress_book(book)
            if filled.stamp and filled.stamp.code != home.branch.code:
                return errors.issued_for_other_branch(book.name, filled.stamp.branch, home.branch.name)
            if filled.plan.year != self.plan.year:
                return errors.issued_for_other_year(book.name, _said(filled.plan), _said(self.plan))
            if is_form(self.plan) != is_form(filled.plan) and not is_form(self.whole):
                return errors.issued_otherwise(book.name, as_form=is_form(filled.plan))
            return filled
        except XlcompareError as error:
            return error

    def _ids(self, read: Sequence[Filled]) -> tuple[str, ...]:
        """One id for each item, the same in all books: as in a book of this very plan, else by what became of what."""
        stamped = [(filled, filled.stamp) for filled in read if filled.stamp]
        for _, stamp in stamped:
            if stamp.plan == self.digest:
                return stamp.ids
        if not read:
            return self.ids
        filled, ids = stamped[0] if stamped else (read[0], None)
        old = ids.ids if ids else item_ids(filled.plan)
        return ids_after(old, self.plan, homes_of(self._compared(filled.plan)).items())

    def _compared(self, old: Plan) -> Comparison:
        if old.items not in self.comparisons:
            self.comparisons[old.items] = compare(old, self.plan)
        return self.comparisons[old.items]

    def _renew(self, home: Home, before: Filled) -> Issue:
        branch, path = home.branch, home.path
        stamp = self._stamp(branch)
        if self._nothing_new(branch, before, stamp):
            return Issue(branch, path)
        try:
            day = day_for(self.request.as_of, self.plan, before, path.name)
        except XlcompareError as error:
            return Issue(branch, path, error=error)
        comparison = self._compared(before.plan)
        typed = without_issued(before)
        carried = carried_over(typed, comparison, self.areas, half_of(day, self.plan.year))
        carried = with_own_targets(carried, self.figures[branch.code], before, homes_of(comparison), self.plan)
        settings = before.settings
        if before.stamp and settings.branch != before.stamp.branch:
            branch = replace(branch, name=settings.branch or branch.name)  # As a person corrected it on 設定.
        made = self._progress(branch, day, settings, carried, stamp)
        content = path.read_bytes()
        backup = backup_name(path, content)
        data = self.layout(made)
        replace_file(backup, content)
        replace_file(path, data)
        return Issue(
            home.branch, path, backup=backup, total=typed.count, unplaced=len(made.unplaced), blanks=home.others,
            told=before.told,
        )  # fmt: skip

    def _nothing_new(self, branch: Branch, before: Filled, stamp: Stamp) -> bool:
        """Whether the book has all that it would get: the plan, the look, the branch's own, the date."""
        same_day = self.request.as_of in (None, before.as_of)
        return before.stamp == stamp and same_day and set(branch.owners) <= set(before.settings.owners)

    # ── both ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _stamp(self, branch: Branch) -> Stamp:
        figures = figures_by_item(self.figures[branch.code], len(self.plan.items))
        made = Stamp(branch.code, branch.name, self.plan.year, self.version, self.digest, self.ids, figures)
        self.stamps[branch.code] = made
        return made

    def _progress(
        self, branch: Branch, day: date, settings: ProgressSettings, carried: Carried, stamp: Stamp
    ) -> Progress:
        # An empty form lists the owners of the measures that it is without, too.
        of_plan = (item.owner for item in self.whole.items if item.owner)
        owners = tuple(dict.fromkeys((*settings.owners, *branch.owners, *of_plan)))
        settings = replace(settings, branch=branch.name, owners=owners)
        if self.request.template_only:
            carried.own_rows.extend(empty_rows(self.areas))
        return progress_of(self.plan, day, settings, self.areas, carried, stamp)


def _counted(number: int, found: Sequence[Home]) -> str:
    return f"{number}／{len(found)} {found[number - 1].branch.name}"
