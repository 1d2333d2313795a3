"""The command line's commands and options, in Japanese. What a command does is named, and imported when it is run."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

# What argparse says of wrong arguments, and how a person is told; {0} is what it names.
_WRONG = (
    (r"the following arguments are required: (.*)", "{0} を指定してください。"),
    (r"unrecognized arguments: (.*)", "「{0}」は指定できません。"),
    (r"argument コマンド: invalid choice: '(.*?)' .*", "コマンド「{0}」はありません。"),
    (r"argument (.*?): invalid choice: '(.*?)' \((?:choose from )?(.*)\)", "{0} の値は「{1}」でなく {2} です。"),
    (r"argument (.*?): expected one argument", "{0} の値がありません。"),
    (r"argument (.*?): ignored explicit argument '(.*)'", "{0} に値「{1}」は付けられません。"),
    (r"argument (.*?): not allowed with argument (.*)", "{0} と {1} は一緒に指定できません。"),
    (r"argument (.*?): invalid _\w+ value: '(.*)'", "{0} の値「{1}」は、1以上の数で指定してください。"),
    (r"ambiguous option: (.*?) could match (.*)", "「{0}」だけでは決まりません（{1}）。"),
)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    from xlcompare import __version__

    parser = _Parser(prog="xlcompare", description="事業計画から、新旧対照表・予算対照表・進捗管理表を作ります。")
    parser.add_argument("--version", action="version", version=f"xlcompare {__version__}", help="版を表示します")
    commands = parser.add_subparsers(metavar="コマンド", required=True)
    _add_comparisons(commands)
    _add_progress(commands)
    _add_distribute(commands)
    _add_collect(commands)
    _add_batch(commands)
    _add_check(commands)
    _add_template(commands)
    _add_addin(commands)
    _add_demo(commands)
    return parser


class _Help(argparse.HelpFormatter):
    """argparse's, which measures names before it indents them and so puts the longest on a line of its own."""

    def format_help(self) -> str:
        self._action_max_length += self._indent_increment
        return super().format_help()


