"""The house style: which template counts, a copy of it to edit, and what one lacks."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from xlcompare import __version__, errors, words
from xlcompare.errors import BookError
from xlcompare.resources import folder
from xlcompare.template import DIGEST, STANDARD, Template
from xlcompare.writing.files import backup_name, ready_to_write, replace_file


def template_of(path: Path | Template | None) -> Template:
    """The template at `path`; without one the standard template, as it is delivered or as somebody has edited it.

    One that has been read already comes back as it is. Raises BookError where the file can't be used. What it merely
    lacks is in the template's `problems`.
    """
    if isinstance(path, Template):
        return path
    if path is None:
        path = standard_file()
        # The delivered one is known: reading it would take longer than all the rest of a small comparison.
        if path is None or sha256(path.read_bytes()).hexdigest() == DIGEST:
            return STANDARD
    from xlcompare.reading.template_file import read_template

    return read_template(path)


def template_version(template: Template) -> str:
    """What tells workbooks of another look or another program apart: 「0.1.0-3f9a…」."""
    looks = repr((sorted(template.styles.items()), sorted(template.pages.items())))
    return f"{__version__}-{sha256(looks.encode()).hexdigest()[:8]}"


def standard_file() -> Path | None:
    """templates/standard.xlsx of this installation, None where somebody has removed it."""
    try:
        path = folder("templates") / words.TEMPLATE_BOOK
    except FileNotFoundError:
        return None
    return path if path.is_file() else None


def export(path: Path) -> Path | None:
    """Write a copy of the standard template to `path`, and return where the template that stood there was kept.

    Raises OutputError where `path` holds anything but a template, or can't be written.
    """
    source = standard_file()
    if source is None:
        raise errors.no_standard_template(words.TEMPLATE_BOOK)
    if path.suffix.lower() != ".xlsx":
        raise errors.output_is_no_xlsx(path.name)
    ready_to_write(path)
    data = source.read_bytes()
    before = path.read_bytes() if path.exists() else b""
    if before == data:
        return None
    if not before:
        replace_file(path, data)
        return None
    try:
        template_of(path)
    except BookError as error:
        raise errors.output_is_not_ours(path.name) from error
    backup = backup_name(path, before)
    replace_file(backup, before)
    replace_file(path, data)
    return backup
