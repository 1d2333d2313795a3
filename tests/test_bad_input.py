"""Odd and hostile workbooks, from the command line: refused in one sentence, or taken with their content as it is."""

from __future__ import annotations

import datetime
import io
import itertools
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook

from xlcompare.hosts.cli import main

Captured = pytest.CaptureFixture[str]
Change = Callable[[Workbook], object]
OLD, NEW = "令和2年度", "令和3年度"
ROWS = [
    ["分野", "項目", "区分", "内容"],
    ["基盤", "①窓口", "取組", "・電話での応対を振り返る勉強会を開く。"],
    [None, None, "取組", "・申請書を郵送で出すよう案内する。"],
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def book(folder: Path) -> Path:
    """A plan book of two years, from which each test makes its own."""
    opened = openpyxl.Workbook()
    opened.remove(opened.worksheets[0])
    for tab in (NEW, OLD):
        sheet = opened.create_sheet(tab)
        for row in ROWS:
            sheet.append(row)
    opened.save(folder / "岡山.xlsx")
    return folder / "岡山.xlsx"


def change(book: Path, how: Change) -> None:
    opened = openpyxl.load_workbook(book)
    how(opened)
    opened.save(book)


def edit_parts(book: Path, how: Callable[[str, bytes], bytes], **added: bytes) -> None:
    """Every part of the package passed through `how`, and parts `added`."""
    with zipfile.ZipFile(book) as archive:
        parts = {name: how(name, archive.read(name)) for name in archive.namelist()}
    book.write_bytes(zipped({**parts, **added}))


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# ── refused ────────────────────────────────────────────────────────────────────────────────────────────────────────


def refusal(folder: Path, captured: Captured, *arguments: str) -> str:
    """What is said on stderr: one line; with status 2, nothing on stdout and every file as it was."""
    before, names = files(folder), {path.name for path in folder.rglob("*")}
    captured.readouterr()
    assert main(["compare", *(arguments or ("岡山.xlsx",))]) == 2
    out, err = captured.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert (files(folder), {path.name for path in folder.rglob("*")}) == (before, names)
    assert err.strip().endswith(("ください。", "ください。）"))
    return err


def compound(*streams: str) -> bytes:
    """A compound file's signature and directory, as encrypted and old workbooks have them."""
    entries = b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


ODS = zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
OTHERS = {
    "password": (compound("EncryptionInfo", "EncryptedPackage"), "パスワード"),
    "xls": (compound("Workbook"), ".xls"),
    "html": (b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
    "csv": ("分野,内容\r\n基盤,窓口\r\n".encode("cp932"), "CSV"),
    "ods": (ODS, ".ods"),
    "empty": (b"", "0バイト"),
}


@pytest.mark.parametrize(("content", "said"), OTHERS.values(), ids=OTHERS)
def test_what_is_no_workbook_is_refused(folder: Path, capsys: Captured, content: bytes, said: str) -> None:
    (folder / "岡山.xlsx").write_bytes(content)
    assert refusal(folder, capsys).startswith("岡山.xlsx: ")
    assert said in refusal(folder, capsys)


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.99])
def test_a_truncated_book_is_refused(book: Path, capsys: Captured, kept: float) -> None:
    content = book.read_bytes()
    book.write_bytes(content[: int(len(content) * kept)])
    assert refusal(book.parent, capsys).startswith("岡山.xlsx: ファイルが途中で切れている")


def test_a_missing_book_and_a_folder_are_refused(folder: Path, capsys: Captured) -> None:
    assert "岡山.xlsx: ファイルが見つかりません" in refusal(folder, capsys)
    (folder / "岡山.xlsx").mkdir()
    assert "岡山.xlsx: フォルダーなど、ファイルではないものです" in refusal(folder, capsys)


def rename(tab: str, name: str) -> Change:
    return lambda opened: setattr(opened[tab], "title", name)


