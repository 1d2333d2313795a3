"""Which tabs do the formulas of a workbook refer to?

Excel keeps what a formula gave when the file was saved. Where it refers to a tab that is replaced, that has to be
calculated again; where it takes in all tabs from one to another, a tab put between them changes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from unicodedata import normalize

_APART = "\0"
"""Stands between formulas, in none of them."""
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^<>]*)?>([^<]+)</")
_TO_TABS = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^<>]*)?>([^<]*![^<]*)</")
_SIGNS = r"\s\"'!()+\-*/^&=<>,;:{}%#@$\[\]\0"
_NAMES = rf"[^{_SIGNS}]+(?::[^{_SIGNS}]+)?"
_TEXT, _ELSEWHERE, _QUOTED = r'"(?:[^"\0]|"")*"', rf"\]{_NAMES}!", r"'((?:[^'\0]|'')+)'!"
# Texts and the tabs of other workbooks, whose names follow a bracket, are passed over.
_PREFIX = re.compile(rf"{_TEXT}|{_ELSEWHERE}|{_QUOTED}|(?<![^{_SIGNS}])({_NAMES})!")
_WORD = re.compile(r"[\w.\\?]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """A formula's, to `first` or, over several tabs, to all from `first` to `last`. Names are folded."""

    first: str
    last: str


def references(formulas: str) -> set[Reference]:
    """What `formulas` refer to outside their own tab."""
    found = set()
    for quoted, plain in set(_PREFIX.findall(formulas)):
        # No tab's name holds a bracket or a colon.
        if (name := quoted.replace("''", "'") or plain) and "]" not in name:
            first, _, last = name.partition(":")
            found.add(Reference(folded_name(first), folded_name(last or first)))
    return found


def formulas_to_tabs(sheet: bytes) -> str:
    """The formulas of the worksheet part `sheet` that refer to tabs, behind each other."""
    return _joined(_TO_TABS.findall(sheet)) if b"!" in sheet else ""


def names_used(sheet: bytes, names: Iterable[str]) -> set[str]:
    """Those of the defined `names`, folded, that a formula of the worksheet part `sheet` uses."""
    wanted = set(names)
    return wanted & _words(_joined(_FORMULA.findall(sheet))) if wanted else set()


def names_leading_to(wanted: Callable[[Reference], bool], names: Mapping[str, str]) -> set[str]:
    """Of the defined `names`, each with its formula, those with a `wanted` reference, if by way of another name."""
    found = {name for name, formula in names.items() if any(map(wanted, references(formula)))}
    words = {name: _words(formula) for name, formula in names.items()}
    while more := {name for name in names.keys() - found if words[name] & found}:
        found |= more
    return found


def folded_name(name: str) -> str:
    """Equal for names that Excel takes for the same."""
    # Japanese Excel takes full-width letters for their half-width forms; a (2) too many does no harm elsewhere.
    return normalize("NFKC", name).casefold()


def _joined(formulas: Iterable[bytes]) -> str:
    return unescape(_APART.join(formula.decode("utf-8", "replace") for formula in formulas))


def _words(formulas: str) -> set[str]:
    return {folded_name(word) for word in set(_WORD.findall(formulas))}
