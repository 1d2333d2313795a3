"""The command line. Results go to stdout, messages to stderr; heavy imports wait until a command needs them.

Exit status: 0 done; 1 problems found (check) or differences found (--exit-code); 2 an error, one line on stderr.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from xlcompare.comparing.budget import BudgetPair
    from xlcompare.comparing.comparison import Pair
    from xlcompare.jobs.comparing import Request, Result

DONE, FOUND, FAILED = 0, 1, 2

# What argparse says of wrong arguments, and how a person is told; {0} is what it names.
_WRONG = (
    (r"the following arguments are required: (.*)", "{0} を指定してください。"),
    (r"unrecognized arguments: (.*)", "「{0}」は指定できません。"),
    (r"argument コマンド: invalid choice: '(.*?)' .*", "コマンド「{0}」はありません。"),
    (r"argument (.*?): invalid choice: '(.*?)' \((?:choose from )?(.*)\)", "{0} の値は「{1}」でなく {2} です。"),
    (r"argument (.*?): expected one argument", "{0} の値がありません。"),
    (r"argument (.*?): ignored explicit argument '(.*)'", "{0} に値「{1}」は付けられません。"),
    (r"argument (.*?): not allowed with argument (.*)", "{0} と {1} は一緒に指定できません。"),
    (r"ambiguous option: (.*?) could match (.*)", "「{0}」だけでは決まりません（{1}）。"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A console that can't show a sign (cp437, C) must not end the job.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    args = build_parser().parse_args(argv)
    from xlcompare.errors import XlcompareError

    try:
        status: int = args.run(args)
    except XlcompareError as error:
        print(f"{error}".replace("\n", " "), file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever read the messages (`| head`) has seen enough; the work is done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        print(f"結果を画面に表示できません（{error.strerror}）。", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("中止しました。何も書き込んでいません。", file=sys.stderr)
        return FAILED
    return status


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    from xlcompare import __version__

    parser = _Parser(prog="xlcompare", description="事業計画から、新旧対照表・予算対照表・進捗管理表を作ります。")
    parser.add_argument("--version", action="version", version=f"xlcompare {__version__}", help="版を表示します")
    commands = parser.add_subparsers(metavar="コマンド", required=True)
    _add_comparisons(commands)
    _add_progress(commands)
    _add_check(commands)
    _add_template(commands)
    _add_addin(commands)
    _add_demo(commands)
    return parser


class _Parser(argparse.ArgumentParser):
    """argparse, in Japanese, with errors of one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self._positionals.title, self._optionals.title = "引数", "オプション"
        self.add_argument("-h", "--help", action="help", help="使い方を表示します")

    def error(self, message: str) -> NoReturn:
        import re

        for pattern, sentence in _WRONG:
            if found := re.fullmatch(pattern, message):
                message = sentence.format(*found.groups())
                break
        self.exit(FAILED, f"{message}「{self.prog} -h」で使い方を確認してください。\n")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "使い方: ", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "使い方: ", 1)


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[_Parser]


def _command(commands: Commands, name: str, text: str) -> _Parser:
    return commands.add_parser(name, help=text, description=text)


def _add_comparisons(commands: Commands) -> None:
    compare = _comparison(commands, "compare", "新旧対照表のブックを作ります。", "新旧対照表")
    _add_json(compare, "比較の結果を JSON でも書き出します（これだけなら表は作りません）")
    compare.add_argument("--exit-code", action="store_true", help="違いがあれば終了状態を1にします")
    budget = _comparison(commands, "budget", "予算対照表のブックを作ります。", "予算対照表")
    _add_json(budget, "予算の比較の結果を JSON でも書き出します（これだけなら表は作りません）")
    _comparison(commands, "book", "新旧対照表と予算対照表を1つのブックに作ります。", "対照表")


def _comparison(commands: Commands, name: str, text: str, suffix: str) -> _Parser:
    """The parser of a command that compares two years and writes a workbook named after the plan book."""
    parser = _command(commands, name, text)
    parser.add_argument("book", metavar="BOOK", help="計画ブック（.xlsx .xlsm）")
    parser.add_argument("other", metavar="OTHER", nargs="?", help="前年度の計画が別のブックにあるとき、そのブック")
    parser.add_argument("--old", metavar="TAB", help="旧年度のシート名（省略すると新年度の前の年度）")
    parser.add_argument("--new", metavar="TAB", help="新年度のシート名（省略すると最も新しい年度）")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--out", metavar="OUT", help=f"作成するブック（省略すると「BOOK_{suffix}.xlsx」）")
    where.add_argument(
        "--into", action="store_true", help="計画ブックの中に、新年度のシートの次に作ります（ほかは変えません）"
    )
    parser.add_argument(
        "--no-backup", action="store_true", help="--into のとき、元のブックの控え（名前.bak.xlsx）を作りません"
    )
    parser.add_argument("--style", choices=("branch", "ministry"), help="様式：branch＝支部、ministry＝省庁")
    parser.add_argument("--decisions", metavar="FILE", help="シート「対応確認」を直したブック")
    parser.add_argument(
        "--settings",
        metavar="FILE",
        help="設定のファイル（「用紙 = A3横」のような行のテキスト、または設定シートのあるブック）",
    )
    _add_template_option(parser)
    parser.set_defaults(run=_compare, job=name, suffix=suffix, json=None, exit_code=False)
    return parser


