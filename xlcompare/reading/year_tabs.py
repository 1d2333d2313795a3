"""Which tabs of a plan book hold which year. Order is told by the year, never by the tab's position."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlcompare import errors
from xlcompare.fiscal_year import era_label, fiscal_year, version_rank
from xlcompare.reading.book import Book


def years(tabs: Sequence[str]) -> dict[int, list[str]]:
    """The year tabs by fiscal year, latest first; several tabs where they can't be told apart by name."""
    found: dict[int, list[str]] = {}
    for tab in tabs:
        year = fiscal_year(tab)
        if year is not None:
            found.setdefault(year, []).append(tab)
    return dict(sorted(found.items(), reverse=True))


def seen_years(book: Book) -> dict[int, list[str]]:
    """The same of the tabs that a person sees: a hidden one is somebody's draft, and never chosen by itself."""
    return years([tab for tab in book.tabs if tab not in book.hidden])


def hidden_years(book: Book) -> tuple[str, ...]:
    """The year tabs that are passed over because nobody sees them."""
    return tuple(tab for tab in book.tabs if tab in book.hidden and fiscal_year(tab) is not None)


def two_years(source: Book, old: str | None, new: str | None, is_plan: Callable[[str], bool]) -> tuple[str, str]:
    """The (old, new) tabs of one book: as given, else the two latest years, else two versions of its only year.

    `is_plan` tells, for tabs of the same year, which of them holds a plan. Raises PlanError where there is no choice.
    """
    book, tabs, seen = source.name, source.tabs, seen_years(source)
    for wanted in (old, new):
        if wanted is not None and wanted not in tabs:
            raise errors.tab_missing(book, wanted, tabs)
    if old is None and new is None and len(seen) == 1:
        ((year, only),) = seen.items()
        if len(only) > 1 and len(plans := [tab for tab in only if is_plan(tab)]) > 1:
            return _two_versions(book, plans, year)
    if old is None or new is None:
        given = {old, new}
        before = fiscal_year(new) if new else None
        after = fiscal_year(old) if old else None
        # A year that was named is compared with the one before it, or the latest after it; never the other way.
        by_year = {
            year: found
            for year, found in seen.items()
            if not (before and year >= before) and not (after and year <= after)
        }
        wanted_years = list(by_year)[: 2 - sum(tab is not None for tab in given)]
        chosen = [_only(book, year, by_year[year], is_plan) for year in wanted_years]
        if len(chosen) + sum(tab is not None for tab in (old, new)) < 2:
            if old or new:
                raise errors.no_other_year(book, new or old or "", is_new=new is not None)
            found = [tab for same in seen.values() for tab in same]
            if hidden := hidden_years(source):
                raise errors.years_hidden(book, found, hidden)
            raise errors.too_few_years(book, tabs, found)
        new = new or chosen.pop(0)
        old = old or chosen.pop(0)
    if old == new:
        raise errors.same_tab(book, old)
    return old, new


def _two_versions(book: str, plans: Sequence[str], year: int) -> tuple[str, str]:
    """The earlier and the later of two tabs of one year, by the words in their names (変更前, 変更後)."""
    old, new = sorted(plans, key=version_rank)[:2]
    if len(plans) > 2 or version_rank(old) == version_rank(new):
        raise errors.same_year_twice(book, plans, era_label(year))
    return old, new


def latest_year(source: Book, wanted: str | None, before: int | None, is_plan: Callable[[str], bool]) -> str:
    """The tab `wanted`, else that of the latest year; of the latest before the year `before` where that is given.

    Raises PlanError where there is none.
    """
    book, tabs = source.name, source.tabs
    if wanted is not None:
        if wanted not in tabs:
            raise errors.tab_missing(book, wanted, tabs)
        return wanted
    by_year = seen_years(source)
    year = next((year for year in by_year if not before or year < before), None)
    if year is None and by_year and before:
        raise errors.no_other_year(book, era_label(before), is_new=True)
    if year is None:
        raise errors.too_few_years(book, tabs, [])
    return _only(book, year, by_year[year], is_plan)


def _only(book: str, year: int, tabs: Sequence[str], is_plan: Callable[[str], bool]) -> str:
    plans = list(tabs) if len(tabs) == 1 else [tab for tab in tabs if is_plan(tab)]
    if len(plans) != 1:
        raise errors.same_year_twice(book, plans or tabs, era_label(year))
    return plans[0]
