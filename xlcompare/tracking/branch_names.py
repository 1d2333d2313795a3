"""Which branch does a text name: 設定's 支部名, the name of a file or of a folder, as people shorten both?

東京都支部 holds 京都支部, 富山 may be a part of a longer word: a name counts where it begins and ends as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from xlcompare import branch_words as words
from xlcompare.branches import Branch
from xlcompare.folding import folded

_AHEAD = r"[^\W\d_\u3041-\u3096]"
_BEHIND = rf"[^\W\d_{words.PARTICLE}]"
"""A name goes on with these: not with digits, signs and particles; 石川さん is a person."""
_WITH_KIND = 3
"""Signs; 東京都 is 東京 with what it is, 京都 isn't 京."""


def branch_said(text: str, branches: Sequence[Branch]) -> Branch | None:
    """The branch whose name is the whole `text`: 「東京支部」, 「東京都支部」, 「東京」, 「東京都」."""
    said = folded(text)
    exact = (branch for branch in branches if folded(branch.name) == said)
    return next(exact, None) or next((branch for branch in branches if is_name(said, branch)), None)


def is_name(text: str, branch: Branch) -> bool:
    """Whether `text` is nothing but the name of `branch`, in full or in short."""
    return bool(said := folded(text)) and any(form.fullmatch(said) for form in _forms(branch.name))


def branch_in(path: str, branches: Sequence[Branch], *, short: bool = True) -> Branch | None:
    """The one branch that the file's name says, else one of its folders', from the inside to the outside.

    Of several in one name it is the one whose code begins it, 「16_富山」, else none. `short`: also by 「富山」 alone.
    """
    for part in reversed(PurePosixPath(path).parts):
        said = " ".join(map(folded, part.split()))
        found = [branch for branch in branches if any(form.search(said) for form in _forms(branch.name)[: 1 + short])]
        coded = [branch for branch in found if re.match(rf"0*{re.escape(branch.code.lstrip('0'))}(?![0-9])", said)]
        if len(found) == 1 or len(coded) == 1:
            return found[0] if len(found) == 1 else coded[0]
        if found:
            return None
    return None


@lru_cache(maxsize=1 << 12)
def _forms(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The name in full and in short, as a part of a text; a branch that isn't called 支部 has only the one."""
    whole = folded(name)
    stem = whole.removesuffix(words.SUFFIX)
    begin = rf"(?:(?<!{_AHEAD})|(?<=[{words.BEFORE_NAMES}]))"
    if stem in (whole, ""):
        full = re.compile(rf"{begin}{re.escape(whole)}")
        return full, full
    if len(stem) >= _WITH_KIND and stem[-1] in words.PREFECTURES[1:]:
        stem = stem[:-1]
    place = rf"{begin}{re.escape(stem)}[{words.PREFECTURES}]?"
    return re.compile(rf"{place}\s?{words.SUFFIX}"), re.compile(rf"{place}(?!{_BEHIND})")
