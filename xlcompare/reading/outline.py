"""Which line stands under which, learnt from the order in which a document's own marks appear.

「○」 is a heading in one book and a measure in another, so there is no fixed list. A mark that is met for the first
time in a block stands under the line before it; met again, it returns to its level. Where two blocks disagree, the
order that the document shows more often wins. Targets (KPI lines, 支部目標, （内訳）) and notes hang from the heading
that they follow and open no level of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlcompare import marks
from xlcompare.folding import folded
from xlcompare.plan import Item, Kind, Place

_PREDICATE = re.compile(
    r"[。．](?:\([^()]*\))?$|(?<![ぁ-ん]こ)(?:[うくすつぬぶむるぐ]|ます|ました|した|った|いた|ない)[)）]?$"
)
_FIGURE_AT_END = re.compile(
    r"(?:率|数|額|量|分|割合)(?:目標)?[^。]*?\d[\d,.]*(?:[%人社件回円]|千円|億円|事業所|か所|箇所|世帯|台)(?:/年)?(?:以上|以下|程度|未満)?\)?$"
)
_AIMS = re.compile(r"^[【［〔＜《≪].*目標.*[】］〕＞》≫]$")
"""A bracketed title above targets: 【上位目標】."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a year tab before its place in the plan is known.

    `opens`: it starts a block (a 項目 cell, or the first line of an outline's cell). `kind`: what 区分 or the column
    says. `depth`: 1 for a 小項目. `label`: a line of its own that stood before it (《ＫＰＩ》).
    """

    text: str
    place: Place
    area: str
    opens: bool = False
    kind: Kind | None = None
    depth: int | None = None
    owner: str | None = None
    method: str | None = None
    label: str | None = None


def items_of(lines: Sequence[Line]) -> tuple[Item, ...]:
    """`lines` in order as items with kind and heading path; lines that are only a KPI label become `Item.label`."""
    lines = list(_labelled(lines))
    hanging = _hanging_kinds(lines)
    parents = _parents(lines, hanging)
    _hang_from_headings(lines, hanging, parents)
    kinds = _kinds(lines, hanging, parents)
    paths: list[tuple[str, ...]] = []
    for parent in parents:
        paths.append((*paths[parent], lines[parent].text) if parent is not None else ())
    return tuple(
        Item(line.text, kind, line.area, path, line.place, line.owner, line.method, line.label)
        for line, kind, path in zip(lines, kinds, paths, strict=True)
    )


def _labelled(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without those that are only a label (《ＫＰＩ》); the label moves to the line that it announces."""
    label: Line | None = None
    for line in lines:
        mark = marks.first_mark(line.text)
        if mark.kind == marks.KPI and mark.end == len(line.text):
            if label is not None:
                yield label
            label = line
        elif label is None:
            yield line
        elif line.area != label.area or line.opens or line.kind is Kind.AREA:
            yield label
            yield line
            label = None
        else:
            yield Line(
                line.text, line.place, line.area, label.opens, line.kind or Kind.KPI, line.depth, line.owner,
                line.method, label.text,
            )  # fmt: skip
            label = None
    if label is not None:
        yield label


def _hanging_kinds(lines: Sequence[Line]) -> list[Kind | None]:
    """For each line that opens no level: KPI, TARGET or NOTE; None for the others.

    After a KPI (or 支部目標, （内訳）) come more of them while lines have no mark, or go on counting (「② …」 after 「①
    …」); a note in between changes nothing. Any other mark ends them.
    """
    result: list[Kind | None] = []
    running: Kind | None = None
    number = 0
    for line in lines:
        mark = marks.first_mark(line.text).kind
        if line.opens or line.kind is Kind.AREA or line.depth is not None:
            running, kind = None, None
        elif line.kind is Kind.KPI or mark == marks.KPI:
            running = kind = Kind.KPI
            number = marks.ordinal(line.text) or 0
        elif mark in (marks.TARGET, marks.BREAKDOWN):
            running = kind = Kind.TARGET
            number = 0
        elif mark == marks.NOTE:
            kind = Kind.NOTE
        elif running and line.kind in (None, running) and _continues(running, number, mark, line.text):
            kind = running
            number = marks.ordinal(line.text) or number
        else:
            running = kind = None
        result.append(kind)
    return result


def _continues(running: Kind, number: int, mark: str, text: str) -> bool:
    """Whether a line goes on with the targets. Numbers do after 「KPI：①」, and in a break-down from the first."""
    if mark == marks.NONE:
        return True
    return mark == "①" and marks.ordinal(text) == number + 1 and (number > 0 or running is Kind.TARGET)


def _hang_from_headings(lines: Sequence[Line], hanging: Sequence[Kind | None], parents: list[int | None]) -> None:
    """Let targets and notes skip what they follow: a KPI is the heading's, not the last measure's or group's."""
    holders = {parent for i, parent in enumerate(parents) if hanging[i] is None}
    for i, parent in enumerate(parents):
        if hanging[i] is None:
            continue
        while parent is not None and parents[parent] is not None and not lines[parent].opens:
            if parent in holders and not _groups_measures(lines[parent].text):
                break
            if parent == i - 1 and marks.first_mark(lines[parent].text).kind in marks.TITLED:
                break
            parent = parents[parent]
        parents[i] = parent


def _groups_measures(text: str) -> bool:
    """Whether a line with bullets below it is a measure, or a title in brackets: neither has targets of its own."""
    return marks.first_mark(text).kind in marks.TITLED or _is_sentence(text)


_Level = tuple[str, int]
"""A mark's class and the line that opened the level."""


def _parents(lines: Sequence[Line], hanging: Sequence[Kind | None]) -> list[int | None]:
    """The index of the line that each line stands under, None at the top of an area."""
    classes = [marks.first_mark(line.text).kind for line in lines]
    leaves = _leaf_marks(lines, classes, hanging)
    plain = _nested(lines, classes, hanging, leaves, Counter())
    seen = Counter(
        (classes[parent], classes[i])
        for i, parent in enumerate(plain)
        if parent is not None and hanging[i] is None and classes[i] != classes[parent]
    )
    if not any((b, a) in seen for a, b in seen):
        return plain
    return _nested(lines, classes, hanging, leaves, seen)


def _leaf_marks(lines: Sequence[Line], classes: Sequence[str], hanging: Sequence[Kind | None]) -> frozenset[str]:
    """Marks whose lines follow one another directly somewhere: bullets, not headings with bullets of their own."""
    found = set()
    for i in range(1, len(lines)):
        if classes[i] == classes[i - 1] and hanging[i] is hanging[i - 1] is None and not lines[i].opens:
            found.add(classes[i])
    return frozenset(found)


def _nested(
    lines: Sequence[Line],
    classes: Sequence[str],
    hanging: Sequence[Kind | None],
    leaves: frozenset[str],
    seen: Counter[tuple[str, str]],
) -> list[int | None]:
    parents: list[int | None] = []
    stack: list[_Level] = []
    for i, line in enumerate(lines):
        if line.kind is Kind.AREA:
            stack = []
            parents.append(None)
            continue
        mark = classes[i]
        if line.opens:
            stack = []
        elif line.depth is not None:
            stack = stack[: line.depth]
        elif hanging[i] is None and mark != marks.NONE:
            # A line without a mark stands under what is open.
            _close_levels(stack, (mark, i), lines, leaves, seen)
        parents.append(stack[-1][1] if stack else None)
        if hanging[i] is None and (mark != marks.NONE or line.opens or line.kind is Kind.HEADING):
            stack.append((mark, i))
    return parents


def _close_levels(
    stack: list[_Level], new: _Level, lines: Sequence[Line], leaves: frozenset[str], seen: Counter[tuple[str, str]]
) -> None:
    """Pop from `stack` what the line `new` doesn't stand under."""
    mark = new[0]
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth][0] == mark:
            del stack[depth:]
            return
    if not stack:
        return
    if stack[0][0] == mark:
        # The block's own mark in the middle of it: a level of its own below a heading (i）→ ○), the next block after
        # bullets.
        if stack[-1][0] in leaves or len(stack) == 1:
            stack.clear()
        return
    while len(stack) > 1 and (seen[mark, stack[-1][0]] > seen[stack[-1][0], mark] or _closes(new, stack[-1], lines)):
        stack.pop()


