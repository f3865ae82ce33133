"""The gate on the parts of a workbook: other kinds of files, programs, links, and where relationships lead."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from data import errors
from data.errors import (
    DamagedSheet,
    DamagedWorkbook,
    EmbeddedObject,
    LinkedCell,
    LinkedWorkbook,
    MacroWorkbook,
    StrictWorkbook,
    TooMuchInside,
    UnreadableWorkbook,
    UnsafeWorkbook,
)
from data.intake.gate.kinds import COMPOUND, other_kind
from data.intake.gate.names import look_at_file_name
from data.intake.gate.opening import open_safely
from tests.data.intake.gate_files import (
    BOOK,
    BOOK_LEADS_TO,
    BOOK_LINKS,
    MAIN,
    OFFICE,
    SHEET,
    SPREADSHEET,
    STRINGS,
    STYLES,
    TITLES,
    TYPES,
    Piece,
    book,
    container,
    content_types,
    parts,
    relationships,
    sheet,
    values,
    workbook,
)

Changes = Mapping[str, str | bytes | None]
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
SHEET_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"


def refused(content: bytes) -> UnreadableWorkbook:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_safely(content)
    return caught.value


def zipped(*names: str) -> bytes:
    return container([Piece(name.encode(), b"<x/>") for name in names])


def old_file(*streams: str) -> bytes:
    """A file of Microsoft's older container with streams of these names."""
    return COMPOUND + bytes(504) + b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)


OTHERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "EmptyFile"),
    "one byte": (lambda: b"P", "NotAWorkbook"),
    "zeros": (lambda: bytes(500), "NotAWorkbook"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(99), "NotAWorkbook"),
    "a photograph": (lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(99), "NotAWorkbook"),
    "a document to print": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\0<<>>", "NotAWorkbook"),
    "a program": (lambda: b"MZ\x90\0\x03" + bytes(99), "NotAWorkbook"),
    "another archive": (lambda: b"Rar!\x1a\x07\x01\0" + bytes(99), "NotAWorkbook"),
    "old Excel": (lambda: old_file("Root Entry", "Workbook"), "OldExcelFile"),
    "older Excel": (lambda: old_file("Root Entry", "Book"), "OldExcelFile"),
    "the oldest Excel": (lambda: b"\x09\x04\x06\0\0\0\x10\0" + bytes(99), "OldExcelFile"),
    "old Word": (lambda: old_file("Root Entry", "WordDocument"), "NotAWorkbook"),
    "a printed page": (lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", "NotAWorkbook"),
    "a letter": (lambda: b"{\\rtf1\\ansi a letter, in words;}\n", "NotAWorkbook"),
    "commas": (lambda: b"Code,Persons\r\nV01,3\r\n", "TextFile"),
    "commas behind a mark": (lambda: b"\xef\xbb\xbfKabupaten;Jumlah\nA;3\n", "TextFile"),
    "tabs in UTF-16": (lambda: "Kabupaten\tJumlah\nA\t3\n".encode("utf-16"), "TextFile"),
    "commas in Latin letters": (lambda: "Nom,Âge\nÉva,3\n".encode("latin-1"), "TextFile"),
    "a page": (lambda: b"\n <html><table><tr><td>3</td></tr></table></html>", "WebPageFile"),
    "Excel's XML of 2003": (lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "WebPageFile"),
    "a page in UTF-16": (lambda: "<html>".encode("utf-16"), "WebPageFile"),
    "a page in front of a workbook": (lambda: b"<html></html>" + workbook(), "WebPageFile"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_a_file_that_is_no_zip_is_told_by_its_content(kind: str) -> None:
    made, name = OTHERS[kind]
    assert type(other_kind(made())).__name__ == name


def with_mimetype(kind: bytes) -> bytes:
    return container([Piece(b"mimetype", kind, method=0), Piece(b"content.xml", b"<x/>"), Piece(b"Thumbnails/", b"")])


def of_strict() -> bytes:
    """A workbook in the strict variant of the format."""
    renamed = {
        name: part.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, part in parts().items()
    }
    return container([Piece(name.encode(), part) for name, part in renamed.items()])


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
ZIPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "OpenDocument": (lambda: with_mimetype(b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocumentFile"),
    "OpenDocument's form": (
        lambda: with_mimetype(b"application/vnd.oasis.opendocument.spreadsheet-template"),
        "OpenDocumentFile",
    ),
    "OpenDocument without its kind": (lambda: zipped("content.xml", "META-INF/manifest.xml"), "OpenDocumentFile"),
    "OpenDocument's text": (lambda: with_mimetype(b"application/vnd.oasis.opendocument.text"), "NotAWorkbook"),
    "Numbers": (lambda: zipped("Index/Document.iwa", "preview.jpg"), "NumbersFile"),
    "older Numbers": (lambda: zipped("Index.zip", "Metadata/Properties.plist"), "NumbersFile"),
    "a folder of workbooks": (lambda: zipped("returns/a.xlsx", "returns/b.xlsx"), "ZippedFiles"),
    "a folder of other files": (lambda: zipped("hello.txt"), "NotAWorkbook"),
    "a program's archive": (lambda: zipped("META-INF/MANIFEST.MF", "a.class"), "NotAWorkbook"),
    "a binary workbook": (lambda: workbook({TYPES: content_types(book=BINARY)}), "BinaryWorkbook"),
    "Word": (lambda: workbook({TYPES: content_types(book=WORD)}), "NotAWorkbook"),
    "slides": (lambda: workbook({TYPES: content_types(book=SLIDES)}), "NotAWorkbook"),
    "strict": (of_strict, "StrictWorkbook"),
}


@pytest.mark.parametrize("kind", ZIPS)
def test_a_zip_that_is_no_workbook_is_told_by_its_content(kind: str) -> None:
    made, name = ZIPS[kind]
    assert type(refused(made())).__name__ == name


@pytest.mark.parametrize("part", [BOOK, SHEET])
def test_a_part_of_the_strict_variant_among_others_is_told_too(part: str) -> None:
    strict = parts()[part].replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert type(refused(workbook({part: strict}))) is StrictWorkbook


def test_every_refusal_has_its_sentence_in_every_language() -> None:
    from data.words import languages, text

    samples = {"sheet": "S", "cell": "A1", "row": 3, "limit": 9, "size": 11, "count": 600, "megabytes": 60}
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, UnreadableWorkbook)]
    assert len(kinds) > 20
    for kind in kinds:
        for language in languages():
            assert text(kind.key, language, **samples)


# What does something by itself


def of_kind(*lines: tuple[str, str, str], types: str = "", outside: tuple[str, ...] = (), **more: str | bytes) -> bytes:
    """A workbook with more relationships of its workbook part, and the parts to which they lead."""
    added: Changes = {name.replace("__", "/").replace("_dot_", "."): part for name, part in more.items()}
    links = relationships(*BOOK_LEADS_TO, *lines, outside=outside)
    return workbook({BOOK_LINKS: links, TYPES: content_types(types), **added})


def typed(name: str, kind: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{kind}"/>'


def of_sheet(*lines: tuple[str, str, str], outside: tuple[str, ...] = (), **changed: str | bytes) -> bytes:
    """A workbook with relationships of its first sheet."""
    return workbook({SHEET_LINKS: relationships(*lines, outside=outside), **changed})


MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
VBA = old_file("Root Entry", "_VBA_PROJECT")
MACRO_SHEET = f'<xm:macrosheet xmlns="{MAIN}" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>'
MACROS: dict[str, Callable[[], bytes]] = {
    "a project": lambda: of_kind(("m", f"{MICROSOFT}/vbaProject", "vbaProject.bin"), **{"xl/vbaProject.bin": VBA}),
    "a project without relationship": lambda: workbook({"xl/vbaProject.bin": VBA}),
    "a project under another name": lambda: workbook({"xl/printerSettings/printerSettings1.bin": VBA}),
    "a project that is only announced": lambda: of_kind(("m", f"{MICROSOFT}/vbaProject", "other.bin")),
    "a project by its type": lambda: of_kind(
        types=typed("xl/a.bin", "application/vnd.ms-office.vbaProject"), **{"xl/a.bin": b"x"}
    ),
    "a signature of a project": lambda: workbook({"xl/vbaProjectSignature.bin": b"x"}),
    "a workbook of the kind": lambda: workbook({TYPES: content_types(book=MACRO_BOOK)}),
    "an add-in": lambda: workbook({TYPES: content_types(book="application/vnd.ms-excel.addin.macroEnabled.main+xml")}),
    "a sheet of Excel 4": lambda: of_kind(
        ("m", f"{MICROSOFT}/xlMacrosheet", "macrosheets/sheet1.xml"), **{"xl/macrosheets/sheet1.xml": MACRO_SHEET}
    ),
    "an international sheet of Excel 4": lambda: of_kind(
        ("m", f"{MICROSOFT}/xlIntlMacrosheet", "sheets/m.xml"), **{"xl/sheets/m.xml": MACRO_SHEET}
    ),
    "a sheet of Excel 4 that says it is another": lambda: workbook({SHEET: MACRO_SHEET}),
    "a sheet of Excel 4 without relationship": lambda: workbook({"xl/macrosheets/sheet1.xml": MACRO_SHEET}),
    "a dialog": lambda: of_kind(
        ("m", "dialogsheet", "dialogsheets/sheet1.xml"), **{"xl/dialogsheets/sheet1.xml": sheet()}
    ),
    "a dialog that says it is another": lambda: workbook({SHEET: f'<dialogsheet xmlns="{MAIN}"/>'}),
    "a name that starts it": lambda: workbook({BOOK: book(named("_xlnm.Auto_Open", "Figures!$A$1"))}),
    "a name that ends it": lambda: workbook({BOOK: book(named("AUTO_CLOSE", "Figures!$A$1"))}),
    "a name for a macro": lambda: workbook({BOOK: book(named("go", "Figures!$A$1", 'xlm="1" function="1"'))}),
    "a name for a procedure": lambda: workbook({BOOK: book(named("go", "#REF!", 'vbProcedure="true"'))}),
    "a ribbon": lambda: workbook({"customUI/customUI14.xml": "<customUI/>"}),
    "a ribbon by its relationship": lambda: workbook(
        {
            "_rels/.rels": relationships(
                ("rId1", "officeDocument", BOOK), ("u", f"{MICROSOFT}/ui/extensibility", "u.xml")
            ),
            "u.xml": "<customUI/>",
        }
    ),
    "a toolbar": lambda: of_kind(("m", f"{MICROSOFT}/attachedToolbars", "attachedToolbars.bin")),
    "an add-in from the web": lambda: workbook({"xl/webextensions/webextension1.xml": "<we/>"}),
}


def named(name: str, formula: str, more: str = "") -> str:
    return f'<definedNames><definedName name="{name}" {more}>{formula}</definedName></definedNames>'


@pytest.mark.parametrize("case", MACROS)
def test_macros_are_refused_whichever_trace_they_leave(case: str) -> None:
    assert type(refused(MACROS[case]())) is MacroWorkbook


EMBEDDED: dict[str, Callable[[], bytes]] = {
    "an object": lambda: of_sheet(("o", "oleObject", "../embeddings/oleObject1.bin")),
    "an object without relationship": lambda: workbook({"xl/embeddings/oleObject1.bin": b"x"}),
    "an object under another name": lambda: workbook({"xl/media/image1.png": old_file("Root Entry", "\1Ole10Native")}),
    "a document": lambda: of_sheet(("o", "package", "../embeddings/Document1.docx")),
    "an object that is only drawn": lambda: workbook(
        {SHEET: sheet(after="<oleObjects><oleObject progId='x'/></oleObjects>")}
    ),
    "a control": lambda: of_sheet(("o", "control", "../activeX/activeX1.xml")),
    "a control without relationship": lambda: workbook({"xl/activeX/activeX1.xml": "<ocx/>"}),
    "a control by its type": lambda: of_kind(
        types=typed("xl/x.xml", "application/vnd.ms-office.activeX+xml"), **{"xl/x.xml": "<ocx/>"}
    ),
}


@pytest.mark.parametrize("case", EMBEDDED)
def test_objects_and_controls_are_refused_whichever_trace_they_leave(case: str) -> None:
    assert type(refused(EMBEDDED[case]())) is EmbeddedObject


OTHER_BOOK = f'<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'
QUERY = '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AAAA</DataMashup>'
DDE = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
LINKED: dict[str, Callable[[], bytes]] = {
    "another workbook": lambda: of_kind(
        ("x", "externalLink", "externalLinks/externalLink1.xml"), **{"xl/externalLinks/externalLink1.xml": OTHER_BOOK}
    ),
    "a program": lambda: of_kind(("x", "externalLink", "links/a.xml"), **{"xl/links/a.xml": DDE}),
    "a link without relationship": lambda: workbook({"xl/externalLinks/externalLink1.xml": DDE}),
    "a link by its type": lambda: of_kind(
        types=typed("xl/a.xml", f"{SPREADSHEET}.externalLink+xml"), **{"xl/a.xml": DDE}
    ),
    "a database": lambda: of_kind(("x", "connections", "connections.xml"), **{"xl/connections.xml": "<connections/>"}),
    "a database without relationship": lambda: workbook({"xl/connections.xml": "<connections/>"}),
    "a query": lambda: of_sheet(("q", "queryTable", "../queryTables/queryTable1.xml")),
    "a query that Excel keeps apart": lambda: workbook({"customXml/item1.xml": QUERY}),
    "the same in the letters that Excel writes it in": lambda: workbook(
        {"customXml/item1.xml": QUERY.encode("utf-16")}
    ),
    "live values": lambda: of_kind(("x", "volatileDependencies", "volatileDependencies.xml")),
    "a picture from elsewhere": lambda: of_sheet(("i", "image", "http://127.0.0.1:9/p.png"), outside=("i",)),
    "a template on a share": lambda: of_kind(("x", "attachedTemplate", "file://server/share/t.xltx"), outside=("x",)),
    "a sheet from elsewhere of a picture": lambda: workbook(
        {
            "xl/drawings/_rels/drawing1.xml.rels": relationships(("i", "image", "\\\\server\\p.png"), outside=("i",)),
            "xl/drawings/drawing1.xml": "<wsDr/>",
        }
    ),
    "a name": lambda: workbook({BOOK: book(named("far", "[1]Sheet1!$A$1"))}),
}


@pytest.mark.parametrize("case", LINKED)
def test_links_to_elsewhere_are_refused_whichever_trace_they_leave(case: str) -> None:
    assert type(refused(LINKED[case]())) is LinkedWorkbook


def with_formula(formula: str) -> bytes:
    written = formula.replace("&", "&amp;").replace("<", "&lt;")
    return workbook({SHEET: sheet(f'<row r="12"><c r="F12"><f>{written}</f><v>7</v></c></row>')})


REACHING = [
    *("[1]Sheet1!A1", "1+[1]Sheet1!$A$1*2", "[1]!total", "SUM([2]Sheet1:Sheet3!A1)", "[rekap.xlsx]Sheet1!A1"),
    *(
        "'[1]Sheet 1'!A1",
        "'C:\\data\\[rekap.xlsx]Sheet1'!A1",
        "'https://example.org/[b.xlsx]S'!A1",
        "'/data/b.xlsx'!total",
    ),
    *("'It''s [b.xlsx]S'!A1", "'\\\\server\\share\\[b.xlsx]S'!A1", 'IF("["="x",[1]S!A1,0)', "'file:///C:/b.ods'#$S.A1"),
    *("cmd|'/C calc'!A0", "cmd|' /C calc'!A0", "EXCEL|book!r1c1", "1+MSEXCEL|'\\x'!A1", 'DDE("soffice";"b.ods";"A1")'),
    *(
        'RTD("x",,"y")',
        'CALL("Kernel32","WinExec","JCJ","calc",0)',
        'rtd ("x")',
        'REGISTER.ID("a","b")',
        '+EXEC("calc")',
    ),
]


@pytest.mark.parametrize("formula", REACHING)
def test_a_cell_that_reaches_outside_is_named(formula: str) -> None:
    error = refused(with_formula(formula))
    assert type(error) is LinkedCell
    assert (error.values["sheet"], error.values["cell"]) == (TITLES[0], "F12")


STAYING = [
    *("B1+1", "SUM(A1:A9)", "Notes!C3", "'Notes'!C3", "Table1[Total]", "Table1[[#This Row],[a b]]*2", "SUM(T[x]:T[y])"),
    *(
        'IF(A1="[1]Sheet!A1",1,2)',
        "\"cmd|'/C calc'!A0\"",
        "'a|b'!A1",
        "A1/B1/C1",
        "'It''s'!A1/'b'!A2",
        '"C:\\x\\[a.xlsx]"',
    ),
    *(
        'HYPERLINK("https://example.org","x")',
        'WEBSERVICE("http://127.0.0.1:9/x")',
        "RECALL(1)",
        "myrtd(2)",
        "X.CALL(1)",
    ),
    *("{1,2;3,4}", "Table1[a]*Notes!A1", '"a""[1]S!A1"', "-1%", "A1#", "'Sheet 1:Sheet 3'!A1"),
]


@pytest.mark.parametrize("formula", STAYING)
def test_a_formula_that_stays_inside_is_let_through(formula: str) -> None:
    assert values(with_formula(formula))[TITLES[0]]["F12"] == f"={formula}"


def test_a_cell_is_named_before_the_link_that_it_uses() -> None:
    content = of_kind(
        ("x", "externalLink", "externalLinks/externalLink1.xml"),
        **{"xl/externalLinks/externalLink1.xml": OTHER_BOOK, SHEET: parts_with("[1]Sheet1!A1")},
    )
    assert refused(content).values["cell"] == "F12"


def parts_with(formula: str) -> str:
    return sheet(f'<row r="12"><c r="F12"><f>{formula}</f><v>7</v></c></row>')


@pytest.mark.parametrize(
    "after",
    [
        '<dataValidations><dataValidation sqref="C4:C9 D1"><formula1>[1]S!A1:A9</formula1></dataValidation>'
        "</dataValidations>",
        '<conditionalFormatting sqref="C4"><cfRule type="expression"><formula>[1]S!A1</formula></cfRule>'
        "</conditionalFormatting>",
    ],
)
def test_a_rule_that_reaches_outside_names_its_first_cell(after: str) -> None:
    error = refused(workbook({SHEET: sheet(after=after)}))
    assert (type(error), error.values["cell"]) == (LinkedCell, "C4")


def test_hyperlinks_wait_for_a_click_and_are_let_through() -> None:
    links = '<hyperlinks><hyperlink ref="A1" r:id="h"/><hyperlink ref="A2" location="Notes!A1"/></hyperlinks>'
    content = of_sheet(
        ("h", "hyperlink", "https://example.org/?a=1&amp;b=2"), outside=("h",), **{SHEET: sheet(after=links)}
    )
    assert values(content) == values(workbook())


# Where relationships lead


@pytest.mark.parametrize(
    "target",
    [
        *(
            "../../../../etc/passwd",
            "../../xl/worksheets/sheet1.xml",
            "file:///etc/passwd",
            "..\\..\\x.xml",
            "C:/x.xml",
        ),
        *("%2e%2e/%2e%2e/%2e%2e/x.xml", "//server/share/x.xml", "http://127.0.0.1:9/sheet1.xml", "worksheets/a%00.xml"),
    ],
)
def test_a_relationship_cannot_lead_out_of_the_package(target: str) -> None:
    links = [("rId1", "worksheet", target), *BOOK_LEADS_TO[1:]]
    assert refused(workbook({BOOK_LINKS: relationships(*links)})).values == {"reason": "relationship"}


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "worksheets/SHEET1.xml", "./worksheets/sheet%31.xml"])
def test_a_relationship_may_lead_to_a_part_in_several_ways(target: str) -> None:
    links = [("rId1", "worksheet", target), *BOOK_LEADS_TO[1:]]
    assert values(workbook({BOOK_LINKS: relationships(*links)})) == values(workbook())


