"""The ribbon: valid to Microsoft's schema, and right in what the schema doesn't see."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from lxml import etree

from xlcompare.buttons import BUTTONS
from xlcompare.ribbon import ribbon_buttons

from .containers import MACROS, RIBBON, part

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
SIGNATURES = {
    "onLoad": "ByVal ribbon As IRibbonUI",
    "onAction": "ByVal control As IRibbonControl",
    "getVisible": "ByVal control As IRibbonControl, ByRef returned As Variant",
}
WITHOUT_ID = {"customUI", "ribbon", "tabs", "contextMenus"}
WITHOUT_LABEL = {"menuSeparator", "contextMenu"}


@pytest.fixture(scope="module")
def controls() -> list[ElementTree.Element]:
    """Every element that has an id, in the file's order."""
    root = ElementTree.parse(RIBBON).getroot()
    return [each for each in root.iter() if each.tag.removeprefix(UI) not in WITHOUT_ID]


def tag(control: ElementTree.Element) -> str:
    return control.tag.removeprefix(UI)


def test_the_ribbon_is_valid_to_the_schema(shared: Path) -> None:
    xmlschema.XMLSchema10(str(shared / "schema" / "customui14.xsd")).validate(str(RIBBON))


def test_the_pictures_are_known_to_excel(shared: Path, controls: list[ElementTree.Element]) -> None:
    known = set((shared / "schema" / "excel_control_names.txt").read_text(encoding="utf-8").split())
    used = {picture for each in controls if (picture := each.get("imageMso"))}
    assert used <= known


def test_the_addin_carries_the_ribbon_as_it_is(built: dict[str, bytes]) -> None:
    assert part(built["xlcompare.xlam"], "customUI/customUI14.xml") == RIBBON.read_bytes()


def test_every_control_has_one_id_and_no_two_have_the_same(controls: list[ElementTree.Element]) -> None:
    ids = [[each.get(kind) for kind in ("id", "idMso", "idQ") if each.get(kind)] for each in controls]
    assert all(len(each) == 1 for each in ids)
    assert [name for (name,), times in Counter(map(tuple, ids)).items() if times > 1] == []


def test_every_control_has_a_label_and_one_picture_at_most(controls: list[ElementTree.Element]) -> None:
    for each in controls:
        assert tag(each) in WITHOUT_LABEL or ("label" in each.attrib) != ("getLabel" in each.attrib)
        assert sum(kind in each.attrib for kind in ("image", "imageMso", "getImage")) <= 1


def test_every_button_of_the_tab_says_what_it_does(controls: list[ElementTree.Element]) -> None:
    buttons = [each for each in controls if tag(each) == "button" and not each.get("tag")]
    for each in buttons:
        assert each.get("screentip")
        assert str(each.get("supertip")).endswith("。")
        assert each.get("imageMso")
        # Excel cuts off longer ones.
        assert len(str(each.get("screentip"))) <= 1024
        assert len(str(each.get("supertip"))) <= 1024


def test_no_key_tip_begins_another(controls: list[ElementTree.Element]) -> None:
    keys = [each.get("keytip", "") for each in controls if tag(each) == "button" and not each.get("tag")]
    assert all(re.fullmatch("[A-Z]{1,3}", key) for key in keys)
    assert [(a, b) for a in keys for b in keys if a is not b and b.startswith(a)] == []
    assert len(keys) == len(set(keys))


def test_the_tab_holds_all_buttons_in_their_groups() -> None:
    found = ribbon_buttons(RIBBON.read_bytes())
    assert tuple(each.name for each in found) == BUTTONS
    assert list(dict.fromkeys(each.group for each in found)) == ["対照表", "進捗管理", "支部", "出力", "点検・設定"]
    assert len({each.label for each in found}) == len(found)


def test_what_a_right_click_offers_are_buttons_of_the_tab(controls: list[ElementTree.Element]) -> None:
    offered = [each for each in controls if each.get("tag")]
    assert offered
    assert {each.get("tag") for each in offered} <= set(BUTTONS)
    assert not {each.get("id") for each in offered} & set(BUTTONS)


def test_every_callback_is_there_with_its_signature() -> None:
    modules = {path.stem: path.read_text(encoding="ascii") for path in (MACROS / "vba").glob("*.bas")}
    called = [
        (kind, name)
        for each in ElementTree.parse(RIBBON).getroot().iter()
        for kind, name in each.attrib.items()
        if kind.startswith(("on", "get"))
    ]
    assert {kind for kind, _ in called} == SIGNATURES.keys()
    for kind, name in called:
        module, procedure = name.split(".")
        assert re.search(rf"^Public Sub {procedure}\({SIGNATURES[kind]}\)$", modules[module], re.MULTILINE), name


def test_the_file_is_utf_8_and_says_so() -> None:
    assert RIBBON.read_bytes().startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    assert etree.parse(str(RIBBON)).docinfo.encoding == "UTF-8"
