"""Words in XML: which elements and attributes hold what people write, and not what programs note."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from data.intake.personal.parts import local

ATTRIBUTES = """
name displayName title descr description alt altText comment prompt promptTitle error errorTitle tooltip display caption
totalsRowLabel command connection sourceFile string help statusBar customMenu category text subject hint uniqueName
dataCaption grandTotalCaption rowHeaderCaption colHeaderCaption errorCaption missingCaption
"""
WRITTEN = frozenset(ATTRIBUTES.split())
"""Attributes that hold what people write."""

VALUES = frozenset({"filter", "customFilter", "sheetName", "s", "d", "inputCells", "tag"})
"""Elements whose attributes `v` and `val` hold what stands in cells."""

PARAGRAPHS = frozenset({"p", "si", "is", "text", "rPh"})
BODIES = frozenset({"txBody", "rich", "textbox"})
"""Elements whose texts belong together, however they are cut up by formats; bodies are made of paragraphs."""

FORMULAS = frozenset(
    {"f", "formula", "formula1", "formula2", "calculatedColumnFormula", "definedName", "totalsRowFormula"}
)

ELEMENTS = """
creator lastModifiedBy Company created modified lastPrinted revision Application AppVersion TotalTime DocSecurity
ScaleCrop LinksUpToDate SharedDoc HyperlinksChanged filetime author from to numCache numLit Anchor
"""
NOT_WRITTEN = frozenset(ELEMENTS.split())
"""Elements that programs fill in: who saved the file and when, where a drawing stands, what a chart counts."""

LITERAL = re.compile(r'"((?:[^"]|"")*)"')
LONG_NUMBER = re.compile(r"(?<![A-Za-z$\d])\d{9,}(?!\d)")


def in_formula(formula: str) -> Iterator[str]:
    """The words and long numbers that are written in a formula."""
    if '"' in formula:
        yield from (said.replace('""', '"') for said in LITERAL.findall(formula) if said)
    yield from LONG_NUMBER.findall(formula)


def words_in(element: ET.Element, *, every_attribute: bool = False) -> Iterator[str]:
    """What people wrote into an element and below it, each paragraph in one piece."""
    name = local(element.tag)
    if name in NOT_WRITTEN:
        return
    yield from _in_attributes(element, name, every_attribute)
    if name in FORMULAS:
        yield from in_formula(element.text or "")
    elif name in PARAGRAPHS or name in BODIES:
        yield _joined(element, name)
        for below in element.iter():
            if below is not element:
                yield from _in_attributes(below, local(below.tag), every_attribute)
    else:
        if element.text and not element.text.isspace():
            yield element.text
        for child in element:
            yield from words_in(child, every_attribute=every_attribute)
            if child.tail and not child.tail.isspace():
                yield child.tail


def _in_attributes(element: ET.Element, name: str, every: bool) -> Iterator[str]:
    for key, value in element.attrib.items():
        attribute = local(key)
        if every or attribute in WRITTEN or (name in VALUES and attribute in ("v", "val")):
            yield value
        elif attribute == "location":
            yield from in_formula(value)


def _joined(element: ET.Element, name: str) -> str:
    if name in PARAGRAPHS:
        return "".join(element.itertext())
    return "\n".join("".join(each.itertext()) for each in element) or element.text or ""
