"""Whose is each returned file, which of several counts, and how do the branches stand side by side?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from xlcompare import progress_words
from xlcompare import rollup_words as words
from xlcompare.branches import Branch
from xlcompare.fiscal_year import era_label, label
from xlcompare.folding import folded
from xlcompare.plan import Kind
from xlcompare.progress_settings import mark_in
from xlcompare.rollup import Fault, IssuedRow, MeasureRow, Returned, TargetRow
from xlcompare.tracking.branch_names import branch_in, branch_said, is_name
from xlcompare.tracking.ratings import judged


@dataclass(frozen=True, slots=True)
class Standing:
    """How a branch stands with a target: `attainment` is None where it can't be told."""

    target: TargetRow
    attainment: float | None
    rating: str
    """the branch's own, else the one that follows from the figures"""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of the plan, with each branch's standing by the branch's number."""

    issued: IssuedRow
    label: str
    of: Mapping[int, Standing]

    downward: bool
    """whether less is better, as most branches have it"""
    ranks: Mapping[int, int]
    """the place of each branch among those that have an actual"""


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading of the plan; `of`: by the branch's number its measure with the lowest rating, None without a rating."""

    area: str
    heading: str
    of: Mapping[int, MeasureRow | None]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What has come of one branch; `book`: the file that counts."""

    branch: Branch
    state: str
    book: Returned | None
    files: tuple[Returned, ...]
    remark: str
    faults: tuple[tuple[Returned, Fault], ...]

    @property
    def blanks(self) -> tuple[int, int, int, int]:
        """Blank cells of the book that counts: 進捗状況, 評価, 取組予定, KPI実績."""
        if self.book is None:
            return 0, 0, 0, 0
        rows = [measure.blanks for measure in self.book.measures]
        progress, rating, following = (sum(row[k] for row in rows) for k in range(3))
        return progress, rating, following, sum(target.blank for target in self.book.targets)


@dataclass(frozen=True, slots=True)
class RollUp:
    """The branches side by side. `others`: files that don't count, each with the reason."""

    year: int
    label: str
    """the year as the plans print it: both 平成31年度 and 令和元年度 are 2019"""
    receipts: tuple[Receipt, ...]
    others: tuple[tuple[Branch | None, Returned, str], ...]
    targets: tuple[TargetLine, ...]
    headings: tuple[HeadingLine, ...]
    faults: tuple[tuple[Branch | None, Returned, Fault], ...] = ()

    @property
    def counted(self) -> tuple[tuple[int, Branch, Returned], ...]:
        """The books that count, with their branches' numbers."""
        return tuple((n, each.branch, each.book) for n, each in enumerate(self.receipts) if each.book is not None)


def rolled_up(files: Iterable[Returned], branches: Sequence[Branch], year: int) -> RollUp:
    """Everything that the workbook shows, of the `files` that came back."""
    files = tuple(files)
    sorter = _Sorter(branches, year, _usual_label(files, year))
    for file in files:
        sorter.add(file)
    receipts = tuple(_noted(sorter.receipts()))
    counted = [(n, each.book) for n, each in enumerate(receipts) if each.book is not None]
    faults = [(each.branch, file, fault) for each in receipts for file, fault in each.faults]
    of_branches = ((each.branch, *pair) for each in receipts for pair in _not_counted(each))
    others = (*of_branches, *((None, *pair) for pair in sorter.others))
    loose = [(None, file, fault) for file, _ in sorter.others for fault in file.faults]
    return RollUp(year, sorter.label, receipts, others, _targets(counted), _headings(counted), (*faults, *loose))


def _usual_label(files: Sequence[Returned], year: int) -> str:
    plans = [file.issued.plan for file in files if file.issued and file.issued.plan.year == year]
    labels = Counter(label(plan.year, plan.tab) for plan in plans)
    return max(labels, key=lambda said: labels[said], default=era_label(year))


