"""The gate on XML: encodings, document types, entities, depth and width, in whichever part they hide."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.errors import DamagedWorkbook, TooMuchInside, UnreadableWorkbook, UnsafeWorkbook
from data.intake.gate.opening import open_safely
from tests.data.intake.gate_files import (
    BOOK,
    BOOK_LINKS,
    HEAD,
    MAIN,
    OTHER_SHEET,
    SHEET,
    STRINGS,
    STYLES,
    TITLES,
    TYPES,
    parts,
    relationships,
    sheet,
    values,
    workbook,
)

COMMENTS, DRAWING, PROPERTIES = "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "docProps/core.xml"
SOUND = {
    COMMENTS: f'{HEAD}<comments xmlns="{MAIN}"><authors/><commentList/></comments>',
    "xl/worksheets/_rels/sheet1.xml.rels": relationships(("rId1", "comments", "../comments1.xml")),
    PROPERTIES: f"{HEAD}<properties/>",
    DRAWING: "<xml><br></xml>",
}


def refused(content: bytes) -> UnreadableWorkbook:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_safely(content)
    return caught.value


def with_sheet(part: str | bytes) -> bytes:
    return workbook({SHEET: part})


def after_head(part: bytes, inserted: str) -> bytes:
    """The part with something between its declaration and its first element."""
    declaration, mark, rest = part.partition(b"?>")
    return declaration + mark + inserted.encode() + rest if mark else inserted.encode() + part


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
INSTRUCTIONS = {
    "laughs": f"<!DOCTYPE x [{LAUGHS}]>",
    "one long entity": f'<!DOCTYPE x [<!ENTITY a "{"A" * 50_000}">]>',
    "a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    "an address": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "a parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
    "a harmless document type": "<!DOCTYPE worksheet>",
    "small letters": "<!doctype worksheet>",
}


@pytest.mark.parametrize("part", [TYPES, "_rels/.rels", BOOK, BOOK_LINKS, STYLES, STRINGS, SHEET, OTHER_SHEET, *SOUND])
@pytest.mark.parametrize("instruction", INSTRUCTIONS)
def test_no_part_may_have_a_document_type(part: str, instruction: str) -> None:
    changed = after_head(parts(SOUND)[part], INSTRUCTIONS[instruction])
    error = refused(workbook(SOUND | {part: changed}))
    assert (type(error), error.values) == (UnsafeWorkbook, {"reason": "instructions"})


def in_utf16(text: str, encoding: str = "utf-16") -> bytes:
    return text.replace("UTF-8", "UTF-16").encode(encoding)


DOCTYPE = sheet().replace("<worksheet", "<!DOCTYPE worksheet><worksheet", 1)
UNSAFE: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "a document type in UTF-16": (lambda: in_utf16(DOCTYPE), "instructions"),
    "a document type behind a mark": (lambda: b"\xef\xbb\xbf" + DOCTYPE.encode(), "instructions"),
    "another file to include": (
        lambda: sheet(after='<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>'),
        "instructions",
    ),
    "UTF-7": (lambda: sheet(head='<?xml version="1.0" encoding="UTF-7"?>'), "encoding"),
    "Latin letters": (lambda: sheet(head="<?xml version='1.0' encoding='ISO-8859-1'?>"), "encoding"),
    "Chinese letters": (
        lambda: sheet(head='<?xml version="1.0" encoding = "GB18030" ?>').encode("gb18030"),
        "encoding",
    ),
    "UTF-16 that is none": (lambda: sheet(head='<?xml version="1.0" encoding="UTF-16"?>'), "encoding"),
    "UTF-8 that is none": (lambda: sheet().encode("utf-16"), "encoding"),
    "UTF-32": (lambda: sheet(head="").encode("utf-32"), "encoding"),
    "UTF-32, large end first": (lambda: b"\0\0\xfe\xff" + sheet(head="").encode("utf-32-be"), "encoding"),
    "an encoding far behind": (
        lambda: sheet(head=f'<?xml version="1.0"{" " * 5_000}encoding="UTF-7"?>'),
        "encoding",
    ),
}


@pytest.mark.parametrize("case", UNSAFE)
def test_what_tries_to_slip_by_is_refused(case: str) -> None:
    made, reason = UNSAFE[case]
    error = refused(with_sheet(made()))
    assert (type(error), error.values) == (UnsafeWorkbook, {"reason": reason})


TEXT = sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>@</t></is></c></row>')
DAMAGED: dict[str, Callable[[], bytes]] = {
    "a byte that begins nothing": lambda: TEXT.encode().replace(b"@", b"\xff"),
    "a byte too few": lambda: TEXT.encode().replace(b"@", b"\xc3"),
    "a letter in too many bytes": lambda: TEXT.encode().replace(b"@", b"\xc0\xaf"),
    "half a letter of UTF-16": lambda: TEXT.encode().replace(b"@", b"\xed\xa0\x80"),
    "a letter beyond all": lambda: TEXT.encode().replace(b"@", b"\xf7\xbf\xbf\xbf"),
    "half a letter in UTF-16": lambda: in_utf16(TEXT).replace("@".encode("utf-16-le"), b"\x00\xd8"),
    "an odd byte in UTF-16": lambda: in_utf16(TEXT)[:-1],
    "UTF-16 without a mark": lambda: in_utf16(TEXT, "utf-16-le"),
    "UTF-16, large end first, without a mark": lambda: in_utf16(TEXT, "utf-16-be"),
    "a document type in UTF-16 without a mark": lambda: in_utf16(DOCTYPE, "utf-16-le"),
    "UTF-16 behind a declaration of UTF-8": lambda: HEAD.encode() + sheet(head="").encode("utf-16-le"),
    "letters of a mainframe": lambda: TEXT.encode("cp037"),
    "a zero byte": lambda: TEXT.encode().replace(b"@", b"\0"),
    "a control character": lambda: TEXT.encode().replace(b"@", b"\x07"),
    "a reference to a zero": lambda: TEXT.encode().replace(b"@", b"&#0;"),
    "an entity that nobody knows": lambda: TEXT.encode().replace(b"@", b"&unknown;"),
    "an element that does not end": lambda: TEXT.encode().replace(b"</t>", b""),
    "a second root": lambda: TEXT.encode() + b"<worksheet/>",
    "text behind the root": lambda: TEXT.encode() + b"x",
    "an attribute twice": lambda: TEXT.encode().replace(b't="inlineStr"', b't="inlineStr" t="s"'),
    "a prefix that nobody knows": lambda: TEXT.encode().replace(b"<t>", b"<z:t>").replace(b"</t>", b"</z:t>"),
    "an empty part": lambda: b"",
    "no element": lambda: b"people: 7",
    "half a part": lambda: TEXT.encode()[:200],
    "another root": lambda: TEXT.encode().replace(b"worksheet", b"workbook"),
    "no namespace": lambda: TEXT.encode().replace(MAIN.encode(), b""),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_sheet_is_named(case: str) -> None:
    error = refused(with_sheet(DAMAGED[case]()))
    assert isinstance(error, DamagedWorkbook)
    assert error.values["sheet"] == TITLES[0]


@pytest.mark.parametrize("part", [TYPES, "_rels/.rels", BOOK, BOOK_LINKS, STYLES, STRINGS, PROPERTIES])
def test_any_other_damaged_part_damages_the_workbook(part: str) -> None:
    assert type(refused(workbook(SOUND | {part: b"<a><b></a>"}))) is DamagedWorkbook


def nested(depth: int) -> bytes:
    return sheet(after=f"<extLst>{'<ext>' * depth}{'</ext>' * depth}</extLst>").encode()


WIDE = " ".join(f'a{n}="1"' for n in range(500))
NAMESPACES = "".join(f" xmlns:a{n}='urn:{n}'" for n in range(500))
TOO_MUCH: dict[str, tuple[Callable[[], bytes], str]] = {
    "deep": (lambda: nested(100), "depth"),
    "very deep": (lambda: nested(200_000), "depth"),
    "many attributes": (
        lambda: sheet(before=f"<sheetPr {WIDE}/>").encode(),
        "attributes",
    ),
    "many namespaces": (lambda: sheet(more=NAMESPACES).encode(), "attributes"),
    "a long attribute": (lambda: sheet(before=f'<sheetPr codeName="{"x" * 100_000}"/>').encode(), "attributes"),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_a_sheet_that_is_deep_or_wide_is_named(case: str) -> None:
    made, reason = TOO_MUCH[case]
    error = refused(with_sheet(made()))
    assert isinstance(error, TooMuchInside)
    assert error.values == {"reason": reason, "sheet": TITLES[0]}


@pytest.mark.parametrize("filling", [b"<b/>", b"<b></b>", b"<b c=''/>"])
def test_elements_are_counted_before_they_are_read(filling: bytes) -> None:
    error = refused(workbook({PROPERTIES: b"<a>" + filling * 500_001 + b"</a>"}))
    assert error.values["reason"] in ("elements", "bytes")


def prefixed(text: str) -> bytes:
    """Every element of a sheet with a prefix, as some programs write it."""
    for name in ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t"):
        text = text.replace(f"<{name}>", f"<x:{name}>").replace(f"<{name} ", f"<x:{name} ")
        text = text.replace(f"</{name}>", f"</x:{name}>")
    return text.replace("xmlns=", "xmlns:x=").encode()


SOUND_WAYS: dict[str, Callable[[], bytes]] = {
    "no declaration": lambda: sheet(head="").encode(),
    "a mark": lambda: b"\xef\xbb\xbf" + sheet().encode(),
    "a mark without declaration": lambda: b"\xef\xbb\xbf" + sheet(head="").encode(),
    "plain letters": lambda: sheet(head='<?xml version="1.0" encoding="US-ASCII"?>').encode(),
    "an encoding in small letters": lambda: sheet(head="<?xml version='1.0' encoding='utf-8'?>").encode(),
    "UTF-16": lambda: in_utf16(sheet()),
    "UTF-16, large end first": lambda: b"\xfe\xff" + in_utf16(sheet(), "utf-16-be"),
    "UTF-16 without declaration": lambda: sheet(head="").encode("utf-16"),
    "a remark": lambda: sheet().replace("<v>7</v>", "<!-- seven --><v>7<!-- <v>8</v> --></v>").encode(),
    "a marked section": lambda: sheet().replace("<t>People</t>", "<t><![CDATA[People]]></t>").encode(),
    "a style sheet for the part": lambda: sheet(head=f'{HEAD}<?xml-stylesheet href="x.xsl"?>').encode(),
    "letters by number": lambda: sheet().replace("People", "&#80;&#x65;ople").encode(),
    "prefixes": lambda: prefixed(sheet()),
    "blanks between": lambda: sheet().replace("><", ">\r\n  <").encode(),
}


@pytest.mark.parametrize("way", SOUND_WAYS)
def test_every_sound_way_of_writing_is_opened_with_the_same_values(way: str) -> None:
    assert values(with_sheet(SOUND_WAYS[way]())) == values(workbook())


def test_a_drawing_of_the_old_kind_need_not_be_well_formed() -> None:
    assert values(workbook(SOUND)) == values(workbook())
