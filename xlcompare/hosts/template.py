"""The commands `template export` and `template check`."""

from __future__ import annotations

import argparse
from pathlib import Path

from xlcompare import notices
from xlcompare.errors import where
from xlcompare.jobs import template as jobs


def export(args: argparse.Namespace) -> int:
    """Write a copy of the standard template."""
    backup = jobs.export(Path(args.file))
    if backup:
        print(notices.template_kept_as(str(backup)))
    print(notices.made(args.file))
    return 0


def check(args: argparse.Namespace) -> int:
    """Print what a template lacks; 1 where there is anything."""
    template = jobs.template_of(Path(args.file))
    for problem in template.problems:
        print(f"{where(template.name)}{problem}")
    if template.problems:
        print(notices.matters(len(template.problems)))
        return 1
    name = template.name or Path(args.file).name
    print(notices.template_is_fine(name, len(template.styles), len(template.pages)))
    return 0
