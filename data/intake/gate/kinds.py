"""What kind of file it is, told by its content and never by its name."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping

from data.errors import (
    EmptyFile,
    NotAWorkbook,
    NumbersFile,
    OldExcelFile,
    OpenDocumentFile,
    TextFile,
    WebPageFile,
    ZippedFiles,
)

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of Microsoft's older container: .xls, .doc, macros, embedded objects."""
OLD_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
"""The first bytes of .xls files that are older than that container."""
OLD_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
UTF16 = (b"\xff\xfe", b"\xfe\xff")
PAPERS = (b"%PDF-", b"{\\rtf")
"""The first bytes of documents that look like text."""
MARKUP = re.compile(rb"<[A-Za-z?!]")
PRINTED = frozenset(string.printable.encode())
WORKBOOK_PARTS = {"[content_types].xml", "xl/workbook.xml"}
OFFICE_FILES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


def other_kind(content: bytes) -> NotAWorkbook:
    """The error for a file that is no zip container: it names the kind, as far as that can be told."""
    if not content:
        return EmptyFile()
    if content.startswith(OLD_SHEETS) or (content.startswith(COMPOUND) and any(s in content for s in OLD_STREAMS)):
        return OldExcelFile()
    head = content[:4096]
    if head.startswith(UTF16):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if MARKUP.match(head):
        return WebPageFile()
    if head.startswith(PAPERS):
        return NotAWorkbook()
    if any(mark in head for mark in b",;\t\n") and all(byte in PRINTED or byte >= 128 for byte in head):
        return TextFile()
    return NotAWorkbook()


def refuse_other_zips(parts: Mapping[str, bytes]) -> None:
    """Refuse a zip container that holds something other than a workbook of Excel.

    Raises:
        NotAWorkbook: naming the kind, as far as that can be told.
    """
    names = {name.casefold() for name in parts}
    if "mimetype" in names:
        raise OpenDocumentFile if b"opendocument.spreadsheet" in parts.get("mimetype", b"") else NotAWorkbook
    if names & WORKBOOK_PARTS:
        return
    if "content.xml" in names:
        raise OpenDocumentFile
    if any(name.endswith((".iwa", "index.zip")) for name in names):
        raise NumbersFile
    if any(name.endswith(OFFICE_FILES) for name in names):
        raise ZippedFiles
    raise NotAWorkbook
