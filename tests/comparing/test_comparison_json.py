"""The comparison as JSON: the format that other programs rely on."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

from xlcompare.comparing.compare import compare
from xlcompare.writing.comparison_json import comparison_json

from .plans import plan_of

OLD = """
# 基盤的機能
○④サービス水準の向上
・窓口の案内を見直す
・お客様満足度調査を毎年実施する
・研修会を年2回開く
○債権の早期回収
・法的手続きを積極的に進める
"""
NEW = """
# 基盤的機能
○⑤サービス水準の向上
・お客様満足度調査を毎年実施する
・研修会を年3回開く
○債権の早期回収
・法的手続きを積極的に進める
・窓口の案内を見直す
・健康宣言の事業所を表彰する
"""


def document(old: str = OLD, new: str = NEW) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(comparison_json(compare(plan_of(old, "令和2年度"), plan_of(new))))
    return found


def test_the_keys_are_those_of_the_format() -> None:
    found = document()
    assert list(found) == ["format", "old", "new", "pairs"]
    assert found["format"] == 1
    assert list(found["old"]) == list(found["new"]) == ["book", "tab", "year", "items"]
    keys = ["id", "area", "heading", "kind", "owner", "text", "cell", "changed"]
    assert all(list(item) == keys for side in ("old", "new") for item in found[side]["items"])
    assert all(list(pair) == ["old", "new", "change", "move", "likeness", "doubtful"] for pair in found["pairs"])


def test_the_values_are_of_the_types_of_the_format() -> None:
    found = document()
    assert (found["old"]["tab"], found["new"]["tab"], found["new"]["year"]) == ("令和2年度", "令和3年度", 2021)
    assert {type(pair["likeness"]) for pair in found["pairs"]} == {float}
    assert {type(pair["doubtful"]) for pair in found["pairs"]} == {bool}
    assert {pair["move"] for pair in found["pairs"]} == {None, 1}
    assert {pair["change"] for pair in found["pairs"]} == {"same", "changed", "renumbered", "added"}
    assert {item["kind"] for item in found["new"]["items"]} == {"area", "heading", "measure"}


def test_a_dropped_item_has_no_new_one() -> None:
    assert document(NEW, OLD)["pairs"][-1] == {
        "old": "o8", "new": None, "change": "dropped", "move": None, "likeness": 0.0, "doubtful": False,
    }  # fmt: skip


def test_an_item_is_printed_as_it_stands() -> None:
    assert document()["new"]["items"][3] == {
        "id": "n4",
        "area": "基盤的機能",
        "heading": "○⑤サービス水準の向上",
        "kind": "measure",
        "owner": None,
        "text": "・研修会を年3回開く",
        "cell": "B5",
        "changed": [[6, 8]],
    }


def test_an_owner_is_printed() -> None:
    plan = plan_of("○見出し")
    owned = replace(plan, items=(replace(plan.items[0], owner="業務G"),))
    assert json.loads(comparison_json(compare(owned, owned)))["old"]["items"][0]["owner"] == "業務G"


def test_every_item_is_in_exactly_one_pair() -> None:
    found = document()
    for side in ("old", "new"):
        paired = Counter(pair[side] for pair in found["pairs"] if pair[side])
        assert paired == Counter(item["id"] for item in found[side]["items"])


def test_the_changed_offsets_cut_out_the_changed_words() -> None:
    changed = {item["text"][start:end] for item in document()["new"]["items"] for start, end in item["changed"]}
    assert changed == {"3回", "健康宣言の事業所を表彰する"}


def test_japanese_is_written_as_such_in_utf_8() -> None:
    data = comparison_json(compare(plan_of(OLD), plan_of(NEW)))
    assert "窓口の案内".encode() in data
    assert data.endswith(b"}\n")
    assert b"\\u" not in data
