"""A VBA project as Excel keeps it ([MS-OVBA]), from module texts: source only, no compiled code.

`_VBA_PROJECT` says that no cache is there, so Excel compiles the sources when it opens the file. xlwings' own add-ins
are made in the same way.
"""

from __future__ import annotations

import struct
import uuid
from dataclasses import dataclass

from xlcompare.addin.cfb import compound_file
from xlcompare.addin.compression import compressed
from xlcompare.addin.modules import DOCUMENT, PROCEDURES, Module

_CODE_PAGE, _ENCODING, _LANGUAGE = 1252, "cp1252", 0x0409
_NAMESPACE = uuid.UUID("6f0d1f0a-6a0c-5b0e-9a53-3c5a3b6f7f11")
_VERSION = (0x61BAD5C5, 6)  # Any will do; a clock's would make every file differ.
_WINDOWS_64 = 3
_END_OF_NAME = b"\0\0"
# The paths are hints: Office finds a registered library by its id and version, on a Mac too.
_LIBRARIES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    (
        "Office",  # IRibbonUI and IRibbonControl
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16"
        r"\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)


@dataclass(frozen=True, slots=True)
class Project:
    """What [Alt]+[F11] shows: a name and its modules, those of the workbook and its sheets first."""

    name: str
    modules: tuple[Module, ...]


def vba_project(project: Project) -> bytes:
    """The content of xl/vbaProject.bin. ValueError where two modules have one name."""
    names = [module.name for module in project.modules]
    # VBA doesn't tell upper from lower case.
    if len({name.lower() for name in names}) < len(names):
        raise ValueError(f"two modules of one name: {names}")
    streams = {module.name: compressed(_encoded(module.source)) for module in project.modules}
    streams["dir"] = compressed(_directory(project))
    streams["_VBA_PROJECT"] = struct.pack("<HHBH", 0x61CC, 0xFFFF, 0, 1)  # 0xFFFF: ignore every cache.
    wide_names = b"".join(_encoded(name) + b"\0" + name.encode("utf-16-le") + _END_OF_NAME for name in names)
    return compound_file({"VBA": streams, "PROJECT": _project_text(project), "PROJECTwm": wide_names + _END_OF_NAME})


# ── the stream dir (2.3.4.2): records of an id, a length, the data ───────────────────────────────────────────────────


def _directory(project: Project) -> bytes:
    language, count = struct.pack("<I", _LANGUAGE), struct.pack("<H", len(project.modules))
    return b"".join(
        (
            _record(0x01, struct.pack("<I", _WINDOWS_64)),
            _record(0x02, language),
            _record(0x14, language),
            _record(0x03, struct.pack("<H", _CODE_PAGE)),
            _record(0x04, _encoded(project.name)),
            _text(0x05, 0x40, ""),  # description
            _record(0x06) + _record(0x3D),  # help files
            _record(0x07, bytes(4)) + _record(0x08, bytes(4)),
            struct.pack("<HIIH", 0x09, 4, *_VERSION),  # Its length doesn't count the second number.
            _text(0x0C, 0x3C, ""),  # constants
            *(_text(0x16, 0x3E, name) + _library(path) for name, path in _LIBRARIES),
            _record(0x0F, count) + _record(0x13, b"\xff\xff"),
            *map(_module_records, project.modules),
            _record(0x10),
        )
    )


def _library(path: str) -> bytes:
    return _record(0x0D, struct.pack("<I", len(path)) + _encoded(path) + bytes(6))


def _module_records(module: Module) -> bytes:
    return b"".join(
        (
            _record(0x19, _encoded(module.name)) + _record(0x47, module.name.encode("utf-16-le")),
            _text(0x1A, 0x32, module.name),  # the stream's name
            _text(0x1C, 0x48, ""),
            _record(0x31, bytes(4)),  # The source begins at once: no compiled code stands before it.
            _record(0x1E, bytes(4)) + _record(0x2C, b"\xff\xff"),
            _record(0x21 if module.kind == PROCEDURES else 0x22),
            _record(0x2B),
        )
    )


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _text(number: int, wide_number: int, text: str) -> bytes:
    """A text twice: in the project's code page and in UTF-16."""
    return _record(number, _encoded(text)) + _record(wide_number, text.encode("utf-16-le"))


def _encoded(text: str) -> bytes:
    return text.encode(_ENCODING)


# ── the stream PROJECT (2.3.1): lines of text ────────────────────────────────────────────────────────────────────────


def _project_text(project: Project) -> bytes:
    identity = f"{{{uuid.uuid5(_NAMESPACE, project.name)}}}".upper()
    lines = (
        f'ID="{identity}"',
        *(f"{m.kind}={m.name}{'/&H00000000' if m.kind == DOCUMENT else ''}" for m in project.modules),
        f'Name="{project.name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_disguised(bytes(4), identity)}"',  # not protected
        f'DPB="{_disguised(bytes(1), identity)}"',  # no password
        f'GC="{_disguised(bytes([255]), identity)}"',  # visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in project.modules),
    )
    return _encoded("".join(f"{line}\r\n" for line in lines))


def _disguised(data: bytes, identity: str) -> str:
    """`data` as 2.4.3 writes it, with the seed 0, which needs no filler."""
    key = sum(identity.encode("ascii")) & 0xFF
    written = [0, 2, key]  # The seed; the version 2 and the project's key, each xor the seed.
    before = key
    for byte in (*struct.pack("<I", len(data)), *data):
        written.append(byte ^ ((written[-2] + before) & 0xFF))
        before = byte
    return bytes(written).hex().upper()
