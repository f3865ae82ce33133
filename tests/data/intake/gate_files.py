"""Workbooks made by hand, part by part and byte by byte, so that each test can make one thing wrong with them."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import load_workbook

from data.intake.gate.opening import open_safely

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TITLES = ("Figures", "Notes")
SHEET, OTHER_SHEET = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
BOOK, BOOK_LINKS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>People</t></is></c><c r="B1" s="1"><v>7</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><f>B1+1</f><v>8</v></c><c r="C2" t="b"><v>1</v></c></row>'
)


def sheet(rows: str = ROWS, *, before: str = "", after: str = "", head: str = HEAD, more: str = "") -> str:
    """A worksheet part."""
    opening = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"{more}>'
    return f"{head}{opening}{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def relationships(*lines: tuple[str, str, str], outside: Sequence[str] = ()) -> str:
    """A part of relationships: id, kind and target of each. A kind with `/` is a whole type."""
    written = ""
    for id_, kind, target in lines:
        full, more = kind if "/" in kind else f"{OFFICE}/{kind}", ' TargetMode="External"' if id_ in outside else ""
        written += f'<Relationship Id="{id_}" Type="{full}" Target="{target}"{more}/>'
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'


BOOK_LEADS_TO = (
    ("rId1", "worksheet", "worksheets/sheet1.xml"),
    ("rId2", "worksheet", "worksheets/sheet2.xml"),
    ("rId3", "styles", "styles.xml"),
    ("rId4", "sharedStrings", "sharedStrings.xml"),
)


def content_types(more: str = "", *, book: str = f"{SPREADSHEET}.sheet.main+xml") -> str:
    """The part of content types."""
    given = {SHEET: "worksheet", OTHER_SHEET: "worksheet", STYLES: "styles", STRINGS: "sharedStrings"}
    lines = (f'<Override PartName="/{name}" ContentType="{SPREADSHEET}.{kind}+xml"/>' for name, kind in given.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{BOOK}" ContentType="{book}"/>{"".join(lines)}{more}</Types>'
    )


def book(after: str = "", *, titles: Sequence[str] = TITLES, before: str = "") -> str:
    """The workbook part."""
    sheets = (f'<sheet name="{title}" sheetId="{n}" r:id="rId{n}"/>' for n, title in enumerate(titles, start=1))
    inside = f"{before}<sheets>{''.join(sheets)}</sheets>{after}"
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{inside}</workbook>'


def strings(*texts: str, counts: str = "") -> str:
    """The part of shared texts."""
    return f'{HEAD}<sst xmlns="{MAIN}"{counts}>{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>'


def styles(formats: int = 2) -> str:
    """The part of formats; each has its own number format, the second shows days."""
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill>'
        '<patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">'
        f"<xf/></cellStyleXfs><cellXfs>{'<xf/>' * formats}</cellXfs>"
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def parts(changed: Mapping[str, str | bytes | None] | None = None) -> dict[str, bytes]:
    """The parts of a sound workbook, with some of them changed, added or (None) left out."""
    sound: dict[str, str | bytes | None] = {
        TYPES: content_types(),
        "_rels/.rels": relationships(("rId1", "officeDocument", BOOK)),
        BOOK: book(),
        BOOK_LINKS: relationships(*BOOK_LEADS_TO),
        STYLES: styles(),
        STRINGS: strings("Women", "Men"),
        SHEET: sheet(),
        OTHER_SHEET: sheet('<row r="3"><c r="C3" t="str"><v>said</v></c></row>'),
    }
    sound |= changed or {}
    return {name: part.encode() if isinstance(part, str) else part for name, part in sound.items() if part is not None}


@dataclass
class Piece:
    """An entry of a container, whose directory and own header may be made to say different things."""

    name: bytes
    data: bytes
    method: int = 8
    flags: int = 0
    size: int | None = None
    crc: int | None = None
    local_name: bytes | None = None
    local_method: int | None = None
    local_size: int | None = None
    local_flags: int | None = None
    at: int | None = None
    made: int = 20
    outside: int = 0
    extra: bytes = b""
    local_extra: bytes = b""
    behind: bytes = b""
    remark: bytes = b""
    lies: bytes | None = None

    def packed(self) -> bytes:
        """The data as it lies in the container; what `lies` there may be something else."""
        if self.lies is not None:
            return self.lies
        return deflated(self.data) if self.method == 8 else self.data


def deflated(data: bytes) -> bytes:
    """Bytes as a zip container packs them."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return machine.compress(data) + machine.flush()


def pieces(changed: Mapping[str, str | bytes | None] | None = None) -> list[Piece]:
    """A sound workbook's entries."""
    return [Piece(name.encode(), part) for name, part in parts(changed).items()]


def container(
    entries: Sequence[Piece], *, before: bytes = b"", gap: bytes = b"", after: bytes = b"", end: bytes | None = None
) -> bytes:
    """Pack entries by hand.

    Args:
        entries: what goes in.
        before: bytes in front of the first entry.
        gap: bytes between the last entry and the directory.
        after: bytes behind everything.
        end: what stands in place of the record at the end.
    """
    body, directory = bytearray(before), bytearray()
    for each in entries:
        packed = each.packed()
        crc = zlib.crc32(each.data) if each.crc is None else each.crc
        size = len(each.data) if each.size is None else each.size
        at = len(body) if each.at is None else each.at
        own_flags = each.flags if each.local_flags is None else each.local_flags
        own = (0, 0, 0) if own_flags & 8 else (crc, len(packed), size if each.local_size is None else each.local_size)
        own_name = each.name if each.local_name is None else each.local_name
        own_method = each.method if each.local_method is None else each.local_method
        lengths = (len(own_name), len(each.local_extra))
        if each.at is None:
            body += struct.pack("<4s5H3L2H", b"PK\3\4", 20, own_flags, own_method, 0, 33, *own, *lengths)
            body += own_name + each.local_extra + packed + each.behind
        directory += struct.pack(
            "<4s6H3L5H2L",
            *(b"PK\1\2", each.made, 20, each.flags, each.method, 0, 33, crc, len(packed), size),
            *(len(each.name), len(each.extra), len(each.remark), 0, 0, each.outside, at),
        )
        directory += each.name + each.extra + each.remark
    body += gap
    count = len(entries)
    usual = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + (usual if end is None else end) + after)


def workbook(changed: Mapping[str, str | bytes | None] | None = None) -> bytes:
    """A sound workbook as a file, with some parts changed, added or (None) left out."""
    return container(pieces(changed))


def said_again(entry: Piece, *, mark: bool = True, large: bool = False) -> bytes:
    """What stands behind an entry whose sizes were not known when its header was written."""
    numbers = zlib.crc32(entry.data), len(entry.packed()), len(entry.data)
    return (b"PK\7\10" if mark else b"") + struct.pack("<L2Q" if large else "<3L", *numbers)


def values(content: bytes) -> dict[str, dict[str, object]]:
    """What the reader finds in a workbook that has passed the gate: content of each cell by sheet and address."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = load_workbook(io.BytesIO(open_safely(content).content))
    return {
        each.title: {cell.coordinate: cell.value for row in each.iter_rows() for cell in row if cell.value is not None}
        for each in read.worksheets
    }
