"""What does something by itself when a workbook is opened: macros, controls, other documents, links to elsewhere.

Each is looked for by relationship, by content type, by the usual name of its part and by its first bytes, because a
crafted file leaves out whichever of these a program can do without.
"""

from __future__ import annotations

import re

from data.errors import EmbeddedObject, LinkedWorkbook, MacroWorkbook
from data.intake.gate.kinds import COMPOUND
from data.intake.gate.package import Package

MACRO_KINDS = frozenset(
    ("xlmacrosheet", "xlintlmacrosheet", "dialogsheet", "attachedtoolbars", "extensibility", "usercustomization")
)
ADD_INS = ("vba", "wordvba", "webextension")
"""How the kinds of the other relationships to a program begin."""
EMBEDDED_KINDS = {"oleobject", "package", "control", "activexcontrol", "activexcontrolbinary"}
LINKED_KINDS = {"externallink", "externallinkpath", "connections", "querytable", "volatiledependencies"}
OUTSIDE_KINDS = {"hyperlink"}
"""What may lead out of the package: a hyperlink waits for somebody to click on it."""

MACRO_TYPES = re.compile(r"macro|vba|dialogsheet|webextension")
EMBEDDED_TYPES = re.compile(r"oleobject|activex")
LINKED_TYPES = re.compile(r"externallink|connections|querytable|volatiledependencies")
MACRO_NAMES = re.compile(r"vba\w*\.(?:bin|xml)$|(?:^|/)(?:\w*macrosheets|dialogsheets|customui|webextensions)/")
EMBEDDED_NAMES = re.compile(r"(?:^|/)(?:embeddings|activex)/")
LINKED_NAMES = re.compile(r"(?:^|/)(?:externallinks|querytables)/|(?:^|/)(?:connections|volatiledependencies)\.xml$")
QUERIES = tuple("schemas.microsoft.com/DataMashup".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
"""What stands in the part in which Excel keeps its queries to other files and databases."""
MACRO_MARK = "_VBA_PROJECT".encode("utf-16-le")


def refuse_programs(package: Package) -> None:
    """Refuse macros, controls and documents within the workbook.

    Raises:
        MacroWorkbook: for anything that is a program.
        EmbeddedObject: for anything that another program would open.
    """
    kinds = _kinds(package)
    if any(kind in MACRO_KINDS or kind.startswith(ADD_INS) for kind in kinds):
        raise MacroWorkbook(reason="relationship")
    for name, part in package.parts.items():
        kind, lower = package.content_type(name), name.casefold()
        old = part.startswith(COMPOUND)
        if MACRO_TYPES.search(kind) or MACRO_NAMES.search(lower) or (old and MACRO_MARK in part):
            raise MacroWorkbook(reason="part")
        if EMBEDDED_NAMES.search(lower) or old or EMBEDDED_TYPES.search(kind):
            raise EmbeddedObject(reason="part")
    if kinds & EMBEDDED_KINDS:
        raise EmbeddedObject(reason="relationship")


def refuse_links(package: Package) -> None:
    """Refuse links to other files, programs and databases, which are followed when somebody opens the workbook.

    Raises:
        LinkedWorkbook: if there are any, other than hyperlinks.
    """
    if _kinds(package) & LINKED_KINDS:
        raise LinkedWorkbook(reason="relationship")
    for name, part in package.parts.items():
        if name.casefold().startswith("customxml/") and any(mark in part for mark in QUERIES):
            raise LinkedWorkbook(reason="query")
        if LINKED_TYPES.search(package.content_type(name)) or LINKED_NAMES.search(name.casefold()):
            raise LinkedWorkbook(reason="part")
    for source in package.sources():
        if any(each.outside and each.kind not in OUTSIDE_KINDS for each in package.relationships(source).values()):
            raise LinkedWorkbook(reason="outside")


def _kinds(package: Package) -> set[str]:
    return {each.kind for source in package.sources() for each in package.relationships(source).values()}
