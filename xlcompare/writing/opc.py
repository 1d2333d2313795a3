"""The package that a workbook file is: parts, what each refers to, what kind of content each has.

A part that isn't written to stays as it is, packed bytes and all, and so does the parts' order. Names compare without
regard to case, as the Open Packaging Conventions (ECMA-376 part 2) have it.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from xlcompare import errors
from xlcompare.writing.raw_zip import Member, members_of, new_member, zip_of

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""What the types of relationships begin with, and the namespace of r:id."""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIP = f"{{{_PACKAGE}/relationships}}Relationship"
_OVERRIDE = f"{{{_PACKAGE}/content-types}}Override"
_DEFAULT = f"{{{_PACKAGE}/content-types}}Default"
_TYPES = "[Content_Types].xml"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()

_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last word of the type's address: worksheet, styles. `part` is None outside the package."""

    id: str
    kind: str
    part: str | None


class Package:
    """Parts by name, without a leading slash. `book` is what messages call the file."""

    def __init__(self, data: bytes, book: str = "") -> None:
        self.book = book
        if not data.startswith(b"PK\x03\x04"):
            raise errors.book_password(book) if data.startswith(_CFB) else errors.not_a_workbook(book, "other")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as reason:
            raise errors.book_cut_short(book) from reason
        self._names: dict[str, str] = {}
        """The parts' names in their order, by the name in lower case, as in the other dictionaries."""
        self._members: dict[str, Member] = {}
        self._written: dict[str, bytes] = {}
        for member in members_of(self._archive, data, book):
            key = member.info.filename.lower()
            if key in self._members:
                raise errors.book_unsafe_name(book, member.info.filename)
            self._names[key], self._members[key] = member.info.filename, member
        self._places = {name: place for place, name in enumerate(self._names)}
        self._types: etree._Element | None = None
        self._removed: set[str] = set()

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str) and part.lower() in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names.values())

    def read(self, part: str) -> bytes:
        key = part.lower()
        if key in self._written:
            return self._written[key]
        try:
            return self._archive.read(self._members[key].info)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as reason:
            raise errors.book_damaged(self.book, part) from reason

    def tree(self, part: str) -> etree._Element:
        return _parsed(self.read(part), self.book, part)

    def write(self, part: str, content: bytes) -> None:
        """Makes `content` the part's: in the place of the one that had its name, or as the last part."""
        self._names.setdefault(part.lower(), part)
        self._written[part.lower()] = content

    def write_tree(self, part: str, root: etree._Element) -> None:
        self.write(part, _serialised(root))

    def remove(self, part: str) -> None:
        """Takes out the part, and what it says of its relations."""
        for name in (part, relations_part(part)):
            for known in (self._names, self._members, self._written):
                known.pop(name.lower(), None)
            self._removed.add(name.lower())

    def fresh(self, part: str) -> str:
        """`part` with the lowest number that makes it a name which nothing in the package has or speaks of."""
        stem, ending = re.fullmatch(r"(.*?)\d*(\.[^./]+)", part, re.S).groups()  # type: ignore[union-attr]
        number = 1
        # A removed part's relations may have been left behind; they would become the new part's.
        while self._is_taken(name := f"{stem}{number}{ending}") or self._is_taken(relations_part(name)):
            number += 1
        return name

    def _is_taken(self, name: str) -> bool:
        return name in self or (name.lower() in self._claimed and name.lower() not in self._removed)

    @cached_property
    def _claimed(self) -> frozenset[str]:
        """The names, in lower case, that the file speaks of, whether there is such a part or not.

        A new part of such a name would become what some old one leads to, or of the kind that its type says.
        """
        typed = (override.get("PartName", "")[1:] for override in self._content_types().iter(_OVERRIDE))
        claimed = {unquote(name).lower() for name in typed}
        for part in list(self):
            if (source := _source_of(part)) is not None:
                with suppress(errors.BookError):  # A damaged one leads nowhere.
                    claimed.update(name.lower() for name in self.relations(source).targets())
        return frozenset(claimed)

    # ── content types ──────────────────────────────────────────────────────────────────────────────────────────────

    def content_type(self, part: str) -> str:
        # What a removed part was is still there, for a new part of its name to take that place.
        for override in () if part.lower() in self._removed - self._names.keys() else self._overrides(part):
            return override.get("ContentType", "")
        ending = part.rpartition(".")[2].lower()
        defaults = (e for e in self._content_types().iter(_DEFAULT) if e.get("Extension", "").lower() == ending)
        return next((default.get("ContentType", "") for default in defaults), "")

    def set_content_type(self, part: str, content_type: str) -> None:
        found = self._overrides(part) or [etree.SubElement(self._content_types(), _OVERRIDE)]
        found[0].set("PartName", f"/{part}")
        found[0].set("ContentType", content_type)
        for other in found[1:]:
            self._content_types().remove(other)

    def _overrides(self, part: str) -> list[etree._Element]:
        name = f"/{part}".lower()
        return [e for e in self._content_types().iter(_OVERRIDE) if e.get("PartName", "").lower() == name]

    def _content_types(self) -> etree._Element:
        if self._types is None:
            self._types = self.tree(_TYPES)
        return self._types

    # ── what relates to what ───────────────────────────────────────────────────────────────────────────────────────

    def relations(self, source: str) -> Relations:
        return Relations(self, source)

    def reachable(self, sources: Iterable[str]) -> set[str]:
        """The parts that `sources` lead to, in lower case, themselves included."""
        found: set[str] = set()
        waiting = [source.lower() for source in sources]
        while waiting:
            if (part := waiting.pop()) not in found:
                found.add(part)
                waiting += [r.part.lower() for r in self.relations(part) if r.part is not None and r.part in self]
        return found

    def remove_with_belongings(self, parts: Iterable[str]) -> None:
        """Takes out `parts`, whatever still refers to them, and the parts that only they lead to."""
        given = {part.lower() for part in parts}
        gone = self.reachable(given)
        if len(gone) > len(given):
            gone -= self.reachable(self._named_from_outside(gone) - given)
        for part in sorted(gone | given):
            self.remove(part)

    def _named_from_outside(self, parts: set[str]) -> set[str]:
        """Those of `parts` that some other part refers to."""
        sources = {"", *self._names} - parts
        having = (source for source in sources if relations_part(source) in self)
        return parts & {r.part.lower() for source in having for r in self.relations(source) if r.part is not None}

    def to_bytes(self) -> bytes:
        for part in self._removed - self._names.keys():
            for override in self._overrides(part):
                self._content_types().remove(override)
        if self._types is not None:
            self.write_tree(_TYPES, self._types)
        # Those that were replaced where they were, so that the same sheets give the same bytes.
        order = sorted(self._names, key=lambda name: self._places.get(name, len(self._places)))
        return zip_of(map(self._member, order))

    def _member(self, key: str) -> Member:
        return new_member(self._names[key], self._written[key]) if key in self._written else self._members[key]


