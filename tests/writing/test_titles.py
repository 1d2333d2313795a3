"""The list of tabs in a workbook's properties, with and without the hidden ones."""

from __future__ import annotations

import pytest
from lxml import etree

from xlcompare.writing.titles import retitled

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
HEAD = (
    f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="{TYPES}">'
)
BEFORE, NOW = ("計画", "控え", "集計"), ("計画", "新旧対照表", "控え", "集計", "対応確認")


def properties(**groups: list[str]) -> etree._Element:
    pairs = "".join(
        f"<vt:variant><vt:lpstr>{kind}</vt:lpstr></vt:variant><vt:variant><vt:i4>{len(names)}</vt:i4></vt:variant>"
        for kind, names in groups.items()
    )
    titles = [f"<vt:lpstr>{name}</vt:lpstr>" for names in groups.values() for name in names]
    return etree.fromstring(
        f"{HEAD}<HeadingPairs><vt:vector>{pairs}</vt:vector></HeadingPairs><TitlesOfParts>"
        f'<vt:vector size="{len(titles)}">{"".join(titles)}</vt:vector></TitlesOfParts></Properties>'
    )


def listed(root: etree._Element) -> tuple[list[str], list[str], str | None]:
    """Titles, numbers of each kind, and the number of all."""
    vectors = list(root.iter(f"{{{TYPES}}}vector"))
    titles = [title.text or "" for title in vectors[1]]
    return titles, [count.text or "" for count in root.iter(f"{{{TYPES}}}i4")], vectors[1].get("size")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (["計画", "控え", "集計"], ["計画", "新旧対照表", "控え", "集計", "対応確認"]),
        (["計画", "集計"], ["計画", "新旧対照表", "集計", "対応確認"]),
        (["集計"], ["新旧対照表", "集計", "対応確認"]),
    ],
    ids=["all", "without_the_hidden_one", "only_the_last"],
)
def test_new_tabs_stand_in_their_places(before: list[str], now: list[str]) -> None:
    root = properties(ワークシート=before, 名前付き範囲=["計画!Print_Area"])
    assert retitled(root, BEFORE, NOW)
    assert listed(root) == ([*now, "計画!Print_Area"], [str(len(now)), "1"], str(len(now) + 1))


@pytest.mark.parametrize("wrong", [["計画", "別"], ["集計", "計画"], []], ids=["another", "another_order", "none"])
def test_a_list_of_anything_else_stays(wrong: list[str]) -> None:
    root = properties(ワークシート=wrong)
    assert not retitled(root, BEFORE, NOW)
    assert listed(root)[0] == wrong


def test_without_new_tabs_nothing_changes() -> None:
    assert not retitled(properties(ワークシート=list(BEFORE)), BEFORE, BEFORE)
