"""A large pair of plans: 70 % of the items the same, 20 % reworded, 5 % moved in blocks, 5 % added or dropped.

Sentences are drawn from the words of such plans, so that they resemble each other as much as real ones do.
"""

from __future__ import annotations

import random
from pathlib import Path

from xlsxwriter import Workbook

NOUNS = (
    "健康保険委員 事業所 加入者 被扶養者 特定健診 保健指導 生活習慣病 ジェネリック医薬品 レセプト点検 返納金債権 "
    "広報誌 メールマガジン 関係団体 医療機関 市町村 協定 研修会 説明会 申請書 受診券 未治療者 重症化予防 健康宣言 "
    "データ分析 意見発信 窓口 郵送 電子申請 標準期間 督促 催告 訪問 チラシ セミナー 調査 統計 評価 目標 計画 予算 "
    "契約 入札 節減 人材 職員 規程 点検 個人情報 危機管理"
).split(" ")
LINKS = "を通じた による に係る に向けた を活用した における と連携した を踏まえた に基づく のための".split(" ")
ENDS = (
    "を推進する を強化する の徹底を図る を実施する に努める を拡大する を周知する の向上を図る を検討する を見直す"
).split(" ")
PER_HEADING, BLOCK = 20, 5


def plan_book(path: Path, items: int, seed: int = 7) -> None:
    """A plan book of two year tabs with about `items` items each, table style."""
    chance = random.Random(seed)
    old = _plan(items, chance)
    new = _next_year(old, chance)
    book = Workbook(path, {"constant_memory": True})
    for tab, blocks in (("令和3年度", new), ("令和2年度", old)):
        _write(book.add_worksheet(tab), blocks)
    book.close()


def _sentence(chance: random.Random) -> str:
    parts = [chance.choice(NOUNS)]
    for _ in range(chance.randint(2, 4)):
        parts += [chance.choice(LINKS), chance.choice(NOUNS)]
    figure = f"（{chance.randint(1, 99)}.{chance.randint(0, 9)}％）" if chance.random() < 0.3 else ""
    return "・" + "".join(parts) + figure + chance.choice(ENDS)


def _plan(items: int, chance: random.Random) -> list[tuple[str, list[str]]]:
    """Headings with their measures."""
    return [
        (f"○{chance.choice(NOUNS)}の{chance.choice(NOUNS)}（第{k}）", [_sentence(chance) for _ in range(PER_HEADING)])
        for k in range(1, items // (PER_HEADING + 1) + 1)
    ]


def _reworded(text: str, chance: random.Random) -> str:
    at = [i for i in range(2, len(text)) if text[i : i + 1] in "をにの"]
    i = chance.choice(at) if at else len(text)
    return text[:i] + chance.choice(LINKS) + chance.choice(NOUNS) + text[i:]


def _next_year(old: list[tuple[str, list[str]]], chance: random.Random) -> list[tuple[str, list[str]]]:
    new = [(heading, [m for m in (_changed(m, chance) for m in measures) if m]) for heading, measures in old]
    for _, measures in new:
        for _ in range(len(measures)):
            if chance.random() < 0.025:
                measures.insert(chance.randrange(len(measures) + 1), _sentence(chance))
    for _ in range(sum(len(m) for _, m in new) // 20 // BLOCK):
        source, target = chance.choice(new)[1], chance.choice(new)[1]
        if len(source) > BLOCK:
            at = chance.randrange(len(source) - BLOCK)
            block = source[at : at + BLOCK]
            del source[at : at + BLOCK]
            to = chance.randrange(len(target) + 1)
            target[to:to] = block
    return new


def _changed(text: str, chance: random.Random) -> str | None:
    luck = chance.random()
    if luck < 0.025:
        return None
    return _reworded(text, chance) if luck < 0.225 else text


def _write(page: object, blocks: list[tuple[str, list[str]]]) -> None:
    write = page.write_row  # type: ignore[attr-defined]
    write(0, 0, ["分野", "項目", "区分", "内容", "担当", "方法・スケジュール"])
    row = 1
    for k, (heading, measures) in enumerate(blocks):
        area = f"{k * 3 // len(blocks) + 1}. 分野"
        write(row, 0, [area, heading])
        row += 1
        for text in measures:
            write(row, 0, ["", "", "取組", text, "", "通年"])
            row += 1
