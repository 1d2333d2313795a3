"""Books that somebody might send to do harm, each with the words by which it has to be refused ('': it is done)."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from .folders import plan

SHEET, BOOK, BOOK_RELS = "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("http://127.0.0.1/","x")', "-2+3")


def changed(data: bytes, **parts: tuple[bytes, bytes]) -> bytes:
    """The package with one text replaced in each of `parts` (sheet, book, rels)."""
    names = {"sheet": SHEET, "book": BOOK, "rels": BOOK_RELS}
    wanted = {names[part]: change for part, change in parts.items()}
    return repacked(data, lambda name, content: content.replace(*wanted[name], 1) if name in wanted else content)


def repacked(data: bytes, change: object = None, **more: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(name, content) if callable(change) else content)
        for name, content in more.items():
            new.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def far_cells(data: bytes, last: str) -> bytes:
    """A book with one more value, far away at `last`."""
    row = re.sub(r"\D", "", last)
    more = f'<row r="{row}"><c r="{last}"><v>1</v></c></row></sheetData>'.encode()
    return changed(data, sheet=(b"</sheetData>", more))


def long_plan(rows: int) -> bytes:
    """Two years of `rows` measures that resemble each other, all of them reworded."""
    words = (
        "窓口",
        "研修",
        "訪問",
        "健診",
        "広報",
        "請求",
        "照会",
        "統計",
        "会議",
        "受診",
        "勧奨",
        "点検",
        "債権",
        "電話",
    )
    drawn = random.Random(1)
    return plan(extra=["・" + "の".join(drawn.choices(words, k=9)) + "を進める。" for _ in range(rows)])


def hostile(port: int) -> Iterator[tuple[str, bytes, str]]:
    """Name, content, and words of the refusal. `port`: of this computer, where nobody may call."""
    good, url = plan(), f"http://127.0.0.1:{port}/x"
    yield "空.xlsx", b"", "0バイト"
    yield "途中.xlsx", good[: len(good) // 2], "途中で切れているか、壊れています"
    yield "雑音.xlsx", b"PK\x03\x04" + random.Random(2).randbytes(20_000), "壊れています"
    yield "暗号.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "パスワード"
    yield "爆弾.xlsx", repacked(good, xl__media__image1=b"\0" * (400 << 20)), "大きすぎます"
    yield "圧縮.xlsx", repacked(good, xl__media__image1=b"\0" * (100 << 20)), "倍に膨らむ"
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{url}"><!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet'.encode()
    entity = changed(good, sheet=(b"<worksheet", doctype))
    yield "実体.xlsx", changed(entity, sheet=(b"<sheetData>", b"<sheetData>&e;&f;")), "DOCTYPE"
    laughs = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><worksheet"
    yield "笑い.xlsx", changed(good, sheet=(b"<worksheet", laughs)), "DOCTYPE"
    yield "外側.xlsx", repacked(good, **{"..__..__..__evil": b"x"}), "あってはならない名前"
    yield "遠い.xlsx", far_cells(good, "XFD1048576"), "広く散らばりすぎて"
    # Under the limit of cells: what the reader then asks for is over that of memory, and it ends the process.
    yield "広い.xlsx", far_cells(good, "S1048000"), "メモリー"
    dimension = re.search(rb"<dimension [^>]*>", zipfile.ZipFile(BytesIO(good)).read(SHEET))
    assert dimension
    yield "百万行.xlsx", changed(good, sheet=(dimension[0], b'<dimension ref="A1:XFD1048576"/>')), ""
    linked = changed(
        repacked(
            good,
            xl__externalLinks__externalLink1=b"",
            **{
                "xl__externalLinks___rels__externalLink1.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats'
                f'.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/externalLinkPath" '
                f'Target="{url}.xlsx" TargetMode="External"/></Relationships>'.encode()
            },
        ),
        rels=(
            b"</Relationships>",
            f'<Relationship Id="rId99" Type="{OFFICE}/externalLink" Target="{url}.xlsx" TargetMode="External"/>'
            "</Relationships>".encode(),
        ),
    )
    yield "外部.xlsx", linked, ""
    yield "マクロ.xlsm", repacked(good, xl__vbaProject=b"\xd0\xcf\x11\xe0 Auto_Open Shell"), ""
    yield "数式.xlsx", plan(extra=FORMULAS), ""
    yield f'=HYPERLINK("{url}","x")'.replace("/", "／") + ".xlsx", plan(31), ""
    yield '"),1;2#%.xlsx', plan(32), ""
    yield "改\n行\x07.xlsx", plan(34), ""
    yield "文字でない\udcff.xlsx", plan(35), ""
