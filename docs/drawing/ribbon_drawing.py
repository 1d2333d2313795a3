"""The tab 事業計画 drawn as a sheet, from the ribbon XML: names, groups and key tips, without Excel's pictures."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from xlcompare.jobs.addin import NOT_YET
from xlcompare.jobs.files import workbook_bytes
from xlcompare.layout.sheet import Blank, Cell, Column, Merge, PrintSetup, Row, Sheet, Style, Text
from xlcompare.resources import folder

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
TABS = ("ファイル", "ホーム", "挿入", "ページ レイアウト", "数式", "データ", "校閲", "表示")
HIGH = 3
"""Small buttons stand one above the other, and a large one is as high as three of them."""

_PLAIN = Style("游ゴシック", 9, align="center", valign="center")
_TAB = Style("游ゴシック", 10, bold=True, valign="center", wrap=False, underline=True)
_OTHERS = Style("游ゴシック", 10, color="#7F7F7F", valign="center", wrap=False)
_LARGE = Style("游ゴシック", 9, align="center", valign="center", fill="#F2F2F2", border="thin", border_color="#D9D9D9")
_SMALL = Style("游ゴシック", 9, valign="center", fill="#F2F2F2", border="thin", border_color="#D9D9D9")
_GROUP = Style("游ゴシック", 8, color="#595959", align="center", valign="center", border="none none thin none")

Button = ElementTree.Element


def draw(path: Path) -> Path:
    """Writes the drawing, a workbook of one sheet that prints on one page, to `path`."""
    root = ElementTree.fromstring((folder("macros") / "ribbon" / "customUI14.xml").read_bytes())
    (tab,) = root.iter(f"{UI}tab")
    columns = [(group, stack) for group in tab if not _is_hidden(group) for stack in _stacks(list(group))]
    body: list[list[Cell]] = [[_cell(stack, row) for _, stack in columns] for row in range(HIGH)]
    names: list[Cell] = [Blank(_GROUP)] * len(columns)
    merges = [Merge(1, k, HIGH, k) for k, (_, stack) in enumerate(columns) if len(stack) == 1]
    at = 0
    for _, members in groupby(group.get("id") for group, _ in columns):
        count = len(list(members))
        names[at] = Text(columns[at][0].get("label", ""), _GROUP)
        if count > 1:
            merges.append(Merge(HIGH + 1, at, HIGH + 1, at + count - 1))
        at += count
    # The names of Excel's own tabs run over the empty cells beside them.
    title: list[Cell] = [Text("　".join(TABS), _OTHERS), None, None, None, None, Text(tab.get("label", ""), _TAB)]
    rows = [Row(tuple(title), 21.0), *(Row(tuple(cells), 24.0) for cells in body), Row(tuple(names), 18.0)]
    widths = tuple(Column(84.0 if len(stack) == 1 else 90.0) for _, stack in columns)
    sheet = Sheet("リボン", widths, tuple(rows), merges=tuple(merges), print=PrintSetup(footer=""))
    path.write_bytes(workbook_bytes([sheet]))
    return path


def _is_hidden(group: Button) -> bool:
    return all(button.get("id") in NOT_YET for button in group)


def _stacks(buttons: list[Button]) -> list[list[Button]]:
    """The columns of a group: a large button each, or up to three small ones."""
    stacks: list[list[Button]] = []
    for button in buttons:
        small = button.get("size") != "large"
        if small and stacks and stacks[-1][0].get("size") != "large" and len(stacks[-1]) < HIGH:
            stacks[-1].append(button)
        else:
            stacks.append([button])
    return stacks


def _cell(stack: list[Button], row: int) -> Cell:
    if stack[0].get("size") == "large":
        button = stack[0]
        return Text(f"［{button.get('keytip')}］\n{button.get('label')}", _LARGE) if row == 0 else Blank(_LARGE)
    if row < len(stack):
        return Text(f"［{stack[row].get('keytip')}］{stack[row].get('label')}", _SMALL)
    return Blank(_PLAIN)