PLANS: dict[str, tuple[Change, str]] = {
    "one_year_only": (rename(OLD, "メモ"), "岡山.xlsx: 年度のシートは「令和3年度」だけです"),
    "no_year": (lambda b: (rename(OLD, "旧")(b), rename(NEW, "新")(b)), "岡山.xlsx: 年度のシートがありません"),
    "the_same_year_twice": (rename(OLD, "R3"), "シート「令和3年度」と「R3」がどちらも令和3年度です"),
    "an_empty_tab": (lambda b: b[NEW].delete_rows(1, 9), "岡山.xlsx 令和3年度: シートに何も入力されていません"),
    "no_content_column": (lambda b: b[OLD].cell(1, 4, "本文"), "岡山.xlsx 令和2年度: 1～20行目に見出し「内容」"),
    "nothing_under_the_header": (lambda b: b[NEW].delete_rows(2, 9), "岡山.xlsx 令和3年度!D1: 見出し「内容」の下に"),
}


@pytest.mark.parametrize(("how", "said"), PLANS.values(), ids=PLANS)
def test_tabs_that_are_no_two_plans_are_refused(book: Path, capsys: Captured, how: Change, said: str) -> None:
    change(book, how)
    assert said in refusal(book.parent, capsys)


def test_a_tab_that_is_not_there_is_refused(book: Path, capsys: Captured) -> None:
    assert "岡山.xlsx: シート「令和9年度」がありません" in refusal(book.parent, capsys, book.name, "--new", "令和9年度")


OUTPUTS = {
    "no_folder": ("ない/結果.xlsx", "結果.xlsx: 保存先のフォルダー「"),
    "the_input": ("岡山.xlsx", "岡山.xlsx: 比べる元のファイルには上書きしません"),
    "the_input_by_another_path": ("./x/../岡山.xlsx", "岡山.xlsx: 比べる元のファイルには上書きしません"),
    "a_folder": ("棚.xlsx", "棚.xlsx: 同じ名前のフォルダー"),
    "a_strangers_workbook": ("他人.xlsx", "他人.xlsx: 同じ名前の、xlcompare が作ったものではないファイル"),
    "a_strangers_text": ("他人.txt", "他人.txt: 作成するブックの名前は、末尾を .xlsx"),
    "a_strangers_secret": ("秘密.xlsx", "秘密.xlsx: パスワードで保護"),
}


@pytest.mark.parametrize(("out", "said"), OUTPUTS.values(), ids=OUTPUTS)
def test_an_output_that_would_harm_something_is_refused(book: Path, capsys: Captured, out: str, said: str) -> None:
    folder = book.parent
    (folder / "x").mkdir()
    (folder / "棚.xlsx").mkdir()
    openpyxl.Workbook().save(folder / "他人.xlsx")
    (folder / "他人.txt").write_text("大事なメモ", encoding="utf-8")
    (folder / "秘密.xlsx").write_bytes(compound("EncryptionInfo", "EncryptedPackage"))
    assert refusal(folder, capsys, "岡山.xlsx", "-o", out).startswith(said)


def test_an_output_that_is_open_in_excel_is_refused(book: Path, capsys: Captured) -> None:
    assert main(["compare", book.name, "-o", "結果.xlsx"]) == 0
    (book.parent / "~$結果.xlsx").write_bytes(b"\x05user")
    said = refusal(book.parent, capsys, book.name, "-o", "結果.xlsx")
    assert "「結果.xlsx」は Excel で開かれています" in said


def bomb(book: Path) -> None:
    edit_parts(book, lambda _, xml: xml, **{"xl/media/image1.bin": b"\0" * 200_000_000})


def entity(book: Path) -> None:
    xxe = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'
    edit_parts(book, lambda name, xml: xml.replace(b"<worksheet", xxe) if name.endswith("sheet1.xml") else xml)


def climbing(book: Path) -> None:
    edit_parts(book, lambda _, xml: xml, **{"../../外.txt": b"x"})


ATTACKS = {"zip_bomb": (bomb, "膨らむ"), "xxe": (entity, "DOCTYPE"), "path_trick": (climbing, "あってはならない名前")}


@pytest.mark.parametrize(("attack", "said"), ATTACKS.values(), ids=ATTACKS)
def test_attacks_are_refused_quickly(book: Path, capsys: Captured, attack: Callable[[Path], None], said: str) -> None:
    attack(book)
    started = time.perf_counter()
    message = refusal(book.parent, capsys)
    assert message.startswith("岡山.xlsx: ")
    assert said in message
    assert time.perf_counter() - started < 10


