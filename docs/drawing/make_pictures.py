#!/usr/bin/env python3
"""The pictures in docs/images/: the sample's sheets as LibreOffice prints them, made anew from what the program writes.

    .venv/bin/python docs/drawing/make_pictures.py

Needs LibreOffice (soffice), poppler (pdftoppm, pdfinfo) and the fonts of Noto CJK. Run it when a sheet looks
different, and look at the pictures before they are committed.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import made_up_progress
import openpyxl
import ribbon_drawing
from openpyxl.worksheet.worksheet import Worksheet

from xlcompare import addin_words, progress_words, words
from xlcompare.hosts import cli

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
PLAN, OUTLINE = (ROOT / "workbooks" / name for name in (words.SAMPLE_BOOK, "見本支部_事業計画_箇条書き.xlsx"))
DPI = 110
MARGIN = 12
"""White pixels left around what is printed."""
LIGHT = 0xF2
"""The fill of cells that come from the plan."""
LIKE_EXCEL = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>ＭＳ 明朝</string></test>
<edit name="family" mode="prepend" binding="same"><string>Noto Serif CJK JP</string></edit></match>
<match target="pattern"><test name="family"><string>ＭＳ ゴシック</string></test>
<edit name="family" mode="prepend" binding="same"><string>Noto Sans Mono CJK JP</string></edit></match>
</fontconfig>
"""
"""Faces that are found on Linux and look like those of the sheets; left to itself, LibreOffice mixes several."""


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, (book, page, share) in pictures(Path(folder)).items():
            pdf = pdf_of(book, Path(folder))
            number = page_with(pdf, page) if isinstance(page, str) else page or pages(pdf)
            width, height, pixels = cropped(*pixels_of(pdf, number), share)
            file = IMAGES / f"{name}.png"
            file.write_bytes(png(width, height, pixels))
            print(f"{file.name}: {width} × {height}, {file.stat().st_size // 1024} kB")


def pictures(folder: Path) -> dict[str, tuple[Path, int | str, float]]:
    """For each picture: the workbook, the page of its print-out, and the share of its height to keep.

    A page is a number (0: the last) or the first one with a text.
    """
    run("demo", "-o", str(folder))
    made = folder / words.SAMPLE_RESULT
    review = only(made, folder / "review.xlsx", words.REVIEW_SHEET)
    settings = only(made, folder / "settings.xlsx", words.SETTINGS_SHEET)
    corrected = only(made, folder / "corrections.xlsx", words.REVIEW_SHEET, correct)
    ministry, decided, budget = (folder / f"{name}.xlsx" for name in ("ministry", "decided", "budget"))
    run("compare", str(PLAN), "--style", "ministry", "-o", str(ministry))
    run("compare", str(PLAN), "--decisions", str(corrected), "-o", str(decided))
    run("budget", str(PLAN), "-o", str(budget))
    progress, carried = filled_progress(folder)
    return {
        "progress-area": (progress, 1, 1),
        "kpi": (progress, progress_words.ACTUALS_BAND, 0.5),
        "tally": (progress, progress_words.BY_AREA, 1),
        "progress-settings": (progress, progress_words.SETTINGS_TITLE, 1),
        "unplaced": (carried, progress_words.UNPLACED_COLUMNS[0], 1),
        "comparison": (made, 1, 1),
        "comparison-moved": (made, 3, 1),
        "comparison-foot": (made, 0, 1),
        "ministry": (ministry, 1, 1),
        "budget": (budget, 1, 1),
        "budget-charts": (budget, 0, 1),
        "plan-table": (PLAN, 1, 0.7),
        "plan-outline": (OUTLINE, 1, 1),
        "review": (review, 1, 0.6),
        "review-corrected": (only(decided, folder / "decided_review.xlsx", words.REVIEW_SHEET), 1, 0.3),
        "settings": (settings, 1, 1),
        "ribbon": (ribbon_drawing.draw(folder / "ribbon.xlsx"), 1, 1),
        "button-sheet": (ROOT / "workbooks" / addin_words.BUTTON_BOOK, 1, 1),
    }


def filled_progress(folder: Path) -> tuple[Path, Path]:
    """The sample's progress workbook, filled in and made again, and made from a plan in which a measure is another."""
    filled, again, carried = (folder / f"progress_{name}.xlsx" for name in ("filled", "again", "carried"))
    made_up_progress.fill(folder / words.SAMPLE_PROGRESS, filled)
    run("progress", str(PLAN), "--previous", str(filled), "-o", str(again))
    workbook = openpyxl.load_workbook(PLAN)
    for sheet in workbook:
        for (cell,) in sheet.iter_rows(min_col=5, max_col=5):
            if str(cell.value).startswith("○電話と窓口での応対"):
                cell.value = "○新任の職員に接遇の研修を行い、窓口の混み具合をホームページに示す。"
    workbook.save(changed := folder / "changed_plan.xlsx")
    run("progress", str(changed), "--previous", str(filled), "-o", str(carried))
    return again, carried


