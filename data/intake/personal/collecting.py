"""Everything a workbook carries that people can write into: every text and number, with its place."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from data.intake.marks import not_ours
from data.intake.personal.carried import Part, Style, Text
from data.intake.personal.elements import LITERAL, words_in
from data.intake.personal.parts import Parts, local
from data.intake.personal.sheets import Place, SheetReader, cell_name, without_codes
from data.intake.personal.styles import styles_of
from data.settings import Overlay

PICTURE = re.compile(r"(?i)(?:^|/)(?:media|embeddings|activeX|model)/[^/]+$")
NO_PICTURE = re.compile(r"(?i)\.(?:xml|rels)$")
BINARY_WORDS = re.compile(r"(?i)(?:^|/)customProperty[^/]*\.bin$")
ENDING = re.compile(r"(?i)\.(?:xlsx|xlsm|xls|ods|csv|zip)$")
XML = re.compile(r"(?i)\.(?:xml|rels|vml)$")
OWN_XML = re.compile(r"(?i)(?:^|/)customXml/(?!_rels/)")
NO_WORDS = re.compile(
    r"(?i)\.rels$|^\[Content_Types\]\.xml$|(?:^|/)(?:theme|persons|calcChain\.xml|userNames\.xml|thumbnail\.)"
)
"""Parts in which nobody writes: themes, the accounts of those who commented, the order of computing."""

PARTS = {
    "comments": Part.COMMENT,
    "ThreadedComments": Part.COMMENT,
    "wsDr": Part.DRAWING,
    "chartSpace": Part.CHART,
    "table": Part.TABLE,
    "pivotCacheDefinition": Part.PIVOT,
    "pivotCacheRecords": Part.PIVOT,
    "pivotTableDefinition": Part.PIVOT,
    "externalLink": Part.LINK,
    "coreProperties": Part.PROPERTY,
    "Properties": Part.PROPERTY,
    "connections": Part.OTHER,
    "xml": Part.DRAWING,
    "userShapes": Part.DRAWING,
    "chartsheet": Part.HEADER,
}
"""The part of a workbook by the name of its XML's first element."""


@dataclass(frozen=True)
class Carried:
    """Everything a workbook carries.

    Attributes:
        texts: every text and number with its place.
        repeats: for each cell of a sheet that only repeats another cell, that cell, by sheet and address.
        pictures: the sheets of parts that cannot be looked through, None where such a part lies on no sheet.
    """

    texts: tuple[Text, ...]
    repeats: Mapping[str, Mapping[str, Place]]
    pictures: tuple[str | None, ...]


def collect(
    contents: Mapping[str, bytes],
    file_name: str = "",
    *,
    trees: Mapping[str, ET.Element] | None = None,
    content: Overlay | None = None,
) -> Carried:
    """Everything that the parts of a workbook's container carry.

    Args:
        contents: each part of the container by its name, as the gate let it through.
        file_name: the name under which the file was sent.
        trees: the elements of the parts that have been parsed already.
        content: the folder with the ministry's own words, in which our comments may be written.
    """
    book = _Book(Parts(contents, trees), content)
    texts = [Text(ENDING.sub("", file_name), Part.FILE_NAME)] if file_name else []
    book.add_texts(texts)
    return Carried(tuple(texts), book.repeats, tuple(book.pictures()))


