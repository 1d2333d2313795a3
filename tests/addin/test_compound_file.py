"""The compound file: strict readers take it, and its directory is the tree that [MS-CFB] demands."""

from __future__ import annotations

import struct
from io import BytesIO

import olefile
import pytest

from xlcompare.addin.cfb import END, ENTRY, NO_STREAM, SECTOR, Content, compound_file

Node = tuple[str, bool, int, int, int]


def streams(count: int) -> dict[str, bytes]:
    """Streams of all sizes: none, small ones, those just at the limit, large ones."""
    sizes = [0, 1, 63, 64, 65, 4095, 4096, 4097, 30_000]
    return {f"s{number}": bytes([number % 251]) * sizes[number % len(sizes)] for number in range(count)}


def nodes(file: bytes) -> list[Node]:
    """The directory's lines: name, whether it is red, left, right, child."""
    (first,) = struct.unpack_from("<I", file, 48)
    table = b"".join(
        file[SECTOR * (at + 1) : SECTOR * (at + 2)] for at in struct.unpack_from("<109I", file, 76) if at != NO_STREAM
    )
    raw, sector = b"", first
    while sector != END:
        raw += file[SECTOR * (sector + 1) : SECTOR * (sector + 2)]
        (sector,) = struct.unpack_from("<I", table, 4 * sector)
    lines = (raw[at : at + ENTRY] for at in range(0, len(raw), ENTRY))
    return [
        (line[: max(line[64] - 2, 0)].decode("utf-16-le"), not line[67], *struct.unpack_from("<3I", line, 68))
        for line in lines
    ]


def walk(tree: list[Node], number: int, parent_is_red: bool = False) -> tuple[int, list[str]]:
    """How many black nodes every way down has, and the names from left to right."""
    if number == NO_STREAM:
        return 1, []
    name, red, left, right, _ = tree[number]
    assert not (red and parent_is_red)
    (left_black, before), (right_black, behind) = walk(tree, left, red), walk(tree, right, red)
    assert left_black == right_black
    return left_black + (not red), [*before, name, *behind]


@pytest.mark.parametrize("count", [*range(1, 35), 63, 64, 127, 200])
def test_the_directory_is_a_red_black_tree_in_order(count: int) -> None:
    tree = nodes(compound_file(streams(count)))
    _, names = walk(tree, tree[0][4])
    assert names == sorted(streams(count), key=lambda name: (len(name), name.upper()))


@pytest.mark.parametrize("count", [0, 1, 2, 9, 40, 300])
def test_a_strict_reader_gets_every_stream_back(count: int) -> None:
    content: Content = {"VBA": streams(count), "PROJECT": b"x" * 5000, "empty": b""}
    with olefile.OleFileIO(BytesIO(compound_file(content)), raise_defects=olefile.DEFECT_UNSURE) as ole:
        found = {"/".join(path): ole.openstream(path).read() for path in ole.listdir()}
    inside = {f"VBA/{name}": data for name, data in streams(count).items()}
    assert found == {**inside, "PROJECT": b"x" * 5000, "empty": b""}


def test_the_same_content_gives_the_same_bytes_in_any_order() -> None:
    content = streams(20)
    assert compound_file(content) == compound_file(dict(reversed(list(content.items()))))


@pytest.mark.parametrize("name", ["", "a/b", "a:b", "a\\b", "a!b", "x" * 32])
def test_a_name_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        compound_file({name: b""})


def test_more_than_seven_megabytes_are_refused() -> None:
    with pytest.raises(ValueError, match="7 MB"):
        compound_file({"large": bytes(7_200_000)})
