"""What goes wrong within a part: its elements, attributes and texts, and how it is written down."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, register_namespace, tostring

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHOOSING = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TOKENS = (
    *("", "0", "1", "-1", "7", "99", "1e999", "NaN", "true", "4294967295", "9" * 40, "A1", "A0", "XFD1048576", "a1"),
    *("A1:XFD1048576", "$A$1", "hidden", "veryHidden", "External", "../../../etc/passwd", "file:///etc/passwd"),
    *("http://127.0.0.1:9/", "_x0000_", "\u202e", "\u00a0", "  ", "=1+1", "cmd|' /C calc'!A0", "[1]Sheet!A1", "0" * 70),
    *("inlineStr", "s", "str", "b", "e", "d", "n", "shared", "array", "dataTable", "General", "yyyy-mm-dd", "0%", "0,"),
)
"""What an attribute or a text is set to."""
OBJECTS = (
    "oleObject",
    "control",
    "webPublishItem",
    "f",
    "c",
    "row",
    "sheetData",
    "mergeCell",
    "hyperlink",
    "ext",
    "tablePart",
)
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "7"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*\?>\s*")

register_namespace("", MAIN)
register_namespace("r", OFFICE)
register_namespace("mc", CHOOSING)


def elements_changed(part: bytes, chance: random.Random) -> bytes:
    """One to four elements deleted, doubled, moved, renamed, wrapped, or with another attribute or text."""
    try:
        root = fromstring(part)  # noqa: S314 - our own form
    except ParseError:
        return part
    parents = [element for element in root.iter() if len(element)]
    for _ in range(chance.choice((1, 1, 2, 4))):
        if parents:
            chance.choice(ELEMENT_WAYS)(chance.choice(parents), root, chance)
    return HEAD + tostring(root)


def _one(parent: Element, chance: random.Random) -> Element:
    return parent[chance.randrange(len(parent))] if len(parent) else parent


def _deleted(parent: Element, _: Element, chance: random.Random) -> None:
    if len(parent):
        del parent[chance.randrange(len(parent))]


def _doubled(parent: Element, _: Element, chance: random.Random) -> None:
    parent.insert(chance.randrange(len(parent) + 1), copy.deepcopy(_one(parent, chance)))


def _moved(parent: Element, root: Element, chance: random.Random) -> None:
    if len(parent):
        child = _one(parent, chance)
        parent.remove(child)
        _any(root, chance).append(child)


def _shuffled(parent: Element, _: Element, chance: random.Random) -> None:
    children = list(parent)
    chance.shuffle(children)
    parent[:] = children


def _attribute(parent: Element, _: Element, chance: random.Random) -> None:
    element = _one(parent, chance)
    keys = [*element.attrib, "t", "s", "r", "ref", "hidden", "state", f"{{{OFFICE}}}id"]
    key = chance.choice(keys)
    if key in element.attrib and chance.random() < 0.3:
        del element.attrib[key]
    else:
        element.set(key, chance.choice(TOKENS))


def _text(parent: Element, _: Element, chance: random.Random) -> None:
    _one(parent, chance).text = chance.choice(TOKENS)


def _renamed(parent: Element, root: Element, chance: random.Random) -> None:
    element = _one(parent, chance)
    strict = element.tag.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    element.tag = chance.choice((_any(root, chance).tag, strict, element.tag.upper(), element.tag.rpartition("}")[2]))


def _wrapped(parent: Element, _: Element, chance: random.Random) -> None:
    """An element stands in a choice between two, of which programs take one or the other."""
    if len(parent):
        at = chance.randrange(len(parent))
        choosing = Element(f"{{{CHOOSING}}}AlternateContent")
        for which in ("Choice", "Fallback"):
            SubElement(choosing, f"{{{CHOOSING}}}{which}", Requires="x14").append(copy.deepcopy(parent[at]))
        parent[at] = choosing


def _added(parent: Element, _: Element, chance: random.Random) -> None:
    more = SubElement(
        parent, f"{{{MAIN}}}{chance.choice(OBJECTS)}", {chance.choice(("r", "ref", "t")): chance.choice(TOKENS)}
    )
    more.text = chance.choice(TOKENS)


def _any(root: Element, chance: random.Random) -> Element:
    return chance.choice(list(root.iter()))


ELEMENT_WAYS: tuple[Callable[[Element, Element, random.Random], None], ...] = (
    *(_deleted, _doubled, _moved, _shuffled, _attribute, _attribute, _text, _renamed, _wrapped, _added),
)


def written_otherwise(part: bytes, chance: random.Random) -> bytes:
    """The same part in another encoding, with other prefixes, with entities, comments or instructions in it."""
    plain = DECLARATION.sub(b"", part)
    text = plain.decode("utf-8", "replace")
    return chance.choice(
        (
            lambda: b"\xef\xbb\xbf" + part,
            lambda: text.encode("utf-16"),
            lambda: text.encode("utf-16-be"),
            lambda: ('<?xml version="1.0" encoding="UTF-16"?>' + ENTITIES.decode() + text).encode("utf-16"),
            lambda: b'<?xml version="1.0" encoding="UTF-7"?>' + plain,
            lambda: b'<?xml version="1.0" encoding="windows-1252"?>' + plain,
            lambda: HEAD + ENTITIES + plain.replace(b"<v>", b"<v>&a;", 1),
            lambda: part.replace(b"</v>", b"<!-- 9 --></v>").replace(b"<v>", b"<v><?x 9?>"),
            lambda: re.sub(rb"<v>([^<]*)</v>", rb"<v><![CDATA[\1]]></v>", part),
            lambda: re.sub(rb"<v>(\d)", rb"<v>&#x3\1;", part),
            lambda: part.replace(b"\n", b"\r\n"),
            lambda: _prefixed(plain),
            lambda: part[: chance.randrange(len(part) + 1)],
            lambda: part + b"<a/>",
        )
    )()


def _prefixed(plain: bytes) -> bytes:
    """Every element of the main namespace with a prefix, as some programs write."""
    named = re.sub(rb"<(/?)([A-Za-z]+)(?=[\s/>])", rb"<\1y:\2", plain)
    return HEAD + named.replace(b' xmlns="', b' xmlns:y="', 1)


def bytes_changed(part: bytes, chance: random.Random) -> bytes:
    """Some bytes of the part are others; its checksum is right all the same."""
    broken = bytearray(part)
    for _ in range(chance.choice((1, 1, 2, 10))):
        if broken:
            broken[chance.randrange(len(broken))] = chance.choice(b"<>&\"'/=0123456789 \0\xff\xc3abcr")
    return bytes(broken)


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    elements_changed,
    elements_changed,
    written_otherwise,
    bytes_changed,
)
"""Each changes a part in its own way."""
