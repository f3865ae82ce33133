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
from data.intake.gate.limits import FORMATS, FORMULA_WORK, LETTERS, TEXT_LETTERS

VALUE, FORMULA, INLINE, EXTENSIONS = (f"{MAIN}{name}" for name in ("v", "f", "is", "extLst"))
PARTS = frozenset((VALUE, FORMULA, INLINE, EXTENSIONS))
SHARED_TEXT, SHARED_FORMULA = "s", "shared"
FORMS: Mapping[str, re.Pattern[str]] = {
    "n": re.compile(r"\s*[+-]?(?:[0-9]{1,320}\.?[0-9]{0,320}|\.[0-9]{1,320})(?:[eE][+-]?[0-9]{1,5})?\s*"),
    SHARED_TEXT: re.compile(r"[0-9]{1,9}"),
    "b": re.compile(r"[01]"),
    "d": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{1,20}Z?)?|[0-9]{2}:[0-9]{2}(?::[0-9.]{1,10})?"),
    "e": re.compile(r"#[^\s]{1,40}"),
    "str": re.compile(r".*", re.DOTALL),
    "inlineStr": re.compile(r".*", re.DOTALL),
}
"""What the value of each kind of cell looks like. A reader stumbles over anything else, without naming the cell."""
WORK_OF_ONE = 50
"""What repeating the shortest shared formula costs, in letters."""


@dataclass
class Counts:
    """What the sheets of a workbook hold together."""

    cells: int = 0
    area: int = 0
    letters: int = 0
    formula_work: int = 0
    merged: int = 0


@dataclass
class Contents:
    """Looks at single cells of one sheet.

    Attributes:
        title: the sheet's title, for messages.
        texts: the length of each shared text.
        formats: how many formats of cells there are; None if the workbook has lost them.
        counts: what all sheets hold so far.
        long: whether there may be a text on the sheet that is too long.
        highest_format: the highest format that was asked for.
    """

    title: str
    texts: Sequence[int]
    formats: int | None
    counts: Counts
    long: bool = False
    highest_format: int = 0
    _shared: dict[str, int] = field(default_factory=dict)

    def look_at(self, cell: Element, where: str) -> None:
        """Look at the content of a cell.

        Raises:
            UnreadableWorkbook: one of its kinds, naming sheet and cell.
        """
        parts = {part.tag: part for part in cell}
        if len(parts) != len(cell) or not parts.keys() <= PARTS:
            self._damaged(where, "content")
        self.look_at_format(cell.get("s"), where)
        if VALUE in parts:
            self._value(parts[VALUE].text or "", cell.get("t", "n"), where)
        elif cell.get("t", "n") not in FORMS:
            self._damaged(where, "kind")
        if FORMULA in parts:
            self._formula(parts[FORMULA], where)
        if self.long and any(len(part.text or "") > TEXT_LETTERS for part in cell.iter()):
            self._too_long(where)

    def look_at_format(self, said: str | None, where: str) -> None:
        """Look at the format that a cell, row or column asks for."""
        if said is None:
            return
        if not said.isdecimal() or len(said) > 6:
            self._damaged(where, "format")
        self.highest_format = max(self.highest_format, int(said))
        if self.highest_format >= (FORMATS if self.formats is None else self.formats):
            self._damaged(where, "format")

    def _value(self, value: str, kind: str, where: str) -> None:
        if kind not in FORMS or (value and not FORMS[kind].fullmatch(value)):
            self._damaged(where, "kind" if kind not in FORMS else "value")
        if kind == SHARED_TEXT and value:
            if int(value) >= len(self.texts):
                self._damaged(where, "shared_text")
            letters = self.texts[int(value)]
            if letters > TEXT_LETTERS:
                self._too_long(where)
            self.counts.letters += letters
            if self.counts.letters > LETTERS:
                raise TooMuchOnSheet(sheet=self.title, reason="letters")

    def _formula(self, formula: Element, where: str) -> None:
        text = formula.text or ""
        how = reaches_out(text)
        if how:
            raise LinkedCell(sheet=self.title, cell=where, reason=how)
        if formula.get("t") == SHARED_FORMULA:
            name = formula.get("si", "")
            self._shared.setdefault(name, len(text) + WORK_OF_ONE)
            self.counts.formula_work += self._shared[name]
            if self.counts.formula_work > FORMULA_WORK:
                raise TooMuchOnSheet(sheet=self.title, reason="shared_formulas")

    def _damaged(self, where: str, reason: str) -> NoReturn:
        raise DamagedCell(sheet=self.title, cell=where, reason=reason)

    def _too_long(self, where: str) -> NoReturn:
        raise LongText(sheet=self.title, cell=where, limit=TEXT_LETTERS, reason="long_text")
