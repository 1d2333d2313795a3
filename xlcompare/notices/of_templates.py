"""What a template lacks, and what of it can't be shown."""

from __future__ import annotations


def template_style_missing(style: str) -> str:
    return f"スタイル「{style}」がないため、標準の書式を使います。"


def template_sheet_missing(sheet: str) -> str:
    return f"シート「{sheet}」がないため、列の幅と用紙は標準のものを使います。"


_STYLE_PARTS = {
    "strike": "取り消し線",
    "script": "上付き・下付き",
    "double_underline": "二重などの下線（一重の下線にします）",
    "gradient": "グラデーション",
    "pattern": "網かけの模様",
    "line_colors": "辺ごとに違うけい線の色（1色にします）",
    "diagonal": "斜めのけい線",
    "rotation": "文字の向き",
    "indent": "字下げ",
    "shrink": "縮小して全体を表示する設定",
    "align": "横位置「選択範囲内で中央」「繰り返し」",
    "valign": "縦位置「両端揃え」「均等割り付け」",
}
_PAGE_PARTS = {
    "paper": "用紙のサイズ（A4とA3のほか）",
    "margins": "余白（広すぎて、表の入る場所が残りません）",
    "width": "列{}の幅（非表示か、狭すぎます）",
    "picture": "ヘッダー・フッターの図",
    "line": "ヘッダー・フッターの文字（長すぎます）",
}


def template_style_loses(style: str, part: str) -> str:
    return f"スタイル「{style}」の{_STYLE_PARTS[part]}は、作る表では使えません。"


def template_style_cuts(style: str) -> str:
    return f"スタイル「{style}」は「折り返して全体を表示する」になっていないため、長い文章が途中で切れます。"


def template_size(style: str, size: float, least: float, most: float, instead: float) -> str:
    return (
        f"スタイル「{style}」の文字の大きさ{size:g}は使えないため、{instead:g}にします。"
        f"{least:g}から{most:g}までにしてください。"
    )


def template_page_loses(sheet: str, part: str, column: str = "") -> str:
    return f"シート「{sheet}」の{_PAGE_PARTS[part].format(column)}は、使えないため標準のものにします。"


def template_cell_apart(style: str) -> str:
    return f"このセルだけ書式が変わっています。作る表には、スタイル「{style}」の書式を使います。"


def template_has_more_problems(book: str, count: int) -> str:
    return f"{book}: ほかに{count}件あります（コマンド xlcompare template check で一覧を表示します）。"
