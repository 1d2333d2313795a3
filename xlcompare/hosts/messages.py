"""What several commands say of the plans that they read and of the template that they used."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from xlcompare import notices
from xlcompare.errors import where
from xlcompare.template import Template

SHOWN_PROBLEMS = 5
"""Of a template, whenever it is used; `template check` lists them all."""


def told(sentences: Sequence[str]) -> None:
    """On stderr, what a person has to know of how the inputs were read."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)


def template_problems(template: Template) -> None:
    """On stderr, the first things that `template` lacks; the work has gone on without them."""
    shown = template.problems[:SHOWN_PROBLEMS]
    for problem in shown:
        print(f"{where(template.name)}{problem}", file=sys.stderr)
    if more := len(template.problems) - len(shown):
        print(notices.template_has_more_problems(template.name, more), file=sys.stderr)
