"""The documentation says what the program does: commands, settings, sentences, the JSON; its links lead somewhere."""

from __future__ import annotations

import json
import re
import shlex
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from xlcompare import errors, notices, words
from xlcompare.hosts import cli
from xlcompare.hosts.parser import build_parser
from xlcompare.template import STANDARD

from .doc_pages import MANUAL, PAGES, ROOT, messages, name, prose, section, sentences, sources, table

GUIDES = [ROOT / "README.md", ROOT / "README.ja.md", MANUAL]
MOST_PICTURES, LARGEST_PICTURE = 1_500_000, 250_000  # bytes

Json = dict[str, Any]


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def commands(page: Path) -> list[list[str]]:
    """The arguments of every line that calls xlcompare, alone or in .venv."""
    found = re.findall(r"^ +(?:\.venv[\\/]\w+[\\/])?xlcompare (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [shlex.split(line, comments=True) for line in found]


@pytest.mark.parametrize("page", GUIDES, ids=name)
def test_every_command_in_a_guide_can_be_parsed(page: Path) -> None:
    assert commands(page)
    for arguments in commands(page):
        assert len(build_parser().parse_args(arguments).run) == 2


def test_the_readme_shows_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names = re.findall(r"^    (\w+) ", help_text(capsys), re.MULTILINE)
    assert {"compare", "budget", "book", "check", "progress", "judge"} <= set(names)
    offered = {option for name in names for option in re.findall(r"--[a-z-]+", help_text(capsys, name))}
    assert [name for name in names if f"    xlcompare {name} " not in text] == []
    assert [option for option in sorted(offered - {"--help"}) if option not in text] == []


def help_text(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit):
        cli.main([*command, "--help"])
    return capsys.readouterr().out


# ── links and pictures ───────────────────────────────────────────────────────────────────────────────────────────────


def anchors(page: Path) -> set[str]:
    """The addresses of the page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = unquote(link).partition("#")
        target = page.parent / file if file else page
        assert target.exists(), f"{name(page)} links to {link}"
        assert not anchor or anchor in anchors(target), f"{name(page)} links to {link}"


def test_every_picture_is_shown_and_all_of_them_are_small() -> None:
    shown = {link for page in PAGES for link in re.findall(r"images/([\w-]+\.png)", page.read_text(encoding="utf-8"))}
    sizes = {file.name: file.stat().st_size for file in (ROOT / "docs" / "images").iterdir()}
    assert shown == sizes.keys()
    assert max(sizes.values()) <= LARGEST_PICTURE
    assert sum(sizes.values()) <= MOST_PICTURES


# ── tables that repeat what the program knows ────────────────────────────────────────────────────────────────────────


def settings_table(page: Path, title: str) -> list[list[str]]:
    return list(table(section(page, title)))


def test_the_readmes_settings_are_the_programs() -> None:
    real = [[label, "／".join(values) or words.FREE] for _, label, values, _ in words.SETTINGS]
    assert [row[:2] for row in settings_table(ROOT / "README.md", "Settings")] == real


def test_the_manuals_settings_are_the_programs_with_what_they_do() -> None:
    real = [[label, "／".join(values) or words.FREE, meaning] for _, label, values, meaning in words.SETTINGS]
    assert settings_table(MANUAL, "6. 設定を変える") == real


@pytest.mark.parametrize(("page", "title"), [(ROOT / "README.md", "The plan book"), (MANUAL, "1. 計画ブックの書き方")])
def test_a_guides_columns_are_those_that_are_read(page: Path, title: str) -> None:
    def plain(text: str) -> str:
        folded = unicodedata.normalize("NFKC", text)
        return re.sub(r"\((?:千円)\)|\*|\s", "", folded)

    documented = {}
    for column, others, *_ in table(section(page, title)):
        names = {plain(column), *(plain(other) for other in re.split("[,、]", others) if other.strip())}
        documented[plain(column)] = names
    real = {plain(column): {plain(other) for other in others} for column, others in words.COLUMN_NAMES.items()}
    assert documented == real


def test_the_review_sheets_columns_are_documented() -> None:
    documented = section(ROOT / "docs" / "sheets.md", words.REVIEW_SHEET)
    assert [column for column in words.REVIEW_COLUMNS if column not in documented] == []


def test_every_style_of_the_template_is_documented() -> None:
    documented = section(ROOT / "docs" / "sheets.md", "Styles")
    assert [name for name in STANDARD.styles if name not in documented] == []


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_manual_quotes_only_sentences_that_are_really_said() -> None:
    patterns = sentences()
    assert messages()
    assert [m for m in messages() if not any(pattern.fullmatch(m) for pattern in patterns)] == []


def test_readme_ja_quotes_parts_of_real_messages() -> None:
    real = "".join([*sources(errors), *sources(notices)]) + (ROOT / "dev.py").read_text(encoding="utf-8")
    quoted = [row[0] for row in table(section(ROOT / "README.ja.md", "よく出るメッセージ"))]
    ours = [message for message in quoted if not message.startswith(("'py'", "指定されたパス"))]  # Windows says those.
    assert len(ours) == len(quoted) - 2
    assert [m for m in ours if any(part not in real for part in re.split(r"○+(?:\.xlsx)?", m))] == []


# ── the JSON and the worked example ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """The demo's JSON."""
    folder = tmp_path_factory.mktemp("demo")
    assert cli.main(["demo", "-o", str(folder)]) == 0
    loaded: Json = json.loads((folder / words.SAMPLE_JSON).read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def budget(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """The JSON of the sample's budget."""
    file = tmp_path_factory.mktemp("budget") / "budget.json"
    assert cli.main(["budget", str(ROOT / "workbooks" / words.SAMPLE_BOOK), "--json", str(file)]) == 0
    loaded: Json = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def examples() -> tuple[Json, Json]:
    """The two of docs/json.md: of `compare --json` and of `budget --json`."""
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    compare, budget = (json.loads(each) for each in re.findall(r"^```json$(.*?)^```$", text, re.DOTALL | re.MULTILINE))
    return compare, budget


def keys(value: object, at: str = "") -> set[str]:
    """The addresses of all members, list positions left out."""
    if isinstance(value, dict):
        inside = {f"{at}.{key}" for key in value}
        return inside.union(*(keys(each, f"{at}.{key}") for key, each in value.items()))
    return set().union(*(keys(each, f"{at}[]") for each in value)) if isinstance(value, list) else set()


def test_the_json_examples_have_the_members_of_real_results(result: Json, budget: Json) -> None:
    assert [keys(shown) for shown in examples()] == [keys(result), keys(budget)]


def test_the_json_examples_are_parts_of_the_samples_results(result: Json, budget: Json) -> None:
    for shown, real, parts in zip(examples(), (result, budget), ("items", "lines"), strict=True):
        for year in ("old", "new"):
            assert {k: v for k, v in shown[year].items() if k != parts}.items() <= real[year].items()
            assert [part for part in shown[year][parts] if part not in real[year][parts]] == []
        assert [pair for pair in shown["pairs"] if pair not in real["pairs"]] == []


def test_every_member_of_the_json_is_explained(result: Json, budget: Json) -> None:
    for title, real in (("`compare --json`", result), ("`budget --json`", budget)):
        rows = table(section(ROOT / "docs" / "json.md", title))
        explained = set(re.findall(r"`(\w+)`", "".join(row[0] for row in rows)))
        assert {key.rpartition(".")[2] for key in keys(real)} - explained == set()


def test_the_manuals_worked_example_is_in_the_sample(result: Json) -> None:
    text = section(MANUAL, "4. 対応を直す")
    by_cell = {(year, item["cell"]): item for year in ("old", "new") for item in result[year]["items"]}
    pairs = {(pair["old"], pair["new"]): pair for pair in result["pairs"]}
    wrong, unmatched = ("E32", "E32"), ("E59", "E63")
    old, new = by_cell["old", wrong[0]], by_cell["new", wrong[1]]
    assert pairs[old["id"], new["id"]]["doubtful"]
    assert "3部位以上で月 15 日以上の申請の" in old["text"]
    assert "設定なし" in new["text"]
    old, new = by_cell["old", unmatched[0]], by_cell["new", unmatched[1]]
    assert (pairs[old["id"], None]["change"], pairs[None, new["id"]]["change"]) == ("dropped", "added")
    assert old["text"] in text
    assert new["text"].startswith("○三年続けて未受診の世帯を")
    assert all(cell in text for cell in (*wrong, *unmatched))
