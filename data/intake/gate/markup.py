"""XML parts: in UTF-8, without instructions of their own, neither deep nor wide; then a tree of elements."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring, tostring

from data.errors import DamagedWorkbook, TooMuchInside, UnsafeWorkbook
from data.intake.gate.limits import ATTRIBUTE_LETTERS, ATTRIBUTES, DEPTH

UTF8_MARK, UTF16_MARKS, UTF32_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff"), (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
ENCODING, LONGEST_DECLARATION = re.compile(rb"""\sencoding\s*=\s*["']([^"']*)"""), 200
INSTRUCTION = re.compile(rb"<!(?!--|\[CDATA\[)")
"""`<!DOCTYPE` and `<!ENTITY`, in any case. No spreadsheet program writes them, and no reader is to see them."""
INCLUDING = b"www.w3.org/2001/XInclude"
WIDE = 2_048
"""Bytes from one tag to the next from which on a part is looked at more closely."""


def in_utf8(part: bytes) -> bytes:
    """The part in UTF-8: as it is, or written anew from UTF-16. Whether its bytes are right is seen when it is read.

    Raises:
        DamagedWorkbook: if it has zero bytes, or is in UTF-16 and its bytes are not right.
        UnsafeWorkbook: for any other encoding than UTF-8 and UTF-16, or one that contradicts the first bytes.
    """
    if part.startswith(UTF32_MARKS):
        raise UnsafeWorkbook(reason="encoding")
    if part.startswith(UTF16_MARKS):
        try:
            plain = part.decode("utf-16").encode()
        except UnicodeError as error:
            raise DamagedWorkbook(reason="encoding") from error
        plain = plain[_declaration(plain, allowed=(b"utf-16",)) :]
    else:
        plain = part
        _declaration(plain.removeprefix(UTF8_MARK), allowed=(b"utf-8", b"us-ascii", b"ascii"))
    # A parser takes zero bytes for a sign of UTF-16, and would then read something else than was looked at here.
    if b"\0" in plain:
        raise DamagedWorkbook(reason="encoding")
    return plain


def _declaration(plain: bytes, *, allowed: Collection[bytes]) -> int:
    """How long the XML declaration is, if there is one and it names an encoding that is allowed."""
    if not plain.startswith(b"<?xml"):
        return 0
    length = plain.find(b"?>", 0, LONGEST_DECLARATION) + 2
    said = ENCODING.search(plain, 0, length)
    if length < 2 or (said and said[1].lower() not in allowed):
        raise UnsafeWorkbook(reason="encoding")
    return length


def refuse_instructions(part: bytes) -> None:
    """Refuse a document type, entities and inclusion of other files.

    Raises:
        UnsafeWorkbook: if there are any.
    """
    if INSTRUCTION.search(part) or INCLUDING in part:
        raise UnsafeWorkbook(reason="instructions")


def tree(part: bytes) -> Element:
    """The elements of a part in UTF-8.

    Raises:
        DamagedWorkbook: if it is not well formed.
        TooMuchInside: if elements lie too deep in each other, or one of them is too wide.
        UnsafeWorkbook: if it has instructions of its own.
    """
    refuse_instructions(part)
    try:
        # Entities and document types, by which XML is dangerous, have just been refused; the rest is measured below.
        root = fromstring(part, parser=XMLParser(encoding="utf-8"))  # noqa: S314
    except (ParseError, ValueError) as error:
        raise DamagedWorkbook(reason="markup") from error
    _refuse_deep(root)
    if widest(part) > WIDE:
        _refuse_wide(root, part)
    return root


def written(root: Element) -> bytes:
    """The elements as a part again."""
    part: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return part


def with_children(element: Element, children: Iterable[Element]) -> Element:
    """A copy of an element that has other children. The element stays as it is."""
    copy = Element(element.tag, element.attrib)
    copy.text, copy.tail = element.text, element.tail
    copy.extend(children)
    return copy


def widest(part: bytes) -> int:
    """The greatest number of bytes from one tag to the next: no text and no tag is longer."""
    return max(map(len, part.split(b"<")))


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _refuse_deep(root: Element) -> None:
    level, depth = [root], 1
    while level:
        if depth > DEPTH:
            raise TooMuchInside(reason="depth")
        level = [child for element in level for child in element]
        depth += 1


def _refuse_wide(root: Element, part: bytes) -> None:
    """Refuse elements with very many or very long attributes; declarations of namespaces are attributes too."""
    tags = (between.partition(b">")[0] for between in part.split(b"<") if len(between) > WIDE)
    if any(tag.count(b'="') + tag.count(b"='") > ATTRIBUTES for tag in tags):
        raise TooMuchInside(reason="attributes")
    for element in root.iter():
        attributes = element.attrib
        if len(attributes) > ATTRIBUTES or any(len(value) > ATTRIBUTE_LETTERS for value in attributes.values()):
            raise TooMuchInside(reason="attributes")
