"""Checking a plan book: everything that a person should correct or know, tab by tab."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlcompare import errors, notices
from xlcompare.jobs.columns import choices_for
from xlcompare.jobs.files import book_at
from xlcompare.reading.book import Book
from xlcompare.reading.checks import beside_problems, checked_or_refused
from xlcompare.reading.problem import Problem
from xlcompare.reading.year_tab import is_plan
from xlcompare.reading.year_tabs import years


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
    by_year = years(book.tabs)
    found: list[Problem] = []
    if len(by_year) < 2:
        tabs = [tab for same in by_year.values() for tab in same]
        found.append(Problem("", "", errors.too_few_years(book.name, book.tabs, tabs).message))
    for year, tabs in by_year.items():
        plans = [tab for tab in tabs if len(tabs) == 1 or is_plan(book.grid(tab))]
        if len(plans) > 1:
            found.append(Problem(plans[0], "", notices.same_year(year, plans)))
        for tab in plans:
            problems, sentence = checked_or_refused(book.grid(tab), choices.of_tab(tab))
            read.extend(filter(None, (sentence,)))
            found.extend(problems)
            found.extend(beside_problems(tab, book.beside(tab)))
    return Checked(tuple(found), tuple(read))
