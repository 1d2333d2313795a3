"""The Japanese words of the branches' list and of what is sent to them."""

from __future__ import annotations

# ── branches.csv: its columns; names are compared after NFKC and without white space ─────────────────────────────────

CODE, NAME, OWNERS = "コード", "支部名", "担当"
COLUMN_NAMES = {
    CODE: (CODE, "支部コード", "都道府県コード", "支部番号", "番号", "code"),
    NAME: (NAME, "支部", "名称", "name"),
    OWNERS: (OWNERS, "担当グループ", "担当G", "owners", "owner"),
}
BRANCHES_SHEET = "支部一覧"
NO_FIGURE = ("", "-", "なし")
"""How a cell says that the branch has no target of its own; a long dash is folded to a hyphen."""

# ── what is sent ─────────────────────────────────────────────────────────────────────────────────────────────────────

LIST_FILE = "branches.csv"
FOLDER = "配布_{}"
BOOK_NAME = "{code}_{branch}_{book}.xlsx"
MANIFEST = "配布一覧.csv"
MANIFEST_COLUMNS = (CODE, NAME, "ファイル", "年度", "計画の版", "様式の版", "SHA-256")
INSTEAD = str.maketrans('/\\:*?"<>|', "／＼：＊？”＜＞｜")
"""Signs that no file's name may have, and how a name says them all the same."""
