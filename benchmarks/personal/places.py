"""The places in a workbook where something can be planted, and how it gets there.

Each function puts a value into the parts of a workbook and says where it should be noticed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from benchmarks.personal.clean import Blank, cell_xml
from data.intake.sheets.table import FIRST

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAW = "http://schemas.openxmlformats.org/drawingml/2006/main"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass
class Workbook:
    """A workbook into which something is planted.

    Attributes:
        expected: sheet and cell where it should be noticed, as far as the place has them.
    """

    blank: Blank
    parts: dict[str, bytes]
    chance: random.Random
    file_name: str = "laporan.xlsx"
    expected: tuple[str | None, str | None] = (None, None)
    _names: set[str] = field(default_factory=set)

    def sheet(self) -> tuple[str, str]:
        """The name and part of some visible sheet."""
        names = [name for name in self.blank.part_of if name != "_lima"]
        name = self.chance.choice(names)
        return name, self.blank.part_of[name]

    def change(self, part: str, old: str, new: str) -> None:
        """Replace the first occurrence of something that must be there."""
        before = self.parts[part].decode()
        if old not in before:
            raise LookupError(f"{part} has no {old}")
        self.parts[part] = before.replace(old, new, 1).encode()

    def add_row(self, part: str, row: int, cells: bytes, more: str = "") -> None:
        """Add a row at the end of a sheet."""
        self.change(part, "</sheetData>", f'<row r="{row}"{more}>{cells.decode()}</row></sheetData>')

    def add_part(
        self, name: str, content: str, kind: str, *, to: str | None, content_type: str = "application/xml"
    ) -> str:
        """Add a part and let another refer to it. Gives the id of the reference."""
        self.parts[name] = (content if content.startswith("<?xml") else HEAD + content).encode()
        override = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        self.change("[Content_Types].xml", "</Types>", f"{override}</Types>")
        return self.relate(to, kind, f"/{name}") if to is not None else ""

    def relate(self, source: str, kind: str, target: str, mode: str = "") -> str:
        """Let a part refer to another, or to an address outside."""
        folder, _, file = source.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels" if folder else "_rels/.rels"
        if rels not in self.parts:
            self.parts[rels] = f'{HEAD}<Relationships xmlns="{RELS}"></Relationships>'.encode()
        number = f"rIdP{self.parts[rels].count(b'<Relationship ') + 1}"
        more = f' TargetMode="{mode}"' if mode else ""
        one = f'<Relationship Id="{number}" Type="{REL}/{kind}" Target={quoteattr(target)}{more}/>'
        self.change(rels, "</Relationships>", f"{one}</Relationships>")
        return number


Plant = Callable[[Workbook, str], None]


def text_cell(book: Workbook, value: str) -> None:
    """A cell for the name of a centre or source."""
    title = book.blank.form.say(f"sheets.{book.chance.choice(['facilities', 'funding'])}")
    column = "B"
    row = FIRST + book.chance.randrange(0, 10)
    _overwrite(book, title, f"{column}{row}", value)


def count_cell(book: Workbook, value: str | float) -> None:
    """A cell for a count."""
    slots = [slot for slot in book.blank.form.layout.slots if slot.part.unit not in ("money", "yes-no")]
    slot = book.chance.choice(slots)
    _overwrite(book, book.blank.form.say(f"sheets.{slot.sheet.value}"), slot.cell, value)


def money_cell(book: Workbook, value: str | float) -> None:
    """A cell for an amount."""
    slots = [slot for slot in book.blank.form.layout.slots if slot.part.unit == "money"]
    slot = book.chance.choice(slots)
    _overwrite(book, book.blank.form.say(f"sheets.{slot.sheet.value}"), slot.cell, value)


def _overwrite(book: Workbook, title: str, address: str, value: str | float, style: str = "") -> None:
    part = book.blank.part_of[title]
    cell = re.compile(rf'<c r="{address}"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)'.encode(), re.DOTALL)
    replaced, count = cell.subn(lambda found: cell_xml(address, value, style or found[1].decode()), book.parts[part], 1)
    if not count:
        raise LookupError(f"{title} has no {address}")
    book.parts[part] = replaced
    book.expected = (title, address)


def stray_cell(book: Workbook, value: str | float) -> None:
    """A cell beside the form."""
    name, part = book.sheet()
    row = book.chance.randrange(300, 900)
    address = f"{book.chance.choice(['B', 'P', 'AB'])}{row}"
    book.add_row(part, row, cell_xml(address, value))
    book.expected = (name, address)


def date_cell(book: Workbook, value: str | float) -> None:
    """A cell beside the form that shows a number as a date."""
    styles = book.parts["xl/styles.xml"].decode()
    formats = re.search(r"<cellXfs[^>]*>.*?</cellXfs>", styles, re.DOTALL)
    if not formats:
        raise LookupError("no formats")
    number = len(re.findall(r"<xf ", formats[0]))
    book.change("xl/styles.xml", "</cellXfs>", '<xf numFmtId="14" fontId="0" fillId="0" borderId="0"/></cellXfs>')
    name, part = book.sheet()
    row = book.chance.randrange(300, 900)
    book.add_row(part, row, cell_xml(f"C{row}", value, f' s="{number}"'))
    book.expected = (name, f"C{row}")


def hidden_row(book: Workbook, value: str | float) -> None:
    """A hidden row."""
    name, part = book.sheet()
    row = book.chance.randrange(300, 900)
    book.add_row(part, row, cell_xml(f"D{row}", value), ' hidden="1"')
    book.expected = (name, f"D{row}")


def rich_text(book: Workbook, value: str) -> None:
    """A cell whose text is cut up by formats."""
    name, part = book.sheet()
    row, at = book.chance.randrange(300, 900), book.chance.randrange(0, len(value) + 1)
    runs = "".join(
        f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(piece)}</t></r>' for piece in (value[:at], value[at:])
    )
    book.add_row(part, row, f'<c r="E{row}" t="inlineStr"><is>{runs}</is></c>'.encode())
    book.expected = (name, f"E{row}")


def shared_string(book: Workbook, value: str) -> None:
    """A cell whose text stands in the list of shared strings."""
    _strings(book, value)
    name, part = book.sheet()
    row = book.chance.randrange(300, 900)
    book.add_row(part, row, f'<c r="F{row}" t="s"><v>1</v></c>'.encode())
    book.expected = (name, f"F{row}")


def unused_string(book: Workbook, value: str) -> None:
    """A shared string that no cell uses any more."""
    _strings(book, value)


def _strings(book: Workbook, value: str) -> None:
    content = f'<sst xmlns="{MAIN}"><si><t>a</t></si><si><t xml:space="preserve">{escape(value)}</t></si></sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    book.add_part("xl/sharedStrings.xml", content, "sharedStrings", to="xl/workbook.xml", content_type=kind)


def formula_text(book: Workbook, value: str) -> None:
    """A text within a formula."""
    name, part = book.sheet()
    row = book.chance.randrange(300, 900)
    said = escape(value.replace('"', '""'))
    book.add_row(part, row, f'<c r="G{row}" t="str"><f>IF(A1="","","{said}")</f></c>'.encode())
    book.expected = (name, f"G{row}")


def formula_result(book: Workbook, value: str) -> None:
    """The stored result of a formula."""
    name, part = book.sheet()
    row = book.chance.randrange(300, 900)
    book.add_row(part, row, f'<c r="H{row}" t="str"><f>A1&amp;B1</f><v>{escape(value)}</v></c>'.encode())
    book.expected = (name, f"H{row}")


def _new_sheet(book: Workbook, value: str | float, state: str, title: str = "Lampiran") -> None:
    content = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="2">{cell_xml("B2", "Catatan").decode()}</row>'
        f'<row r="5">{cell_xml("C5", value).decode()}</row></sheetData></worksheet>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    ident = book.add_part("xl/worksheets/sheet77.xml", content, "worksheet", to="xl/workbook.xml", content_type=kind)
    visible = f' state="{state}"' if state else ""
    link = f'<sheet xmlns:r="{REL}" name={quoteattr(title)} sheetId="77"{visible} r:id="{ident}"/>'
    book.change("xl/workbook.xml", "</sheets>", f"{link}</sheets>")
    book.expected = (title, "C5")


def added_sheet(book: Workbook, value: str | float) -> None:
    """An added sheet."""
    _new_sheet(book, value, "")


def hidden_sheet(book: Workbook, value: str | float) -> None:
    """A hidden sheet."""
    _new_sheet(book, value, "hidden")


def very_hidden_sheet(book: Workbook, value: str | float) -> None:
    """A sheet that no menu shows."""
    _new_sheet(book, value, "veryHidden")


def sheet_name(book: Workbook, value: str) -> None:
    """The name of a sheet."""
    _new_sheet(book, "tidak ada", "", re.sub(r"[\[\]:*?/\\\n]", " ", value))
    book.expected = (None, None)


def comment(book: Workbook, value: str) -> None:
    """A comment on a cell."""
    name, part = book.sheet()
    content = (
        f'<comments xmlns="{MAIN}"><authors><author>Petugas</author></authors><commentList>'
        '<comment ref="C9" authorId="0">'
        f'<text><r><rPr><b/></rPr><t>Petugas:</t></r><r><t xml:space="preserve">\n{escape(value)}</t></r></text>'
        "</comment></commentList></comments>"
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
    book.add_part("xl/comments77.xml", content, "comments", to=part, content_type=kind)
    book.expected = (name, "C9")


def threaded_comment(book: Workbook, value: str) -> None:
    """A comment with answers."""
    name, part = book.sheet()
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    content = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="D11" dT="2026-10-01T08:00:00.00" '
        'personId="{11111111-2222-3333-4444-555555555555}" id="{66666666-7777-8888-9999-000000000000}">'
        f"<text>{escape(value)}</text></threadedComment></ThreadedComments>"
    )
    book.add_part("xl/threadedComments/threadedComment1.xml", content, "threadedComment", to=part)
    book.expected = (name, "D11")


def defined_name(book: Workbook, value: str) -> None:
    """A name that stands for a text."""
    said = escape('"' + value.replace('"', '""') + '"')
    _name(book, f'<definedName name="catatan">{said}</definedName>')


def name_comment(book: Workbook, value: str) -> None:
    """The comment on a name."""
    _name(book, f'<definedName name="catatan" comment={quoteattr(value)}>$A$1</definedName>')


def _name(book: Workbook, xml: str) -> None:
    if "</definedNames>" in book.parts["xl/workbook.xml"].decode():
        book.change("xl/workbook.xml", "</definedNames>", f"{xml}</definedNames>")
    else:
        book.change("xl/workbook.xml", "<calcPr", f"<definedNames>{xml}</definedNames><calcPr")


def _validation(book: Workbook, attributes: str, formula: str) -> None:
    name, part = book.sheet()
    one = f'<dataValidation type="list" sqref="C12:C14" {attributes}><formula1>{formula}</formula1></dataValidation>'
    if "</dataValidations>" in book.parts[part].decode():
        book.change(part, "</dataValidations>", f"{one}</dataValidations>")
    else:
        book.change(part, "<pageMargins", f'<dataValidations count="1">{one}</dataValidations><pageMargins')
    book.expected = (name, "C12")


def drop_down(book: Workbook, value: str) -> None:
    """An entry of a drop-down list."""
    _validation(book, "", escape('"Ya,' + value.replace('"', '""').replace(",", ";") + ',Tidak"'))


def prompt(book: Workbook, value: str) -> None:
    """The hint that a cell shows."""
    _validation(book, f"showInputMessage={quoteattr('1')} prompt={quoteattr(value)}", '"Ya,Tidak"')


def error_text(book: Workbook, value: str) -> None:
    """The message of an input rule."""
    _validation(book, f"errorTitle={quoteattr('Periksa')} error={quoteattr(value)}", '"Ya,Tidak"')


def footer(book: Workbook, value: str) -> None:
    """A footer."""
    name, part = book.sheet()
    found = re.search(r"<headerFooter.*?</headerFooter>", book.parts[part].decode(), re.DOTALL)
    said = escape(value.replace("&", "&&"))
    codes = '&amp;L&amp;"Calibri,Bold"&amp;10'
    xml = f"<headerFooter><oddFooter>{codes} {said}&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
    if found:
        book.change(part, found[0], xml)
    else:
        book.change(part, "</worksheet>", f"{xml}</worksheet>")
    book.expected = (name, None)


def first_header(book: Workbook, value: str) -> None:
    """The header of the first page."""
    footer(book, value)
    _, part = book.sheet()
    for part in book.blank.part_of.values():
        if b"<oddFooter>&amp;L&amp;&quot;Calibri" in book.parts[part] or b'"Calibri,Bold"' in book.parts[part]:
            old = book.parts[part].decode()
            book.parts[part] = old.replace("oddFooter", "firstHeader").encode()


def _draw(book: Workbook, inside: str) -> None:
    name, part = book.sheet()
    content = (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{DRAW}"><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col>'
        "<xdr:colOff>123456789</xdr:colOff>"
        "<xdr:row>15</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>20</xdr:row><xdr:rowOff>987654321</xdr:rowOff></xdr:to>{inside}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
    book.add_part("xl/drawings/drawing77.xml", content, "drawing", to=part, content_type=kind)
    book.expected = (name, "D16")


def text_box(book: Workbook, value: str) -> None:
    """A text box, its text cut up by formats."""
    at = book.chance.randrange(0, len(value) + 1)
    runs = "".join(f"<a:r><a:t>{escape(piece)}</a:t></a:r>" for piece in (value[:at], value[at:]))
    _draw(
        book,
        '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="TextBox 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr>'
        "<a:xfrm>"
        '<a:off x="1234567890" y="0"/><a:ext cx="123456789" cy="987654321"/></a:xfrm></xdr:spPr><xdr:txBody><a:bodyPr/>'
        f"<a:p><a:r><a:t>Catatan</a:t></a:r></a:p><a:p>{runs}</a:p></xdr:txBody></xdr:sp>",
    )


def alternative_text(book: Workbook, value: str) -> None:
    """The alternative text of a shape."""
    _draw(
        book,
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Bentuk 1" descr={quoteattr(value)}/><xdr:cNvSpPr/>'
        "</xdr:nvSpPr></xdr:sp>",
    )


def chart_title(book: Workbook, value: str) -> None:
    """The title of a chart."""
    _draw(book, "<xdr:graphicFrame/>")
    content = (
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAW}"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r>'
        f"<a:t>{escape(value)}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:ser><c:val><c:numRef><c:f>A1:A2</c:f>"
        "<c:numCache><c:pt><c:v>12345678901</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:plotArea></c:chart></c:chartSpace>"
    )
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    book.add_part("xl/charts/chart77.xml", content, "chart", to="xl/drawings/drawing77.xml", content_type=kind)
    book.expected = (book.expected[0], None)


def chart_labels(book: Workbook, value: str) -> None:
    """What a chart keeps of the cells it is labelled with."""
    _draw(book, "<xdr:graphicFrame/>")
    content = (
        f'<c:chartSpace xmlns:c="{CHART}"><c:chart><c:plotArea><c:ser><c:cat><c:strRef><c:f>A1</c:f><c:strCache>'
        f'<c:pt idx="0"><c:v>{escape(value)}</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser></c:plotArea>'
        "</c:chart></c:chartSpace>"
    )
    book.add_part("xl/charts/chart77.xml", content, "chart", to="xl/drawings/drawing77.xml")
    book.expected = (book.expected[0], None)


def custom_xml(book: Workbook, value: str) -> None:
    """Data that another program attached."""
    content = f'<catatan xmlns="urn:contoh"><isi>{escape(value)}</isi></catatan>'
    book.add_part("customXml/item1.xml", content, "customXml", to="xl/workbook.xml")


def custom_xml_attribute(book: Workbook, value: str) -> None:
    """An attribute of data that another program attached."""
    book.add_part("customXml/item1.xml", f"<catatan isi={quoteattr(value)}/>", "customXml", to="xl/workbook.xml")


def property_(book: Workbook, value: str) -> None:
    """Title, subject, keywords, description or category of the document."""
    name = book.chance.choice(["dc:subject", "cp:keywords", "dc:description", "cp:category"])
    book.change("docProps/core.xml", "</cp:coreProperties>", f"<{name}>{escape(value)}</{name}></cp:coreProperties>")


def custom_property(book: Workbook, value: str) -> None:
    """A property of the document that somebody added."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    content = (
        f'<Properties xmlns="{space}" xmlns:vt="{types}">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
        f'name="Catatan"><vt:lpwstr>{escape(value)}</vt:lpwstr></property></Properties>'
    )
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    book.add_part("docProps/custom.xml", content, "custom-properties", to="", content_type=kind)


