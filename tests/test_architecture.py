"""The house rules that a reader of one file can't see: who may import whom, and what may stand where.

Every rule is a function from one module's source to its violations, tried on a small bad example as well. The rules
are those of the pipeline: reading | comparing | tracking | layout | writing know the model and not each other, jobs
know the stages, hosts know the jobs.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "xlcompare"

Rule = Callable[[str, str], list[str]]

STAGE = 1  # The floor that the stages share.
STAGES = {"reading", "comparing", "tracking", "layout", "writing", "addin"}
# The values that one stage hands to the next. A stage imports nothing else of another stage.
HANDED_ON = {
    "tracking": {"comparing.comparison"},
    "layout": {
        "comparing.comparison",
        "comparing.budget",
        "tracking.progress",
        "tracking.rollup",
        "tracking.records",
    },
    "writing": {"layout.sheet", "comparing.comparison", "comparing.budget"},  # JSON is the comparison itself
}
DOORS = {
    "python_calamine": {"reading/from_file.py"},
    "openpyxl": {"reading/template_file.py"},
    "xlsxwriter": {"writing/new_book.py"},
    "markdown_it": {"writing/manual_page.py"},
    "pandas": {"tracking/records.py"},
    "xlwings": {"reading/from_excel.py", "hosts/excel.py"},
    "distributed": {"jobs/batch_cluster.py"},
}
# What starts with the command has to start quickly: these may import this at the top, all else inside functions.
QUICK = {"__init__.py", "hosts/cli.py", "hosts/console.py", "hosts/parser.py"}
CHEAP = {
    "argparse",
    "codecs",
    "sys",
    "os",
    "__future__",
    "typing",
    "collections.abc",
    "xlcompare.__version__",
    "xlcompare.hosts.parser",
    "xlcompare.hosts.console",
}
HEAVY = {
    "pandas",
    "numpy",
    "openpyxl",
    "python_calamine",
    "xlsxwriter",
    "xlwings",
    "lxml",
    "rapidfuzz",
    "rich",
    "distributed",
}

MAY_SPEAK_JAPANESE = {
    "words.py": "strings found in or written to workbooks",
    "progress_words.py": "the same of the progress workbook",
    "addin_words.py": "the same of the plan book with buttons",
    "rollup_words.py": "the same of the branches' roll-up",
    "branch_words.py": "the same of the branches' list and of what they are sent",
    "format_words.py": "what number formats print",
    "batch_words.py": "the same of a batch's summary, and its files' names",
    "errors/of_addins.py": "sentences for users",
    "errors/of_batch.py": "sentences for users",
    "errors/of_books.py": "sentences for users",
    "errors/of_branches.py": "sentences for users",
    "errors/of_collection.py": "sentences for users",
    "errors/of_excel.py": "sentences for users",
    "errors/of_plans.py": "sentences for users",
    "errors/of_progress.py": "sentences for users",
    "errors/of_results.py": "sentences for users",
    "notices/of_addins.py": "sentences for users",
    "notices/of_branches.py": "sentences for users",
    "notices/of_batch.py": "sentences for users",
    "notices/of_buttons.py": "sentences for users",
    "notices/of_collection.py": "sentences for users",
    "notices/of_commands.py": "sentences for users",
    "notices/of_plans.py": "sentences for users",
    "notices/of_progress.py": "sentences for users",
    "notices/of_results.py": "sentences for users",
    "notices/of_templates.py": "sentences for users",
    "fiscal_year.py": "eras and the words for years",
    "kpi.py": "the grammar of targets",
    "hosts/parser.py": "help texts",
    "marks.py": "the marks and labels that begin a line",
    "comparing/line_names.py": "what says little in the name of a budget line",
    "comparing/words_of.py": "units that go with a figure",
    "reading/part_limits.py": "what people call the elements of a part",
    "reading/amounts.py": "units of money, as text has them",
    "layout/heights.py": "names of fonts, and characters that may not begin a line",
}
WORD = re.compile(
    r"[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d]{2,}"
)
# Folders in which people and machines keep their own files. Built from parts, so that this file is no example of it.
MACHINE_PATH = re.compile(
    r"(?:^|[^A-Za-z0-9_.])/(?:" + "|".join(["home", "root", "mnt", "work", "farm", "tmp/lab"]) + ")/"
)

GENERATED = re.compile(r"\..*|__pycache__|build|dist|out|.*\.egg-info")


# ── the rules: violations found in one module's source ─────────────────────────────────────────────────────────────


def imports(file: str, nodes: Iterator[ast.AST]) -> Iterator[str]:
    """The dotted names imported in the package's module `file`; each name of `from a import b` as `a.b`."""
    package = ["xlcompare", *Path(file).parts[:-1]]
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            yield from (".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in ("import_module", "__import__"):
                yield str(node.args[0].value)


def wrong_ways(file: str, source: str) -> list[str]:
    """Imports inside the package that go up, or from one stage to another."""
    own = Path(file).parts[0].removesuffix(".py")
    wrong = []
    for name in imports(file, ast.walk(ast.parse(source))):
        root, _, target = name.partition(".")
        other = target.partition(".")[0]
        if root != "xlcompare" or other in (own, "__version__", ""):
            continue
        handed_on = any(f"{target}.".startswith(f"{value}.") for value in HANDED_ON.get(own, ()))
        between_stages = floor(other) == floor(own) == STAGE and not handed_on
        if floor(other) > floor(own) or between_stages:
            wrong.append(f"{file} imports {target}")
    return wrong


def floor(part: str) -> int:
    """0 the model and what all share, 1 the stages, 2 jobs, 3 hosts, 4 the package's front and its command line."""
    return STAGE if part in STAGES else {"jobs": 2, "hosts": 3, "__init__": 4, "__main__": 4}.get(part, 0)


def back_doors(file: str, source: str) -> list[str]:
    """Imports of a workbook library where it has no door."""
    found = {name.partition(".")[0] for name in imports(file, ast.walk(ast.parse(source)))}
    return [f"{file} imports {name}" for name in sorted(found & DOORS.keys()) if file not in DOORS[name]]


def slow_starts(file: str, source: str) -> list[str]:
    """Imports at the top of a module that has to load quickly."""
    at_the_top: list[ast.AST] = []
    waiting: list[ast.AST] = list(ast.parse(source).body)
    while waiting:
        node = waiting.pop()
        typing_only = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        if not typing_only and not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            at_the_top.append(node)
            waiting.extend(ast.iter_child_nodes(node))
    names = imports(file, iter(at_the_top))
    return [f"{file} imports {name} at the top" for name in names if not {name, name.rpartition(".")[0]} & CHEAP]


def stray_words(file: str, source: str) -> list[str]:
    """Japanese words in string literals, outside the modules that keep them; docstrings and patterns are free.

    A pattern (any argument of a call of `re`) is the grammar of the module that it stands in, not a word to be shown.
    """
    if file in MAY_SPEAK_JAPANESE:
        return []
    tree = ast.parse(source)
    free: set[int] = set()
    for node in ast.walk(tree):
        pattern = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        if pattern or isinstance(node, ast.Expr):
            inside = ast.walk(node) if pattern else ast.iter_child_nodes(node)
            free.update(id(each) for each in inside)
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in free)
    return [f"{file}:{s.lineno} {s.value!r}" for s in strings if isinstance(s.value, str) and WORD.search(s.value)]