def _add_template_option(parser: _Parser) -> None:
    parser.add_argument("--template", metavar="FILE", help="表の体裁を決めるテンプレート（省略すると標準のもの）")


def _add_json(parser: _Parser, text: str) -> None:
    parser.add_argument("--json", metavar="FILE", help=text)


def _add_progress(commands: Commands) -> None:
    parser = _command(commands, "progress", "年度のシートから進捗管理表のブックを作ります。")
    parser.add_argument("book", metavar="BOOK", help="計画ブック（.xlsx .xlsm）")
    parser.add_argument("--year", metavar="TAB", help="年度のシート名（省略すると最も新しい年度）")
    parser.add_argument(
        "--as-of", metavar="DATE", help="基準日（2021-09-30 のように。省略すると前の表の基準日、なければ9月30日）"
    )
    parser.add_argument(
        "--previous", metavar="PROGRESS", help="入力済みの進捗管理表。入力したものを新しい表へ引き継ぎます"
    )
    parser.add_argument("-o", "--out", metavar="OUT", help="作成するブック（省略すると「BOOK_進捗管理表.xlsx」）")
    _add_template_option(parser)
    parser.set_defaults(run=_progress)
    judge = _command(commands, "judge", "進捗管理表のKPIを目標と実績から判定し、入力された評価と比べます。")
    judge.add_argument("book", metavar="PROGRESS", help="入力済みの進捗管理表（.xlsx）")
    judge.set_defaults(run=_judge)


def _add_check(commands: Commands) -> None:
    parser = _command(commands, "check", "計画ブックの確認事項を、シートとセルを添えて一覧にします。")
    parser.add_argument("book", metavar="BOOK", help="計画ブック（.xlsx .xlsm）")
    parser.set_defaults(run=_check)


def _add_template(commands: Commands) -> None:
    parser = _command(commands, "template", "表の体裁を決めるテンプレートを書き出し、または確かめます。")
    jobs = parser.add_subparsers(metavar="コマンド", required=True)
    export = _command(jobs, "export", "標準のテンプレートの写しを書き出します。")
    export.add_argument("file", metavar="FILE", help="書き出すファイル（.xlsx）")
    export.set_defaults(run=_export_template)
    check = _command(jobs, "check", "テンプレートに足りないものと使えないものを一覧にします。")
    check.add_argument("file", metavar="FILE", help="テンプレート（.xlsx .xlsm .xltx）")
    check.set_defaults(run=_check_template)


def _add_addin(commands: Commands) -> None:
    parser = _command(commands, "addin", "Excel のボタンを作り、入れ、外し、動かない原因を調べます。")
    jobs = parser.add_subparsers(metavar="コマンド", required=True)
    build = _command(jobs, "build", "アドインと、ボタン付きの計画ブックを書き出します。")
    build.add_argument("-o", "--out", metavar="DIR", default="out", help="書き出すフォルダー（省略すると out）")
    build.add_argument(
        "--python", metavar="PATH", nargs="?", const="", help="ボタンから使う Python（PATH を省くと、今の Python）"
    )
    _command(jobs, "install", "Excel にボタンを入れます（管理者の権限は要りません）。")
    _command(jobs, "uninstall", "Excel からボタンを外します。")
    check = _command(jobs, "check", "ボタンが動かない原因と、することを表示します。")
    check.add_argument("book", metavar="BOOK", nargs="?", help="ボタンが動かないブック")
    for name, job in jobs.choices.items():
        job.set_defaults(run=_addin, job=name)


def _add_demo(commands: Commands) -> None:
    parser = _command(commands, "demo", "見本支部の計画ブックから新旧対照表を作ってみます。")
    parser.add_argument("-o", "--out", metavar="DIR", default="out", help="書き出すフォルダー（省略すると out）")
    parser.set_defaults(run=_demo)


def _compare(args: argparse.Namespace) -> int:
    from pathlib import Path

    from xlcompare.jobs.comparing import Request

    book = Path(args.book)
    out = Path(args.out) if args.out else None
    # A folder or nothing at all has no name to add to; reading it says what is wrong.
    if out is None and not args.json and not args.into and book.name:
        out = book.with_name(f"{book.stem}_{args.suffix}.xlsx")
    request = Request(
        book,
        Path(args.other) if args.other else None,
        args.old,
        args.new,
        out,
        Path(args.json) if args.json else None,
        args.style,
        Path(args.decisions) if args.decisions else None,
        Path(args.settings) if args.settings else None,
        args.into,
        not args.no_backup,
        Path(args.template) if args.template else None,
    )
    result = _run(args.job, request)
    _report(result, request)
    different = any(pair.change.value != "same" or pair.move for pair in result.comparison.pairs)
    return FOUND if args.exit_code and different else DONE


