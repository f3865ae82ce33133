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


def words_in(element: ET.Element, *, every_attribute: bool = False) -> list[str]:
    """What people wrote into an element and below it, each paragraph in one piece."""
    words: list[str] = []
    _add_words(element, every_attribute, words)
    return words


def _add_words(element: ET.Element, every: bool, words: list[str]) -> None:
    name = local(element.tag)
    if name in NOT_WRITTEN:
        return
    if element.attrib:
        _add_attributes(element, name, every, words)
    if name in FORMULAS:
        # In the rule of a drop-down the entries of its list stand with commas between them.
        between = "\n" if name == "formula1" else ","
        words += (said.replace(",", between) for said in in_formula(element.text or ""))
    elif name in PARAGRAPHS or name in BODIES:
        words.append(_joined(element, name))
        for below in element.iter():
            if below is not element:
                _add_attributes(below, local(below.tag), every, words)
    else:
        if element.text and not element.text.isspace():
            words.append(element.text)
        for child in element:
            _add_words(child, every, words)
            if child.tail and not child.tail.isspace():
                words.append(child.tail)


def _add_attributes(element: ET.Element, name: str, every: bool, words: list[str]) -> None:
    for key, value in element.attrib.items():
        attribute = local(key)
        if attribute in WRITTEN or every or (name in VALUES and attribute in ("v", "val")):
            words.append(value)
        elif attribute == "location":
            words += in_formula(value)


def _joined(element: ET.Element, name: str) -> str:
    if name in PARAGRAPHS:
        return "".join(element.itertext())
    return "\n".join("".join(each.itertext()) for each in element) or element.text or ""