# ── whose is it, and does it count? ─────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Sorter:
    """Gives each file to its branch."""

    branches: Sequence[Branch]
    year: int
    label: str
    others: list[tuple[Returned, str]] = field(default_factory=list)
    of: dict[str, list[Returned]] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    """how a file's branch was told where it has no stamp"""

    def add(self, file: Returned) -> None:
        if file.skipped:
            self.others.append((file, file.skipped))
            return
        branch = self._branch(file)
        if branch is None:
            if file.stamp is not None:
                self.others.append((file, words.NOT_EXPECTED))
                return
            unknown = Fault(words.UNKNOWN, file.path, words.EXPECT[words.UNKNOWN])
            faults = (*file.faults, unknown) if file.issued else file.faults
            self.others.append((replace(file, faults=faults), words.UNKNOWN_BRANCH))
            return
        self.of.setdefault(branch.code, []).append(replace(file, faults=(*file.faults, *self._wrong(file, branch))))

    def _branch(self, file: Returned) -> Branch | None:
        if file.stamp is not None:
            code, name = file.stamp.code.zfill(2), folded(file.stamp.branch)
            same = [branch for branch in self.branches if branch.code == code]
            return next((b for b in self.branches if folded(b.name) == name), same[0] if same else None)
        if branch := branch_said(file.settings.branch, self.branches):
            self.said[file.path] = words.FROM_SETTINGS
            return branch
        if branch := branch_in(file.path, self.branches):
            self.said[file.path] = words.FROM_FILE
        return branch

    def _wrong(self, file: Returned, branch: Branch) -> Iterator[Fault]:
        """Where the book is of another year, or is said to be another branch's."""
        if file.issued is None:
            return
        if file.issued.plan.year != self.year:
            plan, expected = file.issued.plan, words.EXPECT[words.WRONG_YEAR].format(self.label)
            yield Fault(words.WRONG_YEAR, label(plan.year, plan.tab), expected)
        expected = words.EXPECT[words.WRONG_BRANCH].format(branch.name)
        if (own := file.settings.branch) and not is_name(own, branch):
            found = words.BRANCH_FOUND.format(where=words.FROM_SETTINGS, found=own)
            yield Fault(words.WRONG_BRANCH, found, expected, *file.branch_cell)
        # In full: 「石川さんより.xlsx」 is from a person.
        named = branch_in(file.path, self.branches, short=False)
        if named is not None and named.code != branch.code:
            yield Fault(
                words.WRONG_BRANCH, words.BRANCH_FOUND.format(where=words.FROM_FILE, found=named.name), expected
            )

    def receipts(self) -> Iterator[Receipt]:
        for branch in self.branches:
            yield self._receipt(branch, tuple(self.of.get(branch.code, ())))

    def _receipt(self, branch: Branch, files: tuple[Returned, ...]) -> Receipt:
        usable = [file for file in files if file.issued is not None and file.issued.plan.year == self.year]
        unusable = [file for file in files if file not in usable]
        faults = [(file, fault) for file in unusable for fault in file.faults]
        if not usable:
            remark = words.ONLY_FAULTY if files else ""
            return Receipt(branch, words.FAULTY if files else words.MISSING, None, files, remark, tuple(faults))
        book = max(usable, key=_age)
        # A blank that was sent out isn't a version of what came back.
        versions = len({file.digest for file in usable if file.untouched == book.untouched})
        copies = sum(file.digest == book.digest for file in usable)
        remarks = [
            words.LATEST_OF.format(count=versions) if versions > 1 else "",
            words.SAME_AS.format(count=copies) if copies > 1 else "",
            words.BY_NAME.format(what=self.said[book.path]) if book.path in self.said else "",
        ]
        broken = unusable or any(not fault.noted_only for fault in book.faults)
        state = (
            words.FAULTY if broken else words.LATER if versions > 1 else words.TWICE if copies > 1 else words.RECEIVED
        )
        of_book = [(book, fault) for fault in book.faults]
        return Receipt(branch, state, book, files, "".join(remarks), (*of_book, *faults))


def _age(file: Returned) -> tuple[bool, datetime, str]:
    """By what the latest version is told: when it was saved; of two at the same time the one whose name comes last.

    A book that nobody has touched is older than any other: what its file says is when it was copied or unpacked.
    """
    return not file.untouched, file.saved, file.path