def _closes(new: _Level, above: _Level, lines: Sequence[Line]) -> bool:
    """Whether the numbered heading `new` can't stand under `above`: a sentence, or a title like 【下位目標】."""
    if new[0] not in marks.NUMBERED or _is_sentence(lines[new[1]].text):
        return False
    return above[0] in marks.TITLED or _is_sentence(lines[above[1]].text)


def _is_sentence(text: str) -> bool:
    return _PREDICATE.search(folded(text)) is not None


def _kinds(lines: Sequence[Line], hanging: Sequence[Kind | None], parents: Sequence[int | None]) -> list[Kind]:
    with_children = {parent for i, parent in enumerate(parents) if parent is not None and hanging[i] is None}
    kinds: list[Kind] = []
    for i, line in enumerate(lines):
        parent = parents[i]
        kind = line.kind or hanging[i]
        if kind is None:
            under_targets = parent is not None and _AIMS.search(lines[parent].text) is not None
            kind = _kind_of_text(line, i in with_children, under_targets)
        kinds.append(kind)
    return kinds


def _kind_of_text(line: Line, has_children: bool, under_targets: bool) -> Kind:
    text, mark = folded(line.text), marks.first_mark(line.text).kind
    sentence = _is_sentence(text)
    if mark in marks.TITLED or (mark in marks.NUMBERED and has_children and not sentence):
        return Kind.HEADING
    if under_targets or (_FIGURE_AT_END.search(text) and not sentence):
        return Kind.TARGET
    return Kind.HEADING if (has_children or line.opens) and not sentence else Kind.MEASURE
