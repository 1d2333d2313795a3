"""A compound file ([MS-CFB], version 3): the container in which Office keeps VBA.

Small streams lie in a mini stream of 64-byte sectors, large ones in sectors of 512; a storage's entries form a
red-black tree. The same content gives the same bytes: all times and class ids are zero.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, Union

FREE, END, FAT_SECTOR, NO_STREAM = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
SECTOR, MINI_SECTOR, MINI_LIMIT, ENTRY = 512, 64, 4096, 128
_MOST_FAT_SECTORS = 109  # Named in the header itself; more would need sectors of their own: 7 MB are enough for VBA.
_NUMBERS_PER_SECTOR = SECTOR // 4
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_STORAGE, _STREAM, _ROOT = 1, 2, 5

# Union, because a name in quotes can't be joined with | on Python 3.10.
Content: TypeAlias = Mapping[str, Union[bytes, "Content"]]
"""A storage: streams as bytes, storages inside it as further mappings."""


@dataclass(slots=True)
class _Entry:
    """A line of the directory; the numbers are filled in as the file takes shape."""

    name: str
    kind: int
    data: bytes = b""
    left: int = NO_STREAM
    right: int = NO_STREAM
    child: int = NO_STREAM
    black: bool = True
    start: int = 0
    size: int = 0

    def line(self) -> bytes:
        name = f"{self.name}\0".encode("utf-16-le")
        tree = struct.pack("<HBB3I", len(name), self.kind, self.black, self.left, self.right, self.child)
        # Between: class id, state, created, changed.
        return name.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<IQ", self.start, self.size)


@dataclass(slots=True)
class _Sectors:
    """What lies behind the header, and for each sector the number of the next one of its chain."""

    data: bytearray = field(default_factory=bytearray)
    next: list[int] = field(default_factory=list)

    def put(self, data: bytes, padding: bytes = b"\0") -> int:
        """The first sector of `data`, END where that is empty."""
        first, count = len(self.next), -(-len(data) // SECTOR)
        self.data += data.ljust(count * SECTOR, padding)
        self.next += _chain(first, count)
        return first if count else END


def compound_file(content: Content) -> bytes:
    """The file that holds `content`. ValueError for a name that can't be, or for more than 7 MB."""
    entries = [_Entry("Root Entry", _ROOT)]
    _enter(content, 0, entries)
    sectors = _Sectors()
    for entry in entries:
        if entry.kind == _STREAM and entry.size >= MINI_LIMIT:
            entry.start = sectors.put(entry.data)
    mini_stream, mini_next = _mini_stream(entries)
    entries[0].start, entries[0].size = sectors.put(mini_stream), len(mini_stream)
    mini_fat = sectors.put(_packed(mini_next), b"\xff")
    mini_fat_sectors = -(-len(mini_next) // _NUMBERS_PER_SECTOR)
    directory = sectors.put(_directory(entries))
    fat_at, fat_sectors = _append_fat(sectors)
    head = _MAGIC + bytes(16)
    head += struct.pack("<5H6x3I", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, directory)
    head += struct.pack("<6I", 0, MINI_LIMIT, mini_fat, mini_fat_sectors, END, 0)
    named = [*range(fat_at, fat_at + fat_sectors)]
    head += _packed([*named, *[FREE] * (_MOST_FAT_SECTORS - fat_sectors)])
    return head + bytes(sectors.data)


def _enter(content: Content, parent: int, entries: list[_Entry]) -> None:
    """Adds the entries of one storage, then those of the storages in it."""
    numbers = []
    # [MS-CFB] 2.6.4: a shorter name comes first, then upper case decides.
    for name in sorted(content, key=lambda each: (len(each.encode("utf-16-le")), each.upper())):
        value = content[name]
        if not 0 < len(name) < 32 or any(sign in name for sign in "/\\:!"):
            raise ValueError(f"not a name in a compound file: {name!r}")
        is_stream = isinstance(value, bytes)
        data = value if isinstance(value, bytes) else b""
        entries.append(_Entry(name, _STREAM if is_stream else _STORAGE, data, size=len(data)))
        numbers.append(len(entries) - 1)
    full_levels = (len(numbers) + 1).bit_length() - 1
    last_is_full = len(numbers) == (1 << full_levels) - 1
    entries[parent].child = _tree(numbers, entries, 0, -1 if last_is_full else full_levels)
    for number in numbers:
        inside = content[entries[number].name]
        if not isinstance(inside, bytes):
            _enter(inside, number, entries)


def _tree(numbers: list[int], entries: list[_Entry], level: int, red_level: int) -> int:
    """The root of a balanced tree, red in its incomplete last level only: every path has as many black entries."""
    if not numbers:
        return NO_STREAM
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.left = _tree(numbers[:middle], entries, level + 1, red_level)
    entry.right = _tree(numbers[middle + 1 :], entries, level + 1, red_level)
    entry.black = level != red_level
    return numbers[middle]


def _mini_stream(entries: list[_Entry]) -> tuple[bytes, list[int]]:
    """The streams under 4,096 bytes one behind the other, and for each mini sector the next one."""
    data, following = bytearray(), list[int]()
    for entry in entries:
        if entry.kind == _STREAM and entry.size < MINI_LIMIT:
            count = -(-entry.size // MINI_SECTOR)
            entry.start = len(following) if count else END
            data += entry.data.ljust(count * MINI_SECTOR, b"\0")
            following += _chain(len(following), count)
    return bytes(data), following


def _directory(entries: list[_Entry]) -> bytes:
    unused = bytes(68) + struct.pack("<3I", NO_STREAM, NO_STREAM, NO_STREAM) + bytes(48)
    missing = -len(entries) % (SECTOR // ENTRY)
    return b"".join(entry.line() for entry in entries) + unused * missing


def _append_fat(sectors: _Sectors) -> tuple[int, int]:
    """Where the table of all chains lies, and how many sectors it takes; it lists its own sectors, too."""
    count = 0
    while count * _NUMBERS_PER_SECTOR < len(sectors.next) + count:
        count += 1
    if count > _MOST_FAT_SECTORS:
        raise ValueError("more than 7 MB in a compound file")
    at = len(sectors.next)
    listed = [*sectors.next, *[FAT_SECTOR] * count]
    sectors.put(_packed([*listed, *[FREE] * (count * _NUMBERS_PER_SECTOR - len(listed))]))
    return at, count


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), END] if count else []


def _packed(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)
