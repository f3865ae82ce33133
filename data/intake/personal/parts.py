"""The parts of a workbook's container: which of them lies on which sheet, and their XML."""

from __future__ import annotations

import functools
import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import NamedTuple

TAG = re.compile(r"<[^>]*>")


class Relation(NamedTuple):
    """What a part refers to: another part, or an address outside."""

    id: str
    target: str
    outside: bool


class Sheet(NamedTuple):
    """A sheet as the workbook lists it."""

    number: int
    name: str
    part: str


@functools.lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


class Parts:
    """The parts of one workbook, each parsed once. Safe to parse only what the gate let through."""

    def __init__(self, parts: Mapping[str, bytes], trees: Mapping[str, ET.Element] | None = None) -> None:
        """Keep the parts by their name in the container; Excel does not mind whether it is written in capitals.

        Args:
            parts: the bytes of each part.
            trees: the elements of those that have been parsed already.
        """
        self.contents = {_known_as(name): content for name, content in parts.items()}
        self._trees: dict[str, ET.Element | None] = {_known_as(name): tree for name, tree in (trees or {}).items()}

    def tree(self, name: str) -> ET.Element | None:
        """The XML of a part, or None if it is none (old drawings often are not)."""
        if name not in self._trees:
            try:
                self._trees[name] = ET.fromstring(self.contents[name])  # noqa: S314 - no part may have a DOCTYPE
            except (ET.ParseError, KeyError, ValueError, LookupError):
                self._trees[name] = None
        return self._trees[name]

    def without_tags(self, name: str) -> str:
        """What is written in a part that cannot be parsed."""
        return TAG.sub(" ", self.contents[name].decode("utf-8", "replace"))

    def relations(self, name: str) -> list[Relation]:
        """What a part refers to (`""`: the container itself)."""
        folder, _, file = name.rpartition("/")
        tree = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [] if tree is None else [_relation(each, folder) for each in tree]

    @functools.cached_property
    def workbook(self) -> str:
        """The name of the workbook's own part."""
        names = [each.target for each in self.relations("") if not each.outside]
        roots = [name for name in names if (tree := self.tree(name)) is not None and local(tree.tag) == "workbook"]
        return roots[0] if roots else "xl/workbook.xml"

    @functools.cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets in their order."""
        tree = self.tree(self.workbook)
        targets = {each.id: each.target for each in self.relations(self.workbook)}
        listed = [each for each in (() if tree is None else tree.iter()) if local(each.tag) == "sheet"]
        return tuple(
            Sheet(number, each.get("name", ""), targets.get(_relation_id(each), ""))
            for number, each in enumerate(listed, start=1)
        )

    @functools.cached_property
    def sheet_of(self) -> Mapping[str, str]:
        """The name of the sheet that a part lies on, by part: comments, drawings, their charts, tables."""
        owners: dict[str, str] = {}
        for sheet in self.sheets:
            below = [sheet.part]
            while below:
                part = below.pop()
                if part not in owners:
                    owners[part] = sheet.name
                    below += [each.target for each in self.relations(part) if not each.outside]
        return owners

    def outside(self) -> Iterator[tuple[str, Relation]]:
        """Every address outside that a part refers to."""
        for name in self.contents:
            folder, _, file = name.rpartition("/")
            if file.endswith(".rels"):
                source = posixpath.join(folder.removesuffix("_rels"), file.removesuffix(".rels"))
                yield from ((source, each) for each in self.relations(source) if each.outside)


def _known_as(name: str) -> str:
    return name.lstrip("/").lower()


def _relation(element: ET.Element, folder: str) -> Relation:
    target = element.get("Target", "")
    if element.get("TargetMode") == "External":
        return Relation(element.get("Id", ""), target, True)
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Relation(element.get("Id", ""), path.lower(), False)


def _relation_id(element: ET.Element) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == "id" and key != "id"), "")
