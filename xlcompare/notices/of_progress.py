"""What is said of a progress workbook."""

from __future__ import annotations

from collections.abc import Sequence


def progress_made(year: str, day: str, measures: int, targets: int) -> str:
    return f"{year}の進捗管理表（{day}現在）：取組 {measures}件、KPI・支部目標 {targets}件"


def not_measurable(labels: Sequence[str]) -> str:
    return f"数で測れない目標が{len(labels)}件あります（{'、'.join(labels)}）。シート「KPI一覧」で確かめてください。"


def look_at_unplaced() -> str:
    return "行き先の決まらなかった入力は、シート「引継ぎ未了」にあります。"


def judged(label: str, sentence: str, actual: str, suggested: str, own: str) -> str:
    return f"{label}　{sentence}　実績 {actual}　判定 {suggested}　評価 {own or '（未入力）'}"


def judged_in_all(count: int, rated: int, apart: int) -> str:
    return f"目標 {count}件、評価の入力 {rated}件、判定と異なる評価 {apart}件（評価の入力を優先します）"


def disagreement(place: str, label: str, suggested: str, own: str) -> str:
    return f"{place}: {label} の評価は「{own}」ですが、目標と実績からは「{suggested}」です。"


def title_read_as(book: str, place: str, found: str, name: str) -> str:
    said = f"見出し「{found}」の列" if found else "見出しのない列"
    return f"{book} {place}: {said}を「{name}」として読みました。"


def title_left_aside(book: str, place: str, found: str, name: str, ours: str) -> str:
    twice = f"{book} {place}: 見出し「{found}」も「{name}」に当たります。"
    return f"{twice}「{ours}」の列を「{name}」として読み、この列は自由な欄として扱いました。"