def hyperlink_tip(book: Workbook, value: str) -> None:
    """What a link says when the mouse rests on it."""
    name, part = book.sheet()
    xml = f'<hyperlinks><hyperlink ref="B3" location="A1" tooltip={quoteattr(value)}/></hyperlinks>'
    book.change(part, "<pageMargins", f"{xml}<pageMargins")
    book.expected = (name, "B3")


def hyperlink_target(book: Workbook, value: str) -> None:
    """Where a link leads."""
    name, part = book.sheet()
    ident = book.relate(part, "hyperlink", f"https://example.org/?q={value}", "External")
    xml = f'<hyperlinks><hyperlink xmlns:r="{REL}" ref="B4" r:id="{ident}"/></hyperlinks>'
    book.change(part, "<pageMargins", f"{xml}<pageMargins")
    book.expected = (name, "B4")


def table_column(book: Workbook, value: str) -> None:
    """The name of a column of a table."""
    name, part = book.sheet()
    content = (
        f'<table xmlns="{MAIN}" id="1" name="Tabel1" displayName="Tabel1" ref="P300:Q302"><tableColumns count="1">'
        f'<tableColumn id="1" name={quoteattr(value)}/></tableColumns></table>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
    book.add_part("xl/tables/table77.xml", content, "table", to=part, content_type=kind)
    book.expected = (name, None)


def pivot_cache(book: Workbook, value: str) -> None:
    """What a pivot table keeps of the cells it was made from."""
    content = (
        f'<pivotCacheDefinition xmlns="{MAIN}" refreshedBy="Petugas" refreshedDate="45987.123456789">'
        '<cacheFields count="1">'
        f'<cacheField name="isi"><sharedItems><s v={quoteattr(value)}/></sharedItems></cacheField></cacheFields>'
        "</pivotCacheDefinition>"
    )
    book.add_part("xl/pivotCache/pivotCacheDefinition1.xml", content, "pivotCacheDefinition", to="xl/workbook.xml")


def external_cache(book: Workbook, value: str) -> None:
    """What is kept of another workbook's cells."""
    content = (
        f'<externalLink xmlns="{MAIN}"><externalBook><sheetNames><sheetName val="Data"/></sheetNames><sheetDataSet>'
        f'<sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>{escape(value)}</v></cell></row></sheetData>'
        "</sheetDataSet></externalBook></externalLink>"
    )
    book.add_part("xl/externalLinks/externalLink1.xml", content, "externalLink", to="xl/workbook.xml")


def filter_value(book: Workbook, value: str) -> None:
    """A value that a filter lets through."""
    name, part = book.sheet()
    xml = (
        '<autoFilter ref="P300:Q310"><filterColumn colId="0"><filters>'
        f"<filter val={quoteattr(value)}/></filters></filterColumn>"
        "</autoFilter>"
    )
    book.change(part, "</sheetData>", f"</sheetData>{xml}")
    book.expected = (name, "P300")


def file_name(book: Workbook, value: str) -> None:
    """The name of the file."""
    book.file_name = f"{value}.xlsx"


TEXT_PLACES: dict[str, Plant] = {
    each.__name__.strip("_"): each
    for each in (
        text_cell, count_cell, stray_cell, hidden_row, rich_text, shared_string, unused_string, formula_text,
        formula_result, added_sheet, hidden_sheet, very_hidden_sheet, sheet_name, comment, threaded_comment,
        defined_name, name_comment, drop_down, prompt, error_text, footer, first_header, text_box, alternative_text,
        chart_title, chart_labels, custom_xml, custom_xml_attribute, property_, custom_property, hyperlink_tip,
        hyperlink_target, table_column, pivot_cache, external_cache, filter_value, file_name,
    )
}  # fmt: skip
"""Where a text can stand."""

NUMBER_PLACES: dict[str, Callable[[Workbook, float], None]] = {
    each.__name__: each for each in (count_cell, stray_cell, hidden_row, added_sheet, hidden_sheet, very_hidden_sheet)
}
"""Where a number can stand."""

HEADED = tuple(name for name in TEXT_PLACES if name not in ("hyperlink_target", "formula_text", "custom_xml_attribute"))
"""Where a heading can stand."""
