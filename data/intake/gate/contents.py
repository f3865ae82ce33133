"""What stands in a single cell: content of the kind that the cell says it has, and nothing that reaches outside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from xml.etree.ElementTree import Element

from data.errors import DamagedCell, LinkedCell, LongText, TooMuchOnSheet
from data.intake.gate.book import MAIN
from data.intake.gate.formulas import reaches_out
from data.intake.gate.limits import FORMATS, FORMULA_WORK, LETTERS, RUN_TAGS, TEXT_LETTERS
from data.intake.gate.ranges import box

VALUE, FORMULA, INLINE, EXTENSIONS, TEXT = (f"{MAIN}{name}" for name in ("v", "f", "is", "extLst", "t"))
PARTS = frozenset((VALUE, FORMULA, INLINE, EXTENSIONS))
SHARED_TEXT, INLINE_TEXT, SHARED_FORMULA, ARRAY_FORMULA = "s", "inlineStr", "shared", "array"
FORMAT = re.compile(r"[0-9]{1,6}")
FORMS: Mapping[str, re.Pattern[str] | None] = {
    "n": re.compile(r"\s*[+-]?(?:[0-9]{1,320}\.?[0-9]{0,320}|\.[0-9]{1,320})(?:[eE][+-]?[0-9]{1,5})?\s*"),
    SHARED_TEXT: re.compile(r"[0-9]{1,9}"),
    "b": re.compile(r"[01]"),
    "d": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{1,20}Z?)?|[0-9]{2}:[0-9]{2}(?::[0-9.]{1,10})?"),
    "e": re.compile(r"#[^\s]{1,40}"),
    "str": None,
    INLINE_TEXT: None,
}
"""What the value of each kind of cell looks like. A reader stumbles over anything else, without naming the cell."""
WORK_OF_ONE = 50
"""What repeating the shortest shared formula costs, in letters."""


RUN, READING_AID, AID_LOOK, LOOK = (f"{MAIN}{name}" for name in ("r", "rPh", "phoneticPr", "rPr"))
ODD = -1
TEXT_PARTS = frozenset((TEXT, RUN, READING_AID, AID_LOOK))


def is_text(element: Element) -> bool:
    """Whether a text is made as programs make it: plain, or of runs; of anything else each reads something else."""
    tags = [part.tag for part in element]
    if tags == [TEXT]:
        return not len(element[0]) and not element.attrib
    runs = (part for part in element if part.tag in (RUN, READING_AID))
    within = all(each.tag == LOOK or (each.tag == TEXT and not len(each)) for run in runs for each in run)
    plain = tags.count(TEXT) + (RUN in tags) <= 1 and not any(len(part) for part in element if part.tag == TEXT)
    return TEXT_PARTS.issuperset(tags) and within and plain and not element.attrib


@dataclass
class Counts:
    """What the sheets of a workbook hold together."""

    cells: int = 0
    area: int = 0
    letters: int = 0
    formula_work: int = 0
    merged: int = 0
    runs: int = 0


@dataclass
class Contents:
    """Looks at single cells of one sheet.

    Attributes:
        title: the sheet's title, for messages.
        texts: the length of each shared text, or `ODD`.
        formats: how many formats of cells there are; None if the workbook has lost them.
        counts: what all sheets hold so far.
        long: whether there may be a text on the sheet that is too long.
    """

    title: str
    texts: Sequence[int]
    formats: int | None
    counts: Counts
    long: bool = False
    _formats: set[str | None] = field(default_factory=lambda: {None})
    _shared: dict[str, int] = field(default_factory=dict)

    def look_at(self, cell: Element, where: str) -> None:
        """Look at the content of a cell.

        Raises:
            UnreadableWorkbook: one of its kinds, naming sheet and cell.
        """
        style, kind = cell.get("s"), cell.get("t", "n")
        if style not in self._formats:
            self.look_at_format(style, where)
        if kind not in FORMS:
            self._damaged(where, "kind")
        if len(cell):
            self._parts(cell, kind, where)

    def look_at_format(self, said: str | None, where: str) -> None:
        """Look at the format that a cell, row or column asks for."""
        if said in self._formats:
            return
        most = FORMATS if self.formats is None else self.formats
        if not FORMAT.fullmatch(said or "") or int(said or 0) >= most:
            self._damaged(where, "format")
        self._formats.add(said)

    @property
    def highest_format(self) -> int:
        """The highest format that was asked for."""
        return max(int(said or 0) for said in self._formats)

    def _parts(self, cell: Element, kind: str, where: str) -> None:
        parts = {part.tag: part for part in cell}
        if len(parts) != len(cell) or not parts.keys() <= PARTS or (INLINE in parts) > (kind == INLINE_TEXT):
            self._damaged(where, "content")
        if kind == INLINE_TEXT and VALUE in parts and parts[VALUE].text:
            self._damaged(where, "content")
        if any(len(parts[name]) for name in (VALUE, FORMULA) if name in parts):
            self._damaged(where, "within_value")
        if VALUE in parts and (value := parts[VALUE].text):
            self._value(value, kind, where)
        if INLINE in parts:
            if not is_text(parts[INLINE]):
                self._damaged(where, "text")
            self._inline(parts[INLINE])
        if FORMULA in parts:
            self._formula(parts[FORMULA], where)
        if self.long and any(len(part.text or "") > TEXT_LETTERS for part in cell.iter()):
            self._too_long(where)

    def _value(self, value: str, kind: str, where: str) -> None:
        form = FORMS[kind]
        if form and not form.fullmatch(value):
            self._damaged(where, "value")
        if kind == SHARED_TEXT:
            if int(value) >= len(self.texts):
                self._damaged(where, "shared_text")
            letters = self.texts[int(value)]
            if letters == ODD:
                self._damaged(where, "text")
            if letters > TEXT_LETTERS:
                self._too_long(where)
            self.counts.letters += letters
            if self.counts.letters > LETTERS:
                raise TooMuchOnSheet(sheet=self.title, reason="letters")

    def _inline(self, inline: Element) -> None:
        """Count the elements of a text that stands in its cell, unless it is plain."""
        if len(inline) == 1 and inline[0].tag == TEXT:
            return
        self.counts.runs += sum(1 for _ in inline.iter())
        if self.counts.runs > RUN_TAGS:
            raise TooMuchOnSheet(sheet=self.title, reason="runs")

    def _formula(self, formula: Element, where: str) -> None:
        text = formula.text or ""
        how = reaches_out(text)
        if how:
            raise LinkedCell(sheet=self.title, cell=where, reason=how)
        area = formula.get("ref", "")
        if formula.get("t") == ARRAY_FORMULA and area.replace("$", "").partition(":")[0] != where:
            self._damaged(where, "array_formula")
        if formula.get("t") == SHARED_FORMULA:
            name = formula.get("si", "")
            # Programs disagree about what a cell shows that repeats a formula which was never written.
            if name not in self._shared and not (text and _covers(area, where)):
                self._damaged(where, "shared_formula")
            self._shared.setdefault(name, len(text) + WORK_OF_ONE)
            self.counts.formula_work += self._shared[name]
            if self.counts.formula_work > FORMULA_WORK:
                raise TooMuchOnSheet(sheet=self.title, reason="shared_formulas")

    def _damaged(self, where: str, reason: str) -> NoReturn:
        raise DamagedCell(sheet=self.title, cell=where, reason=reason)

    def _too_long(self, where: str) -> NoReturn:
        raise LongText(sheet=self.title, cell=where, limit=TEXT_LETTERS, reason="long_text")


def _covers(area: str, where: str) -> bool:
    """Whether a range has a cell in it."""
    within, cell = box(area), box(where)
    if within is None or cell is None:
        return False
    return within.left <= cell.left <= within.right and within.top <= cell.top <= within.bottom