# ── accepted ───────────────────────────────────────────────────────────────────────────────────────────────────────


def compared(book: Path, captured: Captured) -> dict[str, list[str]]:
    """The items' texts by side, each of them found as plain text in the output workbook; the input as it was."""
    before = book.read_bytes()
    captured.readouterr()
    assert main(["compare", book.name, "-o", "結果.xlsx", "--json", "結果.json"]) == 0
    assert book.read_bytes() == before
    result = json.loads((book.parent / "結果.json").read_bytes())
    with zipfile.ZipFile(book.parent / "結果.xlsx") as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "external" in name]
        assert b"<f>" not in b"".join(archive.read(n) for n in archive.namelist() if "worksheets/sheet" in n)
    sheet = openpyxl.load_workbook(book.parent / "結果.xlsx").worksheets[0]
    cells = list(itertools.chain.from_iterable(sheet.iter_rows()))
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    written = "\n".join(str(cell.value) for cell in cells)
    texts = {side: [item["text"] for item in result[side]["items"]] for side in ("old", "new")}
    for text in (*texts["old"], *texts["new"]):
        assert text in written
    return texts


def say(*texts: object, tab: str = NEW, row: int = 4) -> Change:
    """Append rows with these values in 内容."""

    def how(opened: Workbook) -> None:
        for k, text in enumerate(texts):
            cell = opened[tab].cell(row + k, 4, text)  # type: ignore[arg-type]
            if isinstance(text, str):
                cell.data_type = "s"

    return how


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|'/C calc'!A0",
        "@SUM(A1:A9)",
        "+1+1",
        "-2+3",
        "=1+1",
        "http://example.org/",
        "#N/A",
        "ﾊﾛｰﾜｰｸで健診を案内する。",
        "_x0041_という文字を含む。",
        "<r><t>印</t></r>",
    ],
)
def test_dangerous_and_odd_texts_are_kept_as_plain_text(book: Path, capsys: Captured, text: str) -> None:
    change(book, say(text))
    if text.startswith("_x"):  # as Excel itself stores it
        edit_parts(book, lambda _, xml: xml.replace(b"_x0041_", b"_x005F_x0041_"))
    assert text in compared(book, capsys)["new"]


def test_letters_with_separate_voice_marks_stay_as_they_are(book: Path, capsys: Captured) -> None:
    text = "・か\u3099んは\u309aる（NFD）を読む。"
    change(book, say(text))
    assert compared(book, capsys)["new"][-1] == text


def test_control_characters_and_escaped_line_ends_do_no_harm(book: Path, capsys: Captured) -> None:
    change(book, say("・前CTRL後の文を読む。", "・改行LINE次の取組を行う。"))
    edit_parts(book, lambda _, xml: xml.replace(b"CTRL", b"_x0007_").replace(b"LINE", b"_x000D_&#10;"))
    assert compared(book, capsys)["new"][-3:] == ["・前後の文を読む。", "・改行", "次の取組を行う。"]


@pytest.mark.parametrize("wrong", [None, "#DIV/0!"])
def test_formulas_give_their_values_and_an_error_is_refused(folder: Path, capsys: Captured, wrong: str | None) -> None:
    path = folder / "岡山.xlsx"
    with xlsxwriter.Workbook(path) as opened:
        for tab in (NEW, OLD):
            sheet = opened.add_worksheet(tab)
            for number, row in enumerate(ROWS):
                sheet.write_row(number, 0, row)
            sheet.write_formula(3, 3, '="・数"&1+1&"件"', None, "・数2件")
            if wrong:
                sheet.write_formula(4, 3, "=1/0", None, wrong)
    if not wrong:
        assert compared(path, capsys)["new"][-1] == "・数2件"
        return
    assert main(["compare", path.name, "-o", "対照表.xlsx"]) == 2
    assert "岡山.xlsx 令和3年度!D5: 計算結果がエラー（#DIV/0!）" in capsys.readouterr().err
    assert not Path("対照表.xlsx").exists()
    assert main(["check", path.name]) == 1
    assert "岡山.xlsx 令和3年度!D5: 計算結果がエラー（#DIV/0!）" in capsys.readouterr().out


