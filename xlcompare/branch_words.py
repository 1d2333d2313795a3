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
NO_FIGURE = ("", "-", "ー", "なし")
"""How a cell says that a branch has no target of its own, or no actual; a long dash is folded to a hyphen."""

# ── how people write a branch's name ─────────────────────────────────────────────────────────────────────────────────

SUFFIX, PREFECTURES, PARTICLE = "支部", "道都府県", "の"
"""北海道 is never called 北海; the other kinds of prefectures may be left out."""
BEFORE_NAMES = "年月日度回次分版表書票済出用案"
"""A name begins behind these, as in 令和3年度岡山支部 and 進捗管理表岡山支部."""

# ── what is sent ─────────────────────────────────────────────────────────────────────────────────────────────────────

LIST_FILE = "branches.csv"
FOLDER = "配布_{}"
BOOK_NAME = "{code}_{branch}_{book}.xlsx"
MANIFEST = "配布一覧.csv"
MANIFEST_COLUMNS = (CODE, NAME, "ファイル", "年度", "計画の版", "様式の版", "SHA-256")
INSTEAD = str.maketrans('/\\:*?"<>|', "／＼：＊？”＜＞｜")
"""Signs that no file's name may have, and how a name says them all the same."""