def too_long(file: str, source: str) -> list[str]:
    lines = len(source.splitlines())
    return [f"{file} has {lines} lines"] if lines > 400 else []


def machine_paths(file: str, source: str) -> list[str]:
    lines = enumerate(source.splitlines(), start=1)
    return [f"{file}:{number} {line.strip()}" for number, line in lines if MACHINE_PATH.search(line)]


# ── the rules on what is there ─────────────────────────────────────────────────────────────────────────────────────


def modules() -> dict[str, str]:
    """The package's modules: path in the package, with slashes, and source."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {file.relative_to(PACKAGE).as_posix(): file.read_text(encoding="utf-8") for file in files}


def project_texts() -> dict[str, str]:
    """Every text file of the project, made and hidden folders left out, but .ci/ kept."""
    texts = {}
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder)
        folders[:] = [n for n in folders if n == ".ci" or not GENERATED.fullmatch(n)]
        for file in (here / name for name in names if name != ".git"):  # A file where the checkout is one of several.
            content = file.read_bytes()
            if b"\0" not in content:  # Else a workbook or a picture.
                texts[file.relative_to(ROOT).as_posix()] = content.decode("utf-8")
    return texts


@pytest.mark.parametrize("rule", [wrong_ways, back_doors, stray_words])
def test_the_package_keeps_the_rule(rule: Rule) -> None:
    assert [violation for file, source in modules().items() for violation in rule(file, source)] == []


def test_what_loads_first_loads_quickly() -> None:
    quick = {file: source for file, source in modules().items() if file in QUICK}
    assert [violation for file, source in quick.items() for violation in slow_starts(file, source)] == []
    loaded = "import sys, xlcompare, xlcompare.hosts.cli; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not HEAVY & set(ended.stdout.split())


def test_no_file_is_longer_than_400_lines_and_none_names_a_machines_folder() -> None:
    texts = project_texts()
    assert {"dev.py", ".ci/run", "xlcompare/plan.py", "tests/conftest.py"} <= texts.keys()
    assert [v for file, text in texts.items() if file.endswith(".py") for v in too_long(file, text)] == []
    assert [v for file, text in texts.items() for v in machine_paths(file, text)] == []


# ── each rule finds what it is there for ───────────────────────────────────────────────────────────────────────────

FOUND = [
    (wrong_ways, "plan.py", "from xlcompare.reading.grid import Grid"),
    (wrong_ways, "plan.py", "from .jobs import compare"),
    (wrong_ways, "comparing/likeness.py", "from xlcompare.reading.grid import Grid"),
    (wrong_ways, "comparing/likeness.py", "from ..reading import grid"),
    (wrong_ways, "layout/styles.py", "from xlcompare.writing import new_book"),
    (wrong_ways, "layout/styles.py", "import xlcompare.comparing.matching"),
    (wrong_ways, "layout/styles.py", "from xlcompare.comparing.comparisons import x"),
    (wrong_ways, "writing/new_book.py", "def f():\n    from xlcompare import jobs"),
    (wrong_ways, "jobs.py", "from xlcompare.hosts.cli import main"),
    (back_doors, "layout/heights.py", "import openpyxl"),
    (back_doors, "reading/from_file.py", "def f():\n    from xlsxwriter.workbook import Workbook"),
    (back_doors, "jobs.py", "import importlib\nimportlib.import_module('xlwings')"),
    (slow_starts, "hosts/cli.py", "import pandas as pd"),
    (slow_starts, "hosts/cli.py", "try:\n    from rich import print\nexcept ImportError:\n    pass"),
    (slow_starts, "__init__.py", "from xlcompare.jobs import compare"),
    (slow_starts, "hosts/cli.py", "class A:\n    import json"),
    (stray_words, "layout/styles.py", "FONT = '明朝'"),
    (stray_words, "jobs.py", "f'{n}件あり'"),
    (stray_words, "jobs.py", "show(1)(x, 'カナ')"),
    (stray_words, "reading/outline.py", "if re.match('[一二三]', x) and x == '分野':\n    pass"),
    (too_long, "jobs.py", "\n" * 401),
    (machine_paths, "README.md", "see /" + "work/main"),
    (machine_paths, "a.py", "'/" + "root/x'"),
]
FINE = [
    (wrong_ways, "layout/comparison_sheet.py", "from xlcompare.comparing.comparison import Comparison"),
    (wrong_ways, "layout/comparison_sheet.py", "from ..comparing import comparison"),
    (wrong_ways, "writing/new_book.py", "from xlcompare.layout.sheet import Sheet\nfrom xlcompare import words"),
    (wrong_ways, "reading/from_file.py", "from .grid import Grid\nfrom ..plan import Plan"),
    (wrong_ways, "hosts/cli.py", "from .. import jobs, __version__\nimport re"),
    (wrong_ways, "errors/base.py", "from xlcompare import words"),
    (back_doors, "reading/from_file.py", "import python_calamine"),
    (back_doors, "reading/template_file.py", "def f():\n    import openpyxl"),
    (
        slow_starts,
        "hosts/cli.py",
        "import sys\nfrom collections.abc import Sequence\nfrom xlcompare import __version__",
    ),
    (slow_starts, "hosts/cli.py", "def f():\n    import pandas\nif TYPE_CHECKING:\n    import pandas"),
    (stray_words, "layout/heights.py", '"""行の高さ。"""\nOPENING = "「（"  # 行頭禁則\nKANA = "[ぁ-ん]"'),
    (stray_words, "words.py", "AREA = '分野'"),
    (stray_words, "reading/outline.py", "END = re.compile(rf'(?:以上|{LESS})$')"),
    (machine_paths, "a.md", "https://example.org/" + "work/x and ./" + "work/x"),
]


@pytest.mark.parametrize(("rule", "file", "source"), FOUND)
def test_the_rule_finds_a_violation(rule: Rule, file: str, source: str) -> None:
    assert rule(file, source)


@pytest.mark.parametrize(("rule", "file", "source"), FINE)
def test_the_rule_lets_what_is_right_pass(rule: Rule, file: str, source: str) -> None:
    assert rule(file, source) == []