def test_dates_are_those_of_the_books_own_calendar(book: Path, capsys: Captured) -> None:
    def how(opened: Workbook) -> None:
        opened.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        opened[NEW].cell(4, 4, datetime.datetime(2021, 4, 1))

    change(book, how)
    assert compared(book, capsys)["new"][-1] == "2021-04-01 0:00:00", "as openpyxl's number format shows it"


def test_very_hidden_tabs_links_comments_and_pictures_do_no_harm(book: Path, capsys: Captured) -> None:
    def how(opened: Workbook) -> None:
        secret = opened.create_sheet("裏")
        secret.sheet_state = "veryHidden"
        opened[NEW]["D2"].comment = openpyxl.comments.Comment("確認済み", "担当")
        opened[NEW]["D3"].hyperlink = "https://example.org/"

    change(book, how)
    edit_parts(book, lambda _, xml: xml, **{"xl/externalLinks/externalLink1.xml": b"<externalLink/>",
                                            "xl/media/image1.png": b"\x89PNG"})  # fmt: skip
    assert [len(texts) for texts in compared(book, capsys).values()] == [4, 4]


def test_a_book_with_macros_is_read_and_its_macros_stay_behind(book: Path, capsys: Captured) -> None:
    def macro_enabled(_: str, xml: bytes) -> bytes:
        return xml.replace(
            b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"
        )

    edit_parts(book, macro_enabled, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    macro = book.rename(book.with_suffix(".xlsm"))
    assert len(compared(macro, capsys)["new"]) == 4


def test_strict_open_xml_is_read(book: Path, capsys: Captured) -> None:
    def strict(_: str, xml: bytes) -> bytes:
        main_ns, rel_ns = b"spreadsheetml/2006/main", b"officeDocument/2006/relationships"
        root, purl = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
        xml = xml.replace(root + main_ns, purl + b"spreadsheetml/main")
        return xml.replace(root + rel_ns, purl + b"officeDocument/relationships")

    edit_parts(book, strict)
    assert len(compared(book, capsys)["new"]) == 4


def test_a_range_of_a_million_rows_with_thirty_in_use_is_quick(book: Path, capsys: Captured) -> None:
    change(book, say(*(f"・取組{k}を行う。" for k in range(30))))
    rows = "".join(f'<row r="{row}" ht="18" customHeight="1"/>' for row in range(40, 1_048_577))
    tail = rows.encode() + b"</sheetData>"
    edit_parts(book, lambda name, xml: xml.replace(b"</sheetData>", tail) if name.endswith("sheet1.xml") else xml)
    started = time.perf_counter()
    assert len(compared(book, capsys)["new"]) == 34
    assert time.perf_counter() - started < 10


def test_text_under_a_merged_cell_is_kept(book: Path, capsys: Captured) -> None:
    edit_parts(
        book,
        lambda name, xml: (
            xml.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="D2:D3"/></mergeCells>')
            if name.endswith("sheet1.xml")
            else xml
        ),
    )
    assert compared(book, capsys)["new"][-1] == ROWS[2][3]


def test_cells_of_the_greatest_length_are_kept_whole(book: Path, capsys: Captured) -> None:
    long = "・" + "長い文" * 10_900
    change(book, lambda b: (say(long)(b), say(long + "改", tab=OLD)(b), b[NEW].cell(4, 2, long + "題")))
    assert main(["compare", book.name, "-o", "結果.xlsx", "--json", "結果.json"]) == 0
    result = json.loads((book.parent / "結果.json").read_bytes())
    assert long + "題" in [item["text"] for item in result["new"]["items"]]
    sheet = openpyxl.load_workbook(book.parent / "結果.xlsx").worksheets[0]
    for column, text in ((2, long + "題"), (3, long + "改")):
        written = "".join(str(cell.value or "") for (cell,) in sheet.iter_rows(4, None, column, column))
        assert text in written
