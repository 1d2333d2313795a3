"""How VBA packs its streams ([MS-OVBA] 2.4.1): chunks of 4,096 bytes, each of literals and of copies from itself."""

from __future__ import annotations

import struct

CHUNK = 4096
_SHORTEST = 3
_RAW, _PACKED = 0x3000, 0xB000


def compressed(data: bytes) -> bytes:
    """The container that holds `data`. ValueError where a last, short chunk can't be packed (noise; never source)."""
    return b"\x01" + b"".join(_chunk(data[at : at + CHUNK]) for at in range(0, len(data), CHUNK))


def _chunk(data: bytes) -> bytes:
    packed = _tokens(data)
    if len(packed) <= CHUNK and not (len(packed) == CHUNK == len(data)):
        return struct.pack("<H", _PACKED | (len(packed) - 1)) + packed
    # A raw chunk always stands for 4,096 bytes: a shorter one would come back longer.
    if len(data) < CHUNK:
        raise ValueError("a short chunk of VBA that can't be packed")
    return struct.pack("<H", _RAW | (CHUNK - 1)) + data


def _tokens(data: bytes) -> bytes:
    """Groups of eight: a byte whose bits say which of them are copies, then the literals and copies."""
    out = bytearray()
    seen: dict[bytes, list[int]] = {}
    at = 0
    while at < len(data):
        flags, group = 0, bytearray()
        for bit in range(8):
            if at == len(data):
                break
            length, back = _longest_copy(data, at, seen)
            if length:
                flags |= 1 << bit
                group += _copy(at, length, back)
            else:
                group.append(data[at])
            for position in range(at, at + max(length, 1)):
                seen.setdefault(data[position : position + _SHORTEST], []).append(position)
            at += max(length, 1)
        out.append(flags)
        out += group
    return bytes(out)


def _longest_copy(data: bytes, at: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Length and distance of the longest earlier run that goes on as `data` does at `at`; (0, 0): there is none."""
    most = min((0xFFFF >> _offset_bits(at)) + _SHORTEST, len(data) - at)
    best, back = 0, 0
    # A key shorter than three bytes, at the end, is no run.
    for start in reversed(seen.get(data[at : at + _SHORTEST], ()) if most >= _SHORTEST else ()):
        length = _SHORTEST
        while length < most and data[start + length] == data[at + length]:
            length += 1
        if length > best:
            best, back = length, at - start
        if best == most:
            break
    return best, back


def _copy(at: int, length: int, back: int) -> bytes:
    bits = _offset_bits(at)
    return struct.pack("<H", (back - 1) << (16 - bits) | (length - _SHORTEST))


def _offset_bits(at: int) -> int:
    """How many of a copy's 16 bits say how far back, `at` bytes into the chunk: the rest says how long."""
    return max((at - 1).bit_length(), 4)