class _Parser(argparse.ArgumentParser):
    """argparse, in Japanese, with errors of one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, formatter_class=_Help)
        self._positionals.title, self._optionals.title = "引数", "オプション"
        self.add_argument("-h", "--help", action="help", help="使い方を表示します")

    def error(self, message: str) -> NoReturn:
        import re

        for pattern, sentence in _WRONG:
            if found := re.fullmatch(pattern, message):
                message = sentence.format(*found.groups())
                break
        self.exit(2, f"{message}「{self.prog} -h」で使い方を確認してください。\n")

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
    parser.add_argument(
        "--revisions",
        metavar="TAB",
        help="見え消し（取り消し線）のあるシートを、見え消しの前と後で比べます（--old・--new の代わり）",
    )
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
    _add_columns_option(parser)
    _add_template_option(parser)
    parser.set_defaults(run=("comparing", "make"), job=name, suffix=suffix, json=None, exit_code=False)
    return parser


def _add_columns_option(parser: _Parser) -> None:
    parser.add_argument(
        "--columns",
        metavar="列",
        default="",
        help="同じ意味の列が2つあるときに使う列（「内容=D,予算額=H」のように。年度で違うときは「令和6年度!内容=D」）",
    )


def _add_template_option(parser: _Parser) -> None:
    parser.add_argument("--template", metavar="FILE", help="表の体裁を決めるテンプレート（省略すると標準のもの）")


def _add_json(parser: _Parser, text: str) -> None:
    parser.add_argument("--json", metavar="FILE", help=text)


def _add_progress(commands: Commands) -> None:
    parser = _of_a_year(commands, "progress", "年度のシートから進捗管理表のブックを作ります。")
    parser.add_argument(
        "--as-of", metavar="DATE", help="基準日（2021-09-30 のように。省略すると前の表の基準日、なければ9月30日）"
    )
    parser.add_argument(
        "--previous", metavar="PROGRESS", help="入力済みの進捗管理表。入力したものを新しい表へ引き継ぎます"
    )
    parser.add_argument("-o", "--out", metavar="OUT", help="作成するブック（省略すると「BOOK_進捗管理表.xlsx」）")
    _add_template_option(parser)
    parser.set_defaults(run=("progress", "make"))
    judge = _command(commands, "judge", "進捗管理表のKPIを目標と実績から判定し、入力された評価と比べます。")
    judge.add_argument("book", metavar="PROGRESS", help="入力済みの進捗管理表（.xlsx）")
    judge.set_defaults(run=("progress", "judge"))


def _of_a_year(commands: Commands, name: str, text: str) -> _Parser:
    """The parser of a command that makes progress workbooks of one year tab."""
    parser = _command(commands, name, text)
    parser.add_argument("book", metavar="BOOK", help="計画ブック（.xlsx .xlsm）")
    parser.add_argument("--year", metavar="TAB", help="年度のシート名（省略すると最も新しい年度）")
    _add_columns_option(parser)
    return parser


def _add_distribute(commands: Commands) -> None:
    parser = _of_a_year(commands, "distribute", "支部ごとの進捗管理表のブックを、1つのフォルダーに作ります。")
    parser.add_argument(
        "--branches",
        metavar="FILE",
        help="支部の一覧（CSV か、一覧のシートのあるブック。省略すると計画ブックのシート「支部一覧」、なければ47支部）",
    )
    parser.add_argument(
        "-o", "--out", metavar="DIR", help="書き出すフォルダー（省略すると BOOK と同じ場所の「配布_年度」）"
    )
    parser.add_argument(
        "--as-of", metavar="DATE", help="基準日（2021-09-30 のように。省略すると配布済みの表の基準日、なければ9月30日）"
    )
    parser.add_argument(
        "--template-only", action="store_true", help="取組を空欄にした様式（分野・項目・KPIだけの表）を作ります"
    )
    parser.add_argument(
        "--changed", action="store_true", help="配布済みのブックに、入力を残したまま、計画や様式の変更を反映します"
    )
    _add_template_option(parser)
    parser.set_defaults(run=("distributing", "make"))


def _add_collect(commands: Commands) -> None:
    parser = _command(commands, "collect", "支部から戻った進捗管理表を読み、1つのブックに集計します。")
    parser.add_argument("folder", metavar="DIR", help="戻ったブックを入れたフォルダー（下のフォルダーも読みます）")
    parser.add_argument("--year", metavar="TAB", help="年度（令和3年度 のように。省略すると最も多いブックの年度）")
    parser.add_argument(
        "--branches",
        metavar="FILE",
        help="提出を待つ支部の一覧（CSV か、一覧のシートのあるブック。省略すると DIR の配布一覧.csv、なければ47支部）",
    )
    parser.add_argument(
        "-o", "--out", metavar="OUT", help="作成するブック（省略すると DIR と同じ場所の「DIR_集約.xlsx」）"
    )
    _add_template_option(parser)
    parser.set_defaults(run=("collect", "make"))


def _add_batch(commands: Commands) -> None:
    parser = _command(commands, "batch", "フォルダーの計画ブックすべてから、対照表と進捗管理表を作ります。")
    parser.add_argument("folder", metavar="DIR", help="計画ブックのあるフォルダー（中のフォルダーも見ます）")
    parser.add_argument("-o", "--out", metavar="OUTDIR", required=True, help="作成する表を入れるフォルダー")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--jobs", metavar="N", type=_whole, help="同時に処理する冊数（省略するとCPUのコアの数）")
    where.add_argument("--cluster", metavar="ADDRESS", help="dask のクラスターで処理します（tcp://…）")
    parser.add_argument("--force", action="store_true", help="変わっていないものも作り直します")
    parser.add_argument("--style", choices=("branch", "ministry"), help="様式：branch＝支部、ministry＝省庁")
    parser.add_argument("--max-seconds", metavar="N", type=_positive, default=300.0, help="1冊の上限の秒数（300）")
    parser.add_argument("--max-memory", metavar="MB", type=_whole, default=500, help="1冊の上限のメモリー（500）")
    parser.add_argument(
        "--max-unpacked", metavar="MB", type=_whole, default=200, help="展開したブックの上限の大きさ（200）"
    )
    _add_columns_option(parser)
    _add_template_option(parser)
    parser.set_defaults(run=("batch", "make"))


def _whole(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _positive(text: str) -> float:
    number = float(text)
    # Not `number < 1`: that lets NaN pass.
    if not 1 <= number < 1e6:
        raise ValueError
    return number


def _add_check(commands: Commands) -> None:
    parser = _command(commands, "check", "計画ブックの確認事項を、シートとセルを添えて一覧にします。")
    parser.add_argument("book", metavar="BOOK", help="計画ブック（.xlsx .xlsm）")
    _add_columns_option(parser)
    parser.set_defaults(run=("comparing", "check"))


def _add_template(commands: Commands) -> None:
    parser = _command(commands, "template", "表の体裁を決めるテンプレートを書き出し、または確かめます。")
    jobs = parser.add_subparsers(metavar="コマンド", required=True)
    export = _command(jobs, "export", "標準のテンプレートの写しを書き出します。")
    export.add_argument("file", metavar="FILE", help="書き出すファイル（.xlsx）")
    export.set_defaults(run=("template", "export"))
    check = _command(jobs, "check", "テンプレートに足りないものと使えないものを一覧にします。")
    check.add_argument("file", metavar="FILE", help="テンプレート（.xlsx .xlsm .xltx）")
    check.set_defaults(run=("template", "check"))


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
        job.set_defaults(run=("addin", name))


def _add_demo(commands: Commands) -> None:
    parser = _command(commands, "demo", "見本支部の計画ブックから新旧対照表を作ってみます。")
    parser.add_argument("-o", "--out", metavar="DIR", default="out", help="書き出すフォルダー（省略すると out）")
    parser.set_defaults(run=("demo", "make"))