def run(*arguments: str) -> None:
    status = cli.main(arguments)
    if status:
        sys.exit(status)


def only(book: Path, copy: Path, sheet: str, change: Callable[[Worksheet], None] = lambda sheet: None) -> Path:
    """A `copy` of the book that holds one working sheet, which is printed (in the book itself it isn't)."""
    workbook = openpyxl.load_workbook(book)
    for other in set(workbook.sheetnames) - {sheet}:
        del workbook[other]
    workbook[sheet].print_area = None
    change(workbook[sheet])
    workbook.save(copy)
    return copy


def correct(review: Worksheet) -> None:
    """The manual's example: the doubtful pair is none, and a measure that was written anew has an old one."""
    names = [cell.value for cell in review[3]]
    old_cell, old_text = names.index(words.OLD_CELL), names.index(words.OLD_TEXT)
    new_text, judgement = names.index(words.NEW_TEXT), names.index(words.JUDGEMENT)
    rows = list(review.iter_rows(min_row=4))
    rows[0][judgement].value = words.NOT_PAIRED
    (old,) = (row for row in rows if str(row[old_text].value).startswith("○受診歴のない人に"))
    (new,) = (row for row in rows if str(row[new_text].value).startswith("○三年続けて未受診"))
    new[old_cell].value = old[old_cell].value
    new[judgement].value = words.PAIRED


# ── from a workbook to pixels ────────────────────────────────────────────────────────────────────────────────────────


def pdf_of(book: Path, folder: Path) -> Path:
    """The workbook as LibreOffice prints it."""
    fonts = folder / "fonts.conf"
    fonts.write_text(LIKE_EXCEL, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / f"{book.stem}.pdf"


def pages(pdf: Path) -> int:
    said = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    return int(said.partition("Pages:")[2].split()[0])


def page_with(pdf: Path, text: str) -> int:
    """The number of the first page that says `text`, blanks aside."""
    said = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    wanted = "".join(text.split())
    return next(k for k, page in enumerate(said.split("\f"), 1) if wanted in "".join(page.split()))


def pixels_of(pdf: Path, page: int) -> tuple[int, int, bytes]:
    """Width, height and RGB bytes of one page, in 16 shades of each colour and the lightest grey of fills."""
    command = ["pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), str(pdf)]
    ppm = subprocess.run(command, check=True, capture_output=True).stdout
    _, size, _, pixels = ppm.split(b"\n", 3)
    width, height = map(int, size.split())
    shades = ((value >> 4) * 17 if value < LIGHT or value > LIGHT + 4 else LIGHT for value in range(256))
    return width, height, pixels.translate(bytes(shades))


def cropped(width: int, height: int, pixels: bytes, share: float) -> tuple[int, int, bytes]:
    """The page without its white margins and page number, and only the upper `share` of the rest."""
    rows = [pixels[y * width * 3 : (y + 1) * width * 3] for y in range(height)]
    inked = [y for y, row in enumerate(rows[: int(height * 0.93)]) if row.strip(b"\xff")]
    top, bottom = inked[0], inked[0] + int((inked[-1] - inked[0]) * share)
    left = min(width - len(row.lstrip(b"\xff")) // 3 for row in rows[top:bottom] if row.strip(b"\xff"))
    right = max(len(row.rstrip(b"\xff")) // 3 for row in rows[top:bottom])
    top, left = max(0, top - MARGIN), max(0, left - MARGIN)
    bottom, right = min(height, bottom + MARGIN), min(width, right + MARGIN)
    return right - left, bottom - top, b"".join(row[left * 3 : right * 3] for row in rows[top:bottom])


def png(width: int, height: int, pixels: bytes) -> bytes:
    """A PNG file with a palette: sheets have few colours."""
    step = width * 3
    colours = {colour: k for k, colour in enumerate(sorted(set(zip(*[iter(pixels)] * 3, strict=True))))}
    if len(colours) > 256:
        raise ValueError(f"{len(colours)} colours; a palette holds 256")
    bits = 4 if len(colours) <= 16 else 8
    data = bytearray()
    for y in range(height):
        row = [colours[colour] for colour in zip(*[iter(pixels[y * step : (y + 1) * step])] * 3, strict=True)]
        if bits == 4:
            row = [a << 4 | b for a, b in zip(row[::2], [*row[1::2], 0], strict=False)]
        data += b"\0" + bytes(row)
    palette = b"".join(map(bytes, colours))
    header = struct.pack(">IIBBBBB", width, height, bits, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(bytes(data), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


if __name__ == "__main__":
    main()
