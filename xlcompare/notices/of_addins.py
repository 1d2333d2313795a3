"""What is said of the add-in, and what its macros say before any Python runs."""

from __future__ import annotations

# What macros/vba/Press.bas says by code points, before any Python runs.
MACRO_NO_BOOK = (
    "ブックが開かれていません。計画ブックを開き、「編集を有効にする」が出ているときはそれを押してから、"
    "もう一度ボタンを押してください。"
)
_HOW = "「ボタンを入れる」をもう一度実行するか、コマンド xlcompare addin check で、原因とすることを確かめてください。"
MACRO_NO_PYTHON = f"ボタンから使う Python が見つかりません。{_HOW}"
MACRO_NOT_STARTED = f"ボタンの仕事を始められませんでした。{_HOW}"

_INSTALL = "「xlcompare addin install」を実行してください。"


def addin_installed(path: str) -> str:
    return f"ボタンを入れました：{path}。Excel を起動し直すと、タブ「事業計画」が現れます。"


def addin_removed(path: str) -> str:
    return f"ボタンを外しました：{path}。Excel を起動し直すと、タブ「事業計画」が消えます。"


def addin_was_not_there(path: str) -> str:
    return f"ボタンは入っていません（{path} はありません）。"


def addin_is_fine(path: str) -> str:
    return f"ボタンは使えます：{path}"


def addin_not_installed() -> str:
    return f"ボタンが入っていません。{_INSTALL}"


def addin_in_wrong_folder(path: str, startup: str) -> str:
    return f"アドインが Excel の起動フォルダーにありません（{path}）。{startup} に入れるには、{_INSTALL}"


def addin_there_twice(path: str) -> str:
    return f"アドインがもう1つあります（{path}）。ボタンが2組にならないように、そのファイルを削除してください。"


def addin_unreadable(path: str) -> str:
    return (
        f"アドインのファイルを読めないか、xlcompare のものではありません（{path}）。"
        f"そのファイルを削除してから、{_INSTALL}"
    )


def addin_of_other_version(addin: str, package: str) -> str:
    return f"アドインの版（{addin}）が xlcompare の版（{package}）と違います。Excel を閉じて、{_INSTALL}"


def addin_blocked(path: str) -> str:
    return (
        f"Windows がこのファイルのマクロを止めています（{path}）。"
        "ファイルを右クリックして［プロパティ］を開き、［許可する］にチェックを付けて［OK］を押してください。"
    )


def addin_without_python() -> str:
    return f"ボタンから使う Python の場所が決まっていません。{_INSTALL}"


def addin_python_missing(python: str) -> str:
    return f"ボタンから使う Python がありません（{python}）。Python を移したり入れ直したりしたときは、{_INSTALL}"


def addin_package_missing(python: str) -> str:
    return (
        f"ボタンから使う Python（{python}）で xlcompare を使えません。"
        f"その Python に xlcompare を入れ直すか、xlcompare を使える Python で{_INSTALL}"
    )


def addin_other_package(python: str, there: str, here: str) -> str:
    return f"ボタンから使う Python（{python}）の xlcompare の版（{there}）が、この版（{here}）と違います。{_INSTALL}"


def addin_other_xlwings(addin: str, package: str) -> str:
    return f"アドインの中の xlwings の版（{addin}）が、Python の xlwings の版（{package}）と違います。{_INSTALL}"


def addin_script_missing(path: str) -> str:
    return f"Excel から Python を起動するための台本がありません（{path}）。{_INSTALL}"


def addin_book_missing(book: str) -> str:
    return f"{book}: ファイルが見つかりません。名前と場所を確認してください。"


def addin_book_in_cloud(book: str) -> str:
    return (
        f"{book}: OneDrive か SharePoint の中にあります。ボタンが動かないときは、"
        "このパソコンのフォルダー（「C:\\計画」など）に写して開いてください。"
    )


def addin_book_name(book: str, signs: str) -> str:
    return f"{book}: ファイル名に「{signs}」があると、ボタンが動かないことがあります。別の名前にしてください。"


def addin_book_name_on_mac(book: str) -> str:
    return (
        f"{book}: Mac では、ファイルやフォルダーの名前に日本語があると、ボタンが動かないことがあります。"
        "半角の英数字だけの名前と場所の写しで使うか、コマンドで使ってください。"
    )


# ── Excel's settings for macros ────────────────────────────────────────────────────────────────────────────────────

POLICY_NO_ADDINS = "すべてのアプリケーション アドインを無効にする"
POLICY_SIGNED_ADDINS = "アプリケーション アドインには信頼できる発行元の署名を必要とする"
POLICY_SIGNED_ALWAYS_ON = "常に読み込まれるマクロには信頼できる発行元の署名を必要とする"
NO_TRUSTED_LOCATIONS = "「すべての信頼できる場所を無効にする」設定のため、起動フォルダーのマクロも特別に扱われません"
MACROS_ASK = "起動のたびに［コンテンツの有効化］を押す必要があります"
MACROS_SIGNED_ONLY = "署名のないマクロは、知らせなしに止められます"
MACROS_NEVER = "マクロは、知らせなしにすべて止められます"
_TRUST_CENTER = "［ファイル］→［オプション］→［トラスト センター］→［トラスト センターの設定］"


def startup_not_trusted(startup: str) -> str:
    return f"起動フォルダー（{startup}）が「信頼できる場所」にありません"


def macros_not_trusted(why: str, how: str, by_policy: bool) -> str:
    return f"{why}。{how}。{_what_to_allow('起動フォルダーを「信頼できる場所」にする', by_policy)}"


def macros_setting(what: str, by_policy: bool) -> str:
    allowed = _what_to_allow("この設定を外す", by_policy)
    return f"Excel の設定「{what}」が有効なので、ボタンのマクロが止められます。{allowed}"


def macros_item_disabled(addin: str) -> str:
    return (
        f"Excel が {addin} を「使用できないアイテム」にしています（開いている間に Excel が異常終了したときなどです）。"
        "［ファイル］→［オプション］→［アドイン］の［管理］で「使用できないアイテム」を選び、有効に戻してください。"
    )


def _what_to_allow(change: str, by_policy: bool) -> str:
    if by_policy:
        return f"管理者が決めた設定です。システムの担当者に、{change}ことを頼んでください。"
    return f"{_TRUST_CENTER}で、{change}と使えます。"