class _Book:
    """One workbook while it is gone through."""

    def __init__(self, parts: Parts, content: Overlay | None) -> None:
        self.repeats: dict[str, Mapping[str, Place]] = {}
        self._parts = parts
        self._content = content
        self._used: set[int] = set()

    def add_texts(self, texts: list[Text]) -> None:
        names = {sheet.part: sheet.name for sheet in self._parts.sheets}
        for name in self._parts.contents:
            if NO_WORDS.search(name):
                continue
            root = self._root(name)
            if root in ("worksheet", "dialogsheet", "macrosheet"):
                texts += self._sheet(name, names.get(name, ""))
            elif root != "sst":
                texts += self._part(name)
        unused = (said for number, said in enumerate(self._strings) if number not in self._used)
        texts += (Text(said, Part.UNUSED) for said in unused)
        texts += self._links()

    def _links(self) -> Iterator[Text]:
        for source, relation in self._parts.outside():
            sheet, cell = self._parts.sheet_of.get(source), self._linked(source, relation.id)
            yield Text(unquote(relation.target), Part.LINK, sheet, cell)

    def pictures(self) -> Iterator[str | None]:
        """Where there are pictures and embedded files."""
        for name in self._parts.contents:
            if PICTURE.search(name) and not NO_PICTURE.search(name):
                yield self._parts.sheet_of.get(name)

    def _root(self, name: str) -> str:
        tree = self._parts.tree(name) if XML.search(name) else None
        return "" if tree is None else local(tree.tag)

    def _part(self, name: str) -> Iterator[Text]:
        if BINARY_WORDS.search(name):
            yield Text(self._parts.contents[name].decode("utf-16", "replace"), Part.PROPERTY)
        if not XML.search(name):
            return
        tree = self._parts.tree(name)
        sheet = self._parts.sheet_of.get(name)
        if tree is None:
            yield Text(self._parts.without_tags(name), Part.OTHER, sheet)
            return
        match local(tree.tag):
            case "workbook":
                yield from self._workbook(tree)
            case "styleSheet":
                yield from _format_words(tree)
            case "comments" | "ThreadedComments":
                yield from _comments(tree, sheet, self._content)
            case "wsDr":
                yield from _drawing(tree, sheet)
            case root:
                part = PARTS.get(root, Part.OTHER)
                every = bool(OWN_XML.search(name))
                for said in words_in(tree, every_attribute=every):
                    yield Text(without_codes(said) if part is Part.HEADER else said, part, sheet)
                yield from _cached_numbers(tree, part, sheet)

    def _sheet(self, part: str, name: str) -> list[Text]:
        reader = SheetReader(name, strings=self._strings, styles=self._styles)
        tree = self._parts.tree(part)
        texts = [] if tree is None else reader.texts(tree)
        self._used |= reader.used
        self.repeats[name] = reader.repeats
        return texts

    def _workbook(self, tree: ET.Element) -> Iterator[Text]:
        for sheet in self._parts.sheets:
            yield Text(sheet.name, Part.SHEET_NAME, sheet.name, f"#{sheet.number}")
        for child in tree:
            if local(child.tag) in ("definedNames", "customWorkbookViews", "functionGroups", "extLst"):
                yield from (Text(said, Part.NAME) for said in words_in(child))

    @cached_property
    def _strings(self) -> list[str]:
        trees = [self._parts.tree(name) for name in self._parts.contents if self._root(name) == "sst"]
        return [_string(each) for tree in trees if tree is not None for each in tree if local(each.tag) == "si"]

    @cached_property
    def _styles(self) -> Mapping[str, Style]:
        names = [name for name in self._parts.contents if self._root(name) == "styleSheet"]
        return styles_of(self._parts.tree(names[0])) if names else {}

    def _linked(self, source: str, relation: str) -> str | None:
        """The cell that links to an address outside."""
        tree = self._parts.tree(source)
        for each in () if tree is None else tree.iter():
            if local(each.tag) == "hyperlink" and relation in each.attrib.values():
                return each.get("ref")
        return None


def _string(element: ET.Element) -> str:
    return "".join(element.itertext())


def _comments(tree: ET.Element, sheet: str | None, content: Overlay | None) -> Iterator[Text]:
    for each in tree.iter():
        if local(each.tag) in ("comment", "threadedComment"):
            yield from (Text(not_ours(said, content), Part.COMMENT, sheet, each.get("ref")) for said in words_in(each))


def _drawing(tree: ET.Element, sheet: str | None) -> Iterator[Text]:
    for anchor in tree:
        cell = _corner(anchor)
        yield from (Text(said, Part.DRAWING, sheet, cell) for said in words_in(anchor))


def _corner(anchor: ET.Element) -> str | None:
    """The cell at the upper left corner of a drawing."""
    corner = next((each for each in anchor if local(each.tag) == "from"), None)
    if corner is None:
        return None
    found = {local(each.tag): int(each.text or 0) for each in corner}
    return cell_name(found.get("col", 0) + 1, found.get("row", 0) + 1)


def _cached_numbers(tree: ET.Element, part: Part, sheet: str | None) -> Iterator[Text]:
    """Numbers that charts and pivot tables keep of the cells they were made from."""
    wanted = {Part.CHART: ("v", Style.MONEY), Part.PIVOT: ("n", Style.PLAIN)}.get(part)
    for each in tree.iter() if wanted else ():
        if wanted and local(each.tag) == wanted[0]:
            try:
                yield Text(float(each.get("v") or each.text or ""), part, sheet, None, wanted[1])
            except ValueError:
                continue


def _format_words(tree: ET.Element) -> Iterator[Text]:
    """The names of styles, and words that number formats show beside a number."""
    for each in tree.iter():
        match local(each.tag):
            case "cellStyle":
                yield Text(each.get("name", ""), Part.OTHER)
            case "numFmt":
                yield from (Text(said, Part.OTHER) for said in LITERAL.findall(each.get("formatCode", "")))
