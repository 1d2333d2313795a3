"""The manual as a page for the browser: staff have no program that shows Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_LOOK = """
body { max-width: 54em; margin: 2em auto; padding: 0 1em; line-height: 1.7; color: #222;
       font-family: "Yu Gothic UI", "Yu Gothic", Meiryo, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; }
h1, h2, h3 { line-height: 1.3; } h2 { border-bottom: 2px solid #2f5496; padding-bottom: .2em; margin-top: 2em; }
table { border-collapse: collapse; } th, td { border: 1px solid #999; padding: .3em .6em; vertical-align: top; }
th { background: #eee; } img { max-width: 100%; border: 1px solid #ccc; }
pre { background: #f4f4f4; padding: .6em 1em; overflow-x: auto; } code { font-family: Consolas, Menlo, monospace; }
@media print { body { max-width: none; margin: 0; } h2 { break-before: page; } img, table { break-inside: avoid; } }
"""


def manual_page(markdown: str, folder: Path) -> bytes:
    """The Markdown text as a whole HTML page in UTF-8; its pictures lie below `folder`.

    Links to its own headings work as on GitHub. Others are text: the files that they name aren't beside the page.
    """
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(markdown)
    title = ""
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            text = tokens[number + 1].content
            title = title or text
            token.attrs["id"] = _slug(text)
        for child in token.children or ():
            if child.type == "image":
                child.attrs["src"] = (folder / unquote(str(child.attrs["src"]))).as_uri()
        token.children = list(_within_the_page(token.children)) if token.children else token.children
    body = parser.renderer.render(tokens, parser.options, {})
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_LOOK}</style>'
    return f'<!DOCTYPE html>\n<html lang="ja"><head>{head}</head>\n<body>\n{body}</body></html>\n'.encode()


def _slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _within_the_page(tokens: Iterable[Token]) -> Iterable[Token]:
    """Without links that lead elsewhere; links never lie inside one another."""
    inside = True
    for token in tokens:
        if token.type == "link_open":
            href = unquote(str(token.attrs["href"]))
            inside = href.startswith("#")
            token.attrs["href"] = href
        if inside or token.type not in ("link_open", "link_close"):
            yield token
        inside = inside or token.type == "link_close"
