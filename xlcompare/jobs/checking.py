"""Checking a plan book: everything that a person should correct or know, tab by tab."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xlcompare import errors, notices
from xlcompare.fiscal_year import era_label
from xlcompare.jobs.columns import choices_for
from xlcompare.jobs.files import book_at
from xlcompare.reading.book import Book
from xlcompare.reading.checks import beside_problems, checked_or_refused
from xlcompare.reading.problem import Problem
from xlcompare.reading.year_tab import is_plan
from xlcompare.reading.year_tabs import hidden_years, seen_years, two_years


@dataclass(frozen=True, slots=True)
class Checked:
    """Every problem of a plan book, and a sentence for each year tab on what was read of it."""

    problems: tuple[Problem, ...]
    read: tuple[str, ...]


def check(source: Path | Book, columns: str = "") -> Checked:
    """What is to be said of the plan book at a path, or open. Raises BookError where it is no workbook at all."""
    book = book_at(source)
    choices = choices_for(book, columns)
    read: list[str] = []
    by_year = seen_years(book)
    found = [Problem(tab, "", notices.hidden_year(), remark=True) for tab in hidden_years(book)]
    if not by_year:
        found.append(Problem("", "", errors.too_few_years(book.name, book.tabs, ()).message))
    for year, tabs in by_year.items():
        plans = [tab for tab in tabs if len(tabs) == 1 or is_plan(book.grid(tab))]
        if len(by_year) == 1:
            found.extend(_of_the_only_year(book, plans, year))
        elif len(plans) > 1:
            found.append(Problem(plans[0], "", notices.same_year(year, plans)))
        for tab in plans:
            problems, sentence = checked_or_refused(book.grid(tab), choices.of_tab(tab))
            read.extend(filter(None, (sentence,)))
            found.extend(problems)
            found.extend(beside_problems(tab, book.beside(tab)))
    return Checked(tuple(found), tuple(read))


def _of_the_only_year(book: Book, plans: list[str], year: int) -> Iterator[Problem]:
    """Two versions of it can be compared; one alone is tracked, and that is all in order."""
    if len(plans) < 2:
        yield Problem("", "", notices.only_one_year(plans[0] if plans else era_label(year)), remark=True)
        return
    try:
        old, new = two_years(book, None, None, lambda tab: tab in plans)
    except errors.PlanError as error:
        yield Problem(plans[0], "", error.message)
    else:
        yield Problem("", "", notices.two_versions(new, old), remark=True)
