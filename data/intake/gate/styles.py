"""The formats of cells: how many there are, so that a cell cannot point beyond them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from data.errors import DamagedWorkbook, TooMuchInside
from data.intake.gate.book import MAIN
from data.intake.gate.limits import FORMAT_LETTERS, FORMAT_TAGS, FORMATS


def number_of_formats(root: Element) -> int:
    """How many formats of cells there are.

    Raises:
        DamagedWorkbook: if the part is something else.
        TooMuchInside: if there are too many formats.
    """
    if root.tag != f"{MAIN}styleSheet":
        raise DamagedWorkbook(reason="styles")
    if sum(map(len, root)) > FORMATS or sum(1 for _ in root.iter()) > FORMAT_TAGS:
        raise TooMuchInside(reason="formats")
    if any(len(shape.get("formatCode", "")) > FORMAT_LETTERS for shape in root.iter(f"{MAIN}numFmt")):
        raise TooMuchInside(reason="number_format")
    return sum(len(kind) for kind in root.findall(f"{MAIN}cellXfs"))


def number_of_rule_formats(root: Element) -> int:
    """How many formats there are for rules to use."""
    return sum(len(kind) for kind in root.findall(f"{MAIN}dxfs"))


def plain_formats(number: int) -> bytes:
    """A part with so many plain formats, for a workbook whose own has been lost."""
    namespace = MAIN.strip("{}").encode()
    return (
        b'<styleSheet xmlns="' + namespace + b'"><fonts><font/></fonts>'
        b"<fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        b"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>" + b"<xf/>" * max(number, 1) + b"</cellXfs>"
        b'<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
