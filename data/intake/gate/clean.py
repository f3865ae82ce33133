"""The copy that the reader gets: the parts that it needs under their usual names, and nothing else.

No two programs can disagree about it: it is packed anew, every relationship leads where it says, nothing in it is
external, and there is no part that was not looked at.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from data.intake.gate.book import CHART_SHEET, MAIN, Book
from data.intake.gate.markup import with_children, written
from data.intake.gate.package import Relationship

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEETS, NAMES = f"{MAIN}sheets", f"{MAIN}definedNames"
KEPT_OF_BOOK = frozenset((SHEETS, NAMES, f"{MAIN}workbookPr", f"{MAIN}workbookProtection", f"{MAIN}calcPr"))
RESERVED = "_xlnm."
"""How the names of print areas and filters begin, over which a reader may stumble and of which it needs none."""
HYPERLINK, COMMENTS = "hyperlink", "comments"
EMPTY_SHEET = f'<worksheet xmlns="{MAIN.strip("{}")}"><sheetData/></worksheet>'.encode()


@dataclass
class CleanCopy:
    """Collects the parts of the copy.

    Attributes:
        parts: the parts by name, in bytes, or as elements where those were changed.
        types: the last word of each part's content type.
    """

    parts: dict[str, bytes | Element] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, part: bytes | Element, kind: str) -> None:
        """Add a part and say what it is."""
        self.parts[name] = part
        self.types[name] = kind

    def add_book(self, book: Book) -> None:
        """Add the workbook part, and its relationships to parts that were added or are still to come."""
        root = Element(book.root.tag)
        root.extend(
            with_children(child, _not_reserved(child)) if child.tag == NAMES else child
            for child in book.root
            if child.tag in KEPT_OF_BOOK
        )
        self.add("xl/workbook.xml", written(root), "sheet.main")
        leads_to = [(sheet.kind, sheet_file(number), sheet.id) for number, sheet in enumerate(book.sheets, start=1)]
        leads_to += [(kind, file, "") for kind, file in OTHERS.items() if f"xl/{file}" in self.parts]
        self._relate("xl/_rels/workbook.xml.rels", leads_to)

    def add_sheet(
        self, number: int, part: bytes | Element, kind: str, links: Iterable[Relationship], notes: bytes | None
    ) -> None:
        """Add a sheet with its hyperlinks and its comments."""
        self.add(f"xl/{sheet_file(number)}", part, kind)
        leads_to = [(HYPERLINK, link.target, link.id) for link in links]
        if notes is not None:
            self.add(f"xl/comments{number}.xml", notes, COMMENTS)
            leads_to.append((COMMENTS, f"../comments{number}.xml", ""))
        if leads_to or kind == CHART_SHEET:
            self._relate(f"xl/worksheets/_rels/sheet{number}.xml.rels", leads_to)

    def packed(self) -> bytes:
        """The copy as a file. It is not compressed, because it is read at once and then forgotten."""
        self._relate("_rels/.rels", [("officeDocument", "xl/workbook.xml", "")])
        self.parts["[Content_Types].xml"] = _content_types(self.types)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as container:
            for name, part in self.parts.items():
                container.writestr(zipfile.ZipInfo(name), part if isinstance(part, bytes) else written(part))
        return file.getvalue()

    def _relate(self, name: str, leads_to: Sequence[tuple[str, str, str]]) -> None:
        """Write relationships by kind, target and id; where there is no id, one that is longer than all others."""
        root = Element("Relationships", xmlns=f"{PACKAGE}/relationships")
        longest = max((id_ for _, _, id_ in leads_to), key=len, default="") or "rId"
        for number, (kind, target, id_) in enumerate(leads_to):
            more = {"TargetMode": "External"} if kind == HYPERLINK else {}
            known = {"Id": id_ or f"{longest}_{number}", "Type": f"{OFFICE}/{kind}", "Target": target}
            SubElement(root, "Relationship", known | more)
        self.parts[name] = written(root)


OTHERS = {"styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}
"""The other parts that the workbook leads to, by kind."""


def _not_reserved(names: Element) -> Iterator[Element]:
    return (name for name in names if not name.get("name", "").casefold().startswith(RESERVED))


def sheet_file(number: int) -> str:
    """The name of a sheet's part, from the workbook's folder."""
    return f"worksheets/sheet{number}.xml"


def _content_types(types: Mapping[str, str]) -> bytes:
    root = Element("Types", xmlns=f"{PACKAGE}/content-types")
    SubElement(root, "Default", Extension="rels", ContentType=RELATIONSHIPS)
    SubElement(root, "Default", Extension="xml", ContentType="application/xml")
    for name, kind in types.items():
        SubElement(root, "Override", PartName=f"/{name}", ContentType=f"{SPREADSHEET}.{kind}+xml")
    return written(root)


RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
