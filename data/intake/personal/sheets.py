"""The texts and numbers of one sheet, with their cells."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence

from data.intake.personal.carried import Part, Style, Text
from data.intake.personal.elements import in_formula, words_in
from data.intake.personal.parts import local

REFERENCE = re.compile(r"=?\$?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})")
"""A formula that only repeats another cell."""

OTHER_PARTS = {
    "headerFooter": Part.HEADER,
    "dataValidations": Part.RULE,
    "conditionalFormatting": Part.RULE,
    "hyperlinks": Part.LINK,
    "protectedRanges": Part.NAME,
    "customSheetViews": Part.HEADER,
}
NO_WORDS = frozenset({"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "mergeCells", "pageSetup"})

FONT = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d{1,2}(?!\d)|&[A-Za-z]')
"""What a header writes for fonts, colours, page numbers and the like."""

Place = tuple[str, str]


class SheetReader:
    """Reads one sheet. It remembers which strings of the shared list it used, and which cells only repeat another."""

    def __init__(self, name: str, *, strings: Sequence[str], styles: Mapping[str, Style]) -> None:
        """Read with the workbook's shared strings and the styles of its cell formats."""
        self.used: set[int] = set()
        self.repeats: dict[str, Place] = {}
        self._name = name
        self._strings = strings
        self._styles = styles

    def texts(self, root: ET.Element) -> list[Text]:
        """Everything on the sheet, its cells first."""
        texts: list[Text] = []
        for child in root:
            name = local(child.tag)
            if name == "sheetData":
                self._add_cells(child, texts)
            elif name not in NO_WORDS:
                texts += self._others(child, OTHER_PARTS.get(name, Part.OTHER))
        return texts

    def _add_cells(self, data: ET.Element, texts: list[Text]) -> None:
        row = 0
        for each in data:
            row = _number(each.get("r"), row + 1)
            address = ""
            for cell in each:
                address = cell.get("r") or cell_name(column_of(address) + 1, row)
                if len(cell):
                    self._add_cell(cell, address, texts)

    def _add_cell(self, cell: ET.Element, address: str, texts: list[Text]) -> None:
        place: Place = (self._name, address)
        for child in cell:
            said, name = child.text, local(child.tag)
            if name == "is":
                texts.append(Text("".join(child.itertext()), Part.CELL, *place))
            elif name == "v" and said:
                value = self._value(said, cell.get("t", "n"))
                if value is not None:
                    texts.append(Text(value, Part.CELL, *place, self._styles.get(cell.get("s", ""), Style.PLAIN)))
            elif name == "f" and said:
                repeated = REFERENCE.fullmatch(said) if "!" in said and "[" not in said else None
                if repeated:
                    other = (repeated[1] or repeated[2]).replace("''", "'")
                    place = self.repeats[address] = (other, f"{repeated[3]}{repeated[4]}")
                else:
                    texts += [Text(each, Part.FORMULA, *place) for each in in_formula(said)]

    def _value(self, said: str, kind: str) -> str | float | None:
        if kind == "s":
            number = _number(said, -1)
            self.used.add(number)
            return self._strings[number] if 0 <= number < len(self._strings) else None
        if kind in ("n", ""):
            try:
                return float(said)
            except ValueError:
                return said
        return None if kind in ("b", "e") else said

    def _others(self, element: ET.Element, part: Part) -> Iterator[Text]:
        for each in element if len(element) and part is not Part.HEADER else (element,):
            first = (each.get("sqref") or each.get("ref") or element.get("sqref") or element.get("ref") or "").split(
                " "
            )[0]
            cell = first.partition(":")[0] or None
            for said in words_in(each):
                yield Text(without_codes(said) if part is Part.HEADER else said, part, self._name, cell)


def without_codes(said: str) -> str:
    """A header or footer without its codes for fonts and page numbers, a line for each of its sections."""
    return FONT.sub("\n", said.replace("&&", "\N{FULLWIDTH AMPERSAND}")).replace("&", " ")


def cell_name(column: int, row: int) -> str:
    """`C12`; the first column and row are 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def column_of(address: str) -> int:
    """The number of the column in an address: 3 in `C12`."""
    column = 0
    for letter in address:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter.upper()) - ord("A") + 1
    return column


def _number(said: str | None, otherwise: int) -> int:
    try:
        return int(said) if said is not None else otherwise
    except ValueError:
        return otherwise