def _run(job: str, request: Request) -> Result:
    from xlcompare.hosts.progress_bar import steps_shown
    from xlcompare.jobs import comparing as jobs

    with steps_shown() as progress:
        return {"compare": jobs.compare, "budget": jobs.budget, "book": jobs.book}[job](request, progress)


def _report(result: Result, request: Request) -> None:
    """What was made, and what a person should look at."""
    from xlcompare import notices, words
    from xlcompare.hosts.messages import template_problems

    for path in (request.out, request.json):
        if path:
            print(f"作成しました：{path}")
    if request.into:
        print(f"{request.book} にシートを作りました：{'、'.join(result.sheets)}")
    for wanted, given in result.renamed:
        # A tab of ours that a person renamed keeps that name, and they know it.
        if given.startswith(f"{wanted} ("):
            print(f"「{wanted}」という名前のシートがあるため、「{given}」という名前にしました。")
    new, old = result.comparison.new, result.comparison.old
    print(f"新：{new.tab}（{len(new.items)}項目）　旧：{old.tab}（{len(old.items)}項目）")
    _report_pairs(result, words.REVIEW_SHEET, result.comparison.pairs)
    if result.budget:
        a, b = (round(sum(line.amount or 0 for line in plan.budget), 3) for plan in (new, old))
        difference = round(a - b, 3)
        sign = "△" if difference < 0 else ""
        print(f"予算額：新 {a:,.10g}千円　旧 {b:,.10g}千円　増減 {sign}{abs(difference):,.10g}千円")
        _report_pairs(result, words.BUDGET_REVIEW_SHEET, result.budget.pairs)
    if result.decisions:
        count, unmet = len(result.decisions), len(result.unmet)
        print(f"対応の判定{count}件を引き継ぎました（うち相手の項目が見つからないもの{unmet}件）。")
    template_problems(result.template)
    if result.problems:
        print(notices.plan_has_problems(request.book.name, len(result.problems)), file=sys.stderr)


def _report_pairs(result: Result, sheet: str, pairs: Sequence[Pair | BudgetPair]) -> None:
    doubtful = sum(pair.doubtful and not pair.decided for pair in pairs)
    if doubtful and sheet in result.sheets:
        print(f"確かめていただきたい対応が{doubtful}件あります。シート「{sheet}」の色の付いた行をご覧ください。")


def _progress(args: argparse.Namespace) -> int:
    from xlcompare.hosts import progress

    return progress.make(args)


def _judge(args: argparse.Namespace) -> int:
    from xlcompare.hosts import progress

    return progress.judge(args)


def _check(args: argparse.Namespace) -> int:
    from pathlib import Path

    from xlcompare.errors import where
    from xlcompare.jobs.comparing import check

    book = Path(args.book)
    problems = check(book)
    for problem in problems:
        print(f"{where(book.name, problem.sheet, problem.cell)}{problem.message}")
    print(f"確認事項：{len(problems)}件" if problems else f"{book.name}：確認事項はありません。")
    return FOUND if problems else DONE


def _export_template(args: argparse.Namespace) -> int:
    from pathlib import Path

    from xlcompare.jobs.template import export

    backup = export(Path(args.file))
    if backup:
        print(f"前のテンプレートは {backup} に残しました。")
    print(f"作成しました：{args.file}")
    return DONE


def _check_template(args: argparse.Namespace) -> int:
    from pathlib import Path

    from xlcompare.errors import where
    from xlcompare.jobs.template import template_of

    template = template_of(Path(args.file))
    for problem in template.problems:
        print(f"{where(template.name)}{problem}")
    if template.problems:
        print(f"確認事項：{len(template.problems)}件")
        return FOUND
    print(
        f"{template.name or Path(args.file).name}：確認事項はありません（スタイル{len(template.styles)}個、"
        f"シート{len(template.pages)}枚）。"
    )
    return DONE


def _addin(args: argparse.Namespace) -> int:
    from xlcompare.hosts import addin

    return {"build": addin.build, "install": addin.install, "uninstall": addin.uninstall, "check": addin.check}[
        args.job
    ](args)


def _demo(args: argparse.Namespace) -> int:
    from pathlib import Path

    from xlcompare import errors, words
    from xlcompare.hosts import progress
    from xlcompare.jobs.comparing import Request
    from xlcompare.jobs.progress import ProgressRequest
    from xlcompare.resources import folder

    out = Path(args.out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.output_failed(out.name, error.strerror or str(error)) from error
    request = Request(
        folder("workbooks") / words.SAMPLE_BOOK, out=out / words.SAMPLE_RESULT, json=out / words.SAMPLE_JSON
    )
    print("見本支部（架空の支部です）の令和4年度と令和5年度の事業計画を比べます。")
    _report(_run("compare", request), request)
    print("令和5年度の進捗管理表も作ります。")
    progress.run(ProgressRequest(request.book, out / words.SAMPLE_PROGRESS))
    print(f"Excel で {request.out} を開き、シート「新旧対照表」を印刷プレビューでご覧ください。")
    print(f"{out / words.SAMPLE_PROGRESS} は、白い欄に入力して使います（シート「使い方」をご覧ください）。")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
