"""The parts of a workbook and how they refer to each other, as Excel follows them: by relationships, not by names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from data.errors import DamagedWorkbook, TooMuchInside, UnsafeWorkbook
from data.intake.gate.limits import ELEMENTS, EQUALS
from data.intake.gate.markup import in_utf8, local_name, refuse_instructions, tree
from data.intake.gate.names import same_name

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
USUAL = {OFFICE + kind for kind in ("officeDocument", "worksheet", "chartsheet", "sharedStrings", "styles")}
"""The types that lead to what is read. Some programs follow them in no other spelling, and show a sheet as empty."""
CONTENT_TYPES = "[Content_Types].xml"
ROOT = ""
"""The source of the relationships of the package itself."""
XML_ENDINGS = (".xml", ".rels")
LOOSE_MARKUP = (".vml",)
"""Old drawings, which Excel itself does not write well formed. No reader sees them."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """How one part refers to another.

    Attributes:
        kind: the last word of its type, in lower case: `worksheet`, `sharedstrings`, `hyperlink`.
        strict: whether the type is of the strict variant of the format.
        usual: whether the type is written as every program writes and understands it.
        target: the name of a part, or as it is written if it is outside the package.
    """

    id: str
    kind: str
    target: str
    outside: bool
    strict: bool
    usual: bool


class Package:
    """All parts, by name; XML parts in UTF-8 once they have been read, and their elements.

    Attributes:
        parts: the bytes of each part.
        trees: the elements of each part that has been read. Nobody changes them: others look at them too.
    """

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        """Look at how much markup there is in all, and at the content types.

        Raises:
            DamagedWorkbook: if there are no content types.
            TooMuchInside: if there are too many elements.
        """
        if _elements(parts) > ELEMENTS or sum(part.count(b"=") for part in parts.values()) > EQUALS:
            raise TooMuchInside(reason="elements")
        self.parts = dict(parts)
        self._types = _content_types(parts)
        self._names = {same_name(name): name for name in parts}
        self._unread = {name for name in parts if self.is_xml(name)}
        self.trees: dict[str, Element] = {}
        self._relationships: dict[str, dict[str, Relationship]] = {}

    def is_xml(self, name: str) -> bool:
        """Whether a part is XML, by its ending or by its content type."""
        lower = name.casefold()
        return not lower.endswith(LOOSE_MARKUP) and (
            lower.endswith(XML_ENDINGS) or self.content_type(name).endswith("xml")
        )

    def content_type(self, name: str) -> str:
        """The content type of a part in lower case; empty if none is given."""
        lower = name.casefold()
        return self._types.get(f"/{lower}") or self._types.get(posixpath.splitext(lower)[1][1:], "")

    def name_of(self, target: str) -> str | None:
        """The name of a part as it is written in the container, if there is such a part."""
        return self._names.get(same_name(target))

    def tree(self, name: str) -> Element:
        """The elements of a part, which is parsed once.

        Raises:
            UnreadableWorkbook: one of its kinds, if it is missing or not what `in_utf8` and `markup.tree` take.
        """
        known = self.name_of(name)
        if known is None:
            raise DamagedWorkbook(reason="part_missing")
        self._unread.discard(known)
        if known not in self.trees:
            self.parts[known] = in_utf8(self.parts[known])
            self.trees[known] = tree(self.parts[known])
        return self.trees[known]

    def look_at_the_rest(self) -> None:
        """Read every XML part that nobody has read yet: what hides in a part without use is refused likewise."""
        for name in sorted(self._unread):
            self.tree(name)
        for name, part in self.parts.items():
            if name.casefold().endswith(LOOSE_MARKUP):
                refuse_instructions(part.replace(b"\0", b""))

    def sources(self) -> Iterator[str]:
        """Every part, and the package itself, that has relationships."""
        for name in self.parts:
            folder, file = posixpath.split(name)
            if file.casefold().endswith(".rels") and posixpath.basename(folder).casefold() == "_rels":
                yield posixpath.join(posixpath.dirname(folder), file[: -len(".rels")])

    def relationships(self, source: str) -> dict[str, Relationship]:
        """The relationships of a part by their ids.

        Raises:
            DamagedWorkbook: if they are not well formed.
            UnsafeWorkbook: if one leads out of the package, or an id is used twice.
        """
        if source not in self._relationships:
            folder, file = posixpath.split(source)
            name = self.name_of(posixpath.join(folder, "_rels", f"{file}.rels"))
            found: dict[str, Relationship] = {}
            for element in self.tree(name) if name else ():
                if element.tag != RELATIONSHIP:
                    raise DamagedWorkbook(reason="relationships")
                relationship = _relationship(element, folder)
                if relationship.id in found:
                    raise UnsafeWorkbook(reason="relationship_twice")
                found[relationship.id] = relationship
            self._relationships[source] = found
        return self._relationships[source]


def _elements(parts: Mapping[str, bytes]) -> int:
    """How many elements there are at most, without reading them: every tag but those that close one."""
    return sum(part.count(b"<") - part.count(b"</") for part in parts.values())


def _content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Content types by `/part/name` and by ending, in lower case."""
    types: dict[str, str] = {}
    name = next((name for name in parts if name.casefold() == CONTENT_TYPES.casefold()), None)
    if name is None:
        raise DamagedWorkbook(reason="content_types")
    for element in tree(in_utf8(parts[name])):
        key = element.get("PartName") if local_name(element) == "Override" else element.get("Extension")
        types.setdefault(unquote(key or "").casefold(), element.get("ContentType", "").casefold())
    return types


def _relationship(element: Element, folder: str) -> Relationship:
    kind, target = element.get("Type", ""), element.get("Target", "")
    outside = element.get("TargetMode", "").casefold() == "external"
    if not outside and not target.startswith("#"):
        target = _inside(target, folder)
    return Relationship(
        id=element.get("Id", ""),
        kind=kind.rpartition("/")[2].casefold(),
        target=target,
        outside=outside,
        strict="purl.oclc.org" in kind,
        usual=kind in USUAL,
    )


def _inside(target: str, folder: str) -> str:
    """The name of the part that a relationship leads to."""
    plain = unquote(target).partition("#")[0]
    path = posixpath.normpath(plain[1:] if plain.startswith("/") else posixpath.join(folder, plain))
    if ":" in plain or "\\" in plain or "\0" in plain or path.startswith(("..", "/")):
        raise UnsafeWorkbook(reason="relationship")
    return path
