"""VBA modules: the texts that the VBA editor exports (.bas, .cls), and those of a workbook and its sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass

PROCEDURES, CLASS, DOCUMENT = "Module", "Class", "Document"
"""A module's kinds, by the words of the stream PROJECT."""

_WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
_WORKSHEET = "0{00020820-0000-0000-C000-000000000046}"
_CLASS = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
_LONGEST_LINE = 1023  # VBA's own limit
_EXPORTED_HEAD = re.compile(r"\AVERSION 1\.0 CLASS\nBEGIN\n.*?^END\n", re.DOTALL | re.MULTILINE)
_NAME = re.compile(r'^Attribute VB_Name = "(\w+)"\n', re.ASCII | re.MULTILINE)
_EXPOSED = re.compile(r"^Attribute VB_Exposed = \w+\n", re.MULTILINE)

WORKBOOK_MODULE = "ThisWorkbook"


@dataclass(frozen=True, slots=True)
class Module:
    """`source` is what the project keeps: attributes, then code, lines ended by CR LF."""

    name: str
    kind: str
    source: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z]\w{0,30}", self.name, re.ASCII):
            raise ValueError(f"not a name of a VBA module: {self.name!r}")
        if any(len(line) > _LONGEST_LINE for line in self.source.split("\r\n")):
            raise ValueError(f"{self.name} has a line that is too long for VBA")


def module(exported: str) -> Module:
    """The module in a .bas or .cls text. ValueError where it doesn't say its name."""
    text = exported.replace("\r\n", "\n").rstrip("\n") + "\n"
    is_class = bool(_EXPORTED_HEAD.match(text))
    text = _EXPORTED_HEAD.sub("", text)
    named = _NAME.search(text)
    if not named:
        raise ValueError("a VBA module without a line Attribute VB_Name")
    if is_class:
        # What the editor leaves out of the file that it exports.
        text = text.replace(named[0], f'{named[0]}Attribute VB_Base = "{_CLASS}"\n', 1)
        derived = "Attribute VB_TemplateDerived = False\nAttribute VB_Customizable = False\n"
        text = _EXPOSED.sub(lambda exposed: exposed[0] + derived, text, count=1)
    return Module(named[1], CLASS if is_class else PROCEDURES, _with_crlf(text))


def document_modules(sheets: tuple[str, ...]) -> tuple[Module, ...]:
    """The modules of the workbook and of its sheets' code names: Excel calls a project without one of them damaged."""
    bases = {WORKBOOK_MODULE: _WORKBOOK, **dict.fromkeys(sheets, _WORKSHEET)}
    return tuple(Module(name, DOCUMENT, _document(name, base)) for name, base in bases.items())


def _document(name: str, base: str) -> str:
    return _with_crlf(
        f'Attribute VB_Name = "{name}"\n'
        f'Attribute VB_Base = "{base}"\n'
        "Attribute VB_GlobalNameSpace = False\n"
        "Attribute VB_Creatable = False\n"
        "Attribute VB_PredeclaredId = True\n"
        "Attribute VB_Exposed = True\n"
        "Attribute VB_TemplateDerived = False\n"
        "Attribute VB_Customizable = True\n"
    )


def _with_crlf(text: str) -> str:
    return "".join(f"{line}\r\n" for line in text.rstrip("\n").split("\n"))
