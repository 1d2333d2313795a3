"""What a button and a command both say of what they made."""

from __future__ import annotations


def kept_as(path: str) -> str:
    return f"前の表は {path} に残しました。"


def made(path: str) -> str:
    return f"作成しました：{path}"


def other_name(wanted: str, given: str) -> str:
    return f"「{wanted}」という名前のシートがあるため、「{given}」という名前にしました。"


def look_at_pairs(count: int, sheet: str) -> tuple[str, ...]:
    text = f"確かめていただきたい対応が{count}件あります。シート「{sheet}」の色の付いた行をご覧ください。"
    return (text,) if count else ()


def decisions_followed(count: int, unmet: int) -> str:
    return f"対応の判定{count}件を引き継ぎました（うち相手の項目が見つからないもの{unmet}件）。"


def no_problems(book: str) -> str:
    return f"{book}：確認事項はありません。"