def _not_counted(receipt: Receipt) -> Iterator[tuple[Returned, str]]:
    for file in receipt.files:
        if file is receipt.book:
            continue
        if receipt.book is not None and file.digest == receipt.book.digest:
            yield file, words.COPY.format(receipt.book.path)
        elif wrong := [fault for fault in file.faults if fault.kind == words.WRONG_YEAR]:
            yield file, f"{words.NOT_OF_YEAR}（{wrong[0].found}）"
        elif file.issued is None:
            yield file, next((fault.expected for fault in file.faults), "")
        elif receipt.book is not None:
            older = words.BLANK if file.untouched and not receipt.book.untouched else words.OLDER
            yield file, older.format(receipt.book.path)


def _noted(receipts: Iterable[Receipt]) -> Iterator[Receipt]:
    """With a note at those whose plan isn't the one that most have."""
    found = list(receipts)
    plans = Counter(each.book.issued.digest for each in found if each.book and each.book.issued)
    usual = max(plans, key=lambda digest: plans[digest], default="")
    for each in found:
        if each.book and each.book.issued and each.book.issued.digest != usual:
            other = Fault(words.OTHER_PLAN, each.book.issued.plan.tab, words.EXPECT[words.OTHER_PLAN])
            each = replace(each, faults=(*each.faults, (each.book, other)))
        yield each


# ── side by side ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _targets(counted: Sequence[tuple[int, Returned]]) -> tuple[TargetLine, ...]:
    order = _in_order(counted, lambda row: row.kind is not Kind.MEASURE)
    found: dict[str, dict[int, Standing]] = {row.id: {} for row in order}
    labels: dict[str, str] = {}
    for number, book in counted:
        for target in book.targets:
            found[target.issued.id][number] = _standing(target, book)
            labels.setdefault(target.issued.id, target.label)
    return tuple(_line(row, labels[row.id], found[row.id]) for row in order if found[row.id])


def _line(row: IssuedRow, label: str, of: Mapping[int, Standing]) -> TargetLine:
    aims = Counter(standing.target.aim.downward for standing in of.values() if standing.target.aim)
    downward = aims[True] > aims[False]
    actuals = {number: s.target.latest for number, s in of.items() if s.target.latest is not None}
    ranked = sorted(actuals.values(), reverse=not downward)
    return TargetLine(row, label, of, downward, {n: 1 + ranked.index(actual) for n, actual in actuals.items()})


def _standing(target: TargetRow, book: Returned) -> Standing:
    stand = judged(target.aim, target.threshold, target.last_year, [target.latest], book.settings)
    own = mark_in(target.rating) if target.rating else ""
    return Standing(target, stand.attainment, own or book.settings.mark(stand.role))


def _headings(counted: Sequence[tuple[int, Returned]]) -> tuple[HeadingLine, ...]:
    found: dict[tuple[str, str], dict[int, MeasureRow | None]] = {}
    for row in _in_order(counted, lambda row: row.kind is Kind.MEASURE):
        found.setdefault((row.area, row.heading), {})
    for number, book in counted:
        for measure in book.measures:
            of = found.setdefault((measure.area, measure.heading), {})
            before = of.setdefault(number, None)
            if measure.rank is not None and (before is None or _lower(measure, before)):
                of[number] = measure
    return tuple(HeadingLine(area, heading, of) for (area, heading), of in found.items())


def _lower(measure: MeasureRow, before: MeasureRow) -> bool:
    """Whether a measure has the lower rating; 評価対象外 is lower than no other."""
    out = len(progress_words.RATINGS) - 1
    mine, other = (-1 if each.rank in (None, out) else each.rank for each in (measure, before))
    return (mine or 0) > (other or 0)


def _in_order(counted: Sequence[tuple[int, Returned]], wanted: Callable[[IssuedRow], bool]) -> list[IssuedRow]:
    """The rows of all plans by id: those of the usual plan, and each other one behind the row that it follows there."""
    plans = Counter(book.issued for _, book in counted if book.issued)
    rows: list[IssuedRow] = []
    for plan, _ in plans.most_common():
        known = {row.id: at for at, row in enumerate(rows)}
        behind: dict[int, list[IssuedRow]] = {}
        last = -1
        for row in filter(wanted, plan.rows.values()):
            if row.id in known:
                last = known[row.id]
            else:
                behind.setdefault(last, []).append(row)
        if behind:
            rows = [*behind.get(-1, ()), *(each for at, row in enumerate(rows) for each in (row, *behind.get(at, ())))]
    return rows
