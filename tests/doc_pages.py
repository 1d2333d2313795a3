"""The documentation's pages as tests read them: sections, tables, and the sentences that the program can say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from xlcompare import errors, notices

ROOT = Path(__file__).resolve().parents[1]
MANUAL = ROOT / "docs" / "利用者マニュアル.md"
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "workbooks").glob("*.md"),
        *(ROOT / "templates").glob("*.md"),
    ]
)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def prose(page: Path) -> str:
    """The page without its fenced examples."""
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def section(page: Path, title: str) -> str:
    """What stands under the heading `title`, deeper headings included."""
    text = page.read_text(encoding="utf-8")
    found = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert found, f"{name(page)} has no heading {title!r}"
    behind = text[found.end() :]
    after = re.search(rf"^#{{1,{len(found[1])}}} ", behind, re.MULTILINE)
    return behind[: after.start()] if after else behind


def table(text: str) -> Iterator[list[str]]:
    """The rows of the Markdown tables in `text`, their headers left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    for i, line in enumerate(lines):
        rule, is_header = line.startswith("|---"), lines[i + 1 : i + 2] and lines[i + 1].startswith("|---")
        if not rule and not is_header:
            yield [cell.strip() for cell in line.strip("|").split("|")]


# ── sentences ──────────────────────────────────────────────────────────────────────────────────────────────────────


def sentences() -> list[re.Pattern[str]]:
    """What errors/ and notices/ can say, as patterns: anything may stand where they fill in a value."""
    return patterns_in(
        [n for module in (errors, notices) for text in sources(module) for n in ast.walk(ast.parse(text))]
    )


def patterns_in(nodes: list[ast.AST]) -> list[re.Pattern[str]]:
    """The sentences among the string literals of `nodes`."""
    fragments = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    found = []
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            found.append("".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".*" for p in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in fragments:
            found.append(re.escape(node.value))
    return [re.compile(pattern, re.DOTALL) for pattern in found if "。" in pattern]


def sources(module: ModuleType) -> list[str]:
    """The module's text, or those of a package's modules."""
    assert module.__file__
    file = Path(module.__file__)
    files = sorted(file.parent.glob("*.py")) if file.name == "__init__.py" else [file]
    return [each.read_text(encoding="utf-8") for each in files]


def messages() -> list[str]:
    """Those that the manual's list quotes."""
    return [row[0] for row in table(section(MANUAL, "10. メッセージ一覧"))]
