"""A zip file copied member by member: what stays isn't inflated, so that its size costs next to nothing.

`zipfile` reads the directory, but can't write a member that is packed already; the few records that a package needs
are written here. What is written is plain: sizes in front of the data, no extra fields (times, padding, zip64), no
comments, and always the same bytes for the same content.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from xlcompare import errors

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20  # 2.0, the first with deflate
_ENCRYPTED, _SIZES_BEHIND, _UTF8 = 0x1, 0x8, 0x800
_FIXED_TIME = (0, (0 << 9) | (1 << 5) | 1)  # 1980-01-01 00:00: the time of writing would make every file differ.


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip file, packed as it stands there."""

    name: bytes
    info: zipfile.ZipInfo
    stamp: tuple[int, int]
    packed: memoryview | bytes


def members_of(archive: zipfile.ZipFile, data: bytes, book: str) -> list[Member]:
    """The members of `data`, in the directory's order. Raises BookError where one isn't where the directory says."""
    whole = memoryview(data)
    return [_member(info, whole, book) for info in archive.infolist()]


def _member(info: zipfile.ZipInfo, whole: memoryview, book: str) -> Member:
    if info.flag_bits & _ENCRYPTED:
        raise errors.book_password(book)
    start = info.header_offset
    if start < 0 or bytes(whole[start : start + 4]) != b"PK\x03\x04" or start + _LOCAL.size > len(whole):
        raise errors.book_damaged(book, info.filename)
    *_, time, date, _crc, _packed, _size, name_length, extra_length = _LOCAL.unpack_from(whole, start)
    start += _LOCAL.size + name_length + extra_length
    # The directory's size, because a writer that streams puts 0 in front of the data and the size behind.
    packed = whole[start : start + info.compress_size]
    if len(packed) != info.compress_size:
        raise errors.book_cut_short(book)
    name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
    return Member(name, info, (time, date), packed)


def new_member(name: str, content: bytes) -> Member:
    info = zipfile.ZipInfo(name)
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = squeeze.compress(content) + squeeze.flush()
    info.compress_type, info.CRC = zipfile.ZIP_DEFLATED, zlib.crc32(content)
    info.file_size, info.compress_size = len(content), len(packed)
    info.create_system, info.flag_bits = 0, 0 if name.isascii() else _UTF8
    return Member(name.encode(), info, _FIXED_TIME, packed)


def zip_of(members: Iterable[Member]) -> bytes:
    """A zip file of `members` in their order."""
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        head = _local(member)
        directory.append(_central(member, offset))
        pieces += head, member.packed
        offset += len(head) + len(member.packed)
    count, size = len(directory), sum(map(len, directory))
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
    # In one go: a stream that grows would copy all of it again and again.
    return b"".join([*pieces, *directory, end])


def _common(member: Member) -> tuple[int, ...]:
    info = member.info
    flags = info.flag_bits & ~_SIZES_BEHIND
    return flags, info.compress_type, *member.stamp, info.CRC, info.compress_size, info.file_size, len(member.name)


def _local(member: Member) -> bytes:
    return _LOCAL.pack(b"PK\x03\x04", _VERSION, *_common(member), 0) + member.name


def _central(member: Member, offset: int) -> bytes:
    info = member.info
    versions = (_VERSION, info.create_system, _VERSION, 0)
    where = (0, 0, 0, info.internal_attr, info.external_attr, offset)
    return _CENTRAL.pack(b"PK\x01\x02", *versions, *_common(member), *where) + member.name