def leading(*lines: tuple[str, str, str], outside: tuple[str, ...] = ()) -> str:
    return relationships(*lines, *BOOK_LEADS_TO[1:], outside=outside)


ELSEWHERE: dict[str, tuple[Callable[[], Changes], type[UnreadableWorkbook], str]] = {
    "a sheet without relationship": (lambda: {BOOK_LINKS: leading()}, DamagedSheet, "sheet_missing"),
    "a sheet that is not there": (
        lambda: {BOOK_LINKS: leading(("rId1", "worksheet", "worksheets/sheet7.xml"))},
        DamagedSheet,
        "sheet_missing",
    ),
    "a sheet that is something else": (
        lambda: {BOOK_LINKS: leading(("rId1", "theme", "worksheets/sheet1.xml"))},
        DamagedSheet,
        "sheet_missing",
    ),
    "a sheet that is the workbook": (
        lambda: {BOOK_LINKS: leading(("rId1", "worksheet", "workbook.xml"))},
        DamagedSheet,
        "root",
    ),
    "a sheet listed twice": (
        lambda: {BOOK_LINKS: leading(("rId1", "worksheet", "worksheets/sheet2.xml"))},
        UnsafeWorkbook,
        "sheet_twice",
    ),
    "a title given twice": (lambda: {BOOK: book(titles=("Figures", "FIGURES"))}, UnsafeWorkbook, "sheet_twice"),
    "an id given twice": (
        lambda: {BOOK_LINKS: relationships(*BOOK_LEADS_TO, BOOK_LEADS_TO[1])},
        UnsafeWorkbook,
        "relationship_twice",
    ),
    "two tables of texts": (
        lambda: {BOOK_LINKS: relationships(*BOOK_LEADS_TO, ("rId9", "sharedStrings", "worksheets/sheet2.xml"))},
        UnsafeWorkbook,
        "relationship_twice",
    ),
    "two workbooks": (
        lambda: {"_rels/.rels": relationships(("a", "officeDocument", BOOK), ("b", "officeDocument", SHEET))},
        DamagedWorkbook,
        "workbook_part",
    ),
    "no workbook": (lambda: {"_rels/.rels": relationships()}, DamagedWorkbook, "workbook_part"),
    "no relationships": (lambda: {"_rels/.rels": None}, DamagedWorkbook, "workbook_part"),
    "a workbook that is not there": (lambda: {BOOK: None}, DamagedWorkbook, "workbook_part"),
    "a workbook that is a sheet": (lambda: {BOOK: sheet()}, DamagedWorkbook, "workbook_part"),
    "no content types": (lambda: {TYPES: None}, DamagedWorkbook, "content_types"),
    "no sheet": (lambda: {BOOK: book(titles=())}, DamagedWorkbook, "sheets"),
    "no list of sheets": (lambda: {BOOK: f'<workbook xmlns="{MAIN}"/>'}, DamagedWorkbook, "sheets"),
    "two lists of sheets": (lambda: {BOOK: book(before="<sheets/>")}, DamagedWorkbook, "sheets"),
    "something else among the sheets": (
        lambda: {BOOK: book().replace("</sheets>", '<page name="x" r:id="rId1"/></sheets>')},
        DamagedWorkbook,
        "sheets",
    ),
    "a sheet without title": (lambda: {BOOK: book(titles=("", "Notes"))}, DamagedWorkbook, "sheets"),
    "too many sheets": (lambda: {BOOK: book(titles=[f"s{n}" for n in range(101)])}, TooMuchInside, "sheets"),
    "texts that are something else": (lambda: {STRINGS: sheet()}, DamagedWorkbook, "strings"),
    "formats that are something else": (lambda: {STYLES: sheet()}, DamagedWorkbook, "styles"),
    "no sheet with its relationships": (lambda: {SHEET: None}, DamagedSheet, "sheet_missing"),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_workbook_whose_parts_do_not_fit_together_is_refused(case: str) -> None:
    made, kind, reason = ELSEWHERE[case]
    error = refused(workbook(made()))
    assert (type(error), error.values["reason"]) == (kind, reason)


def test_a_workbook_that_has_lost_its_formats_keeps_its_values() -> None:
    links = relationships(*(line for line in BOOK_LEADS_TO if line[1] != "styles"))
    assert values(workbook({STYLES: None})) == values(workbook())
    assert values(workbook({STYLES: None, BOOK_LINKS: links})) == values(workbook())
    assert values(workbook({STYLES: f'<styleSheet xmlns="{MAIN}"/>'})) == values(workbook())


def test_what_the_reader_does_not_need_is_kept_from_it_and_handed_on_besides() -> None:
    more = {
        "xl/media/image1.png": b"\x89PNG" + bytes(50),
        "xl/drawings/drawing1.xml": "<wsDr><p>a text box</p></wsDr>",
        "xl/printerSettings/printerSettings1.bin": b"\0p\0r",
        "customXml/item1.xml": "<metadata/>",
        "xl/ctrlProps/ctrlProp1.xml": "<formControlPr/>",
        "docProps/core.xml": "<coreProperties/>",
        "docProps/thumbnail.jpeg": b"\xff\xd8",
        SHEET_LINKS: relationships(("d", "drawing", "../drawings/drawing1.xml")),
        SHEET: sheet(after='<drawing r:id="d"/>'),
    }
    safe = open_safely(workbook(more))
    assert values(workbook(more)) == values(workbook())
    assert safe.parts.keys() == parts(more).keys()
    assert safe.parts["xl/drawings/drawing1.xml"] == b"<wsDr><p>a text box</p></wsDr>"
    with zipfile.ZipFile(io.BytesIO(safe.content)) as copy:
        assert sorted(copy.namelist()) == sorted(
            [TYPES, "_rels/.rels", BOOK, BOOK_LINKS, STYLES, STRINGS, SHEET, "xl/worksheets/sheet2.xml"]
        )


def test_a_sheet_of_a_chart_hinders_nobody() -> None:
    links = relationships(*BOOK_LEADS_TO, ("rId5", "chartsheet", "chartsheets/sheet1.xml"))
    views = '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    chart = f'<chartsheet xmlns="{MAIN}">{views}</chartsheet>'
    sheets = book().replace("</sheets>", '<sheet name="Chart" sheetId="5" r:id="rId5"/></sheets>')
    assert values(workbook({BOOK_LINKS: links, BOOK: sheets, "xl/chartsheets/sheet1.xml": chart})) == values(workbook())


@pytest.mark.parametrize(
    "name", ["laporan.xlsx", "laporan.XLSX", "Q3 2026.xlsx", "тест.xlsx", "報告.xlsx", "../../x.xlsx"]
)
def test_a_plain_file_name_is_accepted(name: str) -> None:
    look_at_file_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "laporan.xlsm",
        "laporan.exe",
        "laporan",
        "",
        "laporan\u202exslx.exe",
        "lapor\u202ean.xlsx",
        "a\0.xlsx",
        "x.xlsx.scr",
    ],
)
def test_an_odd_file_name_is_refused(name: str) -> None:
    with pytest.raises(errors.OddFileName):
        look_at_file_name(name)
