"""The buttons 新旧対照表, 予算対照表 and 対応確認を反映: two year tabs of the open workbook compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from xlcompare import errors, notices, words
from xlcompare.reading.from_excel import OpenBook
from xlcompare.reading.year_tabs import seen_years, two_years

if TYPE_CHECKING:
    from xlcompare.hosts.excel_sheets import Brought
    from xlcompare.hosts.excel_window import Window
    from xlcompare.jobs.comparing import Result

_TABLES = {
    "compare": ("comparison",),
    "budget": ("budget", "budget-charts"),
    "book": ("comparison", "budget", "budget-charts"),
}
"""The marks of what each job makes and a person may have written into; the other sheets are read before."""


def compare(window: Window) -> None:
    """Make 新旧対照表, 対応確認 and 対照表の設定."""
    _make(window, OpenBook(window.book), "compare")


def budget(window: Window) -> None:
    """Make 予算対照表, 予算の動き, 予算の対応確認 and 対照表の設定."""
    _make(window, OpenBook(window.book), "budget")


def review(window: Window) -> None:
    """Make again what the workbook has of both, with what people decided on 対応確認 and 予算の対応確認."""
    source = OpenBook(window.book)
    of_plan, of_budget = "review" in source.marks, "budget-review" in source.marks
    if not of_plan and not of_budget:
        raise errors.no_review_sheet(source.name)
    job = "book" if of_plan and of_budget else "compare" if of_plan else "budget"
    # Nobody presses this but to have them replaced.
    _make(window, source, job, asks=False)


def _make(window: Window, source: OpenBook, job: str, *, asks: bool = True) -> None:
    chosen = _years(window, source)
    there = [source.marks[mark] for mark in _TABLES[job] if mark in source.marks]
    if chosen is None or (asks and there and not window.agrees(notices.will_be_replaced(there))):
        return
    old, new = chosen
    with window.working() as step:
        from xlcompare.hosts.excel_sheets import brought_in, normal_font, work_file
        from xlcompare.jobs import comparing as jobs

        run: Callable[..., Result] = {"compare": jobs.compare, "budget": jobs.budget, "book": jobs.book}[job]
        with work_file() as out:
            result = run(jobs.Request(source, old=old, new=new, out=out, normal=normal_font(window.book)), step)
            step(words.STEP_BRINGING)
            order = [mark for mark, _ in jobs.ORDER]
            brought = brought_in(window.book, out, result.comparison.new.tab, order)
    window.say(*_report(result, brought))


def _years(window: Window, source: OpenBook) -> tuple[str | None, str | None] | None:
    """The (old, new) tabs: asked for where there are more than two years; None where the person cancels."""
    if len(seen_years(source)) <= 2:
        return None, None
    asked = set()
    for old, new in _pairs(source, window.book.sheets.active.name):
        if (old, new) in asked:
            continue
        asked.add((old, new))
        answer = window.answer(notices.compare_these(old, new))
        if answer != "no":
            return (old, new) if answer == "yes" else None
    window.say(notices.no_more_years())
    return None


def _pairs(source: OpenBook, active: str) -> Iterator[tuple[str, str]]:
    """The year in view with the one before it, where it is one; then each year so, the latest first."""
    from xlcompare.reading.year_tab import is_plan as has_header

    def is_plan(tab: str) -> bool:
        return has_header(source.grid(tab))

    if any(active in tabs for tabs in seen_years(source).values()) and is_plan(active):
        # The oldest year has none before it.
        with suppress(errors.PlanError):
            yield two_years(source, None, active, is_plan)
    new = None
    while True:
        try:
            old, new = two_years(source, None, new, is_plan)
        except errors.PlanError:
            if new is None:
                raise
            return
        yield old, new
        new = old


def _report(result: Result, brought: Brought) -> Iterator[str]:
    comparison = result.comparison
    yield notices.sheets_made(brought.names, comparison.new.tab_title, comparison.old.tab_title)
    for plan in (comparison.new, comparison.old):
        yield notices.what_was_read(plan)
    for wanted, given in brought.renamed:
        yield notices.other_name(wanted, given)
    if brought.left:
        yield notices.old_sheets_left(brought.left)
    if brought.broken:
        yield notices.formulas_to_mend(brought.broken)
    if words.REVIEW_SHEET in result.sheets:
        doubtful = sum(pair.doubtful and not pair.decided for pair in comparison.pairs)
        yield from notices.look_at_pairs(doubtful, words.REVIEW_SHEET)
    if result.budget:
        doubtful = sum(pair.doubtful and not pair.decided for pair in result.budget.pairs)
        yield from notices.look_at_pairs(doubtful, words.BUDGET_REVIEW_SHEET)
    if result.decisions:
        yield notices.decisions_followed(len(result.decisions), len(result.unmet))
    if result.template.problems:
        yield notices.template_has_more_problems(result.template.name, len(result.template.problems))
    yield from result.told
    if result.problems:
        yield notices.press_check(len(result.problems))
