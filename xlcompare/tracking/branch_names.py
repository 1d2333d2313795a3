"""Which branch does a text name: 設定's 支部名, the name of a file or of a folder, as people shorten both?

東京都支部 holds 京都支部, 富山 may be a part of a longer word: a name counts where it begins and ends as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from xlcompare.branches import Branch
from xlcompare.folding import folded

_BRANCH = "支部"
_PREFECTURES = "都道府県"
_AHEAD = r"[^\W\d_ぁ-ゖ]"
_BEHIND = r"[^\W\d_の]"
"""A name goes on with these: not with digits, signs and particles; 石川さん is a person."""
_BEFORE = "年月日度回次分版表書票済出用案"
"""And yet a name begins behind these: 令和3年度岡山支部, 進捗管理表岡山支部."""
_LONGEST_PART = 3
"""「東京都」 is 東京 with its kind; 「京都」 isn't 京."""


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
    stem = whole.removesuffix(_BRANCH)
    begin = rf"(?:(?<!{_AHEAD})|(?<=[{_BEFORE}]))"
    if stem in (whole, ""):
        full = re.compile(rf"{begin}{re.escape(whole)}")
        return full, full
    if len(stem) >= _LONGEST_PART and stem[-1] in _PREFECTURES and stem != "北海道":
        stem = stem[:-1]
    place = rf"{begin}{re.escape(stem)}[{_PREFECTURES}]?"
    return re.compile(rf"{place}\s?{_BRANCH}"), re.compile(rf"{place}(?!{_BEHIND})")