class Relations:
    """What the part `source` refers to; "" is the package itself. Changes count once `save` has been called."""

    def __init__(self, package: Package, source: str) -> None:
        self._package, self._source, self._part = package, source, relations_part(source)
        known = self._part in package
        self._root = package.tree(self._part) if known else etree.fromstring(_NO_RELATIONS)

    def __iter__(self) -> Iterator[Relation]:
        for element in self._root.iter(_RELATIONSHIP):
            part = self._resolved(element.get("Target", "")) if _inside(element) else None
            yield Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], part)

    def of_kind(self, kind: str) -> Relation | None:
        """The first of `kind` that leads to a part."""
        return next((r for r in self if r.kind.lower() == kind.lower() and r.part in self._package), None)

    def part(self, number: str) -> str | None:
        return next((r.part for r in self if r.id == number and r.part in self._package), None)

    def add(self, kind: str, part: str) -> str:
        """The id of a new relation to `part`."""
        taken = {relation.id for relation in self}
        number = next(name for i in range(1, len(taken) + 2) if (name := f"rId{i}") not in taken)
        attributes = {"Id": number, "Type": f"{RELATIONSHIPS}/{kind}", "Target": self._relative(part)}
        etree.SubElement(self._root, _RELATIONSHIP, attributes)
        return number

    def retarget(self, number: str, part: str) -> None:
        for element in self._root.iter(_RELATIONSHIP):
            if element.get("Id") == number:
                element.set("Target", self._relative(part))

    def drop(self, part: str) -> None:
        """Takes out what leads to `part`."""
        for element in list(self._root.iter(_RELATIONSHIP)):
            if _inside(element) and self._resolved(element.get("Target", "")).lower() == part.lower():
                self._root.remove(element)

    def copy(self, package: Package, source: str, names: Mapping[str, str]) -> None:
        """Gives `source` in `package` the same relations, to the parts that `names` has for these."""
        there = package.relations(source)
        there._root = deepcopy(self._root)
        for old, new in zip(self, there._root.iter(_RELATIONSHIP), strict=True):
            if old.part is not None:
                new.set("Target", there._relative(names[old.part]))
        there.save()

    def save(self) -> None:
        new = self._part not in self._package
        self._package.write_tree(self._part, self._root)
        if new and self._package.content_type(self._part) != _RELATIONS_TYPE:
            self._package.set_content_type(self._part, _RELATIONS_TYPE)

    def targets(self) -> Iterator[str]:
        """Every part that some program may take a target for, there or not."""
        for element in self._root.iter(_RELATIONSHIP):
            if _inside(element):
                yield from self._readings(element.get("Target", ""))

    def _resolved(self, target: str) -> str:
        readings = self._readings(target)
        return next((name for name in readings if name in self._package), readings[0])

    def _readings(self, target: str) -> tuple[str, ...]:
        """The parts that `target` may mean, the right one first.

        Some programs write from the package's root without a slash or with slashes of Windows' own, some escape what
        needs no escape.
        """
        base = posixpath.join("/", posixpath.dirname(self._source))
        said = (target, unquote(target), target.replace("\\", "/"))
        paths = [posixpath.normpath(posixpath.join(base, each)).lstrip("/") for each in said]
        return *paths, target

    def _relative(self, part: str) -> str:
        return posixpath.relpath(f"/{part}", posixpath.join("/", posixpath.dirname(self._source)))


def _inside(relationship: etree._Element) -> bool:
    return relationship.get("TargetMode") != "External"


def relations_part(part: str) -> str:
    """Where `part`'s relations stand: xl/_rels/workbook.xml.rels for xl/workbook.xml."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _source_of(part: str) -> str | None:
    """The part whose relations stand in `part`; None where `part` holds no relations."""
    found = re.fullmatch(r"((?:.*/)?)_rels/([^/]*)\.rels", part, re.S | re.I)
    return found[1] + found[2] if found else None


def _parsed(xml: bytes, book: str, part: str) -> etree._Element:
    # Without huge_tree: no part that is read here has a text of 10 MB, and libxml2's own limits stay in force.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as reason:
        raise errors.book_damaged(book, part) from reason
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # not in the stubs
        raise errors.book_doctype(book, part)
    return root


def _serialised(root: etree._Element) -> bytes:
    # From the tree, so that remarks outside the root stay; declared as Excel declares its own.
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
